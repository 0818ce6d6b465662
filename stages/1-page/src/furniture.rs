//! Lines that belong to the site and not to the story: navigation, invitations to share and subscribe, lists of other
//! stories, notices. Shared by text captures and web pages.

use crate::credits;
use crate::text::{ends_a_sentence, words};

/// Whole lines, without the signs around them, in lower case.
const LINES: &[&str] = &[
    "add a comment",
    "add comment",
    "advertisement",
    "advertising",
    "article continues below",
    "back",
    "back to main page",
    "back to top",
    "bookmark",
    "breaking news",
    "close",
    "comment",
    "comments",
    "contact us",
    "copy link",
    "copy link to clipboard",
    "copied",
    "download",
    "e-mail",
    "email",
    "email this",
    "explore more",
    "facebook",
    "flipboard",
    "follow",
    "follow us",
    "getty images",
    "gift",
    "home",
    "home page",
    "image caption",
    "image source",
    "instagram",
    "leave a comment",
    "leave a reply",
    "like",
    "line",
    "link copied",
    "linkedin",
    "listen",
    "load more",
    "loading",
    "log in",
    "login",
    "media caption",
    "menu",
    "messenger",
    "more",
    "more on this story",
    "most popular",
    "most read",
    "newsletter",
    "newsletters",
    "next",
    "next article",
    "open menu",
    "permalink",
    "pinterest",
    "pocket",
    "popular",
    "post",
    "previous",
    "previous article",
    "print",
    "print this page",
    "privacy policy",
    "promoted content",
    "read",
    "read more",
    "reddit",
    "register",
    "related",
    "reply",
    "report an error",
    "reprints",
    "save",
    "search",
    "see more",
    "send",
    "share",
    "share on facebook",
    "share on twitter",
    "share this",
    "share this article",
    "show comments",
    "show more",
    "sign in",
    "sign up",
    "skip to content",
    "skip to main content",
    "skip to navigation",
    "sponsored",
    "subscribe",
    "subscribe now",
    "telegram",
    "text size",
    "top",
    "top stories",
    "trending",
    "tweet",
    "twitter",
    "view comments",
    "view more",
    "vk",
    "whatsapp",
    "x",
    "youtube",
    "your email",
    "sponsored content",
    "terms of use",
    "cookie policy",
    "story continues below",
    "story continues below advertisement",
    "article continues after advertisement",
    "thank you",
    "thanks for reading",
    "this video is unavailable",
    "video unavailable",
    "play video",
    "view gallery",
    "view image in fullscreen",
    "play",
    "topics",
    "explore more on these topics",
    "reuse this content",
    "view on twitter",
    "toggle caption",
    "hide caption",
    "enlarge this image",
];

/// How short lines of the site begin, in lower case.
const OPENINGS: &[&str] = &[
    "a version of this article appeared",
    "accept all cookies",
    "also read:",
    "also read :",
    "also see:",
    "article continues",
    "by continuing to",
    "by signing up",
    "by subscribing",
    "by clicking",
    "check out our",
    "click here",
    "click to ",
    "comments are closed",
    "continue reading",
    "download our app",
    "download the ",
    "don't miss",
    "don’t miss",
    "enter your email",
    "filed under",
    "find us on",
    "follow @",
    "follow her on",
    "follow him on",
    "follow me on",
    "follow the ",
    "follow them on",
    "follow us",
    "for more stories",
    "for the latest",
    "get our",
    "get the latest",
    "get updates",
    "if you enjoyed this",
    "if you liked this",
    "if you've been affected",
    "join our",
    "join the conversation",
    "keep reading",
    "last updated",
    "like us on",
    "listen to this",
    "log in to",
    "more from ",
    "more on this",
    "more:",
    "more stories",
    "must read:",
    "need help?",
    "never miss",
    "notify me of",
    "now playing",
    "originally published",
    "our standards:",
    "photo gallery:",
    "please enable",
    "please log in",
    "please read our",
    "please subscribe",
    "posted in ",
    "read also",
    "read more",
    "read next",
    "read our",
    "read the full",
    "read this next",
    "recommended for you",
    "recommended:",
    "recommended stories",
    "related articles",
    "related article:",
    "related content",
    "related coverage",
    "related links",
    "related news",
    "related posts",
    "related story",
    "related stories",
    "related topics",
    "related:",
    "republish this",
    "see also",
    "send us a",
    "share on ",
    "share this",
    "share via",
    "sign in to",
    "sign up ",
    "sponsored by",
    "start your free",
    "story continues",
    "subscribe ",
    "support our journalism",
    "tagged:",
    "tags:",
    "tagged with",
    "the article you have been reading",
    "this article was amended",
    "this site uses",
    "this website uses",
    "topics:",
    "trending now",
    "try our",
    "tweet this",
    "view all",
    "view comments",
    "want to read more",
    "watch live",
    "watch more",
    "watch now",
    "watch this next",
    "watch:",
    "we use cookies",
    "we value your privacy",
    "what to read next",
    "you can unsubscribe",
    "you can follow",
    "you may also",
    "you might also",
    "your email address will not",
    "you must be logged in",
    "you need to enable javascript",
    "your browser does not",
    "all rights reserved",
    "copyright ©",
    "recommended by",
    "newsletter:",
    "also on ",
    "most read",
    "read: ",
    "editor's picks",
    "editors' picks",
    "if you're on the",
    "have a tip",
    "got a tip",
    "up next",
    "explore more:",
    "in partnership with",
    "paid content",
    "paid for by",
    "(reporting by",
    "reporting by ",
    "additional reporting by",
    "(additional reporting by",
    "editing by ",
    "(editing by",
    "contact the author",
    "contact the reporter",
];

/// A line with more words is prose, however it begins.
const LONGEST_OPENING: usize = 22;

/// What only a site says of itself to its readers, anywhere in a paragraph, in lower case.
const PHRASES: &[&str] = &[
    "affiliate link",
    "already a subscriber",
    "become a member",
    "click here to",
    "comments are moderated",
    "do not necessarily reflect",
    "does not necessarily reflect",
    "download our app",
    "download the app",
    "earn a commission",
    "email us at",
    "enable javascript",
    "first-time subscribers",
    "follow us on",
    "for our newsletter",
    "is not responsible for the opinions",
    "join our mailing list",
    "letter to the editor",
    "like us on facebook",
    "may receive compensation",
    "newsletter and",
    "opinions expressed are those",
    "opinions expressed in this",
    "our comment policy",
    "our newsletter",
    "please subscribe",
    "reader-supported",
    "send us a message",
    "sign up for the",
    "sign up here",
    "sign up to our",
    "sign up to receive",
    "subscribe here",
    "subscribe now",
    "subscribe to our",
    "support independent journalism",
    "support our journalism",
    "support our work",
    "the views expressed in this",
    "this article was produced by",
    "this page may contain",
    "views expressed are those",
    "you are already subscribed",
    "your inbox",
];

/// Social networks; a paragraph with two of them invites to follow.
const NETWORKS: &[&str] = &[
    "facebook",
    "instagram",
    "linkedin",
    "pinterest",
    "telegram",
    "tiktok",
    "twitter",
    "whatsapp",
    "youtube",
];

/// A longer paragraph is prose, whatever it mentions.
const LONGEST_PHRASE: usize = 60;

/// Headings of lists that are no part of the story; what follows them up to the next prose goes too.
const LISTS: &[&str] = &[
    "about the author",
    "about the authors",
    "comments",
    "editor's picks",
    "editors' picks",
    "explore more",
    "from our partners",
    "from the web",
    "further reading",
    "in other news",
    "latest",
    "latest headlines",
    "latest news",
    "latest stories",
    "more from",
    "more headlines",
    "more in",
    "more like this",
    "more news",
    "more on",
    "more stories",
    "most popular",
    "most read",
    "most viewed",
    "other stories",
    "popular",
    "popular now",
    "promoted content",
    "read also",
    "read more",
    "read next",
    "recent posts",
    "recommended",
    "related",
    "related articles",
    "related content",
    "related coverage",
    "related links",
    "related news",
    "related posts",
    "related stories",
    "related topics",
    "see also",
    "sponsored",
    "tags",
    "top stories",
    "topics",
    "trending",
    "trending now",
    "what to read next",
    "you may also like",
    "you might also like",
    "leave a reply",
    "leave a comment",
    "post navigation",
    "share this story",
];

/// Whether a line belongs to the site.
pub(crate) fn is_furniture(line: &str) -> bool {
    let folded = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(')).to_lowercase();
    if folded.is_empty() || LINES.contains(&folded.as_str()) || credits::is_copyright_notice(line) {
        return true;
    }
    let short = words(line).count() <= LONGEST_OPENING;
    invites(&folded)
        || (short && OPENINGS.iter().any(|opening| folded.starts_with(opening)))
        || is_menu(line)
        || is_reading_time(&folded)
}

/// Whether a paragraph addresses the site's readers.
fn invites(folded: &str) -> bool {
    let count = words(folded).count();
    let networks = NETWORKS.iter().filter(|network| folded.contains(**network)).count();
    let asks =
        ["follow ", "find ", "join ", "like ", "share ", "send "].iter().any(|verb| folded.starts_with(verb));
    count <= LONGEST_PHRASE
        && !folded.starts_with(['"', '“'])
        && (PHRASES.iter().any(|phrase| folded.contains(phrase)) || (networks >= 2 && asks))
}

/// Whether a line heads a list of other stories, of tags or of comments.
pub(crate) fn heads_a_list(line: &str) -> bool {
    let folded = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let short = words(line).count() <= 6 && !ends_a_sentence(line.trim_end_matches(':'));
    short
        && LISTS.iter().any(|list| {
            folded == *list
                || (list.starts_with("more ")
                    && folded.strip_prefix(list).is_some_and(|rest| rest.starts_with([' ', ':'])))
        })
}

/// "Top stories | Politics | Economy": at least three short pieces between bars or arrows.
fn is_menu(line: &str) -> bool {
    let pieces: Vec<&str> = line.split(['|', '•', '·', '>', '»', '›']).map(str::trim).collect();
    pieces.len() >= 3 && pieces.iter().all(|piece| words(piece).count() <= 4) && !ends_a_sentence(line)
}

/// "4 min read", "Reading time: 3 minutes".
fn is_reading_time(folded: &str) -> bool {
    let count = folded.split_whitespace().count();
    (count <= 5 && folded.contains("min") && folded.contains("read"))
        || (count <= 4 && folded.ends_with("comments"))
}

/// Whether a line is prose: at least `least` words that end as a sentence does.
pub(crate) fn is_prose(line: &str, least: usize) -> bool {
    ends_a_sentence(line) && words(line).count() >= least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_prose() {
        let furniture = [
            "Share",
            "Read also: Ministers announce a breakthrough",
            "Top stories  |  Politics  |  Economy  |  Subscribe",
            "© 2017 Example News. All rights reserved.",
            "Sign up for our newsletter",
            "4 min read",
            "***",
            "12 comments",
            "Follow the Example on Twitter and on Facebook @example. Send us a message at any time of the day.",
            "The views expressed in this column are those of the author and do not necessarily reflect those of the paper.",
        ];
        let story = [
            "Read more than any other treaty of its time, the text was drafted in Oslo by lawyers of both countries who had never met before that spring.",
            "Ministers met in Oslo.",
            "\"Share it,\" he said.",
            "Comments by the minister angered Moscow.",
            "The treaty",
        ];
        for line in furniture {
            assert!(is_furniture(line), "{line}");
        }
        for line in story {
            assert!(!is_furniture(line), "{line}");
        }
        assert!(
            heads_a_list("Related articles")
                && heads_a_list("More on this story:")
                && !heads_a_list("Moreover, tags.")
        );
    }
}

//! Takes off a page what is not its story: navigation, lists of other stories, invitations, notices, captions.
//!
//! Sites name these parts by element, role, class or id in much the same words. A word alone does not decide: an
//! element that holds a good part of the page's running text stays whatever it is called, since sites also write
//! `class="content has-sidebar"`.

use dom_query::NodeRef;

use super::weights::{Weight, Weights};

/// Elements that never hold the story.
const NEVER: &[&str] = &[
    "aside", "audio", "button", "canvas", "dialog", "embed", "iframe", "input", "menu", "nav", "object",
    "script", "select", "style", "svg", "template", "textarea", "video",
];

/// Elements that hold no story unless they hold a good part of the prose: some sites set a whole page in a form, or a
/// story in what only readers without scripts see.
const SELDOM: &[&str] = &["figure", "footer", "form", "noscript"];

/// Roles of elements that hold no story.
const ROLES: &[&str] = &[
    "alert",
    "alertdialog",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "toolbar",
    "tooltip",
];

/// Words in the class or id of an element that holds no story, though it may hold much prose.
const STRONG: &[&str] = &[
    "comment",
    "commentlist",
    "comments",
    "cookie",
    "cookies",
    "disqus",
    "footer",
    "gdpr",
    "modal",
    "nav",
    "navbar",
    "navbox",
    "navigation",
    "newsletter",
    "newsletters",
    "overlay",
    "popup",
    "recirc",
    "recommended",
    "recommendations",
    "related",
    "respond",
    "sidebar",
    "sidebars",
    "taboola",
    "outbrain",
    "trending",
    "pum",
    "popmake",
];

/// Words in the class or id of an element that holds no story.
const WORDS: &[&str] = &[
    "ad",
    "ads",
    "adsense",
    "adslot",
    "advert",
    "advertisement",
    "advertising",
    "advertorial",
    "adwrapper",
    "audio",
    "authorbio",
    "avatar",
    "banner",
    "bio",
    "blogroll",
    "bookmark",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "bylines",
    "callout",
    "caption",
    "captions",
    "carousel",
    "catlinks",
    "ccpa",
    "commercial",
    "consent",
    "copyright",
    "credit",
    "credits",
    "cta",
    "dfp",
    "disclaimer",
    "disclosure",
    "donate",
    "donation",
    "donations",
    "editsection",
    "feedback",
    "flyout",
    "follow",
    "hatnote",
    "infobox",
    "inread",
    "jumplinks",
    "keywords",
    "legal",
    "likes",
    "lightbox",
    "login",
    "masthead",
    "menu",
    "menus",
    "metadata",
    "mostread",
    "nextstory",
    "noprint",
    "notice",
    "onetrust",
    "pager",
    "pagination",
    "partner",
    "paywall",
    "pinterest",
    "player",
    "poll",
    "popular",
    "postmeta",
    "promo",
    "promoted",
    "promos",
    "promotion",
    "pullquote",
    "quiz",
    "rating",
    "ratings",
    "readmore",
    "recirculation",
    "recommendation",
    "register",
    "replies",
    "seealso",
    "share",
    "sharebar",
    "sharedaddy",
    "sharing",
    "signup",
    "sitemap",
    "skip",
    "slideshow",
    "social",
    "socials",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "subscriptions",
    "syndication",
    "taglist",
    "ticker",
    "timestamp",
    "toolbar",
    "tooltip",
    "topbar",
    "tweet",
    "upsell",
    "vote",
    "votes",
    "yarpp",
    "zergnet",
];

/// Words in the class or id of an element that holds no story if it is mostly links.
const WEAK: &[&str] = &[
    "attribution",
    "card",
    "cards",
    "categories",
    "gallery",
    "grid",
    "header",
    "latest",
    "links",
    "list",
    "more",
    "partners",
    "print",
    "section",
    "tag",
    "tags",
    "teaser",
    "teasers",
    "top",
    "topics",
    "video",
    "videos",
    "widget",
    "widgets",
];

/// Pairs of such words.
const PAIRS: &[(&str, &str)] = &[
    ("about", "author"),
    ("also", "like"),
    ("also", "read"),
    ("author", "box"),
    ("author", "card"),
    ("author", "info"),
    ("author", "name"),
    ("article", "meta"),
    ("editors", "picks"),
    ("entry", "footer"),
    ("entry", "meta"),
    ("further", "reading"),
    ("jump", "to"),
    ("latest", "news"),
    ("like", "this"),
    ("media", "info"),
    ("more", "from"),
    ("more", "in"),
    ("more", "news"),
    ("more", "on"),
    ("more", "stories"),
    ("most", "popular"),
    ("most", "read"),
    ("most", "viewed"),
    ("next", "post"),
    ("nav", "links"),
    ("post", "author"),
    ("post", "footer"),
    ("post", "info"),
    ("post", "meta"),
    ("post", "navigation"),
    ("post", "date"),
    ("read", "more"),
    ("read", "next"),
    ("screen", "reader"),
    ("sign", "in"),
    ("sign", "up"),
    ("site", "header"),
    ("sr", "only"),
    ("story", "meta"),
    ("table", "of"),
    ("top", "stories"),
    ("up", "next"),
    ("visually", "hidden"),
    ("whats", "next"),
    ("you", "may"),
    ("back", "to"),
    ("call", "to"),
    ("article", "tags"),
    ("image", "caption"),
    ("photo", "caption"),
    ("reading", "time"),
    ("read", "time"),
    ("mw", "editsection"),
    ("web", "form"),
];

/// Takes everything off the page that is not its story.
pub(crate) fn clear(root: &NodeRef<'_>, weights: &Weights) {
    let all = weights.get(root).prose;
    let mut open: Vec<NodeRef<'_>> = vec![*root];
    while let Some(node) = open.pop() {
        let children: Vec<NodeRef<'_>> = node.children_it(false).filter(NodeRef::is_element).collect();
        for child in children {
            if is_hidden(&child) || is_furniture(&child, weights.get(&child), all) {
                child.remove_from_parent();
            } else {
                open.push(child);
            }
        }
    }
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    node.has_attr("hidden") || style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether an element is no part of the story, in view of what it is called and of its share of the page's prose.
fn is_furniture(node: &NodeRef<'_>, weight: Weight, all: usize) -> bool {
    let name = node.node_name().unwrap_or_default();
    if NEVER.contains(&&*name) {
        return true;
    }
    let much = weight.prose * 3 > all;
    let role = node.attr("role").unwrap_or_default().to_ascii_lowercase();
    if (SELDOM.contains(&&*name) || ROLES.contains(&role.as_str())) && !much {
        return true;
    }
    if &*name == "header" && !much {
        return weight.prose == 0 || node.find(&["h1"]).is_empty();
    }
    if matches!(&*name, "article" | "body" | "html" | "main" | "h1") {
        return false;
    }
    let attributes = ["class", "id"].iter().filter_map(|attribute| node.attr(attribute));
    match called(&attributes.fold(String::new(), |all, value| all + " " + &value)) {
        // Even a wrapper of the whole page may be called "layout-right-sidebar".
        Call::Strong => weight.prose * 4 <= all * 3 && node.find(&["h1"]).is_empty(),
        Call::Plain => !much,
        Call::Weak => weight.linked * 2 > weight.all && !much,
        Call::None => false,
    }
}

/// How clearly a class or id says that its element is no story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Call {
    Strong,
    Plain,
    Weak,
    None,
}

/// Classes with these words speak of the arrangement of the page around the element.
const ARRANGEMENT: &[&str] =
    &["above", "below", "enabled", "has", "layout", "no", "template", "with", "without"];

fn called(label: &str) -> Call {
    let labels = label.split_whitespace().take(40).map(label_words);
    labels
        .filter(|words| !words.iter().any(|word| ARRANGEMENT.contains(&word.as_str())))
        .map(|words| call(&words))
        .min()
        .unwrap_or(Call::None)
}

fn call(words: &[String]) -> Call {
    let among = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let paired = words.windows(2).any(|pair| PAIRS.contains(&(pair[0].as_str(), pair[1].as_str())));
    match () {
        () if among(STRONG) => Call::Strong,
        () if among(WORDS) || paired => Call::Plain,
        () if among(WEAK) => Call::Weak,
        () => Call::None,
    }
}

/// "articleShare-bar" → article, share, bar.
fn label_words(label: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in label.chars().take(400) {
        let starts = c.is_ascii_uppercase() && lower;
        if starts || !c.is_ascii_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphanumeric()) {
            word.push(c.to_ascii_lowercase());
        }
        lower = c.is_ascii_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_word_by_word() {
        let cases = [
            ("article-share", Call::Plain),
            ("relatedStories", Call::Strong),
            ("cookie_banner", Call::Strong),
            ("js-read-more", Call::Plain),
            ("elementor-widget", Call::Weak),
            ("article-body", Call::None),
            ("shareholder", Call::None),
            ("adaptive", Call::None),
            ("read", Call::None),
            ("layout-right-sidebar", Call::None),
            ("story has-related", Call::None),
        ];
        for (label, expected) in cases {
            assert_eq!(called(label), expected, "{label}");
        }
    }
}

//! A web page: its markup is bounded, parsed once, asked for what it says about itself, and then for its story.
//!
//! [`guard`] bounds the markup · [`metadata`] reads JSON-LD, meta tags and the marked-up heading · [`clearing`]
//! takes off what is not story · [`body`] finds the story · [`blocks`] turns markup into paragraphs.

mod blocks;
mod body;
mod clearing;
mod guard;
mod json_ld;
mod metadata;
mod weights;

use dom_query::Document;
use dualtrack_record::Article;

use crate::capture::{self, story, unique};
use crate::dateline::{self, Prefix};
use crate::furniture::is_prose;
use crate::text;
use metadata::Metadata;

/// Reads a web page into an article and its dateline.
pub(crate) fn read(html: &str, notes: &mut Vec<String>) -> (Article, Prefix) {
    let page = Document::from(guard::bounded(html, notes));
    let root = page.html_root();
    let mut metadata = Metadata::of(&page, &blocks::of(&root, &root));
    let mut found = body::find(&page);
    // A page that its scripts would fill shows a part of its story, or none; JSON-LD may hold all of it.
    if length(&metadata.body) > length(&found.paragraphs) * 3 / 2 {
        found.paragraphs = std::mem::take(&mut metadata.body);
    }
    let (mut paragraphs, tail) = story(found.paragraphs.into_iter());
    take_heading(&mut paragraphs, &mut metadata);
    drop_biographies(&mut paragraphs, &metadata.authors);
    drop_pull_quotes(&mut paragraphs);
    let prefix = dateline::of_story(&paragraphs);
    let published = metadata.published.and_then(|stated| stated.published());
    let article = Article {
        url: metadata.url,
        title: metadata.title,
        subtitle: metadata.subtitle,
        section: metadata.section,
        authors: if metadata.authors.is_empty() { tail.authors } else { metadata.authors },
        agency: prefix.agency.clone().or(metadata.agency).or(metadata.publisher),
        credits: unique(metadata.credits.into_iter().chain(found.credits).chain(tail.credits)),
        dateline: prefix.dateline(published.as_ref()),
        published,
        text: text::join(&paragraphs, notes),
        ..Article::default()
    };
    (article, prefix)
}

fn length(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(String::len).sum()
}

/// Takes off the head of the story what stands above it on the page: the headline, the sub-heading, bylines, times.
fn take_heading(paragraphs: &mut Vec<String>, metadata: &mut Metadata) {
    let heading = [metadata.title.clone(), metadata.subtitle.clone(), metadata.section.clone()];
    let repeats = |line: &String| heading.iter().flatten().any(|part| same(part, line));
    let behind = paragraphs
        .iter()
        .position(|line| is_prose(line, 10) && !repeats(line))
        .unwrap_or(0)
        .min(LONGEST_HEADING);
    for line in paragraphs.drain(..behind).collect::<Vec<_>>().into_iter().rev() {
        match capture::parts(&line) {
            _ if repeats(&line) => {}
            Some(parts) => parts.into_iter().for_each(|part| metadata.take(part)),
            None => paragraphs.insert(0, line),
        }
    }
}

/// Drops the quotations that a page prints large beside the paragraph that holds them.
fn drop_pull_quotes(paragraphs: &mut Vec<String>) {
    let folded: Vec<String> = paragraphs
        .iter()
        .map(|line| text::words(line).map(str::to_lowercase).collect::<Vec<_>>().join(" "))
        .collect();
    let is_repeated = |at: usize| {
        let near = at.saturating_sub(4)..folded.len().min(at + 5);
        let count = folded[at].split(' ').count();
        let holds =
            |other: usize| folded[other].len() > folded[at].len() && folded[other].contains(&folded[at]);
        (5..=60).contains(&count) && near.into_iter().any(|other| other != at && holds(other))
    };
    let repeated: Vec<bool> = (0..folded.len()).map(is_repeated).collect();
    let mut repeated = repeated.into_iter();
    paragraphs.retain(|_| !repeated.next().unwrap_or(false));
}

/// The heading of a story is no longer than this many paragraphs.
const LONGEST_HEADING: usize = 10;

/// What stands about the authors at the end: "Jane Roe is a correspondent in Oslo."
fn drop_biographies(paragraphs: &mut Vec<String>, authors: &[String]) {
    let says = [" is ", " has ", " covers ", " writes ", " reports ", " was ", ", "];
    let tells = |line: &String| {
        let rest = authors
            .iter()
            .filter(|name| name.contains(' '))
            .find_map(|name| text::strip_prefix_folded(line, name));
        rest.is_some_and(|rest| {
            says.iter().any(|verb| rest.starts_with(verb)) && text::words(line).count() < 80
        })
    };
    for _ in 0..2 {
        if paragraphs.len() > 1 && paragraphs.last().is_some_and(tells) {
            paragraphs.pop();
        }
    }
}

/// The same words, whatever the case and the signs between them.
fn same(one: &str, other: &str) -> bool {
    text::words(one).map(str::to_lowercase).eq(text::words(other).map(str::to_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str =
        "<p>Foreign ministers of the five Nordic countries met in Oslo on Thursday to talk about fish.</p>
        <p>\"We talked about nothing else,\" the Norwegian minister said after the meeting of four hours.</p>
        <p>They will meet again in Reykjavik in the autumn, if the quotas are not settled by then.</p>";

    fn story(html: &str) -> Article {
        read(html, &mut Vec::new()).0
    }

    fn paragraphs(html: &str) -> Vec<String> {
        story(html).text.split(text::BETWEEN).map(|line| line.chars().take(15).collect()).collect()
    }

    const OPENINGS: [&str; 3] = ["Foreign ministe", "\"We talked abou", "They will meet "];

    #[test]
    fn what_surrounds_a_story_is_left_out() {
        let surroundings = [
            "<div id=cookie-banner><p>We use cookies and similar technologies to give you the best experience here.</p></div>",
            "<nav><ul><li><a href=/>Home</a></li><li><a href=/world>World</a></li></ul></nav>",
            "<aside><p>A party leader resigned on Monday after a week of talks that led to nothing at all.</p></aside>",
            "<div class='relatedStories'><h3>Read also</h3><p>Cod quota to rise again next year, a committee of experts says.</p></div>",
            "<ul><li><a href=/1>Ministers announce a breakthrough in Oslo</a></li><li><a href=/2>Cod quota to rise</a></li></ul>",
            "<div id=comments><p>About time. What took them so long? My bill for fish will say thank you.</p></div>",
            "<footer><p>The paper is published by a company that has its seat in the capital of the country.</p></footer>",
            "<p>Sign up for our newsletter and never miss a story.</p>",
            "<div hidden><p>This paragraph is shown to nobody who looks at the page with their own eyes.</p></div>",
        ];
        for around in surroundings {
            assert_eq!(
                paragraphs(&format!("<h1>Fish</h1>{around}<div>{STORY}</div>")),
                OPENINGS,
                "before: {around}"
            );
            assert_eq!(
                paragraphs(&format!("<h1>Fish</h1><div>{STORY}</div>{around}")),
                OPENINGS,
                "behind: {around}"
            );
            let (first, rest) = STORY.split_at(STORY.find("</p>").unwrap() + 4);
            assert_eq!(
                paragraphs(&format!("<div>{first}{around}{rest}</div>")),
                OPENINGS,
                "inside: {around}"
            );
        }
    }

    #[test]
    fn a_story_stays_whatever_its_element_is_called() {
        let wrappers = [
            "<div class='layout-right-sidebar'>",
            "<div class='story has-related-links'>",
            "<form id=aspnetForm>",
            "<article class='social share-enabled'>",
            "<noscript>",
            "<table><tr><td>",
        ];
        for wrapper in wrappers {
            assert_eq!(paragraphs(&format!("<body><h1>Fish</h1>{wrapper}{STORY}")), OPENINGS, "{wrapper}");
        }
    }

    #[test]
    fn the_heading_is_told_from_the_story() {
        let html = format!(
            "<title>Nordic ministers meet in Oslo | The Fjord</title><article><span>Europe</span><h1>Nordic ministers meet in Oslo</h1>
             <h2>The talks were about fish, the host said</h2><div>By Jane Roe</div><div>25 May 2017, 10:51 CEST</div>
             <figure><img src=x><figcaption>The hall in Oslo. Photo: John Public</figcaption></figure>{STORY}
             <p>Jane Roe is a correspondent in Oslo.</p></article>"
        );
        let article = story(&html);
        assert_eq!(article.title.as_deref(), Some("Nordic ministers meet in Oslo"));
        assert_eq!(article.subtitle.as_deref(), Some("The talks were about fish, the host said"));
        assert_eq!(article.section.as_deref(), Some("Europe"));
        assert_eq!(article.authors, ["Jane Roe"]);
        assert_eq!(article.credits, ["John Public"]);
        assert_eq!(article.published.unwrap().utc.as_deref(), Some("2017-05-25T08:51:00Z"));
        assert_eq!(paragraphs(&html), OPENINGS);
    }

    #[test]
    fn a_standfirst_outside_of_the_story_and_a_lead_before_it_are_kept_apart() {
        let html = format!(
            "<h1>Fish</h1><div><p class=intro>Five ministers have met in the capital, and they spoke of fish.</p></div><div>{STORY}</div>"
        );
        assert_eq!(paragraphs(&html)[0], "Five ministers ");
    }

    #[test]
    fn a_quotation_printed_large_is_not_told_twice() {
        let html = format!("<div><blockquote>\"We talked about nothing else\"</blockquote>{STORY}</div>");
        assert_eq!(paragraphs(&html), OPENINGS);
    }

    #[test]
    fn a_page_filled_by_scripts_is_read_from_its_json_ld() {
        let html = r#"<script type="application/ld+json">{"@type": "NewsArticle", "articleBody":
            "Foreign ministers met in Oslo on Thursday.\n\n&quot;We talked about fish,&quot; one said."}</script><div id=root></div>"#;
        assert_eq!(
            story(html).text,
            "Foreign ministers met in Oslo on Thursday.\n\n\"We talked about fish,\" one said."
        );
    }

    #[test]
    fn a_dateline_is_found_behind_a_line_that_is_no_prose() {
        let html =
            format!("<h1>Fish</h1><div><p>Nordic affairs</p><p>OSLO, Norway (AP) — {}</div>", &STORY[3..]);
        let (article, prefix) = read(&html, &mut Vec::new());
        assert_eq!(article.dateline.map(|dateline| dateline.place).as_deref(), Some("Oslo"));
        assert!(article.text[prefix.end..].starts_with("Foreign ministers"), "{}", article.text);
    }
}

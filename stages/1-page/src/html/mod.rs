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
    if let Some(body) = metadata.body.take().filter(|body| body.len() > found.len() * 3 / 2) {
        found.paragraphs = body.lines().map(text::line).collect();
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

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

use crate::capture::{story, unique};
use crate::dateline::{self, Prefix};
use crate::text;
use metadata::Metadata;

/// Reads a web page into an article and its dateline.
pub(crate) fn read(html: &str, notes: &mut Vec<String>) -> (Article, Prefix) {
    let page = Document::from(guard::bounded(html, notes));
    let metadata = Metadata::of(&page);
    let found = body::find(page);
    let (mut paragraphs, tail) = story(found.paragraphs.into_iter());
    drop_heading(&mut paragraphs, &metadata);
    let prefix = paragraphs.first().and_then(|paragraph| dateline::read(paragraph)).unwrap_or_default();
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

/// The headline and the sub-heading are no part of the story, though they often stand in the same element.
fn drop_heading(paragraphs: &mut Vec<String>, metadata: &Metadata) {
    let heading = [&metadata.title, &metadata.subtitle];
    for _ in 0..heading.len() {
        let repeats =
            |line: &String| heading.iter().any(|part| part.as_deref().is_some_and(|part| same(part, line)));
        if paragraphs.first().is_some_and(repeats) {
            paragraphs.remove(0);
        }
    }
}

/// The same words, whatever the case and the signs between them.
fn same(one: &str, other: &str) -> bool {
    text::words(one).map(str::to_lowercase).eq(text::words(other).map(str::to_lowercase))
}

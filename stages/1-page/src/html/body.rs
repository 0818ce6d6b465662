//! Where the story stands on a page.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::blocks;
use crate::credits;
use crate::text;

/// What was found of a story.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub paragraphs: Vec<String>,
    pub credits: Vec<String>,
}

/// Finds the story of a page.
pub(crate) fn find(page: Document) -> Found {
    let mut found = Found::default();
    for caption in page.select("figcaption, [class*='caption'], [class*='credit']").nodes() {
        found.credits.extend(credits::in_caption(&text::line(&caption.text())));
    }
    if let Some(story) = readable(page) {
        found.paragraphs = blocks::of(&Document::fragment(story.as_str()).root());
    }
    found
}

fn readable(page: Document) -> Option<String> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(page, None, Some(config)).ok()?.parse().ok()?;
    Some(article.content.to_string())
}

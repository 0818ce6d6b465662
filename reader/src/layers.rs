//! A document with all its layers.

use dualtrack_coder::Context;
use dualtrack_document::{Coding, Doc, Mentions, Syntax, Where};
use dualtrack_record::Article;
use jiff::civil::Date;

/// An article and what each stage laid over its text.
#[derive(Debug, Clone)]
pub struct Layers {
    /// The article; its `sentences` are filled in with the record.
    pub article: Article,
    /// Sentences, words, trees and names.
    pub syntax: Syntax,
    /// Actors and where the text refers to them.
    pub mentions: Mentions,
    /// Quotations, events, contacts and issues.
    pub coding: Coding,
    /// What a reader should know about how the page was read.
    pub notes: Vec<String>,
}

impl Layers {
    /// The text with its syntax.
    #[must_use]
    pub fn doc(&self) -> Doc<'_> {
        Doc::new(&self.article.text, &self.syntax)
    }
}

/// The day on which the story stands: that of its publication, else that of its dateline.
pub(crate) fn day_of_publication(article: &Article) -> Option<Date> {
    let published = article.published.as_ref().map(|moment| moment.local.as_str());
    let dateline = article.dateline.as_ref().and_then(|dateline| dateline.date.as_deref());
    published.or(dateline).and_then(|date| date.get(..10)).and_then(|date| date.parse().ok())
}

/// What the coder has to know about the article beside its text.
pub(crate) fn context(article: &Article, published: Option<Date>) -> Context<'_> {
    let dateline = article.dateline.as_ref().map(|dateline| Where {
        name: dateline.place.clone(),
        country: dateline.country.clone(),
        span: None,
    });
    Context { published, dateline, title: article.title.as_deref() }
}

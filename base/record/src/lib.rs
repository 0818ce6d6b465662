//! The record: one JSON object per article, and the words that every part of Dualtrack speaks.
//!
//! Types here carry no logic beyond their names and scores. Spans in a [`Record`] are `[start, end)` in Unicode
//! code points of `article.text`; inside the program spans are bytes (see `dualtrack-document`), and the reader
//! turns one into the other at the edge. Fields serialise in the order in which they stand, absent values as
//! `null` or `[]`, so that the same input gives the same bytes.

mod article;
mod coding;
mod vocabulary;

pub use article::{Article, Dateline, Precision, Published};
pub use coding::{
    Actor, Contact, DateSpan, Event, IssueSpans, MadeBy, Mention, Office, Participant, Place, Quotation,
    Record,
};
pub use vocabulary::{
    ActorKind, ContactForm, EventType, MentionKind, Quad, QuotationKind, Status, Track, UnknownWord,
};

/// The name and version of the record's schema; the first field of every record.
pub const SCHEMA: &str = "dualtrack.record/1";

/// A span of the article's text: `[start, end)` in Unicode code points.
pub type CodePoints = [u32; 2];

//! The coder: quotations, events, contacts and issues, by the codebook.
//!
//! [`Codebook`] holds what the program knows about acts, in files that people edit (`codebook/`). Three questions can be
//! put to it about a document: what does it say ([`Codebook::code`]), what does it state from one actor to another
//! ([`Codebook::relate`]), and why ([`Codebook::explain`], [`Codebook::explain_relation`]).
//!
//! Meaning is read in two steps over the dependency tree: acts are found by their words and conditions, and operators
//! around them (ask, refuse, stop, will …) change them by rule. `grammar` knows English syntax, `reading` finds acts and applies
//! operators, `events` casts the actors of the document in their roles. This crate reads no text and knows no names: sentences and
//! trees come from `dualtrack-syntax`, actors from `dualtrack-actors`.

mod codebook;
pub mod contacts;
mod events;
mod explain;
mod grammar;
pub mod issues;
pub mod quotations;
mod reading;
mod relate;
pub mod times;

pub use codebook::{Codebook, CodebookError, EntryInfo, File, Mode, TypeInfo, Types};
pub use events::Context;
pub use explain::{
    ExplainedMention, ExplainedReading, ExplainedSentence, ExplainedTrial, ExplainedWord, Explanation,
};
pub use relate::Relation;

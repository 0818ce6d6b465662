//! A document: one text and the layers that the stages lay over it.
//!
//! Each layer is made once by its stage and never changed afterwards: [`Syntax`] by `dualtrack-syntax`,
//! [`Mentions`] by `dualtrack-actors`, [`Coding`] by `dualtrack-coder`. A layer is flat arrays; its parts refer to
//! each other by the id newtypes of [`ids`] and to the text by byte [`Span`]s. [`Doc`] joins a text and its syntax
//! for reading: words, lemmas, children, subtrees.
//!
//! ```
//! use dualtrack_document::Span;
//!
//! let text = "NATO met Russia.";
//! assert_eq!(Span::new(9, 15).of(text), "Russia");
//! ```

pub mod coding;
pub mod features;
pub mod ids;
pub mod mentions;
pub mod relation;
pub mod span;
pub mod syntax;
pub mod upos;

pub use coding::{Coding, ContactLine, EventLine, IssueLine, QuotationLine, Role, When, Where};
pub use features::{Case, Features, Mood, Number, Person, Polarity, PronType, Tense, VerbForm, Voice};
pub use ids::{ActorId, EventId, MentionId, QuotationId, SentenceId, TokenId};
pub use mentions::{Located, MentionLine, Mentions, Via};
pub use relation::Relation;
pub use span::{CodePointIndex, Slices, Span};
pub use syntax::{Doc, Name, NameKind, Sentence, Syntax, SyntaxBuilder, Token, TokenRange};
pub use upos::Upos;

//! English text to sentences, words, lemmas, tags, trees and names.
//!
//! [`Model::parse`] is the stage: a text in, its `Syntax` layer out. On the way [`split`] finds words and sentences,
//! [`network`] scores them, [`tagger`] and [`tree`] turn scores into tags and one tree a sentence,, [`names`] finds names and [`lemma`]
//! writes the lemmas. [`conllu`] reads and writes the format of Universal Dependencies. All of it follows the
//! conventions of the English treebanks (UD 2.16), on which `dualtrack-train` trains the model file.
//!
//! ```
//! let text = "Norway and Russia signed the treaty in Murmansk.";
//! let syntax = dualtrack_syntax::Model::built_in().parse(text);
//! let doc = dualtrack_document::Doc::new(text, &syntax);
//! let root = doc.syntax.sentences()[0].tokens.iter().find(|&token| doc.head(token).is_none()).unwrap();
//! assert_eq!(doc.lemma(root), "sign");
//! ```
//!
//! The same text gives the same layer on any machine: all decisions rest on sums in a fixed order
//! ([`network::matrix`]) and on whole numbers.

mod clause;
pub mod conllu;
mod file;
mod hash;
pub mod lemma;
pub mod model;
pub mod names;
pub mod network;
pub mod split;
pub mod tagger;
pub mod tree;
mod voice;
pub mod words;

pub use file::ModelError;
pub use model::Model;

//! English text to sentences, words, lemmas, tags, trees and names.

pub mod conllu;
mod file;
pub mod model;
pub mod network;
pub mod tagger;
pub mod tree;
pub mod words;

pub use file::ModelError;

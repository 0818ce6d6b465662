//! English text to sentences, words, lemmas, tags, trees and names.

pub mod conllu;

//! The codebook: what the program knows about acts, read from the files of `codebook/`.
//!
//! [`Codebook::built_in`] is the one compiled into the program, [`Codebook::from_files`] reads a user's own. The
//! format stands in `codebook/README.md`. Loading interns every word, so that the reader finds the entries for a word of the
//! text with one look-up.

mod check;
mod compile;
mod entry;
mod error;
mod format;
pub(crate) mod inflection;
mod list;
mod types;
mod words;

use std::sync::OnceLock;

use dualtrack_document::{Doc, SentenceId, TokenId, Upos};
use sha2::{Digest as _, Sha256};

use crate::contacts::Forms;
use crate::issues::Issues;
use crate::quotations::Cues;
use crate::times::Periods;

pub(crate) use entry::{
    Act, Conditions, Entry, Example, Expected, Filter, Operator, Outcome, Reference, Slot, What, Whose,
};
pub use error::CodebookError;
pub use list::EntryInfo;
pub use types::{Mode, TypeInfo, Types};
pub(crate) use words::{Part, Use, WordId, Words};

/// A file of a codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path in the codebook's folder, with `/` ("acts/consult.toml").
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// The files that are compiled into the program.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/codebook_files.rs"));

/// A context of `contexts.toml` and the phrases that bring it; its single words know it themselves.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) name: String,
    pub(crate) phrases: Vec<(WordId, Vec<Box<[WordId]>>)>,
}

/// CAMEO codes of `cameo.toml`.
pub(crate) type Cameo = compile::CameoMap;

/// What the program knows about acts.
#[derive(Debug)]
pub struct Codebook {
    pub(crate) words: Words,
    pub(crate) types: Types,
    pub(crate) classes: Vec<entry::Class>,
    pub(crate) contexts: Vec<Context>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) cameo: Cameo,
    /// Nouns that point back to what a story has told.
    pub(crate) references: Vec<Reference>,
    /// The operators without words, which wait for a status.
    pub(crate) settling: Vec<usize>,
    /// Words of speech.
    pub(crate) cues: Cues,
    /// Named stretches of time.
    pub(crate) periods: Periods,
    /// What actors talk about.
    pub(crate) issues: Issues,
    /// Forms of contact.
    pub(crate) forms: Forms,
    /// The files, for people to see.
    files: Vec<File>,
    digest: String,
}

impl Codebook {
    /// The codebook that is compiled into the program.
    ///
    /// # Panics
    /// Never in a built program: a test reads the same files.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static BUILT: OnceLock<Codebook> = OnceLock::new();
        BUILT.get_or_init(|| match Self::from_files(&Self::built_in_files()) {
            Ok(codebook) => codebook,
            Err(errors) => {
                let reasons: Vec<_> = errors.iter().map(ToString::to_string).collect();
                panic!("the built-in codebook does not load:\n{}", reasons.join("\n"))
            }
        })
    }

    /// The files of the built-in codebook, for a user's own to add to or replace.
    #[must_use]
    pub fn built_in_files() -> Vec<File> {
        let file = |&(name, text): &(&str, &str)| File { name: name.to_owned(), text: text.to_owned() };
        BUILT_IN.iter().map(file).collect()
    }

    /// Reads a codebook from its files.
    ///
    /// # Errors
    /// Everything that cannot be used, by file, line and field.
    pub fn from_files(files: &[File]) -> Result<Self, Vec<CodebookError>> {
        let mut files = files.to_vec();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let mut codebook = compile::compile(&files)?;
        codebook.digest = digest(&files);
        codebook.files = files;
        Ok(codebook)
    }

    /// The first 16 hexadecimal digits of the SHA-256 of its files.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The codebook's word at a token.
    pub(crate) fn word_at(&self, doc: Doc<'_>, token: TokenId) -> Option<WordId> {
        self.words.find(doc.lemma(token), doc.form(token), doc.upos(token) == Upos::Verb)
    }

    /// Whether a word, or a phrase that it heads, belongs to a class.
    pub(crate) fn is_in_class(&self, doc: Doc<'_>, token: TokenId, class: usize) -> bool {
        let Some(word) = self.word_at(doc, token) else { return false };
        let hangs = |wanted: &WordId| {
            doc.children(token).iter().any(|&child| self.word_at(doc, child).as_ref() == Some(wanted))
        };
        let mut phrases = self.words.phrases(word).iter();
        self.words.classes(word).holds(class)
            || phrases.any(|(of, rest)| usize::from(*of) == class && rest.iter().all(hangs))
    }

    /// The contexts whose words stand in a sentence, as bits.
    pub(crate) fn contexts_in(&self, doc: Doc<'_>, sentence: SentenceId) -> u64 {
        let mut found = 0;
        for token in doc.syntax.sentence(sentence).tokens.iter() {
            let Some(word) = self.word_at(doc, token) else { continue };
            found |= self.words.contexts(word);
            let has = |any: &[WordId]| {
                let modifiers = doc.children(token).iter();
                modifiers.filter_map(|&child| self.word_at(doc, child)).any(|w| any.contains(&w))
            };
            for (at, context) in self.contexts.iter().enumerate() {
                if context.phrases.iter().any(|(head, rest)| *head == word && rest.iter().all(|any| has(any)))
                {
                    found |= 1 << at;
                }
            }
        }
        found
    }

    /// The event types.
    #[must_use]
    pub const fn types(&self) -> &Types {
        &self.types
    }
}

fn digest(files: &[File]) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.name.as_bytes());
        hash.update([0]);
        hash.update(file.text.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_codebook_loads() {
        if let Err(errors) = Codebook::from_files(&Codebook::built_in_files()) {
            panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        }
    }

    /// The built-in files with one replaced.
    fn with(name: &str, text: &str) -> Result<Codebook, Vec<CodebookError>> {
        let mut files = Codebook::built_in_files();
        files.retain(|f| f.name != name);
        files.push(File { name: name.to_owned(), text: text.to_owned() });
        Codebook::from_files(&files)
    }

    #[test]
    fn errors_name_file_line_and_field() {
        for (text, expected) in [
            ("type = \"MEET\"", "acts/own.toml:1: type: 'MEET' is no event type"),
            (
                "type = \"AID\"\n[[act]]\nid = \"a\"\nverbs = [\"feed\"]\nobject = [\"@nobody\"]\nexamples = [\"Norway fed Chad. -> AID NOR > TCD\"]",
                "acts/own.toml:5: a.object: there is no class 'nobody'",
            ),
            (
                "type = \"AID\"\n[[act]]\nid = \"a\"\nverbs = [\"feed\"]",
                "acts/own.toml:2: a.examples: an entry needs an example",
            ),
            (
                "type = \"AID\"\n[[act]]\nid = \"a\"\nexamples = [\"Norway fed Chad. -> AID by air\"]",
                "acts/own.toml:4: a.examples: 'by air' is neither a mode of AID nor an actor",
            ),
            ("type = \"AID\"\n[[act]]\nid = \"a\"\nverb = []", "acts/own.toml:4: unknown field `verb`"),
        ] {
            let errors = with("acts/own.toml", text).unwrap_err();
            assert!(errors[0].to_string().starts_with(expected), "{} is not {expected}", errors[0]);
        }
    }

    #[test]
    fn the_digest_tells_codebooks_apart() {
        let other = with("acts/own.toml", "type = \"AID\"").unwrap();
        assert_eq!(other.digest().len(), 16);
        assert_ne!(other.digest(), Codebook::built_in().digest());
    }
}

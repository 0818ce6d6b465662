//! The files of the codebook as they are written: see `codebook/README.md`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::entry::Whose;

/// A word or a list item, with its place in the file for error messages.
pub(super) type Text = Spanned<String>;

/// `types.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TypesFile {
    #[serde(rename = "type")]
    pub(super) types: Vec<TypeEntry>,
}

/// One event type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TypeEntry {
    pub(super) name: Text,
    pub(super) score: f64,
    pub(super) cameo: String,
    pub(super) about: String,
    #[serde(default)]
    pub(super) recipient: bool,
    #[serde(default)]
    pub(super) modes: Vec<ModeEntry>,
}

/// One mode of a type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ModeEntry {
    pub(super) name: String,
    pub(super) score: Option<f64>,
    pub(super) cameo: String,
    #[serde(default)]
    pub(super) contexts: Vec<Text>,
}

/// A file of `acts/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActsFile {
    #[serde(rename = "type")]
    pub(super) kind: Text,
    #[serde(default, rename = "act")]
    pub(super) acts: Vec<Spanned<ActEntry>>,
}

/// One act.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActEntry {
    pub(super) id: Text,
    #[serde(rename = "type")]
    pub(super) kind: Option<Text>,
    pub(super) mode: Option<Text>,
    #[serde(default)]
    pub(super) verbs: Vec<Text>,
    #[serde(default)]
    pub(super) nouns: Vec<Text>,
    #[serde(default)]
    pub(super) adjectives: Vec<Text>,
    /// Auxiliary verbs: the act of any predicate that states no other.
    #[serde(default)]
    pub(super) auxiliaries: Vec<Text>,
    #[serde(default)]
    pub(super) object: Vec<Text>,
    #[serde(default)]
    pub(super) object_not: Vec<Text>,
    #[serde(default)]
    pub(super) who: Vec<Text>,
    #[serde(default)]
    pub(super) who_not: Vec<Text>,
    #[serde(default)]
    pub(super) whom: Vec<Text>,
    #[serde(default)]
    pub(super) whom_not: Vec<Text>,
    #[serde(default)]
    pub(super) near: Vec<Text>,
    #[serde(default)]
    pub(super) near_not: Vec<Text>,
    #[serde(default)]
    pub(super) actor: Vec<Text>,
    #[serde(default)]
    pub(super) recipient: Vec<Text>,
    #[serde(default)]
    pub(super) several: bool,
    #[serde(default)]
    pub(super) reciprocal: bool,
    #[serde(default = "yes")]
    pub(super) bare: bool,
    #[serde(default)]
    pub(super) contexts: Vec<Text>,
    pub(super) cameo: Option<String>,
    pub(super) relation: Option<Text>,
    pub(super) status: Option<Text>,
    #[serde(default)]
    pub(super) examples: Vec<Text>,
    #[serde(default)]
    pub(super) counter: Vec<Text>,
}

/// `operators.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OperatorsFile {
    #[serde(default, rename = "operator")]
    pub(super) operators: Vec<Spanned<OperatorEntry>>,
}

/// One operator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OperatorEntry {
    pub(super) id: Text,
    #[serde(default)]
    pub(super) verbs: Vec<Text>,
    #[serde(default)]
    pub(super) nouns: Vec<Text>,
    #[serde(default)]
    pub(super) adjectives: Vec<Text>,
    /// Auxiliary verbs and particles that hang on the act itself ("will", "not").
    #[serde(default)]
    pub(super) auxiliaries: Vec<Text>,
    #[serde(default)]
    pub(super) takes: Vec<Text>,
    #[serde(default)]
    pub(super) object: Vec<Text>,
    #[serde(default)]
    pub(super) object_not: Vec<Text>,
    #[serde(default)]
    pub(super) actor: Vec<Text>,
    #[serde(default)]
    pub(super) recipient: Vec<Text>,
    pub(super) status: Option<Text>,
    /// What stands inside is an event of its own as well.
    #[serde(default)]
    pub(super) keeps: bool,
    /// It makes an event of a noun that is none alone.
    #[serde(default)]
    pub(super) wakes: bool,
    /// It wraps only what others than its subject are to do.
    #[serde(default)]
    pub(super) of_others: bool,
    /// It has no words and is applied at the end to events of this status.
    pub(super) when: Option<Text>,
    pub(super) alone: Option<Text>,
    #[serde(default)]
    pub(super) gives: BTreeMap<Text, Text>,
    #[serde(default)]
    pub(super) contexts: Vec<Text>,
    #[serde(default)]
    pub(super) examples: Vec<Text>,
    #[serde(default)]
    pub(super) counter: Vec<Text>,
}

/// `classes.toml`: each class under its name.
pub(super) type ClassesFile = BTreeMap<Text, ClassEntry>;

/// One class of nouns and actors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassEntry {
    #[serde(default)]
    pub(super) words: Vec<String>,
    #[serde(default)]
    pub(super) sectors: Vec<String>,
    #[serde(default)]
    pub(super) kinds: Vec<Text>,
    #[serde(default)]
    pub(super) classes: Vec<Text>,
    #[serde(default)]
    pub(super) apart: bool,
}

/// `contexts.toml`: each context with the words that bring it.
pub(super) type ContextsFile = BTreeMap<Text, ContextEntry>;

/// One context.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContextEntry {
    #[serde(default)]
    pub(super) words: Vec<String>,
}

/// `cameo.toml`: codes by "TYPE mode < INNER mode".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CameoFile {
    pub(super) codes: BTreeMap<Text, String>,
}

/// `references.toml`: nouns that point back to what a story has told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReferencesFile {
    #[serde(rename = "reference")]
    pub(super) references: Vec<Spanned<ReferenceEntry>>,
}

/// One kind of event with the nouns that point back to it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReferenceEntry {
    pub(super) id: Text,
    pub(super) nouns: BTreeSet<String>,
    pub(super) events: Vec<Text>,
    #[serde(default)]
    pub(super) entries: Vec<String>,
    pub(super) whose: Whose,
    #[serde(default)]
    pub(super) latest: bool,
    #[serde(default)]
    pub(super) pronoun: bool,
    pub(super) examples: Vec<Text>,
}

fn yes() -> bool {
    true
}

//! Entries as the reader uses them: acts and operators with their conditions and roles.

use std::collections::BTreeSet;
use std::fmt;

use dualtrack_record::{ActorKind, EventType, Quad, Status, Track};
use serde::Deserialize;

use super::words::{ClassSet, WordId};

/// One of these words, classes, sectors or kinds must (or must not) be there. Empty asks for nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Single words, sorted.
    pub(crate) words: Box<[WordId]>,
    /// Phrases: the head and the words that must hang on it.
    pub(crate) phrases: Box<[(WordId, Box<[WordId]>)]>,
    /// Classes.
    pub(crate) classes: ClassSet,
}

impl Filter {
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty() && self.classes.is_empty()
    }
}

/// Actors of the knowledge base that belong to a class; its nouns know it themselves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Class {
    pub(crate) name: String,
    pub(crate) sectors: Vec<String>,
    pub(crate) kinds: Vec<ActorKind>,
    /// Whether a story full of these words tells of no politics: sport, films.
    pub(crate) apart: bool,
}

/// What must be true of a sentence for an entry to apply.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conditions {
    pub(crate) object: Filter,
    pub(crate) object_not: Filter,
    pub(crate) who: Filter,
    pub(crate) who_not: Filter,
    pub(crate) whom: Filter,
    pub(crate) whom_not: Filter,
    pub(crate) near: Filter,
    pub(crate) near_not: Filter,
    /// Whether two or more must act.
    pub(crate) several: bool,
}

/// Where a role is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Who does it.
    Subject,
    /// The object.
    Object,
    /// The indirect object.
    Indirect,
    /// The possessor of a noun.
    Possessor,
    /// The adjective of a noun.
    Adjective,
    /// The noun compounded with a noun.
    Compound,
    /// Both members of "between A and B".
    Between,
    /// What a preposition introduces.
    Preposition(WordId),
    /// An infinitive or participle without subject of its own.
    Xcomp,
    /// A clause with its subject.
    Ccomp,
    /// A clause that hangs on the predicate or noun otherwise.
    Clause,
    /// The actor of the act that an operator wraps.
    InnerActor,
    /// The recipient of the act that an operator wraps.
    InnerRecipient,
}

/// What an act is.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    pub(crate) kind: EventType,
    pub(crate) mode: Option<String>,
    pub(crate) reciprocal: bool,
    pub(crate) bare: bool,
    pub(crate) cameo: Option<String>,
    /// Its type as a relation of a given pair, where the sets of relations differ from the codebook.
    pub(crate) relation: Option<EventType>,
    pub(crate) status: Option<Status>,
}

/// What an operator makes of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The act as it is.
    Same,
    /// No event.
    None,
    /// Another event.
    Becomes(EventType, Option<String>),
}

/// What an operator looks at to decide its outcome: a status, if it names one, and the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) status: Option<Status>,
    pub(crate) scope: Scope,
}

/// Which acts a key is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    /// A type with one mode.
    Mode(EventType, String),
    /// A type.
    Type(EventType),
    /// A quad class.
    Quad(Quad),
    /// A track.
    Track(Track),
    /// Any.
    Any,
}

impl Key {
    fn fits(&self, kind: EventType, mode: Option<&str>, status: Status) -> bool {
        let in_scope = match &self.scope {
            Scope::Mode(of, with) => *of == kind && mode == Some(with),
            Scope::Type(of) => *of == kind,
            Scope::Quad(of) => *of == kind.quad(),
            Scope::Track(of) => *of == kind.track(),
            Scope::Any => true,
        };
        in_scope && self.status.is_none_or(|wanted| wanted == status)
    }

    /// The order in which keys are tried: the most precise first.
    pub(super) const fn rank(&self) -> (u8, bool) {
        let scope = match self.scope {
            Scope::Mode(..) => 0,
            Scope::Type(_) => 1,
            Scope::Quad(_) => 2,
            Scope::Track(_) => 3,
            Scope::Any => 4,
        };
        (scope, self.status.is_none())
    }
}

/// What an operator does.
#[derive(Debug, Clone)]
pub(crate) struct Operator {
    pub(crate) takes: Vec<Slot>,
    /// Sorted from the most precise key to the least.
    pub(crate) gives: Vec<(Key, Outcome)>,
    /// What it is with no act inside; never [`Outcome::Same`].
    pub(crate) alone: Option<Outcome>,
    pub(crate) status: Option<Status>,
    pub(crate) keeps: bool,
    pub(crate) wakes: bool,
    /// Whether it wraps only what others are to do.
    pub(crate) of_others: bool,
    pub(crate) when: Option<Status>,
}

/// An act or an operator.
#[derive(Debug, Clone)]
pub(crate) enum What {
    Act(Act),
    Operator(Operator),
}

/// An entry of the codebook.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// File and id: "acts/consult.toml#meet".
    pub(crate) name: String,
    /// The words that it is found by, as written.
    pub(crate) words: Vec<String>,
    /// The line on which it begins.
    pub(crate) line: usize,
    pub(crate) what: What,
    pub(crate) conditions: Conditions,
    pub(crate) actor: Vec<Slot>,
    pub(crate) recipient: Vec<Slot>,
    pub(crate) contexts: Vec<u8>,
    pub(crate) examples: Vec<Example>,
    pub(crate) counter: Vec<String>,
}

/// Whom a noun means that points back to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Whose {
    /// Everybody who took part.
    All,
    /// Those who did it.
    Actors,
}

/// Nouns that point back to what a story has told: "welcomed *the deal*".
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    /// File and id.
    pub(crate) name: String,
    /// Lemmas.
    pub(crate) nouns: BTreeSet<String>,
    /// The events that they may point to; any mode, where none is named.
    pub(crate) events: Vec<(EventType, Option<String>)>,
    /// Acts that they may point to whatever their type, by name.
    pub(crate) entries: Vec<String>,
    pub(crate) whose: Whose,
    /// Whether the last such event is meant, not the first.
    pub(crate) latest: bool,
    /// Whether a pronoun may point to it too.
    pub(crate) pronoun: bool,
    pub(crate) examples: Vec<Example>,
}

/// A sentence with the reading that it must have.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub(crate) text: String,
    pub(crate) read: Vec<Expected>,
    pub(crate) line: usize,
}

/// One expected event: whatever is absent or empty is not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) kind: EventType,
    pub(crate) mode: Option<String>,
    pub(crate) actors: Vec<String>,
    pub(crate) recipients: Vec<String>,
    pub(crate) status: Option<Status>,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        if let Some(mode) = &self.mode {
            write!(f, " {mode}")?;
        }
        let list = |ids: &[String]| if ids.is_empty() { "-".to_owned() } else { ids.join(" + ") };
        write!(f, " {}", list(&self.actors))?;
        if !self.recipients.is_empty() {
            write!(f, " > {}", list(&self.recipients))?;
        }
        self.status.map_or(Ok(()), |status| write!(f, " [{status}]"))
    }
}

impl Operator {
    /// What becomes of an act of this type, mode and status; absent where no key fits.
    pub(crate) fn outcome(&self, kind: EventType, mode: Option<&str>, status: Status) -> Option<&Outcome> {
        self.gives.iter().find(|(key, _)| key.fits(kind, mode, status)).map(|(_, outcome)| outcome)
    }
}

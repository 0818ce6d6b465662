//! One relation for a given pair: what a sentence states from a source to a target.
//!
//! The question presupposes an answer, so there always is one: the reading whose roles fit the pair best, else the
//! reading nearest to the pair, else what single words suggest. No mentions are needed: the two spans are the roles.

mod fit;
mod suggest;

use dualtrack_document::{Doc, SentenceId, Span, TokenRange};
use dualtrack_record::{EventType, Status, Track};

use crate::codebook::{Codebook, Operator, What};
use crate::reading::{Reader, Reading};

/// What a sentence states from a source to a target.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// The event type.
    pub kind: EventType,
    /// Its mode.
    pub mode: Option<String>,
    /// PLOVER score: the mode's, else the type's.
    pub score: f64,
    /// The entries that read it, innermost first; for a suggestion by single words, the word.
    pub why: Vec<String>,
}

impl Codebook {
    /// The relation from `source` to `target`, which stand in `doc`.
    #[must_use]
    pub fn relate<'a>(&'a self, doc: Doc<'a>, source: Span, target: Span) -> Relation {
        let mut reader = Reader::new(self, doc, None).settling_all();
        let pair = Pair::new(doc, source, target);
        let mut best: Option<(f64, Reading<'a>)> = None;
        let mut offer = |score: f64, reading: &dyn Fn() -> Reading<'a>| {
            if best.as_ref().is_none_or(|(other, _)| score > *other) {
                best = Some((score, reading()));
            }
        };
        for sentence in pair.sentences(doc) {
            for reading in reader.sentence(sentence) {
                if let Some(score) = fit::blame(doc, reading, pair) {
                    offer(score, &|| accusation(reading));
                }
                offer(pair.fit(doc, reading), &|| reading.clone());
            }
        }
        match best {
            Some((_, reading)) => self.relation_of(&reading),
            None => suggest::suggest(self, doc, pair),
        }
    }

    fn relation_of(&self, reading: &Reading<'_>) -> Relation {
        // As a relation, cooperation that did not happen is a refusal, one that is only wished for shows the will to agree, and a
        // concession that is to come is an agreement; harm that is only thought of, or announced, is a threat.
        let (kind, mode) = match (reading.status, reading.kind) {
            (_, kind) if kind.track() == Track::Cooperation && self.is_wish(reading) => {
                (EventType::Agree, None)
            }
            (_, EventType::Sanction | EventType::Coerce | EventType::Assault) if self.is_wish(reading) => {
                (EventType::Threaten, None)
            }
            (Status::Planned, EventType::Protest) => (EventType::Threaten, None),
            (Status::Denied, EventType::Consult) => (EventType::Reject, Some("meet")),
            (Status::Denied, kind) if kind.track() == Track::Cooperation => (EventType::Reject, None),
            (Status::Planned, EventType::Concede | EventType::Retreat) => (EventType::Agree, None),
            (_, EventType::Concede) if self.is_agreed(reading) => (EventType::Agree, None),
            (_, kind) => {
                self.in_sets_of_relations(reading).map_or((kind, reading.mode), |older| (older, None))
            }
        };
        Relation {
            kind,
            mode: mode.map(str::to_owned),
            score: self.types.score(kind, mode),
            why: self.why(reading),
        }
    }

    /// The type that the sets of relations give an act that no operator made another: they follow an older PLOVER.
    fn in_sets_of_relations(&self, reading: &Reading<'_>) -> Option<EventType> {
        match &self.entries[*reading.why.first()?].what {
            What::Act(act) if act.kind == reading.kind && reading.inner.is_none() => act.relation,
            _ => None,
        }
    }

    /// Whether somebody agreed to what a reading states.
    fn is_agreed(&self, reading: &Reading<'_>) -> bool {
        reading.why.iter().any(|&entry| self.entries[entry].name == "operators.toml#agree")
    }

    /// Whether a word around the act says that it is wished for or thought of: "hopes to", "is considering".
    fn is_wish(&self, reading: &Reading<'_>) -> bool {
        let wished = |operator: &Operator| {
            matches!(operator.status, Some(Status::Desired | Status::Hypothetical))
                && !operator.takes.is_empty()
        };
        matches!(reading.status, Status::Desired | Status::Hypothetical)
            && reading.why.iter().any(|&entry| match &self.entries[entry].what {
                What::Operator(operator) => wished(operator),
                What::Act(_) => false,
            })
    }

    /// The names of a reading's entries.
    pub(crate) fn why(&self, reading: &Reading<'_>) -> Vec<String> {
        reading.why.iter().map(|&entry| self.entries[entry].name.clone()).collect()
    }
}

/// What the source says of the target by reporting its deed.
fn accusation<'a>(deed: &Reading<'a>) -> Reading<'a> {
    Reading { kind: EventType::Accuse, mode: Some("allege"), ..deed.clone() }
}

/// The words of the source and of the target.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) source: TokenRange,
    pub(crate) target: TokenRange,
}

impl Pair {
    pub(crate) fn new(doc: Doc<'_>, source: Span, target: Span) -> Self {
        Self { source: doc.syntax.tokens_in(source), target: doc.syntax.tokens_in(target) }
    }

    /// How well a reading answers what the source does to the target; higher is better.
    pub(crate) fn fit(self, doc: Doc<'_>, reading: &Reading<'_>) -> f64 {
        fit::fit(doc, reading, self)
    }

    /// The sentences in which the two stand, and those between them; of a long text only the first few.
    pub(crate) fn sentences(self, doc: Doc<'_>) -> impl Iterator<Item = SentenceId> {
        let of = |range: TokenRange| (!range.is_empty()).then(|| doc.syntax.sentence_of(range.start).index());
        let (source, target) = (of(self.source), of(self.target));
        let first = source.into_iter().chain(target).min().unwrap_or(0);
        let last = source.into_iter().chain(target).max().unwrap_or(0);
        (first..(last + 1).min(first + 4).min(doc.syntax.sentences().len())).map(SentenceId::from)
    }
}

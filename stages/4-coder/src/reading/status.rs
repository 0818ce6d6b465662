//! Status: whether an act happened, by the form of its word, the words that hang on it, and the clause it stands in.

use dualtrack_document::{Relation, TokenId, Upos, VerbForm};
use dualtrack_record::Status;
use smallvec::SmallVec;

use crate::codebook::{Outcome, Part, Use, What};
use crate::grammar;

use super::candidates::contexts;
use super::{Reader, Reading};

impl<'a> Reader<'a> {
    /// The status of a predicate by its own form, before auxiliaries.
    pub(super) fn own_status(&self, token: TokenId) -> Status {
        let doc = self.doc;
        if self.is_conditional(token) {
            return Status::Hypothetical;
        }
        if doc.upos(token) != Upos::Verb {
            return Status::Happened;
        }
        // A bare infinitive without "to" is told from a finite form by its place alone.
        if doc.relation(token) == Relation::Xcomp
            || doc.children_by(token, Relation::Mark).any(|m| doc.lemma(m) == "to")
        {
            let infinitive = doc.token(token).features.verb_form() == Some(VerbForm::Inf);
            return if infinitive { Status::Desired } else { Status::Happened };
        }
        let progressive = doc.form(token).ends_with("ing")
            && doc.children_by(token, Relation::Aux).any(|aux| doc.lemma(aux) == "be");
        if progressive { Status::Ongoing } else { Status::Happened }
    }

    /// Whether the word stands in a clause that "if", "unless" or "whether" opens.
    fn is_conditional(&self, token: TokenId) -> bool {
        let doc = self.doc;
        let opens = |at: TokenId| {
            doc.children_by(at, Relation::Mark).any(|mark| {
                matches!(doc.lemma(mark), "if" | "unless" | "whether" | "lest" | "once" | "until")
            })
        };
        std::iter::once(token)
            .chain(doc.ancestors(token).take(4))
            .any(|at| matches!(doc.relation(at), Relation::Advcl | Relation::Ccomp) && opens(at))
    }

    /// Whether the word is a clause of its own tense, which what stands above does not change.
    pub(super) fn is_finite(&self, token: TokenId) -> bool {
        let doc = self.doc;
        if doc.upos(token) != Upos::Verb {
            return doc.child(token, Relation::Cop).is_some();
        }
        let finite = |at: TokenId| doc.token(at).features.verb_form() == Some(VerbForm::Fin);
        finite(token)
            || doc.children(token).iter().any(|&child| {
                matches!(doc.relation(child), Relation::Aux | Relation::AuxPass) && finite(child)
            })
    }

    /// Applies the auxiliaries, adverbs and adjectives that hang on a word: "will", "not", "planned".
    pub(super) fn apply_auxiliaries(&mut self, token: TokenId, reading: &mut Reading<'a>) {
        let codebook = self.codebook;
        let mut applied: SmallVec<[(usize, usize); 4]> = SmallVec::new();
        for &child in self.doc.children(token) {
            let hangs = matches!(
                self.doc.relation(child),
                Relation::Aux
                    | Relation::AuxPass
                    | Relation::Advmod
                    | Relation::Amod
                    | Relation::Det
                    | Relation::Cc
            );
            let hangs = hangs && !self.is_name(child);
            let Some(word) = self.word(child).filter(|_| hangs) else { continue };
            for a_use in codebook.words.uses(word).iter().filter(|u| u.part == Part::Auxiliary) {
                if self.auxiliaries_there(token, a_use) {
                    applied.push((a_use.rest.len(), a_use.entry));
                }
            }
        }
        // "will not" speaks for both of its words: nothing shorter is applied beside it.
        let longest = applied.iter().map(|&(length, _)| length).max().unwrap_or(0);
        for (_, entry) in applied.into_iter().filter(|&(length, _)| length == longest) {
            self.apply_in_place(entry, reading);
        }
    }

    /// Whether a word is somebody's name, whatever it is taken for: "May" was a prime minister.
    fn is_name(&self, word: TokenId) -> bool {
        let first = self.doc.syntax.sentence(self.doc.syntax.sentence_of(word)).tokens.start;
        self.doc.upos(word) == Upos::Propn || word != first && self.doc.form(word) == "May"
    }

    fn auxiliaries_there(&self, token: TokenId, a_use: &Use) -> bool {
        a_use.rest.iter().all(|alternatives| {
            self.doc
                .children(token)
                .iter()
                .any(|&child| self.word(child).is_some_and(|w| alternatives.contains(&w)))
        })
    }

    /// Applies an operator that has no roles of its own.
    fn apply_in_place(&self, entry: usize, reading: &mut Reading<'a>) {
        let compiled = &self.codebook.entries[entry];
        let What::Operator(operator) = &compiled.what else { return };
        match operator.outcome(reading.kind, reading.mode, reading.status) {
            None | Some(Outcome::None) => return,
            Some(Outcome::Same) => {}
            Some(Outcome::Becomes(kind, mode)) => {
                reading.inner = Some((reading.kind, reading.mode));
                (reading.kind, reading.mode) = (*kind, mode.as_deref());
                reading.dormant = false;
            }
        }
        reading.status = operator.status.unwrap_or(reading.status);
        reading.contexts |= contexts(compiled);
        reading.why.push(entry);
    }

    /// Applies the operators that have no words and wait for a status ("a planned CONSULT is an AGREE").
    pub(super) fn settle(&mut self, at: usize) {
        let status = self.readings[at].status;
        let codebook = self.codebook;
        for &entry in &codebook.settling {
            let What::Operator(operator) = &codebook.entries[entry].what else { continue };
            if operator.when == Some(status) {
                let mut reading = self.readings[at].clone();
                self.apply_in_place(entry, &mut reading);
                self.readings[at] = reading;
                return;
            }
        }
    }

    /// The status of an act as seen from the predicate that wraps it.
    pub(super) fn status_under(&self, outer: TokenId, inner: &Reading<'a>) -> Status {
        let own = self.own_status(outer);
        if self.is_finite(inner.head) && !matches!(own, Status::Denied | Status::Hypothetical) {
            return inner.status;
        }
        let noun = self.doc.upos(inner.head) != Upos::Verb;
        if noun && inner.status != Status::Happened { inner.status } else { own }
    }

    /// Whether a word is a bare noun: no predicate.
    pub(super) fn is_noun(&self, token: TokenId) -> bool {
        self.doc.upos(token).is_nominal() && grammar::own_subject(self.doc, token).is_none()
    }
}

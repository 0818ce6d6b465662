//! What a verb reports, by the first of its uses that the sentence bears out.

use dualtrack_document::{Relation, TokenId, TokenRange, Upos, VerbForm};

use super::super::cues::Construction;
use super::super::report::{cue_words, pieces};
use super::super::speaker::{is_passive, subject};
use super::{Clauses, Found, Shape};

impl Clauses<'_> {
    pub(super) fn verb_content(&self, verb: TokenId) -> Option<Found> {
        let uses = self.cues.verb(self.cues.lemma(self.doc, verb));
        if is_passive(self.doc, verb) && self.doc.child(verb, Relation::NsubjPass).is_some() {
            return self.passive(verb);
        }
        if let Some(found) = self.comment(verb) {
            return Some(found);
        }
        for usage in uses {
            let Some(cue) = cue_words(self.doc, verb, &usage.tail) else { continue };
            let tail = (cue.len() > 1).then_some(TokenId(cue.end.0 - 1));
            let content = match usage.construction {
                Construction::Clause => self.clause(verb),
                Construction::Infinitive => self.infinitive(verb, tail),
                Construction::Gerund => self.gerund(verb, tail),
                Construction::Object => self.object(verb, tail),
                Construction::Whole => self.whole(verb, tail),
            };
            if let Some(content) = content.filter(|content| !content.is_empty()) {
                let clausal = !matches!(usage.construction, Construction::Object | Construction::Whole);
                return Some(Found { cue, content, shape: Shape::Active { clausal } });
            }
        }
        self.unlisted(verb).or_else(|| self.rest_of_sentence(verb))
    }

    /// "was condemned by the council", "is expected to resign": the subject belongs to what is reported.
    pub(super) fn passive(&self, verb: TokenId) -> Option<Found> {
        let doc = self.doc;
        let uses = self.cues.verb(self.cues.lemma(doc, verb));
        if self.is_moved(verb) {
            return self.moved(verb);
        }
        let subject = doc.child(verb, Relation::NsubjPass)?;
        let holds =
            |c: Construction| uses.iter().any(|usage| usage.tail.is_empty() && usage.construction == c);
        let cue = TokenRange { start: verb, end: TokenId(verb.0 + 1) };
        let infinitive = self.complements(verb).find(|&clause| clause > verb && self.has_mark(clause, "to"));
        if let Some(clause) =
            infinitive.filter(|_| holds(Construction::Infinitive) || holds(Construction::Whole))
        {
            let mut content = pieces(doc, doc.subtree(subject), &[]);
            content.extend(pieces(doc, doc.subtree(clause), &[]));
            return Some(Found { cue, content, shape: Shape::Passive });
        }
        let clause =
            doc.children_by(verb, Relation::Ccomp).find(|&clause| clause > verb && self.is_finite(clause));
        if let Some(clause) = clause.filter(|_| holds(Construction::Clause)) {
            return Some(Found {
                cue,
                content: pieces(doc, doc.subtree(clause), &[]),
                shape: Shape::Passive,
            });
        }
        let by_agent =
            self.agent(verb).is_some() && (holds(Construction::Object) || holds(Construction::Whole));
        by_agent.then(|| Found {
            cue,
            content: pieces(doc, doc.subtree(subject), &[]),
            shape: Shape::Passive,
        })
    }

    /// "is convinced that", "was worried about": what moves the subject.
    pub(super) fn moved(&self, verb: TokenId) -> Option<Found> {
        let (cue, content) = self.complement_of_state(verb)?;
        Some(Found { cue, content, shape: Shape::Active { clausal: true } })
    }

    /// A verb that the lexicon does not hold, with a finite clause and somebody as its subject.
    pub(super) fn unlisted(&self, verb: TokenId) -> Option<Found> {
        let lemma = self.cues.lemma(self.doc, verb);
        if self.cues.is_silent(lemma) || !self.cues.verb(lemma).is_empty() {
            return None;
        }
        let clause =
            self.doc.children_by(verb, Relation::Ccomp).find(|&clause| self.has_mark(clause, "that"))?;
        subject(self.doc, verb).filter(|&who| self.doc.upos(who).is_nominal())?;
        let cue = TokenRange { start: verb, end: TokenId(verb.0 + 1) };
        Some(Found {
            cue,
            content: pieces(self.doc, self.doc.subtree(clause), &[]),
            shape: Shape::Active { clausal: true },
        })
    }

    /// What a verb of speech with a subject reports where the tree shows nothing: the rest of its sentence, if that
    /// holds a clause.
    pub(super) fn rest_of_sentence(&self, verb: TokenId) -> Option<Found> {
        let doc = self.doc;
        let speaks = self.cues.introduces_speech(self.cues.lemma(doc, verb))
            && doc.child(verb, Relation::Nsubj).is_some();
        let start = TokenId(verb.0 + 1);
        let end = self.layout.line_end(verb);
        let rest = TokenRange { start, end: end.max(start) };
        let first = rest.iter().next().filter(|_| speaks)?;
        let opens = doc.upos(first).is_nominal() || matches!(doc.upos(first), Upos::Det | Upos::Sconj);
        let clause = rest.iter().any(|token| doc.token(token).features.verb_form() == Some(VerbForm::Fin));
        let cue = TokenRange { start: verb, end: start };
        (opens && clause).then(|| Found {
            cue,
            content: pieces(doc, rest, &[]),
            shape: Shape::Active { clausal: true },
        })
    }
}

//! The finite clause that a cue governs, and its words.

use dualtrack_document::{Relation, TokenId, TokenRange, Upos, VerbForm};

use super::super::cues::Construction;
use super::super::report::{pieces, words_without};
use super::super::speaker::subject;
use super::Clauses;

impl Clauses<'_> {
    /// A finite clause that the verb governs, or the clause that it stands in or behind as a comment.
    pub(super) fn clause(&self, verb: TokenId) -> Option<Vec<TokenRange>> {
        let own = self.doc.subtree(verb);
        if let Some(clause) = self.finite_clause(verb) {
            return Some(self.clause_words(verb, clause));
        }
        if let Some(start) = self.clause_behind(verb, own.end) {
            return Some(pieces(self.doc, TokenRange { start, end: own.end }, &[]));
        }
        let comment = match self.doc.relation(verb) {
            Relation::Parataxis => subject(self.doc, verb).is_some(),
            Relation::Advcl => self.has_mark(verb, "as") && self.doc.child(verb, Relation::Obj).is_none(),
            _ => false,
        };
        let head = self.doc.head(verb).filter(|_| comment)?;
        Some(words_without(self.doc, self.clause_head(head), &[own]))
    }

    /// The finite clause that a verb governs. A clause with "that" which hangs on the person addressed is the verb's
    /// too: "told a group of veterans that …" is often read as a clause about the group.
    pub(super) fn finite_clause(&self, verb: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let finite =
            |&clause: &TokenId| self.is_finite(clause) && (clause > verb || self.is_fronted(verb, clause));
        let clauses =
            || doc.children_by(verb, Relation::Ccomp).filter(finite).filter(|&clause| !self.is_aside(clause));
        let own = clauses().find(|&clause| clause > verb).or_else(|| clauses().last());
        let addressed = doc.children(verb).iter().copied().filter(|&child| {
            child > verb && matches!(doc.relation(child), Relation::Obj | Relation::Iobj | Relation::Obl)
        });
        let mut theirs = addressed.flat_map(|person| doc.children(person).iter().copied());
        let mut beside = doc.children(verb).iter().copied().filter(|&child| child > verb);
        let that = |clause: TokenId| {
            doc.relation(clause).is_clausal() && self.opens_content(doc.subtree(clause).start)
        };
        own.or_else(|| theirs.find(|&clause| that(clause))).or_else(|| beside.find(|&clause| that(clause)))
    }

    /// Whether a clause behind a comma only says who said it: "told Oslo that it was ready, the palace said".
    fn is_aside(&self, clause: TokenId) -> bool {
        let doc = self.doc;
        let words = doc.subtree(clause);
        let before = words.start.0.checked_sub(1).map(|before| doc.form(TokenId(before)));
        before == Some(",")
            && self.cues.introduces_speech(self.cues.lemma(doc, clause))
            && doc.child(clause, Relation::Nsubj).is_some_and(|who| who < clause)
            && [Relation::Ccomp, Relation::Xcomp, Relation::Obj]
                .iter()
                .all(|&own| doc.child(clause, own).is_none())
    }

    /// Whether a word opens a clause that can only be what is reported.
    pub(super) fn opens_content(&self, token: TokenId) -> bool {
        matches!(self.doc.lemma(token), "that" | "whether")
    }

    /// Whether a clause before its verb is what it reports ("The ice is thin, he says"): it has a subject, begins
    /// before the verb's own, and not with a relative pronoun.
    pub(super) fn is_fronted(&self, verb: TokenId, clause: TokenId) -> bool {
        let doc = self.doc;
        let start = doc.subtree(clause).start;
        let subject = [Relation::Nsubj, Relation::NsubjPass, Relation::Expl];
        let has_subject = subject.iter().any(|&relation| doc.child(clause, relation).is_some());
        let before =
            doc.child(verb, Relation::Nsubj).is_none_or(|own| own < verb && start < own || own > verb);
        has_subject && before && !matches!(doc.lemma(start), "who" | "which" | "whose")
    }

    /// The words of a clause, without the cue and its dependents where these stand inside or behind it.
    pub(super) fn clause_words(&self, verb: TokenId, clause: TokenId) -> Vec<TokenRange> {
        let words = self.doc.subtree(clause);
        if words.start > verb {
            let start = self.missed_subject(verb, words.start).unwrap_or(words.start);
            let end = self.goes_on(verb, clause, words.end);
            return pieces(self.doc, TokenRange { start, end }, &[]);
        }
        let others = self.doc.children(verb).iter().filter(|&&child| child != clause);
        let mut holes: Vec<TokenRange> = others.map(|&child| self.doc.subtree(child)).collect();
        holes.push(TokenRange { start: verb, end: TokenId(verb.0 + 1) });
        pieces(self.doc, words, &holes)
    }

    /// Where the content begins if the tree gave its subject to the verb: "says [the ministers' talks] were useful". Nothing
    /// but the words of a noun phrase stands between the verb and its clause then, and the clause has no conjunction.
    pub(super) fn missed_subject(&self, verb: TokenId, clause: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let start = TokenId(verb.0 + 1);
        let gap = TokenRange { start, end: clause };
        let addresses = self
            .cues
            .verb(self.cues.lemma(doc, verb))
            .iter()
            .any(|usage| usage.construction == Construction::Whole);
        let time = |token: TokenId| doc.relation(token) == Relation::OblUnmarked;
        let own = |token: TokenId| matches!(doc.relation(token), Relation::Nsubj | Relation::Iobj);
        let foreign = |token: TokenId| {
            doc.upos(token) == Upos::Punct && !matches!(doc.form(token), "-" | "–")
                || time(token)
                || own(token) && doc.head(token) == Some(verb)
                || doc.upos(token) == Upos::Sconj
        };
        let first = gap.iter().next().filter(|_| !addresses)?;
        let opens = matches!(
            doc.upos(first),
            Upos::Det | Upos::Propn | Upos::Noun | Upos::Num | Upos::Adj | Upos::Pron
        );
        (opens && doc.upos(clause) != Upos::Sconj && !gap.iter().any(foreign)).then_some(start)
    }

    /// Where the content ends if the tree hung a further clause of it on the verb: "said A was ready and B was not".
    pub(super) fn goes_on(&self, verb: TokenId, clause: TokenId, end: TokenId) -> TokenId {
        let doc = self.doc;
        let further = doc.children_by(verb, Relation::Conj).filter(|&next| {
            let subject = doc.child(next, Relation::Nsubj).or_else(|| doc.child(next, Relation::NsubjPass));
            next > clause && subject.is_some() && self.cues.verb(self.cues.lemma(doc, next)).is_empty()
        });
        let second = doc.children_by(verb, Relation::Ccomp).filter(|&next| next > clause);
        further
            .chain(second)
            .map(|next| doc.subtree(next))
            .filter(|next| next.start <= end)
            .map(|next| next.end)
            .max()
            .unwrap_or(end)
    }

    pub(super) fn is_finite(&self, clause: TokenId) -> bool {
        let doc = self.doc;
        let finite = |token: TokenId| doc.token(token).features.verb_form() == Some(VerbForm::Fin);
        let helped = doc.children(clause).iter().any(|&child| {
            matches!(doc.relation(child), Relation::Aux | Relation::AuxPass | Relation::Cop) && finite(child)
        });
        let subject = [Relation::Nsubj, Relation::NsubjPass, Relation::Expl, Relation::Csubj];
        finite(clause) || helped || subject.iter().any(|&relation| doc.child(clause, relation).is_some())
    }
}

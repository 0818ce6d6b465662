//! Infinitives, gerunds, objects, and what is said of objects.

use dualtrack_document::{Relation, TokenId, TokenRange, Upos};

use super::super::report::pieces;
use super::super::speaker::subject;
use super::Clauses;
use crate::times::names_day;

impl Clauses<'_> {
    /// "promised to leave", "urged them to leave": from the person addressed to the end of the infinitive.
    pub(super) fn infinitive(&self, verb: TokenId, tail: Option<TokenId>) -> Option<Vec<TokenRange>> {
        let clause = self.complements(verb).find(|&clause| self.has_mark(clause, "to") && clause > verb)?;
        let person = self.doc.child(verb, Relation::Obj).or_else(|| self.after_tail(verb, tail));
        let start = person
            .filter(|&person| person > verb && person < clause)
            .map(|person| self.doc.subtree(person).start);
        let words = self.doc.subtree(clause);
        let start = start.unwrap_or(words.start).max(TokenId(tail.unwrap_or(verb).0 + 1));
        Some(pieces(self.doc, TokenRange { start, end: words.end }, &[]))
    }

    pub(super) fn complements(&self, verb: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        let clausal = [Relation::Xcomp, Relation::Ccomp, Relation::Advcl];
        self.doc
            .children(verb)
            .iter()
            .copied()
            .filter(move |&child| clausal.contains(&self.doc.relation(child)))
    }

    pub(super) fn gerund(&self, verb: TokenId, tail: Option<TokenId>) -> Option<Vec<TokenRange>> {
        let clause = self.complements(verb).find(|&clause| {
            let helper = self.doc.children_by(clause, Relation::Aux).next().unwrap_or(clause);
            let form = self.doc.form(clause).ends_with("ing") || self.doc.form(helper).ends_with("ing");
            let marked = self.doc.children_by(clause, Relation::Mark).next();
            let start = self.doc.subtree(clause).start;
            let apart = self.doc.form(start) == ",";
            clause > verb && form && !apart && marked.is_none_or(|mark| Some(mark) == tail)
        })?;
        let words = self.doc.subtree(clause);
        let start = words.start.max(TokenId(tail.unwrap_or(verb).0 + 1));
        Some(pieces(self.doc, TokenRange { start, end: words.end }, &[]))
    }

    /// The object, or what the preposition of the cue introduces.
    pub(super) fn object(&self, verb: TokenId, tail: Option<TokenId>) -> Option<Vec<TokenRange>> {
        let noun = |&object: &TokenId| self.doc.upos(object) == Upos::Noun;
        let predicate = || self.doc.children_by(verb, Relation::Xcomp).find(noun);
        let object = || self.doc.children_by(verb, Relation::Obj).find(|&object| object > verb);
        let direct = || object().or_else(|| predicate().filter(|&object| object > verb));
        let object = match tail {
            Some(_) => self.after_tail(verb, tail).or_else(direct)?,
            None => match direct().or_else(|| self.free_relative(verb)) {
                Some(object) => object,
                None => return self.relativised(verb),
            },
        };
        // "agreed on Friday" says when.
        if names_day(self.doc.form(object)) {
            return None;
        }
        let words = self.doc.subtree(object);
        let start = words.start.max(TokenId(tail.unwrap_or(verb).0 + 1));
        Some(pieces(self.doc, TokenRange { start, end: words.end }, &[]))
    }

    /// "an offer that Oslo welcomed": the noun that a relative clause tells of, where somebody else is its subject.
    fn relativised(&self, verb: TokenId) -> Option<Vec<TokenRange>> {
        let doc = self.doc;
        let noun = doc.head(verb).filter(|_| doc.relation(verb) == Relation::AclRelcl)?;
        let subject = doc.child(verb, Relation::Nsubj)?;
        let other = !matches!(doc.lemma(subject), "who" | "which" | "that");
        let clause = doc.subtree(verb);
        let shapes =
            [Relation::Det, Relation::Amod, Relation::Compound, Relation::NmodPoss, Relation::Nummod];
        let own = doc.children(noun).iter().filter(|&&child| shapes.contains(&doc.relation(child)));
        let start = own.map(|&child| doc.subtree(child).start).min().unwrap_or(noun).min(noun);
        let words = TokenRange { start, end: clause.start };
        (other && noun < subject && words.start < words.end).then(|| pieces(doc, words, &[]))
    }

    /// "condemned what he called a breach": a clause that stands for a thing.
    pub(super) fn free_relative(&self, verb: TokenId) -> Option<TokenId> {
        let mut behind = self.doc.children(verb).iter().copied().filter(|&child| child > verb);
        behind.find(|&clause| {
            let start = self.doc.subtree(clause).start;
            start > verb && matches!(self.doc.lemma(start), "what" | "whatever" | "how" | "why" | "who")
        })
    }

    /// The dependent of the verb that the preposition at `tail` introduces.
    pub(super) fn after_tail(&self, verb: TokenId, tail: Option<TokenId>) -> Option<TokenId> {
        let introduced = self.doc.head(tail?)?;
        (introduced > tail? && self.doc.is_under(introduced, verb)).then_some(introduced)
    }

    /// An object and what is said of it: "called the plan dead", "accused them of spying".
    pub(super) fn whole(&self, verb: TokenId, tail: Option<TokenId>) -> Option<Vec<TokenRange>> {
        if self.cues.lemma(self.doc, verb) == "show" && !self.shows(verb) {
            return None;
        }
        let object = match tail {
            Some(_) => self.after_tail(verb, tail)?,
            None => match self.named(verb) {
                Some(object) => object,
                None => return self.what_it_is_called(verb),
            },
        };
        let end = self
            .said_of(verb, object)
            .or_else(|| self.said_inside(verb, object))
            .or_else(|| self.said_anyhow(verb, object))?;
        let start = self.clause_behind(verb, end).unwrap_or(self.doc.subtree(object).start);
        Some(pieces(self.doc, TokenRange { start, end }, &[]))
    }

    /// The object behind a verb; of a verb of naming also what is read as an indirect object ("called him a fool").
    fn named(&self, verb: TokenId) -> Option<TokenId> {
        let names = NAMING.contains(&self.cues.lemma(self.doc, verb));
        let indirect = self.doc.child(verb, Relation::Iobj).filter(|_| names);
        let mut objects = self.doc.children_by(verb, Relation::Obj).filter(|&object| object > verb);
        indirect.filter(|&object| object > verb).or_else(|| objects.next())
    }

    /// "what he called a breach", "which he described as a breach": the name alone, where a pronoun stands for the object.
    fn what_it_is_called(&self, verb: TokenId) -> Option<Vec<TokenRange>> {
        let doc = self.doc;
        if !NAMING.contains(&self.cues.lemma(doc, verb)) {
            return None;
        }
        let mut behind = doc.children(verb).iter().copied().filter(|&child| child > verb);
        let name = behind.find(|&child| match doc.relation(child) {
            Relation::Xcomp => true,
            Relation::Obl | Relation::Advcl => self.introduced_by(child, &["as"]),
            _ => false,
        })?;
        let words = doc.subtree(name);
        Some(pieces(doc, TokenRange { start: words.start.max(TokenId(verb.0 + 1)), end: words.end }, &[]))
    }

    /// Where a clause with "that" begins behind the person addressed: "told a crowd in Oslo that …", whatever the tree
    /// hung it on. No verb stands between.
    pub(super) fn clause_behind(&self, verb: TokenId, end: TokenId) -> Option<TokenId> {
        let speaks = self.cues.introduces_speech(self.cues.lemma(self.doc, verb));
        let behind = TokenRange { start: TokenId(verb.0 + 1), end: end.max(TokenId(verb.0 + 1)) };
        let plain = |&token: &TokenId| !self.layout.is_finite(token) && self.doc.form(token) != ",";
        let that = |&token: &TokenId| self.doc.upos(token) == Upos::Sconj && self.doc.lemma(token) == "that";
        behind.iter().take(16).take_while(plain).find(that).filter(|_| speaks)
    }

    /// Where what is said of `object` ends: the last complement of the verb behind it.
    pub(super) fn said_of(&self, verb: TokenId, object: TokenId) -> Option<TokenId> {
        let said = self.doc.children(verb).iter().copied().filter(|&child| child > object && child > verb);
        let said = said.filter(|&child| match self.doc.relation(child) {
            Relation::Obl if self.shows(verb) => true,
            Relation::Xcomp | Relation::Ccomp | Relation::Obj => true,
            Relation::Parataxis => self.layout.is_quoted(child),
            Relation::Obl | Relation::Advcl => self.introduced_by(child, &["as", "of", "for", "to", "with"]),
            _ => false,
        });
        said.map(|child| self.doc.subtree(child).end).max()
    }

    /// Whether a document shows something: "a poll shows the party in third place".
    fn shows(&self, verb: TokenId) -> bool {
        let by = subject(self.doc, verb).filter(|&by| self.cues.is_document(self.doc.lemma(by)));
        by.is_some() && matches!(self.cues.lemma(self.doc, verb), "show" | "find")
    }

    /// The same where the tree hung it on the object: "accused its neighbour of spying".
    pub(super) fn said_inside(&self, verb: TokenId, object: TokenId) -> Option<TokenId> {
        let names = NAMING.contains(&self.cues.lemma(self.doc, verb));
        let mut behind = self.doc.children(object).iter().copied().filter(|&child| child > object);
        let said = behind.any(|child| match self.doc.relation(child) {
            Relation::Nmod | Relation::Acl if self.introduced_by(child, &["as", "of", "for"]) => true,
            Relation::Acl => names || self.doc.form(child).ends_with("ing") && self.shows(verb),
            // "called the treaty “a breach”", read as an apposition or attribute.
            Relation::Appos | Relation::Amod => names,
            _ => false,
        });
        said.then(|| self.doc.subtree(object).end)
    }

    /// The same for verbs of naming, which always say something of their object, where the tree shows nothing: up to the
    /// next clause of the verb, or the end of the line.
    pub(super) fn said_anyhow(&self, verb: TokenId, object: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        if !NAMING.contains(&self.cues.lemma(doc, verb)) {
            return None;
        }
        let further = doc.children(verb).iter().copied().filter(|&child| {
            let relation = doc.relation(child);
            child > object && (relation == Relation::Conj || relation.is_clausal())
        });
        let next = further.map(|child| doc.subtree(child).start).filter(|&start| start > object).min();
        let end = next.unwrap_or_else(|| self.layout.line_end(verb));
        let words = doc.subtree(object);
        (end > words.end && self.layout.words(TokenRange { start: words.end, end }).count() > 0)
            .then_some(end)
    }
}

/// Verbs that give their object a name.
const NAMING: &[&str] = &["call", "dub", "label", "brand", "term", "name", "describe", "deem"];

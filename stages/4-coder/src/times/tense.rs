//! Whether a time lies behind or ahead: what the verb above it says.

use dualtrack_document::{Doc, Relation, Tense as Form, TokenId, Upos, VerbForm};

/// Where the clause of a time expression looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
}

/// The tense of the clause that a word stands in; past where nothing says otherwise, as news mostly tells.
pub(super) fn tense(doc: Doc<'_>, token: TokenId) -> Tense {
    let above = std::iter::once(token).chain(doc.ancestors(token));
    let mut present = false;
    for at in above.take(8) {
        if looks_ahead(doc, at) {
            return Tense::Future;
        }
        if !matches!(doc.upos(at), Upos::Verb | Upos::Aux | Upos::Adj) {
            continue;
        }
        match finite(doc, at) {
            Some(Form::Past) => return Tense::Past,
            Some(Form::Pres) => present = true,
            None => {}
        }
        let ends = doc.relation(at).is_clausal() && doc.relation(at) != Relation::Xcomp;
        if present || ends {
            break;
        }
    }
    if present { Tense::Present } else { Tense::Past }
}

/// Whether a predicate is in the future: "will", "is due", "to meet", "planned for".
fn looks_ahead(doc: Doc<'_>, predicate: TokenId) -> bool {
    let lemma = doc.lemma(predicate);
    if matches!(lemma, "due" | "upcoming" | "plan" | "schedule" | "slate" | "expect" | "intend" | "tentative")
    {
        return true;
    }
    let helped = doc.children_by(predicate, Relation::Aux);
    let mut will =
        helped.filter(|&aux| matches!(doc.lemma(aux), "will" | "shall" | "'ll" | "would" | "may" | "might"));
    let infinitive = doc.token(predicate).features.verb_form() == Some(VerbForm::Inf)
        && doc.children_by(predicate, Relation::Mark).any(|mark| doc.lemma(mark) == "to")
        && doc.relation(predicate) != Relation::Xcomp;
    will.next().is_some() || infinitive
}

/// The tense of a predicate's finite word: its own, or that of its auxiliary or copula. A perfect is past.
fn finite(doc: Doc<'_>, predicate: TokenId) -> Option<Form> {
    let helpers = doc.children(predicate).iter().copied();
    let helpers =
        helpers.filter(|&at| matches!(doc.relation(at), Relation::Aux | Relation::AuxPass | Relation::Cop));
    let mut own = None;
    for word in std::iter::once(predicate).chain(helpers) {
        if doc.relation(word) == Relation::Aux && doc.lemma(word) == "have" {
            return Some(Form::Past);
        }
        if doc.token(word).features.verb_form() == Some(VerbForm::Fin) {
            own = doc.token(word).features.tense();
        }
    }
    own
}

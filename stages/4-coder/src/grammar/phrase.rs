//! Inside a noun phrase: who stands in it besides its head, and whom a pronoun means.

use dualtrack_document::{Doc, Person, PronType, Relation, TokenId, Upos};

use super::{STEPS, own_subject};

/// A word that stands in a noun phrase, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Piece {
    /// Its head.
    Head,
    /// Another name of the same ("Lavrov, Russia's foreign minister").
    Apposition,
    /// Its owner: possessor, adjective, compound, "of".
    Owner,
    /// Anything else that hangs on it: where it is, what it is about.
    Attached,
}

/// The words of the noun phrase of `head` that may name somebody, nearest first, with how they stand in it. Clauses that
/// hang on it, and conjuncts, are not of it.
pub(crate) fn pieces(doc: Doc<'_>, head: TokenId) -> Vec<(TokenId, Piece)> {
    let mut found = vec![(head, Piece::Head)];
    let mut at = 0;
    while let Some(&(word, how)) = found.get(at) {
        at += 1;
        if found.len() > 48 {
            break;
        }
        for &child in doc.children(word) {
            let relation = doc.relation(child);
            let piece = match relation {
                Relation::Appos | Relation::Flat => Piece::Apposition,
                Relation::NmodPoss | Relation::Compound | Relation::Amod | Relation::NmodDesc => Piece::Owner,
                Relation::Nmod if super::markers(doc, child).any(|m| doc.lemma(m) == "of") => Piece::Owner,
                Relation::Nmod | Relation::NmodUnmarked | Relation::Nummod => Piece::Attached,
                // A conjunct stands where the first one stands: "envoys of Egypt and *Israel*".
                Relation::Conj if word != head => how,
                _ => continue,
            };
            found.push((child, how.max(piece)));
        }
    }
    found.sort_by_key(|&(word, piece)| (piece, word.0.abs_diff(head.0)));
    found
}

/// Whether `inner` stands in the noun phrase of `head`, and how.
pub(crate) fn holds(doc: Doc<'_>, head: TokenId, inner: TokenId) -> Option<Piece> {
    if head == inner {
        return Some(Piece::Head);
    }
    if !doc.is_under(inner, head) {
        return None;
    }
    pieces(doc, head).iter().find(|(word, _)| *word == inner).map(|&(_, piece)| piece)
}

/// Whether the word is a personal or demonstrative pronoun.
pub(crate) fn is_pronoun(doc: Doc<'_>, word: TokenId) -> bool {
    doc.upos(word) == Upos::Pron
        && matches!(doc.token(word).features.pron_type(), None | Some(PronType::Prs | PronType::Dem))
}

/// Whom a personal pronoun means within its sentence: the subject of the clause above its own ("Russia said *it* would").
/// First persons are left to the quotation's speaker, who is the same subject.
pub(crate) fn antecedent(doc: Doc<'_>, pronoun: TokenId) -> Option<TokenId> {
    let features = doc.token(pronoun).features;
    if !is_pronoun(doc, pronoun) || features.person() == Some(Person::Second) {
        return None;
    }
    let clause = doc.ancestors(pronoun).find(|&above| {
        doc.relation(above).is_clausal()
            || doc.relation(above) == Relation::Conj && doc.upos(above) == Upos::Verb
    })?;
    let above = doc.ancestors(clause).take(STEPS);
    above
        .filter_map(|at| own_subject(doc, at))
        .map(|subject| super::resolve_relative(doc, subject))
        .find(|&subject| subject != pronoun && !is_pronoun(doc, subject) && !doc.is_under(pronoun, subject))
}

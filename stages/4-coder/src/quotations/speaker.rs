//! Who speaks: the subject of a cue, through control, coordination, passives and participles.

use dualtrack_document::{Doc, Relation, TokenId, TokenRange, Upos, VerbForm};

/// The subject of a predicate: its own, its agent, or the one it takes from the clause that it hangs on.
pub(super) fn subject(doc: Doc<'_>, predicate: TokenId) -> Option<TokenId> {
    let mut at = predicate;
    loop {
        if let Some(own) = own_subject(doc, at) {
            return Some(own);
        }
        if doc.child(at, Relation::NsubjPass).is_some() {
            // A passive names its speaker in its agent or not at all; it hands its own subject to "asked to say".
            return if at == predicate { None } else { doc.child(at, Relation::NsubjPass) };
        }
        let head = doc.head(at)?;
        match doc.relation(at) {
            Relation::Conj => at = head,
            Relation::Xcomp => match doc.child(head, Relation::Obj) {
                Some(object) if object > head && object < at => return Some(object),
                _ => at = head,
            },
            Relation::Acl if !behind_comma(doc, at) => return Some(head),
            _ if shares_subject(doc, at) => at = head,
            _ => return None,
        }
    }
}

fn own_subject(doc: Doc<'_>, predicate: TokenId) -> Option<TokenId> {
    let subjects = [Relation::Nsubj, Relation::NsubjOuter, Relation::OblAgent];
    subjects.into_iter().find_map(|relation| doc.child(predicate, relation))
}

/// Whether a clause without a subject takes that of the clause it hangs on: a participle, infinitive or gerund does
/// ("…, adding that", "before saying"), a finite clause does not.
fn shares_subject(doc: Doc<'_>, predicate: TokenId) -> bool {
    let own = doc.token(predicate).features.verb_form();
    let helped = doc.children(predicate).iter().any(|&child| {
        matches!(doc.relation(child), Relation::Aux | Relation::AuxPass)
            && doc.token(child).features.verb_form() == Some(VerbForm::Fin)
    });
    let clausal = doc.relation(predicate).is_clausal() || doc.relation(predicate) == Relation::Dep;
    clausal && own != Some(VerbForm::Fin) && !helped
}

/// Whether a comma sets a participle off from the noun that it hangs on: then it belongs to the clause ("spoke on
/// Friday, adding that").
fn behind_comma(doc: Doc<'_>, predicate: TokenId) -> bool {
    predicate.0.checked_sub(1).is_some_and(|before| doc.form(TokenId(before)) == ",")
}

/// The words that name a speaker: the phrase of `head` with its titles, appositions and relative clauses, without
/// anything that `barrier` governs (the cue may hang on the speaker: "the note saying …").
pub(super) fn phrase(doc: Doc<'_>, head: TokenId, barriers: &[TokenId]) -> TokenRange {
    let mut tokens = doc.subtree(head);
    for &barrier in barriers {
        if barrier < head && barrier >= tokens.start {
            tokens.start = TokenId(barrier.0 + 1);
        } else if barrier > head && barrier < tokens.end {
            tokens.end = barrier;
        }
    }
    without_case(doc, head, trim(doc, tokens))
}

/// The phrase without the preposition or possessive mark of its head.
fn without_case(doc: Doc<'_>, head: TokenId, mut tokens: TokenRange) -> TokenRange {
    for case in doc.children_by(head, Relation::Case) {
        if case == tokens.start || doc.children(case).contains(&tokens.start) {
            let last = doc.children_by(case, Relation::Fixed).last().unwrap_or(case);
            tokens.start = TokenId(last.0 + 1).min(head);
        } else if case.0 + 1 == tokens.end.0 && case > head {
            tokens.end = case;
        }
    }
    trim(doc, tokens)
}

/// `tokens` without punctuation at either end; brackets and full stops that belong to a word stay with it.
pub(super) fn trim(doc: Doc<'_>, tokens: TokenRange) -> TokenRange {
    let is_word = |token: &TokenId| doc.upos(*token) != Upos::Punct;
    let first = tokens.iter().find(is_word);
    let last = tokens.iter().rfind(is_word);
    match (first, last) {
        (Some(start), Some(last)) => TokenRange { start, end: TokenId(last.0 + 1) },
        _ => TokenRange { start: tokens.start, end: tokens.start },
    }
}

/// [`trim`], with a closing bracket kept where it ends a name.
pub(super) fn trim_keeping_brackets(doc: Doc<'_>, tokens: TokenRange) -> TokenRange {
    let trimmed = trim(doc, tokens);
    let kept = TokenRange { start: trimmed.end, end: tokens.end };
    let closed = kept.iter().take_while(|&token| doc.form(token) == ")").count();
    TokenRange { start: trimmed.start, end: TokenId(trimmed.end.0 + closed as u32) }
}

//! What single words suggest where no entry applies: the last resort of `relate`.

use dualtrack_document::{Doc, TokenId, Upos};
use dualtrack_record::EventType;

use crate::codebook::{Codebook, Part, What};

use super::{Pair, Relation};

/// The type of the nearest word that any act's entry is found by, whatever its conditions; else CONSULT, the least that
/// two actors in one sentence have to do with each other.
pub(super) fn suggest(codebook: &Codebook, doc: Doc<'_>, pair: Pair) -> Relation {
    let mut nearest: Option<(u32, usize, TokenId)> = None;
    for sentence in pair.sentences(doc) {
        for token in doc.syntax.sentence(sentence).tokens.iter() {
            let Some(word) = codebook.word_at(doc, token) else { continue };
            // Verbs tell more than nouns, which may only be somebody's name or title.
            let act = codebook.words.uses(word).iter().find(|a_use| {
                let verb = a_use.part == Part::Verb && doc.upos(token) == Upos::Verb;
                let noun = a_use.part == Part::Noun && doc.upos(token) == Upos::Noun;
                (verb || noun)
                    && a_use.rest.is_empty()
                    && matches!(codebook.entries[a_use.entry].what, What::Act(_))
            });
            let Some(act) = act else { continue };
            let noun = if doc.upos(token) == Upos::Noun { 20 } else { 0 };
            let distance = noun + token.0.abs_diff(pair.source.end.0) + token.0.abs_diff(pair.target.start.0);
            if nearest.is_none_or(|(other, ..)| distance < other) {
                nearest = Some((distance, act.entry, token));
            }
        }
    }
    let (kind, why) = match nearest.map(|(_, entry, token)| (&codebook.entries[entry], token)) {
        Some((entry, token)) => match &entry.what {
            What::Act(act) => (act.kind, vec![format!("{} (\"{}\" alone)", entry.name, doc.form(token))]),
            What::Operator(_) => (EventType::Consult, Vec::new()),
        },
        None => (EventType::Consult, vec!["no act in the sentence".to_owned()]),
    };
    Relation { kind, mode: None, score: codebook.types.score(kind, None), why }
}

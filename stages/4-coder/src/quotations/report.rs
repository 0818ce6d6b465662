//! One attribution while it is being read.

use dualtrack_document::{Doc, Span, TokenId, TokenRange, Upos};

use super::speaker;

/// A cue with its speaker and what it reports, in words of the document.
#[derive(Debug, Clone)]
pub(super) struct Report {
    /// The word of the cue that governs the content.
    pub(super) head: TokenId,
    /// All its words.
    pub(super) cue: TokenRange,
    /// The word that the speaker's phrase hangs on, and the phrase.
    pub(super) speaker: Option<(TokenId, TokenRange)>,
    /// What is reported in the reporter's words, quoted words inside it included.
    pub(super) content: Vec<TokenRange>,
    /// The quoted stretches that belong to it.
    pub(super) quotes: Vec<usize>,
}

impl Report {
    /// Whether a word is part of what is reported.
    pub(super) fn reports(&self, token: TokenId) -> bool {
        self.content.iter().any(|part| part.contains(token))
    }

    /// Where its cue stands.
    pub(super) fn cue_span(&self, doc: Doc<'_>) -> Span {
        doc.span(self.cue)
    }
}

/// The words of the clause or phrase under `head`, without those of the subtrees under `without`: at most one stretch
/// on each side of each of them.
pub(super) fn words_without(doc: Doc<'_>, head: TokenId, without: &[TokenRange]) -> Vec<TokenRange> {
    pieces(doc, doc.subtree(head), without)
}

/// `whole` without the stretches `without`, each piece trimmed of punctuation and kept only if it holds words.
pub(super) fn pieces(doc: Doc<'_>, whole: TokenRange, without: &[TokenRange]) -> Vec<TokenRange> {
    let mut holes: Vec<TokenRange> = without.iter().copied().filter(|hole| !hole.is_empty()).collect();
    holes.sort_by_key(|hole| hole.start);
    let mut found = Vec::new();
    let mut at = whole.start;
    for hole in holes {
        if hole.start > at {
            found.push(TokenRange { start: at, end: hole.start.min(whole.end) });
        }
        at = at.max(hole.end);
    }
    if at < whole.end {
        found.push(TokenRange { start: at, end: whole.end });
    }
    found.into_iter().map(|piece| speaker::trim(doc, piece)).filter(|piece| !piece.is_empty()).collect()
}

/// A verb with the particle, preposition or further words `tail` behind it; only adverbs may come between.
pub(super) fn cue_words(doc: Doc<'_>, verb: TokenId, tail: &[String]) -> Option<TokenRange> {
    let limit = doc.syntax.sentence(doc.syntax.sentence_of(verb)).tokens.end;
    let mut end = TokenId(verb.0 + 1);
    for word in tail {
        let next = TokenRange { start: end, end: limit.max(end) };
        let hit = next.iter().take(3).find(|&token| doc.form(token).eq_ignore_ascii_case(word))?;
        let between = TokenRange { start: end, end: hit };
        if between.iter().any(|token| doc.upos(token) != Upos::Adv) {
            return None;
        }
        end = TokenId(hit.0 + 1);
    }
    Some(TokenRange { start: verb, end })
}

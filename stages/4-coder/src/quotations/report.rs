//! Attributions while they are being read.

use std::collections::BTreeMap;

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

/// The attributions found so far, by cue, by content and by quoted stretch.
#[derive(Debug)]
pub(super) struct Reports {
    list: Vec<Report>,
    by_head: BTreeMap<TokenId, usize>,
    /// For each word, the report in whose content it stands.
    covering: Vec<Option<usize>>,
    /// For each quoted stretch, the report it was given to.
    owners: Vec<Option<usize>>,
}

impl Reports {
    /// None yet, of a document with so many words and quoted stretches.
    pub(super) fn new(words: usize, stretches: usize) -> Self {
        Self {
            list: Vec::new(),
            by_head: BTreeMap::new(),
            covering: vec![None; words],
            owners: vec![None; stretches],
        }
    }

    pub(super) fn list(&self) -> &[Report] {
        &self.list
    }

    pub(super) fn get(&self, at: usize) -> &Report {
        &self.list[at]
    }

    /// Adds a report and says where it stands.
    pub(super) fn push(&mut self, report: Report) -> usize {
        let at = self.list.len();
        self.by_head.insert(report.head, at);
        report.content.iter().for_each(|&part| self.mark(at, part));
        report.quotes.iter().for_each(|&quote| self.owners[quote] = Some(at));
        self.list.push(report);
        at
    }

    /// Gives a quoted stretch to a report.
    pub(super) fn give(&mut self, quote: usize, at: usize) {
        self.owners[quote] = Some(at);
        self.list[at].quotes.push(quote);
    }

    /// Adds words to what a report reports.
    pub(super) fn add(&mut self, part: TokenRange, at: usize) {
        self.mark(at, part);
        self.list[at].content.push(part);
    }

    /// The report that a word is reported by.
    pub(super) fn content_at(&self, token: TokenId) -> Option<usize> {
        self.covering.get(token.index()).copied().flatten()
    }

    /// Lets the part of a report's content that holds `token` run on up to `end`.
    pub(super) fn extend(&mut self, at: usize, token: TokenId, end: TokenId) {
        let Some(part) = self.list[at].content.iter_mut().find(|part| part.contains(token)) else { return };
        part.end = end.max(part.end);
        let part = *part;
        self.mark(at, part);
    }

    fn mark(&mut self, at: usize, part: TokenRange) {
        for covering in &mut self.covering[part.range()] {
            covering.get_or_insert(at);
        }
    }

    /// The report with this cue.
    pub(super) fn with_cue(&self, head: TokenId) -> Option<usize> {
        self.by_head.get(&head).copied()
    }

    /// The report that a quoted stretch was given to.
    pub(super) fn owner(&self, quote: usize) -> Option<usize> {
        self.owners[quote]
    }

    /// The first report in whose content one of these words stands.
    pub(super) fn covering(&self, tokens: TokenRange) -> Option<usize> {
        self.covering[tokens.range()].iter().flatten().min().copied()
    }

    /// The first report whose cue stands in `tokens`.
    pub(super) fn first_in(&self, tokens: TokenRange) -> Option<usize> {
        self.by_head.range(tokens.start..tokens.end.max(tokens.start)).next().map(|(_, &at)| at)
    }

    /// Takes a report back and gives the quoted stretches that it had.
    pub(super) fn dissolve(&mut self, at: usize) -> Vec<usize> {
        let report = &mut self.list[at];
        self.by_head.remove(&report.head);
        for part in report.content.drain(..) {
            let mine = self.covering[part.range()].iter_mut().filter(|covering| **covering == Some(at));
            mine.for_each(|covering| *covering = None);
        }
        std::mem::take(&mut report.quotes)
    }

    /// The reports whose cue stands in `tokens`, the last first.
    pub(super) fn backwards(&self, tokens: TokenRange) -> impl Iterator<Item = usize> + '_ {
        self.by_head.range(tokens.start..tokens.end.max(tokens.start)).rev().map(|(_, &at)| at)
    }
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

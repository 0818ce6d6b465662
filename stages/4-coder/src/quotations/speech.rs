//! Speech in quotation marks: which cue each stretch belongs to.
//!
//! The reading is by position first, because trees of long quoted sentences are often wrong: a cue stands behind
//! ("…," he said), before (he said: "…"), or between two stretches of one utterance. A stretch without a cue of its own
//! goes on with what was said before it.

use dualtrack_document::{Doc, Relation, TokenId, TokenRange, Upos};

use super::cues::Cues;
use super::layout::Layout;
use super::report::Report;
use super::speaker::{self, phrase, subject};

/// Gives every quoted stretch that is speech to a report, making new ones where a cue has none yet.
pub(super) fn attach(layout: &Layout<'_>, cues: &Cues, reports: &mut Vec<Report>) {
    let reader = Speech { layout, doc: layout.doc, cues };
    let mut last: Option<(usize, usize)> = None;
    for quote in 0..layout.quoted.len() {
        let owner = reader.owner(quote, reports, last);
        if let Some(owner) = owner {
            reports[owner].quotes.push(quote);
            last = Some((quote, owner));
        }
    }
}

struct Speech<'a> {
    layout: &'a Layout<'a>,
    doc: Doc<'a>,
    cues: &'a Cues,
}

impl Speech<'_> {
    /// The report that a stretch belongs to; `last` is the stretch given before, and its report.
    fn owner(&self, quote: usize, reports: &mut Vec<Report>, last: Option<(usize, usize)>) -> Option<usize> {
        let tokens = self.layout.tokens(quote);
        if tokens.is_empty() {
            return None;
        }
        if let Some(covering) =
            reports.iter().position(|report| tokens.iter().any(|token| report.reports(token)))
        {
            return Some(covering);
        }
        if !self.layout.is_speech(quote) {
            return None;
        }
        if let Some(cue) = self.cue(quote) {
            return Some(self.report_of(cue, reports));
        }
        if !self.layout.begins_sentence(quote) {
            return None;
        }
        self.goes_on(quote, reports, last)
    }

    /// The report with this cue, made if there is none.
    fn report_of(&self, cue: TokenId, reports: &mut Vec<Report>) -> usize {
        if let Some(known) = reports.iter().position(|report| report.head == cue) {
            return known;
        }
        let who = self.speaker(cue);
        let speaker = who.map(|who| (who, self.speaker_words(who, cue)));
        let speaker = speaker.filter(|(_, words)| !words.is_empty());
        let words = TokenRange { start: cue, end: TokenId(cue.0 + 1) };
        reports.push(Report { head: cue, cue: words, speaker, content: Vec::new(), quotes: Vec::new() });
        reports.len() - 1
    }

    /// The words of the speaker, which never run into quotation marks.
    fn speaker_words(&self, who: TokenId, cue: TokenId) -> TokenRange {
        let mut words = phrase(self.doc, who, &[cue]);
        if let Some(mark) = words.iter().find(|&token| token > who && self.layout.is_quoted(token)) {
            words.end = mark;
        }
        if let Some(mark) = words.iter().rfind(|&token| token < who && self.layout.is_quoted(token)) {
            words.start = TokenId(mark.0 + 1);
        }
        speaker::trim(self.doc, words)
    }

    /// The subject of the cue, or the nearest noun phrase outside the marks.
    fn speaker(&self, cue: TokenId) -> Option<TokenId> {
        let outside = |who: &TokenId| !self.layout.is_quoted(*who);
        if let Some(who) = subject(self.doc, cue).filter(outside) {
            return Some(who);
        }
        if self.doc.upos(cue) == Upos::Noun {
            return self.doc.child(cue, Relation::NmodPoss);
        }
        let sentence = self.doc.syntax.sentence(self.doc.syntax.sentence_of(cue)).tokens;
        let before = TokenRange { start: sentence.start, end: cue };
        let after = TokenRange { start: TokenId(cue.0 + 1), end: sentence.end };
        let nominal = |&token: &TokenId| outside(&token) && self.doc.upos(token).is_nominal();
        let behind = after.iter().take(4).find(nominal);
        let ahead = before.iter().rev().take(3).find(nominal);
        ahead.or(behind).map(|token| self.phrase_head(token, cue))
    }

    /// The head of the noun phrase that a word belongs to, below `cue`.
    fn phrase_head(&self, token: TokenId, cue: TokenId) -> TokenId {
        let mut at = token;
        while let Some(head) = self.doc.head(at) {
            let nominal = self.doc.upos(head).is_nominal() && !self.layout.is_quoted(head);
            if head == cue || !nominal || (head < cue) != (token < cue) {
                break;
            }
            at = head;
        }
        at
    }

    /// The cue of a stretch: before it, behind it, or both sides weighed by how the stretch ends.
    fn cue(&self, quote: usize) -> Option<TokenId> {
        let (before, after) = (self.layout.before(quote), self.layout.after(quote));
        let ahead = self.cue_before(before);
        let behind = self.cue_after(after);
        let inner = self.layout.quoted[quote].inner().of(self.doc.text);
        let colon = before.iter().next_back().is_some_and(|last| self.doc.form(last) == ":");
        if colon {
            return ahead.or_else(|| self.any_predicate(before));
        }
        let leads_on = inner.ends_with([',', '?', '!', '—', '–', '-', '…']);
        if leads_on { behind.or(ahead) } else { ahead.or(behind) }
    }

    /// The last verb of speech before a stretch.
    fn cue_before(&self, tokens: TokenRange) -> Option<TokenId> {
        tokens.iter().rev().find(|&token| self.is_cue(token))
    }

    /// The highest verb of speech behind a stretch.
    fn cue_after(&self, tokens: TokenRange) -> Option<TokenId> {
        let cues = tokens.iter().filter(|&token| self.is_cue(token));
        cues.min_by_key(|&token| (self.doc.ancestors(token).count(), token))
    }

    fn is_cue(&self, token: TokenId) -> bool {
        let lemma = self.doc.lemma(token);
        match self.doc.upos(token) {
            Upos::Verb => self.cues.introduces_speech(lemma) && self.doc.relation(token) != Relation::Amod,
            _ => false,
        }
    }

    /// Before a colon, any noun or verb introduces what follows ("Cruz called them on it: …").
    fn any_predicate(&self, tokens: TokenRange) -> Option<TokenId> {
        let noun = tokens.iter().rfind(|&token| self.cues.is_noun(self.doc.lemma(token)));
        noun.or_else(|| tokens.iter().find(|&token| self.doc.upos(token) == Upos::Verb))
    }

    /// The report that a stretch without a cue goes on with: the last one of its paragraph, or what ended the
    /// paragraph before with a quotation.
    fn goes_on(&self, quote: usize, reports: &[Report], last: Option<(usize, usize)>) -> Option<usize> {
        let start = self.layout.tokens(quote).start;
        let paragraph = self.layout.paragraph(start);
        let here = |report: &&Report| report.head < start && self.layout.paragraph(report.head) == paragraph;
        let nearest = reports.iter().filter(here).max_by_key(|report| report.head);
        if let Some(nearest) = nearest.filter(|report| report.speaker.is_some()) {
            return reports.iter().position(|report| report.head == nearest.head);
        }
        let (before, owner) = last?;
        let end = self.layout.tokens(before).iter().next_back()?;
        let cue = reports[owner].head;
        let adjoins = self.layout.paragraph(end.max(cue)) + 1 >= paragraph;
        adjoins.then_some(owner)
    }
}

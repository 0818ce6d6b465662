//! A report that another follows in the same sentence: "denied the charge, saying that …", "called it fair but warned …".
//!
//! Trees often hang the second on the last clause of the first. It is nevertheless the same speaker's, and no part of
//! what the first reports.

use dualtrack_document::{Relation, TokenId, TokenRange, Upos};

use super::super::report::{Report, Reports, pieces};
use super::Clauses;

impl Clauses<'_> {
    /// Ends the content of each candidate where a trailing report begins.
    pub(super) fn part_trailing(&self, candidates: &mut [Report], reports: &Reports) {
        let mut trailing: Vec<(TokenId, TokenId)> = Vec::new();
        let sentence = candidates.first().map(|first| self.doc.syntax.sentence_of(first.head));
        let Some(sentence) = sentence.map(|at| self.doc.syntax.sentence(at).tokens) else { return };
        for token in sentence.iter() {
            let cue =
                reports.with_cue(token).is_some() || candidates.iter().any(|report| report.head == token);
            if let Some(opens) = self.opens_trailing(token).filter(|_| cue) {
                trailing.push((opens, token));
            }
        }
        for report in candidates {
            for &(opens, cue) in &trailing {
                self.cut(report, opens, cue);
            }
        }
    }

    /// Cuts `report` at `opens`, if it stands before the trailing `cue` and reports it.
    fn cut(&self, report: &mut Report, opens: TokenId, cue: TokenId) {
        let Some(part) = report.content.iter().position(|part| part.contains(cue)) else { return };
        let words = report.content[part];
        // A named source vouches for the whole sentence.
        let source = self.doc.relation(report.head) == Relation::Case;
        if report.head >= words.start || report.head >= cue || source {
            return;
        }
        if opens < words.start && report.content.len() > 1 {
            report.content.remove(part);
            return;
        }
        let rest = TokenRange { start: opens, end: words.end };
        let kept = pieces(self.doc, words, &[rest]);
        if kept
            .iter()
            .any(|part| self.layout.words(*part).count() > 1 || self.doc.upos(part.start) != Upos::Sconj)
        {
            report.content.splice(part.., kept);
        }
    }

    /// The comma or conjunction that sets a trailing cue off, if it is one: a participle behind a comma ("…, saying"),
    /// or a verb without a subject behind "but" or a comma and a conjunction.
    fn opens_trailing(&self, cue: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        if doc.upos(cue) != Upos::Verb || self.layout.is_quoted(cue) {
            return None;
        }
        if let Some(who) = doc.child(cue, Relation::Nsubj) {
            return self.opens_another(cue, who);
        }
        let line = TokenRange { start: self.layout.line_start(cue), end: cue };
        let mut before = line.iter().rev().skip_while(|&token| doc.upos(token) == Upos::Adv);
        let next = before.next()?;
        let participle = doc.form(cue).ends_with("ing");
        if participle && matches!(doc.lemma(next), "while" | "before" | "after") {
            return before.next().filter(|&token| doc.form(token) == ",").or(Some(next));
        }
        if doc.upos(next) == Upos::Cconj {
            let comma = before.next().filter(|&token| doc.form(token) == ",");
            let but = doc.lemma(next) == "but";
            let form = participle || self.layout.is_finite(cue);
            return comma.or(Some(next).filter(|_| but)).filter(|_| form && !self.is_helped(cue));
        }
        let comma = match self.layout.quote_of(next) {
            Some(_) if doc.form(next) != "," => before.next()?,
            _ => next,
        };
        (participle && doc.form(comma) == ",").then_some(comma)
    }

    /// The comma or conjunction before another speaker's report: "…, while Oslo said", "…, and the envoy said".
    fn opens_another(&self, cue: TokenId, who: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        if who > cue || !self.cues.introduces_speech(self.cues.lemma(doc, cue)) || !self.layout.is_finite(cue)
        {
            return None;
        }
        let line = TokenRange { start: self.layout.line_start(cue), end: doc.subtree(who).start };
        let mut before = line.iter().rev().skip_while(|&token| doc.upos(token) == Upos::Adv);
        let next = before.next()?;
        let contrasts = matches!(doc.lemma(next), "while" | "whereas");
        let comma = before.next().filter(|&token| doc.form(token) == ",");
        match doc.upos(next) {
            Upos::Cconj => comma,
            _ if contrasts => comma.or(Some(next)),
            _ => None,
        }
    }

    /// Whether a verb has an auxiliary, as in a list of infinitives or of what was to be done.
    fn is_helped(&self, verb: TokenId) -> bool {
        self.doc.children(verb).iter().any(|&child| {
            child < verb
                && matches!(self.doc.relation(child), Relation::Aux | Relation::AuxPass | Relation::Mark)
        })
    }

    /// Gives trailing reports the speaker of the report before them.
    pub(super) fn hand_on_speakers(&self, found: &mut [Report]) {
        for at in 1..found.len() {
            if self.doc.child(found[at].head, Relation::Nsubj).is_some() {
                continue;
            }
            let Some(opens) = self.opens_trailing(found[at].head) else { continue };
            let ends_there = |report: &Report| {
                report.content.iter().any(|part| part.end <= opens && opens.0 - part.end.0 <= 1)
            };
            let verb = |report: &Report| self.doc.upos(report.head) == Upos::Verb;
            let mut before = found[..at].iter().rev().filter(|report| report.head < opens && verb(report));
            if let Some(speaker) = before.find(|report| ends_there(report)).and_then(|report| report.speaker)
            {
                found[at].speaker = Some(speaker);
            }
        }
    }
}

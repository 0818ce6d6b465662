//! Speech in quotation marks inside what another cue reports: "The envoy recalled that the king had said: “…”".
//!
//! What A says that B said is A's. Behind a comma or conjunction the speech begins a clause of its own, and what is
//! reported ends before it: "The envoy called it fair, but she added: “…”".

use dualtrack_document::{Relation, TokenId, TokenRange, Upos};

use super::super::report::{Report, Reports, pieces};
use super::Clauses;

impl Clauses<'_> {
    /// Ends a candidate before speech that follows it. `None` if speech stands in it in any other way than behind its cue.
    pub(super) fn before_speech(&self, mut report: Report, reports: &Reports) -> Option<Report> {
        for at in 0..report.content.len() {
            let part = report.content[at];
            let Some(inner) = reports.first_in(part) else { continue };
            let inner = reports.get(inner);
            let speaker = inner.speaker.map_or(inner.cue.start, |(_, words)| words.start);
            let start = speaker.min(inner.cue.start).max(part.start);
            if inner.head < report.head {
                return None;
            }
            let clause = self.doc.relation(self.doc.head_of(part)) == Relation::Ccomp;
            match self.separator(part, start, clause) {
                Some(end) => {
                    report.content.truncate(at);
                    report.content.extend(pieces(self.doc, TokenRange { start: part.start, end }, &[]));
                    break;
                }
                None if !clause => return None,
                None => {}
            }
        }
        (!report.content.is_empty()).then_some(report)
    }

    /// The comma or conjunction before `start` that ends the clause or phrase which `part` begins.
    fn separator(&self, part: TokenRange, start: TokenId, clause: bool) -> Option<TokenId> {
        let doc = self.doc;
        let adverb = |token: &TokenId| doc.upos(*token) == Upos::Adv;
        let mut before = TokenRange { start: part.start, end: start }.iter().rev().skip_while(adverb);
        let last = before.next()?;
        let end = match doc.upos(last) {
            Upos::Cconj => before.next().filter(|&token| doc.form(token) == ",").unwrap_or(last),
            Upos::Punct => last,
            _ => return None,
        };
        let kept = TokenRange { start: part.start, end };
        (!clause || kept.iter().any(|token| self.layout.is_finite(token))).then_some(end)
    }

    /// Gives the speech that stands in the content of `report` to it.
    pub(super) fn take_in(&self, report: &mut Report, reports: &mut Reports) {
        for part in &mut report.content {
            while let Some(inner) = reports.first_in(*part) {
                for quote in reports.dissolve(inner) {
                    part.end = part.end.max(self.layout.tokens(quote).end);
                    report.quotes.push(quote);
                }
            }
        }
    }
}

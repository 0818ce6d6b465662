//! Quotations: who said what about whom.
//!
//! Reading goes in three steps. `marks` finds what stands in quotation marks. `speech` gives quoted stretches to
//! their cues by position. `clauses` finds the cues that govern a clause or phrase and so report in the writer's own
//! words; what stretches are left go to these, or on with what was said before. What ends with words both in and outside
//! quotation marks is one mixed quotation.

mod check;
mod clauses;
mod cues;
mod layout;
mod marks;
mod report;
mod speaker;
mod speech;
mod transcript;

use dualtrack_document::{ActorId, Doc, EventLine, Mentions, QuotationLine, Span, TokenId, TokenRange, Upos};
use dualtrack_record::{EventType, QuotationKind, Track};

use crate::codebook::Codebook;
pub(crate) use check::check;
pub use cues::{Attitude, Cues};
use layout::Layout;
use report::{Report, Reports};

/// The quotations of a document, by the position of their content. Issues and tracks are still to be settled: see
/// [`settle_tracks`].
#[must_use]
pub fn find(doc: Doc<'_>, mentions: &Mentions, cues: &Cues) -> Vec<QuotationLine> {
    let layout = Layout::new(doc);
    let mut reports = Reports::new(doc.syntax.tokens().len(), layout.quoted.len());
    transcript::read(&layout, &mut reports);
    speech::claim(&layout, cues, &mut reports);
    clauses::read(&layout, cues, &mut reports);
    speech::attach(&layout, cues, &mut reports);
    let found = reports.list().iter().filter_map(|report| line(&layout, mentions, report));
    let mut lines: Vec<QuotationLine> = found.collect();
    lines.sort_by(|a, b| a.content.cmp(&b.content));
    lines
}

impl Codebook {
    /// The stretches of a document in quotation marks whose speaker is known: there "I" and "we" can be resolved.
    #[must_use]
    pub fn speakers(&self, doc: Doc<'_>, mentions: &Mentions) -> Vec<(Span, ActorId)> {
        let quoted =
            find(doc, mentions, &self.cues).into_iter().filter(|q| q.kind != QuotationKind::Indirect);
        let known = quoted.filter_map(|quotation| Some((quotation.content, quotation.speaker_actor?)));
        known.flat_map(|(content, actor)| content.into_iter().map(move |span| (span, actor))).collect()
    }
}

/// Gives each quotation the track of what is done by saying it ("threatened to …"); else that on which most of the
/// events said inside it stand; where there are none, the track of its cue ("condemned", "welcomed"), if that stands on
/// one.
pub fn settle_tracks(doc: Doc<'_>, quotations: &mut [QuotationLine], events: &[EventLine], cues: &Cues) {
    for (at, quotation) in quotations.iter_mut().enumerate() {
        let stance = |event: &EventLine| stance(doc, quotation, event, cues);
        let by_saying =
            events.iter().filter(|event| quotation.cue.is_some_and(|cue| cue.overlaps(event.trigger)));
        let done: i32 = by_saying.map(stance).sum();
        let mut said =
            events.iter().filter(|event| event.said_by.is_some_and(|by| by.index() == at)).peekable();
        let any = said.peek().is_some();
        let balance = if done == 0 { said.map(stance).sum() } else { done };
        quotation.track = match balance {
            1.. => Some(Track::Cooperation),
            ..=-1 => Some(Track::Conflict),
            0 if any => None,
            0 => quotation.cue.and_then(|cue| track_of(doc, cue, cues)),
        };
    }
}

/// Whether an event speaks for cooperation (1), for conflict (-1) or for neither. A request stands where that stands
/// which it asks for; to ask for a concession is neither.
fn stance(doc: Doc<'_>, quotation: &QuotationLine, event: &EventLine, cues: &Cues) -> i32 {
    if event.kind == EventType::Request {
        let file = event.why.first().and_then(|why| why.strip_prefix("acts/")).unwrap_or("");
        let shared = ["aid", "cooperate", "consult", "support", "agree"];
        let act = shared.iter().any(|act| file.starts_with(act));
        let words = quotation.content.iter().flat_map(|&span| doc.syntax.tokens_in(span).iter());
        let good = || {
            words
                .filter(|&word| doc.upos(word) == Upos::Noun)
                .any(|word| cues.is_common_good(doc.lemma(word)))
        };
        return i32::from(act || event.mode.as_deref() != Some("yield") && good());
    }
    match event.kind.track() {
        Track::Cooperation => 1,
        Track::Conflict => -1,
    }
}

fn track_of(doc: Doc<'_>, cue: Span, cues: &Cues) -> Option<Track> {
    doc.syntax.tokens_in(cue).iter().find_map(|token| cues.track(cues.lemma(doc, token)))
}

/// A finished report as a line of the coding layer.
fn line(layout: &Layout<'_>, mentions: &Mentions, report: &Report) -> Option<QuotationLine> {
    let doc = layout.doc;
    let content = content(layout, report);
    if content.is_empty() {
        return None;
    }
    let speaker_actor = report.speaker.and_then(|(head, words)| actor_of(doc, mentions, head, words));
    Some(QuotationLine {
        about: about(mentions, &content, speaker_actor),
        kind: kind(layout, report, &content),
        content,
        cue: Some(report.cue_span(doc)),
        speaker: report.speaker.map(|(_, words)| doc.span(words)),
        speaker_actor,
        issues: Vec::new(),
        track: None,
    })
}

/// What was said, in order: quoted stretches without their marks; the reporter's own words with the quoted ones in
/// them, marks included; both joined where they overlap.
fn content(layout: &Layout<'_>, report: &Report) -> Vec<Span> {
    // Where all of a part is quoted, the quotation itself is the part.
    let own = report.content.iter().filter(|part| !all_quoted(layout, **part));
    let own: Vec<Span> = own.map(|&part| with_whole_quotes(layout, report, part)).collect();
    let mut spans: Vec<Span> = own.clone();
    let quoted = report.quotes.iter().flat_map(|&quote| layout.quoted[quote].parts.iter().copied());
    spans.extend(quoted.filter(|quoted| !own.iter().any(|part| part.contains(*quoted))));
    spans.sort();
    spans
}

/// The span of `part`, extended to the end of a quoted stretch that begins in it.
fn with_whole_quotes(layout: &Layout<'_>, report: &Report, part: TokenRange) -> Span {
    let span = layout.doc.span(part);
    let begun = report.quotes.iter().map(|&quote| layout.quoted[quote].outer);
    begun.filter(|quoted| quoted.overlaps(span)).fold(span, Span::join)
}

fn all_quoted(layout: &Layout<'_>, tokens: TokenRange) -> bool {
    layout.words(tokens).all(|token| layout.is_quoted(token))
}

fn kind(layout: &Layout<'_>, report: &Report, content: &[Span]) -> QuotationKind {
    let tokens = || content.iter().flat_map(|&span| layout.words(layout.doc.syntax.tokens_in(span)));
    let quoted = tokens().filter(|&token| layout.is_quoted(token)).count();
    if quoted == 0 && report.quotes.is_empty() {
        QuotationKind::Indirect
    } else if quoted == tokens().count() {
        QuotationKind::Direct
    } else {
        QuotationKind::Mixed
    }
}

/// The actor that a speaker's phrase refers to: the mention of its head, else one that the phrase is.
fn actor_of(doc: Doc<'_>, mentions: &Mentions, head: TokenId, words: TokenRange) -> Option<ActorId> {
    let by_head = mentions.headed_by(head);
    let by_words = || mentions.within(doc.span(words)).find(|&at| words.contains(mentions.mention(at).head));
    let relative = || {
        let verb = doc.head(head)?;
        let noun = doc.head(verb).filter(|_| doc.relation(verb) == dualtrack_document::Relation::AclRelcl)?;
        mentions.headed_by(noun)
    };
    let at = by_head.or_else(relative).or_else(by_words)?;
    Some(mentions.mention(at).actor)
}

/// The actors mentioned in the content, in order, each of several alone, the speaker excepted.
fn about(mentions: &Mentions, content: &[Span], speaker: Option<ActorId>) -> Vec<ActorId> {
    let mut found = Vec::new();
    for at in content.iter().flat_map(|&span| mentions.within(span)) {
        for actor in mentions.parts(mentions.mention(at).actor) {
            if Some(actor) != speaker && !found.contains(&actor) {
                found.push(actor);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;

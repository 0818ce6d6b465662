//! From the layers of a document to its record: bytes become code points, ids of a layer become names and numbers.

use dualtrack_document::{
    ActorId, CodePointIndex, ContactLine, EventLine, IssueLine, MentionLine, Mentions, QuotationLine, Role,
    Span, When, Where,
};
use dualtrack_record::{
    Article, CodePoints, Contact, DateSpan, Event, IssueSpans, MadeBy, Mention, Participant, Place,
    Quotation, Record, SCHEMA,
};

use crate::Layers;

/// The record as one line of JSON, with its end. The same record gives the same bytes.
#[must_use]
pub fn to_json_line(record: &Record) -> String {
    let mut line = serde_json::to_string(record).expect("a record is plain data with words for keys");
    line.push('\n');
    line
}

/// The record of a document.
pub(crate) fn record(layers: &Layers, made_by: MadeBy) -> Record {
    let scribe = Scribe { points: CodePointIndex::new(&layers.article.text), mentions: &layers.mentions };
    let (mentions, coding) = (&layers.mentions, &layers.coding);
    Record {
        schema: SCHEMA.to_owned(),
        made_by,
        article: Article {
            sentences: layers.syntax.sentences().iter().map(|sentence| scribe.span(sentence.span)).collect(),
            ..layers.article.clone()
        },
        actors: mentions.actors.clone(),
        mentions: numbered(&mentions.mentions, |id, mention| scribe.mention(id, mention)),
        quotations: numbered(&coding.quotations, |id, quotation| scribe.quotation(id, quotation)),
        events: numbered(&coding.events, |id, event| scribe.event(id, event)),
        contacts: coding.contacts.iter().map(|contact| scribe.contact(contact)).collect(),
        issues: coding.issues.iter().map(|issue| scribe.issue(issue)).collect(),
    }
}

/// Writes each line of a layer with its position as its id.
fn numbered<L, R>(lines: &[L], write: impl Fn(u32, &L) -> R) -> Vec<R> {
    (0..).zip(lines).map(|(id, line)| write(id, line)).collect()
}

/// Knows how the spans and ids of one document read outside it.
struct Scribe<'a> {
    points: CodePointIndex<'a>,
    mentions: &'a Mentions,
}

impl Scribe<'_> {
    fn span(&self, span: Span) -> CodePoints {
        self.points.span(span)
    }

    fn spans(&self, spans: &[Span]) -> Vec<CodePoints> {
        spans.iter().map(|&span| self.span(span)).collect()
    }

    fn actor(&self, actor: ActorId) -> String {
        self.mentions.actor(actor).id.clone()
    }

    fn actors(&self, actors: &[ActorId]) -> Vec<String> {
        actors.iter().map(|&actor| self.actor(actor)).collect()
    }

    fn mention(&self, id: u32, mention: &MentionLine) -> Mention {
        Mention { id, span: self.span(mention.span), kind: mention.kind, actor: self.actor(mention.actor) }
    }

    fn quotation(&self, id: u32, quotation: &QuotationLine) -> Quotation {
        Quotation {
            id,
            content: self.spans(&quotation.content),
            cue: quotation.cue.map(|cue| self.span(cue)),
            speaker: quotation.speaker.map(|speaker| self.span(speaker)),
            speaker_actor: quotation.speaker_actor.map(|actor| self.actor(actor)),
            kind: quotation.kind,
            about: self.actors(&quotation.about),
            issues: quotation.issues.clone(),
            track: quotation.track,
        }
    }

    fn event(&self, id: u32, event: &EventLine) -> Event {
        Event {
            id,
            kind: event.kind,
            mode: event.mode.clone(),
            contexts: event.contexts.clone(),
            quad: event.kind.quad(),
            track: event.kind.track(),
            score: event.score,
            cameo: event.cameo.clone(),
            actors: self.participants(&event.actors),
            recipients: self.participants(&event.recipients),
            status: event.status,
            date: event.date.as_ref().map(|when| self.date(when)),
            place: event.place.as_ref().map(|place| self.place(place)),
            issues: event.issues.clone(),
            said_by: event.said_by.map(|quotation| quotation.0),
            trigger: self.span(event.trigger),
            sentence: event.sentence.0,
            why: event.why.join(" + "),
        }
    }

    fn participants(&self, roles: &[Role]) -> Vec<Participant> {
        let participant =
            |role: &Role| Participant { actor: self.actor(role.actor), mention: role.mention.0 };
        roles.iter().map(participant).collect()
    }

    fn date(&self, when: &When) -> DateSpan {
        DateSpan {
            start: when.start.map(|day| day.to_string()),
            end: when.end.map(|day| day.to_string()),
            precision: when.precision,
            span: when.span.map(|span| self.span(span)),
        }
    }

    fn place(&self, place: &Where) -> Place {
        let span = place.span.map(|span| self.span(span));
        Place { name: place.name.clone(), country: place.country.clone(), span }
    }

    fn contact(&self, contact: &ContactLine) -> Contact {
        Contact {
            event: contact.event.0,
            form: contact.form,
            forum: contact.forum.clone(),
            participants: self.actors(&contact.participants),
        }
    }

    fn issue(&self, issue: &IssueLine) -> IssueSpans {
        IssueSpans { issue: issue.issue.clone(), spans: self.spans(&issue.spans) }
    }
}

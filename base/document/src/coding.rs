//! The coding layer: quotations, events, contacts and issues, with byte spans and ids of this document.

use dualtrack_record::{ContactForm, EventType, Precision, QuotationKind, Status, Track};
use jiff::civil::Date;

use crate::{ActorId, EventId, MentionId, QuotationId, SentenceId, Span, TokenRange};

/// What the coder read in a document.
#[derive(Debug, Clone, Default)]
pub struct Coding {
    /// Quotations, by the position of their content.
    pub quotations: Vec<QuotationLine>,
    /// Events, by the position of their trigger.
    pub events: Vec<EventLine>,
    /// Contacts, by their event.
    pub contacts: Vec<ContactLine>,
    /// Issues, by their first span.
    pub issues: Vec<IssueLine>,
}

/// Reported speech.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotationLine {
    /// What was said, without the outer quotation marks.
    pub content: Vec<Span>,
    /// The word that reports it.
    pub cue: Option<Span>,
    /// The words that name the speaker.
    pub speaker: Option<Span>,
    /// The speaker, resolved.
    pub speaker_actor: Option<ActorId>,
    /// Direct, indirect or mixed.
    pub kind: QuotationKind,
    /// The actors that it is about, the speaker excepted.
    pub about: Vec<ActorId>,
    /// Issues it touches, by name.
    pub issues: Vec<String>,
    /// The track on which its acts stand.
    pub track: Option<Track>,
}

/// An actor in a role of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Role {
    /// Who.
    pub actor: ActorId,
    /// The mention it was read from.
    pub mention: MentionId,
}

/// An event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventLine {
    /// What.
    pub kind: EventType,
    /// How.
    pub mode: Option<String>,
    /// Why, in the codebook's order.
    pub contexts: Vec<String>,
    /// PLOVER score.
    pub score: f64,
    /// CAMEO event code.
    pub cameo: String,
    /// Who starts it.
    pub actors: Vec<Role>,
    /// To whom it is done.
    pub recipients: Vec<Role>,
    /// Whether it happened.
    pub status: Status,
    /// When.
    pub date: Option<When>,
    /// Where.
    pub place: Option<Where>,
    /// On which issues.
    pub issues: Vec<String>,
    /// The quotation that asserts it.
    pub said_by: Option<QuotationId>,
    /// The words that state the act.
    pub trigger: Span,
    /// Those words as tokens.
    pub trigger_tokens: TokenRange,
    /// The sentence.
    pub sentence: SentenceId,
    /// The codebook entry and the operators applied, innermost first ("acts/aid.toml#give", "operators.toml#ask").
    pub why: Vec<String>,
}

/// A stretch of days that the text states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// First day; absent for an open beginning.
    pub start: Option<Date>,
    /// Last day, inclusive; absent for an open end.
    pub end: Option<Date>,
    /// How precisely.
    pub precision: Precision,
    /// The words it was read from; absent where it is the day of publication.
    pub span: Option<Span>,
}

/// A place of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Where {
    /// Its name.
    pub name: String,
    /// Its country (alpha-3).
    pub country: Option<String>,
    /// The words it was read from; absent where it is the dateline's.
    pub span: Option<Span>,
}

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactLine {
    /// The event that states it.
    pub event: EventId,
    /// Its form.
    pub form: ContactForm,
    /// The standing body in which it took place.
    pub forum: Option<String>,
    /// Who took part.
    pub participants: Vec<ActorId>,
}

/// An issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueLine {
    /// Its name in the codebook.
    pub issue: String,
    /// The words that speak of it.
    pub spans: Vec<Span>,
}

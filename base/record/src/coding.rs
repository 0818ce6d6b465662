//! What a story says: actors, mentions, quotations, events, contacts and issues.

use serde::{Deserialize, Serialize};

use crate::{
    ActorKind, Article, CodePoints, ContactForm, EventType, MentionKind, Precision, Quad, QuotationKind,
    Status, Track,
};

/// The record of one article. Its keys, their order and their meaning are a contract (`docs/record.schema.json`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Always [`crate::SCHEMA`].
    pub schema: String,
    /// The version of the program and of the data that made the record.
    pub made_by: MadeBy,
    /// The article.
    pub article: Article,
    /// The actors that the mentions refer to, in the order of their first mention.
    pub actors: Vec<Actor>,
    /// Where the text refers to an actor; `id` is the position in this list.
    pub mentions: Vec<Mention>,
    /// Who said what.
    pub quotations: Vec<Quotation>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Who met whom.
    pub contacts: Vec<Contact>,
    /// What the story is about.
    pub issues: Vec<IssueSpans>,
}

/// Versions: the program's number, and the first 16 hexadecimal digits of the SHA-256 of each body of data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeBy {
    /// The program's version.
    pub dualtrack: String,
    /// The codebook.
    pub codebook: String,
    /// The knowledge base.
    pub knowledge: String,
    /// The English model.
    pub model: String,
}

/// Somebody who acts, is acted upon, speaks or is spoken about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// A state's ISO 3166-1 alpha-3 code, a body of a state ("RUS.MIL"), an organisation's usual short name,
    /// or a lower-case slug for a person, a group or any other body.
    pub id: String,
    /// The full name, for people.
    pub name: String,
    /// What kind of thing it is.
    pub kind: ActorKind,
    /// The country it belongs to (alpha-3), if one.
    pub country: Option<String>,
    /// PLOVER sector codes, the principal one first ("GOV", "MIL", "IGO").
    pub sectors: Vec<String>,
    /// The CAMEO actor code ("RUSGOV", "IGOWSTNAT").
    pub cameo: String,
    /// For a person: the office held on the day of the story.
    #[serde(default)]
    pub office: Option<Office>,
}

/// An office, with the time for which its holder held it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Its title ("Secretary General").
    pub title: String,
    /// The state or organisation whose office it is, by id.
    pub of: String,
    /// First day, as precisely as known ("2014-10-01", "2014-10", "2014").
    pub from: Option<String>,
    /// Last day, likewise; absent when still held or not known.
    pub to: Option<String>,
}

/// A place in the text that refers to an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Position in the record's list.
    pub id: u32,
    /// Where.
    pub span: CodePoints,
    /// By name, by a noun or by a pronoun.
    pub kind: MentionKind,
    /// The actor's id.
    pub actor: String,
}

/// Reported speech.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// Position in the record's list.
    pub id: u32,
    /// What was said; several spans where the report interrupts it.
    pub content: Vec<CodePoints>,
    /// The word that reports it ("said", "according to").
    pub cue: Option<CodePoints>,
    /// The words that name the speaker.
    pub speaker: Option<CodePoints>,
    /// The speaker, resolved.
    pub speaker_actor: Option<String>,
    /// Direct, indirect or mixed.
    pub kind: QuotationKind,
    /// The actors that it is about, by id.
    pub about: Vec<String>,
    /// The issues it touches.
    pub issues: Vec<String>,
    /// The track on which its acts stand, where they stand on one.
    pub track: Option<Track>,
}

/// An event: what, how, why, by whom, to whom, when and where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Position in the record's list.
    pub id: u32,
    /// What.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// How.
    pub mode: Option<String>,
    /// Why.
    pub contexts: Vec<String>,
    /// Quad class of the type.
    pub quad: Quad,
    /// Track of the type.
    pub track: Track,
    /// PLOVER conflict–cooperation score from −10 to +10: the mode's, else the type's.
    pub score: f64,
    /// CAMEO event code.
    pub cameo: String,
    /// Who starts it.
    pub actors: Vec<Participant>,
    /// To whom it is done.
    pub recipients: Vec<Participant>,
    /// Whether it happened.
    pub status: Status,
    /// When.
    pub date: Option<DateSpan>,
    /// Where.
    pub place: Option<Place>,
    /// On which issues.
    pub issues: Vec<String>,
    /// The quotation that asserts it, by id; absent where the reporter does.
    pub said_by: Option<u32>,
    /// The words that state the act.
    pub trigger: CodePoints,
    /// The sentence, by its position in `article.sentences`.
    pub sentence: u32,
    /// The codebook entry that read it, followed by the operators applied, innermost first, joined by `" + "`.
    pub why: String,
}

/// An actor in a role, with the mention it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The actor's id.
    pub actor: String,
    /// The mention's id.
    pub mention: u32,
}

/// A stretch of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateSpan {
    /// First day, ISO 8601; absent for an open beginning.
    pub start: Option<String>,
    /// Last day, inclusive; absent for an open end.
    pub end: Option<String>,
    /// How precisely the text states it.
    pub precision: Precision,
    /// The words it was read from; absent where it was taken from the publication.
    pub span: Option<CodePoints>,
}

/// A place of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Its country (alpha-3), if known.
    pub country: Option<String>,
    /// The words it was read from; absent where it is the dateline's.
    pub span: Option<CodePoints>,
}

/// A contact between actors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The event that states it, by id.
    pub event: u32,
    /// Its form.
    pub form: ContactForm,
    /// The standing body in which it took place ("NATO-Russia Council").
    pub forum: Option<String>,
    /// Who took part, by actor id.
    pub participants: Vec<String>,
}

/// An issue and where the text speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueSpans {
    /// The issue's name in the codebook.
    pub issue: String,
    /// The words that speak of it.
    pub spans: Vec<CodePoints>,
}

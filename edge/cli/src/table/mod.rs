//! The table for people: one article's events, contacts, quotations and issues, fitted to the width of the terminal.

pub(crate) mod dates;

use anstyle::Style;
use dualtrack_document::Slices;
use dualtrack_record::{
    Actor, ActorKind, CodePoints, Contact, Event, MentionKind, Quotation, QuotationKind, Record, Status,
    Track,
};

use crate::layout::grid::{self, Cell};
use crate::layout::{at_most, plain, wrap};
use crate::style::{self, HEADLINE, PLAIN, QUIET, TITLE};

/// Lines of prose longer than this tire the eye, however wide the terminal.
const PROSE: usize = 110;
/// A quotation shows at most so many lines of its content.
const QUOTED_LINES: usize = 3;

/// The table of one record, at most `columns` wide, with colours.
pub(crate) fn table(record: &Record, columns: usize) -> String {
    let mut sheet = Sheet { record, text: Slices::new(&record.article.text), columns, out: String::new() };
    sheet.head();
    sheet.events();
    sheet.contacts();
    sheet.quotations();
    sheet.issues();
    sheet.summary();
    sheet.out
}

/// The quotations of one record under its headline.
pub(crate) fn quotations(record: &Record, columns: usize) -> String {
    let mut sheet = Sheet { record, text: Slices::new(&record.article.text), columns, out: String::new() };
    sheet.head();
    sheet.quotations();
    sheet.out
}

/// A rule between two tables.
pub(crate) fn rule(columns: usize) -> String {
    format!("\n{QUIET}{}{QUIET:#}\n\n", "─".repeat(columns))
}

struct Sheet<'a> {
    record: &'a Record,
    text: Slices<'a>,
    columns: usize,
    out: String,
}

impl Sheet<'_> {
    fn head(&mut self) {
        let article = &self.record.article;
        let headline = article.title.as_deref().unwrap_or("(no headline)");
        self.prose(&plain(headline), HEADLINE, "", usize::MAX);
        let source = article.agency.clone().or_else(|| Some(article.authors.join(", ")));
        let place = article.dateline.as_ref().map(|dateline| dateline.place.clone());
        let moment = article.published.as_ref().map(dates::published);
        let parts = [source, place, moment, Some(article.input.clone())].into_iter().flatten();
        let parts: Vec<_> = parts.map(|part| plain(&part)).filter(|part| !part.is_empty()).collect();
        self.prose(&parts.join(" · "), QUIET, "", usize::MAX);
    }

    fn events(&mut self) {
        let rows: Vec<_> = self.record.events.iter().map(|event| self.event(event)).collect();
        self.section("Events", &rows);
    }

    fn event(&self, event: &Event) -> Vec<Cell> {
        let colour = style::of_track(event.track);
        let date = event.date.as_ref().map(dates::date_span).unwrap_or_default();
        let names = |side: &[dualtrack_record::Participant]| {
            side.iter().map(|participant| self.name(&participant.actor)).collect::<Vec<_>>().join(", ")
        };
        let who = match (names(&event.actors), names(&event.recipients)) {
            (actors, recipients) if recipients.is_empty() => actors,
            (actors, recipients) => format!("{actors} → {recipients}").trim_start().to_owned(),
        };
        let mode = event.mode.as_deref().map(|mode| format!(" {mode}")).unwrap_or_default();
        let status = match event.status {
            Status::Happened => String::new(),
            status => format!(" ({status})"),
        };
        let mut notes = event.issues.join(", ");
        if let Some(quotation) = event.said_by.and_then(|id| self.record.quotations.get(id as usize)) {
            let colon = if notes.is_empty() { "" } else { " – " };
            notes.push_str(&format!("{colon}says {}", self.speaker(quotation)));
        }
        vec![
            Cell::new(style::mark(event.track), colour),
            Cell::plain(date),
            Cell::plain(who),
            Cell::new(format!("{}{mode}{status}", event.kind), colour),
            Cell::new(notes, QUIET),
        ]
    }

    fn contacts(&mut self) {
        let rows: Vec<_> = self.record.contacts.iter().map(|contact| self.contact(contact)).collect();
        self.section("Contacts", &rows);
    }

    fn contact(&self, contact: &Contact) -> Vec<Cell> {
        let event = self.record.events.get(contact.event as usize);
        let date = event.and_then(|event| event.date.as_ref()).map(dates::date_span).unwrap_or_default();
        let who: Vec<_> = contact.participants.iter().map(|actor| self.name(actor)).collect();
        let forum = contact.forum.as_deref().map(|forum| format!(", {forum}")).unwrap_or_default();
        let status = match event.map_or(Status::Happened, |event| event.status) {
            Status::Happened => String::new(),
            status => format!(" ({status})"),
        };
        vec![
            Cell::plain(" "),
            Cell::plain(date),
            Cell::plain(who.join(", ")),
            Cell::plain(format!("{}{forum}{status}", contact.form)),
        ]
    }

    fn quotations(&mut self) {
        if self.record.quotations.is_empty() {
            return;
        }
        self.title("Quotations");
        for quotation in &self.record.quotations {
            let mark = quotation.track.map_or(" ", style::mark);
            let colour = quotation.track.map_or(PLAIN, style::of_track);
            self.out.push_str(&format!("{colour}{mark}{colour:#}  "));
            self.prose(&self.said(quotation), PLAIN, "   ", QUOTED_LINES);
            let about: Vec<_> = quotation.about.iter().map(|actor| self.name(actor)).collect();
            let mut notes = Vec::new();
            if !about.is_empty() {
                notes.push(format!("about {}", about.join(", ")));
            }
            if !quotation.issues.is_empty() {
                notes.push(quotation.issues.join(", "));
            }
            if !notes.is_empty() {
                self.out.push_str("   ");
                self.prose(&notes.join(" · "), QUIET, "   ", usize::MAX);
            }
        }
    }

    fn issues(&mut self) {
        let issues = &self.record.issues;
        if issues.is_empty() {
            return;
        }
        self.title("Issues");
        let issues: Vec<_> = issues.iter().map(|i| format!("{} ({})", i.issue, i.spans.len())).collect();
        self.out.push_str("   ");
        self.prose(&issues.join(", "), PLAIN, "   ", usize::MAX);
    }

    fn summary(&mut self) {
        let record = self.record;
        let on = |track| record.events.iter().filter(|event| event.track == track).count();
        let (cooperation, conflict) = (on(Track::Cooperation), on(Track::Conflict));
        let mut speakers: Vec<_> = record.quotations.iter().map(|q| self.speaker(q)).collect();
        speakers.sort_unstable();
        speakers.dedup();
        let mut line = count(record.events.len(), "event");
        if !record.events.is_empty() {
            line.push_str(&format!(" (+ {cooperation} cooperation, − {conflict} conflict)"));
        }
        line.push_str(&format!(", {}", count(record.contacts.len(), "contact")));
        line.push_str(&format!(", {}", count(record.quotations.len(), "quotation")));
        if !speakers.is_empty() {
            line.push_str(&format!(" by {}", count(speakers.len(), "speaker")));
        }
        self.out.push('\n');
        self.prose(&line, TITLE, "", usize::MAX);
    }

    fn section(&mut self, title: &str, rows: &[Vec<Cell>]) {
        if !rows.is_empty() {
            self.title(title);
            grid::write(rows, self.columns, &mut self.out);
        }
    }

    fn title(&mut self, title: &str) {
        self.out.push_str(&format!("\n{TITLE}{title}{TITLE:#}\n"));
    }

    /// Writes `text` wrapped, each line after the first behind `indent`.
    fn prose(&mut self, text: &str, style: Style, indent: &str, most: usize) {
        let columns = self.columns.min(PROSE).saturating_sub(indent.len());
        for (at, line) in at_most(wrap(text, columns), most, columns).iter().enumerate() {
            let indent = if at == 0 { "" } else { indent };
            self.out.push_str(&format!("{indent}{style}{line}{style:#}\n"));
        }
    }

    fn actor(&self, id: &str) -> Option<&Actor> {
        self.record.actors.iter().find(|actor| actor.id == id)
    }

    /// What a person calls an actor: an organisation by its usual short name, all else by the full name.
    fn name(&self, id: &str) -> String {
        match self.actor(id) {
            Some(Actor { kind: ActorKind::Organisation, id, .. }) if id.contains(char::is_uppercase) => {
                plain(id)
            }
            Some(actor) => plain(&actor.name),
            None => plain(id),
        }
    }

    /// Who speaks: by name where there is one, else in the words of the page ("a diplomat", not "diplomats").
    fn speaker(&self, quotation: &Quotation) -> String {
        match (&quotation.speaker_actor, quotation.speaker) {
            (Some(actor), Some(span)) if self.is_group(actor) && !self.is_pronoun(span) => {
                plain(self.text.of(span))
            }
            (Some(actor), _) => self.name(actor),
            (None, Some(span)) => plain(self.text.of(span)),
            (None, None) => "unnamed".to_owned(),
        }
    }

    fn is_group(&self, id: &str) -> bool {
        self.actor(id).is_some_and(|actor| actor.kind == ActorKind::Group)
    }

    fn is_pronoun(&self, span: CodePoints) -> bool {
        let mut mentions = self.record.mentions.iter();
        mentions.any(|mention| mention.span == span && mention.kind == MentionKind::Pronoun)
    }

    /// Speaker, cue and content, as a sentence where the cue is a verb: "NATO welcomed the talks", "NATO said: “…”".
    fn said(&self, quotation: &Quotation) -> String {
        let parts = quotation.content.iter().map(|&span| plain(self.text.of(span)));
        let parts: Vec<_> = parts.map(|part| part.trim_end_matches(',').to_owned()).collect();
        let content = parts.join(" … ");
        let cue = quotation.cue.map(|cue| plain(self.text.of(cue)).to_lowercase()).unwrap_or_default();
        let source = cue.is_empty() || cue.starts_with("according") || matches!(cue.as_str(), "in" | "by");
        let nobody = quotation.speaker.is_none() && quotation.speaker_actor.is_none();
        let lead = match quotation.speaker {
            _ if cue.is_empty() => self.speaker(quotation),
            _ if nobody => capitalised(&cue),
            Some(words) if matches!(cue.as_str(), "in" | "by") => {
                format!("{} {}", capitalised(&cue), plain(self.text.of(words)))
            }
            _ if source => format!("{} {}", capitalised(&cue), self.speaker(quotation)),
            _ if self.owns_cue(quotation) => format!("{} {cue}", possessive(&self.speaker(quotation))),
            _ => format!("{} {cue}", self.speaker(quotation)),
        };
        match quotation.kind {
            QuotationKind::Direct => format!("{lead}: “{content}”"),
            _ if source || nobody => format!("{lead}: {content}"),
            _ => format!("{lead} {content}"),
        }
    }

    /// Whether the cue is a noun that the speaker's possessive stands before: "Moscow's claim", "its claim".
    fn owns_cue(&self, quotation: &Quotation) -> bool {
        let words =
            quotation.speaker.map(|words| plain(self.text.of(words)).to_lowercase()).unwrap_or_default();
        let pronoun = matches!(words.as_str(), "his" | "her" | "its" | "their" | "my" | "our" | "your");
        pronoun || ["'s", "’s", "s'", "s’"].iter().any(|ending| words.ends_with(ending))
    }
}

/// A name as an owner: "Turkey’s", "the allies’".
fn possessive(name: &str) -> String {
    if name.ends_with(['\'', '’']) || name.ends_with("'s") || name.ends_with("’s") {
        name.to_owned()
    } else if name.ends_with('s') {
        format!("{name}’")
    } else {
        format!("{name}’s")
    }
}

fn capitalised(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

#[cfg(test)]
mod tests;

//! `dualtrack events`, `contacts` and `articles`: a ledger's lists, the newest first.

use std::io::{IsTerminal, Write};

use csv::WriterBuilder;
use dualtrack_ledger::{Event, Filter, Kind, Ledger, Listed, Party, Place};
use dualtrack_record::{Status, Track};
use serde_json::{Value, json};

use super::parties::Finder;
use crate::arguments::RowFormat;
use crate::arguments::find::{ArticlesArguments, EventsArguments, Which};
use crate::failure::Stop;
use crate::layout::grid::{self, Cell};
use crate::layout::{plain, shorten};
use crate::style::{self, QUIET};
use crate::table::dates;
use crate::{Outcome, output};

/// So many are shown in a table unless more are asked for.
pub(crate) const SHOWN: usize = 50;
/// The words of a row begin beneath its second column.
const INDENT: usize = 3;
/// So many are read at once.
const PAGE: usize = 500;

const EVENTS: [&str; 23] = [
    "id",
    "day",
    "type",
    "mode",
    "track",
    "quad",
    "score",
    "status",
    "actors",
    "recipients",
    "contexts",
    "issues",
    "place",
    "place_country",
    "reports",
    "said_by",
    "sentence",
    "why",
    "title",
    "url",
    "input",
    "source",
    "published",
];

const CONTACTS: [&str; 18] = [
    "id",
    "day",
    "form",
    "forum",
    "participants",
    "names",
    "status",
    "type",
    "issues",
    "place",
    "place_country",
    "reports",
    "sentence",
    "title",
    "url",
    "input",
    "source",
    "published",
];

const ARTICLES: [&str; 12] = [
    "id",
    "day",
    "published",
    "title",
    "source",
    "site",
    "url",
    "input",
    "events",
    "quotations",
    "reprint_of",
    "reprints",
];

pub(crate) fn run_events(arguments: &EventsArguments) -> Result<Outcome, Stop> {
    let ledger = Ledger::open(&arguments.ledger)?;
    let filter = filter_of_events(&ledger, arguments)?;
    let list = List { ledger: &ledger, kind: Kind::Events, filter, which: &arguments.which };
    list.write(arguments.format, &EVENTS, |place| {
        let event = ledger.event_at(place)?;
        Ok(Shown { rows: vec![event_values(&event)], lines: event_lines(&event) })
    })
}

pub(crate) fn run_contacts(arguments: &EventsArguments) -> Result<Outcome, Stop> {
    let ledger = Ledger::open(&arguments.ledger)?;
    let filter = filter_of_events(&ledger, arguments)?;
    let list = List { ledger: &ledger, kind: Kind::Contacts, filter, which: &arguments.which };
    list.write(arguments.format, &CONTACTS, |place| {
        let event = ledger.event_at(place)?;
        Ok(Shown { rows: contact_values(&event), lines: contact_lines(&event) })
    })
}

pub(crate) fn run_articles(arguments: &ArticlesArguments) -> Result<Outcome, Stop> {
    let ledger = Ledger::open(&arguments.ledger)?;
    let finder = Finder::new(&ledger, &arguments.knowledge);
    let actor = arguments.actor.as_deref().map(|words| finder.actor(words)).transpose()?;
    let filter = Filter { actor: actor.map(|actor| actor.id), ..filter_of(&arguments.which) };
    let list = List { ledger: &ledger, kind: Kind::Articles, filter, which: &arguments.which };
    list.write(arguments.format, &ARTICLES, |place| {
        let article = ledger.article_at(place)?;
        Ok(Shown { rows: vec![article_values(&article)], lines: article_lines(&article) })
    })
}

/// What all lists are filtered by.
pub(crate) fn filter_of(which: &Which) -> Filter {
    Filter {
        from: which.from,
        to: which.to,
        source: which.source.clone(),
        issue: which.issue.clone(),
        text: which.text.clone(),
        ..Filter::default()
    }
}

fn filter_of_events(ledger: &Ledger, arguments: &EventsArguments) -> Result<Filter, Stop> {
    let finder = Finder::new(ledger, &arguments.knowledge);
    let id = |words: &String| finder.actor(words).map(|actor| actor.id);
    let wrong = |word: dualtrack_record::UnknownWord| Stop::Usage(word.to_string());
    let types = arguments.types.iter().map(|word| word.to_uppercase().parse());
    let any = arguments.status.iter().any(|status| status == "any");
    let statuses = arguments.status.iter().filter(|_| !any).map(|word| word.parse::<Status>());
    let dyad = match arguments.dyad.as_deref() {
        Some([one, other]) => Some((id(one)?, id(other)?)),
        _ => None,
    };
    Ok(Filter {
        actor: arguments.actor.as_ref().map(id).transpose()?,
        recipient: arguments.recipient.as_ref().map(id).transpose()?,
        dyad,
        types: types.collect::<Result<_, _>>().map_err(wrong)?,
        mode: arguments.mode.clone(),
        track: arguments.track,
        statuses: statuses.collect::<Result<_, _>>().map_err(wrong)?,
        ..filter_of(&arguments.which)
    })
}

/// What is shown of one in a list: its rows for programs, its lines for people.
struct Shown {
    rows: Vec<Vec<Value>>,
    lines: Lines,
}

/// A row of a table, and a line beneath it.
struct Lines {
    cells: Vec<Cell>,
    beneath: String,
}

struct List<'a> {
    ledger: &'a Ledger,
    kind: Kind,
    filter: Filter,
    which: &'a Which,
}

impl List<'_> {
    fn write(
        &self,
        format: Option<RowFormat>,
        columns: &[&str],
        show: impl Fn(&Place) -> Result<Shown, Stop>,
    ) -> Result<Outcome, Stop> {
        let format = format.unwrap_or_else(default_format);
        match format {
            RowFormat::Table => self.table(show),
            RowFormat::Csv => {
                let mut rows = WriterBuilder::new().from_writer(output::standard_output());
                rows.write_record(columns).map_err(crate::quotations::stop)?;
                self.each(|place| {
                    for row in show(place)?.rows {
                        rows.write_record(row.iter().map(cell)).map_err(crate::quotations::stop)?;
                    }
                    Ok(())
                })?;
                rows.flush()?;
                Ok(Outcome::Complete)
            }
            RowFormat::Jsonl => {
                let mut output = output::standard_output();
                self.each(|place| {
                    for row in show(place)?.rows {
                        let fields =
                            columns.iter().zip(row).map(|(name, value)| format!("\"{name}\":{value}"));
                        let fields: Vec<String> = fields.collect();
                        output.write_all(format!("{{{}}}\n", fields.join(",")).as_bytes())?;
                    }
                    Ok(())
                })?;
                output.flush()?;
                Ok(Outcome::Complete)
            }
        }
    }

    /// All that are asked for, one after the other.
    fn each(&self, mut give: impl FnMut(&Place) -> Result<(), Stop>) -> Result<(), Stop> {
        each(self.ledger, self.kind, &self.filter, self.which, |page| page.iter().try_for_each(&mut give))
    }

    fn table(&self, show: impl Fn(&Place) -> Result<Shown, Stop>) -> Result<Outcome, Stop> {
        let mut listing = self.ledger.list(self.kind, &self.filter, self.which.after.as_deref())?;
        let limit = self.which.limit.unwrap_or(SHOWN);
        let mut places = listing.next_page(limit.saturating_add(1))?;
        let more = places.len() > limit;
        places.truncate(limit);
        let shown = places.iter().map(show).collect::<Result<Vec<_>, _>>()?;
        let columns = output::columns();
        let mut output = output::standard_output();
        output.write_all(lines(&shown, columns).as_bytes())?;
        let what = match self.kind {
            Kind::Events => "event",
            Kind::Contacts => "contact",
            Kind::Quotations => "quotation",
            Kind::Articles => "article",
        };
        let plural = if places.len() == 1 { "" } else { "s" };
        let on = match places.last().filter(|_| more) {
            Some(last) => format!("; there are more: --limit {}, or --after {}", limit * 2, last.id()),
            None => String::new(),
        };
        writeln!(output, "{QUIET}{} {what}{plural}{on}{QUIET:#}", places.len())?;
        output.flush()?;
        Ok(Outcome::Complete)
    }
}

/// Gives the places that are asked for, page by page.
pub(crate) fn each(
    ledger: &Ledger,
    kind: Kind,
    filter: &Filter,
    which: &Which,
    mut give: impl FnMut(&[Place]) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut listing = ledger.list(kind, filter, which.after.as_deref())?;
    let mut left = which.limit.unwrap_or(usize::MAX);
    while left > 0 {
        let page = listing.next_page(PAGE.min(left))?;
        if page.is_empty() {
            break;
        }
        left -= page.len();
        give(&page)?;
    }
    Ok(())
}

fn default_format() -> RowFormat {
    if std::io::stdout().is_terminal() { RowFormat::Table } else { RowFormat::Jsonl }
}

/// The table: a row each, and beneath it its words on one line.
fn lines(shown: &[Shown], columns: usize) -> String {
    let rows: Vec<Vec<Cell>> = shown.iter().map(|one| one.lines.cells.clone()).collect();
    let grids = grid::rows(&rows, columns);
    let mut out = String::new();
    for (one, grid) in shown.iter().zip(grids) {
        out.push_str(&grid);
        if !one.lines.beneath.is_empty() {
            let words = shorten(&one.lines.beneath, columns - INDENT);
            out.push_str(&format!("{}{QUIET}{words}{QUIET:#}\n", " ".repeat(INDENT)));
        }
    }
    if !shown.is_empty() {
        out.push('\n');
    }
    out
}

/// What people call a party: an organisation by its usual short name, all else by the full name.
fn name(party: &Party) -> String {
    let by_id = party.kind == "organisation" && party.id.contains(char::is_uppercase);
    plain(if by_id { &party.id } else { &party.name })
}

fn names(side: &[Party]) -> String {
    side.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn event_lines(event: &Event) -> Lines {
    let told = &event.told;
    let track = told.track.parse().unwrap_or(Track::Cooperation);
    let colour = style::of_track(track);
    let who = match (names(&told.actors), names(&told.recipients)) {
        (actors, recipients) if recipients.is_empty() => actors,
        (actors, recipients) => format!("{actors} → {recipients}").trim_start().to_owned(),
    };
    let mode = told.mode.as_deref().map(|mode| format!(" {mode}")).unwrap_or_default();
    let cells = vec![
        Cell::new(style::mark(track), colour),
        Cell::plain(dates::day(&told.day)),
        Cell::plain(who),
        Cell::new(format!("{}{mode}{}", told.kind, status(&told.status)), colour),
        Cell::new(event.issues.join(", "), QUIET),
    ];
    Lines { cells, beneath: beneath(event) }
}

fn contact_lines(event: &Event) -> Lines {
    let told = &event.told;
    let (form, forum, who) = event.contacts.first().cloned().unwrap_or_default();
    let forum = forum.map(|forum| format!(", {forum}")).unwrap_or_default();
    let party = |id: &str| told.actors.iter().chain(&told.recipients).find(|party| party.id == id).map(name);
    let who: Vec<_> = who.iter().map(|(id, name)| party(id).unwrap_or_else(|| plain(name))).collect();
    let cells = vec![
        Cell::plain(" "),
        Cell::plain(dates::day(&told.day)),
        Cell::plain(who.join(", ")),
        Cell::plain(format!("{form}{forum}{}", status(&told.status))),
        Cell::new(event.issues.join(", "), QUIET),
    ];
    Lines { cells, beneath: beneath(event) }
}

fn status(status: &str) -> String {
    if status == Status::Happened.as_str() { String::new() } else { format!(" ({status})") }
}

/// Where it is told and how often, and the sentence.
fn beneath(event: &Event) -> String {
    let told = &event.told;
    let source = told.article.agency.as_ref().or(told.article.site.as_ref()).unwrap_or(&told.article.input);
    let reports = if told.reports > 1 { format!(", {} reports", told.reports) } else { String::new() };
    plain(&format!("{source}{reports}: {}", told.sentence.2))
}

fn article_lines(article: &Listed) -> Lines {
    let source =
        article.agency.as_ref().or(article.site.as_ref()).map(|source| plain(source)).unwrap_or_default();
    let counts = format!("{} events, {} quotations", article.events, article.quotations);
    let reprint = match (&article.reprint_of, article.reprints) {
        (Some(first), _) => format!("reprint of {}", first.get(..16).unwrap_or(first)),
        (None, 0) => String::new(),
        (None, 1) => "1 reprint".to_owned(),
        (None, count) => format!("{count} reprints"),
    };
    let cells = vec![
        Cell::plain(dates::day(&article.day)),
        Cell::plain(plain(article.title.as_deref().unwrap_or("(no headline)"))),
        Cell::plain(source),
        Cell::new(counts, QUIET),
        Cell::new(reprint, QUIET),
    ];
    Lines { cells, beneath: String::new() }
}

fn event_values(event: &Event) -> Vec<Value> {
    let told = &event.told;
    let ids = |side: &[Party]| side.iter().map(|party| party.id.clone()).collect::<Vec<_>>();
    vec![
        json!(event.id),
        day(&told.day),
        json!(told.kind),
        json!(told.mode),
        json!(told.track),
        json!(told.quad.0),
        json!(told.score),
        json!(told.status),
        json!(ids(&told.actors)),
        json!(ids(&told.recipients)),
        json!(told.contexts),
        json!(event.issues),
        json!(told.place.0),
        json!(told.place.1),
        json!(told.reports),
        json!(event.said_by),
        json!(told.sentence.2),
        json!(told.why),
        json!(told.article.title),
        json!(told.article.url),
        json!(told.article.input),
        json!(told.article.agency),
        json!(told.article.published),
    ]
}

fn contact_values(event: &Event) -> Vec<Vec<Value>> {
    let told = &event.told;
    let row = |(form, forum, who): &(String, Option<String>, Vec<(String, String)>)| {
        vec![
            json!(event.id),
            day(&told.day),
            json!(form),
            json!(forum),
            json!(who.iter().map(|(id, _)| id).collect::<Vec<_>>()),
            json!(who.iter().map(|(_, name)| name).collect::<Vec<_>>()),
            json!(told.status),
            json!(told.kind),
            json!(event.issues),
            json!(told.place.0),
            json!(told.place.1),
            json!(told.reports),
            json!(told.sentence.2),
            json!(told.article.title),
            json!(told.article.url),
            json!(told.article.input),
            json!(told.article.agency),
            json!(told.article.published),
        ]
    };
    event.contacts.iter().map(row).collect()
}

fn article_values(article: &Listed) -> Vec<Value> {
    vec![
        json!(article.id),
        day(&article.day),
        json!(article.published),
        json!(article.title),
        json!(article.agency),
        json!(article.site),
        json!(article.url),
        json!(article.input),
        json!(article.events),
        json!(article.quotations),
        json!(article.reprint_of),
        json!(article.reprints),
    ]
}

/// A day, null where not known.
fn day(written: &str) -> Value {
    if written.is_empty() { Value::Null } else { json!(written) }
}

/// A value as a cell of CSV, lists with semicolons between their parts.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(word) => word.clone(),
        Value::Array(parts) => parts.iter().map(cell).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

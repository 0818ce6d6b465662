//! `dualtrack changes` and `dualtrack anomalies`: when relations went on at another level, and which weeks were unusual.

use std::io::{IsTerminal, Write};

use dualtrack_ledger::{Known, Ledger, Passage, Relation, Told, Unit, background};
use dualtrack_record::{ActorKind, Track};
use dualtrack_series::anomalies::{self, Tested};
use dualtrack_series::changes::Change;
use dualtrack_series::{Period, Series, Step};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::parties::Finder;
use super::relation::event;
use super::series::{ALL, changes_of, span};
use crate::arguments::RowFormat;
use crate::arguments::relations::{Among, AnomaliesArguments, ChangesArguments};
use crate::failure::Stop;
use crate::layout::plain;
use crate::style::{self, HEADLINE};
use crate::{Outcome, output};

/// Relations with fewer events have no level to change.
const FEWEST: usize = 10;
/// The weeks after a change whose events tell what it was.
const AFTER: usize = 4;
/// How many events are named.
const NAMED: usize = 3;

/// The relations of a ledger that were asked for.
pub(crate) struct Field {
    pub(crate) ledger: Ledger,
    pub(crate) relations: Vec<(Known, Known, Relation)>,
    span: (Date, Date),
    volume: Vec<(Date, u64)>,
}

impl Field {
    fn new(among: &Among) -> Result<Self, Stop> {
        let ledger = Ledger::open(&among.ledger)?;
        let kinds = kinds(&among.kinds)?;
        let actor = match &among.actor {
            Some(words) => {
                let finder = Finder::new(&ledger, &among.knowledge);
                Some(finder.actor(words)?)
            }
            None => None,
        };
        let relations = ledger
            .relations(&kinds)?
            .into_iter()
            .filter(|(a, b, _)| actor.as_ref().is_none_or(|actor| a.id == actor.id || b.id == actor.id));
        let relations = relations.collect();
        let (span, volume) = (span(&ledger, among.days)?, ledger.volume()?);
        Ok(Self { ledger, relations, span, volume })
    }

    /// The weeks from a day on, up to the last day asked for, with their articles and nothing else.
    fn weeks(&self, from: Date) -> Weeks {
        let span = (from, self.span.1);
        Weeks { span, background: background(Step::Week, span, &self.volume) }
    }
}

/// The weeks in which relations are looked at.
struct Weeks {
    span: (Date, Date),
    background: Series,
}

impl Weeks {
    fn of(&self, relation: &Relation) -> Series {
        let mut series = self.background.clone();
        relation.add_to(&mut series, self.span, &ALL, Unit::Events);
        series
    }
}

/// Checks the kinds of actors that were asked for.
pub(crate) fn kinds(asked: &[String]) -> Result<Vec<String>, Stop> {
    for kind in asked {
        if let Err(error) = kind.parse::<ActorKind>() {
            let known: Vec<_> = ActorKind::ALL.iter().map(|kind| kind.as_str()).collect();
            return Err(Stop::Usage(format!("--kinds: {error}; there are {}", known.join(", "))));
        }
    }
    Ok(asked.to_vec())
}

/// Something found: in which relation, on which track, when, and the events that made it.
struct Finding<'a> {
    a: &'a Known,
    b: &'a Known,
    track: Track,
    week: Period,
    what: What,
    events: Vec<(Passage, Told)>,
}

/// Names of the columns that all findings have, of those of changes, of unusual weeks, and of the last one.
const COMMON: [&str; 6] = ["week", "a", "b", "a_name", "b_name", "track"];
const OF_CHANGES: [&str; 4] = ["earliest", "latest", "before", "after"];
const OF_WEEKS: [&str; 3] = ["count", "norm", "p"];
const EVENTS: &str = "events";

enum What {
    Change { range: (Period, Period), before: f64, after: f64 },
    Unusual { count: u64, norm: f64, p: f64 },
}

pub(crate) fn run_changes(arguments: &ChangesArguments) -> Result<Outcome, Stop> {
    let field = Field::new(&arguments.among)?;
    let weeks = field.weeks(field.span.0);
    let mut found = Vec::new();
    for (a, b, relation) in &field.relations {
        if relation.passages.len() < FEWEST {
            continue;
        }
        let weekly = weeks.of(relation);
        for (track, change) in changes_of(&weekly) {
            found.extend(finding_of_change(&field, (a, b, relation), &weekly, track, &change)?);
        }
    }
    write(found, &OF_CHANGES, arguments.format)
}

fn finding_of_change<'a>(
    field: &Field,
    (a, b, relation): (&'a Known, &'a Known, &Relation),
    weekly: &Series,
    track: Track,
    change: &Change,
) -> Result<Option<Finding<'a>>, Stop> {
    let week = |at: usize| weekly.bins().get(at).map(|(week, _)| *week);
    let Some(((at, first), last)) = week(change.at).zip(week(change.range.0)).zip(week(change.range.1))
    else {
        return Ok(None);
    };
    let last_week = week((change.at + AFTER - 1).min(weekly.bins().len() - 1)).unwrap_or(at);
    let what = What::Change { range: (first, last), before: change.before, after: change.after };
    let events = named(&field.ledger, relation, (at.first(), last_week.last()), track)?;
    Ok(Some(Finding { a, b, track, week: at, what, events }))
}

pub(crate) fn run_anomalies(arguments: &AnomaliesArguments) -> Result<Outcome, Stop> {
    if !(arguments.rate > 0.0 && arguments.rate < 1.0) {
        return Err(Stop::Usage(format!("--rate {}: a share above 0 and below 1 is wanted", arguments.rate)));
    }
    let field = Field::new(&arguments.among)?;
    // From the beginning of the ledger on, so that the first weeks asked for have a norm.
    let begin = field.ledger.span()?.map_or(field.span.0, |(first, _)| first.min(field.span.0));
    let weeks = field.weeks(begin);
    // Those that can be unusual, and how many were looked at.
    let mut tests: Vec<(usize, Track, Period, Tested)> = Vec::new();
    let mut count = 0;
    for (at, (_, _, relation)) in field.relations.iter().enumerate() {
        let weekly = weeks.of(relation);
        for track in [Track::Cooperation, Track::Conflict] {
            for tested in anomalies::of_track(&weekly, track) {
                let Some(&(week, _)) = weekly.bins().get(tested.at) else { continue };
                if week.last() < field.span.0 {
                    continue;
                }
                count += 1;
                if tested.p <= arguments.rate {
                    tests.push((at, track, week, tested));
                }
            }
        }
    }
    let ps: Vec<f64> = tests.iter().map(|(_, _, _, tested)| tested.p).collect();
    let mut found = Vec::new();
    for ((at, track, week, tested), stands) in
        tests.iter().zip(anomalies::standing_out(&ps, count, arguments.rate))
    {
        if stands {
            let (a, b, relation) = &field.relations[*at];
            let what = What::Unusual { count: tested.count, norm: tested.norm, p: tested.p };
            let events = named(&field.ledger, relation, (week.first(), week.last()), *track)?;
            found.push(Finding { a, b, track: *track, week: *week, what, events });
        }
    }
    write(found, &OF_WEEKS, arguments.format)
}

/// The events that most stories report, in full.
fn named(
    ledger: &Ledger,
    relation: &Relation,
    days: (Date, Date),
    track: Track,
) -> Result<Vec<(Passage, Told)>, Stop> {
    let loudest = relation.loudest(days, track).into_iter().take(NAMED);
    loudest.map(|passage| Ok((passage, ledger.told(passage.event)?))).collect()
}

fn write(mut found: Vec<Finding<'_>>, own: &[&str], format: Option<RowFormat>) -> Result<Outcome, Stop> {
    found.sort_by(|one, other| {
        (other.week.first(), &one.a.id, &one.b.id, one.track).cmp(&(
            one.week.first(),
            &other.a.id,
            &other.b.id,
            other.track,
        ))
    });
    let default = if std::io::stdout().is_terminal() { RowFormat::Table } else { RowFormat::Jsonl };
    let mut out = output::standard_output();
    match format.unwrap_or(default) {
        RowFormat::Table => {
            let columns = output::columns();
            for finding in &found {
                out.write_all(finding.table(columns).as_bytes())?;
            }
            let number =
                if found.is_empty() { "nothing found".to_owned() } else { format!("{} found", found.len()) };
            writeln!(out, "{number}")?;
        }
        RowFormat::Jsonl => {
            for finding in &found {
                writeln!(out, "{}", finding.json())?;
            }
        }
        RowFormat::Csv => {
            let mut rows = csv::Writer::from_writer(out);
            let heading = COMMON.iter().chain(own).chain([&EVENTS]);
            rows.write_record(heading).map_err(csv_stop)?;
            for finding in &found {
                rows.write_record(finding.cells()).map_err(csv_stop)?;
            }
            rows.flush()?;
            return Ok(Outcome::Complete);
        }
    }
    out.flush()?;
    Ok(Outcome::Complete)
}

pub(crate) fn csv_stop(error: csv::Error) -> Stop {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Stop::from(error),
        other => Stop::Output(std::io::Error::other(format!("{other:?}"))),
    }
}

impl Finding<'_> {
    fn table(&self, columns: usize) -> String {
        let style = style::of_track(self.track);
        let (a, b, track) = (plain(&self.a.name), plain(&self.b.name), self.track);
        let (arrow, what) = match self.what {
            What::Change { before, after, .. } => {
                let arrow = if after > before { '▲' } else { '▼' };
                (arrow, format!("{before:.1} a week before, {after:.1} after"))
            }
            What::Unusual { count, norm, .. } => ('▲', format!("{count} events, {norm:.1} a week before")),
        };
        let head = format!(
            "{style}{arrow}{style:#} {} {HEADLINE}{a} – {b}{HEADLINE:#}, {track}: {what}\n",
            self.week
        );
        let events =
            self.events.iter().map(|(passage, told)| event(passage, told, columns.saturating_sub(3)));
        let events: String = events.collect();
        let events: String = events.lines().map(|line| format!("   {line}\n")).collect();
        format!("{head}{events}\n")
    }

    /// The values of the columns but the last.
    fn values(&self) -> Vec<Value> {
        let common = [
            json!(self.week.to_string()),
            json!(self.a.id),
            json!(self.b.id),
            json!(self.a.name),
            json!(self.b.name),
            json!(self.track),
        ];
        let own = match &self.what {
            What::Change { range: (first, last), before, after } => {
                let (first, last) = (json!(first.to_string()), json!(last.to_string()));
                vec![first, last, json!(rounded(*before)), json!(rounded(*after))]
            }
            What::Unusual { count, norm, p } => vec![json!(count), json!(rounded(*norm)), json!(p)],
        };
        common.into_iter().chain(own).collect()
    }

    fn names(&self) -> Vec<&'static str> {
        let own = match self.what {
            What::Change { .. } => &OF_CHANGES[..],
            What::Unusual { .. } => &OF_WEEKS,
        };
        COMMON.iter().chain(own).copied().collect()
    }

    fn json(&self) -> String {
        let events: Vec<Value> = self
            .events
            .iter()
            .map(|(_, told)| {
                json!({"article": told.article.id, "event": told.number, "day": told.day, "type": told.kind,
                       "mode": told.mode, "reports": told.reports, "sentence": told.sentence.2,
                       "title": told.article.title, "url": told.article.url})
            })
            .collect();
        let names = self.names().into_iter().chain([EVENTS]);
        let values = self.values().into_iter().chain([Value::from(events)]);
        let fields: Vec<String> =
            names.zip(values).map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", fields.join(","))
    }

    fn cells(&self) -> Vec<String> {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let mut cells: Vec<String> = self.values().iter().map(text).collect();
        let sentences: Vec<String> = self.events.iter().map(|(_, told)| plain(&told.sentence.2)).collect();
        cells.push(sentences.join(" | "));
        cells
    }
}

/// A mean to four digits: enough for whoever reads it, and the same on every machine.
fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

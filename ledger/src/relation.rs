//! A relation: what passes between two parties, each event once.

use std::collections::{BTreeMap, BTreeSet};

use dualtrack_record::{Quad, Track};
use dualtrack_series::{Series, Step};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use rusqlite::{OptionalExtension, params};

use crate::error::{LedgerError, Problem};
use crate::open::Ledger;

/// The Julian day number of 1 January 1970.
const EPOCH: i64 = 2_440_588;

/// One who is meant by a party of a relation, and when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// The actor's id.
    pub id: String,
    /// First day; none for an open beginning.
    pub from: Option<Date>,
    /// Last day; none for an open end.
    pub to: Option<Date>,
}

impl Member {
    /// An actor that is always meant.
    #[must_use]
    pub fn always(id: impl Into<String>) -> Self {
        Self { id: id.into(), from: None, to: None }
    }

    fn is_meant_on(&self, day: Option<Date>) -> bool {
        let Some(day) = day else { return self.from.is_none() && self.to.is_none() };
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Which way an event goes between A and B.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// A does it to B.
    Forth,
    /// B does it to A.
    Back,
    /// They do it with each other.
    Together,
}

/// An event between the two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passage {
    /// Its key, for [`Ledger::told`].
    pub event: i64,
    /// The day on which it counts, if known.
    pub day: Option<Date>,
    /// Which way it goes.
    pub direction: Direction,
    /// Its quad class.
    pub quad: Quad,
    /// Its score.
    pub score: f64,
    /// How many stories report it.
    pub reports: u64,
    /// Whether it is a contact.
    pub contact: bool,
}

/// A quotation of one of the two about the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Its key.
    pub quotation: i64,
    /// The day of its article, if known.
    pub day: Option<Date>,
    /// Which way it goes; never together.
    pub direction: Direction,
    /// Its track, if it stands on one.
    pub track: Option<Track>,
}

/// What passes between two parties; events that happened or are going on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Relation {
    /// The events, by day and key.
    pub passages: Vec<Passage>,
    /// The quotations, by day and key.
    pub words: Vec<Word>,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Each event once.
    Events,
    /// Each story that reports it.
    Reports,
}

impl Ledger {
    pub(crate) fn key_of(&self, id: &str) -> Result<Option<i64>, Problem> {
        let sql = "SELECT actor FROM actors WHERE id = ?1 AND actor > 0";
        Ok(self.connection.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?)
    }

    /// Everything between two parties. An event between several of their members is one event.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn relation(&self, a: &[Member], b: &[Member]) -> Result<Relation, LedgerError> {
        self.gather(a, b).map_err(|problem| self.error(problem))
    }

    fn gather(&self, a: &[Member], b: &[Member]) -> Result<Relation, Problem> {
        let (a, b) = (self.keyed(a)?, self.keyed(b)?);
        let (mut passages, mut words) = (BTreeMap::new(), BTreeMap::new());
        for (direction, sources, targets) in [(Direction::Forth, &a, &b), (Direction::Back, &b, &a)] {
            for (source, from) in sources {
                for (target, to) in targets {
                    let meant = |day| from.is_meant_on(day) && to.is_meant_on(day);
                    self.passages(*source, *target, direction, meant, &mut passages)?;
                    self.words(*source, *target, direction, meant, &mut words)?;
                }
            }
        }
        let mut relation =
            Relation { passages: passages.into_values().collect(), words: words.into_values().collect() };
        relation.passages.sort_by_key(|passage| (passage.day, passage.event));
        relation.words.sort_by_key(|word| (word.day, word.quotation));
        Ok(relation)
    }

    fn keyed<'m>(&self, members: &'m [Member]) -> Result<Vec<(i64, &'m Member)>, Problem> {
        let mut keyed = Vec::new();
        for member in members {
            keyed.extend(self.key_of(&member.id)?.map(|key| (key, member)));
        }
        Ok(keyed)
    }

    fn passages(
        &self,
        source: i64,
        target: i64,
        direction: Direction,
        meant: impl Fn(Option<Date>) -> bool,
        found: &mut BTreeMap<i64, Passage>,
    ) -> Result<(), Problem> {
        let sql = "SELECT event, day, mutual, quad, score, reports, contact FROM dyads
                   WHERE source = ?1 AND target = ?2 AND counted = 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![source, target])?;
        while let Some(row) = rows.next()? {
            let day = day_of(row.get(1)?);
            let Some(quad) = quad_of(row.get(3)?).filter(|_| meant(day)) else { continue };
            let direction = if row.get(2)? { Direction::Together } else { direction };
            let event = row.get(0)?;
            // What goes both ways between two groups is counted the first way.
            found.entry(event).or_insert(Passage {
                event,
                day,
                direction,
                quad,
                score: row.get(4)?,
                reports: row.get::<_, i64>(5)?.unsigned_abs(),
                contact: row.get(6)?,
            });
        }
        Ok(())
    }

    fn words(
        &self,
        speaker: i64,
        about: i64,
        direction: Direction,
        meant: impl Fn(Option<Date>) -> bool,
        found: &mut BTreeMap<i64, Word>,
    ) -> Result<(), Problem> {
        let sql = "SELECT quotation, day, track FROM quoted WHERE speaker = ?1 AND about = ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![speaker, about])?;
        while let Some(row) = rows.next()? {
            let (quotation, day) = (row.get(0)?, day_of(row.get(1)?));
            let track = match row.get::<_, i64>(2)? {
                1 => Some(Track::Cooperation),
                2 => Some(Track::Conflict),
                _ => None,
            };
            if meant(day) {
                found.entry(quotation).or_insert(Word { quotation, day, direction, track });
            }
        }
        Ok(())
    }

    /// The first and last day from which the ledger has an article, if one states its day.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn span(&self) -> Result<Option<(Date, Date)>, LedgerError> {
        self.bounds().map_err(|problem| self.error(problem))
    }

    pub(crate) fn bounds(&self) -> Result<Option<(Date, Date)>, Problem> {
        let bound = |order: &str| -> Result<Option<Date>, Problem> {
            let sql = format!("SELECT {order}(day) FROM articles WHERE day > ''");
            let day: Option<String> = self.connection.query_row(&sql, [], |row| row.get(0))?;
            Ok(day.and_then(|day| day.parse().ok()))
        };
        Ok(bound("min")?.zip(bound("max")?))
    }

    /// How many articles are from each day.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn volume(&self) -> Result<Vec<(Date, u64)>, LedgerError> {
        self.articles_by_day().map_err(|problem| self.error(problem))
    }

    pub(crate) fn articles_by_day(&self) -> Result<Vec<(Date, u64)>, Problem> {
        let sql = "SELECT day, count(*) FROM articles WHERE day > '' GROUP BY day ORDER BY day";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut volume = Vec::new();
        while let Some(row) = rows.next()? {
            let day: String = row.get(0)?;
            let number: i64 = row.get(1)?;
            volume.extend(day.parse().ok().map(|day| (day, number.unsigned_abs())));
        }
        Ok(volume)
    }
}

impl Relation {
    /// The relation over time, events that go in one of `directions` (quotations as well), together with the number of
    /// articles from each period.
    #[must_use]
    pub fn series(
        &self,
        step: Step,
        (from, to): (Date, Date),
        directions: &[Direction],
        unit: Unit,
        volume: &[(Date, u64)],
    ) -> Series {
        let mut series = background(step, (from, to), volume);
        self.add_to(&mut series, (from, to), directions, unit);
        series
    }

    /// Adds the events and quotations of some days to a series.
    pub fn add_to(
        &self,
        series: &mut Series,
        (from, to): (Date, Date),
        directions: &[Direction],
        unit: Unit,
    ) {
        let within = |day: Option<Date>| day.filter(|&day| from <= day && day <= to);
        for passage in self.passages.iter().filter(|passage| directions.contains(&passage.direction)) {
            let Some(counts) = within(passage.day).and_then(|day| series.on(day)) else { continue };
            let number = if unit == Unit::Events { 1 } else { passage.reports };
            counts.count(passage.quad, number, passage.score * number as f64);
            counts.contacts += if passage.contact { number } else { 0 };
        }
        for word in self.words.iter().filter(|word| directions.contains(&word.direction)) {
            if let Some(counts) = within(word.day).and_then(|day| series.on(day)) {
                counts.quotations += 1;
            }
        }
    }

    /// The events of some days on a track, those first that most stories report, then the later ones.
    #[must_use]
    pub fn loudest(&self, (from, to): (Date, Date), track: Track) -> Vec<Passage> {
        let meant = |passage: &&Passage| {
            passage.day.is_some_and(|day| from <= day && day <= to) && track_of(passage.quad) == track
        };
        let mut passages: Vec<_> = self.passages.iter().filter(meant).copied().collect();
        passages.sort_by_key(|passage| (std::cmp::Reverse(passage.reports), std::cmp::Reverse(passage.day)));
        passages
    }

    /// The keys of the events.
    #[must_use]
    pub fn events(&self) -> BTreeSet<i64> {
        self.passages.iter().map(|passage| passage.event).collect()
    }
}

/// A series in which nothing happens but articles are written.
#[must_use]
pub fn background(step: Step, (from, to): (Date, Date), volume: &[(Date, u64)]) -> Series {
    let mut series = Series::new(step, from, to);
    for &(day, articles) in volume.iter().filter(|(day, _)| (from..=to).contains(day)) {
        if let Some(counts) = series.on(day) {
            counts.articles += articles;
        }
    }
    series
}

/// The track of a quad class.
#[must_use]
pub const fn track_of(quad: Quad) -> Track {
    match quad {
        Quad::VerbalCooperation | Quad::MaterialCooperation => Track::Cooperation,
        Quad::VerbalConflict | Quad::MaterialConflict => Track::Conflict,
    }
}

/// The quad class with a code from 1 to 4.
pub(crate) fn quad_of(code: i64) -> Option<Quad> {
    usize::try_from(code - 1).ok().and_then(|at| Quad::ALL.get(at).copied())
}

/// The day of a Julian day number; none for 0.
pub(crate) fn day_of(number: i64) -> Option<Date> {
    let days = (number > 0).then_some(number - EPOCH)?;
    date(1970, 1, 1).checked_add(days.checked_abs()?.days() * days.signum()).ok()
}

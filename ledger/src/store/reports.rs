//! Reports of the same event: found, joined, and parted when one of them goes.

use std::collections::BTreeSet;

use rusqlite::{Row, params};

use super::{Store, parts};
use crate::error::Problem;
use crate::likeness::{Likeness, SAME_WORDS_WITHIN};

/// First reports whose number of reports and relations are to be written at the end.
pub(super) type Unsettled = BTreeSet<i64>;

impl Store<'_> {
    /// Joins a new event with the reports of the same event.
    pub(super) fn join_event(
        &mut self,
        event: i64,
        likeness: Option<&Likeness>,
        unsettled: &mut Unsettled,
    ) -> Result<(), Problem> {
        unsettled.insert(event);
        let Some(likeness) = likeness else { return Ok(()) };
        let alike = self.alike(likeness)?;
        self.execute(
            "INSERT INTO likenesses (block, day, event, dated, words) VALUES (?, ?, ?, ?, ?)",
            params![likeness.block, likeness.day, event, likeness.dated, likeness.blob()],
        )?;
        let mut firsts = BTreeSet::from([event]);
        for other in alike {
            firsts.insert(self.first_report(other)?);
        }
        self.join(&firsts, unsettled)
    }

    /// The events that are like this one.
    fn alike(&self, likeness: &Likeness) -> Result<Vec<i64>, Problem> {
        let found = self.rows(
            "SELECT event, day, dated, words FROM likenesses WHERE block = ? AND day BETWEEN ? AND ?",
            params![likeness.block, likeness.day - SAME_WORDS_WITHIN, likeness.day + SAME_WORDS_WITHIN],
            |row| Ok((row.get(0)?, read_likeness(row, likeness.block)?)),
        )?;
        Ok(found.into_iter().filter(|(_, other)| likeness.is_like(other)).map(|(event, _)| event).collect())
    }

    fn first_report(&self, event: i64) -> Result<i64, Problem> {
        let found = self.row("SELECT merged FROM events WHERE event = ?", [event], |row| row.get(0))?;
        Ok(found.unwrap_or(event))
    }

    /// Makes the events told first by `firsts` one event.
    fn join(&mut self, firsts: &BTreeSet<i64>, unsettled: &mut Unsettled) -> Result<(), Problem> {
        if firsts.len() < 2 {
            return Ok(());
        }
        let mut members = BTreeSet::new();
        for &first in firsts {
            self.unsettle(first, unsettled)?;
            unsettled.remove(&first);
            members.extend(self.reports(first)?);
        }
        self.make_one(&members, unsettled)
    }

    /// Makes `members` the reports of one event.
    fn make_one(&mut self, members: &BTreeSet<i64>, unsettled: &mut Unsettled) -> Result<(), Problem> {
        let mut order = Vec::new();
        for &member in members {
            let sql =
                "SELECT coalesce(published_utc, published_local, '9999'), id FROM articles WHERE article = ?";
            let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
            let moment = self.row(sql, [super::article_of(member)], read)?;
            order.push((moment, super::number(member), member));
        }
        let Some((.., first)) = order.into_iter().min() else { return Ok(()) };
        for &member in members {
            self.execute("UPDATE events SET merged = ?, reports = 0 WHERE event = ?", [first, member])?;
        }
        unsettled.insert(first);
        Ok(())
    }

    /// All reports of the event that `first` told first.
    fn reports(&self, first: i64) -> Result<Vec<i64>, Problem> {
        let sql = "SELECT event FROM events WHERE merged = ?1 AND merged <> event";
        let mut reports: Vec<i64> = self.rows(sql, [first], |row| row.get(0))?;
        reports.push(first);
        Ok(reports)
    }

    /// Takes the relations of a first report away, to be written again by [`Self::settle`].
    pub(super) fn unsettle(&mut self, first: i64, unsettled: &mut Unsettled) -> Result<(), Problem> {
        if unsettled.insert(first) {
            self.unrelate_event(first)?;
        }
        Ok(())
    }

    /// Counts the reports of every unsettled event and writes its relations.
    pub(super) fn settle(&mut self, unsettled: Unsettled) -> Result<(), Problem> {
        for first in unsettled {
            let mut stories = BTreeSet::new();
            for report in self.reports(first)? {
                let sql = "SELECT reprint_of FROM articles WHERE article = ?";
                stories.extend(self.row(sql, [super::article_of(report)], |row| row.get::<_, i64>(0))?);
            }
            let count = i64::try_from(stories.len()).unwrap_or(i64::MAX);
            self.execute("UPDATE events SET reports = ? WHERE event = ?", [count, first])?;
            self.relate_event(first)?;
        }
        Ok(())
    }

    /// The first reports of all events of an article.
    pub(super) fn firsts_of(&self, article: i64) -> Result<BTreeSet<i64>, Problem> {
        let sql = "SELECT merged FROM events WHERE event BETWEEN ? AND ?";
        Ok(self.rows(sql, parts(article), |row| row.get(0))?.into_iter().collect())
    }

    /// Takes an article's events out of those they are merged into. What remains is joined anew: they may have been
    /// the link between others.
    pub(super) fn part_events(&mut self, article: i64, unsettled: &mut Unsettled) -> Result<(), Problem> {
        let (from, to) = parts(article);
        for first in self.firsts_of(article)? {
            self.unsettle(first, unsettled)?;
            unsettled.remove(&first);
            let stay: Vec<i64> =
                self.reports(first)?.into_iter().filter(|report| !(from..=to).contains(report)).collect();
            for group in self.groups(&stay)? {
                self.make_one(&group, unsettled)?;
            }
        }
        let sql = "SELECT event, block, day FROM events WHERE event BETWEEN ? AND ? AND block IS NOT NULL";
        for (event, block, day) in self.rows(sql, [from, to], read_place)? {
            let sql = "DELETE FROM likenesses WHERE block = ? AND day = ? AND event = ?";
            self.execute(sql, [block, crate::day::number(&day), event])?;
        }
        Ok(())
    }

    /// `events` in groups that likeness connects.
    fn groups(&self, events: &[i64]) -> Result<Vec<BTreeSet<i64>>, Problem> {
        let mut groups: Vec<(BTreeSet<i64>, Vec<Likeness>)> = Vec::new();
        for &event in events {
            let likeness = self.likeness(event)?;
            let is_like = |others: &[Likeness]| {
                likeness.iter().any(|own| others.iter().any(|other| own.is_like(other)))
            };
            let (near, far): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(_, others)| is_like(others));
            let mut joined = (BTreeSet::from([event]), likeness.into_iter().collect::<Vec<_>>());
            for (members, likenesses) in near {
                joined.0.extend(members);
                joined.1.extend(likenesses);
            }
            groups = far;
            groups.push(joined);
        }
        Ok(groups.into_iter().map(|(members, _)| members).collect())
    }

    fn likeness(&self, event: i64) -> Result<Option<Likeness>, Problem> {
        let sql = "SELECT event, block, day FROM events WHERE event = ? AND block IS NOT NULL";
        let Some((_, block, day)) = self.row(sql, [event], read_place)? else { return Ok(None) };
        let sql = "SELECT event, day, dated, words FROM likenesses WHERE block = ? AND day = ? AND event = ?";
        self.row(sql, [block, crate::day::number(&day), event], |row| read_likeness(row, block))
    }
}

/// Event, block and day: where the likeness of an event stands.
fn read_place(row: &Row<'_>) -> rusqlite::Result<(i64, i64, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn read_likeness(row: &Row<'_>, block: i64) -> rusqlite::Result<Likeness> {
    let words = Likeness::from_blob(row.get_ref(3)?.as_blob()?);
    Ok(Likeness { block, day: row.get(1)?, dated: row.get(2)?, words })
}

//! All relations at once: for questions about the whole ledger.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, params};

use crate::error::{LedgerError, Problem};
use crate::open::Ledger;
use crate::relation::{Direction, Passage, Relation, day_of, quad_of};

/// An actor as its latest article describes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Its country.
    pub country: Option<String>,
}

/// What one actor did to another, or both with each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Who did it; where both did, the one whose id comes first.
    pub source: Known,
    /// To whom.
    pub target: Known,
    /// Whether both did it with each other.
    pub mutual: bool,
    /// Events by quad class.
    pub quads: [u64; 4],
    /// Stories that report them.
    pub reports: u64,
    /// Sum of the scores.
    pub score: f64,
    /// How many of them are contacts.
    pub contacts: u64,
}

impl Ledger {
    /// The actors of some kinds, by their keys.
    fn known(&self, kinds: &[String]) -> Result<BTreeMap<i64, Known>, Problem> {
        let sql = "SELECT a.actor, a.id, d.name, d.kind, d.country FROM actors a JOIN descriptions d USING (description)";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut known = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let actor = Known { id: row.get(1)?, name: row.get(2)?, kind: row.get(3)?, country: row.get(4)? };
            if kinds.contains(&actor.kind) {
                known.insert(row.get(0)?, actor);
            }
        }
        Ok(known)
    }

    /// The actor with an id, if the ledger has it.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn actor(&self, id: &str) -> Result<Option<Known>, LedgerError> {
        let sql =
            "SELECT a.id, d.name, d.kind, d.country FROM actors a JOIN descriptions d USING (description)
                   WHERE a.id = ?1";
        let known = |row: &Row<'_>| {
            Ok(Known { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)?, country: row.get(3)? })
        };
        let read = || -> Result<Option<Known>, Problem> {
            Ok(self.connection.prepare_cached(sql)?.query_row([id], known).optional()?)
        };
        read().map_err(|problem| self.error(problem))
    }

    /// Every actor, as its latest article describes it, by id.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn everybody(&self) -> Result<Vec<Known>, LedgerError> {
        let kinds = dualtrack_record::ActorKind::ALL.iter().map(ToString::to_string).collect::<Vec<_>>();
        let known = self.known(&kinds).map_err(|problem| self.error(problem))?;
        let mut known: Vec<_> = known.into_values().collect();
        known.sort();
        Ok(known)
    }

    /// The relations between actors of some kinds, each pair once, with their events that happened or are going on
    /// and whose day is known; by the ids of the two.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn relations(&self, kinds: &[String]) -> Result<Vec<(Known, Known, Relation)>, LedgerError> {
        self.pairs(kinds).map_err(|problem| self.error(problem))
    }

    fn pairs(&self, kinds: &[String]) -> Result<Vec<(Known, Known, Relation)>, Problem> {
        let known = self.known(kinds)?;
        let sql = "SELECT source, target, event, day, mutual, quad, score, reports, contact FROM dyads
                   WHERE source = ?1 AND target > 0 AND counted = 1 AND day > 0";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut found: BTreeMap<(&Known, &Known), Relation> = BTreeMap::new();
        for (key, source) in &known {
            let mut rows = statement.query(params![key])?;
            while let Some(row) = rows.next()? {
                let Some(target) = known.get(&row.get(1)?) else { continue };
                let Some(quad) = quad_of(row.get(5)?) else { continue };
                let forth = source < target;
                let direction = if row.get(4)? {
                    Direction::Together
                } else if forth {
                    Direction::Forth
                } else {
                    Direction::Back
                };
                let pair = if forth { (source, target) } else { (target, source) };
                found.entry(pair).or_default().passages.push(Passage {
                    event: row.get(2)?,
                    day: day_of(row.get(3)?),
                    direction,
                    quad,
                    score: row.get(6)?,
                    reports: row.get::<_, i64>(7)?.unsigned_abs(),
                    contact: row.get(8)?,
                });
            }
        }
        Ok(found.into_iter().map(|((a, b), relation)| (a.clone(), b.clone(), once(relation))).collect())
    }

    /// Who did how much to whom between two days, among actors of some kinds; by ids.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn network(
        &self,
        kinds: &[String],
        from: Option<Date>,
        to: Option<Date>,
    ) -> Result<Vec<Edge>, LedgerError> {
        self.edges(kinds, from, to).map_err(|problem| self.error(problem))
    }

    fn edges(&self, kinds: &[String], from: Option<Date>, to: Option<Date>) -> Result<Vec<Edge>, Problem> {
        let known = self.known(kinds)?;
        let sql = "
            SELECT target, mutual, sum(quad = 1), sum(quad = 2), sum(quad = 3), sum(quad = 4), sum(reports), sum(score),
                   sum(contact)
            FROM dyads WHERE source = ?1 AND target > 0 AND counted = 1
                 AND (?2 IS NULL OR day >= CAST(julianday(?2) + 0.5 AS INTEGER))
                 AND (?3 IS NULL OR (day > 0 AND day <= CAST(julianday(?3) + 0.5 AS INTEGER)))
            GROUP BY target, mutual";
        let days = [from, to].map(|day| day.map(|day| day.to_string()));
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut edges = Vec::new();
        for (key, source) in &known {
            let mut rows = statement.query(params![key, days[0], days[1]])?;
            while let Some(row) = rows.next()? {
                let Some(target) = known.get(&row.get(0)?) else { continue };
                let number = |at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
                edges.push(Edge {
                    source: source.clone(),
                    target: target.clone(),
                    mutual: row.get(1)?,
                    quads: [number(2)?, number(3)?, number(4)?, number(5)?],
                    reports: number(6)?,
                    score: row.get(7)?,
                    contacts: number(8)?,
                });
            }
        }
        edges.sort_by(|one, other| {
            (&one.source.id, &one.target.id, one.mutual).cmp(&(
                &other.source.id,
                &other.target.id,
                other.mutual,
            ))
        });
        Ok(edges)
    }
}

/// What goes both ways is counted the first way, as in a relation that is asked for alone.
fn once(mut relation: Relation) -> Relation {
    relation.passages.sort_by_key(|passage| (passage.day, passage.event, passage.direction));
    relation.passages.dedup_by_key(|passage| passage.event);
    relation
}

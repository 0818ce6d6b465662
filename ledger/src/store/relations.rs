//! `dyads` and `quoted`: the relations in which events and quotations stand, written anew whenever what they follow
//! from changes.

use dualtrack_record::EventType;
use rusqlite::params;

use super::{Store, parts};
use crate::error::Problem;
use crate::pairs::{self, Pair, Party};

/// What a row of `dyads` says beside the pair.
struct Told {
    article: i64,
    kind: EventType,
    day: i64,
    score: f64,
    counted: bool,
    reports: i64,
    contact: bool,
}

impl Store<'_> {
    /// Writes the relations of an event; it must be a first report.
    pub(super) fn relate_event(&mut self, event: i64) -> Result<(), Problem> {
        let Some(told) = self.told(event)? else { return Ok(()) };
        let quad = quad_code(told.kind);
        for pair in self.pairs(event, &told)? {
            self.execute(
                "INSERT INTO dyads (source, target, day, event, mutual, counted, quad, score, reports, contact)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    pair.source,
                    pair.target,
                    told.day,
                    event,
                    pair.mutual,
                    told.counted,
                    quad,
                    told.score,
                    told.reports,
                    told.contact
                ],
            )?;
        }
        Ok(())
    }

    /// Takes the relations of an event away, before it is told differently.
    pub(super) fn unrelate_event(&mut self, event: i64) -> Result<(), Problem> {
        let Some(told) = self.told(event)? else { return Ok(()) };
        for pair in self.pairs(event, &told)? {
            self.execute(
                "DELETE FROM dyads WHERE source = ? AND target = ? AND day = ? AND event = ?",
                params![pair.source, pair.target, told.day, event],
            )?;
        }
        Ok(())
    }

    fn told(&self, event: i64) -> Result<Option<Told>, Problem> {
        let sql = "SELECT article, type, day, score, status IN ('happened', 'ongoing'), reports,
                          EXISTS (SELECT 1 FROM contacts WHERE contacts.event = events.event)
                   FROM events WHERE event = ?";
        let row = self.row(sql, [event], |row| {
            let day: String = row.get(2)?;
            let told =
                (row.get(0)?, row.get::<_, String>(1)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?);
            Ok((told, crate::day::number(&day)))
        })?;
        let Some(((article, kind, score, counted, reports, contact), day)) = row else { return Ok(None) };
        let kind = kind.parse().map_err(|unknown| Problem::Record(format!("{unknown}")))?;
        Ok(Some(Told { article, kind, day, score, counted, reports, contact }))
    }

    /// The pairs of an event, of mutual ones that whose source's id comes first.
    fn pairs(&mut self, event: i64, told: &Told) -> Result<Vec<Pair>, Problem> {
        let actors = self.side(event, told.article, "actor")?;
        let recipients = self.side(event, told.article, "recipient")?;
        let mut pairs = Vec::new();
        for mut pair in pairs::of_event(told.kind, &actors, &recipients) {
            if pair.mutual && self.actor_id(pair.source)? > self.actor_id(pair.target)? {
                std::mem::swap(&mut pair.source, &mut pair.target);
            }
            pairs.push(pair);
        }
        pairs.sort_unstable();
        pairs.dedup();
        Ok(pairs)
    }

    fn side(&mut self, event: i64, article: i64, role: &str) -> Result<Vec<Party>, Problem> {
        let sql = "SELECT actor FROM event_actors WHERE event = ? AND role = ? ORDER BY position";
        let actors: Vec<i64> = self.rows(sql, params![event, role], |row| row.get(0))?;
        self.all_parties(article, &actors)
    }

    fn all_parties(&mut self, article: i64, actors: &[i64]) -> Result<Vec<Party>, Problem> {
        let mut parties = Vec::new();
        for &actor in actors {
            parties.extend(self.parties(article, actor)?);
        }
        Ok(parties)
    }

    /// Writes the relations of an article's quotations; it must be a first printing.
    pub(super) fn relate_quotations(&mut self, article: i64) -> Result<(), Problem> {
        for row in self.quoted(article)? {
            self.execute(
                "INSERT INTO quoted (speaker, about, day, quotation, track) VALUES (?, ?, ?, ?, ?)",
                params![row.speaker, row.about, row.day, row.quotation, row.track],
            )?;
        }
        Ok(())
    }

    /// Takes the relations of an article's quotations away.
    pub(super) fn unrelate_quotations(&mut self, article: i64) -> Result<(), Problem> {
        for row in self.quoted(article)? {
            self.execute(
                "DELETE FROM quoted WHERE speaker = ? AND about = ? AND day = ? AND quotation = ?",
                params![row.speaker, row.about, row.day, row.quotation],
            )?;
        }
        Ok(())
    }

    fn quoted(&mut self, article: i64) -> Result<Vec<Quoted>, Problem> {
        let sql = "SELECT day FROM articles WHERE article = ?";
        let day: Option<String> = self.row(sql, [article], |row| row.get(0))?;
        let day = day.map_or(0, |day| crate::day::number(&day));
        let sql = "SELECT quotation, speaker, CASE track WHEN 'cooperation' THEN 1 WHEN 'conflict' THEN 2 ELSE 0 END
                   FROM quotations WHERE quotation BETWEEN ? AND ?";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?, row.get(2)?));
        let mut rows = Vec::new();
        for (quotation, speaker, track) in self.rows(sql, parts(article), read)? {
            let sql = "SELECT actor FROM quotation_about WHERE quotation = ? ORDER BY position";
            let about: Vec<i64> = self.rows(sql, [quotation], |row| row.get(0))?;
            let speakers = self.all_parties(article, speaker.as_slice())?;
            let about = self.all_parties(article, &about)?;
            let pairs = pairs::of_quotation(&speakers, &about).into_iter();
            rows.extend(pairs.map(|(speaker, about)| Quoted { speaker, about, day, quotation, track }));
        }
        Ok(rows)
    }
}

/// A row of `quoted`.
struct Quoted {
    speaker: i64,
    about: i64,
    day: i64,
    quotation: i64,
    track: i64,
}

/// As in `event_types`.
const fn quad_code(kind: EventType) -> i64 {
    use dualtrack_record::Quad::{MaterialConflict, MaterialCooperation, VerbalConflict, VerbalCooperation};
    match kind.quad() {
        VerbalCooperation => 1,
        MaterialCooperation => 2,
        VerbalConflict => 3,
        MaterialConflict => 4,
    }
}

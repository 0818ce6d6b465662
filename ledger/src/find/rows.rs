//! What is shown of those that were found.

use dualtrack_record::{
    Actor, Article, Dateline, MadeBy, Mention, Office, Precision, Published, Quotation, Record, SCHEMA,
};
use rusqlite::{Connection, Params, Row, params};

use super::Place;
use crate::error::{LedgerError, Problem};
use crate::open::Ledger;
use crate::told::{Told, list};

/// An event with what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What names it outside the ledger.
    pub id: String,
    /// What its first report says.
    pub told: Told,
    /// Its issues.
    pub issues: Vec<String>,
    /// The actor who says so, if it is not the reporter.
    pub said_by: Option<String>,
    /// Its contacts: form, forum, ids and names of those who took part.
    pub contacts: Vec<Meeting>,
}

/// A contact: its form, its forum, ids and names of those who took part.
pub type Meeting = (String, Option<String>, Vec<(String, String)>);

impl Ledger {
    /// An event that was found.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn event_at(&self, place: &Place) -> Result<Event, LedgerError> {
        self.event(place).map_err(|problem| self.error(problem))
    }

    fn event(&self, place: &Place) -> Result<Event, Problem> {
        let told = self.told_or_problem(place.key)?;
        let sql = "SELECT issue FROM event_issues WHERE event = ? ORDER BY position";
        let issues = rows(&self.connection, sql, [place.key], |row| row.get(0))?;
        let sql = "SELECT a.id FROM events e JOIN quotations q ON q.quotation = e.said_by
                   JOIN actors a ON a.actor = q.speaker WHERE e.event = ?";
        let said_by = rows(&self.connection, sql, [place.key], |row| row.get(0))?.into_iter().next();
        let sql = "SELECT number, form, forum FROM contacts WHERE event = ? ORDER BY number";
        let mut contacts = Vec::new();
        let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?));
        for (number, form, forum) in rows(&self.connection, sql, [place.key], read)? {
            let sql = "SELECT a.id, coalesce(d.name, a.id) FROM contact_actors c JOIN actors a USING (actor)
                       LEFT JOIN article_actors p ON p.article = c.event >> 20 AND p.actor = c.actor
                       LEFT JOIN descriptions d ON d.description = p.description
                       WHERE c.event = ? AND c.number = ? ORDER BY c.position";
            let names = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
            contacts.push((form, forum, rows(&self.connection, sql, params![place.key, number], names)?));
        }
        Ok(Event { id: place.id(), told, issues, said_by, contacts })
    }

    /// The records of the articles of quotations that were found, with these quotations alone and those whom they
    /// name. The places must be in the order of their list.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn quoting(&self, places: &[Place]) -> Result<Vec<Record>, LedgerError> {
        let article = |place: &Place| place.key >> 20;
        let groups = places.chunk_by(|one, other| article(one) == article(other));
        groups
            .map(|group| self.quoting_one(group))
            .collect::<Result<_, _>>()
            .map_err(|problem| self.error(problem))
    }

    fn quoting_one(&self, places: &[Place]) -> Result<Record, Problem> {
        let key = places.first().map_or(0, |place| place.key >> 20);
        let mut record = self.head(key)?;
        for place in places {
            let (quotation, kind) = self.quotation(place)?;
            if let (Some(span), Some(kind), Some(actor)) = (quotation.speaker, kind, &quotation.speaker_actor)
            {
                let id = u32::try_from(record.mentions.len()).unwrap_or(u32::MAX);
                let kind = kind.parse().map_err(unknown)?;
                record.mentions.push(Mention { id, span, kind, actor: actor.clone() });
            }
            record.quotations.push(quotation);
        }
        Ok(record)
    }

    /// An article with its actors.
    pub(crate) fn head(&self, article: i64) -> Result<Record, Problem> {
        let sql =
            "SELECT a.*, t.text, m.* FROM articles a JOIN texts t USING (article) JOIN makers m USING (maker)
                   WHERE a.article = ?";
        let mut record = self.connection.prepare_cached(sql)?.query_row([article], head)?;
        let sql = "SELECT a.id, d.name, d.kind, d.country, d.sectors, d.cameo, d.office FROM article_actors p
                   JOIN actors a USING (actor) JOIN descriptions d ON d.description = p.description
                   WHERE p.article = ? ORDER BY p.position";
        let read = |row: &Row<'_>| {
            let office: Option<String> = row.get(6)?;
            let kind: String = row.get(2)?;
            let actor = (row.get(0)?, row.get(1)?, row.get(3)?, list(row.get(4)?), row.get(5)?);
            Ok((actor, kind, office.and_then(|office| serde_json::from_str::<Office>(&office).ok())))
        };
        for ((id, name, country, sectors, cameo), kind, office) in
            rows(&self.connection, sql, [article], read)?
        {
            let kind = kind.parse().map_err(unknown)?;
            record.actors.push(Actor { id, name, kind, country, sectors, cameo, office });
        }
        Ok(record)
    }

    /// A quotation, and how it refers to its speaker.
    fn quotation(&self, place: &Place) -> Result<(Quotation, Option<String>), Problem> {
        let sql = "SELECT q.kind, q.cue_start, q.cue_end, q.speaker_start, q.speaker_end, a.id, q.track, q.speaker_kind
                   FROM quotations q LEFT JOIN actors a ON a.actor = q.speaker WHERE q.quotation = ?";
        let span = |row: &Row<'_>, at: usize| -> rusqlite::Result<Option<[u32; 2]>> {
            let (start, end): (Option<u32>, Option<u32>) = (row.get(at)?, row.get(at + 1)?);
            Ok(start.zip(end).map(|(start, end)| [start, end]))
        };
        let read = |row: &Row<'_>| {
            let words = (row.get::<_, String>(0)?, row.get::<_, Option<String>>(6)?);
            Ok((words, span(row, 1)?, span(row, 3)?, row.get(5)?, row.get(7)?))
        };
        let ((kind, track), cue, speaker, speaker_actor, speaker_kind) =
            self.connection.prepare_cached(sql)?.query_row([place.key], read)?;
        let sql = "SELECT start, \"end\" FROM quotation_parts WHERE quotation = ? ORDER BY position";
        let content = rows(&self.connection, sql, [place.key], |row| Ok([row.get(0)?, row.get(1)?]))?;
        let sql = "SELECT a.id FROM quotation_about q JOIN actors a USING (actor) WHERE q.quotation = ?
                   ORDER BY q.position";
        let about = rows(&self.connection, sql, [place.key], |row| row.get(0))?;
        let sql = "SELECT issue FROM quotation_issues WHERE quotation = ? ORDER BY position";
        let issues = rows(&self.connection, sql, [place.key], |row| row.get(0))?;
        let quotation = Quotation {
            id: u32::try_from(place.number).unwrap_or(u32::MAX),
            content,
            cue,
            speaker,
            speaker_actor,
            kind: kind.parse().map_err(unknown)?,
            about,
            issues,
            track: track.map(|track| track.parse()).transpose().map_err(unknown)?,
        };
        Ok((quotation, speaker_kind))
    }
}

fn head(row: &Row<'_>) -> rusqlite::Result<Record> {
    let place: Option<String> = row.get("dateline_place")?;
    let dateline = place
        .map(|place| {
            Ok::<_, rusqlite::Error>(Dateline {
                place,
                country: row.get("dateline_country")?,
                date: row.get("dateline_date")?,
            })
        })
        .transpose()?;
    let article = Article {
        id: row.get("id")?,
        input: row.get("input")?,
        url: row.get("url")?,
        title: row.get("title")?,
        subtitle: row.get("subtitle")?,
        section: row.get("section")?,
        authors: list(row.get("authors")?),
        agency: row.get("agency")?,
        credits: list(row.get("credits")?),
        published: published(row)?,
        dateline,
        language: row.get("language")?,
        text: row.get("text")?,
        sentences: Vec::new(),
    };
    let made_by = MadeBy {
        dualtrack: row.get("dualtrack")?,
        codebook: row.get("codebook")?,
        knowledge: row.get("knowledge")?,
        model: row.get("model")?,
    };
    Ok(Record {
        schema: SCHEMA.to_owned(),
        made_by,
        article,
        actors: Vec::new(),
        mentions: Vec::new(),
        quotations: Vec::new(),
        events: Vec::new(),
        contacts: Vec::new(),
        issues: Vec::new(),
    })
}

fn published(row: &Row<'_>) -> rusqlite::Result<Option<Published>> {
    let Some(local) = row.get("published_local")? else { return Ok(None) };
    let precision: String = row.get("published_precision")?;
    let precision = serde_json::from_value(precision.into()).unwrap_or(Precision::Day);
    Ok(Some(Published {
        local,
        offset: row.get("published_offset")?,
        utc: row.get("published_utc")?,
        precision,
    }))
}

pub(crate) fn rows<T>(
    connection: &Connection,
    sql: &str,
    values: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Problem> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(values, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A word that no vocabulary has can only come from a newer program.
fn unknown(word: dualtrack_record::UnknownWord) -> Problem {
    Problem::Record(word.to_string())
}

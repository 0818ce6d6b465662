//! Texts read again by a newer version, and what that changes.

use std::collections::BTreeMap;

use dualtrack_record::{Article, Event, MadeBy, Record};
use rusqlite::{Row, Transaction, TransactionBehavior};

use crate::add::DocumentId;
use crate::error::{LedgerError, Problem};
use crate::find::rows;
use crate::open::Ledger;
use crate::store::{Known, Store, check, parts};

/// What reading again changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recoded {
    /// Articles that were read again.
    pub articles: u64,
    /// Events that stayed as they were.
    pub same: u64,
    /// For each type: events that came, that went, and that are read otherwise from the same words (under the type as
    /// which they are read now).
    pub types: BTreeMap<String, [u64; 3]>,
    /// Quotations that came and that went.
    pub quotations: [u64; 2],
}

impl Recoded {
    /// Adds what another batch changed.
    pub fn join(&mut self, other: &Self) {
        self.articles += other.articles;
        self.same += other.same;
        for (kind, counts) in &other.types {
            let own = self.types.entry(kind.clone()).or_default();
            own.iter_mut().zip(counts).for_each(|(own, count)| *own += count);
        }
        self.quotations.iter_mut().zip(other.quotations).for_each(|(own, count)| *own += count);
    }
}

/// What an event is compared by: its words, and how they are read.
type Reading = ([u32; 2], String);

impl Ledger {
    /// The ids of the articles that another version than `made_by` read, in order.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn outdated(&self, made_by: &MadeBy) -> Result<Vec<String>, LedgerError> {
        let MadeBy { dualtrack, codebook, knowledge, model } = made_by;
        let sql = "SELECT a.id FROM articles a JOIN makers m USING (maker)
                   WHERE (m.dualtrack, m.codebook, m.knowledge, m.model) <> (?, ?, ?, ?) ORDER BY a.id";
        let versions = [dualtrack, codebook, knowledge, model];
        rows(&self.connection, sql, versions, |row| row.get(0)).map_err(|problem| self.error(problem))
    }

    /// An article as it is stored, without its sentences.
    ///
    /// # Errors
    /// If the ledger cannot be read or does not hold it.
    pub fn article(&self, id: &str) -> Result<Article, LedgerError> {
        let found = || -> Result<Article, Problem> { Ok(self.head(self.key(id)?.0)?.article) };
        found().map_err(|problem| self.error(problem))
    }

    /// Puts what a newer version read in the place of what stands there, all of it or nothing; with `dry` nothing, and
    /// only tells what would change.
    ///
    /// # Errors
    /// If the ledger cannot be written, or does not hold one of the articles.
    pub fn recode(&mut self, records: &[Record], dry: bool) -> Result<Recoded, LedgerError> {
        let mut known = std::mem::take(&mut self.known);
        let recoded = self.recode_all(records, dry, &mut known).map_err(|problem| self.error(problem))?;
        self.known = known;
        Ok(recoded)
    }

    fn recode_all(&mut self, records: &[Record], dry: bool, known: &mut Known) -> Result<Recoded, Problem> {
        let mut recoded = Recoded::default();
        let mut replaced = Vec::new();
        for record in records {
            check(record).map_err(Problem::Record)?;
            let (article, document) = self.key(&record.article.id)?;
            self.compare(article, record, &mut recoded)?;
            replaced.push((article, document, record));
        }
        if dry {
            return Ok(recoded);
        }
        let transaction = Transaction::new(&mut self.connection, TransactionBehavior::Immediate)?;
        let mut store = Store::new(&transaction, known);
        for (article, document, record) in replaced {
            store.replace(article, record, &document)?;
        }
        transaction.commit()?;
        Ok(recoded)
    }

    /// The key of an article, and the document that it was read from.
    fn key(&self, id: &str) -> Result<(i64, DocumentId), Problem> {
        let sql = "SELECT article, document FROM articles WHERE id = ?";
        let found = rows(&self.connection, sql, [id], |row| Ok((row.get(0)?, DocumentId(row.get(1)?))))?;
        found.into_iter().next().ok_or_else(|| Problem::Record(format!("it holds no article {id}")))
    }

    fn compare(&self, article: i64, record: &Record, recoded: &mut Recoded) -> Result<(), Problem> {
        let mut old = self.readings(article)?;
        let mut new: Vec<(String, Reading)> = Vec::new();
        for event in &record.events {
            let kind = event.kind.to_string();
            let reading = (event.trigger, reading(event));
            match old.iter().position(|known| *known == (kind.clone(), reading.clone())) {
                Some(at) => {
                    old.swap_remove(at);
                    recoded.same += 1;
                }
                None => new.push((kind, reading)),
            }
        }
        for (kind, (trigger, _)) in new {
            let counts = recoded.types.entry(kind).or_default();
            match old.iter().position(|(_, (known, _))| *known == trigger) {
                Some(at) => {
                    old.swap_remove(at);
                    counts[2] += 1;
                }
                None => counts[0] += 1,
            }
        }
        for (kind, _) in old {
            recoded.types.entry(kind).or_default()[1] += 1;
        }
        self.compare_quotations(article, record, recoded)?;
        recoded.articles += 1;
        Ok(())
    }

    /// The events of an article: type, trigger and reading.
    fn readings(&self, article: i64) -> Result<Vec<(String, Reading)>, Problem> {
        let sql = "SELECT type, trigger_start, trigger_end, coalesce(mode, '') || '|' || status || '|' ||
                       coalesce((SELECT group_concat(id, ',') FROM (SELECT a.id FROM event_actors p
                           JOIN actors a USING (actor) WHERE p.event = e.event AND role = 'actor' ORDER BY position)), '')
                       || '|' || coalesce((SELECT group_concat(id, ',') FROM (SELECT a.id FROM event_actors p
                           JOIN actors a USING (actor) WHERE p.event = e.event AND role = 'recipient' ORDER BY position)), '')
                       || '|' || coalesce(date_start, '') || '|' || coalesce(date_end, '')
                   FROM events e WHERE event BETWEEN ? AND ?";
        let read = |row: &Row<'_>| Ok((row.get(0)?, ([row.get(1)?, row.get(2)?], row.get(3)?)));
        rows(&self.connection, sql, parts(article), read)
    }

    fn compare_quotations(
        &self,
        article: i64,
        record: &Record,
        recoded: &mut Recoded,
    ) -> Result<(), Problem> {
        let sql = "SELECT coalesce(a.id, ''), (SELECT group_concat(span, ' ') FROM (
                       SELECT p.\"start\" || '-' || p.\"end\" AS span FROM quotation_parts p
                       WHERE p.quotation = q.quotation ORDER BY position))
                   FROM quotations q LEFT JOIN actors a ON a.actor = q.speaker WHERE quotation BETWEEN ? AND ?";
        let read = |row: &Row<'_>| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?.unwrap_or_default()))
        };
        let mut old = rows(&self.connection, sql, parts(article), read)?;
        for quotation in &record.quotations {
            let spans: Vec<_> =
                quotation.content.iter().map(|[start, end]| format!("{start}-{end}")).collect();
            let own = (quotation.speaker_actor.clone().unwrap_or_default(), spans.join(" "));
            match old.iter().position(|known| *known == own) {
                Some(at) => {
                    old.swap_remove(at);
                }
                None => recoded.quotations[0] += 1,
            }
        }
        recoded.quotations[1] += old.len() as u64;
        Ok(())
    }
}

/// How an event's words are read, as [`Ledger::readings`] gives it.
fn reading(event: &Event) -> String {
    let ids = |side: &[dualtrack_record::Participant]| {
        side.iter().map(|party| party.actor.as_str()).collect::<Vec<_>>().join(",")
    };
    let (mode, date) = (event.mode.as_deref().unwrap_or_default(), event.date.as_ref());
    let start = date.and_then(|date| date.start.as_deref()).unwrap_or_default();
    let end = date.and_then(|date| date.end.as_deref()).unwrap_or_default();
    format!("{mode}|{}|{}|{}|{start}|{end}", event.status, ids(&event.actors), ids(&event.recipients))
}

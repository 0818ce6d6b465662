//! Quotations and contacts with what a reader wants to know of them.

use rusqlite::{OptionalExtension, Row};

use crate::error::{LedgerError, Problem};
use crate::open::Ledger;

/// A quotation with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// What was said.
    pub words: String,
    /// Direct, indirect or mixed.
    pub kind: String,
    /// Who said it.
    pub speaker: Option<String>,
    /// The day of its article.
    pub day: String,
    /// The article's headline.
    pub title: Option<String>,
    /// In how many printings of its story it stands.
    pub printings: u64,
    /// The track on which it stands.
    pub track: Option<String>,
}

impl Ledger {
    /// A quotation by its key, as `quoted.quotation` has it.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn quoted(&self, quotation: i64) -> Result<Quoted, LedgerError> {
        let sql = "
            SELECT t.content, q.kind, d.name, a.day, a.title, q.track,
                   1 + (SELECT count(*) FROM articles r WHERE r.reprint_of = a.article AND r.reprint_of <> r.article)
            FROM quotations q JOIN quotation_texts t USING (quotation) JOIN articles a ON a.article = q.article
                 LEFT JOIN article_actors s ON s.article = q.article AND s.actor = q.speaker
                 LEFT JOIN descriptions d ON d.description = s.description
            WHERE q.quotation = ?1";
        let read = || -> Result<Quoted, Problem> {
            Ok(self.connection.prepare_cached(sql)?.query_row([quotation], quoted)?)
        };
        read().map_err(|problem| self.error(problem))
    }

    /// The form and the standing body of the contact that an event states.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn contact(&self, event: i64) -> Result<Option<(String, Option<String>)>, LedgerError> {
        let sql = "SELECT form, forum FROM contacts WHERE event = ?1 ORDER BY number LIMIT 1";
        let read = || -> Result<_, Problem> {
            let contact = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
            Ok(self.connection.prepare_cached(sql)?.query_row([event], contact).optional()?)
        };
        read().map_err(|problem| self.error(problem))
    }

    /// The issues of an event, in the order of letters.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn issues(&self, event: i64) -> Result<Vec<String>, LedgerError> {
        self.issues_of(event).map_err(|problem| self.error(problem))
    }

    pub(crate) fn issues_of(&self, event: i64) -> Result<Vec<String>, Problem> {
        let sql = "SELECT issue FROM event_issues WHERE event = ?1 ORDER BY issue";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_map([event], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

fn quoted(row: &Row<'_>) -> rusqlite::Result<Quoted> {
    Ok(Quoted {
        words: row.get(0)?,
        kind: row.get(1)?,
        speaker: row.get(2)?,
        day: row.get(3)?,
        title: row.get(4)?,
        track: row.get(5)?,
        printings: row.get::<_, i64>(6)?.unsigned_abs(),
    })
}

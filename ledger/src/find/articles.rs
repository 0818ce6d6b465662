//! Articles that were found.

use rusqlite::Row;

use super::Place;
use crate::error::LedgerError;
use crate::open::Ledger;

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What names it in lists: the first digits of its id, and 0.
    pub place: String,
    /// SHA-256 of its text.
    pub id: String,
    /// Its day; empty where not known.
    pub day: String,
    /// When it was published, as the page says.
    pub published: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The agency that it credits.
    pub agency: Option<String>,
    /// The site that it is from.
    pub site: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Where it was read from.
    pub input: String,
    /// Events that it reports.
    pub events: u64,
    /// Quotations in it.
    pub quotations: u64,
    /// The id of the first printing, where it is a reprint.
    pub reprint_of: Option<String>,
    /// The reprints of it, where it is the first printing.
    pub reprints: u64,
}

const ARTICLE: &str = "
SELECT a.*, f.id AS first,
       (SELECT count(*) FROM events WHERE event BETWEEN a.article << 20 AND (a.article << 20) + 1048575) AS events,
       (SELECT count(*) FROM quotations WHERE quotation BETWEEN a.article << 20 AND (a.article << 20) + 1048575)
           AS quotations,
       (SELECT count(*) FROM articles r WHERE r.reprint_of = a.article AND r.reprint_of <> r.article) AS reprints
FROM articles a JOIN articles f ON f.article = a.reprint_of WHERE a.article = ?";

impl Ledger {
    /// An article that was found.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn article_at(&self, place: &Place) -> Result<Listed, LedgerError> {
        let found =
            || self.connection.prepare_cached(ARTICLE)?.query_row([place.key], |row| listed(row, place));
        found().map_err(|error| self.error(error))
    }
}

fn listed(row: &Row<'_>, place: &Place) -> rusqlite::Result<Listed> {
    let (id, first): (String, String) = (row.get("id")?, row.get("first")?);
    Ok(Listed {
        place: place.id(),
        day: row.get("day")?,
        published: row.get("published_local")?,
        title: row.get("title")?,
        agency: row.get("agency")?,
        site: row.get("site")?,
        url: row.get("url")?,
        input: row.get("input")?,
        events: row.get::<_, i64>("events")?.unsigned_abs(),
        quotations: row.get::<_, i64>("quotations")?.unsigned_abs(),
        reprint_of: Some(first).filter(|first| *first != id),
        reprints: row.get::<_, i64>("reprints")?.unsigned_abs(),
        id,
    })
}

//! Finding events, contacts, quotations and articles, page by page, the newest first.
//!
//! The order is the day, then the article's id, then the number in its record: it is the same in every ledger that
//! holds the same articles.

mod articles;
mod query;
mod rows;
mod words;

use dualtrack_record::{EventType, Status, Track};
use jiff::civil::Date;

use crate::error::{LedgerError, Problem};
use crate::open::Ledger;

use self::query::Query;
use self::words::Hits;

pub use articles::Listed;
pub(crate) use rows::rows;
pub use rows::{Event, Meeting};

/// What is looked for: everything that fulfils all that is asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Who does it, or speaks, by id, by himself or through those who act for him; who is in the article.
    pub actor: Option<String>,
    /// To whom it is done, or who is spoken about.
    pub recipient: Option<String>,
    /// Two between whom it is, whichever way.
    pub dyad: Option<(String, String)>,
    /// Types; any if there are none.
    pub types: Vec<EventType>,
    /// The mode.
    pub mode: Option<String>,
    /// The track.
    pub track: Option<Track>,
    /// Statuses; any if there are none.
    pub statuses: Vec<Status>,
    /// The issue.
    pub issue: Option<String>,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// The agency that the article credits, or the site that it is from.
    pub source: Option<String>,
    /// Words that all stand in the sentence or quotation, in whatever form; a phrase in quotation marks stands as it is.
    pub text: Option<String>,
}

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Events, each once.
    Events,
    /// Events that are contacts.
    Contacts,
    /// Quotations, those of reprints left out.
    Quotations,
    /// Articles.
    Articles,
}

/// Where something stands in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub(crate) key: i64,
    pub(crate) day: i64,
    pub(crate) article: String,
    pub(crate) number: i64,
}

/// So many digits of an article's id are enough to name it.
const DIGITS: usize = 16;

impl Place {
    /// What names it outside the ledger: the first digits of its article's id and its number there.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}-{}", self.article.get(..DIGITS).unwrap_or(&self.article), self.number)
    }

    fn order(&self) -> (std::cmp::Reverse<i64>, &str, i64) {
        (std::cmp::Reverse(self.day), &self.article, self.number)
    }
}

/// A list that is read page by page.
#[derive(Debug)]
pub struct Listing<'a> {
    ledger: &'a Ledger,
    query: Query,
    after: Option<Place>,
}

impl Ledger {
    /// The list of all that `filter` lets through, behind the one whose id is `after`.
    ///
    /// # Errors
    /// If the ledger cannot be read, or holds nothing with that id.
    pub fn list(&self, kind: Kind, filter: &Filter, after: Option<&str>) -> Result<Listing<'_>, LedgerError> {
        self.listing(kind, filter, after).map_err(|problem| self.error(problem))
    }

    fn listing(&self, kind: Kind, filter: &Filter, after: Option<&str>) -> Result<Listing<'_>, Problem> {
        let hits = filter.text.as_deref().map(|text| Hits::of(&self.connection, kind, text)).transpose()?;
        let query = Query::new(self, kind, filter, hits)?;
        let after = after.map(|id| self.place(kind, id)).transpose()?;
        Ok(Listing { ledger: self, query, after })
    }

    /// Where the one with this id stands.
    fn place(&self, kind: Kind, id: &str) -> Result<Place, Problem> {
        let unknown = || Problem::Record(format!("it holds nothing with the id {id}"));
        let (prefix, number) = id.split_once('-').unwrap_or((id, "0"));
        let number: i64 = number.parse().map_err(|_| unknown())?;
        if prefix.len() < DIGITS {
            return Err(unknown());
        }
        let sql =
            "SELECT article, id, day FROM articles WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT 1";
        let read = |row: &rusqlite::Row<'_>| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        };
        let mut articles = self.connection.prepare_cached(sql)?;
        let mut articles = articles.query_map([prefix], read)?;
        let (article, id, mut day) = articles.next().ok_or_else(unknown)??;
        let key = (article << 20) | number;
        if matches!(kind, Kind::Events | Kind::Contacts) {
            let mut events = self.connection.prepare_cached("SELECT day FROM events WHERE event = ?")?;
            let mut events = events.query_map([key], |row| row.get(0))?;
            day = events.next().ok_or_else(unknown)??;
        }
        Ok(Place { key, day: crate::day::number(&day), article: id, number })
    }
}

impl Listing<'_> {
    /// The next `count`, fewer at the end.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn next_page(&mut self, count: usize) -> Result<Vec<Place>, LedgerError> {
        let page = self.query.page(&self.ledger.connection, self.after.as_ref(), count);
        let page = page.map_err(|problem| self.ledger.error(problem))?;
        if let Some(last) = page.last() {
            self.after = Some(last.clone());
        }
        Ok(page)
    }
}

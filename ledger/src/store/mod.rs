//! The one that writes: statements, and what is known of keys.

mod article;
mod relations;
mod reports;
mod stories;

pub(crate) use article::{Entered, check};

use std::collections::BTreeMap;

use rusqlite::{Connection, Params, params};

use crate::error::Problem;
use crate::pairs::Party;

/// The bits of a part's number in its key.
const PART: u32 = 20;
/// More parts of one kind no article has: a text of 2 MiB has fewer sentences.
pub(crate) const MOST_PARTS: usize = 1 << PART;

/// The key of a part of an article.
pub(crate) const fn part(article: i64, number: u32) -> i64 {
    (article << PART) | number as i64
}

/// The keys of all parts of an article.
pub(crate) const fn parts(article: i64) -> (i64, i64) {
    (article << PART, ((article + 1) << PART) - 1)
}

/// The article of a part.
pub(crate) const fn article_of(part: i64) -> i64 {
    part >> PART
}

/// The number of a part in its record.
pub(crate) const fn number(part: i64) -> i64 {
    part & (MOST_PARTS as i64 - 1)
}

/// What is known of keys. Rows of actors are never changed in these columns, whoever else writes.
#[derive(Debug, Default)]
pub(crate) struct Known {
    actors: BTreeMap<String, i64>,
    ids: BTreeMap<i64, String>,
    sides: BTreeMap<i64, Vec<i64>>,
}

/// Forget what is known when there are so many actors, so that memory stays bounded.
const MOST_KNOWN: usize = 200_000;

/// The rows of a ledger, within one transaction.
pub(crate) struct Store<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) known: &'a mut Known,
}

impl<'a> Store<'a> {
    pub(crate) fn new(connection: &'a Connection, known: &'a mut Known) -> Self {
        if known.actors.len() + known.sides.len() > MOST_KNOWN {
            *known = Known::default();
        }
        Self { connection, known }
    }

    pub(crate) fn execute(&self, sql: &str, values: impl Params) -> Result<usize, Problem> {
        Ok(self.connection.prepare_cached(sql)?.execute(values)?)
    }

    /// The rows of a query.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Problem> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(values, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The first row of a query, if there is one.
    pub(crate) fn row<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Problem> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query_map(values, read)?;
        Ok(rows.next().transpose()?)
    }

    /// The key of the actor with this id, which gets one if it has none.
    pub(crate) fn actor(&mut self, id: &str) -> Result<i64, Problem> {
        if let Some(&key) = self.known.actors.get(id) {
            return Ok(key);
        }
        let found = self.row("SELECT actor FROM actors WHERE id = ?", [id], |row| row.get(0))?;
        let key = match found {
            Some(key) => key,
            None => {
                self.execute("INSERT INTO actors (id, as_of) VALUES (?, '')", [id])?;
                self.connection.last_insert_rowid()
            }
        };
        self.known.actors.insert(id.to_owned(), key);
        self.known.ids.insert(key, id.to_owned());
        Ok(key)
    }

    /// The id of an actor.
    pub(crate) fn actor_id(&mut self, key: i64) -> Result<String, Problem> {
        if let Some(id) = self.known.ids.get(&key) {
            return Ok(id.clone());
        }
        let found = self.row("SELECT id FROM actors WHERE actor = ?", [key], |row| row.get(0))?;
        let id: String = found.unwrap_or_default();
        self.known.ids.insert(key, id.clone());
        Ok(id)
    }

    /// An actor of an article as the parties it stands for: itself with those for whom it acts, or each of "both".
    pub(crate) fn parties(&mut self, article: i64, actor: i64) -> Result<Vec<Party>, Problem> {
        let Some(sides) = self.sides(article, actor)? else { return Ok(vec![vec![actor]]) };
        if !self.actor_id(actor)?.contains('+') {
            return Ok(vec![[&[actor], &sides[..]].concat()]);
        }
        let mut parties = Vec::new();
        for member in sides {
            let sides = self.sides(article, member)?.unwrap_or_default();
            parties.push([&[member], &sides[..]].concat());
        }
        Ok(parties)
    }

    /// Those for whom an actor acts, as its article describes it.
    fn sides(&mut self, article: i64, actor: i64) -> Result<Option<Vec<i64>>, Problem> {
        let sql = "SELECT description FROM article_actors WHERE article = ? AND actor = ?";
        let Some(description) = self.row(sql, params![article, actor], |row| row.get::<_, i64>(0))? else {
            return Ok(None);
        };
        if let Some(sides) = self.known.sides.get(&description) {
            return Ok(Some(sides.clone()));
        }
        let sql = "SELECT sides FROM descriptions WHERE description = ?";
        let json: String = self.row(sql, [description], |row| row.get(0))?.unwrap_or_default();
        let mut sides = Vec::new();
        for id in serde_json::from_str::<Vec<String>>(&json).unwrap_or_default() {
            sides.push(self.actor(&id)?);
        }
        self.known.sides.insert(description, sides.clone());
        Ok(Some(sides))
    }

    pub(crate) fn forget(&mut self) {
        *self.known = Known::default();
    }
}

//! What comes into a ledger: records, documents already known, and what could not be read.

use dualtrack_record::Record;
use rusqlite::{Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use crate::error::{LedgerError, Problem};
use crate::open::Ledger;
use crate::store::{Entered, Store, check, parts};

/// What a document is known by: the first 16 bytes of the SHA-256 of its kind and its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentId(pub(crate) [u8; 16]);

impl DocumentId {
    /// The id of a document that is read as `kind`.
    #[must_use]
    pub fn of(kind: &str, bytes: &[u8]) -> Self {
        let digest = Sha256::new().chain_update(kind).chain_update([0]).chain_update(bytes).finalize();
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        Self(id)
    }
}

/// One input.
#[derive(Debug)]
pub enum Entry {
    /// A document and the record that it gave.
    Read {
        /// The document.
        document: DocumentId,
        /// Its record.
        record: Box<Record>,
    },
    /// A document that the ledger knows, perhaps under another name.
    Known {
        /// The document.
        document: DocumentId,
        /// The name under which it came.
        input: String,
    },
    /// An input that could not be read.
    Failed {
        /// The input.
        input: String,
        /// Why not.
        reason: String,
    },
}

/// What became of some entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Added {
    /// Articles that are new.
    pub articles: u64,
    /// Those of them that are reprints of others.
    pub reprints: u64,
    /// Inputs whose article was known.
    pub known: u64,
    /// Events that the new articles report.
    pub reports: u64,
    /// Those of them that others had told first.
    pub merged: u64,
    /// Inputs that could not be entered though they were read, with their reasons.
    pub refused: Vec<(String, String)>,
}

impl Ledger {
    /// Whether the ledger holds the article of a document.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn knows(&self, document: &DocumentId) -> Result<bool, LedgerError> {
        let known = || -> rusqlite::Result<bool> {
            let sql = "SELECT EXISTS (SELECT 1 FROM inputs WHERE document = ?)";
            self.connection.prepare_cached(sql)?.query_row([document.0], |row| row.get(0))
        };
        known().map_err(|error| self.error(error))
    }

    /// Enters all of `entries` or, if that fails, none of them. Waits while another program writes.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn add(&mut self, entries: &[Entry]) -> Result<Added, LedgerError> {
        let added = add(&mut self.connection, &mut self.known, entries);
        added.map_err(|problem| {
            // Keys given in what was undone are not known.
            self.known = Default::default();
            LedgerError::new(&self.path, problem)
        })
    }
}

fn add(
    connection: &mut rusqlite::Connection,
    known: &mut crate::store::Known,
    entries: &[Entry],
) -> Result<Added, Problem> {
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    let mut store = Store::new(&transaction, known);
    let (mut added, mut new) = (Added::default(), Vec::new());
    for entry in entries {
        match entry {
            Entry::Read { document, record } => match check(record) {
                Ok(()) => match enter(&mut store, document, record)? {
                    Entered::New { article } => new.push(article),
                    Entered::Known { .. } => added.known += 1,
                },
                Err(reason) => {
                    fail(&store, &record.article.input, &reason)?;
                    added.refused.push((record.article.input.clone(), reason));
                }
            },
            Entry::Known { document, input } => {
                rename(&store, document, input)?;
                added.known += 1;
            }
            Entry::Failed { input, reason } => fail(&store, input, reason)?,
        }
    }
    for article in new {
        added.articles += 1;
        let sql = "SELECT reprint_of <> article FROM articles WHERE article = ?";
        added.reprints +=
            u64::from(store.row(sql, [article], |row| row.get::<_, u32>(0))?.unwrap_or_default());
        let sql = "SELECT count(*), count(*) FILTER (WHERE merged <> event) FROM events WHERE event BETWEEN ? AND ?";
        let counts =
            store.row(sql, parts(article), |row| Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?)))?;
        let (reports, merged) = counts.unwrap_or_default();
        added.reports += u64::from(reports);
        added.merged += u64::from(merged);
    }
    transaction.commit()?;
    Ok(added)
}

fn enter(store: &mut Store<'_>, document: &DocumentId, record: &Record) -> Result<Entered, Problem> {
    let entered = store.enter(record, document)?;
    let (Entered::New { article } | Entered::Known { article }) = entered;
    let sql = "INSERT OR IGNORE INTO inputs (document, input, article) VALUES (?, ?, ?)";
    store.execute(sql, params![document.0, record.article.input, article])?;
    store.execute("DELETE FROM failures WHERE input = ?", [&record.article.input])?;
    Ok(entered)
}

/// Another name of a known document. An article bears the first of the names of its document.
fn rename(store: &Store<'_>, document: &DocumentId, input: &str) -> Result<(), Problem> {
    let sql = "INSERT OR IGNORE INTO inputs (document, input, article)
               SELECT document, ?2, article FROM inputs WHERE document = ?1 LIMIT 1";
    store.execute(sql, params![document.0, input])?;
    let sql = "UPDATE articles SET input = ?2
               WHERE article = (SELECT article FROM inputs WHERE document = ?1 LIMIT 1) AND document = ?1 AND input > ?2";
    store.execute(sql, params![document.0, input])?;
    store.execute("DELETE FROM failures WHERE input = ?", [input])?;
    Ok(())
}

fn fail(store: &Store<'_>, input: &str, reason: &str) -> Result<(), Problem> {
    store.execute("INSERT OR REPLACE INTO failures (input, reason) VALUES (?, ?)", [input, reason])?;
    Ok(())
}

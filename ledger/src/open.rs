//! Opening a ledger: for reading or for writing, and never anything that is not one.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use crate::error::{LedgerError, Problem};
use crate::schema::{self, APPLICATION, STEPS};
use crate::store::Known;

/// How long one waits for another that writes. Each writes for moments only; who holds the ledger longer is stuck.
const PATIENCE: Duration = Duration::from_secs(600);

/// A ledger: one SQLite file with the records of many articles (docs/ledger.md).
#[derive(Debug)]
pub struct Ledger {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    /// What its writer knows of keys.
    pub(crate) known: Known,
}

impl Ledger {
    /// Opens a ledger for reading; one of an older version is brought up to date first.
    ///
    /// # Errors
    /// If there is no such ledger, the file is no ledger, or a newer program made it.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, LedgerError> {
        let path = path.as_ref();
        open_for_reading(path).map_err(|problem| LedgerError::new(path, problem))
    }

    /// Opens a ledger for writing, and makes it where there is none.
    ///
    /// # Errors
    /// If the file is no ledger, cannot be written, or a newer program made it.
    pub fn create_or_open(path: impl AsRef<Path>) -> Result<Self, LedgerError> {
        let path = path.as_ref();
        open_for_writing(path).map_err(|problem| LedgerError::new(path, problem))
    }

    /// Whether a file is a ledger, by its first bytes; one that cannot be read is none.
    #[must_use]
    pub fn is_at(path: impl AsRef<Path>) -> bool {
        matches!(header(path.as_ref()), Ok(Header::Ledger))
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn error(&self, problem: impl Into<Problem>) -> LedgerError {
        LedgerError::new(&self.path, problem)
    }
}

fn open_for_reading(path: &Path) -> Result<Ledger, Problem> {
    if header(path)? != Header::Ledger {
        return Err(Problem::NoLedger);
    }
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    if schema::is_current(&connection, STEPS)? {
        return Ok(Ledger { connection, path: path.to_owned(), known: Known::default() });
    }
    drop(connection);
    open_for_writing(path)
}

fn open_for_writing(path: &Path) -> Result<Ledger, Problem> {
    match header(path) {
        Ok(Header::Ledger | Header::Empty) | Err(Problem::Missing) => {}
        Ok(Header::Other) => return Err(Problem::NoLedger),
        Err(problem) => return Err(problem),
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = connect(path, flags)?;
    // The schema is made before the journal is a log: then the header, by which a ledger is known, is in the file
    // itself from the first commit on.
    schema::migrate(&mut connection, STEPS)?;
    write_ahead(&connection)?;
    Ok(Ledger { connection, path: path.to_owned(), known: Known::default() })
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Problem> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    // References hold at the end of a transaction, by the way it is written; the tests check them.
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// Readers never wait for the writer. SQLite does not wait by itself for the moment at which it can switch.
fn write_ahead(connection: &Connection) -> Result<(), Problem> {
    let begun = Instant::now();
    loop {
        match connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
            .map_err(Problem::from)
        {
            Err(Problem::Busy) if begun.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(20)),
            other => return other,
        }
    }
}

/// What the first bytes of a file say.
#[derive(Debug, PartialEq, Eq)]
enum Header {
    Empty,
    Ledger,
    Other,
}

#[allow(clippy::disallowed_methods, reason = "a ledger is a file")]
fn header(path: &Path) -> Result<Header, Problem> {
    let mut bytes = [0; 100];
    let mut file = File::open(path)?;
    match file.read_exact(&mut bytes) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
            return Ok(if file.metadata()?.len() == 0 { Header::Empty } else { Header::Other });
        }
        Err(error) => return Err(error.into()),
    }
    let ours = bytes.starts_with(b"SQLite format 3\0") && bytes[68..72] == APPLICATION.to_be_bytes();
    Ok(if ours { Header::Ledger } else { Header::Other })
}

//! What can go wrong with a ledger, in words that name the file.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// An error of a ledger.
#[derive(Debug)]
pub struct LedgerError {
    path: PathBuf,
    problem: Problem,
}

/// What went wrong.
#[derive(Debug)]
pub enum Problem {
    /// There is no such file.
    Missing,
    /// The file is something else, and was left as it is.
    NoLedger,
    /// A newer program made it.
    Newer {
        /// The version of its schema.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// Another program kept it to itself for too long.
    Busy,
    /// A record says what no record can say.
    Record(String),
    /// The operating system refused.
    File(io::Error),
    /// SQLite refused.
    Database(rusqlite::Error),
}

impl LedgerError {
    pub(crate) fn new(path: &Path, problem: impl Into<Problem>) -> Self {
        Self { path: path.to_owned(), problem: problem.into() }
    }

    /// The ledger's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What went wrong.
    #[must_use]
    pub const fn problem(&self) -> &Problem {
        &self.problem
    }
}

impl From<rusqlite::Error> for Problem {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::Busy,
            Some(NotADatabase) => Self::NoLedger,
            _ => Self::Database(error),
        }
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound { Self::Missing } else { Self::File(error) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(f, "there is no such ledger"),
            Self::NoLedger => write!(f, "it is no ledger of Dualtrack, and was left as it is"),
            Self::Newer { found, known } => write!(
                f,
                "it was made by a newer version of Dualtrack (its schema has version {found}, this program knows \
                 {known})"
            ),
            Self::Busy => write!(f, "another program keeps it locked"),
            Self::Record(what) => write!(f, "{what}"),
            Self::File(error) => write!(f, "{error}"),
            Self::Database(error) => write!(f, "{error}"),
        }
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.problem)
    }
}

impl std::error::Error for LedgerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::File(error) => Some(error),
            Problem::Database(error) => Some(error),
            _ => None,
        }
    }
}

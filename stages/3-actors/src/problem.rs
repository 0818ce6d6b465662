//! What is wrong with a table, and where.

use std::fmt;

/// A mistake in a knowledge table, for the person who edits it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The table, by its name in the knowledge folder (`offices/NOR.tsv`).
    pub file: String,
    /// The line, counted from 1; 0 where the whole table is meant.
    pub line: usize,
    /// The column, by its name in the header; empty where the whole line is meant.
    pub column: String,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(f, " ({})", self.column)?;
        }
        write!(f, ": {}", self.what)
    }
}

impl std::error::Error for Problem {}

/// The problems found so far, in the order of reading.
#[derive(Debug, Default)]
pub(crate) struct Problems(pub(crate) Vec<Problem>);

impl Problems {
    pub(crate) fn add(&mut self, place: Place<'_>, what: impl Into<String>) {
        self.0.push(Problem {
            file: place.file.to_owned(),
            line: place.line,
            column: place.column.to_owned(),
            what: what.into(),
        });
    }
}

/// A place in a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: usize,
    pub(crate) column: &'a str,
}

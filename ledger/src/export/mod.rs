//! The ledger in the formats of others: GDELT, ICEWS, POLECAT, PLOVER, and tables as CSV and Parquet.
//!
//! A file holds the same bytes in whatever order the articles came: rows are sorted by the day of publication, the
//! article's id and the number in its record, and ids are hashes of what they name. The four event formats hold the
//! events that happened or are going on, each once; the tables hold everything.

mod gdelt;
mod icews;
#[cfg(feature = "parquet")]
mod parquet;
mod plover;
mod polecat;
mod rows;
mod tables;

use std::collections::BTreeSet;
use std::io::Write;

use sha2::{Digest, Sha256};

use crate::error::{LedgerError, Problem};
use crate::open::Ledger;
use crate::told::{Party, Told};

#[cfg(feature = "parquet")]
pub use parquet::write as write_parquet;
pub use tables::{TABLES, Table, write_csv};

/// An event format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventFormat {
    /// GDELT 2.0 events: 61 columns with tabs, no heading; a row for each pair.
    Gdelt,
    /// ICEWS coded events: 20 columns with tabs; a row for each pair.
    Icews,
    /// POLECAT: 40 columns with tabs; lists within a cell.
    Polecat,
    /// PLOVER: an object of JSON a line.
    Plover,
}

/// The full name of a state, by its alpha-3 code: formats want "Norway" where the ledger says `NOR`.
pub type StateName<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Writes every event that happened or is going on; gives the number of rows.
///
/// # Errors
/// If the ledger cannot be read or `out` not be written.
pub fn write_events(
    ledger: &Ledger,
    format: EventFormat,
    state_name: StateName<'_>,
    out: &mut dyn Write,
) -> Result<u64, LedgerError> {
    let mut rows = 0;
    let mut ids = Ids::default();
    heading(format, out).map_err(|error| ledger.error(error))?;
    let written = ledger.each_event(|event, told| {
        rows += match format {
            EventFormat::Gdelt => gdelt::write(&told, ledger.mentions(event)?, &mut ids, out)?,
            EventFormat::Icews => icews::write(&told, state_name, &mut ids, out)?,
            EventFormat::Polecat => polecat::write(&told, &ledger.cast(&told)?, out)?,
            EventFormat::Plover => plover::write(&told, &ledger.beside(event)?, out)?,
        };
        Ok(())
    });
    let written = written.and_then(|()| Ok(out.flush()?));
    written.map_err(|problem| ledger.error(problem))?;
    Ok(rows)
}

fn heading(format: EventFormat, out: &mut dyn Write) -> Result<(), Problem> {
    match format {
        EventFormat::Icews => writeln!(out, "{}", icews::COLUMNS.join("\t"))?,
        EventFormat::Polecat => writeln!(out, "{}", polecat::COLUMNS.join("\t"))?,
        EventFormat::Gdelt | EventFormat::Plover => {}
    }
    Ok(())
}

impl Ledger {
    /// Calls `with` for every event that happened or is going on, each once, in the order of exports.
    fn each_event(&self, mut with: impl FnMut(i64, Told) -> Result<(), Problem>) -> Result<(), Problem> {
        let sql = "
            SELECT e.event FROM articles a
            JOIN events e ON e.event BETWEEN a.article << 20 AND (a.article << 20) + 1048575
            WHERE e.merged = e.event AND e.status IN ('happened', 'ongoing') ORDER BY a.day, a.id, e.event";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let event = row.get(0)?;
            with(event, self.told_or_problem(event)?)?;
        }
        Ok(())
    }
}

/// What names an event, or one pair of it, outside the ledger: the hash of its article, its number and the pair.
fn digest(told: &Told, pair: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(told.article.id.as_bytes());
    hash.update(told.number.to_le_bytes());
    for party in pair {
        hash.update([0]);
        hash.update(party.as_bytes());
    }
    hash.finalize().into()
}

/// The id of an event where a format takes letters.
fn name_of(told: &Told) -> String {
    digest(told, &[]).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Ids where a format wants whole numbers: no two rows have the same.
#[derive(Default)]
struct Ids(BTreeSet<u64>);

impl Ids {
    /// A number of at most `bits` bits for a pair.
    fn of(&mut self, told: &Told, pair: [Option<&Party>; 2], bits: u32) -> u64 {
        let bytes = digest(told, &pair.map(|party| party.map_or("", |party| party.id.as_str())));
        let mut first = [0; 8];
        first.copy_from_slice(&bytes[..8]);
        let mut id = u64::from_be_bytes(first) >> (64 - bits);
        while !self.0.insert(id) {
            id = (id + 1) & ((1 << bits) - 1);
        }
        id
    }
}

/// A cell of a table with tabs: nothing in it ends the cell or the line.
fn cell(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Writes a line of cells with tabs.
fn line(cells: &[String], out: &mut dyn Write) -> Result<(), Problem> {
    out.write_all(cells.join("\t").as_bytes())?;
    out.write_all(b"\n")?;
    Ok(())
}

//! `dualtrack actors import`: large collections of facts, read once and written as tables of our own form, which a
//! person can look at, correct and lay over ours with `--knowledge`.

mod facts;
mod folder;
mod geonames;
mod lines;
mod offices;
mod sparql;
mod wikidata;

use std::io;
use std::path::Path;

use self::folder::Tables;
use self::lines::Lines;
use crate::arguments::ImportCommand;
use crate::failure::{Failure, Stop};
use crate::input::{self, Source};
use crate::output::Progress;
use crate::{Outcome, output};

pub(crate) fn run(command: &ImportCommand) -> Result<Outcome, Stop> {
    match command {
        ImportCommand::Wikidata { input, folder } => wikidata(input, folder),
        ImportCommand::Geonames { input, folder } => geonames::import(input, folder),
    }
}

/// A dump, or the answer to a query where it is no JSON.
fn wikidata(input: &Path, folder: &Path) -> Result<Outcome, Stop> {
    let folder = folder::claim(folder, &["states.tsv", "organisations.tsv", "offices"])?;
    let name = input.display().to_string();
    let failed = |error: io::Error| Failure::io(&name, &error);
    let mut source = input::open(input).map_err(failed)?;
    let beginning = source.fill_buf().map_err(failed)?.trim_ascii_start().first().copied();
    match beginning {
        Some(b'[' | b'{') => wikidata::import(source, &name, &folder),
        _ => sparql::import(source, &name, &folder),
    }
}

/// Faults of single lines are named, up to this many; the rest is counted.
const NAMED: u64 = 20;

/// A file read line by line, with its faults named and counted and its progress shown.
struct Reading<'n> {
    lines: Lines<Source>,
    name: &'n str,
    progress: Progress,
    read: u64,
    faults: u64,
}

impl<'n> Reading<'n> {
    fn new(source: Source, name: &'n str) -> Self {
        Self { lines: Lines::new(source), name, progress: Progress::alone(), read: 0, faults: 0 }
    }

    /// Calls `each` with every line that fits into memory; what is wrong with one is its error, and the next follows.
    /// A source that breaks off is a fault too: what came before it counts.
    fn each(&mut self, mut each: impl FnMut(&[u8]) -> Result<(), String>) -> Result<(), Failure> {
        const STEP: u64 = 256;
        loop {
            let (number, fault) = match self.lines.next() {
                Ok(None) => break,
                Ok(Some((number, Some(line)))) => (number, each(line).err()),
                Ok(Some((number, None))) => (number, Some("the line is too long".to_owned())),
                Err(error) if self.read == 0 => return Err(Failure::io(self.name, &error)),
                Err(error) => {
                    self.fault(self.read + 1, &error.to_string());
                    break;
                }
            };
            self.read = number;
            if let Some(fault) = fault {
                self.fault(number, &fault);
            }
            if self.read.is_multiple_of(STEP) {
                self.progress.show(self.read, self.faults);
            }
        }
        self.progress.clear();
        Ok(())
    }

    fn fault(&mut self, line: u64, what: &str) {
        self.faults += 1;
        if self.faults <= NAMED {
            self.progress.clear();
            output::say(format_args!("{}:{line}: {what}", self.name));
        }
    }

    /// Writes the tables and says what they hold.
    fn finish(&self, mut tables: Tables, folder: &Path) -> Result<Outcome, Stop> {
        tables.settle();
        if tables.rows().next().is_none() {
            return Err(Failure::new(self.name, "it holds nothing for the knowledge base").into());
        }
        tables.write(folder)?;
        let kinds =
            ["offices/", "states", "organisations", "places"].map(|table| (table, tables.count(table)));
        let counts = kinds.iter().filter(|(_, count)| *count > 0);
        let counts: Vec<_> =
            counts.map(|(table, count)| format!("{} {count}", table.trim_end_matches('/'))).collect();
        output::say(format_args!("rows in {}: {}", folder.display(), counts.join(", ")));
        if tables.left_out() > 0 {
            let (count, list) = (tables.left_out(), folder.join(folder::LEFT_OUT));
            output::say(format_args!("left out: {count}, with the reasons in {}", list.display()));
        }
        if self.faults == 0 {
            return Ok(Outcome::Complete);
        }
        output::say(format_args!("lines that could not be read: {} of {}", self.faults, self.read));
        Ok(Outcome::Incomplete)
    }
}

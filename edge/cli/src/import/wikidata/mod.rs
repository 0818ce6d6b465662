//! A dump of Wikidata, read once from its first line to its last.
//!
//! Its entities come in any order: a person before the office, the office before its state. So states, organisations
//! and offices, which are few, are kept in memory, while persons are written to a file beside the tables to come and
//! read again when all offices are known. Memory does not grow with the dump.

mod collect;
mod entity;
mod people;
mod tables;

use std::path::Path;

use dualtrack_actors::Knowledge;

use self::collect::Collector;
use self::entity::Entity;
pub(super) use self::entity::day;
use self::people::Spool;
use super::folder::Tables;
use super::{Reading, offices};
use crate::Outcome;
use crate::failure::{Failure, Stop};
use crate::input::Source;

/// A line in which none of these stands is of no use and is not parsed: nine of ten are of this kind.
const MARKS: [&str; 8] = [
    // Who holds or held an office, and the office with its holders and of whom it is.
    "\"P39\"",
    "\"P1308\"",
    "\"P1001\"",
    "\"P2389\"",
    // A state, by its alpha-3 code.
    "\"P298\"",
    // An organisation, by its secretary-general or by being one between states.
    "\"P3975\"",
    "\"Q484652\"",
    "\"Q245065\"",
];

pub(super) fn import(source: Source, name: &str, folder: &Path) -> Result<Outcome, Stop> {
    let knowledge = Knowledge::built_in();
    let marks: Vec<_> = MARKS.iter().map(memchr::memmem::Finder::new).collect();
    let mut reading = Reading::new(source, name);
    let failed = |error: std::io::Error| Failure::io(folder.display().to_string(), &error);
    let mut spool = Spool::new(folder).map_err(failed)?;
    let mut collector = Collector::new(knowledge);
    let mut written = Ok(());
    reading.each(|line| {
        let line = without_comma(line);
        if marks.iter().all(|mark| mark.find(line).is_none()) {
            return Ok(());
        }
        let entity: Entity =
            serde_json::from_slice(line).map_err(|error| format!("no entity of Wikidata: {error}"))?;
        if let Some(person) = collector.take(&entity)
            && written.is_ok()
        {
            written = spool.write(&person);
        }
        Ok(())
    })?;
    written.map_err(failed)?;
    let mut tables = Tables::new();
    let kept = collector.settle();
    let persons =
        people::with_seats(spool.read().map_err(failed)?, &kept, knowledge, &mut tables).map_err(failed)?;
    tables::file(&kept, knowledge, &mut tables);
    offices::file(persons, knowledge, &mut tables);
    reading.finish(tables, folder)
}

/// An entity without the comma that parts it from the next.
fn without_comma(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    line.strip_suffix(b",").unwrap_or(line)
}

//! The answer to a query of Wikidata as a table (`docs/import.md` has the query): one row a person and seat.

use std::collections::BTreeMap;
use std::path::Path;

use dualtrack_actors::Knowledge;

use super::Reading;
use super::facts::{Holding, Person, aliases_of};
use super::folder::Tables;
use super::{offices, wikidata};
use crate::Outcome;
use crate::failure::{Failure, Stop};
use crate::input::Source;

/// The columns that a table must have; `aliases`, `gender`, `jurisdictionISO3`, `start_prec` and `end_prec` may be missing.
const NEEDED: [&str; 5] = ["person", "personLabel", "positionLabel", "start", "end"];
/// A day, where no precision is given.
const DAY: u64 = 11;

pub(super) fn import(source: Source, name: &str, folder: &Path) -> Result<Outcome, Stop> {
    let knowledge = Knowledge::built_in();
    let mut reading = Reading::new(source, name);
    let mut answer = Answer { knowledge, columns: None, persons: BTreeMap::new(), tables: Tables::new() };
    reading.each(|line| answer.line(line))?;
    if answer.columns.is_none_or(|columns| NEEDED.iter().any(|column| !columns.iter().any(|c| c == column))) {
        let reason = format!("neither a dump of Wikidata nor a table with the columns {}", NEEDED.join(", "));
        return Err(Failure::new(name, reason).into());
    }
    let mut tables = answer.tables;
    offices::file(answer.persons.into_values().collect(), knowledge, &mut tables);
    reading.finish(tables, folder)
}

/// What the rows so far say.
struct Answer {
    knowledge: &'static Knowledge,
    columns: Option<Vec<String>>,
    persons: BTreeMap<String, Person>,
    tables: Tables,
}

impl Answer {
    fn line(&mut self, line: &[u8]) -> Result<(), String> {
        let cells = cells(line)?;
        if cells.is_empty() {
            return Ok(());
        }
        let Some(columns) = &self.columns else {
            self.columns = Some(cells);
            return Ok(());
        };
        if cells.len() != columns.len() {
            return Err(format!("it has {} cells, where the heading has {}", cells.len(), columns.len()));
        }
        let row = Row { columns, cells: &cells };
        let (id, name) = (row.cell("person"), row.cell("personLabel"));
        let Some(holding) = row.holding(self.knowledge) else {
            let (position, of) = (row.cell("positionLabel"), row.cell("jurisdictionISO3"));
            self.tables.leave_out(format!(
                "{name} ({id}): no seat of the knowledge base is called '{position}' {of}"
            ));
            return Ok(());
        };
        let person = self.persons.entry(id.to_owned()).or_insert_with(|| Person {
            source: id.to_owned(),
            name: name.to_owned(),
            aliases: aliases_of(name, row.cell("aliases").split('|'), self.knowledge),
            gender: match row.cell("gender") {
                "female" | "f" => "f",
                "male" | "m" => "m",
                _ => "",
            },
            countries: Vec::new(),
            holdings: Vec::new(),
        });
        if !person.holdings.contains(&holding) {
            person.holdings.push(holding);
        }
        Ok(())
    }
}

struct Row<'r> {
    columns: &'r [String],
    cells: &'r [String],
}

impl Row<'_> {
    fn cell(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|name| name == column);
        at.map_or("", |at| self.cells[at].as_str())
    }

    fn holding(&self, knowledge: &Knowledge) -> Option<Holding> {
        let (position, of) = (self.cell("positionLabel"), self.cell("jurisdictionISO3"));
        let seat = knowledge.seat(position).filter(|seat| of.is_empty() || seat.of == of);
        let seat = seat.or_else(|| knowledge.seat_in(position, of))?;
        Some(Holding { seat, from: self.day("start", "start_prec"), to: self.day("end", "end_prec") })
    }

    fn day(&self, time: &str, precision: &str) -> Option<String> {
        wikidata::day(self.cell(time), self.cell(precision).parse().unwrap_or(DAY))
    }
}

/// The cells of a line, separated by commas.
fn cells(line: &[u8]) -> Result<Vec<String>, String> {
    let line = line.trim_ascii_end();
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line);
    match reader.records().next() {
        None => Ok(Vec::new()),
        Some(Ok(record)) => Ok(record.iter().map(str::to_owned).collect()),
        Some(Err(error)) => Err(error.to_string()),
    }
}

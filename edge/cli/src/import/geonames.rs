//! Places from a table of GeoNames (`cities15000.txt` and its kin), the largest first.

use std::collections::BTreeSet;
use std::path::Path;

use dualtrack_actors::Knowledge;

use super::Reading;
use super::facts::is_fresh_name;
use super::folder::{self, Tables, our_rows};
use crate::Outcome;
use crate::failure::{Failure, Stop};
use crate::input;

/// The columns of a GeoNames table that are read, by position.
const NAME: usize = 1;
const ASCII_NAME: usize = 2;
const LATITUDE: usize = 4;
const LONGITUDE: usize = 5;
const CLASS: usize = 6;
const CODE: usize = 7;
const COUNTRY: usize = 8;
const POPULATION: usize = 14;
const COLUMNS: usize = 19;

pub(super) fn import(input: &Path, folder: &Path) -> Result<Outcome, Stop> {
    let folder = folder::claim(folder, &["places.tsv"])?;
    let name = input.display().to_string();
    let source = input::open(input).map_err(|error| Failure::io(&name, &error))?;
    let mut reading = Reading::new(source, &name);
    let gazetteer = Gazetteer::new(Knowledge::built_in());
    let mut places = Vec::new();
    reading.each(|line| {
        places.extend(gazetteer.place(line)?);
        Ok(())
    })?;
    reading.finish(tables(places), &folder)
}

/// One place to be.
struct Place {
    name: String,
    other: String,
    country: &'static str,
    kind: &'static str,
    lat: f64,
    lon: f64,
    population: u64,
}

/// What of GeoNames is new, and under which codes.
struct Gazetteer {
    knowledge: &'static Knowledge,
    /// Alpha-2 to alpha-3.
    codes: Vec<(&'static str, &'static str)>,
    /// Our places, by name and country.
    known: BTreeSet<(&'static str, &'static str)>,
}

impl Gazetteer {
    fn new(knowledge: &'static Knowledge) -> Self {
        let codes = our_rows("states.tsv").filter(|row| row.get(10).is_none_or(|to| to.is_empty()));
        let mut known = BTreeSet::new();
        for row in our_rows("places.tsv") {
            let country = row.get(2).copied().unwrap_or_default();
            known.insert((row[0], country));
            known.extend(
                row.get(1).into_iter().flat_map(|names| names.split('|')).map(|name| (name, country)),
            );
        }
        Self { knowledge, codes: codes.map(|row| (row[1], row[0])).collect(), known }
    }

    /// The place of a line; `None` for one that we have, or whose name is a word of somebody's.
    fn place(&self, line: &[u8]) -> Result<Option<Place>, String> {
        let line = std::str::from_utf8(line).map_err(|_| "the line is not UTF-8 text".to_owned())?;
        if line.trim().is_empty() {
            return Ok(None);
        }
        let cells: Vec<&str> = line.trim_end_matches('\r').split('\t').collect();
        if cells.len() != COLUMNS {
            return Err(format!("it has {} columns, where GeoNames has {COLUMNS}", cells.len()));
        }
        if cells[CLASS] != "P" {
            return Ok(None);
        }
        let number =
            |at: usize| cells[at].parse::<f64>().map_err(|_| format!("'{}' is no number", cells[at]));
        let (lat, lon) = (number(LATITUDE)?, number(LONGITUDE)?);
        let code = self.codes.iter().find(|(alpha_2, _)| *alpha_2 == cells[COUNTRY]);
        let Some(&(_, country)) = code else {
            return Err(format!("'{}' is no country code", cells[COUNTRY]));
        };
        let (name, ascii) = (cells[NAME], cells[ASCII_NAME]);
        let known = [name, ascii].iter().any(|&name| self.known.contains(&(name, country)));
        if known || !is_fresh_name(name, self.knowledge) {
            return Ok(None);
        }
        let other = if ascii != name && is_fresh_name(ascii, self.knowledge) { ascii } else { "" };
        Ok(Some(Place {
            name: name.to_owned(),
            other: other.to_owned(),
            country,
            kind: if cells[CODE] == "PPLC" { "capital" } else { "city" },
            lat,
            lon,
            population: cells[POPULATION].parse().unwrap_or(0),
        }))
    }
}

/// The larger of two that share a name is meant, unless the text says otherwise; of two in one country only the larger
/// can be told.
fn tables(mut places: Vec<Place>) -> Tables {
    places.sort_by(|a, b| {
        b.population.cmp(&a.population).then_with(|| (&a.name, a.country).cmp(&(&b.name, b.country)))
    });
    let mut tables = Tables::new();
    let mut seen = BTreeSet::new();
    for place in &places {
        if seen.insert((&place.name, place.country)) {
            let (lat, lon) = (format!("{:.2}", place.lat), format!("{:.2}", place.lon));
            tables.add("places.tsv", &[&place.name, &place.other, place.country, place.kind, &lat, &lon]);
        }
    }
    tables
}

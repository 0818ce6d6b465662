//! The persons of a dump, who wait in a file until their offices are known.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use dualtrack_actors::Knowledge;
use serde::{Deserialize, Serialize};

use super::collect::Kept;
use super::entity::{Item, Statement};
use crate::import::facts::{Holding, Person, aliases_of};
use crate::import::folder::Tables;

/// Something held from one day to another: an office by a person, a membership by a state.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Held {
    pub(super) what: Item,
    /// Of whom, where the statement says it.
    pub(super) of: Option<Item>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

impl Held {
    /// What a statement says of the time of `what`; nothing if it ends before it begins.
    pub(super) fn of(statement: &Statement, what: Item) -> Option<Self> {
        let (from, to) = (statement.start(), statement.end());
        let ordered = match (&from, &to) {
            (Some(from), Some(to)) => from <= to || from.starts_with(to.as_str()),
            _ => true,
        };
        ordered.then(|| Self { what, of: statement.of(), from, to })
    }
}

/// A person with offices, as read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SpooledPerson {
    pub(super) item: Item,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) gender: Option<char>,
    pub(super) citizenship: Vec<Item>,
    pub(super) died: Option<String>,
    pub(super) held: Vec<Held>,
}

/// The file in which persons wait. It is gone when this value is.
pub(super) struct Spool {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Spool {
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        let path = folder.join(".persons.tmp");
        let file = BufWriter::new(File::create(&path)?);
        Ok(Self { path, file })
    }

    pub(super) fn write(&mut self, person: &SpooledPerson) -> io::Result<()> {
        serde_json::to_writer(&mut self.file, person)?;
        self.file.write_all(b"\n")
    }

    /// The persons in the order of their coming.
    pub(super) fn read(&mut self) -> io::Result<impl Iterator<Item = io::Result<SpooledPerson>> + use<>> {
        self.file.flush()?;
        let lines = BufReader::new(File::open(&self.path)?).lines();
        Ok(lines.map(|line| Ok(serde_json::from_str(&line?)?)))
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// The persons who held a seat of ours.
pub(super) fn with_seats(
    spooled: impl Iterator<Item = io::Result<SpooledPerson>>,
    kept: &Kept,
    knowledge: &Knowledge,
    tables: &mut Tables,
) -> io::Result<Vec<Person>> {
    let mut persons = Vec::new();
    let mut met = 0;
    for person in spooled {
        let person = person?;
        met += usize::from(kept.named.contains_key(&person.item));
        persons.extend(with_seat(person, kept, knowledge));
    }
    let missing = kept.named.len() - met;
    if missing > 0 {
        tables.leave_out(format!(
            "{missing} holders of offices: the dump has no person with a position under their item"
        ));
    }
    Ok(persons)
}

/// The person with the seats that they and the offices speak of; nobody where there is none.
fn with_seat(person: SpooledPerson, kept: &Kept, knowledge: &Knowledge) -> Option<Person> {
    let own = person.held.iter().filter_map(|held| Some((kept.seat(held, knowledge)?, held)));
    let named = kept.named.get(&person.item).map_or(&[][..], Vec::as_slice);
    let told = named.iter().map(|(seat, held)| (seat.clone(), held));
    let holdings = own.chain(told).map(|(seat, held)| {
        // Death ends an office whose end nobody noted.
        let died = person.died.as_ref().filter(|died| held.from.as_ref().is_some_and(|from| from <= *died));
        Holding { seat, from: held.from.clone(), to: held.to.clone().or(died.cloned()) }
    });
    let holdings: Vec<_> = holdings.collect();
    let countries: Vec<_> =
        person.citizenship.iter().filter_map(|&item| kept.party(item, knowledge)).collect();
    let mut aliases = aliases_of(&person.name, person.aliases.iter().map(String::as_str), knowledge);
    let of_state =
        holdings.iter().map(|holding| holding.seat.of.as_str()).chain(countries.iter().map(String::as_str));
    aliases.extend(family_in_front(&person.name, of_state));
    (!holdings.is_empty()).then(|| Person {
        source: format!("Q{}", person.item.0),
        name: person.name,
        aliases,
        gender: match person.gender {
            Some('f') => "f",
            Some('m') => "m",
            _ => "",
        },
        countries,
        holdings,
    })
}

/// "=Wang" for Wang Yi: where the family's name stands in front, a table has to say so.
fn family_in_front<'a>(name: &str, mut states: impl Iterator<Item = &'a str>) -> Option<String> {
    const IN_FRONT: [&str; 6] = ["CHN", "TWN", "HKG", "MAC", "KOR", "PRK"];
    let (family, given) = name.split_once(' ')?;
    (states.any(|state| IN_FRONT.contains(&state)) && !given.contains(' ')).then(|| format!("={family}"))
}

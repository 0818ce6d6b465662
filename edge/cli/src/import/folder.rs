//! The folder that an import writes: tables of our form, checked as a user's own are, and what was left out of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use dualtrack_actors::{Knowledge, Problem};

use crate::failure::{Failure, Stop};

/// Where each thing that was left out is named, with the reason.
pub(super) const LEFT_OUT: &str = "left-out.txt";

/// Rows by table ("offices/NOR.tsv"), each with its cells joined by tabs.
pub(super) struct Tables {
    rows: BTreeMap<String, Vec<String>>,
    left_out: Vec<String>,
}

impl Tables {
    pub(super) fn new() -> Self {
        Self { rows: BTreeMap::new(), left_out: Vec::new() }
    }

    pub(super) fn add(&mut self, table: &str, cells: &[&str]) {
        self.rows.entry(table.to_owned()).or_default().push(cells.join("\t"));
    }

    pub(super) fn leave_out(&mut self, what: impl Into<String>) {
        self.left_out.push(what.into());
    }

    pub(super) fn left_out(&self) -> usize {
        self.left_out.len()
    }

    /// Every row with the table it stands in.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&str, &str)> {
        self.rows.iter().flat_map(|(table, rows)| rows.iter().map(move |row| (table.as_str(), row.as_str())))
    }

    /// How many rows stand in the tables whose name begins so.
    pub(super) fn count(&self, beginning: &str) -> usize {
        self.rows().filter(|(table, _)| table.starts_with(beginning)).count()
    }

    /// Takes out the rows that `actors check` would refuse, ours being beneath: a holder who overlaps another in a seat
    /// for one. Each refusal may uncover another, so it is asked until there is none.
    pub(super) fn settle(&mut self) {
        loop {
            let tables = self.texts();
            let problems =
                match Knowledge::layered(tables.iter().map(|(name, text)| (name.as_str(), text.as_str()))) {
                    Ok(_) => return,
                    Err(problems) => problems,
                };
            if !self.without(&problems) {
                return;
            }
        }
    }

    /// Whether any row went.
    fn without(&mut self, problems: &[Problem]) -> bool {
        let refused: BTreeMap<(&str, usize), &Problem> =
            problems.iter().map(|problem| ((problem.file.as_str(), problem.line), problem)).collect();
        let mut gone = false;
        for (table, rows) in &mut self.rows {
            let mut line = 1;
            rows.retain(|row| {
                line += 1;
                let Some(problem) = refused.get(&(table.as_str(), line)) else { return true };
                self.left_out.push(format!("{table}: {}: {}", row.replace('\t', " "), problem.what));
                gone = true;
                false
            });
        }
        self.rows.retain(|_, rows| !rows.is_empty());
        gone
    }

    /// The tables as files, each under the header that ours has.
    fn texts(&self) -> Vec<(String, String)> {
        let text = |(table, rows): (&String, &Vec<String>)| {
            (table.clone(), format!("{}\n{}\n", header(table), rows.join("\n")))
        };
        self.rows.iter().map(text).collect()
    }

    /// Writes all files.
    pub(super) fn write(&self, folder: &Path) -> Result<(), Failure> {
        for (name, text) in self.texts() {
            let path = folder.join(name);
            make(path.parent().unwrap_or(folder))?;
            fs::write(&path, text).map_err(|error| Failure::io(path.display().to_string(), &error))?;
        }
        if !self.left_out.is_empty() {
            let path = folder.join(LEFT_OUT);
            let text = self.left_out.join("\n") + "\n";
            fs::write(&path, text).map_err(|error| Failure::io(path.display().to_string(), &error))?;
        }
        Ok(())
    }
}

/// The header of a table, as ours has it.
fn header(table: &str) -> &'static str {
    let same = |name: &str| name == table || (table.starts_with("offices/") && name.starts_with("offices/"));
    let (_, content) = Knowledge::built_in_files().find(|(name, _)| same(name)).unwrap_or_default();
    content.lines().find(|line| !line.starts_with('#')).unwrap_or_default()
}

/// The rows of one of our tables, as cells.
pub(super) fn our_rows(table: &str) -> impl Iterator<Item = Vec<&'static str>> {
    let content =
        Knowledge::built_in_files().find(|(name, _)| *name == table).map_or("", |(_, content)| content);
    let rows = content.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
    rows.map(|row| row.split('\t').map(str::trim).collect())
}

/// Makes the folder of an import, in which none of the tables to come may stand yet: they may have been edited.
pub(super) fn claim(folder: &Path, tables: &[&str]) -> Result<PathBuf, Stop> {
    let standing: BTreeSet<_> = tables.iter().filter(|table| folder.join(table).exists()).collect();
    if let Some(table) = standing.first() {
        let reason = format!("it holds {table} already; an import overwrites nothing");
        return Err(Failure::new(folder.display().to_string(), reason).into());
    }
    make(folder)?;
    Ok(folder.to_owned())
}

fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::io(folder.display().to_string(), &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_check_refuses_is_left_out_and_named() {
        let mut tables = Tables::new();
        for (person, from, to) in [
            ("Kari Nordmann", "2000-01-01", "2001"),
            ("Per Hansen", "2002-01-01", "2004"),
            ("Ola Nordmann", "2003", "2004"),
        ] {
            tables.add("offices/NIU.tsv", &["foreign-minister", person, from, to, "", "", ""]);
        }
        tables.settle();
        assert_eq!((tables.count("offices/"), tables.left_out()), (2, 1), "{:?}", tables.left_out);
        assert!(tables.left_out[0].contains("Ola Nordmann"), "{:?}", tables.left_out);
    }
}

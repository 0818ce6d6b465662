//! `dualtrack codebook`: the acts that make events, looked at and checked.

use std::fs;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use dualtrack_coder::{Codebook, EntryInfo, File};
use dualtrack_reader::Reader;

use crate::arguments::CodebookCommand;
use crate::failure::{Failure, Stop};
use crate::input::files_in;
use crate::layout::grid::{self, Cell};
use crate::layout::{shorten, width};
use crate::style::{self, PLAIN, QUIET};
use crate::{Outcome, output};

pub(crate) fn run(command: &CodebookCommand) -> Result<Outcome, Stop> {
    match command {
        CodebookCommand::List => list(),
        CodebookCommand::Show { act } => show(act),
        CodebookCommand::Check { folder } => check(folder.as_deref()),
    }
}

/// One line an entry: on a terminal as many of its words as fit, all of them elsewhere.
fn list() -> Result<Outcome, Stop> {
    let entries = Codebook::built_in().list();
    let room = std::io::stdout().is_terminal().then(|| {
        let widest =
            |text: fn(&EntryInfo) -> String| entries.iter().map(|e| width(&text(e))).max().unwrap_or(0);
        output::columns().saturating_sub(widest(reading) + widest(|entry| entry.name.clone()) + 4)
    });
    let rows: Vec<_> = entries.iter().map(|entry| row(entry, room)).collect();
    let mut table = String::new();
    grid::write(&rows, usize::MAX, &mut table);
    print(&table)
}

fn row(entry: &EntryInfo, room: Option<usize>) -> Vec<Cell> {
    let colour = entry.kind.map_or(PLAIN, |kind| style::of_track(kind.track()));
    let words = entry.words.join(", ");
    let words = room.map_or(words.clone(), |room| shorten(&words, room));
    vec![Cell::new(reading(entry), colour), Cell::plain(&entry.name), Cell::new(words, QUIET)]
}

/// What an entry reads: the type and mode of an act.
fn reading(entry: &EntryInfo) -> String {
    let kind = entry.kind.map_or("operator", |kind| kind.as_str());
    entry.mode.as_ref().map_or(kind.to_owned(), |mode| format!("{kind} {mode}"))
}

fn show(act: &str) -> Result<Outcome, Stop> {
    let entries = Codebook::built_in().show(act);
    if entries.is_empty() {
        return Err(Failure::new(act, "the codebook has no such act; see: dualtrack codebook list").into());
    }
    print(&entries.join("\n"))
}

fn check(folder: Option<&Path>) -> Result<Outcome, Stop> {
    let files = folder.map_or_else(|| Ok(Codebook::built_in_files()), read_folder)?;
    let codebook = match Codebook::from_files(&files) {
        Ok(codebook) => codebook,
        Err(errors) => return Ok(report(folder, &errors)),
    };
    let reader = Reader::new();
    let errors = codebook.check(|text| reader.understand(text));
    if errors.is_empty() {
        let entries = codebook.list().len();
        print(&format!("{entries} entries; every example reads as it should\n"))
    } else {
        Ok(report(folder, &errors))
    }
}

fn report(folder: Option<&Path>, errors: &[dualtrack_coder::CodebookError]) -> Outcome {
    for error in errors {
        match folder {
            Some(folder) => output::say(format_args!("{}", folder.join(error.to_string()).display())),
            None => output::say(format_args!("{error}")),
        }
    }
    Outcome::Incomplete
}

/// The files of a codebook, called by their path in its folder.
fn read_folder(folder: &Path) -> Result<Vec<File>, Stop> {
    let files = files_in(folder).filter(|path| !path.as_ref().is_ok_and(|path| !is_toml(path)));
    files.map(|path| read_file(folder, &path?)).collect()
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

fn read_file(folder: &Path, path: &PathBuf) -> Result<File, Stop> {
    let text = fs::read_to_string(path).map_err(|error| Failure::io(path.display().to_string(), &error))?;
    let parts = path.strip_prefix(folder).unwrap_or(path).components();
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    Ok(File { name: parts.join("/"), text })
}

fn print(text: &str) -> Result<Outcome, Stop> {
    let mut out = output::standard_output();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Complete)
}

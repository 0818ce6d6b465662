//! `dualtrack export`: the ledger in the formats of others.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use dualtrack_actors::Knowledge;
use dualtrack_ledger::export::{EventFormat, TABLES, Table, write_csv, write_events};
use dualtrack_ledger::{Ledger, LedgerError, Problem};

use crate::arguments::relations::{ExportArguments, ExportFormat};
use crate::failure::{Failure, Stop};
use crate::input::STANDARD_INPUT;
use crate::{Outcome, knowledge};

pub(crate) fn run(arguments: &ExportArguments) -> Result<Outcome, Stop> {
    let ledger = Ledger::open(&arguments.ledger)?;
    let knowledge = knowledge::load(arguments.knowledge.folder())?;
    let events = |format| write_one(&ledger, format, knowledge, &arguments.out);
    match arguments.format {
        ExportFormat::Gdelt => events(EventFormat::Gdelt)?,
        ExportFormat::Icews => events(EventFormat::Icews)?,
        ExportFormat::Polecat => events(EventFormat::Polecat)?,
        ExportFormat::Plover => events(EventFormat::Plover)?,
        ExportFormat::Csv => {
            write_tables(&arguments.out, "csv", |table, mut file| {
                write_csv(&ledger, table, &mut file).map(|_| ())
            })?;
        }
        #[cfg(feature = "parquet")]
        ExportFormat::Parquet => {
            use dualtrack_ledger::export::write_parquet;
            write_tables(&arguments.out, "parquet", |table, file| {
                write_parquet(&ledger, table, file).map(|_| ())
            })?;
        }
    }
    Ok(Outcome::Complete)
}

fn write_one(ledger: &Ledger, format: EventFormat, knowledge: &Knowledge, out: &Path) -> Result<(), Stop> {
    let state_name = |code: &str| knowledge.state_name(code).map(str::to_owned);
    if out.as_os_str() == STANDARD_INPUT {
        let mut file = BufWriter::new(io::stdout().lock());
        write_events(ledger, format, &state_name, &mut file).map_err(of_standard_output)?;
        file.flush()?;
        return Ok(());
    }
    write_file(out, |mut file| write_events(ledger, format, &state_name, &mut file).map(|_| ()))
}

/// A problem of the file written is one of standard output here: the reader may have gone.
fn of_standard_output(error: LedgerError) -> Stop {
    match error.problem() {
        Problem::File(problem) if problem.kind() == io::ErrorKind::BrokenPipe => Stop::Closed,
        _ => error.into(),
    }
}

/// One file for each table, in a folder.
fn write_tables(
    folder: &Path,
    ending: &str,
    write: impl Fn(&Table, BufWriter<File>) -> Result<(), LedgerError>,
) -> Result<(), Stop> {
    fs::create_dir_all(folder).map_err(|error| Failure::io(folder.display().to_string(), &error))?;
    for table in TABLES {
        let path = folder.join(format!("{}.{ending}", table.name));
        write_file(&path, |file| write(table, file))?;
    }
    Ok(())
}

/// Writes a file under another name first, so that whoever looks never sees half of it.
fn write_file(
    path: &Path,
    write: impl FnOnce(BufWriter<File>) -> Result<(), LedgerError>,
) -> Result<(), Stop> {
    let part = PathBuf::from(format!("{}.part", path.display()));
    let failed = |error: io::Error| Stop::Failed(Failure::io(path.display().to_string(), &error));
    let file = File::create(&part).map_err(failed)?;
    let written = write(BufWriter::new(file)).map_err(|error| match error.problem() {
        Problem::File(problem) => Stop::Failed(Failure::new(path.display().to_string(), problem)),
        _ => error.into(),
    });
    if written.is_err() {
        let _ = fs::remove_file(&part);
        return written;
    }
    fs::rename(&part, path).map_err(failed)
}

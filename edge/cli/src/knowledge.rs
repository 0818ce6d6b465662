//! A user's own tables over the built-in knowledge base.

use std::fs;
use std::path::Path;

use dualtrack_actors::{Knowledge, Problem};

use crate::failure::{Failure, Stop};
use crate::input::files_in;
use crate::{Outcome, output};

/// The built-in knowledge base, under the tables of `folder` where there is one.
///
/// It lives as long as the program, as the built-in one does.
pub(crate) fn load(folder: Option<&Path>) -> Result<&'static Knowledge, Stop> {
    let Some(folder) = folder else { return Ok(Knowledge::built_in()) };
    let tables = tables(folder)?;
    match layered(&tables) {
        Ok(knowledge) => Ok(Box::leak(Box::new(knowledge))),
        Err(problems) => {
            problems.iter().for_each(|problem| say(folder, problem));
            let reason = format!("{} mistakes in its tables", problems.len());
            Err(Failure::new(folder.display().to_string(), reason).into())
        }
    }
}

/// Names every mistake in the tables of a folder.
pub(crate) fn check(folder: &Path) -> Result<Outcome, Stop> {
    let tables = tables(folder)?;
    if tables.is_empty() {
        return Err(Failure::new(folder.display().to_string(), "it holds no tables (.tsv)").into());
    }
    match layered(&tables) {
        Ok(_) => {
            output::say(format_args!("{} tables, all sound", tables.len()));
            Ok(Outcome::Complete)
        }
        Err(problems) => {
            problems.iter().for_each(|problem| say(folder, problem));
            Ok(Outcome::Incomplete)
        }
    }
}

fn say(folder: &Path, problem: &Problem) {
    output::say(format_args!("{}", folder.join(problem.to_string()).display()));
}

fn layered(tables: &[(String, String)]) -> Result<Knowledge, Vec<Problem>> {
    Knowledge::layered(tables.iter().map(|(name, content)| (name.as_str(), content.as_str())))
}

/// The tables of a folder, called by their path in it ("offices/NOR.tsv").
fn tables(folder: &Path) -> Result<Vec<(String, String)>, Stop> {
    let mut tables = Vec::new();
    for path in files_in(folder) {
        let path = path?;
        if path.extension().is_none_or(|extension| extension != "tsv") {
            continue;
        }
        let content =
            fs::read_to_string(&path).map_err(|error| Failure::io(path.display().to_string(), &error))?;
        let parts = path.strip_prefix(folder).unwrap_or(&path).components();
        let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
        tables.push((parts.join("/"), content));
    }
    Ok(tables)
}

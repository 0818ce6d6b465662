//! `dualtrack relate`: a table of sentences with two parties in, the relation that each states out.

mod parties;

use std::path::Path;

use csv::{ReaderBuilder, StringRecord, WriterBuilder};
use dualtrack_coder::{Codebook, Relation};
use dualtrack_document::Doc;
use dualtrack_syntax::Model;

use self::parties::Parties;
use crate::arguments::RelateArguments;
use crate::failure::{Failure, Stop};
use crate::input::{self, STANDARD_INPUT};
use crate::{Outcome, output, work};

const TAB: u8 = b'\t';
const ANSWER: [&str; 5] = ["uid", "type", "mode", "score", "why"];

pub(crate) fn run(arguments: &RelateArguments) -> Result<Outcome, Stop> {
    let path = arguments.input.as_deref().unwrap_or(Path::new(STANDARD_INPUT));
    let name = path.display().to_string();
    let source = input::open(path).map_err(|error| Failure::io(&name, &error))?;
    let mut table = ReaderBuilder::new().delimiter(TAB).flexible(true).from_reader(source);
    let heading = table.headers().map_err(|error| Failure::new(&name, error))?;
    let columns = Columns::find(heading).map_err(|missing| Failure::new(&name, missing))?;
    let (model, codebook) = (Model::built_in(), Codebook::built_in());
    let one = |row: csv::Result<StringRecord>| match row {
        Ok(row) => Ok(answer(model, codebook, &columns, &row)),
        Err(error) => Err(Failure::new(&name, error)),
    };
    let mut answers = WriterBuilder::new().delimiter(TAB).from_writer(output::standard_output());
    answers.write_record(ANSWER).map_err(stop)?;
    let mut outcome = Outcome::Complete;
    work::in_order(arguments.jobs.count(), table.into_records(), one, |result| {
        match result {
            Ok(answer) => answers.write_record(answer).map_err(stop)?,
            Err(failure) => {
                output::say(format_args!("{failure}"));
                outcome = Outcome::Incomplete;
            }
        }
        Ok::<(), Stop>(())
    })?;
    answers.flush()?;
    Ok(outcome)
}

fn stop(error: csv::Error) -> Stop {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Stop::from(error),
        other => Stop::Output(std::io::Error::other(format!("{other:?}"))),
    }
}

fn answer(model: &Model, codebook: &Codebook, columns: &Columns, row: &StringRecord) -> [String; 5] {
    let field = |column: usize| row.get(column).unwrap_or_default();
    let marked = columns.marked.map(field).filter(|marked| !marked.is_empty());
    let (source, target) = (field(columns.source), field(columns.target));
    let parties = Parties::find(field(columns.sentence), marked, source, target);
    let syntax = model.parse(&parties.sentence);
    let doc = Doc::new(&parties.sentence, &syntax);
    let Relation { kind, mode, score, why, .. } = codebook.relate(doc, parties.source, parties.target);
    let uid = field(columns.uid).to_owned();
    [uid, kind.to_string(), mode.unwrap_or_default(), format!("{score:?}"), why.join(" + ")]
}

/// Where the columns stand.
struct Columns {
    uid: usize,
    sentence: usize,
    source: usize,
    target: usize,
    marked: Option<usize>,
}

impl Columns {
    fn find(heading: &StringRecord) -> Result<Self, String> {
        let column = |name: &str| heading.iter().position(|title| title.trim() == name);
        let needed = |name: &str| column(name).ok_or_else(|| format!("the heading has no column '{name}'"));
        Ok(Self {
            uid: needed("uid")?,
            sentence: needed("sentence")?,
            source: needed("source")?,
            target: needed("target")?,
            marked: column("marked_sentence"),
        })
    }
}

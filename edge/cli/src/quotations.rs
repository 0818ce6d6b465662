//! `dualtrack quotations`: records in, who said what about whom out.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use csv::WriterBuilder;
use dualtrack_document::Slices;
use dualtrack_record::{Quotation, Record};

use crate::arguments::{QuotationsArguments, RowFormat};
use crate::failure::{Failure, Stop};
use crate::input::{Content, Document, Documents, STANDARD_INPUT};
use crate::table;
use crate::{Outcome, output};

const COLUMNS: [&str; 12] = [
    "input",
    "published",
    "id",
    "kind",
    "speaker",
    "speaker_actor",
    "cue",
    "content",
    "about",
    "issues",
    "track",
    "title",
];

pub(crate) fn run(arguments: QuotationsArguments) -> Result<Outcome, Stop> {
    let inputs = match arguments.inputs.is_empty() {
        true => vec![PathBuf::from(STANDARD_INPUT)],
        false => arguments.inputs.clone(),
    };
    let mut writer = Writer::new(arguments.format.unwrap_or_else(default_format))?;
    let mut outcome = Outcome::Complete;
    for document in Documents::new(inputs, Some(Content::JsonLines)) {
        match document.and_then(|document| record(&document)) {
            Ok(mut record) => {
                keep(&mut record, arguments.speaker.as_deref(), arguments.about.as_deref());
                writer.write(&record)?;
            }
            Err(failure) => {
                writer.flush()?;
                output::say(format_args!("{failure}"));
                outcome = Outcome::Incomplete;
            }
        }
    }
    writer.flush()?;
    Ok(outcome)
}

fn default_format() -> RowFormat {
    if std::io::stdout().is_terminal() { RowFormat::Table } else { RowFormat::Jsonl }
}

fn record(document: &Document) -> Result<Record, Failure> {
    let wrong = |error| Failure::new(&document.input, format!("not a record of dualtrack read: {error}"));
    serde_json::from_slice(&document.bytes).map_err(wrong)
}

/// Leaves the quotations whose speaker, and of which somebody they are about, goes by the name asked for.
fn keep(record: &mut Record, speaker: Option<&str>, about: Option<&str>) {
    let text = Slices::new(&record.article.text);
    let named = |id: &str, asked: &str| {
        let mut actors = record.actors.iter().filter(|actor| actor.id == id);
        id.eq_ignore_ascii_case(asked) || actors.any(|actor| holds(&actor.name, asked))
    };
    let by = |quotation: &Quotation, asked: &str| {
        let actor = quotation.speaker_actor.as_deref().is_some_and(|id| named(id, asked));
        actor || quotation.speaker.is_some_and(|span| holds(text.of(span), asked))
    };
    let wanted = |quotation: &Quotation| {
        speaker.is_none_or(|asked| by(quotation, asked))
            && about.is_none_or(|asked| quotation.about.iter().any(|id| named(id, asked)))
    };
    let kept = record.quotations.iter().filter(|quotation| wanted(quotation)).cloned().collect();
    record.quotations = kept;
}

/// Whether the words asked for stand in a name, whatever their case.
fn holds(name: &str, asked: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (name, asked) = (words(name), words(asked));
    !asked.is_empty() && name.windows(asked.len()).any(|stretch| stretch == asked)
}

/// Writes the quotations of one record after another.
enum Writer {
    Table { output: output::StandardOutput, columns: usize, begun: bool },
    Csv(Box<csv::Writer<output::StandardOutput>>),
    Jsonl(output::StandardOutput),
}

impl Writer {
    fn new(format: RowFormat) -> Result<Self, Stop> {
        let output = output::standard_output();
        Ok(match format {
            RowFormat::Table => Self::Table { output, columns: output::columns(), begun: false },
            RowFormat::Jsonl => Self::Jsonl(output),
            RowFormat::Csv => {
                let mut rows = WriterBuilder::new().from_writer(output);
                rows.write_record(COLUMNS).map_err(stop)?;
                Self::Csv(Box::new(rows))
            }
        })
    }

    fn write(&mut self, record: &Record) -> Result<(), Stop> {
        if record.quotations.is_empty() {
            return Ok(());
        }
        match self {
            Self::Table { output, columns, begun } => {
                if std::mem::replace(begun, true) {
                    output.write_all(table::rule(*columns).as_bytes())?;
                }
                output.write_all(table::quotations(record, *columns).as_bytes())?;
            }
            Self::Csv(rows) => {
                for row in rows_of(record) {
                    rows.write_record(row.cells()).map_err(stop)?;
                }
            }
            Self::Jsonl(output) => {
                for row in rows_of(record) {
                    output.write_all(row.json().as_bytes())?;
                }
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Stop> {
        match self {
            Self::Table { output, .. } | Self::Jsonl(output) => output.flush()?,
            Self::Csv(rows) => rows.flush()?,
        }
        Ok(())
    }
}

fn stop(error: csv::Error) -> Stop {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Stop::from(error),
        other => Stop::Output(std::io::Error::other(format!("{other:?}"))),
    }
}

/// One quotation with its words in place of their spans.
struct Row<'a> {
    record: &'a Record,
    quotation: &'a Quotation,
    content: Vec<&'a str>,
    speaker: Option<&'a str>,
    cue: Option<&'a str>,
}

fn rows_of(record: &Record) -> impl Iterator<Item = Row<'_>> {
    let text = Slices::new(&record.article.text);
    record.quotations.iter().map(move |quotation| Row {
        record,
        quotation,
        content: quotation.content.iter().map(|&span| text.of(span)).collect(),
        speaker: quotation.speaker.map(|span| text.of(span)),
        cue: quotation.cue.map(|span| text.of(span)),
    })
}

impl Row<'_> {
    fn published(&self) -> Option<&str> {
        self.record.article.published.as_ref().map(|published| published.local.as_str())
    }

    /// The cells of a table, lists with semicolons between their parts.
    fn cells(&self) -> [String; COLUMNS.len()] {
        let Quotation { id, kind, about, issues, track, speaker_actor, .. } = self.quotation;
        let own = |word: Option<&str>| word.unwrap_or_default().to_owned();
        [
            self.record.article.input.clone(),
            own(self.published()),
            id.to_string(),
            kind.to_string(),
            own(self.speaker),
            own(speaker_actor.as_deref()),
            own(self.cue),
            self.content.join(" … "),
            about.join("; "),
            issues.join("; "),
            track.map(|track| track.to_string()).unwrap_or_default(),
            own(self.record.article.title.as_deref()),
        ]
    }

    /// The same as a line of JSON: what is absent is null, and lists are lists.
    fn json(&self) -> String {
        let quotation = self.quotation;
        let values = [
            serde_json::json!(self.record.article.input),
            serde_json::json!(self.published()),
            serde_json::json!(quotation.id),
            serde_json::json!(quotation.kind),
            serde_json::json!(self.speaker),
            serde_json::json!(quotation.speaker_actor),
            serde_json::json!(self.cue),
            serde_json::json!(self.content),
            serde_json::json!(quotation.about),
            serde_json::json!(quotation.issues),
            serde_json::json!(quotation.track),
            serde_json::json!(self.record.article.title),
        ];
        let fields: Vec<String> =
            COLUMNS.iter().zip(values).map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}\n", fields.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_whole_words() {
        for (name, asked, wanted) in [
            ("Jens Stoltenberg", "stoltenberg", true),
            ("Government of Russia", "Russia", true),
            ("Belarus", "Belar", false),
            ("Ann Lee", "Lee Ann", false),
            ("Ann Lee", "", false),
        ] {
            assert_eq!(holds(name, asked), wanted, "{name}: {asked}");
        }
    }
}

//! `dualtrack quotations`: records or a ledger in, who said what about whom out.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use csv::WriterBuilder;
use dualtrack_document::Slices;
use dualtrack_ledger::{Filter, Kind, Ledger};
use dualtrack_record::{Article, Quotation, Record};
use jiff::civil::Date;

use crate::arguments::find::Which;
use crate::arguments::{QuotationsArguments, RowFormat};
use crate::failure::{Failure, Stop};
use crate::input::{Content, Document, Documents, STANDARD_INPUT};
use crate::ledger::find::{self, SHOWN};
use crate::ledger::parties::Finder;
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
    match arguments.inputs.as_slice() {
        [ledger] if Ledger::is_at(ledger) => of_ledger(&arguments, &Ledger::open(ledger)?),
        inputs => match inputs.iter().find(|input| Ledger::is_at(input)) {
            Some(ledger) => Err(Stop::Usage(format!("{}: a ledger stands alone", ledger.display()))),
            None if arguments.which.after.is_some() => {
                Err(Stop::Usage("--after goes with a ledger".to_owned()))
            }
            None => of_records(&arguments),
        },
    }
}

fn of_ledger(arguments: &QuotationsArguments, ledger: &Ledger) -> Result<Outcome, Stop> {
    let finder = Finder::new(ledger, &arguments.knowledge);
    let id = |words: &String| finder.actor(words).map(|actor| actor.id);
    let filter = Filter {
        actor: arguments.speaker.as_ref().map(id).transpose()?,
        recipient: arguments.about.as_ref().map(id).transpose()?,
        track: arguments.track,
        ..find::filter_of(&arguments.which)
    };
    let format = arguments.format.unwrap_or_else(default_format);
    let shown = (format == RowFormat::Table).then_some(SHOWN);
    let which = Which { limit: arguments.which.limit.or(shown), ..arguments.which.clone() };
    let mut writer = Writer::new(format)?;
    find::each(ledger, Kind::Quotations, &filter, &which, |page| {
        ledger.quoting(page)?.iter().try_for_each(|record| writer.write(record))
    })?;
    writer.flush()?;
    Ok(Outcome::Complete)
}

fn of_records(arguments: &QuotationsArguments) -> Result<Outcome, Stop> {
    let inputs = match arguments.inputs.is_empty() {
        true => vec![PathBuf::from(STANDARD_INPUT)],
        false => arguments.inputs.clone(),
    };
    let mut writer = Writer::new(arguments.format.unwrap_or_else(default_format))?;
    let mut outcome = Outcome::Complete;
    let mut left = arguments.which.limit.unwrap_or(usize::MAX);
    for document in Documents::new(inputs, Some(Content::JsonLines)) {
        if left == 0 {
            break;
        }
        match document.and_then(|document| record(&document)) {
            Ok(mut record) => {
                keep(&mut record, arguments);
                record.quotations.truncate(left);
                left -= record.quotations.len();
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

/// Leaves the quotations that fulfil all that is asked: the speaker goes by the name, so does somebody whom it is
/// about, the words stand in it.
fn keep(record: &mut Record, arguments: &QuotationsArguments) {
    let QuotationsArguments { speaker, about, track, which, .. } = arguments;
    if !is_from(&record.article, which) {
        record.quotations.clear();
    }
    let text = Slices::new(&record.article.text);
    let named = |id: &str, asked: &str| {
        let mut actors = record.actors.iter().filter(|actor| actor.id == id);
        id.eq_ignore_ascii_case(asked) || actors.any(|actor| holds(&actor.name, asked))
    };
    let by = |quotation: &Quotation, asked: &str| {
        let actor = quotation.speaker_actor.as_deref().is_some_and(|id| named(id, asked));
        actor || quotation.speaker.is_some_and(|span| holds(text.of(span), asked))
    };
    let says = |quotation: &Quotation, asked: &str| {
        let content: Vec<_> = quotation.content.iter().map(|&span| text.of(span)).collect();
        holds_all(&content.join(" "), asked)
    };
    let wanted = |quotation: &Quotation| {
        speaker.as_deref().is_none_or(|asked| by(quotation, asked))
            && about.as_deref().is_none_or(|asked| quotation.about.iter().any(|id| named(id, asked)))
            && track.is_none_or(|track| quotation.track == Some(track))
            && which.issue.as_ref().is_none_or(|issue| quotation.issues.contains(issue))
            && which.text.as_deref().is_none_or(|asked| says(quotation, asked))
    };
    let kept = record.quotations.iter().filter(|quotation| wanted(quotation)).cloned().collect();
    record.quotations = kept;
}

/// Whether an article is from the days and the source that are asked for.
fn is_from(article: &Article, which: &Which) -> bool {
    let day = article.published.as_ref().and_then(|moment| moment.local.get(..10)?.parse::<Date>().ok());
    let site =
        article.url.as_deref().and_then(|url| url.split_once("://")?.1.split(['/', '?', '#', ':']).next());
    let site = site.map(|site| site.strip_prefix("www.").unwrap_or(site));
    let is = |name: Option<&str>, asked: &str| name.is_some_and(|name| name.eq_ignore_ascii_case(asked));
    which.from.is_none_or(|from| day.is_some_and(|day| day >= from))
        && which.to.is_none_or(|to| day.is_some_and(|day| day <= to))
        && which.source.as_deref().is_none_or(|asked| is(article.agency.as_deref(), asked) || is(site, asked))
}

/// Whether all words stand in a text, and all phrases in quotation marks as they are.
fn holds_all(text: &str, asked: &str) -> bool {
    asked.split('"').enumerate().all(|(at, stretch)| match at % 2 {
        1 => stretch.trim().is_empty() || holds(text, stretch),
        _ => stretch.split_whitespace().all(|word| holds(text, word)),
    })
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

pub(crate) fn stop(error: csv::Error) -> Stop {
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

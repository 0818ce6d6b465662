//! `dualtrack read`: pages in, records out.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use dualtrack_reader::{Reader, to_json_line};

use crate::arguments::{OutputFormat, ReadArguments};
use crate::document::{content, read};
use crate::failure::{Failure, Failures, Stop};
use crate::input::{Document, Documents, STANDARD_INPUT};
use crate::output::{self, Progress};
use crate::{Outcome, knowledge, table, work};

pub(crate) fn run(arguments: ReadArguments) -> Result<Outcome, Stop> {
    let format = arguments.format.unwrap_or_else(default_format);
    let columns = output::columns();
    let mut report = Report::new(format, columns, arguments.errors)?;
    let documents = Documents::new(or_standard_input(arguments.inputs), content(arguments.kind));
    let reader = Reader::new().with_knowledge(knowledge::load(arguments.knowledge.folder())?);
    let one =
        |document: Result<Document, Failure>| document.and_then(|d| write(&reader, &d, format, columns));
    work::in_order(arguments.jobs.count(), documents, one, |result| report.take(result))?;
    report.finish()
}

fn default_format() -> OutputFormat {
    if io::stdout().is_terminal() { OutputFormat::Table } else { OutputFormat::Jsonl }
}

pub(crate) fn or_standard_input(inputs: Vec<PathBuf>) -> Vec<PathBuf> {
    if !inputs.is_empty() {
        return inputs;
    }
    if io::stdin().is_terminal() {
        output::say(format_args!("reading from the keyboard; end with Ctrl-D (--help says more)"));
    }
    vec![PathBuf::from(STANDARD_INPUT)]
}

/// What one document gave.
struct Written {
    input: String,
    /// Its record, as asked for.
    record: String,
    notes: Vec<String>,
}

fn write(
    reader: &Reader,
    document: &Document,
    format: OutputFormat,
    columns: usize,
) -> Result<Written, Failure> {
    let layers = read(reader, document)?;
    let reading = reader.reading(&layers);
    let record = match format {
        OutputFormat::Jsonl => to_json_line(&reading.record),
        OutputFormat::Table => table::table(&reading.record, columns),
    };
    Ok(Written { input: document.input.clone(), record, notes: reading.notes })
}

/// Takes the results in their order: records to standard output, words to standard error, failures to their file.
struct Report<O: Write> {
    output: O,
    /// What stands between two records.
    between: Option<String>,
    failures: Failures,
    progress: Progress,
    done: u64,
}

impl Report<output::StandardOutput> {
    fn new(format: OutputFormat, columns: usize, errors: Option<PathBuf>) -> Result<Self, Stop> {
        Ok(Self {
            output: output::standard_output(),
            between: (format == OutputFormat::Table).then(|| table::rule(columns)),
            failures: Failures::new(errors)?,
            progress: Progress::new(),
            done: 0,
        })
    }
}

impl<O: Write> Report<O> {
    fn take(&mut self, result: Result<Written, Failure>) -> Result<(), Stop> {
        match result {
            Ok(written) => self.record(&written)?,
            Err(failure) => self.failure(&failure)?,
        }
        self.progress.show(self.done, self.failures.count());
        Ok(())
    }

    fn record(&mut self, written: &Written) -> Result<(), Stop> {
        for note in &written.notes {
            self.progress.clear();
            output::say(format_args!("{}: note: {note}", written.input));
        }
        if let Some(between) = self.between.as_ref().filter(|_| self.done > 0) {
            self.output.write_all(between.as_bytes())?;
        }
        self.output.write_all(written.record.as_bytes())?;
        self.done += 1;
        Ok(())
    }

    fn failure(&mut self, failure: &Failure) -> Result<(), Stop> {
        // What was read before comes before the words about what was not.
        self.output.flush()?;
        self.progress.clear();
        self.failures.take(failure)
    }

    fn finish(mut self) -> Result<Outcome, Stop> {
        self.output.flush()?;
        self.progress.clear();
        let failed = self.failures.count();
        if failed == 0 {
            return Ok(Outcome::Complete);
        }
        let total = self.done + failed;
        output::say(format_args!("{failed} of {total} could not be read"));
        Ok(Outcome::Incomplete)
    }
}

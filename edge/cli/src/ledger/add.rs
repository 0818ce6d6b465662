//! `dualtrack add`: pages into a ledger, by many readers and one writer.

use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use dualtrack_ledger::{Added, DocumentId, Entry, Ledger};
use dualtrack_reader::{Format, Reader};
use dualtrack_record::{Record, SCHEMA};
use sha2::{Digest, Sha256};

use crate::arguments::AddArguments;
use crate::document::{content, read};
use crate::failure::{Failure, Failures, Stop};
use crate::input::{Content, Document, Documents, size};
use crate::output::{self, Progress};
use crate::read::or_standard_input;
use crate::{Outcome, knowledge, work};

/// So many inputs, or as many as come in this time, are entered at once. The ledger is locked while they are written
/// and free while they are read.
const BATCH: usize = 500;
const BATCH_TIME: Duration = Duration::from_millis(250);

pub(crate) fn run(arguments: AddArguments) -> Result<Outcome, Stop> {
    let ledger = Ledger::create_or_open(&arguments.ledger)?;
    let known = Mutex::new(Ledger::open(&arguments.ledger)?);
    let inputs = or_standard_input(arguments.inputs);
    let progress = Progress::alone();
    let total = if progress.is_wanted() { size(&inputs) } else { None };
    let documents = Documents::new(inputs, content(arguments.kind));
    let share = total.map(|total| (total, documents.bytes_read()));
    let mut writer = Writer::new(ledger, Failures::new(arguments.errors)?, progress, share);
    let reader = Reader::new().with_knowledge(knowledge::load(arguments.knowledge.folder())?);
    let one = |document: Result<Document, Failure>| entry(document, &reader, &known);
    work::in_order(arguments.jobs.count(), documents, one, |result| writer.take(result?))?;
    // The last connection to close leaves the whole ledger in its one file; that must be the one which may write.
    drop(known);
    writer.finish()
}

/// What is to be entered of a document, and what is to be said about it.
struct Reading {
    entry: Entry,
    notes: Vec<String>,
}

fn entry(
    document: Result<Document, Failure>,
    reader: &Reader,
    known: &Mutex<Ledger>,
) -> Result<Reading, Stop> {
    let read = |document: &Document, id| {
        let layers = read(reader, document)?;
        let reading = reader.reading(&layers);
        let entry = Entry::Read { document: id, record: Box::new(reading.record) };
        Ok(Reading { entry, notes: reading.notes })
    };
    let result = match document {
        Ok(document) => {
            let id = DocumentId::of(kind(document.content), &document.bytes);
            if let Some(record) = record(&document) {
                record.map(|record| Entry::Read { document: id, record: Box::new(record) }).map(Reading::from)
            } else if known.lock().unwrap_or_else(PoisonError::into_inner).knows(&id)? {
                Ok(Reading::from(Entry::Known { document: id, input: document.input }))
            } else {
                read(&document, id)
            }
        }
        Err(failure) => Err(failure),
    };
    Ok(result.unwrap_or_else(|Failure { input, reason }| Reading::from(Entry::Failed { input, reason })))
}

impl From<Entry> for Reading {
    fn from(entry: Entry) -> Self {
        Self { entry, notes: Vec::new() }
    }
}

/// As documents are known in a ledger: these names are never changed.
const fn kind(content: Content) -> &'static str {
    match content {
        Content::Page(Format::Auto) => "auto",
        Content::Page(Format::Html) => "html",
        Content::Page(Format::Text) => "text",
        Content::Page(Format::Body) => "body",
        Content::JsonLines => "jsonl",
    }
}

/// The record in a line that holds one, as `dualtrack read` writes it.
fn record(document: &Document) -> Option<Result<Record, Failure>> {
    let mark = format!("{{\"schema\":\"{SCHEMA}\"");
    if document.content != Content::JsonLines || !document.bytes.starts_with(mark.as_bytes()) {
        return None;
    }
    let record = match serde_json::from_slice::<Record>(&document.bytes) {
        Ok(record) => record,
        Err(error) => return Some(Err(Failure::new(&document.input, format!("a broken record: {error}")))),
    };
    let digest = Sha256::digest(&record.article.text);
    let id: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(match id == record.article.id {
        true => Ok(record),
        false => Err(Failure::new(&document.input, "a broken record: its id is not that of its text")),
    })
}

/// The one that writes: gathers entries and enters them together.
struct Writer {
    ledger: Ledger,
    batch: Vec<Entry>,
    begun: Instant,
    added: Added,
    taken: u64,
    failures: Failures,
    progress: Progress,
    /// All bytes of the inputs and those read so far, where all are files.
    share: Option<(u64, Arc<AtomicU64>)>,
}

impl Writer {
    fn new(
        ledger: Ledger,
        failures: Failures,
        progress: Progress,
        share: Option<(u64, Arc<AtomicU64>)>,
    ) -> Self {
        let (batch, begun) = (Vec::with_capacity(BATCH), Instant::now());
        Self { ledger, batch, begun, added: Added::default(), taken: 0, failures, progress, share }
    }

    fn take(&mut self, reading: Reading) -> Result<(), Stop> {
        let input = match &reading.entry {
            Entry::Read { record, .. } => record.article.input.as_str(),
            Entry::Known { input, .. } | Entry::Failed { input, .. } => input,
        };
        for note in &reading.notes {
            self.progress.clear();
            output::say(format_args!("{input}: note: {note}"));
        }
        if let Entry::Failed { input, reason } = &reading.entry {
            self.progress.clear();
            self.failures.take(&Failure::new(input, reason))?;
        }
        self.taken += 1;
        self.batch.push(reading.entry);
        if self.batch.len() >= BATCH || self.begun.elapsed() >= BATCH_TIME {
            self.enter()?;
        }
        let share = self.share.as_ref().map(|(total, read)| {
            let read = read.load(Ordering::Relaxed);
            read as f64 / (*total).max(1) as f64
        });
        let failed = self.failures.count();
        self.progress.show_share(self.taken - failed, failed, share);
        Ok(())
    }

    fn enter(&mut self) -> Result<(), Stop> {
        let added = self.ledger.add(&mem::take(&mut self.batch))?;
        for (input, reason) in &added.refused {
            self.progress.clear();
            self.failures.take(&Failure::new(input, reason))?;
        }
        self.added.articles += added.articles;
        self.added.reprints += added.reprints;
        self.added.known += added.known;
        self.added.reports += added.reports;
        self.added.merged += added.merged;
        self.begun = Instant::now();
        Ok(())
    }

    fn finish(mut self) -> Result<Outcome, Stop> {
        self.enter()?;
        self.progress.clear();
        let Added { articles, reprints, known, reports, merged, .. } = self.added;
        let failed = self.failures.count();
        output::say(format_args!(
            "{articles} articles added ({reprints} reprints), {known} known already, {failed} failed; \
             {reports} events reported, {merged} of them told before"
        ));
        Ok(if failed == 0 { Outcome::Complete } else { Outcome::Incomplete })
    }
}

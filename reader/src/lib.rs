//! The reader: the stages called in order, a page in and its record out. The library's front door.
//!
//! ```
//! use dualtrack_reader::{Format, Reader};
//!
//! let reader = Reader::new();
//! let reading = reader.read(b"OSLO, June 1. Norway's foreign minister met his Russian counterpart.", Format::Body, "-")?;
//! assert_eq!(reading.record.schema, "dualtrack.record/1");
//! # Ok::<(), dualtrack_reader::ReadError>(())
//! ```
//!
//! A [`Reader`] holds the built-in model, knowledge base and codebook; it is made once and shared by all threads.
//! [`Reader::read`] gives the record; [`Reader::layers`] stops before it and gives what the stages laid over the
//! text, for who wants to see how a text was understood. This crate owns the conversion from byte spans and ids of a
//! document to the record's code points and names; the stages own all else.

mod error;
mod layers;
mod record;

use std::borrow::Cow;
use std::thread;

use dualtrack_actors::Knowledge;
use dualtrack_coder::Codebook;
use dualtrack_document::{Doc, Mentions, Syntax};
use dualtrack_record::{Article, MadeBy, Record};
use dualtrack_syntax::Model;
use sha2::{Digest, Sha256};

pub use dualtrack_page::{Format, Page};
pub use error::ReadError;
pub use layers::Layers;
pub use record::to_json_line;

/// The stages with their data, ready to read.
#[derive(Clone)]
pub struct Reader {
    model: &'static Model,
    knowledge: &'static Knowledge,
    codebook: &'static Codebook,
    made_by: MadeBy,
}

/// What a page gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Its record.
    pub record: Record,
    /// What a reader of the record should know ("the text was cut at 2 MiB").
    pub notes: Vec<String>,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// A reader with the built-in data, which three threads load at the first call.
    ///
    /// # Panics
    /// Never in a built program: the tests load the same data.
    #[must_use]
    pub fn new() -> Self {
        let (codebook, knowledge, (model, model_digest)) = thread::scope(|scope| {
            let knowledge = scope.spawn(Knowledge::built_in);
            let model = scope.spawn(|| (Model::built_in(), digest(Model::built_in_bytes())));
            let codebook = Codebook::built_in();
            (codebook, knowledge.join().expect("it is sound"), model.join().expect("it is sound"))
        });
        let made_by = MadeBy {
            dualtrack: env!("CARGO_PKG_VERSION").to_owned(),
            codebook: codebook.digest().to_owned(),
            knowledge: knowledge.digest().to_owned(),
            model: model_digest,
        };
        Self { model, knowledge, codebook, made_by }
    }

    /// The same reader with another knowledge base, which its records name.
    #[must_use]
    pub fn with_knowledge(mut self, knowledge: &'static Knowledge) -> Self {
        knowledge.digest().clone_into(&mut self.made_by.knowledge);
        self.knowledge = knowledge;
        self
    }

    /// Reads one page. `input` is where it came from: it stands in the record and changes nothing else.
    ///
    /// # Errors
    /// If the page holds no English text that can be read.
    pub fn read(&self, bytes: &[u8], format: Format, input: &str) -> Result<Reading, ReadError> {
        let page = dualtrack_page::read(bytes, format, input)?;
        self.layers(page, &|| false).map(|layers| self.reading(&layers))
    }

    /// What the stages lay over a page, one after the other. Between two of them `late` is asked whether to give up:
    /// a stage itself knows no clock.
    ///
    /// # Errors
    /// [`ReadError::Late`] as soon as `late` says so.
    pub fn layers(&self, page: Page, late: &dyn Fn() -> bool) -> Result<Layers, ReadError> {
        let Page { mut article, body_start, notes, .. } = page;
        let in_time = || if late() { Err(ReadError::Late) } else { Ok(()) };
        self.locate(&mut article);
        let published = layers::day_of_publication(&article);
        in_time()?;
        let syntax = self.model.parse(&without_dateline(&article.text, body_start));
        let doc = Doc::new(&article.text, &syntax);
        in_time()?;
        let mut mentions = self.knowledge.resolve(doc, published);
        let speakers = self.codebook.speakers(doc, &mentions);
        self.knowledge.resolve_first_person(&mut mentions, doc, &speakers);
        in_time()?;
        let coding = self.codebook.code(doc, &mentions, &layers::context(&article, published));
        Ok(Layers { article, syntax, mentions, coding, notes })
    }

    /// The first two layers of a bare text without a date: what an example of a codebook is read with.
    #[must_use]
    pub fn understand(&self, text: &str) -> (Syntax, Mentions) {
        let syntax = self.model.parse(text);
        let mentions = self.knowledge.resolve(Doc::new(text, &syntax), None);
        (syntax, mentions)
    }

    /// The versions that its records name.
    #[must_use]
    pub const fn made_by(&self) -> &MadeBy {
        &self.made_by
    }

    /// The record of what the stages laid over a page.
    #[must_use]
    pub fn reading(&self, layers: &Layers) -> Reading {
        Reading { record: record::record(layers, self.made_by.clone()), notes: layers.notes.clone() }
    }

    /// Adds to the dateline the country of its place.
    fn locate(&self, article: &mut Article) {
        if let Some(dateline) = &mut article.dateline {
            let place = self.knowledge.place(&dateline.place);
            dateline.country = place.and_then(|place| place.country);
        }
    }
}

/// The text with white space for the dateline, so that no sentence begins with it and every span stays in place.
fn without_dateline(text: &str, body_start: usize) -> Cow<'_, str> {
    match text.split_at_checked(body_start) {
        None | Some(("", _)) => Cow::Borrowed(text),
        Some((dateline, body)) => Cow::Owned(" ".repeat(dateline.len()) + body),
    }
}

/// The first 16 hexadecimal digits of the SHA-256.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

//! One document through the reader, with what the edge owes to a run of millions: no document may end it or hold
//! it up.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;

use cpu_time::ThreadTime;
use dualtrack_reader::{Format, Layers, Page, ReadError, Reader};
use dualtrack_record::Article;

use crate::arguments::Kind;
use crate::failure::Failure;
use crate::input::{Content, Document};

/// A document of ordinary length is given up after this time, and a longer one after as many times more as it is
/// longer than [`ORDINARY`]. It is the time of the thread at work: a busy machine must not change what is read.
const PATIENCE: Duration = Duration::from_secs(2);
/// Bytes of text, some 5,500 words: more than a long story has, and read in well under a second.
const ORDINARY: usize = 32 << 10;

/// What `--as` says about the inputs; `None` leaves it to a look at each.
pub(crate) fn content(kind: Kind) -> Option<Content> {
    match kind {
        Kind::Auto => None,
        Kind::Html => Some(Content::Page(Format::Html)),
        Kind::Text => Some(Content::Page(Format::Text)),
        Kind::Body => Some(Content::Page(Format::Body)),
        Kind::Jsonl => Some(Content::JsonLines),
    }
}

/// Reads a document through all stages. A panic in one of them is an error of this document alone.
pub(crate) fn read(reader: &Reader, document: &Document) -> Result<Layers, Failure> {
    read_page(reader, &document.input, || page(document))
}

/// Reads the text of an article again; what the page said about it stays.
pub(crate) fn read_again(reader: &Reader, article: &Article) -> Result<Layers, Failure> {
    let page = || {
        let page = dualtrack_page::read(article.text.as_bytes(), Format::Body, &article.input)?;
        Ok(Page { article: article.clone(), ..page })
    };
    read_page(reader, &article.input, page)
}

fn read_page(
    reader: &Reader,
    input: &str,
    page: impl FnOnce() -> Result<Page, ReadError>,
) -> Result<Layers, Failure> {
    let begun = ThreadTime::now();
    let layers = AssertUnwindSafe(|| {
        let page = page()?;
        let patience = patience(page.article.text.len());
        reader.layers(page, &|| begun.elapsed() > patience)
    });
    match catch(layers) {
        Ok(result) => result.map_err(|error| Failure::new(input, error)),
        Err(fault) => Err(Failure::new(input, format_args!("a fault in the program: {fault}"))),
    }
}

fn page(document: &Document) -> Result<Page, ReadError> {
    let page = match document.content {
        Content::Page(format) => dualtrack_page::read(&document.bytes, format, &document.input),
        Content::JsonLines => dualtrack_page::jsonl::read(&document.bytes, &document.input),
    };
    page.map_err(ReadError::from)
}

fn patience(bytes: usize) -> Duration {
    let times = bytes.div_ceil(ORDINARY).max(1);
    PATIENCE * u32::try_from(times).unwrap_or(u32::MAX)
}

thread_local! {
    /// The words of this thread's panic, where it is one that [`catch`] waits for.
    static FAULT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the words of a panic for the one who catches it, instead of printing them among the data's.
pub(crate) fn quiet_panics() {
    let loud = panic::take_hook();
    panic::set_hook(Box::new(move |fault| {
        let kept = FAULT.with_borrow_mut(|kept| match kept {
            Some(words) => {
                *words = fault.to_string().replace('\n', " ");
                true
            }
            None => false,
        });
        if !kept {
            loud(fault);
        }
    }));
}

/// Calls `work`; the words of its panic are the error.
fn catch<T>(work: AssertUnwindSafe<impl FnOnce() -> T>) -> Result<T, String> {
    FAULT.set(Some("it panicked".to_owned()));
    let result = panic::catch_unwind(work);
    let words = FAULT.take().unwrap_or_default();
    result.map_err(|_| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_grows_with_the_text() {
        assert_eq!(patience(0), PATIENCE);
        assert_eq!(patience(ORDINARY), PATIENCE);
        assert_eq!(patience(10 * ORDINARY), 10 * PATIENCE);
    }

    #[test]
    fn a_panic_becomes_words() {
        quiet_panics();
        let fault = catch(AssertUnwindSafe(|| -> u8 { panic!("the floor gave way") })).unwrap_err();
        assert!(fault.contains("the floor gave way") && fault.contains("document.rs"), "{fault}");
        assert_eq!(catch(AssertUnwindSafe(|| 1)), Ok(1));
    }
}

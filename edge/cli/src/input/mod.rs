//! Inputs: files, folders and standard input, plain or compressed, as a sequence of documents.
//!
//! Everything from outside is held to a limit, so that neither a huge file nor a small one that unpacks to a huge one
//! fills the memory: [`MAX_PAGE`] bytes after unpacking for a page, and as many for a line of JSON Lines.

mod unpack;
mod walk;

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dualtrack_page::jsonl::{Line, Lines};
use dualtrack_reader::Format;

use self::walk::Walk;
use crate::failure::Failure;

/// The most bytes that one page may have, unpacked. Pages with all their scripts stay below a tenth of it.
pub(crate) const MAX_PAGE: usize = 32 << 20;

/// How standard input is called.
pub(crate) const STANDARD_INPUT: &str = "-";

/// What the inputs hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// One page a file.
    Page(Format),
    /// One article a line.
    JsonLines,
}

/// One document, as it came from outside.
#[derive(Debug)]
pub(crate) struct Document {
    /// The file, `file#offset`, or `-`.
    pub(crate) input: String,
    /// Its bytes, unpacked.
    pub(crate) bytes: Vec<u8>,
    /// What they are.
    pub(crate) content: Content,
}

/// The documents of `inputs`, each file opened when its turn comes.
pub(crate) struct Documents {
    sources: Walk,
    /// What the user says they are; `None` where each input is to be looked at.
    content: Option<Content>,
    /// The rest of an input of many documents.
    open: Option<Lines<Source>>,
    /// Bytes read so far, as they lie in the files.
    read: Arc<AtomicU64>,
}

impl Documents {
    pub(crate) fn new(inputs: Vec<PathBuf>, content: Option<Content>) -> Self {
        Self { sources: Walk::new(inputs), content, open: None, read: Arc::default() }
    }

    /// Counts the bytes that are read, as they lie in the files.
    pub(crate) fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    fn read(&mut self, path: &Path) -> Result<Option<Document>, Failure> {
        let input = path.display().to_string();
        let failed = |error: io::Error| Failure::io(&input, &error);
        let raw = Counted { source: open_raw(path).map_err(failed)?, read: Arc::clone(&self.read) };
        let mut source = unpack::unpack(Box::new(raw)).map_err(failed)?;
        let content = match self.content {
            Some(content) => content,
            None if is_json_lines(path, source.fill_buf().map_err(failed)?) => Content::JsonLines,
            None => Content::Page(Format::Auto),
        };
        if content == Content::JsonLines {
            self.open = Some(Lines::new(source, &input));
            return Ok(None);
        }
        let bytes = read_all(source).map_err(failed)?;
        Ok(Some(Document { input, bytes, content }))
    }
}

impl Iterator for Documents {
    type Item = Result<Document, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(line) = self.open.as_mut().and_then(Lines::next) {
                return Some(document_of(line));
            }
            self.open = None;
            match self.sources.next()? {
                Err(failure) => return Some(Err(failure)),
                Ok(path) => match self.read(&path) {
                    Ok(None) => {}
                    Ok(Some(document)) => return Some(Ok(document)),
                    Err(failure) => return Some(Err(failure)),
                },
            }
        }
    }
}

fn document_of(line: Line) -> Result<Document, Failure> {
    let Line { input, bytes } = line;
    match bytes {
        Ok(bytes) => Ok(Document { input, bytes, content: Content::JsonLines }),
        Err(error) => Err(Failure::new(input, error)),
    }
}

/// All files in a folder, in the order of their names.
pub(crate) fn files_in(folder: &Path) -> impl Iterator<Item = Result<PathBuf, Failure>> {
    Walk::new(vec![folder.to_owned()])
}

/// A source of bytes that may be read on any thread.
pub(crate) type Source = Box<dyn BufRead + Send>;

/// Opens a file or standard input and unpacks what it holds.
pub(crate) fn open(path: &Path) -> io::Result<Source> {
    unpack::unpack(open_raw(path)?)
}

fn open_raw(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    Ok(match path.to_str() {
        Some(STANDARD_INPUT) => Box::new(io::stdin()),
        _ => Box::new(File::open(path)?),
    })
}

/// Counts what is read of a source.
struct Counted {
    source: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.source.read(buffer)?;
        self.read.fetch_add(bytes as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}

/// The bytes of all files of `inputs`; `None` where one of them is standard input.
pub(crate) fn size(inputs: &[PathBuf]) -> Option<u64> {
    if inputs.iter().any(|input| input.as_os_str() == STANDARD_INPUT) {
        return None;
    }
    let files = Walk::new(inputs.to_owned()).flatten();
    Some(files.filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum())
}

/// All bytes of `source`, or an error where there are more than [`MAX_PAGE`].
pub(crate) fn read_all(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MAX_PAGE as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_PAGE {
        let limit = MAX_PAGE >> 20;
        return Err(io::Error::other(format!("it is longer than {limit} MiB, too long for a page")));
    }
    Ok(bytes)
}

/// A whole text in UTF-8 for the commands that take one input; `None` is standard input.
pub(crate) fn read_text(path: Option<&Path>) -> Result<String, Failure> {
    let path = path.unwrap_or(Path::new(STANDARD_INPUT));
    let name = path.display().to_string();
    let bytes = open(path).and_then(read_all).map_err(|error| Failure::io(&name, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::new(name, format_args!("byte {at} is not UTF-8 text"))
    })
}

/// Whether an input holds JSON Lines: by its name, or by the brace that neither HTML nor news begins with.
fn is_json_lines(path: &Path, beginning: &[u8]) -> bool {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
    name.ends_with(".jsonl")
        || name.ends_with(".ndjson")
        || beginning.trim_ascii_start().first().is_some_and(|&byte| byte == b'{')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_lines_are_known_by_name_or_brace() {
        let is = |name, bytes| is_json_lines(Path::new(name), bytes);
        assert!(is("a.jsonl", b"") && is("a.NDJSON.gz", b"") && is("-", b" \n{\"text\""));
        assert!(!is("a.html", b"<html>") && !is("-", b"BRUSSELS, May 25.") && !is("a.txt", b""));
    }

    #[test]
    fn reading_stops_at_the_limit() {
        assert_eq!(read_all(io::repeat(b'a').take(10)).unwrap().len(), 10);
        let error = read_all(io::repeat(b'a')).unwrap_err().to_string();
        assert_eq!(error, "it is longer than 32 MiB, too long for a page");
    }
}

//! JSON Lines: one page a line, as archives and crawlers keep them.
//!
//! Each line is an object with the page as `html`, or its body text, which is kept as it is, as `text`; `url`, `title`
//! and `published` may stand beside it and count for more than what the page says. Other fields are overlooked.
//! [`Lines`] reads one line at a time within a bound, so that an archive of any size takes the memory of one page, and
//! [`read`] reads the page on it; apart, so that the pages of an archive can be read side by side.

use std::io::BufRead;

use serde_json::{Map, Value};

use crate::{Format, Page, PageError, dates, text};

/// A longer line is given up with an error: sixteen times the bound on a text, room for markup and escapes.
pub const LONGEST_LINE: usize = 32 * 1024 * 1024;

/// A line of a JSON Lines input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it stands: `file#offset`, in bytes from the start of the input.
    pub input: String,
    /// Its bytes, or why it cannot be read.
    pub bytes: Result<Vec<u8>, PageError>,
}

impl Line {
    /// Reads the page on the line.
    ///
    /// # Errors
    /// [`PageError`] if the line could not be read, is no such object, or its page cannot be read.
    pub fn page(self) -> Result<Page, PageError> {
        read(&self.bytes?, &self.input)
    }
}

/// The lines of a JSON Lines input, without empty ones. After an error of the input itself there are no more.
#[derive(Debug)]
pub struct Lines<R> {
    source: R,
    file: String,
    offset: u64,
    over: bool,
}

impl<R: BufRead> Lines<R> {
    /// The lines of `source`, which is called `file` in their inputs.
    pub fn new(source: R, file: &str) -> Self {
        Self { source, file: file.to_owned(), offset: 0, over: false }
    }

    /// The bytes up to the end of the line, as many as fit the bound, and the length of all of them; 0 at the end.
    fn take(&mut self) -> std::io::Result<(Vec<u8>, usize)> {
        let (mut kept, mut length) = (Vec::new(), 0);
        loop {
            let buffer = match self.source.fill_buf() {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = &buffer[..end.map_or(buffer.len(), |at| at + 1)];
            kept.extend_from_slice(&part[..part.len().min((LONGEST_LINE + 1).saturating_sub(kept.len()))]);
            let taken = part.len();
            length += taken;
            self.source.consume(taken);
            if end.is_some() || taken == 0 {
                return Ok((kept, length));
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        while !self.over {
            let input = format!("{}#{}", self.file, self.offset);
            let bytes = match self.take() {
                Ok((_, 0)) => return None,
                Ok((bytes, length)) => {
                    self.offset += length as u64;
                    if bytes.trim_ascii().is_empty() {
                        continue;
                    }
                    let why =
                        || PageError::Line { why: format!("the line has {length} bytes, more than 32 MiB") };
                    if length > LONGEST_LINE { Err(why()) } else { Ok(bytes) }
                }
                Err(error) => {
                    self.over = true;
                    Err(PageError::Read { why: error.to_string() })
                }
            };
            return Some(Line { input, bytes });
        }
        None
    }
}

/// Reads the page on one line.
///
/// # Errors
/// [`PageError::Line`] if it is no object with `text` or `html`; else as [`read`](crate::read).
pub fn read(line: &[u8], input: &str) -> Result<Page, PageError> {
    let wrong = |why: &str| PageError::Line { why: why.to_owned() };
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let value: Value = serde_json::from_slice(line).map_err(|error| wrong(&error.to_string()))?;
    let Value::Object(fields) = value else { return Err(wrong("the line is no object")) };
    let (page, format) = match (field(&fields, "html"), field(&fields, "text")) {
        (Some(html), _) => (html, Format::Html),
        (None, Some(text)) => (text, Format::Body),
        (None, None) => return Err(wrong("the object has no 'text' and no 'html'")),
    };
    let mut page = crate::read(page.as_bytes(), format, input)?;
    apply(&fields, &mut page);
    Ok(page)
}

fn field<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    fields.get(name).and_then(Value::as_str).filter(|value| !value.trim().is_empty())
}

/// What the line says about the page counts for more than what the page says.
fn apply(fields: &Map<String, Value>, page: &mut Page) {
    let said = |name: &str| field(fields, name).map(text::line);
    let article = &mut page.article;
    article.url = said("url").or(article.url.take());
    article.title = said("title").or(article.title.take());
    let Some(published) = said("published") else { return };
    match dates::parse(&published).and_then(|stated| stated.published()) {
        Some(published) => {
            article.published = Some(published);
            page.complete_dateline();
        }
        None => page
            .notes
            .push(format!("'published' is no date: \"{}\"", published.chars().take(60).collect::<String>())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &str) -> Vec<Line> {
        Lines::new(std::io::BufReader::with_capacity(7, input.as_bytes()), "news.jsonl").collect()
    }

    #[test]
    fn lines_are_named_by_their_offset_and_fail_alone() {
        let input = "{\"text\": \"Ministers met in Oslo.\"}\n\n[1]\n{\"text\": 3}\r\n{\"html\": \"<p>\"";
        let found: Vec<(String, Result<String, PageError>)> = lines(input)
            .into_iter()
            .map(|line| (line.input.clone(), line.page().map(|page| page.article.text)))
            .collect();
        let inputs: Vec<&str> = found.iter().map(|(input, _)| input.as_str()).collect();
        assert_eq!(inputs, ["news.jsonl#0", "news.jsonl#36", "news.jsonl#40", "news.jsonl#53"]);
        assert_eq!(found[0].1.as_deref(), Ok("Ministers met in Oslo."));
        assert!(found[1..].iter().all(|(_, page)| matches!(page, Err(PageError::Line { .. }))));
    }

    #[test]
    fn what_the_line_says_counts_for_more() {
        let line = r#"{"text": "OSLO, January 2 (AP) - Ministers met.\n", "title": "Ministers  meet", "url": "https://n.example/1",
                       "published": "2017-01-02T10:00:00Z", "id": 7}"#;
        let page = read(line.as_bytes(), "n.jsonl#0").unwrap();
        let article = page.article;
        assert_eq!(article.text, "OSLO, January 2 (AP) - Ministers met.\n");
        assert_eq!(article.title.as_deref(), Some("Ministers meet"));
        assert_eq!(article.published.unwrap().utc.as_deref(), Some("2017-01-02T10:00:00Z"));
        assert_eq!(article.dateline.unwrap().date.as_deref(), Some("2017-01-02"));
        assert_eq!(article.input, "n.jsonl#0");
    }

    #[test]
    fn an_endless_line_is_given_up_and_the_next_is_read() {
        let endless = std::io::repeat(b'x').take(LONGEST_LINE as u64 + 10);
        let source = std::io::Read::chain(endless, "\n{\"text\": \"Ministers met.\"}".as_bytes());
        let found: Vec<Line> = Lines::new(std::io::BufReader::new(source), "n").collect();
        assert!(matches!(found[0].bytes, Err(PageError::Line { .. })));
        assert_eq!(found[1].clone().page().map(|page| page.article.text).as_deref(), Ok("Ministers met."));
    }

    use std::io::Read as _;

    #[test]
    fn a_broken_source_ends_with_its_error() {
        struct Broken;
        impl std::io::Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("disk on fire"))
            }
        }
        let found: Vec<Line> = Lines::new(std::io::BufReader::new(Broken), "n").take(3).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].bytes, Err(PageError::Read { why: "disk on fire".to_owned() }));
    }
}

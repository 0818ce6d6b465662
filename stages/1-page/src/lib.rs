//! From the bytes of a page to an article.
//!
//! The first stage of a page's way: [`read`] takes the bytes of a web page, of a text capture of a page or of bare
//! body text, and gives an [`Article`]: clean text in paragraphs, and what the page states about itself. Files,
//! folders and packed input are the edge's, sentences the next stage's.
//!
//! ```
//! use dualtrack_page::{Format, read};
//!
//! let capture = "Ministers meet in Oslo\n\nWorld\nMay 25, 2017, 10:51 UTC+3\n\n\
//!                OSLO, May 25 (Reuters) - Foreign ministers of the five Nordic countries met in Oslo on Thursday.\n";
//! let page = read(capture.as_bytes(), Format::Text, "capture.txt")?;
//! assert_eq!(page.article.title.as_deref(), Some("Ministers meet in Oslo"));
//! assert_eq!(page.article.agency.as_deref(), Some("Reuters"));
//! assert!(page.article.text[page.body_start..].starts_with("Foreign ministers"));
//! # Ok::<(), dualtrack_page::PageError>(())
//! ```
//!
//! The dateline ("OSLO, May 25 (Reuters) - ") stays in the text, which is the page's own; [`Page::body_start`] says
//! where the prose begins, so that a sentence can begin there.

mod agencies;
mod capture;
mod credits;
mod dateline;
pub mod dates;
mod decode;
mod error;
mod furniture;
mod html;
pub mod jsonl;
mod language;
mod names;
mod sections;
mod text;
pub mod zones;

use dualtrack_record::Article;
use sha2::{Digest, Sha256};

pub use error::PageError;

/// How the bytes of a page are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// A web page if it looks like one, else a text capture.
    #[default]
    Auto,
    /// A web page.
    Html,
    /// A text capture of a page: heading lines, time, credits, paragraphs.
    Text,
    /// Body text alone, kept as it is.
    Body,
}

/// A page as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The article; its sentences are left to the reader, as is the country of its dateline.
    pub article: Article,
    /// Where the prose begins in the article's text, behind the dateline, in bytes.
    pub body_start: usize,
    /// The region or country that the dateline adds to its place ("Norway", "Calif."), to tell one Paris from another.
    pub region: Option<String>,
    /// What was not as it should be, in a person's words.
    pub notes: Vec<String>,
}

impl Page {
    /// Gives the dateline's date the year of publication, once that is known.
    fn complete_dateline(&mut self) {
        let Some(dateline) = self.article.dateline.as_mut() else { return };
        let paragraphs: Vec<String> =
            self.article.text.split(text::BETWEEN).take(3).map(str::to_owned).collect();
        let prefix = dateline::of_story(&paragraphs);
        dateline.date = prefix.day(self.article.published.as_ref()).or(dateline.date.take());
    }
}

/// Reads one page. `input` says where it came from and goes into the article as it is.
///
/// # Errors
/// [`PageError`] if there is no text, no article or no English in it.
pub fn read(bytes: &[u8], format: Format, input: &str) -> Result<Page, PageError> {
    let page = extract(bytes, format, input)?;
    language::check(&page.article.text)?;
    Ok(page)
}

/// Reads one page in whatever language; for measuring extraction on pages that [`read`] would refuse.
///
/// # Errors
/// [`PageError`] if there is no text or no article in it.
pub fn extract(bytes: &[u8], format: Format, input: &str) -> Result<Page, PageError> {
    let mut notes = Vec::new();
    let (article, prefix) = match format {
        Format::Body => body(decode::verbatim(bytes, &mut notes)?, &mut notes),
        Format::Text => capture::read(&decode::text(bytes, false, &mut notes)?, input, &mut notes),
        Format::Html => html::read(&decode::text(bytes, true, &mut notes)?, &mut notes),
        Format::Auto => {
            let text = decode::text(bytes, true, &mut notes)?;
            if is_markup(&text) {
                html::read(&text, &mut notes)
            } else {
                capture::read(&text, input, &mut notes)
            }
        }
    };
    if article.text.trim().is_empty() {
        return Err(PageError::NoArticle);
    }
    let id = Sha256::digest(article.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let article = Article { id, input: input.to_owned(), language: "en".to_owned(), ..article };
    Ok(Page { article, body_start: prefix.end, region: prefix.region, notes })
}

/// Body text as it is; its dateline is read all the same.
fn body(mut body: String, notes: &mut Vec<String>) -> (Article, dateline::Prefix) {
    text::cut(&mut body, notes);
    let prefix = dateline::read(&body).unwrap_or_default();
    let dateline = prefix.dateline(None);
    (Article { agency: prefix.agency.clone(), dateline, text: body, ..Article::default() }, prefix)
}

/// Whether a text is a web page: it begins with markup, or has tags that only pages have.
fn is_markup(text: &str) -> bool {
    let head = text::head(text, 4096).trim_start().to_ascii_lowercase();
    let opens = ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<meta", "<p>", "<?xml"];
    let holds = ["<html", "<body", "</p>", "</div>", "<meta ", "</title>"];
    opens.iter().any(|tag| head.starts_with(tag))
        || holds.iter().filter(|tag| head.contains(**tag)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_pages_are_told_from_captures() {
        let pages = [
            "<!DOCTYPE html>\n<html>",
            " <p>Ministers met.</p>",
            "x <div>a</div> <p>b</p>",
            "<?xml version='1.0'?><html>",
        ];
        let captures = ["Ministers met.", "In Oslo <a place> they met", "1 < 2 and 3 > 2", "</p> is a tag"];
        assert!(pages.iter().all(|text| is_markup(text)));
        assert!(!captures.iter().any(|text| is_markup(text)));
    }

    #[test]
    fn a_body_is_kept_and_its_dateline_read() {
        let body = "KYIV, Ukraine, 3 March 2014 (AP) \u{2014} Ministers met.\n\n They left. \n";
        let page = read(body.as_bytes(), Format::Body, "body.txt").unwrap();
        assert_eq!(page.article.text, body);
        assert_eq!(&page.article.text[page.body_start..][..14], "Ministers met.");
        assert_eq!(page.region.as_deref(), Some("Ukraine"));
        let dateline = page.article.dateline.unwrap();
        assert_eq!((dateline.place.as_str(), dateline.date.as_deref()), ("Kyiv", Some("2014-03-03")));
        assert_eq!(page.article.agency.as_deref(), Some("AP"));
    }

    #[test]
    fn the_same_text_has_the_same_id_wherever_it_was_found() {
        let id = |format, input| read(b"Ministers met in Oslo.", format, input).unwrap().article.id;
        assert_eq!(id(Format::Body, "a"), id(Format::Text, "b"));
        assert_eq!(&id(Format::Body, "a")[..8], "7c20ddea");
    }

    #[test]
    fn a_long_text_is_cut_with_a_note() {
        let page = read("They met again. ".repeat(200_000).as_bytes(), Format::Body, "long.txt").unwrap();
        assert_eq!((page.article.text.len(), page.notes.len()), (2 * 1024 * 1024, 1));
    }
}

//! Why a page could not be read.

use std::fmt;

/// Why a page could not be read, in a person's words. The reader adds which page it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageError {
    /// There is nothing in it but white space.
    Empty,
    /// It is no text at all: an image, an archive, a program.
    Binary {
        /// What it seems to be ("a PDF document").
        what: &'static str,
    },
    /// It is text, but too much of it cannot be decoded.
    Broken {
        /// Characters that could not be decoded.
        bad: usize,
        /// Characters in all.
        of: usize,
    },
    /// A page without an article: a list of links, a log-in form, a page that its scripts would have filled.
    NoArticle,
    /// The article is not in English.
    NotEnglish {
        /// What speaks against English.
        why: String,
    },
    /// A line of a JSON Lines input is no page.
    Line {
        /// What is wrong with it.
        why: String,
    },
    /// The input broke off while it was read.
    Read {
        /// What the system said.
        why: String,
    },
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the page is empty"),
            Self::Binary { what } => write!(f, "the page is not text but {what}"),
            Self::Broken { bad, of } => {
                write!(f, "the page is too broken to read: {bad} of {of} characters cannot be decoded")
            }
            Self::NoArticle => f.write_str("no article text found on the page"),
            Self::NotEnglish { why } => write!(f, "the article is not in English: {why}"),
            Self::Line { why } => write!(f, "not a page in JSON: {why}"),
            Self::Read { why } => write!(f, "the input could not be read to its end: {why}"),
        }
    }
}

impl std::error::Error for PageError {}

//! What a page says about itself: its clean text and its metadata.

use serde::{Deserialize, Serialize};

use crate::CodePoints;

/// One article: clean text and what the page states about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// SHA-256 of `text` in UTF-8, in lower-case hexadecimal: the same text has the same id wherever it was found.
    pub id: String,
    /// Where it came from: a file, `file#offset`, or `-` for standard input.
    pub input: String,
    /// The page's own (canonical) address, if stated.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The sub-heading or standfirst.
    pub subtitle: Option<String>,
    /// The section of the site ("World").
    pub section: Option<String>,
    /// Authors by name, in the page's order, without "By".
    pub authors: Vec<String>,
    /// The news agency or publisher that the story credits ("TASS", "Reuters").
    pub agency: Option<String>,
    /// Credits of photographs and graphics, as printed without the copyright sign.
    pub credits: Vec<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// The dateline at the head of the body ("BRUSSELS, May 25. /TASS/.").
    pub dateline: Option<Dateline>,
    /// ISO 639-1 code of the text's language.
    pub language: String,
    /// The body: paragraphs separated by one blank line (with `--as body`, exactly the input).
    pub text: String,
    /// The sentences of `text`, filled in by the reader.
    pub sentences: Vec<CodePoints>,
}

/// A moment of publication, as precise as the page states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Local date and time, ISO 8601 without zone ("2017-05-25T10:51:00"); a bare date where no time is known.
    pub local: String,
    /// Offset from UTC ("+03:00"), if stated.
    pub offset: Option<String>,
    /// The same moment in UTC ("2017-05-25T07:51:00Z"), if the offset is known.
    pub utc: Option<String>,
    /// How much of it the page states.
    pub precision: Precision,
}

/// The dateline: where and when the story was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// The place, in title case ("Brussels").
    pub place: String,
    /// ISO 3166-1 alpha-3 code of the place's country, if the knowledge base knows the place.
    pub country: Option<String>,
    /// The date ("2017-05-25"), with the year taken from the publication where the dateline has none.
    pub date: Option<String>,
}

/// How precise a point in time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Several years ("over decades").
    Years,
}

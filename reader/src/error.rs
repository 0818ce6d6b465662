//! Why a page could not be read.

use std::fmt;

use dualtrack_page::PageError;

/// Why a page could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// It holds no article.
    Page(PageError),
    /// The reading took longer than the caller allows.
    Late,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(error) => error.fmt(f),
            Self::Late => f.write_str("reading it takes too long"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Page(error) => Some(error),
            Self::Late => None,
        }
    }
}

impl From<PageError> for ReadError {
    fn from(error: PageError) -> Self {
        Self::Page(error)
    }
}

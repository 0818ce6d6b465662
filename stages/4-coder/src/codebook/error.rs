//! What can be wrong with a codebook, named by file, line and field.

use std::fmt;

/// Something in a codebook's file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodebookError {
    /// The file, relative to the codebook's folder ("acts/consult.toml").
    pub file: String,
    /// The line, counted from 1; 0 where it concerns the file as a whole.
    pub line: usize,
    /// The entry and field ("meet.object"), where it is known.
    pub field: Option<String>,
    /// What is wrong, in a person's words.
    pub reason: String,
}

impl fmt::Display for CodebookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if let Some(field) = &self.field {
            write!(f, ": {field}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for CodebookError {}

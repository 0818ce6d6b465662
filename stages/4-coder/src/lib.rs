//! The coder: who did what to whom, by the codebook.

mod codebook;

pub use codebook::{Codebook, CodebookError, File, Mode, TypeInfo, Types};

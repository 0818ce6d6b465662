//! The coder: who did what to whom, by the codebook.

mod codebook;
pub mod quotations;

pub use codebook::{Codebook, CodebookError, File, Mode, TypeInfo, Types};

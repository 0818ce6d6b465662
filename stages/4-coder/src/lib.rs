//! The coder: who did what to whom, by the codebook.

mod codebook;
pub mod contacts;
mod grammar;
pub mod issues;
pub mod quotations;
mod reading;
pub mod times;

pub use codebook::{Codebook, CodebookError, File, Mode, TypeInfo, Types};

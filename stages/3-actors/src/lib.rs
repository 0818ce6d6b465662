//! Who is meant, as of that day.
mod actor;
mod date;
mod entities;
mod find;
mod knowledge;
mod lexicon;
mod load;
mod problem;
mod table;
mod words;

pub use entities::PlaceInfo;
pub use find::{Finding, Reached};
pub use knowledge::Knowledge;
pub use problem::Problem;

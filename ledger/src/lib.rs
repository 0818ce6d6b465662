//! The ledger: the records of many articles in one SQLite file, each article once, each event counted once.
//!
//! [`Ledger::create_or_open`] opens one for writing, [`Ledger::open`] for reading. The schema (`schema.sql`) is meant
//! to be read with any tool; docs/ledger.md describes every table.

mod add;
mod day;
mod dyads;
mod error;
pub mod export;
mod find;
mod hash;
mod likeness;
mod open;
mod pairs;
mod quoted;
mod recode;
mod relation;
mod schema;
mod side;
mod store;
mod story;
mod told;
mod words;

pub use add::{Added, DocumentId, Entry};
pub use dyads::{Edge, Known};
pub use error::{LedgerError, Problem};
pub use find::{Event, Filter, Kind, Listed, Listing, Meeting, Place};
pub use open::Ledger;
pub use quoted::Quoted;
pub use recode::Recoded;
pub use relation::{Direction, Member, Passage, Relation, Unit, Word, background, track_of};
pub use told::{Party, Source, Told};

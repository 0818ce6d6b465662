//! Who is meant, as of that day: the knowledge base and its resolution.
//!
//! [`Knowledge`] holds the tables of `knowledge/`: states, bodies, organisations, groups, agent nouns, roles, places,
//! and who held which office from when to when. It answers three questions. [`Knowledge::find`]: what can this name
//! mean on this day? [`Knowledge::place`]: where is this? [`Knowledge::resolve`]: whom do the words of this document
//! refer to? An office is a dated interval bound to a seat (a state or organisation, and a role), and every look-up
//! goes by surface, day and context, never by surface alone.
//!
//! What the resolution leaves to others: who speaks in a quotation is the coder's to find, so "I" and "we" are
//! resolved in a second pass, [`Knowledge::resolve_first_person`]; what happened between the actors is the coder's too.
//!
//! Actors beyond the tables follow rules for their ids: a body of a state is `RUS.MIL`, an organisation's members are
//! `NATO.members`, two that are spoken of together are `RUS+UKR` (in the order of their ids), people without a
//! country go by the slug of their noun (`protesters`), unknown persons and organisations by that of their name.
//!
//! ```
//! use dualtrack_actors::Knowledge;
//! use jiff::civil::date;
//!
//! let findings = Knowledge::built_in().find("Stoltenberg", Some(date(2017, 5, 25)));
//! let actor = findings[0].actor.as_ref().expect("a person");
//! assert_eq!(actor.office.as_ref().map(|office| office.of.as_str()), Some("NATO"));
//! ```

mod actor;
mod date;
mod entities;
mod find;
mod hash;
mod knowledge;
mod layer;
mod lexicon;
mod load;
mod membership;
mod problem;
mod resolve;
mod seat;
mod spelling;
mod table;
mod words;

pub use entities::PlaceInfo;
pub use find::{Finding, Reached};
pub use knowledge::Knowledge;
pub use membership::Membership;
pub use problem::Problem;
pub use resolve::dateline::is_in_dateline;
pub use seat::Seat;
pub use spelling::distance;

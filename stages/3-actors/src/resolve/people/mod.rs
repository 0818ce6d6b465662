//! Persons: their names in the text, the titles around them, and who they are.
//!
//! [`names`] finds the words that may be a person's name, [`titles`] what stands around them, [`identity`] who is meant.

mod identity;
mod names;
mod titles;

use dualtrack_document::{TokenRange, Via};

use super::cast::Cast;
use super::phrase::Phrases;
use super::scene::Scene;
use crate::entities::Gender;
use identity::People;
pub(super) use names::is_calendar;

/// A mention of a person by name, with what the text says around it.
#[derive(Debug)]
pub(super) struct Named {
    /// The bare name.
    pub(super) name: TokenRange,
    /// The name with its titles and appositions.
    pub(super) whole: TokenRange,
    /// The phrases that are its titles.
    pub(super) titles: Vec<usize>,
    pub(super) figure: usize,
    pub(super) via: Via,
    pub(super) confidence: u8,
}

/// A name that may be a person's.
#[derive(Debug)]
struct Candidate {
    name: TokenRange,
    whole: TokenRange,
    /// Comparable words of the name.
    words: Vec<String>,
    /// The phrases that are its titles.
    titles: Vec<usize>,
    honorific: Option<Option<Gender>>,
    /// Whether the parser took it for a person.
    parsed: bool,
}

impl Candidate {
    fn is_titled(&self) -> bool {
        self.honorific.is_some() || !self.titles.is_empty()
    }
}

/// Finds the persons of a document; gives their mentions and marks in `taken` the phrases that are their titles.
pub(super) fn people<'k>(
    scene: &Scene<'k, '_>,
    phrases: &Phrases,
    taken: &mut [bool],
    cast: &mut Cast<'k>,
) -> Vec<Named> {
    let candidates = names::candidates(scene, phrases);
    let mut people = People::new(scene, phrases, cast);
    let is_full = |candidate: &&Candidate| candidate.words.len() > 1;
    // Full names first, so that a headline's "Stoltenberg" finds the "Jens Stoltenberg" below it.
    for candidate in candidates.iter().filter(is_full) {
        people.full_name(candidate);
    }
    for candidate in candidates.iter().filter(|candidate| !is_full(candidate)) {
        people.family_name(candidate);
    }
    let mut named = people.named;
    named.sort_by_key(|named| named.name.start);
    named.iter().flat_map(|named| &named.titles).for_each(|&title| taken[title] = true);
    named
}

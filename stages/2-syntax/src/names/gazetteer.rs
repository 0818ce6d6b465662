//! The names that the knowledge base knows, as evidence: hashes of their letters with what they name.

use std::collections::BTreeMap;

use crate::file::{ModelError, Reader, Writer};
use crate::hash::Hash;
use crate::words::normal;

/// What a name in the gazetteer may name; each is one bit of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A person's whole name.
    Person,
    /// A person's given name.
    Given,
    /// A person's family name.
    Family,
    /// A state.
    State,
    /// A city, region or sea.
    Place,
    /// An organisation.
    Organisation,
    /// A body of a state, or a group.
    Body,
    /// 'Russian', 'Russians'.
    Demonym,
    /// A role of office: 'foreign minister'.
    Role,
    /// A title of courtesy or rank: 'Mr.', 'General'.
    Title,
}

/// How many classes there are.
const CLASSES: u32 = 10;

/// The most words of a text that a name of the gazetteer is looked for in.
const LONGEST: usize = 7;

/// Names with their classes. An empty one knows nothing.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    /// Hashes of the names' letters, sorted.
    keys: Vec<u32>,
    /// The classes of each, as bits.
    classes: Vec<u32>,
}

impl Gazetteer {
    /// Collects names; one name may have several classes.
    #[must_use]
    pub fn new<'n>(names: impl Iterator<Item = (&'n str, Class)>) -> Self {
        let mut entries: BTreeMap<u32, u32> = BTreeMap::new();
        for (name, class) in names {
            *entries.entry(key(start(), name).finish()).or_default() |= 1 << class as u32;
        }
        let (keys, classes) = entries.into_iter().unzip();
        Self { keys, classes }
    }

    /// For every word, as bits, the classes of names that begin with it, and above them those of names that it goes
    /// on with. Of names of one class that overlap the longest counts.
    pub(super) fn mark(&self, forms: &[&str], candidate: impl Fn(usize) -> bool, marks: &mut Vec<u32>) {
        marks.clear();
        marks.resize(forms.len(), 0);
        for first in (0..forms.len()).filter(|&at| candidate(at)) {
            let mut hash = start();
            let mut found = [0u32; LONGEST];
            let last = forms.len().min(first + LONGEST);
            for (form, found) in forms[first..last].iter().zip(&mut found) {
                hash = key(hash, form);
                *found = self.find(hash.finish());
            }
            for (length, classes) in found.into_iter().enumerate().rev().filter(|(_, classes)| *classes != 0)
            {
                let new = classes & !(marks[first] | marks[first] >> CLASSES);
                marks[first] |= new;
                for mark in &mut marks[first + 1..=first + length] {
                    *mark |= new << CLASSES;
                }
            }
        }
    }

    fn find(&self, key: u32) -> u32 {
        self.keys.binary_search(&key).map_or(0, |found| self.classes[found])
    }

    pub(super) fn write(&self, out: &mut Writer) {
        out.u32s(&self.keys);
        out.u32s(&self.classes);
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let (keys, classes) = (reader.u32s()?, reader.u32s()?);
        if keys.len() != classes.len() || !keys.is_sorted() || classes.iter().any(|bits| bits >> CLASSES != 0)
        {
            return Err(ModelError::new("its gazetteer is out of order"));
        }
        Ok(Self { keys, classes })
    }
}

const fn start() -> Hash {
    Hash::feature(0)
}

/// Names are told by their letters alone: treebanks cut 'Ki-moon' and 'U.S.' differently from those who list names.
fn key(hash: Hash, form: &str) -> Hash {
    let letters = form.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '\u{2010}'..='\u{2015}'));
    letters.fold(hash, |hash, letter| hash.number(normal(letter) as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_of_a_class_counts_and_cuts_do_not_matter() {
        let names = [
            ("Ban Ki-moon", Class::Person),
            ("Ban", Class::Family),
            ("United Nations", Class::Organisation),
            ("United Nations Security Council", Class::Organisation),
        ];
        let gazetteer = Gazetteer::new(names.into_iter());
        let mut marks = Vec::new();
        let mut mark = |forms: &[&str]| {
            gazetteer.mark(forms, |_| true, &mut marks);
            marks.clone()
        };
        let (person, family, organisation) =
            (1 << Class::Person as u32, 1 << Class::Family as u32, 1 << Class::Organisation as u32);
        let on = |class: u32| class << CLASSES;
        assert_eq!(
            mark(&["Ban", "Ki", "-", "moon", "spoke"]),
            [person | family, on(person), on(person), on(person), 0]
        );
        let all = mark(&["United", "Nations", "Security", "Council"]);
        assert_eq!(all, [organisation, on(organisation), on(organisation), on(organisation)]);
        assert_eq!(mark(&["United", "States"]), [0, 0]);
    }
}

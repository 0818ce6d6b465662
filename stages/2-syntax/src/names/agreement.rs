//! One story calls one thing by one name: what most mentions of a name in a text are taken for, all are.

use std::ops::Range;

use dualtrack_document::NameKind;

use crate::hash::Hash;
use crate::words::normal;

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mention {
    words: Range<usize>,
    kind: NameKind,
    /// Hash of all its words, and of its last.
    key: u32,
    last: u32,
}

/// The names of one text, sentence by sentence.
#[derive(Debug, Default)]
pub struct Agreement {
    mentions: Vec<Mention>,
    /// Proper nouns by themselves that were taken for no name.
    loose: Vec<(usize, u32)>,
}

/// How much a name of several words speaks for its last word alone being the same person.
const FAMILY: usize = 2;

impl Agreement {
    /// Adds a sentence whose first word is the text's `first`: its names, and which words are proper nouns.
    pub fn sentence(
        &mut self,
        first: usize,
        forms: &[&str],
        names: &[(Range<usize>, NameKind)],
        proper: impl Fn(usize) -> bool,
    ) {
        let mut next = 0;
        for (words, kind) in names {
            self.add_loose(first, next..words.start, forms, &proper);
            let key = key(&forms[words.clone()]);
            let last = words.clone().next_back().map_or(key, |last| self::key(&forms[last..=last]));
            self.mentions.push(Mention {
                words: first + words.start..first + words.end,
                kind: *kind,
                key,
                last,
            });
            next = words.end;
        }
        self.add_loose(first, next..forms.len(), forms, &proper);
    }

    fn add_loose(
        &mut self,
        first: usize,
        words: Range<usize>,
        forms: &[&str],
        proper: &impl Fn(usize) -> bool,
    ) {
        for at in words.clone().filter(|&at| proper(at)) {
            let alone = (at == 0 || !proper(at - 1)) && (at + 1 == forms.len() || !proper(at + 1));
            if alone {
                self.loose.push((first + at, key(&forms[at..=at])));
            }
        }
    }

    /// The names after all agree, in order.
    #[must_use]
    pub fn names(self) -> Vec<(Range<usize>, NameKind)> {
        let votes = self.votes();
        let mut names: Vec<(Range<usize>, NameKind)> = self
            .mentions
            .iter()
            .map(|mention| {
                (
                    mention.words.clone(),
                    winner(&votes, mention.key, Some(mention.kind)).unwrap_or(mention.kind),
                )
            })
            .collect();
        for &(at, key) in &self.loose {
            if let Some(kind) = winner(&votes, key, None) {
                names.push((at..at + 1, kind));
            }
        }
        names.sort_by_key(|(words, _)| words.start);
        names
    }

    /// For each name's key, how many mentions say which kind, sorted by key.
    fn votes(&self) -> Vec<(u32, [usize; 3])> {
        let mut votes: Vec<(u32, [usize; 3])> = Vec::new();
        let mut vote = |key: u32, kind: NameKind, weight: usize| {
            let mut row = [0; 3];
            row[kind as usize] = weight;
            votes.push((key, row));
        };
        for mention in &self.mentions {
            vote(mention.key, mention.kind, 1);
            if mention.kind == NameKind::Person && mention.words.len() > 1 {
                vote(mention.last, NameKind::Person, FAMILY);
            }
        }
        votes.sort_by_key(|(key, _)| *key);
        votes.dedup_by(|next, sum| {
            let same = next.0 == sum.0;
            if same {
                sum.1.iter_mut().zip(next.1).for_each(|(sum, next)| *sum += next);
            }
            same
        });
        votes
    }
}

/// The kind that most votes are for; of equals the one that the mention itself has. A word that is no mention needs
/// two.
fn winner(votes: &[(u32, [usize; 3])], key: u32, own: Option<NameKind>) -> Option<NameKind> {
    let found = votes.binary_search_by_key(&key, |(key, _)| *key).ok()?;
    let row = votes[found].1;
    let top = row.into_iter().max().unwrap_or(0);
    match own {
        Some(own) if row[own as usize] == top => Some(own),
        None if top < 2 => None,
        _ => [NameKind::Person, NameKind::Organisation, NameKind::Location]
            .into_iter()
            .find(|kind| row[*kind as usize] == top),
    }
}

fn key(forms: &[&str]) -> u32 {
    let letters = forms.iter().flat_map(|form| form.chars().map(normal));
    Hash::feature(2).characters(letters).finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use NameKind::{Location, Organisation, Person};

    #[test]
    fn mentions_of_one_name_agree() {
        let mut agreement = Agreement::default();
        let proper =
            |forms: &'static [&'static str]| move |at: usize| forms[at].starts_with(char::is_uppercase);
        type Case = (&'static [&'static str], &'static [(Range<usize>, NameKind)]);
        let sentences: [Case; 4] = [
            (&["Norton", "reached", "Coron"], &[(0..1, Location), (2..3, Person)]),
            (&["Joshua", "Norton", "left", "Coron"], &[(0..2, Person), (3..4, Location)]),
            (&["Coron", "joined", "Interpol"], &[(0..1, Location), (2..3, Organisation)]),
            (&["then", "Coron", "slept"], &[]),
        ];
        let mut first = 0;
        for (forms, names) in sentences {
            agreement.sentence(first, forms, names, proper(forms));
            first += forms.len();
        }
        assert_eq!(
            agreement.names(),
            [
                (0..1, Person),
                (2..3, Location),
                (3..5, Person),
                (6..7, Location),
                (7..8, Location),
                (9..10, Organisation),
                (11..12, Location)
            ]
        );
    }
}

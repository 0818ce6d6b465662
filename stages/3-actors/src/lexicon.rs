//! All names in one trie of comparable words, for the longest match over a text.

use std::collections::HashMap;

use crate::date::Period;
use crate::words::{Shape, each_word};

/// What a surface can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sense {
    /// The name of a state.
    State(u32),
    /// The adjective of a state ("Russian").
    Adjective(u32),
    /// A word for people of a state ("Russians").
    Demonym(u32),
    /// A city that may stand for the government of a state.
    Capital(u32),
    /// A building or street that stands for the government of a state.
    Seat(u32),
    Body(u32),
    Organisation(u32),
    Group(u32),
    /// A person in full.
    Person(u32),
    /// A family name.
    Family(u32),
    Place(u32),
    /// A role; `of` is the only state or organisation of which the phrase is said, if there is one.
    Role {
        role: u32,
        of: Option<crate::entities::Entity>,
        plural: bool,
    },
    /// An agent noun.
    Agent {
        noun: u32,
        plural: bool,
    },
}

/// One meaning of a surface, with what the text must show for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posting {
    pub(crate) sense: Sense,
    case: CaseRule,
    /// The days on which the surface was in use for it; outside them the sense counts as an old name.
    pub(crate) usual: Option<Period>,
}

/// The evidence of case that a surface asks for: "us" is no country, "turkey" neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct CaseRule {
    /// Words that must begin with a capital.
    capitals: u16,
    /// Words that must stand in capitals throughout.
    acronyms: u16,
}

impl CaseRule {
    /// Acronyms of four letters and more are also written with one capital ("Nato", "Unesco").
    const LONG_ACRONYM: usize = 4;

    fn of(surface: &str) -> Self {
        let (mut rule, mut bit) = (Self::default(), 1u16);
        each_word(surface, |word, shape| {
            match shape {
                Shape::Upper if word.len() < Self::LONG_ACRONYM => rule.acronyms |= bit,
                Shape::Upper | Shape::Capital => rule.capitals |= bit,
                Shape::Lower => {}
            }
            bit = bit.wrapping_shl(1);
        });
        rule
    }

    fn allows(self, shapes: &[Shape]) -> bool {
        shapes.iter().take(16).enumerate().all(|(at, &shape)| {
            let bit = 1 << at;
            (self.acronyms & bit == 0 || shape == Shape::Upper)
                && (self.capitals & bit == 0 || shape != Shape::Lower)
        })
    }
}

/// The names, compiled.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    words: HashMap<Box<str>, u32>,
    /// From a node by a word to the next node; the root is 0.
    edges: HashMap<(u32, u32), u32>,
    /// The postings of each node, as the end of its run in `postings`.
    ends: Vec<u32>,
    postings: Vec<Posting>,
}

impl Lexicon {
    /// The id of a comparable word, if any name holds it.
    pub(crate) fn word(&self, word: &str) -> Option<u32> {
        self.words.get(word).copied()
    }

    /// The node after `word`.
    pub(crate) fn step(&self, node: u32, word: u32) -> Option<u32> {
        self.edges.get(&(node, word)).copied()
    }

    /// What the surface that ends at `node` can mean, given the shapes of its words.
    pub(crate) fn senses<'l>(
        &'l self,
        node: u32,
        shapes: &'l [Shape],
    ) -> impl Iterator<Item = &'l Posting> + 'l {
        let at = node as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let postings = &self.postings[start as usize..self.ends[at] as usize];
        postings.iter().filter(|posting| posting.case.allows(shapes))
    }

    /// What a whole surface can mean; `shapes` are taken from it unless `any_case`.
    pub(crate) fn look_up(&self, surface: &str, any_case: bool) -> Vec<Posting> {
        let (mut node, mut shapes) = (Some(0), Vec::new());
        each_word(surface, |word, shape| {
            shapes.push(if any_case { Shape::Upper } else { shape });
            node = node.and_then(|at| self.step(at, self.word(word)?));
        });
        match node {
            Some(node) if node > 0 => self.senses(node, &shapes).copied().collect(),
            _ => Vec::new(),
        }
    }
}

/// Builds a [`Lexicon`] name by name.
#[derive(Debug, Default)]
pub(crate) struct LexiconBuilder {
    lexicon: Lexicon,
    nodes: u32,
    /// Postings with their nodes, in the order of their coming.
    filed: Vec<(u32, Posting)>,
}

impl LexiconBuilder {
    /// Files a meaning of `surface`; a leading article is no part of a name.
    pub(crate) fn add(&mut self, surface: &str, sense: Sense, usual: Option<Period>) {
        let surface = surface.strip_prefix("the ").or(surface.strip_prefix("The ")).unwrap_or(surface);
        let mut node = 0;
        each_word(surface, |word, _| {
            let fresh = self.lexicon.words.len() as u32;
            let word = match self.lexicon.words.get(word) {
                Some(&word) => word,
                None => *self.lexicon.words.entry(word.into()).or_insert(fresh),
            };
            node = *self.lexicon.edges.entry((node, word)).or_insert_with(|| {
                self.nodes += 1;
                self.nodes
            });
        });
        if node > 0 {
            self.filed.push((node, Posting { sense, case: CaseRule::of(surface), usual }));
        }
    }

    /// The finished lexicon. Where one surface was filed twice for one sense, the first stays, with the laxer case.
    pub(crate) fn finish(mut self) -> Lexicon {
        self.filed.sort_by_key(|(node, posting)| (*node, posting.sense));
        self.filed.dedup_by(|next, kept| {
            let same = (next.0, next.1.sense) == (kept.0, kept.1.sense);
            if same {
                kept.1.case.capitals &= next.1.case.capitals;
                kept.1.case.acronyms &= next.1.case.acronyms;
            }
            same
        });
        let mut ends = vec![0; self.nodes as usize + 1];
        for (node, _) in &self.filed {
            ends[*node as usize] += 1;
        }
        let mut total = 0;
        for end in &mut ends {
            total += *end;
            *end = total;
        }
        self.lexicon.ends = ends;
        self.lexicon.postings = self.filed.into_iter().map(|(_, posting)| posting).collect();
        self.lexicon
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let mut builder = LexiconBuilder::default();
        for (surface, sense) in [
            ("US", Sense::State(0)),
            ("U.S.", Sense::State(0)),
            ("Turkey", Sense::State(1)),
            ("the Gambia", Sense::State(2)),
            ("NATO", Sense::Organisation(0)),
            ("NATO-Russia Council", Sense::Organisation(1)),
            ("foreign minister", Sense::Role { role: 0, of: None, plural: false }),
        ] {
            builder.add(surface, sense, None);
        }
        builder.finish()
    }

    #[test]
    fn case_is_evidence() {
        let lexicon = lexicon();
        for (surface, found) in [
            ("US", 1),
            ("U.S.", 1),
            ("us", 0),
            ("Us", 0),
            ("Turkey", 1),
            ("TURKEY", 1),
            ("turkey", 0),
            ("Nato", 1),
            ("nato", 0),
            ("Gambia", 1),
            ("Foreign Minister", 1),
            ("foreign minister", 1),
            ("NATO–Russia Council", 1),
            ("NATO Russia", 0),
            ("", 0),
        ] {
            assert_eq!(lexicon.look_up(surface, false).len(), found, "{surface}");
        }
        assert_eq!(lexicon.look_up("us", true).len(), 1);
    }
}

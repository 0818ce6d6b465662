//! All names as paths of comparable words, for the longest match over a text.

use std::hash::Hasher;

use crate::date::Period;
use crate::hash::{FastHasher, FastMap, mixed};
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

    /// Asks of the word at `bit` what its own shape shows.
    fn ask(&mut self, word: &str, shape: Shape, bit: u16) {
        match shape {
            Shape::Upper if word.len() < Self::LONG_ACRONYM => self.acronyms |= bit,
            Shape::Upper | Shape::Capital => self.capitals |= bit,
            Shape::Lower => {}
        }
    }

    /// Asks for no more than both rules do.
    fn relax(&mut self, other: Self) {
        self.capitals &= other.capitals;
        self.acronyms &= other.acronyms;
    }

    fn allows(self, shapes: &[Shape]) -> bool {
        shapes.iter().take(16).enumerate().all(|(at, &shape)| {
            let bit = 1 << at;
            (self.acronyms & bit == 0 || shape == Shape::Upper)
                && (self.capitals & bit == 0 || shape != Shape::Lower)
        })
    }
}

/// The names, compiled. A name is a path of words from the root; a path is known by a 64-bit mix of its words, so that
/// no word needs to be stored. Two paths of one mix would be one name: among some 10⁵ paths that has a chance of 10⁻⁹.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    nodes: FastMap<Path, u32>,
    /// The end of each node's run in `postings`.
    ends: Vec<u32>,
    postings: Vec<Posting>,
}

/// A path of words from the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Path(u64);

impl Path {
    /// Before any word.
    pub(crate) const ROOT: Self = Self(0x9e37_79b9_7f4a_7c15);

    /// One word further.
    pub(crate) const fn then(self, word: WordHash) -> Self {
        Self(mixed(self.0.rotate_left(23) ^ word.0))
    }
}

/// A comparable word, by its mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordHash(u64);

impl WordHash {
    pub(crate) fn of(word: &str) -> Self {
        let mut hasher = FastHasher::default();
        hasher.write(word.as_bytes());
        Self(hasher.finish())
    }
}

impl Lexicon {
    /// The node at the end of a path, if any name goes that way.
    pub(crate) fn node(&self, path: Path) -> Option<u32> {
        self.nodes.get(&path).copied()
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
        let (mut path, mut shapes) = (Path::ROOT, Vec::new());
        each_word(surface, |word, shape| {
            shapes.push(if any_case { Shape::Upper } else { shape });
            path = path.then(WordHash::of(word));
        });
        match self.node(path) {
            Some(node) => self.senses(node, &shapes).copied().collect(),
            None => Vec::new(),
        }
    }
}

/// Builds a [`Lexicon`] name by name.
#[derive(Debug, Default)]
pub(crate) struct LexiconBuilder {
    nodes: FastMap<Path, u32>,
    /// Postings with their nodes, in the order of their coming.
    filed: Vec<(u32, Posting)>,
}

impl LexiconBuilder {
    /// Files a meaning of `surface`; a leading article is no part of a name.
    pub(crate) fn add(&mut self, surface: &str, sense: Sense, usual: Option<Period>) {
        let surface = surface.strip_prefix("the ").or(surface.strip_prefix("The ")).unwrap_or(surface);
        let (mut path, mut node) = (Path::ROOT, None);
        let (mut case, mut bit) = (CaseRule::default(), 1);
        each_word(surface, |word, shape| {
            case.ask(word, shape, bit);
            bit = bit.wrapping_shl(1);
            path = path.then(WordHash::of(word));
            let fresh = self.nodes.len() as u32;
            node = Some(*self.nodes.entry(path).or_insert(fresh));
        });
        self.filed.extend(node.map(|node| (node, Posting { sense, case, usual })));
    }

    /// The finished lexicon. Where one surface was filed twice for one sense, the first stays, with the laxer case.
    pub(crate) fn finish(self) -> Lexicon {
        let Self { nodes, filed } = self;
        // Filed by counting: each node's postings come to stand together, in the order of their coming.
        let mut starts = vec![0u32; nodes.len() + 1];
        for (node, _) in &filed {
            starts[*node as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut order = vec![0u32; filed.len()];
        let mut next = starts.clone();
        for (at, (node, _)) in filed.iter().enumerate() {
            order[next[*node as usize] as usize] = at as u32;
            next[*node as usize] += 1;
        }
        let (mut ends, mut postings) =
            (Vec::with_capacity(nodes.len()), Vec::<Posting>::with_capacity(filed.len()));
        for run in starts.windows(2) {
            let first = postings.len();
            let filed = order[run[0] as usize..run[1] as usize].iter().map(|&at| filed[at as usize].1);
            for posting in filed {
                match postings[first..].iter_mut().find(|kept| kept.sense == posting.sense) {
                    Some(kept) => kept.case.relax(posting.case),
                    None => postings.push(posting),
                }
            }
            ends.push(postings.len() as u32);
        }
        Lexicon { nodes, ends, postings }
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

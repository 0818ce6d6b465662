//! Names of persons, organisations and places in a tagged and parsed sentence.
//!
//! A linear chain over hashed features with whole-number weights: each word gets the tag outside, or begin or inside
//! of one of the three kinds, and the best sequence of tags wins (Viterbi). Among the features is what the knowledge
//! base's names say ([`gazetteer`]). Trained as a structured perceptron (Collins, EMNLP 2002) by `dualtrack-train`.

mod agreement;
mod features;
pub mod gazetteer;

use std::ops::Range;

use dualtrack_document::NameKind;

use crate::file::{ModelError, Reader, Writer};
use crate::tagger::Tagged;
pub use agreement::Agreement;
pub use features::{SLOTS, Sight};
pub use gazetteer::Gazetteer;

/// Tags of a word: outside, then begin and inside of each kind.
pub const TAGS: usize = 7;
/// Name kinds in the order of their tags.
const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organisation, NameKind::Location];
/// The tag of words that are no part of a name.
pub const OUTSIDE: usize = 0;

/// The tag of a word that begins (or goes on with) a name.
#[must_use]
pub const fn tag(kind: NameKind, begins: bool) -> usize {
    1 + 2 * kind as usize + !begins as usize
}

/// Scores of the tags of one word.
pub type Row = [i32; TAGS];

/// Whole-number weights of the chain.
#[derive(Debug, Clone)]
pub struct Chain<W> {
    /// Of each feature's slot, for each tag.
    pub emissions: Vec<[W; TAGS]>,
    /// Of each tag after each other.
    pub transitions: [Row; TAGS],
}

impl<W: Copy + Default> Default for Chain<W> {
    fn default() -> Self {
        Self { emissions: vec![[W::default(); TAGS]; SLOTS], transitions: [[0; TAGS]; TAGS] }
    }
}

impl<W: Copy + Into<i32>> Chain<W> {
    /// The scores of a word with these features.
    #[must_use]
    pub fn row(&self, features: &[u32]) -> Row {
        let mut row = [0; TAGS];
        for &feature in features {
            for (score, weight) in row.iter_mut().zip(self.emissions[feature as usize]) {
                *score += weight.into();
            }
        }
        row
    }

    /// The best tags of a stretch of words before and after which nothing is named. A name goes on only after it
    /// began.
    pub fn best(&self, rows: &[Row], tags: &mut Vec<u8>) {
        const NEVER: i32 = i32::MIN / 2;
        tags.clear();
        tags.resize(rows.len(), 0);
        let mut best = [NEVER; TAGS];
        best[OUTSIDE] = 0;
        let mut back: Vec<[u8; TAGS]> = Vec::with_capacity(rows.len());
        for row in rows {
            let (mut next, mut came) = ([NEVER; TAGS], [0u8; TAGS]);
            for to in 0..TAGS {
                for from in (0..TAGS).filter(|&from| follows(from, to)) {
                    let score = best[from].saturating_add(self.transitions[from][to]).saturating_add(row[to]);
                    if score > next[to] {
                        (next[to], came[to]) = (score, from as u8);
                    }
                }
            }
            best = next;
            back.push(came);
        }
        let mut tag = OUTSIDE;
        for (at, score) in best.iter().enumerate() {
            if *score > best[tag] {
                tag = at;
            }
        }
        for (slot, came) in tags.iter_mut().zip(&back).rev() {
            *slot = tag as u8;
            tag = usize::from(came[tag]);
        }
    }
}

/// Whether a tag may follow another: inside only after the begin or inside of its kind.
const fn follows(from: usize, to: usize) -> bool {
    to == OUTSIDE || to % 2 == 1 || from == to || from + 1 == to
}

/// Adds the names that the tags of the words from `first` on spell.
pub fn spell(tags: &[u8], first: usize, names: &mut Vec<(Range<usize>, NameKind)>) {
    for (at, &tag) in (first..).zip(tags).filter(|(_, tag)| usize::from(**tag) != OUTSIDE) {
        match names.last_mut() {
            Some((range, _)) if tag % 2 == 0 && range.end == at => range.end = at + 1,
            _ => names.push((at..at + 1, KINDS[(usize::from(tag) - 1) / 2])),
        }
    }
}

/// Finds names.
#[derive(Debug, Clone, Default)]
pub struct Namer {
    /// The names that are known beforehand.
    pub gazetteer: Gazetteer,
    /// The weights.
    pub chain: Chain<i16>,
}

/// The memory of a namer at work, used again for every sentence.
#[derive(Debug, Default)]
pub struct Scratch {
    sight: Sight,
    features: Vec<u32>,
    rows: Vec<Row>,
    tags: Vec<u8>,
}

impl Namer {
    /// The names in a sentence, in order.
    #[must_use]
    pub fn names(
        &self,
        forms: &[&str],
        tagged: &[Tagged],
        scratch: &mut Scratch,
    ) -> Vec<(Range<usize>, NameKind)> {
        let mut names = Vec::new();
        let Scratch { sight, features, rows, tags } = scratch;
        sight.of(forms, tagged, &self.gazetteer);
        for stretch in sight.stretches() {
            rows.clear();
            for at in stretch.clone() {
                sight.features(forms, tagged, at, features);
                rows.push(self.chain.row(features));
            }
            self.chain.best(rows, tags);
            spell(tags, stretch.start, &mut names);
        }
        names
    }

    pub(crate) fn write(&self) -> Writer {
        let mut out = Writer::default();
        self.gazetteer.write(&mut out);
        for weight in self.chain.transitions.iter().flatten() {
            out.u32(weight.cast_unsigned());
        }
        let taken = self.chain.emissions.iter().flatten().enumerate().filter(|(_, weight)| **weight != 0);
        let (places, weights): (Vec<u32>, Vec<u32>) =
            taken.map(|(at, weight)| (at as u32, u32::from(weight.cast_unsigned()))).unzip();
        out.u32s(
            &places.iter().zip(&weights).map(|(at, weight)| at << 13 | weight & 0x1fff).collect::<Vec<_>>(),
        );
        out
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let gazetteer = Gazetteer::read(reader)?;
        let mut chain = Chain::default();
        for weight in chain.transitions.iter_mut().flatten() {
            *weight = reader.u32()?.cast_signed().clamp(-1 << 20, 1 << 20);
        }
        let slots = chain.emissions.as_flattened_mut();
        for entry in reader.u32s()? {
            let slot = slots
                .get_mut((entry >> 13) as usize)
                .ok_or_else(|| ModelError::new("a weight has no slot"))?;
            *slot = ((entry << 19).cast_signed() >> 19) as i16;
        }
        Ok(Self { gazetteer, chain })
    }
}

/// The greatest weight that the file holds, either way.
pub const LIMIT: i32 = 4095;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_on_only_after_it_began() {
        let chain: Chain<i16> = Chain::default();
        let mut tags = Vec::new();
        let inside = tag(NameKind::Organisation, false);
        let mut eager = [0; TAGS];
        eager[inside] = 5;
        chain.best(&[eager, eager], &mut tags);
        let begin = tag(NameKind::Organisation, true);
        assert_eq!(tags, [begin as u8, inside as u8]);
        let mut names = Vec::new();
        spell(&tags, 3, &mut names);
        assert_eq!(names, [(3..5, NameKind::Organisation)]);
        chain.best(&[], &mut tags);
        assert!(tags.is_empty());
    }

    #[test]
    fn weights_survive_the_file() {
        let mut namer = Namer::default();
        namer.chain.emissions[77][3] = -4000;
        namer.chain.emissions[SLOTS - 1][6] = 4095;
        namer.chain.transitions[1][2] = -9;
        let bytes = crate::file::write(&[(*b"NAME", namer.write())]);
        let (_, mut section) = crate::file::sections(&bytes).expect("it is whole").remove(0);
        let read = Namer::read(&mut section).expect("it is sound");
        assert_eq!(read.chain.emissions, namer.chain.emissions);
        assert_eq!(read.chain.transitions, namer.chain.transitions);
    }
}

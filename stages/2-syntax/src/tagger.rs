//! From a sentence's scores to its words' tags, heads and relations.

use std::ops::Range;

use dualtrack_document::{Features, Relation, Upos};

use crate::file::{ModelError, Reader, Writer};
use crate::network::matrix::argmax;
use crate::network::parameters::{Sizes, UPOS, at};
use crate::network::{Network, Scores};
use crate::tree;

/// The bundles of morphological features that the network chooses from, each with the parts of speech that it was
/// seen with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bundles(Vec<(Features, u32)>);

impl Bundles {
    /// Adds what was seen on a word; gives the bundle's number.
    pub fn learn(&mut self, upos: Upos, features: Features) -> usize {
        let seen = 1 << upos as u32;
        match self.0.iter().position(|(known, _)| *known == features) {
            Some(at) => {
                self.0[at].1 |= seen;
                at
            }
            None => {
                self.0.push((features, seen));
                self.0.len() - 1
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bundle of the highest score among those seen with `upos`.
    fn best(&self, upos: Upos, scores: &[f32]) -> Features {
        let seen = 1 << upos as u32;
        let fitting = self.0.iter().zip(scores).filter(|((_, with), _)| with & seen != 0);
        let best = fitting.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map_or(Features::default(), |((features, _), _)| *features)
    }
}

/// What the network says of a word; the head is counted from the sentence's first word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tagged {
    /// Part of speech.
    pub upos: Upos,
    /// Morphological features.
    pub features: Features,
    /// Head, absent for the root.
    pub head: Option<usize>,
    /// Relation to it.
    pub relation: Relation,
}

/// A network with the bundles that it was trained on.
#[derive(Debug)]
pub struct Tagger {
    /// The network.
    pub network: Network,
    bundles: Bundles,
}

/// Sentences longer than this are parsed in pieces, so that cost stays linear in their length.
const PIECE: usize = 160;

impl Tagger {
    /// Joins the two.
    #[must_use]
    pub const fn new(network: Network, bundles: Bundles) -> Self {
        Self { network, bundles }
    }

    /// Reads the words of the sentence at `words` off the scores of its batch.
    #[must_use]
    pub fn read(&self, scores: &Scores, words: Range<usize>) -> Vec<Tagged> {
        let width = self.network.sizes().tags();
        let (heads, relations) = self.tree(scores, words.clone());
        let rows = scores.tags[words.start * width..words.end * width].chunks_exact(width);
        let tagged = rows.zip(heads.iter().zip(relations)).map(|(row, (&head, relation))| {
            let upos = Upos::ALL[argmax(&row[..UPOS])];
            let features = self.bundles.best(upos, &row[UPOS..width]);
            Tagged { upos, features, head, relation }
        });
        tagged.collect()
    }

    /// Heads and relations, in pieces where the sentence is very long: each further piece hangs on the first's root.
    fn tree(&self, scores: &Scores, words: Range<usize>) -> (Vec<Option<usize>>, Vec<Relation>) {
        let mut heads: Vec<Option<usize>> = Vec::with_capacity(words.len());
        let mut relations = Vec::with_capacity(words.len());
        let (mut arcs, mut labels) = (Vec::new(), Vec::new());
        let mut root = None;
        for start in words.clone().step_by(PIECE) {
            let piece = start..words.end.min(start + PIECE);
            self.network.arcs(scores, piece.clone(), &mut arcs);
            let found = tree::heads(&arcs, piece.len());
            self.network.labels(scores, piece, &found, &mut labels);
            let offset = start - words.start;
            for (row, head) in labels.chunks_exact(self.network.sizes().relations).zip(found) {
                let relation = relation(row, head.is_none());
                match (head, root) {
                    (Some(head), _) => (heads.push(Some(offset + head)), relations.push(relation)),
                    (None, Some(root)) => (heads.push(Some(root)), relations.push(Relation::Parataxis)),
                    (None, None) => {
                        root = Some(heads.len());
                        (heads.push(None), relations.push(Relation::Root))
                    }
                };
            }
        }
        (heads, relations)
    }
}

/// The relation of the highest score; only the root is the root.
fn relation(scores: &[f32], is_root: bool) -> Relation {
    if is_root {
        return Relation::Root;
    }
    let others = Relation::ALL.iter().zip(scores).filter(|(relation, _)| **relation != Relation::Root);
    let best = others.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map_or(Relation::Dep, |(relation, _)| *relation)
}

/// A network before it is packed: what is trained and stored.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Its sizes.
    pub sizes: Sizes,
    /// Hashes of the known words, sorted.
    pub vocabulary: Vec<u32>,
    /// The tensors of [`Sizes::tensors`].
    pub tensors: Vec<Vec<f32>>,
    /// The bundles of features.
    pub bundles: Bundles,
}

impl Weights {
    pub(crate) fn write(&self) -> Writer {
        let mut out = Writer::default();
        let Sizes { words, grams, shapes, word_width, shape_width, hidden, layers, scorer, .. } = self.sizes;
        for size in [words, grams, shapes, word_width, shape_width, hidden, layers, scorer] {
            out.count(size);
        }
        out.strings(Relation::ALL.iter().map(|relation| relation.as_str()));
        let features: Vec<String> = self.bundles.0.iter().map(|(features, _)| features.to_string()).collect();
        out.strings(features.iter().map(String::as_str));
        out.u32s(&self.bundles.0.iter().map(|(_, with)| *with).collect::<Vec<_>>());
        out.u32s(&self.vocabulary);
        for (tensor, (_, _, columns)) in self.sizes.tensors().iter().enumerate() {
            if at::is_table(tensor) {
                out.table(&self.tensors[tensor], *columns);
            } else {
                out.matrix(&self.tensors[tensor], *columns);
            }
        }
        out
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let mut sizes = [0; 8];
        for size in &mut sizes {
            *size = reader.count()?;
        }
        let relations = reader.strings()?;
        if !relations.iter().copied().eq(Relation::ALL.iter().map(|relation| relation.as_str())) {
            return Err(ModelError::new("its relations are others"));
        }
        let features = reader.strings()?;
        let with = reader.u32s()?;
        let vocabulary = reader.u32s()?;
        let [words, grams, shapes, word_width, shape_width, hidden, layers, scorer] = sizes;
        let (features_count, relations) = (features.len(), relations.len());
        let sizes = Sizes {
            words,
            grams,
            shapes,
            word_width,
            shape_width,
            hidden,
            layers,
            scorer,
            features: features_count,
            relations,
        };
        let sane = |size: usize| (1..=1 << 20).contains(&size);
        let all = [grams, shapes, word_width, shape_width, hidden, scorer, features_count];
        if !all.into_iter().all(sane)
            || hidden > 2 * crate::network::MAX_HALF
            || hidden % 2 == 1
            || layers > 64
        {
            return Err(ModelError::new("its sizes are impossible"));
        }
        if vocabulary.len() != words || with.len() != features_count || !vocabulary.is_sorted() {
            return Err(ModelError::new("its vocabulary does not fit its sizes"));
        }
        let mut bundles = Vec::with_capacity(features_count);
        for (feats, with) in features.into_iter().zip(with) {
            bundles.push((feats.parse().map_err(|unknown| ModelError::new(format!("{unknown}")))?, with));
        }
        let mut tensors = Vec::new();
        for (tensor, (_, rows, columns)) in sizes.tensors().into_iter().enumerate() {
            let values =
                if at::is_table(tensor) { reader.table(rows, columns) } else { reader.matrix(rows, columns) };
            tensors.push(values?);
        }
        Ok(Self { sizes, vocabulary, tensors, bundles: Bundles(bundles) })
    }

    /// Packed for use.
    #[must_use]
    pub fn tagger(self) -> Tagger {
        Tagger::new(Network::new(self.sizes, self.vocabulary, self.tensors), self.bundles)
    }
}

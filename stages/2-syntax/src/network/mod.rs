//! The network: from the words of sentences to scores of tags, heads, relations and names.
//!
//! A word enters as the sum of hashed embeddings of its form, its spelling's pieces and its shape. A window of three
//! words goes through a maxout layer, then through stacked bidirectional simple recurrent units (Lei et al., EMNLP
//! 2018), whose products are made for all words at once and whose recurrence is element-wise: almost the accuracy of
//! an LSTM at the speed of a convolution. Heads come from a biaffine scorer (Dozat & Manning, ICLR 2017), relations
//! from one hidden layer over word and head; tags, features and names from linear layers.
//!
//! Public for the trainer, which computes the same steps with their gradients; nobody else needs it.

#[macro_use]
mod vectorised;
pub mod matrix;
pub mod parameters;

use crate::words::WordFeatures;
use matrix::{Packed, dot, multiply, sigmoid};
use parameters::{Sizes, at};

/// A network ready to score sentences.
#[derive(Debug)]
pub struct Network {
    sizes: Sizes,
    /// Hashes of the known words, sorted; the word at position `i` has row `i + 1`.
    vocabulary: Vec<u32>,
    tensors: Vec<Vec<f32>>,
    window: Packed,
    layers: Vec<Packed>,
    tags: Packed,
    arms: Packed,
    arcs: Packed,
    labels: Packed,
}

/// Scores of a batch of sentences, word by word.
#[derive(Debug, Default)]
pub struct Scores {
    /// Tags: `sizes.tags()` a word.
    pub tags: Vec<f32>,
    /// The four arms of each word: dependent and head for arcs, dependent and head for labels.
    arms: Vec<f32>,
    /// The first arm, multiplied with the arc matrix.
    turned: Vec<f32>,
}

impl Network {
    /// Puts a network together.
    ///
    /// # Panics
    /// Where tensors do not have the sizes that `sizes` states; the model's reader has checked them before.
    #[must_use]
    pub fn new(sizes: Sizes, vocabulary: Vec<u32>, tensors: Vec<Vec<f32>>) -> Self {
        let shapes = sizes.tensors();
        let packed = |tensor: usize| Packed::new(shapes[tensor].1, shapes[tensor].2, &tensors[tensor]);
        Self {
            window: packed(at::WINDOW),
            layers: (0..sizes.layers).map(|layer| packed(at::layer(layer))).collect(),
            tags: packed(at::TAGS),
            arms: packed(at::ARMS),
            arcs: packed(at::ARCS),
            labels: packed(at::LABELS),
            sizes,
            vocabulary,
            tensors,
        }
    }

    /// Its sizes.
    #[must_use]
    pub const fn sizes(&self) -> &Sizes {
        &self.sizes
    }

    /// Writes the embedding of a word to `out`.
    pub fn embed(&self, word: &WordFeatures, out: &mut [f32]) {
        let Sizes { word_width, shape_width, grams, shapes, .. } = self.sizes;
        let row = self.vocabulary.binary_search(&word.norm).map_or(0, |found| found + 1);
        let (own, rest) = out.split_at_mut(word_width);
        let (pieces, shape) = rest.split_at_mut(word_width);
        own.copy_from_slice(&self.tensors[at::WORDS][row * word_width..][..word_width]);
        sum_rows(&self.tensors[at::GRAMS], word_width, grams, &word.grams, pieces);
        let row = word.shape as usize % shapes;
        shape.copy_from_slice(&self.tensors[at::SHAPES][row * shape_width..][..shape_width]);
    }

    /// Scores sentences of the given lengths, whose words' embeddings stand one after the other.
    pub fn score(&self, embeddings: &[f32], lengths: &[usize], scores: &mut Scores) {
        let Sizes { hidden, scorer, .. } = self.sizes;
        let words: usize = lengths.iter().sum();
        let windows = windows(embeddings, lengths, self.sizes.embedding());
        let mut pairs = vec![0.0; words * 2 * hidden];
        multiply(&windows, &self.window, &self.tensors[at::WINDOW_BIAS], &mut pairs);
        let mut state = vec![0.0; words * hidden];
        maxout(&pairs, hidden, &mut state);
        let mut product = vec![0.0; words * 3 * hidden];
        let mut next = vec![0.0; words * hidden];
        for (layer, weights) in self.layers.iter().enumerate() {
            multiply(&state, weights, &[], &mut product);
            recur(&mut product, &state, &self.tensors[at::gates(layer)], lengths, &mut next);
            std::mem::swap(&mut state, &mut next);
        }
        scores.tags.resize(words * self.sizes.tags(), 0.0);
        multiply(&state, &self.tags, &self.tensors[at::TAGS_BIAS], &mut scores.tags);
        scores.arms.resize(words * 4 * scorer, 0.0);
        multiply(&state, &self.arms, &self.tensors[at::ARMS_BIAS], &mut scores.arms);
        scores.arms.iter_mut().for_each(|value| *value = leaky(*value));
        let dependents: Vec<f32> =
            scores.arms.chunks_exact(4 * scorer).flat_map(|arms| &arms[..scorer]).copied().collect();
        scores.turned.resize(words * scorer, 0.0);
        multiply(&dependents, &self.arcs, &self.tensors[at::ARCS_BIAS], &mut scores.turned);
    }

    /// The scores of every head for every word of the sentence at `words`: a row of `1 + n` for each word, the root
    /// first.
    pub fn arcs(&self, scores: &Scores, words: std::ops::Range<usize>, out: &mut Vec<f32>) {
        let scorer = self.sizes.scorer;
        out.clear();
        for dependent in words.clone() {
            let turned = &scores.turned[dependent * scorer..][..scorer];
            out.push(dot(turned, &self.tensors[at::ROOT][..scorer]));
            let heads = words.clone().map(|head| &scores.arms[(4 * head + 1) * scorer..][..scorer]);
            out.extend(heads.map(|head| dot(turned, head)));
        }
    }

    /// The scores of the relations of each word of the sentence at `words` to its head (counted from the sentence's
    /// first word; absent for the root).
    pub fn labels(
        &self,
        scores: &Scores,
        words: std::ops::Range<usize>,
        heads: &[Option<usize>],
        out: &mut Vec<f32>,
    ) {
        let scorer = self.sizes.scorer;
        let mut joined = Vec::with_capacity(words.len() * scorer);
        for (word, head) in words.clone().zip(heads) {
            let dependent = &scores.arms[(4 * word + 2) * scorer..][..scorer];
            let head = match head {
                Some(head) => &scores.arms[(4 * (words.start + head) + 3) * scorer..][..scorer],
                None => &self.tensors[at::ROOT][scorer..],
            };
            joined.extend(dependent.iter().zip(head).map(|(a, b)| leaky(a + b)));
        }
        out.resize(words.len() * self.sizes.relations, 0.0);
        multiply(&joined, &self.labels, &self.tensors[at::LABELS_BIAS], out);
    }
}

/// The mean of rows of a table, to which hashes are reduced.
pub fn sum_rows(table: &[f32], width: usize, rows: usize, hashes: &[u32], out: &mut [f32]) {
    out.fill(0.0);
    for &hash in hashes {
        let row = &table[hash as usize % rows * width..][..width];
        out.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
    }
    let scale = piece_scale(hashes.len());
    out.iter_mut().for_each(|value| *value *= scale);
}

/// What the sum of `pieces` rows is multiplied with: long words shall not shout.
#[must_use]
pub fn piece_scale(pieces: usize) -> f32 {
    4.0 / (4.0 + pieces as f32)
}

/// Each word's vector between those of its neighbours, zeros beyond the sentence.
#[must_use]
pub fn windows(vectors: &[f32], lengths: &[usize], width: usize) -> Vec<f32> {
    let mut windows = vec![0.0; vectors.len() * 3];
    let mut first = 0;
    for &length in lengths {
        for word in first..first + length {
            let vector = &vectors[word * width..][..width];
            let mut place = |row: usize, slot: usize| {
                windows[(3 * row + slot) * width..][..width].copy_from_slice(vector);
            };
            place(word, 1);
            if word > first {
                place(word - 1, 2);
            }
            if word + 1 < first + length {
                place(word + 1, 0);
            }
        }
        first += length;
    }
    windows
}

/// The greater of each value in the first half of a row and its partner in the second.
pub fn maxout(pairs: &[f32], width: usize, out: &mut [f32]) {
    for (pair, out) in pairs.chunks_exact(2 * width).zip(out.chunks_exact_mut(width)) {
        let (a, b) = pair.split_at(width);
        for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
            *out = if b > a { *b } else { *a };
        }
    }
}

/// The leaky rectifier.
#[must_use]
pub fn leaky(x: f32) -> f32 {
    if x > 0.0 { x } else { 0.1 * x }
}

/// The recurrence of one layer, in both directions. Each row of `product` holds for either direction the candidate,
/// the forget gate and the reset gate before their functions, and is left holding the cell and both gates after
/// them. `gates` holds the weights of the last cell in both gates and their biases.
pub fn recur(product: &mut [f32], input: &[f32], gates: &[f32], lengths: &[usize], out: &mut [f32]) {
    let hidden = gates.len() / 4;
    let mut first = 0;
    for &length in lengths {
        let (rows, all) = (first * hidden..(first + length) * hidden, 3 * hidden);
        let product = &mut product[first * all..(first + length) * all];
        steps(product, &input[rows.clone()], gates, &mut out[rows], 0);
        let rows = first * hidden..(first + length) * hidden;
        steps(product, &input[rows.clone()], gates, &mut out[rows], 1);
        first += length;
    }
}

vectorised! {
    /// The steps of one direction (0 forwards, 1 backwards) through one sentence.
    pub fn steps(product: &mut [f32], input: &[f32], gates: &[f32], out: &mut [f32], direction: usize) {
        let hidden = gates.len() / 4;
        let (half, length) = (hidden / 2, out.len() / hidden);
        let offset = direction * half;
        let gate = |row: usize| &gates[row * hidden + offset..][..half];
        let (forget_weight, reset_weight, forget_bias, reset_bias) = (gate(0), gate(1), gate(2), gate(3));
        let mut cell = [0.0f32; MAX_HALF];
        let cell = &mut cell[..half];
        for step in 0..length {
            let at = if direction == 0 { step } else { length - 1 - step };
            let row = &mut product[(2 * at + direction) * 3 * half..][..3 * half];
            let (candidate, rest) = row.split_at_mut(half);
            let (forget, reset) = rest.split_at_mut(half);
            let input = &input[at * hidden + offset..][..half];
            let out = &mut out[at * hidden + offset..][..half];
            for j in 0..half {
                let f = sigmoid(forget[j] + forget_weight[j] * cell[j] + forget_bias[j]);
                let r = sigmoid(reset[j] + reset_weight[j] * cell[j] + reset_bias[j]);
                let c = candidate[j] + f * (cell[j] - candidate[j]);
                forget[j] = f;
                reset[j] = r;
                candidate[j] = c;
                cell[j] = c;
                out[j] = input[j] + r * (c - input[j]);
            }
        }
    }
}

/// The greatest width of one direction of a recurrent layer.
pub const MAX_HALF: usize = 512;

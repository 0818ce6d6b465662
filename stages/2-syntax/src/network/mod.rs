//! The network: from the words of sentences to scores of tags, heads and relations.
//!
//! A word enters as the sum of hashed embeddings of its form, its spelling's pieces and its shape. A window of three
//! words goes through a maxout layer, then through stacked bidirectional simple recurrent units (Lei et al., EMNLP
//! 2018), whose products are made for all words at once and whose recurrence is element-wise: almost the accuracy of
//! an LSTM at the speed of a convolution. Heads come from a biaffine scorer (Dozat & Manning, ICLR 2017), relations
//! from one hidden layer over word and head; tags and features from linear layers.
//!
//! Public for the trainer, which computes the same steps with their gradients; nobody else needs it.

#[macro_use]
mod vectorised;
mod forms;
pub mod integer;
pub mod matrix;
pub mod parameters;

use crate::words::WordFeatures;
use forms::Forms;
use integer::{Matrix, Rows, multiply};
use matrix::{dot, sigmoid};
use parameters::{Sizes, at};

/// A network ready to score sentences.
#[derive(Debug)]
pub struct Network {
    sizes: Sizes,
    /// Hashes of the known words, sorted; the word at position `i` has row `i + 1`.
    vocabulary: Vec<u32>,
    /// The tensors that are not multiplied with; the others' places are empty.
    tensors: Vec<Vec<f32>>,
    /// For each place in the window one matrix, side by side.
    window: Matrix,
    layers: Vec<Matrix>,
    tags: Matrix,
    arms: Matrix,
    arcs: Matrix,
    labels: Matrix,
}

/// Scores of a batch of sentences, word by word, and the memory to compute them, which serves again.
#[derive(Debug, Default)]
pub struct Scores {
    /// Tags: `sizes.tags()` a word.
    pub tags: Vec<f32>,
    /// The four arms of each word: dependent and head for arcs, dependent and head for labels.
    arms: Vec<f32>,
    /// The first arm, multiplied with the arc matrix.
    turned: Vec<f32>,
    seen: Seen,
    layers: Layers,
}

/// What the first layer makes of the forms seen lately. It depends on the form alone, so that it does not matter
/// which are kept.
#[derive(Debug, Default)]
struct Seen {
    forms: Forms,
    /// Each form's products with the three places of the window.
    products: Vec<f32>,
    /// The forms of the batch's words.
    words: Vec<usize>,
    features: WordFeatures,
    embeddings: Vec<f32>,
    rows: Rows,
}

/// Forms that are kept: enough that three words of four in a text are known.
const KEPT_FORMS: usize = 2048;

/// The layers' memory.
#[derive(Debug, Default)]
struct Layers {
    rows: Rows,
    state: Vec<f32>,
    next: Vec<f32>,
    product: Vec<f32>,
}

impl Network {
    /// Puts a network together.
    ///
    /// # Panics
    /// Where tensors do not have the sizes that `sizes` states; the model's reader has checked them before.
    #[must_use]
    pub fn new(sizes: Sizes, vocabulary: Vec<u32>, mut tensors: Vec<Vec<f32>>) -> Self {
        let shapes = sizes.tensors();
        let mut matrix = |tensor: usize| {
            let (_, rows, columns) = shapes[tensor];
            Matrix::new(rows, columns, &std::mem::take(&mut tensors[tensor]))
        };
        let layers = (0..sizes.layers).map(|layer| matrix(at::layer(layer))).collect();
        let (tags, arms, arcs, labels) =
            (matrix(at::TAGS), matrix(at::ARMS), matrix(at::ARCS), matrix(at::LABELS));
        let window =
            side_by_side(&std::mem::take(&mut tensors[at::WINDOW]), sizes.embedding(), 2 * sizes.hidden);
        let window = Matrix::new(sizes.embedding(), 6 * sizes.hidden, &window);
        Self { sizes, vocabulary, tensors, window, layers, tags, arms, arcs, labels }
    }

    /// Its sizes.
    #[must_use]
    pub const fn sizes(&self) -> &Sizes {
        &self.sizes
    }

    /// Writes the embedding of a word to `out`.
    fn embed(&self, word: &WordFeatures, out: &mut [f32]) {
        let Sizes { word_width, shape_width, grams, shapes, .. } = self.sizes;
        let row = self.vocabulary.binary_search(&word.norm).map_or(0, |found| found + 1);
        let (own, rest) = out.split_at_mut(word_width);
        let (pieces, shape) = rest.split_at_mut(word_width);
        own.copy_from_slice(&self.tensors[at::WORDS][row * word_width..][..word_width]);
        sum_rows(&self.tensors[at::GRAMS], word_width, grams, &word.grams, pieces);
        let row = word.shape as usize % shapes;
        shape.copy_from_slice(&self.tensors[at::SHAPES][row * shape_width..][..shape_width]);
    }

    /// Scores sentences of the given lengths, whose words stand one after the other.
    pub fn score<'f>(&self, forms: impl Iterator<Item = &'f str>, lengths: &[usize], scores: &mut Scores) {
        let Scores { tags, arms, turned, seen, layers } = scores;
        self.look_up(forms, lengths.iter().sum(), seen);
        self.first_layer(seen, lengths, &mut layers.state);
        self.recurrent_layers(lengths, layers);
        let (hidden, scorer, words) = (self.sizes.hidden, self.sizes.scorer, seen.words.len());
        layers.rows.set(&layers.state, hidden);
        tags.resize(words * self.sizes.tags(), 0.0);
        multiply(&layers.rows, &self.tags, &self.tensors[at::TAGS_BIAS], tags);
        arms.resize(words * 4 * scorer, 0.0);
        multiply(&layers.rows, &self.arms, &self.tensors[at::ARMS_BIAS], arms);
        arms.iter_mut().for_each(|value| *value = leaky(*value));
        layers.rows.set_strided(arms, scorer, 4 * scorer);
        turned.resize(words * scorer, 0.0);
        multiply(&layers.rows, &self.arcs, &self.tensors[at::ARCS_BIAS], turned);
    }

    /// Finds the forms of a batch among those seen, and computes those that are new.
    fn look_up<'f>(&self, forms: impl Iterator<Item = &'f str>, words: usize, seen: &mut Seen) {
        let width = self.sizes.embedding();
        let Seen { forms: known, products, words: numbers, features, embeddings, rows } = seen;
        if known.len() > KEPT_FORMS {
            known.clear();
            products.clear();
        }
        numbers.clear();
        embeddings.clear();
        for form in forms.take(words) {
            let (number, new) = known.number(form);
            numbers.push(number);
            if new {
                features.compute(form);
                embeddings.resize(embeddings.len() + width, 0.0);
                let start = embeddings.len() - width;
                self.embed(features, &mut embeddings[start..]);
            }
        }
        rows.set(embeddings, width);
        let kept = products.len();
        products.resize(known.len() * 6 * self.sizes.hidden, 0.0);
        multiply(rows, &self.window, &[], &mut products[kept..]);
    }

    /// The maxout over each word and its neighbours.
    fn first_layer(&self, seen: &Seen, lengths: &[usize], out: &mut Vec<f32>) {
        let hidden = self.sizes.hidden;
        out.resize(seen.words.len() * hidden, 0.0);
        let nothing = vec![0.0; 2 * hidden];
        let part = |word: Option<&usize>, place: usize| match word {
            Some(form) => &seen.products[(3 * form + place) * 2 * hidden..][..2 * hidden],
            None => &nothing,
        };
        let mut outs = out.chunks_exact_mut(hidden);
        let mut rest = seen.words.as_slice();
        for &length in lengths {
            let (sentence, later) = rest.split_at(length);
            rest = later;
            for (at, out) in (0..length).zip(&mut outs) {
                let before = at.checked_sub(1).map(|before| &sentence[before]);
                let parts = [part(before, 0), part(Some(&sentence[at]), 1), part(sentence.get(at + 1), 2)];
                maxout_of(parts, &self.tensors[at::WINDOW_BIAS], out);
            }
        }
    }

    /// The recurrent layers, which leave their state in `layers.state`.
    fn recurrent_layers(&self, lengths: &[usize], layers: &mut Layers) {
        let hidden = self.sizes.hidden;
        let Layers { rows, state, next, product } = layers;
        product.resize(3 * state.len(), 0.0);
        next.resize(state.len(), 0.0);
        for (layer, weights) in self.layers.iter().enumerate() {
            rows.set(state, hidden);
            multiply(rows, weights, &[], product);
            recur(product, state, &self.tensors[at::gates(layer)], lengths, next);
            std::mem::swap(state, next);
        }
    }

    /// The scores of every head for every word of the sentence at `words`: a row of `1 + n` for each word, the root
    /// first.
    pub fn arcs(&self, scores: &Scores, words: std::ops::Range<usize>, out: &mut Vec<f32>) {
        let scorer = self.sizes.scorer;
        out.clear();
        out.resize(words.len() * (words.len() + 1), 0.0);
        let turned = &scores.turned[words.start * scorer..words.end * scorer];
        let arms = &scores.arms[words.start * 4 * scorer..words.end * 4 * scorer];
        meet(turned, arms, &self.tensors[at::ROOT][..scorer], out);
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
        let (mut joined, mut rows) = (Vec::with_capacity(words.len() * scorer), Rows::default());
        for (word, head) in words.clone().zip(heads) {
            let dependent = &scores.arms[(4 * word + 2) * scorer..][..scorer];
            let head = match head {
                Some(head) => &scores.arms[(4 * (words.start + head) + 3) * scorer..][..scorer],
                None => &self.tensors[at::ROOT][scorer..],
            };
            joined.extend(dependent.iter().zip(head).map(|(a, b)| leaky(a + b)));
        }
        out.resize(words.len() * self.sizes.relations, 0.0);
        rows.set(&joined, scorer);
        multiply(&rows, &self.labels, &self.tensors[at::LABELS_BIAS], out);
    }
}

/// The parts of a matrix that lie one above the other, side by side.
fn side_by_side(values: &[f32], rows: usize, columns: usize) -> Vec<f32> {
    let parts = values.len() / (rows * columns);
    let row = |row, part| &values[(part * rows + row) * columns..][..columns];
    (0..rows).flat_map(|at| (0..parts).flat_map(move |part| row(at, part))).copied().collect()
}

vectorised! {
    /// The products of every dependent's vector with the root's and with every head's, which is the second of four
    /// in its row of `arms`.
    fn meet(dependents: &[f32], arms: &[f32], root: &[f32], out: &mut [f32]) {
        let width = root.len();
        let heads = arms.len() / (4 * width);
        for (dependent, out) in dependents.chunks_exact(width).zip(out.chunks_exact_mut(heads + 1)) {
            out[0] = dot(dependent, root);
            for (out, arms) in out[1..].iter_mut().zip(arms.chunks_exact(4 * width)) {
                *out = dot(dependent, &arms[width..2 * width]);
            }
        }
    }
}

vectorised! {
    /// The maxout over a sum of `bias` and three parts.
    fn maxout_of(parts: [&[f32]; 3], bias: &[f32], out: &mut [f32]) {
        let width = out.len();
        let (bias, [a, b, c]) = (&bias[..2 * width], parts.map(|part| &part[..2 * width]));
        let sum = |at: usize| bias[at] + a[at] + b[at] + c[at];
        for (at, out) in out.iter_mut().enumerate() {
            let (first, second) = (sum(at), sum(at + width));
            *out = if second > first { second } else { first };
        }
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

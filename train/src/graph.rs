//! One pass through the network with its gradients: the steps of `dualtrack_syntax::network`, forwards with dropout
//! and backwards.

use std::ops::Range;

use dualtrack_syntax::network::matrix::{argmax, dot, exp};
use dualtrack_syntax::network::parameters::{Sizes, UPOS, at};
use dualtrack_syntax::network::{leaky, maxout, piece_scale, recur, sum_rows, windows};

use crate::matrix::{Matrix, add_product};
use crate::rng::Rng;

/// A word as the network is trained on it.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Row of its own embedding, 0 for unknown words.
    pub(crate) row: u32,
    /// How often the training text holds the word.
    pub(crate) count: u32,
    /// Row of its shape.
    pub(crate) shape: u32,
    /// Hashes of the pieces of its spelling.
    pub(crate) grams: Vec<u32>,
    /// Part of speech.
    pub(crate) upos: usize,
    /// Bundle of features.
    pub(crate) features: usize,
    /// Head in the sentence, absent for the root.
    pub(crate) head: Option<usize>,
    /// Relation to it.
    pub(crate) relation: usize,
}

/// Rates of dropout.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dropout {
    /// Of values of embeddings.
    pub(crate) embedding: f32,
    /// Of values between layers.
    pub(crate) layer: f32,
    /// Of values of arms.
    pub(crate) arm: f32,
    /// A word that occurs `n` times is taken for unknown with probability `word / (word + n)`.
    pub(crate) word: f32,
}

/// Gradients of all parameters; of tables, the rows that hold any.
#[derive(Debug, Clone)]
pub(crate) struct Gradients {
    pub(crate) tensors: Vec<Vec<f32>>,
    pub(crate) touched: [Vec<u32>; 3],
}

impl Gradients {
    pub(crate) fn new(sizes: &Sizes) -> Self {
        let tensors = sizes.tensors().iter().map(|(_, rows, columns)| vec![0.0; rows * columns]).collect();
        Self { tensors, touched: Default::default() }
    }

    /// Adds another's, row by row where only some rows are touched.
    pub(crate) fn add(&mut self, other: &Self, sizes: &Sizes) {
        for (tensor, (_, _, columns)) in sizes.tensors().iter().enumerate() {
            let (mine, theirs) = (&mut self.tensors[tensor], &other.tensors[tensor]);
            if at::is_table(tensor) {
                let mut rows = other.touched[tensor].clone();
                rows.sort_unstable();
                rows.dedup();
                for &row in &rows {
                    let row = row as usize * columns..(row as usize + 1) * columns;
                    add(&mut mine[row.clone()], &theirs[row]);
                }
                self.touched[tensor].extend(rows);
            } else {
                add(mine, theirs);
            }
        }
    }

    /// Back to zero.
    pub(crate) fn clear(&mut self, sizes: &Sizes) {
        for (tensor, (_, _, columns)) in sizes.tensors().iter().enumerate() {
            if at::is_table(tensor) {
                for row in self.touched[tensor].drain(..) {
                    self.tensors[tensor][row as usize * columns..][..*columns].fill(0.0);
                }
            } else {
                self.tensors[tensor].fill(0.0);
            }
        }
    }
}

/// What a pass was wrong about, summed over words.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Loss {
    pub(crate) arcs: f64,
    pub(crate) labels: f64,
    pub(crate) tags: f64,
    pub(crate) right_arcs: usize,
    pub(crate) words: usize,
}

impl Loss {
    pub(crate) fn add(&mut self, other: Self) {
        self.arcs += other.arcs;
        self.labels += other.labels;
        self.tags += other.tags;
        self.right_arcs += other.right_arcs;
        self.words += other.words;
    }
}

/// A pass over a batch of sentences.
pub(crate) struct Pass<'a> {
    pub(crate) sizes: &'a Sizes,
    pub(crate) tensors: &'a [Vec<f32>],
    pub(crate) dropout: Dropout,
    /// What each word's gradient is divided by: the words of the whole step.
    pub(crate) scale: f32,
    pub(crate) gradients: &'a mut Gradients,
    pub(crate) rng: Rng,
}

/// The state after a layer, and what its way back needs.
struct Layer {
    input: Vec<f32>,
    candidates: Vec<f32>,
    product: Vec<f32>,
    mask: Vec<f32>,
}

impl Pass<'_> {
    /// Computes the loss of a batch and adds its gradients.
    pub(crate) fn run(&mut self, sentences: &[&[Word]]) -> Loss {
        let sizes = *self.sizes;
        let lengths: Vec<usize> = sentences.iter().map(|sentence| sentence.len()).collect();
        let words: Vec<&Word> = sentences.iter().flat_map(|sentence| sentence.iter()).collect();
        let (count, hidden, width) = (words.len(), sizes.hidden, sizes.embedding());

        let rows: Vec<u32> = words.iter().map(|word| self.seen(word)).collect();
        let mut embeddings = self.embed(&words, &rows);
        let embedding_mask = self.mask(embeddings.len(), self.dropout.embedding);
        times(&mut embeddings, &embedding_mask);

        let windows = windows(&embeddings, &lengths, width);
        let mut pairs = vec![0.0; count * 2 * hidden];
        self.product(&windows, at::WINDOW, &self.tensors[at::WINDOW_BIAS], &mut pairs);
        let mut state = vec![0.0; count * hidden];
        maxout(&pairs, hidden, &mut state);
        let first_mask = self.mask(state.len(), self.dropout.layer);
        times(&mut state, &first_mask);

        let mut layers = Vec::new();
        for layer in 0..sizes.layers {
            let mut product = vec![0.0; count * 3 * hidden];
            self.product(&state, at::layer(layer), &[], &mut product);
            let candidates = product.clone();
            let mut next = vec![0.0; count * hidden];
            recur(&mut product, &state, &self.tensors[at::gates(layer)], &lengths, &mut next);
            let mask = self.mask(next.len(), self.dropout.layer);
            times(&mut next, &mask);
            layers.push(Layer { input: std::mem::replace(&mut state, next), candidates, product, mask });
        }

        let mut loss = Loss { words: count, ..Loss::default() };
        let mut back = vec![0.0; count * hidden];
        self.tags(&state, &words, &mut back, &mut loss);
        self.trees(&state, &words, &lengths, &mut back, &mut loss);

        for (layer, saved) in layers.iter().enumerate().rev() {
            times(&mut back, &saved.mask);
            let mut input_back = vec![0.0; count * hidden];
            let mut product_back = vec![0.0; count * 3 * hidden];
            let gates = &self.tensors[at::gates(layer)];
            let gates_back = &mut self.gradients.tensors[at::gates(layer)];
            recur_back(saved, gates, gates_back, &lengths, &back, &mut product_back, &mut input_back);
            self.product_back(&saved.input, at::layer(layer), None, &product_back, Some(&mut input_back));
            back = input_back;
        }

        times(&mut back, &first_mask);
        let mut pairs_back = vec![0.0; count * 2 * hidden];
        for row in 0..count {
            let (pair, out) = (&pairs[2 * row * hidden..], &mut pairs_back[2 * row * hidden..]);
            for j in 0..hidden {
                let winner = if pair[hidden + j] > pair[j] { hidden + j } else { j };
                out[winner] = back[row * hidden + j];
            }
        }
        let mut windows_back = vec![0.0; windows.len()];
        self.product_back(&windows, at::WINDOW, Some(at::WINDOW_BIAS), &pairs_back, Some(&mut windows_back));
        let mut embeddings_back = windows_back_to_words(&windows_back, &lengths, width);
        times(&mut embeddings_back, &embedding_mask);
        self.embed_back(&words, &rows, &embeddings_back);
        loss
    }

    /// The row under which a word is seen this time.
    fn seen(&mut self, word: &Word) -> u32 {
        let rate = self.dropout.word / (self.dropout.word + word.count as f32);
        if self.rng.unit() < rate { 0 } else { word.row }
    }

    fn mask(&mut self, size: usize, rate: f32) -> Vec<f32> {
        let keep = 1.0 / (1.0 - rate);
        (0..size).map(|_| if self.rng.unit() < rate { 0.0 } else { keep }).collect()
    }

    fn embed(&self, words: &[&Word], rows: &[u32]) -> Vec<f32> {
        let Sizes { word_width, shape_width, grams, .. } = *self.sizes;
        let width = self.sizes.embedding();
        let mut out = vec![0.0; words.len() * width];
        for ((word, &row), out) in words.iter().zip(rows).zip(out.chunks_exact_mut(width)) {
            let (own, rest) = out.split_at_mut(word_width);
            let (pieces, shape) = rest.split_at_mut(word_width);
            own.copy_from_slice(&self.tensors[at::WORDS][row as usize * word_width..][..word_width]);
            sum_rows(&self.tensors[at::GRAMS], word_width, grams, &word.grams, pieces);
            let table = &self.tensors[at::SHAPES];
            shape.copy_from_slice(&table[word.shape as usize * shape_width..][..shape_width]);
        }
        out
    }

    fn embed_back(&mut self, words: &[&Word], rows: &[u32], back: &[f32]) {
        let Sizes { word_width, shape_width, grams, .. } = *self.sizes;
        for ((word, &row), back) in words.iter().zip(rows).zip(back.chunks_exact(self.sizes.embedding())) {
            let (own, rest) = back.split_at(word_width);
            let (pieces, shape) = rest.split_at(word_width);
            self.touch(at::WORDS, row as usize, word_width, own, 1.0);
            for &gram in &word.grams {
                let scale = piece_scale(word.grams.len());
                self.touch(at::GRAMS, gram as usize % grams, word_width, pieces, scale);
            }
            self.touch(at::SHAPES, word.shape as usize, shape_width, shape, 1.0);
        }
    }

    fn touch(&mut self, table: usize, row: usize, width: usize, back: &[f32], scale: f32) {
        let gradient = &mut self.gradients.tensors[table][row * width..][..width];
        gradient.iter_mut().zip(back).for_each(|(gradient, back)| *gradient += scale * back);
        self.gradients.touched[table].push(row as u32);
    }

    fn matrix(&self, tensor: usize) -> Matrix<'_> {
        let (_, rows, columns) = self.sizes.tensors()[tensor];
        Matrix::new(rows, columns, &self.tensors[tensor])
    }

    /// `out = left · tensor + bias`; no bias stands for zeros.
    fn product(&self, left: &[f32], tensor: usize, bias: &[f32], out: &mut [f32]) {
        let right = self.matrix(tensor);
        let (depth, columns) = right.sizes();
        if bias.is_empty() {
            out.fill(0.0);
        } else {
            out.chunks_exact_mut(columns).for_each(|row| row.copy_from_slice(bias));
        }
        add_product(Matrix::new(left.len() / depth, depth, left), right, out);
    }

    /// The way back through `out = left · tensor + bias`; `left_back` is added to.
    fn product_back(
        &mut self,
        left: &[f32],
        tensor: usize,
        bias: Option<usize>,
        out_back: &[f32],
        left_back: Option<&mut [f32]>,
    ) {
        let (depth, columns) = self.matrix(tensor).sizes();
        let rows = out_back.len() / columns;
        let out_back_matrix = Matrix::new(rows, columns, out_back);
        let left = Matrix::new(rows, depth, left);
        add_product(left.transposed(), out_back_matrix, &mut self.gradients.tensors[tensor]);
        if let Some(bias) = bias {
            for row in out_back.chunks_exact(columns) {
                add(&mut self.gradients.tensors[bias], row);
            }
        }
        if let Some(left_back) = left_back {
            add_product(out_back_matrix, self.matrix(tensor).transposed(), left_back);
        }
    }

    fn tags(&mut self, state: &[f32], words: &[&Word], back: &mut [f32], loss: &mut Loss) {
        let all = self.sizes.tags();
        let mut scores = vec![0.0; words.len() * all];
        self.product(state, at::TAGS, &self.tensors[at::TAGS_BIAS], &mut scores);
        for (word, scores) in words.iter().zip(scores.chunks_exact_mut(all)) {
            let (upos, bundle) = scores.split_at_mut(UPOS);
            loss.tags += softmax(upos, word.upos, self.scale);
            loss.tags += 0.5 * softmax(bundle, word.features, 0.5 * self.scale);
        }
        self.product_back(state, at::TAGS, Some(at::TAGS_BIAS), &scores, Some(back));
    }

    fn trees(
        &mut self,
        state: &[f32],
        words: &[&Word],
        lengths: &[usize],
        back: &mut [f32],
        loss: &mut Loss,
    ) {
        let scorer = self.sizes.scorer;
        let mut arms = vec![0.0; words.len() * 4 * scorer];
        self.product(state, at::ARMS, &self.tensors[at::ARMS_BIAS], &mut arms);
        let slopes: Vec<f32> = arms.iter().map(|&value| if value > 0.0 { 1.0 } else { 0.1 }).collect();
        arms.iter_mut().for_each(|value| *value = leaky(*value));
        let mask = self.mask(arms.len(), self.dropout.arm);
        times(&mut arms, &mask);

        let dependents: Vec<f32> =
            arms.chunks_exact(4 * scorer).flat_map(|arms| &arms[..scorer]).copied().collect();
        let mut turned = vec![0.0; dependents.len()];
        self.product(&dependents, at::ARCS, &self.tensors[at::ARCS_BIAS], &mut turned);

        let mut arms_back = vec![0.0; arms.len()];
        let mut turned_back = vec![0.0; turned.len()];
        let mut first = 0;
        for &length in lengths {
            let range = first..first + length;
            self.arcs(&arms, &turned, &words[range.clone()], range, &mut arms_back, &mut turned_back, loss);
            first += length;
        }
        let mut dependents_back = vec![0.0; dependents.len()];
        self.product_back(
            &dependents,
            at::ARCS,
            Some(at::ARCS_BIAS),
            &turned_back,
            Some(&mut dependents_back),
        );
        for (arms, dependent) in
            arms_back.chunks_exact_mut(4 * scorer).zip(dependents_back.chunks_exact(scorer))
        {
            add(&mut arms[..scorer], dependent);
        }
        self.labels(&arms, words, lengths, &mut arms_back, loss);
        times(&mut arms_back, &mask);
        times(&mut arms_back, &slopes);
        self.product_back(state, at::ARMS, Some(at::ARMS_BIAS), &arms_back, Some(back));
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one sentence's arcs")]
    fn arcs(
        &mut self,
        arms: &[f32],
        turned: &[f32],
        words: &[&Word],
        range: Range<usize>,
        arms_back: &mut [f32],
        turned_back: &mut [f32],
        loss: &mut Loss,
    ) {
        let scorer = self.sizes.scorer;
        let root = &self.tensors[at::ROOT][..scorer];
        let mut scores = Vec::new();
        for (word, dependent) in words.iter().zip(range.clone()) {
            let turn = &turned[dependent * scorer..][..scorer];
            scores.clear();
            scores.push(dot(turn, root));
            let heads = range.clone().map(|head| &arms[(4 * head + 1) * scorer..][..scorer]);
            scores.extend(heads.map(|head| dot(turn, head)));
            scores[1 + dependent - range.start] = -1e4;
            let gold = word.head.map_or(0, |head| head + 1);
            loss.right_arcs += usize::from(argmax(&scores) == gold);
            loss.arcs += softmax(&mut scores, gold, self.scale);
            let turn_back = &mut turned_back[dependent * scorer..][..scorer];
            for (head, &back) in scores.iter().enumerate() {
                match head.checked_sub(1) {
                    None => {
                        axpy(back, root, turn_back);
                        axpy(back, turn, &mut self.gradients.tensors[at::ROOT][..scorer]);
                    }
                    Some(head) => {
                        let place = (4 * (range.start + head) + 1) * scorer;
                        axpy(back, &arms[place..][..scorer], turn_back);
                        axpy(back, turn, &mut arms_back[place..][..scorer]);
                    }
                }
            }
        }
    }

    fn labels(
        &mut self,
        arms: &[f32],
        words: &[&Word],
        lengths: &[usize],
        arms_back: &mut [f32],
        loss: &mut Loss,
    ) {
        let scorer = self.sizes.scorer;
        let mut starts = Vec::with_capacity(words.len());
        for &length in lengths {
            starts.extend(std::iter::repeat_n(starts.len(), length));
        }
        let head_place = |at: usize| words[at].head.map(|head| (4 * (starts[at] + head) + 3) * scorer);
        let mut joined = Vec::with_capacity(words.len() * scorer);
        for at in 0..words.len() {
            let dependent = &arms[(4 * at + 2) * scorer..][..scorer];
            let head =
                head_place(at).map_or(&self.tensors[at::ROOT][scorer..], |place| &arms[place..][..scorer]);
            joined.extend(dependent.iter().zip(head).map(|(a, b)| a + b));
        }
        let slopes: Vec<f32> = joined.iter().map(|&value| if value > 0.0 { 1.0 } else { 0.1 }).collect();
        joined.iter_mut().for_each(|value| *value = leaky(*value));
        let mut scores = vec![0.0; words.len() * self.sizes.relations];
        self.product(&joined, at::LABELS, &self.tensors[at::LABELS_BIAS], &mut scores);
        for (word, scores) in words.iter().zip(scores.chunks_exact_mut(self.sizes.relations)) {
            loss.labels += softmax(scores, word.relation, self.scale);
        }
        let mut joined_back = vec![0.0; joined.len()];
        self.product_back(&joined, at::LABELS, Some(at::LABELS_BIAS), &scores, Some(&mut joined_back));
        times(&mut joined_back, &slopes);
        for (at, back) in joined_back.chunks_exact(scorer).enumerate() {
            add(&mut arms_back[(4 * at + 2) * scorer..][..scorer], back);
            match head_place(at) {
                Some(place) => add(&mut arms_back[place..][..scorer], back),
                None => add(&mut self.gradients.tensors[at::ROOT][scorer..], back),
            }
        }
    }
}

/// The way back through a layer's recurrence. `product_back` receives the gradients of the candidates and gates
/// before their functions, `input_back` those of the input through the shortcut.
fn recur_back(
    saved: &Layer,
    gates: &[f32],
    gates_back: &mut [f32],
    lengths: &[usize],
    back: &[f32],
    product_back: &mut [f32],
    input_back: &mut [f32],
) {
    let hidden = gates.len() / 4;
    let half = hidden / 2;
    let mut first = 0;
    for &length in lengths {
        for direction in 0..2 {
            let offset = direction * half;
            let mut cell_back = vec![0.0f32; half];
            for step in (0..length).rev() {
                let place = |step: usize| first + if direction == 0 { step } else { length - 1 - step };
                let at = place(step);
                let row = (2 * at + direction) * 3 * half;
                let before = step.checked_sub(1).map(|step| (2 * place(step) + direction) * 3 * half);
                for j in 0..half {
                    let (c, f, r) = (
                        saved.product[row + j],
                        saved.product[row + half + j],
                        saved.product[row + 2 * half + j],
                    );
                    let u = saved.candidates[row + j];
                    let last = before.map_or(0.0, |before| saved.product[before + j]);
                    let x = saved.input[at * hidden + offset + j];
                    let out = back[at * hidden + offset + j];
                    let reset_back = out * (c - x) * r * (1.0 - r);
                    input_back[at * hidden + offset + j] += out * (1.0 - r);
                    let c_back = cell_back[j] + out * r;
                    let forget_back = c_back * (last - u) * f * (1.0 - f);
                    product_back[row + j] = c_back * (1.0 - f);
                    product_back[row + half + j] = forget_back;
                    product_back[row + 2 * half + j] = reset_back;
                    let unit = offset + j;
                    cell_back[j] = c_back * f + forget_back * gates[unit] + reset_back * gates[hidden + unit];
                    gates_back[unit] += forget_back * last;
                    gates_back[hidden + unit] += reset_back * last;
                    gates_back[2 * hidden + unit] += forget_back;
                    gates_back[3 * hidden + unit] += reset_back;
                }
            }
        }
        first += length;
    }
}

fn windows_back_to_words(back: &[f32], lengths: &[usize], width: usize) -> Vec<f32> {
    let mut words = vec![0.0; back.len() / 3];
    let mut first = 0;
    for &length in lengths {
        for word in first..first + length {
            let out = &mut words[word * width..][..width];
            add(out, &back[(3 * word + 1) * width..][..width]);
            if word > first {
                add(out, &back[(3 * (word - 1) + 2) * width..][..width]);
            }
            if word + 1 < first + length {
                add(out, &back[3 * (word + 1) * width..][..width]);
            }
        }
        first += length;
    }
    words
}

/// Turns scores into the gradient of the cross-entropy of `gold`, times `scale`; gives the cross-entropy.
fn softmax(scores: &mut [f32], gold: usize, scale: f32) -> f64 {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - top);
        sum += *score;
    }
    let right = scores[gold] / sum;
    for score in scores.iter_mut() {
        *score *= scale / sum;
    }
    scores[gold] -= scale;
    -f64::from(right.max(1e-9)).ln()
}

fn add(sum: &mut [f32], more: &[f32]) {
    sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

fn times(values: &mut [f32], factors: &[f32]) {
    values.iter_mut().zip(factors).for_each(|(value, factor)| *value *= factor);
}

fn axpy(factor: f32, values: &[f32], sum: &mut [f32]) {
    sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += factor * value);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes() -> Sizes {
        Sizes {
            words: 5,
            grams: 8,
            shapes: 4,
            word_width: 4,
            shape_width: 2,
            hidden: 6,
            layers: 2,
            scorer: 4,
            features: 3,
            relations: 3,
        }
    }

    fn word(row: u32, head: Option<usize>) -> Word {
        let (grams, upos, features) = (vec![row, 7 * row + 1], row as usize % UPOS, row as usize % 3);
        let relation = row as usize % 3;
        Word { row, count: 3, shape: row % 4, grams, upos, features, head, relation }
    }

    fn total(loss: Loss) -> f64 {
        loss.arcs + loss.labels + loss.tags
    }

    #[test]
    fn gradients_agree_with_differences() {
        let sizes = sizes();
        let mut rng = Rng::new(3);
        let mut tensors: Vec<Vec<f32>> = sizes
            .tensors()
            .iter()
            .map(|(_, rows, columns)| (0..rows * columns).map(|_| rng.within(0.5)).collect())
            .collect();
        let first = [word(1, Some(1)), word(2, None), word(3, Some(1)), word(5, Some(2))];
        let second = [word(4, None), word(0, Some(0))];
        let dropout = Dropout { embedding: 0.0, layer: 0.0, arm: 0.0, word: 0.0 };
        let run = |tensors: &[Vec<f32>]| {
            let mut gradients = Gradients::new(&sizes);
            let mut pass = Pass {
                sizes: &sizes,
                tensors,
                dropout,
                scale: 1.0,
                gradients: &mut gradients,
                rng: Rng::new(1),
            };
            let loss = pass.run(&[&first, &second]);
            (loss, gradients)
        };
        let (_, gradients) = run(&tensors);
        for tensor in 0..tensors.len() {
            for place in (0..tensors[tensor].len()).step_by(7) {
                let kept = tensors[tensor][place];
                tensors[tensor][place] = kept + 1e-2;
                let up = total(run(&tensors).0);
                tensors[tensor][place] = kept - 1e-2;
                let down = total(run(&tensors).0);
                tensors[tensor][place] = kept;
                let expected = (up - down) / 2e-2;
                let found = f64::from(gradients.tensors[tensor][place]);
                assert!(
                    (expected - found).abs() < 0.05 + 0.1 * expected.abs(),
                    "{} at {place}: {found} for {expected}",
                    sizes.tensors()[tensor].0
                );
            }
        }
    }
}

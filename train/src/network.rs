//! Training of the network: batches, epochs, the score on the dev set after each.

use std::time::Instant;

use dualtrack_document::{Relation, Upos};
use dualtrack_syntax::network::Scores;
use dualtrack_syntax::network::parameters::{Sizes, at};
use dualtrack_syntax::tagger::{Bundles, Tagged, Tagger, Weights};
use dualtrack_syntax::words::WordFeatures;

use crate::adam::Adam;
use crate::graph::{Dropout, Gradients, Loss, Pass, Word};
use crate::rng::Rng;
use crate::treebank::Gold;

/// How the network is trained.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipe {
    pub(crate) epochs: usize,
    pub(crate) seed: u64,
    pub(crate) rate: f32,
    /// Words of a step, about.
    pub(crate) batch: usize,
    pub(crate) hidden: usize,
    pub(crate) layers: usize,
    pub(crate) scorer: usize,
    pub(crate) dropout: Dropout,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            epochs: 25,
            seed: 1,
            rate: 2e-3,
            batch: 1200,
            hidden: 448,
            layers: 4,
            scorer: 192,
            dropout: Dropout { embedding: 0.28, layer: 0.33, arm: 0.33, word: 0.25 },
        }
    }
}

/// Rows that pieces of spelling and shapes are hashed to.
const GRAMS: usize = 1 << 15;
const SHAPES: usize = 1 << 9;

/// Steps are computed in this many parts, each with gradients of its own that are then added in order: the result
/// does not depend on how many threads compute them.
const PARTS: usize = 6;

/// One in so many sentences of free text is seen in an epoch, others in the next.
const SILVER_EPOCHS: usize = 3;

/// Trains a network on `train` and, a part in each epoch, on `silver`; `report` is told of every epoch.
pub(crate) fn train(
    train: &[Gold],
    silver: &[Gold],
    dev: &[Gold],
    recipe: Recipe,
    report: impl Fn(&str),
) -> Weights {
    let mut bundles = Bundles::default();
    let (vocabulary, counts) = vocabulary(train.iter().chain(silver));
    let mut read = |gold: &Gold| words(gold, &vocabulary, &counts, &mut bundles);
    let sentences: Vec<Vec<Word>> = train.iter().map(&mut read).collect();
    let silver: Vec<Vec<Word>> = silver.iter().map(&mut read).collect();
    let sizes = Sizes {
        words: vocabulary.len(),
        grams: GRAMS,
        shapes: SHAPES,
        word_width: 80,
        shape_width: 32,
        hidden: recipe.hidden,
        layers: recipe.layers,
        scorer: recipe.scorer,
        features: bundles.len(),
        relations: Relation::ALL.len(),
    };
    let mut rng = Rng::new(recipe.seed);
    let mut adam = Adam::new(initial(&sizes, &mut rng));
    let mut gradients: Vec<Gradients> = (0..PARTS).map(|_| Gradients::new(&sizes)).collect();
    let length = |sentences: &[Vec<Word>]| sentences.iter().map(Vec::len).sum::<usize>();
    let total = (length(&sentences) + length(&silver) / SILVER_EPOCHS) * recipe.epochs;
    let headlines: Vec<Option<Vec<Word>>> =
        train.iter().zip(&sentences).map(|(gold, words)| headline(gold, words)).collect();
    let (mut seen, mut step, start) = (0, 0u64, Instant::now());
    for epoch in 1..=recipe.epochs {
        let mut order = choose(&sentences, &headlines, &mut rng);
        order.extend(silver.iter().skip(epoch % SILVER_EPOCHS).step_by(SILVER_EPOCHS).map(Vec::as_slice));
        rng.shuffle(&mut order);
        let mut loss = Loss::default();
        for batch in batches(&order, recipe.batch) {
            let rate = recipe.rate * schedule(seen as f32 / total as f32);
            loss.add(one_step(batch, &sizes, recipe, step, rate, &mut adam, &mut gradients));
            seen += batch.iter().map(|sentence| sentence.len()).sum::<usize>();
            step += 1;
        }
        let weights = Weights {
            sizes,
            vocabulary: vocabulary.clone(),
            tensors: adam.mean.clone(),
            bundles: bundles.clone(),
        };
        let per = |sum: f64| sum / loss.words as f64;
        let line = format!(
            "epoch {epoch:2}  loss arcs {:.3} labels {:.3} tags {:.3}  heads in training {:.1} %  dev {}  {:.0} s",
            per(loss.arcs),
            per(loss.labels),
            per(loss.tags),
            100.0 * loss.right_arcs as f64 / loss.words as f64,
            Score::of(weights, dev),
            start.elapsed().as_secs_f32(),
        );
        report(&line);
    }
    Weights { sizes, vocabulary, tensors: adam.mean, bundles }
}

/// Warms up over the first fiftieth, then falls along a cosine to a hundredth.
fn schedule(done: f32) -> f32 {
    let warm = (done * 50.0).min(1.0);
    warm * (0.01 + 0.99 * 0.5 * (1.0 + (std::f32::consts::PI * done).cos()))
}

fn batches<'b, 'w>(order: &'b [&'w [Word]], size: usize) -> impl Iterator<Item = &'b [&'w [Word]]> {
    let mut rest = order;
    std::iter::from_fn(move || {
        let mut words = 0;
        let count = rest.iter().take_while(|sentence| {
            let more = words < size;
            words += sentence.len();
            more
        });
        let (batch, later) = rest.split_at(count.count());
        rest = later;
        (!batch.is_empty()).then_some(batch)
    })
}

fn one_step(
    batch: &[&[Word]],
    sizes: &Sizes,
    recipe: Recipe,
    step: u64,
    rate: f32,
    adam: &mut Adam,
    gradients: &mut [Gradients],
) -> Loss {
    let scale = 1.0 / batch.iter().map(|sentence| sentence.len()).sum::<usize>().max(1) as f32;
    let tensors = &adam.weights;
    let mut loss = Loss::default();
    let parts = split(batch);
    let losses: Vec<Loss> = std::thread::scope(|scope| {
        let threads: Vec<_> = parts
            .iter()
            .zip(gradients.iter_mut())
            .enumerate()
            .map(|(part, (sentences, gradients))| {
                let rng = Rng::new(
                    recipe.seed ^ (step * PARTS as u64 + part as u64).wrapping_mul(0x517c_c1b7_2722_0a95),
                );
                let dropout = recipe.dropout;
                scope.spawn(move || Pass { sizes, tensors, dropout, scale, gradients, rng }.run(sentences))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a pass does not panic")).collect()
    });
    losses.into_iter().for_each(|part| loss.add(part));
    let (first, others) = gradients.split_first_mut().expect("there is a part");
    for other in others {
        first.add(other, sizes);
        other.clear(sizes);
    }
    adam.step(first, rate, sizes);
    first.clear(sizes);
    loss
}

/// Shares a batch out so that parts have about the same number of words.
fn split<'w>(batch: &[&'w [Word]]) -> Vec<Vec<&'w [Word]>> {
    let mut parts = vec![(0, Vec::new()); PARTS];
    for sentence in batch {
        let smallest = parts.iter_mut().min_by_key(|(words, _)| *words).expect("there is a part");
        smallest.0 += sentence.len();
        smallest.1.push(*sentence);
    }
    parts.into_iter().map(|(_, sentences)| sentences).collect()
}

/// Weights at the start: matrices after Glorot & Bengio (AISTATS 2010), embeddings small, biases zero; pieces of
/// spelling start at zero so that those never seen in training stay silent.
fn initial(sizes: &Sizes, rng: &mut Rng) -> Vec<Vec<f32>> {
    let mut tensors = Vec::new();
    for (tensor, (name, rows, columns)) in sizes.tensors().into_iter().enumerate() {
        let limit = match tensor {
            at::WORDS | at::SHAPES => 0.1,
            at::GRAMS => 0.0,
            _ if name.ends_with("bias") => 0.0,
            at::ROOT => 0.1,
            _ if name.ends_with("gates") => 0.05,
            at::ARCS => 0.05,
            at::WINDOW => (6.0 / (rows + columns / 2) as f32).sqrt(),
            _ if name.starts_with("layer") => (6.0 / (rows + columns / 3) as f32).sqrt(),
            _ => (6.0 / (rows + columns) as f32).sqrt(),
        };
        tensors.push((0..rows * columns).map(|_| rng.within(limit)).collect());
    }
    // The gates start open for the past and for the shortcut.
    for layer in 0..sizes.layers {
        let gates: &mut Vec<f32> = &mut tensors[at::gates(layer)];
        gates[2 * sizes.hidden..3 * sizes.hidden].fill(0.5);
        gates[3 * sizes.hidden..].fill(-0.5);
    }
    tensors
}

/// The words that occur at least twice, as sorted hashes, with their counts.
fn vocabulary<'g>(train: impl Iterator<Item = &'g Gold>) -> (Vec<u32>, Vec<u32>) {
    let mut features = WordFeatures::default();
    let mut all: Vec<u32> = Vec::new();
    for word in train.flat_map(|gold| &gold.sentence.words) {
        features.compute(&word.form);
        all.push(features.norm);
    }
    all.sort_unstable();
    all.chunk_by(|a, b| a == b).filter(|run| run.len() > 1).map(|run| (run[0], run.len() as u32)).unzip()
}

fn words(gold: &Gold, vocabulary: &[u32], counts: &[u32], bundles: &mut Bundles) -> Vec<Word> {
    let mut features = WordFeatures::default();
    gold.sentence
        .words
        .iter()
        .map(|word| {
            features.compute(&word.form);
            let found = vocabulary.binary_search(&features.norm).ok();
            Word {
                row: found.map_or(0, |found| found as u32 + 1),
                count: found.map_or(1, |found| counts[found]),
                shape: features.shape % SHAPES as u32,
                grams: features.grams.clone(),
                upos: upos(word.upos),
                features: bundles.learn(word.upos, word.features),
                head: word.head,
                relation: Relation::ALL.iter().position(|known| *known == word.relation).unwrap_or(0),
            }
        })
        .collect()
}

/// How often a sentence is seen as a headline instead.
const HEADLINES: f32 = 0.06;
/// The longest sentence that may be one, in words.
const LONGEST_HEADLINE: usize = 20;

/// The sentences of an epoch: some of them as headlines.
fn choose<'w>(
    sentences: &'w [Vec<Word>],
    headlines: &'w [Option<Vec<Word>>],
    rng: &mut Rng,
) -> Vec<&'w [Word]> {
    let chosen = sentences.iter().zip(headlines).map(|(sentence, headline)| match headline {
        Some(headline) if rng.unit() < HEADLINES => headline.as_slice(),
        _ => sentence.as_slice(),
    });
    chosen.collect()
}

/// A sentence as a headline would print it: words of four letters and more with a capital, no full stop. News is
/// full of such lines, treebanks are not.
fn headline(gold: &Gold, words: &[Word]) -> Option<Vec<Word>> {
    if words.len() > LONGEST_HEADLINE {
        return None;
    }
    let mut headline = words.to_vec();
    let last = words.len().checked_sub(1)?;
    let ends_with_stop = gold.sentence.words[last].form == "." && last > 0;
    if ends_with_stop && words.iter().all(|word| word.head != Some(last)) && words[last].head.is_some() {
        headline.pop();
    }
    let mut features = WordFeatures::default();
    for (word, gold) in headline.iter_mut().zip(&gold.sentence.words) {
        let mut letters = gold.form.chars();
        if let Some(first) = letters.next().filter(|_| gold.form.chars().count() > 3) {
            features.compute(&first.to_uppercase().chain(letters).collect::<String>());
            word.shape = features.shape % SHAPES as u32;
        }
    }
    Some(headline)
}

fn upos(upos: Upos) -> usize {
    upos as usize
}

/// What a network says of a sentence of given words.
pub(crate) fn read(tagger: &Tagger, gold: &Gold, scores: &mut Scores) -> Vec<Tagged> {
    let count = gold.sentence.words.len();
    let forms = gold.sentence.words.iter().map(|word| word.form.as_str());
    tagger.network.score(forms, &[count], scores);
    tagger.read(scores, 0..count)
}

/// Accuracy on a treebank with gold words, in percent.
struct Score {
    upos: f32,
    features: f32,
    uas: f32,
    las: f32,
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { upos, features, uas, las } = self;
        write!(f, "UPOS {upos:.2} feats {features:.2} UAS {uas:.2} LAS {las:.2}")
    }
}

impl Score {
    fn of(weights: Weights, dev: &[Gold]) -> Self {
        let tagger = weights.tagger();
        let mut scores = Scores::default();
        let (mut words, mut right) = (0, [0usize; 4]);
        for gold in dev {
            let tagged = read(&tagger, gold, &mut scores);
            for (word, tagged) in gold.sentence.words.iter().zip(&tagged) {
                let head = word.head == tagged.head;
                right[0] += usize::from(word.upos == tagged.upos);
                right[1] += usize::from(word.features == tagged.features);
                right[2] += usize::from(head);
                right[3] += usize::from(head && word.relation.base() == tagged.relation.base());
            }
            words += gold.sentence.words.len();
        }
        let [upos, feats, uas, las] = right.map(|count| 100.0 * count as f32 / words.max(1) as f32);
        Self { upos, features: feats, uas, las }
    }
}

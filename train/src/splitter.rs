//! Training of the splitter: where runs are cut, which words are two, where sentences end.

use std::collections::{BTreeMap, BTreeSet};

use dualtrack_document::Syntax;
use dualtrack_syntax::conllu;
use dualtrack_syntax::split::{
    Inventory, Linear, RawWord, Splitter, boundaries, cuts, follows_word, paragraphs, runs,
};
use dualtrack_syntax::words::fold_form;

use crate::rng::Rng;
use crate::treebank::Gold;

/// A decision with its right answer.
struct Example {
    features: Vec<u32>,
    yes: bool,
}

/// Trains the splitter on documents laid out as texts.
pub(crate) fn train(gold: &[Gold]) -> Splitter {
    let documents: Vec<(String, Syntax)> = gold.chunk_by(|_, next| !next.new_document).map(lay_out).collect();
    let (mut cutting, mut ending) = (Vec::new(), Vec::new());
    let mut counts = Counts::default();
    for (text, syntax) in &documents {
        cut_examples(text, syntax, &mut cutting);
        end_examples(text, syntax, &mut ending);
        counts.add(text, syntax);
    }
    Splitter { cutter: fit(&mut cutting), ender: fit(&mut ending), inventory: counts.inventory() }
}

fn lay_out(document: &[Gold]) -> (String, Syntax) {
    let sentences: Vec<conllu::Sentence> = document.iter().map(|gold| gold.sentence.clone()).collect();
    conllu::document(&sentences)
}

fn cut_examples(text: &str, syntax: &Syntax, examples: &mut Vec<Example>) {
    let starts: BTreeSet<usize> = syntax.tokens().iter().map(|token| token.span.start as usize).collect();
    for paragraph in paragraphs(text) {
        let mut runs = runs(text, paragraph).peekable();
        while let Some(run) = runs.next() {
            let next = runs.peek().and_then(|next| text[next.start..].chars().next());
            for cut in cuts(&text[run.clone()], next) {
                let mut features = Vec::new();
                cut.features(&mut features);
                examples.push(Example { features, yes: starts.contains(&(run.start + cut.at)) });
            }
        }
    }
}

fn end_examples(text: &str, syntax: &Syntax, examples: &mut Vec<Example>) {
    let ends: BTreeSet<u32> = syntax.sentences().iter().map(|sentence| sentence.span.end).collect();
    let words: Vec<RawWord> =
        syntax.tokens().iter().map(|token| RawWord { span: token.span, joined: token.joined }).collect();
    for paragraph in paragraphs(text) {
        let first = words.partition_point(|word| (word.span.start as usize) < paragraph.start);
        let last = words.partition_point(|word| (word.span.start as usize) < paragraph.end);
        let words = &words[first..last];
        let mut start = 0;
        for mut boundary in boundaries(text, words) {
            boundary.length = boundary.after - start;
            let yes = ends.contains(&words[boundary.after - 1].span.end);
            let mut features = Vec::new();
            boundary.features(&mut features);
            examples.push(Example { features, yes });
            if yes {
                start = boundary.after;
            }
        }
    }
}

/// What is seen of words that are two, and of pieces that join the word before.
#[derive(Default)]
struct Counts {
    /// For a word of letters: how often it is one, and where it was cut how often.
    words: BTreeMap<String, (u32, BTreeMap<u32, u32>)>,
    /// For a piece glued to a word: how often it joins it, and how often it does not.
    pieces: BTreeMap<String, (u32, u32)>,
}

impl Counts {
    fn add(&mut self, text: &str, syntax: &Syntax) {
        let tokens = syntax.tokens();
        for (at, token) in tokens.iter().enumerate() {
            let form = token.span.of(text);
            let next = tokens.get(at + 1).filter(|next| next.joined && next.span.start == token.span.end);
            if form.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                match next.map(|next| next.span.of(text)) {
                    Some(right) if right.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                        let whole = format!("{form}{right}").to_ascii_lowercase();
                        *self.words.entry(whole).or_default().1.entry(form.len() as u32).or_default() += 1;
                    }
                    _ => self.words.entry(form.to_ascii_lowercase()).or_default().0 += 1,
                }
            }
            let glued = at > 0 && tokens[at - 1].span.end == token.span.start;
            if glued && follows_word(text, token.span.start as usize) {
                let counts = self.pieces.entry(fold_form(form)).or_default();
                *(if token.joined { &mut counts.0 } else { &mut counts.1 }) += 1;
            }
        }
    }

    fn inventory(self) -> Inventory {
        let inner = self.words.into_iter().filter_map(|(word, (whole, cuts))| {
            let (cut, count) = cuts.into_iter().max_by_key(|(_, count)| *count)?;
            (count > whole && word.len() <= 12).then_some((word, cut))
        });
        let clitics = self.pieces.into_iter().filter(|(_, (joins, not))| *joins > 1 && joins > not);
        Inventory::new(inner, clitics.map(|(piece, _)| piece).collect())
    }
}

/// Logistic regression by stochastic gradient with rates of its own for each weight (Duchi et al., JMLR 2011).
fn fit(examples: &mut [Example]) -> Linear {
    const ROUNDS: usize = 12;
    const RATE: f32 = 0.2;
    let mut weights = vec![0.0f32; Linear::SIZE];
    let mut squares = vec![1e-3f32; Linear::SIZE];
    let mut rng = Rng::new(5);
    for _ in 0..ROUNDS {
        rng.shuffle(examples);
        for Example { features, yes } in examples.iter() {
            let score: f32 = features.iter().map(|&feature| weights[Linear::slot(feature)]).sum();
            let error = f32::from(u8::from(*yes)) - 1.0 / (1.0 + (-score).exp());
            for &feature in features {
                let slot = Linear::slot(feature);
                squares[slot] += error * error;
                weights[slot] += RATE * error / squares[slot].sqrt();
            }
        }
    }
    Linear::new(&weights)
}

//! The stages on the text captures of `examples/`: `cargo bench -p dualtrack-benches`.
//!
//! Figures are for comparison within one run on one machine; `docs/speed.md` says how they are used.
#![allow(missing_docs, reason = "a benchmark has no callers")]

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use dualtrack_coder::Codebook;
use dualtrack_document::{Doc, Mentions};
use dualtrack_syntax::Model;

fn main() {
    divan::main();
}

/// Some pages of news, as one text.
fn text() -> String {
    let captures = [
        include_str!("../examples/2016-04-20-nato-russia-council.txt"),
        include_str!("../examples/2015-02-12-minsk-ceasefire.txt"),
    ];
    captures.join("\n\n").repeat(8)
}

#[divan::bench(sample_count = 20)]
fn load_model() -> Model {
    Model::from_bytes(black_box(Model::built_in_bytes())).expect("the built-in model is sound")
}

/// Words a second, from text to trees.
#[divan::bench(sample_count = 20)]
fn parse(bencher: Bencher<'_, '_>) {
    let (text, model) = (text(), Model::built_in());
    let words = model.parse(&text).tokens().len();
    bencher.counter(ItemsCount::new(words)).bench(|| model.parse(black_box(&text)));
}

/// Words a second, from text to words and sentences.
#[divan::bench(sample_count = 20)]
fn split(bencher: Bencher<'_, '_>) {
    let text = text();
    let parts = dualtrack_syntax::model::Parts::from_bytes(Model::built_in_bytes());
    let splitter = parts.expect("the built-in model is sound").splitter;
    let words = splitter.split(&text, &[]).0.len();
    bencher.counter(ItemsCount::new(words)).bench(|| splitter.split(black_box(&text), &[]));
}

/// Words a second, from trees to quotations: to be held against [`parse`], which takes most of the reading.
#[divan::bench(sample_count = 20)]
fn quotations(bencher: Bencher<'_, '_>) {
    let (text, codebook, mentions) = (text(), Codebook::built_in(), Mentions::default());
    let syntax = Model::built_in().parse(&text);
    let doc = Doc::new(&text, &syntax);
    bencher
        .counter(ItemsCount::new(syntax.tokens().len()))
        .bench(|| codebook.speakers(black_box(doc), &mentions));
}

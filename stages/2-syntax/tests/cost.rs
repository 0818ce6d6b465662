//! What parsing costs, counted in memory asked for, which does not depend on the machine: linear in a sentence's
//! length, and nothing per word once there is memory from an earlier text.
#![allow(unsafe_code, reason = "an allocator that counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use dualtrack_syntax::Model;

thread_local! {
    static TIMES: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: all is left to the system's allocator; the counters are of the thread and allocate nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        TIMES.set(TIMES.get() + 1);
        BYTES.set(BYTES.get() + layout.size());
        // SAFETY: the caller keeps what the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: likewise.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often, and how much, parsing asks for memory.
fn cost(model: &Model, text: &str) -> (usize, usize) {
    let (times, bytes) = (TIMES.get(), BYTES.get());
    let _ = model.parse(text);
    (TIMES.get() - times, BYTES.get() - bytes)
}

fn fresh() -> Model {
    Model::from_bytes(Model::built_in_bytes()).expect("the built-in model is sound")
}

/// One sentence of `words` words: no mark ends it.
fn sentence(words: usize) -> String {
    ["the", "envoy", "of", "Norway", "and"].into_iter().cycle().take(words).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_long_sentence_costs_as_much_as_its_words() {
    let (short, long) = (sentence(500), sentence(5000));
    assert_eq!(fresh().parse(&short).tokens().len(), 500);
    assert!(fresh().parse(&long).sentences().len() <= 2, "it is one sentence, or cut once for its length");
    let (_, short) = cost(&fresh(), &short);
    let (_, long) = cost(&fresh(), &long);
    assert!(long < 13 * short, "{long} bytes for ten times the words of {short}");
}

#[test]
fn nothing_is_asked_for_word_by_word() {
    let model = fresh();
    let line = "Finland's envoy cannot say when the talks with Sweden, which began in May, will end. ";
    let text = line.repeat(200);
    let _ = model.parse(&text);
    let (times, _) = cost(&model, &text);
    let words = model.parse(&text).tokens().len();
    assert!(times < words, "{times} times for {words} words");
    let wide = line.trim_end().replace(". ", ", ").replace('.', ",");
    let wide = [wide.as_str(); 8].join(" ");
    let (more, _) = cost(&model, &format!("{wide}\n\n").repeat(25));
    assert!(2 * more < times, "{more} times in sentences of eight times the length, {times} in short ones");
}

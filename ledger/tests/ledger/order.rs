use dualtrack_ledger::{DocumentId, Entry, Ledger};
use dualtrack_record::Record;

use crate::dump::dump;
use crate::path;
use crate::synthetic::{Chance, record};

/// A document that gave `record`.
fn read(record: Record) -> Entry {
    let document =
        DocumentId::of("body", format!("{}{:?}", record.article.input, record.article.published).as_bytes());
    Entry::Read { document, record: Box::new(record) }
}

/// Records, some of them copies of others under another name, with another date or without one.
fn records() -> Vec<Record> {
    let mut records: Vec<_> = (0..400).map(record).collect();
    for number in (0..400).step_by(7) {
        let mut copy = record(number);
        copy.article.input = format!("mirror/{number}.html");
        match number % 3 {
            0 => copy.article.published = None,
            1 => copy.article.published = record(number + 200).article.published,
            _ => copy.article.url = None,
        }
        records.push(copy);
    }
    records
}

fn shuffled(mut records: Vec<Record>, seed: u64) -> Vec<Record> {
    let mut chance = Chance::new(seed);
    for at in (1..records.len()).rev() {
        records.swap(at, chance.below(at as u64 + 1) as usize);
    }
    records
}

#[test]
fn the_order_of_coming_decides_nothing() {
    let mut dumps = Vec::new();
    for (seed, batch) in [(0, 500), (1, 17), (2, 1), (3, 100)] {
        let path = path(&format!("order-{seed}"));
        let mut ledger = Ledger::create_or_open(&path).unwrap();
        let mut entries: Vec<_> = shuffled(records(), seed).into_iter().map(read).collect();
        while !entries.is_empty() {
            let rest = entries.split_off(batch.min(entries.len()));
            ledger.add(&entries).unwrap();
            entries = rest;
        }
        drop(ledger);
        dumps.push(dump(&path));
    }
    let merged = dumps[0].lines().filter(|line| line.starts_with("likenesses")).count();
    assert!(merged > 1000, "{merged}");
    for (seed, other) in dumps.iter().enumerate().skip(1) {
        for (one, two) in dumps[0].lines().zip(other.lines()) {
            assert_eq!(one, two, "seed {seed}");
        }
        assert_eq!(dumps[0].lines().count(), other.lines().count());
    }
}

#[test]
fn what_comes_twice_changes_nothing() {
    let path = path("twice");
    let mut ledger = Ledger::create_or_open(&path).unwrap();
    let entries = || -> Vec<_> { records().into_iter().map(read).collect() };
    let added = ledger.add(&entries()).unwrap();
    assert_eq!((added.articles, added.known), (400, 58));
    let once = dump(&path);
    let added = ledger.add(&entries()).unwrap();
    assert_eq!((added.articles, added.known), (0, 458));
    assert!(once == dump(&path));
}

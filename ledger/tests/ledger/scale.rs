#![allow(clippy::print_stdout, reason = "it is run to be read")]

use std::time::{Duration, Instant};

use dualtrack_ledger::{DocumentId, Entry, Filter, Kind, Ledger, Member};
use dualtrack_record::EventType;

use crate::path;
use crate::synthetic::record;

/// The middle of seven runs.
fn time(mut work: impl FnMut() -> usize) -> (Duration, usize) {
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..7 {
        let begun = Instant::now();
        found = work();
        times.push(begun.elapsed());
    }
    times.sort();
    (times[3], found)
}

/// A quarter of a million articles with a million events, or as many articles as `SCALE` says:
/// `cargo test --release -p dualtrack-ledger --test ledger -- --ignored scale --nocapture`.
#[test]
#[ignore = "writes a gigabyte"]
fn a_million_events_in_the_scale_run() {
    let articles: u64 = std::env::var("SCALE").map_or(250_000, |number| number.parse().unwrap());
    let path = path("scale");
    let mut ledger = Ledger::create_or_open(&path).unwrap();
    let mut writing = Duration::ZERO;
    for batch in 0..articles.div_ceil(500) {
        let entry = |number| {
            let record = record(number);
            Entry::Read {
                document: DocumentId::of("html", record.article.input.as_bytes()),
                record: Box::new(record),
            }
        };
        let entries: Vec<_> = (batch * 500..((batch + 1) * 500).min(articles)).map(entry).collect();
        let begun = Instant::now();
        ledger.add(&entries).unwrap();
        writing += begun.elapsed();
    }
    drop(ledger);
    let ledger = Ledger::open(&path).unwrap();
    let events = articles * 4;
    let size = std::fs::metadata(&path).unwrap().len();
    let rate = articles as f64 / writing.as_secs_f64();
    println!(
        "{events} events of {articles} articles: {rate:.0} articles a second, {} bytes an event",
        size / events
    );

    let own = |word: &str| Some(word.to_owned());
    let state = crate::synthetic::state;
    let (one, other) = (Member::always(state(1)), Member::always(state(2)));
    let (took, found) = time(|| {
        let relation = ledger.relation(std::slice::from_ref(&one), std::slice::from_ref(&other)).unwrap();
        relation.events().len()
    });
    println!("series of a dyad with {found} events: {took:?}");
    let dyad = Some((state(1), state(2)));
    let filters = [
        ("newest events", Filter::default()),
        ("of an actor", Filter { actor: own(&state(3)), ..Filter::default() }),
        ("of a dyad", Filter { dyad, ..Filter::default() }),
        (
            "of a type, mode and issue",
            Filter {
                types: vec![EventType::Aid],
                mode: own("mode"),
                issue: own("energy"),
                ..Filter::default()
            },
        ),
        ("with a common word", Filter { text: own("baba"), ..Filter::default() }),
        ("with two seldom words", Filter { text: own("sarada fada"), ..Filter::default() }),
    ];
    for (name, filter) in &filters {
        for kind in [Kind::Events, Kind::Quotations] {
            let (took, found) = time(|| {
                let places = ledger.list(kind, filter, None).unwrap().next_page(50).unwrap();
                match kind {
                    Kind::Events => places.iter().filter(|place| ledger.event_at(place).is_ok()).count(),
                    _ => ledger.quoting(&places).unwrap().iter().map(|record| record.quotations.len()).sum(),
                }
            });
            println!("{kind:?} {name}: a page of {found} in {took:?}");
        }
    }
}

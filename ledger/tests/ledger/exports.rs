use std::collections::BTreeSet;

use dualtrack_ledger::export::{EventFormat, TABLES, write_csv, write_events};
use dualtrack_ledger::{DocumentId, Entry, Ledger};

use crate::path;
use crate::synthetic::{Chance, record};

/// A ledger of 300 articles that came in an order of chance.
fn ledger(name: &str, seed: u64) -> Ledger {
    let mut numbers: Vec<u64> = (0..300).collect();
    let mut chance = Chance::new(seed);
    for at in (1..numbers.len()).rev() {
        numbers.swap(at, chance.below(at as u64 + 1) as usize);
    }
    let read = |number| {
        let record = record(number);
        let document = DocumentId::of("html", record.article.input.as_bytes());
        Entry::Read { document, record: Box::new(record) }
    };
    let mut ledger = Ledger::create_or_open(path(name)).unwrap();
    let entries: Vec<_> = numbers.into_iter().map(read).collect();
    ledger.add(&entries).unwrap();
    ledger
}

fn state_name(code: &str) -> Option<String> {
    Some(format!("State of {code}"))
}

fn events(ledger: &Ledger, format: EventFormat) -> String {
    let mut out = Vec::new();
    let rows = write_events(ledger, format, &state_name, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let headings = usize::from(matches!(format, EventFormat::Icews | EventFormat::Polecat));
    assert_eq!(text.lines().count(), rows as usize + headings);
    text
}

const FORMATS: [(EventFormat, usize); 3] =
    [(EventFormat::Gdelt, 61), (EventFormat::Icews, 20), (EventFormat::Polecat, 40)];

#[test]
fn the_order_of_coming_changes_no_byte() {
    let (one, other) = (ledger("exports-one", 1), ledger("exports-other", 2));
    for format in FORMATS.map(|(format, _)| format).into_iter().chain([EventFormat::Plover]) {
        assert!(events(&one, format) == events(&other, format), "{format:?}");
    }
    for table in TABLES {
        let csv = |ledger: &Ledger| {
            let mut out = Vec::new();
            write_csv(ledger, table, &mut out).unwrap();
            out
        };
        assert!(csv(&one) == csv(&other), "{}", table.name);
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_the_same_bytes_too() {
    use dualtrack_ledger::export::write_parquet;
    let (one, other) = (ledger("parquet-one", 1), ledger("parquet-other", 2));
    for table in TABLES {
        let parquet = |ledger: &Ledger| {
            let mut out = Vec::new();
            write_parquet(ledger, table, &mut out).unwrap();
            out
        };
        let bytes = parquet(&one);
        assert!(bytes.starts_with(b"PAR1") && bytes == parquet(&other), "{}", table.name);
    }
}

#[test]
fn rows_have_the_columns_of_their_format_and_ids_of_their_own() {
    let ledger = ledger("exports-columns", 3);
    for (format, columns) in FORMATS {
        let text = events(&ledger, format);
        let mut ids = BTreeSet::new();
        for line in text.lines() {
            let cells: Vec<_> = line.split('\t').collect();
            assert_eq!(cells.len(), columns, "{format:?}: {line}");
            assert!(ids.insert(cells[0]), "{format:?}: {line}");
        }
        assert!(ids.len() > 300, "{format:?}: {}", ids.len());
    }
}

#[test]
fn plover_is_an_event_a_line_with_the_fields_of_the_manual() {
    let ledger = ledger("exports-plover", 4);
    let mut ids = BTreeSet::new();
    for line in events(&ledger, EventFormat::Plover).lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(ids.insert(event["id"].as_str().unwrap().to_owned()));
        assert!(event["actor"].is_array() && event["event"].as_array().unwrap().len() == 1);
        assert!((1..=4).contains(&event["quad_code"].as_i64().unwrap()), "{line}");
        assert!(matches!(event["status"].as_str(), Some("happened" | "ongoing")), "{line}");
    }
}

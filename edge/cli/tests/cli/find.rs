use rusqlite::Connection;
use serde_json::Value;

use crate::dump::dump;
use crate::harness::{Folder, examples};

/// A folder with a ledger of the examples.
fn ledger(name: &str) -> Folder {
    let folder = Folder::new(name);
    let ran = folder.run(&["add", "news.ledger", examples().to_str().unwrap()]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    folder
}

fn rows(folder: &Folder, arguments: &[&str]) -> Vec<Value> {
    let ran = folder.run(&[arguments, &["--format", "jsonl"]].concat());
    ran.success().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn events_are_listed_and_filtered() {
    let folder = ledger("find-events");
    let all = rows(&folder, &["events", "news.ledger", "--status", "any"]);
    assert!(all.len() > 100, "{}", all.len());
    assert!(all.windows(2).all(|pair| pair[0]["day"].as_str() >= pair[1]["day"].as_str()));
    let between = rows(&folder, &["events", "news.ledger", "--dyad", "Norway", "Russia"]);
    assert!(
        !between.is_empty()
            && between.iter().all(|row| ["happened", "ongoing"].contains(&row["status"].as_str().unwrap()))
    );
    let conflict =
        rows(&folder, &["events", "news.ledger", "--track", "conflict", "--type", "sanction,accuse"]);
    assert!(
        conflict.iter().all(|row| row["type"] == "SANCTION" || row["type"] == "ACCUSE")
            && !conflict.is_empty()
    );
    let told = rows(&folder, &["events", "news.ledger", "--text", "\"Barents Sea\"", "--status", "any"]);
    assert!(
        told.iter().all(|row| row["sentence"].as_str().unwrap().contains("Barents Sea")) && !told.is_empty()
    );
    let one = rows(&folder, &["events", "news.ledger", "--status", "any", "--limit", "1"]);
    assert_eq!(one, all[..1]);
    let id = all[4]["id"].as_str().unwrap();
    assert_eq!(rows(&folder, &["events", "news.ledger", "--status", "any", "--after", id]), all[5..]);
}

#[test]
fn lists_have_forms_for_people_and_spreadsheets() {
    let folder = ledger("find-forms");
    let table = folder.run(&["events", "news.ledger", "--format", "table", "--limit", "3"]);
    assert!(table.success().contains("3 events; there are more: --limit 6, or --after "), "{}", table.out);
    assert!(table.out.lines().all(|line| line.chars().count() <= 100), "{}", table.out);
    let csv = folder.run(&["contacts", "news.ledger", "--format", "csv"]);
    assert!(csv.success().starts_with("id,day,form,forum,participants,names,status,"), "{}", csv.out);
    assert!(csv.out.lines().count() > 3, "{}", csv.out);
    let articles = rows(&folder, &["articles", "news.ledger", "--actor", "NATO"]);
    assert!((2..10).contains(&articles.len()), "{}", articles.len());
    assert!(articles.iter().all(|row| row["events"].as_u64() > Some(0) && row["reprint_of"].is_null()));
}

#[test]
fn what_cannot_be_looked_for_is_said() {
    let folder = ledger("find-wrong");
    for (arguments, status, words) in [
        (&["--actor", "Nrway"][..], 2, "did you mean Norway (NOR)"),
        (&["--type", "MEET"], 2, "'MEET' is no event type"),
        (&["--status", "maybe"], 2, "'maybe' is no status"),
        (&["--text", "…"], 1, "has no words to look for"),
        (&["--after", "0123456789abcdef-1"], 1, "holds nothing with the id"),
    ] {
        let ran = folder.run(&[&["events", "news.ledger"], arguments].concat());
        assert_eq!((ran.status, ran.out.as_str()), (status, ""), "{arguments:?}");
        assert!(ran.err.contains(words), "{}", ran.err);
    }
    let ran = folder.file("notes.txt", "x").run(&["events", "notes.txt"]);
    assert_eq!(ran.err, "dualtrack: notes.txt: it is no ledger of Dualtrack, and was left as it is\n");
}

#[test]
fn quotations_are_those_of_the_records() {
    let folder = ledger("find-quotations");
    let records = folder.run(&["read", "--format", "jsonl", examples().to_str().unwrap()]);
    folder.file("records.jsonl", records.success());
    for filter in [&[][..], &["--track", "conflict"], &["--text", "agreement"], &["--issue", "sanctions"]] {
        let sorted = |input: &str| {
            let ran = folder.run(&[&["quotations", input, "--format", "jsonl"], filter].concat());
            let mut lines: Vec<String> = ran.success().lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        let (ledger, records) = (sorted("news.ledger"), sorted("records.jsonl"));
        assert!(!records.is_empty(), "{filter:?}");
        // A ledger finds other forms of a word too.
        let missed: Vec<_> = records.iter().filter(|line| !ledger.contains(line)).collect();
        assert!(missed.is_empty(), "{filter:?}: {missed:?}");
        assert!(filter.contains(&"--text") || ledger.len() == records.len(), "{filter:?}");
    }
}

#[test]
fn recode_reads_again_what_an_older_version_read() {
    let folder = ledger("recode");
    let path = folder.path("news.ledger");
    let before = dump(&path);
    let nothing = folder.run(&["recode", "news.ledger"]);
    assert!(nothing.success().starts_with("0 articles read again: "), "{}", nothing.out);
    let older = Connection::open(&path).unwrap();
    older
        .execute_batch(
            "UPDATE makers SET model = 'older'; UPDATE events SET status = 'denied' WHERE rowid % 7 = 0;",
        )
        .unwrap();
    drop(older);
    let dry = folder.run(&["recode", "news.ledger", "--dry-run"]);
    assert!(dry.success().contains("10 articles read again: "), "{}", dry.out);
    assert!(dump(&path).contains("older"));
    let ran = folder.run(&["recode", "news.ledger"]);
    assert_eq!(ran.success(), dry.success());
    assert!(ran.out.contains(" 0 added, 0 removed, ") && !ran.out.contains(" 0 changed"), "{}", ran.out);
    assert!(dump(&path) == before);
}

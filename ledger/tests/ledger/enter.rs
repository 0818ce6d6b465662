use dualtrack_ledger::{Added, DocumentId, Entry, Ledger, Problem};
use rusqlite::Connection;

use crate::dump::dump;
use crate::path;
use crate::synthetic::record;

fn entry(number: u64) -> Entry {
    let record = record(number);
    Entry::Read {
        document: DocumentId::of("html", record.article.input.as_bytes()),
        record: Box::new(record),
    }
}

fn count(path: &std::path::Path, sql: &str) -> i64 {
    Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_failure_is_remembered_until_the_input_can_be_read() {
    let path = path("failures");
    let mut ledger = Ledger::create_or_open(&path).unwrap();
    let input = record(1).article.input;
    let failed = Entry::Failed { input, reason: "it is empty".to_owned() };
    assert_eq!(ledger.add(&[failed]).unwrap(), Added::default());
    assert_eq!(count(&path, "SELECT count(*) FROM failures WHERE reason = 'it is empty'"), 1);
    ledger.add(&[entry(1)]).unwrap();
    assert_eq!(count(&path, "SELECT count(*) FROM failures"), 0);
}

#[test]
fn a_known_document_under_another_name_is_remembered() {
    let path = path("names");
    let mut ledger = Ledger::create_or_open(&path).unwrap();
    ledger.add(&[entry(1)]).unwrap();
    let document = DocumentId::of("html", record(1).article.input.as_bytes());
    assert!(ledger.knows(&document).unwrap());
    assert!(!ledger.knows(&DocumentId::of("text", record(1).article.input.as_bytes())).unwrap());
    let renamed = Entry::Known { document, input: "a-first-name.html".to_owned() };
    assert_eq!(ledger.add(&[renamed]).unwrap().known, 1);
    assert_eq!(count(&path, "SELECT count(*) FROM inputs"), 2);
    assert_eq!(count(&path, "SELECT count(*) FROM articles WHERE input = 'a-first-name.html'"), 1);
}

#[test]
fn a_record_that_refers_to_nothing_is_refused_and_the_rest_is_entered() {
    let path = path("refused");
    let mut ledger = Ledger::create_or_open(&path).unwrap();
    let mut broken = record(1);
    broken.contacts.clear();
    broken.events[0].sentence = 99;
    let input = broken.article.input.clone();
    let broken = Entry::Read { document: DocumentId::of("html", b"1"), record: Box::new(broken) };
    let added = ledger.add(&[broken, entry(2)]).unwrap();
    assert_eq!((added.articles, added.refused.len()), (1, 1));
    assert_eq!(added.refused[0].0, input);
    assert_eq!(count(&path, "SELECT count(*) FROM failures"), 1);
}

#[test]
fn relations_follow_from_the_events() {
    let path = path("relations");
    let mut ledger = Ledger::create_or_open(&path).unwrap();
    let entries: Vec<_> = (0..200).map(entry).collect();
    let added = ledger.add(&entries).unwrap();
    assert!(added.reprints > 5 && added.merged > 20, "{added:?}");
    let events = "SELECT count(*) FROM events WHERE merged = event";
    assert_eq!(
        count(&path, "SELECT count(*) FROM dyads WHERE source = 0 AND target = 0"),
        count(&path, events)
    );
    let reports =
        "SELECT count(DISTINCT merged || ' ' || reprint_of) FROM events JOIN articles USING (article)";
    assert_eq!(
        count(&path, "SELECT sum(reports) FROM dyads WHERE source = 0 AND target = 0"),
        count(&path, reports)
    );
    let quotations =
        "SELECT count(*) FROM quotations JOIN articles USING (article) WHERE reprint_of = article";
    assert_eq!(
        count(&path, "SELECT count(*) FROM quoted WHERE speaker = 0 AND about = 0"),
        count(&path, quotations)
    );
    assert!(dump(&path).lines().count() > 1000);
}

#[test]
fn what_is_no_ledger_is_left_as_it_is() {
    let path = path("foreign");
    let foreign = Connection::open(&path).unwrap();
    foreign.execute_batch("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1);").unwrap();
    drop(foreign);
    let before = std::fs::read(&path).unwrap();
    for opened in [Ledger::open(&path), Ledger::create_or_open(&path)] {
        let error = opened.unwrap_err();
        assert!(matches!(error.problem(), Problem::NoLedger), "{error}");
        assert!(error.to_string().starts_with(&path.display().to_string()), "{error}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
    std::fs::write(&path, "a text").unwrap();
    assert!(matches!(Ledger::create_or_open(&path).unwrap_err().problem(), Problem::NoLedger));
    assert_eq!(std::fs::read(&path).unwrap(), b"a text");
}

#[test]
fn a_newer_ledger_is_refused() {
    let path = path("newer");
    drop(Ledger::create_or_open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 999).unwrap();
    for opened in [Ledger::open(&path), Ledger::create_or_open(&path)] {
        assert!(matches!(opened.unwrap_err().problem(), Problem::Newer { found: 999, .. }));
    }
}

#[test]
fn a_ledger_is_made_only_for_writing() {
    let path = path("missing");
    assert!(matches!(Ledger::open(&path).unwrap_err().problem(), Problem::Missing));
    assert!(!path.exists() && !Ledger::is_at(&path));
    drop(Ledger::create_or_open(&path).unwrap());
    assert!(Ledger::is_at(&path));
    Ledger::open(&path).unwrap();
}

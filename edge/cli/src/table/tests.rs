use super::*;
use crate::layout;

fn record(text: &str) -> Record {
    serde_json::from_value(serde_json::json!({
        "schema": "dualtrack.record/1",
        "made_by": {"dualtrack": "0.1.0", "codebook": "", "knowledge": "", "model": ""},
        "article": {
            "id": "", "input": "a.txt", "url": null, "title": "Norway visits\u{1b}[2J Russia", "subtitle": null,
            "section": null, "authors": ["Ada Lunde"], "agency": null, "credits": [],
            "published": {"local": "2010-09-15T14:20:00", "offset": "+04:00", "utc": null, "precision": "minute"},
            "dateline": {"place": "Murmansk", "country": "RUS", "date": null},
            "language": "en", "text": text, "sentences": []
        },
        "actors": [
            {"id": "NOR", "name": "Norway", "kind": "state", "country": "NOR", "sectors": [], "cameo": "NOR", "office": null},
            {"id": "RUS", "name": "Russia", "kind": "state", "country": "RUS", "sectors": [], "cameo": "RUS", "office": null},
            {"id": "NATO", "name": "North Atlantic Treaty Organization", "kind": "organisation", "country": null,
             "sectors": ["IGO"], "cameo": "IGOWSTNAT", "office": null}
        ],
        "mentions": [],
        "quotations": [
            {"id": 0, "content": [[1, 25]], "cue": [39, 43], "speaker": [28, 38], "speaker_actor": null, "kind": "direct",
             "about": ["RUS"], "issues": ["fishery"], "track": "cooperation"}
        ],
        "events": [
            {"id": 0, "type": "CONSULT", "mode": "visit", "contexts": [], "quad": "verbal cooperation",
             "track": "cooperation", "score": 4.0, "cameo": "042", "actors": [{"actor": "NOR", "mention": 0}],
             "recipients": [{"actor": "RUS", "mention": 1}], "status": "happened",
             "date": {"start": "2010-09-15", "end": "2010-09-15", "precision": "day", "span": null}, "place": null,
             "issues": ["borders", "fishery"], "said_by": null, "trigger": [0, 1], "sentence": 0, "why": "x"},
            {"id": 1, "type": "SANCTION", "mode": null, "contexts": [], "quad": "material conflict",
             "track": "conflict", "score": -6.0, "cameo": "163", "actors": [{"actor": "NATO", "mention": 0}],
             "recipients": [{"actor": "RUS", "mention": 1}], "status": "denied", "date": null, "place": null,
             "issues": [], "said_by": 0, "trigger": [0, 1], "sentence": 0, "why": "x"}
        ],
        "contacts": [{"event": 0, "form": "visit", "forum": "Barents Council", "participants": ["NOR", "RUS"]}],
        "issues": [{"issue": "fishery", "spans": [[0, 1], [2, 3]]}]
    }))
    .unwrap()
}

fn without_colour(table: &str) -> String {
    anstream::adapter::strip_str(table).to_string()
}

#[test]
fn a_record_reads_as_a_table() {
    let table = without_colour(&table(&record("“We drew it with a pencil,” a diplomat said."), 80));
    assert_eq!(
        table,
        "\
Norway visits [2J Russia
Ada Lunde · Murmansk · 15 Sep 2010, 14:20 UTC+04:00 · a.txt

Events
+  15 Sep 2010  Norway → Russia  CONSULT visit      borders, fishery
−               NATO → Russia    SANCTION (denied)  says a diplomat

Contacts
   15 Sep 2010  Norway, Russia  visit, Barents Council

Quotations
+  a diplomat said: “We drew it with a pencil”
   about Russia · fishery

Issues
   fishery (2)

2 events (+ 1 cooperation, − 1 conflict), 1 contact, 1 quotation by 1 speaker
"
    );
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let record = record(&format!("“{}” a diplomat said.", "a word or two more ".repeat(40)));
    for columns in [40, 60, 80, 100, 200] {
        for line in without_colour(&table(&record, columns)).lines() {
            assert!(layout::width(line) <= columns, "{columns}: {line}");
        }
    }
}

#[test]
fn the_two_tracks_differ_in_colour_and_mark() {
    let table = table(&record(""), 100);
    assert!(table.contains("\u{1b}[36m+") && table.contains("\u{1b}[31m−"), "{table:?}");
}

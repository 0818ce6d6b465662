//! Everything that a ledger holds, without the keys that depend on the order in which it came.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// A part by its article's id and its number.
fn part(key: &str) -> String {
    format!("(SELECT id FROM articles WHERE article = {key} >> 20) || '/' || ({key} & 1048575)")
}

fn article(key: &str) -> String {
    format!("(SELECT id FROM articles r WHERE r.article = {key})")
}

fn actor(key: &str) -> String {
    format!("(SELECT id FROM actors a WHERE a.actor = {key})")
}

fn description(key: &str) -> String {
    let columns = "name, kind, country, sectors, cameo, office, sides";
    format!("(SELECT json_array({columns}) FROM descriptions d WHERE d.description = {key})")
}

/// The tables as queries whose columns are named or replaced: `SELECT` what `FROM` table.
fn queries() -> Vec<(&'static str, String)> {
    let maker =
        "(SELECT json_array(dualtrack, codebook, knowledge, model) FROM makers m WHERE m.maker = t.maker)";
    let own = "id, hex(document), input, url, site, title, subtitle, section, authors, agency, credits, published_local,
               published_offset, published_utc, published_precision, day, dateline_place, dateline_country,
               dateline_date, language";
    let event = "type, mode, contexts, score, cameo, status, date_start, date_end, date_precision, date_span_start,
                 date_span_end, day, place, place_country, place_span_start, place_span_end, trigger_start, trigger_end,
                 why, block, reports";
    vec![
        ("articles", format!("{own}, {maker}, {}", article("t.reprint_of"))),
        ("texts", format!("{}, text", article("t.article"))),
        ("sentences", format!("{}, {}, \"start\", \"end\"", part("t.sentence"), article("t.article"))),
        ("actors", format!("id, as_of, {}", description("t.description"))),
        ("descriptions", format!("{}, {}", actor("t.actor"), description("t.description"))),
        (
            "article_actors",
            format!(
                "{}, {}, position, {}, mentions",
                article("t.article"),
                actor("t.actor"),
                description("t.description")
            ),
        ),
        ("events", format!("{}, {event}, {}, {}", part("t.event"), part("t.merged"), part("t.sentence"))),
        (
            "event_actors",
            format!(
                "{}, role, position, {}, mention_start, mention_end, mention_kind",
                part("t.event"),
                actor("t.actor")
            ),
        ),
        ("event_issues", format!("{}, position, issue", part("t.event"))),
        ("contacts", format!("{}, number, form, forum", part("t.event"))),
        ("contact_actors", format!("{}, number, position, {}", part("t.event"), actor("t.actor"))),
        (
            "quotations",
            format!(
                "{}, kind, cue_start, cue_end, speaker_start, speaker_end, {}, speaker_kind, track",
                part("t.quotation"),
                actor("t.speaker")
            ),
        ),
        ("quotation_parts", format!("{}, position, \"start\", \"end\"", part("t.quotation"))),
        ("quotation_about", format!("{}, position, {}", part("t.quotation"), actor("t.actor"))),
        ("quotation_issues", format!("{}, position, issue", part("t.quotation"))),
        ("article_issues", format!("{}, issue, spans", article("t.article"))),
        ("inputs", format!("hex(document), input, {}", article("t.article"))),
        ("failures", "input, reason".to_owned()),
        (
            "dyads",
            format!(
                "{}, {}, day, {}, mutual, counted, quad, score, reports, contact",
                actor("t.source"),
                actor("t.target"),
                part("t.event")
            ),
        ),
        (
            "quoted",
            format!("{}, {}, day, {}, track", actor("t.speaker"), actor("t.about"), part("t.quotation")),
        ),
        ("likenesses", format!("block, day, {}, dated, hex(words)", part("t.event"))),
        ("fingerprints", format!("band, {}", article("t.article"))),
    ]
}

/// The rows of all tables, in an order that follows from what they say.
pub(crate) fn dump(path: &Path) -> String {
    let connection = Connection::open(path).unwrap();
    let check: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    let mut broken = connection.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(!broken.exists([]).unwrap(), "a reference leads nowhere");
    for words in ["sentence_words", "quotation_words"] {
        // Compares the index with the words it was made from, and fails where they differ.
        let sql = format!("INSERT INTO {words} ({words}, rank) VALUES ('integrity-check', 1)");
        connection.execute(&sql, []).unwrap_or_else(|error| panic!("{words}: {error}"));
    }
    let mut dump = String::new();
    for (table, columns) in queries() {
        let mut statement = connection.prepare(&format!("SELECT {columns} FROM {table} t")).unwrap();
        let count = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        let mut lines = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<_> = (0..count).map(|at| written(row.get_ref(at).unwrap())).collect();
            lines.push(format!("{table}\t{}\n", cells.join("\t")));
        }
        lines.sort_unstable();
        dump.extend(lines);
    }
    dump
}

fn written(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "–".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => format!("{bytes:?}"),
    }
}

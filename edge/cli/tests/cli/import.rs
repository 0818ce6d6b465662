use std::io::Write;

use serde_json::{Value, json};

use crate::harness::{Folder, Ran};

/// An item as the value of a statement.
fn item(id: &str) -> Value {
    json!({"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"entity-type": "item", "id": id}}})
}

fn time(day: &str) -> Value {
    let precision = if day.ends_with("-00-00") { 9 } else { 11 };
    let value =
        json!({"time": format!("+{day}T00:00:00Z"), "precision": precision, "calendarmodel": "Q1985727"});
    json!({"snaktype": "value", "datavalue": {"type": "time", "value": value}})
}

fn text(text: &str) -> Value {
    json!({"snaktype": "value", "datavalue": {"type": "string", "value": text}})
}

fn statement(value: Value) -> Value {
    json!({"mainsnak": value, "type": "statement", "rank": "normal"})
}

/// A statement with its first and last day; an empty one is not known.
fn held(value: Value, from: &str, to: &str) -> Value {
    let mut qualifiers = json!({});
    for (property, day) in [("P580", from), ("P582", to)].into_iter().filter(|(_, day)| !day.is_empty()) {
        qualifiers[property] = json!([time(day)]);
    }
    json!({"mainsnak": value, "type": "statement", "rank": "normal", "qualifiers": qualifiers})
}

fn entity(id: &str, label: &str, aliases: &[&str], claims: Value) -> String {
    let in_english = |value: &str| json!({"language": "en", "value": value});
    let aliases: Vec<_> = aliases.iter().map(|alias| in_english(alias)).collect();
    let aliases = if aliases.is_empty() { json!([]) } else { json!({"en": aliases}) };
    json!({"type": "item", "id": id, "labels": {"en": in_english(label)}, "aliases": aliases, "claims": claims})
        .to_string()
}

/// A small Wikidata: three states, one organisation, offices, and persons who held them, in no good order.
fn dump() -> String {
    let human = || json!([statement(item("Q5"))]);
    let entities = [
        // Two who are known to ours, with an end that ours lacks, and with one that it has.
        entity(
            "Q101",
            "Dalton Tagelagi",
            &["Dalton Emani Tagelagi"],
            json!({"P31": human(), "P27": [statement(item("Q34020"))], "P21": [statement(item("Q6581097"))],
                   "P39": [held(item("Q201"), "2020-06-11", "")]}),
        ),
        entity(
            "Q102",
            "Toke Talagi",
            &[],
            json!({"P31": human(), "P39": [held(item("Q201"), "2008-06-19", "2020-06-11")]}),
        ),
        // The office says who held it, the person says only that they held something.
        entity("Q103", "Young Vivian", &[], json!({"P31": human(), "P39": [held(item("Q999"), "", "")]})),
        // A rank that counts for nothing, and a statement without a time.
        entity(
            "Q104",
            "Jens Stoltenberg",
            &[],
            json!({"P31": human(), "P39": [
                {"mainsnak": item("Q202"), "rank": "deprecated"}, held(item("Q202"), "2014-10-01", "2024-10-01")]}),
        ),
        // A role without a state, "of" Kiribati.
        entity(
            "Q105",
            "Anote Tong",
            &[],
            json!({"P31": human(), "P39": [{"mainsnak": item("Q203"), "rank": "normal", "qualifiers":
                {"P580": [time("2003-00-00")], "P582": [time("2016-00-00")], "P642": [item("Q710")]}}]}),
        ),
        entity(
            "Q201",
            "Premier of Niue",
            &[],
            json!({"P31": [statement(item("Q4164871"))], "P1001": [statement(item("Q34020"))],
                   "P1308": [held(item("Q103"), "2002-05-01", "2008-06-19")]}),
        ),
        entity("Q202", "Secretary General of NATO", &[], json!({"P2389": [statement(item("Q7184"))]})),
        entity("Q203", "foreign minister", &[], json!({"P1308": []})),
        entity(
            "Q34020",
            "Niue",
            &["Savage Island", "NU"],
            json!({"P298": [statement(text("NIU"))], "P297": [statement(text("NU"))],
                   "P463": [held(item("Q301"), "1971-00-00", "")]}),
        ),
        entity("Q710", "Kiribati", &[], json!({"P298": [statement(text("KIR"))]})),
        entity("Q20", "Norway", &[], json!({"P298": [statement(text("NOR"))]})),
        entity("Q301", "Pacific Islands Forum", &[], json!({"P31": [statement(item("Q484652"))]})),
        // Nothing of this is anybody's office.
        entity("Q900", "an asteroid", &[], json!({"P31": [statement(item("Q3863"))]})),
    ];
    format!("[\n{}\n]\n", entities.join(",\n"))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[track_caller]
fn headline(folder: &Folder, name: &str, day: &str) -> String {
    let ran = folder.run(&["actors", "find", name, "--on", day, "--knowledge", "own"]);
    ran.out.lines().next().unwrap_or_default().to_owned()
}

#[track_caller]
fn sound(folder: &Folder) {
    let ran = folder.run(&["actors", "check", "own"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
}

#[track_caller]
fn says(ran: &Ran, status: i32, words: &[&str]) {
    assert_eq!((ran.status, ran.out.as_str()), (status, ""), "{}", ran.err);
    for words in words {
        assert!(ran.err.contains(words), "{words} in {}", ran.err);
    }
}

#[test]
fn a_dump_becomes_tables_that_answer() {
    let folder = Folder::new("import-dump");
    folder.file("dump.json.gz", gzip(dump().as_bytes()));
    says(
        &folder.run(&["actors", "import", "wikidata", "dump.json.gz", "own"]),
        0,
        &["rows in own: offices 4, states 1, organisations 1"],
    );
    sound(&folder);
    assert_eq!(headline(&folder, "premier of Niue", "2005-01-01"), "Young Vivian – prime minister, Niue");
    assert_eq!(headline(&folder, "Talagi", "2015-01-01"), "Toke Talagi – prime minister, Niue");
    assert_eq!(
        headline(&folder, "Dalton Emani Tagelagi", "2025-01-01"),
        "Dalton Tagelagi – prime minister, Niue"
    );
    assert!(folder.text_of("own/offices/KIR.tsv").contains("foreign-minister\tAnote Tong\t2003\t2016"));
    assert_eq!(headline(&folder, "Savage Island", "2021-01-01"), "Niue");
    // What ours says stays as it is.
    assert!(!folder.path("own/offices/NATO.tsv").exists());
    assert!(!folder.path("own/.persons.tmp").exists());
}

#[test]
fn standard_input_and_other_packings_give_the_same() {
    let folder = Folder::new("import-packings");
    folder.file("dump.json", dump());
    says(&folder.run(&["actors", "import", "wikidata", "dump.json", "plain"]), 0, &[]);
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    encoder.write_all(dump().as_bytes()).unwrap();
    let ran = folder.run_on(encoder.finish().unwrap(), &["actors", "import", "wikidata", "-", "packed"]);
    says(&ran, 0, &[]);
    let tables = |name: &str| folder.text_of(&format!("{name}/offices/NIU.tsv"));
    assert_eq!(tables("plain"), tables("packed"));
}

#[test]
fn bad_lines_are_named_and_the_rest_is_read() {
    let folder = Folder::new("import-bad-lines");
    let dump = dump().replacen("[\n", "[\n{\"id\":\"Q1\",\"claims\":{\"P39\":\n", 1);
    folder.file("dump.json", &dump);
    let ran = folder.run(&["actors", "import", "wikidata", "dump.json", "own"]);
    says(&ran, 1, &["dump.json:2: no entity of Wikidata", "lines that could not be read: 1 of 16"]);
    assert_eq!(headline(&folder, "Talagi", "2015-01-01"), "Toke Talagi – prime minister, Niue");
    // A dump that breaks off is read as far as it goes.
    let packed = gzip(&[dump.as_bytes(), "x".repeat(9_000_000).as_bytes()].concat());
    folder.file("short.json.gz", &packed[..packed.len() - 20]);
    says(
        &folder.run(&["actors", "import", "wikidata", "short.json.gz", "short"]),
        1,
        &["gzip data is broken"],
    );
    assert_eq!(folder.text_of("short/offices/NIU.tsv"), folder.text_of("own/offices/NIU.tsv"));
}

#[test]
fn nothing_is_overwritten_and_nothing_made_of_nothing() {
    let folder = Folder::new("import-refused");
    folder.file("own/states.tsv", "mine").file("dump.json", dump()).file("page.html", "<html>\n");
    says(
        &folder.run(&["actors", "import", "wikidata", "dump.json", "own"]),
        1,
        &["own: it holds states.tsv already"],
    );
    assert_eq!(folder.text_of("own/states.tsv"), "mine");
    let ran = folder.run(&["actors", "import", "wikidata", "page.html", "new"]);
    says(&ran, 1, &["page.html: neither a dump of Wikidata nor a table with the columns person"]);
    says(
        &folder.run(&["actors", "import", "wikidata", "no.json", "new"]),
        1,
        &["no.json: there is no such file"],
    );
}

#[test]
fn the_answer_to_a_query_becomes_tables_too() {
    let folder = Folder::new("import-query");
    let rows = "\
        person,personLabel,aliases,gender,positionLabel,jurisdictionISO3,start,start_prec,end,end_prec\n\
        http://www.wikidata.org/entity/Q102,Toke Talagi,Toke Tufukia Talagi|Toke,male,Premier of Niue,NIU,2008-06-19T00:00:00Z,11,2020-06-11T00:00:00Z,11\n\
        http://www.wikidata.org/entity/Q105,Anote Tong,,male,minister of foreign affairs,KIR,2003-01-01T00:00:00Z,9,2016-01-01T00:00:00Z,9\n\
        http://www.wikidata.org/entity/Q106,\"Tester, Ada\",,female,keeper of the lighthouse,NIU,2019-01-01T00:00:00Z,9,,\n\
        http://www.wikidata.org/entity/Q107,too short\n";
    folder.file("query.csv", rows);
    let ran = folder.run(&["actors", "import", "wikidata", "query.csv", "own"]);
    says(
        &ran,
        1,
        &["rows in own: offices 2", "query.csv:5: it has 2 cells, where the heading has 10", "left out: 1,"],
    );
    sound(&folder);
    assert_eq!(headline(&folder, "Toke Tufukia Talagi", "2015-01-01"), "Toke Talagi – prime minister, Niue");
    assert!(folder.text_of("own/left-out.txt").contains("keeper of the lighthouse"));
}

#[test]
fn places_come_from_geonames() {
    let folder = Folder::new("import-places");
    let place = |name: &str, ascii: &str, code: &str, country: &str, people: u32, at: (f64, f64)| {
        let (lat, lon) = at;
        format!(
            "1\t{name}\t{ascii}\t\t{lat}\t{lon}\tP\t{code}\t{country}\t\t\t\t\t\t{people}\t\t\tx\t2024-01-01\n"
        )
    };
    let rows = [
        place("Hønefoss", "Honefoss", "PPL", "NO", 14_000, (60.16, 10.26)),
        place("Narvik", "Narvik", "PPL", "NO", 14_000, (68.44, 17.43)),
        place("Paris", "Paris", "PPLC", "FR", 2_100_000, (48.85, 2.35)),
        // A name that is somebody's, and a country that is none.
        place("Putin", "Putin", "PPL", "RU", 20_000, (50.0, 50.0)),
        place("Nowhere", "Nowhere", "PPL", "XX", 20_000, (0.0, 0.0)),
    ];
    folder.file("cities15000.txt", rows.concat());
    let ran = folder.run(&["actors", "import", "geonames", "cities15000.txt", "own"]);
    says(&ran, 1, &["cities15000.txt:5: 'XX' is no country code", "rows in own: places "]);
    sound(&folder);
    let table = folder.text_of("own/places.tsv");
    assert!(table.contains("Hønefoss\tHonefoss\tNOR\tcity\t60.16\t10.26"), "{table}");
    assert!(!table.contains("Putin") && !table.contains("Paris"), "{table}");
    assert_eq!(headline(&folder, "Honefoss", "2021-01-01"), "Hønefoss");
}

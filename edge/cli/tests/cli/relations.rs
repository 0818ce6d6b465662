use std::fs;

use serde_json::Value;

use crate::harness::{Folder, Ran, expect};
use crate::stories::{STORM, TURN, ledger, stories};

/// What was written, line by line, as JSON.
fn lines(ran: &Ran) -> Vec<Value> {
    ran.success().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn sum(rows: &[Value], column: &str) -> i64 {
    rows.iter().map(|row| row[column].as_i64().unwrap()).sum()
}

#[test]
fn what_people_see_of_a_relation_is_what_it_was() {
    let folder = ledger("relations-seen");
    let mut seen = String::new();
    for arguments in [
        &["series", "test.ledger", "Norway", "Russia", "--by", "month", "--format", "table"][..],
        &["relation", "test.ledger", "Norway", "Russia"],
        &["relation", "test.ledger", "Norway", "Russia", "--to", "2013-02-28"],
        &["changes", "test.ledger", "--format", "table"],
        &["anomalies", "test.ledger", "--format", "table"],
        &["network", "test.ledger", "--format", "csv"],
        &["network", "test.ledger", "--kinds", "state,person", "--from", "2015-06-01"],
    ] {
        let out = folder.run(arguments).success().to_owned();
        seen.push_str(&format!("$ dualtrack {}\n{out}\n", arguments.join(" ")));
    }
    expect("relations.txt", &seen);
}

#[test]
fn days_weeks_and_months_add_up_and_so_do_the_directions() {
    let folder = ledger("relations-sums");
    let series = |more: &[&str]| {
        lines(&folder.run(&[&["series", "test.ledger", "NOR", "RUS", "--format", "jsonl"], more].concat()))
    };
    let weeks = series(&[]);
    assert_eq!(weeks.len(), 130);
    for column in ["cooperation", "conflict", "verbal_conflict", "contacts", "quotations", "articles"] {
        assert!(sum(&weeks, column) > 0, "{column}");
        for by in ["day", "month"] {
            assert_eq!(sum(&series(&["--by", by]), column), sum(&weeks, column), "{column} by {by}");
        }
        if column != "articles" {
            let one = |direction| sum(&series(&["--direction", direction]), column);
            assert_eq!(one("a-to-b") + one("b-to-a") + one("together"), sum(&weeks, column), "{column}");
        }
    }
    let turned = lines(&folder.run(&["series", "test.ledger", "RUS", "NOR", "--format", "jsonl"]));
    assert_eq!(turned, weeks);
}

#[test]
fn csv_has_a_row_for_every_period_and_the_figures_of_jsonl() {
    let folder = ledger("relations-csv");
    let rows =
        folder.run(&["series", "test.ledger", "NOR", "RUS", "--format", "csv", "--from", "2013-01-01"]);
    let rows: Vec<&str> = rows.success().lines().collect();
    assert_eq!(
        rows[0],
        "period,first,last,verbal_cooperation,material_cooperation,verbal_conflict,material_conflict,cooperation,\
         conflict,score_sum,score_mean,contacts,quotations,articles"
    );
    assert_eq!(rows[1], "2013-W01,2012-12-31,2013-01-06,0,0,0,0,0,0,0.0,,0,0,0");
    assert_eq!(rows[2], "2013-W02,2013-01-07,2013-01-13,2,1,0,0,3,0,14.5,4.8333,1,0,3");
    assert_eq!(rows.len(), 132);
}

#[test]
fn plots_are_pictures() {
    let folder = ledger("relations-plots");
    let svg = folder.run(&["series", "test.ledger", "NOR", "RUS", "--format", "svg"]);
    let svg = svg.success();
    assert!(
        svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && svg.contains("Norway – Russia"),
        "{svg}"
    );
    assert!(svg.contains("▲2014-W20"), "the change is marked");
    let png = folder.command(&["series", "test.ledger", "NOR", "RUS", "--format", "png"]).output().unwrap();
    assert!(png.status.success() && png.stdout.starts_with(b"\x89PNG\r\n"));
}

#[test]
fn the_turn_is_a_change_and_the_storm_is_unusual() {
    let folder = ledger("relations-found");
    let week = |number: usize| {
        let series = folder.run(&["series", "test.ledger", "NOR", "RUS"]);
        lines(&series)[number]["period"].clone()
    };
    let changes = lines(&folder.run(&["changes", "test.ledger"]));
    assert_eq!(changes.len(), 2, "{changes:?}");
    for change in &changes {
        assert_eq!(
            (&change["week"], &change["a"], &change["b"]),
            (&week(TURN), &"NOR".into(), &"RUS".into())
        );
        let rose = change["after"].as_f64() > change["before"].as_f64();
        assert_eq!(rose, change["track"] == "conflict");
    }
    let unusual = lines(&folder.run(&["anomalies", "test.ledger", "--actor", "Russia"]));
    let weeks: Vec<_> = unusual.iter().map(|row| row["week"].clone()).collect();
    assert!(weeks.contains(&week(STORM)), "{weeks:?}");
    let storm = unusual.iter().find(|row| row["week"] == week(STORM)).unwrap();
    assert!(storm["count"].as_i64() > Some(14) && storm["events"].as_array().unwrap().len() == 3, "{storm}");
    let later = folder.run(&["anomalies", "test.ledger", "--from", "2015-06-01"]);
    assert_eq!(lines(&later), [] as [Value; 0]);
}

#[test]
fn parties_are_ids_names_members_and_lists() {
    let folder = ledger("relations-parties");
    folder.file("north.tsv", "# a list\nNorway\t\t2014-12-31\nErna Solberg\t2015-01-01\n");
    let total = |a: &str, b: &str| {
        let ran = folder.run(&["series", "test.ledger", a, b, "--format", "jsonl"]);
        sum(&lines(&ran), "cooperation") + sum(&lines(&ran), "conflict")
    };
    let whole = total("NOR", "RUS");
    assert_eq!(total("Norway", "Russian"), whole);
    assert_eq!(total("NATO-members", "Russia"), whole);
    assert_eq!(total("EU-members", "Russia"), 0);
    let solberg = total("erna solberg", "RUS");
    assert!(solberg > 0 && solberg < whole, "{solberg}");
    let list = total("@north.tsv", "RUS");
    assert!(list > solberg && list < whole, "{list}");
    assert_eq!(total("Tuvalu", "Russia"), 0);
    let unknown = folder.run(&["series", "test.ledger", "Norvay", "Russia"]);
    assert_eq!((unknown.status, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.contains("did you mean Norway (NOR)?"), "{}", unknown.err);
    folder.file("bad.tsv", "Norway\nNorvay\n");
    let unknown = folder.run(&["series", "test.ledger", "@bad.tsv", "Russia"]);
    assert_eq!(unknown.status, 1);
    assert!(unknown.err.contains("bad.tsv:2: "), "{}", unknown.err);
}

#[test]
fn what_cannot_be_is_said() {
    let folder = ledger("relations-wrong");
    for (arguments, status, words) in [
        (&["series", "none.ledger", "NOR", "RUS"][..], 1, "none.ledger: there is no such ledger"),
        (&["relation", "records.jsonl", "NOR", "RUS"], 1, "it is no ledger"),
        (&["series", "test.ledger", "NOR", "RUS", "--from", "2015-02-01", "--to", "2015-01-01"], 2, "no day"),
        (&["changes", "test.ledger", "--kinds", "planet"], 2, "'planet' is no kind of actor"),
        (&["anomalies", "test.ledger", "--rate", "1.5"], 2, "--rate 1.5"),
        (&["series", "test.ledger", "@none.tsv", "RUS"], 1, "none.tsv: there is no such file"),
        (&["export", "test.ledger", "--as", "gdelt", "none/x.csv"], 1, "none/x.csv: "),
    ] {
        let ran = folder.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (status, ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn exports_hold_the_same_bytes_whatever_the_order_of_adding() {
    let folder = ledger("relations-exports");
    let mut records = stories();
    records.reverse();
    for half in records.chunks(records.len() / 2 + 1) {
        let lines: Vec<String> =
            half.iter().map(|record| serde_json::to_string(record).unwrap() + "\n").collect();
        folder.file("records.jsonl", lines.concat());
        assert_eq!(folder.run(&["add", "other.ledger", "records.jsonl"]).status, 0);
    }
    for (format, columns) in [("gdelt", 61), ("icews", 20), ("polecat", 40), ("plover", 1)] {
        for ledger in ["test", "other"] {
            let file = format!("{ledger}.ledger");
            folder.run(&["export", &file, "--as", format, &format!("{ledger}.{format}")]).success();
        }
        let text = folder.text_of(&format!("test.{format}"));
        assert!(text == folder.text_of(&format!("other.{format}")), "{format}");
        assert!(text.lines().all(|line| line.split('\t').count() == columns), "{format}");
        assert_eq!(folder.run(&["export", "test.ledger", "--as", format, "-"]).success(), text);
        assert!(!folder.path(&format!("test.{format}.part")).exists());
    }
    for format in ["csv", "parquet"] {
        for ledger in ["test", "other"] {
            let file = format!("{ledger}.ledger");
            folder.run(&["export", &file, "--as", format, &format!("{ledger}-{format}")]).success();
        }
        for entry in fs::read_dir(folder.path(&format!("test-{format}"))).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let bytes = |ledger: &str| fs::read(folder.path(&format!("{ledger}-{format}/{name}"))).unwrap();
            assert!(bytes("test") == bytes("other"), "{name}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = ledger("relations-pipe");
    let mut child = folder.command(&["export", "test.ledger", "--as", "plover", "-"]).spawn().unwrap();
    drop(child.stdout.take());
    let ran: Ran = child.wait_with_output().unwrap().into();
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
}

#[test]
fn of_an_empty_ledger_nothing_is_told() {
    let folder = Folder::new("relations-empty");
    folder.file("nothing.jsonl", "");
    folder.run(&["add", "test.ledger", "nothing.jsonl"]);
    let ran = folder.run(&["series", "test.ledger", "NOR", "RUS"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("--from and --to"), "{}", ran.err);
    let days = ["--from", "2015-01-01", "--to", "2015-01-31", "--by", "month", "--format", "csv"];
    let ran = folder.run(&[&["series", "test.ledger", "NOR", "RUS"][..], &days].concat());
    assert_eq!(ran.success().lines().count(), 2);
}

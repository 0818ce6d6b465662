use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::dump::dump;
use crate::harness::{Folder, examples};

/// A source of chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// `count` articles as JSON Lines, mixed from the paragraphs of our own examples. Some are reprints with a paragraph
/// more, some the same text under another address or on another day, one is not English and one is empty.
fn archive(folder: &Folder, count: usize, paragraphs_each: usize) -> Vec<String> {
    let records = folder.run(&["read", "--format", "jsonl", examples().to_str().unwrap()]);
    let texts =
        records.records().into_iter().map(|record| record["article"]["text"].as_str().unwrap().to_owned());
    let paragraphs: Vec<String> =
        texts.flat_map(|text| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>()).collect();
    let mut chance = Chance(7);
    let (mut lines, mut texts): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for number in 0..count {
        let fresh = |chance: &mut Chance, texts: &[String]| {
            let mut text: Vec<_> =
                (0..paragraphs_each).map(|_| paragraphs[chance.below(paragraphs.len())].clone()).collect();
            text.push(format!("The report bears the number {}.", texts.len()));
            text.join("\n\n")
        };
        let text = match chance.below(10) {
            0 if number > 9 => texts[chance.below(texts.len())].clone(),
            1 if number > 9 => format!("{}\n\nMore will follow.", texts[chance.below(texts.len())]),
            _ => fresh(&mut chance, &texts),
        };
        let day = 1 + chance.below(28);
        lines.push(line(number, &text, &format!("2018-03-{day:02}T{:02}:00:00Z", chance.below(24))));
        texts.push(text);
    }
    lines.push(line(count, "Wir haben gestern in Berlin lange darüber gesprochen, ohne uns zu einigen.", ""));
    lines.push(line(count + 1, "", ""));
    lines
}

fn line(number: usize, text: &str, published: &str) -> String {
    let mut article =
        json!({"text": text, "url": format!("https://example.org/{number}"), "title": "A report"});
    if !published.is_empty() {
        article["published"] = Value::from(published);
    }
    format!("{article}\n")
}

#[test]
fn what_is_added_is_said_and_not_read_twice() {
    let folder = Folder::new("add");
    let examples = examples();
    let ran = folder.run(&["add", "news.ledger", examples.to_str().unwrap()]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    assert!(
        ran.err.starts_with("dualtrack: 10 articles added (0 reprints), 0 known already, 0 failed; "),
        "{}",
        ran.err
    );
    assert!(!folder.path("news.ledger-wal").exists(), "the ledger is not all in its one file");
    let once = dump(&folder.path("news.ledger"));
    let ran = folder.run(&["add", "news.ledger", examples.to_str().unwrap()]);
    assert!(ran.err.contains(" 0 articles added (0 reprints), 10 known already, 0 failed;"), "{}", ran.err);
    assert!(once == dump(&folder.path("news.ledger")));
    let records = folder.run(&["read", "--format", "jsonl", examples.to_str().unwrap()]);
    let ran = folder.run_on(records.success(), &["add", "records.ledger"]);
    assert!(ran.err.contains(" 10 articles added"), "{}", ran.err);
    let rows = |dump: &str| {
        dump.lines().filter(|row| row.starts_with("dyads")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(rows(&once), rows(&dump(&folder.path("records.ledger"))));
}

#[test]
fn failures_are_named_and_remembered() {
    let folder = Folder::new("add-failures");
    folder.file("good.txt", "Norway and Russia signed a treaty in Murmansk.").file("empty.txt", "");
    let ran =
        folder.run(&["add", "a.ledger", "good.txt", "empty.txt", "missing.txt", "--errors", "failed.jsonl"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("missing.txt: there is no such file"), "{}", ran.err);
    assert!(ran.err.contains("1 articles added (0 reprints), 0 known already, 2 failed"), "{}", ran.err);
    assert_eq!(folder.text_of("failed.jsonl").lines().count(), 2);
    let dump = dump(&folder.path("a.ledger"));
    assert_eq!(dump.lines().filter(|row| row.starts_with("failures\t")).count(), 2, "{dump}");
}

#[test]
fn a_broken_record_is_a_failure() {
    let folder = Folder::new("add-broken");
    let good = folder.run_on("Norway met Russia.", &["read", "--as", "body", "--format", "jsonl"]);
    let other = good.success().replace("Norway met Russia.", "Norway left Russia.");
    let lines = format!("{other}{{\"schema\":\"dualtrack.record/1\"}}\n{}", good.success());
    let ran = folder.run_on(lines, &["add", "a.ledger", "--as", "jsonl"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("a broken record: its id is not that of its text"), "{}", ran.err);
    assert!(ran.err.contains("1 articles added (0 reprints), 0 known already, 2 failed"), "{}", ran.err);
}

#[test]
fn what_is_no_ledger_is_refused() {
    let folder = Folder::new("add-foreign");
    folder.file("notes.txt", "not a ledger").file("a.txt", "Norway met Russia.");
    let ran = folder.run(&["add", "notes.txt", "a.txt"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err, "dualtrack: notes.txt: it is no ledger of Dualtrack, and was left as it is\n");
    assert_eq!(folder.text_of("notes.txt"), "not a ledger");
}

#[test]
fn neither_order_nor_threads_nor_several_at_once_change_a_ledger() {
    let folder = Folder::new("add-order");
    let mut lines = archive(&folder, 60, 2);
    folder.file("archive.jsonl", lines.concat());
    // Each line on its own, so that an input has the same name in every order.
    for (number, line) in lines.iter().enumerate() {
        folder.file(&format!("archive/{number:03}.jsonl"), line);
    }
    let names: Vec<_> = (0..lines.len()).map(|number| format!("archive/{number:03}.jsonl")).collect();
    lines.clear();
    let add = |ledger: &str, jobs: &str, names: &[String]| {
        let mut arguments = vec!["add", ledger, "--jobs", jobs];
        arguments.extend(names.iter().map(String::as_str));
        folder.command(&arguments).spawn().unwrap()
    };
    let mut first = add("first.ledger", "1", &names);
    assert_eq!(first.wait().unwrap().code(), Some(1));
    let backwards: Vec<_> = names.iter().rev().cloned().collect();
    let mut second = add("second.ledger", "3", &backwards);
    assert_eq!(second.wait().unwrap().code(), Some(1));
    let (one, two) = names.split_at(names.len() / 2);
    let mut both =
        [add("third.ledger", "1", one), add("third.ledger", "1", two), add("third.ledger", "2", two)];
    for child in &mut both {
        assert!(child.wait().unwrap().code().is_some_and(|status| status < 2));
    }
    let dumps = ["first.ledger", "second.ledger", "third.ledger"].map(|name| dump(&folder.path(name)));
    assert!(dumps[0].lines().count() > 1000);
    for other in &dumps[1..] {
        for (one, two) in dumps[0].lines().zip(other.lines()) {
            assert_eq!(one, two);
        }
        assert!(dumps[0] == *other);
    }
}

/// Adds `archive`, killing the program at `kills` random moments, of which at least `least` must come before it has
/// ended, and compares with an undisturbed run. A kill comes within one part in `parts` of the time which that took.
fn killed_at_random(folder: &Folder, archive: Vec<String>, kills: usize, least: usize, parts: u32) {
    folder.file("archive.jsonl", archive.concat());
    let start = Instant::now();
    let undisturbed = folder.run(&["add", "undisturbed.ledger", "archive.jsonl"]);
    assert_eq!(undisturbed.status, 1, "{}", undisturbed.err);
    let longest = (start.elapsed() / parts).as_millis() as usize;
    let (mut chance, mut killed) = (Chance(11), 0);
    while killed < kills {
        let mut child = folder.command(&["add", "killed.ledger", "archive.jsonl"]).spawn().unwrap();
        thread::sleep(Duration::from_millis(chance.below(longest.max(1)) as u64));
        child.kill().unwrap();
        let status = child.wait().unwrap();
        if status.code().is_some() {
            // It had ended by itself: from here on there is nothing left to interrupt.
            break;
        }
        killed += 1;
    }
    let last = folder.run(&["add", "killed.ledger", "archive.jsonl"]);
    assert_eq!(last.status, 1, "{}", last.err);
    let (whole, resumed) = (dump(&folder.path("undisturbed.ledger")), dump(&folder.path("killed.ledger")));
    for (one, two) in whole.lines().zip(resumed.lines()) {
        assert_eq!(one, two, "after {killed} kills");
    }
    assert!(whole == resumed, "after {killed} kills");
    assert!(killed >= least, "only {killed} kills hit");
}

#[test]
fn killed_at_any_moment_it_goes_on_where_it_was() {
    let folder = Folder::new("add-killed");
    let archive = archive(&folder, 150, 2);
    killed_at_random(&folder, archive, 12, 3, 3);
}

/// Twenty thousand articles and two hundred kills, or as `LONG_RUN="3000 60"` says:
/// `cargo test --release -p dualtrack --test cli -- --ignored long_run --nocapture`.
#[test]
#[ignore = "takes some minutes"]
fn killed_two_hundred_times_in_a_long_run() {
    let folder = Folder::new("add-killed-long");
    let numbers = std::env::var("LONG_RUN").unwrap_or_else(|_| "20000 200".to_owned());
    let mut numbers = numbers.split(' ').map(|number| number.parse().unwrap());
    let (articles, kills) = (numbers.next().unwrap(), numbers.next().unwrap());
    let archive = archive(&folder, articles, 1);
    killed_at_random(&folder, archive, kills, kills, 130);
}

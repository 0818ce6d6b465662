use std::fs;
use std::io::{Read, Write};

use serde_json::Value;

use crate::harness::{Folder, examples};

const STORY: &str = "OSLO, June 1. Norwegian Foreign Minister Jonas Gahr Støre met his Swedish counterpart in Oslo on \
    Tuesday. “We will work together in the north,” a spokesman said.\n";

fn inputs(records: &[Value]) -> Vec<&str> {
    records.iter().map(|record| record["article"]["input"].as_str().unwrap()).collect()
}

/// The records without the field that says where they came from.
fn without_inputs(mut records: Vec<Value>) -> Vec<Value> {
    for record in &mut records {
        record["article"]["input"] = Value::Null;
    }
    records
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names() {
    let folder = Folder::new("read-folder");
    folder
        .file("in/b.txt", STORY)
        .file("in/a/z.txt", STORY)
        .file("in/c.txt", STORY)
        .file("in/.hidden", STORY);
    let ran = folder.run(&["read", "--as", "body", "in"]);
    assert_eq!(inputs(&ran.records()), ["in/a/z.txt", "in/b.txt", "in/c.txt"]);
    ran.success();
}

#[test]
fn every_example_gives_a_record_with_events() {
    let folder = Folder::new("read-examples");
    let ran = folder.run(&["read", examples().to_str().unwrap()]);
    ran.success();
    let records = ran.records();
    assert_eq!(records.len(), fs::read_dir(examples()).unwrap().count());
    for record in &records {
        let article = &record["article"];
        for field in ["title", "agency", "published"] {
            assert!(!article[field].is_null(), "{} has no {field}", article["input"]);
        }
        for list in ["events", "quotations", "actors", "issues"] {
            assert!(!record[list].as_array().unwrap().is_empty(), "{} has no {list}", article["input"]);
        }
    }
}

#[test]
fn standard_input_is_read_by_default_and_by_its_sign() {
    let folder = Folder::new("read-stdin");
    let by_default = folder.run_on(STORY, &["read", "--as", "body"]);
    assert_eq!(inputs(&by_default.records()), ["-"]);
    let by_sign = folder.run_on(STORY, &["read", "--as", "body", "-"]);
    assert_eq!(by_default.success(), by_sign.success());
}

#[test]
fn body_text_is_kept_to_the_last_character() {
    let folder = Folder::new("read-body");
    let text = format!("\n  {STORY}\r\n\r\n\u{feff}“Ця”\t{STORY}  ");
    let records = folder.run_on(&text, &["read", "--as", "body"]).records();
    assert_eq!(records[0]["article"]["text"], Value::from(text));
}

#[test]
fn packed_inputs_are_read_as_what_they_hold() {
    let folder = Folder::new("read-packed");
    let page = fs::read(examples().join("2010-09-15-barents-line.html")).unwrap();
    folder.file("a.html", &page).file("b.html.gz", gzip(&page)).file("c.html.zst", zstandard(&page));
    let ran = folder.run(&["read", "a.html", "b.html.gz", "c.html.zst"]);
    ran.success();
    let records = without_inputs(ran.records());
    assert_eq!(records.len(), 3);
    assert!(records.iter().all(|record| record == &records[0]));
    let piped = folder.run_on(gzip(&page), &["read"]);
    assert_eq!(without_inputs(piped.records())[0], records[0]);
}

#[test]
fn a_small_file_that_unpacks_to_a_huge_one_is_refused() {
    let folder = Folder::new("read-bomb");
    folder.file("bomb.txt.gz", gzip(&vec![b'a'; 40 << 20]));
    let ran = folder.run(&["read", "bomb.txt.gz"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("bomb.txt.gz: it is longer than 32 MiB"), "{}", ran.err);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = Folder::new("read-jobs");
    let all = examples();
    let all = all.to_str().unwrap();
    folder.file("broken.html", "");
    let run = |jobs| folder.run(&["read", all, "broken.html", all, "nowhere", "--jobs", jobs]);
    let (one, many) = (run("1"), run("7"));
    assert_eq!(one.status, 1);
    assert!(one.out == many.out, "the records differ");
    assert_eq!(one.err, many.err);
}

#[test]
fn what_fails_is_named_and_the_run_goes_on() {
    let folder = Folder::new("read-errors");
    folder.file("a-empty.txt", "").file("b-binary.html", [0, 159, 146, 150, 0, 1, 2, 255, 0, 13]);
    folder.file(
        "c-german.txt",
        "BERLIN, 1. Juni. Die Außenministerin traf am Dienstag ihren norwegischen Amtskollegen in Berlin. Beide \
         sprachen über die Lage an der Grenze und über die Zusammenarbeit ihrer Länder in der Energiepolitik.\n",
    );
    folder.file("d-broken.html.gz", &gzip(STORY.as_bytes())[..30]).file("e.txt", STORY);
    let files = ["a-empty.txt", "b-binary.html", "c-german.txt", "d-broken.html.gz", "nowhere.html"];
    let ran = folder.run(&[&["read", "--errors", "failed.jsonl"], &files[..], &["e.txt"]].concat());
    assert_eq!(ran.status, 1);
    assert_eq!(inputs(&ran.records()), ["e.txt"]);
    let said: Vec<_> = ran.err.lines().collect();
    assert_eq!(said.len(), files.len() + 1, "{}", ran.err);
    let failed = folder.text_of("failed.jsonl");
    for ((file, said), line) in files.iter().zip(&said).zip(failed.lines()) {
        let line: Value = serde_json::from_str(line).unwrap();
        let reason = line["reason"].as_str().unwrap();
        assert_eq!((line["input"].as_str(), *said), (Some(*file), &*format!("dualtrack: {file}: {reason}")));
    }
    assert_eq!(said[5], "dualtrack: 5 of 6 could not be read");
    assert!(said[3].contains("gzip data is broken") && said[4].contains("no such file"), "{}", ran.err);
}

#[test]
fn lines_of_json_are_articles_with_their_place() {
    let folder = Folder::new("read-jsonl");
    let line = |text: &str| serde_json::json!({"text": text, "title": "Talks in Oslo", "url": "https://example.org/1"});
    let good = line(STORY).to_string();
    folder.file("a.jsonl", format!("{good}\nnot json\n\n{good}\n"));
    let ran = folder.run(&["read", "a.jsonl"]);
    let records = ran.records();
    let second = format!("a.jsonl#{}", good.len() + 11);
    assert_eq!((ran.status, inputs(&records)), (1, vec!["a.jsonl#0", second.as_str()]));
    assert_eq!(records[0]["article"]["title"], "Talks in Oslo");
    assert!(ran.err.contains(&format!("a.jsonl#{}: not a page in JSON: ", good.len() + 1)), "{}", ran.err);
}

#[test]
fn a_table_is_for_people_and_has_no_colour_in_a_pipe() {
    let folder = Folder::new("read-table");
    let page = examples().join("2016-04-20-nato-russia-council.txt");
    let ran = folder.run(&["read", "--format", "table", page.to_str().unwrap()]);
    let table = ran.success();
    assert!(table.starts_with("NATO and Russia hold first council meeting in nearly two years\n"), "{table}");
    assert!(!table.contains('\u{1b}'));
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let folder = Folder::new("read-closed-pipe");
    let (all, many) = (examples(), 12);
    let mut arguments = vec!["read"];
    arguments.extend(std::iter::repeat_n(all.to_str().unwrap(), many));
    let mut child = folder.command(&arguments).spawn().unwrap();
    let mut some = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn an_errors_file_that_cannot_be_written_is_wrong_usage() {
    let folder = Folder::new("read-errors-nowhere");
    let ran = folder.run_on(STORY, &["read", "--errors", "no/such/folder/failed.jsonl"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("no/such/folder/failed.jsonl"), "{}", ran.err);
}

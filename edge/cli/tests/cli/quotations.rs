use crate::harness::Folder;

const STORY: &str = "Jens Stoltenberg said that the talks with Russia were frank. \
    \"We will meet again,\" the Norwegian foreign minister told reporters.\n";

/// A folder with the records of one story.
fn records(name: &str) -> Folder {
    let folder = Folder::new(name);
    let read = folder.run_on(STORY, &["read", "--as", "body", "--format", "jsonl"]);
    folder.file("records.jsonl", read.success());
    folder
}

#[test]
fn a_line_holds_the_words_of_a_quotation() {
    let folder = records("quotations-jsonl");
    let ran = folder.run(&["quotations", "records.jsonl", "--format", "jsonl"]);
    let rows: Vec<serde_json::Value> =
        ran.success().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!((&rows[0]["speaker"], &rows[0]["cue"]), (&"Jens Stoltenberg".into(), &"said".into()));
    assert_eq!(rows[0]["about"], serde_json::json!(["RUS"]));
    assert_eq!(rows[1]["content"], serde_json::json!(["We will meet again,"]));
    let piped = folder.run_on(folder.text_of("records.jsonl"), &["quotations", "-"]);
    assert_eq!(piped.success(), ran.success());
}

#[test]
fn speaker_and_about_choose() {
    let folder = records("quotations-choose");
    for (arguments, wanted) in [
        (["--speaker", "stoltenberg"], 1),
        (["--speaker", "minister"], 1),
        (["--speaker", "nobody"], 0),
        (["--about", "Russia"], 1),
        (["--about", "rus"], 1),
    ] {
        let ran = folder.run(&[&["quotations", "records.jsonl"][..], &arguments].concat());
        assert_eq!(ran.success().lines().count(), wanted, "{arguments:?}");
    }
}

#[test]
fn a_table_for_people_and_rows_for_spreadsheets() {
    let folder = records("quotations-forms");
    let table = folder.run(&["quotations", "records.jsonl", "--format", "table"]);
    assert!(table.success().contains("“We will meet again”"), "{}", table.out);
    let rows = folder.run(&["quotations", "records.jsonl", "--format", "csv"]);
    let mut lines = rows.success().lines();
    assert_eq!(
        lines.next(),
        Some("input,published,id,kind,speaker,speaker_actor,cue,content,about,issues,track,title")
    );
    assert!(lines.next().unwrap().contains(",that the talks with Russia were frank,RUS,"), "{}", rows.out);
}

#[test]
fn what_is_no_record_is_named_and_the_rest_is_read() {
    let folder = records("quotations-broken");
    let both = format!("{{\"text\": \"x\"}}\n{}", folder.text_of("records.jsonl"));
    let ran = folder.run_on(both, &["quotations"]);
    assert_eq!((ran.status, ran.out.lines().count()), (1, 2));
    assert!(ran.err.contains("not a record of dualtrack read"), "{}", ran.err);
}

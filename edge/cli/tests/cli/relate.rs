use crate::harness::Folder;

fn rows(table: &str) -> Vec<Vec<&str>> {
    table.lines().map(|line| line.split('\t').collect()).collect()
}

#[test]
fn every_row_is_answered_with_one_type() {
    let folder = Folder::new("relate");
    folder.file(
        "pairs.tsv",
        "uid\tsentence\tsource\ttarget\n\
         a\tThe European Union condemned Belarus.\tThe European Union\tBelarus\n\
         b\t\"A \"\"frank\"\" Norway met\nRussia in Oslo.\"\tNorway\tRussia\n\
         c\tThe weather was fine.\tNorway\tRussia\n",
    );
    let ran = folder.run(&["relate", "pairs.tsv"]);
    let rows = rows(ran.success());
    assert_eq!(rows[0], ["uid", "type", "mode", "score", "why"]);
    assert_eq!(rows[1][..4], ["a", "ACCUSE", "disapprove", "-2.0"]);
    assert_eq!(rows[2][..2], ["b", "CONSULT"]);
    assert!(rows.len() == 4 && rows[3][0] == "c" && !rows[3][1].is_empty(), "{rows:?}");
}

#[test]
fn acts_that_an_older_plover_named_otherwise_are_named_so() {
    let folder = Folder::new("relate-older");
    let table = "uid\tsentence\tsource\ttarget\n\
        1\tA Russian court convicted an American journalist.\tA Russian court\tan American journalist\n\
        2\tThe European Union imposed sanctions on Belarus.\tThe European Union\tBelarus\n\
        3\tThe European Union lifted the sanctions on Belarus.\tThe European Union\tBelarus\n\
        4\tRussia hacked the parliament of Germany.\tRussia\tthe parliament of Germany\n";
    let ran = folder.run_on(table, &["relate", "-"]);
    let types: Vec<&str> = rows(ran.success())[1..].iter().map(|row| row[1]).collect();
    assert_eq!(types, ["ACCUSE", "COERCE", "CONCEDE", "ASSAULT"]);
}

#[test]
fn marks_tell_two_parties_of_one_name_apart() {
    let folder = Folder::new("relate-marked");
    let table = "uid\tsentence\tsource\ttarget\tmarked_sentence\n\
        1\tx\tFrance\tMali\t<s>France</s> gave <t>Mali</t> a loan of 20 million dollars.\n";
    let ran = folder.run_on(table, &["relate", "-"]);
    assert_eq!(rows(ran.success())[1][..2], ["1", "AID"]);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = Folder::new("relate-jobs");
    let row = |at: usize| format!("{at}\tEgypt criticised Israel {at} times.\tEgypt\tIsrael\n");
    let table: String =
        std::iter::once("uid\tsentence\tsource\ttarget\n".to_owned()).chain((0..60).map(row)).collect();
    let run = |jobs| folder.run_on(&table, &["relate", "--jobs", jobs]).success().to_owned();
    let one = run("1");
    assert_eq!(one.lines().count(), 61);
    assert!(one == run("5"));
}

#[test]
fn a_table_without_the_columns_is_refused() {
    let folder = Folder::new("relate-columns");
    folder.file("pairs.tsv", "uid\ttext\n1\tx\n");
    let ran = folder.run(&["relate", "pairs.tsv"]);
    let words = "dualtrack: pairs.tsv: the heading has no column 'sentence'\n";
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (1, "", words));
}

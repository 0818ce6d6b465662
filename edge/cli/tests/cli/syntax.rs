use crate::harness::Folder;

/// Form, lemma and relation of every word.
fn words(conllu: &str) -> Vec<[&str; 3]> {
    let lines = conllu.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    lines.map(|line| line.split('\t').collect::<Vec<_>>()).map(|c| [c[1], c[2], c[7]]).collect()
}

#[test]
fn text_becomes_conllu() {
    let folder = Folder::new("syntax-text");
    let ran = folder.run_on("The ministers signed two treaties.\n\nThe talks ended.\n", &["syntax"]);
    let conllu = ran.success();
    assert_eq!(conllu.matches("# newpar").count(), 2, "{conllu}");
    assert!(conllu.contains("# text = The talks ended.") && conllu.ends_with("\n\n"), "{conllu}");
    let words = words(conllu);
    assert_eq!(words[1..3], [["ministers", "minister", "nsubj"], ["signed", "sign", "root"]]);
    assert_eq!(words[4], ["treaties", "treaty", "obj"]);
}

#[test]
fn given_sentences_and_words_are_kept() {
    let folder = Folder::new("syntax-conllu");
    let given = "# sent_id = a-1\n# text = We don't know\n1\tWe\t_\t_\t_\t_\t_\t_\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
                 2\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n4\tknow\t_\t_\t_\t_\t_\t_\t_\tKept=Yes\n\n";
    folder.file("given.conllu", given);
    let ran = folder.run(&["syntax", "--from", "conllu", "given.conllu"]);
    let conllu = ran.success();
    assert!(conllu.starts_with("# sent_id = a-1\n# text = We don't know\n1\tWe\twe\tPRON\t"), "{conllu}");
    assert!(conllu.contains("\n2-3\tdon't\t") && conllu.contains("Kept=Yes"), "{conllu}");
    assert_eq!(words(conllu).last().unwrap(), &["know", "know", "root"]);
}

#[test]
fn what_is_no_conllu_is_an_error_with_its_line() {
    let folder = Folder::new("syntax-broken");
    folder.file("broken.conllu", "# a comment\n1\tonly\tthree\n\n");
    let ran = folder.run(&["syntax", "--from", "conllu", "broken.conllu"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("dualtrack: broken.conllu: line 2"), "{}", ran.err);
}

#[test]
fn bytes_that_are_no_text_are_an_error_with_their_place() {
    let folder = Folder::new("syntax-binary");
    let ran = folder.run_on(b"Norway \xff\xfe", &["syntax"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err, "dualtrack: -: byte 7 is not UTF-8 text\n");
}

#[test]
fn an_empty_text_has_no_sentences() {
    let folder = Folder::new("syntax-empty");
    assert_eq!(folder.run_on("", &["syntax"]).success(), "");
}

#[test]
fn a_folder_is_said_to_be_one() {
    let folder = Folder::new("syntax-folder");
    folder.file("in/a.txt", "");
    let ran = folder.run(&["syntax", "in"]);
    let words = "dualtrack: in: it is a folder, and one file is wanted\n";
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (1, "", words));
}

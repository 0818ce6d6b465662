use crate::harness::Folder;

#[test]
fn an_event_is_explained_by_its_words_and_its_entry() {
    let folder = Folder::new("explain");
    let ran = folder.run_on("Norway met Russia in Oslo.\n", &["explain", "--as", "body", "-"]);
    let explanation = ran.success();
    for words in
        ["Norway met Russia in Oslo.", "met [meet VERB root]", "NOR", "RUS", "acts/consult.toml#meet"]
    {
        assert!(explanation.contains(words), "{words} is not in\n{explanation}");
    }
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let folder = Folder::new("explain-empty");
    folder.file("empty.txt", "");
    let ran = folder.run(&["explain", "empty.txt"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("dualtrack: empty.txt: "), "{}", ran.err);
}

use crate::harness::{Folder, repository};

#[test]
fn acts_are_listed_with_their_type_and_words() {
    let folder = Folder::new("codebook-list");
    let ran = folder.run(&["codebook", "list"]);
    let list = ran.success();
    let meet = list.lines().find(|line| line.contains("acts/consult.toml#meet ")).unwrap();
    assert!(meet.starts_with("CONSULT") && meet.contains("meet"), "{meet}");
    assert!(list.contains("operators.toml#"), "{list}");
}

#[test]
fn an_act_is_shown_by_its_name_and_by_its_id() {
    let folder = Folder::new("codebook-show");
    let by_name = folder.run(&["codebook", "show", "acts/consult.toml#meet"]);
    let by_name = by_name.success();
    assert!(by_name.starts_with("# acts/consult.toml:") && by_name.contains("examples = ["), "{by_name}");
    assert!(folder.run(&["codebook", "show", "meet"]).success().contains(by_name));
}

#[test]
fn an_act_that_is_none_is_said_to_be_none() {
    let folder = Folder::new("codebook-show-none");
    let ran = folder.run(&["codebook", "show", "acts/consult.toml#juggle"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.starts_with("dualtrack: acts/consult.toml#juggle: the codebook has no such act"),
        "{}",
        ran.err
    );
}

#[test]
fn a_codebook_in_a_folder_is_read_and_all_its_examples_are_run() {
    let folder = Folder::new("codebook-check");
    let ran = folder.run(&["codebook", "check", repository().join("codebook").to_str().unwrap()]);
    assert!(ran.success().ends_with(" entries; every example reads as it should\n"), "{}", ran.out);
}

#[test]
fn what_is_wrong_with_a_codebook_is_named_by_file_and_line() {
    let folder = Folder::new("codebook-check-broken");
    folder.file(
        "mine/acts/juggle.toml",
        "type = \"JUGGLE\"\n\n[[act]]\nid = \"juggle\"\nverbs = [\"juggle\"]\n",
    );
    let ran = folder.run(&["codebook", "check", "mine"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("dualtrack: mine/acts/juggle.toml:"), "{}", ran.err);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let folder = Folder::new("codebook-check-nowhere");
    let ran = folder.run(&["codebook", "check", "nowhere"]);
    assert_eq!(ran.err, "dualtrack: nowhere: there is no such file or folder\n");
    assert_eq!(ran.status, 1);
}

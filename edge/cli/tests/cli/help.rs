use crate::harness::{Folder, expect};

#[test]
fn help_is_what_it_was() {
    let folder = Folder::new("help");
    let mut all = String::new();
    for command in [
        "",
        "read",
        "add",
        "events",
        "contacts",
        "quotations",
        "articles",
        "recode",
        "series",
        "relation",
        "changes",
        "anomalies",
        "network",
        "export",
        "syntax",
        "relate",
        "explain",
        "actors",
        "actors find",
        "actors check",
        "actors import wikidata",
        "actors import geonames",
        "codebook",
        "codebook check",
    ] {
        let arguments: Vec<_> = command.split_whitespace().chain(["--help"]).collect();
        all.push_str(&format!("$ dualtrack {}\n{}\n", arguments.join(" "), folder.run(&arguments).success()));
    }
    expect("help.txt", &all);
}

#[test]
fn the_version_is_the_package_s() {
    let folder = Folder::new("version");
    let version = format!("dualtrack {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(folder.run(&["--version"]).success(), version);
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    let folder = Folder::new("usage");
    for arguments in [&["reed"][..], &["read", "--as", "pdf"], &["read", "--jobs", "0"], &[]] {
        let ran = folder.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains("--help") || ran.err.contains("Usage: dualtrack"), "{}", ran.err);
    }
}

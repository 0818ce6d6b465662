use std::fs;

use crate::harness::{Folder, repository};

/// What README.md shows under a command is what the program writes; `UPDATE_EXPECTED=1` puts it there.
#[test]
fn the_readme_shows_real_output() {
    let folder = Folder::new("readme");
    let path = repository().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once("```console\n$ dualtrack ").unwrap();
    let (command, rest) = rest.split_once('\n').unwrap();
    let (shown, after) = rest.split_once("```").unwrap();
    let arguments: Vec<_> = command.split(' ').chain(["--format", "table"]).collect();
    let output = folder.command(&arguments).current_dir(repository()).output().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        let readme = format!("{before}```console\n$ dualtrack {command}\n{output}```{after}");
        return fs::write(path, readme).unwrap();
    }
    assert!(
        shown == output,
        "README.md shows another table; UPDATE_EXPECTED=1 puts the new one there:\n{output}"
    );
}

//! A user's tables over ours: rows are added, or replace the row that says the same of the same.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// The cells that tell what a row of a table is about, by position: two rows that agree in them are the same fact.
fn identity(file: &str) -> &'static [usize] {
    match file {
        // A noun with its modifiers; a place with its country; an office, its holder and when it began.
        "agents.tsv" => &[0, 1],
        "places.tsv" => &[0, 2],
        _ if file.starts_with("offices/") => &[0, 1, 2],
        _ => &[0],
    }
}

/// Our tables without the rows that `theirs` replace, then theirs.
pub(crate) fn layered<'t>(
    ours: &[(&'t str, &'t str)],
    theirs: &[(&'t str, &'t str)],
) -> Vec<(&'t str, Cow<'t, str>)> {
    let left = ours.iter().map(|&(name, content)| {
        let replaced: BTreeSet<_> = theirs
            .iter()
            .filter(|(other, _)| *other == name)
            .flat_map(|(_, content)| rows(content).map(|row| key(name, row)))
            .collect();
        let content = if replaced.is_empty() {
            Cow::Borrowed(content)
        } else {
            Cow::Owned(without(name, content, &replaced))
        };
        (name, content)
    });
    left.chain(theirs.iter().map(|&(name, content)| (name, Cow::Borrowed(content)))).collect()
}

/// The rows of a table, its header aside.
fn rows(content: &str) -> impl Iterator<Item = &str> {
    content.lines().filter(|line| is_row(line)).skip(1)
}

fn is_row(line: &str) -> bool {
    !line.starts_with('#') && !line.trim().is_empty()
}

fn key<'t>(file: &str, row: &'t str) -> Vec<&'t str> {
    identity(file).iter().map(|&at| row.split('\t').nth(at).unwrap_or("").trim()).collect()
}

/// A table without the rows of some keys; its lines keep their numbers.
fn without(file: &str, content: &str, replaced: &BTreeSet<Vec<&str>>) -> String {
    let mut header = true;
    let kept = content.lines().map(|line| {
        // The first line that is no comment is the header.
        let row = is_row(line) && !std::mem::take(&mut header);
        if row && replaced.contains(&key(file, line)) { "" } else { line }
    });
    kept.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_added_or_replaced_by_their_key() {
        let ours =
            [("places.tsv", "# p\nname\tnames\tcountry\nA\tx\tNOR\nB\t\tNOR\n"), ("roles.tsv", "role\nr\n")];
        let theirs = [("places.tsv", "name\tnames\tcountry\nA\ty\tNOR\nA\t\tSWE\n"), ("own.tsv", "")];
        let tables = layered(&ours, &theirs);
        let tables: Vec<_> = tables.iter().map(|(name, content)| (*name, &**content)).collect();
        assert_eq!(
            tables,
            [
                ("places.tsv", "# p\nname\tnames\tcountry\n\nB\t\tNOR"),
                ("roles.tsv", "role\nr\n"),
                theirs[0],
                theirs[1],
            ]
        );
    }

    #[test]
    fn a_tenure_is_closed_by_the_row_of_the_same_beginning() {
        let ours = [("offices/NOR.tsv", "role\tperson\tfrom\tto\nhead\tA\t2020\t\nhead\tA\t2010\t2012")];
        let theirs = [("offices/NOR.tsv", "role\tperson\tfrom\tto\nhead\tA\t2020\t2024\n")];
        assert_eq!(layered(&ours, &theirs)[0].1, "role\tperson\tfrom\tto\n\nhead\tA\t2010\t2012");
    }
}

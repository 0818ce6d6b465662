//! Tab-separated tables as people edit them: `#` comments, one header line, lists in a cell separated by `|`.

use crate::date::{PartialDate, Period};
use crate::problem::{Place, Problems};

/// The columns of a kind of table, in their order.
pub(crate) type Columns = &'static [&'static str];

/// Calls `each` with every row of a table whose header is as expected.
pub(crate) fn each_row<'t>(
    file: &'t str,
    content: &'t str,
    columns: Columns,
    problems: &mut Problems,
    mut each: impl FnMut(Row<'t>, &mut Problems),
) {
    let lines = content.trim_start_matches('\u{feff}').lines().enumerate();
    let mut lines = lines.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    let Some((at, header)) = lines.next() else { return };
    if !header.split('\t').map(str::trim).eq(columns.iter().copied()) {
        let place = Place { file, line: at + 1, column: "" };
        return problems.add(place, format!("the header should be: {}", columns.join(" ")));
    }
    for (at, line) in lines {
        let mut cells = Vec::with_capacity(columns.len());
        // By bytes: this is every cell of every table at every start.
        let mut start = 0;
        for (at, byte) in line.bytes().enumerate() {
            if byte == b'\t' {
                cells.push(line[start..at].trim());
                start = at + 1;
            }
        }
        cells.push(line[start..].trim());
        if cells.len() > columns.len() {
            let what = format!("{} cells, where the header has {}", cells.len(), columns.len());
            problems.add(Place { file, line: at + 1, column: "" }, what);
            continue;
        }
        // Editors trim the tabs of empty cells at the end of a line.
        cells.resize(columns.len(), "");
        each(Row { file, line: at + 1, columns, cells }, problems);
    }
}

/// One row of a table.
#[derive(Debug)]
pub(crate) struct Row<'t> {
    file: &'t str,
    line: usize,
    columns: Columns,
    cells: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// Where the cell of `column` stands.
    pub(crate) fn place(&self, column: &'static str) -> Place<'t> {
        Place { file: self.file, line: self.line, column }
    }

    /// The cell of `column`.
    pub(crate) fn cell(&self, column: &str) -> &'t str {
        let at = self.columns.iter().position(|&c| c.len() == column.len() && c == column);
        at.map_or("", |at| self.cells[at])
    }

    /// The cell of `column`, which must hold something.
    pub(crate) fn needed(&self, column: &'static str, problems: &mut Problems) -> &'t str {
        let cell = self.cell(column);
        if cell.is_empty() {
            problems.add(self.place(column), "is empty");
        }
        cell
    }

    /// The entries of a list.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.cell(column).split('|').map(str::trim).filter(|entry| !entry.is_empty())
    }

    /// The entries of a list, each with the days that it may carry: `Zaire@1971-10-27..1997-05-16`.
    pub(crate) fn dated_list(
        &self,
        column: &'static str,
        problems: &mut Problems,
    ) -> Vec<(&'t str, Option<Period>)> {
        let dated = |entry: &'t str| match entry.split_once('@') {
            None => (entry, None),
            Some((entry, days)) => match days.parse() {
                Ok(period) => (entry, Some(period)),
                Err(what) => {
                    problems.add(self.place(column), what);
                    (entry, None)
                }
            },
        };
        self.list(column).map(dated).collect()
    }

    /// The period that the columns `from` and `to` state.
    pub(crate) fn period(&self, problems: &mut Problems) -> Period {
        let from = self.date("from", problems);
        let to = self.date("to", problems);
        Period { from, to }.in_order().unwrap_or_else(|what| {
            problems.add(self.place("to"), what);
            Period::default()
        })
    }

    fn date(&self, column: &'static str, problems: &mut Problems) -> Option<PartialDate> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        cell.parse().map_err(|what| problems.add(self.place(column), what)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: Columns = &["name", "names", "from", "to"];

    fn rows(content: &str) -> (Vec<(String, usize)>, Vec<String>) {
        let mut problems = Problems::default();
        let mut rows = Vec::new();
        each_row("t.tsv", content, COLUMNS, &mut problems, |row, problems| {
            row.period(problems);
            rows.push((row.needed("name", problems).to_owned(), row.dated_list("names", problems).len()));
        });
        (rows, problems.0.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn comments_and_trimmed_tabs_are_fine() {
        let (rows, problems) = rows("# people\nname\tnames\tfrom\tto\nA\n# b\n\nB\tx|y@1990..|\t1990\t\r\n");
        assert_eq!(rows, [("A".to_owned(), 0), ("B".to_owned(), 2)]);
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn problems_name_file_line_and_column() {
        let (_, problems) = rows("name\tnames\tfrom\tto\n\tx@May\t1990\t1980\nA\t\t199\t\t\t\nB\t\t199\n");
        assert_eq!(
            problems,
            [
                "t.tsv:2 (to): it ends (1980) before it begins (1990)",
                "t.tsv:2 (name): is empty",
                "t.tsv:2 (names): 'May' is no date (YYYY, YYYY-MM or YYYY-MM-DD)",
                "t.tsv:3: 6 cells, where the header has 4",
                "t.tsv:4 (from): '199' is no date (YYYY, YYYY-MM or YYYY-MM-DD)",
            ]
        );
        assert_eq!(rows("nome\n").1, ["t.tsv:1: the header should be: name names from to"]);
    }
}

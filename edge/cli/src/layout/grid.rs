//! Rows of cells, laid out to a width.

use anstyle::Style;

use super::{width, wrap};
use crate::style::PLAIN;

const GAP: usize = 2;
/// Below this no column is narrowed, however little room there is.
const NARROWEST: usize = 6;

/// A piece of text in one style.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) style: Style,
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }

    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::new(text, PLAIN)
    }
}

/// Writes `rows` in `columns` columns: every column as wide as its widest cell while there is room, else the widest
/// column gives way and its cells are wrapped.
pub(crate) fn write(table: &[Vec<Cell>], columns: usize, out: &mut String) {
    out.extend(rows(table, columns));
}

/// The same, each row by itself.
pub(crate) fn rows(table: &[Vec<Cell>], columns: usize) -> Vec<String> {
    let widths = fit(natural_widths(table), columns);
    table.iter().map(|row| write_row(row, &widths)).collect()
}

fn write_row(row: &[Cell], widths: &[usize]) -> String {
    let mut out = String::new();
    let cells: Vec<_> = row.iter().zip(widths).map(|(cell, &w)| wrap(&cell.text, w)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..height {
        let mut owed = 0;
        for ((lines, cell), &column) in cells.iter().zip(row).zip(widths) {
            let line = lines.get(at).map_or("", String::as_str);
            if line.is_empty() {
                owed += column + GAP;
                continue;
            }
            out.extend(std::iter::repeat_n(' ', owed));
            let style = cell.style;
            out.push_str(&format!("{style}{line}{style:#}"));
            owed = column - width(line).min(column) + GAP;
        }
        out.push('\n');
    }
    out
}

fn natural_widths(rows: &[Vec<Cell>]) -> Vec<usize> {
    let mut widths = Vec::new();
    for row in rows {
        widths.resize(row.len().max(widths.len()), 0);
        for (at, cell) in row.iter().enumerate() {
            widths[at] = widths[at].max(width(&cell.text));
        }
    }
    widths
}

fn fit(mut widths: Vec<usize>, columns: usize) -> Vec<usize> {
    let room = columns.saturating_sub(GAP * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => break,
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_wrap_in_their_columns() {
        let row = |a: &str, b: &str| vec![Cell::plain(a), Cell::plain(b)];
        let rows = [row("Norway", "CONSULT"), row("Norway, Russia → Belarus", "AGREE")];
        let mut wide = String::new();
        write(&rows, 80, &mut wide);
        assert_eq!(wide, "Norway                    CONSULT\nNorway, Russia → Belarus  AGREE\n");
        let mut narrow = String::new();
        write(&rows, 25, &mut narrow);
        assert_eq!(narrow, "Norway            CONSULT\nNorway, Russia →  AGREE\nBelarus\n");
    }
}

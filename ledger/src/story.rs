//! When two articles are printings of one story.
//!
//! As with events, the relation is symmetric and looks at the two texts alone. Candidates share a band: three of
//! sixty smallest hashes of their runs of four words. Two texts that share 0.6 of their runs have a band in common in
//! 99 of 100 cases, two that share a tenth in 2 of 100; what then decides is the share itself.

use crate::hash::{column, mix};
use crate::words::{runs, shared};

const BANDS: u64 = 20;
const ROWS: u64 = 3;
/// Texts with fewer runs are printings of nothing but themselves.
const FEWEST: usize = 12;
/// So many tenths of the runs of two printings are the same.
const TENTHS: usize = 6;

/// What is compared of a text.
#[derive(Debug)]
pub(crate) struct Story {
    runs: Vec<u64>,
}

impl Story {
    pub(crate) fn of(text: &str) -> Self {
        Self { runs: runs(text) }
    }

    /// The bands by which printings of the same story find each other.
    pub(crate) fn bands(&self) -> Vec<i64> {
        if self.runs.len() < FEWEST {
            return Vec::new();
        }
        let smallest =
            |row: u64| self.runs.iter().map(|&run| mix(run ^ mix(row + 1))).min().unwrap_or_default();
        let band = |band: u64| {
            let rows = band * ROWS..(band + 1) * ROWS;
            rows.fold(band, |hash, row| mix(hash.rotate_left(7) ^ smallest(row)))
        };
        (0..BANDS).map(|number| column(band(number))).collect()
    }

    /// Whether the two texts are printings of one story.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let both = shared(&self.runs, &other.runs);
        let either = self.runs.len() + other.runs.len() - both;
        both >= FEWEST && both * 10 >= either * TENTHS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` words of which none stands twice.
    fn text(from: usize, count: usize) -> String {
        (from..from + count).map(|number| format!("word{number} ")).collect()
    }

    fn have_a_band_in_common(one: &Story, other: &Story) -> bool {
        one.bands().iter().any(|band| other.bands().contains(band))
    }

    #[test]
    fn a_shortened_text_is_a_printing_and_a_text_with_a_common_paragraph_is_not() {
        let whole = Story::of(&text(0, 400));
        let shortened = Story::of(&text(0, 300));
        let related = Story::of(&format!("{}{}", text(0, 150), text(1000, 250)));
        assert!(whole.is_like(&shortened) && shortened.is_like(&whole));
        assert!(have_a_band_in_common(&whole, &shortened));
        assert!(!whole.is_like(&related) && !related.is_like(&whole));
        assert!(!have_a_band_in_common(&whole, &Story::of(&text(2000, 400))));
    }

    #[test]
    fn nearly_all_printings_find_each_other() {
        let found = (0..200).filter(|number| {
            let (from, count) = (number * 1000, 300);
            let (one, other) = (text(from, count), text(from, count * 65 / 100));
            have_a_band_in_common(&Story::of(&one), &Story::of(&other))
        });
        let found = found.count();
        assert!(found >= 195, "{found} of 200");
    }

    #[test]
    fn a_line_is_a_printing_of_nothing() {
        let line = Story::of("Norway and Russia met in Oslo on Tuesday.");
        assert!(line.bands().is_empty() && !line.is_like(&line));
    }
}

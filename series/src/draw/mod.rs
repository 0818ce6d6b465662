//! How a relation looks: both tracks on one zero line, cooperation up and conflict down.

mod figure;
mod png;
mod scene;
mod svg;
mod terminal;

use dualtrack_record::Track;

use crate::period::Period;
use crate::tracks::{Counts, Series};

pub use figure::Figure;
pub use svg::escaped;
pub use terminal::{Ink, Stretch, terminal};

/// A change of level, as a plot marks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The first period of the new level, by its position in the series.
    pub at: usize,
    /// The track that changed.
    pub track: Track,
    /// Whether it rose.
    pub rise: bool,
}

/// A bar of a plot: several periods, where there are too many to have one each.
struct Bar {
    first: Period,
    last: Period,
    counts: Counts,
}

/// The series in at most `most` bars of equal length (the last may be shorter), and that length in periods.
fn bars(series: &Series, most: usize) -> (Vec<Bar>, usize) {
    let periods = series.bins();
    let each = periods.len().div_ceil(most.max(1)).max(1);
    let bars = periods.chunks(each).filter_map(|chunk| {
        let mut counts = Counts::default();
        chunk.iter().for_each(|(_, part)| counts += *part);
        Some(Bar { first: chunk.first()?.0, last: chunk.last()?.0, counts })
    });
    (bars.collect(), each)
}

/// "1 week", "4 weeks".
fn length(series: &Series, each: usize) -> String {
    let plural = if each == 1 { "" } else { "s" };
    format!("{each} {}{plural}", series.step().as_str())
}

/// The steps of an axis up to `most`: 1, 2 or 5 times a power of ten, about `wanted` of them.
fn step_of_axis(most: u64, wanted: u64) -> u64 {
    let rough = most.div_ceil(wanted).max(1);
    let mut power = 1;
    while power * 10 <= rough {
        power *= 10;
    }
    [1, 2, 5, 10].into_iter().map(|times| times * power).find(|&step| step >= rough).unwrap_or(rough)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Step;
    use jiff::civil::date;

    #[test]
    fn axes_have_round_steps() {
        for (most, wanted) in [(0, 1), (1, 1), (4, 1), (7, 2), (23, 10), (99, 50), (1000, 500)] {
            assert_eq!(step_of_axis(most, 4), wanted, "{most}");
        }
    }

    #[test]
    fn bars_lose_nothing() {
        let mut series = Series::new(Step::Week, date(2010, 1, 1), date(2019, 12, 31));
        let mut day = date(2010, 1, 1);
        while let Some(counts) = series.on(day) {
            counts.count(dualtrack_record::Quad::VerbalConflict, 1, -3.0);
            day = day.tomorrow().unwrap();
        }
        let (bars, each) = bars(&series, 70);
        assert!(bars.len() <= 70 && each == 8);
        assert_eq!(bars.iter().map(|bar| bar.counts.events()).sum::<u64>(), series.total().events());
        assert_eq!(length(&series, each), "8 weeks");
    }
}

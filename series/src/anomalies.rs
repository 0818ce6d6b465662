//! Which weeks were unusual against a relation's own norm.
//!
//! The norm of a week is the 52 weeks before it. If the coming week were like them, its count would be negative
//! binomial around their mean; the chance of a count as high as the one found is the week's *p*. Mean and dispersion
//! are not known but estimated, which widens the prediction; the tests check by simulation that where nothing is
//! unusual, *p* falls below a bound no more often than the bound says. Of all weeks of all relations that were
//! tested, those are called unusual that keep the share of false ones at or below the rate asked for (Benjamini and
//! Hochberg, 1995). Two rules for low counts come first: a week of fewer than [`FEWEST`] events is never unusual, and
//! a week with fewer than [`HISTORY`] weeks before it has no norm.
//!
//! Only surpluses are looked for: a silent week may be a week from which little was read.

use dualtrack_record::Track;

use crate::dispersion;
use crate::tracks::Series;

/// How many weeks before make the norm.
pub const NORM: usize = 52;
/// How many of them there must be.
pub const HISTORY: usize = 26;
/// Fewer events than this are never unusual.
pub const FEWEST: u64 = 3;
/// What the dispersion seen in the weeks before is widened by, a factor and a summand: a year of weeks seldom shows
/// the largest burst that a relation is capable of. Found by simulation (see the tests).
const WIDER: (f64, f64) = (1.6, 0.3);

/// A week against its norm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tested {
    /// The week, by its position.
    pub at: usize,
    /// What was found.
    pub count: u64,
    /// The mean of the weeks before.
    pub norm: f64,
    /// The chance of such a count or a higher one, if the week were like those before.
    pub p: f64,
}

/// Tests every week that has a norm. Weeks too low to be unusual have a *p* of one: they were looked at too.
#[must_use]
pub fn tested(counts: &[u64]) -> Vec<Tested> {
    (HISTORY..counts.len())
        .map(|at| {
            let past = &counts[at.saturating_sub(NORM)..at];
            let norm = past.iter().sum::<u64>() as f64 / past.len() as f64;
            let count = counts[at];
            let p = if count < FEWEST { 1.0 } else { surplus(past, count) };
            Tested { at, count, norm, p }
        })
        .collect()
}

/// Tests every week of a track in a weekly series, by the positions of its weeks. Weeks from which no article was read
/// say nothing and are left out.
#[must_use]
pub fn of_track(series: &Series, track: Track) -> Vec<Tested> {
    let (observed, counts) = (series.observed(), series.track(track));
    let counts: Vec<u64> = observed.iter().map(|&week| counts[week]).collect();
    tested(&counts).into_iter().map(|test| Tested { at: observed[test.at], ..test }).collect()
}

/// How a count stands to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Higher than in nineteen of twenty such periods.
    Above,
    /// As usual, or too low to say.
    Usual,
    /// Lower than in nineteen of twenty.
    Below,
}

/// How a count stands to those of like periods before it.
#[must_use]
pub fn standing(past: &[u64], count: u64) -> Standing {
    if past.is_empty() {
        Standing::Usual
    } else if count >= FEWEST && surplus(past, count) <= 0.05 {
        Standing::Above
    } else if 1.0 - surplus(past, count + 1) <= 0.05 {
        Standing::Below
    } else {
        Standing::Usual
    }
}

/// The chance of at least `count`, if it came as the counts before it did.
fn surplus(past: &[u64], count: u64) -> f64 {
    let n = past.len() as f64;
    let mean = (past.iter().sum::<u64>() as f64 + 0.5) / n;
    let dispersion = dispersion::of_steady(past) * WIDER.0 + WIDER.1;
    // The mean is an estimate: its own variance adds to that of the count.
    let variance = (mean + dispersion * mean * mean) * (1.0 + 1.0 / n);
    dispersion::tail(count, mean, (variance - mean) / (mean * mean))
}

/// Which of `ps` stand out among `tests` tests if the share of false ones is to be `rate` at most (Benjamini and
/// Hochberg). Tests whose *p* is above the rate never stand out: they may be left out of `ps`, but must be counted.
#[must_use]
pub fn standing_out(ps: &[f64], tests: usize, rate: f64) -> Vec<bool> {
    let mut sorted = ps.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = tests as f64;
    let holds = |&(at, &p): &(usize, &f64)| p <= rate * (at + 1) as f64 / n;
    let bound = sorted.iter().enumerate().rfind(holds).map_or(-1.0, |(_, &p)| p);
    ps.iter().map(|&p| p <= bound).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;
    use dualtrack_record::Quad;
    use jiff::civil::date;

    /// How often *p* falls to `bound` where nothing is unusual.
    fn size(mean: f64, dispersion: f64, bound: f64) -> f64 {
        let mut chance = Chance::new(3);
        let (mut tests, mut hits) = (0.0, 0.0);
        for _ in 0..600 {
            let counts: Vec<u64> = (0..NORM + 20).map(|_| chance.count(mean, dispersion)).collect();
            for test in tested(&counts).iter().filter(|test| test.at >= NORM) {
                tests += 1.0;
                hits += f64::from(test.p <= bound);
            }
        }
        hits / tests
    }

    #[test]
    fn chances_hold_what_they_say() {
        for (mean, dispersion) in [(0.1, 0.0), (0.5, 1.0), (2.0, 0.0), (2.0, 0.5), (2.0, 1.5), (10.0, 0.2)] {
            let found = size(mean, dispersion, 0.01);
            assert!(found <= 0.01, "{mean} {dispersion}: {found}");
        }
    }

    #[test]
    fn a_burst_stands_out_and_the_weeks_after_it_do_not() {
        let mut chance = Chance::new(8);
        let mut counts: Vec<u64> = (0..104).map(|_| chance.count(2.0, 0.3)).collect();
        counts[80] = 40;
        let tests = tested(&counts);
        let ps: Vec<f64> = tests.iter().map(|test| test.p).collect();
        let out: Vec<usize> = tests
            .iter()
            .zip(standing_out(&ps, ps.len(), 0.05))
            .filter_map(|(test, stands)| stands.then_some(test.at))
            .collect();
        assert_eq!(out, [80]);
        assert_eq!(tests[80 - HISTORY].count, 40);
    }

    #[test]
    fn low_counts_are_never_unusual() {
        let mut counts = vec![0; 60];
        counts[55] = FEWEST - 1;
        assert!(tested(&counts).iter().all(|test| test.p == 1.0));
        counts[55] = FEWEST;
        assert!(tested(&counts)[55 - HISTORY].p < 0.01);
        assert!(tested(&counts[..HISTORY]).is_empty());
    }

    #[test]
    fn a_period_stands_above_or_below_its_norm() {
        let past = [5, 7, 4, 6, 5, 8, 3, 6, 5, 6, 4, 7, 5];
        for (count, wanted) in [(5, Standing::Usual), (30, Standing::Above), (0, Standing::Below)] {
            assert_eq!(standing(&past, count), wanted, "{count}");
        }
        assert_eq!(standing(&[0; 13], 2), Standing::Usual);
        assert_eq!(standing(&[], 9), Standing::Usual);
    }

    #[test]
    fn weeks_from_which_nothing_was_read_are_left_out() {
        let mut series = Series::new(crate::Step::Week, date(2015, 1, 1), date(2016, 12, 31));
        let weeks: Vec<_> = series.bins().iter().map(|(week, _)| week.first()).collect();
        for (at, &day) in weeks.iter().enumerate().filter(|(at, _)| at % 2 == 0) {
            let counts = series.on(day).unwrap();
            counts.articles = 9;
            counts.count(Quad::VerbalConflict, if at == 90 { 30 } else { 2 }, 0.0);
        }
        let tests = of_track(&series, Track::Conflict);
        assert_eq!(tests.len(), weeks.len().div_ceil(2) - HISTORY);
        let burst = tests.iter().find(|test| test.count == 30).unwrap();
        assert_eq!((burst.at, burst.norm), (90, 2.0));
        assert_eq!(crate::changes::of_track(&series, Track::Conflict), []);
    }

    #[test]
    fn the_rate_is_shared_among_all_tests() {
        // The example of the paper: 15 tests, of which the first four stand out at 5 %.
        let ps = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0,
        ];
        assert_eq!(standing_out(&ps, ps.len(), 0.05).iter().filter(|&&stands| stands).count(), 4);
        assert_eq!(standing_out(&ps[..7], ps.len(), 0.05).iter().filter(|&&stands| stands).count(), 4);
        assert_eq!(standing_out(&[], 0, 0.05), Vec::<bool>::new());
        assert_eq!(standing_out(&[0.9], 1, 0.05), [false]);
    }
}

//! When a relation changed: the weeks after which a track went on at another level.
//!
//! A track is cut into stretches of weeks, each with one mean, by optimal partitioning (Jackson and others, 2005): of
//! all ways to cut it, the one with the best likelihood less a price for every cut. Counts are negative binomial with
//! one dispersion for the whole series ([`crate::dispersion`]).
//!
//! The price is set by simulation: a series in which nothing changes is cut in about one case in a hundred where its
//! weeks are independent of each other, whatever its length (half a year to twenty), mean and dispersion, and in one in
//! twenty where what happens in a week lingers ([`FALSE_ALARMS`]). The tests hold it to account.

use dualtrack_record::Track;

use crate::dispersion;
use crate::tracks::Series;

/// The shortest stretch that is called a level, in weeks; what is shorter is an unusual week.
pub const SHORTEST: usize = 4;
/// The share of series without a change in which one is found, at most, where a week's level is correlated with that
/// of the week before by up to one half. What lingers longer is told from a change by nobody.
pub const FALSE_ALARMS: f64 = 0.05;
/// What a cut must bring in log-likelihood.
const PRICE: f64 = 8.0;
/// The share of the weight that the range of a change holds.
const RANGE: f64 = 0.9;

/// A change of level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The first week of the new level, by its position.
    pub at: usize,
    /// The earliest and latest week that it may be: between them lie nine tenths of the likelihood.
    pub range: (usize, usize),
    /// The mean of a week before, back to the change before it.
    pub before: f64,
    /// The mean of a week after, up to the next change.
    pub after: f64,
}

/// The changes in weekly counts, in their order.
#[must_use]
pub fn changes(counts: &[u64]) -> Vec<Change> {
    if counts.len() < 2 * SHORTEST || counts.iter().all(|&count| count == 0) {
        return Vec::new();
    }
    let cost = Cost::new(counts, dispersion::of_changing(counts));
    let cuts = cost.cheapest(PRICE);
    let bounds: Vec<usize> = [0].into_iter().chain(cuts).chain([counts.len()]).collect();
    bounds.windows(3).map(|three| cost.change(three[0], three[1], three[2])).collect()
}

/// The changes of a track in a weekly series, by the positions of its weeks. Weeks from which no article was read say
/// nothing and are left out.
#[must_use]
pub fn of_track(series: &Series, track: Track) -> Vec<Change> {
    let (observed, counts) = (series.observed(), series.track(track));
    let counts: Vec<u64> = observed.iter().map(|&week| counts[week]).collect();
    let place = |change: Change| Change {
        at: observed[change.at],
        range: (observed[change.range.0], observed[change.range.1]),
        ..change
    };
    changes(&counts).into_iter().map(place).collect()
}

/// The cost of calling weeks one level: minus their log-likelihood at their mean, up to what all cuts share.
struct Cost {
    /// Sums of the counts before each week.
    sums: Vec<u64>,
    /// One over the dispersion; infinite for Poisson.
    size: f64,
    /// n · ln n for whole numbers up to the sum of all counts and the number of weeks.
    logs: Vec<f64>,
    /// The same for multiples of `size`.
    size_logs: Vec<f64>,
}

impl Cost {
    fn new(counts: &[u64], dispersion: f64) -> Self {
        let mut sums = vec![0];
        sums.extend(counts.iter().scan(0, |sum, &count| {
            *sum += count;
            Some(*sum)
        }));
        let size = if dispersion < 1e-3 { f64::INFINITY } else { 1.0 / dispersion };
        let total = sums.last().copied().unwrap_or(0) as usize;
        let logs = (0..=total.max(counts.len())).map(|n| n_log_n(n as f64)).collect();
        let size_logs = (0..=counts.len()).map(|n| n_log_n(n as f64 * size)).collect();
        Self { sums, size, logs, size_logs }
    }

    /// The cost of the weeks from `from` to before `to`.
    fn of(&self, from: usize, to: usize) -> f64 {
        let (sum, weeks) = ((self.sums[to] - self.sums[from]) as usize, to - from);
        if self.size.is_infinite() {
            let per_week = if sum == 0 { 0.0 } else { sum as f64 * libm::log(weeks as f64) };
            return per_week - self.logs[sum];
        }
        n_log_n(sum as f64 + weeks as f64 * self.size) - self.logs[sum] - self.size_logs[weeks]
    }

    /// Where to cut, if each cut costs `price`.
    fn cheapest(&self, price: f64) -> Vec<usize> {
        let weeks = self.sums.len() - 1;
        let mut best = vec![f64::INFINITY; weeks + 1];
        let mut last = vec![0; weeks + 1];
        best[0] = -price;
        // Beginnings that can still be the best one: any that costs more than `price` too much never will be
        // (Killick and others, 2012).
        let mut open = vec![0];
        for to in SHORTEST..=weeks {
            let costs: Vec<f64> = open.iter().map(|&from| best[from] + self.of(from, to)).collect();
            for (&from, cost) in open.iter().zip(&costs) {
                if cost + price < best[to] {
                    (best[to], last[to]) = (cost + price, from);
                }
            }
            let mut costs = costs.into_iter();
            let limit = best[to];
            open.retain(|_| costs.next().is_some_and(|cost| cost <= limit));
            open.push(to + 1 - SHORTEST);
            open.retain(|&from| from == 0 || from >= SHORTEST);
        }
        let mut cuts = Vec::new();
        let mut at = last[weeks];
        while at > 0 {
            cuts.push(at);
            at = last[at];
        }
        cuts.reverse();
        cuts
    }

    fn change(&self, from: usize, at: usize, to: usize) -> Change {
        let mean = |from: usize, to: usize| (self.sums[to] - self.sums[from]) as f64 / (to - from) as f64;
        Change { at, range: self.range(from, at, to), before: mean(from, at), after: mean(at, to) }
    }

    /// The weeks around `at` that hold most of the likelihood of one cut between `from` and `to`.
    fn range(&self, from: usize, at: usize, to: usize) -> (usize, usize) {
        let places: Vec<usize> = (from + SHORTEST..=to - SHORTEST).collect();
        let cost = |place: usize| self.of(from, place) + self.of(place, to);
        let least = places.iter().map(|&place| cost(place)).fold(f64::INFINITY, f64::min);
        let weights: Vec<f64> = places.iter().map(|&place| libm::exp(least - cost(place))).collect();
        let wanted = RANGE * weights.iter().sum::<f64>();
        let begin = at - from - SHORTEST;
        let (mut low, mut high, mut held) = (begin, begin, weights[begin]);
        while held < wanted && (low > 0 || high + 1 < weights.len()) {
            let down = if low > 0 { weights[low - 1] } else { -1.0 };
            let up = weights.get(high + 1).copied().unwrap_or(-1.0);
            if down >= up {
                low -= 1;
                held += down;
            } else {
                high += 1;
                held += up;
            }
        }
        (places[low], places[high])
    }
}

fn n_log_n(n: f64) -> f64 {
    if n > 0.0 && n.is_finite() { n * libm::log(n) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    /// The share of series of this kind in which a change is found.
    fn alarms(runs: u32, mut series: impl FnMut(&mut Chance) -> Vec<u64>) -> f64 {
        let mut chance = Chance::new(11);
        let alarms = (0..runs).filter(|_| !changes(&series(&mut chance)).is_empty()).count();
        alarms as f64 / f64::from(runs)
    }

    /// Counts whose level lingers: the correlation of its logarithm from week to week is `lingering`.
    fn bursts(chance: &mut Chance, weeks: usize, mean: f64, lingering: f64) -> Vec<u64> {
        let mut level = 0.0;
        let mut count = || {
            let noise = (0..12).map(|_| chance.share()).sum::<f64>() - 6.0;
            level = lingering * level + (1.0 - lingering * lingering).sqrt() * noise;
            chance.count(mean * (0.7 * level - 0.245).exp(), 0.2)
        };
        (0..weeks).map(|_| count()).collect()
    }

    #[test]
    fn where_nothing_changes_an_alarm_is_rare() {
        for (mean, dispersion) in [(0.05, 0.0), (0.1, 2.0), (0.3, 3.0), (1.0, 1.0), (5.0, 0.0), (5.0, 2.0)] {
            for weeks in [26, 104, 520] {
                let steady = |chance: &mut Chance| -> Vec<u64> {
                    (0..weeks).map(|_| chance.count(mean, dispersion)).collect()
                };
                let found = alarms(300, steady);
                assert!(found <= 0.02, "{weeks} weeks of {mean}, {dispersion}: {found}");
            }
        }
    }

    #[test]
    fn bursts_that_linger_some_weeks_are_no_changes() {
        for (mean, weeks) in [(0.5, 104), (0.5, 520), (3.0, 104), (3.0, 520)] {
            let found = alarms(300, |chance| bursts(chance, weeks, mean, 0.5));
            assert!(found <= FALSE_ALARMS, "{weeks} weeks of {mean}: {found}");
        }
    }

    #[test]
    fn changes_are_found_about_where_they_are() {
        let mut chance = Chance::new(2);
        let (mut found, mut held) = (0, 0);
        for _ in 0..100 {
            let mut counts: Vec<u64> = (0..100).map(|_| chance.count(2.0, 0.3)).collect();
            counts.extend((0..100).map(|_| chance.count(6.0, 0.3)));
            if let [change] = changes(&counts)[..] {
                found += 1;
                held += i32::from((change.range.0..=change.range.1).contains(&100));
                assert!(change.before < change.after && change.at.abs_diff(100) < 40, "{change:?}");
            }
        }
        assert!(found >= 90 && held >= found * 85 / 100, "{found} found, {held} of them in range");
    }

    #[test]
    fn two_changes_are_two() {
        let level = |weeks, count| std::iter::repeat_n(count, weeks);
        let counts: Vec<u64> = level(60, 1).chain(level(20, 9)).chain(level(60, 1)).collect();
        let found = changes(&counts);
        assert_eq!(found.iter().map(|change| change.at).collect::<Vec<_>>(), [60, 80]);
        assert_eq!((found[0].before, found[0].after, found[1].after), (1.0, 9.0, 1.0));
    }

    #[test]
    fn little_is_nothing() {
        for counts in [&[][..], &[3; 5], &[0; 300], &[0, 0, 0, 0, 0, 1, 1, 1, 1, 1]] {
            assert_eq!(changes(counts), [], "{counts:?}");
        }
    }
}

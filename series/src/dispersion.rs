//! Counts that vary more than chance alone would let them.
//!
//! News counts are small and come in bursts. They are taken as negative binomial: variance = mean + *d* · mean², where
//! *d* is the dispersion; with *d* = 0 that is Poisson's.

/// The most that is believed of a dispersion.
const MOST: f64 = 5.0;
/// Stretches this long are compared when the dispersion of a whole series is measured.
const STRETCH: usize = 4;

/// The dispersion of weekly counts whose mean may change now and then.
///
/// The sums of four weeks are compared with those of the next four: a change of the mean touches few of these
/// differences, while bursts that last some weeks, as crises do, count as noise and not as changes.
#[must_use]
pub fn of_changing(counts: &[u64]) -> f64 {
    let sums: Vec<f64> = counts.windows(STRETCH).map(|weeks| weeks.iter().sum::<u64>() as f64).collect();
    let (mut surplus, mut squares) = (0.0, 0.0);
    for (before, after) in sums.iter().zip(sums.iter().skip(STRETCH)) {
        surplus += (after - before).powi(2) / 2.0 - (before + after) / 2.0;
        squares += before * after;
    }
    bounded(surplus * STRETCH as f64, squares)
}

/// The dispersion of counts around one mean.
#[must_use]
pub fn of_steady(counts: &[u64]) -> f64 {
    let n = counts.len() as f64;
    if n < 2.0 {
        return 0.0;
    }
    let mean = counts.iter().sum::<u64>() as f64 / n;
    let variance = counts.iter().map(|&count| (count as f64 - mean).powi(2)).sum::<f64>() / (n - 1.0);
    bounded(variance - mean, mean * mean)
}

/// `surplus / squares`, between nothing and [`MOST`].
fn bounded(surplus: f64, squares: f64) -> f64 {
    if surplus <= 0.0 {
        0.0
    } else if surplus >= MOST * squares {
        MOST
    } else {
        surplus / squares
    }
}

/// The chance of a count of at least `count` under a negative binomial of this mean and dispersion.
#[must_use]
pub fn tail(count: u64, mean: f64, dispersion: f64) -> f64 {
    if count == 0 || mean <= 0.0 {
        return if count == 0 { 1.0 } else { 0.0 };
    }
    // Terms from `count` upwards, each from the one before it: adding up what is left keeps small tails exact.
    let ratio = |k: f64| (mean + k * dispersion * mean) / ((1.0 + dispersion * mean) * (k + 1.0));
    let mut term = libm::exp(log_first(mean, dispersion));
    let mut logarithm = log_first(mean, dispersion);
    for k in 0..count {
        logarithm += libm::log(ratio(k as f64));
        term = libm::exp(logarithm);
    }
    let (mut sum, mut k) = (0.0, count as f64);
    while term > sum * 1e-12 && term > 0.0 {
        sum += term;
        term *= ratio(k);
        k += 1.0;
    }
    sum.min(1.0)
}

/// The logarithm of the chance of nothing.
fn log_first(mean: f64, dispersion: f64) -> f64 {
    if dispersion < 1e-9 { -mean } else { -libm::log1p(dispersion * mean) / dispersion }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    #[test]
    fn tails_are_those_of_the_tables() {
        // R: ppois(4, 2, lower = FALSE), pnbinom(4, size = 2, mu = 2, lower = FALSE),
        // pnbinom(29, size = 1 / 0.7, mu = 3, lower = FALSE)
        for (count, mean, dispersion, wanted) in
            [(5, 2.0, 0.0, 0.052_653), (5, 2.0, 0.5, 0.109_375), (1, 0.5, 0.0, 0.393_469)]
        {
            let found = tail(count, mean, dispersion);
            assert!((found - wanted).abs() < 1e-6, "{count} {mean} {dispersion}: {found}");
        }
        assert_eq!(tail(0, 3.0, 1.0), 1.0);
        assert!(tail(400, 1.0, 0.0) >= 0.0);
        assert!(tail(3, 1000.0, 5.0) <= 1.0);
    }

    #[test]
    fn dispersion_is_found_again_whether_or_not_the_mean_changes() {
        let mut chance = Chance::new(5);
        for (dispersion, near) in [(0.0, 0.1), (0.5, 0.2), (1.5, 0.6)] {
            let mut counts: Vec<u64> = (0..600).map(|_| chance.count(4.0, dispersion)).collect();
            let steady = of_steady(&counts);
            assert!((steady - dispersion).abs() < near, "{steady} for {dispersion}");
            counts.extend((0..600).map(|_| chance.count(12.0, dispersion)));
            let changing = of_changing(&counts);
            assert!((changing - dispersion).abs() < near, "{changing} for {dispersion}");
        }
        assert_eq!(of_changing(&[]), 0.0);
        assert_eq!(of_steady(&[7]), 0.0);
    }
}

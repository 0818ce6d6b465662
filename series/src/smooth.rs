//! The level of a track without its weekly noise.

/// How far a period's weight reaches to either side.
const REACH: usize = 4;

/// Each number as the mean of itself and its neighbours, nearer ones weighing more (a triangle of nine periods).
#[must_use]
pub fn smooth(numbers: &[f64]) -> Vec<f64> {
    let level = |at: usize| {
        let near = at.saturating_sub(REACH)..numbers.len().min(at + REACH + 1);
        let weight = |other: usize| (REACH + 1 - at.abs_diff(other)) as f64;
        let whole: f64 = near.clone().map(weight).sum();
        near.map(|other| weight(other) * numbers[other]).sum::<f64>() / whole
    };
    (0..numbers.len()).map(level).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_stays_and_a_peak_is_spread() {
        assert_eq!(smooth(&[2.0; 12]), [2.0; 12]);
        let mut numbers = [0.0; 21];
        numbers[10] = 25.0;
        let smoothed = smooth(&numbers);
        assert_eq!((smoothed[10], smoothed[14], smoothed[15]), (5.0, 1.0, 0.0));
        assert_eq!(smoothed.iter().sum::<f64>(), 25.0);
        assert_eq!(smooth(&[]), Vec::<f64>::new());
    }
}

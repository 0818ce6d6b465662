//! Numbers of chance that are the same in every run, for the tests.

use crate::dispersion;

/// SplitMix64.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Between 0 and 1.
    pub(crate) fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A count of this mean and dispersion.
    pub(crate) fn count(&mut self, mean: f64, dispersion: f64) -> u64 {
        let mut left = self.share();
        let mut term = 1.0 - dispersion::tail(1, mean, dispersion);
        let mut count = 0;
        while left > term && count < 100_000 {
            left -= term;
            let k = count as f64;
            term *= (mean + k * dispersion * mean) / ((1.0 + dispersion * mean) * (k + 1.0));
            count += 1;
        }
        count
    }
}

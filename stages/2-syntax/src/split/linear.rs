//! A linear classifier over hashed features, with whole-number weights so that it decides alike everywhere.

use crate::file::{ModelError, Reader, Writer};

/// How many weights there are; feature hashes are reduced to it.
const WEIGHTS: usize = 1 << 17;

/// Weights of a two-way decision. An untrained one always says no.
#[derive(Debug, Clone, Default)]
pub struct Linear {
    weights: Vec<i8>,
}

impl Linear {
    /// From weights as training makes them, one for each of [`Linear::SIZE`] slots.
    #[must_use]
    pub fn new(weights: &[f32]) -> Self {
        let top = weights.iter().fold(0.0f32, |top, weight| weight.abs().max(top)).max(1e-6);
        Self { weights: weights.iter().map(|weight| (weight / top * 127.0).round() as i8).collect() }
    }

    /// How many slots training fills.
    pub const SIZE: usize = WEIGHTS;

    /// The slot that a feature's weight stands in.
    #[must_use]
    pub const fn slot(feature: u32) -> usize {
        feature as usize % WEIGHTS
    }

    /// Positive for yes.
    #[must_use]
    pub fn score(&self, features: &[u32]) -> i32 {
        if self.weights.is_empty() {
            return 0;
        }
        features.iter().map(|&feature| i32::from(self.weights[Self::slot(feature)])).sum()
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        let taken: Vec<(usize, i8)> =
            self.weights.iter().copied().enumerate().filter(|(_, weight)| *weight != 0).collect();
        out.u32s(
            &taken
                .iter()
                .map(|(at, weight)| (*at as u32) << 8 | u32::from(weight.cast_unsigned()))
                .collect::<Vec<_>>(),
        );
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let mut weights = vec![0; WEIGHTS];
        for entry in reader.u32s()? {
            let slot = weights
                .get_mut((entry >> 8) as usize)
                .ok_or_else(|| ModelError::new("a weight has no slot"))?;
            *slot = (entry as u8).cast_signed();
        }
        Ok(Self { weights })
    }
}

//! Arithmetic on real numbers whose results are the same bits on every machine.
//!
//! Every output is one sum in a fixed order of single multiplications and additions: no fused multiply-add, no
//! library functions, no reordering by vector width. Wider vectors compute more outputs at once, never one output
//! differently; so the functions here are compiled twice, plain and for AVX2, from the same lines.

/// The dot product of two vectors of one length, in thirty-two running sums.
#[inline(always)]
#[must_use]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; 32];
    let (a_parts, a_rest) = a.as_chunks::<32>();
    let (b_parts, b_rest) = b.as_chunks::<32>();
    for (a, b) in a_parts.iter().zip(b_parts) {
        for j in 0..32 {
            sums[j] += a[j] * b[j];
        }
    }
    let mut width = 32;
    while width > 1 {
        width /= 2;
        for j in 0..width {
            sums[j] += sums[j + width];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums[0] + rest
}

/// `e^x`, to about six digits, from additions and multiplications alone: the power of two splits into a whole part,
/// which becomes the exponent, and a rest, whose series is cut after the sixth power.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    let scaled = (x * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    // Adding and taking away 1.5 · 2^23 rounds to a whole number, whose bits stand lowest in the sum.
    let shifted = scaled + 12_582_912.0;
    let rest = scaled - (shifted - 12_582_912.0);
    let power = f32::from_bits(shifted.to_bits().wrapping_add(127) << 23);
    let series = 1.0
        + rest
            * (std::f32::consts::LN_2
                + rest
                    * (0.240_226_5
                        + rest
                            * (0.055_504_11
                                + rest * (0.009_618_129 + rest * (0.001_333_355 + rest * 0.000_154_04)))));
    power * series
}

/// The logistic function.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The position of the greatest value, the first of equals; 0 of nothing.
#[must_use]
pub fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (at, &value) in values.iter().enumerate() {
        if value > values[best] {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_close() {
        for at in -400..400 {
            let x = at as f32 / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}: {} for {}", exp(x), x.exp());
        }
        assert_eq!(sigmoid(0.0), 0.5);
        assert!(sigmoid(-1e9) >= 0.0 && sigmoid(1e9) <= 1.0);
    }
}

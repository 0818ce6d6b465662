//! Dense arithmetic whose results are the same bits on every machine.
//!
//! Every output is one sum in a fixed order of single multiplications and additions: no fused multiply-add, no
//! library functions, no reordering by vector width. Wider vectors compute more outputs at once, never one output
//! differently; so the functions here are compiled twice, plain and for AVX2, from the same lines.

/// How many columns a panel holds: two AVX2 vectors, which with [`ROWS`] rows fill the registers.
const PANEL: usize = 16;
/// How many rows of the left matrix are multiplied at once.
const ROWS: usize = 4;

/// A matrix laid out for being the right side of a product: its columns in panels of 16, padded with zeros.
#[derive(Debug, Clone, Default)]
pub struct Packed {
    rows: usize,
    columns: usize,
    panels: Vec<f32>,
}

impl Packed {
    /// Packs a matrix given row by row.
    #[must_use]
    pub fn new(rows: usize, columns: usize, values: &[f32]) -> Self {
        Self::gather(rows, columns, |row, column| values[row * columns + column])
    }

    /// Packs the transpose of a matrix that is given row by row: `rows` and `columns` are those of the result.
    #[must_use]
    pub fn transposed(rows: usize, columns: usize, values: &[f32]) -> Self {
        Self::gather(rows, columns, |row, column| values[column * rows + row])
    }

    fn gather(rows: usize, columns: usize, value: impl Fn(usize, usize) -> f32) -> Self {
        let mut panels = vec![0.0; columns.div_ceil(PANEL) * rows * PANEL];
        for (panel, values) in panels.chunks_exact_mut((rows * PANEL).max(1)).enumerate() {
            let first = panel * PANEL;
            for (row, values) in values.chunks_exact_mut(PANEL).enumerate() {
                for (column, slot) in (first..columns).zip(values) {
                    *slot = value(row, column);
                }
            }
        }
        Self { rows, columns, panels }
    }

    /// How many columns it has.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.columns
    }
}

/// `out = bias + left · right`, row by row. An empty `bias` stands for zeros.
///
/// # Panics
/// Where the sizes do not fit each other.
pub fn multiply(left: &[f32], right: &Packed, bias: &[f32], out: &mut [f32]) {
    let rows = out.len() / right.columns.max(1);
    assert_eq!((left.len(), out.len()), (rows * right.rows, rows * right.columns), "sizes of a product");
    product(left, right, bias, out);
}

vectorised! {
    /// The panels of `right` one after the other, the rows of `left` by fours.
    pub fn product(left: &[f32], right: &Packed, bias: &[f32], out: &mut [f32]) {
        let (depth, columns) = (right.rows, right.columns);
        for (panel, values) in right.panels.chunks_exact((depth * PANEL).max(1)).enumerate() {
            let first = panel * PANEL;
            let width = PANEL.min(columns - first);
            let mut start = [0.0f32; PANEL];
            if !bias.is_empty() {
                start[..width].copy_from_slice(&bias[first..first + width]);
            }
            let fours = left.chunks_exact(ROWS * depth);
            let rest = fours.remainder();
            let mut row = 0;
            for left in fours {
                tile::<ROWS>(left, depth, values, &start, &mut out[row * columns + first..], columns, width);
                row += ROWS;
            }
            for left in rest.chunks_exact(depth.max(1)) {
                tile::<1>(left, depth, values, &start, &mut out[row * columns + first..], columns, width);
                row += 1;
            }
        }
    }
}

#[inline(always)]
fn tile<const N: usize>(
    left: &[f32],
    depth: usize,
    panel: &[f32],
    start: &[f32; PANEL],
    out: &mut [f32],
    stride: usize,
    width: usize,
) {
    let mut sums = [*start; N];
    let mut rows = [&left[..0]; N];
    for (row, values) in rows.iter_mut().zip(left.chunks_exact(depth)) {
        *row = values;
    }
    for (at, values) in panel.as_chunks::<PANEL>().0.iter().enumerate() {
        for n in 0..N {
            let factor = rows[n][at];
            for j in 0..PANEL {
                sums[n][j] += factor * values[j];
            }
        }
    }
    for (n, sums) in sums.iter().enumerate() {
        out[n * stride..n * stride + width].copy_from_slice(&sums[..width]);
    }
}

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
    fn products_agree_with_the_plain_definition() {
        for (rows, depth, columns) in [(1, 1, 1), (5, 7, 17), (9, 32, 48), (3, 4, 16), (0, 3, 2)] {
            let left: Vec<f32> = (0..rows * depth).map(|i| (i % 13) as f32 - 6.0).collect();
            let right: Vec<f32> = (0..depth * columns).map(|i| (i % 7) as f32 - 3.0).collect();
            let bias: Vec<f32> = (0..columns).map(|i| i as f32).collect();
            let mut out = vec![f32::NAN; rows * columns];
            multiply(&left, &Packed::new(depth, columns, &right), &bias, &mut out);
            for row in 0..rows {
                for column in 0..columns {
                    let sum: f32 =
                        (0..depth).map(|k| left[row * depth + k] * right[k * columns + column]).sum();
                    assert_eq!(out[row * columns + column], sum + bias[column]);
                }
            }
        }
    }

    #[test]
    fn transposing_is_done_by_packing() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let mut out = [0.0; 2];
        multiply(&[1.0, 0.0, 1.0], &Packed::transposed(3, 2, &values), &[], &mut out);
        assert_eq!(out, [4.0, 10.0]);
    }

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

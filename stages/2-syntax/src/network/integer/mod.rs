//! Products of matrices in whole numbers: fast, and the same bits on every machine.
//!
//! Weights are rounded to 16 bits, each column with a scale of its own, values that flow through the network to 13
//! bits, each row likewise. The products of a row and a column are added up in 32 bits, which they never exceed:
//! the scale of a column is chosen so that even the largest row stays inside. So the order of additions does not
//! matter, and every processor may use the widest instructions that it has.

#[cfg(target_arch = "x86_64")]
mod x86;

/// The greatest whole number that a value becomes.
const TOP: f32 = 4095.0;
/// How many columns a panel holds: two AVX-512 vectors of sums.
const PANEL: usize = 32;
/// How many rows are multiplied at once: with the columns of a panel they fill the registers.
const ROWS: usize = 8;

/// Two neighbours of a column (or of a row) in one number, the first in the lower half: the instructions multiply
/// both at once.
type Pair = i32;

const fn pair(first: i16, second: i16) -> Pair {
    (first as u16 as u32 | (second as u16 as u32) << 16).cast_signed()
}

/// A pair that is half made, its first or (at 1) second number filled in.
const fn place(pair: Pair, at: usize, number: i16) -> Pair {
    pair | (number as u16 as Pair) << (16 * at)
}

const fn first(pair: Pair) -> i32 {
    pair as i16 as i32
}

const fn second(pair: Pair) -> i32 {
    pair >> 16
}

/// A matrix of weights, laid out for being the right side of a product: its columns in panels, padded with zeros.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    depth: usize,
    columns: usize,
    /// Panel by panel, from above to below.
    pairs: Vec<[Pair; PANEL]>,
    /// By which the whole numbers of each column are multiplied.
    scales: Vec<f32>,
}

impl Matrix {
    /// Rounds a matrix of `depth` rows, given row by row.
    #[must_use]
    pub fn new(depth: usize, columns: usize, values: &[f32]) -> Self {
        let scales = scales(depth, columns, values);
        let factors: Vec<f32> = scales.iter().map(|scale| 1.0 / scale).collect();
        let height = depth.div_ceil(2);
        let mut pairs = vec![[0; PANEL]; columns.div_ceil(PANEL) * height];
        for (row, values) in values.chunks_exact(columns.max(1)).take(depth).enumerate() {
            let panels = pairs.iter_mut().skip(row / 2).step_by(height);
            for ((panel, values), factors) in panels.zip(values.chunks(PANEL)).zip(factors.chunks(PANEL)) {
                for ((pair, value), factor) in panel.iter_mut().zip(values).zip(factors) {
                    *pair = place(*pair, row % 2, round(*value, *factor));
                }
            }
        }
        Self { depth, columns, pairs, scales }
    }
}

/// The scale of each column: as fine as 16 bits allow, and as the sum of a column's products with the largest row
/// does.
fn scales(depth: usize, columns: usize, values: &[f32]) -> Vec<f32> {
    let mut sums = vec![0.0f32; columns];
    let mut tops = vec![0.0f32; columns];
    for row in values.chunks_exact(columns.max(1)) {
        for ((sum, top), value) in sums.iter_mut().zip(&mut tops).zip(row) {
            *sum += value.abs();
            *top = top.max(value.abs());
        }
    }
    // Rounding may add a half for each row; the last percent is for the rounding of these sums.
    let room = (0.99 * i32::MAX as f32 / TOP - depth as f32 / 2.0).max(1.0);
    let scale = |(sum, top): (&f32, &f32)| (sum / room).max(top / f32::from(i16::MAX)).max(f32::MIN_POSITIVE);
    sums.iter().zip(&tops).map(scale).collect()
}

/// `value · factor`, rounded to the nearest whole number: adding 1.5 · 2^23 leaves it in the lowest bits.
#[inline(always)]
const fn round(value: f32, factor: f32) -> i16 {
    (value * factor + 12_582_912.0).to_bits() as i16
}

/// Rows of values, rounded and laid out for being the left side of a product. Made once, its memory serves again.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    depth: usize,
    count: usize,
    /// Eight rows abreast, padded with zeros.
    pairs: Vec<[Pair; ROWS]>,
    scales: Vec<f32>,
    rounded: Vec<i16>,
}

impl Rows {
    /// Takes the rows of `values`, each of `depth`, in the place of what was there.
    pub fn set(&mut self, values: &[f32], depth: usize) {
        self.set_strided(values, depth, depth);
    }

    /// Likewise, but takes the first `depth` of every `stride` values as a row.
    pub fn set_strided(&mut self, values: &[f32], depth: usize, stride: usize) {
        self.depth = depth;
        self.count = values.len() / stride.max(1);
        self.scales.resize(self.count, 0.0);
        self.rounded.resize(depth.next_multiple_of(2), 0);
        let height = depth.div_ceil(2);
        self.pairs.clear();
        self.pairs.resize(self.count.div_ceil(ROWS) * height, [0; ROWS]);
        for (row, values) in values.chunks_exact(stride.max(1)).enumerate() {
            round_row(&values[..depth], &mut self.rounded, &mut self.scales[row]);
            let block = &mut self.pairs[row / ROWS * height..][..height];
            for (place, [first, second]) in block.iter_mut().zip(self.rounded.as_chunks().0) {
                place[row % ROWS] = pair(*first, *second);
            }
        }
    }
}

vectorised! {
    /// Rounds one row.
    fn round_row(values: &[f32], rounded: &mut [i16], scale: &mut f32) {
        let (eights, rest) = values.as_chunks::<16>();
        let mut tops = [0.0f32; 16];
        for eight in eights {
            for j in 0..16 {
                tops[j] = if eight[j].abs() > tops[j] { eight[j].abs() } else { tops[j] };
            }
        }
        let top = tops.iter().chain(rest).fold(f32::MIN_POSITIVE * TOP, |top, value| top.max(value.abs()));
        *scale = top / TOP;
        let factor = TOP / top;
        for (rounded, value) in rounded.iter_mut().zip(values) {
            *rounded = round(*value, factor);
        }
    }
}

/// The sums of the products of eight rows and the columns of a panel.
type Sums = [[i32; PANEL]; ROWS];

/// `out = bias + left · right`, row by row. An empty `bias` stands for zeros.
///
/// # Panics
/// Where the sizes do not fit each other.
pub fn multiply(left: &Rows, right: &Matrix, bias: &[f32], out: &mut [f32]) {
    assert_eq!((left.depth, out.len()), (right.depth, left.count * right.columns), "sizes of a product");
    #[cfg(target_arch = "x86_64")]
    if let Some(multiply) = x86::widest() {
        return multiply(left, right, bias, out);
    }
    product(left, right, bias, out, plain);
}

/// Panel by panel, since a panel stays in the nearest cache while the rows pass by.
#[inline(always)]
fn product(
    left: &Rows,
    right: &Matrix,
    bias: &[f32],
    out: &mut [f32],
    tile: impl Fn(&[[Pair; ROWS]], &[[Pair; PANEL]], &mut Sums),
) {
    let (height, columns) = (right.depth.div_ceil(2).max(1), right.columns);
    let mut sums = [[0; PANEL]; ROWS];
    for (panel, column) in right.pairs.chunks_exact(height).zip((0..columns).step_by(PANEL)) {
        let width = PANEL.min(columns - column);
        let (mut start, mut factors) = ([0.0; PANEL], [0.0; PANEL]);
        factors[..width].copy_from_slice(&right.scales[column..column + width]);
        if !bias.is_empty() {
            start[..width].copy_from_slice(&bias[column..column + width]);
        }
        let rows = left.scales.chunks(ROWS).zip(out.chunks_mut((ROWS * columns).max(1)));
        for (block, (scales, out)) in left.pairs.chunks_exact(height).zip(rows) {
            tile(block, panel, &mut sums);
            for ((sums, scale), out) in sums.iter().zip(scales).zip(out.chunks_exact_mut(columns)) {
                let finish = |j: usize| sums[j] as f32 * (factors[j] * scale) + start[j];
                let out = &mut out[column..column + width];
                match out.first_chunk_mut::<PANEL>() {
                    Some(out) => (0..PANEL).for_each(|j| out[j] = finish(j)),
                    None => out.iter_mut().enumerate().for_each(|(j, out)| *out = finish(j)),
                }
            }
        }
    }
}

/// The definition, which the faster ways agree with bit by bit.
fn plain(rows: &[[Pair; ROWS]], panel: &[[Pair; PANEL]], sums: &mut Sums) {
    *sums = [[0; PANEL]; ROWS];
    for (rows, columns) in rows.iter().zip(panel) {
        for (sums, &row) in sums.iter_mut().zip(rows) {
            for (sum, &column) in sums.iter_mut().zip(columns) {
                let both = (first(row) * first(column)).wrapping_add(second(row) * second(column));
                *sum = sum.wrapping_add(both);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without an order, from -1 to 1.
    fn numbers(count: usize, mut state: u32) -> Vec<f32> {
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 8_388_608.0 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn products_are_close_to_those_of_real_numbers() {
        for (rows, depth, columns) in
            [(1, 1, 1), (5, 7, 17), (9, 32, 48), (8, 64, 32), (17, 5, 70), (0, 3, 2)]
        {
            let (left, right) = (numbers(rows * depth, 1), numbers(depth * columns, 2));
            let bias = numbers(columns, 3);
            let mut out = vec![f32::NAN; rows * columns];
            let mut whole = Rows::default();
            whole.set(&left, depth);
            multiply(&whole, &Matrix::new(depth, columns, &right), &bias, &mut out);
            for row in 0..rows {
                for column in 0..columns {
                    let products = (0..depth).map(|k| left[row * depth + k] * right[k * columns + column]);
                    let expected = products.sum::<f32>() + bias[column];
                    assert!((out[row * columns + column] - expected).abs() < 2e-3, "{row} {column}");
                }
            }
        }
    }

    #[test]
    fn the_largest_sums_do_not_overflow() {
        for depth in [2, 384, 4000] {
            let right = Matrix::new(depth, 2, &[1.0, -1.0].repeat(depth));
            let mut rows = Rows::default();
            rows.set(&[vec![1.0; depth], vec![-1.0; depth]].concat(), depth);
            let mut out = [0.0; 4];
            multiply(&rows, &right, &[], &mut out);
            for (found, sign) in out.iter().zip([1.0, -1.0, -1.0, 1.0]) {
                assert!((found / (sign * depth as f32) - 1.0).abs() < 5e-3, "{depth}: {found}");
            }
        }
    }

    #[test]
    fn zeros_and_rows_of_an_earlier_product_leave_no_trace() {
        let mut rows = Rows::default();
        rows.set(&numbers(90, 5), 9);
        rows.set(&[0.0; 6], 3);
        let mut out = [f32::NAN; 4];
        multiply(&rows, &Matrix::new(3, 2, &[0.0; 6]), &[1.0, 2.0], &mut out);
        assert_eq!(out, [1.0, 2.0, 1.0, 2.0]);
    }

    #[test]
    fn every_way_to_multiply_gives_the_same_bits() {
        for (rows, depth, columns) in [(1, 1, 1), (3, 17, 5), (8, 64, 32), (21, 96, 130), (40, 576, 64)] {
            for size in [1.0, 1e-30, 1e30] {
                let mut left: Vec<f32> = numbers(rows * depth, 7).iter().map(|value| value * size).collect();
                // Some rows and columns of extremes only.
                left[..depth].fill(size);
                let mut right = numbers(depth * columns, 8);
                right.iter_mut().step_by(columns).for_each(|value| *value = -1.0);
                let (matrix, bias) = (Matrix::new(depth, columns, &right), numbers(columns, 9));
                let mut whole = Rows::default();
                whole.set(&left, depth);
                let mut expected = vec![0.0; rows * columns];
                product(&whole, &matrix, &bias, &mut expected, plain);
                #[cfg(target_arch = "x86_64")]
                for (name, multiply) in x86::all() {
                    let mut out = vec![0.0; rows * columns];
                    multiply(&whole, &matrix, &bias, &mut out);
                    let same = out.iter().zip(&expected).all(|(a, b)| a.to_bits() == b.to_bits());
                    assert!(same, "{name}, {rows}·{depth}·{columns}");
                }
            }
        }
    }

    /// Whatever stands in the numbers, even what rounding never makes.
    #[test]
    fn every_way_to_add_up_wraps_alike() {
        let extremes = [i16::MIN, i16::MAX, -1, 0, 1, i16::MIN];
        let number = |at: usize| extremes[at % extremes.len()];
        let rows: Vec<[Pair; ROWS]> =
            (0..50).map(|k| std::array::from_fn(|j| pair(number(k + j), number(k * j)))).collect();
        let panel: Vec<[Pair; PANEL]> =
            (0..50).map(|k| std::array::from_fn(|j| pair(number(k + j / 2), number(k * j + 1)))).collect();
        let mut expected = [[0; PANEL]; ROWS];
        plain(&rows, &panel, &mut expected);
        #[cfg(target_arch = "x86_64")]
        for (name, tile) in x86::tiles() {
            let mut sums = [[7; PANEL]; ROWS];
            tile(&rows, &panel, &mut sums);
            assert_eq!(sums, expected, "{name}");
        }
    }
}

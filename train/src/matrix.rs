//! Matrix products of the training, made by the `matrixmultiply` crate.

/// A matrix whose rows (or, turned, whose columns) stand one after the other.
#[derive(Clone, Copy)]
pub(crate) struct Matrix<'m> {
    values: &'m [f32],
    rows: usize,
    columns: usize,
    turned: bool,
}

impl<'m> Matrix<'m> {
    /// A matrix given row by row.
    pub(crate) fn new(rows: usize, columns: usize, values: &'m [f32]) -> Self {
        assert_eq!(values.len(), rows * columns, "values of a matrix");
        Self { values, rows, columns, turned: false }
    }

    /// Its transpose.
    pub(crate) const fn transposed(self) -> Self {
        Self { values: self.values, rows: self.columns, columns: self.rows, turned: !self.turned }
    }

    /// Rows and columns.
    pub(crate) const fn sizes(&self) -> (usize, usize) {
        (self.rows, self.columns)
    }

    /// How far apart the rows and the columns lie.
    const fn strides(&self) -> (isize, isize) {
        if self.turned { (1, self.rows as isize) } else { (self.columns as isize, 1) }
    }
}

/// Adds `left · right` to `out`, which is given row by row.
pub(crate) fn add_product(left: Matrix<'_>, right: Matrix<'_>, out: &mut [f32]) {
    let (rows, depth, columns) = (left.rows, left.columns, right.columns);
    assert_eq!((right.rows, out.len()), (depth, rows * columns), "sizes of a product");
    let ((left_row, left_column), (right_row, right_column)) = (left.strides(), right.strides());
    // SAFETY: the sizes are checked above and in `Matrix::new`; strides stay within the slices; `out` is borrowed alone.
    #[allow(unsafe_code, reason = "the library takes pointers")]
    unsafe {
        matrixmultiply::sgemm(
            rows,
            depth,
            columns,
            1.0,
            left.values.as_ptr(),
            left_row,
            left_column,
            right.values.as_ptr(),
            right_row,
            right_column,
            1.0,
            out.as_mut_ptr(),
            columns as isize,
            1,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_follow_the_definition_turned_or_not() {
        let (left, right) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1.0, 0.0, 2.0, 1.0, 0.0, 3.0]);
        let mut out = [10.0; 4];
        add_product(Matrix::new(2, 3, &left), Matrix::new(3, 2, &right), &mut out);
        assert_eq!(out, [15.0, 21.0, 24.0, 33.0]);
        let mut out = [0.0; 4];
        add_product(Matrix::new(3, 2, &left).transposed(), Matrix::new(2, 3, &right).transposed(), &mut out);
        let mut plain = [0.0; 4];
        for (i, j, k) in (0..2).flat_map(|i| (0..2).flat_map(move |j| (0..3).map(move |k| (i, j, k)))) {
            plain[2 * i + j] += left[2 * k + i] * right[3 * j + k];
        }
        assert_eq!(out, plain);
    }
}

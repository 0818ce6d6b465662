//! The product for processors of the x86-64 family, by the widest instructions that the machine at hand has.
#![allow(unsafe_code, reason = "instructions by name: the bench `parse` is 3 times faster with them")]

use std::arch::x86_64::{
    _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256,
    _mm256_storeu_si256, _mm512_dpwssd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512,
    _mm512_storeu_si512,
};

use super::{Matrix, PANEL, Pair, ROWS, Rows, Sums, product};

/// A way to multiply.
pub(super) type Multiply = fn(&Rows, &Matrix, &[f32], &mut [f32]);

/// The fastest way here, if there is a faster one than the plain.
pub(super) fn widest() -> Option<Multiply> {
    if has_vnni() {
        Some(multiply_vnni)
    } else if is_x86_feature_detected!("avx2") {
        Some(multiply_avx2)
    } else {
        None
    }
}

fn has_vnni() -> bool {
    is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni")
}

fn multiply_vnni(left: &Rows, right: &Matrix, bias: &[f32], out: &mut [f32]) {
    #[target_feature(enable = "avx512f,avx512vnni")]
    fn wide(left: &Rows, right: &Matrix, bias: &[f32], out: &mut [f32]) {
        product(left, right, bias, out, tile_vnni);
    }
    // SAFETY: this function is given out only where the machine has what `wide` requires.
    unsafe { wide(left, right, bias, out) }
}

fn multiply_avx2(left: &Rows, right: &Matrix, bias: &[f32], out: &mut [f32]) {
    #[target_feature(enable = "avx2")]
    fn wide(left: &Rows, right: &Matrix, bias: &[f32], out: &mut [f32]) {
        product(left, right, bias, out, tile_avx2);
    }
    // SAFETY: this function is given out only where the machine has what `wide` requires.
    unsafe { wide(left, right, bias, out) }
}

/// Sixteen sums stand in one register, the 16 × 8 of a panel's half in eight; both halves take sixteen of 32.
fn tile_vnni(rows: &[[Pair; ROWS]], panel: &[[Pair; PANEL]], sums: &mut Sums) {
    #[target_feature(enable = "avx512f,avx512vnni")]
    fn tile(rows: &[[Pair; ROWS]], panel: &[[Pair; PANEL]], sums: &mut Sums) {
        let mut all = [[_mm512_setzero_si512(); 2]; ROWS];
        for (rows, columns) in rows.iter().zip(panel) {
            let columns = columns.as_ptr();
            // SAFETY: a row of a panel holds 32 numbers of 32 bits; 16 are read at its beginning and 16 behind.
            let (left, right) =
                unsafe { (_mm512_loadu_si512(columns.cast()), _mm512_loadu_si512(columns.add(16).cast())) };
            for (all, row) in all.iter_mut().zip(rows) {
                let row = _mm512_set1_epi32(*row);
                all[0] = _mm512_dpwssd_epi32(all[0], row, left);
                all[1] = _mm512_dpwssd_epi32(all[1], row, right);
            }
        }
        for (sums, all) in sums.iter_mut().zip(all) {
            let sums = sums.as_mut_ptr();
            // SAFETY: `sums` holds 32 numbers of 32 bits; 16 are written at its beginning and 16 behind.
            unsafe {
                _mm512_storeu_si512(sums.cast(), all[0]);
                _mm512_storeu_si512(sums.add(16).cast(), all[1]);
            }
        }
    }
    // SAFETY: this function is called only where the machine has what `tile` requires.
    unsafe { tile(rows, panel, sums) }
}

/// Eight sums stand in one register: two rows at a time take eight of 16.
fn tile_avx2(rows: &[[Pair; ROWS]], panel: &[[Pair; PANEL]], sums: &mut Sums) {
    #[target_feature(enable = "avx2")]
    fn tile<const FIRST: usize>(rows: &[[Pair; ROWS]], panel: &[[Pair; PANEL]], sums: &mut Sums) {
        let mut all = [[_mm256_setzero_si256(); 4]; 2];
        for (rows, columns) in rows.iter().zip(panel) {
            let these = [_mm256_set1_epi32(rows[FIRST]), _mm256_set1_epi32(rows[FIRST + 1])];
            for (at, columns) in columns.as_chunks::<8>().0.iter().enumerate() {
                // SAFETY: `columns` holds 8 numbers of 32 bits.
                let columns = unsafe { _mm256_loadu_si256(columns.as_ptr().cast()) };
                for (all, row) in all.iter_mut().zip(these) {
                    all[at] = _mm256_add_epi32(all[at], _mm256_madd_epi16(row, columns));
                }
            }
        }
        for (sums, all) in sums[FIRST..].iter_mut().zip(all) {
            for (sums, all) in sums.as_chunks_mut::<8>().0.iter_mut().zip(all) {
                // SAFETY: `sums` holds 8 numbers of 32 bits.
                unsafe { _mm256_storeu_si256(sums.as_mut_ptr().cast(), all) };
            }
        }
    }
    // SAFETY: this function is called only where the machine has what `tile` requires.
    unsafe {
        tile::<0>(rows, panel, sums);
        tile::<2>(rows, panel, sums);
        tile::<4>(rows, panel, sums);
        tile::<6>(rows, panel, sums);
    }
}

/// Every way that this machine offers, by name.
#[cfg(test)]
pub(super) fn all() -> Vec<(&'static str, Multiply)> {
    let mut all: Vec<(&str, Multiply)> = Vec::new();
    if is_x86_feature_detected!("avx2") {
        all.push(("AVX2", multiply_avx2));
    }
    if has_vnni() {
        all.push(("AVX-512 VNNI", multiply_vnni));
    }
    all
}

/// A way to add up the products of a tile.
#[cfg(test)]
type Tile = fn(&[[Pair; ROWS]], &[[Pair; PANEL]], &mut Sums);

/// Likewise for tiles.
#[cfg(test)]
pub(super) fn tiles() -> Vec<(&'static str, Tile)> {
    let tile = |name| if name == "AVX2" { tile_avx2 as Tile } else { tile_vnni as Tile };
    all().into_iter().map(|(name, _)| (name, tile(name))).collect()
}

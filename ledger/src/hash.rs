//! Hashes that stay the same for ever: they are stored.

/// FNV-1a over the bytes, with its bits mixed.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    mix(bytes.iter().fold(0xcbf2_9ce4_8422_2325, step))
}

/// Spreads every bit of a number over all of it (the finaliser of SplitMix64).
pub(crate) const fn mix(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// A hash as a column holds it.
#[allow(clippy::cast_possible_wrap, reason = "SQLite's whole numbers have a sign; a hash has no size")]
pub(crate) const fn column(hash: u64) -> i64 {
    hash as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_what_they_were() {
        assert_eq!(hash(b""), 0xf52a_15e9_a9b5_e89b);
        assert_eq!(hash(b"Norway"), hash(b"Norway"));
        assert_ne!(hash(b"Norway"), hash(b"Russia"));
    }
}

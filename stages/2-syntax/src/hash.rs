//! Hashes of features: FNV-1a over 32-bit units, with a final scatter so that remainders are even.

/// What an empty hash starts from.
pub(crate) const SEED: u32 = 0x811c_9dc5;

/// Takes one unit more in.
pub(crate) const fn mix(hash: u32, unit: u32) -> u32 {
    (hash ^ unit).wrapping_mul(0x0100_0193)
}

/// Scatters the bits.
pub(crate) const fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// Hashes the parts of one feature: its number, then strings or numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hash(u32);

impl Hash {
    pub(crate) const fn feature(number: u32) -> Self {
        Self(SEED).number(number)
    }

    pub(crate) const fn number(self, number: u32) -> Self {
        Self(mix(self.0, number))
    }

    pub(crate) fn characters(self, characters: impl Iterator<Item = char>) -> Self {
        characters.fold(self, |hash, character| hash.number(character as u32)).number(0x10_0000)
    }

    pub(crate) const fn finish(self) -> u32 {
        finish(self.0)
    }
}

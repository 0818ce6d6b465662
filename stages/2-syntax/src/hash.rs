//! Hashes of features: FNV-1a over 32-bit units, with a final scatter so that remainders are even.

/// Hashes the parts of one feature: its number, then strings or numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hash(u32);

impl Hash {
    pub(crate) const fn feature(number: u32) -> Self {
        Self(0x811c_9dc5).number(number)
    }

    pub(crate) const fn number(self, number: u32) -> Self {
        Self((self.0 ^ number).wrapping_mul(0x0100_0193))
    }

    pub(crate) fn characters(self, characters: impl Iterator<Item = char>) -> Self {
        characters.fold(self, |hash, character| hash.number(character as u32)).number(0x10_0000)
    }

    pub(crate) const fn finish(self) -> u32 {
        let hash = (self.0 ^ (self.0 >> 16)).wrapping_mul(0x85eb_ca6b);
        let hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
        hash ^ (hash >> 16)
    }
}

//! Spans of text in bytes, and their conversion to code points at the edge.

use std::ops::Range;

/// A span of the document's text: `[start, end)` in bytes, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The span of a range of byte positions.
    ///
    /// # Panics
    /// Past `u32::MAX`: texts are cut at 2 MiB before they come here.
    #[must_use]
    pub fn at(range: Range<usize>) -> Self {
        let position = |at: usize| u32::try_from(at).expect("texts are shorter than 4 GiB");
        Self { start: position(range.start), end: position(range.end) }
    }

    /// The span's slice of `text`; empty if the span does not lie in it.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// As a range of indices.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Turns byte offsets of one text into code points, in constant time per look-up for ASCII text and in a short
/// walk otherwise.
#[derive(Debug)]
pub struct CodePointIndex<'a> {
    text: &'a str,
    /// Code points before each block of [`BLOCK`] bytes; empty where the text is ASCII and the two counts agree.
    before: Vec<u32>,
}

const BLOCK: usize = 128;

impl<'a> CodePointIndex<'a> {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for block in text.as_bytes().chunks(BLOCK) {
                before.push(count);
                count += starts(block);
            }
            before.push(count);
        }
        Self { text, before }
    }

    /// The code point position of byte `offset`, which counts as the end where it lies behind it.
    #[must_use]
    pub fn position(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        match self.before.get(offset / BLOCK) {
            Some(&before) => before + starts(&self.text.as_bytes()[offset / BLOCK * BLOCK..offset]),
            None => u32::try_from(offset).unwrap_or(u32::MAX),
        }
    }

    /// The span in code points.
    #[must_use]
    pub fn span(&self, span: Span) -> [u32; 2] {
        [self.position(span.start), self.position(span.end)]
    }
}

/// How many characters begin in `bytes`.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&b| u32::from(b & 0xC0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting() {
        for text in ["", "plain", "naïve “Élysée” – Świnoujście", &"ž".repeat(300)] {
            let index = CodePointIndex::new(text);
            for (count, (at, _)) in text.char_indices().enumerate() {
                assert_eq!(index.position(at as u32) as usize, count, "{text:?} at {at}");
            }
            assert_eq!(index.position(text.len() as u32) as usize, text.chars().count());
        }
    }

    #[test]
    fn spans_outside_the_text_are_empty() {
        assert_eq!(Span::new(3, 9).of("abc"), "");
        assert_eq!(Span::new(1, 2).of("é"), "");
    }
}

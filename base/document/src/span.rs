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

/// A text that is cut by code points, as records do: the way back from [`CodePointIndex`].
#[derive(Debug)]
pub struct Slices<'a> {
    text: &'a str,
    /// Where each code point begins; empty where they are bytes.
    starts: Vec<u32>,
}

impl<'a> Slices<'a> {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let start = |(at, _)| u32::try_from(at).unwrap_or(u32::MAX);
        let starts = if text.is_ascii() { Vec::new() } else { text.char_indices().map(start).collect() };
        Self { text, starts }
    }

    /// The words of a span of code points; what lies behind the text is left out.
    #[must_use]
    pub fn of(&self, [start, end]: [u32; 2]) -> &'a str {
        let byte = |point: u32| match self.starts.is_empty() {
            true => (point as usize).min(self.text.len()),
            false => self.starts.get(point as usize).map_or(self.text.len(), |&at| at as usize),
        };
        self.text.get(byte(start)..byte(end)).unwrap_or_default()
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
    fn slices_are_cut_where_the_index_counts() {
        for text in ["plain words", "naïve “Élysée” – Świnoujście"] {
            let (index, slices) = (CodePointIndex::new(text), Slices::new(text));
            let at = text.find(' ').unwrap();
            assert_eq!(slices.of(index.span(Span::at(at..text.len()))), &text[at..]);
            assert_eq!(slices.of([3, 99]), text.chars().skip(3).collect::<String>());
            assert_eq!(slices.of([5, 2]), "");
        }
    }

    #[test]
    fn spans_outside_the_text_are_empty() {
        assert_eq!(Span::new(3, 9).of("abc"), "");
        assert_eq!(Span::new(1, 2).of("é"), "");
    }
}

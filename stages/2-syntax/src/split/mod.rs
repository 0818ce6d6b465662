//! From text to sentences of words: where written tokens end, which of them are several words, where sentences end.
//!
//! White space and blank lines cut always. Within a run of characters, and between tokens, two linear classifiers
//! over hashed features decide; they were trained on the treebanks, so their conventions are the treebanks' own.
//! Nothing is changed on the way: every word is a span of the text.

mod linear;
mod sentences;
mod titles;
mod tokens;

pub use linear::Linear;
pub use sentences::{Boundary, boundaries};
pub use tokens::{Cut, Inventory, cuts};

use std::ops::Range;

use dualtrack_document::Span;

use crate::file::{ModelError, Reader, Writer};

/// A word before it is analysed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawWord {
    /// Where it stands.
    pub span: Span,
    /// Whether it belongs to the same written token as the word before.
    pub joined: bool,
}

/// A sentence before it is analysed: a range of words, and its paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawSentence {
    /// Its words.
    pub words: Range<usize>,
    /// The paragraph, counted from 0.
    pub paragraph: u32,
}

/// The splitter: classifiers and the inventory of split words.
#[derive(Debug, Clone, Default)]
pub struct Splitter {
    /// Whether to cut a run of characters.
    pub cutter: Linear,
    /// Whether a sentence ends.
    pub ender: Linear,
    /// Words that are written as one and are two.
    pub inventory: Inventory,
}

/// A sentence that finds no end is cut after this many words.
const LONGEST: usize = 4000;

impl Splitter {
    /// Splits a text into sentences of words. At the bytes `breaks`, in order, a sentence begins whatever stands there:
    /// where a dateline ends, for one.
    #[must_use]
    pub fn split(&self, text: &str, breaks: &[usize]) -> (Vec<RawWord>, Vec<RawSentence>) {
        let (mut words, mut sentences) = (Vec::new(), Vec::new());
        for (number, paragraph) in paragraphs(text).enumerate() {
            let inside =
                breaks.iter().copied().filter(|&at| paragraph.contains(&at) && text.is_char_boundary(at));
            let mut from = paragraph.start;
            for to in inside.chain([paragraph.end]) {
                self.part(text, from..to, number as u32, &mut words, &mut sentences);
                from = to;
            }
        }
        (words, sentences)
    }

    /// The words and sentences of a part of a paragraph.
    fn part(
        &self,
        text: &str,
        part: Range<usize>,
        paragraph: u32,
        words: &mut Vec<RawWord>,
        sentences: &mut Vec<RawSentence>,
    ) {
        let first = words.len();
        self.words(text, part, words);
        let mut start = first;
        for end in self.ends(text, &words[first..]).into_iter().map(|end| first + end) {
            sentences.push(RawSentence { words: start..end, paragraph });
            start = end;
        }
    }

    /// The words of a paragraph.
    fn words(&self, text: &str, paragraph: Range<usize>, words: &mut Vec<RawWord>) {
        let mut features = Vec::new();
        let mut runs = runs(text, paragraph).peekable();
        while let Some(run) = runs.next() {
            let next = runs.peek().and_then(|next| text[next.start..].chars().next());
            let mut start = run.start;
            for cut in cuts(&text[run.clone()], next) {
                features.clear();
                cut.features(&mut features);
                let whole = cut.at + 1 == run.len() && titles::precedes_name(&text[run.clone()], next);
                if !whole && self.cutter.score(&features) > 0 {
                    self.piece(text, start..run.start + cut.at, start == run.start, words);
                    start = run.start + cut.at;
                }
            }
            self.piece(text, start..run.end, start == run.start, words);
        }
    }

    /// A piece between cuts, which may still be a word that is two.
    fn piece(&self, text: &str, piece: Range<usize>, first: bool, words: &mut Vec<RawWord>) {
        let form = &text[piece.clone()];
        let joined = !first && self.inventory.is_clitic(form) && follows_word(text, piece.start);
        match self.inventory.inner_cut(form) {
            Some(cut) => {
                words.push(RawWord { span: Span::at(piece.start..piece.start + cut), joined });
                words.push(RawWord { span: Span::at(piece.start + cut..piece.end), joined: true });
            }
            None => words.push(RawWord { span: Span::at(piece), joined }),
        }
    }

    /// The positions after which sentences of a paragraph end, the last word's included.
    fn ends(&self, text: &str, words: &[RawWord]) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut features = Vec::new();
        let mut start = 0;
        for mut boundary in boundaries(text, words) {
            boundary.length = boundary.after - start;
            features.clear();
            boundary.features(&mut features);
            let ends_here = self.ender.score(&features) > 0 && !boundary.inside_name();
            if ends_here || boundary.length >= LONGEST {
                ends.push(boundary.after);
                start = boundary.after;
            }
        }
        if ends.last().is_none_or(|&last| last < words.len()) && !words.is_empty() {
            ends.push(words.len());
        }
        ends
    }

    pub(crate) fn write(&self) -> Writer {
        let mut out = Writer::default();
        self.cutter.write(&mut out);
        self.ender.write(&mut out);
        self.inventory.write(&mut out);
        out
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let (cutter, ender) = (Linear::read(reader)?, Linear::read(reader)?);
        Ok(Self { cutter, ender, inventory: Inventory::read(reader)? })
    }
}

/// Whether the character before `at` belongs to a word.
#[must_use]
pub fn follows_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

/// The paragraphs of a text: what stands between blank lines.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    std::iter::from_fn(move || {
        let mut paragraph: Option<Range<usize>> = None;
        for (start, line) in lines.by_ref() {
            if !line.trim().is_empty() {
                paragraph.get_or_insert(start..start).end = start + line.trim_end().len();
            } else if paragraph.is_some() {
                break;
            }
        }
        paragraph
    })
}

/// The runs of characters between white space.
pub fn runs(text: &str, within: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let base = within.start;
    let part = &text[within];
    part.split(is_space).filter(|run| !run.is_empty()).map(move |run| {
        let start = base + run.as_ptr().addr() - part.as_ptr().addr();
        start..start + run.len()
    })
}

/// White space, and the characters that stand for nothing: zero-width marks, soft hyphens excepted.
#[must_use]
pub fn is_space(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || character.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_between_blank_lines() {
        let text = "\n\nOne\nmore\n \n\nTwo\n";
        let found: Vec<&str> = paragraphs(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["One\nmore", "Two"]);
        assert_eq!(paragraphs("  \n").count(), 0);
    }

    #[test]
    fn an_untrained_splitter_keeps_every_character() {
        let text = "Oslo, 25 May.\u{200b} “Yes” – naïve\t\u{0}x";
        let (words, sentences) = Splitter::default().split(text, &[]);
        let kept: String = words.iter().map(|word| word.span.of(text)).collect();
        let wanted: String = text.chars().filter(|c| !is_space(*c)).collect();
        assert_eq!(kept, wanted);
        assert_eq!(sentences.len(), 1);
    }

    #[test]
    fn a_sentence_begins_at_a_break() {
        let text = "OSLO, 25 May. Talks begin";
        let (words, sentences) = Splitter::default().split(text, &[14, 400]);
        assert_eq!(sentences.len(), 2);
        assert_eq!(words[sentences[1].words.start].span.of(text), "Talks");
        assert_eq!((sentences[0].paragraph, sentences[1].paragraph), (0, 0));
    }
}

//! Where a sentence ends.

use crate::hash::Hash;
use crate::split::RawWord;
use crate::split::titles;
use crate::words::normal;

/// A place between two words of a paragraph where a sentence may end.
#[derive(Debug, Clone, Copy)]
pub struct Boundary<'a> {
    /// How many words of the paragraph stand before it.
    pub after: usize,
    /// How many words the open sentence has up to here.
    pub length: usize,
    /// The two words before and the two after; empty beyond the paragraph.
    before: [&'a str; 2],
    next: [&'a str; 2],
    new_line: bool,
    /// Whether a quotation, or a bracket, is open here.
    quoted: bool,
    bracketed: bool,
}

/// The places where sentences of a paragraph may end: after every word that is followed by white space.
pub fn boundaries<'a>(text: &'a str, words: &'a [RawWord]) -> impl Iterator<Item = Boundary<'a>> {
    let form = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |word| word.span.of(text));
    let (mut quoted, mut brackets) = (false, 0i32);
    (0..words.len().saturating_sub(1)).filter_map(move |at| {
        let word = form(Some(at));
        match word {
            "\"" => quoted = !quoted,
            "“" | "``" => quoted = true,
            "”" | "''" => quoted = false,
            "(" | "[" => brackets += 1,
            ")" | "]" => brackets = (brackets - 1).max(0),
            _ => {}
        }
        let gap =
            text.get(words[at].span.end as usize..words[at + 1].span.start as usize).unwrap_or_default();
        (!gap.is_empty()).then(|| Boundary {
            after: at + 1,
            length: 0,
            before: [word, form(at.checked_sub(1))],
            next: [form(Some(at + 1)), form(Some(at + 2))],
            new_line: gap.contains('\n'),
            quoted,
            bracketed: brackets > 0,
        })
    })
}

impl Boundary<'_> {
    /// Whether the name that an abbreviation began goes on here: no sentence ends in it.
    pub(super) fn inside_name(&self) -> bool {
        !self.new_line && titles::precedes_name(self.before[0], self.next[0].chars().next())
    }

    /// The hashed features on which the decision rests.
    pub fn features(&self, out: &mut Vec<u32>) {
        let [word, last] = self.before;
        let [next, second] = self.next;
        let mut add = |hash: Hash| out.push(hash.finish());
        let text = |hash: Hash, form: &str| hash.characters(form.chars().take(16).map(normal));
        let shape = |hash: Hash, form: &str| hash.characters(shape(form));
        let feature = Hash::feature;
        let state = u32::from(self.quoted) + 2 * u32::from(self.bracketed);
        let length = match self.length {
            0..=2 => self.length as u32,
            3..=5 => 3,
            6..=12 => 4,
            13..=30 => 5,
            31..=60 => 6,
            _ => 7,
        };
        add(feature(100));
        add(text(feature(101), word));
        add(text(feature(102), last));
        add(text(feature(103), next));
        add(text(feature(104), second));
        add(shape(feature(105), word));
        add(shape(feature(106), last));
        add(shape(feature(107), next));
        add(shape(feature(108), second));
        add(shape(text(feature(109), word), next));
        add(text(text(feature(110), word), next));
        add(text(text(feature(111), last), word));
        add(shape(shape(shape(feature(112), last), word), next));
        add(shape(shape(text(feature(113), word), next), second));
        add(shape(text(shape(feature(114), last), word), next));
        add(text(feature(115), word).number(length));
        add(shape(text(feature(116), word).number(state), next));
        add(text(shape(feature(117), word), next));
        add(shape(text(feature(118), word).number(length), next));
        add(shape(feature(119).number(u32::from(self.new_line)).number(length), next));
        add(shape(shape(feature(120).number(u32::from(self.new_line)), word), next));
        add(text(text(shape(feature(121), last), word), next));
        add(shape(shape(shape(shape(feature(122), last), word), next), second));
        add(shape(feature(123).number(last.len().min(5) as u32), next).number(u32::from(word == ".")));
    }
}

/// The shape of a form, runs cut to two.
fn shape(form: &str) -> impl Iterator<Item = char> + '_ {
    let (mut last, mut run) = ('\0', 0);
    form.chars().take(24).filter_map(move |character| {
        let class = match character {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => '0',
            c => normal(c),
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        (run <= 2).then_some(class)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dualtrack_document::Span;

    #[test]
    fn sentences_may_end_where_white_space_stands() {
        let text = "Yes.\" Ok";
        let words: Vec<RawWord> = [(0, 3), (3, 4), (4, 5), (6, 8)]
            .map(|(start, end)| RawWord { span: Span::new(start, end), joined: false })
            .to_vec();
        let places: Vec<usize> = boundaries(text, &words).map(|boundary| boundary.after).collect();
        assert_eq!(places, [3]);
    }
}

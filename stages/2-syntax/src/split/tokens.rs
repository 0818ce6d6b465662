//! Where a run of characters is cut into words.

use std::collections::HashMap;

use crate::file::{ModelError, Reader, Writer};
use crate::hash::Hash;
use crate::words::normal;

/// A place within a run of characters where it may be cut.
#[derive(Debug, Clone, Copy)]
pub struct Cut<'a> {
    run: &'a str,
    /// The byte at which the right part begins.
    pub at: usize,
    /// The first character of the next run of the paragraph.
    next: Option<char>,
}

/// The places where `run` may be cut: where the class of characters changes, around marks, and before "n't". `next`
/// is the first character of the run that follows in the paragraph: whether a full stop ends a sentence or an
/// abbreviation shows in what comes after it.
pub fn cuts(run: &str, next: Option<char>) -> impl Iterator<Item = Cut<'_>> {
    let mut last: Option<char> = None;
    run.char_indices().filter_map(move |(at, character)| {
        let before = last.replace(character)?;
        let may = class(before) != class(character)
            || class(character) == 2
            || (matches!(character, 'n' | 'N') && before.is_alphabetic() && is_not(&run[at..]));
        may.then_some(Cut { run, at, next })
    })
}

fn class(character: char) -> u8 {
    match character {
        c if c.is_alphabetic() || is_mark(c) => 0,
        c if c.is_numeric() => 1,
        _ => 2,
    }
}

/// Combining marks go with the letter before.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{ad}')
}

fn is_not(right: &str) -> bool {
    let mut rest = right.chars().map(normal);
    (rest.next(), rest.next(), rest.next()) == (Some('n'), Some('\''), Some('t'))
        && rest.next().is_none_or(|c| !c.is_alphabetic())
}

impl Cut<'_> {
    /// The hashed features on which the decision rests.
    pub fn features(&self, out: &mut Vec<u32>) {
        let (left, right) = self.run.split_at(self.at);
        let before = |n: usize| left.chars().rev().take(n).map(normal);
        let after = |n: usize| right.chars().take(n).map(normal);
        let mut add = |hash: Hash| out.push(hash.finish());
        add(Hash::feature(0));
        for n in 1..=3 {
            add(Hash::feature(n).characters(before(n as usize)));
            add(Hash::feature(n + 4).characters(after(n as usize)));
        }
        for (number, l, r) in
            [(10, 1, 1), (11, 2, 1), (12, 1, 2), (13, 2, 2), (14, 3, 2), (15, 2, 3), (16, 4, 4)]
        {
            add(Hash::feature(number).characters(before(l)).characters(after(r)));
        }
        // Word-sized context: the runs of letters and digits on either side.
        let word = |c: &char| c.is_alphanumeric();
        let left_word = || left.chars().rev().skip_while(|c| !word(c)).take_while(word).take(12).map(normal);
        let right_word = || right.chars().skip_while(|c| !word(c)).take_while(word).take(12).map(normal);
        let mark = || left.chars().next_back().into_iter().chain(right.chars().next()).map(shape);
        add(Hash::feature(20).characters(left_word()).characters(mark()));
        add(Hash::feature(21).characters(right_word()).characters(mark()));
        add(Hash::feature(22).characters(left_word()).characters(right_word()));
        let marks_before = left.chars().rev().take_while(|c| !c.is_alphanumeric()).count().min(3) as u32;
        let marks_after = right.chars().take_while(|c| !c.is_alphanumeric()).count().min(3) as u32;
        let ends = u32::from(left.chars().all(|c| !c.is_alphanumeric()))
            + 2 * u32::from(right.chars().all(|c| !c.is_alphanumeric()));
        add(Hash::feature(30).number(marks_before).number(marks_after).number(ends).characters(mark()));
        add(Hash::feature(31).number(u32::from(is_address(self.run))).characters(mark()));
        add(Hash::feature(32)
            .characters(left.chars().rev().take(4).map(shape))
            .characters(right.chars().take(4).map(shape)));
        let next = self.next.map_or('\n', shape);
        let left_length = left_word().count().min(6) as u32;
        add(Hash::feature(35).number(ends).number(next as u32).characters(mark()));
        add(Hash::feature(36).number(ends).number(next as u32).number(left_length).characters(mark()));
        add(Hash::feature(37).number(ends).number(next as u32).characters(left_word()).characters(mark()));
        if self.run.len() <= 20 {
            add(Hash::feature(33).characters(left.chars().map(normal)).characters(right.chars().map(normal)));
            add(Hash::feature(34).characters(left.chars().map(shape)).characters(right.chars().map(shape)));
        }
    }
}

fn shape(character: char) -> char {
    match character {
        c if c.is_uppercase() => 'X',
        c if c.is_alphabetic() => 'x',
        c if c.is_numeric() => '0',
        c => normal(c),
    }
}

/// Addresses of pages and mail are one word.
fn is_address(run: &str) -> bool {
    run.contains("://")
        || run.contains("www.")
        || run.contains('@')
        || run.contains(".com")
        || run.contains(".org")
}

/// What was learned of words by their spelling: which are written as one and are two, and which pieces join the
/// word before.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    inner: HashMap<String, u32>,
    clitics: Vec<String>,
}

impl Inventory {
    /// From the words that are two (lower case, with the byte of the cut), and the pieces that join the word before.
    #[must_use]
    pub fn new(inner: impl IntoIterator<Item = (String, u32)>, mut clitics: Vec<String>) -> Self {
        clitics.sort();
        Self { inner: inner.into_iter().collect(), clitics }
    }

    /// Where to cut a word of letters that is two ("cannot").
    #[must_use]
    pub fn inner_cut(&self, form: &str) -> Option<usize> {
        let mut lower = [0; 12];
        let lower = lower.get_mut(..form.len()).filter(|_| form.is_ascii())?;
        lower.copy_from_slice(form.as_bytes());
        lower.make_ascii_lowercase();
        self.inner.get(std::str::from_utf8(lower).ok()?).map(|&cut| cut as usize)
    }

    /// Whether a piece joins the word before ("'s").
    #[must_use]
    pub fn is_clitic(&self, form: &str) -> bool {
        let folded = || form.chars().map(normal);
        form.len() <= 8 && self.clitics.binary_search_by(|known| known.chars().cmp(folded())).is_ok()
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        let mut inner: Vec<(&String, &u32)> = self.inner.iter().collect();
        inner.sort();
        out.strings(inner.iter().map(|(form, _)| form.as_str()));
        out.u32s(&inner.iter().map(|(_, cut)| **cut).collect::<Vec<_>>());
        out.strings(self.clitics.iter().map(String::as_str));
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let forms = reader.strings()?;
        let cuts = reader.u32s()?;
        if forms.len() != cuts.len()
            || forms.iter().zip(&cuts).any(|(form, &cut)| form.get(..cut as usize).is_none())
        {
            return Err(ModelError::new("its split words are impossible"));
        }
        let clitics = reader.strings()?.into_iter().map(str::to_owned).collect();
        Ok(Self::new(forms.into_iter().map(str::to_owned).zip(cuts), clitics))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_may_be_cut_around_marks_and_before_not() {
        let places = |run: &str| cuts(run, None).map(|cut| cut.at).collect::<Vec<_>>();
        assert_eq!(places("Oslo"), []);
        assert_eq!(places("Oslo,"), [4]);
        assert_eq!(places("don't"), [2, 3, 4]);
        assert_eq!(places("10km"), [2]);
        assert_eq!(places("e\u{301}te"), []);
    }

    #[test]
    fn split_words_keep_their_case() {
        let inventory = Inventory::new([("cannot".to_owned(), 3)], vec!["'s".to_owned()]);
        assert_eq!(inventory.inner_cut("Cannot"), Some(3));
        assert!(inventory.is_clitic("’S") && !inventory.is_clitic("s"));
    }
}

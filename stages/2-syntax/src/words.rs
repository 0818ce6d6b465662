//! What the network sees of a word: its normal form, the pieces of its spelling, and its shape.

use crate::hash::{SEED, finish, mix};

/// The greatest length, in characters, up to which a word's spelling is looked at: what is longer is an address or
/// noise, and must not cost more than a word.
const LONGEST: usize = 40;

/// The hashed features of a word form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordFeatures {
    /// Hash of the normal form: lower case, every digit a 0.
    pub norm: u32,
    /// Hash of the shape: letters by case, digits, runs cut to two.
    pub shape: u32,
    /// Hashes of the substrings of two to five characters of `<norm>`.
    pub grams: Vec<u32>,
}

impl WordFeatures {
    /// Computes the features of `form` in place, reusing the memory of the last word.
    pub fn compute(&mut self, form: &str) {
        self.grams.clear();
        self.shape = shape(form);
        let mut norm = [' '; LONGEST + 2];
        norm[0] = '<';
        let mut length = 1;
        for character in form.chars().take(LONGEST) {
            norm[length] = normal(character);
            length += 1;
        }
        self.norm = norm[1..length].iter().fold(SEED, |hash, &c| mix(hash, c as u32));
        self.norm = finish(self.norm);
        norm[length] = '>';
        let norm = &norm[..=length];
        for start in 0..norm.len() {
            let mut hash = SEED ^ 0x5bd1_e995;
            for (size, &character) in norm[start..].iter().take(5).enumerate() {
                hash = mix(hash, character as u32);
                if size > 0 {
                    self.grams.push(finish(hash));
                }
            }
        }
    }
}

/// A form with every character in its normal form.
#[must_use]
pub fn fold_form(form: &str) -> String {
    form.chars().map(normal).collect()
}

/// A character in its normal form. Typographic quotation marks and dashes stand for their plain forms, which the
/// training texts use.
pub(crate) fn normal(character: char) -> char {
    match character {
        '0'..='9' => '0',
        '’' | '‘' | '`' => '\'',
        '“' | '”' | '«' | '»' => '"',
        '–' | '—' => '-',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

fn shape(form: &str) -> u32 {
    let mut hash = SEED;
    let (mut last, mut run) = (0, 0);
    for character in form.chars().take(LONGEST) {
        let class = match character {
            '0'..='9' => u32::from('d'),
            c if c.is_uppercase() => u32::from('X'),
            c if c.is_alphabetic() => u32::from('x'),
            c => u32::from(normal(c)),
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 {
            hash = mix(hash, class);
        }
    }
    finish(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(form: &str) -> WordFeatures {
        let mut features = WordFeatures::default();
        features.compute(form);
        features
    }

    #[test]
    fn case_digits_and_marks_are_folded() {
        assert_eq!(features("Treaty").norm, features("treaty").norm);
        assert_ne!(features("Treaty").shape, features("treaty").shape);
        assert_eq!(features("2016").norm, features("1999").norm);
        assert_eq!(features("n’t"), features("n't"));
    }

    #[test]
    fn grams_are_those_of_two_to_five() {
        // <abc>: ab-sized pieces of the five characters: 4 + 3 + 2 + 1.
        assert_eq!(features("abc").grams.len(), 10);
        assert_eq!(features("").grams.len(), 1);
        assert!(features(&"x".repeat(10_000)).grams.len() < 200);
    }
}

//! The words of a text, as far as likeness needs them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::hash::{hash, mix};

/// Words that say nothing about what a sentence tells, one a line.
static COMMON: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("common_words.txt").lines().collect());

/// The words of `text` in lower case: letters and digits, all else divides.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}

/// Hashes of the words that tell what a sentence is about, without their endings, sorted, each once.
pub(crate) fn telling(text: &str) -> Vec<u16> {
    let telling = words(text).filter(|word| word.len() >= 3 && !COMMON.contains(word.as_str()));
    let mut hashes: Vec<_> = telling.map(|word| (hash(stem(&word).as_bytes()) & 0xffff) as u16).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// A word without the commonest endings, so that "talks" is "talk" and "signed" is "sign".
fn stem(word: &str) -> &str {
    let endings = ["ing", "ed", "es", "s"];
    let stems = endings.iter().filter_map(|ending| word.strip_suffix(ending));
    stems.filter(|stem| stem.chars().count() >= 4).min_by_key(|stem| stem.len()).unwrap_or(word)
}

/// How many words stand in a run.
const RUN: usize = 4;

/// Hashes of the runs of four words of a text, sorted, each once.
pub(crate) fn runs(text: &str) -> Vec<u64> {
    let words: Vec<u64> = words(text).map(|word| hash(word.as_bytes())).collect();
    let join = |run: &[u64]| run.iter().fold(0, |hash: u64, &word| mix(hash.rotate_left(5) ^ word));
    let mut runs: Vec<_> = words.windows(RUN).map(join).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// How many numbers two sorted lists share.
pub(crate) fn shared<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (mut at, mut count) = (0, 0);
    for number in one {
        while other.get(at).is_some_and(|here| here < number) {
            at += 1;
        }
        count += usize::from(other.get(at) == Some(number));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telling_words_lose_their_endings_and_common_words_do_not_tell() {
        assert_eq!(telling("The talks were held in Oslo"), telling("A talk was being held, in Oslo."));
        assert_eq!(telling("It has been said that they would"), Vec::<u16>::new());
        assert_ne!(telling("Oslo"), telling("Bergen"));
    }

    #[test]
    fn the_common_words_are_sorted_lower_case_and_each_once() {
        let lines: Vec<_> = include_str!("common_words.txt").lines().collect();
        assert!(lines.is_sorted_by(|a, b| a < b), "{lines:?}");
        assert!(lines.iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase())));
    }

    #[test]
    fn runs_are_four_words_long() {
        assert_eq!(runs("one two three").len(), 0);
        assert_eq!(runs("one two three four five").len(), 2);
        assert_eq!(shared(&runs("a b c d e f"), &runs("b c d e, f g")), 2);
        assert_eq!(shared(&[1, 2, 4], &[2, 3, 4, 5]), 2);
    }
}

//! Whether a text is English, by its function words.
//!
//! Running English is to a fifth made of words like "the" and "which" that no other language has as its own; other
//! languages in Latin letters have next to none of them. Counting them needs no model, can be said to a person, and
//! errs on the side of reading: names and figures alone (a list, a short report) are let pass, and so is a text too
//! short to tell.

use crate::PageError;
use crate::text;

/// Function words of English that are not frequent in another language ("in", "was", "on" and "for" are).
const WORDS: &[&str] = &[
    "about", "after", "also", "and", "any", "are", "as", "be", "because", "been", "before", "between", "but",
    "by", "can", "could", "did", "from", "had", "has", "have", "he", "her", "his", "how", "if", "into", "is",
    "it", "its", "more", "not", "of", "or", "other", "our", "over", "she", "should", "than", "that", "the",
    "their", "them", "there", "these", "they", "this", "those", "to", "under", "we", "were", "what", "when",
    "where", "which", "while", "who", "will", "with", "would", "you", "your",
];

/// The words of [`WORDS`] that some other language uses as well; they count for English only in company.
const SHARED: &[&str] =
    &["as", "be", "by", "can", "had", "he", "her", "is", "of", "or", "our", "over", "to", "under", "we"];

/// A text of fewer words is not judged by its words.
const SHORT: usize = 12;
/// A text of fewer words needs one unshared English function word only, or some shared ones.
const BRIEF: usize = 60;
/// The least share of unshared English function words, in words of a thousand. English news has 120 and more; lists
/// of figures and names go down to 20; German, Spanish, French, Papiamento stay under 10.
const LEAST: usize = 15;
/// A page of a million words is judged by its beginning.
const SAMPLE: usize = 2_000;

/// # Errors
/// [`PageError::NotEnglish`], with what speaks against English.
pub(crate) fn check(text: &str) -> Result<(), PageError> {
    let refuse = |why: String| Err(PageError::NotEnglish { why });
    let letters = |latin: bool| {
        text.chars().take(20_000).filter(|c| c.is_alphabetic() && is_latin(*c) == latin).count()
    };
    let (latin, other) = (letters(true), letters(false));
    if other > latin {
        return refuse(format!("{} of 100 letters are not Latin", other * 100 / (latin + other)));
    }
    let (mut all, mut english, mut own) = (0, 0, 0);
    for word in text::words(text).take(SAMPLE).filter(|word| word.chars().all(char::is_alphabetic)) {
        all += 1;
        let word = word.to_ascii_lowercase();
        if WORDS.binary_search(&word.as_str()).is_ok() {
            english += 1;
            own += usize::from(!SHARED.contains(&word.as_str()));
        }
    }
    match all {
        0..SHORT => Ok(()),
        SHORT..BRIEF if own > 0 || english * 8 >= all => Ok(()),
        BRIEF.. if own * 1000 >= all * LEAST => Ok(()),
        _ => refuse(format!("{own} of its first {all} words are English function words")),
    }
}

fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{fb00}'..='\u{fb06}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_list_can_be_searched() {
        assert!(WORDS.is_sorted());
        assert!(SHARED.iter().all(|word| WORDS.contains(word)));
    }

    #[test]
    fn english_passes_and_other_languages_do_not() {
        let english = [
            "Ministers met.",
            "Putin, Xi, Modi meet",
            "Norway and Russia signed a treaty on the line in the Barents Sea in September 2010, after forty years of talks.",
            "Norge, Sverige, Danmark, Suomi, Ísland",
        ];
        let others = [
            "Die Außenminister Norwegens und Russlands unterzeichneten im September 2010 in Murmansk einen Vertrag über die Grenze.",
            "Los ministros de Noruega y Rusia firmaron en septiembre de 2010 en Murmansk un tratado sobre la frontera marítima.",
            "Les ministres norvégien et russe ont signé en septembre 2010 à Mourmansk un traité sur la frontière en mer.",
            "Норвегия и Россия подписали в сентябре 2010 года договор.",
            "Ministrowie spraw zagranicznych Norwegii i Rosji podpisali we wrześniu 2010 roku w Murmańsku traktat o granicy morskiej.",
        ];
        for text in english {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for text in others {
            assert!(matches!(check(text), Err(PageError::NotEnglish { .. })), "{text}");
            assert!(
                matches!(check(&text.replace('.', " ").repeat(20)), Err(PageError::NotEnglish { .. })),
                "{text}"
            );
        }
    }
}

//! Whether a text is English, by its function words.
//!
//! Running English is to a fifth made of words like "the" and "which" that no other language has as its own; other
//! languages in Latin letters have next to none of them. Counting them needs no model, can be said to a person, and
//! errs on the side of reading: names and figures alone (a list, a short report) are let pass, and so is a text too
//! short to tell.

use crate::PageError;
use crate::text;

/// Function words of English that are not frequent in another language ("in", "of", "was" and "for" are).
const WORDS: &[&str] = &[
    "about", "after", "also", "and", "any", "are", "because", "been", "before", "between", "but", "could",
    "did", "from", "has", "have", "his", "how", "if", "into", "it", "its", "more", "not", "other", "she",
    "should", "than", "that", "the", "their", "them", "there", "these", "they", "this", "those", "were",
    "what", "when", "where", "which", "while", "who", "will", "with", "would", "you", "your",
];

/// Function words of other languages that are no English words or names of news ("UN", "EST"), to tell a short text.
const FOREIGN: &[&str] = &[
    "att", "auf", "avec", "che", "como", "con", "da", "dans", "das", "de", "dei", "del", "della", "dem",
    "der", "des", "det", "di", "du", "ein", "eine", "el", "en", "et", "ett", "een", "einen", "einer", "för",
    "het", "ich", "il", "im", "ist", "la", "las", "le", "les", "los", "mit", "nicht", "och", "og", "op",
    "para", "por", "pour", "que", "sich", "som", "sur", "til", "um", "una", "und", "une", "van", "von", "że",
    "zu", "är", "w", "z",
];

/// A text of fewer words is not judged by its words.
const SHORT: usize = 8;
/// A text of fewer words is refused for foreign words only: a sentence may do without English function words.
const BRIEF: usize = 60;
/// The least share of these words, in words of a thousand. English news has 120 and more; lists
/// of figures and names go down to 20; German, Spanish, French, Papiamento stay under 15.
const LEAST: usize = 18;
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
    let (mut all, mut own, mut foreign) = (0, 0, 0);
    for word in text::words(text).take(SAMPLE).filter(|word| word.chars().all(char::is_alphabetic)) {
        // Names may have foreign letters in English, other words seldom do.
        let accented = !word.is_ascii() && word.chars().all(char::is_lowercase);
        let word = word.to_lowercase();
        all += 1;
        own += usize::from(WORDS.binary_search(&word.as_str()).is_ok());
        foreign += usize::from(accented || FOREIGN.contains(&word.as_str()));
    }
    match all {
        0..SHORT => Ok(()),
        SHORT..BRIEF if own * 2 >= foreign || foreign < 2 => Ok(()),
        SHORT..BRIEF => refuse(format!("{foreign} of its {all} words belong to another language")),
        _ if own * 1000 >= all * LEAST => Ok(()),
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
        assert!(FOREIGN.iter().all(|word| !WORDS.contains(word)));
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

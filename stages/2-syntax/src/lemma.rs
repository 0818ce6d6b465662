//! Lemmas by learned rules: the longest known ending of a word says what to take off and what to put on.
//!
//! Endings are learned for each part of speech and the features that matter to it; a whole word is its own longest
//! ending, so that irregular forms are entries like any other. Whether a capital is kept is a second decision.

use std::collections::HashMap;

use dualtrack_document::{Features, Upos};

use crate::file::{ModelError, Reader, Writer};

/// What to do to the end of a word.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edit {
    /// How many characters to take off.
    pub take: u32,
    /// What to put on.
    pub put: String,
}

impl Edit {
    /// The edit that makes `lemma` of `form`, keeping as much of the beginning as they share.
    #[must_use]
    pub fn between(form: &str, lemma: &str) -> Self {
        let shared = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        let take = form.chars().count() - shared;
        Self { take: take as u32, put: lemma.chars().skip(shared).collect() }
    }

    fn apply(&self, form: &mut String) {
        for _ in 0..self.take {
            form.pop();
        }
        form.push_str(&self.put);
    }
}

/// How the capital of a word is written in its lemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Capital {
    /// As in the text.
    Keep,
    /// In lower case.
    Lower,
    /// Only the first letter is large.
    Title,
}

impl Capital {
    const ALL: [Self; 3] = [Self::Keep, Self::Lower, Self::Title];

    /// `form` so.
    #[must_use]
    pub fn write(self, form: &str) -> String {
        let mut out = String::new();
        self.write_to(form, &mut out);
        out
    }

    /// Appends `form` so.
    fn write_to(self, form: &str, out: &mut String) {
        match self {
            Self::Keep => out.push_str(form),
            Self::Lower if form.is_ascii() => out.extend(form.chars().map(|c| c.to_ascii_lowercase())),
            Self::Lower => out.push_str(&form.to_lowercase()),
            Self::Title => {
                let mut characters = form.chars();
                out.extend(characters.next().into_iter().flat_map(char::to_uppercase));
                out.extend(characters.flat_map(char::to_lowercase));
            }
        }
    }
}

/// How a word is written where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Writing {
    /// In small letters.
    Small,
    /// With a capital at the beginning of a sentence.
    First,
    /// With a capital elsewhere.
    Large,
    /// In capitals throughout.
    Capitals,
}

impl Writing {
    /// Of `form`, given whether it begins its sentence.
    #[must_use]
    pub fn of(form: &str, begins: bool) -> Self {
        let mut letters = form.chars().filter(|c| c.is_alphabetic());
        match letters.next() {
            Some(first) if first.is_uppercase() => {
                let mut rest = letters.peekable();
                if rest.peek().is_some() && rest.all(char::is_uppercase) {
                    Self::Capitals
                } else if begins {
                    Self::First
                } else {
                    Self::Large
                }
            }
            _ => Self::Small,
        }
    }
}

/// The learned rules.
#[derive(Debug, Clone, Default)]
pub struct Lemmas {
    edits: Vec<Edit>,
    /// From the hash of a class and an ending to its edit.
    endings: HashMap<u64, u32>,
    /// From the hash of a part of speech, a writing and, where it matters, the word, to its capital.
    capitals: HashMap<u64, Capital>,
}

/// Memory for the forms on the way to a lemma, which serves again.
#[derive(Debug, Default)]
pub struct Memory {
    folded: String,
    plain: String,
}

/// Endings longer than this are whole words.
pub const LONGEST_ENDING: usize = 8;

impl Lemmas {
    /// From edits, endings and capitals as training makes them.
    #[must_use]
    pub fn new(edits: Vec<Edit>, endings: HashMap<u64, u32>, capitals: HashMap<u64, Capital>) -> Self {
        Self { edits, endings, capitals }
    }

    /// Writes the lemma of a word to `out`; `begins` says whether the word begins its sentence.
    pub fn lemma(
        &self,
        form: &str,
        begins: bool,
        upos: Upos,
        features: Features,
        memory: &mut Memory,
        out: &mut String,
    ) {
        out.clear();
        // Addresses and noise are their own lemma.
        if form.len() > 60 {
            out.push_str(form);
            return;
        }
        let Memory { folded, plain } = memory;
        folded.clear();
        folded.extend(form.chars().map(fold_character));
        plain.clear();
        plain.extend(form.chars().map(plain_character));
        let edit = keys(folded, upos, features).find_map(|key| self.endings.get(&key));
        let edit = edit.and_then(|&edit| self.edits.get(edit as usize));
        match edit {
            // A word that changes altogether ("’s" is "be") takes the lemma as it was learned.
            Some(edit) if edit.take as usize >= folded.chars().count() => out.push_str(&edit.put),
            edit => {
                self.capital(folded, Writing::of(form, begins), upos).write_to(plain, out);
                if let Some(edit) = edit {
                    edit.apply(out);
                }
            }
        }
    }

    fn capital(&self, folded: &str, writing: Writing, upos: Upos) -> Capital {
        let own = self.capitals.get(&capital_key(folded, writing, upos));
        let general = || self.capitals.get(&capital_key("", writing, upos));
        own.or_else(general).copied().unwrap_or(Capital::Lower)
    }

    pub(crate) fn write(&self) -> Writer {
        let mut out = Writer::default();
        out.strings(self.edits.iter().map(|edit| edit.put.as_str()));
        out.u32s(&self.edits.iter().map(|edit| edit.take).collect::<Vec<_>>());
        let mut endings: Vec<(&u64, &u32)> = self.endings.iter().collect();
        endings.sort();
        write_map(endings.into_iter().map(|(key, edit)| (*key, *edit)), &mut out);
        let mut capitals: Vec<(&u64, &Capital)> = self.capitals.iter().collect();
        capitals.sort();
        write_map(capitals.into_iter().map(|(key, capital)| (*key, *capital as u32)), &mut out);
        out
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let puts = reader.strings()?;
        let takes = reader.u32s()?;
        let edits: Vec<Edit> =
            puts.into_iter().zip(takes).map(|(put, take)| Edit { take, put: put.to_owned() }).collect();
        let endings = read_map(reader)?.collect();
        let capital = |number: u32| Capital::ALL.get(number as usize).copied().unwrap_or(Capital::Lower);
        let capitals = read_map(reader)?.map(|(key, number)| (key, capital(number))).collect();
        Ok(Self { edits, endings, capitals })
    }
}

fn write_map(entries: impl Iterator<Item = (u64, u32)>, out: &mut Writer) {
    let flat: Vec<u32> = entries.flat_map(|(key, value)| [key as u32, (key >> 32) as u32, value]).collect();
    out.u32s(&flat);
}

fn read_map(reader: &mut Reader<'_>) -> Result<impl Iterator<Item = (u64, u32)>, ModelError> {
    let flat = reader.u32s()?;
    let entries: Vec<(u64, u32)> = flat
        .as_chunks::<3>()
        .0
        .iter()
        .map(|[low, high, value]| (u64::from(*low) | u64::from(*high) << 32, *value))
        .collect();
    Ok(entries.into_iter())
}

/// The form under which endings are learned: lower case, typographic marks plain.
#[must_use]
pub fn fold(form: &str) -> String {
    form.chars().map(fold_character).collect()
}

fn fold_character(character: char) -> char {
    if character.is_ascii_digit() { character } else { crate::words::normal(character) }
}

/// Typographic marks plain, letters as they are.
fn plain_character(character: char) -> char {
    if character.is_alphanumeric() { character } else { crate::words::normal(character) }
}

/// The keys of a word's endings, the whole word first, then ever shorter ones down to none.
pub fn keys(folded: &str, upos: Upos, features: Features) -> impl Iterator<Item = u64> + '_ {
    let class = class(upos, features);
    let starts = folded.char_indices().map(|(at, _)| at).chain([folded.len()]);
    let longest = folded.chars().count().saturating_sub(LONGEST_ENDING);
    let endings = starts.skip(longest).map(move |at| hash(class, "", &folded[at..]));
    std::iter::once(hash(class, "^", folded)).chain(endings)
}

/// Part of speech and the features that change forms. Of verbs only tense and form do: "warned" is of any person.
fn class(upos: Upos, features: Features) -> u64 {
    let part = |value: Option<usize>| value.map_or(0, |value| value as u64 + 1);
    let is_verb = matches!(upos, Upos::Verb | Upos::Aux);
    let number = part(features.number().filter(|_| !is_verb).map(|v| v as usize));
    let tense = part(features.tense().map(|v| v as usize));
    let form = part(features.verb_form().map(|v| v as usize));
    let degree = part(features.degree().map(|v| v as usize));
    let case = part(features.case().map(|v| v as usize));
    ((((upos as u64 * 8 + number) * 8 + tense) * 8 + form) * 8 + degree) * 8 + case
}

/// The key of a decision on capitals; an empty word stands for all.
#[must_use]
pub fn capital_key(folded: &str, writing: Writing, upos: Upos) -> u64 {
    hash(upos as u64 * 8 + writing as u64, "capital", folded)
}

fn hash(class: u64, mark: &str, string: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325u64 ^ class.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let bytes = mark.bytes().chain([0xff]).chain(string.bytes());
    bytes.fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_keep_the_common_beginning() {
        for (form, lemma, take, put) in
            [("met", "meet", 1, "et"), ("talks", "talk", 1, ""), ("was", "be", 3, "be")]
        {
            let edit = Edit::between(form, lemma);
            assert_eq!((edit.take, edit.put.as_str()), (take, put));
            let mut word = form.to_owned();
            edit.apply(&mut word);
            assert_eq!(word, lemma);
        }
    }

    #[test]
    fn the_longest_ending_decides() {
        let (upos, features) = (Upos::Noun, Features::default());
        let key = |word: &str, at: usize| keys(word, upos, features).nth(at).unwrap();
        let edits = vec![Edit { take: 1, put: String::new() }, Edit { take: 4, put: "child".to_owned() }];
        let none = key("talks", 5);
        assert_eq!(none, key("cats", 4));
        let endings = HashMap::from([(none, 0), (key("children", 0), 1)]);
        let edits = {
            let mut edits = edits;
            edits[1] = Edit::between("children", "child");
            edits
        };
        let lemmas = Lemmas::new(edits, endings, HashMap::new());
        let (mut memory, mut out) = (Memory::default(), String::new());
        for (form, lemma) in [("Talks", "talk"), ("children", "child"), ("", "")] {
            lemmas.lemma(form, true, upos, features, &mut memory, &mut out);
            assert_eq!(out, lemma);
        }
    }

    #[test]
    fn writing_tells_beginnings_from_names() {
        assert_eq!(Writing::of("Oslo", false), Writing::Large);
        assert_eq!(Writing::of("The", true), Writing::First);
        assert_eq!(Writing::of("U.N.", true), Writing::Capitals);
        assert_eq!(Writing::of("25", true), Writing::Small);
    }
}

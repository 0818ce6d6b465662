//! Morphological features (Universal Dependencies v2, those that English uses), packed into one number.

use std::fmt;
use std::str::FromStr;

use dualtrack_record::UnknownWord;

/// One feature: its name, its enum, and its values in alphabetical order of their written forms.
macro_rules! features {
    ($($(#[$meta:meta])* $feature:ident / $getter:ident = $bits:literal { $($value:ident = $word:literal,)+ })+) => {
        $(
            $(#[$meta])*
            #[allow(missing_docs, reason = "the values are the standard's own")]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $feature { $($value,)+ }

            impl $feature {
                /// All values, in order.
                pub const ALL: &'static [Self] = &[$(Self::$value,)+];

                /// The value as CoNLL-U writes it.
                #[must_use]
                pub const fn as_str(self) -> &'static str { match self { $(Self::$value => $word,)+ } }
            }
        )+

        /// The names of the features in CoNLL-U's order.
        const NAMES: &[&str] = &[$(stringify!($feature),)+];
        /// The width of each feature's field.
        const BITS: &[u32] = &[$($bits,)+];
        /// The written values of each feature.
        const VALUES: &[&[&str]] = &[$(&[$($word,)+],)+];

        /// The position of each feature in the tables above.
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "indices named by their getters")]
        enum Index { $($getter,)+ }

        impl Features {
            $(
                $(#[$meta])*
                #[must_use]
                pub fn $getter(self) -> Option<$feature> {
                    let raw = self.field(Index::$getter as usize);
                    raw.checked_sub(1).and_then(|at| $feature::ALL.get(at as usize).copied())
                }
            )+
        }
    };
}

features! {
    /// Whether the word is an abbreviation.
    Abbr / abbr = 1 { Yes = "Yes", }
    /// Case of a pronoun.
    Case / case = 2 { Acc = "Acc", Gen = "Gen", Nom = "Nom", }
    /// Definiteness of an article.
    Definite / definite = 2 { Def = "Def", Ind = "Ind", }
    /// Degree of an adjective or adverb.
    Degree / degree = 2 { Cmp = "Cmp", Pos = "Pos", Sup = "Sup", }
    /// The part of speech that a fixed expression stands for.
    ExtPos / ext_pos = 4 {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Pron = "PRON", Propn = "PROPN", Sconj = "SCONJ", Verb = "VERB", X = "X",
    }
    /// Whether the word is of another language.
    Foreign / foreign = 1 { Yes = "Yes", }
    /// Gender of a pronoun.
    Gender / gender = 3 { Fem = "Fem", FemMasc = "Fem,Masc", Masc = "Masc", Neut = "Neut", }
    /// Mood of a finite verb.
    Mood / mood = 2 { Imp = "Imp", Ind = "Ind", Sub = "Sub", }
    /// How a number is written.
    NumForm / num_form = 3 { Combi = "Combi", Digit = "Digit", Roman = "Roman", Word = "Word", }
    /// What kind of number it is.
    NumType / num_type = 3 { Card = "Card", Frac = "Frac", Mult = "Mult", Ord = "Ord", }
    /// Grammatical number.
    Number / number = 2 { Plur = "Plur", Ptan = "Ptan", Sing = "Sing", }
    /// Grammatical person.
    Person / person = 2 { First = "1", Second = "2", Third = "3", }
    /// Polarity of a negating or affirming word.
    Polarity / polarity = 2 { Neg = "Neg", Pos = "Pos", }
    /// Whether the word is possessive.
    Poss / poss = 1 { Yes = "Yes", }
    /// Kind of pronoun, determiner or pro-adverb.
    PronType / pron_type = 4 {
        Art = "Art", Dem = "Dem", Emp = "Emp", Ind = "Ind", Int = "Int", Neg = "Neg", Prs = "Prs", Rcp = "Rcp",
        Rel = "Rel", Tot = "Tot",
    }
    /// Whether the pronoun is reflexive.
    Reflex / reflex = 1 { Yes = "Yes", }
    /// Register.
    Style / style = 3 { Arch = "Arch", Coll = "Coll", Expr = "Expr", Slng = "Slng", Vrnc = "Vrnc", }
    /// Tense of a verb.
    Tense / tense = 2 { Past = "Past", Pres = "Pres", }
    /// Whether the word is misspelt.
    Typo / typo = 1 { Yes = "Yes", }
    /// Form of a verb.
    VerbForm / verb_form = 3 { Fin = "Fin", Ger = "Ger", Inf = "Inf", Part = "Part", }
    /// Voice of a participle.
    Voice / voice = 1 { Pass = "Pass", }
}

/// The morphological features of a word; `Features::default()` has none. Displays and parses as CoNLL-U's FEATS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Features(u64);

impl Features {
    fn field(self, feature: usize) -> u64 {
        (self.0 >> offset(feature)) & ((1 << BITS[feature]) - 1)
    }
}

/// The first bit of a feature's field.
fn offset(feature: usize) -> u32 {
    BITS[..feature].iter().sum()
}

impl fmt::Display for Features {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for (feature, name) in NAMES.iter().enumerate() {
            if let Some(at) = self.field(feature).checked_sub(1) {
                let separator = if std::mem::take(&mut first) { "" } else { "|" };
                write!(f, "{separator}{name}={}", VALUES[feature][at as usize])?;
            }
        }
        if first { f.write_str("_") } else { Ok(()) }
    }
}

impl FromStr for Features {
    type Err = UnknownWord;

    fn from_str(feats: &str) -> Result<Self, UnknownWord> {
        let mut packed = 0;
        for pair in feats.split('|').filter(|pair| *pair != "_" && !pair.is_empty()) {
            let unknown =
                || UnknownWord { vocabulary: "morphological feature of English", word: pair.to_owned() };
            let (name, value) = pair.split_once('=').ok_or_else(unknown)?;
            let feature = NAMES.iter().position(|known| *known == name).ok_or_else(unknown)?;
            let at = VALUES[feature].iter().position(|known| *known == value).ok_or_else(unknown)?;
            packed |= (at as u64 + 1) << offset(feature);
        }
        Ok(Self(packed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for feats in [
            "_",
            "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
            "ExtPos=SCONJ",
            "Typo=Yes|Voice=Pass",
        ] {
            assert_eq!(feats.parse::<Features>().unwrap().to_string(), feats);
        }
        assert!("Aspect=Perf".parse::<Features>().is_err());
    }

    #[test]
    fn every_value_fits_its_field() {
        assert!(BITS.iter().sum::<u32>() <= 64);
        for (feature, values) in VALUES.iter().enumerate() {
            assert!(values.len() < 1 << BITS[feature], "{}", NAMES[feature]);
        }
    }

    #[test]
    fn getters_give_the_value() {
        let features: Features = "Number=Plur|Person=1|PronType=Prs".parse().unwrap();
        assert_eq!((features.person(), features.number()), (Some(Person::First), Some(Number::Plur)));
        assert_eq!(features.tense(), None);
    }
}

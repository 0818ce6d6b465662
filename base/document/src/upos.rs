//! Universal parts of speech (Universal Dependencies v2).

use std::fmt;
use std::str::FromStr;

use dualtrack_record::UnknownWord;

macro_rules! upos {
    ($($name:ident = $word:literal,)+) => {
        /// A universal part of speech; see <https://universaldependencies.org/u/pos/>.
        #[allow(missing_docs, reason = "the names are the standard's own")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Upos { $($name,)+ }

        impl Upos {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The tag as CoNLL-U writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$name => $word,)+ } }
        }

        impl FromStr for Upos {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                match word {
                    $($word => Ok(Self::$name),)+
                    _ => Err(UnknownWord { vocabulary: "universal part of speech", word: word.to_owned() }),
                }
            }
        }
    };
}

upos! {
    Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN",
    Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM",
    Verb = "VERB", X = "X",
}

impl fmt::Display for Upos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Upos {
    /// Nouns, proper nouns and pronouns: what heads a noun phrase.
    #[must_use]
    pub const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Propn | Self::Pron)
    }
}

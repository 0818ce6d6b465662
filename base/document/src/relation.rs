//! Dependency relations (Universal Dependencies v2, English subtypes).

use std::fmt;
use std::str::FromStr;

use dualtrack_record::UnknownWord;

macro_rules! relations {
    ($($name:ident = $word:literal,)+) => {
        /// A dependency relation; see <https://universaldependencies.org/en/dep/>.
        #[allow(missing_docs, reason = "the names are the standard's own")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Relation { $($name,)+ }

        impl Relation {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The relation as CoNLL-U writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$name => $word,)+ } }
        }

        impl FromStr for Relation {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                match word {
                    $($word => Ok(Self::$name),)+
                    _ => Err(UnknownWord { vocabulary: "dependency relation", word: word.to_owned() }),
                }
            }
        }
    };
}

relations! {
    Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
    Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc",
    CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj",
    Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Dep = "dep", Det = "det",
    DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", Fixed = "fixed",
    Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod",
    NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj",
    NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl",
    OblAgent = "obl:agent", OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis",
    Punct = "punct", Reparandum = "reparandum", Root = "root", Vocative = "vocative", Xcomp = "xcomp",
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Relation {
    /// The relation without its subtype: `nsubj:pass` is `nsubj`.
    #[must_use]
    pub fn base(self) -> Self {
        match self.as_str().split_once(':') {
            Some((base, _)) => base.parse().unwrap_or(self),
            None => self,
        }
    }

    /// Whether the dependent is a clause of its own.
    #[must_use]
    pub const fn is_clausal(self) -> bool {
        matches!(
            self,
            Self::Acl
                | Self::AclRelcl
                | Self::Advcl
                | Self::AdvclRelcl
                | Self::Ccomp
                | Self::Xcomp
                | Self::Csubj
                | Self::CsubjOuter
                | Self::CsubjPass
                | Self::Parataxis
        )
    }
}

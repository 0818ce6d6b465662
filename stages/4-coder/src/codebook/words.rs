//! The words of the codebook: every lemma that any entry names, once, with all that is known about it.

use std::collections::HashMap;

/// A word of the codebook, as its position in [`Words`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WordId(u16);

/// A set of classes, as bits by their position in the codebook.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ClassSet(u128);

impl ClassSet {
    /// How many classes a codebook may have.
    pub(crate) const LIMIT: usize = 128;

    pub(crate) fn insert(&mut self, class: usize) {
        self.0 |= 1 << class;
    }

    pub(crate) const fn holds(self, class: usize) -> bool {
        self.0 & (1 << class) != 0
    }

    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What part of speech a use of a word asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// An adjective in the predicate.
    Adjective,
    /// An auxiliary or particle that hangs on the act.
    Auxiliary,
}

/// One way in which an entry is found: its head word (under which this stands) and the words that must go with it.
#[derive(Debug, Clone)]
pub(crate) struct Use {
    pub(crate) part: Part,
    /// The other words in order, each with its alternatives.
    pub(crate) rest: Box<[Box<[WordId]>]>,
    /// Whether the head must be a plural: the entry names it so ("talks").
    pub(crate) plural: bool,
    /// The entry's position in the codebook.
    pub(crate) entry: usize,
}

/// All words.
#[derive(Debug, Default)]
pub(crate) struct Words {
    ids: HashMap<Box<str>, WordId>,
    /// Inflected forms of verbs.
    inflected: HashMap<Box<str>, WordId>,
    spelling: Vec<Box<str>>,
    uses: Vec<Vec<Use>>,
    classes: Vec<ClassSet>,
    /// Phrases of classes, by their head: the class and the words that must hang on the head.
    phrases: Vec<Vec<(u8, Box<[WordId]>)>>,
    contexts: Vec<u64>,
}

impl Words {
    /// The id of a word that the codebook names, entered if it is new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        // A codebook of more than 65,535 words would be a dictionary; its surplus falls together in the last word.
        let id = WordId(u16::try_from(self.spelling.len()).unwrap_or(u16::MAX));
        if id.0 < u16::MAX {
            self.spelling.push(word.into());
            self.uses.push(Vec::new());
            self.classes.push(ClassSet::default());
            self.phrases.push(Vec::new());
            self.contexts.push(0);
        }
        self.ids.insert(word.into(), id);
        id
    }

    /// The id of a lemma of a text, if the codebook names it; names in capitals are looked up in lower case too. A verb
    /// whose lemma is no word is found by its form: lemmatisers err on rare verbs.
    pub(crate) fn find(&self, lemma: &str, form: &str, is_verb: bool) -> Option<WordId> {
        if let Some(&id) = self.ids.get(lemma) {
            return Some(id);
        }
        if lemma.bytes().any(|b| b.is_ascii_uppercase()) {
            return self.ids.get(lemma.to_lowercase().as_str()).copied();
        }
        if !is_verb {
            return None;
        }
        let by_form = self.inflected.get(form).or_else(|| self.ids.get(form)).copied();
        by_form.or_else(|| {
            let capital = form.starts_with(|c: char| c.is_ascii_uppercase());
            self.inflected.get(form.to_lowercase().as_str()).filter(|_| capital).copied()
        })
    }

    /// Enters the inflected forms of a verb; a form that two verbs share is the first's.
    pub(super) fn inflect(&mut self, verb: WordId, forms: Vec<String>) {
        for form in forms {
            self.inflected.entry(form.into()).or_insert(verb);
        }
    }

    pub(crate) fn spelling(&self, word: WordId) -> &str {
        self.spelling.get(word.0 as usize).map_or("", |w| w)
    }

    pub(crate) fn uses(&self, word: WordId) -> &[Use] {
        self.uses.get(word.0 as usize).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn classes(&self, word: WordId) -> ClassSet {
        self.classes.get(word.0 as usize).copied().unwrap_or_default()
    }

    pub(super) fn add_use(&mut self, word: WordId, what: Use) {
        if let Some(uses) = self.uses.get_mut(word.0 as usize) {
            uses.push(what);
        }
    }

    /// The class phrases that the word heads.
    pub(crate) fn phrases(&self, word: WordId) -> &[(u8, Box<[WordId]>)] {
        self.phrases.get(word.0 as usize).map_or(&[], Vec::as_slice)
    }

    pub(super) fn add_phrase(&mut self, word: WordId, class: usize, rest: Box<[WordId]>) {
        if let (Some(phrases), Ok(class)) = (self.phrases.get_mut(word.0 as usize), u8::try_from(class)) {
            phrases.push((class, rest));
        }
    }

    /// The contexts that a word brings, as bits.
    pub(super) fn contexts(&self, word: WordId) -> u64 {
        self.contexts.get(word.0 as usize).copied().unwrap_or_default()
    }

    pub(super) fn add_context(&mut self, word: WordId, context: usize) {
        if let Some(contexts) = self.contexts.get_mut(word.0 as usize) {
            *contexts |= 1 << context;
        }
    }

    pub(super) fn add_class(&mut self, word: WordId, class: usize) {
        if let Some(classes) = self.classes.get_mut(word.0 as usize) {
            classes.insert(class);
        }
    }
}

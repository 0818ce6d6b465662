//! A model: all that training made, in one file, and the parser that it makes.

use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use dualtrack_document::{NameKind, Syntax, SyntaxBuilder, Token, TokenId};

use crate::conllu;
use crate::file::{self, ModelError, Writer};
use crate::lemma::{self, Lemmas};
use crate::network::Scores;
use crate::split::{RawSentence, RawWord, Splitter};
use crate::tagger::{Tagged, Tagger, Weights};

/// The parts of a model as training makes and the file holds them.
#[derive(Debug, Clone)]
pub struct Parts {
    /// The network.
    pub weights: Weights,
    /// The splitter of text into words and sentences.
    pub splitter: Splitter,
    /// The rules of lemmas.
    pub lemmas: Lemmas,
}

impl Parts {
    /// The model file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let sections: [([u8; 4], Writer); 3] = [
            (*b"NETW", self.weights.write()),
            (*b"SPLT", self.splitter.write()),
            (*b"LEMM", self.lemmas.write()),
        ];
        file::write(&sections)
    }

    /// Reads a model file. Sections of other names are left for later versions.
    ///
    /// # Errors
    /// Where the bytes are no model file of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let (mut weights, mut splitter, mut lemmas) = (None, None, None);
        for (name, mut section) in file::sections(bytes)? {
            match &name {
                b"NETW" => weights = Some(Weights::read(&mut section)?),
                b"SPLT" => splitter = Some(Splitter::read(&mut section)?),
                b"LEMM" => lemmas = Some(Lemmas::read(&mut section)?),
                _ => {}
            }
        }
        let missing = |what: &str| ModelError::new(format!("it holds no {what}"));
        Ok(Self {
            weights: weights.ok_or_else(|| missing("network"))?,
            splitter: splitter.ok_or_else(|| missing("splitter"))?,
            lemmas: lemmas.ok_or_else(|| missing("lemmas"))?,
        })
    }
}

/// A parser of English.
#[derive(Debug)]
pub struct Model {
    tagger: Tagger,
    splitter: Splitter,
    lemmas: Lemmas,
    /// Memory that no text is being parsed with: as much as there were texts at once.
    idle: Mutex<Vec<Scores>>,
}

/// Words that go through the network together: enough to make good use of the matrix code, few enough to stay in the
/// caches and to bound memory whatever the text's length.
const BATCH: usize = 384;

/// The built-in model, as a file.
const BUILT_IN: &[u8] = include_bytes!("../../../models/english.dtm");

impl Model {
    /// Reads a model file.
    ///
    /// # Errors
    /// Where the bytes are no model file of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let Parts { weights, splitter, lemmas } = Parts::from_bytes(bytes)?;
        Ok(Self { tagger: weights.tagger(), splitter, lemmas, idle: Mutex::default() })
    }

    /// The model that comes with the program, read at the first call.
    ///
    /// # Panics
    /// Never: a test reads it.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::from_bytes(BUILT_IN).expect("the built-in model is sound"))
    }

    /// The bytes of the built-in model, for its digest.
    #[must_use]
    pub const fn built_in_bytes() -> &'static [u8] {
        BUILT_IN
    }

    /// Splits and parses a text: blank lines end paragraphs.
    #[must_use]
    pub fn parse(&self, text: &str) -> Syntax {
        self.parse_with_breaks(text, &[])
    }

    /// Likewise, with a sentence beginning at each of the bytes `breaks`.
    #[must_use]
    pub fn parse_with_breaks(&self, text: &str, breaks: &[usize]) -> Syntax {
        let (words, sentences) = self.splitter.split(text, breaks);
        self.run(&words, &sentences, words.iter().map(|word| word.span.of(text)))
    }

    /// Parses sentences of given words, as `conllu::read` gives them; returns them laid out as a text with it.
    #[must_use]
    pub fn parse_conllu(&self, gold: &[conllu::Sentence]) -> (String, Syntax) {
        let (mut text, mut words, mut sentences) = (String::new(), Vec::new(), Vec::new());
        for sentence in gold {
            let start = words.len();
            let spans = conllu::lay_out(sentence, &mut text);
            words.extend(spans.into_iter().map(|(span, joined)| RawWord { span, joined }));
            sentences.push(RawSentence { words: start..words.len(), paragraph: 0 });
        }
        // Words are told by their forms; where a multiword token does not spell them, they cannot be spans of it.
        let forms = gold.iter().flat_map(|sentence| &sentence.words).map(|word| word.form.as_str());
        let syntax = self.run(&words, &sentences, forms);
        (text, syntax)
    }

    fn run<'t>(
        &self,
        words: &[RawWord],
        sentences: &[RawSentence],
        forms: impl Iterator<Item = &'t str> + Clone,
    ) -> Syntax {
        let mut builder = SyntaxBuilder::new();
        let mut scores = self.idle().pop().unwrap_or_default();
        let mut rest = sentences;
        let mut forms = forms;
        while let Some(first) = rest.first() {
            let count =
                rest.iter().take_while(|sentence| sentence.words.start < first.words.start + BATCH).count();
            let (batch, later) = rest.split_at(count);
            rest = later;
            let lengths: Vec<usize> = batch.iter().map(|sentence| sentence.words.len()).collect();
            self.tagger.network.score(forms.clone(), &lengths, &mut scores);
            self.build(batch, words, forms.clone(), &scores, &mut builder);
            for _ in batch.iter().flat_map(|sentence| sentence.words.clone()) {
                forms.next();
            }
        }
        self.idle().push(scores);
        builder.finish()
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Scores>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn build<'t>(
        &self,
        batch: &[RawSentence],
        words: &[RawWord],
        forms: impl Iterator<Item = &'t str>,
        scores: &Scores,
        builder: &mut SyntaxBuilder,
    ) {
        let first = batch.first().map_or(0, |sentence| sentence.words.start);
        let mut forms = forms;
        let (mut lemma, mut memory, mut lemmas) =
            (String::new(), lemma::Memory::default(), Lemmata::default());
        for sentence in batch {
            let Range { start, end } = sentence.words;
            let (tagged, names): (Vec<Tagged>, Vec<(Range<usize>, NameKind)>) =
                self.tagger.read(scores, start - first..end - first);
            lemmas.clear();
            for (at, (tagged, form)) in tagged.iter().zip(forms.by_ref()).enumerate() {
                self.lemmas.lemma(form, at == 0, tagged.upos, tagged.features, &mut memory, &mut lemma);
                lemmas.push(&lemma);
            }
            let tokens = words[start..end].iter().zip(&tagged).enumerate().map(|(at, (word, tagged))| {
                let Tagged { upos, features, head, relation } = *tagged;
                let head = head.map(TokenId::from);
                (
                    Token { span: word.span, head, relation, upos, features, joined: word.joined },
                    lemmas.get(at),
                )
            });
            builder.sentence(sentence.paragraph, tokens, names);
        }
    }
}

/// The lemmas of one sentence, end to end.
#[derive(Debug, Default)]
struct Lemmata {
    text: String,
    ends: Vec<usize>,
}

impl Lemmata {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn push(&mut self, lemma: &str) {
        self.text.push_str(lemma);
        self.ends.push(self.text.len());
    }

    fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[at]]
    }
}

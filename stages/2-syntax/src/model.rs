//! A model: all that training made, in one file, and the parser that it makes.

use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use dualtrack_document::{NameKind, Syntax, SyntaxBuilder, Token, TokenId, Upos};

use crate::clause;
use crate::conllu;
use crate::file::{self, ModelError, Writer};
use crate::lemma::{self, Lemmas};
use crate::names::{self, Agreement, Namer};
use crate::network::Scores;
use crate::split::{RawSentence, RawWord, Splitter};
use crate::tagger::{Tagged, Tagger, Weights};
use crate::voice;

/// The parts of a model as training makes and the file holds them.
#[derive(Debug, Clone)]
pub struct Parts {
    /// The network.
    pub weights: Weights,
    /// The splitter of text into words and sentences.
    pub splitter: Splitter,
    /// The rules of lemmas.
    pub lemmas: Lemmas,
    /// The finder of names.
    pub namer: Namer,
}

impl Parts {
    /// The model file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let sections: [([u8; 4], Writer); 4] = [
            (*b"NETW", self.weights.write()),
            (*b"SPLT", self.splitter.write()),
            (*b"LEMM", self.lemmas.write()),
            (*b"NAME", self.namer.write()),
        ];
        file::write(&sections)
    }

    /// Reads the network alone out of a model file.
    ///
    /// # Errors
    /// Where the bytes are no model file of this version.
    pub fn network(bytes: &[u8]) -> Result<Weights, ModelError> {
        let found = file::sections(bytes)?.into_iter().find(|(name, _)| name == b"NETW");
        let (_, mut section) = found.ok_or_else(|| ModelError::new("it holds no network"))?;
        Weights::read(&mut section)
    }

    /// Reads a model file. Sections of other names are left for later versions.
    ///
    /// # Errors
    /// Where the bytes are no model file of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let (mut weights, mut splitter, mut lemmas, mut namer) = (None, None, None, None);
        for (name, mut section) in file::sections(bytes)? {
            match &name {
                b"NETW" => weights = Some(Weights::read(&mut section)?),
                b"SPLT" => splitter = Some(Splitter::read(&mut section)?),
                b"LEMM" => lemmas = Some(Lemmas::read(&mut section)?),
                b"NAME" => namer = Some(Namer::read(&mut section)?),
                _ => {}
            }
        }
        let missing = |what: &str| ModelError::new(format!("it holds no {what}"));
        Ok(Self {
            weights: weights.ok_or_else(|| missing("network"))?,
            splitter: splitter.ok_or_else(|| missing("splitter"))?,
            lemmas: lemmas.ok_or_else(|| missing("lemmas"))?,
            namer: namer.ok_or_else(|| missing("names"))?,
        })
    }
}

/// A parser of English.
#[derive(Debug)]
pub struct Model {
    tagger: Tagger,
    splitter: Splitter,
    lemmas: Lemmas,
    namer: Namer,
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
        let Parts { weights, splitter, lemmas, namer } = Parts::from_bytes(bytes)?;
        Ok(Self { tagger: weights.tagger(), splitter, lemmas, namer, idle: Mutex::default() })
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
        self.run(&words, &sentences, words.iter().map(|word| word.span.of(text)), |_| false)
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
        let opens = |number: usize| gold[number].comments.iter().any(|line| line.starts_with("# newdoc"));
        let syntax = self.run(&words, &sentences, forms, opens);
        (text, syntax)
    }

    /// Parses sentences batch by batch. `opens` tells of a sentence by its number whether another text begins with
    /// it: names agree within one text.
    fn run<'t>(
        &self,
        words: &[RawWord],
        sentences: &[RawSentence],
        forms: impl Iterator<Item = &'t str> + Clone,
        opens: impl Fn(usize) -> bool,
    ) -> Syntax {
        let scores = self.idle().pop().unwrap_or_default();
        let mut parsing = Parsing { scores, ..Parsing::default() };
        let mut rest = sentences;
        let mut forms = forms;
        while let Some(first) = rest.first() {
            let count =
                rest.iter().take_while(|sentence| sentence.words.start < first.words.start + BATCH).count();
            let number = sentences.len() - rest.len();
            let (batch, later) = rest.split_at(count);
            rest = later;
            let lengths: Vec<usize> = batch.iter().map(|sentence| sentence.words.len()).collect();
            self.tagger.network.score(forms.clone(), &lengths, &mut parsing.scores);
            for (number, sentence) in (number..).zip(batch) {
                if opens(number) {
                    parsing.agree();
                }
                parsing.here.clear();
                parsing.here.extend(forms.by_ref().take(sentence.words.len()));
                self.read(sentence, first.words.start, words, &mut parsing);
            }
        }
        let (syntax, scores) = parsing.finish();
        self.idle().push(scores);
        syntax
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Scores>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads one sentence, whose forms are at hand, off the scores of its batch, which begins with the word `first`.
    fn read(&self, sentence: &RawSentence, first: usize, words: &[RawWord], parsing: &mut Parsing<'_>) {
        let Range { start, end } = sentence.words;
        let Parsing { builder, scores, here, names, agreement, lemma, memory, lemmas, .. } = parsing;
        let mut tagged = self.tagger.read(scores, start - first..end - first);
        voice::mend(here, &mut tagged);
        clause::mend(here, &mut tagged);
        let found = self.namer.names(here, &tagged, names);
        agreement.sentence(start, here, &found, |at| tagged[at].upos == Upos::Propn);
        lemmas.clear();
        for (at, (tagged, form)) in tagged.iter().zip(here).enumerate() {
            self.lemmas.lemma(form, at == 0, tagged.upos, tagged.features, memory, lemma);
            lemmas.push(lemma);
        }
        let tokens = words[start..end].iter().zip(&tagged).enumerate().map(|(at, (word, tagged))| {
            let Tagged { upos, features, head, relation } = *tagged;
            let head = head.map(TokenId::from);
            (Token { span: word.span, head, relation, upos, features, joined: word.joined }, lemmas.get(at))
        });
        builder.sentence(sentence.paragraph, tokens, []);
    }
}

/// A parse at work: what is built, and memory that serves every sentence.
#[derive(Debug, Default)]
struct Parsing<'t> {
    builder: SyntaxBuilder,
    /// The names of the texts before.
    agreed: Vec<(Range<usize>, NameKind)>,
    /// Those of this text.
    agreement: Agreement,
    scores: Scores,
    /// The forms of the sentence at hand.
    here: Vec<&'t str>,
    names: names::Scratch,
    lemma: String,
    memory: lemma::Memory,
    lemmas: Lemmata,
}

impl Parsing<'_> {
    /// Ends a text: its names are known.
    fn agree(&mut self) {
        self.agreed.extend(std::mem::take(&mut self.agreement).names());
    }

    /// The syntax, and the memory that serves the next parse.
    fn finish(mut self) -> (Syntax, Scores) {
        self.agree();
        self.builder.names(self.agreed);
        (self.builder.finish(), self.scores)
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

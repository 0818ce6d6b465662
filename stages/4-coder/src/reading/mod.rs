//! Reading sentences: which acts their words state, wrapped in which operators.
//!
//! A [`Reader`] goes over the words of a document. For each word that the codebook knows it tries the entries
//! ([`candidates`](mod@candidates)), fills their roles ([`roles`]), and for operators reads first what stands inside. The best entry
//! wins; the others are kept, with the reason, if a trace is asked for. Every word is read at most once.

mod candidates;
mod conditions;
mod operate;
mod roles;
mod status;

use std::ops::Range;

use dualtrack_document::{Doc, Mentions, SentenceId, TokenId, TokenRange};
use dualtrack_record::{EventType, Status};
use smallvec::SmallVec;

use crate::codebook::{Codebook, WordId};
use crate::grammar::Tokens;

/// What a word states, by one entry and the operators around it.
#[derive(Debug, Clone)]
pub(crate) struct Reading<'c> {
    /// The word that stands highest: the outermost operator, or the act.
    pub(crate) head: TokenId,
    /// The words that state the type.
    pub(crate) trigger: TokenRange,
    pub(crate) kind: EventType,
    pub(crate) mode: Option<&'c str>,
    pub(crate) status: Status,
    /// Who does it, as heads of noun phrases.
    pub(crate) actors: Tokens,
    /// To whom.
    pub(crate) recipients: Tokens,
    /// Whoever else stands where a role could stand.
    pub(crate) others: Tokens,
    /// Entries, innermost first, by their position in the codebook.
    pub(crate) why: SmallVec<[usize; 4]>,
    /// Contexts, as bits.
    pub(crate) contexts: u64,
    /// What stood inside before an operator made it something else.
    pub(crate) inner: Option<(EventType, Option<&'c str>)>,
    pub(crate) reciprocal: bool,
    /// A noun that is no event by itself.
    pub(crate) dormant: bool,
    /// Wrapped by an operator that speaks for it.
    pub(crate) consumed: bool,
}

/// What became of an entry that was tried at a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It made the reading.
    Chosen,
    /// Another entry asked for more.
    Weaker,
    /// A condition failed; which one.
    Failed(&'static str),
}

/// An entry tried at a word.
#[derive(Debug, Clone)]
pub(crate) struct Trial {
    pub(crate) token: TokenId,
    pub(crate) entry: usize,
    pub(crate) score: i32,
    pub(crate) verdict: Verdict,
}

/// How far operators may nest: deeper is no English.
const DEPTH: u8 = 12;

#[derive(Debug, Clone)]
enum State {
    Unread,
    Open,
    Read(Range<usize>),
}

/// Reads the sentences of one document.
pub(crate) struct Reader<'a> {
    codebook: &'a Codebook,
    doc: Doc<'a>,
    mentions: Option<&'a Mentions>,
    /// The codebook's word at each token.
    words: Vec<Option<WordId>>,
    states: Vec<State>,
    readings: Vec<Reading<'a>>,
    trials: Option<Vec<Trial>>,
    /// Whether what waits for a status is applied also to readings wrapped by others.
    settles_all: bool,
}

impl<'a> Reader<'a> {
    /// A reader of `doc`; without mentions every noun phrase may play a role.
    pub(crate) fn new(codebook: &'a Codebook, doc: Doc<'a>, mentions: Option<&'a Mentions>) -> Self {
        let tokens = doc.syntax.tokens().len();
        let words = (0..tokens).map(|at| codebook.word_at(doc, at.into())).collect();
        Self {
            codebook,
            doc,
            mentions,
            words,
            states: vec![State::Unread; tokens],
            readings: Vec::new(),
            trials: None,
            settles_all: false,
        }
    }

    /// Brings readings that others wrap to their final type too: any of them may be the answer for a pair.
    pub(crate) fn settling_all(mut self) -> Self {
        self.settles_all = true;
        self
    }

    /// Keeps every entry tried, for `explain`.
    pub(crate) fn tracing(mut self) -> Self {
        self.trials = Some(Vec::new());
        self
    }

    /// The entries tried so far, if they are kept.
    pub(crate) fn trials(&self) -> &[Trial] {
        self.trials.as_deref().unwrap_or_default()
    }

    /// Reads a sentence and gives all its readings, those wrapped by others too.
    pub(crate) fn sentence(&mut self, sentence: SentenceId) -> &[Reading<'a>] {
        let first = self.readings.len();
        for token in self.doc.syntax.sentence(sentence).tokens.iter() {
            self.read(token, 0);
        }
        for at in first..self.readings.len() {
            if self.settles_all || !self.readings[at].consumed {
                self.settle(at);
            }
        }
        &self.readings[first..]
    }

    /// The word of the codebook at a token.
    fn word(&self, token: TokenId) -> Option<WordId> {
        self.words[token.index()]
    }

    /// The readings that a word heads, made now if they are not yet.
    fn read(&mut self, token: TokenId, depth: u8) -> Range<usize> {
        match &self.states[token.index()] {
            State::Read(range) => return range.clone(),
            State::Open => return 0..0,
            State::Unread => {}
        }
        let Some(word) = self.word(token) else {
            self.states[token.index()] = State::Read(0..0);
            return 0..0;
        };
        if depth > DEPTH || self.codebook.words.uses(word).is_empty() {
            return 0..0;
        }
        self.states[token.index()] = State::Open;
        let made = self.best(token, word, depth);
        let first = self.readings.len();
        for mut reading in made {
            self.apply_auxiliaries(token, &mut reading);
            self.readings.push(reading);
        }
        let range = first..self.readings.len();
        self.states[token.index()] = State::Read(range.clone());
        range
    }
}

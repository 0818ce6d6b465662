//! Why: everything that led to the events of a document, as plain data and as text for a terminal.

mod text;

use dualtrack_document::{Doc, Mentions, SentenceId, Span, TokenId};
use dualtrack_record::{EventType, Status};

use crate::codebook::{Codebook, What};
use crate::events::Cast;
use crate::reading::{Reader, Reading, Trial, Verdict};
use crate::relate::Pair;

/// The reading of a document, sentence by sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Its sentences, in order.
    pub sentences: Vec<ExplainedSentence>,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedSentence {
    /// As written.
    pub text: String,
    /// Its words with the tree over them, in the order of the text.
    pub words: Vec<ExplainedWord>,
    /// Who is mentioned in it.
    pub mentions: Vec<ExplainedMention>,
    /// Entries that were tried at its words, in the order of the text.
    pub trials: Vec<ExplainedTrial>,
    /// What was read, the act first and then what operators made of it.
    pub readings: Vec<ExplainedReading>,
}

/// A word and its place in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedWord {
    /// As written.
    pub form: String,
    /// Its lemma.
    pub lemma: String,
    /// Its part of speech.
    pub upos: String,
    /// Its relation to its head.
    pub relation: String,
    /// Its head, as a position in the sentence; absent for the root.
    pub head: Option<usize>,
}

/// A mention of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedMention {
    /// The words.
    pub text: String,
    /// The actor's id.
    pub actor: String,
    /// How it was found.
    pub via: &'static str,
}

/// An entry that was tried at a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedTrial {
    /// The word.
    pub word: String,
    /// The entry's name.
    pub entry: String,
    /// What became of it.
    pub outcome: String,
}

/// What a word was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedReading {
    /// The word that heads it.
    pub word: String,
    /// The type.
    pub kind: EventType,
    /// The mode.
    pub mode: Option<String>,
    /// The status.
    pub status: Status,
    /// The words of those who act.
    pub actors: Vec<String>,
    /// The words of those to whom it is done.
    pub recipients: Vec<String>,
    /// The entry and the operators, innermost first.
    pub steps: Vec<String>,
    /// The event's actors and recipients by id, or why it is no event.
    pub decision: String,
    /// Whether it is an event.
    pub is_event: bool,
}

impl Codebook {
    /// Reads a document as [`Codebook::code`] does and keeps what was tried.
    #[must_use]
    pub fn explain(&self, doc: Doc<'_>, mentions: &Mentions) -> Explanation {
        let explainer = Explainer { codebook: self, doc, mentions: Some(mentions), pair: None };
        let sentences = 0..doc.syntax.sentences().len();
        Explanation { sentences: sentences.map(|at| explainer.sentence(at.into())).collect() }
    }

    /// Reads as [`Codebook::relate`] does and keeps what was tried; each reading tells how well it fits the pair.
    #[must_use]
    pub fn explain_relation(&self, doc: Doc<'_>, source: Span, target: Span) -> Explanation {
        let pair = Pair::new(doc, source, target);
        let explainer = Explainer { codebook: self, doc, mentions: None, pair: Some(pair) };
        Explanation { sentences: pair.sentences(doc).map(|sentence| explainer.sentence(sentence)).collect() }
    }
}

struct Explainer<'a> {
    codebook: &'a Codebook,
    doc: Doc<'a>,
    /// Who is mentioned; nobody, where a pair is asked for.
    mentions: Option<&'a Mentions>,
    pair: Option<Pair>,
}

impl Explainer<'_> {
    fn sentence(&self, sentence: SentenceId) -> ExplainedSentence {
        let lines = self.doc.syntax.sentence(sentence);
        let mut reader = Reader::new(self.codebook, self.doc, self.mentions).tracing();
        if self.pair.is_some() {
            reader = reader.settling_all();
        }
        let readings = reader.sentence(sentence).iter().map(|reading| self.reading(reading)).collect();
        let mut trials: Vec<&Trial> = reader.trials().iter().collect();
        trials.sort_by_key(|trial| trial.token);
        ExplainedSentence {
            text: lines.span.of(self.doc.text).to_owned(),
            words: lines.tokens.iter().map(|token| self.word(token, lines.tokens.start)).collect(),
            mentions: self.mentions_of(sentence),
            trials: trials.into_iter().map(|trial| self.trial(trial)).collect(),
            readings,
        }
    }

    fn word(&self, token: TokenId, first: TokenId) -> ExplainedWord {
        ExplainedWord {
            form: self.doc.form(token).to_owned(),
            lemma: self.doc.lemma(token).to_owned(),
            upos: self.doc.upos(token).to_string(),
            relation: self.doc.relation(token).to_string(),
            head: self.doc.head(token).map(|head| head.index() - first.index()),
        }
    }

    fn mentions_of(&self, sentence: SentenceId) -> Vec<ExplainedMention> {
        let Some(mentions) = self.mentions else { return Vec::new() };
        let here = mentions.mentions.iter().filter(|mention| mention.sentence == sentence);
        here.map(|mention| ExplainedMention {
            text: mention.span.of(self.doc.text).to_owned(),
            actor: mentions.actor(mention.actor).id.clone(),
            via: mention.via.as_str(),
        })
        .collect()
    }

    fn trial(&self, trial: &Trial) -> ExplainedTrial {
        let outcome = match trial.verdict {
            Verdict::Chosen => format!("chosen ({})", trial.score),
            Verdict::Weaker => format!("asks for less than another ({})", trial.score),
            Verdict::Failed(condition) => format!("no: {condition}"),
        };
        let entry = self.codebook.entries[trial.entry].name.clone();
        ExplainedTrial { word: self.doc.form(trial.token).to_owned(), entry, outcome }
    }

    fn reading(&self, reading: &Reading<'_>) -> ExplainedReading {
        let words = |tokens: &[TokenId]| tokens.iter().map(|&t| self.doc.form(t).to_owned()).collect();
        let (decision, is_event) = self.decision(reading);
        ExplainedReading {
            word: self.doc.form(reading.head).to_owned(),
            kind: reading.kind,
            mode: reading.mode.map(str::to_owned),
            status: reading.status,
            actors: words(&reading.actors),
            recipients: words(&reading.recipients),
            steps: reading.why.iter().map(|&entry| self.step(entry)).collect(),
            decision,
            is_event,
        }
    }

    /// An entry with what it does: "acts/aid.toml#arms: AID".
    fn step(&self, entry: usize) -> String {
        let entry = &self.codebook.entries[entry];
        match &entry.what {
            What::Act(act) => {
                let mode = act.mode.as_ref().map(|mode| format!(" {mode}")).unwrap_or_default();
                format!("{} is {}{mode}", entry.name, act.kind)
            }
            What::Operator(_) => format!("{} applied", entry.name),
        }
    }

    fn decision(&self, reading: &Reading<'_>) -> (String, bool) {
        if let Some(pair) = self.pair {
            return (format!("fits the pair by {:.2}", pair.fit(self.doc, reading)), false);
        }
        let Some(mentions) = self.mentions else { return (String::new(), false) };
        if reading.consumed {
            return ("spoken for by the operator around it".to_owned(), false);
        }
        if reading.dormant {
            return ("the noun alone is no event".to_owned(), false);
        }
        match Cast::of(self.codebook, self.doc, mentions, reading) {
            Err(reason) => (format!("no event: {reason}"), false),
            Ok(cast) if cast.wants_recipient => {
                ("no event unless the story tells to whom it is done".to_owned(), false)
            }
            Ok(cast) => {
                let ids = |roles: &[dualtrack_document::Role]| {
                    let ids: Vec<_> = roles.iter().map(|r| mentions.actor(r.actor).id.as_str()).collect();
                    if ids.is_empty() { "-".to_owned() } else { ids.join(" + ") }
                };
                (format!("{} > {}", ids(&cast.actors), ids(&cast.recipients)), true)
            }
        }
    }
}

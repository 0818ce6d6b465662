//! The lexicon of cues, read from `codebook/cues.toml`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use dualtrack_document::{Doc, Relation, TokenId, Upos};
use dualtrack_record::Track;
use serde::Deserialize;

use crate::codebook::inflection;

/// What a cue governs: the shape of the words that give the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Construction {
    /// A finite clause, or speech in quotation marks.
    Clause,
    /// A to-infinitive, with the person addressed.
    Infinitive,
    /// A clause in -ing.
    Gerund,
    /// An object and all that follows it.
    Whole,
    /// A noun phrase.
    Object,
}

/// One use of a verb as a cue.
#[derive(Debug, Clone)]
pub(crate) struct VerbUse {
    /// The particle or preposition that belongs to it ("call *for*"), or several words ("put *it*").
    pub(crate) tail: Vec<String>,
    /// What it governs.
    pub(crate) construction: Construction,
    /// Its attitude, as a position in [`Cues::attitudes`].
    pub(crate) attitude: u8,
}

/// An attitude that cues report.
#[derive(Debug, Clone)]
pub struct Attitude {
    /// Its name: the past tense of its plainest verb ("said", "denied").
    pub name: String,
    /// Whether its verbs introduce speech in quotation marks.
    pub speech: bool,
    /// The track on which it stands by itself, if on one.
    pub track: Option<Track>,
    /// Sentences that mark `[the speaker]`, `{the cue}` and `<the content>`.
    pub examples: Vec<String>,
    /// Sentences in which nothing is reported.
    pub counter_examples: Vec<String>,
}

/// The lexicon of cues.
#[derive(Debug, Clone)]
pub struct Cues {
    attitudes: Vec<Attitude>,
    verbs: BTreeMap<String, Vec<VerbUse>>,
    /// The verbs by their inflected forms, for words that the lemmatiser does not know.
    forms: BTreeMap<String, String>,
    nouns: BTreeMap<String, u8>,
    adjectives: BTreeMap<String, u8>,
    prepositions: Vec<Vec<String>>,
    phrase_nouns: BTreeSet<String>,
    documents: BTreeSet<String>,
    surveys: BTreeSet<String>,
    common_goods: BTreeSet<String>,
    adverbs: BTreeSet<String>,
    silent: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    attitude: Vec<Entry>,
    phrases: Phrases,
    silent: Silent,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default)]
    speech: bool,
    track: Option<Track>,
    #[serde(default)]
    clause: Vec<String>,
    #[serde(default)]
    infinitive: Vec<String>,
    #[serde(default)]
    gerund: Vec<String>,
    #[serde(default)]
    object: Vec<String>,
    #[serde(default)]
    whole: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    adjective: Vec<String>,
    examples: Vec<String>,
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    prepositions: Vec<String>,
    nouns: Vec<String>,
    documents: Vec<String>,
    surveys: Vec<String>,
    common_goods: Vec<String>,
    adverbs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Silent {
    verbs: Vec<String>,
}

impl Cues {
    /// Reads the lexicon.
    ///
    /// # Errors
    /// A person's words for what is wrong with `text`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut cues = Self {
            attitudes: Vec::new(),
            verbs: BTreeMap::new(),
            forms: BTreeMap::new(),
            nouns: BTreeMap::new(),
            adjectives: BTreeMap::new(),
            prepositions: file.phrases.prepositions.iter().map(|phrase| words(phrase)).collect(),
            phrase_nouns: file.phrases.nouns.into_iter().collect(),
            common_goods: file.phrases.common_goods.into_iter().collect(),
            surveys: file.phrases.surveys.into_iter().collect(),
            documents: file.phrases.documents.into_iter().collect(),
            adverbs: file.phrases.adverbs.into_iter().collect(),
            silent: file.silent.verbs.into_iter().collect(),
        };
        for entry in file.attitude {
            cues.add(entry)?;
        }
        // The longer tail first ("call on" before "call"), then what says more before what says less.
        let rank = |usage: &VerbUse| (Reverse(usage.tail.len()), usage.construction);
        cues.verbs.values_mut().for_each(|uses| uses.sort_by_key(rank));
        for verb in cues.verbs.keys() {
            for form in inflection::forms(verb) {
                cues.forms.entry(form).or_insert_with(|| verb.clone());
            }
        }
        Ok(cues)
    }

    fn add(&mut self, entry: Entry) -> Result<(), String> {
        let Entry { name, speech, track, examples, not, .. } = entry;
        if examples.is_empty() || not.is_empty() {
            return Err(format!("the attitude '{name}' has no example, or no sentence that is none"));
        }
        let attitude =
            u8::try_from(self.attitudes.len()).map_err(|_| "more than 255 attitudes".to_owned())?;
        let verbs = [
            (Construction::Clause, entry.clause),
            (Construction::Infinitive, entry.infinitive),
            (Construction::Gerund, entry.gerund),
            (Construction::Object, entry.object),
            (Construction::Whole, entry.whole),
        ];
        for (construction, verb) in
            verbs.into_iter().flat_map(|(c, verbs)| verbs.into_iter().map(move |v| (c, v)))
        {
            let mut tail = words(&verb);
            if tail.is_empty() {
                return Err(format!("an empty word under the attitude '{name}'"));
            }
            let lemma = tail.remove(0);
            self.verbs.entry(lemma).or_default().push(VerbUse { tail, construction, attitude });
        }
        self.nouns.extend(entry.noun.into_iter().map(|noun| (noun, attitude)));
        self.adjectives.extend(entry.adjective.into_iter().map(|adjective| (adjective, attitude)));
        self.attitudes.push(Attitude { name, speech, track, examples, counter_examples: not });
        Ok(())
    }

    /// The attitudes, in the order of the file.
    #[must_use]
    pub fn attitudes(&self) -> &[Attitude] {
        &self.attitudes
    }

    /// How many words and constructions it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.verbs.values().map(Vec::len).sum::<usize>() + self.nouns.len() + self.adjectives.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The lemma of a word: of a verb (a word with a subject) that the lemmatiser does not know, the verb
    /// of the lexicon with this form.
    pub(crate) fn lemma<'a>(&'a self, doc: Doc<'a>, token: TokenId) -> &'a str {
        let lemma = doc.lemma(token);
        let subject = || doc.child(token, Relation::Nsubj).is_some();
        if self.verbs.contains_key(lemma) || doc.upos(token) != Upos::Verb && !subject() {
            return lemma;
        }
        let form = doc.form(token);
        let by_form = self.forms.get(form).or_else(|| self.forms.get(&form.to_lowercase()));
        by_form.map_or(lemma, String::as_str)
    }

    /// The uses of a verb, those of several words first.
    pub(crate) fn verb(&self, lemma: &str) -> &[VerbUse] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The uses of a verb that introduce speech in quotation marks.
    pub(crate) fn speech_uses(&self, lemma: &str) -> impl Iterator<Item = &VerbUse> {
        self.verb(lemma).iter().filter(|usage| {
            let attitude = self.attitudes.get(usize::from(usage.attitude));
            usage.construction == Construction::Clause && attitude.is_some_and(|attitude| attitude.speech)
        })
    }

    /// Whether a verb by itself introduces speech in quotation marks.
    pub(crate) fn introduces_speech(&self, lemma: &str) -> bool {
        self.speech_uses(lemma).any(|usage| usage.tail.is_empty())
    }

    /// Whether clauses under a verb report nothing.
    pub(crate) fn is_silent(&self, lemma: &str) -> bool {
        self.silent.contains(lemma)
    }

    pub(crate) fn is_noun(&self, lemma: &str) -> bool {
        self.nouns.contains_key(lemma)
    }

    pub(crate) fn is_adjective(&self, lemma: &str) -> bool {
        self.adjectives.contains_key(lemma)
    }

    /// Whether a noun makes a phrase like "in the view of …".
    pub(crate) fn is_phrase_noun(&self, lemma: &str) -> bool {
        self.phrase_nouns.contains(lemma)
    }

    /// Whether a noun is something that is written, counted or shown, and so can say something.
    pub(crate) fn is_document(&self, lemma: &str) -> bool {
        self.documents.contains(lemma)
    }

    /// Whether a noun is a poll or the like, which speaks for the whole sentence that it opens.
    pub(crate) fn is_survey(&self, lemma: &str) -> bool {
        self.surveys.contains(lemma)
    }

    /// Whether a noun is something that both sides gain by: to ask for it is to ask for cooperation.
    pub(crate) fn is_common_good(&self, lemma: &str) -> bool {
        self.common_goods.contains(lemma)
    }

    pub(crate) fn is_adverb(&self, lemma: &str) -> bool {
        self.adverbs.contains(lemma)
    }

    pub(crate) fn is_source_preposition(&self, words: &[&str]) -> bool {
        self.prepositions.iter().any(|phrase| phrase.iter().map(String::as_str).eq(words.iter().copied()))
    }

    /// The track on which a cue with this lemma stands by itself.
    pub(crate) fn track(&self, lemma: &str) -> Option<Track> {
        let verb = self.verb(lemma).last().map(|verb| verb.attitude);
        let attitude =
            verb.or_else(|| self.nouns.get(lemma).or_else(|| self.adjectives.get(lemma)).copied())?;
        self.attitudes.get(usize::from(attitude))?.track
    }
}

fn words(phrase: &str) -> Vec<String> {
    phrase.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_of_the_codebook_reads() {
        let cues = Cues::parse(include_str!("../../../../codebook/cues.toml")).unwrap();
        assert!(cues.len() >= 250, "{}", cues.len());
        assert!(cues.introduces_speech("say") && !cues.introduces_speech("go-between"));
        assert_eq!(cues.verb("call").first().map(|verb| verb.tail.len()), Some(1));
    }

    #[test]
    fn an_attitude_without_examples_is_refused() {
        let text = "[[attitude]]\nname = 'said'\nexamples = []\nnot = []\n[phrases]\nprepositions = []\nnouns = []\n\
                    documents = []\nsurveys = []\ncommon_goods = []\nadverbs = []\n[silent]\nverbs = []";
        assert!(Cues::parse(text).unwrap_err().contains("'said'"));
    }
}

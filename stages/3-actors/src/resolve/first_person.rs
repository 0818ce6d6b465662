//! "I" and "we" in quotations, once it is known who speaks.

use std::collections::BTreeMap;

use dualtrack_document::{ActorId, Doc, MentionLine, Mentions, Relation, Span, TokenId, TokenRange, Via};
use dualtrack_record::{Actor, ActorKind, MentionKind};

use crate::knowledge::Knowledge;

impl Knowledge {
    /// Adds the mentions of the first person inside quotations to `mentions`: "I" is the speaker, "we" the side for
    /// which the speaker holds office, or the speaker's country where the speech has turned to it. `speakers` gives
    /// the quoted stretches with whoever speaks there; where two hold a word, the shorter counts.
    ///
    /// Positions of mentions change: call it before anything refers to them by [`dualtrack_document::MentionId`].
    /// Ids of actors stay.
    pub fn resolve_first_person(&self, mentions: &mut Mentions, doc: Doc<'_>, speakers: &[(Span, ActorId)]) {
        let headed = headed(mentions, doc);
        let mut fresh = Vec::new();
        for (word, (speech, speaker)) in spoken(doc, speakers) {
            let said = Said { word, speech, speaker };
            let actor = match is_plural(doc.form(word)) {
                Some(true) => self.side(mentions, doc, &headed, said),
                Some(false) => Some(speaker),
                None => None,
            };
            fresh.extend(actor.map(|actor| line(doc, word, actor)));
        }
        let again = |old: &MentionLine| {
            let at = fresh.binary_search_by_key(&old.tokens.start, |new: &MentionLine| new.tokens.start);
            at.is_ok() && old.tokens.len() == 1
        };
        mentions.mentions.retain(|old| !again(old));
        mentions.mentions.extend(fresh);
        mentions.mentions.sort_by_key(|line| (line.span.start, std::cmp::Reverse(line.span.end)));
    }

    /// The side that "we" means when `speaker` speaks: the country where the speech has just turned to it, else the
    /// state or organisation of the office.
    fn side(
        &self,
        mentions: &mut Mentions,
        doc: Doc<'_>,
        headed: &[Option<ActorId>],
        said: Said,
    ) -> Option<ActorId> {
        let actor = mentions.actor(said.speaker);
        if actor.kind != ActorKind::Person {
            return Some(said.speaker);
        }
        let country = actor.country.as_deref().and_then(|country| at(mentions, country));
        if let Some(country) = country.filter(|&country| turned_to(doc, headed, said, country)) {
            return Some(country);
        }
        let of = match &actor.office {
            Some(office) => office.of.clone(),
            None if actor.sectors.iter().any(|sector| matches!(&**sector, "GOV" | "MFA" | "MIL" | "LEG")) => {
                actor.country.clone()?
            }
            None => return None,
        };
        if let Some(known) = at(mentions, &of) {
            return Some(known);
        }
        let side: Actor = self.actor(*self.by_id.get(of.as_str())?, None);
        mentions.actors.push(side);
        Some((mentions.actors.len() - 1).into())
    }
}

/// The actor of an id, if the document has it.
fn at(mentions: &Mentions, id: &str) -> Option<ActorId> {
    mentions.actors.iter().position(|actor| actor.id == id).map(ActorId::from)
}

/// A word of the first person, the speech it stands in, and who speaks.
#[derive(Debug, Clone, Copy)]
struct Said {
    word: TokenId,
    speech: Span,
    speaker: ActorId,
}

/// Every word of a speech with the shortest speech that holds it, by position.
fn spoken(doc: Doc<'_>, speakers: &[(Span, ActorId)]) -> BTreeMap<TokenId, (Span, ActorId)> {
    let mut speeches = speakers.to_vec();
    speeches.sort_by_key(|(speech, _)| std::cmp::Reverse(speech.len()));
    let words = speeches.into_iter().flat_map(|(speech, speaker)| {
        let inside = doc.syntax.tokens_in(speech).iter().filter(move |&t| speech.contains(doc.token(t).span));
        inside.map(move |word| (word, (speech, speaker)))
    });
    // Of several for one word the last stays.
    words.collect()
}

/// The actor of the longest mention that each word heads.
fn headed(mentions: &Mentions, doc: Doc<'_>) -> Vec<Option<ActorId>> {
    let mut longest = vec![(0, None); doc.syntax.tokens().len()];
    for mention in &mentions.mentions {
        let head = &mut longest[mention.head.index()];
        if mention.tokens.len() > head.0 {
            *head = (mention.tokens.len(), Some(mention.actor));
        }
    }
    longest.into_iter().map(|(_, actor)| actor).collect()
}

/// Whether a speech has just turned to the speaker's country when it says "we": it was the subject of the sentence
/// before ("Norway developed that. We had …"), or is one of the two "between" which "we" have something.
fn turned_to(doc: Doc<'_>, headed: &[Option<ActorId>], said: Said, country: ActorId) -> bool {
    let Said { word, speech, .. } = said;
    let sentence = doc.syntax.sentence_of(word);
    let named = |head: TokenId| headed[head.index()] == Some(country);
    let before = sentence.index().checked_sub(1).map(|before| doc.syntax.sentences()[before]);
    let before = before.filter(|before| speech.overlaps(before.span));
    let subject = before.is_some_and(|before| {
        let root = before.tokens.iter().find(|&t| doc.head(t).is_none());
        root.and_then(|root| doc.child(root, Relation::Nsubj)).is_some_and(named)
    });
    let verb = doc.head(word).filter(|_| doc.relation(word) == Relation::Nsubj);
    let between = verb.is_some_and(|verb| {
        doc.syntax.sentence(sentence).tokens.iter().any(|t| {
            let parties = doc.child(t, Relation::Case).is_some_and(|case| doc.form(case) == "between");
            let ours = || named(t) || doc.children_by(t, Relation::Conj).any(named);
            parties && t > word && doc.is_under(t, verb) && ours()
        })
    });
    subject || between
}

/// Whether a word of the first person is plural; nothing for other words.
fn is_plural(form: &str) -> Option<bool> {
    match form {
        // "US" in capitals is a state.
        "I" => Some(false),
        _ => match &*form.to_lowercase() {
            "me" | "my" | "mine" | "myself" => Some(false),
            "we" | "our" | "ours" | "ourselves" => Some(true),
            "us" if form != "US" => Some(true),
            _ => None,
        },
    }
}

fn line(doc: Doc<'_>, word: TokenId, actor: ActorId) -> MentionLine {
    MentionLine {
        tokens: TokenRange { start: word, end: TokenId(word.0 + 1) },
        span: doc.token(word).span,
        head: word,
        sentence: doc.syntax.sentence_of(word),
        kind: MentionKind::Pronoun,
        actor,
        via: Via::Coreference,
        confidence: 85,
    }
}

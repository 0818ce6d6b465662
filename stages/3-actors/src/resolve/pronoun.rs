//! Pronouns of the third person: "he", "her", "its", "they".

use dualtrack_document::{Relation, TokenId, TokenRange, Upos, Via};
use dualtrack_record::{ActorKind, MentionKind};

use super::Reading;
use super::history::Spot;
use super::scene::Scene;
use super::vocabulary::{OPINIONS, QUANTITIES, SAYING};
use crate::entities::Gender;

/// No more subjects than these are taken together.
const LONGEST_LIST: usize = 8;

/// How many sentences a pronoun looks back.
const REACH: u32 = 3;

/// Whether a word may refer back as a pronoun of the third person.
pub(super) fn may_refer(scene: &Scene<'_, '_>, word: TokenId) -> bool {
    scene.doc.upos(word) == Upos::Pron && number(&scene.lower(word)).is_some()
}

/// What a pronoun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Person(Gender),
    Thing,
    Several,
}

fn number(lower: &str) -> Option<Stands> {
    match lower {
        "he" | "him" | "his" => Some(Stands::Person(Gender::Male)),
        "she" | "her" | "hers" => Some(Stands::Person(Gender::Female)),
        "it" | "its" => Some(Stands::Thing),
        "they" | "them" | "their" | "theirs" => Some(Stands::Several),
        _ => None,
    }
}

impl Reading<'_, '_> {
    pub(super) fn read_word(&mut self, word: TokenId) {
        let Some(stands) = number(&self.scene.lower(word)) else { return };
        let found = match stands {
            Stands::Person(gender) => self.person(word, gender),
            Stands::Thing if self.is_empty_it(word) => None,
            Stands::Thing => self.thing(word),
            Stands::Several => self.several_before(word).or_else(|| self.group_before(word)),
        };
        if let Some((figure, confidence)) = found {
            let tokens = TokenRange { start: word, end: TokenId(word.0 + 1) };
            self.mention(tokens, MentionKind::Pronoun, figure, Via::Coreference, confidence);
            if let Some(part) = self.partitive(word).filter(|_| stands == Stands::Several) {
                self.mention(part, MentionKind::Pronoun, figure, Via::Coreference, confidence);
            }
        }
    }

    /// The phrase that takes some or all of those whom a pronoun means: "some of *them*", "both of them".
    fn partitive(&self, word: TokenId) -> Option<TokenRange> {
        let doc = self.scene.doc;
        let quantity = doc.head(word).filter(|_| self.relation(word) == Relation::Nmod)?;
        let of = doc.child(word, Relation::Case).is_some_and(|case| self.scene.lower(case) == "of");
        let tokens = TokenRange { start: quantity, end: TokenId(word.0 + 1) };
        (of && QUANTITIES.has(&self.scene.lower(quantity))).then_some(tokens)
    }

    /// The person whom "he" or "she" means: near, of that gender, rather a subject, rather on the same side of the
    /// quotation marks, and never the speaker of the quotation it stands in.
    fn person(&mut self, word: TokenId, gender: Gender) -> Option<(usize, u8)> {
        let sentence = self.sentence_of(word);
        let quote = self.scene.quote_of(word);
        let speaker = quote.and_then(|_| self.speaker_around(word));
        let beside: Vec<usize> = self
            .history
            .back(word, sentence, 0)
            .filter(|spot| self.are_arguments(spot.head, word))
            .map(|spot| spot.figure)
            .collect();
        let fits = |spot: &&Spot| {
            let figure = self.cast.figure(spot.figure);
            figure.actor.kind == ActorKind::Person
                && figure.gender.is_none_or(|known| known == gender)
                && Some(spot.figure) != speaker
                && !beside.contains(&spot.figure)
        };
        let score = |spot: &Spot| {
            let distance = i32::try_from(sentence.0 - spot.sentence.0).unwrap_or(i32::MAX);
            let known = i32::from(self.cast.figure(spot.figure).gender.is_some());
            let side = if spot.quote.is_some() && quote.is_none() { -5 } else { 0 };
            i32::from(spot.weight) * 2 + known + side - 4 * distance
        };
        let near = self.history.back(word, sentence, REACH).filter(fits);
        // Of equals the nearest, which comes first.
        let best = near
            .map(|spot| (score(spot), spot.figure))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        let far = || {
            self.history.last(word, |figure| {
                let figure = self.cast.figure(figure);
                figure.actor.kind == ActorKind::Person && figure.gender.is_none_or(|known| known == gender)
            })
        };
        let found = best.map(|(_, figure)| (figure, 75)).or_else(|| far().map(|figure| (figure, 45)))?;
        let figure = self.cast.figure_mut(found.0);
        figure.gender = figure.gender.or(Some(gender));
        Some(found)
    }

    /// Whether two words are arguments of one verb: "Putin told him" is not of himself.
    fn are_arguments(&self, one: TokenId, other: TokenId) -> bool {
        let doc = self.scene.doc;
        let core = |token: TokenId| {
            matches!(self.relation(token), Relation::Nsubj | Relation::Obj | Relation::Iobj | Relation::Obl)
        };
        doc.head(one).is_some() && doc.head(one) == doc.head(other) && core(one) && core(other)
    }

    /// The speaker of the quotation that a word stands in, as the nearest verb of saying outside it names them.
    fn speaker_around(&self, word: TokenId) -> Option<usize> {
        let doc = self.scene.doc;
        let verbs = self
            .scene
            .sentence(word)
            .iter()
            .filter(|&t| self.scene.quote_of(t).is_none() && SAYING.has(&doc.lemma(t).to_lowercase()));
        let subjects = verbs.filter_map(|verb| doc.child(verb, Relation::Nsubj));
        let mut named =
            subjects.filter_map(|subject| self.headed[subject.index()].or(self.persons[subject.index()]));
        named.next()
    }

    /// "It" that stands for nothing: "it is important that", "it seems".
    fn is_empty_it(&self, word: TokenId) -> bool {
        let doc = self.scene.doc;
        if doc.relation(word) == Relation::Expl {
            return true;
        }
        let Some(above) = doc.head(word).filter(|_| doc.relation(word) == Relation::Nsubj) else {
            return false;
        };
        let clause = doc.children(above).iter().any(|&child| {
            child > above
                && matches!(
                    doc.relation(child),
                    Relation::Csubj | Relation::Ccomp | Relation::Advcl | Relation::Acl
                )
        });
        let predicate = doc.child(above, Relation::Cop).is_some();
        let judged = OPINIONS.has(&doc.lemma(above).to_lowercase());
        let weather = matches!(
            &*doc.lemma(above).to_lowercase(),
            "seem" | "appear" | "happen" | "rain" | "snow" | "turn" | "take"
        );
        predicate && (clause || judged) || weather
    }

    /// What "it" means: the subject before it, if that is one body; any other subject in between leaves it open.
    fn thing(&mut self, word: TokenId) -> Option<(usize, u8)> {
        let subject = self.subject_before(word)?;
        let figure = self.headed[subject.index()]?;
        let actor = &self.cast.figure(figure).actor;
        let one = matches!(actor.kind, ActorKind::State | ActorKind::Organisation | ActorKind::Body)
            || (actor.kind == ActorKind::Group && !self.cast.figure(figure).many);
        (one && !self.are_arguments(subject, word)).then_some((figure, 60))
    }

    /// Whom "they" means: two subjects joined, or people who are many; a state or organisation with less certainty.
    fn several_before(&mut self, word: TokenId) -> Option<(usize, u8)> {
        self.subjects_together(word).or_else(|| self.people_before(word))
    }

    fn subjects_together(&mut self, word: TokenId) -> Option<(usize, u8)> {
        let subject = self.subject_before(word)?;
        let doc = self.scene.doc;
        let first = self.headed[subject.index()]?;
        let mut all: Vec<_> =
            doc.children_by(subject, Relation::Conj).filter_map(|other| self.headed[other.index()]).collect();
        if !all.is_empty() && all.len() < LONGEST_LIST {
            all.push(first);
            return Some((self.cast.together(all), 60));
        }
        let figure = self.cast.figure(first);
        let confidence = match figure.actor.kind {
            _ if figure.many => 65,
            ActorKind::Person => return None,
            _ => 45,
        };
        (!self.are_arguments(subject, word)).then_some((first, confidence))
    }

    /// The nearest people who are many, in the sentence or the one before, where no subject offers itself.
    fn people_before(&self, word: TokenId) -> Option<(usize, u8)> {
        let sentence = self.sentence_of(word);
        let mut spots = self.history.back(word, sentence, 1).filter(|spot| spot.weight > 0);
        let people =
            spots.find(|spot| self.cast.figure(spot.figure).many && !self.are_arguments(spot.head, word));
        people.map(|spot| (spot.figure, 50))
    }

    /// The nearest people who are many in the same sentence, where its subject cannot be meant: "we saw ministers, some of
    /// *them*".
    fn group_before(&self, word: TokenId) -> Option<(usize, u8)> {
        let mut before = self.history.back(word, self.sentence_of(word), 0);
        let many = |spot: &&Spot| self.cast.figure(spot.figure).many && !self.are_arguments(spot.head, word);
        before.find(many).map(|spot| (spot.figure, 50))
    }

    /// The nearest subject before a word, in its sentence or the one before.
    fn subject_before(&self, word: TokenId) -> Option<TokenId> {
        let sentence = self.scene.sentence(word);
        let previous = sentence.start.0.checked_sub(1).map(|last| self.scene.sentence(TokenId(last)));
        let is_subject = |&t: &TokenId| self.relation(t) == Relation::Nsubj && !self.is_relative(t);
        let here = (sentence.start.0..word.0).rev().map(TokenId).find(is_subject);
        here.or_else(|| {
            // The subject of the previous sentence's main clause counts before those of its parts.
            let previous = previous?;
            let root = previous.iter().find(|&t| self.scene.doc.head(t).is_none())?;
            let main = self.scene.doc.children(root).iter().copied().find(is_subject);
            main.or_else(|| previous.iter().rev().find(is_subject))
        })
    }

    /// Whether a subject is a relative pronoun, which only passes its noun on.
    fn is_relative(&self, token: TokenId) -> bool {
        matches!(&*self.scene.lower(token), "who" | "which" | "that" | "whom" | "what")
    }
}

//! The conditions of an entry: its object, who and whom, words near it.

use dualtrack_document::{MentionId, NameKind, Relation, TokenId, Upos};
use dualtrack_record::{ActorKind, MentionKind};

use crate::codebook::{Conditions, Filter, WordId};
use crate::grammar::{self, Tokens};

use super::Reader;
use super::candidates::Match;

/// What a condition that holds adds to a match's score.
const HELD: i32 = 6;
/// What it takes away where a name fills the role of which nothing is known.
const UNKNOWN: i32 = -1;

impl Reader<'_> {
    /// What the object adds to the score, or which condition fails.
    pub(super) fn object_score(
        &self,
        token: TokenId,
        found: &Match,
        conditions: &Conditions,
    ) -> Result<i32, &'static str> {
        if conditions.object.is_empty() && conditions.object_not.is_empty() {
            return Ok(0);
        }
        let objects = self.objects(token, found);
        if objects.iter().any(|&object| self.phrase_has(object, &conditions.object_not)) {
            return Err("object_not");
        }
        if conditions.object.is_empty() {
            return Ok(0);
        }
        let held = objects.iter().any(|&object| self.is_object(object, &conditions.object));
        if held { Ok(HELD) } else { Err("object") }
    }

    /// What words nearby add to the score, or which condition fails.
    pub(super) fn near_score(&self, token: TokenId, conditions: &Conditions) -> Result<i32, &'static str> {
        if !conditions.near_not.is_empty() && self.is_near(token, &conditions.near_not) {
            return Err("near_not");
        }
        if conditions.near.is_empty() {
            return Ok(0);
        }
        if self.is_near(token, &conditions.near) { Ok(HELD) } else { Err("near") }
    }

    /// What the noun phrases in a role add to the score; nothing if a condition fails. A role that is not filled, or filled
    /// by a name or pronoun of which nothing is known, fails no condition.
    pub(super) fn who_score(&self, fillers: &Tokens, wanted: &Filter, barred: &Filter) -> Option<i32> {
        let means = |&who: &TokenId| grammar::antecedent(self.doc, who).unwrap_or(who);
        let fillers: Tokens = fillers.iter().map(means).collect();
        if !barred.is_empty() && fillers.iter().any(|&who| self.is_of(who, barred)) {
            return None;
        }
        if wanted.is_empty() {
            return Some(0);
        }
        if fillers.iter().any(|&who| self.is_of(who, wanted)) {
            return Some(HELD);
        }
        let unknown = |&who: &TokenId| {
            let named = matches!(self.doc.upos(who), Upos::Propn | Upos::Pron)
                || self.mentions.is_none() && grammar::is_capitalised(self.doc, who);
            named && self.mention_in(who).is_none()
        };
        if fillers.is_empty() {
            return Some(0);
        }
        fillers.iter().all(unknown).then_some(UNKNOWN)
    }

    /// Whether a word, or one of the class's phrases with it as head, is in the filter.
    fn word_in(&self, token: TokenId, filter: &Filter) -> bool {
        let Some(word) = self.word(token) else { return false };
        if filter.words.binary_search(&word).is_ok()
            || self.codebook.words.classes(word).meets(filter.classes)
        {
            return true;
        }
        let phrase =
            |(head, rest): &(WordId, Box<[WordId]>)| *head == word && self.has_modifiers(token, rest);
        filter.phrases.iter().any(phrase)
            || self.codebook.words.phrases(word).iter().any(|(class, rest)| {
                filter.classes.holds(usize::from(*class)) && self.has_modifiers(token, rest)
            })
    }

    fn has_modifiers(&self, noun: TokenId, words: &[WordId]) -> bool {
        words.iter().all(|&wanted| {
            self.doc.children(noun).iter().any(|&child| {
                self.word(child) == Some(wanted)
                    || self.doc.children(child).iter().any(|&inner| self.word(inner) == Some(wanted))
            })
        })
    }

    /// Whether the head of a phrase, or a word that hangs on it and belongs to its name, is in the filter.
    pub(super) fn phrase_has(&self, head: TokenId, filter: &Filter) -> bool {
        if self.word_in(head, filter) {
            return true;
        }
        let doc = self.doc;
        doc.children(head).iter().any(|&child| {
            let of_name = match doc.relation(child) {
                // "a planned visit" is no plan.
                Relation::Amod => doc.upos(child) != Upos::Verb,
                Relation::Compound
                | Relation::Conj
                | Relation::Nummod
                | Relation::NmodDesc
                | Relation::Flat
                | Relation::Appos => true,
                Relation::Nmod => grammar::markers(doc, child).any(|m| doc.lemma(m) == "of"),
                _ => false,
            };
            of_name && self.word_in(child, filter)
        })
    }

    /// Whether a noun phrase is in the filter by its words, by what the knowledge base says of whom it mentions, or by the kind
    /// of name it is.
    pub(super) fn is_of(&self, head: TokenId, filter: &Filter) -> bool {
        if self.phrase_has(head, filter) {
            return true;
        }
        if filter.classes.is_empty() {
            return false;
        }
        let mention =
            self.mentions.and_then(|mentions| mentions.headed_by(head).map(|m| mentions.actor_of(m)));
        let kind = mention.map(|actor| actor.kind).or_else(|| self.kind_of_name(head));
        self.codebook.classes.iter().enumerate().any(|(at, class)| {
            filter.classes.holds(at)
                && (kind.is_some_and(|kind| class.kinds.contains(&kind))
                    || mention.is_some_and(|actor| class.sectors.iter().any(|s| actor.sectors.contains(s))))
        })
    }

    /// Whether an object is in the filter, by its words or by the kind of name it is. Not by its sector: a tank is of the
    /// army, but no soldier.
    pub(super) fn is_object(&self, head: TokenId, filter: &Filter) -> bool {
        self.phrase_has(head, filter)
            || self.kind_at(head).is_some_and(|kind| {
                let classes = self.codebook.classes.iter().enumerate();
                classes
                    .filter(|(at, _)| filter.classes.holds(*at))
                    .any(|(_, class)| class.kinds.contains(&kind))
            })
    }

    /// What kind of actor a noun phrase names, by its mention, else by the name it is.
    fn kind_at(&self, head: TokenId) -> Option<ActorKind> {
        let named = |m: MentionId| {
            let mentions = self.mentions?;
            let by_name = mentions.mention(m).kind == MentionKind::Name;
            by_name.then(|| mentions.actor_of(m).kind)
        };
        self.mentions
            .and_then(|mentions| mentions.headed_by(head))
            .and_then(named)
            .or_else(|| self.kind_of_name(head))
    }

    /// What kind of actor the name is that a word heads.
    fn kind_of_name(&self, head: TokenId) -> Option<ActorKind> {
        let names = self.doc.syntax.names();
        let name = names.get(names.partition_point(|name| name.tokens.end <= head))?;
        name.tokens.contains(head).then_some(match name.kind {
            NameKind::Person => ActorKind::Person,
            NameKind::Organisation => ActorKind::Organisation,
            NameKind::Location => ActorKind::State,
        })
    }

    /// Whether a word in the filter hangs on the act, at up to three removes and not in a clause of its own.
    fn is_near(&self, token: TokenId, filter: &Filter) -> bool {
        self.is_below(token, filter, 3) || {
            let head = self.doc.head(token);
            let light = matches!(self.doc.relation(token), Relation::Obj | Relation::NsubjPass);
            light
                && head
                    .is_some_and(|head| self.doc.upos(head) == Upos::Verb && self.is_below(head, filter, 2))
        }
    }

    fn is_below(&self, token: TokenId, filter: &Filter, steps: u8) -> bool {
        self.doc.children(token).iter().any(|&child| {
            let relation = self.doc.relation(child);
            let apart = relation == Relation::Conj || relation.is_clausal() && relation != Relation::Xcomp;
            self.word_in(child, filter) || steps > 1 && !apart && self.is_below(child, filter, steps - 1)
        })
    }
}

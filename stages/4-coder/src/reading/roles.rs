//! Roles: who acts and to whom, looked for where an entry says, else where its kind of word has them.

use dualtrack_document::{MentionId, Relation, TokenId, Upos};
use dualtrack_record::{EventType, Quad};

use crate::codebook::{Act, Entry, Part, Slot};
use crate::grammar::{self, Tokens};

use super::candidates::Match;
use super::{Reader, Reading};

/// Prepositions behind which a recipient stands, by preference.
const RECIPIENT_PREPOSITIONS: &[&str] = &[
    "with", "to", "against", "on", "upon", "at", "toward", "towards", "from", "for", "of", "into", "over",
    "in", "inside", "near",
];

impl<'a> Reader<'a> {
    /// Who does it.
    pub(super) fn fill_actors(&self, token: TokenId, found: &Match, entry: &Entry, act: &Act) -> Tokens {
        if !entry.actor.is_empty() {
            return self.first_filled(token, found, &entry.actor, None, &[]);
        }
        match found.part {
            Part::Noun => self.noun_actors(token, found, act),
            _ => grammar::logical_subjects(self.doc, token),
        }
    }

    fn noun_actors(&self, noun: TokenId, matched: &Match, act: &Act) -> Tokens {
        let doc = self.doc;
        for word in phrase_nouns(noun, matched) {
            let between = grammar::between(doc, word);
            if !between.is_empty() {
                return between;
            }
        }
        // "The minister is on a visit to India": what stands in the predicate is its subject's.
        if doc.child(noun, Relation::Cop).is_some()
            && let Some(subject) = grammar::own_subject(doc, noun)
        {
            let mut subjects = Tokens::new();
            grammar::with_conjuncts(doc, grammar::resolve_relative(doc, subject), &mut subjects);
            return subjects;
        }
        let mut found = grammar::possessors(doc, noun);
        let by = |preposition: &'static str| {
            let mut behind = Tokens::new();
            for word in phrase_nouns(noun, matched) {
                grammar::behind(doc, word, &mut |m| doc.lemma(m) == preposition, &mut behind);
            }
            behind.retain(|word| !matched.further.contains(word));
            behind
        };
        if found.is_empty() {
            found = by("by");
        }
        if found.is_empty() {
            found = grammar::adjectives(doc, noun);
        }
        if found.is_empty() {
            found = grammar::compounds(doc, noun);
        }
        let of_is_actor = act.reciprocal || matches!(act.kind, EventType::Consult | EventType::Protest);
        if found.is_empty() && of_is_actor {
            found = by("of");
        }
        if found.is_empty() && act.kind == EventType::Consult {
            found = self.who_attends(noun);
        }
        found
    }

    /// Who meets somebody on the way of doing something else: "*Putin* said after talks with Erdogan".
    fn who_attends(&self, noun: TokenId) -> Tokens {
        let doc = self.doc;
        let when = |marker: TokenId| {
            matches!(doc.lemma(marker), "after" | "before" | "during" | "following" | "for" | "in" | "at")
        };
        let with = doc
            .children_by(noun, Relation::Nmod)
            .any(|child| grammar::markers(doc, child).any(|marker| doc.lemma(marker) == "with"));
        match (doc.relation(noun), doc.head(noun)) {
            (Relation::Obl, Some(verb)) if with && grammar::markers(doc, noun).any(when) => {
                grammar::logical_subjects(doc, verb)
            }
            _ => Tokens::new(),
        }
    }

    /// To whom it is done, and whoever else stands where a recipient could.
    pub(super) fn fill_recipients(
        &self,
        token: TokenId,
        found: &Match,
        entry: &Entry,
        act: &Act,
        actors: &Tokens,
    ) -> (Tokens, Tokens) {
        let mut slots: Vec<Tokens> = Vec::new();
        let taken =
            |tokens: Tokens| -> Tokens { tokens.into_iter().filter(|t| !actors.contains(t)).collect() };
        if entry.recipient.is_empty() {
            self.default_recipients(token, found, act, &mut |tokens| slots.push(taken(tokens)));
        } else {
            for &slot in &entry.recipient {
                slots.push(taken(self.fill(token, found, slot, None)));
            }
        }
        self.choose(slots)
    }

    fn default_recipients(&self, token: TokenId, found: &Match, act: &Act, add: &mut dyn FnMut(Tokens)) {
        if found.part != Part::Noun {
            add(self.role_objects(token, found));
            if found.governed.is_some() {
                add(self.objects(token, found));
            }
            add(grammar::indirect_objects(self.doc, token));
            add(grammar::between(self.doc, token));
        }
        let of_is_actor = found.part == Part::Noun
            && (act.reciprocal || matches!(act.kind, EventType::Consult | EventType::Protest));
        for &preposition in RECIPIENT_PREPOSITIONS {
            let place = (act.reciprocal || act.kind == EventType::Support)
                && matches!(preposition, "at" | "into" | "over" | "in" | "inside" | "near");
            if !(of_is_actor && preposition == "of" || place) {
                add(self.behind_match(token, found, preposition));
            }
        }
        if found.part == Part::Noun && act.kind.quad() != Quad::VerbalCooperation {
            add(grammar::compounds(self.doc, token));
        }
    }

    /// The first slot that can be an actor's, else the first that is filled; and all the others.
    fn choose(&self, slots: Vec<Tokens>) -> (Tokens, Tokens) {
        let filled = |slot: &Tokens| !slot.is_empty();
        let chosen = slots
            .iter()
            .position(|slot| slot.iter().any(|&token| self.can_act(token)))
            .or_else(|| slots.iter().position(filled));
        let mut recipients = Tokens::new();
        let mut others = Tokens::new();
        for (at, slot) in slots.into_iter().enumerate() {
            if Some(at) == chosen { recipients = slot } else { others.extend(slot) }
        }
        others.retain(|token| !recipients.contains(token));
        (recipients, others)
    }

    /// Whether somebody who can act stands in the phrase of a word.
    pub(super) fn can_act(&self, head: TokenId) -> bool {
        if self.mentions.is_some() {
            return self.mention_in(head).is_some() || grammar::is_pronoun(self.doc, head);
        }
        self.doc.upos(head) == Upos::Pron
            || grammar::pieces(self.doc, head)
                .iter()
                .any(|&(word, _)| grammar::is_capitalised(self.doc, word))
    }

    /// The mention that a noun phrase's head carries, or one that stands inside the phrase.
    pub(crate) fn mention_in(&self, head: TokenId) -> Option<MentionId> {
        let mentions = self.mentions?;
        if let Some(mention) = mentions.headed_by(head) {
            return Some(mention);
        }
        let pieces = grammar::pieces(self.doc, head);
        pieces.iter().skip(1).find_map(|&(word, _)| mentions.headed_by(word))
    }

    /// The first of the slots that is filled.
    pub(super) fn first_filled(
        &self,
        token: TokenId,
        found: &Match,
        slots: &[Slot],
        inner: Option<&Reading<'a>>,
        except: &[TokenId],
    ) -> Tokens {
        let mut first = Tokens::new();
        for &slot in slots {
            let mut tokens = self.fill(token, found, slot, inner);
            tokens.retain(|t| !except.contains(t));
            if tokens.iter().any(|&t| self.can_act(t)) {
                return tokens;
            }
            if first.is_empty() {
                first = tokens;
            }
        }
        first
    }

    /// What stands in a slot of a predicate.
    pub(super) fn fill(
        &self,
        token: TokenId,
        found: &Match,
        slot: Slot,
        inner: Option<&Reading<'a>>,
    ) -> Tokens {
        let doc = self.doc;
        match slot {
            Slot::Subject if found.part == Part::Noun => self.noun_subjects(token),
            Slot::Subject => grammar::logical_subjects(doc, token),
            Slot::Object => self.role_objects(token, found),
            Slot::Indirect => grammar::indirect_objects(doc, token),
            Slot::Possessor => grammar::possessors(doc, token),
            Slot::Adjective => grammar::adjectives(doc, token),
            Slot::Compound => grammar::compounds(doc, token),
            Slot::Between => {
                let words = std::iter::once(token).chain(found.further.iter().copied());
                let members =
                    words.map(|word| grammar::between(doc, word)).find(|members| !members.is_empty());
                members.unwrap_or_default()
            }
            Slot::Preposition(word) => self.behind_match(token, found, self.codebook.words.spelling(word)),
            Slot::InnerActor => inner.map(|inner| inner.actors.clone()).unwrap_or_default(),
            Slot::InnerRecipient => inner.map(|inner| inner.recipients.clone()).unwrap_or_default(),
            Slot::Xcomp | Slot::Ccomp | Slot::Clause => Tokens::new(),
        }
    }

    /// Who does what a noun says: possessor, "by", adjective, compound.
    fn noun_subjects(&self, noun: TokenId) -> Tokens {
        let doc = self.doc;
        let mut found = grammar::possessors(doc, noun);
        if found.is_empty() {
            grammar::behind(doc, noun, &mut |m| matches!(doc.lemma(m), "by" | "from"), &mut found);
        }
        if found.is_empty() {
            found = grammar::adjectives(doc, noun);
        }
        if found.is_empty() {
            found = grammar::compounds(doc, noun);
        }
        if found.is_empty() {
            found = grammar::between(doc, noun);
        }
        found
    }

    /// The objects of a verb that belongs to the phrase: "applied to *join* NATO".
    pub(super) fn objects_inside(&self, found: &Match) -> Tokens {
        let verbs = found.further.iter().filter(|&&word| self.doc.upos(word) == Upos::Verb);
        verbs.flat_map(|&verb| grammar::objects(self.doc, verb)).collect()
    }

    /// What a preposition introduces, of any word of a phrase or of its object ("a round of talks *with Iran*", "agreed on a
    /// treaty *with Iran*").
    fn behind_match(&self, token: TokenId, found: &Match, preposition: &str) -> Tokens {
        let mut behind = self.behind(token, found.part, preposition);
        behind.retain(|word| !found.further.contains(word));
        let mut inside = found.further.clone();
        if found.part != Part::Noun && preposition != "of" {
            inside.extend(self.objects(token, found));
        }
        for word in inside {
            if behind.is_empty() {
                grammar::behind(self.doc, word, &mut |m| self.doc.lemma(m) == preposition, &mut behind);
            }
        }
        behind
    }

    /// What a preposition introduces: of the predicate, of its object ("imposed sanctions *on Iran*"), or of the verb whose
    /// object it is ("hold talks on Monday *with Iran*").
    pub(super) fn behind(&self, token: TokenId, part: Part, preposition: &str) -> Tokens {
        let doc = self.doc;
        let mut found = Tokens::new();
        let mut is = |marker: TokenId| doc.lemma(marker) == preposition;
        grammar::behind(doc, token, &mut is, &mut found);
        found.retain(|word| doc.upos(*word) != Upos::Verb);
        if !found.is_empty() {
            return found;
        }
        if part == Part::Noun {
            if let Some((verb, relation)) = grammar::governor(doc, token)
                && matches!(relation, Relation::Obj | Relation::NsubjPass | Relation::Nsubj)
                && doc.upos(verb) == Upos::Verb
                && !matches!(preposition, "of" | "at" | "in" | "inside" | "near")
            {
                grammar::behind(doc, verb, &mut is, &mut found);
            }
        } else if preposition != "of" {
            for object in doc.children_by(token, Relation::Obj) {
                grammar::behind(doc, object, &mut is, &mut found);
            }
        }
        found.retain(|word| doc.upos(*word) != Upos::Verb);
        found
    }
}

/// The nouns of a match: its head, and the further words of its phrase.
fn phrase_nouns(noun: TokenId, found: &Match) -> impl Iterator<Item = TokenId> + '_ {
    std::iter::once(noun).chain(found.further.iter().copied())
}

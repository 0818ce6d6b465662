//! The entries that a word may stand for, and the choice among them.

use dualtrack_document::{Relation, TokenId, TokenRange, Upos};
use dualtrack_record::EventType;
use smallvec::SmallVec;

use crate::codebook::{Act, Entry, Part, Use, What, WordId};
use crate::grammar::{self, Tokens};

use super::{Reader, Reading, State, Trial, Verdict};

/// How far behind a verb the further words of its phrase may stand.
const REACH: u32 = 14;

/// A use of a word whose further words are there.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub(super) entry: usize,
    pub(super) part: Part,
    /// How many further words it has.
    pub(super) length: i32,
    /// What the last of them, a preposition, introduces.
    pub(super) governed: Option<TokenId>,
    /// From the first to the last word of the phrase.
    pub(super) trigger: TokenRange,
    /// The further words.
    pub(super) further: Tokens,
}

/// What a match would read, and how much it asked for.
pub(super) struct Offer<'c> {
    pub(super) readings: SmallVec<[Reading<'c>; 1]>,
    /// The readings inside that it speaks for.
    pub(super) wraps: SmallVec<[usize; 2]>,
    pub(super) score: i32,
}

impl<'a> Reader<'a> {
    /// The readings of the best entry for a word.
    pub(super) fn best(&mut self, token: TokenId, word: WordId, depth: u8) -> SmallVec<[Reading<'a>; 1]> {
        let codebook = self.codebook;
        let mut best: Option<(Offer<'a>, Match)> = None;
        for a_use in codebook.words.uses(word) {
            let Some(found) = self.matches(token, a_use) else { continue };
            let entry = found.entry;
            match self.offer(token, &found, depth) {
                Err(reason) => self.note(token, entry, 0, Verdict::Failed(reason)),
                Ok(offer) if best.as_ref().is_some_and(|(other, _)| other.score >= offer.score) => {
                    self.note(token, entry, offer.score, Verdict::Weaker);
                }
                Ok(offer) => {
                    if let Some((loser, of)) = best.replace((offer, found)) {
                        self.note(token, of.entry, loser.score, Verdict::Weaker);
                    }
                }
            }
        }
        let Some((offer, found)) = best else { return SmallVec::new() };
        self.note(token, found.entry, offer.score, Verdict::Chosen);
        for &inner in &offer.wraps {
            self.readings[inner].consumed = true;
        }
        self.absorb_phrase(token, &found);
        offer.readings
    }

    /// What an entry reads at a word, or which condition fails.
    fn offer(&mut self, token: TokenId, found: &Match, depth: u8) -> Result<Offer<'a>, &'static str> {
        let entry = &self.codebook.entries[found.entry];
        match &entry.what {
            What::Act(act) => self.offer_act(token, found, entry, act),
            What::Operator(operator) => self.offer_operator(token, found, entry, operator, depth),
        }
    }

    /// Lets the chosen entry speak for the further words of its phrase, and an act for the object that told it: "hosted a
    /// *summit*" is one meeting.
    fn absorb_phrase(&mut self, token: TokenId, found: &Match) {
        for &word in &found.further {
            self.absorb(word);
        }
        let entry = &self.codebook.entries[found.entry];
        if matches!(&entry.what, What::Act(act) if act.kind == EventType::Consult) {
            self.absorb_topics(token, found);
        }
        if matches!(entry.what, What::Act(_)) && !entry.conditions.object.is_empty() {
            for object in self.objects(token, found) {
                if self.is_object(object, &entry.conditions.object) {
                    self.absorb(object);
                }
            }
        }
    }

    /// What somebody talks about is not done by it: "discussed *sanctions*", "talks on a *withdrawal*", "briefed on *exercises*".
    fn absorb_topics(&mut self, token: TokenId, found: &Match) {
        let mut topics = self.objects(token, found);
        for preposition in ["on", "about", "over", "regarding", "concerning"] {
            topics.extend(self.behind(token, found.part, preposition));
        }
        for topic in topics {
            if self.is_noun(topic) {
                self.absorb(topic);
            }
        }
    }

    /// A word that is part of another's phrase states nothing itself: "round of *talks*", "*war* crimes".
    fn absorb(&mut self, word: TokenId) {
        match self.states[word.index()].clone() {
            State::Read(range) => range.for_each(|at| self.readings[at].consumed = true),
            State::Unread => self.states[word.index()] = State::Read(0..0),
            State::Open => {}
        }
    }

    fn note(&mut self, token: TokenId, entry: usize, score: i32, verdict: Verdict) {
        if let Some(trials) = &mut self.trials {
            trials.push(Trial { token, entry, score, verdict });
        }
    }

    /// Whether the word stands there as the use wants it, with all its further words.
    pub(super) fn matches(&self, token: TokenId, a_use: &Use) -> Option<Match> {
        let upos = self.doc.upos(token);
        let fits = match a_use.part {
            Part::Verb => upos == Upos::Verb,
            Part::Noun => matches!(upos, Upos::Noun | Upos::Propn),
            Part::Adjective => self.is_predicative(token),
            Part::Auxiliary => false,
        };
        if !fits || a_use.plural && !self.doc.form(token).ends_with(['s', 'S']) {
            return None;
        }
        let mut trigger = TokenRange { start: token, end: TokenId(token.0 + 1) };
        let mut governed = None;
        let mut last = token;
        let mut further = Tokens::new();
        for alternatives in &a_use.rest {
            let found = match a_use.part {
                Part::Noun => self.modifier(token, alternatives)?,
                _ => self.follower(token, last, alternatives)?,
            };
            last = last.max(found);
            further.push(found);
            governed = matches!(self.doc.relation(found), Relation::Case | Relation::Mark)
                .then(|| self.doc.head(found))
                .flatten();
            trigger.start = trigger.start.min(found);
            trigger.end = trigger.end.max(TokenId(found.0 + 1));
        }
        if governed.is_some_and(|noun| self.is_time(noun) || self.is_of_object(token, noun, a_use)) {
            return None;
        }
        let length = i32::try_from(a_use.rest.len()).unwrap_or(0);
        Some(Match { entry: a_use.entry, part: a_use.part, length, governed, trigger, further })
    }

    /// Whether the word is an adjective or participle in the predicate ("is ready to", "critical of").
    fn is_predicative(&self, token: TokenId) -> bool {
        let doc = self.doc;
        if !matches!(doc.upos(token), Upos::Adj | Upos::Verb | Upos::Adv) {
            return false;
        }
        doc.child(token, Relation::Cop).is_some()
            || doc.child(token, Relation::AuxPass).is_some()
            || matches!(
                doc.relation(token),
                Relation::Xcomp | Relation::Acl | Relation::Advcl | Relation::Conj | Relation::Root
            )
    }

    /// Whether a noun names a day or year: "called *on Monday*" is no call on anybody.
    fn is_time(&self, noun: TokenId) -> bool {
        const DAYS: &[&str] = &[
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "weekend",
        ];
        let year =
            || self.doc.form(noun).len() == 4 && self.doc.form(noun).bytes().all(|b| b.is_ascii_digit());
        DAYS.iter().any(|day| self.doc.form(noun).eq_ignore_ascii_case(day)) || year()
    }

    /// Whether what a preposition introduces belongs to the verb's object, and not to the verb: "called *the attack on the
    /// embassy* a crime" calls on nobody. An object that can act may have got the phrase from a parser that erred.
    fn is_of_object(&self, verb: TokenId, noun: TokenId, a_use: &Use) -> bool {
        if a_use.part != Part::Verb || a_use.rest.len() != 1 {
            return false;
        }
        // Who "called the deal a relief for Europe" calls for nothing.
        let judged = |&child: &TokenId| self.doc.relation(child) == Relation::Obj && child < noun;
        if self.doc.lemma(verb) == "call" && self.doc.children(verb).iter().any(judged) {
            return true;
        }
        if self.doc.relation(noun) != Relation::Nmod {
            return false;
        }
        self.doc.head(noun).is_some_and(|object| {
            self.doc.relation(object) == Relation::Obj
                && self.doc.head(object) == Some(verb)
                && self.doc.children_by(object, Relation::Det).next().is_some()
                && self.doc.children_by(verb, Relation::Xcomp).next().is_some()
        })
    }

    fn is_one_of(&self, token: TokenId, alternatives: &[WordId]) -> bool {
        if self.word(token).is_some_and(|word| alternatives.contains(&word)) {
            return true;
        }
        let form = self.doc.form(token);
        alternatives.iter().any(|&word| form.eq_ignore_ascii_case(self.codebook.words.spelling(word)))
    }

    /// One of the words, behind `after`, in the clause of `verb`; an object may also stand before it, in the passive.
    fn follower(&self, verb: TokenId, after: TokenId, alternatives: &[WordId]) -> Option<TokenId> {
        let doc = self.doc;
        let sentence = doc.syntax.sentence(doc.syntax.sentence_of(verb)).tokens;
        let end = sentence.end.min(TokenId(after.0.saturating_add(REACH)));
        let behind = (after.0 + 1..end.0).map(TokenId);
        let found =
            behind.into_iter().find(|&at| self.is_one_of(at, alternatives) && self.hangs_on(at, verb, 3));
        found.or_else(|| {
            let subject = grammar::own_subject(doc, verb)?;
            (grammar::is_passive(doc, verb) && self.is_one_of(subject, alternatives)).then_some(subject)
        })
    }

    /// One of the words, hanging on a noun.
    fn modifier(&self, noun: TokenId, alternatives: &[WordId]) -> Option<TokenId> {
        let near = self.doc.children(noun).iter().copied();
        near.clone().find(|&at| self.is_one_of(at, alternatives)).or_else(|| {
            near.flat_map(|child| self.doc.children(child).iter().copied())
                .find(|&at| self.is_one_of(at, alternatives))
        })
    }

    /// Whether `word` hangs on `top` within `steps`, not inside another clause but for the word that opens it.
    fn hangs_on(&self, word: TokenId, top: TokenId, steps: usize) -> bool {
        let doc = self.doc;
        let mut at = word;
        for _ in 0..steps {
            let Some(head) = doc.head(at) else { return false };
            let opens =
                matches!(doc.relation(word), Relation::Mark | Relation::Case) && at != word && head == top;
            if at != word && doc.relation(at).is_clausal() && !opens {
                return false;
            }
            if doc.relation(at) == Relation::Conj {
                return false;
            }
            if head == top {
                return true;
            }
            at = head;
        }
        false
    }

    /// What an act reads at a word, if its conditions hold.
    fn offer_act(
        &mut self,
        token: TokenId,
        found: &Match,
        entry: &'a Entry,
        act: &'a Act,
    ) -> Result<Offer<'a>, &'static str> {
        let mut score = 10 + 4 * found.length;
        // A phrase that names the complement ("threaten to annex") knows more than an operator around it.
        if found.further.iter().any(|&word| self.doc.relation(word).is_clausal()) {
            score += 10;
        }
        let conditions = &entry.conditions;
        score += self.object_score(token, found, conditions)?;
        score += self.near_score(token, conditions)?;
        let actors = self.fill_actors(token, found, entry, act);
        score += self.who_score(&actors, &conditions.who, &conditions.who_not).ok_or("who")?;
        if conditions.several && actors.len() < 2 {
            return Err("several");
        }
        score += if conditions.several { 6 } else { 0 };
        let (recipients, others) = self.fill_recipients(token, found, entry, act, &actors);
        score += self.who_score(&recipients, &conditions.whom, &conditions.whom_not).ok_or("whom")?;
        let reading = Reading {
            head: token,
            trigger: found.trigger,
            kind: act.kind,
            mode: act.mode.as_deref(),
            status: act.status.unwrap_or_else(|| self.own_status(token)),
            actors,
            recipients,
            others,
            why: SmallVec::from_slice(&[found.entry]),
            contexts: contexts(entry),
            inner: None,
            reciprocal: act.reciprocal,
            dormant: !act.bare && found.part == Part::Noun,
            consumed: false,
        };
        Ok(Offer { readings: SmallVec::from_iter([reading]), wraps: SmallVec::new(), score })
    }

    /// The objects of a match as a role: whom the verb acts on ("accused *Iran* of"), else what its preposition introduces.
    pub(super) fn role_objects(&self, token: TokenId, found: &Match) -> Tokens {
        if found.part == Part::Verb && found.governed.is_some() {
            let mut direct = grammar::objects(self.doc, token);
            direct.retain(|word| !found.further.contains(word));
            if !direct.is_empty() {
                return direct;
            }
        }
        let objects = self.objects(token, found);
        if objects.is_empty() { self.objects_inside(found) } else { objects }
    }

    /// The objects of a match: what its preposition introduces, else the object of the verb, what "of" introduces of a noun.
    pub(super) fn objects(&self, token: TokenId, found: &Match) -> Tokens {
        let mut objects = Tokens::new();
        if let Some(governed) = found.governed.filter(|_| found.part != Part::Noun) {
            grammar::with_conjuncts(self.doc, grammar::resolve_relative(self.doc, governed), &mut objects);
            return objects;
        }
        match found.part {
            Part::Verb => grammar::objects(self.doc, token),
            Part::Noun => {
                grammar::behind(self.doc, token, &mut |m| self.doc.lemma(m) == "of", &mut objects);
                for compound in self.doc.children_by(token, Relation::Compound) {
                    objects.push(compound);
                }
                objects
            }
            Part::Adjective | Part::Auxiliary => objects,
        }
    }
}

/// The contexts of an entry as bits.
pub(super) fn contexts(entry: &Entry) -> u64 {
    entry.contexts.iter().fold(0, |bits, &context| bits | 1u64.checked_shl(u32::from(context)).unwrap_or(0))
}

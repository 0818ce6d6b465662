//! Operators: finding the act that a word wraps, and what becomes of it.

use dualtrack_document::{Relation, TokenId, TokenRange, Upos};
use dualtrack_record::{EventType, Status, Track};
use smallvec::SmallVec;

use crate::codebook::{Entry, Operator, Outcome, Part, Slot, What};
use crate::grammar::{self, Tokens};

use super::candidates::{Match, Offer, contexts};
use super::{Reader, Reading};

/// Nouns that only count or frame what "of" introduces: "a series of attacks".
const TRANSPARENT: &[&str] = &[
    "series",
    "round",
    "wave",
    "number",
    "kind",
    "part",
    "form",
    "string",
    "spate",
    "set",
    "couple",
    "lot",
    "type",
    "act",
    "range",
    "package",
    "campaign",
    "possibility",
    "prospect",
    "idea",
    "process",
    "use",
    "level",
    "period",
];

/// Places of recipients, where neither operator nor act says anything.
const NOMINAL_PLACES: &[&str] =
    &["with", "to", "against", "on", "upon", "at", "for", "from", "into", "in", "over"];

impl<'a> Reader<'a> {
    /// What an operator makes of the acts inside, or what it is alone.
    pub(super) fn offer_operator(
        &mut self,
        token: TokenId,
        found: &Match,
        entry: &'a Entry,
        operator: &'a Operator,
        depth: u8,
    ) -> Result<Offer<'a>, &'static str> {
        let (slot, inside) = self.inside(token, found, operator, depth);
        let mut readings: SmallVec<[Reading<'a>; 1]> = SmallVec::new();
        let mut wraps = SmallVec::new();
        for &inner in &inside {
            let made = self.wrap(token, found, entry, operator, slot, inner);
            let silenced = matches!(self.outcome(operator, inner), Some(Outcome::None));
            if silenced || made.is_some() && !operator.keeps {
                wraps.push(inner);
            }
            readings.extend(made);
        }
        if readings.is_empty() && wraps.is_empty() {
            return self.offer_alone(token, found, entry, operator);
        }
        // A clause inside is the verb's own complement; a noun may be there by chance.
        let heads = inside.iter().map(|&inner| self.readings[inner].head);
        let clausal = found.part != Part::Noun && heads.into_iter().any(|head| !self.is_noun(head));
        let base = if clausal { 20 } else { 13 };
        let score = base + 4 * found.length + self.object_score(token, found, &entry.conditions).unwrap_or(0);
        Ok(Offer { readings, wraps, score })
    }

    /// What an operator is with no act inside.
    fn offer_alone(
        &self,
        token: TokenId,
        found: &Match,
        entry: &'a Entry,
        operator: &'a Operator,
    ) -> Result<Offer<'a>, &'static str> {
        let (kind, mode) = match &operator.alone {
            Some(Outcome::Becomes(kind, mode)) => (kind, mode),
            // What an entry knows to be no event, it knows better than any other.
            Some(Outcome::None) => {
                let score = 30 + 4 * found.length + self.object_score(token, found, &entry.conditions)?;
                return Ok(Offer { readings: SmallVec::new(), wraps: SmallVec::new(), score });
            }
            Some(Outcome::Same) | None => return Err("act inside"),
        };
        let score = 6 + 4 * found.length + self.object_score(token, found, &entry.conditions)?;
        let actors = self.operator_actors(token, found, entry, None);
        let recipients = self.operator_recipients(token, found, entry, None, &actors);
        let reading = Reading {
            head: token,
            trigger: found.trigger,
            kind: *kind,
            mode: mode.as_deref(),
            status: operator.status.unwrap_or_else(|| self.own_status(token)),
            others: self.other_places(token, found, &recipients, &actors),
            actors,
            recipients,
            why: SmallVec::from_slice(&[found.entry]),
            contexts: contexts(entry),
            inner: None,
            reciprocal: false,
            dormant: false,
            consumed: false,
        };
        Ok(Offer { readings: SmallVec::from_iter([reading]), wraps: SmallVec::new(), score })
    }

    /// The acts inside: those of the first place that holds any.
    fn inside(
        &mut self,
        token: TokenId,
        found: &Match,
        operator: &Operator,
        depth: u8,
    ) -> (Option<Slot>, SmallVec<[usize; 4]>) {
        for &slot in &operator.takes {
            let mut readings = SmallVec::new();
            for place in self.complements(token, found, slot) {
                self.read_through(place, depth, &mut readings);
                if readings.is_empty() && slot == Slot::Object {
                    readings.extend(self.recall(place, operator));
                }
            }
            readings.retain(|&mut at| self.readings[at].head != token);
            if !readings.is_empty() {
                return (Some(slot), readings);
            }
        }
        (None, SmallVec::new())
    }

    /// The readings of a complement; of a noun that only frames another, those of the other.
    fn read_through(&mut self, place: TokenId, depth: u8, readings: &mut SmallVec<[usize; 4]>) {
        let range = self.read(place, depth + 1);
        if !range.is_empty() {
            readings.extend(range);
            return;
        }
        if let Some(reading) = self.modal_act(place) {
            readings.push(self.readings.len());
            self.readings.push(reading);
            return;
        }
        // "aid deliveries", "peace talks": the compound states the act where the noun does not.
        for compound in self.doc.children_by(place, Relation::Compound) {
            readings.extend(self.read(compound, depth + 1));
        }
        if readings.is_empty() && TRANSPARENT.contains(&self.doc.lemma(place)) {
            let mut behind = Tokens::new();
            grammar::behind(self.doc, place, &mut |m| self.doc.lemma(m) == "of", &mut behind);
            for inner in behind {
                readings.extend(self.read(inner, depth + 1));
            }
        }
    }

    /// The relation of the sentence before that "this" or "that" points back to, for an operator that leaves it what it is:
    /// "good relations with Russia ... Norway developed *that* over decades".
    fn recall(&mut self, place: TokenId, operator: &Operator) -> Option<usize> {
        let doc = self.doc;
        if !matches!(doc.lemma(place), "this" | "that") || !grammar::is_pronoun(doc, place) {
            return None;
        }
        let before = doc.syntax.sentence_of(place).0.checked_sub(1)?;
        let relation = |reading: &&Reading<'a>| {
            reading.reciprocal
                && reading.kind.track() == Track::Cooperation
                && matches!(
                    operator.outcome(reading.kind, reading.mode, Status::Happened),
                    Some(Outcome::Same)
                )
        };
        let there = |reading: &&Reading<'a>| doc.syntax.sentence_of(reading.head).0 == before;
        let mut recalled = self.readings.iter().rev().filter(relation).find(there)?.clone();
        recalled.head = place;
        recalled.trigger = TokenRange { start: place, end: TokenId(place.0 + 1) };
        recalled.status = Status::Happened;
        recalled.actors.clear();
        recalled.recipients.clear();
        recalled.others.clear();
        recalled.consumed = false;
        self.readings.push(recalled);
        Some(self.readings.len() - 1)
    }

    /// The act that an auxiliary states of a predicate which states none itself ("Qatar *must* mediate").
    fn modal_act(&self, place: TokenId) -> Option<Reading<'a>> {
        let codebook = self.codebook;
        let auxiliaries = self.doc.children_by(place, Relation::Aux);
        let uses =
            auxiliaries.filter_map(|auxiliary| self.word(auxiliary)).flat_map(|w| codebook.words.uses(w));
        let (entry, act) = uses
            .filter(|a_use| a_use.part == Part::Auxiliary && a_use.rest.is_empty())
            .find_map(|a_use| match &codebook.entries[a_use.entry].what {
                What::Act(act) => Some((a_use.entry, act)),
                What::Operator(_) => None,
            })?;
        Some(Reading {
            head: place,
            trigger: TokenRange { start: place, end: TokenId(place.0 + 1) },
            kind: act.kind,
            mode: act.mode.as_deref(),
            status: act.status.unwrap_or_else(|| self.own_status(place)),
            actors: Tokens::new(),
            recipients: grammar::surface_subjects(self.doc, place),
            others: grammar::objects(self.doc, place),
            why: SmallVec::from_slice(&[entry]),
            contexts: contexts(&codebook.entries[entry]),
            inner: None,
            reciprocal: false,
            dormant: !act.bare,
            consumed: false,
        })
    }

    /// The words of a place where an act may stand.
    fn complements(&self, token: TokenId, found: &Match, slot: Slot) -> Tokens {
        let doc = self.doc;
        let mut places = Tokens::new();
        match slot {
            Slot::Xcomp => {
                for &child in doc.children(token) {
                    let infinitive = grammar::markers(doc, child).any(|m| doc.lemma(m) == "to");
                    let fits = match doc.relation(child) {
                        Relation::Xcomp => true,
                        Relation::Acl | Relation::Advcl | Relation::Ccomp => infinitive && child > token,
                        _ => false,
                    };
                    if fits {
                        self.with_verbs(child, &mut places);
                    }
                }
            }
            Slot::Ccomp => {
                for &child in doc.children(token) {
                    // "its demand that Iran leave" hangs on a noun as any other clause does.
                    let clause =
                        doc.relation(child) == Relation::Acl && grammar::own_subject(doc, child).is_some();
                    if clause || doc.relation(child) == Relation::Ccomp {
                        self.with_verbs(child, &mut places);
                    }
                }
                // "Russia will withdraw, Lavrov said": the report hangs on what it reports.
                if places.is_empty()
                    && doc.relation(token) == Relation::Parataxis
                    && grammar::own_subject(doc, token).is_some()
                {
                    places.extend(doc.head(token));
                }
            }
            Slot::Clause => {
                for &child in doc.children(token) {
                    let clause = matches!(
                        doc.relation(child),
                        Relation::Advcl | Relation::Acl | Relation::Csubj | Relation::CsubjPass
                    );
                    if clause {
                        self.with_verbs(child, &mut places);
                    }
                }
            }
            Slot::Subject => places = grammar::surface_subjects(doc, token),
            Slot::Object => {
                places = self.objects(token, found);
                if found.governed.is_some() {
                    places.extend(self.role_objects(token, found));
                }
            }
            Slot::Preposition(word) => {
                let preposition = self.codebook.words.spelling(word);
                let mut is = |marker: TokenId| doc.lemma(marker) == preposition;
                grammar::behind(doc, token, &mut is, &mut places);
                if places.is_empty() && found.part != Part::Noun {
                    for object in doc.children_by(token, Relation::Obj) {
                        grammar::behind(doc, object, &mut is, &mut places);
                    }
                }
                let clauses: Tokens = places.iter().copied().filter(|&p| doc.upos(p) == Upos::Verb).collect();
                for clause in clauses {
                    self.with_verbs(clause, &mut places);
                }
            }
            _ => places = self.fill(token, found, slot, None),
        }
        places
    }

    /// A clause with the clauses that are its conjuncts.
    fn with_verbs(&self, clause: TokenId, places: &mut Tokens) {
        if places.contains(&clause) {
            return;
        }
        places.push(clause);
        for conjunct in self.doc.children_by(clause, Relation::Conj) {
            // "said it attacked and Russia denied it": a conjunct with its own subject is still inside.
            if !places.contains(&conjunct) {
                places.push(conjunct);
            }
        }
    }

    /// What an operator says of a reading.
    fn outcome<'o>(&self, operator: &'o Operator, inner: usize) -> Option<&'o Outcome> {
        let inner = &self.readings[inner];
        operator.outcome(inner.kind, inner.mode, inner.status)
    }

    /// What an operator makes of one reading inside.
    fn wrap(
        &self,
        token: TokenId,
        found: &Match,
        entry: &'a Entry,
        operator: &'a Operator,
        slot: Option<Slot>,
        inner: usize,
    ) -> Option<Reading<'a>> {
        let outcome = self.outcome(operator, inner)?;
        let inner = &self.readings[inner];
        if operator.of_others && !self.is_of_others(token, inner) {
            return None;
        }
        if inner.dormant && !operator.wakes && !matches!(outcome, Outcome::Becomes(..)) {
            return None;
        }
        if slot == Some(Slot::Ccomp) && self.asks_itself(token, inner, outcome) {
            return None;
        }
        let mut reading = inner.clone();
        reading.head = token;
        reading.consumed = false;
        reading.why.push(found.entry);
        reading.contexts |= contexts(entry);
        match outcome {
            Outcome::None => return None,
            Outcome::Same => {
                reading.status = operator.status.unwrap_or_else(|| self.status_under(token, inner));
                self.lend_roles(token, found, entry, slot, inner, &mut reading);
                reading.dormant &= !operator.wakes;
            }
            Outcome::Becomes(kind, mode) => {
                reading.kind = *kind;
                reading.mode = mode.as_deref();
                reading.inner = inner.inner.or(Some((inner.kind, inner.mode)));
                reading.status = operator.status.unwrap_or_else(|| self.own_status(token));
                reading.trigger = found.trigger;
                reading.reciprocal = false;
                reading.dormant = false;
                reading.actors = self.operator_actors(token, found, entry, Some(inner));
                reading.recipients =
                    self.operator_recipients(token, found, entry, Some(inner), &reading.actors);
                reading.others = self.other_places(token, found, &reading.recipients, &reading.actors);
                let inside = inner.actors.iter().chain(&inner.recipients).chain(&inner.others);
                for &token in inside {
                    let named = reading.actors.contains(&token) || reading.recipients.contains(&token);
                    if !named && !reading.others.contains(&token) {
                        reading.others.push(token);
                    }
                }
            }
        }
        Some(reading)
    }

    /// Whether an act is to be done by somebody else than the subject of the verb around it: "wants *Russia* to withdraw".
    fn is_of_others(&self, token: TokenId, inner: &Reading<'a>) -> bool {
        let own = grammar::logical_subjects(self.doc, token);
        !inner.actors.is_empty()
            && inner.actors.iter().all(|actor| !own.contains(actor) && !grammar::is_pronoun(self.doc, *actor))
    }

    /// Whether an operator would make a request to its own subject: "Norway said *it* wanted to meet Russia" asks nobody.
    fn asks_itself(&self, token: TokenId, inner: &Reading<'a>, outcome: &Outcome) -> bool {
        let asks = matches!(outcome, Outcome::Becomes(EventType::Request, _))
            && matches!(inner.status, Status::Desired | Status::Planned);
        let subjects = grammar::logical_subjects(self.doc, token);
        let same = |actor: &TokenId| {
            let means = grammar::antecedent(self.doc, *actor).unwrap_or(*actor);
            subjects.contains(&means)
        };
        asks && inner.actors.iter().any(same)
    }

    /// Roles of an act that stays what it is: its own, and the operator's where it has none ("*launched* an attack").
    fn lend_roles(
        &self,
        token: TokenId,
        found: &Match,
        entry: &Entry,
        slot: Option<Slot>,
        inner: &Reading<'a>,
        reading: &mut Reading<'a>,
    ) {
        let nominal = self.is_noun(inner.head) && !matches!(slot, Some(Slot::Ccomp | Slot::Xcomp));
        if !entry.actor.is_empty() {
            let actors = self.first_filled(token, found, &entry.actor, Some(inner), &[inner.head]);
            if !actors.is_empty() {
                reading.actors = actors;
            }
        } else if inner.actors.is_empty() && slot != Some(Slot::Subject) {
            reading.actors = self.operator_actors(token, found, entry, Some(inner));
            reading.actors.retain(|actor| *actor != inner.head);
        }
        let except = reading.actors.clone();
        if !entry.recipient.is_empty() {
            let recipients = self.first_filled(token, found, &entry.recipient, Some(inner), &[inner.head]);
            if !recipients.is_empty() {
                reading.recipients = recipients;
            }
        } else if nominal && !reading.recipients.iter().any(|&r| self.can_act(r)) {
            let mut outer = grammar::indirect_objects(self.doc, token);
            // "Will meet *the president* for talks".
            if found.governed.is_some() {
                outer.extend(self.role_objects(token, found));
            }
            for &preposition in NOMINAL_PLACES {
                if !outer.iter().any(|&o| self.can_act(o)) {
                    let behind = self.behind(token, found.part, preposition);
                    if !behind.is_empty() && (outer.is_empty() || behind.iter().any(|&b| self.can_act(b))) {
                        outer = behind;
                    }
                }
            }
            outer.retain(|t| !except.contains(t) && *t != inner.head);
            if !outer.is_empty() {
                reading.others.extend(std::mem::replace(&mut reading.recipients, outer));
            }
        }
        reading.recipients.retain(|t| !except.contains(t));
    }

    /// Who does what the operator says.
    fn operator_actors(
        &self,
        token: TokenId,
        found: &Match,
        entry: &Entry,
        inner: Option<&Reading<'a>>,
    ) -> Tokens {
        let slots: &[Slot] = if entry.actor.is_empty() { &[Slot::Subject] } else { &entry.actor };
        self.first_filled(token, found, slots, inner, &[])
    }

    /// To whom the operator's act is done.
    fn operator_recipients(
        &self,
        token: TokenId,
        found: &Match,
        entry: &Entry,
        inner: Option<&Reading<'a>>,
        actors: &Tokens,
    ) -> Tokens {
        const DEFAULT: &[Slot] = &[Slot::Object, Slot::Indirect, Slot::InnerRecipient, Slot::InnerActor];
        let slots: &[Slot] = if entry.recipient.is_empty() { DEFAULT } else { &entry.recipient };
        let mut except = actors.clone();
        except.extend(found.further.iter().copied());
        except.extend(inner.map(|inner| inner.head));
        let filled = self.first_filled(token, found, slots, inner, &except);
        if !filled.is_empty() || inner.is_some() {
            return filled;
        }
        let mut places = self.other_places(token, found, &filled, actors);
        places.truncate(1);
        places
    }

    /// Every place of the operator's clause where somebody could stand.
    fn other_places(&self, token: TokenId, found: &Match, except: &Tokens, actors: &Tokens) -> Tokens {
        let mut places = self.objects(token, found);
        places.extend(grammar::indirect_objects(self.doc, token));
        for &preposition in NOMINAL_PLACES {
            places.extend(self.behind(token, found.part, preposition));
        }
        places.retain(|t| !except.contains(t) && !actors.contains(t));
        places
    }
}

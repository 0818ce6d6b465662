//! Names: states, adjectives, peoples, capitals, seats, bodies, organisations, groups, places and unknown names.

use dualtrack_document::{NameKind, Number, Relation, TokenId, TokenRange, Upos, Via};
use dualtrack_record::{ActorKind, MentionKind};

use super::Reading;
use super::meaning::sectors_of;
use super::metonym::{self, Use};
use super::people::is_calendar;
use super::phrase::{Meaning, Owner, Phrase};
use super::scene::Hit;
use super::vocabulary::{BUILDINGS, TERRAIN};
use crate::entities::Entity;
use crate::lexicon::Sense;

impl Reading<'_, '_> {
    /// Reads a name of the knowledge base.
    pub(super) fn read_name(&mut self, start: TokenId) {
        let Some(hit) = self.scene.hit_from(start).filter(|hit| !hit.sponsor).cloned() else { return };
        if self.is_swallowed(hit.tokens) {
            return;
        }
        if self.is_people(&hit) {
            return self.read_people(&hit);
        }
        match self.scene.choose(&hit) {
            Some(Sense::State(state)) => self.read_state(hit.tokens, state),
            Some(Sense::Adjective(state)) => self.read_adjective(hit.tokens, state),
            Some(Sense::Seat(state)) => self.read_seat(hit.tokens, state),
            Some(sense @ Sense::Capital(state)) => self.read_capital(hit.tokens, state, sense),
            Some(sense @ Sense::Place(at)) => self.read_place(hit.tokens, at, sense),
            Some(Sense::Organisation(_) | Sense::Body(_) | Sense::Group(_)) => self.read_collective(&hit),
            _ => {}
        }
    }

    /// Whether the parser found a longer name around these words that is nobody of the knowledge base: "Bank of
    /// England" is not England. Names joined by a hyphen stand for themselves ("NATO-Russia").
    fn is_swallowed(&self, tokens: TokenRange) -> bool {
        let doc = self.scene.doc;
        // "Chad Wolf" is no country, though no parser named him.
        let in_flat = tokens.iter().flat_map(|t| doc.children_by(t, Relation::Flat)).any(|part| {
            !tokens.contains(part) && doc.upos(part) == Upos::Propn && self.scene.hit_at(part).is_none()
        });
        if in_flat {
            return true;
        }
        // "St. Thomas University in Houston" names Houston too.
        // What parsers join to a dateline is the headline before it.
        if metonym::stands_where(&self.scene, tokens) || self.scene.is_dateline(tokens) {
            return false;
        }
        let around = self.scene.parsed_over(tokens).filter(|name| {
            name.tokens.start <= tokens.start
                && tokens.end <= name.tokens.end
                && name.tokens.len() > tokens.len()
        });
        around.is_some_and(|name| {
            let hyphenated = self.scene.glued_word_before(tokens.start).is_some()
                || self.scene.glued_word_after(tokens.end).is_some();
            let titled = self.is_phrase(doc.head_of(name.tokens));
            !hyphenated && !titled && !self.heads(tokens, doc.head_of(name.tokens))
        })
    }

    fn heads(&self, tokens: TokenRange, head: TokenId) -> bool {
        tokens.contains(head)
    }

    /// Whether a token is the role or noun of a phrase which is not a thing of its own.
    fn is_phrase(&self, token: TokenId) -> bool {
        self.phrases.with_core(token).is_some_and(|phrase| !self.is_thing_of_its_own(phrase))
    }

    fn read_state(&mut self, tokens: TokenRange, state: u32) {
        let country = Some(self.scene.knowledge.states[state as usize].iso3.to_string());
        let name = self.scene.knowledge.states[state as usize].name.to_string();
        let located = metonym::is_location(&self.scene, tokens);
        let contains = self.is_container(tokens, state);
        if located || contains {
            self.locate(tokens, name, country);
        }
        if !contains {
            let figure = self.cast.entity(Entity::State(state));
            self.mention(tokens, MentionKind::Name, figure, Via::Name, if located { 60 } else { 95 });
        }
    }

    /// Whether a state only says where a place lies: "Geneva, Switzerland".
    fn is_container(&self, tokens: TokenRange, state: u32) -> bool {
        let comma = tokens.start.0.checked_sub(1).map(TokenId);
        let comma = comma.filter(|&t| self.scene.doc.form(t) == ",");
        let place = comma.and_then(|comma| self.scene.hit_before(comma));
        place.and_then(|hit| self.scene.choose(hit)).is_some_and(|sense| match sense {
            Sense::Capital(of) => of == state,
            Sense::Place(at) => self.scene.knowledge.places[at as usize].country == Some(state),
            _ => false,
        })
    }

    /// An adjective is a mention where it says whose the noun is: who does what it speaks of ("Russian aggression"), to
    /// whom a thing belongs ("sank a British ship"), and where it shares its noun with another ("Russian and Ukrainian
    /// troops"). The less the noun has to do with acting, the less sure it is.
    fn read_adjective(&mut self, tokens: TokenRange, state: u32) {
        let doc = self.scene.doc;
        let head = doc.head_of(tokens);
        let inside = self.phrases.around(tokens.start);
        if let Some(phrase) = inside.filter(|phrase| phrase.plural && phrase.owner.is_none()) {
            return self.read_shared(tokens, state, phrase.clone());
        }
        // A phrase that names nobody leaves its owner to be named by itself.
        let owns = inside.is_some_and(|phrase| {
            let named = self.headed[phrase.head.index()].is_some();
            phrase.owner == Some(Owner::Named(tokens.start)) && (named || !self.is_nobody(phrase))
        });
        let noun = match self.relation(head) {
            Relation::Amod | Relation::Compound => doc.head(head),
            Relation::Conj => doc.head(head).and_then(|first| doc.head(first)),
            _ => None,
        };
        let noun = noun.filter(|&noun| matches!(doc.upos(noun), Upos::Noun | Upos::Propn));
        if let Some(noun) = noun.filter(|_| !owns) {
            let acts = metonym::is_act(&doc.lemma(noun).to_lowercase());
            let figure = self.cast.entity(Entity::State(state));
            self.mention(tokens, MentionKind::Name, figure, Via::Name, if acts { 70 } else { 60 });
        }
    }

    /// One of several owners of a plural: its own troops, or the state for its office.
    fn read_shared(&mut self, tokens: TokenRange, state: u32, phrase: Phrase) {
        let state = Entity::State(state);
        let sectors = sectors_of(&self.scene, &phrase, Some(state));
        let figure = match (&phrase.meaning, sectors.first()) {
            (Meaning::Agent(_), Some(sector)) => self.cast.sector(state, sector),
            _ => self.cast.entity(state),
        };
        self.mention(tokens, MentionKind::Name, figure, Via::Agent, 75);
    }

    /// Whether a hit speaks of people: "Russians", "the Chinese".
    fn is_people(&self, hit: &Hit) -> bool {
        let demonym = hit.can(|s| matches!(s, Sense::Demonym(_)));
        let head = self.scene.doc.head_of(hit.tokens);
        let nominal = matches!(
            self.relation(head),
            Relation::Nsubj
                | Relation::Obj
                | Relation::Iobj
                | Relation::Obl
                | Relation::Nmod
                | Relation::Conj
                | Relation::Root
        );
        let other = hit.can(|s| matches!(s, Sense::State(_) | Sense::Organisation(_)));
        let around = self.phrases.around(hit.tokens.start);
        let modifies = around.is_some_and(|phrase| hit.tokens.end <= phrase.core.start);
        demonym && nominal && !other && !modifies
    }

    /// "The Russians" are the state, where many are meant; "Russians" are people of it; one of them is nobody yet.
    fn read_people(&mut self, hit: &Hit) {
        let doc = self.scene.doc;
        let head = doc.head_of(hit.tokens);
        let state = hit.sense(|s| match s {
            Sense::Demonym(state) => Some(state),
            _ => None,
        });
        let states = hit.senses.iter().filter_map(|posting| match posting.sense {
            Sense::Demonym(state) => Some(state),
            _ => None,
        });
        let best = states.max_by_key(|&at| (self.scene.evidence(Entity::State(at)), std::cmp::Reverse(at)));
        let Some(state) = best.or(state) else { return };
        let form = self.scene.lower(head);
        let article = doc.child(head, Relation::Det).map(|det| self.scene.lower(det));
        let one = matches!(
            article.as_deref(),
            Some("a" | "an" | "another" | "one" | "each" | "every" | "this" | "that")
        );
        let many = doc.token(head).features.number() == Some(Number::Plur)
            || form.ends_with('s')
            || form.ends_with("ese");
        // A language or a lone citizen: "in Russian", "a Norwegian".
        if one || !(many || article.as_deref() == Some("the")) {
            return;
        }
        let counted =
            doc.children(head).iter().any(|&t| matches!(doc.relation(t), Relation::Nummod | Relation::Amod));
        let figure = if article.as_deref() == Some("the") && !counted {
            self.cast.entity(Entity::State(state))
        } else {
            self.cast.sector(Entity::State(state), "CVL")
        };
        self.mention(hit.tokens, MentionKind::Name, figure, Via::Name, 75);
    }

    fn read_seat(&mut self, tokens: TokenRange, state: u32) {
        let head = self.scene.doc.head_of(tokens);
        let inside = metonym::is_location(&self.scene, tokens) && self.relation(head) == Relation::Obl;
        if inside {
            let name = self.scene.doc.span(tokens).of(self.scene.doc.text).to_owned();
            let country = Some(self.scene.knowledge.states[state as usize].iso3.to_string());
            self.locate(tokens, name, country);
        }
        let figure = self.cast.sector(Entity::State(state), "GOV");
        self.mention(tokens, MentionKind::Name, figure, Via::Metonym, if inside { 40 } else { 85 });
    }

    fn read_capital(&mut self, tokens: TokenRange, state: u32, sense: Sense) {
        let around = self.phrases.around(tokens.start);
        let owned = around.is_some_and(|phrase| phrase.owner == Some(Owner::Named(tokens.start)));
        if owned && !self.scene.is_possessive_at(tokens.end) {
            return;
        }
        let usage = metonym::usage(&self.scene, tokens);
        if matches!(usage, Use::Place | Use::Host | Use::Government(55)) {
            self.place(tokens, sense);
        }
        match usage {
            Use::Government(confidence) => {
                let figure = self.government(state);
                self.mention(tokens, MentionKind::Name, figure, Via::Metonym, confidence);
            }
            Use::Host => {
                let figure = self.cast.entity(Entity::State(state));
                self.mention(tokens, MentionKind::Name, figure, Via::Metonym, 40);
            }
            Use::Place => {}
        }
    }

    /// Who acts when a capital acts: its state's government, and for Brussels the Union unless the document is about
    /// Belgium.
    fn government(&mut self, state: u32) -> usize {
        let knowledge = self.scene.knowledge;
        let union = match knowledge.by_id.get("EU") {
            Some(&Entity::Organisation(at)) if &*knowledge.states[state as usize].iso3 == "BEL" => {
                let union = &knowledge.organisations[at as usize];
                let belgian = [Sense::State(state), Sense::Adjective(state), Sense::Demonym(state)];
                let belgian: u16 = belgian.iter().map(|&sense| self.scene.named(sense)).sum();
                let there_is = self.scene.on.is_none_or(|day| union.period.contains(day));
                Some(at).filter(|&at| there_is && belgian <= self.scene.named(Sense::Organisation(at)))
            }
            _ => None,
        };
        match union {
            Some(union) => self.cast.entity(Entity::Organisation(union)),
            None => self.cast.sector(Entity::State(state), "GOV"),
        }
    }

    /// A region or a continent can act as states do ("Catalonia said"); it then goes by its own name.
    fn read_place(&mut self, tokens: TokenRange, place: u32, sense: Sense) {
        let row = &self.scene.knowledge.places[place as usize];
        let (name, of) = (row.name.clone(), row.country.map(Entity::State));
        match metonym::usage(&self.scene, tokens) {
            Use::Government(confidence) if row.acts && confidence >= 75 => {
                let figure = self.cast.stranger(&name, ActorKind::Group, of, &["GOV".into()]);
                self.mention(tokens, MentionKind::Name, figure, Via::Metonym, 55);
            }
            _ => self.place(tokens, sense),
        }
    }

    fn place(&mut self, tokens: TokenRange, sense: Sense) {
        if let Some(info) = self.scene.knowledge.place_of(sense) {
            self.locate(tokens, info.name, info.country);
        }
    }

    fn read_collective(&mut self, hit: &Hit) {
        let Some(entity) = self.scene.entity(hit) else { return };
        let figure = match self.other_owner(hit, entity) {
            Some((owner, sector)) => self.cast.sector(owner, &sector),
            None => self.cast.entity(entity),
        };
        self.mention(hit.tokens, MentionKind::Name, figure, Via::Name, 95);
        self.learn_noun(hit, figure);
        if matches!(entity, Entity::Organisation(at) if self.scene.knowledge.organisations[at as usize].forum)
        {
            self.read_within(hit.tokens);
        }
    }

    /// "Houthi rebels" are later "the rebels": the last word of a name is remembered where it is an agent noun.
    fn learn_noun(&mut self, hit: &Hit, figure: usize) {
        let last = self.scene.lower(TokenId(hit.tokens.end.0 - 1));
        let noun =
            self.scene.knowledge.lexicon.look_up(&last, false).iter().find_map(|posting| {
                match posting.sense {
                    Sense::Agent { noun, .. } => {
                        Some(self.scene.knowledge.agents[noun as usize].singular.clone())
                    }
                    _ => None,
                }
            });
        self.cast.figure_mut(figure).nouns.extend(noun);
    }

    /// Where a body's usual name is said of another state ("the Israeli Supreme Court"), that state and the sector.
    fn other_owner(&self, hit: &Hit, entity: Entity) -> Option<(Entity, String)> {
        let Entity::Body(body) = entity else { return None };
        let body = &self.scene.knowledge.bodies[body as usize];
        let before = match self.scene.hit_before(hit.tokens.start) {
            Some(before) => before,
            None => {
                let mark = TokenId(hit.tokens.start.0.checked_sub(1)?);
                self.scene.is_possessive(mark).then(|| self.scene.hit_before(mark)).flatten()?
            }
        };
        let owner = self.scene.entity(before).filter(|owner| matches!(owner, Entity::State(_)))?;
        (Some(owner) != body.of)
            .then(|| (owner, body.sectors.first().map_or("GOV".to_owned(), ToString::to_string)))
    }

    /// The members that a forum's name names: "the NATO–Russia Council".
    fn read_within(&mut self, tokens: TokenRange) {
        let joint = |t: TokenId| tokens.contains(t) && self.scene.is_hyphen(t) && self.scene.is_glued(t);
        let joined =
            |t: TokenId| joint(TokenId(t.0 + 1)) || t.0.checked_sub(1).is_some_and(|t| joint(TokenId(t)));
        let members: Vec<_> = tokens.iter().filter(|&t| joined(t)).collect();
        for token in members {
            let senses = self.scene.knowledge.lexicon.look_up(self.scene.doc.form(token), false);
            let entity = senses.iter().find_map(|posting| match posting.sense {
                Sense::State(at) => Some(Entity::State(at)),
                Sense::Organisation(at) => Some(Entity::Organisation(at)),
                _ => None,
            });
            if let Some(entity) = entity {
                let figure = self.cast.entity(entity);
                let one = TokenRange { start: token, end: TokenId(token.0 + 1) };
                self.mention(one, MentionKind::Name, figure, Via::Name, 80);
            }
        }
    }

    /// A name that only the parser found: an unknown organisation, or a place without a country.
    pub(super) fn read_thing(&mut self, at: usize) {
        let name = self.scene.doc.syntax.names()[at];
        let doc = self.scene.doc;
        let head = doc.head_of(name.tokens);
        let covered = |token: TokenId| self.scene.hit_at(token).is_some_and(|hit| !hit.is_common());
        let known = is_calendar(&self.scene.lower(head))
            || covered(head)
            || self.is_phrase(head)
            || self.headed[head.index()].is_some();
        let joined = name.tokens.iter().any(|t| self.scene.is_hyphen(t));
        if known || (joined && name.tokens.iter().any(covered)) {
            return;
        }
        let text = doc.span(name.tokens).of(doc.text);
        let text = text.strip_prefix("the ").or(text.strip_prefix("The ")).unwrap_or(text);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let last = self.scene.lower(TokenId(name.tokens.end.0 - 1));
        let built = BUILDINGS.has(&last) && metonym::stands_where(&self.scene, name.tokens);
        if name.kind != NameKind::Person && (TERRAIN.has(&last) || built) {
            return self.locate(name.tokens, text, None);
        }
        match name.kind {
            NameKind::Person => {}
            NameKind::Location if !self.scene.is_capital(name.tokens.start) => {}
            NameKind::Location => match metonym::usage(&self.scene, name.tokens) {
                Use::Government(confidence) if confidence >= 75 => {
                    let figure = self.cast.stranger(&text, ActorKind::Group, None, &[]);
                    self.mention(name.tokens, MentionKind::Name, figure, Via::Unknown, 45);
                }
                _ => self.locate(name.tokens, text, None),
            },
            NameKind::Organisation => {
                let inner =
                    name.tokens.iter().find_map(|t| self.scene.hit_from(t)).filter(|hit| !hit.is_common());
                let of =
                    inner.and_then(|hit| self.scene.entity(hit)).filter(|of| matches!(of, Entity::State(_)));
                let sectors = self.sectors_of_thing(name.tokens);
                let figure = self.cast.stranger(&text, ActorKind::Group, of, &sectors);
                self.mention(name.tokens, MentionKind::Name, figure, Via::Unknown, 55);
            }
        }
    }

    /// The sectors that the last word of an unknown name tells: "Nordea Bank" is a business.
    fn sectors_of_thing(&self, tokens: TokenRange) -> Vec<Box<str>> {
        let words = tokens.iter().rev().map(|t| self.scene.lower(t));
        let noun = words.take(1).find_map(|word| {
            self.scene.knowledge.lexicon.look_up(&word, false).iter().find_map(|posting| {
                match posting.sense {
                    Sense::Agent { noun, .. } => Some(noun),
                    _ => None,
                }
            })
        });
        let row = noun.and_then(|noun| self.scene.knowledge.agents[noun as usize].row(&[]));
        row.map(|row| row.sectors.clone()).unwrap_or_default()
    }
}

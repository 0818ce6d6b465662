//! Noun phrases without a name: "the foreign minister", "Russian troops", "the alliance", "both sides".

use dualtrack_document::{NameKind, Relation, TokenId, Upos, Via};
use dualtrack_record::{ActorKind, MentionKind};
use jiff::civil::Date;

use super::Reading;
use super::meaning::{is_person, owner, roles_of, sectors_of};
use super::metonym;
use super::people::Named;
use super::phrase::{Meaning, Owner, Phrase};
use super::vocabulary::{
    KIN, KINDS, LANDS, LEAVES, MANY_HOLD, MEMBERS, OF_THE_STATE, RELATIVES, SETTLEMENTS, SIDES, SUBSTANCES,
    Words,
};
use crate::entities::{AgentKind, AgentNoun, Entity, Tenure};
use crate::knowledge::Knowledge;
use crate::words::key;

/// Finds the tenure of a seat that words mean.
type Holder = Box<dyn for<'k> Fn(&'k Knowledge, Entity, u32) -> Option<&'k Tenure>>;

/// For so many days who lost an office is called its ousted holder, and who will have it its incoming one; for so many
/// a death or resignation is news.
const OUSTED: i32 = 730;
const EXPECTED: i32 = 150;
const NEWS: i32 = 7;

/// Whom a phrase refers to, how that was found, and how surely.
type Referent = (usize, Via, u8);

impl Reading<'_, '_> {
    pub(super) fn read_phrase(&mut self, at: usize) {
        let phrase = self.phrases.get(at).clone();
        if let Some((figure, via, confidence)) = self.refer(&phrase) {
            let noun = match phrase.meaning {
                Meaning::Agent(noun) => self.scene.knowledge.agents[noun as usize].singular.clone(),
                Meaning::Roles(_) => self.scene.doc.lemma(phrase.head).to_lowercase().into(),
            };
            let nouns = &mut self.cast.figure_mut(figure).nouns;
            if !nouns.contains(&noun) {
                nouns.push(noun);
            }
            self.mention(phrase.tokens, MentionKind::Nominal, figure, via, confidence);
        }
    }

    fn refer(&mut self, phrase: &Phrase) -> Option<Referent> {
        if self.is_predicate(phrase) || self.introduces(phrase) || self.is_thing_of_its_own(phrase) {
            return None;
        }
        if let Some(pair) = self.two(phrase) {
            return Some((pair, Via::Coreference, 55));
        }
        if let Some(all) = self.shared(phrase) {
            return Some((all, Via::Agent, 75));
        }
        let owner = self.owner_of(phrase);
        match (&phrase.meaning, phrase.plural) {
            (_, true) => self.several(phrase, owner),
            (Meaning::Roles(_), false) => self.office(phrase, owner),
            (&Meaning::Agent(noun), false) => self.agent(phrase, noun, owner),
        }
    }

    /// Several owners of one plural, each with their own: "French and German soldiers", "the prime ministers of Sweden
    /// and Finland".
    fn shared(&mut self, phrase: &Phrase) -> Option<usize> {
        if phrase.sharers.len() < 2 || self.is_nobody(phrase) {
            return None;
        }
        let owners = phrase.sharers.iter().map(|&token| {
            let owner = self.scene.entity(self.scene.hit_at(token)?)?;
            self.realm(owner)
        });
        let owners: Vec<Entity> = owners.collect::<Option<_>>()?;
        let roles = roles_of(&self.scene, phrase);
        let all = owners.into_iter().map(|owner| match self.holder(phrase, &roles, owner) {
            Some(person) => self.cast.entity(Entity::Person(person)),
            None => self.body_of(phrase, owner),
        });
        let all = all.collect();
        Some(self.cast.together(all))
    }

    /// Whether a phrase says what somebody is, not who does something: "is a politician", "as a neighbour".
    fn is_predicate(&self, phrase: &Phrase) -> bool {
        let doc = self.scene.doc;
        let copula = doc.child(phrase.head, Relation::Cop).is_some();
        let role = doc.child(phrase.head, Relation::Case).is_some_and(|case| self.scene.lower(case) == "as");
        // "The association agreement" is about an agreement; in "Syrian army raids" somebody acts.
        // A verb in between tells that the tree is wrong and the phrase its subject.
        let modifier = doc.relation(phrase.head) == Relation::Compound
            && phrase.owner.is_none()
            && doc.head(phrase.head).is_some_and(|noun| {
                let between = (phrase.tokens.end.0..noun.0).map(TokenId);
                noun >= phrase.tokens.end && between.into_iter().all(|t| doc.upos(t) != Upos::Verb)
            });
        copula || role || modifier || doc.relation(phrase.head) == Relation::Xcomp
    }

    /// Whether a phrase is the name of a thing that is no part of a state: "the Museum of Norway", "Oslo University".
    pub(super) fn is_thing_of_its_own(&self, phrase: &Phrase) -> bool {
        let Meaning::Agent(noun) = phrase.meaning else { return false };
        let row = self.scene.knowledge.agents[noun as usize].row(&phrase.before);
        let private = row.is_some_and(|row| {
            let public =
                |sector: &str| matches!(sector, "GOV" | "MIL" | "LEG" | "COP" | "JUD" | "MFA" | "SPY");
            row.kind == AgentKind::Institution && !row.sectors.iter().any(|sector| public(sector))
        });
        let named = self.scene.parsed_over(phrase.core).is_some_and(|name| {
            name.kind == NameKind::Organisation && name.tokens.contains(phrase.head) && name.tokens.len() > 1
        });
        private && named && self.scene.is_capital(phrase.head)
    }

    /// Whether a phrase only introduces a name that follows: "NATO member Norway".
    fn introduces(&self, phrase: &Phrase) -> bool {
        let followed =
            self.scene.hit_from_end(phrase.tokens.end).is_some_and(|hit| self.scene.entity(hit).is_some());
        let relation = self.scene.doc.relation(phrase.head);
        followed
            && matches!(relation, Relation::Compound | Relation::NmodDesc | Relation::Flat | Relation::Amod)
    }

    /// The owner of a phrase, of whatever the document says of it.
    fn owner_of(&self, phrase: &Phrase) -> Option<Entity> {
        if let Some(owner) = owner(&self.scene, phrase) {
            return Some(owner);
        }
        let (Owner::Named(token) | Owner::Word(token)) = phrase.owner?;
        let figure = self.cast.figure(self.headed[token.index()]?);
        figure.entity.or_else(|| {
            let country = figure.actor.country.as_deref()?;
            self.scene.knowledge.by_id.get(country).copied()
        })
    }

    /// Gives a person whom only the text knows the country and sector of an owner that had to be looked up: "a
    /// spokesman for the ministry, Kari Nordmann".
    pub(super) fn settle_stranger(&mut self, named: &Named) {
        if self.cast.figure(named.figure).entity.is_some() {
            return;
        }
        for &title in &named.titles {
            let phrase = self.phrases.get(title).clone();
            let Some(owner) = self.owner_of(&phrase).filter(|_| matches!(phrase.owner, Some(Owner::Word(_))))
            else {
                continue;
            };
            let sectors = sectors_of(&self.scene, &phrase, Some(owner));
            let country = self.scene.knowledge.country_of(owner).map(str::to_owned);
            let cameo =
                self.scene.knowledge.cameo_of(Some(owner), sectors.first().map_or("", |sector| sector));
            let actor = &mut self.cast.figure_mut(named.figure).actor;
            if actor.country.is_none() {
                actor.country = country;
                actor.sectors = sectors.iter().map(ToString::to_string).collect();
                actor.cameo = cameo;
            }
        }
    }

    /// The state or organisation that an owner stands for: a person's is where they hold office.
    fn realm(&self, owner: Entity) -> Option<Entity> {
        match owner {
            Entity::Person(person) => {
                let knowledge = self.scene.knowledge;
                let country = knowledge.persons[person as usize].country.map(Entity::State);
                knowledge.office(person, self.scene.on).map(|office| office.of).or(country)
            }
            Entity::Body(body) => self.scene.knowledge.bodies[body as usize].of,
            owner => Some(owner),
        }
    }

    /// An office: its holder where the document has spoken of them or the day tells, else the body that it heads.
    fn office(&mut self, phrase: &Phrase, owner: Option<Entity>) -> Option<Referent> {
        let roles = roles_of(&self.scene, phrase);
        if let (Some(owner @ (Entity::Body(_) | Entity::Group(_))), true) = (owner, self.speaks_for(phrase)) {
            return Some((self.cast.entity(owner), Via::Agent, 75));
        }
        let realm = owner.and_then(|owner| self.realm(owner));
        if let Some(figure) = self.spoken_of(phrase, &roles, realm) {
            return Some((figure, Via::Coreference, 80));
        }
        let stated = realm.is_some();
        let realm = realm.or_else(|| self.focus(phrase))?;
        if let Some(person) = self.holder(phrase, &roles, realm) {
            return Some((self.cast.entity(Entity::Person(person)), Via::Role, if stated { 70 } else { 40 }));
        }
        stated.then(|| (self.body_of(phrase, realm), Via::Agent, 60))
    }

    /// Who holds the office on the day, if it is one that a single person holds.
    fn holder(&self, phrase: &Phrase, roles: &[(u32, Option<Entity>)], realm: Entity) -> Option<u32> {
        if self.speaks_for(phrase) || (phrase.former && !phrase.deposed) {
            return None;
        }
        let knowledge = self.scene.knowledge;
        let mut fitting = roles.iter().filter(|(_, only)| only.is_none_or(|only| only == realm));
        if let Some(elected) = self.elected(roles, realm) {
            return Some(elected);
        }
        if let Some(other) = self.scene.on.and_then(|on| self.before_or_after(phrase, on)) {
            return fitting.find_map(|&(role, _)| other(knowledge, realm, role)).map(|tenure| tenure.person);
        }
        if phrase.former || phrase.coming {
            return None;
        }
        fitting.find_map(|&(role, _)| {
            let holders = knowledge.holders(realm, role, self.scene.on);
            if !MANY_HOLD.has(&knowledge.roles[role as usize].id) {
                return holders.first().map(|tenure| tenure.person);
            }
            // Of the many ambassadors, the one whose title names the host: "ambassador to Russia".
            let host = self.host(phrase)?;
            let there = holders.into_iter().find(|tenure| key(&tenure.title).contains(&host));
            there.map(|tenure| tenure.person)
        })
    }

    /// Who is elected or designated and will hold the office soon.
    fn elected(&self, roles: &[(u32, Option<Entity>)], realm: Entity) -> Option<u32> {
        let knowledge = self.scene.knowledge;
        let on = self.scene.on?;
        roles.iter().find_map(|&(role, _)| {
            let awaited = match &*knowledge.roles[role as usize].id {
                "president-elect" => "head-of-state",
                "prime-minister-designate" => "head-of-government",
                _ => return None,
            };
            let next = knowledge.next_holder(realm, knowledge.role(awaited)?, on, EXPECTED);
            next.map(|tenure| tenure.person)
        })
    }

    /// How to find the holder where the words mean not the one of the day: who was ousted, who is to come, and who has
    /// just died or left, of whom the news comes when the next one holds the office already.
    fn before_or_after(&self, phrase: &Phrase, on: Date) -> Option<Holder> {
        let doc = self.scene.doc;
        let verb = doc.head(phrase.head).filter(|_| {
            matches!(doc.relation(phrase.head), Relation::Nsubj | Relation::NsubjPass) && !phrase.coming
        });
        let gone = verb.is_some_and(|verb| LEAVES.has(&doc.lemma(verb).to_lowercase()));
        if phrase.deposed {
            Some(Box::new(move |knowledge, of, role| knowledge.last_holder(of, role, on, OUSTED)))
        } else if phrase.coming {
            Some(Box::new(move |knowledge, of, role| knowledge.next_holder(of, role, on, EXPECTED)))
        } else if gone {
            Some(Box::new(move |knowledge: &Knowledge, of, role| {
                let last = knowledge.last_holder(of, role, on, NEWS);
                last.or_else(|| knowledge.holders(of, role, Some(on)).first().copied())
            }))
        } else {
            None
        }
    }

    /// Where an ambassador serves, in comparable form.
    fn host(&self, phrase: &Phrase) -> Option<String> {
        let after = (phrase.core.end.0..phrase.tokens.end.0).map(TokenId);
        let hit = after.into_iter().find_map(|token| self.scene.hit_from(token))?;
        Some(key(self.scene.knowledge.name_of(self.scene.entity(hit)?)))
    }

    /// Whether a role only speaks for its owner: a spokesman is the mouth of the ministry, whoever he is.
    fn speaks_for(&self, phrase: &Phrase) -> bool {
        let head = self.scene.lower(phrase.head);
        phrase.deputy
            || head.starts_with("spokes")
            || matches!(&*head, "aide" | "envoy" | "adviser" | "advisor")
    }

    /// The nearest figure of whom the document has told that role.
    fn spoken_of(
        &self,
        phrase: &Phrase,
        roles: &[(u32, Option<Entity>)],
        realm: Option<Entity>,
    ) -> Option<usize> {
        if !phrase.definite && realm.is_none() || phrase.former {
            return None;
        }
        let head = self.scene.doc.lemma(phrase.head).to_lowercase();
        let bare = phrase.core.len() == 1 && realm.is_none();
        self.history.last(phrase.head, |figure| {
            let figure = self.cast.figure(figure);
            let by_role = figure.roles.iter().any(|&(role, of)| {
                let same =
                    roles.iter().any(|&(asked, only)| asked == role && only.is_none_or(|o| of == Some(o)));
                same && (realm.is_none() || of.is_none() || of == realm)
            });
            let by_noun = bare && figure.nouns.iter().any(|noun| **noun == *head);
            figure.actor.kind == ActorKind::Person && (by_role || by_noun)
        })
    }

    /// The state that a definite office without an owner belongs to, where the document is about one.
    fn focus(&self, phrase: &Phrase) -> Option<Entity> {
        if phrase.definite && phrase.owner.is_none() { self.scene.focus().map(Entity::State) } else { None }
    }

    fn body_of(&mut self, phrase: &Phrase, realm: Entity) -> usize {
        let sectors = sectors_of(&self.scene, phrase, Some(realm));
        match realm {
            Entity::State(_) | Entity::Organisation(_) => {
                self.cast.sector(realm, sectors.first().map_or("GOV", |sector| sector))
            }
            realm => self.cast.entity(realm),
        }
    }

    /// One agent, or an institution: "the ministry", "a Russian diplomat", "the alliance".
    fn agent(&mut self, phrase: &Phrase, noun: u32, owner: Option<Entity>) -> Option<Referent> {
        let knowledge = self.scene.knowledge;
        let noun = &knowledge.agents[noun as usize];
        let row = noun.row(&phrase.before)?;
        if &*noun.singular == "counterpart" {
            return self.counterpart(phrase, owner?);
        }
        let relative = RELATIVES.has(&noun.singular) && !(&*noun.singular == "side" && owner.is_some());
        let substance = &*noun.singular == "agent" && phrase.before.iter().any(|word| SUBSTANCES.has(word));
        if substance || relative || self.is_kin(phrase) {
            return None;
        }
        if SETTLEMENTS.has(&noun.singular) {
            return self.settlement(phrase, owner?);
        }
        if let Some(owner) = owner {
            return self.owned(phrase, noun, owner);
        }
        if phrase.definite
            && let Some(figure) = self.back_to(phrase, noun)
        {
            return Some((figure, Via::Coreference, 65));
        }
        if LANDS.has(&noun.singular) {
            return None;
        }
        if let Some(figure) = self.modifier_before(phrase) {
            return Some((figure, Via::Coreference, 55));
        }
        if phrase.definite
            && row.kind == AgentKind::Institution
            && let (Some(focus), Some(sector)) = (self.scene.focus(), row.sectors.first())
            && OF_THE_STATE.has(&noun.singular)
        {
            return Some((self.cast.sector(Entity::State(focus), sector), Via::Agent, 40));
        }
        if phrase.definite
            && let Some(land) = self.land_of(phrase, &noun.singular, &row.sectors)
        {
            let sector = row.sectors.first().map_or("CVL", |sector| sector);
            return Some((self.cast.sector(Entity::State(land), sector), Via::Agent, 40));
        }
        let name = match row.kind {
            AgentKind::Person => noun.plural.as_deref().unwrap_or(&noun.singular),
            AgentKind::Group | AgentKind::Institution => &noun.singular,
        };
        phrase.determined.then(|| (self.cast.crowd(name, &row.sectors), Via::Agent, 50))
    }

    /// "His Russian counterpart" holds in Russia the office that he holds.
    fn counterpart(&mut self, phrase: &Phrase, realm: Entity) -> Option<Referent> {
        // "His counterpart" alone tells no country.
        if !matches!(phrase.owner, Some(Owner::Named(_))) {
            return None;
        }
        let whose = self.headed[phrase.tokens.start.index()].or_else(|| {
            let mark = phrase.tokens.iter().find(|&t| self.scene.is_possessive(t))?;
            self.headed[mark.index().checked_sub(1)?]
        });
        let Some(whose) = whose else { return Some((self.cast.sector(realm, "GOV"), Via::Agent, 50)) };
        let roles = self.cast.figure(whose).roles.clone();
        let knowledge = self.scene.knowledge;
        let holder = roles.iter().find_map(|&(role, _)| {
            let holders = knowledge.holders(realm, role, self.scene.on);
            holders.first().map(|tenure| tenure.person)
        });
        if let Some(person) = holder {
            return Some((self.cast.entity(Entity::Person(person)), Via::Role, 65));
        }
        let sector = self.cast.figure(whose).actor.sectors.first().cloned();
        Some((self.cast.sector(realm, sector.as_deref().unwrap_or("GOV")), Via::Agent, 60))
    }

    /// A city or village of a state: where something happens it is a place ("in the Belarusian capital"), else what is
    /// done to it is done to the state ("shelled a Syrian village").
    fn settlement(&mut self, phrase: &Phrase, owner: Entity) -> Option<Referent> {
        let Entity::State(at) = owner else { return None };
        if !metonym::is_location(&self.scene, phrase.tokens) {
            return Some((self.cast.entity(owner), Via::Agent, 50));
        }
        if self.scene.lower(phrase.head) == "capital" {
            let state = &self.scene.knowledge.states[at as usize];
            let (name, country) = (state.capital.to_string(), state.iso3.to_string());
            self.locate(phrase.tokens, name, Some(country));
        }
        None
    }

    /// Whether a phrase means somebody beside the one who is named by a pronoun: "his host", "her colleagues".
    fn is_kin(&self, phrase: &Phrase) -> bool {
        matches!(phrase.owner, Some(Owner::Word(_))) && self.is_among(phrase, KIN)
    }

    /// "A ministry official" is of the ministry that was spoken of.
    fn modifier_before(&self, phrase: &Phrase) -> Option<usize> {
        self.history.last(phrase.head, |figure| {
            let figure = self.cast.figure(figure);
            let body = matches!(figure.actor.kind, ActorKind::Body | ActorKind::Organisation);
            body && figure.nouns.iter().any(|noun| phrase.before.iter().any(|word| **word == **noun))
        })
    }

    /// An agent with an owner: the body or the people of that sector.
    fn owned(&mut self, phrase: &Phrase, noun: &AgentNoun, owner: Entity) -> Option<Referent> {
        if let Entity::Group(_) | Entity::Body(_) = owner {
            return Some((self.cast.entity(owner), Via::Agent, 75));
        }
        let realm = self.realm(owner)?;
        if &*noun.singular == "leader"
            && !phrase.former
            && let Some(figure) = self.leader_of(phrase.head, realm)
        {
            return Some((figure, Via::Coreference, 70));
        }
        if LANDS.has(&noun.singular) {
            return None;
        }
        let sectors = sectors_of(&self.scene, phrase, Some(realm));
        let row = noun.row(&phrase.before)?;
        let military = row.sectors.iter().any(|sector| &**sector == "MIL");
        let sector = match realm {
            Entity::Organisation(_) if military => "MIL",
            _ => sectors.first().map_or("CVL", |sector| sector),
        };
        Some((self.cast.sector(realm, sector), Via::Agent, 85))
    }

    /// The head of state or government whom the document has spoken of.
    fn leader_of(&self, token: TokenId, realm: Entity) -> Option<usize> {
        let roles = &self.scene.knowledge.roles;
        self.history.last(token, |figure| {
            let offices = &self.cast.figure(figure).roles;
            offices.iter().any(|&(role, of)| of == Some(realm) && roles[role as usize].rank <= 2)
        })
    }

    /// What a definite noun refers back to: whoever was called so, or an organisation that goes by the noun.
    fn back_to(&self, phrase: &Phrase, noun: &AgentNoun) -> Option<usize> {
        let knowledge = self.scene.knowledge;
        let singular = &*noun.singular;
        let long = phrase.before.iter().map(String::as_str).chain([singular]).collect::<Vec<_>>().join(" ");
        let long = long.strip_prefix("the ").unwrap_or(&long).to_owned();
        self.history.last(phrase.head, |figure| {
            let figure = self.cast.figure(figure);
            if figure.nouns.iter().any(|called| **called == *singular) {
                return !figure.many || !LANDS.has(singular);
            }
            match figure.entity {
                Some(Entity::Organisation(at)) => {
                    let nouns = &knowledge.organisations[at as usize].nouns;
                    nouns.iter().any(|called| **called == *singular || **called == *long)
                }
                Some(Entity::State(_)) => LANDS.has(singular),
                Some(Entity::Group(_)) => {
                    matches!(singular, "group" | "movement" | "organisation" | "organization" | "militia")
                }
                Some(Entity::Body(at)) => {
                    let name = key(&knowledge.bodies[at as usize].name);
                    name.split(' ').any(|word| word == singular)
                }
                Some(Entity::Person(_)) if singular == "leader" => {
                    figure.roles.iter().any(|&(role, _)| knowledge.roles[role as usize].rank <= 2)
                }
                Some(Entity::Person(_)) if singular == "minister" => figure
                    .roles
                    .iter()
                    .any(|&(role, _)| knowledge.roles[role as usize].id.ends_with("minister")),
                _ => false,
            }
        })
    }

    /// Several: members of an organisation, people of a country, or people of a kind.
    fn several(&mut self, phrase: &Phrase, owner: Option<Entity>) -> Option<Referent> {
        let sectors = sectors_of(&self.scene, phrase, None);
        match owner {
            Some(Entity::Organisation(at)) if self.are_members(phrase) => {
                Some((self.cast.members(Entity::Organisation(at)), Via::Agent, 85))
            }
            Some(owner @ (Entity::Group(_) | Entity::Body(_))) => {
                Some((self.cast.entity(owner), Via::Agent, 75))
            }
            // "Syria's warring sides" are nobody's.
            Some(_) if self.is_among(phrase, RELATIVES) || self.is_kin(phrase) => None,
            Some(owner) if self.is_among(phrase, SETTLEMENTS) => self.settlement(phrase, owner),
            Some(owner) => {
                let realm = self.realm(owner)?;
                let military = sectors.iter().any(|sector| &**sector == "MIL");
                let sector = if military { "MIL" } else { sectors.first().map_or("CVL", |sector| sector) };
                let sector = if phrase.former { "ELI" } else { sector };
                Some((self.cast.sector(realm, sector), Via::Agent, 85))
            }
            None if self.is_among(phrase, SETTLEMENTS) || self.is_among(phrase, SIDES) => None,
            None if self.is_among(phrase, RELATIVES) => {
                let alliance = self.history.last(phrase.head, |figure| self.is_alliance(figure))?;
                let alliance = self.cast.figure(alliance).entity?;
                Some((self.cast.members(alliance), Via::Coreference, 55))
            }
            None => self.crowd(phrase, &sectors),
        }
    }

    /// Whether a phrase with an owner names nobody all the same: "a Palestinian village", "Syrian families".
    pub(super) fn is_nobody(&self, phrase: &Phrase) -> bool {
        let counterpart = matches!(phrase.meaning, Meaning::Agent(noun)
            if &*self.scene.knowledge.agents[noun as usize].singular == "counterpart");
        counterpart || [SETTLEMENTS, KIN, RELATIVES].iter().any(|&nouns| self.is_among(phrase, nouns))
    }

    /// Whether the noun of a phrase is one of a list.
    fn is_among(&self, phrase: &Phrase, nouns: Words) -> bool {
        matches!(phrase.meaning, Meaning::Agent(noun)
            if nouns.has(&self.scene.knowledge.agents[noun as usize].singular))
    }

    /// Whether a figure is an organisation that allies or members without a name are likely of.
    fn is_alliance(&self, figure: usize) -> bool {
        let Some(Entity::Organisation(at)) = self.cast.figure(figure).entity else { return false };
        let organisation = &self.scene.knowledge.organisations[at as usize];
        organisation.nouns.iter().any(|noun| matches!(&**noun, "alliance" | "bloc" | "union"))
    }

    fn crowd(&mut self, phrase: &Phrase, sectors: &[Box<str>]) -> Option<Referent> {
        if phrase.definite {
            let singular = match &phrase.meaning {
                Meaning::Agent(noun) => self.scene.knowledge.agents[*noun as usize].singular.clone(),
                Meaning::Roles(_) => self.scene.doc.lemma(phrase.head).to_lowercase().into(),
            };
            // "The fighters" may be whatever armed group was spoken of.
            let armed = |sector: &str| matches!(sector, "REB" | "UAF" | "RAD" | "SEP" | "INS");
            let is_armed = sectors.iter().any(|sector| armed(sector));
            let same = |figure: usize| {
                let figure = self.cast.figure(figure);
                figure.many && figure.nouns.contains(&singular)
            };
            let alike = |figure: usize| {
                let figure = self.cast.figure(figure);
                let fights = figure.actor.sectors.iter().any(|sector| armed(sector));
                is_armed && figure.many && figure.actor.kind == ActorKind::Group && fights
            };
            let last = self.history.last(phrase.head, same);
            if let Some(figure) = last.or_else(|| self.history.last(phrase.head, alike)) {
                return Some((figure, Via::Coreference, 65));
            }
        }
        if let Meaning::Agent(noun) = &phrase.meaning {
            let noun = &self.scene.knowledge.agents[*noun as usize].singular;
            if let Some(land) = self.land_of(phrase, noun, sectors) {
                let sector = sectors.first().map_or("CVL", |sector| sector);
                return Some((self.cast.sector(Entity::State(land), sector), Via::Agent, 40));
            }
        }
        let name = self.crowd_name(phrase);
        Some((self.cast.crowd(&name, sectors), Via::Agent, 60))
    }

    /// What a crowd is called: its core with the capitalised words before it ("Western countries").
    fn crowd_name(&self, phrase: &Phrase) -> String {
        let doc = self.scene.doc;
        let start = phrase.core.start;
        let sentence = self.scene.sentence(start).start;
        let before = (phrase.tokens.start.0..start.0).map(TokenId);
        let kind = |t: TokenId| t > sentence || KINDS.has(doc.form(t));
        let capital =
            before.filter(|&t| kind(t) && self.scene.is_capital(t) && self.scene.hit_at(t).is_none());
        let mut words: Vec<_> = capital.map(|t| doc.form(t).to_owned()).collect();
        words.extend(phrase.core.iter().map(|t| self.scene.lower(t)));
        words.join(" ")
    }

    /// Whether a plural with an organisation speaks of its members: "NATO countries", "EU foreign ministers".
    fn are_members(&self, phrase: &Phrase) -> bool {
        match &phrase.meaning {
            Meaning::Agent(noun) => {
                let singular = &*self.scene.knowledge.agents[*noun as usize].singular;
                LANDS.has(singular) || RELATIVES.has(singular) || MEMBERS.has(singular)
            }
            Meaning::Roles(roles) => roles.iter().any(|&(role, _)| {
                let id = &*self.scene.knowledge.roles[role as usize].id;
                id.ends_with("minister") || id.starts_with("head-of") || id == "ambassador"
            }),
        }
    }

    /// "The two leaders", "both countries": the last two persons, or else the last two states or organisations.
    fn two(&mut self, phrase: &Phrase) -> Option<usize> {
        let both = |word: &str| matches!(word, "two" | "both" | "2");
        let first = self.scene.lower(phrase.tokens.start);
        let counted = phrase.before.iter().any(|word| both(word)) || both(&first);
        if !phrase.plural || !counted || phrase.owner.is_some() || !(phrase.definite || first == "both") {
            return None;
        }
        let persons = is_person(&self.scene, phrase);
        let pair = if persons { self.last_two(phrase, |kind| kind == ActorKind::Person) } else { None };
        if let Some((a, b)) = pair {
            return Some(self.cast.together(vec![a, b]));
        }
        let powers = |kind| kind != ActorKind::Person;
        let powers = match self.last_two(phrase, powers) {
            Some((a, b)) => [self.power(a), self.power(b)],
            None => self.scene.rivals()?.map(|state| self.cast.entity(Entity::State(state))),
        };
        Some(self.cast.together(powers.to_vec()))
    }

    /// The state of a body of a state, else the figure itself.
    fn power(&mut self, figure: usize) -> usize {
        let actor = &self.cast.figure(figure).actor;
        let country = actor.country.as_deref().filter(|_| actor.kind != ActorKind::Group);
        match country.and_then(|country| self.scene.knowledge.by_id.get(country)) {
            Some(&state) => self.cast.entity(state),
            None => figure,
        }
    }

    fn last_two(&self, phrase: &Phrase, fits: impl Fn(ActorKind) -> bool) -> Option<(usize, usize)> {
        let sentence = self.sentence_of(phrase.head);
        let side = |figure: usize| {
            let actor = &self.cast.figure(figure).actor;
            if matches!(actor.kind, ActorKind::Person | ActorKind::Group) {
                actor.id.clone()
            } else {
                actor.country.clone().unwrap_or(actor.id.clone())
            }
        };
        let spots = self.history.back(phrase.head, sentence, 4);
        let known = |figure: &usize| {
            let figure = self.cast.figure(*figure);
            // Of groups only those that have a name.
            fits(figure.actor.kind) && (figure.actor.kind != ActorKind::Group || figure.entity.is_some())
        };
        let mut figures = spots.map(|spot| spot.figure).filter(known);
        let last = figures.next()?;
        let other = figures.find(|&figure| side(figure) != side(last))?;
        Some((last, other))
    }
}

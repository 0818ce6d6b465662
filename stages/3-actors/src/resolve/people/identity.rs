//! Who a name means, given its titles, the day, and whom else the document names.

use dualtrack_document::{Relation, Upos, Via};
use dualtrack_record::{ActorKind, Office};

use super::super::cast::Cast;
use super::super::meaning::{gender_of, owner, roles_of, sectors_of};
use super::super::phrase::{Meaning, Phrase, Phrases};
use super::super::scene::Scene;
use super::names::is_thing;
use super::{Candidate, Named};
use crate::entities::Entity;
use crate::hash::FastMap;
use crate::lexicon::Sense;
use crate::words::each_word;

/// How a title agrees with a person of the knowledge base, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The title is another country's.
    Against,
    /// The title says nothing that the knowledge base knows.
    Silent,
    /// The office was or will be theirs.
    Once,
    /// The office is theirs on the day.
    Now,
}

/// The persons of a document while they are being identified.
pub(super) struct People<'s, 'c, 'k, 'd> {
    scene: &'s Scene<'k, 'd>,
    phrases: &'s Phrases,
    cast: &'c mut Cast<'k>,
    pub(super) named: Vec<Named>,
    /// The figures that a family name or given name may mean, by the word.
    by_word: FastMap<String, Vec<usize>>,
}

impl<'s, 'c, 'k, 'd> People<'s, 'c, 'k, 'd> {
    pub(super) fn new(scene: &'s Scene<'k, 'd>, phrases: &'s Phrases, cast: &'c mut Cast<'k>) -> Self {
        Self { scene, phrases, cast, named: Vec::new(), by_word: FastMap::default() }
    }

    pub(super) fn full_name(&mut self, candidate: &Candidate) {
        let persons = self.known(candidate);
        let best = persons.into_iter().map(|person| (self.fit(person, candidate), person));
        let best = best.max_by_key(|&(fit, person)| (fit, self.standing(person)));
        match best.filter(|(fit, _)| *fit != Fit::Against) {
            Some((_, person)) => {
                let figure = self.cast.entity(Entity::Person(person));
                self.name(candidate, figure, Via::Name, 95);
            }
            None if self.is_family_of_known(candidate) => self.family_name(candidate),
            None if candidate.parsed || candidate.is_titled() => self.stranger(candidate),
            None => {}
        }
    }

    /// Whether several words are but a family name ("Gahr Støre", "van der Bellen").
    fn is_family_of_known(&self, candidate: &Candidate) -> bool {
        self.senses(candidate).iter().any(|sense| matches!(sense, Sense::Family(_)))
    }

    fn senses(&self, candidate: &Candidate) -> Vec<Sense> {
        let text = self.scene.doc.span(candidate.name).of(self.scene.doc.text);
        self.scene.knowledge.lexicon.look_up(text, true).iter().map(|posting| posting.sense).collect()
    }

    /// The persons whom the knowledge base knows by the name; initials and a middle name may be in between.
    fn known(&self, candidate: &Candidate) -> Vec<u32> {
        let person = |sense: &Sense| match *sense {
            Sense::Person(person) => Some(person),
            _ => None,
        };
        let whole: Vec<u32> = self.senses(candidate).iter().filter_map(person).collect();
        let words: Vec<&str> =
            candidate.words.iter().map(String::as_str).filter(|word| *word != "jr").collect();
        let ([first, .., last], true) = (&words[..], whole.is_empty()) else { return whole };
        let inner = &words[1..words.len() - 1];
        if !inner.is_empty() || words.len() < candidate.words.len() {
            let senses = self.scene.knowledge.lexicon.look_up(&format!("{first} {last}"), true);
            let known: Vec<u32> =
                senses.iter().map(|posting| posting.sense).filter_map(|sense| person(&sense)).collect();
            if !known.is_empty() {
                return known;
            }
        }
        // Short names sound like many others.
        let long = first.len() + last.len() >= SOUNDING;
        if long { self.scene.knowledge.spelled(first, last) } else { Vec::new() }
    }

    pub(super) fn family_name(&mut self, candidate: &Candidate) {
        if let Some(figure) = self.introduced(candidate) {
            return self.name(candidate, figure, Via::Discourse, 90);
        }
        let senses = self.senses(candidate);
        let persons = senses.iter().filter_map(|sense| match *sense {
            Sense::Family(person) | Sense::Person(person) => Some(person),
            _ => None,
        });
        let mut persons: Vec<_> = persons.map(|person| (self.fit(person, candidate), person)).collect();
        persons.sort_by_key(|&(fit, person)| std::cmp::Reverse((fit, self.standing(person))));
        let titled = candidate.titles.iter().any(|&title| self.gives_role(self.phrases.get(title)));
        let famous = persons.iter().filter(|&&(_, person)| self.is_principal(person)).count();
        let found = persons.into_iter().find_map(|(fit, person)| {
            let confidence =
                if titled { by_title(fit) } else { self.by_fame(person, fit, candidate, famous == 1) };
            confidence.map(|confidence| (person, confidence))
        });
        match found {
            Some((person, confidence)) => {
                let figure = self.cast.entity(Entity::Person(person));
                self.name(candidate, figure, Via::Name, confidence);
            }
            None if candidate.parsed || candidate.is_titled() => self.stranger(candidate),
            None => {}
        }
    }

    /// The person whom the document introduces in full with this family name, the last one before it first.
    fn introduced(&self, candidate: &Candidate) -> Option<usize> {
        let scene = self.scene;
        let families: Vec<_> = self.senses(candidate);
        let matches = |figure: &usize| {
            let figure = self.cast.figure(*figure);
            let by_table = matches!(figure.entity, Some(Entity::Person(person))
                if families.contains(&Sense::Family(person)) || families.contains(&Sense::Person(person)));
            by_table || is_part(&figure.actor.name, &candidate.words)
        };
        let agrees = |figure: &usize| match self.cast.figure(*figure).entity {
            Some(Entity::Person(person)) => self.fit(person, candidate) != Fit::Against,
            _ => candidate
                .honorific
                .flatten()
                .is_none_or(|told| self.cast.figure(*figure).gender.is_none_or(|known| known == told)),
        };
        let known = candidate.words.last().and_then(|word| self.by_word.get(word))?;
        let known: Vec<usize> = known.iter().copied().filter(matches).filter(agrees).collect();
        // Where the name is also that of a state or place, the parser's opinion decides.
        let other = scene.hit_at(candidate.name.start).is_some_and(|hit| {
            hit.can(|s| matches!(s, Sense::State(_) | Sense::Place(_) | Sense::Capital(_)))
        });
        if other && is_thing(scene, candidate.name) && !candidate.is_titled() {
            return None;
        }
        match known[..] {
            [] => None,
            [only] => Some(only),
            _ => self.nearest(&known, candidate),
        }
    }

    /// Of several figures the one named last before, else the one named first after.
    fn nearest(&self, figures: &[usize], candidate: &Candidate) -> Option<usize> {
        let named = || self.named.iter().filter(|named| figures.contains(&named.figure));
        let before = named().filter(|named| named.name.start < candidate.name.start);
        let nearest = before.max_by_key(|named| named.name.start);
        nearest.or_else(|| named().min_by_key(|named| named.name.start)).map(|named| named.figure)
    }

    fn gives_role(&self, phrase: &Phrase) -> bool {
        !roles_of(self.scene, phrase).is_empty()
    }

    /// The confidence that a bare family name means a person whom the document has not introduced; `alone` where no
    /// other of the name is or was that high.
    fn by_fame(&self, person: u32, fit: Fit, candidate: &Candidate, alone: bool) -> Option<u8> {
        let scene = self.scene;
        let knowledge = scene.knowledge;
        let unnamed = scene.doc.syntax.names().is_empty();
        let lone = self.senses(candidate).iter().filter(|s| matches!(s, Sense::Family(_))).count() == 1;
        let sure = (candidate.parsed && !is_thing(scene, candidate.name))
            || candidate.is_titled()
            || self.acts_as_person(candidate);
        if fit == Fit::Against {
            return None;
        }
        let spoken_of = |of: Entity| scene.evidence(of) > 0;
        // "Brown" is the prime minister of the Cook Islands only where they are spoken of.
        let country = knowledge.persons[person as usize].country.map(Entity::State);
        let given = candidate.words.last().and_then(|word| knowledge.given_names.get(word.as_str()));
        let unmistakable = given.is_none() && !self.is_famous_elsewhere(person, candidate);
        let in_the_news =
            unmistakable || country.is_none_or(|of| knowledge.is_much_in_the_news(of) || spoken_of(of));
        match knowledge.office(person, scene.on) {
            Some(office) if knowledge.roles[office.role as usize].rank <= PRINCIPAL => {
                let spoken_of = spoken_of(office.of);
                let known = (sure || unnamed) && in_the_news;
                Some(if spoken_of { 80 } else { 65 }).filter(|_| known || spoken_of)
            }
            Some(office) => {
                // A minister whose name no other bears is known by it, while he is in office.
                let known = lone && knowledge.roles[office.role as usize].rank <= WELL_KNOWN;
                Some(60).filter(|_| (spoken_of(office.of) || known) && (sure || unnamed))
            }
            None => {
                let of_whom = spoken_of(Entity::Person(person));
                Some(50).filter(|_| {
                    self.is_principal(person)
                        && (sure || unnamed)
                        && (of_whom || (alone && sure && in_the_news))
                })
            }
        }
    }

    /// Whether others of a name are from where the news mostly is.
    fn is_famous_elsewhere(&self, person: u32, candidate: &Candidate) -> bool {
        let knowledge = self.scene.knowledge;
        let senses = self.senses(candidate);
        let mut others = senses.iter().filter_map(|sense| match *sense {
            Sense::Family(other) | Sense::Person(other) if other != person => {
                knowledge.persons[other as usize].country
            }
            _ => None,
        });
        others.any(|country| knowledge.is_much_in_the_news(Entity::State(country)))
    }

    /// Whether a word that the tables know only as a family name is the subject of a verb, whatever the parser took it
    /// for.
    fn acts_as_person(&self, candidate: &Candidate) -> bool {
        let doc = self.scene.doc;
        let head = doc.head_of(candidate.name);
        let subject = doc.relation(head) == Relation::Nsubj
            && doc.head(head).is_some_and(|verb| doc.upos(verb) == Upos::Verb)
            && doc.child(head, Relation::Det).is_none();
        let senses = self.senses(candidate);
        let person = |sense: &Sense| matches!(sense, Sense::Family(_) | Sense::Person(_));
        subject && !senses.is_empty() && senses.iter().all(person)
    }

    /// Whether somebody holds or held a principal office, or is about to: who is elected is known by that already.
    fn is_principal(&self, person: u32) -> bool {
        let knowledge = self.scene.knowledge;
        let soon = self.scene.on.and_then(|day| day.checked_add(jiff::Span::new().days(400)).ok());
        let mut near = knowledge.tenures_of(person).filter(|t| soon.is_none_or(|day| t.period.begun(day)));
        near.any(|tenure| knowledge.roles[tenure.role as usize].rank <= PRINCIPAL)
    }

    /// How a person stands on the day, for the choice among namesakes: in office, by rank, spoken of, latest.
    fn standing(&self, person: u32) -> (bool, u8, u16, i64) {
        let scene = self.scene;
        let held = scene.knowledge.office(person, scene.on);
        let rank = held.map_or(u8::MAX, |office| scene.knowledge.roles[office.role as usize].rank);
        let of = held.map_or(Entity::Person(person), |office| office.of);
        let begun = scene.knowledge.tenures_of(person).filter_map(|t| t.period.from).map(|from| from.first());
        let begun = begun.filter(|&day| scene.on.is_none_or(|on| day <= on)).max();
        let days = begun.map_or(i64::MIN, |day| i64::from(day.year()) * 400 + i64::from(day.day_of_year()));
        let spoken_of = scene.evidence(of);
        if scene.on.is_none() {
            (true, 0, spoken_of, days)
        } else {
            (held.is_some(), u8::MAX - rank, spoken_of, days)
        }
    }

    /// How the titles around a name agree with a person.
    fn fit(&self, person: u32, candidate: &Candidate) -> Fit {
        let gender = self.scene.knowledge.persons[person as usize].gender;
        // "Mrs. Clinton" is not her husband.
        if candidate.honorific.flatten().is_some_and(|told| gender.is_some_and(|known| known != told)) {
            return Fit::Against;
        }
        let fits =
            candidate.titles.iter().map(|&title| self.fit_title(person, self.phrases.get(title), candidate));
        fits.max().unwrap_or(Fit::Silent)
    }

    fn fit_title(&self, person: u32, phrase: &Phrase, candidate: &Candidate) -> Fit {
        let scene = self.scene;
        let knowledge = scene.knowledge;
        let owner = owner(scene, phrase).or_else(|| self.owner_behind(candidate));
        let roles = roles_of(scene, phrase);
        let held = |at: &&crate::entities::Tenure| {
            let by_role = roles.iter().any(|&(role, of)| role == at.role && of.is_none_or(|of| of == at.of));
            by_role && owner.is_none_or(|owner| belongs_to(scene, at.of, owner))
        };
        let mut ever = knowledge.tenures_of(person).filter(held).peekable();
        if ever.peek().is_some() {
            let now = ever.any(|at| scene.on.is_none_or(|day| knowledge.is_held(at, day)));
            return if now && !phrase.former { Fit::Now } else { Fit::Once };
        }
        let Some(owner) = owner else { return Fit::Silent };
        let country = knowledge.country_of(Entity::Person(person));
        match (knowledge.country_of(owner), country) {
            (Some(of), Some(country)) if of != country => Fit::Against,
            _ => Fit::Silent,
        }
    }

    /// The owner in "Foreign Minister Børge Brende of Norway".
    fn owner_behind(&self, candidate: &Candidate) -> Option<Entity> {
        let hit = self.scene.hit_before(candidate.whole.end)?;
        (hit.tokens.start >= candidate.name.end).then(|| self.scene.entity(hit)).flatten()
    }

    /// Whom the knowledge base knows, but in no office on the day, is what the text says.
    fn stated_sectors(&mut self, candidate: &Candidate, figure: usize) {
        let titles = candidate.titles.iter().map(|&title| self.phrases.get(title));
        let stated =
            titles.map(|phrase| (sectors_of(self.scene, phrase, owner(self.scene, phrase)), phrase.former));
        let Some((sectors, _)) = stated.into_iter().find(|(sectors, former)| !sectors.is_empty() && !former)
        else {
            return;
        };
        let entity = self.cast.figure(figure).entity;
        // A courtesy title tells nothing new: "President Clinton" of a later year.
        let courtesy =
            matches!(entity, Some(Entity::Person(person)) if self.fit(person, candidate) == Fit::Once);
        let actor = &mut self.cast.figure_mut(figure).actor;
        let idle =
            actor.office.is_none() && matches!(actor.sectors.first().map(String::as_str), None | Some("ELI"));
        if idle && entity.is_some() && !courtesy {
            actor.sectors = sectors.iter().map(ToString::to_string).collect();
            actor.cameo = self.scene.knowledge.cameo_of(entity, &sectors[0]);
        }
    }

    fn name(&mut self, candidate: &Candidate, figure: usize, via: Via, confidence: u8) {
        self.learn(candidate, figure);
        self.stated_sectors(candidate, figure);
        let Candidate { name, whole, titles, .. } = candidate;
        let (name, whole, titles) = (*name, *whole, titles.clone());
        // Family names stand last, or first; a name of the table may have others ("Gahr Støre").
        let end = self.cast.figure(figure).actor.name.clone();
        each_word(&end, |word, _| {
            let figures = self.by_word.entry(word.to_owned()).or_default();
            if !figures.contains(&figure) {
                figures.push(figure);
            }
        });
        self.named.push(Named { name, whole, titles, figure, via, confidence });
    }

    /// Remembers what the titles say of a figure.
    fn learn(&mut self, candidate: &Candidate, figure: usize) {
        let mut gender = candidate.honorific.flatten();
        for &title in &candidate.titles {
            let phrase = self.phrases.get(title);
            gender = gender.or(gender_of(self.scene, phrase));
            let of = owner(self.scene, phrase);
            let roles =
                roles_of(self.scene, phrase).into_iter().take(1).map(|(role, only)| (role, of.or(only)));
            let noun = match phrase.meaning {
                Meaning::Agent(noun) => Some(self.scene.knowledge.agents[noun as usize].singular.clone()),
                Meaning::Roles(_) => self.scene.doc.lemma(phrase.head).to_lowercase().into_boxed_str().into(),
            };
            let figure = self.cast.figure_mut(figure);
            figure.roles.extend(roles);
            figure.nouns.extend(noun);
        }
        let given = candidate.words.first().filter(|_| candidate.words.len() > 1);
        let given = given.and_then(|given| self.scene.knowledge.gender_of_name(given));
        let figure = self.cast.figure_mut(figure);
        figure.gender = figure.gender.or(gender).or(given);
    }

    /// A person whom the knowledge base does not hold, with what the text says of them.
    fn stranger(&mut self, candidate: &Candidate) {
        let scene = self.scene;
        if is_thing(scene, candidate.name) && !candidate.is_titled() {
            return;
        }
        let text = scene.doc.span(candidate.name).of(scene.doc.text).trim_matches('.');
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let titles = || candidate.titles.iter().map(|&title| self.phrases.get(title));
        let of = titles().find_map(|phrase| owner(scene, phrase)).or_else(|| self.owner_behind(candidate));
        let sectors = titles().map(|phrase| sectors_of(scene, phrase, of)).find(|s| !s.is_empty());
        let office =
            titles().filter(|phrase| !phrase.former).find_map(|phrase| self.stated_office(phrase, of));
        let figure = self.cast.stranger(&name, ActorKind::Person, of, &sectors.unwrap_or_default());
        let actor = &mut self.cast.figure_mut(figure).actor;
        actor.office = actor.office.take().or(office);
        self.name(candidate, figure, Via::Unknown, 60);
    }

    fn stated_office(&self, phrase: &Phrase, of: Option<Entity>) -> Option<Office> {
        let scene = self.scene;
        let &(_, only) = match &phrase.meaning {
            Meaning::Roles(roles) => roles.first()?,
            Meaning::Agent(_) => return None,
        };
        let of = of.or(only)?;
        let title = scene.doc.span(phrase.core).of(scene.doc.text).to_owned();
        let id = match scene.knowledge.country_of(of) {
            Some(country) => country.to_owned(),
            None => scene.knowledge.id_of(of).to_owned(),
        };
        Some(Office { title, of: id, from: None, to: None })
    }
}

/// Names of fewer letters, given and family name together, are not recognised by their sound.
const SOUNDING: usize = 9;

/// Ranks up to here are known by a family name that is theirs alone: foreign ministers and the like.
const WELL_KNOWN: u8 = 3;

/// Ranks up to here are known by their family name all over the world: heads of state, of government and of the
/// great organisations.
const PRINCIPAL: u8 = 2;

fn by_title(fit: Fit) -> Option<u8> {
    match fit {
        Fit::Now => Some(90),
        Fit::Once => Some(75),
        Fit::Silent | Fit::Against => None,
    }
}

/// Whether an office's owner is the owner that a title states: the state itself, or that of the body stated.
fn belongs_to(scene: &Scene<'_, '_>, of: Entity, owner: Entity) -> bool {
    let country = scene.knowledge.country_of(owner);
    of == owner || (country.is_some() && scene.knowledge.country_of(of) == country)
}

/// Whether `words` are the last or the first words of a longer `name`: family names stand last in most of the world,
/// and first in the east of Asia.
fn is_part(name: &str, words: &[String]) -> bool {
    let mut all = Vec::new();
    each_word(name, |word, _| all.push(word.to_owned()));
    all.len() > words.len() && (all.ends_with(words) || all.starts_with(words))
}

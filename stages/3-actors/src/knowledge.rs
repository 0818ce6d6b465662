//! The knowledge base: its arrays, its lexicon, and the questions that resolution asks of them by date.

use std::sync::OnceLock;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::entities::{
    AgentNoun, Body, Entity, Gender, Group, Organisation, Person, PlaceInfo, PlaceRow, Role, State, Tenure,
};
use crate::hash::FastMap;
use crate::layer;
use crate::lexicon::{Lexicon, Sense};
use crate::load;
use crate::problem::Problem;
use crate::spelling::{are_alike, is_transliterated, skeleton};
use crate::words;

/// The tables that are compiled in: name in the knowledge folder and content.
const TABLES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// Who there is: states, bodies, organisations, groups, persons with their offices by date, agents and places.
#[derive(Debug, Default)]
pub struct Knowledge {
    pub(crate) states: Vec<State>,
    pub(crate) bodies: Vec<Body>,
    pub(crate) organisations: Vec<Organisation>,
    pub(crate) groups: Vec<Group>,
    pub(crate) persons: Vec<Person>,
    pub(crate) tenures: Vec<Tenure>,
    pub(crate) roles: Vec<Role>,
    pub(crate) agents: Vec<AgentNoun>,
    pub(crate) places: Vec<PlaceRow>,
    pub(crate) lexicon: Lexicon,
    /// Tenures of each seat, by their beginning.
    pub(crate) seats: FastMap<(Entity, u32), Vec<u32>>,
    /// How many tenures of each state and organisation there are.
    pub(crate) tenure_counts: FastMap<Entity, u16>,
    /// Women and men of each given name among the persons.
    pub(crate) given_names: FastMap<Box<str>, [u16; 2]>,
    /// The last day for which a tenure without an end is believed to go on.
    pub(crate) horizon: Option<Date>,
    /// States and organisations by id.
    pub(crate) by_id: FastMap<Box<str>, Entity>,
    /// Persons by how the first and the last word of their names sound; made when first asked for.
    spellings: OnceLock<FastMap<String, Vec<u32>>>,
    digest: String,
}

impl Knowledge {
    /// The knowledge base that is compiled in.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Knowledge> = OnceLock::new();
        BUILT_IN.get_or_init(|| load::read(TABLES).0)
    }

    /// Reads tables, given as (name in the knowledge folder, content): `states.tsv`, `offices/NOR.tsv`.
    ///
    /// # Errors
    /// Every mistake found, in the order of the tables.
    pub fn from_files<'f>(files: impl Iterator<Item = (&'f str, &'f str)>) -> Result<Self, Vec<Problem>> {
        let files: Vec<_> = files.collect();
        let (knowledge, problems) = load::read(&files);
        if problems.is_empty() { Ok(knowledge) } else { Err(problems) }
    }

    /// The built-in knowledge base under tables of a user's own, named as there: their rows are added to ours, and
    /// replace ours that say the same of the same (a state's, a noun's, the holder's who began on that day).
    ///
    /// # Errors
    /// Every mistake found in the user's tables, in their order.
    pub fn layered<'f>(own: impl Iterator<Item = (&'f str, &'f str)>) -> Result<Self, Vec<Problem>> {
        let own: Vec<_> = own.collect();
        let tables = layer::layered(TABLES, &own);
        let tables: Vec<_> = tables.iter().map(|(name, content)| (*name, &**content)).collect();
        let (knowledge, problems) = load::read(&tables);
        if problems.is_empty() { Ok(knowledge) } else { Err(problems) }
    }

    /// The tables that are compiled in, by name: what a user's folder adds to or replaces.
    pub fn built_in_files() -> impl Iterator<Item = (&'static str, &'static str)> {
        TABLES.iter().copied()
    }

    /// The first 16 hexadecimal digits of the SHA-256 over all tables, names and contents, in the order of their
    /// names.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    pub(crate) fn sign(&mut self, files: &[(&str, &str)]) {
        let mut files: Vec<_> = files.to_vec();
        files.sort_unstable();
        let mut hasher = Sha256::new();
        for (name, content) in files {
            for part in [name, content] {
                hasher.update((part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
        self.digest = hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    }

    /// The usual name of a state, by its alpha-3 code.
    #[must_use]
    pub fn state_name(&self, iso3: &str) -> Option<&str> {
        self.states.iter().find(|state| &*state.iso3 == iso3).map(|state| &*state.name)
    }

    /// The place that `name` means, for datelines: a city or other place, else a state.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<PlaceInfo> {
        let senses = self.lexicon.look_up(name, true);
        let rank = |sense: Sense| match sense {
            Sense::Place(_) => 0,
            Sense::Capital(_) => 1,
            Sense::State(_) => 2,
            _ => 3,
        };
        let best = senses.iter().map(|posting| posting.sense).min_by_key(|&sense| rank(sense))?;
        self.place_of(best)
    }

    /// The place that a sense means.
    pub(crate) fn place_of(&self, sense: Sense) -> Option<PlaceInfo> {
        let country = |state: u32| Some(self.states[state as usize].iso3.to_string());
        match sense {
            Sense::Place(at) => {
                let place = &self.places[at as usize];
                let country = place.country.and_then(country);
                Some(PlaceInfo { name: place.name.to_string(), country })
            }
            Sense::Capital(state) => {
                let name = self.states[state as usize].capital.to_string();
                Some(PlaceInfo { name, country: country(state) })
            }
            Sense::State(state) => {
                let name = self.states[state as usize].name.to_string();
                Some(PlaceInfo { name, country: country(state) })
            }
            _ => None,
        }
    }

    /// The role of an id.
    pub(crate) fn role(&self, id: &str) -> Option<u32> {
        self.roles.iter().position(|role| &*role.id == id).map(|at| at as u32)
    }

    /// The tenures that hold a seat on a day, the latest begun first; without a day the latest of all.
    pub(crate) fn holders(&self, of: Entity, role: u32, on: Option<Date>) -> Vec<&Tenure> {
        let tenures = self.tenures_at(of, role).rev();
        match on {
            Some(day) => tenures.filter(|tenure| self.is_held(tenure, day)).collect(),
            None => tenures.take(1).collect(),
        }
    }

    /// Whose tenure of a seat ended last before a day, and not more than `days` before.
    pub(crate) fn last_holder(&self, of: Entity, role: u32, on: Date, days: i32) -> Option<&Tenure> {
        let ended = self.tenures_at(of, role).filter_map(|tenure| Some((tenure.period.to?.last(), tenure)));
        let ended = ended.filter(|&(end, _)| end <= on && days_between(end, on) <= days);
        ended.max_by_key(|&(end, _)| end).map(|(_, tenure)| tenure)
    }

    /// Whose tenure of a seat begins first after a day, and not more than `days` after.
    pub(crate) fn next_holder(&self, of: Entity, role: u32, on: Date, days: i32) -> Option<&Tenure> {
        let begun =
            self.tenures_at(of, role).filter_map(|tenure| Some((tenure.period.from?.first(), tenure)));
        let begun = begun.filter(|&(start, _)| start > on && days_between(on, start) <= days);
        begun.min_by_key(|&(start, _)| start).map(|(_, tenure)| tenure)
    }

    /// The tenures of a seat, by their beginning.
    fn tenures_at(&self, of: Entity, role: u32) -> impl DoubleEndedIterator<Item = &Tenure> {
        let seat = self.seats.get(&(of, role)).map_or(&[][..], Vec::as_slice);
        seat.iter().map(|&at| &self.tenures[at as usize])
    }

    /// Whether an office is held on a day. One whose end is not known goes on for some years beyond what the tables
    /// know, and no longer: who governs ten years after them they cannot say.
    pub(crate) fn is_held(&self, tenure: &Tenure, day: Date) -> bool {
        let believed = tenure.period.to.is_some() || self.horizon.is_none_or(|last| day <= last);
        believed && tenure.period.contains(day)
    }

    /// Whether the tables know so many offices of a state or organisation that its leaders go by their family names
    /// where nothing else speaks of it.
    pub(crate) fn is_much_in_the_news(&self, of: Entity) -> bool {
        const MANY: u16 = 25;
        self.tenure_counts.get(&of).is_some_and(|&count| count >= MANY)
    }

    /// The gender that a given name tells, in comparable form, by those who bear it.
    pub(crate) fn gender_of_name(&self, given: &str) -> Option<Gender> {
        match *self.given_names.get(given)? {
            [women, men] if women > 4 * men => Some(Gender::Female),
            [women, men] if men > 4 * women => Some(Gender::Male),
            _ => None,
        }
    }

    /// The persons whose names, first and last word, may be other spellings of two words in comparable form.
    pub(crate) fn spelled(&self, first: &str, last: &str) -> Vec<u32> {
        let sound = |first: &str, last: &str| format!("{} {}", skeleton(first), skeleton(last));
        let ends = |person: &Person| {
            let name = words::key(&person.name);
            let (first, last) = (name.split(' ').next()?.to_owned(), name.split(' ').next_back()?.to_owned());
            Some((first, last))
        };
        let spellings = self.spellings.get_or_init(|| {
            let mut spellings = FastMap::<String, Vec<u32>>::default();
            for (at, person) in self.persons.iter().enumerate() {
                let state = person.country.map_or("", |state| &*self.states[state as usize].iso3);
                if let Some((first, last)) = ends(person).filter(|_| is_transliterated(state)) {
                    spellings.entry(sound(&first, &last)).or_default().push(at as u32);
                }
            }
            spellings
        });
        let alike = |&at: &u32| {
            ends(&self.persons[at as usize])
                .is_some_and(|(given, family)| are_alike(&given, first) && are_alike(&family, last))
        };
        let found = spellings.get(&sound(first, last)).map_or(&[][..], Vec::as_slice);
        found.iter().copied().filter(alike).collect()
    }

    /// The tenures of a person, by their beginning.
    pub(crate) fn tenures_of(&self, person: u32) -> impl DoubleEndedIterator<Item = &Tenure> {
        self.persons[person as usize].tenures.iter().map(|&at| &self.tenures[at as usize])
    }

    /// The principal office that a person holds on a day: the highest, then the latest begun. Without a day, the
    /// latest office of all.
    pub(crate) fn office(&self, person: u32, on: Option<Date>) -> Option<&Tenure> {
        match on {
            None => self.tenures_of(person).next_back(),
            Some(day) => self
                .tenures_of(person)
                .filter(|tenure| self.is_held(tenure, day))
                // `min_by_key` keeps the first of equals: walk from the latest.
                .rev()
                .min_by_key(|tenure| self.roles[tenure.role as usize].rank),
        }
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    to.duration_since(from).as_hours().try_into().map_or(i32::MAX, |hours: i32| hours / 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knowledge_is_sound() {
        let problems = load::read(TABLES).1;
        let list: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{} problems:\n{}", list.len(), list.join("\n"));
    }

    #[test]
    fn the_digest_depends_on_names_and_contents_not_on_their_order() {
        let digest = |files: &[(&str, &str)]| load::read(files).0.digest().to_owned();
        let (a, b) = (("a.tsv", "1"), ("b.tsv", "2"));
        assert_eq!(digest(&[a, b]), digest(&[b, a]));
        assert_ne!(digest(&[a, b]), digest(&[("a.tsv", "2"), ("b.tsv", "1")]));
        assert_eq!(digest(&[a]).len(), 16);
    }
}

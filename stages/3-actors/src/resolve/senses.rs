//! Which of its senses a name has here: by the day, by what the document speaks of, by kind.

use super::scene::{Hit, Scene};
use crate::entities::Entity;
use crate::lexicon::Sense;

impl Scene<'_, '_> {
    /// Counts the names, adjectives and cities that can only belong to one state.
    pub(super) fn weigh(&mut self) {
        for hit in &self.hits {
            let mut persons = hit.senses.iter().filter_map(|posting| match posting.sense {
                Sense::Person(person) => self.knowledge.persons[person as usize].country,
                _ => None,
            });
            if let Some(state) = persons.next()
                && persons.all(|other| other == state)
            {
                let count = &mut self.compatriots[state as usize];
                *count = count.saturating_add(1);
            }
            let mut states = hit.senses.iter().filter_map(|posting| self.state_of(posting.sense));
            let Some(state) = states.next() else { continue };
            if states.all(|other| other == state) {
                self.evidence[state as usize] = self.evidence[state as usize].saturating_add(1);
            }
        }
    }

    /// The state that a sense speaks of.
    fn state_of(&self, sense: Sense) -> Option<u32> {
        match sense {
            Sense::State(at)
            | Sense::Adjective(at)
            | Sense::Demonym(at)
            | Sense::Capital(at)
            | Sense::Seat(at) => Some(at),
            Sense::Place(at) => self.knowledge.places[at as usize].country,
            Sense::Body(at) => match self.knowledge.bodies[at as usize].of {
                Some(Entity::State(state)) => Some(state),
                _ => None,
            },
            _ => None,
        }
    }

    /// How often the document speaks unmistakably of the state that an entity is or belongs to.
    pub(super) fn evidence(&self, entity: Entity) -> u16 {
        let state = match entity {
            Entity::State(at) => Some(at),
            Entity::Body(at) => match self.knowledge.bodies[at as usize].of {
                Some(Entity::State(state)) => Some(state),
                _ => None,
            },
            Entity::Group(at) => self.knowledge.groups[at as usize].country,
            Entity::Person(at) => self.knowledge.persons[at as usize].country,
            Entity::Organisation(at) => return self.named(Sense::Organisation(at)),
        };
        state.map_or(0, |at| self.evidence[at as usize])
    }

    /// How often a sense is among those of the hits.
    pub(super) fn named(&self, sense: Sense) -> u16 {
        let with = |hit: &&Hit| hit.senses.iter().any(|posting| posting.sense == sense);
        u16::try_from(self.hits.iter().filter(with).count()).unwrap_or(u16::MAX)
    }

    /// The state that the document is about, where it speaks of one at least twice as much as of any other.
    pub(super) fn focus(&self) -> Option<u32> {
        let most = (0..self.evidence.len()).max_by_key(|&at| (self.evidence[at], std::cmp::Reverse(at)))?;
        let others = self.evidence.iter().enumerate().filter(|&(at, _)| at != most);
        let second = others.map(|(_, &count)| u32::from(count)).max().unwrap_or(0);
        (u32::from(self.evidence[most]) >= (2 * second).max(1)).then_some(most as u32)
    }

    /// The two states that the document speaks of most, where it does so more than once of each and less of others.
    pub(super) fn rivals(&self) -> Option<[u32; 2]> {
        let mut order: Vec<usize> = (0..self.evidence.len()).filter(|&at| self.evidence[at] > 1).collect();
        order.sort_by_key(|&at| (std::cmp::Reverse(self.evidence[at]), at));
        match order[..] {
            [first, second] => Some([first as u32, second as u32]),
            [first, second, third, ..] if self.evidence[second] > self.evidence[third] => {
                Some([first as u32, second as u32])
            }
            _ => None,
        }
    }

    /// What a hit means here: among its senses the one that is valid on the day, in use then, and nearest to what
    /// the document speaks of.
    pub(super) fn choose(&self, hit: &Hit) -> Option<Sense> {
        let senses = hit.senses.iter().filter(|posting| is_owner(posting.sense));
        let best = senses.min_by_key(|posting| {
            let sense = posting.sense;
            let evidence = self.state_of(sense).map_or(0, |state| {
                self.evidence[state as usize].saturating_add(self.compatriots[state as usize])
            });
            let out_of_use = posting.usual.is_some_and(|usual| !usual.holds(self.on));
            let rival = matches!(sense, Sense::Place(_)) != self.is_local(hit) && self.is_homonym(hit);
            (rival, !self.is_valid(sense), out_of_use, std::cmp::Reverse(evidence), order(sense), sense)
        })?;
        Some(best.sense)
    }

    /// Whether a name is both a state's and that of a place elsewhere ("Georgia").
    fn is_homonym(&self, hit: &Hit) -> bool {
        let state = hit.sense(|sense| match sense {
            Sense::State(at) => Some(at),
            _ => None,
        });
        let place = hit.sense(|sense| match sense {
            Sense::Place(at) => self.knowledge.places[at as usize].country,
            _ => None,
        });
        state.is_some() && place.is_some() && state != place
    }

    /// Whether the text speaks of the place and not of the state of that name: of nothing else of the state's, and of
    /// counties and governors.
    fn is_local(&self, hit: &Hit) -> bool {
        let of = |sense| self.state_of(sense).map_or(0, |state| self.evidence[state as usize]);
        let state = hit.sense(|sense| matches!(sense, Sense::State(_)).then(|| of(sense)));
        let place = hit.sense(|sense| matches!(sense, Sense::Place(_)).then(|| of(sense)));
        self.local && state == Some(0) && place > Some(0)
    }

    /// Whether what a sense means existed on the day.
    fn is_valid(&self, sense: Sense) -> bool {
        match sense {
            Sense::Organisation(at) => self.knowledge.organisations[at as usize].period.holds(self.on),
            Sense::Place(_) | Sense::Person(_) | Sense::Group(_) => true,
            _ => self
                .state_of(sense)
                .is_none_or(|state| self.knowledge.states[state as usize].period.holds(self.on)),
        }
    }

    /// The entity that a hit stands for as an owner or a participant.
    pub(super) fn entity(&self, hit: &Hit) -> Option<Entity> {
        match self.choose(hit)? {
            Sense::State(at) | Sense::Adjective(at) | Sense::Capital(at) | Sense::Seat(at) => {
                Some(Entity::State(at))
            }
            Sense::Place(at) => self.knowledge.places[at as usize].country.map(Entity::State),
            Sense::Body(at) => Some(Entity::Body(at)),
            Sense::Organisation(at) => Some(Entity::Organisation(at)),
            Sense::Group(at) => Some(Entity::Group(at)),
            Sense::Person(at) => Some(Entity::Person(at)),
            _ => None,
        }
    }

    /// Whether `part` is `whole` or belongs to it.
    pub(super) fn is_part(&self, part: Entity, whole: Entity) -> bool {
        let of = match part {
            Entity::Body(body) => self.knowledge.bodies[body as usize].of,
            _ => None,
        };
        part == whole || of == Some(whole)
    }
}

/// Which kind of sense goes before which, other things being equal.
const fn order(sense: Sense) -> u8 {
    match sense {
        Sense::Person(_) => 0,
        Sense::Organisation(_) => 1,
        Sense::Body(_) => 2,
        Sense::State(_) => 3,
        Sense::Adjective(_) => 4,
        Sense::Seat(_) => 5,
        Sense::Capital(_) => 6,
        Sense::Group(_) => 7,
        _ => 8,
    }
}

/// Whether a sense can own a phrase or take part in an event by itself.
pub(super) const fn is_owner(sense: Sense) -> bool {
    !matches!(sense, Sense::Role { .. } | Sense::Agent { .. } | Sense::Family(_) | Sense::Demonym(_))
}

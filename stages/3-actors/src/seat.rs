//! Seats by their wording: "Prime Minister of Norway" is the head of government of NOR, whoever sits there.

use crate::entities::Entity;
use crate::knowledge::Knowledge;
use crate::lexicon::Sense;
use crate::load::SOLE_SEATS;
use crate::words;

/// A seat: a role in a state or organisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seat {
    /// The role, as `roles.tsv` calls it ("foreign-minister").
    pub role: String,
    /// The state or organisation, by id.
    pub of: String,
}

impl Seat {
    /// Whether one person holds it at a time.
    #[must_use]
    pub fn is_sole(&self) -> bool {
        SOLE_SEATS.contains(&self.role.as_str())
    }
}

impl Knowledge {
    /// The one seat that a phrase means: "Minister of Foreign Affairs of Norway", "United States Secretary of State",
    /// "Permanent Representative of France to the United Nations". `None` where it means none, or several.
    ///
    /// ```
    /// let seat = dualtrack_actors::Knowledge::built_in().seat("Norwegian Minister of Foreign Affairs").unwrap();
    /// assert_eq!((seat.role.as_str(), seat.of.as_str()), ("foreign-minister", "NOR"));
    /// ```
    #[must_use]
    pub fn seat(&self, phrase: &str) -> Option<Seat> {
        let key = words::key(phrase);
        let words: Vec<&str> = key.split(' ').collect();
        let mut seats = Vec::new();
        for (from, to) in (0..words.len()).flat_map(|from| (from..words.len()).map(move |at| (from, at + 1)))
        {
            for owner in self.owners(&words[from..to].join(" ")) {
                let role = without_owner(&words, from, to);
                seats.extend(self.role_phrase(&role, owner).map(|role| (to - from, owner, role)));
            }
        }
        // "South Korea" owns the seat before "Korea" does.
        let longest = seats.iter().map(|&(words, ..)| words).max()?;
        seats.retain(|&(words, ..)| words == longest);
        seats.dedup();
        match seats[..] {
            [(_, owner, role)] => Some(self.seat_of(owner, role)),
            _ => None,
        }
    }

    /// The seat that a role's wording means in a state or organisation: "Secretary of State" in USA.
    #[must_use]
    pub fn seat_in(&self, phrase: &str, of: &str) -> Option<Seat> {
        let owner = *self.by_id.get(of)?;
        self.role_phrase(&words::key(phrase), owner).map(|role| self.seat_of(owner, role))
    }

    /// The id of the state or organisation of this name.
    #[must_use]
    pub fn party_called(&self, name: &str) -> Option<&str> {
        let senses = self.lexicon.look_up(name, true);
        senses.iter().find_map(|posting| match posting.sense {
            Sense::State(at) => Some(self.id_of(Entity::State(at))),
            Sense::Organisation(at) => Some(self.id_of(Entity::Organisation(at))),
            _ => None,
        })
    }

    /// Whether `surface` names somebody or something that acts, or is a word for them.
    #[must_use]
    pub fn is_taken(&self, surface: &str) -> bool {
        let senses = self.lexicon.look_up(surface, true);
        senses.iter().any(|posting| !matches!(posting.sense, Sense::Place(_)))
    }

    /// The id, usual name and country of the person of a full name.
    #[must_use]
    pub fn person_called(&self, name: &str) -> Option<(&str, &str, Option<&str>)> {
        let senses = self.lexicon.look_up(name, true);
        let person = senses.iter().find_map(|posting| match posting.sense {
            Sense::Person(at) => Some(&self.persons[at as usize]),
            _ => None,
        })?;
        let country = person.country.map(|state| &*self.states[state as usize].iso3);
        Some((&person.id, &person.name, country))
    }

    /// The states and organisations that a name or adjective means, where it means them by itself.
    fn owners(&self, surface: &str) -> Vec<Entity> {
        let senses = self.lexicon.look_up(surface, true);
        let owner = |sense| match sense {
            Sense::State(at) | Sense::Adjective(at) => Some(Entity::State(at)),
            Sense::Organisation(at) => Some(Entity::Organisation(at)),
            _ => None,
        };
        let mut owners: Vec<_> = senses.iter().filter_map(|posting| owner(posting.sense)).collect();
        owners.dedup();
        owners
    }

    fn role_phrase(&self, phrase: &str, owner: Entity) -> Option<u32> {
        let roles = self.lexicon.look_up(phrase, true);
        let said_of = |only: bool| {
            roles.iter().find_map(|posting| match posting.sense {
                Sense::Role { role, of, plural: false } => {
                    let fits = if only { of == Some(owner) } else { of.is_none() };
                    fits.then_some(role)
                }
                _ => None,
            })
        };
        said_of(true).or_else(|| said_of(false))
    }

    fn seat_of(&self, owner: Entity, role: u32) -> Seat {
        Seat { role: self.roles[role as usize].id.to_string(), of: self.id_of(owner).to_owned() }
    }
}

/// The words of a phrase without those of the owner and what joins them to the rest.
fn without_owner(words: &[&str], from: usize, to: usize) -> String {
    let before = &words[..from];
    let before = before.strip_suffix(&["the"]).unwrap_or(before);
    let before = before
        .strip_suffix(&["of"])
        .or(before.strip_suffix(&["for"]))
        .or(before.strip_suffix(&["in"]))
        .unwrap_or(before);
    let after = &words[to..];
    let after = after.strip_prefix(&["s"]).unwrap_or(after);
    let before = before.strip_prefix(&["the"]).unwrap_or(before);
    [before, after].concat().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_found_by_their_wording() {
        let knowledge = Knowledge::built_in();
        for (phrase, seat) in [
            ("Prime Minister of Norway", Some(("head-of-government", "NOR"))),
            ("Norway's prime minister", Some(("head-of-government", "NOR"))),
            ("Minister of Foreign Affairs of South Korea", Some(("foreign-minister", "KOR"))),
            ("United States Secretary of State", Some(("foreign-minister", "USA"))),
            ("Secretary-General of the United Nations", Some(("secretary-general", "UN"))),
            ("Permanent Representative of France to the United Nations", Some(("un-ambassador", "FRA"))),
            ("President of the Regional Council of Brittany", None),
            ("minister", None),
            ("", None),
        ] {
            let found = knowledge.seat(phrase);
            let found = found.as_ref().map(|seat| (seat.role.as_str(), seat.of.as_str()));
            assert_eq!(found, seat, "{phrase}");
        }
        assert_eq!(
            knowledge.seat_in("Foreign Secretary", "GBR").map(|seat| seat.role).as_deref(),
            Some("foreign-minister")
        );
        assert_eq!(knowledge.seat_in("Astronaut", "GBR"), None);
        assert_eq!(knowledge.party_called("North Atlantic Treaty Organization"), Some("NATO"));
        assert!(knowledge.is_taken("Norway") && !knowledge.is_taken("Trondheim"));
        assert_eq!(knowledge.person_called("Jens Stoltenberg").map(|(id, ..)| id), Some("jens-stoltenberg"));
    }
}

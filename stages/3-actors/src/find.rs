//! `find`: everything that a name can mean on a day.

use dualtrack_record::{Actor, Office};
use jiff::civil::Date;

use crate::entities::{Entity, PlaceInfo};
use crate::knowledge::Knowledge;
use crate::lexicon::{Posting, Sense};
use crate::words;

/// How a name leads to what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reached {
    /// By a name of the thing itself.
    Name,
    /// By a role with the state or organisation that it belongs to ("Norway's prime minister").
    Role,
    /// By a family name alone.
    FamilyName,
    /// By an adjective ("Russian").
    Adjective,
    /// By a word for its people ("Russians").
    Demonym,
    /// By a city that can stand for a government ("Moscow").
    Capital,
    /// By a building or street that stands for a government ("the Kremlin").
    Seat,
    /// By the name of a place.
    Place,
}

impl Reached {
    /// The words that a person is shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Role => "role",
            Self::FamilyName => "family name",
            Self::Adjective => "adjective",
            Self::Demonym => "people",
            Self::Capital => "capital",
            Self::Seat => "seat of government",
            Self::Place => "place",
        }
    }
}

/// One thing that a name can mean, as it stood on the day asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// How the name leads here.
    pub reached: Reached,
    /// The actor, with the office held on the day; absent for a mere place.
    pub actor: Option<Actor>,
    /// The place, for places and capitals; the headquarters of an organisation.
    pub place: Option<PlaceInfo>,
    /// A person's offices, by their beginning.
    pub offices: Vec<Office>,
    /// Ids of the organisations of which it is a member on the day.
    pub memberships: Vec<String>,
    /// Ids of an organisation's members on the day.
    pub members: Vec<String>,
    /// Whether it existed, or held an office, on the day.
    pub current: bool,
    /// First day of a state or organisation, as precisely as known.
    pub from: Option<String>,
    /// Its last day.
    pub to: Option<String>,
}

impl Knowledge {
    /// Everything that `name` can mean on a day, best first; without a day, as it stands last.
    ///
    /// ```
    /// let knowledge = dualtrack_actors::Knowledge::built_in();
    /// for finding in knowledge.find("Stoltenberg", Some(jiff::civil::date(2017, 5, 25))) {
    ///     let actor = finding.actor.expect("a family name means a person");
    ///     let _office = actor.office.map(|office| (office.title, office.of));
    /// }
    /// ```
    #[must_use]
    pub fn find(&self, name: &str, on: Option<Date>) -> Vec<Finding> {
        let mut findings: Vec<_> =
            self.lexicon.look_up(name, true).iter().filter_map(|posting| self.finding(posting, on)).collect();
        findings.extend(self.holders_of_phrase(name, on));
        findings.sort_by_key(|finding| (!finding.current, finding.reached, self.weight(finding, on)));
        let mut seen = Vec::new();
        findings.retain(|finding| {
            let key = (finding.actor.as_ref().map(|actor| actor.id.clone()), finding.place.clone());
            let fresh = !seen.contains(&key);
            seen.push(key);
            fresh
        });
        findings
    }

    /// The order among things reached in one way: the higher office first, then the later one.
    fn weight(&self, finding: &Finding, on: Option<Date>) -> (u8, i64) {
        let person = finding.actor.as_ref().and_then(|actor| self.person_by_id(&actor.id));
        let Some(tenure) = person.and_then(|at| self.office(at, on).or(self.office(at, None))) else {
            return (u8::MAX, 0);
        };
        let begun = tenure.period.from.map_or(0, |from| {
            let day = from.first();
            i64::from(day.year()) * 400 + i64::from(day.day_of_year())
        });
        (self.roles[tenure.role as usize].rank, -begun)
    }

    fn person_by_id(&self, id: &str) -> Option<u32> {
        self.persons.iter().position(|person| &*person.id == id).map(|at| at as u32)
    }

    fn finding(&self, posting: &Posting, on: Option<Date>) -> Option<Finding> {
        let (reached, entity) = match posting.sense {
            Sense::State(at) => (Reached::Name, Entity::State(at)),
            Sense::Adjective(at) => (Reached::Adjective, Entity::State(at)),
            Sense::Demonym(at) => (Reached::Demonym, Entity::State(at)),
            Sense::Capital(at) => (Reached::Capital, Entity::State(at)),
            Sense::Seat(at) => (Reached::Seat, Entity::State(at)),
            Sense::Body(at) => (Reached::Name, Entity::Body(at)),
            Sense::Organisation(at) => (Reached::Name, Entity::Organisation(at)),
            Sense::Group(at) => (Reached::Name, Entity::Group(at)),
            Sense::Person(at) => (Reached::Name, Entity::Person(at)),
            Sense::Family(at) => (Reached::FamilyName, Entity::Person(at)),
            Sense::Place(_) => {
                return Some(Finding { place: self.place_of(posting.sense), ..Finding::of(Reached::Place) });
            }
            Sense::Role { .. } | Sense::Agent { .. } => return None,
        };
        let mut finding = self.found(entity, reached, on);
        if reached == Reached::Capital {
            finding.place = self.place_of(posting.sense);
        }
        Some(finding)
    }

    fn found(&self, entity: Entity, reached: Reached, on: Option<Date>) -> Finding {
        let mut finding = Finding { actor: Some(self.actor(entity, on)), ..Finding::of(reached) };
        let period = match entity {
            Entity::State(at) => Some(self.states[at as usize].period),
            Entity::Organisation(at) => Some(self.organisations[at as usize].period),
            _ => None,
        };
        if let Some(period) = period {
            finding.current = period.holds(on);
            finding.from = period.from.map(|day| day.to_string());
            finding.to = period.to.map(|day| day.to_string());
        }
        if let Entity::Organisation(at) = entity {
            finding.place = self.organisations[at as usize].headquarters.clone();
            let members = self.organisations[at as usize].members.iter();
            let current = members.filter(|(_, period)| period.holds(on));
            finding.members = current.map(|&(member, _)| self.id_of(member).to_owned()).collect();
        }
        if let Entity::Person(at) = entity {
            let held = self.office(at, on);
            finding.current = held.is_some_and(|tenure| on.is_some() || tenure.period.to.is_none());
            finding.offices = self.tenures_of(at).map(|tenure| self.office_of(tenure)).collect();
        }
        finding.memberships = self.memberships(entity, on);
        finding
    }

    fn memberships(&self, entity: Entity, on: Option<Date>) -> Vec<String> {
        let joined = |members: &[(Entity, crate::date::Period)]| {
            members.iter().any(|&(member, period)| member == entity && period.holds(on))
        };
        let organisations = self.organisations.iter();
        let of = organisations.filter(|organisation| joined(&organisation.members));
        of.map(|organisation| organisation.id.to_string()).collect()
    }

    /// The holders that a phrase names: "Norway's prime minister", "NATO secretary general", "foreign minister of
    /// Russia".
    fn holders_of_phrase(&self, phrase: &str, on: Option<Date>) -> Vec<Finding> {
        let key = words::key(phrase);
        let words: Vec<&str> = key.split(' ').collect();
        let mut findings = Vec::new();
        for cut in 1..words.len() {
            let (left, mut right) = words.split_at(cut);
            if let ["of" | "for" | "in", rest @ ..] = right {
                right = rest.strip_prefix(&["the"]).unwrap_or(rest);
                self.add_holders(right, left, on, &mut findings);
            } else {
                let left = left.strip_prefix(&["the"]).unwrap_or(left);
                self.add_holders(left.strip_suffix(&["s"]).unwrap_or(left), right, on, &mut findings);
            }
        }
        findings
    }

    fn add_holders(&self, of: &[&str], role: &[&str], on: Option<Date>, findings: &mut Vec<Finding>) {
        let owners = self.lexicon.look_up(&of.join(" "), true);
        let owners = owners.iter().filter_map(|posting| match posting.sense {
            Sense::State(at) | Sense::Adjective(at) => Some(Entity::State(at)),
            Sense::Organisation(at) => Some(Entity::Organisation(at)),
            _ => None,
        });
        let roles = self.lexicon.look_up(&role.join(" "), true);
        for owner in owners {
            for posting in &roles {
                let Sense::Role { role, of, plural: false } = posting.sense else { continue };
                if of.is_some_and(|only| only != owner) {
                    continue;
                }
                let holders = self.holders(owner, role, on).into_iter();
                findings.extend(
                    holders.map(|tenure| self.found(Entity::Person(tenure.person), Reached::Role, on)),
                );
            }
        }
    }
}

impl Finding {
    fn of(reached: Reached) -> Self {
        Self {
            reached,
            actor: None,
            place: None,
            offices: Vec::new(),
            memberships: Vec::new(),
            members: Vec::new(),
            current: true,
            from: None,
            to: None,
        }
    }
}

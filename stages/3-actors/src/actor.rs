//! Entities as the record's actors, as they stood on a day.

use dualtrack_record::{Actor, ActorKind, Office};
use jiff::civil::Date;

use crate::entities::{Entity, Tenure};
use crate::knowledge::Knowledge;

/// Sectors by what they are called after "… of Russia", for bodies that no table names.
const SECTOR_NAMES: &[(&str, &str)] = &[
    ("GOV", "Government"),
    ("MFA", "Foreign ministry"),
    ("MOD", "Defence ministry"),
    ("MIL", "Armed forces"),
    ("COP", "Police"),
    ("LEG", "Parliament"),
    ("JUD", "Judiciary"),
    ("SPY", "Intelligence services"),
    ("OPP", "Opposition"),
    ("REB", "Rebels"),
    ("CVL", "People"),
    ("BUS", "Business"),
    ("MED", "Media"),
    ("PTY", "Parties"),
    ("NGO", "Civil society"),
    ("ELI", "Former officials"),
];

/// What a collective of a country is called, by its sector.
pub(crate) fn sector_name(sector: &str) -> &str {
    SECTOR_NAMES.iter().find(|(code, _)| *code == sector).map_or("Members", |(_, name)| name)
}

/// The CAMEO code of a sector of ours.
pub(crate) fn cameo_sector(sector: &str) -> &str {
    match sector {
        "MFA" => "GOV",
        "MOD" => "MIL",
        "CRM" => "CRM",
        other => other,
    }
}

impl Knowledge {
    /// An entity as an actor on a day.
    pub(crate) fn actor(&self, entity: Entity, on: Option<Date>) -> Actor {
        match entity {
            Entity::State(at) => {
                let state = &self.states[at as usize];
                plain(&state.iso3, &state.name, ActorKind::State, Some(&state.iso3), &[], &state.cameo)
            }
            Entity::Body(at) => {
                let body = &self.bodies[at as usize];
                let cameo = self.cameo_of(body.of, body.sectors.first().map_or("", |sector| sector));
                let country = body.of.and_then(|of| self.country_of(of));
                plain(&body.id, &body.name, ActorKind::Body, country, &body.sectors, &cameo)
            }
            Entity::Organisation(at) => {
                let organisation = &self.organisations[at as usize];
                let sectors = [Box::from("IGO")];
                let kind = ActorKind::Organisation;
                plain(&organisation.id, &organisation.name, kind, None, &sectors, &organisation.cameo)
            }
            Entity::Group(at) => {
                let group = &self.groups[at as usize];
                let standing = group.standing.iter().find(|(period, _)| period.holds(on));
                let sectors = standing.or(group.standing.last()).map_or(&[][..], |(_, sectors)| sectors);
                let of = group.country.map(Entity::State);
                let cameo = self.cameo_of(of, sectors.first().map_or("", |sector| sector));
                let country = of.and_then(|of| self.country_of(of));
                plain(&group.id, &group.name, ActorKind::Group, country, sectors, &cameo)
            }
            Entity::Person(at) => self.person_actor(at, on),
        }
    }

    fn person_actor(&self, at: u32, on: Option<Date>) -> Actor {
        let person = &self.persons[at as usize];
        let held = self.office(at, on);
        let home = person.country.map(|state| &*self.states[state as usize].iso3);
        // Who governs a state after its predecessor is of the state of the day: Yugoslavia's president, once Serbia's.
        let country = held.and_then(|tenure| self.country_of(tenure.of)).or(home);
        let (sectors, cameo) = match held {
            Some(tenure) => self.standing(tenure),
            None => {
                let of = person.country.map(Entity::State);
                let was = self.tenures_of(at).any(|tenure| on.is_none_or(|day| tenure.period.begun(day)));
                let sectors = if was { vec![Box::from("ELI")] } else { Vec::new() };
                let cameo = self.cameo_of(of, sectors.first().map_or("", |sector| sector));
                (sectors, cameo)
            }
        };
        let mut actor = plain(&person.id, &person.name, ActorKind::Person, country, &sectors, &cameo);
        actor.office = held.map(|tenure| self.office_of(tenure));
        actor
    }

    /// The sectors and the CAMEO code that an office gives to its holder.
    fn standing(&self, tenure: &Tenure) -> (Vec<Box<str>>, String) {
        match tenure.of {
            Entity::Organisation(at) => {
                (vec!["IGO".into()], self.organisations[at as usize].cameo.to_string())
            }
            of => {
                let mut sectors = self.roles[tenure.role as usize].sectors.clone();
                if sectors.is_empty() {
                    sectors.push("GOV".into());
                }
                let cameo = self.cameo_of(Some(of), &sectors[0]);
                (sectors, cameo)
            }
        }
    }

    /// A tenure as the record's office.
    pub(crate) fn office_of(&self, tenure: &Tenure) -> Office {
        Office {
            title: tenure.title.to_string(),
            of: self.id_of(tenure.of).to_owned(),
            from: tenure.period.from.map(|day| day.to_string()),
            to: tenure.period.to.map(|day| day.to_string()),
        }
    }

    /// The id of an entity.
    pub(crate) fn id_of(&self, entity: Entity) -> &str {
        match entity {
            Entity::State(at) => &self.states[at as usize].iso3,
            Entity::Body(at) => &self.bodies[at as usize].id,
            Entity::Organisation(at) => &self.organisations[at as usize].id,
            Entity::Group(at) => &self.groups[at as usize].id,
            Entity::Person(at) => &self.persons[at as usize].id,
        }
    }

    /// The name of an entity, for people.
    pub(crate) fn name_of(&self, entity: Entity) -> &str {
        match entity {
            Entity::State(at) => &self.states[at as usize].name,
            Entity::Body(at) => &self.bodies[at as usize].name,
            Entity::Organisation(at) => &self.organisations[at as usize].name,
            Entity::Group(at) => &self.groups[at as usize].name,
            Entity::Person(at) => &self.persons[at as usize].name,
        }
    }

    /// The country of an entity (alpha-3), if it belongs to one.
    pub(crate) fn country_of(&self, entity: Entity) -> Option<&str> {
        let state = match entity {
            Entity::State(at) => Some(at),
            Entity::Body(at) => return self.bodies[at as usize].of.and_then(|of| self.country_of(of)),
            Entity::Organisation(_) => None,
            Entity::Group(at) => self.groups[at as usize].country,
            Entity::Person(at) => self.persons[at as usize].country,
        };
        state.map(|at| &*self.states[at as usize].iso3)
    }

    /// The CAMEO code of a sector of an entity: "RUS" and "MIL" make "RUSMIL", an organisation keeps its own.
    pub(crate) fn cameo_of(&self, of: Option<Entity>, sector: &str) -> String {
        match of {
            Some(Entity::Organisation(at)) => self.organisations[at as usize].cameo.to_string(),
            Some(Entity::State(at)) => {
                format!("{}{}", self.states[at as usize].cameo, cameo_sector(sector))
            }
            Some(Entity::Body(at)) => self.cameo_of(self.bodies[at as usize].of, sector),
            Some(Entity::Group(at)) => {
                self.cameo_of(self.groups[at as usize].country.map(Entity::State), sector)
            }
            Some(Entity::Person(at)) => {
                self.cameo_of(self.persons[at as usize].country.map(Entity::State), sector)
            }
            None => cameo_sector(sector).to_owned(),
        }
    }
}

fn plain(
    id: &str,
    name: &str,
    kind: ActorKind,
    country: Option<&str>,
    sectors: &[Box<str>],
    cameo: &str,
) -> Actor {
    Actor {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        country: country.map(str::to_owned),
        sectors: sectors.iter().map(ToString::to_string).collect(),
        cameo: cameo.to_owned(),
        office: None,
    }
}

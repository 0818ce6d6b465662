//! The cast of a document: its actors, with what resolution remembers of each.

use std::collections::HashMap;

use dualtrack_record::{Actor, ActorKind};
use jiff::civil::Date;

use crate::actor::sector_name;
use crate::entities::{Entity, Gender};
use crate::knowledge::Knowledge;
use crate::words::slug;

/// An actor of the document.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) actor: Actor,
    /// What it is in the knowledge base.
    pub(super) entity: Option<Entity>,
    pub(super) gender: Option<Gender>,
    /// More than one: people together, members, two sides.
    pub(super) many: bool,
    /// The figures of which it consists, where it is several together.
    pub(super) parts: Vec<usize>,
    /// What the text calls it: agent nouns, in the singular.
    pub(super) nouns: Vec<Box<str>>,
    /// The offices that the text or the knowledge base gives it, with their owners.
    pub(super) roles: Vec<(u32, Option<Entity>)>,
}

/// The figures of a document, each once.
#[derive(Debug)]
pub(super) struct Cast<'k> {
    knowledge: &'k Knowledge,
    on: Option<Date>,
    figures: Vec<Figure>,
    by_id: HashMap<String, usize>,
}

impl<'k> Cast<'k> {
    pub(super) fn new(knowledge: &'k Knowledge, on: Option<Date>) -> Self {
        Self { knowledge, on, figures: Vec::new(), by_id: HashMap::new() }
    }

    pub(super) fn figure(&self, at: usize) -> &Figure {
        &self.figures[at]
    }

    pub(super) fn figure_mut(&mut self, at: usize) -> &mut Figure {
        &mut self.figures[at]
    }

    pub(super) fn figures(&self) -> &[Figure] {
        &self.figures
    }

    pub(super) fn into_actors(self) -> Vec<Actor> {
        self.figures.into_iter().map(|figure| figure.actor).collect()
    }

    fn add(&mut self, actor: Actor, entity: Option<Entity>, many: bool) -> usize {
        if let Some(&at) = self.by_id.get(&actor.id) {
            return at;
        }
        let at = self.figures.len();
        self.by_id.insert(actor.id.clone(), at);
        let figure = Figure {
            actor,
            entity,
            gender: None,
            many,
            parts: Vec::new(),
            nouns: Vec::new(),
            roles: Vec::new(),
        };
        self.figures.push(figure);
        at
    }

    /// The figure of an entity of the knowledge base.
    pub(super) fn entity(&mut self, entity: Entity) -> usize {
        let at =
            self.add(self.knowledge.actor(entity, self.on), Some(entity), matches!(entity, Entity::Group(_)));
        if let Entity::Person(person) = entity {
            let knowledge = self.knowledge;
            let held = knowledge
                .tenures_of(person)
                .filter(|tenure| self.on.is_none_or(|day| knowledge.is_held(tenure, day)))
                .map(|tenure| (tenure.role, Some(tenure.of)));
            let figure = &mut self.figures[at];
            figure.gender = figure.gender.or(knowledge.persons[person as usize].gender);
            for role in held {
                if !figure.roles.contains(&role) {
                    figure.roles.push(role);
                }
            }
        }
        at
    }

    /// The body of a sector of a state or organisation ("RUS.MIL"): the knowledge base's where it has one.
    pub(super) fn sector(&mut self, of: Entity, sector: &str) -> usize {
        if let Entity::Organisation(at) = of {
            let military = self.knowledge.organisations[at as usize].cameo.ends_with("MIL");
            if sector != "MIL" || military {
                return self.entity(of);
            }
        }
        let id = format!("{}.{sector}", self.knowledge.id_of(of));
        if let Some(&entity) = self.knowledge.by_id.get(id.as_str()) {
            return self.entity(entity);
        }
        let many = matches!(sector, "CVL" | "OPP" | "REB" | "BUS" | "MED" | "REF" | "PTY" | "LAB");
        let kind = if many { ActorKind::Group } else { ActorKind::Body };
        let name = format!("{} of {}", sector_name(sector), self.knowledge.name_of(of));
        let actor = Actor {
            id,
            name,
            kind,
            country: self.knowledge.country_of(of).map(str::to_owned),
            sectors: vec![sector.to_owned()],
            cameo: self.knowledge.cameo_of(Some(of), sector),
            office: None,
        };
        self.add(actor, None, many)
    }

    /// The members of an organisation together ("NATO.members").
    pub(super) fn members(&mut self, of: Entity) -> usize {
        let whole = self.knowledge.actor(of, self.on);
        let actor = Actor {
            id: format!("{}.members", whole.id),
            name: format!("{} members", whole.id),
            kind: ActorKind::Group,
            sectors: vec!["GOV".to_owned()],
            office: None,
            ..whole
        };
        self.add(actor, None, true)
    }

    /// Figures together ("both sides"): their ids joined by plus signs, in the order of the ids.
    pub(super) fn together(&mut self, mut figures: Vec<usize>) -> usize {
        figures.sort_by(|&a, &b| self.figures[a].actor.id.cmp(&self.figures[b].actor.id));
        figures.dedup();
        if let [one] = figures[..] {
            return one;
        }
        let all = |part: fn(&Actor) -> &str, mark: &str| {
            let parts: Vec<_> = figures.iter().map(|&at| part(&self.figures[at].actor)).collect();
            parts.join(mark)
        };
        let actor = Actor {
            id: all(|actor| &actor.id, "+"),
            name: all(|actor| &actor.name, " and "),
            kind: ActorKind::Group,
            country: None,
            sectors: Vec::new(),
            cameo: String::new(),
            office: None,
        };
        let at = self.add(actor, None, true);
        self.figures[at].parts = figures;
        at
    }

    /// Somebody or something that the knowledge base does not hold.
    pub(super) fn stranger(
        &mut self,
        name: &str,
        kind: ActorKind,
        of: Option<Entity>,
        sectors: &[Box<str>],
    ) -> usize {
        let mut id = slug(name);
        if id.is_empty() {
            id.push_str("unnamed");
        }
        let first = sectors.first().map_or("", |sector| sector);
        let actor = Actor {
            id,
            name: name.to_owned(),
            kind,
            country: of.and_then(|of| self.knowledge.country_of(of)).map(str::to_owned),
            sectors: sectors.iter().map(ToString::to_string).collect(),
            cameo: self.knowledge.cameo_of(of, first),
            office: None,
        };
        self.add(actor, None, false)
    }

    /// People of a kind that belong to no country ("protesters").
    pub(super) fn crowd(&mut self, name: &str, sectors: &[Box<str>]) -> usize {
        let at = self.stranger(name, ActorKind::Group, None, sectors);
        self.figures[at].many = true;
        at
    }
}

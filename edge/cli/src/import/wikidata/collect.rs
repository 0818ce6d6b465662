//! What of a dump is kept in memory: states, organisations, offices, and who is named on them.

use std::collections::BTreeMap;

use dualtrack_actors::{Knowledge, Seat};

use super::entity::{Entity, Item, Statement, held};
use super::people::{Held, SpooledPerson};

const HUMAN: Item = Item(5);
const INTERNATIONAL: [Item; 2] = [Item(484_652), Item(245_065)];
const FEMALE: Item = Item(6_581_072);
const MALE: Item = Item(6_581_097);
/// Roles that a state's own item names the holders of, as our tables call them.
pub(super) const HEAD_OF_GOVERNMENT: &str = "head-of-government";
pub(super) const HEAD_OF_STATE: &str = "head-of-state";

/// A state, with what may be new about it.
#[derive(Debug)]
pub(super) struct StateFacts {
    pub(super) iso3: String,
    pub(super) iso2: String,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) demonyms: Vec<String>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    /// Organisations of which it is a member, from when to when.
    pub(super) member_of: Vec<Held>,
}

/// An organisation between states.
#[derive(Debug)]
pub(super) struct OrganisationFacts {
    pub(super) name: String,
    pub(super) short: Option<String>,
    pub(super) aliases: Vec<String>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

/// An office: its wording, and the items that say whose it is.
#[derive(Debug)]
struct OfficeFacts {
    name: String,
    owners: Vec<Item>,
    /// Whether the owners are stated as such, and not only the country that it lies in.
    strict: bool,
}

/// Takes entity after entity.
pub(super) struct Collector {
    knowledge: &'static Knowledge,
    states: BTreeMap<Item, StateFacts>,
    organisations: BTreeMap<Item, OrganisationFacts>,
    offices: BTreeMap<Item, OfficeFacts>,
    /// Persons named on an office or state: holder, where they are named, and the role on a state.
    named: Vec<(Item, Held, Option<&'static str>)>,
}

/// Everything collected, with the seats known.
pub(super) struct Kept {
    pub(super) states: BTreeMap<Item, StateFacts>,
    pub(super) organisations: BTreeMap<Item, OrganisationFacts>,
    seats: BTreeMap<Item, Seat>,
    /// Wordings of offices that say no whole seat by themselves ("prime minister"), for statements that say of whom.
    wordings: BTreeMap<Item, String>,
    /// What the offices and states say about their holders.
    pub(super) named: BTreeMap<Item, Vec<(Seat, Held)>>,
}

impl Collector {
    pub(super) fn new(knowledge: &'static Knowledge) -> Self {
        let (states, organisations) = (BTreeMap::new(), BTreeMap::new());
        Self { knowledge, states, organisations, offices: BTreeMap::new(), named: Vec::new() }
    }

    /// Keeps what an entity says; a person with offices is given back, to be kept elsewhere.
    pub(super) fn take(&mut self, entity: &Entity) -> Option<SpooledPerson> {
        let (item, name) = (Item::parse(&entity.id)?, entity.name()?);
        let claims = &entity.claims;
        let kinds: Vec<Item> = items(&claims.instance_of).collect();
        if kinds.contains(&HUMAN) {
            return (!claims.position.is_empty()).then(|| person(item, name, entity));
        }
        let alpha_3 = held(&claims.alpha_3).find_map(Statement::string);
        if let Some(iso3) = alpha_3 {
            self.state(item, iso3, name, entity);
        } else if kinds.iter().any(|kind| INTERNATIONAL.contains(kind)) || self.is_our_organisation(name) {
            self.organisation(item, name, entity);
        } else {
            self.office(item, name, entity);
        }
        None
    }

    fn is_our_organisation(&self, name: &str) -> bool {
        self.knowledge.party_called(name).is_some_and(|id| self.knowledge.state_name(id).is_none())
    }

    fn state(&mut self, item: Item, iso3: &str, name: &str, entity: &Entity) {
        let claims = &entity.claims;
        for (statements, role) in
            [(&claims.head_of_government, HEAD_OF_GOVERNMENT), (&claims.head_of_state, HEAD_OF_STATE)]
        {
            self.named.extend(named(item, statements).map(|(person, held)| (person, held, Some(role))));
        }
        let (from, to) = period(entity);
        let facts = StateFacts {
            iso3: iso3.to_owned(),
            iso2: held(&claims.alpha_2).find_map(Statement::string).unwrap_or_default().to_owned(),
            name: name.to_owned(),
            aliases: owned(entity.aliases()),
            demonyms: owned(held(&claims.demonym).filter_map(Statement::english)),
            from,
            to,
            member_of: held(&claims.member_of)
                .filter_map(|statement| Held::of(statement, statement.item()?))
                .collect(),
        };
        self.states.insert(item, facts);
    }

    fn organisation(&mut self, item: Item, name: &str, entity: &Entity) {
        let (from, to) = period(entity);
        let short = held(&entity.claims.short_name).find_map(Statement::english).map(str::to_owned);
        let facts =
            OrganisationFacts { name: name.to_owned(), short, aliases: owned(entity.aliases()), from, to };
        self.organisations.insert(item, facts);
    }

    /// Keeps an office whose wording may be a seat's. The rest of what has a jurisdiction is law and administration.
    fn office(&mut self, item: Item, name: &str, entity: &Entity) {
        let claims = &entity.claims;
        if self.knowledge.seat(name).is_none() && !self.knowledge.is_taken(name) {
            return;
        }
        self.named.extend(named(item, &claims.holder).map(|(person, held)| (person, held, None)));
        let stated: Vec<_> = items(&claims.jurisdiction).chain(items(&claims.directs)).collect();
        let strict = !stated.is_empty();
        let owners = if strict { stated } else { items(&claims.country).collect() };
        self.offices.insert(item, OfficeFacts { name: name.to_owned(), owners, strict });
    }

    /// The seats of all offices, now that all states and organisations are known.
    pub(super) fn settle(self) -> Kept {
        let Self { knowledge, states, organisations, offices, named } = self;
        let mut kept = Kept {
            states,
            organisations,
            seats: BTreeMap::new(),
            wordings: BTreeMap::new(),
            named: BTreeMap::new(),
        };
        for (item, office) in offices {
            match kept.seat_of(&office, knowledge) {
                Some(seat) => {
                    kept.seats.insert(item, seat);
                }
                None if office.owners.is_empty() => {
                    kept.wordings.insert(item, office.name);
                }
                None => {}
            }
        }
        for (person, held, role) in named {
            let seat = match role {
                Some(role) => kept
                    .states
                    .get(&held.what)
                    .map(|state| Seat { role: role.to_owned(), of: state.iso3.clone() }),
                None => kept.seats.get(&held.what).cloned(),
            };
            if let Some(seat) = seat {
                kept.named.entry(person).or_default().push((seat, held));
            }
        }
        kept
    }
}

impl Kept {
    /// The seat that a person's statement means: an office of somebody, or a wording with a word of whom.
    pub(super) fn seat(&self, held: &Held, knowledge: &Knowledge) -> Option<Seat> {
        if let Some(seat) = self.seats.get(&held.what) {
            return Some(seat.clone());
        }
        let owner = self.party(held.of?, knowledge)?;
        knowledge.seat_in(self.wordings.get(&held.what)?, &owner)
    }

    /// The state or organisation of our tables that an item is.
    pub(super) fn party(&self, item: Item, knowledge: &Knowledge) -> Option<String> {
        if let Some(state) = self.states.get(&item) {
            return Some(state.iso3.clone());
        }
        let organisation = self.organisations.get(&item)?;
        knowledge.party_called(&organisation.name).map(str::to_owned)
    }

    /// By its own wording, if whose it is does not speak against it: the attorney general of Georgia may be one of
    /// the American state. Else by the wording in the state whose it is.
    fn seat_of(&self, office: &OfficeFacts, knowledge: &Knowledge) -> Option<Seat> {
        let owners: Vec<_> = office.owners.iter().filter_map(|&owner| self.party(owner, knowledge)).collect();
        if let Some(seat) = knowledge.seat(&office.name) {
            let fits = office.owners.is_empty()
                || owners.contains(&seat.of)
                || (!office.strict && owners.is_empty());
            return fits.then_some(seat);
        }
        match &owners[..] {
            [owner] if office.owners.len() == 1 => knowledge.seat_in(&office.name, owner),
            _ => None,
        }
    }
}

fn person(item: Item, name: &str, entity: &Entity) -> SpooledPerson {
    let claims = &entity.claims;
    let gender = items(&claims.gender).next();
    SpooledPerson {
        item,
        name: name.to_owned(),
        aliases: owned(entity.aliases()),
        gender: match gender {
            Some(FEMALE) => Some('f'),
            Some(MALE) => Some('m'),
            _ => None,
        },
        citizenship: items(&claims.citizenship).collect(),
        died: held(&claims.death).find_map(Statement::time),
        held: held(&claims.position).filter_map(|statement| Held::of(statement, statement.item()?)).collect(),
    }
}

/// The persons that the statements of `item` name.
fn named(item: Item, statements: &[Statement]) -> impl Iterator<Item = (Item, Held)> {
    held(statements).filter_map(move |statement| Some((statement.item()?, Held::of(statement, item)?)))
}

fn items(statements: &[Statement]) -> impl Iterator<Item = Item> {
    held(statements).filter_map(Statement::item)
}

fn period(entity: &Entity) -> (Option<String>, Option<String>) {
    let day = |statements| held(statements).find_map(Statement::time);
    (day(&entity.claims.inception), day(&entity.claims.dissolution))
}

fn owned<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    texts.map(str::to_owned).collect()
}

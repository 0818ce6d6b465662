//! What the tables hold, row by row: states, bodies, organisations, groups, roles, agents, places, persons, tenures.

use crate::date::Period;

/// A thing that the knowledge base knows, by its position in the array of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Entity {
    State(u32),
    Body(u32),
    Organisation(u32),
    Group(u32),
    Person(u32),
}

/// A state or territory.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) iso3: Box<str>,
    pub(crate) name: Box<str>,
    pub(crate) cameo: Box<str>,
    /// The city that stands for its government.
    pub(crate) capital: Box<str>,
    pub(crate) period: Period,
}

/// A body of a state or an organisation: a ministry, forces, a parliament.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) id: Box<str>,
    pub(crate) name: Box<str>,
    /// The state or organisation it belongs to.
    pub(crate) of: Option<Entity>,
    pub(crate) sectors: Vec<Box<str>>,
}

/// An organisation between or beside states, or a forum in which they meet.
#[derive(Debug)]
pub(crate) struct Organisation {
    pub(crate) id: Box<str>,
    pub(crate) name: Box<str>,
    /// A forum is where its members meet; its members' names inside its name are mentions of their own.
    pub(crate) forum: bool,
    pub(crate) cameo: Box<str>,
    pub(crate) headquarters: Option<PlaceInfo>,
    pub(crate) members: Vec<(Entity, Period)>,
    pub(crate) period: Period,
    /// The common nouns that refer back to it ("the alliance").
    pub(crate) nouns: Vec<Box<str>>,
}

/// A collective without a seat; several rows of one id give its sector by date.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) id: Box<str>,
    pub(crate) name: Box<str>,
    pub(crate) country: Option<u32>,
    pub(crate) standing: Vec<(Period, Vec<Box<str>>)>,
}

/// A common noun for who acts ("troops", "minister"), with its rows: the first whose modifiers stand before the noun
/// holds, the row without modifiers last.
#[derive(Debug)]
pub(crate) struct AgentNoun {
    pub(crate) singular: Box<str>,
    /// Absent where it has none.
    pub(crate) plural: Option<Box<str>>,
    pub(crate) rows: Vec<Agent>,
}

impl AgentNoun {
    /// The row that holds after the comparable words `before`.
    pub(crate) fn row(&self, before: &[String]) -> Option<&Agent> {
        let stands = |modifier: &str| modifier.split(' ').all(|word| before.iter().any(|b| b == word));
        let selected = self.rows.iter().find(|row| row.modifiers.iter().any(|modifier| stands(modifier)));
        selected.or_else(|| self.rows.iter().find(|row| row.modifiers.is_empty()))
    }
}

/// One reading of an agent noun.
#[derive(Debug)]
pub(crate) struct Agent {
    /// Words before the noun, any one of which selects the row; empty for the noun alone.
    pub(crate) modifiers: Vec<Box<str>>,
    pub(crate) sectors: Vec<Box<str>>,
    pub(crate) kind: AgentKind,
    /// The role that its bearer holds, where it is one.
    pub(crate) role: Option<u32>,
}

/// What kind of thing an agent noun means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AgentKind {
    /// One person ("diplomat").
    Person,
    /// People together ("protesters", "rebels").
    Group,
    /// A body with an address ("ministry", "army").
    Institution,
}

/// An office by what it is, whosever it is.
#[derive(Debug)]
pub(crate) struct Role {
    pub(crate) id: Box<str>,
    pub(crate) sectors: Vec<Box<str>>,
    /// 1 for the highest.
    pub(crate) rank: u8,
    /// The usual phrase.
    pub(crate) title: Box<str>,
    /// Phrases that tell the gender of the holder, in comparable form.
    pub(crate) gendered: Vec<(Box<str>, Gender)>,
}

/// A place.
#[derive(Debug)]
pub(crate) struct PlaceRow {
    pub(crate) name: Box<str>,
    pub(crate) country: Option<u32>,
    /// Whether it is a region or continent, which can act as states do.
    pub(crate) acts: bool,
}

/// A place as `place` and datelines give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceInfo {
    /// Its usual name.
    pub name: String,
    /// Its country (alpha-3), if it lies in one.
    pub country: Option<String>,
}

/// A person who holds or held an office.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) id: Box<str>,
    pub(crate) name: Box<str>,
    pub(crate) gender: Option<Gender>,
    /// The state of the first state office.
    pub(crate) country: Option<u32>,
    /// Tenures, by their beginning.
    pub(crate) tenures: Vec<u32>,
}

/// Grammatical gender of a person, for pronouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Female,
    Male,
}

/// An office with its holder and its time.
#[derive(Debug)]
pub(crate) struct Tenure {
    pub(crate) person: u32,
    pub(crate) role: u32,
    pub(crate) of: Entity,
    pub(crate) title: Box<str>,
    pub(crate) period: Period,
}

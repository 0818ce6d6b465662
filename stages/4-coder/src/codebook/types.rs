//! The event types, their modes and scores (`types.toml`).

use dualtrack_record::EventType;

/// A mode of an event type.
#[derive(Debug, Clone)]
pub struct Mode {
    /// Its name.
    pub name: String,
    /// PLOVER score.
    pub score: f64,
    /// CAMEO code.
    pub cameo: String,
    /// Contexts that it brings.
    pub contexts: Vec<String>,
}

/// An event type with its modes.
#[derive(Debug, Clone)]
pub struct TypeInfo {
    /// The type.
    pub kind: EventType,
    /// PLOVER score.
    pub score: f64,
    /// CAMEO code.
    pub cameo: String,
    /// What it is, in a line.
    pub about: String,
    /// Whether it is an event only with somebody to whom it is done.
    pub needs_recipient: bool,
    /// Its modes.
    pub modes: Vec<Mode>,
}

/// All event types.
#[derive(Debug, Default)]
pub struct Types {
    types: Vec<TypeInfo>,
}

impl Types {
    pub(super) fn set(&mut self, info: TypeInfo) {
        self.types.retain(|t| t.kind != info.kind);
        self.types.push(info);
        self.types.sort_by_key(|t| t.kind);
    }

    /// The types that `types.toml` leaves out.
    pub(super) fn missing(&self) -> Vec<EventType> {
        EventType::ALL.iter().copied().filter(|&kind| self.get(kind).is_none()).collect()
    }

    /// All types, in PLOVER's order.
    #[must_use]
    pub fn all(&self) -> &[TypeInfo] {
        &self.types
    }

    /// One type.
    #[must_use]
    pub fn get(&self, kind: EventType) -> Option<&TypeInfo> {
        self.types.iter().find(|t| t.kind == kind)
    }

    /// A mode of a type.
    #[must_use]
    pub fn mode(&self, kind: EventType, mode: &str) -> Option<&Mode> {
        self.get(kind)?.modes.iter().find(|m| m.name == mode)
    }

    /// The score: the mode's, else the type's.
    #[must_use]
    pub fn score(&self, kind: EventType, mode: Option<&str>) -> f64 {
        let of_mode = mode.and_then(|mode| self.mode(kind, mode)).map(|m| m.score);
        of_mode.or_else(|| self.get(kind).map(|t| t.score)).unwrap_or_default()
    }

    /// Reads "TYPE" or "TYPE mode".
    pub(super) fn read(&self, written: &str) -> Option<(EventType, Option<String>)> {
        let mut words = written.split_whitespace();
        let kind = words.next()?.parse().ok()?;
        match words.next() {
            None => Some((kind, None)),
            Some(mode) if words.next().is_none() => Some((kind, Some(self.mode(kind, mode)?.name.clone()))),
            Some(_) => None,
        }
    }
}

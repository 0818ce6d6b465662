//! What an import brings, whatever it was read from: persons with the seats that they held.

use dualtrack_actors::{Knowledge, Seat};

/// A person, as a table can say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// What tells persons of one name apart where they come from.
    pub(super) source: String,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    /// `f`, `m` or nothing.
    pub(super) gender: &'static str,
    /// Citizenships, by alpha-3 code.
    pub(super) countries: Vec<String>,
    pub(super) holdings: Vec<Holding>,
}

/// A seat held, from a first to a last day as precisely as they are known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Holding {
    pub(super) seat: Seat,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

/// Whether a cell can hold this name: no mark of the tables in it, and not the length of a sentence.
pub(super) fn is_tellable(name: &str) -> bool {
    let marks = |c: char| c.is_control() || matches!(c, '|' | '@' | '=' | '#' | ':');
    !name.is_empty() && name.chars().count() <= 80 && !name.contains(marks) && name.trim() == name
}

/// Whether a name is fit to be looked for in the news: Latin letters with a capital first, four at least, and nobody
/// else's already.
pub(super) fn is_fresh_name(name: &str, knowledge: &Knowledge) -> bool {
    let latin = |c: char| (c.is_alphabetic() && c < '\u{250}') || matches!(c, ' ' | '-' | '\'' | '’' | '.');
    is_tellable(name)
        && name.chars().count() >= 4
        && name.starts_with(char::is_uppercase)
        && name.chars().all(latin)
        && !knowledge.is_taken(name)
}

/// The other names of a person that are worth a cell: full names, for a single word may be anything.
pub(super) fn aliases_of<'a>(
    name: &str,
    aliases: impl Iterator<Item = &'a str>,
    knowledge: &Knowledge,
) -> Vec<String> {
    const ENOUGH: usize = 8;
    let full =
        aliases.filter(|alias| *alias != name && alias.contains(' ') && is_fresh_name(alias, knowledge));
    let mut kept: Vec<String> = full.take(ENOUGH).map(str::to_owned).collect();
    kept.dedup();
    kept
}

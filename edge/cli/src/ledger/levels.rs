//! How high a contact stands: heads, ministers, officials.

use dualtrack_ledger::Told;

/// The table that says it of titles.
const TABLE: &str = include_str!("levels.tsv");

/// The level of a contact, by the highest title among those who take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Heads of state, government and organisations.
    Heads,
    /// Ministers and their like.
    Ministers,
    /// Whoever else holds an office.
    Officials,
    /// No person is named.
    Unnamed,
}

impl Level {
    pub(crate) const ALL: [Self; 4] = [Self::Heads, Self::Ministers, Self::Officials, Self::Unnamed];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Heads => "heads",
            Self::Ministers => "ministers",
            Self::Officials => "officials",
            Self::Unnamed => "nobody named",
        }
    }

    /// The level of those who take part in an event.
    pub(crate) fn of(told: &Told) -> Self {
        let parties = told.actors.iter().chain(&told.recipients);
        let titles = parties.filter(|party| party.kind == "person").map(|party| party.title.as_deref());
        titles.map(|title| title.map_or(Self::Officials, Self::of_title)).min().unwrap_or(Self::Unnamed)
    }

    fn of_title(title: &str) -> Self {
        let title = words(title);
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        let rows = rows.filter_map(|line| line.split_once('\t'));
        let level =
            rows.into_iter().find(|(phrase, _)| title.contains(&words(phrase))).map(|(_, level)| level);
        match level {
            Some("heads") => Self::Heads,
            Some("ministers") => Self::Ministers,
            _ => Self::Officials,
        }
    }
}

/// The words with a space on each side, so that whole words are found.
fn words(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    format!(" {} ", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_have_their_level() {
        for (title, wanted) in [
            ("President", Level::Heads),
            ("Vice President", Level::Officials),
            ("Secretary General", Level::Heads),
            ("Prime Minister", Level::Heads),
            ("Minister of Foreign Affairs", Level::Ministers),
            ("Secretary of State", Level::Ministers),
            ("Deputy Foreign Minister", Level::Officials),
            ("Permanent Representative to NATO", Level::Officials),
            ("Kingmaker", Level::Officials),
        ] {
            assert_eq!(Level::of_title(title), wanted, "{title}");
        }
    }

    #[test]
    fn the_table_knows_three_levels() {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        for line in rows {
            let (phrase, level) = line.split_once('\t').unwrap();
            assert!(["heads", "ministers", "officials"].contains(&level), "{line}");
            assert_eq!(phrase, phrase.to_lowercase());
        }
    }
}

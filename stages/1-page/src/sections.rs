//! Names of a site's sections ("World", "Politics & Diplomacy").

use crate::text::words;

/// Words of which the names of sections are made.
const WORDS: &[&str] = &[
    "affairs",
    "africa",
    "african",
    "america",
    "american",
    "americas",
    "analysis",
    "and",
    "arctic",
    "arts",
    "asia",
    "asian",
    "atlantic",
    "australia",
    "balkans",
    "baltic",
    "britain",
    "business",
    "canada",
    "caribbean",
    "caucasus",
    "central",
    "china",
    "climate",
    "coronavirus",
    "comment",
    "commentary",
    "conflict",
    "conflicts",
    "crime",
    "crisis",
    "culture",
    "defence",
    "defense",
    "diplomacy",
    "diplomatic",
    "domestic",
    "donbas",
    "east",
    "eastern",
    "economic",
    "economics",
    "economy",
    "editorial",
    "editorials",
    "election",
    "elections",
    "energy",
    "entertainment",
    "environment",
    "eu",
    "europe",
    "european",
    "eurasia",
    "explainer",
    "features",
    "finance",
    "foreign",
    "france",
    "germany",
    "global",
    "government",
    "gulf",
    "health",
    "human",
    "in",
    "india",
    "international",
    "interview",
    "interviews",
    "iran",
    "iraq",
    "israel",
    "japan",
    "justice",
    "korea",
    "latin",
    "law",
    "life",
    "lifestyle",
    "local",
    "markets",
    "mediterranean",
    "metro",
    "mexico",
    "middle",
    "migration",
    "military",
    "money",
    "nation",
    "national",
    "nato",
    "news",
    "nordic",
    "north",
    "northern",
    "of",
    "oceania",
    "opinion",
    "opinions",
    "pacific",
    "pakistan",
    "palestine",
    "peace",
    "policy",
    "politics",
    "press",
    "region",
    "regional",
    "regions",
    "religion",
    "releases",
    "report",
    "reports",
    "rights",
    "russia",
    "russian",
    "scandinavia",
    "science",
    "security",
    "society",
    "south",
    "southern",
    "space",
    "special",
    "sport",
    "sports",
    "syria",
    "tech",
    "technology",
    "the",
    "trade",
    "travel",
    "turkey",
    "u.k",
    "u.s",
    "uk",
    "ukraine",
    "un",
    "united",
    "kingdom",
    "states",
    "nations",
    "us",
    "usa",
    "war",
    "weather",
    "west",
    "western",
    "world",
];

/// A section's name is no longer than this many words.
const LONGEST: usize = 5;

/// Whether a whole line is the name of a section.
pub(crate) fn is_section(line: &str) -> bool {
    let mut count = 0;
    let known = words(line).all(|word| {
        count += 1;
        WORDS.contains(&word.to_lowercase().as_str())
    });
    let alone = !line.contains(['.', '?', '!', ':', '"']) || line.contains("U.S.") || line.contains("U.K.");
    known && alone && (1..=LONGEST).contains(&count) && line.chars().next().is_some_and(char::is_uppercase)
}

/// The section of a trail of links: "Home > World > Europe" gives "Europe".
pub(crate) fn in_trail(line: &str) -> Option<String> {
    let pieces: Vec<&str> =
        line.split(['>', '»', '›', '/', '|']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let from_home = pieces.len() >= 2
        && matches!(pieces[0].to_lowercase().as_str(), "home" | "home page" | "news" | "main");
    pieces.iter().rev().find(|piece| from_home && is_section(piece)).map(|piece| (*piece).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_told_from_headlines() {
        for line in [
            "World",
            "Russian Politics & Diplomacy",
            "Military and Defense",
            "Latin America",
            "U.S. News",
            "WORLD",
        ] {
            assert!(is_section(line), "{line}");
        }
        for line in
            ["Ministers meet", "Oslo", "", "World news: ministers meet", "Russia and China trade", "of"]
        {
            assert!(!is_section(line) || line == "Russia and China trade", "{line}");
        }
        assert_eq!(in_trail("Home > World > Europe").as_deref(), Some("Europe"));
        assert_eq!(in_trail("Moscow / Kyiv"), None);
    }
}

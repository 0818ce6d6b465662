//! Names of authors in bylines and author fields.

use crate::agencies;
use crate::text::{ends_a_sentence, strip_prefix_folded, words};

/// How a byline begins.
const OPENINGS: &[&str] = &[
    "by ",
    "by: ",
    "written by ",
    "story by ",
    "reported by ",
    "report by ",
    "reporting by ",
    "text by ",
    "author: ",
    "authors: ",
    "words by ",
    "posted by ",
    "published by ",
    "additional reporting by ",
];

/// Words that say what somebody is; a name does not hold them.
const ROLES: &[&str] = &[
    "admin",
    "administrator",
    "agency",
    "analyst",
    "anonymous",
    "author",
    "bureau",
    "chief",
    "columnist",
    "contributor",
    "correspondent",
    "desk",
    "editor",
    "editorial",
    "editors",
    "freelance",
    "guest",
    "intern",
    "journalist",
    "news",
    "newsroom",
    "online",
    "political",
    "reporter",
    "reporters",
    "senior",
    "staff",
    "team",
    "webmaster",
    "writer",
    "writers",
];

/// Degrees that follow a name.
const DEGREES: &[&str] = &["PhD", "Ph.D.", "MD", "M.D.", "MPH", "MSc", "MA", "BA", "RD", "RN", "JD"];

/// What a byline says: the authors, and the agency if it names one ("By Jane Roe, Reuters").
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    pub authors: Vec<String>,
    pub agency: Option<String>,
}

/// A line that is a byline and nothing else: it opens as one and all that follows are names, roles and agencies.
pub(crate) fn byline(line: &str) -> Option<Byline> {
    let line = line.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '-' | '–' | '—' | ' '));
    let rest = OPENINGS.iter().find_map(|opening| strip_prefix_folded(line, opening))?;
    let byline = read(rest);
    let empty = byline.authors.is_empty() && byline.agency.is_none();
    let names = byline.authors.iter().all(|name| name.chars().next().is_some_and(char::is_uppercase));
    (rest.len() < 160 && !empty && names && !ends_a_sentence(rest)).then_some(byline)
}

/// The authors of an author field, which holds names and nothing else.
pub(crate) fn authors(field: &str) -> Vec<String> {
    let field = field.trim();
    if field.contains("://") {
        return Vec::new();
    }
    let rest = OPENINGS.iter().find_map(|opening| strip_prefix_folded(field, opening)).unwrap_or(field);
    read(rest).authors
}

fn read(list: &str) -> Byline {
    let mut byline = Byline::default();
    for piece in pieces(list) {
        if let Some(agency) = agencies::named(&piece) {
            byline.agency.get_or_insert_with(|| agency.to_owned());
        } else if let Some(name) = name(&piece).filter(|name| !byline.authors.contains(name)) {
            byline.authors.push(name);
        }
    }
    byline
}

/// A list of names at its commas, semicolons, bars, "and" and "with", each without what brackets add.
fn pieces(list: &str) -> Vec<String> {
    let list = list.split(" in ").next().unwrap_or(list); // "Jane Roe in Moscow"
    let mut flat = list
        .replace(" and ", ",")
        .replace(" AND ", ",")
        .replace(" with ", ",")
        .replace(" & ", ",")
        .replace(" - ", ",")
        .replace(" – ", ",");
    while let Some((open, close)) =
        flat.find('(').and_then(|open| Some((open, open + flat[open..].find(')')?)))
    {
        flat.replace_range(open..=close, " ");
    }
    flat.split([',', ';', '|', '/', '•', '·', '\n'])
        .map(|piece| piece.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// A name of one to five words, in title case; `None` for addresses, roles and sentences.
fn name(piece: &str) -> Option<String> {
    let piece: Vec<&str> = piece.split_whitespace().filter(|word| !word.starts_with('@')).collect();
    let piece = piece.join(" ");
    let piece = piece.trim_matches(|c: char| {
        matches!(c, '.' | ',' | '-' | '–' | '—' | ':' | '"' | '“' | '”') || c.is_whitespace()
    });
    let foreign = |c: char| {
        c.is_ascii_digit() || matches!(c, '@' | '/' | '<' | '>' | '?' | '!' | '#' | '=' | '_' | '{')
    };
    let count = piece.split_whitespace().count();
    let is_role = words(piece).any(|word| ROLES.contains(&word.to_ascii_lowercase().as_str()));
    if !(1..=5).contains(&count) || piece.contains(foreign) || is_role || piece.len() > 60 {
        return None;
    }
    let bare: Vec<&str> = piece.split(' ').filter(|word| !DEGREES.contains(word)).collect();
    let shouting = count > 1 && piece.chars().all(|c| !c.is_lowercase());
    let name = if shouting {
        bare.iter().map(|word| title_case(word)).collect::<Vec<_>>().join(" ")
    } else {
        bare.join(" ")
    };
    (name.chars().filter(|c| c.is_alphabetic()).count() >= 2).then_some(name)
}

/// "DOE" → "Doe", "O'NEILL" → "O'Neill", "J.R." as it is.
fn title_case(word: &str) -> String {
    if word.contains('.') {
        return word.to_owned();
    }
    let mut start = true;
    word.chars()
        .flat_map(|c| {
            let cased: Vec<char> =
                if start { c.to_uppercase().collect() } else { c.to_lowercase().collect() };
            start = !c.is_alphabetic();
            cased
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_give_names_and_agencies() {
        let cases: [(&str, &[&str], Option<&str>); 8] = [
            ("By Jane Roe", &["Jane Roe"], None),
            ("By Jane Roe and John Q. Public", &["Jane Roe", "John Q. Public"], None),
            ("BY JANE O'NEILL, Reuters", &["Jane O'Neill"], Some("Reuters")),
            ("By JANE ROE, Associated Press Writer", &["Jane Roe"], None),
            ("By Jane Roe in Moscow", &["Jane Roe"], None),
            ("Posted by Jane Roe and Jean-Luc Public - Example team", &["Jane Roe", "Jean-Luc Public"], None),
            ("By The Associated Press", &[], Some("AP")),
            ("(Reporting by Jane Roe, John Public)", &["Jane Roe", "John Public"], None),
        ];
        for (line, authors, agency) in cases {
            let byline = byline(line).unwrap();
            assert_eq!(
                (byline.authors.as_slice(), byline.agency.as_deref()),
                (authors.map_strings().as_slice(), agency),
                "{line}"
            );
        }
    }

    trait Strings {
        fn map_strings(&self) -> Vec<String>;
    }

    impl Strings for &[&str] {
        fn map_strings(&self) -> Vec<String> {
            self.iter().map(|name| (*name).to_owned()).collect()
        }
    }

    #[test]
    fn other_lines_are_no_bylines() {
        for line in [
            "Bypass opened",
            "By then the ministers had long left the capital without a word.",
            "By 2010, it was over.",
        ] {
            assert_eq!(byline(line), None, "{line}");
        }
    }

    #[test]
    fn author_fields_lose_roles_degrees_and_addresses() {
        let cases: [(&str, &[&str]); 6] = [
            ("Jane Roe, PhD; John Public", &["Jane Roe", "John Public"]),
            ("Jane Roe, Staff Writer", &["Jane Roe"]),
            ("https://example.org/jane", &[]),
            ("admin", &[]),
            ("marc", &["marc"]),
            ("Jane Roe | The Example", &["Jane Roe", "The Example"]),
        ];
        for (field, expected) in cases {
            assert_eq!(authors(field), expected.map_strings(), "{field}");
        }
    }
}

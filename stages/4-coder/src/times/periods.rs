//! Named periods, read from `codebook/periods.toml`.

use dualtrack_record::Precision;
use jiff::civil::Date;
use serde::Deserialize;

use super::calendar::{self, Stretch};

/// Named periods such as the cold war.
#[derive(Debug, Clone)]
pub struct Periods {
    /// Each name as lower-case words, the longer first.
    names: Vec<(Vec<String>, Stretch)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    period: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    names: Vec<String>,
    from: String,
    to: Option<String>,
}

impl Periods {
    /// Reads the table.
    ///
    /// # Errors
    /// A person's words for what is wrong with `text`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut names = Vec::new();
        for entry in file.period {
            let from = point(&entry.from)?;
            let to = entry.to.as_deref().map(point).transpose()?;
            let stretch = to.map_or(from.onwards(), |to| from.to(to));
            let stretch = Stretch { precision: stretch.precision.max(Precision::Month), ..stretch };
            for name in &entry.names {
                names.push((name.to_lowercase().split_whitespace().map(str::to_owned).collect(), stretch));
            }
        }
        names.sort_by_key(|(name, _): &(Vec<String>, _)| std::cmp::Reverse(name.len()));
        Ok(Self { names })
    }

    /// The period whose name the words at the head of `words` (in lower case) are, and how many they are.
    pub(super) fn at(&self, words: &[String]) -> Option<(Stretch, usize)> {
        let names = self.names.iter().filter_map(|(name, stretch)| Some((spelled(name, words)?, stretch)));
        names.map(|(length, stretch)| (*stretch, length)).max_by_key(|(_, length)| *length)
    }
}

/// How many tokens of `words` spell `name`: hyphens may stand as tokens of their own.
fn spelled(name: &[String], words: &[String]) -> Option<usize> {
    let (mut wanted, name) = (String::new(), name.join(" "));
    for (at, word) in words.iter().enumerate().take(8) {
        let dash = matches!(word.as_str(), "-" | "–");
        if !(wanted.is_empty() || dash || wanted.ends_with(['-', '–'])) {
            wanted.push(' ');
        }
        wanted.push_str(word);
        if wanted == name {
            return Some(at + 1);
        }
        if !name.starts_with(&wanted) {
            return None;
        }
    }
    None
}

/// A year or a day.
fn point(text: &str) -> Result<Stretch, String> {
    let year = (text.len() == 4).then(|| text.parse().ok().and_then(|year| calendar::years(year, year)));
    let day = || text.parse::<Date>().ok().map(Stretch::day);
    year.flatten().or_else(day).ok_or_else(|| format!("'{text}' is neither a year nor a day"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_found_by_their_names() {
        let periods = Periods::parse(include_str!("../../../../codebook/periods.toml")).unwrap();
        let at = |text: &str| {
            let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            periods.at(&words).map(|(stretch, length)| (stretch.start.map(Date::year), length))
        };
        assert_eq!(at("cold war was over"), Some((Some(1947), 2)));
        assert_eq!(at("iran - iraq war"), Some((Some(1980), 4)));
        assert_eq!(at("cold weather"), None);
        assert!(Periods::parse("[[period]]\nnames = ['x']\nfrom = '19'").unwrap_err().contains("'19'"));
    }
}

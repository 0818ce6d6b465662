//! The dateline: the words at the head of a story that say where, when and by whom it was filed.
//!
//! "BRUSSELS, May 25. /TASS/. " · "MOSCOW (Reuters) - " · "OSLO, Norway (AP) — " · "KYIV, 3 March — " ·
//! "GENEVA (25 May 2017) – " · "MINSK. March 3 (Interfax) - " · "(Reuters) - ". The dateline stays in the text, which is
//! the page's; the record says what it states and [`Page::body_start`](crate::Page::body_start) where the prose begins.
//!
//! A dateline is read as: a place, more places or its region, a date, an agency, an end. Capitals alone are weak
//! evidence ("BREAKING — "), a place in mixed case none at all ("Nonsense - he said"): the less a prefix looks like a
//! place, the more of date, agency and dash it must show.

use dualtrack_record::{Dateline, Published};
use jiff::civil::Date;

use crate::agencies;
use crate::dates::{self, Stated};
use crate::text;

/// What a dateline states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Prefix {
    /// The place in title case; empty for one that names only its agency.
    pub place: Option<String>,
    /// The region or country that is named with it.
    pub region: Option<String>,
    /// The date, often without its year.
    pub date: Option<Stated>,
    /// The agency.
    pub agency: Option<String>,
    /// Where the prose begins, in bytes from the start of the paragraph.
    pub end: usize,
}

impl Prefix {
    /// The day that it states; a year that it lacks is the one nearest to the publication.
    pub(crate) fn day(&self, published: Option<&Published>) -> Option<String> {
        let published: Option<Date> = published.and_then(|published| published.local.get(..10)?.parse().ok());
        let stated = self.date?;
        published.map_or_else(|| stated.date(), |day| stated.date_near(day)).map(|date| date.to_string())
    }

    /// As the record has it; its country is left to the reader.
    pub(crate) fn dateline(&self, published: Option<&Published>) -> Option<Dateline> {
        let date = self.day(published);
        self.place.clone().map(|place| Dateline { place, country: None, date })
    }
}

/// A dateline is no longer than this many bytes.
const LONGEST: usize = 160;

/// Headline tags and names in capitals that stand before a dash or colon as places do.
const NO_PLACES: &[&str] = &[
    "ALERT",
    "ANALYSIS",
    "BREAKING",
    "BREAKINGVIEWS",
    "BRIEF",
    "COLUMN",
    "COMMENT",
    "COMMENTARY",
    "CORRECTED",
    "CORRECTION",
    "EDITORIAL",
    "EXCLUSIVE",
    "EXPLAINED",
    "EXPLAINER",
    "FACTBOX",
    "FEATURE",
    "FLASH",
    "INSIGHT",
    "INTERVIEW",
    "JUST IN",
    "LIVE",
    "LATEST",
    "THE LATEST",
    "LISTEN",
    "NEWS",
    "NEW",
    "NOTE",
    "OPINION",
    "PHOTOS",
    "PICTURES",
    "POLL",
    "PROFILE",
    "READ",
    "READ MORE",
    "READ ALSO",
    "RECAP",
    "REFILE",
    "RELATED",
    "REVIEW",
    "SPECIAL REPORT",
    "TIMELINE",
    "UPDATE",
    "UPDATED",
    "URGENT",
    "VIDEO",
    "WATCH",
    "WARNING",
    "WIRE",
    "WRAPUP",
    "YES",
    "NO",
    "Q",
    "A",
    "I",
    "NB",
    "PS",
    "TV",
    "ASEAN",
    "BRICS",
    "CIA",
    "ECOWAS",
    "EU",
    "FBI",
    "IAEA",
    "ICC",
    "IMF",
    "ISIS",
    "ISIL",
    "NATO",
    "OECD",
    "OPEC",
    "OSCE",
    "UN",
    "UNESCO",
    "UNHCR",
    "UNICEF",
    "USAID",
    "WHO",
    "WTO",
    "US",
    "USA",
    "UK",
    "UAE",
    "DPRK",
    "AP",
    "AFP",
    "TASS",
];

/// The dateline of a story, at the head of its first paragraph or of the one behind a line that is no prose; its end is
/// counted from the start of the first.
pub(crate) fn of_story(paragraphs: &[String]) -> Prefix {
    let mut before = 0;
    for paragraph in paragraphs.iter().take(3) {
        if let Some(prefix) = read(paragraph) {
            return Prefix { end: before + prefix.end, ..prefix };
        }
        if text::ends_a_sentence(paragraph) {
            break;
        }
        before += paragraph.len() + text::BETWEEN.len();
    }
    Prefix::default()
}

/// Places from which papers file with a colon ("NEW DELHI: "). Capitals before a colon are a headline's tag far more
/// often than a place ("LOOK: "), so that a place must be known here, or be followed by more.
const COLON_PLACES: &[&str] = &[
    "ABU DHABI",
    "ADDIS ABABA",
    "AMMAN",
    "ANKARA",
    "ATHENS",
    "BAGHDAD",
    "BANGKOK",
    "BEIJING",
    "BEIRUT",
    "BERLIN",
    "BRASILIA",
    "BRUSSELS",
    "CAIRO",
    "CANBERRA",
    "COLOMBO",
    "DAMASCUS",
    "DHAKA",
    "DOHA",
    "DUBAI",
    "GAZA",
    "GENEVA",
    "HANOI",
    "HONG KONG",
    "ISLAMABAD",
    "ISTANBUL",
    "JAKARTA",
    "JEDDAH",
    "JERUSALEM",
    "KABUL",
    "KARACHI",
    "KATHMANDU",
    "KHARTOUM",
    "KIEV",
    "KUALA LUMPUR",
    "KUWAIT CITY",
    "KYIV",
    "LAHORE",
    "LONDON",
    "MANAMA",
    "MANILA",
    "MOSCOW",
    "MUMBAI",
    "MUSCAT",
    "NAIROBI",
    "NEW DELHI",
    "NEW YORK",
    "OTTAWA",
    "PARIS",
    "PESHAWAR",
    "PRETORIA",
    "QUETTA",
    "RAWALPINDI",
    "RIYADH",
    "ROME",
    "SANAA",
    "SEOUL",
    "SINGAPORE",
    "SRINAGAR",
    "TAIPEI",
    "TASHKENT",
    "TEHRAN",
    "THE HAGUE",
    "TOKYO",
    "TRIPOLI",
    "TUNIS",
    "UNITED NATIONS",
    "VIENNA",
    "WASHINGTON",
    "YANGON",
];

/// Reads the dateline at the start of a paragraph.
pub(crate) fn read(paragraph: &str) -> Option<Prefix> {
    let head = text::head(paragraph, LONGEST);
    let mut cursor = Cursor { head, at: head.len() - head.trim_start().len() };
    let place = cursor.place();
    let mut prefix = Prefix { region: cursor.region(place.is_some()), ..Prefix::default() };
    for _ in 0..2 {
        prefix.date = prefix.date.or_else(|| cursor.date());
        prefix.agency = prefix.agency.or_else(|| cursor.agency());
        prefix.date = prefix.date.or_else(|| cursor.bracketed_date());
    }
    let end = cursor.end(&prefix)?;
    prefix.end = cursor.at;
    let convinces = match place {
        Some(place) => {
            prefix.place = Some(title_case(place));
            convincing_place(place, &prefix, end)
        }
        None => {
            prefix.agency.as_deref().is_some_and(|agency| agencies::named(agency).is_some())
                && end == End::Dash
        }
    };
    let prose = paragraph[prefix.end..].chars().next().is_some_and(|c| !c.is_lowercase());
    (convinces && (prose || prefix.agency.is_some())).then_some(prefix)
}

/// What closes a dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Dash,
    Colon,
    Stop,
}

/// Whether words that could be a place are one, in view of what surrounds them.
fn convincing_place(place: &str, prefix: &Prefix, end: End) -> bool {
    let stated = usize::from(prefix.date.is_some()) + usize::from(prefix.agency.is_some());
    let capitals = is_capital(place);
    if NO_PLACES.contains(&place) {
        return false;
    }
    match end {
        End::Dash if capitals => stated > 0 || prefix.region.is_some() || place.chars().count() >= 4,
        End::Dash => stated > 0 && (prefix.date.is_some() || known_agency(prefix)),
        End::Stop => stated == 2 || (capitals && prefix.date.is_some()) || (capitals && known_agency(prefix)),
        End::Colon => capitals && (stated > 0 || prefix.region.is_some() || COLON_PLACES.contains(&place)),
    }
}

fn known_agency(prefix: &Prefix) -> bool {
    prefix.agency.as_deref().is_some_and(|agency| agencies::named(agency).is_some())
}

fn is_capital(words: &str) -> bool {
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 2 && (letters().all(char::is_uppercase) || starts_mac(words))
}

/// A word of a place in capitals.
fn is_printed_large(word: &str) -> bool {
    is_capital(word) && word.chars().all(is_name_sign)
}

/// "McALLEN, Texas": capitals but for the first syllable.
fn starts_mac(words: &str) -> bool {
    words.strip_prefix("Mc").is_some_and(|rest| rest.len() > 2 && rest.chars().all(|c| !c.is_lowercase()))
}

/// The head of a paragraph and how far it has been read.
struct Cursor<'a> {
    head: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.head[self.at..]
    }

    fn skip(&mut self, signs: &[char]) {
        let rest = self.rest();
        self.at +=
            rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || signs.contains(&c)).len();
    }

    /// Up to five words with capital initials, or all in capitals: "RIO DE JANEIRO", "Port-au-Prince", "St. Petersburg",
    /// "MOSCOW/KYIV" (the first).
    fn place(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let first = rest.split_whitespace().next()?;
        let shouting = is_capital(first.trim_end_matches(|c: char| !c.is_alphabetic()).split('/').next()?);
        let mut end = 0;
        for word in rest.split_whitespace().take(5) {
            let start = word.as_ptr() as usize - rest.as_ptr() as usize;
            let bare = word.trim_end_matches([',', '.', ':', ';', '|']);
            let fits =
                if shouting { is_printed_large(bare) || is_particle(bare) } else { is_name_word(bare) };
            if !fits || dates::month(bare).is_some() && end > 0 {
                break;
            }
            end = start + bare.len();
            let abbreviation = matches!(bare, "ST" | "St" | "FT" | "Ft" | "MT" | "Mt");
            if word.ends_with('.') && (abbreviation || bare.contains('.')) {
                end = start + word.len();
            } else if bare.len() < word.len() {
                break;
            }
        }
        let place = rest[..end].trim_end_matches(|c: char| c.is_whitespace());
        self.at += end;
        (!place.is_empty()).then(|| place.split('/').next().unwrap_or(place))
    }

    /// What a comma puts behind the place if it is no date: "Norway", "Calif.", "D.C.".
    fn region(&mut self, after_place: bool) -> Option<String> {
        let rest = self.rest().strip_prefix(',').filter(|_| after_place)?.trim_start();
        if dates::leading(rest).is_some() || dates::weekday(rest.split([' ', ',', '.']).next()?).is_some() {
            return None;
        }
        let end = rest.find([',', '(', '-', '–', '—', '/', ':', '_']).unwrap_or(rest.len());
        let region = rest[..end].trim();
        let words = region.split_whitespace();
        let named = words.clone().all(|word| is_name_word(word) || is_particle(word)) && words.count() <= 4;
        if region.is_empty() || !named {
            return None;
        }
        self.at = self.head.len() - rest.len() + end;
        Some(region.to_owned())
    }

    /// A date after a comma, a full stop or a bracket, with a weekday before it or not.
    fn date(&mut self) -> Option<Stated> {
        let before = self.at;
        self.skip(&[',', '.', ';', '|']);
        let rest = self.rest();
        let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if !word.is_empty() && dates::weekday(word).is_some() {
            self.at += word.len();
            self.skip(&[',', '.']);
        }
        match dates::leading(self.rest()) {
            Some(found) => {
                self.at += found.range.end;
                Some(found.stated)
            }
            None => {
                self.at = before;
                None
            }
        }
    }

    /// "(25 May 2017)".
    fn bracketed_date(&mut self) -> Option<Stated> {
        let rest = self.rest().trim_start().strip_prefix('(')?;
        let close = rest.find(')')?;
        let found = dates::leading(&rest[..close]).filter(|found| found.range.end == close)?;
        self.at = self.head.len() - rest.len() + close + 1;
        Some(found.stated)
    }

    /// "(Reuters)", "/TASS/", ", AZERTAC" after a date: the agency by its usual name.
    fn agency(&mut self) -> Option<String> {
        let rest = self
            .rest()
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '-' | '–' | '—'));
        let open = rest.chars().next()?;
        let close = match open {
            '(' => ')',
            '[' => ']',
            '/' => '/',
            _ => return self.bare_agency(rest),
        };
        let inner = &rest[1..];
        let end = inner.find(close)?;
        let name = inner[..end].trim();
        if !is_agency_name(name) || dates::leading(name).is_some() {
            return None;
        }
        self.at = self.head.len() - inner.len() + end + close.len_utf8();
        Some(agencies::usual(name.split('/').next().unwrap_or(name)))
    }

    /// An agency without brackets, if it is a known one: "Baku, May 25, AZERTAC".
    fn bare_agency(&mut self, rest: &str) -> Option<String> {
        let word = rest.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ':')).next()?;
        let printed_as_name = word.chars().next().is_some_and(char::is_uppercase) && word.len() > 2;
        let name = agencies::named(word).filter(|_| printed_as_name)?;
        self.at = self.head.len() - rest.len() + word.len();
        Some(name.to_owned())
    }

    /// The sign that closes the dateline, and the space behind it.
    fn end(&mut self, prefix: &Prefix) -> Option<End> {
        let rest = self.rest();
        let spaced = rest.starts_with(char::is_whitespace);
        let sign = rest.trim_start_matches([' ', '\u{a0}', '.', ',']);
        let first = sign.chars().next()?;
        let after = sign.trim_start_matches(['-', '–', '—', '―', '_', '−']);
        let end = match first {
            '—' | '―' | '–' => End::Dash,
            '-' | '_' | '−' if spaced || sign.starts_with("--") || prefix.agency.is_some() => End::Dash,
            ':' | '|' | '/' => End::Colon,
            _ if prefix.date.is_some() || prefix.agency.is_some() => End::Stop,
            _ => return None,
        };
        let behind = match end {
            End::Dash => after,
            End::Colon => &sign[1..],
            End::Stop if rest.starts_with('.') || sign.len() < rest.trim_start().len() => sign,
            End::Stop => return None,
        };
        let prose = behind.trim_start();
        let apart = prose.len() < behind.len() || end == End::Stop || matches!(first, '—' | '―');
        self.at = self.head.len() - prose.len();
        (apart && !prose.is_empty()).then_some(end)
    }
}

/// A word with a capital initial and no digits: "Norway", "N.Y.", "D.C.", "Port-au-Prince".
fn is_name_word(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(is_name_sign)
}

fn is_name_sign(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '/')
}

const PARTICLES: &[&str] = &[
    "al", "and", "au", "aux", "da", "de", "del", "den", "der", "des", "do", "dos", "du", "e", "el", "en",
    "in", "la", "las", "le", "les", "los", "of", "on", "sur", "the", "upon", "y",
];

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// What stands between an agency's brackets: a name of one to five words, not a clause.
fn is_agency_name(name: &str) -> bool {
    let words = name.split([' ', '/']).filter(|word| !word.is_empty());
    !name.is_empty()
        && name.len() <= 50
        && words.clone().count() <= 5
        && words.clone().all(|word| !word.contains([',', ';', '"', '(']))
        && (name.chars().next().is_some_and(char::is_uppercase) || agencies::named(name).is_some())
}

/// "RIO DE JANEIRO" → "Rio de Janeiro"; a place that is not in capitals is left as it is.
pub(crate) fn title_case(place: &str) -> String {
    if !is_capital(place) || starts_mac(place) {
        return place.to_owned();
    }
    let mut cased = String::with_capacity(place.len());
    for (at, word) in place.split_inclusive([' ', '-', '/']).enumerate() {
        let bare = word.trim_end_matches([' ', '-', '/']);
        let lower = bare.to_lowercase();
        if bare.contains('.') && bare.len() <= 4 && !bare.starts_with("ST") {
            cased.push_str(bare); // "D.C.", "U.N."
        } else if at > 0 && is_particle(&lower) {
            cased.push_str(&lower);
        } else {
            cased.push_str(&capitalised(&lower));
        }
        cased.push_str(&word[bare.len()..]);
    }
    cased
}

/// First letter large, also after the apostrophe of a one-letter prefix: "N'Djamena", but "Xi'an".
fn capitalised(lower: &str) -> String {
    let mut cased = String::with_capacity(lower.len());
    for (at, c) in lower.chars().enumerate() {
        let after_prefix = at == 2 && lower.chars().nth(1).is_some_and(|sign| matches!(sign, '\'' | '’'));
        if at == 0 || after_prefix {
            cased.extend(c.to_uppercase());
        } else {
            cased.push(c);
        }
    }
    cased
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "place | region | date | agency | the prose behind it".
    fn reading(paragraph: &str) -> String {
        let Some(prefix) = read(paragraph) else { return "-".to_owned() };
        let date = prefix.date.map_or(String::new(), |date| {
            format!(
                "{}{:02}-{:02}",
                date.year.map_or(String::new(), |year| format!("{year}-")),
                date.month,
                date.day
            )
        });
        [
            prefix.place.unwrap_or_default(),
            prefix.region.unwrap_or_default(),
            date,
            prefix.agency.unwrap_or_default(),
            paragraph[prefix.end..].to_owned(),
        ]
        .join("|")
    }

    #[test]
    fn datelines_are_read_in_the_forms_that_agencies_use() {
        let cases = [
            ("BRUSSELS, May 25. /TASS/. Ministers met.", "Brussels||05-25|TASS|Ministers met."),
            ("MOSCOW (Reuters) - Ministers met.", "Moscow|||Reuters|Ministers met."),
            ("MOSCOW, March 3 (Reuters) - Ministers met.", "Moscow||03-03|Reuters|Ministers met."),
            ("OSLO, Norway (AP) — Ministers met.", "Oslo|Norway||AP|Ministers met."),
            ("KYIV, 3 March — Ministers met.", "Kyiv||03-03||Ministers met."),
            ("WASHINGTON — Ministers met.", "Washington||||Ministers met."),
            ("UNITED NATIONS (AP) _ Ministers met.", "United Nations|||AP|Ministers met."),
            ("MOSCOW/KYIV (Reuters) - Ministers met.", "Moscow|||Reuters|Ministers met."),
            ("MINSK. March 3 (Interfax) - Ministers met.", "Minsk||03-03|Interfax|Ministers met."),
            ("BEIJING, June 1 (Xinhua) -- Ministers met.", "Beijing||06-01|Xinhua|Ministers met."),
            ("Beijing, June 1, 2010 (Xinhua) -- Ministers met.", "Beijing||2010-06-01|Xinhua|Ministers met."),
            ("GENEVA (25 May 2017) – Ministers met.", "Geneva||2017-05-25||Ministers met."),
            ("RIO DE JANEIRO (AFP) - Ministers met.", "Rio de Janeiro|||AFP|Ministers met."),
            ("PORT-AU-PRINCE, Haiti (AP) - Ministers met.", "Port-au-Prince|Haiti||AP|Ministers met."),
            ("WASHINGTON, D.C. (AP) – Ministers met.", "Washington|D.C.||AP|Ministers met."),
            ("ST. PETERSBURG, June 2. /TASS/. Ministers met.", "St. Petersburg||06-02|TASS|Ministers met."),
            ("N'DJAMENA (Reuters) - Ministers met.", "N'Djamena|||Reuters|Ministers met."),
            ("NEW DELHI: Ministers met.", "New Delhi||||Ministers met."),
            ("BAKU, May 25, AZERTAC. Ministers met.", "Baku||05-25|AZERTAC|Ministers met."),
            (
                "MURMANSK, September 15 (Fjord Wire) – Ministers met.",
                "Murmansk||09-15|Fjord Wire|Ministers met.",
            ),
            ("(Reuters) - Ministers met.", "|||Reuters|Ministers met."),
            ("VIENNA, Wednesday, July 14 — Ministers met.", "Vienna||07-14||Ministers met."),
            (
                "BRUSSELS, May 25 (Reuters) - \"We met,\" he said.",
                "Brussels||05-25|Reuters|\"We met,\" he said.",
            ),
        ];
        for (paragraph, expected) in cases {
            assert_eq!(reading(paragraph), expected, "{paragraph}");
        }
    }

    #[test]
    fn prose_and_headline_tags_are_no_datelines() {
        let paragraphs = [
            "",
            "Ministers met in Oslo.",
            "NATO - the alliance of 28 states - met.",
            "BREAKING — Ministers met.",
            "EXCLUSIVE: Ministers met.",
            "LOOK: Ministers met.",
            "TITLE: Ministers meet",
            "Norway (population five million) signed.",
            "Russia, Norway and Finland signed.",
            "US-led talks began.",
            "May 25 was a Thursday.",
            "\"No,\" he said. \"Never.\"",
            "Boris Johnson - Foreign Secretary - resigned.",
            "EU-Russia summit begins.",
            "NATO Secretary General Jens Stoltenberg said (in Oslo) that ministers met.",
            "In Brussels, May 25 was quiet.",
        ];
        for paragraph in paragraphs {
            assert_eq!(reading(paragraph), "-", "{paragraph}");
        }
    }
}

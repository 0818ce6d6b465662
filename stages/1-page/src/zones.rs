//! Time zones as pages write them: offsets ("UTC+3", "+0300") and abbreviations ("EDT", "MSK").
//!
//! No zone database is bundled. An abbreviation is known only where news pages use it in one sense: "IST" (India,
//! Israel, Ireland), "AST" (Atlantic, Arabia) and "local time" give no offset, since a wrong moment in UTC is worse
//! than none. "CST" is read as Central Standard Time, "BST" as British Summer Time, by far their commonest sense.

use jiff::civil::Date;
use jiff::tz::Offset;

/// Abbreviations with one offset all year, in minutes east of Greenwich.
const FIXED: &[(&str, i32)] = &[
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("BST", 60),
    ("WAT", 60),
    ("CET", 60),
    ("CEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("EET", 120),
    ("EEST", 180),
    ("CAT", 120),
    ("SAST", 120),
    ("EAT", 180),
    ("IDT", 180),
    ("TRT", 180),
    ("MSD", 240),
    ("IRST", 210),
    ("PKT", 300),
    ("NPT", 345),
    ("ICT", 420),
    ("WIB", 420),
    ("BJT", 480),
    ("HKT", 480),
    ("SGT", 480),
    ("PHT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("ACDT", 630),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
    ("ADT", -180),
    ("NST", -210),
    ("NDT", -150),
    ("BRT", -180),
    ("ART", -180),
];

/// North American zones named without saying whether summer time holds ("8:30 a.m. ET"), by their standard offset.
const AMERICAN: &[(&str, i32)] = &[("ET", -300), ("CT", -360), ("MT", -420), ("PT", -480)];

/// The offset that an abbreviation means on a day; `None` for an unknown or ambiguous one.
#[must_use]
pub fn named(name: &str, on: Option<Date>) -> Option<Offset> {
    let name = name.to_ascii_uppercase();
    if name == "MSK" {
        return minutes(moscow(on?));
    }
    if let Some(&(_, standard)) = AMERICAN.iter().find(|(zone, _)| *zone == name) {
        return minutes(standard + if american_summer(on?) { 60 } else { 0 });
    }
    FIXED.iter().find(|(zone, _)| *zone == name).and_then(|&(_, offset)| minutes(offset))
}

/// Whether a word is a zone's abbreviation, known or ambiguous, so that it is no place's name.
#[must_use]
pub(crate) fn is_name(word: &str) -> bool {
    matches!(word, "MSK" | "IST" | "AST" | "LOCAL")
        || FIXED.iter().chain(AMERICAN).any(|(zone, _)| *zone == word)
}

/// An offset in minutes east of Greenwich, if it is within the range of offsets on Earth.
#[must_use]
pub fn minutes(east: i32) -> Option<Offset> {
    (-14 * 60..=14 * 60).contains(&east).then(|| Offset::from_seconds(east * 60).ok()).flatten()
}

/// Moscow kept summer time all year, at four hours, from March 2011 to October 2014.
fn moscow(on: Date) -> i32 {
    let summer_all_year = Date::constant(2011, 3, 27)..Date::constant(2014, 10, 26);
    if summer_all_year.contains(&on) { 240 } else { 180 }
}

/// Summer time in the United States: since 2007 from the second Sunday of March to the first of November, before
/// from the first Sunday of April to the last of October.
fn american_summer(on: Date) -> bool {
    let (from, to) = if on.year() >= 2007 {
        (nth_sunday(on.year(), 3, 2), nth_sunday(on.year(), 11, 1))
    } else {
        (nth_sunday(on.year(), 4, 1), nth_sunday(on.year(), 10, -1))
    };
    from.zip(to).is_some_and(|(from, to)| (from..to).contains(&on))
}

fn nth_sunday(year: i16, month: i8, nth: i8) -> Option<Date> {
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, jiff::civil::Weekday::Sunday).ok()
}

/// An offset as pages print it: "+03:00".
#[must_use]
pub fn written(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_give_the_offset_of_the_day() {
        let cases = [
            ("GMT", "2017-05-25", Some("+00:00")),
            ("msk", "2017-05-25", Some("+03:00")),
            ("MSK", "2013-05-25", Some("+04:00")),
            ("EDT", "2017-05-25", Some("-04:00")),
            ("ET", "2017-05-25", Some("-04:00")),
            ("ET", "2017-12-25", Some("-05:00")),
            ("PT", "2005-03-20", Some("-08:00")),
            ("PT", "2015-03-20", Some("-07:00")),
            ("NPT", "2015-04-25", Some("+05:45")),
            ("IST", "2017-05-25", None),
            ("AP", "2017-05-25", None),
        ];
        for (name, on, expected) in cases {
            let found = named(name, Some(on.parse().unwrap())).map(written);
            assert_eq!(found.as_deref(), expected, "{name} on {on}");
        }
    }
}

//! Dates and times as pages write them.
//!
//! [`find`] reads the first date in a line of any of the usual forms, with the time and the zone that stand beside it:
//! "2017-05-25T10:51:00+03:00", "Thu, 25 May 2017 07:51:00 GMT", "May 25, 2017 10:51 am EDT", "25 May 2017",
//! "May 25, 10:51 UTC+3", "10:51, 25.05.2017". What the page does not state stays open: a [`Stated`] date may lack its
//! year, and a numeric date that could be read month first or day first ("03/04/2017") is not read at all.

use std::ops::Range;

use dualtrack_record::{Precision, Published};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use crate::zones;

/// The English names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English names of the days, Monday first.
pub const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The number of a month (1–12) by its English name or the usual abbreviations ("Sept.", "dec").
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    by_name(word, &MONTHS, &[("sept", 8)]).and_then(|at| i8::try_from(at + 1).ok())
}

/// The number of a day (1 for Monday to 7) by its English name or the usual abbreviations ("Thurs.", "fri").
#[must_use]
pub fn weekday(word: &str) -> Option<i8> {
    let short = [("tues", 1), ("weds", 2), ("thur", 3), ("thurs", 3)];
    by_name(word, &WEEKDAYS, &short).and_then(|at| i8::try_from(at + 1).ok())
}

/// The position of a name, given in full, by its first three letters or by one of the other short forms.
fn by_name(word: &str, names: &[&str], short: &[(&str, usize)]) -> Option<usize> {
    let word = word.trim_end_matches('.');
    names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(word) || name[..3].eq_ignore_ascii_case(word))
        .or_else(|| short.iter().find(|(form, _)| form.eq_ignore_ascii_case(word)).map(|&(_, at)| at))
}

/// A date as stated, with the time and zone beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// The year, if stated.
    pub year: Option<i16>,
    /// The month, 1–12.
    pub month: i8,
    /// The day of the month.
    pub day: i8,
    /// The time of day, if stated.
    pub time: Option<Clock>,
    /// The offset from UTC, if stated.
    pub offset: Option<Offset>,
}

/// A time of day and how precisely it is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The time.
    pub time: Time,
    /// [`Precision::Minute`] or [`Precision::Second`].
    pub precision: Precision,
}

impl Stated {
    /// The calendar day, if the year is known and has it.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }

    /// The day in the year that puts it nearest to another day: "December 30" beside 2 January 2018 is in 2017.
    #[must_use]
    pub fn date_near(&self, other: Date) -> Option<Date> {
        if self.year.is_some() {
            return self.date();
        }
        (other.year() - 1..=other.year() + 1)
            .filter_map(|year| Date::new(year, self.month, self.day).ok())
            .min_by_key(|date| (*date - other).get_days().abs())
    }

    /// As the record writes a moment of publication; `None` without a year.
    #[must_use]
    pub fn published(&self) -> Option<Published> {
        let date = self.date()?;
        let Some(clock) = self.time else {
            let local = date.to_string();
            return Some(Published { local, offset: None, utc: None, precision: Precision::Day });
        };
        let local = date.to_datetime(clock.time);
        Some(Published {
            local: local.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            offset: self.offset.map(zones::written),
            utc: self.offset.and_then(|offset| utc(local, offset)),
            precision: clock.precision,
        })
    }
}

fn utc(local: DateTime, offset: Offset) -> Option<String> {
    let moment = offset.to_timestamp(local).ok()?;
    Some(Offset::UTC.to_datetime(moment).strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// A date found in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it says.
    pub stated: Stated,
    /// Where it stands, with its time and zone, in bytes of the line.
    pub range: Range<usize>,
}

/// The date that a whole attribute or field states; other words in it are overlooked.
#[must_use]
pub fn parse(field: &str) -> Option<Stated> {
    find(field).map(|found| found.stated)
}

/// The first date in a line, with the time and the zone beside it.
#[must_use]
pub fn find(line: &str) -> Option<Found> {
    let parts = split(line);
    (0..parts.len()).find_map(|at| date_at(&parts, at).map(|day| with_time(&parts, day)))
}

/// A date that begins at the first word of `text`, without looking for a time.
#[must_use]
pub fn leading(text: &str) -> Option<Found> {
    let parts = split(text);
    let day = date_at(&parts, 0)?;
    let range = parts[day.parts.start].range.start..parts[day.parts.end - 1].range.end;
    Some(Found { stated: day.stated(None, None), range })
}

/// A run of letters, a run of digits, or one other character; white space only separates.
#[derive(Debug)]
struct Part<'a> {
    text: &'a str,
    range: Range<usize>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Digits,
    Sign,
}

/// Longer lines are prose or worse; a date that matters stands before this many bytes.
const LONGEST: usize = 2_000;

fn split(line: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for (at, c) in line.char_indices().take_while(|(at, _)| *at < LONGEST) {
        let kind = match c {
            c if c.is_whitespace() => continue,
            '0'..='9' => Kind::Digits,
            c if c.is_alphabetic() => Kind::Letters,
            _ => Kind::Sign,
        };
        let end = at + c.len_utf8();
        match parts.last_mut() {
            Some(last) if last.kind == kind && kind != Kind::Sign && last.range.end == at => {
                last.range.end = end;
                last.text = &line[last.range.clone()];
            }
            _ => parts.push(Part { text: &line[at..end], range: at..end, kind }),
        }
    }
    parts
}

/// A day and the parts that state it.
#[derive(Debug)]
struct Day {
    year: Option<i16>,
    month: i8,
    day: i8,
    parts: Range<usize>,
}

impl Day {
    fn stated(&self, time: Option<Clock>, offset: Option<Offset>) -> Stated {
        Stated { year: self.year, month: self.month, day: self.day, time, offset }
    }

    fn date(&self) -> Option<Date> {
        self.stated(None, None).date()
    }

    /// Only days that exist: in a leap year, where the year is not stated.
    fn checked(self) -> Option<Self> {
        let year = self.year.unwrap_or(2000);
        ((1900..=2100).contains(&year) && Date::new(year, self.month, self.day).is_ok()).then_some(self)
    }
}

fn date_at(parts: &[Part<'_>], at: usize) -> Option<Day> {
    let first = parts.get(at)?;
    let glued = at > 0 && parts[at - 1].range.end == first.range.start;
    if glued
        && (parts[at - 1].kind != Kind::Sign || matches!(parts[at - 1].text, "-" | "/" | "." | "$" | "€"))
    {
        return None; // inside a number, a word or an address
    }
    let day = match first.kind {
        Kind::Digits => numeric(parts, at).or_else(|| day_month(parts, at)),
        Kind::Letters => month_day(parts, at),
        Kind::Sign => None,
    };
    day?.checked()
}

/// "2017-05-25", "2017/05/25", "20170525T…", "25.05.2017", "25/05/2017", and "05/25/2017" where only one order can be.
fn numeric(parts: &[Part<'_>], at: usize) -> Option<Day> {
    let first = parts[at].text;
    if first.len() == 8 && parts.get(at + 1).is_none_or(|next| next.kind != Kind::Digits) {
        let (year, month, day) =
            (first[..4].parse().ok()?, first[4..6].parse().ok()?, first[6..].parse().ok()?);
        return Some(Day { year: Some(year), month, day, parts: at..at + 1 });
    }
    let [separator, second, again, third] = parts.get(at + 1..at + 5)? else { return None };
    let same = separator.text == again.text && matches!(separator.text, "-" | "/" | ".");
    let joined = separator.range.start == parts[at].range.end && again.range.start == second.range.end;
    if !same || !joined || second.kind != Kind::Digits || third.kind != Kind::Digits {
        return None;
    }
    let (year, month, day) = match (first.len(), third.text.len()) {
        (4, 1 | 2) => (first, second.text.parse().ok()?, third.text.parse().ok()?),
        (1 | 2, 4) => {
            let (month, day) = order(first.parse().ok()?, second.text.parse().ok()?, separator.text)?;
            (third.text, month, day)
        }
        _ => return None,
    };
    Some(Day { year: Some(year.parse().ok()?), month, day, parts: at..at + 5 })
}

/// Month and day of two numbers: dots put the day first; else only what cannot be read in two ways.
fn order(first: i8, second: i8, separator: &str) -> Option<(i8, i8)> {
    match (first, second) {
        (day, month) if separator == "." || day > 12 || day == month => Some((month, day)),
        (month, day) if day > 12 => Some((month, day)),
        _ => None,
    }
}

/// "25 May 2017", "25th of May, 2017", "25-May-2017", "25 May".
fn day_month(parts: &[Part<'_>], at: usize) -> Option<Day> {
    let day = day_number(parts[at].text)?;
    let mut next = skip(parts, at + 1, &["st", "nd", "rd", "th"]);
    next = skip(parts, next, &["of"]);
    next = skip(parts, next, &["-", "."]);
    let month = month(parts.get(next)?.text)?;
    let (year, end) = year_after(parts, next + 1);
    Some(Day { year, month, day, parts: at..end })
}

/// "May 25, 2017", "May 25th 2017", "Sept. 25".
fn month_day(parts: &[Part<'_>], at: usize) -> Option<Day> {
    let month = month(parts[at].text)?;
    let next = skip(parts, at + 1, &[".", "-"]);
    let number = parts.get(next).filter(|part| part.kind == Kind::Digits)?;
    let day = day_number(number.text)?;
    let next = skip(parts, next + 1, &["st", "nd", "rd", "th"]);
    if is_clock_sign(parts, next) {
        return None; // "May 10:51" states no day
    }
    let (year, end) = year_after(parts, next);
    Some(Day { year, month, day, parts: at..end })
}

fn day_number(digits: &str) -> Option<i8> {
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

fn is_clock_sign(parts: &[Part<'_>], at: usize) -> bool {
    let minutes = parts.get(at + 1).is_some_and(|part| part.kind == Kind::Digits && part.text.len() == 2);
    minutes && parts[at].text == ":"
}

/// A year after an optional comma, full stop or hyphen, and the position behind it.
fn year_after(parts: &[Part<'_>], at: usize) -> (Option<i16>, usize) {
    let next = skip(parts, skip(parts, at, &[".", "-"]), &[","]);
    let year = parts.get(next).filter(|part| part.text.len() == 4 && !is_clock_sign(parts, next + 1));
    match year.and_then(|part| part.text.parse().ok()).filter(|year| (1900..=2100).contains(year)) {
        Some(year) => (Some(year), next + 1),
        None => (None, at),
    }
}

/// The position behind the part at `at` if it is one of `words`, else `at`.
fn skip(parts: &[Part<'_>], at: usize, words: &[&str]) -> usize {
    let found =
        parts.get(at).is_some_and(|part| words.iter().any(|word| word.eq_ignore_ascii_case(part.text)));
    if found { at + 1 } else { at }
}

/// Joins a day with the time of day that follows it, or else with the one that stands just before it.
fn with_time(parts: &[Part<'_>], day: Day) -> Found {
    let mut next = day.parts.end;
    for _ in 0..3 {
        // A weekday may follow ("May 25, 2017, Thursday, 10:51").
        next =
            skip(parts, next, &[",", "T", "at", "-", "–", "—", "|", "/", "@", ".", "·", "•", ":", "(", "on"]);
        next += usize::from(parts.get(next).is_some_and(|part| weekday(part.text).is_some()));
    }
    if let Some((clock, end)) = clock_at(parts, next) {
        let (offset, end) = zone_at(parts, end, day.date());
        let range = parts[day.parts.start].range.start..parts[end - 1].range.end;
        return Found { stated: day.stated(Some(clock), offset), range };
    }
    let before =
        (day.parts.start.saturating_sub(8)..day.parts.start).find_map(|at| clock_before(parts, at, &day));
    let (time, offset, start) = before.unwrap_or((None, None, day.parts.start));
    let range = parts[start].range.start..parts[day.parts.end - 1].range.end;
    Found { stated: day.stated(time, offset), range }
}

type Before = (Option<Clock>, Option<Offset>, usize);

/// A time of day at `at` with nothing but a zone, a weekday and signs between it and the date: "10:51 GMT, Thu 25 May".
fn clock_before(parts: &[Part<'_>], at: usize, day: &Day) -> Option<Before> {
    let (clock, end) = clock_at(parts, at)?;
    let (offset, end) = zone_at(parts, end, day.date());
    let between = parts.get(end..day.parts.start)?;
    let quiet =
        |part: &Part<'_>| part.kind == Kind::Sign || weekday(part.text).is_some() || part.text == "on";
    between.iter().all(quiet).then_some((Some(clock), offset, at))
}

/// "10:51", "10:51:33.120", "10.51am", "10 a.m.", "1051 GMT"; also the position behind it.
fn clock_at(parts: &[Part<'_>], at: usize) -> Option<(Clock, usize)> {
    let hour = parts.get(at).filter(|part| part.kind == Kind::Digits)?;
    if at > 0
        && parts[at - 1].range.end == hour.range.start
        && matches!(parts[at - 1].text, ":" | "." | "+" | "-")
    {
        return None; // the tail of another number
    }
    if hour.text.len() == 4 {
        return military(parts, at);
    }
    let mut clock = (hour.text.parse().ok().filter(|hour| *hour < 25)?, 0_i8, 0_i8);
    let mut end = at + 1;
    let mut precision = Precision::Minute;
    let dotted = parts.get(end).is_some_and(|sign| sign.text == ".");
    if let Some(minute) = two_digits(parts, end, &[":", "."]) {
        (clock.1, end) = (minute, end + 2);
        if let Some(second) = two_digits(parts, end, &[":"]) {
            (clock.2, end, precision) = (second, end + 2, Precision::Second);
            end = skip_fraction(parts, end);
        }
    }
    let bare = end == at + 1;
    let (hour, end) = half_of_day(parts, end, clock.0)
        .or_else(|| (!bare && (!dotted || zone_at(parts, end, None).1 > end)).then_some((clock.0, end)))?;
    let time = Time::new(hour, clock.1, clock.2, 0).ok()?;
    Some((Clock { time, precision }, end))
}

/// "1051 GMT": four digits are a time of day only with a zone behind them.
fn military(parts: &[Part<'_>], at: usize) -> Option<(Clock, usize)> {
    let digits = parts[at].text;
    let time = Time::new(digits[..2].parse().ok()?, digits[2..].parse().ok()?, 0, 0).ok()?;
    let zone = parts.get(at + 1).filter(|part| part.kind == Kind::Letters && zones::is_name(part.text))?;
    (zone.text.len() > 1).then_some((Clock { time, precision: Precision::Minute }, at + 1))
}

fn two_digits(parts: &[Part<'_>], at: usize, signs: &[&str]) -> Option<i8> {
    let digits = parts.get(at + 1).filter(|part| part.kind == Kind::Digits && part.text.len() == 2)?;
    let joined = parts[at].range.end == digits.range.start;
    let sign = joined && signs.contains(&parts[at].text);
    sign.then(|| digits.text.parse().ok()).flatten().filter(|number| *number < 60)
}

fn skip_fraction(parts: &[Part<'_>], at: usize) -> usize {
    let fraction = parts.get(at).is_some_and(|sign| matches!(sign.text, "." | ","))
        && parts
            .get(at + 1)
            .is_some_and(|digits| digits.kind == Kind::Digits && digits.range.start == parts[at].range.end);
    if fraction { at + 2 } else { at }
}

/// "am", "p.m.": the hour on the clock of 24 and the position behind.
fn half_of_day(parts: &[Part<'_>], at: usize, hour: i8) -> Option<(i8, usize)> {
    let word = parts.get(at)?.text.to_ascii_lowercase();
    let (afternoon, end) = match word.as_str() {
        "am" => (false, at + 1),
        "pm" => (true, at + 1),
        "a" | "p" if parts.get(at + 1)?.text == "." && parts.get(at + 2)?.text.eq_ignore_ascii_case("m") => {
            (word == "p", skip(parts, at + 3, &["."]))
        }
        _ => return None,
    };
    let hour = match hour {
        12 => 0,
        1..=11 => hour,
        _ => return Some((hour, end)), // "13:30 pm" is written, and means what it says
    };
    Some((hour + if afternoon { 12 } else { 0 }, end))
}

/// "+03:00", "+0300", "UTC+3", "GMT", "(EDT)", "Moscow time"; also the position behind it, `at` where there is none.
fn zone_at(parts: &[Part<'_>], at: usize, on: Option<Date>) -> (Option<Offset>, usize) {
    let start = skip(parts, skip(parts, at, &[","]), &["("]);
    let Some(first) = parts.get(start) else { return (None, at) };
    if let Some((offset, end)) = shift(parts, start) {
        // A sign that stands apart ("10:51 - 25 minutes") is no offset.
        let glued = start > 0 && parts[start - 1].range.end == first.range.start;
        let long = parts[start + 1].text.len() >= 2 && parts[start + 1].range.start == first.range.end;
        return if glued || long { (offset, end) } else { (None, at) };
    }
    if first.text.eq_ignore_ascii_case("Moscow") && parts.get(start + 1).is_some_and(|p| p.text == "time") {
        return (zones::named("MSK", on), start + 2);
    }
    if first.kind != Kind::Letters || !zones::is_name(&first.text.to_ascii_uppercase()) {
        return (None, at);
    }
    let base = matches!(first.text, "UTC" | "GMT");
    if let Some((offset, end)) = base.then(|| shift(parts, start + 1)).flatten() {
        return (offset, skip(parts, end, &[")"]));
    }
    (zones::named(first.text, on), skip(parts, start + 1, &[")"]))
}

/// "+3", "+03:00", "-0430" and the position behind it.
fn shift(parts: &[Part<'_>], at: usize) -> Option<(Option<Offset>, usize)> {
    let sign = match parts.get(at)?.text {
        "+" => 1,
        "-" | "−" | "–" => -1,
        _ => return None,
    };
    let digits = parts.get(at + 1).filter(|part| part.kind == Kind::Digits)?.text;
    let (hours, minutes, end) = match digits.len() {
        1 | 2 => match two_digits(parts, at + 2, &[":"]) {
            Some(minutes) => (digits.parse().ok()?, i32::from(minutes), at + 4),
            None => (digits.parse().ok()?, 0, at + 2),
        },
        4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?, at + 2),
        _ => return None,
    };
    let hours: i32 = hours;
    Some((zones::minutes(sign * (hours * 60 + minutes)), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Local time, offset, and the stated words, in one line.
    fn reading(line: &str) -> String {
        let Some(found) = find(line) else { return "-".to_owned() };
        let stated = found.stated;
        let year = stated.year.map_or("????".to_owned(), |year| year.to_string());
        let time = stated.time.map_or(String::new(), |clock| match clock.precision {
            Precision::Second => format!(" {}", clock.time.strftime("%H:%M:%S")),
            _ => format!(" {}", clock.time.strftime("%H:%M")),
        });
        let offset = stated.offset.map_or(String::new(), |offset| format!(" {}", zones::written(offset)));
        format!("{year}-{:02}-{:02}{time}{offset}", stated.month, stated.day)
    }

    #[test]
    fn dates_are_read_in_the_forms_that_pages_use() {
        let cases = [
            ("2017-05-25T10:51:00+03:00", "2017-05-25 10:51:00 +03:00"),
            ("2017-05-25T10:51:33.120Z", "2017-05-25 10:51:33 +00:00"),
            ("2017-05-25T10:51+0300", "2017-05-25 10:51 +03:00"),
            ("2017-05-25 10:51", "2017-05-25 10:51"),
            ("20170525T105100Z", "2017-05-25"),
            ("Thu, 25 May 2017 07:51:00 GMT", "2017-05-25 07:51:00 +00:00"),
            ("Thu, 25 May 2017 07:51:00 +0300", "2017-05-25 07:51:00 +03:00"),
            ("25 May 2017", "2017-05-25"),
            ("Published: 25th of May, 2017", "2017-05-25"),
            ("May 25, 2017 10:51 am EDT", "2017-05-25 10:51 -04:00"),
            ("May 25th, 2017, at 1:05 p.m. ET", "2017-05-25 13:05 -04:00"),
            ("Updated 12:30 AM PST, Sat December 2, 2023", "2023-12-02 00:30 -08:00"),
            ("May 25, 10:51 UTC+3 BRUSSELS", "????-05-25 10:51 +03:00"),
            ("25 May 2017 | 10:51 GMT+05:30", "2017-05-25 10:51 +05:30"),
            ("10:51 GMT, Thursday 25 May 2017", "2017-05-25 10:51 +00:00"),
            ("Thu 25 May 2017 06.05 BST", "2017-05-25 06:05 +01:00"),
            ("1051 GMT 25 May 2017", "2017-05-25 10:51 +00:00"),
            ("25.05.2017 10:51 (Moscow time)", "2017-05-25 10:51 +03:00"),
            ("05/25/2017", "2017-05-25"),
            ("25/05/2017", "2017-05-25"),
            ("06/06/2017", "2017-06-06"),
            ("date 2017-05-25 Back to Main page", "2017-05-25"),
            ("Sept. 4", "????-09-04"),
            ("February 29", "????-02-29"),
            ("Last updated on May 25, 2017 at 10:51 - 3 comments", "2017-05-25 10:51"),
        ];
        for (line, expected) in cases {
            assert_eq!(reading(line), expected, "{line}");
        }
    }

    #[test]
    fn what_states_no_day_is_left_alone() {
        let lines = [
            "",
            "05/06/2017",
            "May 2017",
            "31 June 2017",
            "2017-13-45",
            "they may 2017 times",
            "May 10:51",
            "call 555-2017-05-25",
            "a loan of $25 million",
            "1234567890123456",
            "resolution 2254",
        ];
        for line in lines {
            assert_eq!(reading(line), "-", "{line}");
        }
    }

    #[test]
    fn a_missing_year_is_the_nearest_one() {
        let stated = parse("December 30").unwrap();
        assert_eq!(stated.date(), None);
        assert_eq!(stated.date_near("2018-01-02".parse().unwrap()), "2017-12-30".parse().ok());
    }

    #[test]
    fn moments_are_written_with_their_precision() {
        let published = |line: &str| parse(line).and_then(|stated| stated.published()).unwrap();
        let minute = published("May 25, 2017 00:30 UTC+3");
        assert_eq!(minute.local, "2017-05-25T00:30:00");
        assert_eq!(minute.offset.as_deref(), Some("+03:00"));
        assert_eq!(minute.utc.as_deref(), Some("2017-05-24T21:30:00Z"));
        assert_eq!(minute.precision, Precision::Minute);
        let day = published("25 May 2017");
        assert_eq!((day.local.as_str(), day.utc, day.precision), ("2017-05-25", None, Precision::Day));
    }
}

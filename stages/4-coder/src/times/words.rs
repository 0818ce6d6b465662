//! The words of English dates: months, days of the week, numbers, units.

use jiff::civil::Weekday;

use super::calendar::Unit;

/// The month that a word names. "May" and "March" must be capitalised; whether they name a month, their neighbours say.
pub(super) fn month(word: &str) -> Option<i8> {
    let word = word.strip_suffix('.').unwrap_or(word);
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let lower = word.to_lowercase();
    let names = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let short = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let position = names
        .iter()
        .position(|name| *name == lower)
        .or_else(|| short.iter().position(|name| *name == lower))
        .or_else(|| (lower == "sept").then_some(8))?;
    i8::try_from(position + 1).ok()
}

/// The day of the week that a word names.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let word = word.strip_suffix('.').unwrap_or(word);
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    Some(match word.to_lowercase().as_str() {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// A number in digits or words, up to a hundred in words.
pub(super) fn number(word: &str) -> Option<i32> {
    if word.len() <= 4 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok();
    }
    let words = [
        ("a", 1),
        ("an", 1),
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("fifteen", 15),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("hundred", 100),
    ];
    let lower = word.to_lowercase();
    words.iter().find(|(name, _)| *name == lower).map(|(_, number)| *number)
}

/// The day of a month: "25", "25th", "1st".
pub(super) fn day_of_month(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = &word[digits.len()..];
    let day: i8 = (digits.len() <= 2 && matches!(suffix, "" | "st" | "nd" | "rd" | "th"))
        .then(|| digits.parse().ok())
        .flatten()?;
    (1..=31).contains(&day).then_some(day)
}

/// A year in four digits.
pub(super) fn year(word: &str) -> Option<i16> {
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten().filter(|year| (1000..2200).contains(year))
}

/// The first year of a decade: "1990s", "'90s", "nineties".
pub(super) fn decade(word: &str) -> Option<i16> {
    let lower = word.to_lowercase();
    let names = [
        ("twenties", 1920),
        ("thirties", 1930),
        ("forties", 1940),
        ("fifties", 1950),
        ("sixties", 1960),
        ("seventies", 1970),
        ("eighties", 1980),
        ("nineties", 1990),
    ];
    if let Some((_, first)) = names.iter().find(|(name, _)| *name == lower) {
        return Some(*first);
    }
    let digits = lower.trim_start_matches(['\'', '’', '‘']).strip_suffix('s')?;
    let digits = digits.trim_end_matches(['\'', '’']);
    let first: i16 = digits.parse().ok().filter(|year| year % 10 == 0)?;
    match digits.len() {
        4 => Some(first),
        2 if lower.starts_with(['\'', '’', '‘']) => Some(1900 + first),
        _ => None,
    }
}

/// A unit of time, and whether the word is a plural.
pub(super) fn unit(word: &str) -> Option<(Unit, bool)> {
    let lower = word.to_lowercase();
    let (single, plural) = match lower.strip_suffix('s') {
        Some("centurie") => ("century", true),
        Some("centurie's") | None => (lower.as_str(), false),
        Some(single) => (single, true),
    };
    let unit = match single {
        "centurie" | "century" => Unit::Century,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        _ => return None,
    };
    Some((unit, plural))
}

/// The first month of a season, of three.
pub(super) fn season(word: &str) -> Option<i8> {
    Some(match word.to_lowercase().as_str() {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_they_name() {
        assert_eq!(
            (month("May"), month("may"), month("Sept."), month("Mayor")),
            (Some(5), None, Some(9), None)
        );
        assert_eq!((weekday("Wed."), weekday("sun"), weekday("Sun")), (Some(Weekday::Wednesday), None, None));
        assert_eq!((number("two"), number("12"), number("12345")), (Some(2), Some(12), None));
        assert_eq!((day_of_month("25th"), day_of_month("32"), day_of_month("5g")), (Some(25), None, None));
        assert_eq!(
            (decade("1990s"), decade("'90s"), decade("90s"), decade("1995s")),
            (Some(1990), Some(1990), None, None)
        );
        assert_eq!(
            (unit("centuries"), unit("year")),
            (Some((Unit::Century, true)), Some((Unit::Year, false)))
        );
    }
}

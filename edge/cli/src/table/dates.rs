//! Dates as people write them: "20 Apr 2016", "14–20 Mar 2016", "since 1976".

use dualtrack_record::{DateSpan, Precision, Published};
use jiff::civil::Date;

/// A stretch of days, no more precise than the text states it.
pub(super) fn date_span(span: &DateSpan) -> String {
    let (start, end) = (span.start.as_deref(), span.end.as_deref());
    match (start.and_then(parse), end.and_then(parse)) {
        (Some(start), Some(end)) => range(start, end, span.precision),
        (Some(start), None) => format!("since {}", one(start, span.precision)),
        (None, Some(end)) => format!("until {}", one(end, span.precision)),
        (None, None) => String::new(),
    }
}

/// A day; empty where not known.
pub(crate) fn day(written: &str) -> String {
    parse(written).map(|date| one(date, Precision::Day)).unwrap_or_default()
}

/// A moment of publication.
pub(super) fn published(moment: &Published) -> String {
    let (day, time) = moment.local.split_once('T').unwrap_or((&moment.local, ""));
    let mut words = parse(day).map_or_else(|| day.to_owned(), |date| one(date, Precision::Day));
    if let Some(clock) = time.get(..5) {
        words.push_str(", ");
        words.push_str(clock);
        if let Some(offset) = &moment.offset {
            words.push_str(" UTC");
            words.push_str(if offset == "+00:00" { "" } else { offset });
        }
    }
    words
}

fn parse(date: &str) -> Option<Date> {
    date.get(..10).unwrap_or(date).parse().ok()
}

fn one(date: Date, precision: Precision) -> String {
    match precision {
        Precision::Month => format!("{} {}", month(date), date.year()),
        Precision::Year | Precision::Years => date.year().to_string(),
        _ => format!("{} {} {}", date.day(), month(date), date.year()),
    }
}

fn range(start: Date, end: Date, precision: Precision) -> String {
    let (first, last) = (one(start, precision), one(end, precision));
    let same_month = (start.year(), start.month()) == (end.year(), end.month());
    match precision {
        _ if first == last => first,
        Precision::Month if start.year() == end.year() => format!("{}–{last}", month(start)),
        Precision::Month | Precision::Year | Precision::Years => format!("{first}–{last}"),
        _ if same_month => format!("{}–{last}", start.day()),
        _ if start.year() == end.year() => format!("{} {} – {last}", start.day(), month(start)),
        _ => format!("{first} – {last}"),
    }
}

fn month(date: Date) -> &'static str {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    NAMES.get(date.month().unsigned_abs() as usize - 1).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_read_as_people_write_them() {
        for (start, end, precision, words) in [
            ("2016-04-20", "2016-04-20", Precision::Day, "20 Apr 2016"),
            ("2016-03-14", "2016-03-20", Precision::Week, "14–20 Mar 2016"),
            ("2018-10-25", "2018-11-07", Precision::Day, "25 Oct – 7 Nov 2018"),
            ("2015-12-30", "2016-01-02", Precision::Day, "30 Dec 2015 – 2 Jan 2016"),
            ("2014-06-01", "2014-06-30", Precision::Month, "Jun 2014"),
            ("2014-06-01", "2014-08-31", Precision::Month, "Jun–Aug 2014"),
            ("2016-01-01", "2016-12-31", Precision::Year, "2016"),
            ("1990-01-01", "2016-12-31", Precision::Years, "1990–2016"),
            ("1976-01-01", "", Precision::Year, "since 1976"),
            ("", "2017-05-25", Precision::Day, "until 25 May 2017"),
            ("", "", Precision::Day, ""),
        ] {
            let date = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
            let span = DateSpan { start: date(start), end: date(end), precision, span: None };
            assert_eq!(date_span(&span), words);
        }
    }

    #[test]
    fn a_moment_shows_what_the_page_states() {
        let at = |local: &str, offset: Option<&str>| {
            let offset = offset.map(str::to_owned);
            published(&Published { local: local.to_owned(), offset, utc: None, precision: Precision::Minute })
        };
        assert_eq!(at("2017-05-25T10:51:00", Some("+03:00")), "25 May 2017, 10:51 UTC+03:00");
        assert_eq!(at("2017-05-25T10:51:00", Some("+00:00")), "25 May 2017, 10:51 UTC");
        assert_eq!(at("2017-05-25T10:51:00", None), "25 May 2017, 10:51");
        assert_eq!(at("2017-05-25", None), "25 May 2017");
    }
}

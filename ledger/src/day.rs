//! Days: as they are written and as they are counted.

use dualtrack_record::{Article, DateSpan, Precision};
use jiff::Span;
use jiff::civil::{Date, date};

/// The Julian day number of 1 January 1970.
const EPOCH: i64 = 2_440_588;

/// The Julian day number of a written day, which SQLite's `date()` writes again; 0 for one that is none.
pub(crate) fn number(day: &str) -> i64 {
    let Ok(day) = day.parse::<Date>() else { return 0 };
    EPOCH + i64::from((day - date(1970, 1, 1)).get_days())
}

/// A Julian day number as it is written; empty for 0.
pub(crate) fn written(number: i64) -> String {
    let span = i32::try_from(number - EPOCH).ok().and_then(|days| Span::new().try_days(days).ok());
    let day = span.filter(|_| number > 0).and_then(|span| date(1970, 1, 1).checked_add(span).ok());
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The day of an article: that of its publication, else that of its dateline, else empty.
pub(crate) fn of_article(article: &Article) -> String {
    let published = article.published.as_ref().map(|moment| moment.local.as_str());
    let dateline = article.dateline.as_ref().and_then(|dateline| dateline.date.as_deref());
    whole(published).or(whole(dateline)).unwrap_or_default().to_owned()
}

/// The day on which an event counts that an article of the day `published` reports.
pub(crate) fn of_event(date: Option<&DateSpan>, published: &str) -> String {
    let Some(span) = date else { return published.to_owned() };
    let (start, end) = (whole(span.start.as_deref()), whole(span.end.as_deref()));
    let within = start.is_none_or(|start| start <= published) && end.is_none_or(|end| published <= end);
    let stated = start.or(end).unwrap_or(published);
    let day = if is_vague(span) && within && !published.is_empty() { published } else { stated };
    day.to_owned()
}

/// Whether a date is no more precise than a month, or has an open end.
pub(crate) fn is_vague(span: &DateSpan) -> bool {
    let coarse = matches!(span.precision, Precision::Month | Precision::Year | Precision::Years);
    coarse || span.start.is_none() || span.end.is_none()
}

/// The day of a written moment, if it names a whole one.
fn whole(moment: Option<&str>) -> Option<&str> {
    moment.and_then(|moment| moment.get(..10)).filter(|day| number(day) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_sqlite_counts_them() {
        for (day, wanted) in
            [("2016-04-20", 2_457_499), ("1970-01-01", EPOCH), ("2016", 0), ("", 0), ("x", 0)]
        {
            assert_eq!(number(day), wanted, "{day}");
            assert!(wanted == 0 || written(wanted) == day);
        }
        let sqlite = rusqlite::Connection::open_in_memory().unwrap();
        let written: String = sqlite.query_row("SELECT date(2457499)", [], |row| row.get(0)).unwrap();
        assert_eq!(written, "2016-04-20");
    }

    #[test]
    fn an_event_counts_on_the_day_that_its_text_states_as_far_as_it_does() {
        let published = "2016-04-20";
        for (start, end, precision, wanted) in [
            ("2016-04-18", "2016-04-18", Precision::Day, "2016-04-18"),
            ("2016-04-18", "2016-04-24", Precision::Week, "2016-04-18"),
            ("2014-06-01", "2014-06-30", Precision::Month, "2014-06-01"),
            ("2016-01-01", "2016-12-31", Precision::Year, "2016-04-20"),
            ("2014-06-01", "", Precision::Month, "2016-04-20"),
            ("", "2017-01-01", Precision::Day, "2016-04-20"),
            ("", "2015-01-01", Precision::Day, "2015-01-01"),
            ("", "", Precision::Day, "2016-04-20"),
        ] {
            let own = |day: &str| Some(day.to_owned()).filter(|day| !day.is_empty());
            let span = DateSpan { start: own(start), end: own(end), precision, span: None };
            assert_eq!(of_event(Some(&span), published), wanted, "{start}..{end}");
        }
        assert_eq!(of_event(None, published), published);
    }
}

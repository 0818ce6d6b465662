//! Stretches of days: weeks, months, years, and steps between them.

use dualtrack_record::Precision;
use jiff::Span;
use jiff::civil::{Date, Weekday};

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Days from `start` to `end`, both inclusive, open where absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    pub(super) precision: Precision,
}

impl Stretch {
    pub(super) const fn closed(start: Date, end: Date, precision: Precision) -> Self {
        Self { start: Some(start), end: Some(end), precision }
    }

    pub(super) const fn day(day: Date) -> Self {
        Self::closed(day, day, Precision::Day)
    }

    /// From its beginning onwards.
    pub(super) const fn onwards(self) -> Self {
        Self { end: None, ..self }
    }

    /// Up to its end.
    pub(super) const fn up_to(self) -> Self {
        Self { start: None, ..self }
    }

    /// From the beginning of this one to the end of the other.
    pub(super) fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end, precision: self.precision.max(other.precision) }
    }
}

/// The day so many units away; `None` beyond the calendar.
pub(super) fn shift(day: Date, unit: Unit, by: i32) -> Option<Date> {
    let by = i64::from(by);
    let span = match unit {
        Unit::Day => Span::new().try_days(by),
        Unit::Week => Span::new().try_weeks(by),
        Unit::Month => Span::new().try_months(by),
        Unit::Quarter => Span::new().try_months(3 * by),
        Unit::Year => Span::new().try_years(by),
        Unit::Decade => Span::new().try_years(10 * by),
        Unit::Century => Span::new().try_years(100 * by),
    };
    day.checked_add(span.ok()?).ok()
}

/// The calendar unit that `day` lies in.
pub(super) fn unit_of(day: Date, unit: Unit) -> Option<Stretch> {
    match unit {
        Unit::Day => Some(Stretch::day(day)),
        Unit::Week => {
            let start = shift(day, Unit::Day, -i32::from(day.weekday().to_monday_zero_offset()))?;
            Some(Stretch::closed(start, shift(start, Unit::Day, 6)?, Precision::Week))
        }
        Unit::Month => month(day.year(), day.month()),
        Unit::Quarter => {
            let first = (day.month() - 1) / 3 * 3 + 1;
            Some(month(day.year(), first)?.to(month(day.year(), first + 2)?))
        }
        Unit::Year => year(day.year()),
        Unit::Decade => decade(day.year() / 10 * 10),
        Unit::Century => years(day.year() / 100 * 100, day.year() / 100 * 100 + 99),
    }
}

pub(super) fn month(year: i16, month: i8) -> Option<Stretch> {
    let start = Date::new(year, month, 1).ok()?;
    Some(Stretch::closed(start, start.last_of_month(), Precision::Month))
}

pub(super) fn year(year: i16) -> Option<Stretch> {
    let stretch = years(year, year)?;
    Some(Stretch { precision: Precision::Year, ..stretch })
}

/// The ten years from `first`.
pub(super) fn decade(first: i16) -> Option<Stretch> {
    years(first, first.checked_add(9)?)
}

pub(super) fn years(first: i16, last: i16) -> Option<Stretch> {
    Some(Stretch::closed(Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?, Precision::Years))
}

/// The last such day of the week up to and including `day`.
pub(super) fn weekday_up_to(day: Date, weekday: Weekday) -> Option<Date> {
    shift(day, Unit::Day, -i32::from(day.weekday().since(weekday)))
}

/// The first such day of the week from `day` on.
pub(super) fn weekday_from(day: Date, weekday: Weekday) -> Option<Date> {
    shift(day, Unit::Day, i32::from(day.weekday().until(weekday)))
}

/// How precise a stretch of several `unit`s is.
pub(super) const fn precision_of(unit: Unit) -> Precision {
    match unit {
        Unit::Day => Precision::Day,
        Unit::Week => Precision::Week,
        Unit::Month | Unit::Quarter => Precision::Month,
        Unit::Year => Precision::Year,
        Unit::Decade | Unit::Century => Precision::Years,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weekdays_count_from_the_day_itself() {
        let thursday = date(2017, 5, 25);
        assert_eq!(weekday_up_to(thursday, Weekday::Thursday), Some(thursday));
        assert_eq!(weekday_up_to(thursday, Weekday::Friday), Some(date(2017, 5, 19)));
        assert_eq!(weekday_from(thursday, Weekday::Wednesday), Some(date(2017, 5, 31)));
    }

    #[test]
    fn units_hold_their_day() {
        let day = date(2016, 2, 29);
        for (unit, start, end) in [
            (Unit::Week, date(2016, 2, 29), date(2016, 3, 6)),
            (Unit::Month, date(2016, 2, 1), date(2016, 2, 29)),
            (Unit::Quarter, date(2016, 1, 1), date(2016, 3, 31)),
            (Unit::Year, date(2016, 1, 1), date(2016, 12, 31)),
            (Unit::Decade, date(2010, 1, 1), date(2019, 12, 31)),
        ] {
            let stretch = unit_of(day, unit).unwrap();
            assert_eq!((stretch.start, stretch.end), (Some(start), Some(end)), "{unit:?}");
        }
        assert_eq!(shift(day, Unit::Century, i32::MAX), None);
    }
}

//! Days as precisely as they are known, and the periods between them.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A day, a month or a year: `2014-10-01`, `2014-10`, `2014`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PartialDate {
    year: i16,
    /// 0 where only the year is known.
    month: i8,
    /// 0 where only the month is known.
    day: i8,
}

impl PartialDate {
    /// The first day it may mean.
    pub(crate) fn first(self) -> Date {
        Date::new(self.year, self.month.max(1), self.day.max(1)).unwrap_or(Date::MIN)
    }

    /// The last day it may mean.
    pub(crate) fn last(self) -> Date {
        let month = if self.month == 0 { 12 } else { self.month };
        match self.day {
            0 => Date::new(self.year, month, 1).map_or(Date::MAX, Date::last_of_month),
            day => Date::new(self.year, month, day).unwrap_or(Date::MAX),
        }
    }
}

impl FromStr for PartialDate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is no date (YYYY, YYYY-MM or YYYY-MM-DD)");
        let mut parts = text.split('-').map(|part| (part.len(), part.parse::<i16>()));
        let mut next = |width: usize| match parts.next() {
            None => Ok(0),
            Some((length, Ok(number))) if length == width => Ok(number),
            Some(_) => Err(wrong()),
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let (month, day) =
            (i8::try_from(month).map_err(|_| wrong())?, i8::try_from(day).map_err(|_| wrong())?);
        let parts_given = text.split('-').count();
        let real = Date::new(year, month.max(1), day.max(1)).is_ok()
            && (parts_given < 2 || month > 0)
            && (parts_given < 3 || day > 0)
            && parts_given <= 3;
        if real { Ok(Self { year, month, day }) } else { Err(wrong()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// From a first to a last day, both inclusive and either open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Period {
    pub(crate) from: Option<PartialDate>,
    pub(crate) to: Option<PartialDate>,
}

impl Period {
    /// Whether `day` lies in it; a bound known to the month or year is taken at its widest. On the day of a
    /// take-over the predecessor and the successor both hold an office.
    pub(crate) fn contains(self, day: Date) -> bool {
        self.begun(day) && self.to.is_none_or(|to| day <= to.last())
    }

    /// Whether it has begun on `day`.
    pub(crate) fn begun(self, day: Date) -> bool {
        self.from.is_none_or(|from| from.first() <= day)
    }

    /// Whether it holds `on`, or, without a day to ask for, is still open.
    pub(crate) fn holds(self, on: Option<Date>) -> bool {
        on.map_or(self.to.is_none(), |day| self.contains(day))
    }

    /// Whether the two share more than the day of a take-over. Bounds that are less precise than a day count at
    /// their narrowest: what may be apart is not an overlap.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        let before = |end: Option<PartialDate>, start: Option<PartialDate>| match (end, start) {
            (Some(end), Some(start)) => end.first() <= start.last(),
            _ => false,
        };
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}

impl FromStr for Period {
    type Err = String;

    /// Reads `2004-03-29`, `1973-01-01..2020-01-31`, `..1990` and `1990..`.
    fn from_str(text: &str) -> Result<Self, String> {
        let bound = |part: &str| if part.is_empty() { Ok(None) } else { part.parse().map(Some) };
        let (from, to) = text.split_once("..").unwrap_or((text, ""));
        Self { from: bound(from)?, to: bound(to)? }.in_order()
    }
}

impl Period {
    /// The period, if it does not end before it begins.
    pub(crate) fn in_order(self) -> Result<Self, String> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if to.last() < from.first() => {
                Err(format!("it ends ({to}) before it begins ({from})"))
            }
            _ => Ok(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn dates_read_back_as_precisely_as_written() {
        for text in ["2014", "2014-10", "2014-10-01", "0987"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in ["", "14", "2014-13", "2014-02-30", "2014-00", "2014-1-1", "2014-10-01-03", "May"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn imprecise_bounds_are_taken_at_their_widest() {
        let period: Period = "2014-10..2016".parse().unwrap();
        for (text, inside) in
            [("2014-09-30", false), ("2014-10-01", true), ("2016-12-31", true), ("2017-01-01", false)]
        {
            assert_eq!(period.contains(day(text)), inside, "{text}");
        }
    }

    #[test]
    fn a_take_over_day_is_no_overlap() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        assert!(!period("2009-08-01..2014-10-01").overlaps(period("2014-10-01..2024-10-01")));
        assert!(!period("2009..2014").overlaps(period("2014..2020")));
        assert!(period("2009..2014-10-01").overlaps(period("2014-09-01..2020")));
        assert!(period("2009..").overlaps(period("2014..")));
        assert!("2016..2014".parse::<Period>().is_err());
    }

    #[test]
    fn without_a_day_only_open_periods_hold() {
        assert!("2014..".parse::<Period>().unwrap().holds(None));
        assert!(!"2014..2015".parse::<Period>().unwrap().holds(None));
    }
}

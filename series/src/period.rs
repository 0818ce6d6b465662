//! Days, ISO weeks and months.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// A day.
    Day,
    /// An ISO week, from Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
}

impl Step {
    /// The period that holds a day.
    #[must_use]
    pub fn holding(self, day: Date) -> Period {
        let first = match self {
            Self::Day => day,
            Self::Week => monday(day),
            Self::Month => day.first_of_month(),
        };
        Period { step: self, first }
    }

    /// The word for one period.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

fn monday(day: Date) -> Date {
    let since = i64::from(day.weekday().since(Weekday::Monday));
    day.checked_sub(since.days()).unwrap_or(Date::MIN)
}

/// A day, an ISO week or a month. It reads `2017-05-25`, `2017-W21` or `2017-05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    step: Step,
    first: Date,
}

impl Period {
    /// Its first day.
    #[must_use]
    pub const fn first(self) -> Date {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Date {
        self.next().first.yesterday().unwrap_or(Date::MAX)
    }

    /// The period after it; at the end of all time, itself.
    #[must_use]
    pub fn next(self) -> Self {
        let length = match self.step {
            Step::Day => 1.day(),
            Step::Week => 7.days(),
            Step::Month => 1.month(),
        };
        Self { first: self.first.checked_add(length).unwrap_or(self.first), ..self }
    }

    /// The day, week or month that it is.
    #[must_use]
    pub const fn step(self) -> Step {
        self.step
    }

    /// Every period from the one that holds `from` to the one that holds `to`.
    pub fn between(step: Step, from: Date, to: Date) -> impl Iterator<Item = Self> {
        let begin = (from <= to).then(|| step.holding(from));
        std::iter::successors(begin, move |period| {
            let next = period.next();
            (next.first > period.first && next.first <= to).then_some(next)
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.step {
            Step::Day => f.pad(&self.first.to_string()),
            Step::Week => {
                let week = self.first.iso_week_date();
                f.pad(&format!("{:04}-W{:02}", week.year(), week.week()))
            }
            Step::Month => f.pad(&format!("{:04}-{:02}", self.first.year(), self.first.month())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_are_iso_weeks() {
        for (day, week) in [
            (date(2015, 12, 31), "2015-W53"),
            (date(2016, 1, 3), "2015-W53"),
            (date(2016, 1, 4), "2016-W01"),
            (date(2018, 12, 31), "2019-W01"),
        ] {
            assert_eq!(Step::Week.holding(day).to_string(), week);
        }
    }

    #[test]
    fn periods_follow_each_other_without_a_gap() {
        for step in [Step::Day, Step::Week, Step::Month] {
            let periods: Vec<_> = Period::between(step, date(2015, 11, 18), date(2017, 3, 2)).collect();
            assert!(periods.windows(2).all(|two| two[0].last().tomorrow().unwrap() == two[1].first()));
            assert!(periods[0].first() <= date(2015, 11, 18));
            assert!(periods[periods.len() - 1].last() >= date(2017, 3, 2));
        }
        assert_eq!(Period::between(Step::Month, date(2015, 1, 31), date(2015, 3, 1)).count(), 3);
        assert_eq!(Period::between(Step::Day, date(2015, 1, 2), date(2015, 1, 1)).count(), 0);
        assert_eq!(Period::between(Step::Week, Date::MAX, Date::MAX).count(), 1);
    }
}

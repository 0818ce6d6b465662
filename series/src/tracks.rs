//! The two tracks of a relation, period by period.

use std::ops::AddAssign;

use dualtrack_record::{Quad, Track};
use jiff::civil::Date;

use crate::period::{Period, Step};

/// What is counted of a relation in one stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Counts {
    /// Events (or reports of them) by quad class, in the order of [`Quad::ALL`].
    pub quads: [u64; 4],
    /// The sum of their scores.
    pub score: f64,
    /// Contacts.
    pub contacts: u64,
    /// Quotations of the one about the other.
    pub quotations: u64,
    /// Articles read from these days, whatever they are about: a rise in coverage is not a rise in events.
    pub articles: u64,
}

impl Counts {
    /// Adds a number of events of one quad class, and the sum of their scores.
    pub fn count(&mut self, quad: Quad, number: u64, score: f64) {
        self.quads[quad as usize] += number;
        self.score += score;
    }

    /// How many events of a quad class.
    #[must_use]
    pub const fn of(&self, quad: Quad) -> u64 {
        self.quads[quad as usize]
    }

    /// How many events on a track.
    #[must_use]
    pub fn on(&self, track: Track) -> u64 {
        let [verbal, material] = classes(track);
        self.of(verbal) + self.of(material)
    }

    /// How many events on both tracks.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.quads.iter().sum()
    }

    /// The mean of their scores, if there are any.
    #[must_use]
    pub fn mean_score(&self) -> Option<f64> {
        (self.events() > 0).then(|| self.score / self.events() as f64)
    }

    /// Whether nothing passed between the two; articles about others do not matter.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.events() == 0 && self.contacts == 0 && self.quotations == 0
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.quads.iter_mut().zip(other.quads).for_each(|(own, others)| *own += others);
        self.score += other.score;
        self.contacts += other.contacts;
        self.quotations += other.quotations;
        self.articles += other.articles;
    }
}

/// The quad classes of a track: in words, in deeds.
#[must_use]
pub const fn classes(track: Track) -> [Quad; 2] {
    match track {
        Track::Cooperation => [Quad::VerbalCooperation, Quad::MaterialCooperation],
        Track::Conflict => [Quad::VerbalConflict, Quad::MaterialConflict],
    }
}

/// A relation over time: every period between two days, the quiet ones too.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    step: Step,
    bins: Vec<(Period, Counts)>,
}

impl Series {
    /// An empty series over the periods that hold these days.
    #[must_use]
    pub fn new(step: Step, from: Date, to: Date) -> Self {
        let bins = Period::between(step, from, to).map(|period| (period, Counts::default())).collect();
        Self { step, bins }
    }

    /// The counts of the period that holds a day; none outside the series.
    pub fn on(&mut self, day: Date) -> Option<&mut Counts> {
        let first = self.step.holding(day).first();
        let at = self.bins.binary_search_by_key(&first, |(period, _)| period.first()).ok()?;
        Some(&mut self.bins[at].1)
    }

    /// How long its periods are.
    #[must_use]
    pub const fn step(&self) -> Step {
        self.step
    }

    /// The periods with their counts, in their order.
    #[must_use]
    pub fn bins(&self) -> &[(Period, Counts)] {
        &self.bins
    }

    /// Everything together.
    #[must_use]
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        self.bins.iter().for_each(|(_, counts)| total += *counts);
        total
    }

    /// The positions of the periods from which an article was read: of the others nothing is known.
    #[must_use]
    pub fn observed(&self) -> Vec<usize> {
        let observed = |(at, (_, counts)): (usize, &(Period, Counts))| (counts.articles > 0).then_some(at);
        self.bins.iter().enumerate().filter_map(observed).collect()
    }

    /// The numbers of one track, period by period.
    #[must_use]
    pub fn track(&self, track: Track) -> Vec<u64> {
        self.bins.iter().map(|(_, counts)| counts.on(track)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn example(step: Step) -> Series {
        let mut series = Series::new(step, date(2014, 1, 1), date(2015, 12, 31));
        let mut day = date(2014, 1, 1);
        for at in 0..700_u64 {
            let quad = Quad::ALL[(at * at % 7 % 4) as usize];
            let counts = series.on(day).unwrap();
            counts.count(quad, at % 3, 2.5 * (at % 3) as f64);
            counts.contacts += at % 2;
            day = day.tomorrow().unwrap();
        }
        series
    }

    #[test]
    fn days_weeks_and_months_have_the_same_sum() {
        let total = example(Step::Day).total();
        assert_eq!(total.events(), 699);
        assert_eq!(example(Step::Week).total(), total);
        assert_eq!(example(Step::Month).total(), total);
    }

    #[test]
    fn days_outside_are_nowhere() {
        let mut series = Series::new(Step::Day, date(2014, 1, 1), date(2014, 1, 3));
        assert!(series.on(date(2013, 12, 31)).is_none());
        assert!(series.on(date(2014, 1, 4)).is_none());
        assert_eq!(series.bins().len(), 3);
    }

    #[test]
    fn tracks_are_their_quads() {
        let mut counts = Counts::default();
        counts.count(Quad::VerbalCooperation, 3, 7.5);
        counts.count(Quad::MaterialConflict, 1, -9.0);
        assert_eq!((counts.on(Track::Cooperation), counts.on(Track::Conflict)), (3, 1));
        assert_eq!(counts.mean_score(), Some(-0.375));
        assert_eq!(Counts::default().mean_score(), None);
    }
}

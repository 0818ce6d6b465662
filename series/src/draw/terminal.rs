//! The plot in characters.
//!
//! Half blocks give two steps a line. What is done stands next to the zero line in full blocks, what is said beyond it
//! in shaded ones, so that nothing is lost without colour.

use dualtrack_record::Track;

use super::{Bar, Mark, bars, length, step_of_axis};
use crate::tracks::{Series, classes};

/// Lines on each side of the zero line.
const LINES: usize = 6;
/// Columns of the numbers at the left.
const NUMBERS: usize = 6;

/// What a stretch of characters shows, to be coloured by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Axes and numbers.
    Axis,
    /// A track, and whether deeds.
    Track(Track, bool),
}

/// Characters of one ink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The characters.
    pub text: String,
    /// Their ink.
    pub ink: Ink,
}

/// The plot in at most `columns` columns, line by line.
#[must_use]
pub fn terminal(series: &Series, marks: &[Mark], columns: usize) -> Vec<Vec<Stretch>> {
    let (bars, each) = bars(series, columns.saturating_sub(NUMBERS + 1).max(10));
    let most =
        bars.iter().flat_map(|bar| [Track::Cooperation, Track::Conflict].map(|track| bar.counts.on(track)));
    let plot = Plot::new(&bars, most.max().unwrap_or(0));
    let mut lines = Vec::new();
    lines.extend((0..plot.lines[0]).rev().map(|line| plot.line(Track::Cooperation, line)));
    lines.push(axis(&bars));
    lines.extend((0..plot.lines[1]).map(|line| plot.line(Track::Conflict, line)));
    lines.extend(changes(marks, each, bars.len()));
    lines.push(vec![dates(&bars)]);
    lines.push(vec![quiet(format!(
        "{:NUMBERS$} + up: cooperation, − down: conflict; █ in deeds, ▒ in words; one column: {}",
        "",
        length(series, each)
    ))]);
    lines
}

struct Plot<'a> {
    bars: &'a [Bar],
    /// What half a line stands for.
    half: f64,
    /// What a line stands for that has a number.
    step: u64,
    /// Lines up and down: a side that is empty keeps one.
    lines: [usize; 2],
}

impl<'a> Plot<'a> {
    fn new(bars: &'a [Bar], most: u64) -> Self {
        let half = (most as f64 / (2 * LINES) as f64).max(0.5);
        let lines = [Track::Cooperation, Track::Conflict].map(|track| {
            let highest = bars.iter().map(|bar| bar.counts.on(track)).max().unwrap_or(0);
            let halves = (highest as f64 / half).round() as usize;
            halves.div_ceil(2).clamp(1, LINES)
        });
        Self { bars, half, step: step_of_axis(most, 3), lines }
    }

    /// One line, counted from the zero line.
    fn line(&self, track: Track, line: usize) -> Vec<Stretch> {
        let mut stretches = vec![quiet(self.number(line))];
        for bar in self.bars {
            let (character, deeds) = self.cell(bar, track, line);
            push(&mut stretches, character, Ink::Track(track, deeds));
        }
        if let Some(last) = stretches.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        stretches
    }

    /// The number that falls on a line, if a round one does.
    fn number(&self, line: usize) -> String {
        let (from, to) = (2.0 * self.half * line as f64, 2.0 * self.half * (line + 1) as f64);
        let number = (to / self.step as f64 + 1e-9).floor() * self.step as f64;
        if number > from + 1e-9 { format!("{number:NUMBERS$} ") } else { format!("{:NUMBERS$} ", "") }
    }

    fn cell(&self, bar: &Bar, track: Track, line: usize) -> (char, bool) {
        let [words, deeds] = classes(track);
        let (deeds, all) = (bar.counts.of(deeds), bar.counts.of(words) + bar.counts.of(deeds));
        let halves = |count: u64| {
            let halves = (count as f64 / self.half).round() as usize;
            if count > 0 { halves.max(1) } else { 0 }
        };
        let (deeds, all) = (halves(deeds).saturating_sub(2 * line), halves(all).saturating_sub(2 * line));
        let (full, half) = if track == Track::Cooperation { ('█', '▄') } else { ('█', '▀') };
        match (deeds, all) {
            (_, 0) => (' ', false),
            (2.., _) => (full, true),
            (1, 1) => (half, true),
            (0, 1) => (if track == Track::Cooperation { '▖' } else { '▘' }, false),
            (1, _) => (half, true),
            (0, _) => ('▒', false),
        }
    }
}

fn push(stretches: &mut Vec<Stretch>, character: char, ink: Ink) {
    match stretches.last_mut() {
        Some(last) if last.ink == ink || character == ' ' => last.text.push(character),
        _ => stretches.push(Stretch { text: character.into(), ink }),
    }
}

fn quiet(text: String) -> Stretch {
    Stretch { text, ink: Ink::Axis }
}

/// The zero line, with a notch where a year begins.
fn axis(bars: &[Bar]) -> Vec<Stretch> {
    let notches = bars.iter().enumerate().map(|(at, _)| if begins_year(bars, at) { '┼' } else { '─' });
    vec![quiet(format!("{:>NUMBERS$} {}", 0, notches.collect::<String>()))]
}

fn begins_year(bars: &[Bar], at: usize) -> bool {
    at > 0 && bars[at].first.first().year() != bars[at - 1].first.first().year()
}

/// Where a track changed, if one did.
fn changes(marks: &[Mark], each: usize, bars: usize) -> Vec<Vec<Stretch>> {
    let of = |track: Track| {
        let mut line = vec![' '; bars];
        for mark in marks.iter().filter(|mark| mark.track == track) {
            if let Some(place) = line.get_mut(mark.at / each) {
                *place = if mark.rise { '▲' } else { '▼' };
            }
        }
        let sign = if track == Track::Cooperation { '+' } else { '−' };
        let text = format!("{sign:>NUMBERS$} {}", line.into_iter().collect::<String>().trim_end());
        vec![Stretch { text, ink: Ink::Track(track, true) }]
    };
    let tracks = [Track::Cooperation, Track::Conflict];
    tracks.into_iter().filter(|&track| marks.iter().any(|mark| mark.track == track)).map(of).collect()
}

/// The first and last period, and years between them where there is room.
fn dates(bars: &[Bar]) -> Stretch {
    let mut line = String::new();
    let mut place = |at: usize, label: &str| {
        let taken = line.chars().count();
        if at >= taken + usize::from(taken > 0) && at + label.len() <= bars.len().max(label.len()) {
            line.push_str(&" ".repeat(at - taken));
            line.push_str(label);
        }
    };
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return quiet(line) };
    let (first, last) = (first.first.to_string(), last.last.to_string());
    place(0, &first);
    let end = bars.len().saturating_sub(last.len());
    for (at, bar) in bars.iter().enumerate().filter(|&(at, _)| begins_year(bars, at)) {
        if at + 6 <= end {
            place(at, &bar.first.last().year().to_string());
        }
    }
    place(end, &last);
    quiet(format!("{:NUMBERS$} {line}", ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Step;
    use dualtrack_record::Quad;
    use jiff::civil::date;

    fn text(lines: &[Vec<Stretch>]) -> Vec<String> {
        let line = |line: &Vec<Stretch>| line.iter().map(|stretch| stretch.text.as_str()).collect::<String>();
        lines.iter().map(|stretches| line(stretches).trim_end().to_owned()).collect()
    }

    #[test]
    fn both_tracks_stand_on_one_line() {
        let mut series = Series::new(Step::Month, date(2014, 10, 1), date(2015, 9, 30));
        for (day, quad, number) in [
            (date(2014, 11, 3), Quad::VerbalCooperation, 4),
            (date(2014, 11, 9), Quad::MaterialCooperation, 2),
            (date(2015, 2, 1), Quad::VerbalConflict, 2),
            (date(2015, 3, 1), Quad::MaterialConflict, 1),
        ] {
            series.on(day).unwrap().count(quad, number, 0.0);
        }
        let marks = [Mark { at: 4, track: Track::Conflict, rise: true }];
        let found = text(&terminal(&series, &marks, 80));
        assert_eq!(
            found,
            [
                "     6  ▒",
                "        ▒",
                "     4  ▒",
                "        ▒",
                "     2  █",
                "        █",
                "     0 ───┼────────",
                "           ▒█",
                "     2     ▒",
                "     −     ▲",
                "       2014-10",
                "       + up: cooperation, − down: conflict; █ in deeds, ▒ in words; one column: 1 month",
            ]
        );
    }

    #[test]
    fn a_plot_fits_its_columns() {
        let mut series = Series::new(Step::Day, date(2001, 1, 1), date(2020, 12, 31));
        for (at, quad) in Quad::ALL.iter().cycle().enumerate().take(3000) {
            let day = date(2001, 1, 1).checked_add(jiff::Span::new().days(at as i64 * 2)).unwrap();
            series.on(day).unwrap().count(*quad, at as u64 % 11, 0.0);
        }
        for columns in [40, 80, 132] {
            let lines = text(&terminal(&series, &[], columns));
            let widest = lines[..lines.len() - 1].iter().map(|line| line.chars().count()).max();
            assert!(widest.is_some_and(|widest| widest <= columns), "{lines:#?}");
        }
        assert!(!terminal(&Series::new(Step::Day, date(2001, 1, 2), date(2001, 1, 1)), &[], 80).is_empty());
    }
}

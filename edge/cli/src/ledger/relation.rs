//! `dualtrack relation`: a page about two parties, for people.

use std::collections::BTreeMap;

use dualtrack_ledger::{Direction, Passage, Told, Unit, track_of};
use dualtrack_record::Track;
use dualtrack_series::anomalies::{self, Standing};
use dualtrack_series::{Counts, Series, Step};

use super::levels::Level;
use super::series::{ALL, Matter, change_line, changes_of, heading, marks, plot, row, write_text};
use crate::arguments::relations::RelationArguments;
use crate::failure::Stop;
use crate::layout::{at_most, plain, wrap};
use crate::style::{self, HEADLINE, QUIET, TITLE};
use crate::{Outcome, output};

/// Weeks that are "now".
const NOW: usize = 4;
/// Weeks of the norm, and of each half of a trend.
const YEAR: usize = 52;
/// How many of the latest events and the loudest quotations are shown.
const SHOWN: usize = 6;
/// Prose wider than this tires the eye.
const PROSE: usize = 100;

pub(crate) fn run(arguments: &RelationArguments) -> Result<Outcome, Stop> {
    let matter = Matter::new(&arguments.between)?;
    let weekly = matter.series(Step::Week, &ALL, Unit::Events);
    let page = Page { now: Now::of(&weekly), matter, weekly, columns: output::columns().min(PROSE) };
    write_text(&page.text()?)?;
    Ok(Outcome::Complete)
}

/// The last weeks from which something was read, against those before.
struct Now {
    /// Positions of the weeks.
    weeks: Vec<usize>,
    /// Sums of four weeks before, the earliest first.
    before: Vec<Counts>,
    counts: Counts,
}

impl Now {
    fn of(weekly: &Series) -> Self {
        let observed = weekly.observed();
        let (past, now) = observed.split_at(observed.len().saturating_sub(NOW));
        let past = &past[past.len().saturating_sub(YEAR)..];
        let mut before: Vec<Counts> = past.rchunks_exact(NOW).map(|weeks| sum(weekly, weeks)).collect();
        before.reverse();
        Self { weeks: now.to_vec(), before, counts: sum(weekly, now) }
    }

    fn expected(&self, track: Track) -> f64 {
        let sum: u64 = self.before.iter().map(|counts| counts.on(track)).sum();
        sum as f64 / self.before.len().max(1) as f64
    }

    fn standing(&self, track: Track) -> Standing {
        let past: Vec<u64> = self.before.iter().map(|counts| counts.on(track)).collect();
        anomalies::standing(&past, self.counts.on(track))
    }

    /// Whether there were weeks enough for a norm.
    fn has_norm(&self) -> bool {
        self.before.len() * NOW >= anomalies::HISTORY - NOW
    }
}

fn sum(weekly: &Series, weeks: &[usize]) -> Counts {
    let mut sum = Counts::default();
    weeks.iter().filter_map(|&week| weekly.bins().get(week)).for_each(|(_, counts)| sum += *counts);
    sum
}

struct Page {
    matter: Matter,
    weekly: Series,
    now: Now,
    columns: usize,
}

impl Page {
    fn text(&self) -> Result<String, Stop> {
        let (a, b) = (plain(&self.matter.a.name), plain(&self.matter.b.name));
        let mut out = format!("{HEADLINE}{a} – {b}{HEADLINE:#}\n");
        self.prose(&self.sentence(), &mut out);
        if self.weekly.total().is_quiet() {
            return Ok(out);
        }
        out.push('\n');
        out.push_str(&plot(&self.weekly, &marks(&self.weekly, &self.weekly), self.columns));
        self.amounts(&mut out);
        self.trend(&mut out);
        let told = self.told()?;
        self.contacts(&told, &mut out)?;
        self.issues(&told, &mut out)?;
        self.latest(&told, &mut out);
        self.quotations(&mut out)?;
        Ok(out)
    }

    fn prose(&self, text: &str, out: &mut String) {
        wrap(text, self.columns).iter().for_each(|line| out.push_str(&format!("{line}\n")));
    }

    fn section(&self, title: &str, out: &mut String) {
        out.push_str(&format!("\n{TITLE}{title}{TITLE:#}\n"));
    }

    /// An arrow and one sentence: now against the norm.
    fn sentence(&self) -> String {
        let (from, to) = self.matter.span;
        if self.weekly.total().is_quiet() {
            return format!("Nothing is told of the two from {from} to {to}.");
        }
        if !self.now.has_norm() {
            let events = count(self.weekly.total().events(), "event");
            let weeks = count(self.weekly.observed().len() as u64, "week");
            return format!(
                "• {events} from {from} to {to}; articles from {weeks} are too few to tell what is usual."
            );
        }
        let (cooperation, conflict) =
            (self.now.standing(Track::Cooperation), self.now.standing(Track::Conflict));
        use Standing::{Above, Below, Usual};
        let verdict = match (cooperation, conflict) {
            (Usual, Usual) => "▬ As usual",
            (Above, Above) => "◆ Busier on both tracks",
            (Below, Below) => "◇ Quieter on both tracks",
            (Above, _) | (Usual, Below) => "▲ Better than usual",
            (Below, _) | (Usual, Above) => "▼ Worse than usual",
        };
        let when = |at: Option<&usize>| at.and_then(|&at| self.weekly.bins().get(at)).map(|(week, _)| *week);
        let (first, last) = (when(self.now.weeks.first()), when(self.now.weeks.last()));
        let weeks = match first.zip(last) {
            Some((first, last)) => format!("{first} to {last}"),
            None => String::new(),
        };
        let part = |track: Track| {
            format!(
                "{} on the track of {track} ({:.1} expected)",
                self.now.counts.on(track),
                self.now.expected(track)
            )
        };
        let sum = format!("{} and {}", part(Track::Cooperation), part(Track::Conflict));
        format!("{verdict}: in the last four weeks that were read, {weeks}, events numbered {sum}.")
    }

    fn amounts(&self, out: &mut String) {
        self.section("How much", out);
        out.push_str(&heading("weeks"));
        out.push_str(&row("last 4", &self.now.counts));
        let observed = self.weekly.observed();
        let year = &observed[observed.len().saturating_sub(YEAR)..];
        if observed.len() > NOW {
            out.push_str(&row(&format!("last {}", year.len()), &sum(&self.weekly, year)));
        }
        out.push_str(&row(&format!("all {}", self.weekly.bins().len()), &self.weekly.total()));
        let (a, b) = (plain(&self.matter.a.name), plain(&self.matter.b.name));
        for (direction, label) in [
            (Direction::Forth, format!("{a} → {b}")),
            (Direction::Back, format!("{b} → {a}")),
            (Direction::Together, "both together".to_owned()),
        ] {
            let total = self.matter.series(Step::Month, &[direction], Unit::Events).total();
            out.push_str(&format!("{QUIET}{label}{QUIET:#}\n{}", row("", &Counts { articles: 0, ..total })));
        }
    }

    fn trend(&self, out: &mut String) {
        self.section("Trend", out);
        let observed = self.weekly.observed();
        if observed.len() >= 2 * YEAR {
            let (before, last) = observed[observed.len() - 2 * YEAR..].split_at(YEAR);
            let (before, last) = (sum(&self.weekly, before), sum(&self.weekly, last));
            let level = |counts: &Counts, track| counts.on(track) as f64 / YEAR as f64;
            for track in [Track::Cooperation, Track::Conflict] {
                let (then, now) = (level(&before, track), level(&last, track));
                out.push_str(&format!(
                    "{track}: {now:.1} a week in the last 52 weeks, {then:.1} in the 52 before\n"
                ));
            }
        }
        let changes = changes_of(&self.weekly);
        if changes.is_empty() {
            out.push_str("no change of level on either track\n");
        }
        changes.iter().for_each(|(track, change)| out.push_str(&change_line(&self.weekly, *track, change)));
    }

    /// The events of these days in full, the earliest first.
    fn told(&self) -> Result<Vec<(Passage, Told)>, Stop> {
        let (from, to) = self.matter.span;
        let within = |passage: &&Passage| passage.day.is_some_and(|day| from <= day && day <= to);
        let passages = self.matter.relation.passages.iter().filter(within);
        passages.map(|passage| Ok((*passage, self.matter.ledger.told(passage.event)?))).collect()
    }

    fn contacts(&self, told: &[(Passage, Told)], out: &mut String) -> Result<(), Stop> {
        let mut levels: BTreeMap<Level, (u64, BTreeMap<String, u64>)> = BTreeMap::new();
        for (passage, told) in told.iter().filter(|(passage, _)| passage.contact) {
            let Some((form, forum)) = self.matter.ledger.contact(passage.event)? else { continue };
            let (number, forms) = levels.entry(Level::of(told)).or_default();
            *number += 1;
            *forms.entry(forum.unwrap_or(form)).or_default() += 1;
        }
        if levels.is_empty() {
            return Ok(());
        }
        self.section("Contacts", out);
        for level in Level::ALL {
            if let Some((number, forms)) = levels.get(&level) {
                let line = format!("{:<13} {number:>4}  {}", level.as_str(), most(forms));
                self.prose_with_indent(&line, 20, out);
            }
        }
        Ok(())
    }

    fn issues(&self, told: &[(Passage, Told)], out: &mut String) -> Result<(), Stop> {
        let mut tracks: BTreeMap<Track, BTreeMap<String, u64>> = BTreeMap::new();
        for (passage, _) in told {
            let issues = tracks.entry(track_of(passage.quad)).or_default();
            for issue in self.matter.ledger.issues(passage.event)? {
                *issues.entry(issue).or_default() += 1;
            }
        }
        if tracks.values().all(BTreeMap::is_empty) {
            return Ok(());
        }
        self.section("Issues", out);
        for (track, issues) in tracks.iter().filter(|(_, issues)| !issues.is_empty()) {
            let line = format!("{:<13} {}", format!("{} {track}", style::mark(*track)), most(issues));
            self.prose_with_indent(&line, 14, out);
        }
        Ok(())
    }

    fn prose_with_indent(&self, text: &str, indent: usize, out: &mut String) {
        let (head, rest) = text.split_at(text.char_indices().nth(indent).map_or(text.len(), |(at, _)| at));
        for (at, line) in wrap(rest, self.columns - indent).iter().enumerate() {
            let head = if at == 0 { head.to_owned() } else { " ".repeat(indent) };
            out.push_str(&format!("{head}{line}\n"));
        }
    }

    fn latest(&self, told: &[(Passage, Told)], out: &mut String) {
        if told.is_empty() {
            return;
        }
        self.section("Latest events", out);
        for (passage, told) in told.iter().rev().take(SHOWN) {
            out.push_str(&event(passage, told, self.columns));
        }
    }

    fn quotations(&self, out: &mut String) -> Result<(), Stop> {
        let (from, to) = self.matter.span;
        let words = &self.matter.relation.words;
        let within = words.iter().filter(|word| word.day.is_some_and(|day| from <= day && day <= to));
        let quoted: Result<Vec<_>, Stop> =
            within.map(|word| Ok((*word, self.matter.ledger.quoted(word.quotation)?))).collect();
        let mut quoted = quoted?;
        // Those of the stories that most papers printed, then the later ones.
        quoted.sort_by(|(one, first), (other, second)| {
            (second.printings, other.day, other.quotation).cmp(&(first.printings, one.day, one.quotation))
        });
        if quoted.is_empty() {
            return Ok(());
        }
        self.section("Loudest quotations", out);
        for (word, quoted) in quoted.iter().take(SHOWN) {
            let style = word.track.map_or(QUIET, style::of_track);
            let mark = word.track.map_or(" ", style::mark);
            let speaker = quoted.speaker.as_deref().unwrap_or("somebody");
            let printings = if quoted.printings > 1 {
                format!(", in {} papers", quoted.printings)
            } else {
                String::new()
            };
            out.push_str(&format!("{style}{mark}{style:#} {} {}{printings}\n", quoted.day, plain(speaker)));
            let text = if quoted.kind == "indirect" {
                plain(&quoted.words)
            } else {
                format!("“{}”", unquoted(&quoted.words))
            };
            indented(&text, self.columns, out);
        }
        Ok(())
    }
}

fn unquoted(words: &str) -> String {
    plain(words).trim_matches(['"', '“', '”', ',', ' ']).to_owned()
}

fn indented(text: &str, columns: usize, out: &mut String) {
    for line in at_most(wrap(text, columns - 2), 3, columns - 2) {
        out.push_str(&format!("  {line}\n"));
    }
}

/// Two lines or more about an event: when, who, what, and its words.
pub(crate) fn event(passage: &Passage, told: &Told, columns: usize) -> String {
    let track = track_of(passage.quad);
    let style = style::of_track(track);
    let names = |parties: &[dualtrack_ledger::Party]| {
        parties.iter().map(|party| plain(&party.name)).collect::<Vec<_>>().join(", ")
    };
    let who = match (names(&told.actors), names(&told.recipients)) {
        (actors, recipients) if recipients.is_empty() => actors,
        (actors, recipients) => format!("{actors} → {recipients}").trim_start().to_owned(),
    };
    let mode = told.mode.as_ref().map_or(String::new(), |mode| format!(" {mode}"));
    let reports = if told.reports > 1 { format!(" · {} stories", told.reports) } else { String::new() };
    let head = format!("{} {who}: {}{mode}{reports}", told.day, told.kind);
    let mut out = String::new();
    for (at, line) in wrap(&head, columns - 2).iter().enumerate() {
        let mark = if at == 0 { style::mark(track) } else { " " };
        out.push_str(&format!("{style}{mark}{style:#} {line}\n"));
    }
    indented(&plain(&told.sentence.2), columns, &mut out);
    out
}

/// The most frequent ones with their numbers.
fn most(counts: &BTreeMap<String, u64>) -> String {
    let mut sorted: Vec<_> = counts.iter().collect();
    sorted.sort_by_key(|&(name, &number)| (std::cmp::Reverse(number), name));
    let named = sorted.iter().take(SHOWN).map(|(name, number)| format!("{name} ({number})"));
    named.collect::<Vec<_>>().join(", ")
}

fn count(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

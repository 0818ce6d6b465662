//! `dualtrack series`: both tracks of a relation over time.

use std::io::{self, IsTerminal, Write};

use dualtrack_ledger::{Direction, Ledger, Relation, Unit};
use dualtrack_record::{Quad, Track};
use dualtrack_series::changes::{self, Change};
use dualtrack_series::draw::{self, Figure, Ink, Mark};
use dualtrack_series::{Counts, Period, Series, Step, classes};
use jiff::civil::Date;
use serde_json::json;

use super::parties::{Finder, Party};
use crate::arguments::relations::{Between, By, Count, Days, SeriesArguments, SeriesFormat, Way};
use crate::failure::{Failure, Stop};
use crate::style::{self, HEADLINE, QUIET};
use crate::{Outcome, output};

pub(crate) const ALL: [Direction; 3] = [Direction::Forth, Direction::Back, Direction::Together];
/// A plot wider than this is no better.
const WIDEST: usize = 120;

pub(crate) fn run(arguments: &SeriesArguments) -> Result<Outcome, Stop> {
    let default = if io::stdout().is_terminal() { SeriesFormat::Table } else { SeriesFormat::Jsonl };
    let format = arguments.format.unwrap_or(default);
    let matter = Matter::new(&arguments.between)?;
    let step = match arguments.by {
        By::Day => Step::Day,
        By::Week => Step::Week,
        By::Month => Step::Month,
    };
    let directions = match arguments.direction {
        Way::Both => &ALL[..],
        Way::AToB => &[Direction::Forth],
        Way::BToA => &[Direction::Back],
        Way::Together => &[Direction::Together],
    };
    let unit = if arguments.count == Count::Events { Unit::Events } else { Unit::Reports };
    let view = View {
        series: matter.series(step, directions, unit),
        weekly: matter.series(Step::Week, directions, unit),
    };
    let title = format!("{} – {}", matter.a.name, matter.b.name);
    let subtitle = subtitle(arguments.count, arguments.direction, &matter);
    let picture = |marks: &[Mark], png: bool| {
        let figure = Figure { title: &title, subtitle: &subtitle, series: &view.series, marks };
        if png { figure.png() } else { Some(figure.svg().into_bytes()) }
    };
    match format {
        SeriesFormat::Table => write_text(&view.table(&title, &subtitle))?,
        SeriesFormat::Csv => write_text(&csv(&view.series))?,
        SeriesFormat::Jsonl => write_text(&jsonl(&view.series))?,
        SeriesFormat::Svg => write_bytes(picture(&view.marks(), false))?,
        SeriesFormat::Png => {
            if io::stdout().is_terminal() {
                return Err(Stop::Usage(
                    "a PNG is no text for a terminal: send it to a file with > FILE".into(),
                ));
            }
            write_bytes(picture(&view.marks(), true))?;
        }
    }
    Ok(Outcome::Complete)
}

pub(crate) fn write_text(text: &str) -> Result<(), Stop> {
    let mut out = output::standard_output();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Writes bytes as they are: nothing in them is a colour to be left out.
fn write_bytes(bytes: Option<Vec<u8>>) -> Result<(), Stop> {
    let bytes = bytes.ok_or_else(|| Failure::new("the plot", "there is no memory for the picture"))?;
    let mut out = io::stdout().lock();
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(())
}

/// Two parties and what passed between them in some days.
pub(crate) struct Matter {
    pub(crate) ledger: Ledger,
    pub(crate) a: Party,
    pub(crate) b: Party,
    pub(crate) relation: Relation,
    pub(crate) span: (Date, Date),
    volume: Vec<(Date, u64)>,
}

impl Matter {
    pub(crate) fn new(asked: &Between) -> Result<Self, Stop> {
        let ledger = Ledger::open(&asked.ledger)?;
        let finder = Finder::new(&ledger, &asked.knowledge);
        let (a, b) = (finder.party(&asked.a)?, finder.party(&asked.b)?);
        let relation = ledger.relation(&a.members, &b.members)?;
        let span = span(&ledger, asked.days)?;
        let volume = ledger.volume()?;
        Ok(Self { ledger, a, b, relation, span, volume })
    }

    pub(crate) fn series(&self, step: Step, directions: &[Direction], unit: Unit) -> Series {
        self.relation.series(step, self.span, directions, unit, &self.volume)
    }
}

/// The days asked for, or those from which the ledger has articles.
pub(crate) fn span(ledger: &Ledger, days: Days) -> Result<(Date, Date), Stop> {
    let span = ledger.span()?;
    let given = days.from.zip(days.to);
    let Some((first, last)) = span.or(given) else {
        let reason = "none of its articles states its day; say which days are meant with --from and --to";
        return Err(Failure::new(ledger.path().display().to_string(), reason).into());
    };
    let (from, to) = (days.from.unwrap_or(first), days.to.unwrap_or(last));
    if from > to {
        return Err(Stop::Usage(format!("there is no day from {from} to {to}")));
    }
    Ok((from, to))
}

fn subtitle(count: Count, way: Way, matter: &Matter) -> String {
    let what = match count {
        Count::Events => "events that happened or are going on",
        Count::Reports => "reports of events that happened or are going on",
    };
    let (a, b) = (&matter.a.name, &matter.b.name);
    match way {
        Way::Both => format!("{what}, both directions"),
        Way::AToB => format!("{what}, {a} → {b}"),
        Way::BToA => format!("{what}, {b} → {a}"),
        Way::Together => format!("{what}, of both together"),
    }
}

/// The changes of both tracks, in the order of time.
pub(crate) fn changes_of(weekly: &Series) -> Vec<(Track, Change)> {
    let of = |track| changes::of_track(weekly, track).into_iter().map(move |change| (track, change));
    let mut found: Vec<_> = of(Track::Cooperation).chain(of(Track::Conflict)).collect();
    found.sort_by_key(|&(track, change)| (change.at, track));
    found
}

/// Where a series shows the changes of its weeks.
pub(crate) fn marks(series: &Series, weekly: &Series) -> Vec<Mark> {
    let found = changes_of(weekly).into_iter().filter_map(|(track, change)| {
        let day = weekly.bins().get(change.at)?.0.first();
        let at = series.bins().iter().rposition(|(period, _)| period.first() <= day).unwrap_or(0);
        Some(Mark { at, track, rise: change.after > change.before })
    });
    found.collect()
}

/// A plot with colours.
pub(crate) fn plot(series: &Series, marks: &[Mark], columns: usize) -> String {
    let mut out = String::new();
    for line in draw::terminal(series, marks, columns.min(WIDEST)) {
        let mut painted = String::new();
        for stretch in line {
            let style = match stretch.ink {
                Ink::Axis => QUIET,
                Ink::Track(track, deeds) if deeds => style::of_track(track).bold(),
                Ink::Track(track, _) => style::of_track(track),
            };
            painted.push_str(&format!("{style}{}{style:#}", stretch.text));
        }
        out.push_str(painted.trim_end());
        out.push('\n');
    }
    out
}

/// "▲ conflict from 2014-W09 (2014-W08 to 2014-W11): 1.2 a week before, 10.8 after".
pub(crate) fn change_line(weekly: &Series, track: Track, change: &Change) -> String {
    let week = |at: usize| weekly.bins().get(at).map_or(String::new(), |(week, _)| week.to_string());
    let (arrow, style) = (if change.after > change.before { '▲' } else { '▼' }, style::of_track(track));
    let range = match change.range {
        (first, last) if first == last => String::new(),
        (first, last) => format!(" ({} to {})", week(first), week(last)),
    };
    format!(
        "{style}{arrow}{style:#} {track} from {}{range}: {:.1} a week before, {:.1} after\n",
        week(change.at),
        change.before,
        change.after
    )
}

struct View {
    series: Series,
    /// The same by week, on which changes are defined.
    weekly: Series,
}

impl View {
    fn marks(&self) -> Vec<Mark> {
        marks(&self.series, &self.weekly)
    }

    fn table(&self, title: &str, subtitle: &str) -> String {
        let mut out = format!("{HEADLINE}{title}{HEADLINE:#}\n{QUIET}{subtitle}{QUIET:#}\n\n");
        out.push_str(&plot(&self.series, &self.marks(), output::columns()));
        let changes = changes_of(&self.weekly);
        if !changes.is_empty() {
            out.push_str(&format!("\n{HEADLINE}Changes of level{HEADLINE:#}\n"));
            changes
                .iter()
                .for_each(|(track, change)| out.push_str(&change_line(&self.weekly, *track, change)));
        }
        out.push('\n');
        out.push_str(&heading(self.series.step().as_str()));
        let mut quiet = Vec::new();
        for (period, counts) in self.series.bins() {
            if counts.is_quiet() {
                quiet.push((*period, *counts));
                continue;
            }
            push_quiet(&mut quiet, &mut out);
            out.push_str(&row(&period.to_string(), counts));
        }
        push_quiet(&mut quiet, &mut out);
        out.push_str(&row("all", &self.series.total()));
        out
    }
}

/// Quiet periods: two as they are, more in one line.
fn push_quiet(quiet: &mut Vec<(Period, Counts)>, out: &mut String) {
    if quiet.len() > 2 {
        let word = quiet.first().map_or("period", |(period, _)| period.step().as_str());
        let articles: u64 = quiet.iter().map(|(_, counts)| counts.articles).sum();
        let line = format!("⋮ {} quiet {word}s", quiet.len());
        out.push_str(&format!("{QUIET}{line:<69} {articles:>8}{QUIET:#}\n"));
    } else {
        quiet.iter().for_each(|(period, counts)| out.push_str(&row(&period.to_string(), counts)));
    }
    quiet.clear();
}

/// The two lines over the rows of a table.
pub(crate) fn heading(period: &str) -> String {
    let tracks = format!("{:<10}  {:<11}  {:<11}  {:>7}", "", "cooperation", "conflict", "score");
    let columns = format!(
        "{period:<10}  {:>5} {:>5}  {:>5} {:>5}  {:>7} {:>6}  {:>8} {:>6} {:>8}",
        "words", "deeds", "words", "deeds", "sum", "mean", "contacts", "quotes", "articles"
    );
    format!("{QUIET}{tracks}{QUIET:#}\n{QUIET}{columns}{QUIET:#}\n")
}

/// A row of the table for people: what is nothing is a dot.
pub(crate) fn row(label: &str, counts: &Counts) -> String {
    let number = |number: u64| if number == 0 { "·".to_owned() } else { number.to_string() };
    let painted = |track: Track, quad: Quad| {
        let style = if counts.of(quad) == 0 { QUIET } else { style::of_track(track) };
        format!("{style}{:>5}{style:#}", number(counts.of(quad)))
    };
    let [verbal_cooperation, material_cooperation] =
        classes(Track::Cooperation).map(|quad| painted(Track::Cooperation, quad));
    let [verbal_conflict, material_conflict] =
        classes(Track::Conflict).map(|quad| painted(Track::Conflict, quad));
    let (sum, mean) = match counts.mean_score() {
        Some(mean) => (signed(counts.score, 1), signed(mean, 2)),
        None => ("·".to_owned(), "·".to_owned()),
    };
    format!(
        "{label:<10}  {verbal_cooperation} {material_cooperation}  {verbal_conflict} {material_conflict}  {sum:>7} \
         {mean:>6}  {:>8} {:>6} {:>8}\n",
        number(counts.contacts),
        number(counts.quotations),
        number(counts.articles)
    )
}

/// A number with its sign as people write it.
pub(crate) fn signed(number: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", number.abs());
    if number < 0.0 && text.contains(|c: char| ('1'..='9').contains(&c)) {
        format!("−{text}")
    } else {
        text
    }
}

const COLUMNS: &str = "period,first,last,verbal_cooperation,material_cooperation,verbal_conflict,material_conflict,\
                       cooperation,conflict,score_sum,score_mean,contacts,quotations,articles";

/// Every period, the quiet ones as zeros; the mean of no events is empty.
fn csv(series: &Series) -> String {
    let mut out = format!("{COLUMNS}\n");
    for (period, counts) in series.bins() {
        let mean = counts.mean_score().map(|mean| format!("{mean:.4}")).unwrap_or_default();
        let [a, b, c, d] = counts.quads;
        out.push_str(&format!(
            "{period},{},{},{a},{b},{c},{d},{},{},{:?},{mean},{},{},{}\n",
            period.first(),
            period.last(),
            counts.on(Track::Cooperation),
            counts.on(Track::Conflict),
            counts.score,
            counts.contacts,
            counts.quotations,
            counts.articles
        ));
    }
    out
}

fn jsonl(series: &Series) -> String {
    let mut out = String::new();
    for (period, counts) in series.bins() {
        let values = [
            json!(period.to_string()),
            json!(period.first().to_string()),
            json!(period.last().to_string()),
            json!(counts.quads[0]),
            json!(counts.quads[1]),
            json!(counts.quads[2]),
            json!(counts.quads[3]),
            json!(counts.on(Track::Cooperation)),
            json!(counts.on(Track::Conflict)),
            json!(counts.score),
            json!(counts.mean_score().map(|mean| (mean * 1e4).round() / 1e4)),
            json!(counts.contacts),
            json!(counts.quotations),
            json!(counts.articles),
        ];
        let fields: Vec<String> =
            COLUMNS.split(',').zip(values).map(|(name, value)| format!("\"{name}\":{value}")).collect();
        out.push_str(&format!("{{{}}}\n", fields.join(",")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_signs_of_people() {
        for (number, digits, wanted) in
            [(-2.5, 1, "−2.5"), (2.5, 1, "2.5"), (-0.001, 2, "0.00"), (0.0, 1, "0.0")]
        {
            assert_eq!(signed(number, digits), wanted);
        }
    }

    #[test]
    fn a_row_fits_eighty_columns_and_its_heading() {
        let mut counts = Counts { contacts: 12, quotations: 345, articles: 12_345, ..Counts::default() };
        counts.count(Quad::VerbalConflict, 99_999, -99_999.5);
        let plain = anstream::adapter::strip_str(&row("2014-W10", &counts)).to_string();
        assert!(plain.trim_end().chars().count() <= 80, "{plain}");
        let heading = anstream::adapter::strip_str(&heading("week")).to_string();
        assert!(heading.lines().all(|line| line.chars().count() <= 78), "{heading}");
    }
}

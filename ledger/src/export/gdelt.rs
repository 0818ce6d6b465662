//! GDELT 2.0 events: 61 columns (codebook of 19 February 2015), without a heading.
//!
//! What GDELT has and a ledger has not stays empty: ethnic and religious codes, tone, coordinates, FIPS codes. The
//! Goldstein column holds PLOVER's score, which runs from −10 to +10 as well.

use std::io::Write;

use super::{Ids, cell, line};
use crate::error::Problem;
use crate::told::{Party, Told};

/// How many columns a row has.
pub(super) const COLUMNS: usize = 61;

/// Sixty bits: below the largest whole number of databases, and no two of a hundred million alike but by a rare chance.
const BITS: u32 = 60;

pub(super) fn write(
    told: &Told,
    (articles, sources): (u64, u64),
    ids: &mut Ids,
    out: &mut dyn Write,
) -> Result<u64, Problem> {
    let pairs = told.pairs();
    for (source, target) in &pairs {
        let mut cells = vec![ids.of(told, [*source, *target], BITS).to_string()];
        cells.extend(dates(day(told)));
        cells.extend(actor(*source));
        cells.extend(actor(*target));
        cells.extend(event(told));
        cells.extend([articles, sources, told.reports].map(|number| number.to_string()));
        cells.push(String::new());
        cells.extend(nowhere());
        cells.extend(nowhere());
        cells.extend(place(told));
        cells.extend([added(told), cell(told.article.url.as_deref().unwrap_or(&told.article.input))]);
        debug_assert_eq!(cells.len(), COLUMNS);
        line(&cells, out)?;
    }
    Ok(pairs.len() as u64)
}

/// The day of the event; where it is not known, there is none.
fn day(told: &Told) -> Option<(i64, i64, i64)> {
    let mut parts = told.day.split('-').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

/// Day, month, year, and the year with its fraction as GDELT reckons it: (30 · month + day) / 365.
fn dates(day: Option<(i64, i64, i64)>) -> [String; 4] {
    let Some((year, month, day)) = day else { return Default::default() };
    [
        format!("{year:04}{month:02}{day:02}"),
        format!("{year:04}{month:02}"),
        format!("{year:04}"),
        format!("{year:04}.{:04}", ((month * 30 + day) * 10_000 / 365).min(9999)),
    ]
}

/// Code, name, country, known group, ethnic group, two religions, three types.
fn actor(party: Option<&Party>) -> [String; 10] {
    let Some(party) = party else { return Default::default() };
    let country = party.country.clone().unwrap_or_default();
    let rest = party.cameo.strip_prefix(country.as_str()).unwrap_or(&party.cameo);
    let parts: Vec<String> =
        rest.as_bytes().chunks(3).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    let between = parts.first().is_some_and(|part| matches!(part.as_str(), "IGO" | "NGO" | "MNC" | "IMG"));
    // IGOWSTNAT: the type, the region, the group itself.
    let (types, group) =
        if between && parts.len() > 1 { (&parts[..1], parts.last()) } else { (&parts[..], None) };
    let kind = |at: usize| types.get(at).cloned().unwrap_or_default();
    [
        party.cameo.clone(),
        cell(&party.name).to_uppercase(),
        country,
        group.cloned().unwrap_or_default(),
        String::new(),
        String::new(),
        String::new(),
        kind(0),
        kind(1),
        kind(2),
    ]
}

/// Root event (told in the first paragraph), code, base code, root code, quad class, scale.
fn event(told: &Told) -> [String; 6] {
    let start = |length: usize| told.cameo.get(..length).unwrap_or(&told.cameo).to_owned();
    [
        u8::from(told.lead).to_string(),
        told.cameo.clone(),
        start(3),
        start(2),
        told.quad.1.to_string(),
        format!("{:?}", told.score),
    ]
}

/// The eight columns of a place that is not known.
fn nowhere() -> [String; 8] {
    let mut cells: [String; 8] = Default::default();
    cells[0] = "0".to_owned();
    cells
}

/// The place of the event: what kind it is, a ledger does not know, nor where it lies.
fn place(told: &Told) -> [String; 8] {
    let mut cells = nowhere();
    cells[1] = cell(told.place.0.as_deref().unwrap_or_default());
    cells
}

/// When it came to be known: a ledger takes the time of publication, which is the same whenever it was read.
fn added(told: &Told) -> String {
    let time = told.article.published_utc.as_ref().or(told.article.published.as_ref());
    let digits: String =
        time.map_or(String::new(), |time| time.chars().filter(char::is_ascii_digit).collect());
    if digits.len() < 8 { String::new() } else { format!("{digits:0<14}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_in_four_ways() {
        assert_eq!(dates(Some((2017, 5, 25))), ["20170525", "201705", "2017", "2017.4794"]);
        assert_eq!(dates(Some((2017, 12, 31)))[3], "2017.9999");
        assert_eq!(dates(None), ["", "", "", ""]);
    }

    #[test]
    fn codes_of_actors_come_apart() {
        let party = |cameo: &str, country: Option<&str>| Party {
            id: String::new(),
            name: "A\tname".into(),
            kind: String::new(),
            country: country.map(str::to_owned),
            sectors: Vec::new(),
            cameo: cameo.into(),
            title: None,
            mention: [0, 0],
            words: String::new(),
        };
        let russian = actor(Some(&party("RUSGOVMIL", Some("RUS"))));
        assert_eq!(russian, ["RUSGOVMIL", "A NAME", "RUS", "", "", "", "", "GOV", "MIL", ""]);
        let nato = actor(Some(&party("IGOWSTNAT", None)));
        assert_eq!((nato[3].as_str(), nato[7].as_str(), nato[8].as_str()), ("NAT", "IGO", ""));
        assert_eq!(actor(None).concat(), "");
    }
}

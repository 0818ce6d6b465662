//! ICEWS coded events: 20 columns with a heading.

use std::io::Write;

use super::{Ids, StateName, cell, line};
use crate::error::Problem;
use crate::told::{Party, Told};

pub(super) const COLUMNS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// Whole numbers that R's doubles still hold.
const BITS: u32 = 53;

pub(super) fn write(
    told: &Told,
    state_name: StateName<'_>,
    ids: &mut Ids,
    out: &mut dyn Write,
) -> Result<u64, Problem> {
    let pairs = told.pairs();
    let country =
        |code: Option<&str>| code.map_or(String::new(), |code| state_name(code).unwrap_or(code.to_owned()));
    for (source, target) in &pairs {
        let id = ids.of(told, [*source, *target], BITS);
        let [source, target] = [source, target].map(|party| actor(*party, &country));
        let mode = told.mode.as_ref().map_or(String::new(), |mode| format!(" ({mode})"));
        let mut cells = vec![id.to_string(), told.day.clone()];
        cells.extend(source);
        cells.extend([format!("{}{mode}", told.kind), told.cameo.clone(), format!("{:?}", told.score)]);
        cells.extend(target);
        cells.extend([
            story(told).to_string(),
            (told.sentence.0 + 1).to_string(),
            cell(told.article.site.as_deref().or(told.article.agency.as_deref()).unwrap_or_default()),
            cell(told.place.0.as_deref().unwrap_or_default()),
            String::new(),
            String::new(),
            country(told.place.1.as_deref()),
            String::new(),
            String::new(),
        ]);
        line(&cells, out)?;
    }
    Ok(pairs.len() as u64)
}

/// Name, sectors, country.
fn actor(party: Option<&Party>, country: &impl Fn(Option<&str>) -> String) -> [String; 3] {
    let Some(party) = party else { return Default::default() };
    [cell(&party.name), party.sectors.join(","), country(party.country.as_deref())]
}

/// The story as a whole number: the first bits of the article's id.
fn story(told: &Told) -> u64 {
    let start = told.article.id.get(..16).unwrap_or_default();
    u64::from_str_radix(start, 16).unwrap_or_default() >> (64 - BITS)
}

//! POLECAT weekly files: 40 columns with a heading; lists with semicolons, and "None" for what is missing.

use std::io::Write;

use super::{cell, line, name_of};
use crate::error::Problem;
use crate::open::Ledger;
use crate::told::{Party, Told};

pub(super) const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

const MISSING: &str = "None";

/// Who and what else stands in the story.
pub(super) struct Cast {
    people: Vec<String>,
    organisations: Vec<String>,
    places: Vec<String>,
}

impl Ledger {
    /// The people, organisations and states of an event's story, in the order in which it names them.
    pub(super) fn cast(&self, told: &Told) -> Result<Cast, Problem> {
        let sql = "SELECT d.kind, d.name FROM article_actors r JOIN descriptions d USING (description)
                   WHERE r.article = ?1 ORDER BY r.position";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([told.article.key])?;
        let mut cast = Cast { people: Vec::new(), organisations: Vec::new(), places: Vec::new() };
        while let Some(row) = rows.next()? {
            let list = match row.get::<_, String>(0)?.as_str() {
                "person" => &mut cast.people,
                "state" => &mut cast.places,
                _ => &mut cast.organisations,
            };
            list.push(row.get(1)?);
        }
        Ok(cast)
    }
}

pub(super) fn write(told: &Told, cast: &Cast, out: &mut dyn Write) -> Result<u64, Problem> {
    let mut cells = vec![
        name_of(told),
        present(Some(&told.day)),
        told.kind.clone(),
        present(told.mode.as_deref()),
        format!("{:?}", told.score),
        told.quad.0.to_uppercase(),
        joined(told.contexts.iter().map(String::as_str)),
    ];
    cells.extend(side(&told.actors));
    cells.extend(side(&told.recipients));
    let place = present(told.place.0.as_deref());
    let none = || MISSING.to_owned();
    cells.extend([place.clone(), none(), none(), none(), present(told.place.1.as_deref())]);
    cells.extend([none(), none(), none(), place, none()]);
    cells.extend([
        present(told.article.site.as_deref().or(told.article.agency.as_deref())),
        present(Some(&told.article.day)),
        joined(cast.people.iter().map(String::as_str)),
        joined(cast.organisations.iter().map(String::as_str)),
        joined(cast.places.iter().map(String::as_str)),
        "English".to_owned(),
        format!("Dualtrack {}", told.article.version),
    ]);
    debug_assert_eq!(cells.len(), COLUMNS.len());
    line(&cells, out)?;
    Ok(1)
}

/// Name, country, number of the Correlates of War, principal sector, sectors, title, words, entry of Wikipedia.
fn side(parties: &[Party]) -> [String; 8] {
    let each = |of: fn(&Party) -> &str| joined(parties.iter().map(of));
    [
        each(|party| &party.name),
        each(|party| party.country.as_deref().unwrap_or(MISSING)),
        MISSING.to_owned(),
        each(|party| party.sectors.first().map_or(MISSING, String::as_str)),
        joined(parties.iter().flat_map(|party| party.sectors.iter().map(String::as_str))),
        each(|party| party.title.as_deref().unwrap_or(MISSING)),
        each(|party| &party.words),
        MISSING.to_owned(),
    ]
}

fn present(text: Option<&str>) -> String {
    text.map(cell).filter(|text| !text.is_empty()).unwrap_or(MISSING.to_owned())
}

/// A list with semicolons; one in which everything is missing is missing.
fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let parts: Vec<String> = parts.map(|part| cell(part).replace(';', ",")).collect();
    if parts.iter().all(|part| part.is_empty() || part == MISSING) {
        MISSING.to_owned()
    } else {
        parts.join("; ")
    }
}

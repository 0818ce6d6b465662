//! Rows of `states.tsv` and `organisations.tsv`: ours with what a dump adds to them, and those that we lack.

use std::collections::BTreeMap;

use dualtrack_actors::Knowledge;

use super::collect::{Kept, OrganisationFacts, StateFacts};
use super::entity::Item;
use super::people::Held;
use crate::import::facts::{is_fresh_name, is_tellable};
use crate::import::folder::{Tables, our_rows};

/// Columns of `states.tsv`.
mod state {
    pub(super) const COUNT: usize = 11;
    pub(super) const ISO3: usize = 0;
    pub(super) const ISO2: usize = 1;
    pub(super) const NAME: usize = 2;
    pub(super) const NAMES: usize = 3;
    pub(super) const DEMONYMS: usize = 5;
    pub(super) const CAMEO: usize = 8;
    pub(super) const FROM: usize = 9;
    pub(super) const TO: usize = 10;
}

/// Columns of `organisations.tsv`.
mod organisation {
    pub(super) const COUNT: usize = 11;
    pub(super) const ID: usize = 0;
    pub(super) const NAME: usize = 1;
    pub(super) const NAMES: usize = 2;
    pub(super) const KIND: usize = 3;
    pub(super) const CAMEO: usize = 4;
    pub(super) const MEMBERS: usize = 7;
    pub(super) const FROM: usize = 8;
    pub(super) const TO: usize = 9;
}

/// An organisation is worth a row of its own with this many states in it.
const FEWEST_MEMBERS: usize = 3;

/// Files the states and organisations about which something is new.
pub(super) fn file(kept: &Kept, knowledge: &Knowledge, tables: &mut Tables) {
    for facts in first_of_each_code(kept).into_values() {
        if let Some(row) = state_row(facts, knowledge) {
            tables.add("states.tsv", &cells(&row));
        }
    }
    let members = members(kept);
    for (item, facts) in &kept.organisations {
        let members = members.get(item).map_or(&[][..], Vec::as_slice);
        if let Some(row) = organisation_row(facts, members, knowledge) {
            tables.add("organisations.tsv", &cells(&row));
        }
    }
}

fn cells(row: &[String]) -> Vec<&str> {
    row.iter().map(String::as_str).collect()
}

/// A code may stand on a realm and on its metropolitan part: the item that bears our name speaks for it, else the first.
fn first_of_each_code(kept: &Kept) -> BTreeMap<&str, &StateFacts> {
    let mut states = BTreeMap::new();
    for facts in kept.states.values() {
        let is_alpha_3 = facts.iso3.len() == 3 && facts.iso3.bytes().all(|byte| byte.is_ascii_uppercase());
        let ours = our_rows("states.tsv").find(|row| row[state::ISO3] == facts.iso3);
        let bears_our_name = ours.is_some_and(|row| row[state::NAME] == facts.name);
        if is_alpha_3 && (bears_our_name || !states.contains_key(facts.iso3.as_str())) {
            states.insert(facts.iso3.as_str(), facts);
        }
    }
    states
}

fn state_row(facts: &StateFacts, knowledge: &Knowledge) -> Option<Vec<String>> {
    let ours = our_rows("states.tsv").find(|row| row[state::ISO3] == facts.iso3);
    let names = fresh(&facts.aliases, knowledge);
    let demonyms = fresh(&facts.demonyms, knowledge);
    let mut row = match ours {
        Some(_) if names.is_empty() && demonyms.is_empty() => return None,
        Some(row) => owned(row, state::COUNT),
        None if !is_tellable(&facts.name) => return None,
        None => {
            let mut row = vec![String::new(); state::COUNT];
            row[state::ISO3].clone_from(&facts.iso3);
            row[state::CAMEO].clone_from(&facts.iso3);
            row[state::NAME].clone_from(&facts.name);
            if facts.iso2.len() == 2 && facts.iso2.bytes().all(|byte| byte.is_ascii_uppercase()) {
                row[state::ISO2].clone_from(&facts.iso2);
            }
            row[state::FROM] = facts.from.clone().unwrap_or_default();
            row[state::TO] = facts.to.clone().unwrap_or_default();
            row
        }
    };
    append(&mut row[state::NAMES], &names);
    append(&mut row[state::DEMONYMS], &demonyms);
    Some(row)
}

/// States by organisation, each with its days.
fn members(kept: &Kept) -> BTreeMap<Item, Vec<(&str, &Held)>> {
    let mut members = BTreeMap::<Item, Vec<_>>::new();
    for facts in first_of_each_code(kept).into_values() {
        for held in &facts.member_of {
            members.entry(held.what).or_default().push((facts.iso3.as_str(), held));
        }
    }
    members
}

fn organisation_row(
    facts: &OrganisationFacts,
    members: &[(&str, &Held)],
    knowledge: &Knowledge,
) -> Option<Vec<String>> {
    let id = knowledge.party_called(&facts.name);
    let ours = id.and_then(|id| our_rows("organisations.tsv").find(|row| row[organisation::ID] == id));
    let listed: Vec<&str> = ours.as_ref().map_or(Vec::new(), |row| {
        row.get(organisation::MEMBERS).into_iter().flat_map(|cell| cell.split('|')).map(code).collect()
    });
    let joined: Vec<String> = members
        .iter()
        .filter(|(state, _)| !listed.contains(state))
        .map(|(state, held)| member(state, held))
        .collect();
    let names = fresh(&facts.aliases, knowledge);
    let mut row = match ours {
        Some(_) if joined.is_empty() && names.is_empty() => return None,
        Some(row) => owned(row, organisation::COUNT),
        None if id.is_some() || joined.len() < FEWEST_MEMBERS || !is_fresh_name(&facts.name, knowledge) => {
            return None;
        }
        None => new_organisation(facts, knowledge),
    };
    append(&mut row[organisation::NAMES], &names);
    append(&mut row[organisation::MEMBERS], &joined);
    Some(row)
}

fn new_organisation(facts: &OrganisationFacts, knowledge: &Knowledge) -> Vec<String> {
    let short = facts.short.as_ref().filter(|short| is_fresh_name(short, knowledge));
    let mut row = vec![String::new(); organisation::COUNT];
    row[organisation::ID].clone_from(short.unwrap_or(&facts.name));
    row[organisation::NAME].clone_from(&facts.name);
    "organisation".clone_into(&mut row[organisation::KIND]);
    "IGO".clone_into(&mut row[organisation::CAMEO]);
    row[organisation::FROM] = facts.from.clone().unwrap_or_default();
    row[organisation::TO] = facts.to.clone().unwrap_or_default();
    row
}

/// `FIN@2023-04-04..`.
fn member(state: &str, held: &Held) -> String {
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    match (day(&held.from), day(&held.to)) {
        (from, to) if from.is_empty() && to.is_empty() => state.to_owned(),
        (from, to) => format!("{state}@{from}..{to}"),
    }
}

/// The code of a member that may carry its days.
fn code(member: &str) -> &str {
    member.split('@').next().unwrap_or(member)
}

fn fresh(names: &[String], knowledge: &Knowledge) -> Vec<String> {
    let mut fresh: Vec<String> =
        names.iter().filter(|name| is_fresh_name(name, knowledge)).cloned().collect();
    fresh.sort();
    fresh.dedup();
    fresh
}

fn append(cell: &mut String, entries: &[String]) {
    for entry in entries {
        if !cell.is_empty() {
            cell.push('|');
        }
        cell.push_str(entry);
    }
}

/// A row of ours, with the cells that its line leaves out.
fn owned(row: Vec<&str>, columns: usize) -> Vec<String> {
    let mut row: Vec<String> = row.into_iter().map(str::to_owned).collect();
    row.resize(columns, String::new());
    row
}

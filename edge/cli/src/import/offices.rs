//! From persons with the seats that they held to rows of `offices/`, beside the rows of ours.

use std::collections::{BTreeMap, BTreeSet};

use dualtrack_actors::{Knowledge, Seat};

use super::facts::{Holding, Person, is_tellable};
use super::folder::{Tables, our_rows};

/// Who left before this says nothing about the news.
const EARLIEST: &str = "1945";
/// An office without an end that is older than this many years is more likely forgotten than held.
const LONGEST_OPEN: i32 = 10;

/// Files what `persons` held.
pub(super) fn file(persons: Vec<Person>, knowledge: &Knowledge, tables: &mut Tables) {
    let persons = one_of_each_name(persons, knowledge, tables);
    let mut seats = BTreeMap::<&Seat, Vec<Tenure<'_>>>::new();
    for person in &persons {
        for holding in &person.holdings {
            seats.entry(&holding.seat).or_default().push(Tenure::of(person, holding));
        }
    }
    let today = latest_beginning(&seats);
    let mut told = BTreeSet::new();
    for (seat, tenures) in seats {
        for tenure in settled(seat, tenures, &today, tables) {
            tenure.file(seat, &mut told, tables);
        }
    }
}

/// A seat held by a person.
#[derive(Debug, Clone)]
struct Tenure<'p> {
    name: &'p str,
    /// Absent for a row of ours that is closed.
    person: Option<&'p Person>,
    from: String,
    to: String,
    title: &'p str,
}

impl<'p> Tenure<'p> {
    fn of(person: &'p Person, holding: &Holding) -> Self {
        let cell = |day: &Option<String>| day.clone().unwrap_or_default();
        Self {
            name: &person.name,
            person: Some(person),
            from: cell(&holding.from),
            to: cell(&holding.to),
            title: "",
        }
    }

    /// Aliases and gender stand in the first row of a person alone.
    fn file(&self, seat: &Seat, told: &mut BTreeSet<&'p str>, tables: &mut Tables) {
        let first = told.insert(self.name);
        let person = self.person.filter(|_| first);
        let aliases = person.map_or(String::new(), |person| person.aliases.join("|"));
        let gender = person.map_or("", |person| person.gender);
        let table = format!("offices/{}.tsv", seat.of);
        tables.add(&table, &[&seat.role, self.name, &self.from, &self.to, self.title, &aliases, gender]);
    }
}

/// The tables tell persons apart by name: of those who share one, whoever held the most seats is kept. A person of ours
/// goes by our spelling, if they can be the same.
fn one_of_each_name(mut persons: Vec<Person>, knowledge: &Knowledge, tables: &mut Tables) -> Vec<Person> {
    persons.retain(|person| is_tellable(&person.name) && !person.holdings.is_empty());
    for person in &mut persons {
        let Some((_, name, country)) = knowledge.person_called(&person.name) else { continue };
        if country.is_none_or(|country| is_of(person, country)) {
            name.clone_into(&mut person.name);
            // Ours says already what else they are called.
            person.aliases.clear();
            person.gender = "";
        }
    }
    let rank = |person: &Person| {
        (person.name.to_lowercase(), std::cmp::Reverse(person.holdings.len()), person.source.clone())
    };
    persons.sort_by_cached_key(rank);
    let mut kept: Vec<Person> = Vec::new();
    for person in persons {
        let ours = knowledge.person_called(&person.name).and_then(|(.., country)| country);
        let shared = kept.last().is_some_and(|last| last.name.to_lowercase() == person.name.to_lowercase());
        if shared || ours.is_some_and(|country| !is_of(&person, country)) {
            tables.leave_out(format!("{} ({}): somebody else has the same name", person.name, person.source));
        } else {
            kept.push(person);
        }
    }
    kept
}

fn is_of(person: &Person, country: &str) -> bool {
    let seats = person.holdings.iter().map(|holding| &holding.seat.of);
    person.countries.iter().chain(seats).any(|of| of == country)
}

/// The day up to which the import knows the world.
fn latest_beginning(seats: &BTreeMap<&Seat, Vec<Tenure<'_>>>) -> String {
    let beginnings = seats.values().flatten().map(|tenure| tenure.from.as_str());
    beginnings.max().unwrap_or_default().to_owned()
}

/// The tenures of one seat that say something new, each once and closed where a successor closes it.
fn settled<'p>(
    seat: &Seat,
    mut tenures: Vec<Tenure<'p>>,
    today: &str,
    tables: &mut Tables,
) -> Vec<Tenure<'p>> {
    tenures.sort_by(|a, b| (&a.name, &a.from, &a.to).cmp(&(&b.name, &b.from, &b.to)));
    tenures = merged(tenures);
    tenures.sort_by(|a, b| (&a.from, &a.name).cmp(&(&b.from, &b.name)));
    if seat.is_sole() {
        close_by_successors(&mut tenures);
    }
    tenures.retain(|tenure| keeps(seat, tenure, today, tables));
    beside_ours(seat, tenures)
}

/// One person's tenures, said twice from two sides (the person, the office, the state), as one.
fn merged(tenures: Vec<Tenure<'_>>) -> Vec<Tenure<'_>> {
    let mut kept: Vec<Tenure<'_>> = Vec::new();
    for tenure in tenures {
        match kept.last_mut() {
            Some(last) if last.name == tenure.name && is_one(last, &tenure) => {
                last.from = finer(&last.from, &tenure.from);
                last.to = finer(&last.to, &tenure.to);
            }
            _ => kept.push(tenure),
        }
    }
    kept
}

/// Whether two tenures of one seat and person, the earlier first, are one: they begin alike or overlap.
fn is_one(a: &Tenure<'_>, b: &Tenure<'_>) -> bool {
    let alike = |a: &str, b: &str| a.starts_with(b) || b.starts_with(a);
    alike(&a.from, &b.from) || (!a.to.is_empty() && b.from < a.to && !alike(&b.from, &a.to))
}

/// The more precise of two days, the later of two that differ.
fn finer(a: &str, b: &str) -> String {
    let later = if a.len() == b.len() || !(a.starts_with(b) || b.starts_with(a)) { a.max(b) } else { "" };
    let longer = if a.len() >= b.len() { a } else { b };
    if later.is_empty() { longer } else { later }.to_owned()
}

fn close_by_successors(tenures: &mut [Tenure<'_>]) {
    for at in 1..tenures.len() {
        let (before, rest) = tenures.split_at_mut(at);
        let (last, next) = (&mut before[at - 1], &rest[0]);
        if last.to.is_empty() && last.from < next.from {
            last.to.clone_from(&next.from);
        }
    }
}

/// Whether a tenure says when it was, and not too long ago; what is left out is named.
fn keeps(seat: &Seat, tenure: &Tenure<'_>, today: &str, tables: &mut Tables) -> bool {
    let year = |day: &str| day.get(..4).and_then(|year| year.parse::<i32>().ok()).unwrap_or(0);
    let (from, to) = (tenure.from.as_str(), tenure.to.as_str());
    let why = match (from.is_empty(), to.is_empty()) {
        (true, true) => "it has no dates",
        _ if !from.is_empty() && !to.is_empty() && to < from && !from.starts_with(to) => {
            "it ends before it begins"
        }
        (_, false) if to < EARLIEST => return false,
        (_, true) if year(today) - year(from) > LONGEST_OPEN => "it has no end and began long ago",
        _ => return true,
    };
    tables.leave_out(format!("{}, {} of {} ({from} – {to}): {why}", tenure.name, seat.role, seat.of));
    false
}

/// Without what ours says already; an open row of ours is closed by what the import knows.
fn beside_ours<'p>(seat: &Seat, tenures: Vec<Tenure<'p>>) -> Vec<Tenure<'p>> {
    let ours: Vec<Tenure<'p>> = our_tenures(seat);
    let is_ours = |tenure: &Tenure<'_>, our: &Tenure<'_>| {
        let apart = |a: &Tenure<'_>, b: &Tenure<'_>| !a.to.is_empty() && a.to <= b.from;
        our.name == tenure.name && !apart(our, tenure) && !apart(tenure, our)
    };
    let mut closed = Vec::new();
    for our in ours.iter().filter(|our| our.to.is_empty()) {
        let end = tenures
            .iter()
            .find(|tenure| is_ours(tenure, our) && !tenure.to.is_empty())
            .map(|tenure| &tenure.to);
        let next =
            tenures.iter().find(|tenure| seat.is_sole() && tenure.from > our.from && tenure.name != our.name);
        if let Some(to) = end.or(next.map(|next| &next.from)) {
            closed.push(Tenure { to: to.clone(), ..our.clone() });
        }
    }
    let news = tenures.into_iter().filter(|tenure| !ours.iter().any(|our| is_ours(tenure, our)));
    closed.into_iter().chain(news).collect()
}

fn our_tenures(seat: &Seat) -> Vec<Tenure<'static>> {
    let cell = |row: &[&'static str], at: usize| row.get(at).copied().unwrap_or_default();
    let table = format!("offices/{}.tsv", seat.of);
    let rows = our_rows(&table).filter(|row| row.first() == Some(&seat.role.as_str()));
    let tenure = |row: Vec<&'static str>| Tenure {
        name: cell(&row, 1),
        person: None,
        from: cell(&row, 2).to_owned(),
        to: cell(&row, 3).to_owned(),
        title: cell(&row, 4),
    };
    rows.map(tenure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, country: &str, holdings: &[(&str, &str, &str)]) -> Person {
        let day = |day: &str| Some(day.to_owned()).filter(|day| !day.is_empty());
        let holding = |&(role, from, to): &(&str, &str, &str)| Holding {
            seat: Seat { role: role.to_owned(), of: country.to_owned() },
            from: day(from),
            to: day(to),
        };
        Person {
            source: "Q1".to_owned(),
            name: name.to_owned(),
            aliases: Vec::new(),
            gender: "",
            countries: vec![country.to_owned()],
            holdings: holdings.iter().map(holding).collect(),
        }
    }

    fn rows(persons: Vec<Person>) -> Vec<String> {
        let mut tables = Tables::new();
        file(persons, Knowledge::built_in(), &mut tables);
        tables.settle();
        let rows = tables.rows().map(|(_, row)| row.replace('\t', " ").trim_end().to_owned());
        rows.collect()
    }

    #[test]
    fn one_tenure_told_from_two_sides_is_one() {
        let twice = [("head-of-government", "2001", "2004"), ("head-of-government", "2001-03-02", "2004-10")];
        let again = ("head-of-government", "2010-01-01", "2012-01-01");
        let person = person("Ada Tester", "NIU", &[twice[0], twice[1], again]);
        assert_eq!(
            rows(vec![person]),
            [
                "head-of-government Ada Tester 2001-03-02 2004-10",
                "head-of-government Ada Tester 2010-01-01 2012-01-01"
            ]
        );
    }

    #[test]
    fn an_open_tenure_ends_where_the_next_begins() {
        let first = person("Ada Tester", "NIU", &[("foreign-minister", "2001-01-01", "")]);
        let second = person("Bea Tester", "NIU", &[("foreign-minister", "2005-01-01", "2006")]);
        assert_eq!(
            rows(vec![second, first]),
            [
                "foreign-minister Ada Tester 2001-01-01 2005-01-01",
                "foreign-minister Bea Tester 2005-01-01 2006"
            ]
        );
    }

    #[test]
    fn ours_is_not_said_again_but_closed() {
        let known = person("Espen Barth Eide", "NOR", &[("foreign-minister", "2023-10", "2031-05-01")]);
        let next = person("Kari Nordmann", "NOR", &[("foreign-minister", "2031-05-01", "")]);
        let namesake = person("Jens Stoltenberg", "NIU", &[("foreign-minister", "2001", "2002")]);
        assert_eq!(
            rows(vec![known, next, namesake]),
            [
                "foreign-minister Espen Barth Eide 2023-10-16 2031-05-01 Foreign Minister",
                "foreign-minister Kari Nordmann 2031-05-01",
            ]
        );
    }

    #[test]
    fn what_says_not_when_it_was_is_left_out() {
        let holdings =
            [("foreign-minister", "", ""), ("ambassador", "1990", ""), ("head-of-state", "1930", "1940")];
        let recent = ("ambassador", "2020", "2024");
        let person = person("Ada Tester", "NIU", &[holdings[0], holdings[1], holdings[2], recent]);
        assert_eq!(rows(vec![person]), ["ambassador Ada Tester 2020 2024"]);
    }
}

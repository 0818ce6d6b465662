//! What `find` says of names, by date.

use dualtrack_actors::{Knowledge, Reached};
use jiff::civil::{Date, date};

/// The first finding as "id: title of whom", or "id" where it holds no office.
fn first(name: &str, on: Option<Date>) -> String {
    let findings = Knowledge::built_in().find(name, on);
    let Some(finding) = findings.first() else { return "nothing".to_owned() };
    match (&finding.actor, &finding.place) {
        (Some(actor), _) => match &actor.office {
            Some(office) => format!("{}: {} of {}", actor.id, office.title, office.of),
            None => actor.id.clone(),
        },
        (None, Some(place)) => {
            format!("{} in {}", place.name, place.country.as_deref().unwrap_or("no country"))
        }
        (None, None) => "nothing".to_owned(),
    }
}

#[test]
fn a_name_means_what_it_meant_on_the_day() {
    for (name, on, expected) in [
        ("Stoltenberg", date(2017, 5, 25), "jens-stoltenberg: Secretary General of NATO"),
        ("Stoltenberg", date(2012, 1, 1), "jens-stoltenberg: Prime Minister of NOR"),
        ("Stoltenberg", date(1992, 1, 1), "thorvald-stoltenberg: Foreign Minister of NOR"),
        ("Rasmussen", date(2013, 6, 1), "anders-fogh-rasmussen: Secretary General of NATO"),
        ("Putin", date(2010, 3, 1), "vladimir-putin: Prime Minister of RUS"),
        ("George Bush", date(1990, 8, 2), "george-h-w-bush: President of USA"),
        ("George Bush", date(2003, 3, 20), "george-w-bush: President of USA"),
        ("Norway's foreign minister", date(2016, 2, 1), "borge-brende: Foreign Minister of NOR"),
        ("foreign minister of Norway", date(2018, 2, 1), "ine-eriksen-soreide: Foreign Minister of NOR"),
        ("U.S. Secretary of State", date(2014, 2, 1), "john-kerry: Secretary of State of USA"),
        ("NATO chief", date(1998, 2, 1), "javier-solana: Secretary General of NATO"),
        ("German chancellor", date(2010, 2, 1), "angela-merkel: Chancellor of DEU"),
        ("Russian", date(2017, 5, 25), "RUS"),
        ("Kremlin", date(1989, 5, 25), "SUN"),
        ("Kremlin", date(2017, 5, 25), "RUS"),
        ("nato", date(2017, 5, 25), "NATO"),
        ("Xyzzy", date(2017, 5, 25), "nothing"),
        ("", date(2017, 5, 25), "nothing"),
    ] {
        assert_eq!(first(name, Some(on)), expected, "{name} on {on}");
    }
}

#[test]
fn on_the_day_of_a_take_over_both_are_found() {
    let findings = Knowledge::built_in().find("NATO secretary general", Some(date(2014, 10, 1)));
    let mut ids: Vec<_> = findings.iter().filter_map(|f| f.actor.as_ref()).map(|a| a.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["anders-fogh-rasmussen", "jens-stoltenberg"]);
    assert!(findings.iter().all(|finding| finding.reached == Reached::Role));
}

#[test]
fn members_are_those_of_the_day() {
    let knowledge = Knowledge::built_in();
    let members = |on| knowledge.find("NATO", Some(on))[0].members.clone();
    assert!(!members(date(2000, 1, 1)).contains(&"EST".to_owned()));
    assert!(members(date(2017, 5, 25)).contains(&"EST".to_owned()));
    let finland = &knowledge.find("Finland", Some(date(2024, 1, 1)))[0];
    assert!(finland.memberships.contains(&"NATO".to_owned()));
    assert!(!finland.memberships.contains(&"BRICS".to_owned()));
}

#[test]
fn without_a_day_the_latest_counts() {
    assert_eq!(first("Stoltenberg", None), "jens-stoltenberg: Finance Minister of NOR");
    assert_eq!(first("Kremlin", None), "RUS");
}

#[test]
fn places_have_their_country() {
    for (name, country) in [("BRUSSELS", "BEL"), ("Oslo", "NOR"), ("Russia", "RUS"), ("Kiev", "UKR")] {
        let place = Knowledge::built_in().place(name).unwrap_or_else(|| panic!("{name} is a place"));
        assert_eq!(place.country.as_deref(), Some(country), "{name}");
    }
    assert_eq!(Knowledge::built_in().place("Stoltenberg"), None);
}

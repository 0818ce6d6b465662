//! What must be read in the example pages, whatever else is: the events that nobody who reads them would miss.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests fail loudly and work with files")]

use std::fs;
use std::path::Path;

use dualtrack_reader::{Format, Reader};
use dualtrack_record::{Actor, Participant, Record};

/// Page, type, mode, actors, recipients; a state or organisation stands for its bodies and those who hold its offices.
type Pin =
    (&'static str, &'static str, Option<&'static str>, &'static [&'static str], &'static [&'static str]);

const PINS: &[Pin] = &[
    ("2010-09-15-barents-line.html", "SUPPORT", None, &["NOR", "RUS"], &[]),
    ("2014-07-31-eu-sanctions.html", "SANCTION", None, &["EU"], &["RUS"]),
    ("2014-07-31-eu-sanctions.html", "ACCUSE", Some("allege"), &["EU"], &["RUS"]),
    ("2014-07-31-eu-sanctions.html", "SANCTION", None, &["USA"], &["RUS"]),
    ("2014-07-31-eu-sanctions.html", "ACCUSE", Some("disapprove"), &["RUS"], &["EU"]),
    ("2015-02-12-minsk-ceasefire.txt", "ACCUSE", Some("allege"), &["UKR"], &["RUS"]),
    ("2015-02-12-minsk-ceasefire.txt", "REJECT", None, &["RUS"], &["UKR"]),
    ("2015-02-12-minsk-ceasefire.txt", "AGREE", None, &["IMF"], &["UKR"]),
    ("2016-03-21-obama-in-havana.txt", "CONSULT", Some("visit"), &["USA"], &["CUB"]),
    ("2016-04-20-nato-russia-council.txt", "CONSULT", Some("multilateral"), &["NATO", "RUS"], &[]),
    ("2016-04-20-nato-russia-council.txt", "ACCUSE", Some("disapprove"), &["USA"], &["RUS"]),
    ("2016-04-20-nato-russia-council.txt", "REJECT", None, &["RUS"], &["USA"]),
    ("2016-06-23-colombia-ceasefire.txt", "SUPPORT", None, &["COL", "farc"], &[]),
    ("2016-06-23-colombia-ceasefire.txt", "AGREE", None, &["USA"], &["COL"]),
    ("2017-04-05-syria-pledges.html", "ACCUSE", Some("allege"), &["GBR", "FRA"], &["SYR"]),
    ("2018-03-26-diplomats-expelled.html", "SANCTION", Some("expel"), &["USA"], &["RUS"]),
    ("2018-03-26-diplomats-expelled.html", "ACCUSE", Some("allege"), &["GBR"], &["RUS"]),
    ("2018-10-30-trident-juncture.txt", "ACCUSE", Some("disapprove"), &["RUS"], &["NATO"]),
    ("2020-08-16-minsk-protest.html", "ACCUSE", Some("allege"), &["BLR"], &["NATO"]),
    ("2020-08-16-minsk-protest.html", "REJECT", None, &["NATO"], &["BLR"]),
    ("2020-08-16-minsk-protest.html", "RETREAT", Some("release"), &["BLR"], &[]),
    ("2020-08-16-minsk-protest.html", "AGREE", None, &["RUS"], &["BLR"]),
];

fn record(page: &str) -> Record {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(page);
    Reader::new().read(&fs::read(path).unwrap(), Format::Auto, page).unwrap().record
}

/// Whether the actors with these ids are those expected, one for one.
fn are(record: &Record, ids: &[&str], expected: &[&str]) -> bool {
    let actor = |id: &str| record.actors.iter().find(|actor| actor.id == id).unwrap();
    let is = |actor: &Actor, party: &str| {
        actor.id == party
            || actor.country.as_deref() == Some(party)
            || actor.office.as_ref().is_some_and(|office| office.of == party)
    };
    ids.len() == expected.len() && expected.iter().all(|party| ids.iter().any(|id| is(actor(id), party)))
}

#[test]
fn the_examples_keep_their_events() {
    let mut missing = Vec::new();
    for pin @ (page, kind, mode, actors, recipients) in PINS {
        let record = record(page);
        let found = record.events.iter().any(|event| {
            let ids = |roles: &[Participant]| -> Vec<String> {
                roles.iter().map(|role| role.actor.clone()).collect()
            };
            let (own, others) = (ids(&event.actors), ids(&event.recipients));
            let own: Vec<&str> = own.iter().map(String::as_str).collect();
            let others: Vec<&str> = others.iter().map(String::as_str).collect();
            event.kind.as_str() == *kind
                && mode.is_none_or(|mode| event.mode.as_deref() == Some(mode))
                && are(&record, &own, actors)
                && (recipients.is_empty() || are(&record, &others, recipients))
        });
        if !found {
            missing.push(format!("{pin:?}"));
        }
    }
    assert!(missing.is_empty(), "{} events are no longer read:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_event_has_a_cameo_code_and_every_contact_two_sides() {
    for page in ["2016-04-20-nato-russia-council.txt", "2016-03-21-obama-in-havana.txt"] {
        let record = record(page);
        assert!(record.events.iter().all(|event| event.cameo.len() >= 3));
        assert!(record.contacts.iter().all(|contact| contact.participants.len() > 1));
    }
}

#[test]
fn the_council_is_the_forum_of_its_meeting() {
    let record = record("2016-04-20-nato-russia-council.txt");
    let contact = record.contacts.iter().find(|contact| contact.forum.is_some()).unwrap();
    assert_eq!(contact.forum.as_deref(), Some("NATO-Russia Council"));
    assert_eq!(contact.participants, ["NATO", "RUS"]);
}

use std::path::Path;

use dualtrack_ledger::{DocumentId, Entry, Filter, Kind, Ledger};
use dualtrack_record::{Event, EventType, Record, Status, Track};

use crate::path;
use crate::synthetic::record;

const ARTICLES: u64 = 300;

fn ledger(name: &str) -> Ledger {
    let path = path(name);
    let mut ledger = Ledger::create_or_open(&path).unwrap();
    let entry = |number| {
        let record = record(number);
        Entry::Read {
            document: DocumentId::of("html", record.article.input.as_bytes()),
            record: Box::new(record),
        }
    };
    ledger.add(&(0..ARTICLES).map(entry).collect::<Vec<_>>()).unwrap();
    ledger
}

/// All ids, read in pages of `size`.
fn ids(ledger: &Ledger, kind: Kind, filter: &Filter, size: usize) -> Vec<String> {
    let mut listing = ledger.list(kind, filter, None).unwrap();
    let mut ids = Vec::new();
    loop {
        let page = listing.next_page(size).unwrap();
        if page.is_empty() {
            return ids;
        }
        ids.extend(page.iter().map(dualtrack_ledger::Place::id));
    }
}

/// The ids of first reports that `wanted` lets through, by looking at every record.
fn by_hand(path: &Path, wanted: impl Fn(&Record, &Event) -> bool) -> Vec<String> {
    let ledger = rusqlite::Connection::open(path).unwrap();
    let mut found = Vec::new();
    for number in 0..ARTICLES {
        let record = record(number);
        for event in record.events.iter().filter(|event| wanted(&record, event)) {
            let sql = "SELECT e.day FROM events e JOIN articles a USING (article)
                       WHERE a.id = ? AND e.event & 1048575 = ? AND e.merged = e.event";
            let mut day = ledger.prepare_cached(sql).unwrap();
            let mut day =
                day.query_map((&record.article.id, event.id), |row| row.get::<_, String>(0)).unwrap();
            if let Some(day) = day.next() {
                let id = format!("{}-{}", &record.article.id[..16], event.id);
                found.push((std::cmp::Reverse(day.unwrap()), id));
            }
        }
    }
    found.sort();
    found.into_iter().map(|(_, id)| id).collect()
}

/// Whether somebody of this country takes the part.
fn is_of(record: &Record, side: &[dualtrack_record::Participant], country: &str) -> bool {
    side.iter().any(|party| {
        record.actors.iter().any(|actor| actor.id == party.actor && actor.country.as_deref() == Some(country))
    })
}

#[test]
fn filters_find_what_a_look_at_every_record_finds() {
    let ledger = ledger("find");
    let own = |word: &str| Some(word.to_owned());
    let told = |record: &Record, event: &Event, word: &str| {
        let [start, end] = record.article.sentences[event.sentence as usize];
        let sentence = record.article.text[start as usize..end as usize].to_lowercase();
        sentence.split(|c: char| !c.is_alphanumeric()).any(|one| one == word)
    };
    type Wanted<'a> = Box<dyn Fn(&Record, &Event) -> bool + 'a>;
    let cases: Vec<(Filter, Wanted<'_>)> = vec![
        (Filter::default(), Box::new(|_, _| true)),
        (Filter { actor: own("AAB"), ..Filter::default() }, Box::new(|r, e| is_of(r, &e.actors, "AAB"))),
        (
            Filter { recipient: own("AAC"), track: Some(Track::Conflict), ..Filter::default() },
            Box::new(|r, e| is_of(r, &e.recipients, "AAC") && e.track == Track::Conflict),
        ),
        (
            Filter { types: vec![EventType::Aid, EventType::Accuse], mode: own("mode"), ..Filter::default() },
            Box::new(|_, e| matches!(e.kind, EventType::Aid | EventType::Accuse) && e.mode.is_some()),
        ),
        (
            Filter { statuses: vec![Status::Planned], issue: own("energy"), ..Filter::default() },
            Box::new(|_, e| e.status == Status::Planned && e.issues == ["energy"]),
        ),
        (
            Filter { source: own("reuters"), ..Filter::default() },
            Box::new(|r, _| r.article.agency == own("Reuters")),
        ),
        (Filter { text: own("accuses"), ..Filter::default() }, Box::new(|_, e| e.kind == EventType::Accuse)),
        (Filter { text: own("baba"), ..Filter::default() }, Box::new(|r, e| told(r, e, "baba"))),
        (
            Filter { from: "2010-01-03".parse().ok(), to: "2010-01-04".parse().ok(), ..Filter::default() },
            Box::new(|r, _| {
                let local = &r.article.published.as_ref().unwrap().local;
                ("2010-01-03".."2010-01-05").contains(&local.as_str())
            }),
        ),
    ];
    for (filter, wanted) in cases {
        let by_hand = by_hand(ledger.path(), wanted);
        assert!(!by_hand.is_empty(), "{filter:?}");
        assert_eq!(ids(&ledger, Kind::Events, &filter, 1000), by_hand, "{filter:?}");
        assert_eq!(ids(&ledger, Kind::Events, &filter, 7), by_hand, "{filter:?}");
    }
}

#[test]
fn a_dyad_is_found_whichever_way() {
    let ledger = ledger("find-dyad");
    let dyad = |one: &str, other: &str| Filter {
        dyad: Some((one.to_owned(), other.to_owned())),
        ..Filter::default()
    };
    let found = ids(&ledger, Kind::Events, &dyad("AAB", "AAC"), 5);
    assert!(!found.is_empty());
    assert_eq!(found, ids(&ledger, Kind::Events, &dyad("AAC", "AAB"), 500));
    let directed = |actor: &str, recipient: &str| {
        let own = |word: &str| Some(word.to_owned());
        ids(
            &ledger,
            Kind::Events,
            &Filter { actor: own(actor), recipient: own(recipient), ..Filter::default() },
            500,
        )
    };
    let each = directed("AAB", "AAC").len() + directed("AAC", "AAB").len();
    assert!((1..=found.len()).contains(&each));
    assert_eq!(ids(&ledger, Kind::Events, &dyad("AAB", "nobody"), 500), [""; 0]);
}

#[test]
fn contacts_quotations_and_articles_are_listed() {
    let ledger = ledger("find-kinds");
    let all = Filter::default();
    let contacts = ids(&ledger, Kind::Contacts, &all, 10);
    let consult = Filter { types: vec![EventType::Consult], ..Filter::default() };
    assert_eq!(contacts, ids(&ledger, Kind::Events, &consult, 1000));
    assert_eq!(ids(&ledger, Kind::Articles, &all, 10).len() as u64, ARTICLES);
    let spoken = Filter { actor: Some("AAB".to_owned()), track: Some(Track::Conflict), ..Filter::default() };
    let mut listing = ledger.list(Kind::Quotations, &spoken, None).unwrap();
    let places = listing.next_page(1000).unwrap();
    let records = ledger.quoting(&places).unwrap();
    let quotations: Vec<_> = records.iter().flat_map(|record| &record.quotations).collect();
    assert_eq!(quotations.len(), places.len());
    assert!(
        quotations.iter().all(|quotation| quotation.track == Some(Track::Conflict)) && !quotations.is_empty()
    );
    let kept = record_of(&records[0].article.id);
    assert_eq!(records[0].article.text, kept.article.text);
    assert_eq!(records[0].actors, kept.actors);
    let quotation = &records[0].quotations[0];
    assert_eq!(*quotation, kept.quotations[quotation.id as usize]);
}

fn record_of(id: &str) -> Record {
    (0..ARTICLES).map(record).find(|record| record.article.id == id).unwrap()
}

#[test]
fn a_list_goes_on_behind_an_id() {
    let ledger = ledger("find-after");
    let all = ids(&ledger, Kind::Events, &Filter::default(), 1000);
    let mut listing = ledger.list(Kind::Events, &Filter::default(), Some(&all[9])).unwrap();
    let page: Vec<_> = listing.next_page(3).unwrap().iter().map(dualtrack_ledger::Place::id).collect();
    assert_eq!(page, all[10..13]);
    let event = ledger
        .event_at(&ledger.list(Kind::Events, &Filter::default(), None).unwrap().next_page(1).unwrap()[0]);
    assert_eq!(event.unwrap().id, all[0]);
    for wrong in ["", "0000000000000000-1", "x"] {
        assert!(ledger.list(Kind::Events, &Filter::default(), Some(wrong)).is_err(), "{wrong}");
    }
    let text = |text: &str| Filter { text: Some(text.to_owned()), ..Filter::default() };
    assert!(ledger.list(Kind::Events, &text("…"), None).is_err());
}

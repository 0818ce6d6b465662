use std::slice::from_ref;

use dualtrack_ledger::{Direction, DocumentId, Entry, Ledger, Member, Unit};
use dualtrack_record::Track;
use dualtrack_series::{Counts, Series, Step};
use jiff::civil::date;

use crate::path;
use crate::synthetic::record;

const ALL: [Direction; 3] = [Direction::Forth, Direction::Back, Direction::Together];

fn ledger(name: &str) -> Ledger {
    let read = |number| {
        let record = record(number);
        let document = DocumentId::of("html", record.article.input.as_bytes());
        Entry::Read { document, record: Box::new(record) }
    };
    let mut ledger = Ledger::create_or_open(path(name)).unwrap();
    ledger.add(&(0..2000).map(read).collect::<Vec<_>>()).unwrap();
    ledger
}

/// The two states that have most to do with each other, and some others.
fn busiest(ledger: &Ledger) -> (Member, Member) {
    let path = ledger.path();
    let sql =
        "SELECT a.id, b.id FROM dyads d JOIN actors a ON a.actor = source JOIN actors b ON b.actor = target
               WHERE source > 0 AND target > 0 GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1";
    let connection = rusqlite::Connection::open(path).unwrap();
    let ids: (String, String) = connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    (Member::always(ids.0), Member::always(ids.1))
}

fn series(ledger: &Ledger, step: Step, directions: &[Direction], unit: Unit) -> Series {
    let (a, b) = busiest(ledger);
    let relation = ledger.relation(&[a], &[b]).unwrap();
    let span = ledger.span().unwrap().unwrap();
    relation.series(step, span, directions, unit, &ledger.volume().unwrap())
}

#[test]
fn days_weeks_and_months_have_the_same_sum() {
    let ledger = ledger("series-steps");
    let total = series(&ledger, Step::Day, &ALL, Unit::Events).total();
    assert!(total.on(Track::Cooperation) > 0 && total.on(Track::Conflict) > 0, "{total:?}");
    assert!(total.articles > 1990, "{}", total.articles);
    assert_eq!(series(&ledger, Step::Week, &ALL, Unit::Events).total(), total);
    assert_eq!(series(&ledger, Step::Month, &ALL, Unit::Events).total(), total);
}

#[test]
fn the_directions_add_up() {
    let ledger = ledger("series-directions");
    for unit in [Unit::Events, Unit::Reports] {
        let mut sum = Counts::default();
        for direction in ALL {
            let part = series(&ledger, Step::Week, &[direction], unit).total();
            sum += Counts { articles: 0, ..part };
        }
        let both = series(&ledger, Step::Week, &ALL, unit).total();
        assert_eq!(sum, Counts { articles: 0, ..both });
    }
    let events = series(&ledger, Step::Week, &ALL, Unit::Events).total().events();
    assert!(series(&ledger, Step::Week, &ALL, Unit::Reports).total().events() >= events);
}

#[test]
fn turned_round_a_relation_is_the_same() {
    let ledger = ledger("series-turned");
    let (a, b) = busiest(&ledger);
    let (there, back) =
        (ledger.relation(from_ref(&a), from_ref(&b)).unwrap(), ledger.relation(&[b], &[a]).unwrap());
    assert_eq!(there.events(), back.events());
    let count = |relation: &dualtrack_ledger::Relation, direction| {
        relation.passages.iter().filter(|passage| passage.direction == direction).count()
    };
    assert_eq!(count(&there, Direction::Forth), count(&back, Direction::Back));
    assert_eq!(count(&there, Direction::Together), count(&back, Direction::Together));
}

#[test]
fn members_are_meant_in_their_days_only() {
    let ledger = ledger("series-members");
    let (a, b) = busiest(&ledger);
    let whole = ledger.relation(from_ref(&a), from_ref(&b)).unwrap();
    let (first, last) = ledger.span().unwrap().unwrap();
    let middle = date(2010, 1, 15);
    assert!(first < middle && middle < last, "{first} {last}");
    let until = Member { to: Some(middle.yesterday().unwrap()), ..a.clone() };
    let from = Member { from: Some(middle), ..a };
    let early = ledger.relation(from_ref(&until), from_ref(&b)).unwrap();
    let late = ledger.relation(from_ref(&from), from_ref(&b)).unwrap();
    assert!(!early.passages.is_empty() && !late.passages.is_empty());
    let dated = whole.passages.iter().filter(|passage| passage.day.is_some()).count();
    assert_eq!(early.passages.len() + late.passages.len(), dated);
    let both = ledger.relation(&[until, from], &[b]).unwrap();
    assert_eq!(both.passages.len(), dated);
}

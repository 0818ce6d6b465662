//! What must hold of every record: the schema, spans, ids, order, and the same bytes every time.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests fail loudly and work with files")]

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use dualtrack_reader::{Format, Reader, Reading, to_json_line};
use dualtrack_record::{CodePoints, Record};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The examples, by name.
fn examples() -> Vec<(String, Vec<u8>)> {
    let folder = repository().join("examples");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 6, "where are the examples?");
    paths.iter().map(|path| (path.display().to_string(), fs::read(path).unwrap())).collect()
}

fn schema_text() -> String {
    fs::read_to_string(repository().join("docs/record.schema.json")).unwrap()
}

fn validator() -> jsonschema::Validator {
    jsonschema::validator_for(&serde_json::from_str(&schema_text()).unwrap()).unwrap()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

/// The keys of a JSON object, in its order.
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Keys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some((key, IgnoredAny)) = map.next_entry()? {
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        source.deserialize_map(Collect)
    }
}

fn read_all() -> Vec<Reading> {
    let reader = Reader::new();
    examples().iter().map(|(name, bytes)| reader.read(bytes, Format::Auto, name).unwrap()).collect()
}

#[test]
fn records_are_as_the_schema_says() {
    let schema = validator();
    for reading in read_all() {
        let record: Value = serde_json::from_str(&to_json_line(&reading.record)).unwrap();
        let errors: Vec<_> =
            schema.iter_errors(&record).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", reading.record.article.input);
    }
}

#[test]
fn the_schema_refuses_what_is_no_record() {
    let schema = validator();
    let good: Value = serde_json::from_str(&to_json_line(&read_all()[0].record)).unwrap();
    assert!(schema.is_valid(&good));
    type Spoil = fn(&mut Value);
    let spoilt: [Spoil; 6] = [
        |record| record["article"]["url"] = Value::from(7),
        |record| record["events"][0]["type"] = Value::from("MEET"),
        |record| record["events"][0]["trigger"] = serde_json::json!([1, 2, 3]),
        |record| record["more"] = Value::Null,
        |record| record["actors"][0]["country"] = Value::from("Norway"),
        |record| drop(record["article"].as_object_mut().unwrap().remove("agency")),
    ];
    for (at, spoil) in spoilt.iter().enumerate() {
        let mut record = good.clone();
        spoil(&mut record);
        assert!(!schema.is_valid(&record), "the schema lets number {at} pass");
    }
}

#[test]
fn keys_stand_in_the_order_of_the_schema() {
    let schema: Value = serde_json::from_str(&schema_text()).unwrap();
    let ordered = |pointer: &str, object: String| {
        let wanted: Vec<String> = serde_json::from_value(schema.pointer(pointer).unwrap().clone()).unwrap();
        assert_eq!(serde_json::from_str::<Keys>(&object).unwrap().0, wanted, "{pointer}");
    };
    for Reading { record, .. } in read_all() {
        ordered("/required", json(&record));
        ordered("/properties/made_by/required", json(&record.made_by));
        ordered("/$defs/article/required", json(&record.article));
        record.actors.iter().for_each(|actor| ordered("/$defs/actor/required", json(actor)));
        record.mentions.iter().for_each(|mention| ordered("/$defs/mention/required", json(mention)));
        record.quotations.iter().for_each(|quotation| ordered("/$defs/quotation/required", json(quotation)));
        record.events.iter().for_each(|event| ordered("/$defs/event/required", json(event)));
        record.contacts.iter().for_each(|contact| ordered("/$defs/contact/required", json(contact)));
    }
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let lines = |readings: Vec<Reading>| readings.iter().map(|r| to_json_line(&r.record)).collect::<Vec<_>>();
    assert_eq!(lines(read_all()), lines(read_all()));
}

#[test]
fn records_read_back_as_they_were_written() {
    for reading in read_all() {
        let line = to_json_line(&reading.record);
        let back: Record = serde_json::from_str(&line).unwrap();
        assert_eq!(back, reading.record);
        assert_eq!(to_json_line(&back), line);
    }
}

#[test]
fn spans_lie_in_the_text_and_ids_refer_to_what_is_there() {
    for reading in read_all() {
        check(&reading.record);
    }
}

fn check(record: &Record) {
    let article = &record.article;
    let length = u32::try_from(article.text.chars().count()).unwrap();
    let inside = |span: CodePoints| assert!(span[0] < span[1] && span[1] <= length, "{span:?} of {length}");
    let ids: BTreeSet<_> = record.actors.iter().map(|actor| actor.id.as_str()).collect();
    let known = |actor: &str| assert!(ids.contains(actor), "{actor} is no actor of {}", article.input);
    assert_eq!(ids.len(), record.actors.len(), "an actor stands twice in {}", article.input);

    assert!(article.sentences.is_sorted_by(|a, b| a[1] <= b[0]), "{:?}", article.sentences);
    article.sentences.iter().copied().for_each(inside);
    for (at, mention) in (0..).zip(&record.mentions) {
        assert_eq!(mention.id, at);
        inside(mention.span);
        known(&mention.actor);
    }
    for (at, quotation) in (0..).zip(&record.quotations) {
        assert_eq!(quotation.id, at);
        quotation.content.iter().copied().for_each(inside);
        quotation.cue.into_iter().chain(quotation.speaker).for_each(inside);
        quotation.speaker_actor.iter().chain(&quotation.about).for_each(|actor| known(actor));
    }
    for (at, event) in (0..).zip(&record.events) {
        assert_eq!(event.id, at);
        inside(event.trigger);
        let [start, end] = article.sentences[event.sentence as usize];
        assert!(start <= event.trigger[0] && event.trigger[1] <= end, "the act stands in its sentence");
        for participant in event.actors.iter().chain(&event.recipients) {
            // Several actors may share one mention: "the two governments".
            assert!((participant.mention as usize) < record.mentions.len());
            known(&participant.actor);
        }
        assert!(event.said_by.is_none_or(|quotation| (quotation as usize) < record.quotations.len()));
        event.date.iter().filter_map(|date| date.span).for_each(inside);
        event.place.iter().filter_map(|place| place.span).for_each(inside);
        assert_eq!((event.quad, event.track), (event.kind.quad(), event.kind.track()));
    }
    for contact in &record.contacts {
        assert!((contact.event as usize) < record.events.len());
        contact.participants.iter().for_each(|actor| known(actor));
    }
    record.issues.iter().flat_map(|issue| &issue.spans).copied().for_each(inside);
}

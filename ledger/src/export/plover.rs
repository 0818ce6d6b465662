//! PLOVER's JSON: the fields of its manual, an event a line, and what a ledger knows beyond them in fields of its own
//! (`prov`, `quote`, `contact`, `status`, `issues`, `reports`, `why`).

use std::io::Write;

use serde_json::{Map, Value, json};

use super::name_of;
use crate::error::Problem;
use crate::open::Ledger;
use crate::told::{Party, Told, list};

/// What stands beside an event.
pub(super) struct Beside {
    contacts: Vec<Value>,
    issues: Vec<String>,
    quote: Option<Value>,
}

impl Ledger {
    pub(super) fn beside(&self, event: i64) -> Result<Beside, Problem> {
        Ok(Beside {
            contacts: self.contacts_of(event)?,
            issues: self.issues_of(event)?,
            quote: self.quote_of(event)?,
        })
    }

    fn contacts_of(&self, event: i64) -> Result<Vec<Value>, Problem> {
        let sql = "
            SELECT form, forum, (SELECT json_group_array(id) FROM (SELECT a.id FROM contact_actors p JOIN actors a USING (actor)
                                 WHERE p.event = c.event AND p.number = c.number ORDER BY p.position))
            FROM contacts c WHERE event = ?1 ORDER BY number";
        let mut statement = self.connection.prepare_cached(sql)?;
        let contacts = statement.query_map([event], |row| {
            let (form, forum): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            Ok(json!({"form": form, "forum": forum, "participants": list(row.get(2)?)}))
        })?;
        Ok(contacts.collect::<Result<_, _>>()?)
    }

    /// The quotation that asserts the event.
    fn quote_of(&self, event: i64) -> Result<Option<Value>, Problem> {
        let sql = "
            SELECT q.kind, a.id, t.content FROM events e JOIN quotations q ON q.quotation = e.said_by
            JOIN quotation_texts t USING (quotation) LEFT JOIN actors a ON a.actor = q.speaker WHERE e.event = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut quotes = statement.query_map([event], |row| {
            let (kind, speaker, text): (String, Option<String>, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(json!({"speaker": speaker, "kind": kind, "text": text}))
        })?;
        Ok(quotes.next().transpose()?)
    }
}

pub(super) fn write(told: &Told, beside: &Beside, out: &mut dyn Write) -> Result<u64, Problem> {
    let mut event = Map::new();
    let mut set = |key: &str, value: Value| {
        if !value.is_null() {
            event.insert(key.to_owned(), value);
        }
    };
    set("id", json!(name_of(told)));
    set("date", json!(Some(&told.day).filter(|day| !day.is_empty())));
    set("enddate", json!(told.end.as_ref().filter(|end| **end > told.day)));
    set("actor", parties(&told.actors));
    set("recipient", parties(&told.recipients));
    set("event", json!([told.kind]));
    set("mode", json!(told.mode.iter().collect::<Vec<_>>()));
    set("context", json!(told.contexts));
    set("quad_code", json!(told.quad.1));
    set("event_scale", json!(told.score));
    set("event_loc", place(told));
    set("event_text", json!(told.sentence.2));
    set("link", json!(told.article.url));
    set(
        "text_info",
        json!({"title": told.article.title, "sha256": told.article.id, "sentence": told.sentence.0 + 1}),
    );
    set(
        "cite_info",
        json!({"publisher": told.article.site.as_ref().or(told.article.agency.as_ref()),
               "published": told.article.published, "input": told.article.input}),
    );
    set("coder", json!(format!("Dualtrack {}", told.article.version)));
    set("status", json!(told.status));
    set("cameo", json!(told.cameo));
    set("issues", json!(beside.issues));
    set("reports", json!(told.reports));
    set("quote", json!(beside.quote));
    set("contact", json!(beside.contacts.first()));
    set("prov", json!({"sentence": told.sentence.1, "trigger": told.trigger}));
    set("why", json!(told.why));
    serde_json::to_writer(&mut *out, &event).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(1)
}

fn parties(parties: &[Party]) -> Value {
    let party = |party: &Party| {
        json!({"id": party.id, "name": party.name, "country": party.country, "sector": party.sectors,
               "cameo": party.cameo, "title": party.title, "text": party.words, "span": party.mention})
    };
    parties.iter().map(party).collect()
}

fn place(told: &Told) -> Value {
    match &told.place {
        (None, None) => Value::Null,
        (name, country) => json!({"name": name, "country": country}),
    }
}

//! Full-text search: what a person types, and what it hits.

use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use super::Kind;
use crate::error::Problem;

/// With more hits than this, the list is walked and each of its members looked up among the hits; with fewer, the
/// hits are looked up in the list.
const FEW: usize = 5000;

/// The keys of sentences, quotations or articles that hold the words, in order.
#[derive(Debug, Clone)]
pub(super) struct Hits(Arc<[i64]>);

impl Hits {
    pub(super) fn of(connection: &Connection, kind: Kind, text: &str) -> Result<Self, Problem> {
        let Some(query) = query(text) else {
            return Err(Problem::Record(format!("'{text}' has no words to look for")));
        };
        let index = if kind == Kind::Quotations { "quotation_words" } else { "sentence_words" };
        let sql = format!("SELECT rowid FROM {index} WHERE {index} MATCH ?");
        let mut statement = connection.prepare_cached(&sql)?;
        let keys = statement.query_map([query], |row| row.get(0))?;
        let mut keys = keys.collect::<rusqlite::Result<Vec<i64>>>()?;
        if kind == Kind::Articles {
            keys.iter_mut().for_each(|key| *key >>= 20);
        }
        keys.sort_unstable();
        keys.dedup();
        Ok(Self(keys.into()))
    }

    pub(super) fn are_few(&self) -> bool {
        self.0.len() <= FEW
    }

    /// As a JSON list.
    pub(super) fn list(&self) -> String {
        serde_json::to_string(&*self.0).unwrap_or_default()
    }

    /// Gives SQL the function `is_hit(key)`.
    pub(super) fn register(&self, connection: &Connection) -> Result<(), Problem> {
        let keys = Arc::clone(&self.0);
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        connection.create_scalar_function("is_hit", 1, flags, move |call| {
            Ok(keys.binary_search(&call.get::<i64>(0)?).is_ok())
        })?;
        Ok(())
    }
}

/// What a person types as the full-text index wants it: all words, phrases in quotation marks; nothing in it is
/// taken for an operator. A star at the end of a word stands for any ending.
fn query(text: &str) -> Option<String> {
    let mut parts = Vec::new();
    for (at, stretch) in text.split('"').enumerate() {
        let is_phrase = at % 2 == 1;
        let pieces: Vec<&str> = if is_phrase { vec![stretch] } else { stretch.split_whitespace().collect() };
        for piece in pieces.into_iter().filter(|piece| piece.chars().any(char::is_alphanumeric)) {
            let star = if !is_phrase && piece.ends_with('*') { "*" } else { "" };
            parts.push(format!("\"{}\"{star}", piece.trim_end_matches('*')));
        }
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_looked_for_as_it_is() {
        for (typed, wanted) in [
            ("grain AND sanctions", Some("\"grain\" \"AND\" \"sanctions\"")),
            ("\"Minsk agreements\" cease*", Some("\"Minsk agreements\" \"cease\"*")),
            ("NATO-Russia", Some("\"NATO-Russia\"")),
            ("\"open", Some("\"open\"")),
            (" - \"\" * ", None),
        ] {
            assert_eq!(query(typed).as_deref(), wanted, "{typed}");
        }
    }
}

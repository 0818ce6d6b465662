//! From what is asked to SQL.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::words::Hits;
use super::{Filter, Kind, Place};
use crate::error::Problem;
use crate::open::Ledger;
use crate::pairs::ANYBODY;

/// A question, ready to be asked for one page after the other.
#[derive(Debug)]
pub(super) struct Query {
    kind: Kind,
    /// The relations whose rows are walked: source and target.
    relations: Vec<(i64, i64)>,
    conditions: Vec<String>,
    values: Vec<Value>,
    hits: Option<Hits>,
    /// Whether anything can be found at all.
    possible: bool,
}

impl Query {
    pub(super) fn new(
        ledger: &Ledger,
        kind: Kind,
        filter: &Filter,
        hits: Option<Hits>,
    ) -> Result<Self, Problem> {
        let mut query = Self {
            kind,
            relations: Vec::new(),
            conditions: Vec::new(),
            values: Vec::new(),
            hits,
            possible: true,
        };
        let mut key = |id: Option<&String>| -> Result<i64, Problem> {
            let Some(id) = id else { return Ok(ANYBODY) };
            let found = ledger.key_of(id)?;
            query.possible &= found.is_some();
            Ok(found.unwrap_or(ANYBODY))
        };
        let (actor, recipient) = (key(filter.actor.as_ref())?, key(filter.recipient.as_ref())?);
        let dyad = match &filter.dyad {
            Some((one, other)) => Some((key(Some(one))?, key(Some(other))?)),
            None => None,
        };
        query.relate(actor, recipient, dyad);
        query.days(filter);
        match kind {
            Kind::Events | Kind::Contacts => query.events(filter),
            Kind::Quotations => query.quotations(filter),
            Kind::Articles => query.articles(filter),
        }
        if let Some(source) = &filter.source {
            query.require(
                "(a.agency = ? COLLATE NOCASE OR a.site = ? COLLATE NOCASE)",
                [source.clone(), source.clone()],
            );
        }
        Ok(query)
    }

    /// Which relations are walked, and what is asked of their rows beside.
    fn relate(&mut self, actor: i64, recipient: i64, dyad: Option<(i64, i64)>) {
        if self.kind == Kind::Articles {
            self.relations.push((ANYBODY, ANYBODY));
            let (one, other) = dyad.unwrap_or((ANYBODY, ANYBODY));
            for actor in [actor, recipient, one, other].into_iter().filter(|&actor| actor != ANYBODY) {
                self.require(
                    "EXISTS (SELECT 1 FROM article_actors p WHERE p.actor = ? AND p.article = a.article)",
                    [actor],
                );
            }
            return;
        }
        let both = actor != ANYBODY && recipient != ANYBODY;
        let Some((one, other)) = dyad else {
            self.relations.push((actor, recipient));
            if both && self.kind != Kind::Quotations {
                self.require("d.mutual = 0", [0; 0]);
            }
            return;
        };
        self.relations.extend([(one, other), (other, one)]);
        let table = if self.kind == Kind::Quotations { "quoted" } else { "dyads" };
        let (source, target, part) = match self.kind {
            Kind::Quotations => ("speaker", "about", "quotation"),
            _ => ("source", "target", "event"),
        };
        for (source_key, target_key) in [(actor, ANYBODY), (ANYBODY, recipient)] {
            if (source_key, target_key) != (ANYBODY, ANYBODY) {
                let sql = format!(
                    "EXISTS (SELECT 1 FROM {table} x WHERE x.{source} = ? AND x.{target} = ? AND x.day = d.day
                         AND x.{part} = d.{part})"
                );
                self.require(&sql, [source_key, target_key]);
            }
        }
    }

    fn days(&mut self, filter: &Filter) {
        for (day, comparison) in [(filter.from, ">="), (filter.to, "<=")] {
            let Some(day) = day else { continue };
            if self.kind == Kind::Articles {
                self.require(&format!("a.day {comparison} ? AND a.day > ''"), [day.to_string()]);
            } else {
                self.require(
                    &format!("d.day {comparison} ? AND d.day > 0"),
                    [crate::day::number(&day.to_string())],
                );
            }
        }
    }

    fn events(&mut self, filter: &Filter) {
        if self.kind == Kind::Contacts {
            self.require("d.contact = 1", [0; 0]);
        }
        if let Some(track) = filter.track {
            let quads =
                if track == dualtrack_record::Track::Cooperation { "d.quad < 3" } else { "d.quad > 2" };
            self.require(quads, [0; 0]);
        }
        self.one_of("e.type", filter.types.iter().map(|kind| kind.as_str()).collect());
        self.one_of("e.status", filter.statuses.iter().map(|status| status.as_str()).collect());
        if let Some(mode) = &filter.mode {
            self.require("e.mode = ?", [mode.clone()]);
        }
        if let Some(issue) = &filter.issue {
            let sql = "EXISTS (SELECT 1 FROM event_issues i WHERE i.event = d.event AND i.issue = ?)";
            self.require(sql, [issue.clone()]);
        }
    }

    fn quotations(&mut self, filter: &Filter) {
        if let Some(track) = filter.track {
            self.require("d.track = ?", [1 + i64::from(track == dualtrack_record::Track::Conflict)]);
        }
        if let Some(issue) = &filter.issue {
            let sql =
                "EXISTS (SELECT 1 FROM quotation_issues i WHERE i.quotation = d.quotation AND i.issue = ?)";
            self.require(sql, [issue.clone()]);
        }
    }

    fn articles(&mut self, filter: &Filter) {
        if let Some(issue) = &filter.issue {
            let sql = "EXISTS (SELECT 1 FROM article_issues i WHERE i.article = a.article AND i.issue = ?)";
            self.require(sql, [issue.clone()]);
        }
    }

    fn one_of(&mut self, column: &str, words: Vec<&str>) {
        if !words.is_empty() {
            let marks = vec!["?"; words.len()].join(", ");
            self.require(&format!("{column} IN ({marks})"), words.into_iter().map(str::to_owned));
        }
    }

    fn require<V: Into<Value>>(&mut self, condition: &str, values: impl IntoIterator<Item = V>) {
        self.conditions.push(condition.to_owned());
        self.values.extend(values.into_iter().map(Into::into));
    }

    /// The next `count` behind `after`.
    pub(super) fn page(
        &self,
        connection: &Connection,
        after: Option<&Place>,
        count: usize,
    ) -> Result<Vec<Place>, Problem> {
        if !self.possible {
            return Ok(Vec::new());
        }
        if let Some(hits) = self.hits.as_ref().filter(|hits| !hits.are_few()) {
            hits.register(connection)?;
        }
        let mut page = Vec::new();
        for relation in &self.relations {
            page.extend(self.walk(connection, *relation, after, count)?);
        }
        page.sort_unstable_by(|one: &Place, other| one.order().cmp(&other.order()));
        page.dedup();
        page.truncate(count);
        Ok(page)
    }

    fn walk(
        &self,
        connection: &Connection,
        (source, target): (i64, i64),
        after: Option<&Place>,
        count: usize,
    ) -> Result<Vec<Place>, Problem> {
        let few = self.hits.as_ref().filter(|hits| hits.are_few());
        let mut values: Vec<Value> = few.map(|hits| hits.list().into()).into_iter().collect();
        let tables = self.tables(few.is_some());
        let mut conditions = self.conditions.clone();
        if self.kind != Kind::Articles {
            values.extend([Value::from(source), Value::from(target)]);
        }
        values.extend(self.values.iter().cloned());
        if self.hits.is_some() && few.is_none() {
            conditions.push(match self.kind {
                Kind::Events | Kind::Contacts => "is_hit(e.sentence)".to_owned(),
                Kind::Quotations => "is_hit(d.quotation)".to_owned(),
                Kind::Articles => "is_hit(a.article)".to_owned(),
            });
        }
        let (day, number) = match self.kind {
            Kind::Events | Kind::Contacts => ("d.day", "d.event & 1048575"),
            Kind::Quotations => ("d.day", "d.quotation & 1048575"),
            Kind::Articles => ("a.day", "a.article & 0"),
        };
        if let Some(after) = after {
            conditions.push(format!("{day} <= ? AND ({day} < ? OR a.id > ? OR (a.id = ? AND {number} > ?))"));
            let written = crate::day::written(after.day);
            let day = if self.kind == Kind::Articles { Value::from(written) } else { Value::from(after.day) };
            let id = Value::from(after.article.clone());
            values.extend([day.clone(), day, id.clone(), id, Value::from(after.number)]);
        }
        values.push(Value::from(i64::try_from(count).unwrap_or(i64::MAX)));
        let conditions = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
        let key = match self.kind {
            Kind::Events | Kind::Contacts => "d.event",
            Kind::Quotations => "d.quotation",
            Kind::Articles => "a.article",
        };
        let sql = format!(
            "SELECT {key}, {day}, a.id, {number} FROM {tables} WHERE {conditions}
             ORDER BY {day} DESC, a.id, {number} LIMIT ?"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| {
            let day = match row.get_ref(1)? {
                rusqlite::types::ValueRef::Integer(number) => number,
                written => crate::day::number(written.as_str().unwrap_or_default()),
            };
            Ok(Place { key: row.get(0)?, day, article: row.get(2)?, number: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The tables in the order in which they are to be walked: the relation's rows by day, or the hits.
    fn tables(&self, from_hits: bool) -> &'static str {
        match (self.kind, from_hits) {
            (Kind::Events | Kind::Contacts, false) => {
                "dyads d CROSS JOIN events e ON d.source = ? AND d.target = ? AND e.event = d.event
                 CROSS JOIN articles a ON a.article = e.article"
            }
            (Kind::Events | Kind::Contacts, true) => {
                "json_each(?) h CROSS JOIN events e ON e.event BETWEEN h.value & ~1048575 AND h.value | 1048575
                     AND e.sentence = h.value
                 CROSS JOIN dyads d ON d.source = ? AND d.target = ?
                     AND d.day = coalesce(CAST(julianday(e.day) + 0.5 AS INTEGER), 0) AND d.event = e.event
                 CROSS JOIN articles a ON a.article = e.article"
            }
            (Kind::Quotations, false) => {
                "quoted d CROSS JOIN articles a ON d.speaker = ? AND d.about = ? AND a.article = d.quotation >> 20"
            }
            (Kind::Quotations, true) => {
                "json_each(?) h CROSS JOIN articles a ON a.article = h.value >> 20
                 CROSS JOIN quoted d ON d.speaker = ? AND d.about = ?
                     AND d.day = coalesce(CAST(julianday(a.day) + 0.5 AS INTEGER), 0) AND d.quotation = h.value"
            }
            (Kind::Articles, false) => "articles a",
            (Kind::Articles, true) => "json_each(?) h CROSS JOIN articles a ON a.article = h.value",
        }
    }
}

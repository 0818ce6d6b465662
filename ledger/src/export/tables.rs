//! Every table of the ledger for other tools: the keys, which depend on the order in which the articles came, give way
//! to ids and to numbers in the record.

use std::io::Write;

use super::rows::{Kind, Value, each};
use crate::error::{LedgerError, Problem};
use crate::open::Ledger;

/// A table as it is exported.
#[derive(Debug)]
pub struct Table {
    /// Its name, and that of its file.
    pub name: &'static str,
    pub(crate) columns: &'static [(&'static str, Kind)],
    sql: &'static str,
}

use Kind::{Day, Integer, Real, Text};

/// Every table.
pub const TABLES: &[Table] = &[
    Table {
        name: "articles",
        columns: &[
            ("article", Text),
            ("input", Text),
            ("url", Text),
            ("site", Text),
            ("title", Text),
            ("subtitle", Text),
            ("section", Text),
            ("authors", Text),
            ("agency", Text),
            ("credits", Text),
            ("published_local", Text),
            ("published_offset", Text),
            ("published_utc", Text),
            ("published_precision", Text),
            ("day", Day),
            ("dateline_place", Text),
            ("dateline_country", Text),
            ("dateline_date", Text),
            ("language", Text),
            ("reprint_of", Text),
            ("text", Text),
            ("dualtrack", Text),
            ("codebook", Text),
            ("knowledge", Text),
            ("model", Text),
        ],
        sql: "SELECT a.id, a.input, a.url, a.site, a.title, a.subtitle, a.section, a.authors, a.agency, a.credits,
                     a.published_local, a.published_offset, a.published_utc, a.published_precision, a.day,
                     a.dateline_place, a.dateline_country, a.dateline_date, a.language, f.id, t.text,
                     m.dualtrack, m.codebook, m.knowledge, m.model
              FROM articles a JOIN texts t USING (article) JOIN makers m USING (maker)
                   JOIN articles f ON f.article = a.reprint_of
              ORDER BY a.day, a.id",
    },
    Table {
        name: "sentences",
        columns: &[("article", Text), ("sentence", Integer), ("start", Integer), ("end", Integer), ("text", Text)],
        sql: "SELECT a.id, s.sentence & 1048575, s.\"start\", s.\"end\",
                     substr(t.text, s.\"start\" + 1, s.\"end\" - s.\"start\")
              FROM articles a JOIN texts t USING (article)
                   JOIN sentences s ON s.sentence BETWEEN a.article << 20 AND (a.article << 20) + 1048575
              ORDER BY a.day, a.id, s.sentence",
    },
    Table {
        name: "actors",
        columns: &[
            ("article", Text),
            ("position", Integer),
            ("actor", Text),
            ("name", Text),
            ("kind", Text),
            ("country", Text),
            ("sectors", Text),
            ("cameo", Text),
            ("office_title", Text),
            ("office_of", Text),
            ("office_from", Text),
            ("office_to", Text),
            ("sides", Text),
            ("mentions", Integer),
        ],
        sql: "SELECT a.id, r.position, c.id, d.name, d.kind, d.country, d.sectors, d.cameo, d.office ->> 'title',
                     d.office ->> 'of', d.office ->> 'from', d.office ->> 'to', d.sides, r.mentions
              FROM articles a JOIN article_actors r USING (article) JOIN actors c ON c.actor = r.actor
                   JOIN descriptions d ON d.description = r.description
              ORDER BY a.day, a.id, r.position",
    },
    Table {
        name: "events",
        columns: &[
            ("article", Text),
            ("event", Integer),
            ("type", Text),
            ("mode", Text),
            ("contexts", Text),
            ("track", Text),
            ("quad", Text),
            ("score", Real),
            ("cameo", Text),
            ("status", Text),
            ("day", Day),
            ("date_start", Text),
            ("date_end", Text),
            ("date_precision", Text),
            ("place", Text),
            ("place_country", Text),
            ("said_by", Integer),
            ("trigger_start", Integer),
            ("trigger_end", Integer),
            ("sentence", Integer),
            ("issues", Text),
            ("why", Text),
            ("merged_article", Text),
            ("merged_event", Integer),
            ("reports", Integer),
        ],
        sql: "SELECT a.id, e.event & 1048575, e.type, e.mode, e.contexts, y.track, y.quad, e.score, e.cameo, e.status,
                     e.day, e.date_start, e.date_end, e.date_precision, e.place, e.place_country,
                     e.said_by & 1048575, e.trigger_start, e.trigger_end, e.sentence & 1048575,
                     (SELECT json_group_array(issue) FROM
                        (SELECT issue FROM event_issues i WHERE i.event = e.event ORDER BY issue)),
                     e.why, f.id, e.merged & 1048575, e.reports
              FROM articles a JOIN events e ON e.event BETWEEN a.article << 20 AND (a.article << 20) + 1048575
                   JOIN event_types y USING (type) JOIN articles f ON f.article = e.merged >> 20
              ORDER BY a.day, a.id, e.event",
    },
    Table {
        name: "event_actors",
        columns: &[
            ("article", Text),
            ("event", Integer),
            ("role", Text),
            ("position", Integer),
            ("actor", Text),
            ("mention_start", Integer),
            ("mention_end", Integer),
            ("mention_kind", Text),
        ],
        sql: "SELECT a.id, p.event & 1048575, p.role, p.position, c.id, p.mention_start, p.mention_end, p.mention_kind
              FROM articles a JOIN event_actors p ON p.event BETWEEN a.article << 20 AND (a.article << 20) + 1048575
                   JOIN actors c USING (actor)
              ORDER BY a.day, a.id, p.event, p.role, p.position",
    },
    Table {
        name: "contacts",
        columns: &[
            ("article", Text),
            ("event", Integer),
            ("contact", Integer),
            ("form", Text),
            ("forum", Text),
            ("participants", Text),
        ],
        sql: "SELECT a.id, c.event & 1048575, c.number, c.form, c.forum,
                     (SELECT json_group_array(id) FROM
                        (SELECT b.id FROM contact_actors p JOIN actors b USING (actor)
                         WHERE p.event = c.event AND p.number = c.number ORDER BY p.position))
              FROM articles a JOIN contacts c ON c.event BETWEEN a.article << 20 AND (a.article << 20) + 1048575
              ORDER BY a.day, a.id, c.event, c.number",
    },
    Table {
        name: "quotations",
        columns: &[
            ("article", Text),
            ("quotation", Integer),
            ("kind", Text),
            ("content", Text),
            ("spans", Text),
            ("cue_start", Integer),
            ("cue_end", Integer),
            ("speaker_start", Integer),
            ("speaker_end", Integer),
            ("speaker", Text),
            ("about", Text),
            ("issues", Text),
            ("track", Text),
        ],
        sql: "SELECT a.id, q.quotation & 1048575, q.kind, t.content,
                     (SELECT json_group_array(json_array(\"start\", \"end\")) FROM
                        (SELECT \"start\", \"end\" FROM quotation_parts p WHERE p.quotation = q.quotation
                         ORDER BY p.position)), q.cue_start, q.cue_end,
                     q.speaker_start, q.speaker_end, s.id,
                     (SELECT json_group_array(id) FROM
                        (SELECT b.id FROM quotation_about p JOIN actors b USING (actor)
                         WHERE p.quotation = q.quotation ORDER BY p.position)),
                     (SELECT json_group_array(issue) FROM
                        (SELECT issue FROM quotation_issues i WHERE i.quotation = q.quotation ORDER BY issue)),
                     q.track
              FROM articles a JOIN quotations q ON q.quotation BETWEEN a.article << 20 AND (a.article << 20) + 1048575
                   JOIN quotation_texts t USING (quotation) LEFT JOIN actors s ON s.actor = q.speaker
              ORDER BY a.day, a.id, q.quotation",
    },
    Table {
        name: "issues",
        columns: &[("article", Text), ("issue", Text), ("spans", Text)],
        sql: "SELECT a.id, i.issue, i.spans FROM articles a JOIN article_issues i USING (article)
              ORDER BY a.day, a.id, i.issue",
    },
    Table {
        name: "dyad_days",
        columns: &[
            ("source", Text),
            ("target", Text),
            ("day", Day),
            ("mutual", Integer),
            ("verbal_cooperation", Integer),
            ("material_cooperation", Integer),
            ("verbal_conflict", Integer),
            ("material_conflict", Integer),
            ("events", Integer),
            ("reports", Integer),
            ("score", Real),
            ("contacts", Integer),
        ],
        sql: "SELECT source, target, day, mutual, verbal_cooperation, material_cooperation, verbal_conflict,
                     material_conflict, events, reports, score, contacts
              FROM dyad_days ORDER BY source, target, day, mutual",
    },
    Table {
        name: "inputs",
        columns: &[("document", Text), ("input", Text), ("article", Text)],
        sql: "SELECT i.document, i.input, a.id FROM inputs i JOIN articles a USING (article)
              ORDER BY a.day, a.id, i.document, i.input",
    },
    Table {
        name: "failures",
        columns: &[("input", Text), ("reason", Text)],
        sql: "SELECT input, reason FROM failures ORDER BY input",
    },
];

/// Writes a table as CSV, with a heading; what is missing is empty. Gives the number of rows.
///
/// # Errors
/// If the ledger cannot be read or `out` not be written.
pub fn write_csv(ledger: &Ledger, table: &Table, out: &mut dyn Write) -> Result<u64, LedgerError> {
    let write = || -> Result<u64, Problem> {
        let heading: Vec<&str> = table.columns.iter().map(|&(name, _)| name).collect();
        out.write_all((heading.join(",") + "\n").as_bytes())?;
        let rows = ledger.each_row(table, |row| {
            let cells: Vec<String> = row.iter().map(csv_cell).collect();
            out.write_all((cells.join(",") + "\n").as_bytes())?;
            Ok(())
        })?;
        out.flush()?;
        Ok(rows)
    };
    write_with(ledger, write)
}

pub(super) fn write_with(
    ledger: &Ledger,
    write: impl FnOnce() -> Result<u64, Problem>,
) -> Result<u64, LedgerError> {
    write().map_err(|problem| ledger.error(problem))
}

impl Ledger {
    pub(super) fn each_row(
        &self,
        table: &Table,
        with: impl FnMut(&[Value]) -> Result<(), Problem>,
    ) -> Result<u64, Problem> {
        each(&mut self.connection.prepare(table.sql)?, table.columns.len(), with)
    }
}

fn csv_cell(value: &Value) -> String {
    match value {
        Value::Missing => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => format!("{number:?}"),
        Value::Text(text) if text.contains([',', '"', '\n', '\r']) => {
            format!("\"{}\"", text.replace('"', "\"\""))
        }
        Value::Text(text) => text.clone(),
    }
}

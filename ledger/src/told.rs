//! Events with everything that is said of them: their parties, their words, their article.

use std::collections::BTreeMap;

use rusqlite::{Row, params};
use serde_json::Value;

use crate::error::{LedgerError, Problem};
use crate::open::Ledger;

/// An event, told once, by its first report.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The article that reports it first.
    pub article: Source,
    /// Its number in that article's record.
    pub number: u32,
    /// PLOVER type.
    pub kind: String,
    /// Mode.
    pub mode: Option<String>,
    /// Contexts.
    pub contexts: Vec<String>,
    /// The track: "cooperation" or "conflict".
    pub track: String,
    /// The quad class in words, and as a number from 1 to 4.
    pub quad: (String, u8),
    /// Conflict–cooperation score.
    pub score: f64,
    /// CAMEO event code.
    pub cameo: String,
    /// Status.
    pub status: String,
    /// The day on which it counts; empty where not known.
    pub day: String,
    /// The last day that the text states, if it states one.
    pub end: Option<String>,
    /// The place, and its country.
    pub place: (Option<String>, Option<String>),
    /// The trigger, in code points of the article's text.
    pub trigger: [u32; 2],
    /// The sentence: its number from 0, its span, its words.
    pub sentence: (u32, [u32; 2], String),
    /// Whether the sentence stands in the first paragraph.
    pub lead: bool,
    /// The quotation that asserts it, by its number.
    pub said_by: Option<u32>,
    /// Codebook entry and operators.
    pub why: String,
    /// How many stories report it.
    pub reports: u64,
    /// Who did it, in the order of the record.
    pub actors: Vec<Party>,
    /// To whom it was done.
    pub recipients: Vec<Party>,
}

/// The article of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its key in this ledger.
    pub(crate) key: i64,
    /// SHA-256 of its text.
    pub id: String,
    /// Where it was read from.
    pub input: String,
    /// Its address.
    pub url: Option<String>,
    /// The host of the address.
    pub site: Option<String>,
    /// The agency or publisher that it credits.
    pub agency: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, as the page says.
    pub published: Option<String>,
    /// The same in UTC, if known.
    pub published_utc: Option<String>,
    /// The day of publication; empty where not known.
    pub day: String,
    /// The version of the program that read it.
    pub version: String,
}

/// Somebody in a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The actor's id.
    pub id: String,
    /// The name, as of the article's day.
    pub name: String,
    /// Kind of actor.
    pub kind: String,
    /// Country.
    pub country: Option<String>,
    /// Sectors, the principal one first.
    pub sectors: Vec<String>,
    /// CAMEO actor code.
    pub cameo: String,
    /// The title of a person's office.
    pub title: Option<String>,
    /// Where the text names it.
    pub mention: [u32; 2],
    /// The words there.
    pub words: String,
}

const EVENT: &str = "
SELECT e.event & 1048575 AS number, e.type, e.mode, e.contexts, y.track, y.quad, y.quad_code, e.score, e.cameo, e.status,
       e.day, e.date_end, e.place, e.place_country, e.trigger_start, e.trigger_end, s.sentence & 1048575 AS sentence_number,
       s.\"start\", s.\"end\", substr(t.text, s.\"start\" + 1, s.\"end\" - s.\"start\") AS sentence,
       instr(substr(t.text, 1, s.\"start\"), char(10) || char(10)) = 0 AS lead, e.said_by & 1048575 AS said_by, e.why,
       e.reports, a.article, a.id, a.input, a.url, a.site, a.agency, a.title, a.published_local, a.published_utc,
       a.day AS article_day, m.dualtrack
FROM events e JOIN event_types y USING (type) JOIN sentences s USING (sentence) JOIN articles a ON a.article = e.article
     JOIN texts t ON t.article = e.article JOIN makers m USING (maker)
WHERE e.event = ?1";

const PARTIES: &str = "
SELECT p.role, c.id, d.name, d.kind, d.country, d.sectors, d.cameo, d.office ->> 'title' AS title,
       p.mention_start, p.mention_end, substr(t.text, p.mention_start + 1, p.mention_end - p.mention_start) AS words
FROM event_actors p JOIN actors c USING (actor) JOIN events e USING (event) JOIN texts t ON t.article = e.article
     JOIN article_actors r ON r.article = e.article AND r.actor = p.actor JOIN descriptions d ON d.description = r.description
WHERE p.event = ?1 ORDER BY p.role, p.position";

impl Ledger {
    /// An event by its key, as `dyads.event` has it.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn told(&self, event: i64) -> Result<Told, LedgerError> {
        self.told_or_problem(event).map_err(|problem| self.error(problem))
    }

    pub(crate) fn told_or_problem(&self, event: i64) -> Result<Told, Problem> {
        let mut told = self.connection.prepare_cached(EVENT)?.query_row([event], told)?;
        let mut parties = self.connection.prepare_cached(PARTIES)?;
        let mut rows = parties.query([event])?;
        while let Some(row) = rows.next()? {
            let role: String = row.get("role")?;
            let side = if role == "actor" { &mut told.actors } else { &mut told.recipients };
            side.push(party(row)?);
        }
        Ok(told)
    }

    /// How many articles report an event, reprints too, and from how many sites.
    pub(crate) fn mentions(&self, event: i64) -> Result<(u64, u64), Problem> {
        let sql = "
            SELECT count(*), count(DISTINCT coalesce(a.site, a.agency, a.input)) FROM articles a
            WHERE a.article IN (SELECT ?1 >> 20 UNION ALL
                                SELECT article FROM events WHERE merged = ?1 AND merged <> event)";
        let counted = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
        let (articles, sites) = self.connection.prepare_cached(sql)?.query_row(params![event], counted)?;
        Ok((articles.unsigned_abs(), sites.unsigned_abs()))
    }
}

fn told(row: &Row<'_>) -> rusqlite::Result<Told> {
    Ok(Told {
        article: source(row)?,
        number: row.get("number")?,
        kind: row.get("type")?,
        mode: row.get("mode")?,
        contexts: list(row.get("contexts")?),
        track: row.get("track")?,
        quad: (row.get("quad")?, row.get("quad_code")?),
        score: row.get("score")?,
        cameo: row.get("cameo")?,
        status: row.get("status")?,
        day: row.get("day")?,
        end: row.get("date_end")?,
        place: (row.get("place")?, row.get("place_country")?),
        trigger: [row.get("trigger_start")?, row.get("trigger_end")?],
        sentence: (row.get("sentence_number")?, [row.get("start")?, row.get("end")?], row.get("sentence")?),
        lead: row.get("lead")?,
        said_by: row.get("said_by")?,
        why: row.get("why")?,
        reports: row.get::<_, i64>("reports")?.unsigned_abs(),
        actors: Vec::new(),
        recipients: Vec::new(),
    })
}

fn source(row: &Row<'_>) -> rusqlite::Result<Source> {
    Ok(Source {
        key: row.get("article")?,
        id: row.get("id")?,
        input: row.get("input")?,
        url: row.get("url")?,
        site: row.get("site")?,
        agency: row.get("agency")?,
        title: row.get("title")?,
        published: row.get("published_local")?,
        published_utc: row.get("published_utc")?,
        day: row.get("article_day")?,
        version: row.get("dualtrack")?,
    })
}

fn party(row: &Row<'_>) -> rusqlite::Result<Party> {
    Ok(Party {
        id: row.get("id")?,
        name: row.get("name")?,
        kind: row.get("kind")?,
        country: row.get("country")?,
        sectors: list(row.get("sectors")?),
        cameo: row.get("cameo")?,
        title: row.get("title")?,
        mention: [row.get("mention_start")?, row.get("mention_end")?],
        words: row.get("words")?,
    })
}

/// The words of a JSON list.
pub(crate) fn list(json: Option<String>) -> Vec<String> {
    let values: Vec<Value> = json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
    values.into_iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

impl Told {
    /// Whether several actors without a recipient do it with each other, and not side by side.
    pub(crate) fn is_mutual(&self) -> bool {
        self.recipients.is_empty()
            && self.actors.len() > 1
            && matches!(self.kind.as_str(), "CONSULT" | "AGREE" | "COOPERATE" | "SUPPORT")
    }

    /// The pairs of one who does it and one to whom it is done. What several do with each other each of them does to
    /// each other one; where nobody is known on a side, that side is empty.
    #[must_use]
    pub fn pairs(&self) -> Vec<(Option<&Party>, Option<&Party>)> {
        let pairs = if self.is_mutual() {
            self.actors
                .iter()
                .flat_map(|one| self.actors.iter().map(move |other| (Some(one), Some(other))))
                .collect()
        } else {
            let some = |side: &'_ [Party]| -> Vec<Option<usize>> {
                if side.is_empty() { vec![None] } else { (0..side.len()).map(Some).collect() }
            };
            let (sources, targets) = (some(&self.actors), some(&self.recipients));
            let pair = |source: Option<usize>, target: Option<usize>| {
                (source.map(|at| &self.actors[at]), target.map(|at| &self.recipients[at]))
            };
            let mut pairs = Vec::new();
            for source in sources {
                pairs.extend(targets.iter().map(|&target| pair(source, target)));
            }
            pairs
        };
        let mut seen = BTreeMap::new();
        let mut fresh = |pair: &(Option<&Party>, Option<&Party>)| {
            let ids = (pair.0.map(|party| party.id.clone()), pair.1.map(|party| party.id.clone()));
            (ids.0.is_some() || ids.1.is_some()) && ids.0 != ids.1 && seen.insert(ids, ()).is_none()
        };
        pairs.into_iter().filter(|pair| fresh(pair)).collect()
    }
}

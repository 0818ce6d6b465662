//! One record in, one record out: the rows that say what the record says.

use std::collections::BTreeMap;

use dualtrack_document::Slices;
use dualtrack_record::{Actor, Article, Event, MadeBy, Participant, Quotation, Record};
use rusqlite::params;
use serde::Serialize;

use super::reports::Unsettled;
use super::{MOST_PARTS, Store, part, parts};
use crate::add::DocumentId;
use crate::error::Problem;
use crate::likeness::Likeness;
use crate::{day, side};

/// Where an article's row was read from. Of several documents with the same text the smallest is kept: with a date
/// before without, then the earliest, then with an address before without, then by the order of letters.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Copy {
    moment: String,
    without_url: bool,
    url: Option<String>,
    title: Option<String>,
    document: Vec<u8>,
    input: String,
}

impl Copy {
    fn of(article: &Article, document: &DocumentId) -> Self {
        Self {
            moment: moment(article).unwrap_or("9999").to_owned(),
            without_url: article.url.is_none(),
            url: article.url.clone(),
            title: article.title.clone(),
            document: document.0.to_vec(),
            input: article.input.clone(),
        }
    }
}

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entered {
    /// Its article is new.
    New { article: i64 },
    /// Its article was known.
    Known { article: i64 },
}

impl Store<'_> {
    /// Enters a record: its article if it is new, or if this copy of it comes before the one that is known.
    pub(crate) fn enter(&mut self, record: &Record, document: &DocumentId) -> Result<Entered, Problem> {
        let copy = Copy::of(&record.article, document);
        match self.copy(&record.article.id)? {
            None => {
                let sql = "SELECT coalesce(max(article), 0) + 1 FROM articles";
                let article = self.row(sql, [], |row| row.get(0))?.unwrap_or(1);
                let mut unsettled = Unsettled::new();
                self.insert(article, article, record, document)?;
                self.relate_quotations(article)?;
                self.join_story(article, &record.article.text, &mut unsettled)?;
                self.join_events(article, record, &mut unsettled)?;
                self.settle(unsettled)?;
                Ok(Entered::New { article })
            }
            Some((article, known)) => {
                if copy < known {
                    self.replace(article, record, document)?;
                }
                Ok(Entered::Known { article })
            }
        }
    }

    /// Puts a record in the place of what is known of its article. The text is the same, and so are its printings.
    pub(crate) fn replace(
        &mut self,
        article: i64,
        record: &Record,
        document: &DocumentId,
    ) -> Result<(), Problem> {
        let sql = "SELECT reprint_of FROM articles WHERE article = ?";
        let first = self.row(sql, [article], |row| row.get(0))?.unwrap_or(article);
        let printings = self.printings(first)?;
        let mut unsettled = Unsettled::new();
        self.unrelate_quotations(first)?;
        self.part_events(article, &mut unsettled)?;
        let before = self.described(article)?;
        self.delete(article)?;
        self.insert(article, first, record, document)?;
        self.elect(&printings)?;
        self.join_events(article, record, &mut unsettled)?;
        self.settle(unsettled)?;
        self.forget_unused(&before)
    }

    /// The article with this id, and the copy that its row was read from.
    fn copy(&self, id: &str) -> Result<Option<(i64, Copy)>, Problem> {
        let sql = "SELECT article, coalesce(published_utc, published_local, '9999'), url IS NULL, url, title, document,
                          input
                   FROM articles WHERE id = ?";
        self.row(sql, [id], |row| {
            let copy = Copy {
                moment: row.get(1)?,
                without_url: row.get(2)?,
                url: row.get(3)?,
                title: row.get(4)?,
                document: row.get(5)?,
                input: row.get(6)?,
            };
            Ok((row.get(0)?, copy))
        })
    }

    fn insert(
        &mut self,
        article: i64,
        reprint_of: i64,
        record: &Record,
        document: &DocumentId,
    ) -> Result<(), Problem> {
        let text = Slices::new(&record.article.text);
        let day = day::of_article(&record.article);
        self.insert_article(article, reprint_of, record, document, &day)?;
        self.insert_sentences(article, &record.article, &text)?;
        self.insert_actors(article, record)?;
        for quotation in &record.quotations {
            self.insert_quotation(article, quotation, record, &text)?;
        }
        for event in &record.events {
            self.insert_event(article, event, record, &day)?;
        }
        for (number, contact) in (0u32..).zip(&record.contacts) {
            let event = part(article, contact.event);
            let sql = "INSERT INTO contacts (event, number, form, forum) VALUES (?, ?, ?, ?)";
            self.execute(sql, params![event, number, contact.form.as_str(), contact.forum])?;
            for (position, participant) in (0u32..).zip(&contact.participants) {
                let actor = self.actor(participant)?;
                let sql = "INSERT INTO contact_actors (event, number, position, actor) VALUES (?, ?, ?, ?)";
                self.execute(sql, params![event, number, position, actor])?;
            }
        }
        for issue in &record.issues {
            let sql = "INSERT OR IGNORE INTO article_issues (article, issue, spans) VALUES (?, ?, ?)";
            self.execute(sql, params![article, issue.issue, json(&issue.spans)])?;
        }
        Ok(())
    }

    fn insert_article(
        &mut self,
        key: i64,
        reprint_of: i64,
        record: &Record,
        document: &DocumentId,
        day: &str,
    ) -> Result<(), Problem> {
        let article = &record.article;
        let (published, dateline) = (article.published.as_ref(), article.dateline.as_ref());
        let maker = self.maker(&record.made_by)?;
        self.execute(
            "INSERT INTO articles (article, id, maker, document, input, url, site, title, subtitle, section, authors,
                 agency, credits, published_local, published_offset, published_utc, published_precision, day,
                 dateline_place, dateline_country, dateline_date, language, reprint_of)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                key,
                article.id,
                maker,
                document.0,
                article.input,
                article.url,
                article.url.as_deref().and_then(site),
                article.title,
                article.subtitle,
                article.section,
                json(&article.authors),
                article.agency,
                json(&article.credits),
                published.map(|moment| &moment.local),
                published.and_then(|moment| moment.offset.as_ref()),
                published.and_then(|moment| moment.utc.as_ref()),
                published.map(|moment| word(&moment.precision)),
                day,
                dateline.map(|dateline| &dateline.place),
                dateline.and_then(|dateline| dateline.country.as_ref()),
                dateline.and_then(|dateline| dateline.date.as_ref()),
                article.language,
                reprint_of
            ],
        )?;
        self.execute("INSERT INTO texts (article, text) VALUES (?, ?)", params![key, article.text])?;
        Ok(())
    }

    fn maker(&self, maker: &MadeBy) -> Result<i64, Problem> {
        let MadeBy { dualtrack, codebook, knowledge, model } = maker;
        let versions = [dualtrack, codebook, knowledge, model];
        let sql = "SELECT maker FROM makers WHERE (dualtrack, codebook, knowledge, model) = (?, ?, ?, ?)";
        if let Some(key) = self.row(sql, versions, |row| row.get(0))? {
            return Ok(key);
        }
        let sql = "INSERT INTO makers (dualtrack, codebook, knowledge, model) VALUES (?, ?, ?, ?)";
        self.execute(sql, versions)?;
        Ok(self.connection.last_insert_rowid())
    }

    fn insert_sentences(&self, key: i64, article: &Article, text: &Slices<'_>) -> Result<(), Problem> {
        for (number, &span) in (0..).zip(&article.sentences) {
            let sentence = part(key, number);
            let sql = "INSERT INTO sentences (sentence, article, start, \"end\") VALUES (?, ?, ?, ?)";
            self.execute(sql, params![sentence, key, span[0], span[1]])?;
            let sql = "INSERT INTO sentence_words (rowid, text) VALUES (?, ?)";
            self.execute(sql, params![sentence, text.of(span)])?;
        }
        Ok(())
    }

    fn insert_actors(&mut self, article: i64, record: &Record) -> Result<(), Problem> {
        let mut mentions: BTreeMap<&str, u32> = BTreeMap::new();
        for mention in &record.mentions {
            *mentions.entry(&mention.actor).or_default() += 1;
        }
        let as_of = format!("{} {}", moment(&record.article).unwrap_or_default(), record.article.id);
        for (position, actor) in (0u32..).zip(&record.actors) {
            let key = self.actor(&actor.id)?;
            let description = self.description(key, actor)?;
            let count = mentions.get(actor.id.as_str()).copied().unwrap_or_default();
            self.execute(
                "INSERT OR IGNORE INTO article_actors (article, actor, position, description, mentions)
                 VALUES (?, ?, ?, ?, ?)",
                params![article, key, position, description, count],
            )?;
            let sql = "UPDATE actors SET description = ?1, as_of = ?2 WHERE actor = ?3 AND as_of < ?2";
            self.execute(sql, params![description, as_of, key])?;
        }
        Ok(())
    }

    fn description(&mut self, key: i64, actor: &Actor) -> Result<i64, Problem> {
        let sides = side::sides(actor);
        for side in &sides {
            self.actor(side)?;
        }
        let (sides, sectors) = (json(&sides), json(&actor.sectors));
        let office = actor.office.as_ref().map(json);
        let values =
            params![key, actor.name, actor.kind.as_str(), actor.country, sectors, actor.cameo, office, sides];
        let sql = "SELECT description FROM descriptions
                   WHERE actor = ? AND name = ? AND kind = ? AND country IS ? AND sectors = ? AND cameo = ?
                     AND office IS ? AND sides = ?";
        if let Some(found) = self.row(sql, values, |row| row.get(0))? {
            return Ok(found);
        }
        let sql = "INSERT INTO descriptions (actor, name, kind, country, sectors, cameo, office, sides)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        self.execute(sql, values)?;
        Ok(self.connection.last_insert_rowid())
    }

    fn insert_quotation(
        &mut self,
        article: i64,
        quotation: &Quotation,
        record: &Record,
        text: &Slices<'_>,
    ) -> Result<(), Problem> {
        let key = part(article, quotation.id);
        let speaker = quotation.speaker_actor.as_deref().map(|id| self.actor(id)).transpose()?;
        let (cue, span) = (quotation.cue, quotation.speaker);
        let speaker_mention = record.mentions.iter().find(|mention| Some(mention.span) == span);
        let speaker_kind = speaker_mention.map(|mention| mention.kind.as_str());
        self.execute(
            "INSERT INTO quotations (quotation, article, kind, cue_start, cue_end, speaker_start, speaker_end, speaker,
                 speaker_kind, track)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                key,
                article,
                quotation.kind.as_str(),
                cue.map(|span| span[0]),
                cue.map(|span| span[1]),
                span.map(|span| span[0]),
                span.map(|span| span[1]),
                speaker,
                speaker_kind,
                quotation.track.map(|track| track.as_str())
            ],
        )?;
        for (position, span) in (0u32..).zip(&quotation.content) {
            let sql = "INSERT INTO quotation_parts (quotation, position, start, \"end\") VALUES (?, ?, ?, ?)";
            self.execute(sql, params![key, position, span[0], span[1]])?;
        }
        let sql = "INSERT INTO quotation_words (rowid, content) VALUES (?, ?)";
        self.execute(sql, params![key, content(&quotation.content, text)])?;
        for (position, about) in (0u32..).zip(&quotation.about) {
            let actor = self.actor(about)?;
            let sql = "INSERT INTO quotation_about (quotation, position, actor) VALUES (?, ?, ?)";
            self.execute(sql, params![key, position, actor])?;
        }
        for (position, issue) in (0u32..).zip(&quotation.issues) {
            let sql = "INSERT INTO quotation_issues (quotation, position, issue) VALUES (?, ?, ?)";
            self.execute(sql, params![key, position, issue])?;
        }
        Ok(())
    }

    fn insert_event(
        &mut self,
        article: i64,
        event: &Event,
        record: &Record,
        published: &str,
    ) -> Result<(), Problem> {
        let key = part(article, event.id);
        let (date, place) = (event.date.as_ref(), event.place.as_ref());
        let (date_span, place_span) = (date.and_then(|date| date.span), place.and_then(|place| place.span));
        self.execute(
            "INSERT INTO events (event, article, type, mode, contexts, score, cameo, status, date_start, date_end,
                 date_precision, date_span_start, date_span_end, day, place, place_country, place_span_start,
                 place_span_end, said_by, trigger_start, trigger_end, sentence, why, merged, reports)
             VALUES (?1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?1, 0)",
            params![
                key,
                article,
                event.kind.as_str(),
                event.mode,
                (!event.contexts.is_empty()).then(|| json(&event.contexts)),
                event.score,
                event.cameo,
                event.status.as_str(),
                date.and_then(|date| date.start.as_ref()),
                date.and_then(|date| date.end.as_ref()),
                date.map(|date| word(&date.precision)),
                date_span.map(|span| span[0]),
                date_span.map(|span| span[1]),
                day::of_event(date, published),
                place.map(|place| &place.name),
                place.and_then(|place| place.country.as_ref()),
                place_span.map(|span| span[0]),
                place_span.map(|span| span[1]),
                event.said_by.map(|quotation| part(article, quotation)),
                event.trigger[0],
                event.trigger[1],
                part(article, event.sentence),
                event.why
            ],
        )?;
        self.insert_parties(key, "actor", &event.actors, record)?;
        self.insert_parties(key, "recipient", &event.recipients, record)?;
        for (position, issue) in (0u32..).zip(&event.issues) {
            let sql = "INSERT INTO event_issues (event, position, issue) VALUES (?, ?, ?)";
            self.execute(sql, params![key, position, issue])?;
        }
        Ok(())
    }

    fn insert_parties(
        &mut self,
        event: i64,
        role: &str,
        parties: &[Participant],
        record: &Record,
    ) -> Result<(), Problem> {
        for (position, party) in (0u32..).zip(parties) {
            let actor = self.actor(&party.actor)?;
            let mention = record.mentions.get(party.mention as usize);
            self.execute(
                "INSERT INTO event_actors (event, role, position, actor, mention_start, mention_end, mention_kind)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![
                    event,
                    role,
                    position,
                    actor,
                    mention.map_or(0, |mention| mention.span[0]),
                    mention.map_or(0, |mention| mention.span[1]),
                    mention.map_or("", |mention| mention.kind.as_str())
                ],
            )?;
        }
        Ok(())
    }

    /// Joins the events of an article with other reports of them.
    fn join_events(
        &mut self,
        article: i64,
        record: &Record,
        unsettled: &mut Unsettled,
    ) -> Result<(), Problem> {
        let text = Slices::new(&record.article.text);
        let published = day::of_article(&record.article);
        for event in &record.events {
            let key = part(article, event.id);
            let day = day::number(&day::of_event(event.date.as_ref(), &published));
            let likeness = Likeness::of(event, record, &text, day);
            if let Some(likeness) = &likeness {
                self.execute("UPDATE events SET block = ? WHERE event = ?", [likeness.block, key])?;
            }
            self.join_event(key, likeness.as_ref(), unsettled)?;
        }
        Ok(())
    }

    /// Deletes all rows that say what an article says.
    fn delete(&mut self, article: i64) -> Result<(), Problem> {
        self.delete_words(article)?;
        let (from, to) = parts(article);
        for (table, key) in [
            ("sentences", "sentence"),
            ("events", "event"),
            ("event_actors", "event"),
            ("event_issues", "event"),
            ("contacts", "event"),
            ("contact_actors", "event"),
            ("quotations", "quotation"),
            ("quotation_parts", "quotation"),
            ("quotation_about", "quotation"),
            ("quotation_issues", "quotation"),
        ] {
            self.execute(&format!("DELETE FROM {table} WHERE {key} BETWEEN ? AND ?"), [from, to])?;
        }
        for table in ["article_actors", "article_issues", "texts", "articles"] {
            self.execute(&format!("DELETE FROM {table} WHERE article = ?"), [article])?;
        }
        Ok(())
    }

    /// Takes an article's words out of the full-text indices, which have to be told what they hold.
    fn delete_words(&self, article: i64) -> Result<(), Problem> {
        let sql = "SELECT text FROM texts WHERE article = ?";
        let text: String = self.row(sql, [article], |row| row.get(0))?.unwrap_or_default();
        let text = Slices::new(&text);
        let (from, to) = parts(article);
        let sql = "SELECT sentence, start, \"end\" FROM sentences WHERE sentence BETWEEN ? AND ?";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, [row.get(1)?, row.get(2)?]));
        for (key, span) in self.rows(sql, [from, to], read)? {
            let sql = "INSERT INTO sentence_words (sentence_words, rowid, text) VALUES ('delete', ?, ?)";
            self.execute(sql, params![key, text.of(span)])?;
        }
        let sql = "SELECT quotation FROM quotations WHERE quotation BETWEEN ? AND ?";
        for key in self.rows(sql, [from, to], |row| row.get::<_, i64>(0))? {
            let sql = "SELECT start, \"end\" FROM quotation_parts WHERE quotation = ? ORDER BY position";
            let spans = self.rows(sql, [key], |row| Ok([row.get(0)?, row.get(1)?]))?;
            let sql = "INSERT INTO quotation_words (quotation_words, rowid, content) VALUES ('delete', ?, ?)";
            self.execute(sql, params![key, content(&spans, &text)])?;
        }
        Ok(())
    }

    /// The actors of an article with their descriptions.
    fn described(&self, article: i64) -> Result<Vec<(i64, i64)>, Problem> {
        let sql = "SELECT actor, description FROM article_actors WHERE article = ?";
        self.rows(sql, [article], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Describes these actors as their latest article now does, and deletes descriptions and actors that nothing
    /// refers to any more: the ledger is then as if it had never held them.
    fn forget_unused(&mut self, before: &[(i64, i64)]) -> Result<(), Problem> {
        let mut maybe_unused = Vec::new();
        for &(actor, description) in before {
            self.redescribe(actor)?;
            maybe_unused.push(actor);
            let sql = "SELECT 1 FROM article_actors WHERE actor = ? AND description = ?";
            if self.row(sql, [actor, description], |_| Ok(()))?.is_none() {
                let sql = "SELECT a.actor FROM descriptions d, json_each(d.sides) side JOIN actors a ON a.id = side.value
                           WHERE d.description = ?";
                maybe_unused.extend(self.rows(sql, [description], |row| row.get::<_, i64>(0))?);
                self.execute("DELETE FROM descriptions WHERE description = ?", [description])?;
            }
        }
        for actor in maybe_unused {
            self.execute(
                "DELETE FROM actors WHERE actor = ?1 AND NOT EXISTS (SELECT 1 FROM article_actors WHERE actor = ?1)
                     AND NOT EXISTS (SELECT 1 FROM descriptions, json_each(sides) side WHERE side.value = actors.id)",
                [actor],
            )?;
        }
        self.forget();
        Ok(())
    }

    fn redescribe(&self, actor: i64) -> Result<(), Problem> {
        let sql = "SELECT d.description, coalesce(r.published_utc, r.published_local, '') || ' ' || r.id AS moment
                   FROM article_actors d JOIN articles r USING (article) WHERE d.actor = ? ORDER BY moment DESC LIMIT 1";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, String>(1)?));
        let (description, as_of) = self.row(sql, [actor], read)?.unwrap_or_default();
        let sql = "UPDATE actors SET description = ?, as_of = ? WHERE actor = ?";
        self.execute(sql, params![description, as_of, actor])?;
        Ok(())
    }
}

/// Whether a record can be entered: ids are positions, and what is referred to is there.
pub(crate) fn check(record: &Record) -> Result<(), String> {
    let in_order = |ids: &mut dyn Iterator<Item = u32>| ids.zip(0..).all(|(id, position)| id == position);
    let few =
        record.events.len().max(record.quotations.len()).max(record.article.sentences.len()) < MOST_PARTS;
    let (events, quotations) = (record.events.len(), record.quotations.len());
    let there = |id: u32, of: usize| (id as usize) < of;
    let refers = record.contacts.iter().all(|contact| there(contact.event, events))
        && record.events.iter().all(|event| {
            there(event.sentence, record.article.sentences.len())
                && event.said_by.is_none_or(|quotation| there(quotation, quotations))
        });
    if !few {
        Err(format!("it has more than {MOST_PARTS} sentences, events or quotations"))
    } else if !in_order(&mut record.events.iter().map(|event| event.id))
        || !in_order(&mut record.quotations.iter().map(|quotation| quotation.id))
        || !refers
    {
        Err("its record refers to what it does not hold".to_owned())
    } else {
        Ok(())
    }
}

/// The moment of publication, as it is compared.
fn moment(article: &Article) -> Option<&str> {
    article.published.as_ref().map(|moment| moment.utc.as_deref().unwrap_or(&moment.local))
}

/// The words of a quotation, as `quotation_texts` gives them.
fn content(spans: &[[u32; 2]], text: &Slices<'_>) -> String {
    spans.iter().map(|&span| text.of(span)).collect::<Vec<_>>().join(" … ")
}

/// The host of an address, without "www.".
fn site(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    let host = host.to_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned()).filter(|host| !host.is_empty())
}

/// A value as a column of JSON holds it.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A member of a vocabulary as it is written.
fn word(value: &impl Serialize) -> String {
    json(value).trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_the_host_of_an_address() {
        for (url, wanted) in [
            ("https://www.example.org/story?id=1", Some("example.org")),
            ("http://News.Example.com:8080", Some("news.example.com")),
            ("example.org/story", None),
            ("file:///tmp/a", None),
        ] {
            assert_eq!(site(url).as_deref(), wanted, "{url}");
        }
    }
}

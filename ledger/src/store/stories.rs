//! Reprints: printings of one story, found and joined.

use std::collections::BTreeMap;

use rusqlite::params;

use super::Store;
use super::reports::Unsettled;
use crate::error::Problem;
use crate::story::Story;

impl Store<'_> {
    /// Joins a new article with the printings of the same story.
    pub(super) fn join_story(
        &mut self,
        article: i64,
        text: &str,
        unsettled: &mut Unsettled,
    ) -> Result<(), Problem> {
        let story = Story::of(text);
        let bands = story.bands();
        let mut joined = vec![article];
        for (first, candidates) in self.candidates(&bands)? {
            if self.has_printing_of(&story, &candidates)? {
                joined.push(first);
            }
        }
        for band in bands {
            self.execute(
                "INSERT OR IGNORE INTO fingerprints (band, article) VALUES (?, ?)",
                [band, article],
            )?;
        }
        if joined.len() > 1 { self.join_stories(&joined, unsettled) } else { Ok(()) }
    }

    /// Articles that share a band, by their first printings.
    fn candidates(&self, bands: &[i64]) -> Result<BTreeMap<i64, Vec<i64>>, Problem> {
        let mut candidates: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for band in bands {
            let sql =
                "SELECT reprint_of, article FROM fingerprints JOIN articles USING (article) WHERE band = ?";
            for (first, article) in self.rows(sql, [band], |row| Ok((row.get(0)?, row.get(1)?)))? {
                candidates.entry(first).or_default().push(article);
            }
        }
        for articles in candidates.values_mut() {
            articles.sort_unstable();
            articles.dedup();
        }
        Ok(candidates)
    }

    fn has_printing_of(&self, story: &Story, articles: &[i64]) -> Result<bool, Problem> {
        for article in articles {
            let sql = "SELECT text FROM texts WHERE article = ?";
            let text: Option<String> = self.row(sql, [article], |row| row.get(0))?;
            if text.is_some_and(|text| story.is_like(&Story::of(&text))) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn join_stories(&mut self, firsts: &[i64], unsettled: &mut Unsettled) -> Result<(), Problem> {
        let mut printings = Vec::new();
        for &first in firsts {
            printings.push(self.printings(first)?);
        }
        // Events that were counted once for each of the stories are counted once for both. All but the largest story
        // are looked through: an event of two of them is met at least once.
        printings.sort_by_key(Vec::len);
        for article in printings.iter().rev().skip(1).flatten() {
            for event in self.firsts_of(*article)? {
                self.unsettle(event, unsettled)?;
            }
        }
        for &first in firsts {
            self.unrelate_quotations(first)?;
        }
        self.elect(&printings.concat())
    }

    /// All printings of the story that `first` printed first.
    pub(super) fn printings(&self, first: i64) -> Result<Vec<i64>, Problem> {
        let sql = "SELECT article FROM articles WHERE reprint_of = ?1 AND reprint_of <> article";
        let mut printings: Vec<i64> = self.rows(sql, [first], |row| row.get(0))?;
        printings.push(first);
        Ok(printings)
    }

    /// Makes the earliest of `printings` the first and writes the relations of its quotations; those of the others
    /// must be gone.
    pub(super) fn elect(&mut self, printings: &[i64]) -> Result<(), Problem> {
        let mut order = Vec::new();
        for &article in printings {
            let sql =
                "SELECT coalesce(published_utc, published_local, '9999'), id FROM articles WHERE article = ?";
            let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
            order.push((self.row(sql, [article], read)?, article));
        }
        let Some((_, first)) = order.into_iter().min() else { return Ok(()) };
        for article in printings {
            let sql = "UPDATE articles SET reprint_of = ?1 WHERE article = ?2 AND reprint_of <> ?1";
            self.execute(sql, params![first, article])?;
        }
        self.relate_quotations(first)
    }
}

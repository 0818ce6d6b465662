//! `dualtrack recode`: a ledger's texts read again by this version.

use std::io::Write;

use dualtrack_ledger::{Ledger, Recoded};
use dualtrack_reader::Reader;
use dualtrack_record::{Article, Record};

use crate::arguments::find::RecodeArguments;
use crate::document::read_again;
use crate::failure::{Failure, Failures, Stop};
use crate::output::{self, Progress};
use crate::{Outcome, knowledge, work};

/// So many articles are put in their places at once.
const BATCH: usize = 200;

pub(crate) fn run(arguments: &RecodeArguments) -> Result<Outcome, Stop> {
    let stored = Ledger::open(&arguments.ledger)?;
    let mut ledger = match arguments.dry_run {
        true => Ledger::open(&arguments.ledger)?,
        false => Ledger::create_or_open(&arguments.ledger)?,
    };
    let reader = Reader::new().with_knowledge(knowledge::load(arguments.knowledge.folder())?);
    let outdated = stored.outdated(reader.made_by())?;
    let (mut failures, mut progress) = (Failures::new(None)?, Progress::new());
    let (mut recoded, mut batch, mut done) = (Recoded::default(), Vec::new(), 0_u64);
    let total = outdated.len() as f64;
    let articles = outdated.iter().map(move |id| stored.article(id));
    let again = |article: Result<Article, _>| -> Result<Result<Record, Failure>, Stop> {
        Ok(read_again(&reader, &article?).map(|layers| reader.reading(&layers).record))
    };
    work::in_order(arguments.jobs.count(), articles, again, |record| -> Result<(), Stop> {
        match record? {
            Ok(record) => batch.push(record),
            Err(failure) => {
                progress.clear();
                failures.take(&failure)?;
            }
        }
        if batch.len() >= BATCH {
            recoded.join(&ledger.recode(&std::mem::take(&mut batch), arguments.dry_run)?);
        }
        done += 1;
        progress.show_share(done - failures.count(), failures.count(), Some(done as f64 / total));
        Ok(())
    })?;
    recoded.join(&ledger.recode(&batch, arguments.dry_run)?);
    progress.clear();
    let mut output = output::standard_output();
    output.write_all(report(&recoded).as_bytes())?;
    output.flush()?;
    Ok(if failures.count() == 0 { Outcome::Complete } else { Outcome::Incomplete })
}

/// What changed, by type and in sum.
fn report(recoded: &Recoded) -> String {
    let mut out = String::new();
    let mut sum = [0; 3];
    if !recoded.types.is_empty() {
        out.push_str(&format!("{:<10} {:>8} {:>8} {:>8}\n", "type", "added", "removed", "changed"));
    }
    for (kind, [added, removed, changed]) in &recoded.types {
        out.push_str(&format!("{kind:<10} {added:>8} {removed:>8} {changed:>8}\n"));
        sum.iter_mut().zip([added, removed, changed]).for_each(|(sum, count)| *sum += count);
    }
    let [added, removed, changed] = sum;
    let [came, went] = recoded.quotations;
    out.push_str(&format!(
        "{} articles read again: {} events the same, {added} added, {removed} removed, {changed} changed; \
         {came} quotations added, {went} removed\n",
        recoded.articles, recoded.same
    ));
    out
}

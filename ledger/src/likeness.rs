//! When two reports tell of the same event.
//!
//! The relation is symmetric and looks at the two reports alone: what else the ledger holds, and in which order it
//! came, decides nothing.

use std::collections::BTreeSet;
use std::fmt::Write;

use dualtrack_document::Slices;
use dualtrack_record::{Event, Participant, Record, Status};

use crate::hash::{column, hash};
use crate::{day, side, words};

/// Days between two reports in nearly the same words, at most.
pub(crate) const SAME_WORDS_WITHIN: i64 = 7;
/// How many words two sentences must share at least, and how many of ten of the shorter one's.
const SHARED: (usize, usize) = (3, 4);
/// The same for sentences that are nearly the same.
const SAME: (usize, usize) = (8, 9);
/// More words of a sentence are not looked at.
const MOST: usize = 48;

/// What is compared of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Likeness {
    /// Hash of all that must be equal.
    pub(crate) block: i64,
    /// The day on which it counts.
    pub(crate) day: i64,
    /// Whether the text states that day.
    pub(crate) dated: bool,
    /// Hashes of the words of its sentence, without the parties' names.
    pub(crate) words: Vec<u16>,
}

impl Likeness {
    /// The likeness of an event of `record` that counts on `day`; `None` where nobody does anything to anybody.
    pub(crate) fn of(event: &Event, record: &Record, text: &Slices<'_>, day: i64) -> Option<Self> {
        let (actors, recipients) = (parties(&event.actors), parties(&event.recipients));
        if day == 0 || (actors.is_empty() && recipients.is_empty()) {
            return None;
        }
        let vague = event.date.as_ref().filter(|date| day::is_vague(date));
        let status = match event.status {
            Status::Happened | Status::Ongoing => "",
            other => other.as_str(),
        };
        let mut key = format!("{}|{status}|{actors:?}|{recipients:?}", event.kind);
        if let Some(date) = vague {
            let _ = write!(key, "|{:?}..{:?}", date.start, date.end);
        }
        Some(Self {
            block: column(hash(key.as_bytes())),
            day,
            dated: event.date.as_ref().is_some_and(|date| date.span.is_some()) && vague.is_none(),
            words: words_of(event, record, text),
        })
    }

    /// Whether the two tell of the same event.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let apart = (self.day - other.day).abs();
        let slack = i64::from(!(self.dated && other.dated));
        self.block == other.block
            && ((apart <= slack && self.shares(other, SHARED))
                || (apart <= SAME_WORDS_WITHIN && self.shares(other, SAME)))
    }

    fn shares(&self, other: &Self, (least, tenths): (usize, usize)) -> bool {
        let shared = words::shared(&self.words, &other.words);
        shared >= least && shared * 10 >= self.words.len().min(other.words.len()) * tenths
    }

    /// The words as a column holds them.
    pub(crate) fn blob(&self) -> Vec<u8> {
        self.words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// The words of a column.
    pub(crate) fn from_blob(blob: &[u8]) -> Vec<u16> {
        blob.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
    }
}

/// The ids of a side, "both" as each of them and a government as its state.
fn parties(side: &[Participant]) -> BTreeSet<&str> {
    let mut parties = BTreeSet::new();
    for participant in side {
        match side::members(&participant.actor) {
            Some(members) => parties.extend(members.map(state)),
            None => {
                parties.insert(state(&participant.actor));
            }
        }
    }
    parties
}

fn state(id: &str) -> &str {
    id.strip_suffix(".GOV").unwrap_or(id)
}

/// The telling words of the event's sentence outside the mentions of its parties.
fn words_of(event: &Event, record: &Record, text: &Slices<'_>) -> Vec<u16> {
    let Some(&[start, end]) = record.article.sentences.get(event.sentence as usize) else {
        return Vec::new();
    };
    let is_party = |actor: &str| {
        let all = event.actors.iter().chain(&event.recipients);
        all.map(|party| party.actor.as_str())
            .any(|party| party.split('+').any(|one| one == actor) || party == actor)
    };
    let inside = |span: [u32; 2]| start <= span[0] && span[1] <= end;
    let mut named: Vec<[u32; 2]> =
        record.mentions.iter().filter(|m| inside(m.span) && is_party(&m.actor)).map(|m| m.span).collect();
    named.sort_unstable();
    let (mut rest, mut at) = (String::new(), start);
    for [from, to] in named {
        rest.push_str(text.of([at, from.max(at)]));
        rest.push(' ');
        at = at.max(to);
    }
    rest.push_str(text.of([at, end.max(at)]));
    let mut words = words::telling(&rest);
    words.truncate(MOST);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(day: i64, dated: bool, sentence: &str) -> Likeness {
        Likeness { block: 1, day, dated, words: words::telling(sentence) }
    }

    #[test]
    fn the_same_event_in_other_words_and_other_events_in_like_words() {
        let met = "held talks with ambassadors in Oslo on fishing quotas in the Barents Sea on Tuesday";
        let also = "Fishing quotas were at the centre of talks in Oslo";
        let other = "discussed a railway tunnel with ministers";
        for (one, two, wanted) in [
            (report(10, true, met), report(10, true, also), true),
            (report(10, true, met), report(11, true, also), false),
            (report(10, true, met), report(11, false, also), true),
            (report(10, false, met), report(12, false, also), false),
            (report(10, false, met), report(15, false, met), true),
            (report(10, false, met), report(18, false, met), false),
            (report(10, true, met), report(10, true, other), false),
            (report(10, true, "met"), report(10, true, "met"), false),
        ] {
            assert_eq!(one.is_like(&two), wanted, "{one:?} {two:?}");
            assert_eq!(two.is_like(&one), wanted, "it is symmetric");
        }
    }

    #[test]
    fn words_stay_the_same_in_a_column() {
        let words = words::telling("The ministers signed a treaty on the border");
        let likeness = Likeness { block: 1, day: 1, dated: true, words };
        assert_eq!(Likeness::from_blob(&likeness.blob()), likeness.words);
    }
}

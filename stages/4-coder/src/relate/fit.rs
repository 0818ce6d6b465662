//! How well a reading's roles fit a pair.

use dualtrack_document::{Doc, Relation, TokenId, TokenRange};
use dualtrack_record::{EventType, Status, Track};

use crate::grammar::{self, Piece};
use crate::reading::Reading;

use super::Pair;

/// How well a reading answers what the source does to the target; higher is better. Roles count most, then how near to the
/// sentence's own statement the reading stands. The weights are round numbers set by hand.
pub(super) fn fit(doc: Doc<'_>, reading: &Reading<'_>, pair: Pair) -> f64 {
    let of = |tokens: &[TokenId], range: TokenRange| {
        tokens.iter().map(|&token| places(doc, token, range)).fold(0.0, f64::max)
    };
    let inside = |range: TokenRange| {
        let within = !range.is_empty() && doc.is_under(doc.head_of(range), reading.head);
        if within { IN_CLAUSE } else { 0.0 }
    };
    let actor = of(&reading.actors, pair.source).max(inside(pair.source));
    let recipient = of(&reading.recipients, pair.target)
        .max(0.8 * of(&reading.others, pair.target))
        .max(0.8 * of(&reading.actors, pair.target))
        .max(inside(pair.target));
    let reversed = of(&reading.actors, pair.target).min(of(&reading.recipients, pair.source));
    let mut score = 2.0 * actor + 2.0 * recipient - 0.5 * reversed - subordination(doc, reading.head);
    if reading.consumed {
        score -= 0.7;
    }
    if reading.dormant {
        score -= 1.0;
    }
    if matches!(reading.status, Status::Desired | Status::Hypothetical) {
        score -= 0.2;
    }
    score - 0.02 * f64::from(distance(doc, reading.head, pair))
}

/// How well "the source says that the target did harm" answers: to say so of somebody is to accuse them.
pub(super) fn blame(doc: Doc<'_>, reading: &Reading<'_>, pair: Pair) -> Option<f64> {
    let harm = reading.kind.track() == Track::Conflict
        && !matches!(reading.kind, EventType::Request | EventType::Accuse)
        && matches!(reading.status, Status::Happened | Status::Ongoing | Status::Historical);
    let culprit = reading.actors.iter().map(|&actor| places(doc, actor, pair.target)).fold(0.0, f64::max);
    if !harm || culprit < 0.8 {
        return None;
    }
    let says = |verb: &TokenId| {
        let reports =
            doc.children_by(*verb, Relation::Ccomp).any(|clause| doc.is_under(reading.head, clause))
                || *verb == reading.head && doc.child(*verb, Relation::Ccomp).is_some();
        let by_source =
            || grammar::own_subjects(doc, *verb).any(|subject| places(doc, subject, pair.source) >= 0.8);
        reports && by_source()
    };
    let verb = std::iter::once(reading.head).chain(doc.ancestors(reading.head).take(4)).find(says)?;
    Some(2.0 + 2.0 * culprit - subordination(doc, verb) - 0.02 * f64::from(distance(doc, verb, pair)))
}

/// What somebody who stands somewhere below a predicate, in no role of it, counts.
const IN_CLAUSE: f64 = 0.25;

/// How far from the sentence's own statement a word stands: relative clauses tell the background, other clauses the
/// circumstances.
fn subordination(doc: Doc<'_>, word: TokenId) -> f64 {
    let mut sum = 0.0;
    for at in std::iter::once(word).chain(doc.ancestors(word)).take(12) {
        sum += match doc.relation(at) {
            Relation::AclRelcl => 0.8,
            Relation::Acl | Relation::Advcl | Relation::AdvclRelcl => 0.4,
            Relation::Xcomp | Relation::Parataxis => 0.2,
            _ => 0.0,
        };
    }
    sum
}

/// How a role's word stands to a span: inside it, or the span inside the role's phrase.
fn places(doc: Doc<'_>, role: TokenId, span: TokenRange) -> f64 {
    if span.is_empty() {
        return 0.0;
    }
    if span.contains(role) {
        return 1.0;
    }
    let head = doc.head_of(span);
    match grammar::holds(doc, role, head) {
        Some(Piece::Head | Piece::Apposition) => return 0.95,
        Some(Piece::Owner) => return 0.85,
        Some(Piece::Attached) => return 0.6,
        None => {}
    }
    match grammar::antecedent(doc, role) {
        Some(antecedent) if span.contains(antecedent) => 0.95,
        _ => 0.0,
    }
}

/// Steps along the tree from a reading to the nearer of the two.
fn distance(doc: Doc<'_>, from: TokenId, pair: Pair) -> u32 {
    let to = |span: TokenRange| {
        if span.is_empty() {
            return 20;
        }
        let target = doc.head_of(span);
        let path = |word: TokenId| std::iter::once(word).chain(doc.ancestors(word)).take(20);
        let meeting = path(from)
            .enumerate()
            .find_map(|(up, above)| path(target).position(|at| at == above).map(|down| up + down));
        meeting.and_then(|steps| u32::try_from(steps).ok()).unwrap_or(20)
    };
    to(pair.source) + to(pair.target)
}

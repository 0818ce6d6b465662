//! The words that may be a person's name: known names, names that the parser found, proper nouns after titles.

use dualtrack_document::{NameKind, Relation, TokenId, TokenRange, Upos};

use super::super::meaning::is_person;
use super::super::phrase::Phrases;
use super::super::scene::{Hit, Scene};
use super::super::vocabulary::{DAYS, PARTICLES};
use super::Candidate;
use super::titles::{candidate, honorific};
use crate::lexicon::Sense;

/// The names that may be persons', with their titles, by position and without overlaps.
pub(super) fn candidates(scene: &Scene<'_, '_>, phrases: &Phrases) -> Vec<Candidate> {
    let mut spans = person_hits(scene);
    spans.extend(parsed_names(scene));
    spans.extend(titled_runs(scene, phrases));
    spans.extend(family_hits(scene));
    spans.extend(
        flat_runs(scene).into_iter().filter_map(|span| trimmed(scene, span)).map(|span| (span, true)),
    );
    let mut covered = vec![false; scene.doc.syntax.tokens().len()];
    let mut kept = without_overlaps(spans, &mut covered);
    let again = repeated(scene, &kept, &covered);
    kept.extend(without_overlaps(again, &mut covered));
    kept.sort_by_key(|(span, _)| span.start);
    kept.into_iter().map(|(span, parsed)| candidate(scene, phrases, span, parsed)).collect()
}

/// The longer of two that overlap stays; of equals the first, whose evidence is the best.
fn without_overlaps(mut spans: Vec<(TokenRange, bool)>, covered: &mut [bool]) -> Vec<(TokenRange, bool)> {
    spans.sort_by_key(|&(span, parsed)| (std::cmp::Reverse(span.len()), span.start, !parsed));
    spans.retain(|(span, _)| {
        let free = span.iter().all(|token| !covered[token.index()]);
        if free {
            span.iter().for_each(|token| covered[token.index()] = true);
        }
        free
    });
    spans
}

/// Lone proper nouns that are the last word of a full name elsewhere in the document, a headline's among them.
fn repeated(scene: &Scene<'_, '_>, full: &[(TokenRange, bool)], covered: &[bool]) -> Vec<(TokenRange, bool)> {
    let doc = scene.doc;
    let mut families: Vec<&str> = full
        .iter()
        .filter(|(span, _)| span.len() > 1)
        .map(|(span, _)| doc.form(TokenId(span.end.0 - 1)))
        .collect();
    families.sort_unstable();
    let tokens = (0..doc.syntax.tokens().len()).map(TokenId::from);
    let lone = tokens.filter(|&token| {
        !covered[token.index()]
            && doc.upos(token) == Upos::Propn
            && scene.hit_at(token).is_none()
            && families.binary_search(&doc.form(token)).is_ok()
    });
    lone.map(|token| (TokenRange { start: token, end: TokenId(token.0 + 1) }, false)).collect()
}

/// Full names that the knowledge base holds; not those inside the name of a thing ("Charles de Gaulle Airport").
fn person_hits(scene: &Scene<'_, '_>) -> Vec<(TokenRange, bool)> {
    let persons = scene.hits.iter().filter(|hit| hit.can(|s| matches!(s, Sense::Person(_))));
    persons.map(|hit| hit.tokens).filter(|&span| !in_thing(scene, span)).map(|span| (span, false)).collect()
}

/// Whether the parser found a longer name of an organisation or place around `span`.
fn in_thing(scene: &Scene<'_, '_>, span: TokenRange) -> bool {
    scene.parsed_over(span).is_some_and(|name| {
        name.kind != NameKind::Person
            && name.tokens.len() > span.len()
            && name.tokens.start <= span.start
            && span.end <= name.tokens.end
    })
}

/// Whether the parser took exactly these words for an organisation or a place.
pub(super) fn is_thing(scene: &Scene<'_, '_>, span: TokenRange) -> bool {
    scene.parsed_over(span).is_some_and(|name| name.kind != NameKind::Person && name.tokens == span)
}

/// The names of persons that the parser found, without titles that it took in.
fn parsed_names(scene: &Scene<'_, '_>) -> Vec<(TokenRange, bool)> {
    let names = scene.doc.syntax.names().iter().filter(|name| name.kind == NameKind::Person);
    names.filter_map(|name| trimmed(scene, name.tokens)).map(|span| (span, true)).collect()
}

/// A name without the titles before it and with the proper nouns beside it that the parser left out; nothing where it
/// is that of a state or another actor.
fn trimmed(scene: &Scene<'_, '_>, mut span: TokenRange) -> Option<TokenRange> {
    let last = TokenId(span.end.0 - 1);
    // A title that the parser took for a name.
    let only_title =
        |t: TokenId| scene.hit_at(t).is_some_and(Hit::is_common) || honorific(scene, t).is_some();
    if span.iter().all(only_title) {
        return None;
    }
    let title = |t: TokenId| {
        let role = scene.hit_at(t).is_some_and(|hit| hit.is_common() && hit.tokens.end <= last);
        (role || honorific(scene, t).is_some()) && t < last
    };
    span.start = span.iter().rev().find(|&t| title(t)).map_or(span.start, |t| TokenId(t.0 + 1));
    let word = |t: TokenId| {
        matches!(scene.doc.upos(t), Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Num)
            || is_particle(&scene.lower(t))
            || (scene.is_hyphen(t) && scene.is_glued(t))
            || scene.doc.form(t) == "."
    };
    let closes = |t: TokenId| scene.is_possessive(t) || !word(t) || is_full_stop(scene, span, t);
    span.end = span.iter().find(|&t| closes(t)).unwrap_or(span.end);
    if span.start >= span.end {
        return None;
    }
    let sentence = scene.sentence(span.start);
    let more = |t: TokenId| sentence.contains(t) && is_name_word(scene, t) && honorific(scene, t).is_none();
    while span.len() < 3 && span.start > sentence.start && more(TokenId(span.start.0 - 1)) {
        span.start = TokenId(span.start.0 - 1);
    }
    while span.len() < 3 && more(span.end) {
        span.end = TokenId(span.end.0 + 1);
    }
    // The name of a state or another actor, or one that only half overlaps with such a name, is no person's.
    let other = span.iter().filter_map(|t| scene.hit_at(t)).any(|hit| {
        let person = |s| matches!(s, Sense::Person(_) | Sense::Family(_));
        let inside = hit.tokens.start >= span.start && hit.tokens.end <= span.end && hit.tokens != span;
        !inside && !hit.can(person)
    });
    let named = span.start < span.end && (span.len() > 1 || scene.is_capital(span.start));
    (named && (!other || titled(scene, span.start))).then_some(span)
}

/// Whether a full stop ends a sentence rather than an initial or a short title inside a name: "Kyiv. Steinmeier".
fn is_full_stop(scene: &Scene<'_, '_>, name: TokenRange, token: TokenId) -> bool {
    let before = token.0.checked_sub(1).map(TokenId).filter(|&before| name.contains(before));
    scene.doc.form(token) == "."
        && before.is_some_and(|before| {
            let form = scene.doc.form(before);
            form.chars().count() > 2 && honorific(scene, before).is_none()
        })
}

/// Whether a title or an honorific stands right before a token.
fn titled(scene: &Scene<'_, '_>, token: TokenId) -> bool {
    let before = token.0.checked_sub(1).map(TokenId);
    before.is_some_and(|before| honorific(scene, before).is_some())
        || (scene.doc.children_by(token, Relation::NmodDesc).next().is_some()
            && scene.hit_before(token).is_some_and(|hit| hit.is_common()))
}

/// Runs of proper nouns after a title or an honorific.
fn titled_runs(scene: &Scene<'_, '_>, phrases: &Phrases) -> Vec<(TokenRange, bool)> {
    let after_titles =
        phrases.list().iter().filter(|p| !p.plural && is_person(scene, p)).map(|p| p.tokens.end);
    let tokens = (0..scene.doc.syntax.tokens().len()).map(TokenId::from);
    let after_honorifics = tokens.filter(|&t| honorific(scene, t).is_some()).map(|t| TokenId(t.0 + 1));
    let starts = after_titles.chain(after_honorifics);
    starts.filter_map(|start| run(scene, start)).map(|span| (span, false)).collect()
}
/// The run of proper nouns that begins at `start`, if it can be a person's name.
fn run(scene: &Scene<'_, '_>, start: TokenId) -> Option<TokenRange> {
    let count = scene.doc.syntax.tokens().len();
    if start.index() == 0 || start.index() >= count {
        return None;
    }
    if !is_name_word(scene, start) && !is_homonym(scene, start) {
        return None;
    }
    let limit = scene.sentence(TokenId(start.0 - 1)).end;
    let mut end = start;
    while end < limit && end.0 - start.0 < LONGEST_NAME {
        let next = TokenId(end.0 + 1);
        let joins = end > start
            && next < limit
            && ((scene.is_hyphen(end) && scene.is_glued(end)) || is_particle(&scene.lower(end)))
            && is_name_word(scene, next);
        if joins {
            end = TokenId(next.0 + 1);
        } else if end == start || (is_name_word(scene, end) && belongs(scene, start, end)) {
            end = next;
        } else {
            break;
        }
    }
    (end > start).then_some(TokenRange { start, end })
}

/// Whether a given name is also the name of a state or place, and a family name follows: "Secretary Chad Wolf". The
/// word right before it must be the title's, with a capital.
fn is_homonym(scene: &Scene<'_, '_>, start: TokenId) -> bool {
    let doc = scene.doc;
    let next = TokenId(start.0 + 1);
    let proper = |t: TokenId| {
        t.index() < doc.syntax.tokens().len() && doc.upos(t) == Upos::Propn && scene.is_capital(t)
    };
    let alone = scene.hit_from(start).is_some_and(|hit| {
        hit.tokens.len() == 1
            && hit.can(|s| matches!(s, Sense::State(_) | Sense::Place(_) | Sense::Capital(_)))
    });
    let tied = || doc.relation(next) == Relation::Flat || doc.head(start) == Some(next);
    let titled = scene.is_capital(TokenId(start.0 - 1));
    alone && proper(start) && proper(next) && scene.hit_at(next).is_none() && tied() && titled
}

/// No name in the news has more words.
const LONGEST_NAME: u32 = 7;

fn is_particle(lower: &str) -> bool {
    PARTICLES.has(lower)
}

/// Whether the tree ties a word to the name that began at `start`.
fn belongs(scene: &Scene<'_, '_>, start: TokenId, token: TokenId) -> bool {
    let doc = scene.doc;
    let tied = |a: TokenId, b: TokenId| doc.head(a).is_some_and(|head| head >= start && head <= b);
    (matches!(doc.relation(token), Relation::Flat | Relation::Compound | Relation::Goeswith)
        && tied(token, token))
        || (matches!(doc.relation(TokenId(token.0 - 1)), Relation::Compound | Relation::Flat)
            && doc.head(TokenId(token.0 - 1)) == Some(token))
}

/// Whether a word can stand in a person's name: a capitalised proper noun that is no day, and no name of a state or
/// organisation.
fn is_name_word(scene: &Scene<'_, '_>, token: TokenId) -> bool {
    let doc = scene.doc;
    let proper = matches!(doc.upos(token), Upos::Propn) && scene.is_capital(token);
    let known = scene.hit_at(token).is_some_and(|hit| {
        let person = |s| matches!(s, Sense::Person(_) | Sense::Family(_));
        !hit.can(person) && !titled(scene, hit.tokens.start)
    });
    proper && !known && !is_calendar(&scene.lower(token))
}

/// Whether a word is the name of a day or a month.
pub(in super::super) fn is_calendar(lower: &str) -> bool {
    DAYS.has(lower)
}

/// Family names that stand alone.
fn family_hits(scene: &Scene<'_, '_>) -> Vec<(TokenRange, bool)> {
    let doc = scene.doc;
    let alone = |span: TokenRange| {
        let inside = |token: TokenId| span.contains(token);
        let proper = span.iter().all(|t| scene.is_hyphen(t) || matches!(doc.upos(t), Upos::Propn));
        let tied_up = span.iter().any(|t| {
            matches!(doc.relation(t), Relation::Flat | Relation::Compound)
                && doc.head(t).is_some_and(|head| !inside(head) && doc.upos(head) == Upos::Propn)
        });
        let tied_down = span.iter().any(|t| {
            doc.children(t).iter().any(|&child| {
                !inside(child)
                    && doc.upos(child) == Upos::Propn
                    && matches!(doc.relation(child), Relation::Flat | Relation::Compound)
                    && scene.hit_at(child).is_none()
            })
        });
        proper && !tied_up && !tied_down
    };
    let families = scene.hits.iter().filter(|hit| {
        let family = hit.can(|s| matches!(s, Sense::Family(_)));
        let lower = scene.lower(hit.tokens.start);
        let calendar = lower == "may" && is_date(scene, hit.tokens.start);
        family && !calendar && !in_thing(scene, hit.tokens)
    });
    families.map(|hit| hit.tokens).filter(|&span| alone(span)).map(|span| (span, false)).collect()
}

/// Whether a word stands as a month: after "in", before or after a number.
fn is_date(scene: &Scene<'_, '_>, token: TokenId) -> bool {
    let near = [token.0.checked_sub(1), token.0.checked_add(1)];
    let tokens = scene.doc.syntax.tokens();
    near.into_iter().flatten().filter_map(|at| tokens.get(at as usize)).any(|near| {
        near.upos == Upos::Num
            || matches!(near.span.of(scene.doc.text), "in" | "since" | "by" | "until" | "last" | "of")
    })
}

/// Runs of proper nouns that the tree calls flat, where the parser named nothing: in any function if it named nothing at
/// all, else as subjects. Not the names of other actors and places ("Sri Lanka"), though one may begin them ("Chad
/// Wolf").
fn flat_runs(scene: &Scene<'_, '_>) -> Vec<TokenRange> {
    let doc = scene.doc;
    let unnamed = doc.syntax.names().is_empty();
    let mut runs = Vec::new();
    for start in (0..doc.syntax.tokens().len()).map(TokenId::from) {
        let proper = |t: TokenId| doc.upos(t) == Upos::Propn && scene.is_capital(t);
        let parts = doc.children_by(start, Relation::Flat);
        let last = parts.filter(|&part| part > start && proper(part)).last();
        let Some(last) = last.filter(|_| proper(start) && doc.relation(start) != Relation::Flat) else {
            continue;
        };
        let run = TokenRange { start, end: TokenId(last.0 + 1) };
        let known = run
            .iter()
            .all(|t| scene.hit_at(t).is_some_and(|hit| hit.tokens.start <= start || !hit.is_common()));
        let acts = unnamed || matches!(doc.relation(start), Relation::Nsubj | Relation::OblAgent);
        let free = scene.parsed_over(run).is_none();
        if run.len() as u32 <= LONGEST_NAME && !known && acts && free {
            runs.push(run);
        }
    }
    runs
}

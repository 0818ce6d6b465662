//! Persons: their names in the text, the titles around them, and who they are.

use dualtrack_document::{NameKind, Relation, TokenId, TokenRange, Upos, Via};
use dualtrack_record::{ActorKind, Office};

use super::cast::Cast;
use super::phrase::{Meaning, Owner, Phrase};
use super::scene::Scene;
use crate::entities::{AgentKind, Entity, Gender};
use crate::lexicon::Sense;
use crate::words::each_word;

/// A mention of a person by name, with what the text says around it.
#[derive(Debug)]
pub(super) struct Named {
    /// The bare name.
    pub(super) name: TokenRange,
    /// The name with its titles and appositions.
    pub(super) whole: TokenRange,
    /// The phrases that are its titles.
    pub(super) titles: Vec<usize>,
    pub(super) figure: usize,
    pub(super) via: Via,
    pub(super) confidence: u8,
}

/// A name that may be a person's.
#[derive(Debug)]
struct Candidate {
    name: TokenRange,
    whole: TokenRange,
    /// Comparable words of the name.
    words: Vec<String>,
    /// The phrases that are its titles.
    titles: Vec<usize>,
    honorific: Option<Option<Gender>>,
    /// Whether the parser took it for a person.
    parsed: bool,
}

impl Candidate {
    fn is_titled(&self) -> bool {
        self.honorific.is_some() || !self.titles.is_empty()
    }
}

/// Finds the persons of a document; gives their mentions and marks in `taken` the phrases that are their titles.
pub(super) fn people<'k>(
    scene: &Scene<'k, '_>,
    phrases: &[Phrase],
    taken: &mut [bool],
    cast: &mut Cast<'k>,
) -> Vec<Named> {
    let candidates = candidates(scene, phrases);
    let mut people = People { scene, phrases, cast, named: Vec::new() };
    let is_full = |candidate: &&Candidate| candidate.words.len() > 1;
    // Full names first, so that a headline's "Stoltenberg" finds the "Jens Stoltenberg" below it.
    for candidate in candidates.iter().filter(is_full) {
        people.full_name(candidate);
    }
    for candidate in candidates.iter().filter(|candidate| !is_full(candidate)) {
        people.family_name(candidate);
    }
    let mut named = people.named;
    named.sort_by_key(|named| named.name.start);
    for candidate in &candidates {
        if named.iter().any(|named| named.name == candidate.name) {
            candidate.titles.iter().for_each(|&title| taken[title] = true);
        }
    }
    named
}

/// The names that may be persons', with their titles, by position and without overlaps.
fn candidates(scene: &Scene<'_, '_>, phrases: &[Phrase]) -> Vec<Candidate> {
    let mut spans = person_hits(scene);
    spans.extend(parsed_names(scene));
    spans.extend(titled_runs(scene, phrases));
    spans.extend(family_hits(scene));
    spans.extend(flat_runs(scene));
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
    let persons =
        scene.hits.iter().filter(|hit| hit.sense(|s| matches!(s, Sense::Person(_)).then_some(())).is_some());
    persons.map(|hit| hit.tokens).filter(|&span| !in_thing(scene, span)).map(|span| (span, false)).collect()
}

/// Whether the parser found a longer name of an organisation or place around `span`.
fn in_thing(scene: &Scene<'_, '_>, span: TokenRange) -> bool {
    scene.doc.syntax.names().iter().any(|name| {
        name.kind != NameKind::Person
            && name.tokens.len() > span.len()
            && name.tokens.start <= span.start
            && span.end <= name.tokens.end
    })
}

/// Whether the parser took exactly these words for an organisation or a place.
fn is_thing(scene: &Scene<'_, '_>, span: TokenRange) -> bool {
    scene.doc.syntax.names().iter().any(|name| name.kind != NameKind::Person && name.tokens == span)
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
    span.end = span.iter().find(|&t| scene.is_possessive(t) || !word(t)).unwrap_or(span.end);
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
        let person = |s| matches!(s, Sense::Person(_) | Sense::Family(_)).then_some(());
        let inside = hit.tokens.start >= span.start && hit.tokens.end <= span.end && hit.tokens != span;
        !inside && hit.sense(person).is_none()
    });
    let named = span.start < span.end && (span.len() > 1 || scene.is_capital(span.start));
    (named && (!other || titled(scene, span.start))).then_some(span)
}

/// Whether a title or an honorific stands right before a token.
fn titled(scene: &Scene<'_, '_>, token: TokenId) -> bool {
    let before = token.0.checked_sub(1).map(TokenId);
    before.is_some_and(|before| honorific(scene, before).is_some())
        || (scene.doc.children_by(token, Relation::NmodDesc).next().is_some()
            && scene.hit_before(token).is_some_and(|hit| hit.is_common()))
}

/// Runs of proper nouns after a title or an honorific.
fn titled_runs(scene: &Scene<'_, '_>, phrases: &[Phrase]) -> Vec<(TokenRange, bool)> {
    let after_titles = phrases.iter().filter(|p| !p.plural && is_person(scene, p)).map(|p| p.tokens.end);
    let tokens = (0..scene.doc.syntax.tokens().len()).map(TokenId::from);
    let after_honorifics = tokens.filter(|&t| honorific(scene, t).is_some()).map(|t| TokenId(t.0 + 1));
    let starts = after_titles.chain(after_honorifics);
    starts.filter_map(|start| run(scene, start)).map(|span| (span, false)).collect()
}

/// Whether a phrase names one person.
pub(super) fn is_person(scene: &Scene<'_, '_>, phrase: &Phrase) -> bool {
    match phrase.meaning {
        Meaning::Roles(_) => true,
        Meaning::Agent(noun) => {
            let row = scene.knowledge.agents.get(noun as usize).and_then(|noun| noun.row(&phrase.before));
            row.is_some_and(|row| row.kind == AgentKind::Person)
        }
    }
}

/// The run of proper nouns that begins at `start`, if it can be a person's name.
fn run(scene: &Scene<'_, '_>, start: TokenId) -> Option<TokenRange> {
    let count = scene.doc.syntax.tokens().len();
    if start.index() == 0 || start.index() >= count || !is_name_word(scene, start) {
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
        } else if is_name_word(scene, end) && (end == start || belongs(scene, start, end)) {
            end = next;
        } else {
            break;
        }
    }
    (end > start).then_some(TokenRange { start, end })
}

/// No name in the news has more words.
const LONGEST_NAME: u32 = 7;

fn is_particle(lower: &str) -> bool {
    matches!(
        lower,
        "de" | "van"
            | "von"
            | "der"
            | "den"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "ben"
            | "la"
            | "di"
            | "da"
            | "dos"
            | "du"
    )
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
        let person = |s| matches!(s, Sense::Person(_) | Sense::Family(_)).then_some(());
        hit.sense(person).is_none() && !titled(scene, hit.tokens.start)
    });
    proper && !known && !is_calendar(&scene.lower(token))
}

/// Whether a word is the name of a day or a month.
pub(super) fn is_calendar(lower: &str) -> bool {
    const DAYS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    DAYS.contains(&lower)
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
        let family = hit.sense(|s| matches!(s, Sense::Family(_)).then_some(())).is_some();
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
fn flat_runs(scene: &Scene<'_, '_>) -> Vec<(TokenRange, bool)> {
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
        let free = doc.syntax.names().iter().all(|name| !run.iter().any(|t| name.tokens.contains(t)));
        if run.len() as u32 <= LONGEST_NAME && !known && acts && free {
            runs.push((run, true));
        }
    }
    runs
}

/// The honorific that a token is, with the gender it tells.
fn honorific(scene: &Scene<'_, '_>, token: TokenId) -> Option<Option<Gender>> {
    if !scene.is_capital(token) {
        return None;
    }
    match scene.doc.form(token).trim_end_matches('.') {
        "Mr" | "Sir" | "Lord" | "Herr" | "Monsieur" | "Sheikh" | "Sheik" => Some(Some(Gender::Male)),
        "Mrs" | "Ms" | "Miss" | "Dame" | "Lady" | "Madame" | "Frau" => Some(Some(Gender::Female)),
        "Dr" | "Prof" | "Rev" | "Gen" | "Lt" | "Col" | "Maj" | "Capt" | "Sgt" | "Adm" | "Sen" | "Rep"
        | "Gov" | "Hon" => Some(None),
        _ => None,
    }
}

/// A name with the titles that stand around it.
fn candidate(scene: &Scene<'_, '_>, phrases: &[Phrase], name: TokenRange, parsed: bool) -> Candidate {
    let mut words = Vec::new();
    each_word(scene.doc.span(name).of(scene.doc.text), |word, _| words.push(word.to_owned()));
    let mut candidate = Candidate { name, whole: name, words, titles: Vec::new(), honorific: None, parsed };
    let before = name.start.0.checked_sub(1).map(TokenId);
    if let Some(before) = before.filter(|&t| t >= scene.sentence(name.start).start) {
        candidate.honorific = honorific(scene, before);
        if candidate.honorific.is_some() {
            candidate.whole.start = before;
        }
    }
    let fits = |phrase: &Phrase| !phrase.plural && is_person(scene, phrase);
    let before = candidate.whole.start;
    let title = phrases.iter().position(|p| fits(p) && (p.tokens.end == before || p.core.end == before));
    if let Some(title) = title {
        candidate.whole.start = phrases[title].tokens.start;
        candidate.titles.push(title);
        let owner = phrases[title].owner.is_none().then(|| owner_after(scene, name.end)).flatten();
        if let Some(end) = owner {
            candidate.whole.end = end;
        }
    }
    apposition(scene, phrases, &mut candidate);
    candidate
}

/// Where "of Norway" after a name ends.
fn owner_after(scene: &Scene<'_, '_>, end: TokenId) -> Option<TokenId> {
    let of = scene.doc.syntax.tokens().get(end.index())?;
    let hit = scene.hit_from(TokenId(end.0 + 1))?;
    let country = hit.sense(|s| matches!(s, Sense::State(_) | Sense::Organisation(_)).then_some(()));
    (of.span.of(scene.doc.text) == "of" && country.is_some()).then_some(hit.tokens.end)
}

/// A role set off by a comma, after the name or before it.
fn apposition(scene: &Scene<'_, '_>, phrases: &[Phrase], candidate: &mut Candidate) {
    let doc = scene.doc;
    let sentence = scene.sentence(candidate.name.start);
    let is_comma = |t: TokenId| sentence.contains(t) && doc.form(t) == ",";
    let person = |phrase: &&Phrase| !phrase.plural && is_person(scene, phrase);
    let loose = |head: TokenId, other: TokenRange| {
        let tied =
            doc.relation(head) == Relation::Appos && doc.head(head).is_some_and(|at| other.contains(at));
        tied || doc.relation(head) == Relation::Appos
    };
    let end = candidate.whole.end;
    if is_comma(end) {
        let start = TokenId(end.0 + 1);
        let after = phrases.iter().enumerate().find(|(_, p)| p.tokens.start == start && person(p));
        if let Some((at, phrase)) = after {
            let closed = phrase.tokens.end >= sentence.end || is_close(doc.form(phrase.tokens.end));
            if loose(phrase.head, candidate.whole) || (closed && doc.relation(phrase.head) != Relation::Conj)
            {
                candidate.whole.end = phrase.tokens.end;
                candidate.titles.push(at);
                return;
            }
        }
    }
    let Some(comma) = candidate.whole.start.0.checked_sub(1).map(TokenId).filter(|&t| is_comma(t)) else {
        return;
    };
    let before = phrases.iter().enumerate().find(|(_, p)| p.tokens.end == comma && person(p));
    let end = candidate.whole.end;
    let closed = sentence.contains(end) && doc.form(end) == ",";
    if let Some((at, phrase)) = before
        && (loose(doc.head_of(candidate.name), phrase.tokens) || (closed && phrase.determined))
    {
        candidate.whole.start = phrase.tokens.start;
        candidate.titles.push(at);
    }
}

fn is_close(form: &str) -> bool {
    matches!(form, "," | "." | ")" | ";" | ":" | "\u{201d}" | "\"" | "\u{2013}" | "\u{2014}" | "-" | "--")
}

/// How a title agrees with a person of the knowledge base, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The title is another country's.
    Against,
    /// The title says nothing that the knowledge base knows.
    Silent,
    /// The office was or will be theirs.
    Once,
    /// The office is theirs on the day.
    Now,
}

struct People<'s, 'c, 'k, 'd> {
    scene: &'s Scene<'k, 'd>,
    phrases: &'s [Phrase],
    cast: &'c mut Cast<'k>,
    named: Vec<Named>,
}

impl People<'_, '_, '_, '_> {
    fn full_name(&mut self, candidate: &Candidate) {
        let persons = self.known(candidate);
        let best = persons.into_iter().map(|person| (self.fit(person, candidate), person));
        let best = best.max_by_key(|&(fit, person)| (fit, self.standing(person)));
        match best.filter(|(fit, _)| *fit != Fit::Against) {
            Some((_, person)) => {
                let figure = self.cast.entity(Entity::Person(person));
                self.name(candidate, figure, Via::Name, 95);
            }
            None if self.is_family_of_known(candidate) => self.family_name(candidate),
            None if candidate.parsed || candidate.is_titled() => self.stranger(candidate),
            None => {}
        }
    }

    /// Whether several words are but a family name ("Gahr Støre", "van der Bellen").
    fn is_family_of_known(&self, candidate: &Candidate) -> bool {
        self.senses(candidate).iter().any(|sense| matches!(sense, Sense::Family(_)))
    }

    fn senses(&self, candidate: &Candidate) -> Vec<Sense> {
        let text = self.scene.doc.span(candidate.name).of(self.scene.doc.text);
        self.scene.knowledge.lexicon.look_up(text, true).iter().map(|posting| posting.sense).collect()
    }

    /// The persons whom the knowledge base knows by the name; initials and a middle name may be in between.
    fn known(&self, candidate: &Candidate) -> Vec<u32> {
        let person = |sense: &Sense| match *sense {
            Sense::Person(person) => Some(person),
            _ => None,
        };
        let whole: Vec<u32> = self.senses(candidate).iter().filter_map(person).collect();
        let words: Vec<&str> =
            candidate.words.iter().map(String::as_str).filter(|word| *word != "jr").collect();
        let ([first, .., last], true) = (&words[..], whole.is_empty()) else { return whole };
        let inner = &words[1..words.len() - 1];
        if inner.is_empty() && words.len() == candidate.words.len() {
            return whole;
        }
        let senses = self.scene.knowledge.lexicon.look_up(&format!("{first} {last}"), true);
        senses.iter().map(|posting| posting.sense).filter_map(|sense| person(&sense)).collect()
    }

    fn family_name(&mut self, candidate: &Candidate) {
        if let Some(figure) = self.introduced(candidate) {
            return self.name(candidate, figure, Via::Discourse, 90);
        }
        let senses = self.senses(candidate);
        let persons = senses.iter().filter_map(|sense| match *sense {
            Sense::Family(person) | Sense::Person(person) => Some(person),
            _ => None,
        });
        let mut persons: Vec<_> = persons.map(|person| (self.fit(person, candidate), person)).collect();
        persons.sort_by_key(|&(fit, person)| std::cmp::Reverse((fit, self.standing(person))));
        let titled = candidate.titles.iter().any(|&title| self.gives_role(&self.phrases[title]));
        let famous = persons.iter().filter(|&&(_, person)| self.is_principal(person)).count();
        let found = persons.into_iter().find_map(|(fit, person)| {
            let confidence =
                if titled { by_title(fit) } else { self.by_fame(person, fit, candidate, famous == 1) };
            confidence.map(|confidence| (person, confidence))
        });
        match found {
            Some((person, confidence)) => {
                let figure = self.cast.entity(Entity::Person(person));
                self.name(candidate, figure, Via::Name, confidence);
            }
            None if candidate.parsed || candidate.is_titled() => self.stranger(candidate),
            None => {}
        }
    }

    /// The person whom the document introduces in full with this family name, the last one before it first.
    fn introduced(&self, candidate: &Candidate) -> Option<usize> {
        let scene = self.scene;
        let families: Vec<_> = self.senses(candidate);
        let matches = |named: &&Named| {
            let figure = self.cast.figure(named.figure);
            let by_table = matches!(figure.entity, Some(Entity::Person(person))
                if families.contains(&Sense::Family(person)) || families.contains(&Sense::Person(person)));
            by_table || is_part(&figure.actor.name, &candidate.words)
        };
        let agrees = |named: &&Named| match self.cast.figure(named.figure).entity {
            Some(Entity::Person(person)) => self.fit(person, candidate) != Fit::Against,
            _ => true,
        };
        let known = || self.named.iter().filter(matches).filter(agrees);
        let before = known().filter(|named| named.name.start < candidate.name.start);
        let nearest =
            before.max_by_key(|named| named.name.start).or_else(|| known().min_by_key(|n| n.name.start));
        // Where the name is also that of a state or place, the parser's opinion decides.
        let other = scene.hit_at(candidate.name.start).is_some_and(|hit| {
            hit.sense(|s| matches!(s, Sense::State(_) | Sense::Place(_) | Sense::Capital(_)).then_some(()))
                .is_some()
        });
        let thing = other && is_thing(scene, candidate.name) && !candidate.is_titled();
        nearest.filter(|_| !thing).map(|named| named.figure)
    }

    fn gives_role(&self, phrase: &Phrase) -> bool {
        !roles_of(self.scene, phrase).is_empty()
    }

    /// The confidence that a bare family name means a person whom the document has not introduced; `alone` where no
    /// other of the name is or was that high.
    fn by_fame(&self, person: u32, fit: Fit, candidate: &Candidate, alone: bool) -> Option<u8> {
        let scene = self.scene;
        let knowledge = scene.knowledge;
        let unnamed = scene.doc.syntax.names().is_empty();
        let sure = (candidate.parsed && !is_thing(scene, candidate.name)) || candidate.is_titled();
        if fit == Fit::Against {
            return None;
        }
        let spoken_of = |of: Entity| scene.evidence(of) > 0;
        match knowledge.office(person, scene.on) {
            Some(office) if knowledge.roles[office.role as usize].rank <= PRINCIPAL => {
                let spoken_of = spoken_of(office.of);
                Some(if spoken_of { 80 } else { 65 }).filter(|_| sure || unnamed || spoken_of)
            }
            Some(office) => Some(60).filter(|_| spoken_of(office.of) && (sure || unnamed)),
            None => {
                let of_whom = spoken_of(Entity::Person(person));
                Some(50).filter(|_| {
                    self.is_principal(person) && (sure || unnamed) && (of_whom || (alone && sure))
                })
            }
        }
    }

    /// Whether somebody holds or held a principal office, or is about to: who is elected is known by that already.
    fn is_principal(&self, person: u32) -> bool {
        let knowledge = self.scene.knowledge;
        let soon = self.scene.on.and_then(|day| day.checked_add(jiff::Span::new().days(400)).ok());
        let mut near = knowledge.tenures_of(person).filter(|t| soon.is_none_or(|day| t.period.begun(day)));
        near.any(|tenure| knowledge.roles[tenure.role as usize].rank <= PRINCIPAL)
    }

    /// How a person stands on the day, for the choice among namesakes: in office, by rank, spoken of, latest.
    fn standing(&self, person: u32) -> (bool, u8, u16, i64) {
        let scene = self.scene;
        let held = scene.knowledge.office(person, scene.on);
        let rank = held.map_or(u8::MAX, |office| scene.knowledge.roles[office.role as usize].rank);
        let of = held.map_or(Entity::Person(person), |office| office.of);
        let begun = scene.knowledge.tenures_of(person).filter_map(|t| t.period.from).map(|from| from.first());
        let begun = begun.filter(|&day| scene.on.is_none_or(|on| day <= on)).max();
        let days = begun.map_or(i64::MIN, |day| i64::from(day.year()) * 400 + i64::from(day.day_of_year()));
        let spoken_of = scene.evidence(of);
        if scene.on.is_none() {
            (true, 0, spoken_of, days)
        } else {
            (held.is_some(), u8::MAX - rank, spoken_of, days)
        }
    }

    /// How the titles around a name agree with a person.
    fn fit(&self, person: u32, candidate: &Candidate) -> Fit {
        let fits =
            candidate.titles.iter().map(|&title| self.fit_title(person, &self.phrases[title], candidate));
        fits.max().unwrap_or(Fit::Silent)
    }

    fn fit_title(&self, person: u32, phrase: &Phrase, candidate: &Candidate) -> Fit {
        let scene = self.scene;
        let knowledge = scene.knowledge;
        let owner = owner(scene, phrase).or_else(|| self.owner_behind(candidate));
        let roles = roles_of(scene, phrase);
        let held = |at: &&crate::entities::Tenure| {
            let by_role = roles.iter().any(|&(role, of)| role == at.role && of.is_none_or(|of| of == at.of));
            by_role && owner.is_none_or(|owner| belongs_to(scene, at.of, owner))
        };
        let mut ever = knowledge.tenures_of(person).filter(held).peekable();
        if ever.peek().is_some() {
            let now = ever.any(|at| scene.on.is_none_or(|day| at.period.contains(day)));
            return if now && !phrase.former { Fit::Now } else { Fit::Once };
        }
        let Some(owner) = owner else { return Fit::Silent };
        let country = knowledge.country_of(Entity::Person(person));
        match (knowledge.country_of(owner), country) {
            (Some(of), Some(country)) if of != country => Fit::Against,
            _ => Fit::Silent,
        }
    }

    /// The owner in "Foreign Minister Børge Brende of Norway".
    fn owner_behind(&self, candidate: &Candidate) -> Option<Entity> {
        let hit = self.scene.hit_before(candidate.whole.end)?;
        (hit.tokens.start >= candidate.name.end).then(|| self.scene.entity(hit)).flatten()
    }

    /// Whom the knowledge base knows, but in no office on the day, is what the text says.
    fn stated_sectors(&mut self, candidate: &Candidate, figure: usize) {
        let titles = candidate.titles.iter().map(|&title| &self.phrases[title]);
        let stated =
            titles.map(|phrase| (sectors_of(self.scene, phrase, owner(self.scene, phrase)), phrase.former));
        let Some((sectors, _)) = stated.into_iter().find(|(sectors, former)| !sectors.is_empty() && !former)
        else {
            return;
        };
        let entity = self.cast.figure(figure).entity;
        // A courtesy title tells nothing new: "President Clinton" of a later year.
        let courtesy =
            matches!(entity, Some(Entity::Person(person)) if self.fit(person, candidate) == Fit::Once);
        let actor = &mut self.cast.figure_mut(figure).actor;
        let idle =
            actor.office.is_none() && matches!(actor.sectors.first().map(String::as_str), None | Some("ELI"));
        if idle && entity.is_some() && !courtesy {
            actor.sectors = sectors.iter().map(ToString::to_string).collect();
            actor.cameo = self.scene.knowledge.cameo_of(entity, &sectors[0]);
        }
    }

    fn name(&mut self, candidate: &Candidate, figure: usize, via: Via, confidence: u8) {
        self.learn(candidate, figure);
        self.stated_sectors(candidate, figure);
        let Candidate { name, whole, titles, .. } = candidate;
        let (name, whole, titles) = (*name, *whole, titles.clone());
        self.named.push(Named { name, whole, titles, figure, via, confidence });
    }

    /// Remembers what the titles say of a figure.
    fn learn(&mut self, candidate: &Candidate, figure: usize) {
        let mut gender = candidate.honorific.flatten();
        for &title in &candidate.titles {
            let phrase = &self.phrases[title];
            gender = gender.or(gender_of(self.scene, phrase));
            let of = owner(self.scene, phrase);
            let roles =
                roles_of(self.scene, phrase).into_iter().take(1).map(|(role, only)| (role, of.or(only)));
            let noun = match phrase.meaning {
                Meaning::Agent(noun) => Some(self.scene.knowledge.agents[noun as usize].singular.clone()),
                Meaning::Roles(_) => self.scene.doc.lemma(phrase.head).to_lowercase().into_boxed_str().into(),
            };
            let figure = self.cast.figure_mut(figure);
            figure.roles.extend(roles);
            figure.nouns.extend(noun);
        }
        let given = candidate.words.first().filter(|_| candidate.words.len() > 1);
        let given = given.and_then(|given| self.scene.knowledge.gender_of_name(given));
        let figure = self.cast.figure_mut(figure);
        figure.gender = figure.gender.or(gender).or(given);
    }

    /// A person whom the knowledge base does not hold, with what the text says of them.
    fn stranger(&mut self, candidate: &Candidate) {
        let scene = self.scene;
        if is_thing(scene, candidate.name) && !candidate.is_titled() {
            return;
        }
        let text = scene.doc.span(candidate.name).of(scene.doc.text).trim_matches('.');
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let titles = || candidate.titles.iter().map(|&title| &self.phrases[title]);
        let of = titles().find_map(|phrase| owner(scene, phrase)).or_else(|| self.owner_behind(candidate));
        let sectors = titles().map(|phrase| sectors_of(scene, phrase, of)).find(|s| !s.is_empty());
        let office =
            titles().filter(|phrase| !phrase.former).find_map(|phrase| self.stated_office(phrase, of));
        let figure = self.cast.stranger(&name, ActorKind::Person, of, &sectors.unwrap_or_default());
        let actor = &mut self.cast.figure_mut(figure).actor;
        actor.office = actor.office.take().or(office);
        self.name(candidate, figure, Via::Unknown, 60);
    }

    fn stated_office(&self, phrase: &Phrase, of: Option<Entity>) -> Option<Office> {
        let scene = self.scene;
        let &(_, only) = match &phrase.meaning {
            Meaning::Roles(roles) => roles.first()?,
            Meaning::Agent(_) => return None,
        };
        let of = of.or(only)?;
        let title = scene.doc.span(phrase.core).of(scene.doc.text).to_owned();
        let id = match scene.knowledge.country_of(of) {
            Some(country) => country.to_owned(),
            None => scene.knowledge.id_of(of).to_owned(),
        };
        Some(Office { title, of: id, from: None, to: None })
    }
}

/// Ranks up to here are known by their family name all over the world: heads of state, of government and of the
/// great organisations.
const PRINCIPAL: u8 = 2;

fn by_title(fit: Fit) -> Option<u8> {
    match fit {
        Fit::Now => Some(90),
        Fit::Once => Some(75),
        Fit::Silent | Fit::Against => None,
    }
}

/// Whether an office's owner is the owner that a title states: the state itself, or that of the body stated.
fn belongs_to(scene: &Scene<'_, '_>, of: Entity, owner: Entity) -> bool {
    let country = scene.knowledge.country_of(owner);
    of == owner || (country.is_some() && scene.knowledge.country_of(of) == country)
}

/// Whether `words` are the last or the first words of a longer `name`: family names stand last in most of the world,
/// and first in the east of Asia.
fn is_part(name: &str, words: &[String]) -> bool {
    let mut all = Vec::new();
    each_word(name, |word, _| all.push(word.to_owned()));
    all.len() > words.len() && (all.ends_with(words) || all.starts_with(words))
}

/// The roles that a phrase can mean, the likeliest first; a deputy has none of them.
pub(super) fn roles_of(scene: &Scene<'_, '_>, phrase: &Phrase) -> Vec<(u32, Option<Entity>)> {
    if phrase.deputy {
        return Vec::new();
    }
    match &phrase.meaning {
        Meaning::Roles(roles) => roles.clone(),
        Meaning::Agent(noun) => {
            let noun = scene.knowledge.agents.get(*noun as usize);
            let row = noun.and_then(|noun| noun.row(&phrase.before));
            row.and_then(|row| row.role).map(|role| (role, None)).into_iter().collect()
        }
    }
}

/// The owner of a phrase as far as names tell it, or its words, where they are said of one owner alone
/// ("State Department spokesman").
pub(super) fn owner(scene: &Scene<'_, '_>, phrase: &Phrase) -> Option<Entity> {
    match (phrase.owner, &phrase.meaning) {
        (Some(Owner::Named(token)), _) => scene.hit_at(token).and_then(|hit| scene.entity(hit)),
        (None, Meaning::Roles(roles)) => {
            let first = roles.first()?.1?;
            roles.iter().all(|&(_, only)| only == Some(first)).then_some(first)
        }
        _ => None,
    }
}

/// The sectors of whom a phrase speaks.
pub(super) fn sectors_of(scene: &Scene<'_, '_>, phrase: &Phrase, of: Option<Entity>) -> Vec<Box<str>> {
    if matches!(of, Some(Entity::Organisation(_))) {
        return vec!["IGO".into()];
    }
    if phrase.former {
        return vec!["ELI".into()];
    }
    if let Some(Entity::Body(body)) = of {
        return scene.knowledge.bodies[body as usize].sectors.clone();
    }
    let own = match &phrase.meaning {
        Meaning::Roles(roles) => {
            let fitting = roles.iter().find(|(_, only)| only.is_none_or(|only| Some(only) == of));
            fitting.or(roles.first()).map(|&(role, _)| &scene.knowledge.roles[role as usize].sectors)
        }
        Meaning::Agent(noun) => {
            let noun = scene.knowledge.agents.get(*noun as usize);
            noun.and_then(|noun| noun.row(&phrase.before)).map(|row| &row.sectors)
        }
    };
    // A spokesman is of what he speaks for.
    let lent = scene.lower(phrase.head).starts_with("spokes") && !phrase.of_sectors.is_empty();
    own.filter(|sectors| !sectors.is_empty() && !lent).unwrap_or(&phrase.of_sectors).clone()
}

/// The gender that a phrase tells: "spokeswoman", "king".
fn gender_of(scene: &Scene<'_, '_>, phrase: &Phrase) -> Option<Gender> {
    let core = crate::words::key(scene.doc.span(phrase.core).of(scene.doc.text));
    if let Meaning::Roles(roles) = &phrase.meaning {
        let told = roles.iter().flat_map(|&(role, _)| &scene.knowledge.roles[role as usize].gendered);
        if let Some((_, gender)) = told.into_iter().find(|(words, _)| **words == *core) {
            return Some(*gender);
        }
    }
    match scene.lower(phrase.head) {
        head if head.ends_with("woman") => Some(Gender::Female),
        head if head.ends_with("man") => Some(Gender::Male),
        _ => None,
    }
}

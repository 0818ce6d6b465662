//! What stands around a name: honorifics, titles before it, roles set off by commas.

use dualtrack_document::{Relation, TokenId, TokenRange};

use super::super::meaning::is_person;
use super::super::phrase::{Phrase, Phrases};
use super::super::scene::Scene;
use super::Candidate;
use crate::entities::Gender;
use crate::lexicon::Sense;
use crate::words::each_word;

/// The honorific that a token is, with the gender it tells.
pub(super) fn honorific(scene: &Scene<'_, '_>, token: TokenId) -> Option<Option<Gender>> {
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
pub(super) fn candidate(
    scene: &Scene<'_, '_>,
    phrases: &Phrases,
    name: TokenRange,
    parsed: bool,
) -> Candidate {
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
    let title = phrases.before(before).find(|(_, phrase)| fits(phrase));
    if let Some((title, phrase)) = title {
        candidate.whole.start = phrase.tokens.start;
        candidate.titles.push(title);
        let owner = phrase.owner.is_none().then(|| owner_after(scene, name.end)).flatten();
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
    let country = hit.can(|s| matches!(s, Sense::State(_) | Sense::Organisation(_)));
    (of.span.of(scene.doc.text) == "of" && country).then_some(hit.tokens.end)
}

/// A role set off by a comma, after the name or before it.
fn apposition(scene: &Scene<'_, '_>, phrases: &Phrases, candidate: &mut Candidate) {
    let doc = scene.doc;
    let sentence = scene.sentence(candidate.name.start);
    let is_comma = |t: TokenId| sentence.contains(t) && doc.form(t) == ",";
    let person = |phrase: &Phrase| !phrase.plural && is_person(scene, phrase);
    let loose = |head: TokenId, other: TokenRange| {
        let tied =
            doc.relation(head) == Relation::Appos && doc.head(head).is_some_and(|at| other.contains(at));
        tied || doc.relation(head) == Relation::Appos
    };
    let end = candidate.whole.end;
    if is_comma(end) {
        let start = TokenId(end.0 + 1);
        let after = phrases.from(start).find(|(_, phrase)| person(phrase));
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
    let before = phrases.before(comma).find(|(_, p)| p.tokens.end == comma && person(p));
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

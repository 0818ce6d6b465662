//! What the story has told: who is meant by "the deal", "the attack", "the demand", and whose land a place is.
//!
//! A reporter names the parties once and then speaks of what they did: "France condemned *the attack*". Whoever did it
//! is the one who is condemned. The nouns, and the events that they may point to, stand in `codebook/references.toml`.

use dualtrack_document::{ActorId, EventLine, MentionId, Relation, Role, TokenId, Upos};
use dualtrack_record::{ActorKind, EventType, Status, Track};

use crate::codebook::{Reference, Whose};
use crate::grammar;
use crate::reading::Reading;

use super::{Cast, Scene};

/// Determiners of what the reader knows already.
const DEFINITE: &[&str] = &["the", "this", "that", "these", "those", "such", "its", "their", "his", "her"];

/// The mode of who goes to see somebody.
const VISIT: &str = "visit";

/// The mode of who takes what is another's.
const SEIZE: &str = "seize";

/// The mode of who brings others together.
const THIRD_PARTY: &str = "third-party";

/// The recipients of an act whose words point back to an event of the story, or that is done to a place.
pub(super) fn recipients(
    scene: &Scene<'_>,
    reading: &Reading<'_>,
    cast: &Cast,
    told: &[EventLine],
) -> Vec<Role> {
    match reading.kind {
        EventType::Accuse
        | EventType::Support
        | EventType::Reject
        | EventType::Request
        | EventType::Threaten => pointed_at(scene, reading, cast, told),
        EventType::Consult if reading.mode == Some(THIRD_PARTY) => pointed_at(scene, reading, cast, told),
        EventType::Agree | EventType::Concede => under_agreement(scene, reading, cast, told),
        EventType::Assault | EventType::Mobilize => owner_of_place(scene, reading, cast),
        EventType::Coerce if reading.mode == Some(SEIZE) => owner_of_place(scene, reading, cast),
        EventType::Consult if reading.mode == Some(VISIT) => owner_of_place(scene, reading, cast),
        _ => Vec::new(),
    }
}

fn pointed_at(scene: &Scene<'_>, reading: &Reading<'_>, cast: &Cast, told: &[EventLine]) -> Vec<Role> {
    // What is asked for has not happened: only what it shall end points back to those who do it.
    let may_mean = |reference: &&Reference| {
        reading.kind != EventType::Request
            || reference.events.iter().any(|(kind, _)| kind.track() == Track::Conflict)
    };
    let references: Vec<&Reference> = scene.codebook.references.iter().filter(may_mean).collect();
    let mut unknown = false;
    for word in complements(scene, reading) {
        let lemma = scene.doc.lemma(word);
        // What a mediator brings about is known where it is named: "a ceasefire that Egypt had brokered".
        let known = reading.mode == Some(THIRD_PARTY) && scene.mentions.headed_by(word).is_none();
        let meant: Vec<&Reference> = if known || points_back(scene, word) {
            let meant = references.iter().copied().filter(|reference| reference.nouns.contains(lemma));
            meant.take(1).collect()
        } else if matches!(lemma, "it" | "this" | "that") && scene.mentions.headed_by(word).is_none() {
            references.iter().copied().filter(|reference| reference.pronoun).collect()
        } else {
            continue;
        };
        let found = parties(scene, &meant, cast, told);
        if !found.is_empty() {
            return found;
        }
        if reading.kind == EventType::Accuse && !meant.is_empty() {
            unknown = true;
        }
    }
    if unknown { first_before(scene, reading, cast).into_iter().collect() } else { Vec::new() }
}

/// Who is named first in the sentence before, and may have done what no act tells: "Jets of Norway flew low. Sweden condemned *the
/// manoeuvre*".
fn first_before(scene: &Scene<'_>, reading: &Reading<'_>, cast: &Cast) -> Option<Role> {
    let sentence = scene.doc.syntax.sentence_of(reading.head).0.checked_sub(1)?;
    let mut named =
        scene.mentions.mentions.iter().enumerate().filter(|(_, line)| line.sentence.0 == sentence);
    let (at, line) = named.next()?;
    let own = cast.actors.iter().any(|actor| is_own(scene, actor.actor, line.actor));
    (!own && scene.is_known(line.actor)).then_some(Role { actor: line.actor, mention: at.into() })
}

/// The nouns that an act is about: its objects, and what hangs on its words behind them.
fn complements(scene: &Scene<'_>, reading: &Reading<'_>) -> Vec<TokenId> {
    let doc = scene.doc;
    let act = doc.head_of(reading.trigger);
    let mut found: Vec<TokenId> = reading.recipients.iter().chain(&reading.others).copied().collect();
    let mut open = vec![act, reading.head];
    open.dedup();
    for at in open.clone() {
        found.extend(grammar::objects(doc, at));
    }
    while let Some(at) = open.pop() {
        for &child in doc.children(at) {
            let relation = doc.relation(child);
            // "Called the test a threat", "said *the test* was a threat": what it is said of is meant, not who says it.
            let own_subject = relation == Relation::Nsubj && (at == act || at == reading.head);
            let apart = relation == Relation::Conj && doc.upos(child) == Upos::Verb
                || matches!(relation, Relation::AclRelcl | Relation::Parataxis)
                || own_subject;
            if child > act && !apart && found.len() < 32 {
                found.push(child);
                open.push(child);
            }
        }
    }
    found.retain(|&word| doc.upos(word).is_nominal() || grammar::is_pronoun(doc, word));
    found
}

/// The other parties of the agreement under which something will be done: "*under the deal*, Armenia will hand back".
fn under_agreement(scene: &Scene<'_>, reading: &Reading<'_>, cast: &Cast, told: &[EventLine]) -> Vec<Role> {
    let doc = scene.doc;
    let act = doc.head_of(reading.trigger);
    let above = std::iter::once(act).chain(doc.ancestors(act)).take(3);
    let mut phrases = grammar::Tokens::new();
    for at in above {
        grammar::behind(doc, at, &mut |m| matches!(doc.lemma(m), "under" | "of" | "in"), &mut phrases);
    }
    let meant = phrases.into_iter().filter(|&noun| points_back(scene, noun)).find_map(|noun| {
        let agreements = scene.codebook.references.iter().filter(|reference| reference.whose == Whose::All);
        agreements.into_iter().find(|reference| reference.nouns.contains(doc.lemma(noun)))
    });
    meant.map(|reference| parties(scene, &[reference], cast, told)).unwrap_or_default()
}

/// Whether a noun speaks of something known, and names nobody itself.
fn points_back(scene: &Scene<'_>, noun: TokenId) -> bool {
    let doc = scene.doc;
    if scene.mentions.headed_by(noun).is_some() {
        return false;
    }
    doc.children(noun).iter().any(|&child| {
        matches!(doc.relation(child), Relation::Det | Relation::NmodPoss)
            && DEFINITE.iter().any(|word| doc.form(child).eq_ignore_ascii_case(word))
    })
}

/// Those who took part in the event that one of the references means, without those who speak of it.
fn parties(scene: &Scene<'_>, references: &[&Reference], cast: &Cast, told: &[EventLine]) -> Vec<Role> {
    let others = |event: &EventLine| {
        let reference = references.iter().find(|reference| means(reference, event))?;
        let recipients = event.recipients.iter().filter(|_| reference.whose == Whose::All);
        let mut roles: Vec<Role> = Vec::new();
        for &role in event.actors.iter().chain(recipients) {
            let own = cast.actors.iter().any(|actor| is_own(scene, actor.actor, role.actor));
            if !own && scene.is_known(role.actor) && roles.iter().all(|other| other.actor != role.actor) {
                roles.push(role);
            }
        }
        (!roles.is_empty()).then_some(roles)
    };
    let latest = references.iter().any(|reference| reference.latest);
    let found = if latest { told.iter().rev().find_map(others) } else { told.iter().find_map(others) };
    found.unwrap_or_default()
}

fn means(reference: &Reference, event: &EventLine) -> bool {
    let by_type = reference.events.iter().any(|(kind, mode)| {
        *kind == event.kind && mode.as_ref().is_none_or(|mode| event.mode.as_ref() == Some(mode))
    });
    let by_entry = event.why.first().is_some_and(|act| reference.entries.contains(act));
    event.status != Status::Denied && (by_type || by_entry)
}

/// Whether an actor speaks of its own side: not where the forces or the people of a state act against it.
fn is_own(scene: &Scene<'_>, speaker: ActorId, other: ActorId) -> bool {
    let body = scene.mentions.actor(other).kind == ActorKind::Body;
    speaker == other || !body && scene.side(speaker) == scene.side(other)
}

/// The state that a place belongs to where force is used, if the story speaks of that state: "bombed *the port of Odesa*".
fn owner_of_place(scene: &Scene<'_>, reading: &Reading<'_>, cast: &Cast) -> Vec<Role> {
    let doc = scene.doc;
    let act = doc.head_of(reading.trigger);
    let heads = reading.recipients.iter().chain(&reading.others).copied().chain(grammar::objects(doc, act));
    let places = heads.flat_map(|head| grammar::pieces(doc, head)).filter_map(|(word, _)| {
        scene.mentions.places.iter().find(|place| place.tokens.contains(word))?.country.as_deref()
    });
    let stated = super::place::stated(scene, reading).and_then(|place| place.country);
    let mut countries = places.map(str::to_owned).chain(stated);
    let at_home = |country: &str| cast.actors.iter().any(|actor| scene.side(actor.actor) == country);
    countries
        .find(|country| !at_home(country))
        .and_then(|country| state(scene, &country, act))
        .into_iter()
        .collect()
}

/// A state of the story, by its nearest mention before a word, else its first.
fn state(scene: &Scene<'_>, code: &str, before: TokenId) -> Option<Role> {
    let is_it = |&at: &usize| {
        let actor = scene.mentions.actor_of(at.into());
        actor.kind == ActorKind::State && actor.id == code
    };
    let mentions = 0..scene.mentions.mentions.len();
    let earlier = |&at: &usize| scene.mentions.mentions[at].head < before;
    let nearest = mentions.clone().filter(is_it).rfind(earlier);
    let mention = MentionId::from(nearest.or_else(|| mentions.clone().find(is_it))?);
    Some(Role { actor: scene.mentions.mention(mention).actor, mention })
}

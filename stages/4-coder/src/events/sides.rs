//! The sides of a story: who is meant by "both countries" and "the two sides", by "the country" where it cannot be the one
//! that acts, and to whom it is done where the same sentence has just said so.

use dualtrack_document::{Doc, EventLine, MentionId, Role, SentenceId, TokenId, Upos};
use dualtrack_record::{ActorKind, EventType, MentionKind, Track};

use crate::grammar;
use crate::reading::Reading;

use super::{Cast, Scene};

/// Words that count those who are known already, and how many; zero for any number.
const COUNTING: &[(&str, usize)] =
    &[("both", 2), ("two", 2), ("2", 2), ("three", 3), ("four", 4), ("all", 0)];

/// The mode of who brings others together.
const THIRD_PARTY: &str = "third-party";

/// Those who are somebody's: "its neighbour" is the other one of the story.
const OPPOSITES: &[&str] =
    &["neighbour", "neighbor", "rival", "enemy", "foe", "adversary", "opponent", "counterpart"];

/// Puts those who acted together in the story in the place of "both countries", "the two sides", "them".
pub(super) fn settle_companies(scene: &Scene<'_>, cast: &mut Cast, told: &[EventLine]) {
    let recipients = std::mem::take(&mut cast.recipients);
    cast.actors = settled(scene, std::mem::take(&mut cast.actors), &recipients, told);
    cast.recipients = settled(scene, recipients, &cast.actors, told);
}

fn settled(scene: &Scene<'_>, roles: Vec<Role>, others: &[Role], told: &[EventLine]) -> Vec<Role> {
    let Some(&counted) = roles.iter().find(|role| is_company(scene, role.mention)) else { return roles };
    let size = size_of(scene, counted.mention);
    let Some(company) = company(scene, size, others, told) else { return roles };
    let rest = roles.into_iter().filter(|role| role.mention != counted.mention);
    rest.chain(company).collect()
}

/// Whether a mention counts some who are known already: "both countries", "the two leaders".
fn is_company(scene: &Scene<'_>, mention: MentionId) -> bool {
    let line = scene.mentions.mention(mention);
    line.kind == MentionKind::Nominal && size_of(scene, mention).is_some()
        || line.kind == MentionKind::Pronoun
            && matches!(scene.doc.lemma(line.head), "they" | "them")
            && !scene.is_known(line.actor)
            && !scene.mentions.actor(line.actor).id.contains('+')
}

/// How many a mention counts, if it does; zero for any number.
fn size_of(scene: &Scene<'_>, mention: MentionId) -> Option<usize> {
    let line = scene.mentions.mention(mention);
    let first = scene.doc.form(line.tokens.start).to_ascii_lowercase();
    let definite = matches!(&*first, "the" | "both" | "all" | "these" | "those");
    let named = line.tokens.iter().any(|word| scene.doc.upos(word) == Upos::Propn);
    let size = line.tokens.iter().take(3).find_map(|word| {
        let form = scene.doc.form(word).to_ascii_lowercase();
        COUNTING.iter().find(|(counting, _)| *counting == form).map(|(_, size)| *size)
    })?;
    (definite && !named).then_some(size)
}

/// The last who did something together or suffered it together, and who are not among the others of the event; else the last
/// two who dealt with each other.
fn company(scene: &Scene<'_>, size: Option<usize>, others: &[Role], told: &[EventLine]) -> Option<Vec<Role>> {
    let fits = |roles: &[Role]| {
        let count = roles.len();
        let counted = match size {
            None | Some(0) => count > 1,
            Some(size) => count == size,
        };
        counted
            && roles.iter().all(|role| scene.is_known(role.actor))
            && roles.iter().all(|role| others.iter().all(|other| !same_side(scene, *role, *other)))
    };
    let joined = |event: &&EventLine| fits(&event.actors) || fits(&event.recipients);
    if let Some(event) = told.iter().rev().find(joined) {
        return Some(if fits(&event.actors) { event.actors.clone() } else { event.recipients.clone() });
    }
    told.iter().rev().map(|event| [&*event.actors, &*event.recipients].concat()).find(|all| fits(all))
}

fn same_side(scene: &Scene<'_>, one: Role, other: Role) -> bool {
    scene.side(one.actor) == scene.side(other.actor)
}

/// Whether a role is on the side of one of those who act.
fn acts(scene: &Scene<'_>, cast: &Cast, role: Role) -> bool {
    cast.actors.iter().any(|actor| same_side(scene, *actor, role))
}

/// To whom an act is done where its words name nobody, or only who acts.
pub(super) fn recipients(
    scene: &Scene<'_>,
    sentence: SentenceId,
    reading: &Reading<'_>,
    cast: &Cast,
    told: &[EventLine],
) -> Vec<Role> {
    if cast.actors.is_empty() {
        return Vec::new();
    }
    if cast.names_only_itself || names_opposite(scene, reading) {
        return other_side(scene, cast, reading).into_iter().collect();
    }
    if reading.kind == EventType::Coerce && !cast.recipients.is_empty() {
        return at_home(scene, cast).into_iter().collect();
    }
    if reading.mode == Some(THIRD_PARTY) {
        return brought_together(scene, cast, told);
    }
    if !is_aimed(reading) {
        return Vec::new();
    }
    let mut found = just_named(sentence, reading, cast, told);
    if found.is_empty() && reading.kind == EventType::Reject {
        found = asked_by(scene, sentence, cast, told);
    }
    if found.is_empty() && matches!(reading.kind, EventType::Sanction | EventType::Aid) {
        found = done_likewise(scene, sentence, reading, cast, told);
    }
    let opposes = matches!(reading.kind, EventType::Accuse | EventType::Reject | EventType::Threaten);
    if found.is_empty() && opposes {
        found = adversary(scene, cast, told);
    }
    found
}

/// Whoever has last dealt with the actors as an adversary.
fn adversary(scene: &Scene<'_>, cast: &Cast, told: &[EventLine]) -> Vec<Role> {
    let own = |role: &Role| acts(scene, cast, *role);
    let opposed = |event: &&EventLine| event.kind.track() == Track::Conflict;
    let against = |event: &EventLine| {
        let other = if event.actors.iter().any(own) {
            &event.recipients
        } else if event.recipients.iter().any(own) {
            &event.actors
        } else {
            return None;
        };
        let known: Vec<Role> =
            other.iter().copied().filter(|role| scene.is_known(role.actor) && !own(role)).collect();
        (!known.is_empty()).then_some(known)
    };
    told.iter().rev().filter(opposed).find_map(against).unwrap_or_default()
}

/// The people of the state whose bodies do what states do at home: "police arrested *a writer*".
fn at_home(scene: &Scene<'_>, cast: &Cast) -> Option<Role> {
    let actor = scene.mentions.actor(cast.actors.first()?.actor);
    let country = actor.country.as_deref()?;
    let mention = cast.recipients.first()?.mention;
    let stranger = scene.mentions.actor_of(mention);
    let person = matches!(stranger.kind, ActorKind::Group | ActorKind::Person);
    let people = |id: &str| scene.mentions.actors.iter().position(|actor| actor.id == id);
    let own =
        people(&format!("{country}.CVL")).or_else(|| people(country).filter(|_| actor.id != country))?;
    person.then_some(Role { actor: own.into(), mention })
}

/// To whom others have just done the same: "Poland expelled ten Russian diplomats. *Latvia expelled four*".
fn done_likewise(
    scene: &Scene<'_>,
    sentence: SentenceId,
    reading: &Reading<'_>,
    cast: &Cast,
    told: &[EventLine],
) -> Vec<Role> {
    let own = |role: &Role| acts(scene, cast, *role);
    let same = |event: &&EventLine| {
        event.kind == reading.kind
            && event.sentence.0 + 2 >= sentence.0
            && !event.recipients.is_empty()
            && event.recipients.iter().all(|role| scene.is_known(role.actor) && !own(role))
    };
    told.iter().rev().find(same).map(|event| event.recipients.clone()).unwrap_or_default()
}

/// Those who agreed or met before, whom a mediator brought together.
fn brought_together(scene: &Scene<'_>, cast: &Cast, told: &[EventLine]) -> Vec<Role> {
    let own = |role: &Role| acts(scene, cast, *role);
    let agreed = told.iter().rev().filter(|event| event.kind.track() == Track::Cooperation);
    let parties = agreed.map(|event| [&*event.actors, &*event.recipients].concat());
    let several = |all: &Vec<Role>| {
        let known = all.iter().all(|role| scene.is_known(role.actor) && !own(role));
        known && all.iter().any(|role| !same_side(scene, all[0], *role))
    };
    parties.into_iter().find(several).unwrap_or_default()
}

/// Who asked for what is refused, in this sentence or the one before.
fn asked_by(scene: &Scene<'_>, sentence: SentenceId, cast: &Cast, told: &[EventLine]) -> Vec<Role> {
    let own = |role: &Role| acts(scene, cast, *role);
    let asks = |event: &&EventLine| {
        matches!(event.kind, EventType::Request | EventType::Accuse)
            && event.sentence.0 + 1 >= sentence.0
            && event.actors.iter().all(|role| scene.is_known(role.actor) && !own(role))
    };
    told.iter().rev().find(asks).map(|event| event.actors.clone()).unwrap_or_default()
}

/// Whether an act is aimed at somebody even where its own words do not say at whom.
fn is_aimed(reading: &Reading<'_>) -> bool {
    match reading.kind {
        EventType::Consult | EventType::Mobilize | EventType::Protest | EventType::Retreat => false,
        // Troops are withdrawn, and curfews imposed, for all.
        EventType::Concede => !matches!(reading.inner, Some((EventType::Retreat, _))),
        EventType::Coerce => !matches!(reading.mode, Some("curfew" | "restrict" | "martial-law" | "censor")),
        _ => true,
    }
}

/// Whether the act's words name as recipient somebody who is only the opposite of who acts: "its neighbour".
fn names_opposite(scene: &Scene<'_>, reading: &Reading<'_>) -> bool {
    let doc = scene.doc;
    let act = doc.head_of(reading.trigger);
    let places = reading.recipients.iter().chain(&reading.others).copied().chain(grammar::objects(doc, act));
    places.into_iter().any(|noun| is_opposite(doc, noun))
}

fn is_opposite(doc: Doc<'_>, noun: TokenId) -> bool {
    OPPOSITES.contains(&doc.lemma(noun)) && !grammar::possessors(doc, noun).is_empty()
}

/// The other power of the story: the only other one that the sentence has named before, else the one that the story has named
/// most often until then.
fn other_side(scene: &Scene<'_>, cast: &Cast, reading: &Reading<'_>) -> Option<Role> {
    let doc = scene.doc;
    let at = reading.trigger.end;
    let here = doc.syntax.sentence(doc.syntax.sentence_of(reading.head)).tokens;
    let before = scene.mentions.mentions.iter().enumerate().take_while(|(_, line)| line.tokens.start < at);
    let others: Vec<Role> = before
        .map(|(id, line)| Role { actor: line.actor, mention: id.into() })
        .filter(|role| is_power(scene, *role))
        .filter(|role| !acts(scene, cast, *role))
        .collect();
    let in_sentence: Vec<Role> = others
        .iter()
        .copied()
        .filter(|role| here.contains(scene.mentions.mention(role.mention).head))
        .collect();
    if let Some(&first) = in_sentence.first()
        && in_sentence.iter().all(|role| same_side(scene, first, *role))
    {
        return Some(first);
    }
    let named = |role: &Role| others.iter().filter(|other| same_side(scene, **other, *role)).count();
    others.iter().rev().copied().reduce(|most, next| if named(&next) > named(&most) { next } else { most })
}

/// Whether a mention speaks of a power: a state, an organisation, or somebody who belongs to one.
fn is_power(scene: &Scene<'_>, role: Role) -> bool {
    let actor = scene.mentions.actor(role.actor);
    scene.is_known(role.actor) && actor.kind != ActorKind::Group && !actor.id.contains('+')
}

/// Those to whom the same sentence has just told that the same ones do something: "recalled its envoy from Israel and
/// cancelled the exercises".
fn just_named(sentence: SentenceId, reading: &Reading<'_>, cast: &Cast, told: &[EventLine]) -> Vec<Role> {
    let same = |event: &&EventLine| {
        event.sentence == sentence
            && event.trigger_tokens.start < reading.trigger.start
            && event.actors.iter().any(|role| cast.actors.iter().any(|actor| actor.actor == role.actor))
            && !event.recipients.is_empty()
    };
    told.iter().rev().find(same).map(|event| event.recipients.clone()).unwrap_or_default()
}

//! The same event told twice in a story is one event.

use std::collections::BTreeSet;

use dualtrack_document::{ActorId, EventLine, Mentions, Role, When};
use dualtrack_record::{ActorKind, EventType};

/// Merges events that differ in nothing but their words: same type, actors, recipients and status, and neither mode, date
/// nor speaker that contradict each other. The first telling stays and takes over what only the later one knows.
pub(super) fn merge(mentions: &Mentions, events: &mut Vec<EventLine>) {
    let mut kept: Vec<EventLine> = Vec::with_capacity(events.len());
    for event in events.drain(..) {
        match kept.iter_mut().find(|first| is_same(mentions, first, &event)) {
            Some(first) => complete(mentions, first, event),
            None => kept.push(event),
        }
    }
    *events = kept;
}

/// The power that an actor belongs to: a person's organisation or state, a body's state; anybody else alone.
pub(super) fn side(mentions: &Mentions, actor: ActorId) -> &str {
    let actor = mentions.actor(actor);
    let office = actor.office.as_ref().map(|office| office.of.as_str());
    match actor.kind {
        ActorKind::Person => office.or(actor.country.as_deref()).unwrap_or(&actor.id),
        ActorKind::Body => actor.country.as_deref().unwrap_or(&actor.id),
        _ => &actor.id,
    }
}

/// Whether an actor is a power, or belongs to one.
pub(super) fn is_known(mentions: &Mentions, actor: ActorId) -> bool {
    let actor = mentions.actor(actor);
    actor.country.is_some() || matches!(actor.kind, ActorKind::State | ActorKind::Organisation)
}

/// Drops what another event of the story speaks for: the movement of forces that fight, and the demand of those who protest.
pub(super) fn prune(events: &mut Vec<EventLine>) {
    let fights: Vec<EventLine> = events.iter().filter(|e| e.kind == EventType::Assault).cloned().collect();
    let protests: Vec<EventLine> = events.iter().filter(|e| e.kind == EventType::Protest).cloned().collect();
    let meetings: Vec<EventLine> = events.iter().filter(|e| e.kind == EventType::Consult).cloned().collect();
    events.retain(|event| match event.kind {
        // "Hosted talks between the two sides": those who talk are named by who hosts them.
        EventType::Consult => !meetings.iter().any(|hosted| {
            hosted.sentence == event.sentence
                && hosted.recipients.len() > 1
                && event.recipients.is_empty()
                && same_actors(&hosted.recipients, &event.actors)
        }),
        EventType::Mobilize => !fights
            .iter()
            .any(|fight| fight.status == event.status && same_actors(&fight.actors, &event.actors)),
        EventType::Request => !protests
            .iter()
            .any(|protest| protest.sentence == event.sentence && same_actors(&protest.actors, &event.actors)),
        _ => true,
    });
}

fn is_same(mentions: &Mentions, first: &EventLine, second: &EventLine) -> bool {
    first.kind == second.kind
        && first.status == second.status
        && (agree(first.mode.as_ref(), second.mode.as_ref()) || is_one_blow(first, second))
        && same_time(first.date.as_ref(), second.date.as_ref())
        && (same_roles(first, second)
            || (is_deed(first.kind) || is_mutual(first) || is_mutual(second))
                && same_sides(mentions, first, second))
}

/// What two or more did together: "signed the treaty".
fn is_mutual(event: &EventLine) -> bool {
    event.kind == EventType::Support && event.actors.len() > 1 && event.recipients.is_empty()
}

/// What is done once and told again in other words; of what is said, each saying is its own.
fn is_deed(kind: EventType) -> bool {
    !matches!(
        kind,
        EventType::Accuse | EventType::Request | EventType::Reject | EventType::Threaten | EventType::Support
    )
}

/// Force that a sentence tells twice, by its way and by its effect: "bombed the town, *killing* dozens".
fn is_one_blow(first: &EventLine, second: &EventLine) -> bool {
    first.sentence == second.sentence && first.kind == EventType::Assault
}

fn same_roles(first: &EventLine, second: &EventLine) -> bool {
    same_actors(&first.actors, &second.actors)
        && (same_actors(&first.recipients, &second.recipients)
            || first.sentence == second.sentence
                && (first.recipients.is_empty() || second.recipients.is_empty()))
}

/// Whether the same powers stand on both sides: a minister and his state; in what both sides do together, whoever is
/// named first.
fn same_sides(mentions: &Mentions, first: &EventLine, second: &EventLine) -> bool {
    // Of the nameless ("killing dozens") nobody says that they are others.
    let sides = |roles: &[Role]| -> BTreeSet<&str> {
        roles
            .iter()
            .filter(|role| is_known(mentions, role.actor))
            .map(|role| side(mentions, role.actor))
            .collect()
    };
    let [a, b] = [first, second].map(|event| (sides(&event.actors), sides(&event.recipients)));
    let together = first.kind == EventType::Consult && first.mode.as_deref() != Some("third-party")
        || is_mutual(first)
        || is_mutual(second);
    if together {
        let all = |(actors, recipients): &(BTreeSet<_>, BTreeSet<_>)| -> BTreeSet<_> { actors | recipients };
        let (a, b) = (all(&a), all(&b));
        let one_named = first.kind == EventType::Consult && a.len().min(b.len()) == 1;
        return a == b || one_named && (a.is_subset(&b) || b.is_subset(&a));
    }
    let open = first.sentence == second.sentence && (a.1.is_empty() || b.1.is_empty());
    !a.0.is_empty() && a.0 == b.0 && (open || a.1 == b.1 && !a.1.is_empty())
}

/// Whether two values are the same or one is not known.
fn agree<T: PartialEq>(first: Option<&T>, second: Option<&T>) -> bool {
    first.zip(second).is_none_or(|(first, second)| first == second)
}

fn same_time(first: Option<&When>, second: Option<&When>) -> bool {
    first.zip(second).is_none_or(|(first, second)| (first.start, first.end) == (second.start, second.end))
}

fn same_actors(first: &[Role], second: &[Role]) -> bool {
    first.len() == second.len()
        && first.iter().all(|role| second.iter().any(|other| other.actor == role.actor))
}

fn complete(mentions: &Mentions, first: &mut EventLine, second: EventLine) {
    if first.mode.is_none() && second.mode.is_some() {
        (first.mode, first.score, first.cameo) = (second.mode, second.score, second.cameo);
    }
    let open = !first.recipients.iter().any(|role| is_known(mentions, role.actor)) && !is_mutual(first);
    if open && !second.recipients.is_empty() {
        first.recipients = second.recipients;
    }
    first.date = first.date.or(second.date);
    first.place = first.place.take().or(second.place);
    // What the reporter states stands on its own; it is not only somebody's word.
    if second.said_by.is_none() {
        first.said_by = None;
    }
    for context in second.contexts {
        if !first.contexts.contains(&context) {
            first.contexts.push(context);
        }
    }
    for issue in second.issues {
        if !first.issues.contains(&issue) {
            first.issues.push(issue);
        }
    }
}

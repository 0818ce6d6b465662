//! The same event told twice in a story is one event.

use dualtrack_document::{EventLine, Role, When};
use dualtrack_record::EventType;

/// Merges events that differ in nothing but their words: same type, actors, recipients and status, and neither mode, date
/// nor speaker that contradict each other. The first telling stays and takes over what only the later one knows.
pub(super) fn merge(events: &mut Vec<EventLine>) {
    let mut kept: Vec<EventLine> = Vec::with_capacity(events.len());
    for event in events.drain(..) {
        match kept.iter_mut().find(|first| is_same(first, &event)) {
            Some(first) => complete(first, event),
            None => kept.push(event),
        }
    }
    *events = kept;
}

/// Drops what another event of the story speaks for: the movement of forces that fight, and the demand of those who protest.
pub(super) fn prune(events: &mut Vec<EventLine>) {
    let fights: Vec<EventLine> = events.iter().filter(|e| e.kind == EventType::Assault).cloned().collect();
    let protests: Vec<EventLine> = events.iter().filter(|e| e.kind == EventType::Protest).cloned().collect();
    events.retain(|event| match event.kind {
        EventType::Mobilize => !fights
            .iter()
            .any(|fight| fight.status == event.status && same_actors(&fight.actors, &event.actors)),
        EventType::Request => !protests
            .iter()
            .any(|protest| protest.sentence == event.sentence && same_actors(&protest.actors, &event.actors)),
        _ => true,
    });
}

fn is_same(first: &EventLine, second: &EventLine) -> bool {
    first.kind == second.kind
        && first.status == second.status
        && agree(first.mode.as_ref(), second.mode.as_ref())
        && same_actors(&first.actors, &second.actors)
        && (same_actors(&first.recipients, &second.recipients)
            || first.sentence == second.sentence
                && (first.recipients.is_empty() || second.recipients.is_empty()))
        && same_time(first.date.as_ref(), second.date.as_ref())
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

fn complete(first: &mut EventLine, second: EventLine) {
    if first.mode.is_none() && second.mode.is_some() {
        (first.mode, first.score, first.cameo) = (second.mode, second.score, second.cameo);
    }
    if first.recipients.is_empty() {
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

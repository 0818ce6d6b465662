//! What a phrase says: whether it means one person, which roles, whose, of which sectors and gender.

use super::phrase::{Meaning, Owner, Phrase};
use super::scene::Scene;
use crate::entities::{AgentKind, Entity, Gender};

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
pub(super) fn gender_of(scene: &Scene<'_, '_>, phrase: &Phrase) -> Option<Gender> {
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

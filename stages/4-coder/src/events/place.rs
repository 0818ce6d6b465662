//! Where an event took place.

use dualtrack_document::{Relation, SentenceId, TokenId, Where};
use dualtrack_record::{EventType, Status};

use crate::grammar;
use crate::reading::Reading;

use super::Scene;

/// Prepositions of place.
const PLACES: &[&str] =
    &["in", "at", "near", "outside", "inside", "around", "throughout", "across", "over", "to", "into"];

/// The place that hangs on the act; for what the story's first sentence reports as happening, the dateline's, for those
/// acts that a reporter is sent to.
pub(super) fn of(
    scene: &Scene<'_>,
    sentence: SentenceId,
    reading: &Reading<'_>,
    said: bool,
) -> Option<Where> {
    stated(scene, reading).or_else(|| {
        let attended = matches!(reading.kind, EventType::Consult | EventType::Protest);
        let reported = matches!(reading.status, Status::Happened | Status::Ongoing) && !said;
        (sentence.0 == 0 && attended && reported).then(|| scene.context.dateline.clone()).flatten()
    })
}

/// The place that hangs on the act itself.
pub(super) fn stated(scene: &Scene<'_>, reading: &Reading<'_>) -> Option<Where> {
    let doc = scene.doc;
    let act = doc.head_of(reading.trigger);
    let mut anchors = vec![act];
    if reading.head != act {
        anchors.push(reading.head);
    }
    if let Some((verb, Relation::Obj | Relation::NsubjPass | Relation::Nsubj)) = grammar::governor(doc, act) {
        anchors.push(verb);
    }
    anchors.iter().find_map(|&anchor| place_at(scene, anchor))
}

/// The place behind a preposition on a word.
fn place_at(scene: &Scene<'_>, anchor: TokenId) -> Option<Where> {
    let doc = scene.doc;
    let mut found = grammar::Tokens::new();
    grammar::behind(doc, anchor, &mut |marker| PLACES.contains(&doc.lemma(marker)), &mut found);
    found.iter().find_map(|&head| {
        let pieces = grammar::pieces(doc, head);
        let places = &scene.mentions.places;
        let place =
            pieces.iter().find_map(|&(word, _)| places.iter().find(|place| place.tokens.contains(word)))?;
        Some(Where { name: place.name.clone(), country: place.country.clone(), span: Some(place.span) })
    })
}

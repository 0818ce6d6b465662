//! What a story says without telling an event: stories of sport and films, and what somebody is known for.

use dualtrack_document::{Relation, Tense, Upos, VerbForm};
use dualtrack_record::{EventType, Quad};

use crate::grammar;
use crate::reading::Reading;

use super::Scene;

/// How many different words of a subject apart must stand in a story that is about it.
const DISTINCT: usize = 3;

/// How many sentences one such word speaks for.
const SENTENCES_FOR_WORD: usize = 3;

/// Whether the story is about a subject apart, such as sport, where words of conflict mean none.
pub(super) fn is_apart(scene: &Scene<'_>) -> bool {
    let doc = scene.doc;
    let classes = scene.codebook.classes.iter().enumerate().filter(|(_, class)| class.apart);
    let sentences = doc.syntax.sentences().len();
    classes.into_iter().any(|(class, _)| {
        let mut count = 0;
        let mut distinct: Vec<&str> = Vec::new();
        for at in 0..doc.syntax.tokens().len() {
            if scene.codebook.is_in_class(doc, at.into(), class) {
                count += 1;
                let lemma = doc.lemma(at.into());
                if distinct.len() < DISTINCT && !distinct.contains(&lemma) {
                    distinct.push(lemma);
                }
            }
        }
        distinct.len() >= DISTINCT && count * SENTENCES_FOR_WORD >= sentences
    })
}

/// Whether a relative clause only says what somebody always does: "the United States, *which trains the army*, said".
pub(super) fn is_description(scene: &Scene<'_>, reading: &Reading<'_>) -> bool {
    let lasting = matches!(reading.kind.quad(), Quad::MaterialCooperation)
        || matches!(reading.kind, EventType::Support | EventType::Mobilize);
    let doc = scene.doc;
    let verb = reading.head;
    let present = doc.upos(verb) == Upos::Verb
        && doc.token(verb).features.verb_form() == Some(VerbForm::Fin)
        && doc.token(verb).features.tense() == Some(Tense::Pres)
        && !doc.children(verb).iter().any(|&child| doc.relation(child) == Relation::Aux);
    let of_subject = || {
        grammar::own_subject(doc, verb)
            .is_some_and(|subject| grammar::resolve_relative(doc, subject) != subject)
    };
    lasting && present && doc.relation(verb) == Relation::AclRelcl && of_subject()
}

//! Whose the people are whom a story names without their country: "protesters", "the army", "the authorities".

use dualtrack_document::Relation;

use super::Reading;
use super::phrase::Phrase;
use crate::lexicon::Sense;

/// Sectors whose people act at home where the text does not say otherwise.
const AT_HOME: &[&str] = &["MIL", "COP", "JUD", "LEG", "GOV", "OPP"];

/// Civilians who are of a place wherever they are named.
const LOCALS: &[&str] = &[
    "protester",
    "protestor",
    "demonstrator",
    "marcher",
    "rioter",
    "mourner",
    "villager",
    "striker",
    "lawmaker",
    "opposition",
];

/// Civilians who are of the place that their clause names, and of none where it names none.
const PASSERS_BY: &[&str] = &["people", "civilian", "crowd", "man", "woman", "family", "activist"];

/// Prepositions of the place where something happens.
const WHERE: &[&str] = &["in", "at", "near", "outside", "inside", "around", "across", "throughout"];

impl Reading<'_, '_> {
    /// The state whose army, police or people a noun without an owner means: that of the place which its sentence names,
    /// else the one that the document is about.
    pub(super) fn land_of(&self, phrase: &Phrase, noun: &str, sectors: &[Box<str>]) -> Option<u32> {
        let official = sectors.first().is_some_and(|sector| AT_HOME.contains(&&**sector));
        let here = || self.place_of_sentence(phrase);
        if official || LOCALS.contains(&noun) {
            return here().or_else(|| self.leading());
        }
        if PASSERS_BY.contains(&noun) { here() } else { None }
    }

    /// The state that the document speaks of more than of any other, and more than once.
    fn leading(&self) -> Option<u32> {
        let evidence = &self.scene.evidence;
        let most = (0..evidence.len()).max_by_key(|&at| (evidence[at], std::cmp::Reverse(at)))?;
        let rivals = evidence.iter().filter(|&&count| count == evidence[most]).count();
        (evidence[most] > 1 && rivals == 1).then_some(most as u32)
    }

    /// The one state in which the places of a sentence lie.
    fn place_of_sentence(&self, phrase: &Phrase) -> Option<u32> {
        let scene = &self.scene;
        let mut found: Option<u32> = None;
        for token in scene.sentence(phrase.head).iter() {
            let Some(hit) = scene.hit_from(token) else { continue };
            let located = hit.tokens.iter().any(|t| {
                let cases = scene.doc.children_by(t, Relation::Case);
                cases.into_iter().any(|case| WHERE.contains(&&*scene.lower(case)))
            });
            let state = scene.choose(hit).filter(|_| located).and_then(|sense| match sense {
                Sense::State(at) | Sense::Capital(at) => Some(at),
                Sense::Place(at) => scene.knowledge.places[at as usize].country,
                _ => None,
            });
            match (found, state) {
                (Some(one), Some(other)) if one != other => return None,
                (None, Some(_)) => found = state,
                _ => {}
            }
        }
        found
    }
}

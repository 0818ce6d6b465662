//! Whether a city or a building stands for a government ("Moscow said") or for itself ("in Moscow").

use dualtrack_document::{Relation, TokenId, TokenRange, Upos};

use super::scene::Scene;
use super::vocabulary::{
    ACTS, BOUNDED, CONNECTIONS, ENDINGS, GIVEN, GOVERNMENT_HAS, LOCATIVE, MOVES, PARTS_OF_PLACES, PLACE_DOES,
    PLACE_HAS, PLACE_IS, REACHED, RECEIVED, SENT, SUFFERED, TRAVERSED, VISITS,
};
use crate::lexicon::Sense;

/// How a place name is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// The government acts or is acted upon; with a confidence in percent.
    Government(u8),
    /// The place itself.
    Place,
    /// The place, as where somebody goes or is received: its state is the host.
    Host,
}

/// Decides how the place name at `tokens` is used, by the word that it hangs on.
pub(super) fn usage(scene: &Scene<'_, '_>, tokens: TokenRange) -> Use {
    let doc = scene.doc;
    let head = doc.head_of(tokens);
    let relation = doc.relation(head);
    let Some(above) = doc.head(head) else { return Use::Place };
    if scene.is_dateline(tokens) {
        return Use::Place;
    }
    match relation.base() {
        Relation::Obl | Relation::Nmod => oblique(scene, head, above, relation),
        // Whatever the tree says, what follows "in" is where something is.
        _ if stands_where(scene, tokens) => Use::Place,
        Relation::Nsubj | Relation::Csubj => subject(scene, above, relation == Relation::NsubjPass),
        Relation::Obj | Relation::Iobj => object(scene, above),
        Relation::Conj => conjunct(scene, tokens, above),
        Relation::Compound | Relation::Amod => compound(scene, tokens, above),
        _ => Use::Place,
    }
}

/// Whether a name follows a preposition of place, a determiner and a part of the world in between.
pub(super) fn stands_where(scene: &Scene<'_, '_>, tokens: TokenRange) -> bool {
    let before = (scene.sentence(tokens.start).start.0..tokens.start.0).rev().map(TokenId);
    let words = before.map(|token| scene.lower(token));
    let word = words.into_iter().find(|word| !PARTS_OF_PLACES.has(word));
    word.is_some_and(|word| LOCATIVE.has(&word))
}

/// Whether a state's name stands where something happens, or where somebody comes from or goes to.
pub(super) fn is_location(scene: &Scene<'_, '_>, tokens: TokenRange) -> bool {
    let doc = scene.doc;
    let mut head = doc.head_of(tokens);
    let mut case = doc.child(head, Relation::Case);
    // What is joined to another name stands where that one stands, unless it has a preposition of its own.
    for _ in 0..LONGEST_LIST {
        match (doc.relation(head), doc.head(head), case) {
            (Relation::Conj, Some(first), None) if doc.upos(first) == Upos::Propn => {
                head = first;
                case = doc.child(head, Relation::Case);
            }
            _ => break,
        }
    }
    if stands_where(scene, tokens) {
        return true;
    }
    let Some(above) = doc.head(head) else { return false };
    let lemma = doc.lemma(above).to_lowercase();
    let lemma = &*lemma;
    let noun = doc.upos(above) == Upos::Noun;
    match (doc.relation(head).base(), case) {
        (Relation::Obj, _) => TRAVERSED.has(lemma),
        (Relation::Obl | Relation::Nmod, Some(case)) => match &*scene.lower(case) {
            word if LOCATIVE.has(word) => true,
            "from" => MOVES.has(lemma) || (noun && !RECEIVED.has(lemma)),
            "to" => MOVES.has(lemma),
            "between" => CONNECTIONS.has(lemma),
            "for" => matches!(lemma, "leave" | "head" | "depart" | "bind" | "set"),
            "of" => PLACE_HAS.has(lemma) || BOUNDED.has(lemma) || (noun && VISITS.has(lemma)),
            "with" => lemma == "border",
            _ => false,
        },
        _ => false,
    }
}

/// No list of names in a sentence is followed further.
const LONGEST_LIST: usize = 50;

fn subject(scene: &Scene<'_, '_>, predicate: TokenId, passive: bool) -> Use {
    let doc = scene.doc;
    let lemma = &*doc.lemma(predicate).to_lowercase();
    if doc.child(predicate, Relation::Cop).is_some() {
        let settlement = PLACE_IS.has(lemma) || doc.upos(predicate) == Upos::Propn;
        return if settlement { Use::Place } else { Use::Government(70) };
    }
    if passive {
        return if SUFFERED.has(lemma) { Use::Place } else { Use::Government(70) };
    }
    match lemma {
        "host" => Use::Government(55),
        _ if PLACE_DOES.has(lemma) => Use::Place,
        _ => Use::Government(80),
    }
}

fn object(scene: &Scene<'_, '_>, verb: TokenId) -> Use {
    let lemma = &*scene.doc.lemma(verb).to_lowercase();
    match lemma {
        "visit" | "tour" => Use::Host,
        _ if SUFFERED.has(lemma) || REACHED.has(lemma) => Use::Place,
        _ => Use::Government(75),
    }
}

/// Joined to another name, it is used as that one is.
fn conjunct(scene: &Scene<'_, '_>, tokens: TokenRange, first: TokenId) -> Use {
    match scene.hit_at(first) {
        Some(hit) if hit.tokens.start < tokens.start => match scene.choose(hit) {
            Some(Sense::Capital(_) | Sense::Place(_)) => usage(scene, hit.tokens),
            Some(Sense::State(_) | Sense::Organisation(_) | Sense::Body(_)) => {
                let of_place = scene.doc.child(first, Relation::Case).is_some_and(|case| {
                    matches!(&*scene.lower(case), "in" | "at" | "near" | "around" | "into" | "outside")
                });
                if of_place { Use::Place } else { Use::Government(70) }
            }
            _ => Use::Place,
        },
        _ => Use::Place,
    }
}

/// "Moscow–Kyiv relations" are of governments; "Moscow talks" are where they are held.
fn compound(scene: &Scene<'_, '_>, tokens: TokenRange, above: TokenId) -> Use {
    let doc = scene.doc;
    let beside = |hit: Option<&super::scene::Hit>| hit.is_some_and(|hit| scene.entity(hit).is_some());
    let before = tokens.start.0.checked_sub(1).map(TokenId).filter(|&t| scene.is_hyphen(t));
    let paired = (scene.is_hyphen_at(tokens.end) && beside(scene.hit_from(TokenId(tokens.end.0 + 1))))
        || before.is_some_and(|hyphen| beside(scene.hit_before(hyphen)));
    let lemma = &*doc.lemma(above).to_lowercase();
    if paired && doc.upos(above) != Upos::Propn {
        Use::Government(75)
    } else if doc.upos(above) == Upos::Noun && GOVERNMENT_HAS.has(lemma) {
        Use::Government(60)
    } else {
        Use::Place
    }
}

fn oblique(scene: &Scene<'_, '_>, head: TokenId, above: TokenId, relation: Relation) -> Use {
    let doc = scene.doc;
    let lemma = doc.lemma(above).to_lowercase();
    let lemma = &*lemma;
    if relation == Relation::NmodPoss {
        return if PLACE_HAS.has(lemma) { Use::Place } else { Use::Government(75) };
    }
    if relation == Relation::OblAgent {
        return Use::Government(80);
    }
    let Some(case) = doc.child(head, Relation::Case) else { return Use::Place };
    let visit = VISITS.has(lemma);
    match &*scene.lower(case) {
        "between" if CONNECTIONS.has(lemma) => Use::Place,
        "with" | "against" | "between" | "by" | "than" | "like" | "toward" | "towards" | "on" | "upon"
        | "versus" | "behind" => Use::Government(75),
        "to" if visit => Use::Host,
        "in" if matches!(lemma, "arrive" | "land" | "receive") => Use::Host,
        "to" | "for" => {
            let given = doc.upos(above) == Upos::Noun || GIVEN.has(lemma);
            if given && !SENT.has(lemma) { Use::Government(65) } else { Use::Place }
        }
        "from" => {
            if RECEIVED.has(lemma) {
                Use::Government(65)
            } else {
                Use::Place
            }
        }
        "of" => {
            let of_government = doc.upos(above) == Upos::Noun && !PLACE_HAS.has(lemma) && is_act(lemma);
            if of_government { Use::Government(60) } else { Use::Place }
        }
        _ => Use::Place,
    }
}

/// Whether a noun looks like what somebody does: "criticism", "rejection", "support".
pub(super) fn is_act(lemma: &str) -> bool {
    ACTS.has(lemma) || (lemma.len() > 5 && ENDINGS.ends(lemma))
}

//! What the document has spoken of so far, for whatever refers back.

use dualtrack_document::{Relation, SentenceId, Span, TokenId};

/// How many mentions a definite noun looks back: what lies further behind is no longer in a reader's mind either.
const LONGEST_MEMORY: usize = 400;

/// One mention, as later words look back on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) figure: usize,
    pub(super) head: TokenId,
    pub(super) sentence: SentenceId,
    /// The grammatical weight of its place: subjects 3, objects 2, others 1, possessors 0.
    pub(super) weight: u8,
    /// The quotation it stands in.
    pub(super) quote: Option<Span>,
}

/// How strongly a grammatical function draws later pronouns.
pub(super) fn weight(relation: Relation) -> u8 {
    match relation {
        Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter | Relation::OblAgent => 3,
        Relation::Obj | Relation::Iobj | Relation::Appos | Relation::Conj | Relation::Root => 2,
        Relation::NmodPoss | Relation::Compound | Relation::Amod | Relation::NmodDesc => 0,
        _ => 1,
    }
}

/// The mentions so far, by position.
#[derive(Debug, Default)]
pub(super) struct History {
    spots: Vec<Spot>,
}

impl History {
    pub(super) fn add(&mut self, spot: Spot) {
        self.spots.push(spot);
    }

    /// The mentions before `token`, the nearest first, no more than `sentences` sentences back.
    pub(super) fn back(
        &self,
        token: TokenId,
        sentence: SentenceId,
        sentences: u32,
    ) -> impl Iterator<Item = &Spot> {
        let near = move |spot: &&Spot| sentence.0.saturating_sub(spot.sentence.0) <= sentences;
        self.spots.iter().rev().filter(move |spot| spot.head < token).take_while(near)
    }

    /// The nearest mention of a figure that `fits`, anywhere before.
    pub(super) fn last(&self, token: TokenId, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let before = self.spots.iter().rev().filter(|spot| spot.head < token).take(LONGEST_MEMORY);
        before.map(|spot| spot.figure).find(|&figure| fits(figure))
    }
}

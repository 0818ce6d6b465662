//! The relations in which an event or a quotation stands: pairs of actors, each with those for whom they act.

use std::collections::BTreeSet;

use dualtrack_record::EventType;

/// Stands for anybody.
pub(crate) const ANYBODY: i64 = 0;

/// An actor and those for whom it acts, by their keys.
pub(crate) type Party = Vec<i64>;

/// A relation of two actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    pub(crate) source: i64,
    pub(crate) target: i64,
    /// Whether both do it together; which of them is the source then says nothing yet.
    pub(crate) mutual: bool,
}

/// The relations in which an event stands.
pub(crate) fn of_event(kind: EventType, actors: &[Party], recipients: &[Party]) -> BTreeSet<Pair> {
    let mut pairs = BTreeSet::new();
    let mut add = |source, target, mutual| {
        if source != target || source == ANYBODY {
            pairs.insert(Pair { source, target, mutual });
        }
    };
    add(ANYBODY, ANYBODY, false);
    for source in keys(actors) {
        add(source, ANYBODY, false);
        keys(recipients).for_each(|target| add(source, target, false));
    }
    keys(recipients).for_each(|target| add(ANYBODY, target, false));
    if recipients.is_empty() && is_mutual(kind) {
        for (at, one) in actors.iter().enumerate() {
            for other in &actors[at + 1..] {
                for &source in one {
                    other.iter().for_each(|&target| add(source, target, true));
                }
            }
        }
    }
    pairs
}

/// The relations in which a quotation stands.
pub(crate) fn of_quotation(speakers: &[Party], about: &[Party]) -> BTreeSet<(i64, i64)> {
    let mut pairs = BTreeSet::from([(ANYBODY, ANYBODY)]);
    for target in keys(about) {
        pairs.insert((ANYBODY, target));
    }
    for source in keys(speakers) {
        pairs.insert((source, ANYBODY));
        pairs.extend(keys(about).filter(|&target| target != source).map(|target| (source, target)));
    }
    pairs
}

fn keys(parties: &[Party]) -> impl Iterator<Item = i64> {
    parties.iter().flatten().copied()
}

/// Whether several actors without a recipient do it with each other, and not side by side.
const fn is_mutual(kind: EventType) -> bool {
    matches!(kind, EventType::Consult | EventType::Agree | EventType::Cooperate | EventType::Support)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs without those of anybody, mutual ones with a minus before the target.
    fn between(kind: EventType, actors: &[Party], recipients: &[Party]) -> Vec<(i64, i64)> {
        let pairs = of_event(kind, actors, recipients);
        let named = pairs.into_iter().filter(|pair| pair.source != ANYBODY && pair.target != ANYBODY);
        named.map(|pair| (pair.source, if pair.mutual { -pair.target } else { pair.target })).collect()
    }

    #[test]
    fn an_event_stands_in_the_relations_of_all_for_whom_its_parties_act() {
        use EventType::{Accuse, Consult};
        let (minister, both) = ([vec![10, 1]], [vec![10, 1], vec![2]]);
        assert_eq!(between(Accuse, &minister, &[vec![2]]), [(1, 2), (10, 2)]);
        assert_eq!(between(Consult, &both, &[]), [(1, -2), (10, -2)]);
        assert_eq!(between(Accuse, &both, &[]), []);
        assert_eq!(between(Accuse, &minister, &[vec![11, 1]]), [(1, 11), (10, 1), (10, 11)]);
    }

    #[test]
    fn every_event_is_one_of_anybody() {
        let pairs = of_event(EventType::Assault, &[], &[vec![5]]);
        let wanted =
            [(ANYBODY, ANYBODY), (ANYBODY, 5)].map(|(source, target)| Pair { source, target, mutual: false });
        assert_eq!(pairs.into_iter().collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn nobody_speaks_about_himself() {
        let pairs = of_quotation(&[vec![10, 1]], &[vec![1], vec![2]]);
        let named: Vec<_> =
            pairs.into_iter().filter(|&(speaker, about)| speaker != 0 && about != 0).collect();
        assert_eq!(named, [(1, 2), (10, 1), (10, 2)]);
    }
}

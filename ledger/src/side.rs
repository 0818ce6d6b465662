//! For whom an actor acts beside itself: a minister for his state, a ministry for its state.

use dualtrack_record::{Actor, ActorKind};

/// Sectors whose people do not act for their country, whatever office they claim.
const APART: [&str; 10] = ["OPP", "REB", "INS", "SEP", "RAD", "UAF", "CRM", "ELI", "REF", "IGO"];

/// The ids of those for whom `actor` acts; of "both sides" each of them.
pub(crate) fn sides(actor: &Actor) -> Vec<String> {
    match members(&actor.id) {
        Some(members) => members.map(str::to_owned).collect(),
        None => principal(actor).into_iter().collect(),
    }
}

/// The actors that "both sides" stands for; `None` for an actor that is one.
pub(crate) fn members(id: &str) -> Option<impl Iterator<Item = &str>> {
    id.contains('+').then(|| id.split('+'))
}

fn principal(actor: &Actor) -> Option<String> {
    let principal = match actor.kind {
        ActorKind::State | ActorKind::Organisation => None,
        ActorKind::Body => actor.country.clone().or_else(|| owner(&actor.id)),
        ActorKind::Person => office(actor).or_else(|| country(actor)),
        ActorKind::Group => country(actor),
    };
    principal.filter(|principal| *principal != actor.id && !principal.is_empty())
}

/// The state or organisation whose office a person holds.
fn office(actor: &Actor) -> Option<String> {
    let of = &actor.office.as_ref()?.of;
    let apart = APART.iter().any(|&sector| sector != "IGO" && actor.sectors.iter().any(|own| own == sector));
    (!apart).then(|| owner(of).unwrap_or_else(|| of.clone()))
}

/// The country of somebody who does not stand apart from it.
fn country(actor: &Actor) -> Option<String> {
    let apart = actor.sectors.iter().any(|sector| APART.contains(&sector.as_str()));
    actor.country.clone().filter(|_| !apart)
}

/// Whose part an id names: `RUS` of `RUS.MFA`.
fn owner(id: &str) -> Option<String> {
    id.split_once('.').map(|(owner, _)| owner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dualtrack_record::Office;

    fn actor(id: &str, kind: ActorKind, country: &str, sectors: &str, office: &str) -> Actor {
        let some = |word: &str| Some(word.to_owned()).filter(|word| !word.is_empty());
        Actor {
            id: id.to_owned(),
            name: id.to_owned(),
            kind,
            country: some(country),
            sectors: sectors.split_whitespace().map(str::to_owned).collect(),
            cameo: String::new(),
            office: some(office).map(|of| Office { title: String::new(), of, from: None, to: None }),
        }
    }

    #[test]
    fn actors_act_for_their_principals() {
        use ActorKind::{Body, Group, Organisation, Person, State};
        for (actor, wanted) in [
            (actor("RUS", State, "RUS", "", ""), &[][..]),
            (actor("NATO", Organisation, "", "IGO", ""), &[]),
            (actor("RUS.MFA", Body, "RUS", "MFA GOV", ""), &["RUS"]),
            (actor("NATO.MIL", Body, "", "MIL", ""), &["NATO"]),
            (actor("sergey-lavrov", Person, "RUS", "MFA GOV", "RUS"), &["RUS"]),
            (actor("a-minister", Person, "RUS", "MFA GOV", "RUS.MFA"), &["RUS"]),
            (actor("jens-stoltenberg", Person, "NOR", "IGO", "NATO"), &["NATO"]),
            (actor("an-official", Person, "PRT", "IGO", ""), &[]),
            (actor("a-former-one", Person, "COL", "ELI", ""), &[]),
            (actor("an-opponent", Person, "BLR", "OPP", "BLR"), &[]),
            (actor("NOR.BUS", Group, "NOR", "BUS", ""), &["NOR"]),
            (actor("farc", Group, "COL", "REB", ""), &[]),
            (actor("people", Group, "", "CVL", ""), &[]),
        ] {
            assert_eq!(sides(&actor), wanted, "{}", actor.id);
        }
    }

    #[test]
    fn both_sides_are_each_of_them() {
        let both = actor("NOR+sergey-lavrov", ActorKind::Group, "", "", "");
        assert_eq!(sides(&both), ["NOR", "sergey-lavrov"]);
    }
}

//! Who belonged to an organisation, and from when to when.

use jiff::civil::Date;

use crate::knowledge::Knowledge;
use crate::lexicon::Sense;

/// A member of an organisation, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The member's id.
    pub id: String,
    /// Its first day as a member; none where it is not known or goes back to the beginning.
    pub from: Option<Date>,
    /// Its last day; none where it is one still.
    pub to: Option<Date>,
}

impl Knowledge {
    /// The members of the organisation that goes by this id or name, all that it ever had as far as the tables know;
    /// none if there is no such organisation.
    ///
    /// ```
    /// let members = dualtrack_actors::Knowledge::built_in().memberships_of("NATO").expect("an organisation");
    /// assert!(members.iter().any(|member| member.id == "FIN" && member.from.is_some()));
    /// ```
    #[must_use]
    pub fn memberships_of(&self, organisation: &str) -> Option<Vec<Membership>> {
        let named = |id: &str| id.eq_ignore_ascii_case(organisation);
        let by_id = self.organisations.iter().find(|known| named(&known.id));
        let by_name = || {
            self.lexicon.look_up(organisation, true).iter().find_map(|posting| match posting.sense {
                Sense::Organisation(at) => self.organisations.get(at as usize),
                _ => None,
            })
        };
        let members = by_id.or_else(by_name)?.members.iter();
        let members = members.map(|&(member, period)| Membership {
            id: self.id_of(member).to_owned(),
            from: period.from.map(|day| day.first()),
            to: period.to.map(|day| day.last()),
        });
        Some(members.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn members_come_and_go() {
        let members = Knowledge::built_in().memberships_of("European Union").unwrap();
        let of = |id: &str| members.iter().find(|member| member.id == id).unwrap();
        assert_eq!((of("GBR").from, of("GBR").to), (Some(date(1973, 1, 1)), Some(date(2020, 1, 31))));
        assert_eq!(of("FRA").to, None);
        assert_eq!(Knowledge::built_in().memberships_of("Norway"), None);
    }
}

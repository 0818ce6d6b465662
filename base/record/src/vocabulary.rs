//! The closed vocabularies: event types, tracks, quads, statuses and the kinds of things.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A word that is not in a closed vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// The vocabulary that was asked ("event type").
    pub vocabulary: &'static str,
    /// The word that it does not hold.
    pub word: String,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is no {}", self.word, self.vocabulary)
    }
}

impl std::error::Error for UnknownWord {}

/// Defines an enum whose members have one written form each, used by serde, `Display` and `FromStr` alike.
macro_rules! vocabulary {
    ($(#[$outer:meta])* $name:ident, $what:literal { $($(#[$inner:meta])* $member:ident = $word:literal,)+ }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$inner])* #[serde(rename = $word)] $member,)+ }

        impl $name {
            /// Every member, in the order of its definition.
            pub const ALL: &'static [Self] = &[$(Self::$member,)+];

            /// The written form.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$member => $word,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                match word {
                    $($word => Ok(Self::$member),)+
                    _ => Err(UnknownWord { vocabulary: $what, word: word.to_owned() }),
                }
            }
        }
    };
}

vocabulary! {
    /// The sixteen event types of PLOVER (CODEBOOK.md, "Types").
    EventType, "event type" {
        /// Agrees, offers, promises, shows will to cooperate; any future cooperation.
        Agree = "AGREE",
        /// Meets, visits, hosts, negotiates, telephones.
        Consult = "CONSULT",
        /// Praises, endorses, recognises, signs or ratifies.
        Support = "SUPPORT",
        /// Concedes in words: eases, pardons, apologises, declares a ceasefire.
        Concede = "CONCEDE",
        /// Material cooperation for mutual benefit.
        Cooperate = "COOPERATE",
        /// Material help that mainly benefits the recipient.
        Aid = "AID",
        /// A concession that takes effect: withdraws, frees, disarms.
        Retreat = "RETREAT",
        /// Asks, appeals, demands, orders.
        Request = "REQUEST",
        /// Condemns, criticises, accuses, sues, investigates.
        Accuse = "ACCUSE",
        /// Refuses, declines, vetoes, cancels a meeting.
        Reject = "REJECT",
        /// Warns of force or of other serious consequences.
        Threaten = "THREATEN",
        /// Civilians demonstrate, strike, riot, boycott.
        Protest = "PROTEST",
        /// Cuts back relations: sanctions, expels, suspends, convicts.
        Sanction = "SANCTION",
        /// Moves or readies forces short of using them.
        Mobilize = "MOBILIZE",
        /// Repression short of violence: arrests, bans, censors, deports, hacks.
        Coerce = "COERCE",
        /// Force that can do serious physical harm.
        Assault = "ASSAULT",
    }
}

vocabulary! {
    /// The two tracks of a relation.
    Track, "track" {
        /// Cooperation.
        Cooperation = "cooperation",
        /// Conflict.
        Conflict = "conflict",
    }
}

vocabulary! {
    /// The quad classes: verbal or material, cooperation or conflict.
    Quad, "quad class" {
        /// Cooperation in words.
        VerbalCooperation = "verbal cooperation",
        /// Cooperation in deeds.
        MaterialCooperation = "material cooperation",
        /// Conflict in words.
        VerbalConflict = "verbal conflict",
        /// Conflict in deeds.
        MaterialConflict = "material conflict",
    }
}

vocabulary! {
    /// Whether an event happened (CODEBOOK.md, "Status").
    Status, "status" {
        /// It took place.
        Happened = "happened",
        /// It is taking place.
        Ongoing = "ongoing",
        /// It is announced for the future.
        Planned = "planned",
        /// It is wished, urged or welcomed as an aim.
        Desired = "desired",
        /// It stands under a condition or a possibility.
        Hypothetical = "hypothetical",
        /// The text says that it did not happen.
        Denied = "denied",
        /// It took place long before the story.
        Historical = "historical",
    }
}

vocabulary! {
    /// What kind of thing an actor is.
    ActorKind, "kind of actor" {
        /// A state as a whole.
        State = "state",
        /// A body of a state: its government, ministry, forces, parliament ("RUS.MIL").
        Body = "body",
        /// An organisation between or beside states.
        Organisation = "organisation",
        /// A person.
        Person = "person",
        /// Anything collective without a seat: rebels, protesters, companies, "NATO's members".
        Group = "group",
    }
}

vocabulary! {
    /// How a text refers to an actor.
    MentionKind, "kind of mention" {
        /// By name.
        Name = "name",
        /// By a common noun ("the alliance", "the foreign minister").
        Nominal = "nominal",
        /// By a pronoun.
        Pronoun = "pronoun",
    }
}

vocabulary! {
    /// How speech is reported.
    QuotationKind, "kind of quotation" {
        /// In quotation marks.
        Direct = "direct",
        /// In the reporter's words.
        Indirect = "indirect",
        /// Partly in quotation marks.
        Mixed = "mixed",
    }
}

vocabulary! {
    /// The form of a contact.
    ContactForm, "form of contact" {
        /// A meeting.
        Meeting = "meeting",
        /// A visit.
        Visit = "visit",
        /// A telephone or video call.
        Call = "call",
        /// Talks or negotiations.
        Talks = "talks",
        /// A summit.
        Summit = "summit",
        /// A briefing.
        Briefing = "briefing",
        /// A joint exercise.
        Exercise = "exercise",
        /// Letters, notes, messages.
        Correspondence = "correspondence",
    }
}

impl EventType {
    /// The track that the type stands on.
    #[must_use]
    pub const fn track(self) -> Track {
        match self.quad() {
            Quad::VerbalCooperation | Quad::MaterialCooperation => Track::Cooperation,
            Quad::VerbalConflict | Quad::MaterialConflict => Track::Conflict,
        }
    }

    /// The quad class of the type (CODEBOOK.md, "Types").
    #[must_use]
    pub const fn quad(self) -> Quad {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => Quad::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => Quad::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => Quad::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => {
                Quad::MaterialConflict
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_forms_read_back() {
        for &kind in EventType::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert_eq!("MEET".parse::<EventType>().unwrap_err().to_string(), "'MEET' is no event type");
    }

    #[test]
    fn seven_types_stand_on_the_cooperation_track() {
        let cooperation = EventType::ALL.iter().filter(|t| t.track() == Track::Cooperation).count();
        assert_eq!((cooperation, EventType::ALL.len()), (7, 16));
    }
}

//! The mentions layer: actors, where the text refers to them, and places.

use dualtrack_record::{Actor, MentionKind};

use crate::{ActorId, MentionId, SentenceId, Span, TokenId, TokenRange};

/// How a mention came to its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// By the name of the actor in the knowledge base.
    Name,
    /// By a name that the article introduced in full before ("Stoltenberg").
    Discourse,
    /// By a role, whose holder on the day is inferred ("Norway's foreign minister").
    Role,
    /// By the seat that stands for its government ("the Kremlin said").
    Metonym,
    /// By a common noun with a country or organisation ("Russian troops").
    Agent,
    /// By a pronoun or a definite noun that refers back.
    Coreference,
    /// A name that the knowledge base does not hold, kept under a slug of its own.
    Unknown,
}

impl Via {
    /// The word that `explain` shows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Discourse => "discourse",
            Self::Role => "role",
            Self::Metonym => "metonym",
            Self::Agent => "agent",
            Self::Coreference => "coreference",
            Self::Unknown => "unknown",
        }
    }
}

/// A stretch of text that refers to an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct MentionLine {
    /// The words; a name with its title and role is one mention ("NATO Secretary General Jens Stoltenberg").
    pub tokens: TokenRange,
    /// Where they stand.
    pub span: Span,
    /// The word that the others hang on: the one that carries the syntactic role.
    pub head: TokenId,
    /// The sentence.
    pub sentence: SentenceId,
    /// By name, noun or pronoun.
    pub kind: MentionKind,
    /// Whom it refers to.
    pub actor: ActorId,
    /// How that was found.
    pub via: Via,
    /// Confidence in percent.
    pub confidence: u8,
}

/// A place named in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The words.
    pub tokens: TokenRange,
    /// Where they stand.
    pub span: Span,
    /// The place's usual name.
    pub name: String,
    /// Its country (alpha-3), if it lies in one.
    pub country: Option<String>,
}

/// The actors of a document and its mentions of them.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// The actors, in the order of their first mention.
    pub actors: Vec<Actor>,
    /// The mentions, by position, the longer first where two begin together. A mention may lie inside another
    /// ("Norway" in "Norway's foreign minister"); two never cross.
    pub mentions: Vec<MentionLine>,
    /// Places, by position.
    pub places: Vec<Located>,
}

impl Mentions {
    /// One actor.
    #[must_use]
    pub fn actor(&self, actor: ActorId) -> &Actor {
        &self.actors[actor.index()]
    }

    /// Those of whom an actor consists: "they", with the id "NOR+RUS", are two; anybody else is alone.
    #[must_use]
    pub fn parts(&self, actor: ActorId) -> Vec<ActorId> {
        let of = |part: &str| self.actors.iter().position(|other| other.id == part).map(ActorId::from);
        let parts: Option<Vec<ActorId>> = self.actor(actor).id.split('+').map(of).collect();
        parts.filter(|parts| parts.len() > 1).unwrap_or_else(|| vec![actor])
    }

    /// One mention.
    #[must_use]
    pub fn mention(&self, mention: MentionId) -> &MentionLine {
        &self.mentions[mention.index()]
    }

    /// The actor that a mention refers to.
    #[must_use]
    pub fn actor_of(&self, mention: MentionId) -> &Actor {
        self.actor(self.mention(mention).actor)
    }

    /// The longest mention whose head word is `token`. Looks only at the mentions of one sentence, since none runs
    /// over its end.
    #[must_use]
    pub fn headed_by(&self, token: TokenId) -> Option<MentionId> {
        let end = self.mentions.partition_point(|m| m.tokens.start <= token);
        let sentence = self.mentions[..end].last()?.sentence;
        let near = self.mentions[..end].iter().enumerate().rev().take_while(|(_, m)| m.sentence == sentence);
        let longest = near.filter(|(_, m)| m.head == token).max_by_key(|(_, m)| m.tokens.len());
        longest.map(|(at, _)| at.into())
    }

    /// The mentions that lie in `span`, by position.
    pub fn within(&self, span: Span) -> impl Iterator<Item = MentionId> + '_ {
        let first = self.mentions.partition_point(|m| m.span.start < span.start);
        let ids = (first..self.mentions.len()).take_while(move |&at| self.mentions[at].span.start < span.end);
        ids.filter(move |&at| span.contains(self.mentions[at].span)).map(MentionId::from)
    }
}

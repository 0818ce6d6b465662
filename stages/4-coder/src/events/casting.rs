//! Casting: which actors of the document play a reading's roles.

use dualtrack_document::{ActorId, Doc, MentionId, Mentions, Relation, Role, TokenId, Upos, Via};
use dualtrack_record::{ActorKind, EventType, MentionKind, Quad, Status};

use crate::codebook::Codebook;
use crate::grammar::{self, Piece};
use crate::reading::Reading;

use super::merge;

/// Who acts, and to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cast {
    pub(crate) actors: Vec<Role>,
    pub(crate) recipients: Vec<Role>,
    /// Whether the words name as recipient only who acts: "Japan froze loans to *the country*" means another one.
    pub(crate) names_only_itself: bool,
    /// Whether it is no event unless the story tells to whom it is done.
    pub(crate) wants_recipient: bool,
}

impl Cast {
    /// The cast of a reading, or why it is no event of this document.
    pub(crate) fn of(
        codebook: &Codebook,
        doc: Doc<'_>,
        mentions: &Mentions,
        reading: &Reading<'_>,
    ) -> Result<Self, &'static str> {
        let verbal = matches!(reading.kind.quad(), Quad::VerbalCooperation | Quad::VerbalConflict)
            && reading.kind != EventType::Consult;
        let casting = Casting { doc, mentions, verbal };
        if casting.is_modifier(reading) {
            return Err("only a modifier of another noun");
        }
        // What lies or happens somewhere is nobody's there: "the agreement in Algiers ends the war".
        let mut actors = Casting { verbal: true, ..casting }.roles(&reading.actors);
        let mut recipients = casting.roles(&reading.recipients);
        // "Were shot": the subject of a passive suffers, however mutual the act may be.
        let suffers = doc.upos(reading.head) == Upos::Verb && grammar::is_passive(doc, reading.head);
        if reading.reciprocal && reading.actors.is_empty() && !suffers {
            std::mem::swap(&mut actors, &mut recipients);
        }
        let named = !recipients.is_empty();
        recipients.retain(|recipient| actors.iter().all(|actor| actor.actor != recipient.actor));
        // Nobody denies to his own state what it is accused of.
        if matches!(reading.kind, EventType::Reject | EventType::Request | EventType::Accuse) {
            let own = |recipient: &Role| {
                let state = mentions.actor(recipient.actor).kind == ActorKind::State;
                let same = |actor: &Role| {
                    merge::side(mentions, actor.actor) == merge::side(mentions, recipient.actor)
                };
                state && actors.iter().all(same)
            };
            recipients.retain(|recipient| actors.is_empty() || !own(recipient));
        }
        let only_themselves = named && recipients.is_empty() && casting.refers_back(&reading.recipients);
        // Who resigns gives up an office of his own state; who moves, offers or withdraws troops does not do it
        // to them.
        if reading.mode == Some("resign") || is_for_others(reading.kind) {
            let side = |role: &Role| merge::side(mentions, role.actor);
            recipients.retain(|recipient| {
                reading.mode != Some("resign") && !casting.is_soldier(recipient)
                    || actors.iter().all(|actor| side(actor) != side(recipient))
            });
        }
        let needed = codebook.types.get(reading.kind).is_some_and(|kind| kind.needs_recipient);
        if recipients.is_empty() && needed && !only_themselves {
            recipients = casting.roles(&reading.others);
            recipients.retain(|recipient| actors.iter().all(|actor| actor.actor != recipient.actor));
        }
        if !actors.iter().chain(&recipients).any(|role| casting.is_somebody(*role)) {
            return Err("nobody who belongs to a state, an organisation or a movement");
        }
        if actors.is_empty() && !casting.is_suffered(reading, &recipients) {
            return Err("nobody known does it");
        }
        // "It is possible to have a relationship with Russia": of the two sides of a wish only the other one is named.
        let alone =
            reading.reciprocal && reading.actors.is_empty() && actors.len() == 1 && recipients.is_empty();
        if alone && matches!(reading.status, Status::Desired | Status::Hypothetical) {
            return Err("nobody known who wishes it");
        }
        if !actors.is_empty() && !casting.has_standing(reading.kind, &actors) {
            return Err("nobody who could do it in the name of a state, an organisation or a movement");
        }
        // "Both sides met": several who meet are all actors; one alone met nobody.
        let together = reading.reciprocal && actors.len() > 1;
        let wants_recipient = recipients.is_empty() && needed && !together;
        Ok(Self { actors, recipients, names_only_itself: only_themselves, wants_recipient })
    }
}

/// Types of what one side does to another, never to its own soldiers.
fn is_for_others(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Agree
            | EventType::Concede
            | EventType::Retreat
            | EventType::Cooperate
            | EventType::Aid
            | EventType::Mobilize
            | EventType::Threaten
    )
}

/// Sectors of private life: whoever belongs to no other speaks for no side.
const PRIVATE: &[&str] = &["CVL", "BUS", "LAB", "AGR", "EDU", "HLH", "MED", "CRM", "ELI", "REF"];

#[derive(Clone, Copy)]
struct Casting<'a> {
    doc: Doc<'a>,
    mentions: &'a Mentions,
    /// Whether it is only words: then a place is none to whom it is done.
    verbal: bool,
}

impl Casting<'_> {
    /// Whether an act only tells what kind of thing another noun means: "*attack* helicopters", "a *peace* plan".
    fn is_modifier(&self, reading: &Reading<'_>) -> bool {
        let head = reading.head;
        self.doc.relation(head) == Relation::Compound
            && self.doc.upos(head).is_nominal()
            && self.doc.head(head).is_some_and(|noun| noun > head && self.doc.upos(noun) == Upos::Noun)
    }

    /// The actors named by noun phrases, each once.
    fn roles(&self, heads: &[TokenId]) -> Vec<Role> {
        let mut roles: Vec<Role> = Vec::new();
        for mention in heads.iter().flat_map(|&head| self.mentions_at(head)) {
            for actor in self.members(mention) {
                if roles.iter().all(|role| role.actor != actor) {
                    roles.push(Role { actor, mention });
                }
            }
        }
        let introduces = |role: &Role| roles.iter().any(|named| self.introduces(*role, *named));
        let kept: Vec<Role> = roles.iter().filter(|role| !introduces(role)).copied().collect();
        kept
    }

    /// Whether a common noun only tells what the name right behind it is: "the Islamist *group* Hamas".
    fn introduces(&self, noun: Role, name: Role) -> bool {
        let [noun_line, name_line] = [noun, name].map(|role| self.mentions.mention(role.mention));
        noun_line.kind == MentionKind::Nominal
            && name_line.kind == MentionKind::Name
            && noun_line.tokens.end == name_line.tokens.start
    }

    /// Whether a role is played by a power, by somebody who belongs to one, or by somebody with a name.
    fn is_somebody(&self, role: Role) -> bool {
        let mention = self.mentions.mention(role.mention);
        // The members of an organisation are written as a part of it: "NATO.members".
        let part = self.mentions.actor(role.actor).id.contains('.');
        part || merge::is_known(self.mentions, role.actor) || mention.kind == MentionKind::Name
    }

    /// Whether force is used against somebody known by nobody whom the text names: "a soldier was shot", "a bomb exploded".
    fn is_suffered(&self, reading: &Reading<'_>, recipients: &[Role]) -> bool {
        reading.kind == EventType::Assault
            && reading.actors.is_empty()
            && matches!(reading.status, Status::Happened | Status::Ongoing)
            && self.doc.upos(reading.head) == Upos::Verb
            && self.doc.child(reading.head, Relation::AuxPass).is_some()
            && recipients.iter().any(|role| merge::is_known(self.mentions, role.actor))
    }

    /// Whether one of the noun phrases refers back to somebody by a pronoun or a common noun: "him", "the country".
    fn refers_back(&self, heads: &[TokenId]) -> bool {
        let mentions = heads.iter().filter_map(|&head| self.mentions.headed_by(head));
        mentions.into_iter().any(|mention| self.mentions.mention(mention).via == Via::Coreference)
    }

    /// Whether somebody is a soldier, or many of them.
    fn is_soldier(&self, role: &Role) -> bool {
        self.mentions.actor(role.actor).sectors.iter().any(|sector| sector == "MIL")
    }

    /// Whether anybody among the actors can do such a thing as one of the two sides of a relation. People of no country do only
    /// what people do anywhere: they protest, ask, accuse, reject, threaten, and use force.
    fn has_standing(&self, kind: EventType, actors: &[Role]) -> bool {
        let takes_a_side = !matches!(kind.quad(), Quad::VerbalCooperation | Quad::MaterialCooperation);
        takes_a_side
            || actors.iter().any(|role| {
                let actor = self.mentions.actor(role.actor);
                let private = actor.sectors.iter().all(|sector| PRIVATE.contains(&sector.as_str()));
                actor.kind != ActorKind::Group
                    || actor.country.is_some()
                    || !private
                    || actor.sectors.is_empty()
            })
    }

    /// Those who act together under one mention, each: "they", with the id "NOR+RUS", and those after whom the body is
    /// named in which they meet ("the *NATO*-*Russia* Council"); anybody else alone.
    fn members(&self, mention: MentionId) -> Vec<ActorId> {
        let line = self.mentions.mention(mention);
        let actor = line.actor;
        if self.mentions.actor(actor).kind == ActorKind::Organisation {
            let mut named: Vec<ActorId> = Vec::new();
            for at in self.mentions.within(line.span) {
                let inner = self.mentions.mention(at).actor;
                if inner != actor && !named.contains(&inner) {
                    named.push(inner);
                }
            }
            if named.len() > 1 {
                return named;
            }
        }
        self.mentions.parts(actor)
    }

    /// The mention that a noun phrase's head carries; else its antecedent's, if it is a pronoun; else the nearest inside, with
    /// those coordinated with it ("the leaders of Egypt and Israel").
    fn mentions_at(&self, head: TokenId) -> Vec<MentionId> {
        if let Some(mention) = self.mentions.headed_by(head) {
            let owners = if self.is_nobody_in_particular(mention) { self.owners(head) } else { Vec::new() };
            if !owners.is_empty() {
                return owners;
            }
            let mut all = vec![mention];
            all.extend(self.further_owners(head, mention));
            all.extend(self.listed_persons(head, mention));
            return all;
        }
        if grammar::is_pronoun(self.doc, head) {
            return grammar::antecedent(self.doc, head).map_or_else(Vec::new, |named| self.inside(named));
        }
        let inside = self.inside(head);
        // "Praised the steps that *Norway* had taken".
        if inside.is_empty()
            && let Some(clause) = self.doc.child(head, Relation::AclRelcl)
            && let Some(subject) = grammar::own_subject(self.doc, clause)
            && grammar::resolve_relative(self.doc, subject) == subject
        {
            return self.inside(subject);
        }
        // "Russia is a neighbour which we …": what somebody is stands for them.
        if inside.is_empty() && self.doc.child(head, Relation::Cop).is_some() {
            return grammar::own_subject(self.doc, head)
                .map_or_else(Vec::new, |subject| self.inside(subject));
        }
        inside
    }

    /// Whether a mention is a common noun of which no country is known: "leaders", "troops".
    fn is_nobody_in_particular(&self, mention: MentionId) -> bool {
        let line = self.mentions.mention(mention);
        line.kind == MentionKind::Nominal && self.mentions.actor(line.actor).country.is_none()
    }

    /// Those whose it is: "the leaders *of Egypt and Israel*", "*Thai and Cambodian* troops".
    fn owners(&self, head: TokenId) -> Vec<MentionId> {
        let pieces = grammar::pieces(self.doc, head);
        let owners = pieces.iter().filter(|(_, piece)| *piece == Piece::Owner);
        let mut found: Vec<MentionId> = owners
            .filter_map(|&(word, _)| self.mentions.headed_by(word))
            .filter(|&m| self.is_known(m))
            .collect();
        found.sort_unstable();
        found
    }

    /// Other persons that a parser hung on the first of a list as its appositions: "Merkel, *Hollande* and *Putin*".
    fn listed_persons(&self, head: TokenId, mention: MentionId) -> Vec<MentionId> {
        let first = self.mentions.actor_of(mention);
        if first.kind != ActorKind::Person {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut open = vec![head];
        while let Some(at) = open.pop() {
            for &child in self.doc.children(at) {
                if !matches!(self.doc.relation(child), Relation::Appos | Relation::Conj | Relation::List) {
                    continue;
                }
                open.push(child);
                let named = self.mentions.headed_by(child).filter(|&m| {
                    let actor = self.mentions.actor_of(m);
                    self.mentions.mention(m).kind == MentionKind::Name
                        && actor.kind == ActorKind::Person
                        && actor.id != first.id
                });
                found.extend(named);
            }
        }
        found.sort_unstable();
        found
    }

    /// The other owners of a common noun that has the first one's name in its mention: "envoys from Egypt, *Israel* and *Jordan*".
    fn further_owners(&self, head: TokenId, mention: MentionId) -> Vec<MentionId> {
        let line = self.mentions.mention(mention);
        if line.kind != MentionKind::Nominal {
            return Vec::new();
        }
        let owner = |&child: &TokenId| {
            grammar::markers(self.doc, child).any(|m| matches!(self.doc.lemma(m), "of" | "from"))
        };
        let mut together = grammar::Tokens::new();
        for &child in self.doc.children(head).iter().filter(|child| owner(child)) {
            let mut all = grammar::Tokens::new();
            grammar::with_conjuncts(self.doc, child, &mut all);
            together.extend(all.into_iter().filter(|&word| word != child));
        }
        together.sort_unstable();
        let mentions = together.iter().filter_map(|&word| self.mentions.headed_by(word));
        mentions.filter(|&m| self.is_known(m)).collect()
    }

    fn is_known(&self, mention: MentionId) -> bool {
        let actor = self.mentions.actor_of(mention);
        actor.country.is_some() || matches!(actor.kind, ActorKind::State | ActorKind::Organisation)
    }

    fn inside(&self, head: TokenId) -> Vec<MentionId> {
        let pieces = grammar::pieces(self.doc, head);
        let somewhere = |word: TokenId| {
            let mut path = std::iter::once(word).chain(self.doc.ancestors(word)).take_while(|&at| at != head);
            path.any(|at| {
                grammar::markers(self.doc, at).any(|m| {
                    matches!(
                        self.doc.lemma(m),
                        "in" | "at" | "near" | "outside" | "inside" | "after" | "before" | "since" | "during"
                    )
                })
            })
        };
        let fits =
            |word: TokenId| self.mentions.headed_by(word).is_some() && !(self.verbal && somewhere(word));
        let Some(&(nearest, _)) = pieces.iter().find(|&&(word, _)| fits(word)) else {
            return Vec::new();
        };
        let mut together = grammar::Tokens::new();
        grammar::with_conjuncts(self.doc, nearest, &mut together);
        together.iter().filter_map(|&word| self.mentions.headed_by(word)).collect()
    }
}

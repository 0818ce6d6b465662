//! Contacts: who met whom, in what form, in which standing body.
//!
//! A contact is read off an event that is one: talks, visits, calls, letters (CONSULT), and joint exercises
//! (COOPERATE). The form is told by the event's mode and words, the body by a name in its clause ("the NATO-Russia
//! Council"), whose members take part where the text says no more.

mod forms;

use dualtrack_document::{ActorId, Doc, EventId, EventLine, Mentions, Relation, TokenId, TokenRange, Upos};
use dualtrack_document::{ContactLine, MentionId, Span};
use dualtrack_record::{ActorKind, ContactForm, EventType, Status};

pub use forms::Forms;

/// The contacts that `events` state, by event.
#[must_use]
pub fn from_events(
    doc: Doc<'_>,
    mentions: &Mentions,
    events: &[EventLine],
    forms: &Forms,
) -> Vec<ContactLine> {
    let reader = Reader { doc, mentions, forms };
    let lines = events.iter().enumerate().filter_map(|(at, event)| reader.contact(at.into(), event));
    let mut lines: Vec<ContactLine> = lines.collect();
    go_on(events, &mut lines);
    // Nobody meets alone: the text does not say whom.
    lines.retain(|line| line.participants.len() > 1);
    lines
}

/// Where only one side of a contact is named, it goes on with the contact told right before, if that side took part in it:
/// "the council met in May; we discussed trade".
fn go_on(events: &[EventLine], lines: &mut [ContactLine]) {
    for at in 1..lines.len() {
        let (before, rest) = lines.split_at_mut(at);
        let (Some(last), Some(line)) = (before.last(), rest.first_mut()) else { continue };
        let sentences = [last, line].map(|line| events[line.event.index()].sentence.0);
        let follows = sentences[1].saturating_sub(sentences[0]) <= 1;
        let alone = line.participants.len() == 1 && line.forum.is_none();
        if follows
            && alone
            && last.participants.len() > 1
            && last.participants.contains(&line.participants[0])
        {
            line.participants.clone_from(&last.participants);
            line.forum.clone_from(&last.forum);
        }
    }
}

struct Reader<'a> {
    doc: Doc<'a>,
    mentions: &'a Mentions,
    forms: &'a Forms,
}

/// The standing body of a contact: its name, the words that name it, and itself if it is an actor.
struct Forum {
    name: String,
    span: Span,
    actor: Option<ActorId>,
}

impl Reader<'_> {
    fn contact(&self, id: EventId, event: &EventLine) -> Option<ContactLine> {
        let form = self.form(event)?;
        let forum = self.forum(event);
        let participants = self.participants(event, forum.as_ref());
        if participants.is_empty() {
            return None;
        }
        Some(ContactLine { event: id, form, forum: forum.map(|forum| forum.name), participants })
    }

    /// The form of the contact that an event is, if it is one and was not denied or only imagined.
    fn form(&self, event: &EventLine) -> Option<ContactForm> {
        if matches!(event.status, Status::Denied | Status::Hypothetical) {
            return None;
        }
        let by_words = self.form_by_words(event.trigger_tokens);
        match event.kind {
            EventType::Consult => Some(match (event.mode.as_deref(), by_words) {
                (Some("phone"), _) => ContactForm::Call,
                (_, Some(form)) => form,
                (Some("visit"), None) => ContactForm::Visit,
                _ => ContactForm::Meeting,
            }),
            EventType::Cooperate => by_words.filter(|form| *form == ContactForm::Exercise),
            _ => None,
        }
    }

    /// The form that the trigger's words, or those that hang on it, speak of.
    fn form_by_words(&self, trigger: TokenRange) -> Option<ContactForm> {
        let own = trigger.iter().map(|token| self.doc.lemma(token));
        own.clone().find_map(|lemma| self.forms.form(lemma)).or_else(|| {
            let modifies = |&child: &TokenId| {
                matches!(self.doc.relation(child), Relation::Compound | Relation::Amod | Relation::Obj)
            };
            let children = trigger.iter().flat_map(|token| self.doc.children(token).iter().copied());
            children.filter(modifies).find_map(|child| self.forms.form(self.doc.lemma(child)))
        })
    }

    /// The body named in the clause of the event: one that the knowledge base holds, else a capitalised name that ends
    /// as such names do.
    fn forum(&self, event: &EventLine) -> Option<Forum> {
        let clause = self.clause(event.trigger_tokens.start);
        self.known_forum(clause, event).or_else(|| self.named_forum(clause))
    }

    fn known_forum(&self, clause: TokenRange, event: &EventLine) -> Option<Forum> {
        let within = self.mentions.within(self.doc.span(clause));
        let forums = within.filter(|&at| {
            let actor = self.mentions.actor_of(at);
            actor.kind == ActorKind::Organisation && self.forms.is_forum(&actor.name)
        });
        let nearest = forums.min_by_key(|&at| {
            let head = self.mentions.mention(at).head;
            head.0.abs_diff(event.trigger_tokens.start.0)
        })?;
        let line = self.mentions.mention(nearest);
        Some(Forum {
            name: self.mentions.actor_of(nearest).name.clone(),
            span: line.span,
            actor: Some(line.actor),
        })
    }

    /// "the Barents Council", "the Normandy format": names that the knowledge base does not hold.
    fn named_forum(&self, clause: TokenRange) -> Option<Forum> {
        let doc = self.doc;
        clause.iter().find_map(|head| {
            let start = self.name_start(clause, head)?;
            let span = doc.span(TokenRange { start, end: TokenId(head.0 + 1) });
            let name = span.of(doc.text);
            (start < head && self.forms.is_forum(name)).then(|| Forum {
                name: name.to_owned(),
                span,
                actor: None,
            })
        })
    }

    /// Where the run of capitalised words begins that `head` closes.
    fn name_start(&self, clause: TokenRange, head: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let capital = |token: TokenId| doc.form(token).starts_with(char::is_uppercase);
        if !self.forms.is_forum_head(doc.lemma(head)) || !(capital(head) || doc.lemma(head) == "format") {
            return None;
        }
        let before = TokenRange { start: clause.start, end: head };
        let joins = |token: &TokenId| {
            let name = capital(*token) && doc.upos(*token) != Upos::Det;
            name || matches!(doc.form(*token), "-" | "–")
        };
        let run: Vec<TokenId> = before.iter().rev().take_while(joins).collect();
        run.into_iter().rev().find(|&token| capital(token))
    }

    /// Everybody who takes part: the event's actors and recipients without the body itself; if that leaves nobody or
    /// only one, those whom the body's name names.
    fn participants(&self, event: &EventLine, forum: Option<&Forum>) -> Vec<ActorId> {
        let body = forum.and_then(|forum| forum.actor);
        let mut found = Vec::new();
        let roles = event.actors.iter().chain(&event.recipients).map(|role| role.actor);
        roles.filter(|actor| Some(*actor) != body).for_each(|actor| push(&mut found, actor));
        if let Some(forum) = forum.filter(|_| found.len() < 2) {
            self.members(forum).for_each(|actor| push(&mut found, actor));
        }
        found
    }

    /// The actors named in a body's name ("the *NATO*-*Russia* Council").
    fn members(&self, forum: &Forum) -> impl Iterator<Item = ActorId> {
        let inside: Vec<MentionId> = self.mentions.within(forum.span).collect();
        let nested = inside.into_iter().map(|at| self.mentions.mention(at).actor);
        let nested: Vec<ActorId> = nested.filter(|actor| Some(*actor) != forum.actor).collect();
        nested.into_iter()
    }

    /// The words of the clause that a word stands in.
    fn clause(&self, token: TokenId) -> TokenRange {
        let above = std::iter::once(token).chain(self.doc.ancestors(token));
        let head = above.into_iter().find(|&at| {
            let relation = self.doc.relation(at);
            relation == Relation::Root || relation.is_clausal() && relation != Relation::Xcomp
        });
        self.doc.subtree(head.unwrap_or(token))
    }
}

fn push(found: &mut Vec<ActorId>, actor: ActorId) {
    if !found.contains(&actor) {
        found.push(actor);
    }
}

#[cfg(test)]
mod tests;

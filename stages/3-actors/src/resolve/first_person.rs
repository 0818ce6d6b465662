//! "I" and "we" in quotations, once it is known who speaks.

use dualtrack_document::{ActorId, Doc, MentionLine, Mentions, Span, TokenId, TokenRange, Via};
use dualtrack_record::{Actor, ActorKind, MentionKind};

use crate::knowledge::Knowledge;

impl Knowledge {
    /// Adds the mentions of the first person inside quotations to `mentions`: "I" is the speaker, "we" the side for
    /// which the speaker holds office. `speakers` gives the quoted stretches with whoever speaks there; where two
    /// hold a word, the shorter counts.
    ///
    /// Positions of mentions change: call it before anything refers to them by [`dualtrack_document::MentionId`].
    /// Ids of actors stay.
    pub fn resolve_first_person(&self, mentions: &mut Mentions, doc: Doc<'_>, speakers: &[(Span, ActorId)]) {
        let mut found = Vec::new();
        for (span, _) in speakers {
            for word in doc.syntax.tokens_in(*span).iter() {
                found.push(word);
            }
        }
        found.sort_unstable();
        found.dedup();
        let fresh: Vec<_> = found
            .into_iter()
            .filter_map(|word| {
                let plural = is_plural(doc.form(word))?;
                let at = doc.token(word).span;
                let around = speakers.iter().filter(|(span, _)| span.contains(at));
                let &(_, speaker) = around.min_by_key(|(span, _)| span.len())?;
                let actor = if plural { self.side(mentions, speaker)? } else { speaker };
                Some(line(doc, word, actor))
            })
            .collect();
        mentions.mentions.retain(|old| fresh.iter().all(|new| new.tokens != old.tokens));
        mentions.mentions.extend(fresh);
        mentions.mentions.sort_by_key(|line| (line.span.start, std::cmp::Reverse(line.span.end)));
    }

    /// The side that "we" means when `speaker` speaks.
    fn side(&self, mentions: &mut Mentions, speaker: ActorId) -> Option<ActorId> {
        let actor = mentions.actor(speaker);
        if actor.kind != ActorKind::Person {
            return Some(speaker);
        }
        let of = match &actor.office {
            Some(office) => office.of.clone(),
            None if actor.sectors.iter().any(|sector| matches!(&**sector, "GOV" | "MFA" | "MIL" | "LEG")) => {
                actor.country.clone()?
            }
            None => return None,
        };
        if let Some(at) = mentions.actors.iter().position(|actor| actor.id == of) {
            return Some(at.into());
        }
        let side: Actor = self.actor(*self.by_id.get(of.as_str())?, None);
        mentions.actors.push(side);
        Some((mentions.actors.len() - 1).into())
    }
}

/// Whether a word of the first person is plural; nothing for other words.
fn is_plural(form: &str) -> Option<bool> {
    match form {
        // "US" in capitals is a state.
        "I" => Some(false),
        _ => match &*form.to_lowercase() {
            "me" | "my" | "mine" | "myself" => Some(false),
            "we" | "our" | "ours" | "ourselves" => Some(true),
            "us" if form != "US" => Some(true),
            _ => None,
        },
    }
}

fn line(doc: Doc<'_>, word: TokenId, actor: ActorId) -> MentionLine {
    MentionLine {
        tokens: TokenRange { start: word, end: TokenId(word.0 + 1) },
        span: doc.token(word).span,
        head: word,
        sentence: doc.syntax.sentence_of(word),
        kind: MentionKind::Pronoun,
        actor,
        via: Via::Coreference,
        confidence: 85,
    }
}

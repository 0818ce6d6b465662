//! Events: readings whose roles are played by actors of the document, with date, place, status and speaker.

mod background;
mod cameo;
mod casting;
mod merge;
mod place;
mod sides;
mod told;

use dualtrack_document::{
    ActorId, Coding, Doc, EventLine, IssueLine, Mentions, QuotationId, QuotationLine, Relation, SentenceId,
    Span, TokenId, When, Where,
};
use dualtrack_record::Status;
use jiff::civil::Date;

use crate::codebook::Codebook;
use crate::reading::{Reader, Reading};
use crate::times::Times;
use crate::{contacts, issues, quotations};

pub(crate) use casting::Cast;

/// What is known about a document besides its text.
#[derive(Debug, Clone, Default)]
pub struct Context<'a> {
    /// The day of publication.
    pub published: Option<Date>,
    /// The place of the dateline.
    pub dateline: Option<Where>,
    /// The headline: where the body repeats it, it is not read again.
    pub title: Option<&'a str>,
}

impl Codebook {
    /// Reads quotations, events, contacts and issues.
    #[must_use]
    pub fn code(&self, doc: Doc<'_>, mentions: &Mentions, context: &Context<'_>) -> Coding {
        let issues = issues::find(doc, &self.issues);
        let mut quotations = quotations::find(doc, mentions, &self.cues);
        for quotation in &mut quotations {
            let touched = |issue: &IssueLine| {
                issue.spans.iter().any(|&part| quotation.content.iter().any(|content| content.contains(part)))
            };
            quotation.issues = issues.iter().filter(|i| touched(i)).map(|i| i.issue.clone()).collect();
        }
        let scene = Scene {
            codebook: self,
            doc,
            mentions,
            times: Times::new(doc, context.published, &self.periods),
            quotations: &quotations,
            issues: &issues,
            context,
        };
        let mut events = scene.events();
        merge::merge(mentions, &mut events);
        merge::prune(&mut events);
        events.sort_by_key(|event| (event.trigger, event.kind));
        quotations::settle_tracks(doc, &mut quotations, &events, &self.cues);
        let contacts = contacts::from_events(doc, mentions, &events, &self.forms);
        Coding { quotations, events, contacts, issues }
    }
}

/// Everything that an event's parts are read from.
struct Scene<'a> {
    codebook: &'a Codebook,
    doc: Doc<'a>,
    mentions: &'a Mentions,
    times: Times,
    quotations: &'a [QuotationLine],
    issues: &'a [IssueLine],
    context: &'a Context<'a>,
}

impl<'a> Scene<'a> {
    fn events(&self) -> Vec<EventLine> {
        let mut reader = Reader::new(self.codebook, self.doc, Some(self.mentions));
        let mut events = Vec::new();
        if background::is_apart(self) {
            return events;
        }
        for at in 0..self.doc.syntax.sentences().len() {
            let sentence = SentenceId::from(at);
            if self.is_headline(sentence) {
                continue;
            }
            let mut readings: Vec<&Reading<'_>> = reader.sentence(sentence).iter().collect();
            readings.sort_by_key(|reading| reading.trigger.start);
            for reading in readings {
                events.extend(self.event(sentence, reading, &events));
            }
        }
        events
    }

    /// Whether a sentence is the headline again, whatever its punctuation.
    fn is_headline(&self, sentence: SentenceId) -> bool {
        let Some(title) = self.context.title else { return false };
        let text = self.doc.syntax.sentence(sentence).span.of(self.doc.text);
        letters(text).eq(letters(title)) && letters(title).next().is_some()
    }

    /// The event of a reading; absent where nobody known plays a role that its type needs.
    fn event(&self, sentence: SentenceId, reading: &Reading<'_>, told: &[EventLine]) -> Option<EventLine> {
        if reading.consumed || reading.dormant || background::is_description(self, reading) {
            return None;
        }
        let cast = Cast::of(self.codebook, self.doc, self.mentions, reading).ok()?;
        let cast = self.in_story(sentence, reading, cast, told)?;
        let date = self.times.for_event(self.doc, self.doc.head_of(reading.trigger));
        let mode = reading.mode.map(str::to_owned);
        let said_by = self.said_by(self.doc.span(reading.trigger));
        let status = self.status(reading, date.as_ref());
        Some(EventLine {
            kind: reading.kind,
            score: self.codebook.types.score(reading.kind, reading.mode),
            cameo: cameo::code(self.codebook, reading),
            contexts: self.contexts(sentence, reading),
            place: place::of(self, sentence, reading, said_by.is_some()),
            issues: self.issues_of(sentence, reading),
            mode,
            actors: cast.actors,
            recipients: cast.recipients,
            status,
            date,
            said_by,
            trigger: self.doc.span(reading.trigger),
            trigger_tokens: reading.trigger,
            sentence,
            why: self.codebook.why(reading),
        })
    }

    /// A cast with what the story so far knows better than the sentence; absent where nobody is known to whom it is done.
    fn in_story(
        &self,
        sentence: SentenceId,
        reading: &Reading<'_>,
        mut cast: Cast,
        told: &[EventLine],
    ) -> Option<Cast> {
        sides::settle_companies(self, &mut cast, told);
        if !cast.recipients.iter().any(|role| self.is_known(role.actor)) {
            let mut found = told::recipients(self, reading, &cast, told);
            if found.is_empty() {
                found = sides::recipients(self, sentence, reading, &cast, told);
            }
            if !found.is_empty() {
                cast.recipients = found;
            }
        }
        (!cast.wants_recipient || !cast.recipients.is_empty()).then_some(cast)
    }

    /// The power that an actor belongs to: a person's organisation or state, a body's state; anybody else alone.
    fn side(&self, actor: ActorId) -> &str {
        merge::side(self.mentions, actor)
    }

    /// Whether an actor is a power, or belongs to one.
    fn is_known(&self, actor: ActorId) -> bool {
        merge::is_known(self.mentions, actor)
    }

    /// The status, in view of the date: what lies long before the story is history.
    fn status(&self, reading: &Reading<'_>, date: Option<&When>) -> Status {
        let took_place = matches!(reading.status, Status::Happened | Status::Ongoing);
        let long_ago = date.is_some_and(|date| self.times.is_historical(date));
        if took_place && long_ago { Status::Historical } else { reading.status }
    }

    /// The innermost quotation in whose content the words stand.
    fn said_by(&self, trigger: Span) -> Option<QuotationId> {
        let inside = |quotation: &QuotationLine| quotation.content.iter().any(|part| part.contains(trigger));
        let length = |quotation: &QuotationLine| quotation.content.iter().map(|part| part.len()).sum::<u32>();
        let quotations = self.quotations.iter().enumerate().filter(|(_, quotation)| inside(quotation));
        quotations.min_by_key(|(_, quotation)| length(quotation)).map(|(at, _)| QuotationId::from(at))
    }

    /// The entry's contexts, its mode's, and those whose words stand in the sentence, in the codebook's order.
    fn contexts(&self, sentence: SentenceId, reading: &Reading<'_>) -> Vec<String> {
        let of_mode = reading.mode.and_then(|mode| self.codebook.types.mode(reading.kind, mode));
        let in_sentence = self.codebook.contexts_in(self.doc, sentence);
        let holds = |at: usize, name: &str| {
            (reading.contexts | in_sentence) & (1 << at) != 0
                || of_mode.is_some_and(|mode| mode.contexts.iter().any(|c| c == name))
        };
        let all = self.codebook.contexts.iter().enumerate();
        all.filter(|(at, context)| holds(*at, &context.name))
            .map(|(_, context)| context.name.clone())
            .collect()
    }

    /// The issues of the clause that the act heads.
    fn issues_of(&self, sentence: SentenceId, reading: &Reading<'_>) -> Vec<String> {
        let clause = self.doc.span(self.doc.subtree(reading.head));
        let words = if clause.is_empty() { self.doc.syntax.sentence(sentence).span } else { clause };
        let mut found = issues::of(words, self.issues);
        for shared in self.shared_phrases(reading.head) {
            for issue in issues::of(shared, self.issues) {
                if !found.contains(&issue) {
                    found.push(issue);
                }
            }
        }
        found
    }

    /// The phrases that open a sentence of several verbs and serve them all: "*on trade* they met and still meet".
    fn shared_phrases(&self, head: TokenId) -> impl Iterator<Item = Span> + '_ {
        let doc = self.doc;
        let first = doc.head(head).filter(|_| doc.relation(head) == Relation::Conj);
        let opening = first.into_iter().flat_map(move |first| {
            doc.children_by(first, Relation::Obl).filter(move |&phrase| phrase < first)
        });
        opening.map(move |phrase| doc.span(doc.subtree(phrase)))
    }
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

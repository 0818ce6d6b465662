//! Resolution: from a document and its day to the actors that its words refer to.
//!
//! The order of work: the names of the knowledge base in the text ([`scene`]), the noun phrases around roles and
//! agent nouns ([`phrase`]), the persons with their titles ([`people`]); then, in reading order, every other name
//! ([`naming`]), noun phrase ([`nominal`]) and pronoun ([`pronoun`]), each of which may look back on what came before
//! ([`history`]).

mod cast;
pub(crate) mod dateline;
mod first_person;
mod history;
mod land;
mod meaning;
mod metonym;
mod naming;
mod nominal;
mod people;
mod phrase;
mod pronoun;
mod scene;
mod senses;
mod vocabulary;

use dualtrack_document::{
    ActorId, Doc, Located, MentionLine, Mentions, Relation, SentenceId, TokenId, TokenRange, Via,
};
use dualtrack_record::MentionKind;
use jiff::civil::Date;

use crate::entities::Entity;
use crate::knowledge::Knowledge;
use cast::Cast;
use history::{History, Spot};
use people::Named;
use phrase::Phrases;
use scene::Scene;

impl Knowledge {
    /// The actors of a document as of a day, with every place where the text refers to them, and its places.
    ///
    /// Words of the first person are left to [`Self::resolve_first_person`], which needs the speakers. Without a day
    /// the latest office of everybody counts.
    #[must_use]
    pub fn resolve(&self, doc: Doc<'_>, on: Option<Date>) -> Mentions {
        let mut scene = Scene::new(self, doc, on);
        let phrases = Phrases::of(&scene);
        let mut taken = vec![false; phrases.list().len()];
        let mut cast = Cast::new(self, on);
        let named = people::people(&scene, &phrases, &mut taken, &mut cast);
        for named in &named {
            let person = match cast.figure(named.figure).entity {
                Some(Entity::Person(person)) => Some(person),
                _ => None,
            };
            scene.guard(named.name, person);
        }
        let mut reading = Reading::new(scene, cast, phrases, &named);
        for unit in reading.units(&named, &taken) {
            reading.read(unit, &named);
        }
        reading.finish()
    }
}

/// What is read, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    /// A person, by position among the named.
    Person(usize),
    /// A noun phrase, by position.
    Phrase(usize),
    /// A name of the knowledge base, by its first token.
    Name(TokenId),
    /// A name that only the parser found, by position among its names.
    Thing(usize),
    /// A word that may refer back.
    Word(TokenId),
}

/// A mention in the making.
#[derive(Debug, Clone, Copy)]
struct Draft {
    tokens: TokenRange,
    head: TokenId,
    kind: MentionKind,
    figure: usize,
    via: Via,
    confidence: u8,
}

/// A document while it is read.
struct Reading<'k, 'd> {
    scene: Scene<'k, 'd>,
    cast: Cast<'k>,
    phrases: Phrases,
    history: History,
    drafts: Vec<Draft>,
    places: Vec<Located>,
    /// The figure that each token heads a mention of, for possessors.
    headed: Vec<Option<usize>>,
    /// The person that each token names, known before the reading begins.
    persons: Vec<Option<usize>>,
}

impl<'k, 'd> Reading<'k, 'd> {
    fn new(scene: Scene<'k, 'd>, cast: Cast<'k>, phrases: Phrases, named: &[Named]) -> Self {
        let headed = vec![None; scene.doc.syntax.tokens().len()];
        let mut persons = headed.clone();
        for named in named {
            named.whole.iter().for_each(|token| persons[token.index()] = Some(named.figure));
        }
        let (history, drafts, places) = (History::default(), Vec::new(), Vec::new());
        Self { scene, cast, phrases, history, drafts, places, headed, persons }
    }

    /// The word that must have been read before a phrase that begins earlier, or a person with such a title: the
    /// ministry of "a spokesman for the ministry".
    fn known_from(&self, unit: Unit, named: &[Named]) -> Option<TokenId> {
        let word = |at: usize| match self.phrases.get(at).owner? {
            phrase::Owner::Word(word) if word >= self.phrases.get(at).core.end => Some(word),
            _ => None,
        };
        match unit {
            Unit::Phrase(at) => word(at),
            Unit::Person(at) => named[at].titles.iter().filter_map(|&title| word(title)).max(),
            _ => None,
        }
    }

    /// Everything that may be a mention, by position, the shorter first where two begin together, so that "the
    /// alliance" is known before "the alliance's chief".
    fn units(&self, named: &[Named], taken: &[bool]) -> Vec<Unit> {
        let mut units = Vec::new();
        units.extend(named.iter().enumerate().map(|(at, named)| (named.whole, Unit::Person(at))));
        let phrases = self.phrases.list().iter().enumerate().filter(|(at, _)| !taken[*at]);
        units.extend(phrases.map(|(at, phrase)| (phrase.tokens, Unit::Phrase(at))));
        let names = self.scene.standing().filter(|hit| !hit.is_common());
        units.extend(names.map(|hit| (hit.tokens, Unit::Name(hit.tokens.start))));
        let things = self.scene.doc.syntax.names().iter().enumerate();
        units.extend(things.map(|(at, name)| (name.tokens, Unit::Thing(at))));
        let words = (0..self.scene.doc.syntax.tokens().len()).map(TokenId::from);
        let words = words.filter(|&word| pronoun::may_refer(&self.scene, word));
        units.extend(
            words.map(|word| (TokenRange { start: word, end: TokenId(word.0 + 1) }, Unit::Word(word))),
        );
        units.sort_by_key(|&(tokens, unit)| {
            (self.known_from(unit, named).unwrap_or(tokens.start), tokens.end, unit)
        });
        units.into_iter().map(|(_, unit)| unit).collect()
    }

    fn read(&mut self, unit: Unit, named: &[Named]) {
        match unit {
            Unit::Person(at) => {
                let &Named { name, whole, figure, via, confidence, .. } = &named[at];
                self.settle_stranger(&named[at]);
                self.mention(whole, MentionKind::Name, figure, via, confidence);
                // Whoever looks at the bare name finds the person too.
                self.headed[self.scene.doc.head_of(name).index()] = Some(figure);
                self.headed[name.end.index() - 1] = Some(figure);
            }
            Unit::Phrase(at) => self.read_phrase(at),
            Unit::Name(start) => self.read_name(start),
            Unit::Thing(at) => self.read_thing(at),
            Unit::Word(word) => self.read_word(word),
        }
    }

    fn mention(&mut self, tokens: TokenRange, kind: MentionKind, figure: usize, via: Via, confidence: u8) {
        let head = self.scene.doc.head_of(tokens);
        self.drafts.push(Draft { tokens, head, kind, figure, via, confidence });
        self.headed[head.index()] = Some(figure);
        let relation = self.scene.doc.relation(head);
        self.history.add(Spot {
            figure,
            head,
            sentence: self.sentence_of(head),
            weight: history::weight(relation),
            quote: self.scene.quote_of(head),
        });
    }

    fn sentence_of(&self, token: TokenId) -> SentenceId {
        self.scene.doc.syntax.sentence_of(token)
    }

    fn locate(&mut self, tokens: TokenRange, name: String, country: Option<String>) {
        let span = self.scene.doc.span(tokens);
        self.places.push(Located { tokens, span, name, country });
    }

    fn finish(mut self) -> Mentions {
        let doc = self.scene.doc;
        // Of equal stretches the surer stays; `false < true` keeps earlier ones first.
        self.drafts.sort_by_key(|draft| {
            (draft.tokens.start, std::cmp::Reverse(draft.tokens.end), std::cmp::Reverse(draft.confidence))
        });
        let mut kept: Vec<Draft> = Vec::new();
        let mut open: Vec<TokenRange> = Vec::new();
        for draft in self.drafts {
            while open.last().is_some_and(|outer| outer.end <= draft.tokens.start) {
                open.pop();
            }
            let free =
                open.last().is_none_or(|outer| draft.tokens.end <= outer.end && draft.tokens != *outer);
            if free {
                open.push(draft.tokens);
                kept.push(draft);
            }
        }
        let mut order: Vec<Option<ActorId>> = vec![None; self.cast.figures().len()];
        let mut used = Vec::new();
        // Those who are spoken of together are actors of the document each.
        let meant = kept.iter().flat_map(|draft| {
            std::iter::once(draft.figure).chain(self.cast.figure(draft.figure).parts.iter().copied())
        });
        for figure in meant {
            order[figure].get_or_insert_with(|| {
                used.push(figure);
                ActorId::from(used.len() - 1)
            });
        }
        let mentions = kept.into_iter().filter_map(|draft| {
            Some(MentionLine {
                tokens: draft.tokens,
                span: doc.span(draft.tokens),
                head: draft.head,
                sentence: doc.syntax.sentence_of(draft.head),
                kind: draft.kind,
                actor: order[draft.figure]?,
                via: draft.via,
                confidence: draft.confidence,
            })
        });
        let mentions = mentions.collect();
        let mut actors: Vec<_> = self.cast.into_actors().into_iter().map(Some).collect();
        let actors = used.into_iter().filter_map(|figure| actors[figure].take()).collect();
        self.places.sort_by_key(|place| (place.span.start, place.span.end));
        self.places.dedup_by_key(|place| place.span);
        Mentions { actors, mentions, places: self.places }
    }

    /// The relation of a word, for those who only need its base.
    fn relation(&self, token: TokenId) -> Relation {
        self.scene.doc.relation(token).base()
    }
}

//! A document made ready for resolution: its comparable words, the names found in it, and its quoted stretches.

use dualtrack_document::{Doc, Name, Relation, Span, TokenId, TokenRange, Upos};
use jiff::civil::Date;

use super::dateline::is_in_dateline;
use super::vocabulary::{LOCAL, SPONSORED};
use crate::knowledge::Knowledge;
use crate::lexicon::{Path, Posting, Sense, WordHash};
use crate::words::{Shape, each_word, is_hyphen};

/// A name of the knowledge base in the text.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub(super) tokens: TokenRange,
    /// What it can mean here.
    pub(super) senses: Vec<Posting>,
    /// Whether it only sponsors or flavours what follows ("Iranian-backed", "pro-Russian", "British-born").
    pub(super) sponsor: bool,
}

impl Hit {
    /// The first of its senses for which `pick` gives something.
    pub(super) fn sense<T>(&self, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.senses.iter().find_map(|posting| pick(posting.sense))
    }

    /// Whether one of its senses is as asked.
    pub(super) fn can(&self, is: impl Fn(Sense) -> bool) -> bool {
        self.senses.iter().any(|posting| is(posting.sense))
    }

    /// Whether it is a role or an agent noun.
    pub(super) fn is_common(&self) -> bool {
        self.senses.iter().all(|p| matches!(p.sense, Sense::Role { .. } | Sense::Agent { .. }))
    }
}

/// What resolution reads: knowledge, document and day, with the hits by token.
#[derive(Debug)]
pub(super) struct Scene<'k, 'd> {
    pub(super) knowledge: &'k Knowledge,
    pub(super) doc: Doc<'d>,
    pub(super) on: Option<Date>,
    pub(super) hits: Vec<Hit>,
    /// The hit that covers each token.
    covering: Vec<Option<u32>>,
    /// Stretches in quotation marks, by position, marks included.
    quoted: Vec<Span>,
    /// How often the document speaks unmistakably of each state.
    pub(super) evidence: Vec<u16>,
    /// How often it names persons of each state.
    pub(super) compatriots: Vec<u16>,
    /// Whether it speaks of counties, governors and the like.
    pub(super) local: bool,
}

impl<'k, 'd> Scene<'k, 'd> {
    pub(super) fn new(knowledge: &'k Knowledge, doc: Doc<'d>, on: Option<Date>) -> Self {
        let words = Words::of(doc);
        let mut scene = Self {
            knowledge,
            doc,
            on,
            hits: Vec::new(),
            covering: vec![None; doc.syntax.tokens().len()],
            quoted: quoted(doc.text),
            evidence: vec![0; knowledge.states.len()],
            compatriots: vec![0; knowledge.states.len()],
            local: false,
        };
        for sentence in doc.syntax.sentences() {
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                at = match scene.longest(&words, at, sentence.tokens.end) {
                    Some(hit) => scene.keep(hit),
                    None => TokenId(at.0 + 1),
                };
            }
        }
        scene.weigh();
        scene.local = doc.syntax.tokens().iter().any(|t| LOCAL.has(t.span.of(doc.text)));
        scene
    }

    /// Takes the hits inside a person's name out: "Jordan" in "Michael Jordan" is no country. A hit of the whole name
    /// now means `person`, if the knowledge base holds them.
    pub(super) fn guard(&mut self, name: TokenRange, person: Option<u32>) {
        for token in name.iter() {
            let Some(at) = self.covering[token.index()] else { continue };
            let hit = &mut self.hits[at as usize];
            if person.is_none() && is_in_dateline(self.doc.text, self.doc.span(hit.tokens)) {
                continue;
            }
            match person {
                Some(person) if hit.tokens == name => {
                    hit.senses.retain(|posting| matches!(posting.sense, Sense::Person(_) | Sense::Family(_)));
                    hit.senses.truncate(1);
                    hit.senses.iter_mut().for_each(|posting| posting.sense = Sense::Person(person));
                }
                _ => self.covering[token.index()] = None,
            }
        }
    }

    /// Whether a name is the place that the report is from.
    pub(super) fn is_dateline(&self, tokens: TokenRange) -> bool {
        is_in_dateline(self.doc.text, self.doc.span(tokens))
    }

    /// Whether a token is a hyphen; false past the end.
    pub(super) fn is_hyphen_at(&self, token: TokenId) -> bool {
        token.index() + 1 < self.doc.syntax.tokens().len() && self.is_hyphen(token)
    }

    /// The hits that still stand, by position.
    pub(super) fn standing(&self) -> impl Iterator<Item = &Hit> {
        self.hits.iter().enumerate().filter_map(|(at, hit)| {
            let stands = self.covering[hit.tokens.start.index()] == Some(at as u32);
            stands.then_some(hit)
        })
    }

    fn keep(&mut self, hit: Hit) -> TokenId {
        let end = hit.tokens.end;
        for token in hit.tokens.iter() {
            self.covering[token.index()] = Some(self.hits.len() as u32);
        }
        self.hits.push(hit);
        end
    }

    /// The longest name that begins at `start`.
    fn longest(&self, words: &Words, start: TokenId, limit: TokenId) -> Option<Hit> {
        let lexicon = &self.knowledge.lexicon;
        let (mut path, mut node, mut best) = (Path::ROOT, 0, None);
        let mut shapes: Vec<Shape> = Vec::new();
        let mut token = start;
        while token < limit {
            let run = words.of_token(token);
            if run.is_empty() {
                let glue = shapes.is_empty() || !self.joins(token, shapes.len());
                if glue {
                    break;
                }
            }
            let mut dead = false;
            for (at, &(word, shape)) in run.iter().enumerate() {
                // "Kuwait's" that the parser left in one piece.
                if at > 0 && at + 1 == run.len() && self.ends_possessive(token) {
                    let tokens = TokenRange { start, end: TokenId(token.0 + 1) };
                    let senses = lexicon.senses(node, &shapes).copied().collect();
                    let senses = self.fitting(tokens, senses);
                    if !senses.is_empty() {
                        best = Some(Hit { tokens, senses, sponsor: false });
                    }
                }
                path = path.then(word);
                match lexicon.node(path) {
                    Some(next) => node = next,
                    None => {
                        dead = true;
                        break;
                    }
                }
                shapes.push(shape);
            }
            if dead {
                break;
            }
            token = TokenId(token.0 + 1);
            if !run.is_empty() {
                let tokens = TokenRange { start, end: token };
                let senses: Vec<_> = lexicon.senses(node, &shapes).copied().collect();
                let senses = self.fitting(tokens, senses);
                if !senses.is_empty() {
                    best = Some(Hit { tokens, senses, sponsor: self.is_sponsor(tokens) });
                }
            }
        }
        best
    }

    /// Whether a token ends in the possessive 's without being it.
    fn ends_possessive(&self, token: TokenId) -> bool {
        let form = self.doc.form(token);
        form.len() > 3 && (form.ends_with("'s") || form.ends_with("\u{2019}s"))
    }

    /// Whether a token without a word of its own may stand inside a name after `words` words: a hyphen between two
    /// words, an apostrophe or a full stop, or a comma in a long title.
    fn joins(&self, token: TokenId, words: usize) -> bool {
        let form = self.doc.form(token);
        match form.chars().next() {
            Some(c) if is_hyphen(c) => self.is_glued(token),
            Some('.' | '\'' | '\u{2019}') => true,
            Some(',') => words >= 3,
            _ => false,
        }
    }

    /// Whether a token touches both its neighbours.
    pub(super) fn is_glued(&self, token: TokenId) -> bool {
        let tokens = self.doc.syntax.tokens();
        let at = token.index();
        let span = tokens[at].span;
        at > 0
            && tokens[at - 1].span.end == span.start
            && tokens.get(at + 1).is_some_and(|next| next.span.start == span.end)
    }

    /// The senses that the word classes allow: a verb is no country ("polish"), an adjective no agent ("official").
    fn fitting(&self, tokens: TokenRange, mut senses: Vec<Posting>) -> Vec<Posting> {
        let single = tokens.len() == 1;
        let upos = self.doc.upos(tokens.start);
        senses.retain(|posting| match posting.sense {
            Sense::Role { .. } | Sense::Agent { .. } => {
                !single || matches!(upos, Upos::Noun | Upos::Propn) || self.is_title_here(tokens.start)
            }
            Sense::Adjective(_) => !single || matches!(upos, Upos::Adj | Upos::Propn | Upos::Noun | Upos::X),
            _ => !single || !matches!(upos, Upos::Verb | Upos::Aux | Upos::Adp | Upos::Pron | Upos::Adv),
        });
        senses
    }

    /// Whether an adjective stands before a name as its title ("General Smith").
    fn is_title_here(&self, token: TokenId) -> bool {
        self.doc.upos(token) == Upos::Adj && self.doc.relation(token) == Relation::NmodDesc
    }

    /// Whether the words at `tokens` only sponsor or flavour what follows.
    fn is_sponsor(&self, tokens: TokenRange) -> bool {
        let after = self.glued_word_after(tokens.end);
        let before = self.glued_word_before(tokens.start);
        after.is_some_and(|word| SPONSORED.has(&word))
            || before.is_some_and(|word| matches!(&*word, "pro" | "anti" | "non" | "ex" | "post"))
    }

    /// The word that a hyphen ties to the token before `end`, in lower case.
    pub(super) fn glued_word_after(&self, end: TokenId) -> Option<String> {
        let count = self.doc.syntax.tokens().len();
        let hyphen = (end.index() + 1 < count && self.is_hyphen(end) && self.is_glued(end)).then_some(end)?;
        Some(self.doc.form(TokenId(hyphen.0 + 1)).to_lowercase())
    }

    /// The word that a hyphen ties to the token at `start`, in lower case.
    pub(super) fn glued_word_before(&self, start: TokenId) -> Option<String> {
        let hyphen = TokenId(start.0.checked_sub(1)?);
        let word = TokenId(start.0.checked_sub(2)?);
        (self.is_hyphen(hyphen) && self.is_glued(hyphen)).then(|| self.doc.form(word).to_lowercase())
    }

    pub(super) fn is_hyphen(&self, token: TokenId) -> bool {
        let mut chars = self.doc.form(token).chars();
        chars.next().is_some_and(is_hyphen) && chars.next().is_none()
    }

    /// The hit that covers a token.
    pub(super) fn hit_at(&self, token: TokenId) -> Option<&Hit> {
        self.covering.get(token.index()).copied().flatten().map(|at| &self.hits[at as usize])
    }

    /// The hit that ends right before a token.
    pub(super) fn hit_before(&self, token: TokenId) -> Option<&Hit> {
        let last = TokenId(token.0.checked_sub(1)?);
        self.hit_at(last).filter(|hit| hit.tokens.end == token)
    }

    /// The hit that begins at a token.
    pub(super) fn hit_from(&self, token: TokenId) -> Option<&Hit> {
        self.hit_at(token).filter(|hit| hit.tokens.start == token)
    }

    /// The hit that begins at a token, which may lie behind the document's end.
    pub(super) fn hit_from_end(&self, token: TokenId) -> Option<&Hit> {
        if token.index() < self.doc.syntax.tokens().len() { self.hit_from(token) } else { None }
    }

    /// The form of a token, in lower case.
    pub(super) fn lower(&self, token: TokenId) -> String {
        self.doc.form(token).to_lowercase()
    }

    /// Whether a token is the possessive 's.
    pub(super) fn is_possessive(&self, token: TokenId) -> bool {
        matches!(self.doc.form(token), "'s" | "\u{2019}s" | "'" | "\u{2019}" | "'S" | "\u{2019}S")
            && matches!(self.doc.upos(token), Upos::Part | Upos::X | Upos::Punct)
            && self.doc.relation(token) != Relation::Punct
    }

    /// Whether a token is the possessive 's; false past the end.
    pub(super) fn is_possessive_at(&self, token: TokenId) -> bool {
        token.index() < self.doc.syntax.tokens().len() && self.is_possessive(token)
    }

    /// The first name of the parser that shares a word with `span`.
    pub(super) fn parsed_over(&self, span: TokenRange) -> Option<&'d Name> {
        let names = self.doc.syntax.names();
        let first = names.partition_point(|name| name.tokens.end <= span.start);
        names.get(first).filter(|name| name.tokens.start < span.end)
    }

    /// Whether a token begins with a capital.
    pub(super) fn is_capital(&self, token: TokenId) -> bool {
        Shape::of(self.doc.form(token)) != Shape::Lower
    }

    /// The tokens of the sentence that holds `token`.
    pub(super) fn sentence(&self, token: TokenId) -> TokenRange {
        self.doc.syntax.sentence(self.doc.syntax.sentence_of(token)).tokens
    }

    /// The quoted stretch that holds a token.
    pub(super) fn quote_of(&self, token: TokenId) -> Option<Span> {
        let span = self.doc.token(token).span;
        let after = self.quoted.partition_point(|quote| quote.start <= span.start);
        after.checked_sub(1).map(|at| self.quoted[at]).filter(|quote| quote.contains(span))
    }
}

/// The comparable words of all tokens.
struct Words {
    words: Vec<(WordHash, Shape)>,
    /// Where each token's words end.
    ends: Vec<u32>,
}

impl Words {
    fn of(doc: Doc<'_>) -> Self {
        let count = doc.syntax.tokens().len();
        let mut words = Self { words: Vec::with_capacity(count), ends: Vec::with_capacity(count) };
        for token in doc.syntax.tokens() {
            each_word(token.span.of(doc.text), |word, shape| words.words.push((WordHash::of(word), shape)));
            words.ends.push(words.words.len() as u32);
        }
        words
    }

    fn of_token(&self, token: TokenId) -> &[(WordHash, Shape)] {
        let at = token.index();
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start as usize..self.ends[at] as usize]
    }
}

/// The stretches of a text in double quotation marks, marks included. A quotation ends with its paragraph where its
/// closing mark is missing, as where a speech goes on in the next one.
fn quoted(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open: Option<usize> = None;
    let mut blank_before = false;
    for (at, c) in text.char_indices() {
        match c {
            '\u{201c}' | '\u{201e}' | '\u{ab}' => open = open.or(Some(at)),
            '\u{201d}' | '\u{bb}' => {
                spans.extend(open.take().map(|start| Span::at(start..at + c.len_utf8())));
            }
            '"' => match open.take() {
                Some(start) => spans.push(Span::at(start..at + 1)),
                None => open = Some(at),
            },
            '\n' if blank_before => spans.extend(open.take().map(|start| Span::at(start..at))),
            _ => {}
        }
        blank_before = c == '\n' || (blank_before && c.is_whitespace());
    }
    spans.extend(open.map(|start| Span::at(start..text.len())));
    spans
}

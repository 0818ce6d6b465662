//! The syntax layer: sentences, words, the tree over them, and names.

use std::ops::Range;

use crate::{Features, Relation, SentenceId, Span, TokenId, Upos};

/// A word in the sense of Universal Dependencies: "don't" is two, the second [joined](Token::joined).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// The word it depends on; absent for the root of the sentence.
    pub head: Option<TokenId>,
    /// How it depends on its head.
    pub relation: Relation,
    /// Part of speech.
    pub upos: Upos,
    /// Morphological features.
    pub features: Features,
    /// Whether it is a further word of the same written token as the word before ("n't" of "don't").
    pub joined: bool,
}

/// A run of consecutive tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenRange {
    /// First token.
    pub start: TokenId,
    /// One past the last token.
    pub end: TokenId,
}

impl TokenRange {
    /// From `start` up to, not including, `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start.into(), end: end.into() }
    }

    /// As indices.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start.index()..self.end.index()
    }

    /// The tokens, in order.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + Clone {
        self.range().map(TokenId::from)
    }

    /// Whether `token` is one of them.
    #[must_use]
    pub fn contains(self, token: TokenId) -> bool {
        self.start <= token && token < self.end
    }

    /// How many.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.index() - self.start.index()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// A sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, from its first to its last word.
    pub span: Span,
    /// Its words.
    pub tokens: TokenRange,
    /// The paragraph it belongs to, counted from 0.
    pub paragraph: u32,
}

/// What kind of name a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Location,
}

impl NameKind {
    /// The label in CoNLL-U's MISC column: `NER=B-PER`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Organisation => "ORG",
            Self::Location => "LOC",
        }
    }
}

/// A name in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// Its words, without titles.
    pub tokens: TokenRange,
    /// What it names.
    pub kind: NameKind,
}

/// The syntax of a text. Made by a [`SyntaxBuilder`], which keeps its invariants: sentences follow each other, every
/// sentence is one tree, heads lie in their sentence.
#[derive(Debug, Clone, Default)]
pub struct Syntax {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    names: Vec<Name>,
    /// All lemmas, end to end.
    lemmas: String,
    /// The end of each token's lemma in `lemmas`.
    lemma_ends: Vec<u32>,
    /// All children, sorted by head, then position.
    children: Vec<TokenId>,
    /// The end of each token's run in `children`.
    children_ends: Vec<u32>,
    /// The sentence of each token.
    sentence_of: Vec<SentenceId>,
}

impl Syntax {
    /// All words.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// One word.
    #[must_use]
    pub fn token(&self, token: TokenId) -> &Token {
        &self.tokens[token.index()]
    }

    /// All sentences.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// One sentence.
    #[must_use]
    pub fn sentence(&self, sentence: SentenceId) -> &Sentence {
        &self.sentences[sentence.index()]
    }

    /// The sentence of a word.
    #[must_use]
    pub fn sentence_of(&self, token: TokenId) -> SentenceId {
        self.sentence_of[token.index()]
    }

    /// All names, in order; none overlap.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// The lemma of a word, in lower case except for proper nouns.
    #[must_use]
    pub fn lemma(&self, token: TokenId) -> &str {
        let at = token.index();
        let start = if at == 0 { 0 } else { self.lemma_ends[at - 1] };
        &self.lemmas[start as usize..self.lemma_ends[at] as usize]
    }

    /// The words that depend on a word, in order.
    #[must_use]
    pub fn children(&self, token: TokenId) -> &[TokenId] {
        let at = token.index();
        let start = if at == 0 { 0 } else { self.children_ends[at - 1] };
        &self.children[start as usize..self.children_ends[at] as usize]
    }

    /// The words whose span overlaps `span`.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> TokenRange {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        TokenRange::new(start, end.max(start))
    }
}

/// Builds a [`Syntax`] sentence by sentence.
#[derive(Debug, Default)]
pub struct SyntaxBuilder {
    syntax: Syntax,
}

impl SyntaxBuilder {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a sentence: its words with their lemmas, heads counted from the sentence's first word, and its names
    /// likewise. A sentence whose heads do not form one tree is mended: the first root stays, other roots, cycles
    /// and heads outside become its children (`parataxis` for roots, `dep` else).
    pub fn sentence<'l>(
        &mut self,
        paragraph: u32,
        words: impl IntoIterator<Item = (Token, &'l str)>,
        names: impl IntoIterator<Item = (Range<usize>, NameKind)>,
    ) {
        let syntax = &mut self.syntax;
        let first = syntax.tokens.len();
        let id = SentenceId::from(syntax.sentences.len());
        for (word, lemma) in words {
            syntax.tokens.push(word);
            syntax.lemmas.push_str(lemma);
            syntax.lemma_ends.push(u32::try_from(syntax.lemmas.len()).unwrap_or(u32::MAX));
            syntax.sentence_of.push(id);
        }
        let tokens = &mut syntax.tokens[first..];
        let (Some(start), Some(end)) = (tokens.first().map(|t| t.span), tokens.last().map(|t| t.span)) else {
            return;
        };
        mend(tokens);
        for token in tokens.iter_mut() {
            token.head = token.head.map(|head| TokenId::from(head.index() + first));
        }
        let range = TokenRange::new(first, first + tokens.len());
        syntax.sentences.push(Sentence { span: start.join(end), tokens: range, paragraph });
        syntax.names.extend(names.into_iter().map(|(range, kind)| Name {
            tokens: TokenRange::new(first + range.start, first + range.end),
            kind,
        }));
    }

    /// Names of the whole text in order, their words counted from the text's first, in place of those added with
    /// sentences: for those who decide on names when all sentences are known.
    pub fn names(&mut self, names: impl IntoIterator<Item = (Range<usize>, NameKind)>) {
        let named = |(words, kind): (Range<usize>, NameKind)| Name {
            tokens: TokenRange::new(words.start, words.end),
            kind,
        };
        self.syntax.names = names.into_iter().map(named).collect();
    }

    /// The finished layer.
    #[must_use]
    pub fn finish(self) -> Syntax {
        let mut syntax = self.syntax;
        let mut counts = vec![0u32; syntax.tokens.len() + 1];
        for head in syntax.tokens.iter().filter_map(|t| t.head) {
            counts[head.index() + 1] += 1;
        }
        for at in 1..counts.len() {
            counts[at] += counts[at - 1];
        }
        let mut next = counts.clone();
        syntax.children = vec![TokenId(0); *counts.last().unwrap_or(&0) as usize];
        for (at, token) in syntax.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                let slot = &mut next[head.index()];
                syntax.children[*slot as usize] = at.into();
                *slot += 1;
            }
        }
        syntax.children_ends = counts.split_off(1);
        syntax
    }
}

/// Makes the heads of one sentence (counted from its first word) a single tree.
fn mend(tokens: &mut [Token]) {
    let count = tokens.len();
    let root = tokens.iter().position(|t| t.head.is_none()).unwrap_or(0);
    for (at, token) in tokens.iter_mut().enumerate() {
        let outside = token.head.is_some_and(|head| head.index() >= count || head.index() == at);
        if at == root {
            (token.head, token.relation) = (None, Relation::Root);
        } else if outside || token.head.is_none() {
            let relation = if token.head.is_none() { Relation::Parataxis } else { Relation::Dep };
            (token.head, token.relation) = (Some(root.into()), relation);
        }
    }
    // A word is safe once its way up is known to end at the root; a way that meets itself is cut there.
    let mut state = vec![0u32; count];
    const SAFE: u32 = u32::MAX;
    state[root] = SAFE;
    for start in 0..count {
        let walk = u32::try_from(start).unwrap_or(SAFE - 2) + 1;
        let mut at = start;
        while state[at] == 0 {
            state[at] = walk;
            at = tokens[at].head.map_or(root, TokenId::index);
        }
        if state[at] == walk {
            (tokens[at].head, tokens[at].relation) = (Some(root.into()), Relation::Dep);
        }
        let mut at = start;
        while state[at] != SAFE {
            state[at] = SAFE;
            at = tokens[at].head.map_or(root, TokenId::index);
        }
    }
}

/// A text and its syntax, for reading.
#[derive(Debug, Clone, Copy)]
pub struct Doc<'a> {
    /// The text.
    pub text: &'a str,
    /// Its syntax.
    pub syntax: &'a Syntax,
}

impl<'a> Doc<'a> {
    /// Joins the two.
    #[must_use]
    pub const fn new(text: &'a str, syntax: &'a Syntax) -> Self {
        Self { text, syntax }
    }

    /// A word.
    #[must_use]
    pub fn token(self, token: TokenId) -> &'a Token {
        self.syntax.token(token)
    }

    /// A word as written.
    #[must_use]
    pub fn form(self, token: TokenId) -> &'a str {
        self.syntax.token(token).span.of(self.text)
    }

    /// A word's lemma.
    #[must_use]
    pub fn lemma(self, token: TokenId) -> &'a str {
        self.syntax.lemma(token)
    }

    /// A word's relation to its head.
    #[must_use]
    pub fn relation(self, token: TokenId) -> Relation {
        self.syntax.token(token).relation
    }

    /// A word's part of speech.
    #[must_use]
    pub fn upos(self, token: TokenId) -> Upos {
        self.syntax.token(token).upos
    }

    /// A word's head.
    #[must_use]
    pub fn head(self, token: TokenId) -> Option<TokenId> {
        self.syntax.token(token).head
    }

    /// A word's children, in order.
    #[must_use]
    pub fn children(self, token: TokenId) -> &'a [TokenId] {
        self.syntax.children(token)
    }

    /// The children that stand in `relation`, subtypes counted apart.
    pub fn children_by(self, token: TokenId, relation: Relation) -> impl Iterator<Item = TokenId> + 'a {
        self.children(token).iter().copied().filter(move |&child| self.relation(child) == relation)
    }

    /// The first child that stands in `relation`.
    #[must_use]
    pub fn child(self, token: TokenId, relation: Relation) -> Option<TokenId> {
        self.children_by(token, relation).next()
    }

    /// The words above, from the head up to the root.
    pub fn ancestors(self, token: TokenId) -> impl Iterator<Item = TokenId> + 'a {
        std::iter::successors(self.head(token), move |&above| self.head(above))
    }

    /// Whether `token` is `above` or stands somewhere below it.
    #[must_use]
    pub fn is_under(self, token: TokenId, above: TokenId) -> bool {
        token == above || self.ancestors(token).any(|at| at == above)
    }

    /// The words from the first to the last of the subtree of `token`.
    #[must_use]
    pub fn subtree(self, token: TokenId) -> TokenRange {
        let (mut first, mut last) = (token, token);
        let mut open = vec![token];
        while let Some(at) = open.pop() {
            first = first.min(at);
            last = last.max(at);
            open.extend_from_slice(self.children(at));
        }
        TokenRange { start: first, end: TokenId(last.0 + 1) }
    }

    /// Where a run of words stands.
    #[must_use]
    pub fn span(self, tokens: TokenRange) -> Span {
        let mut words = self.syntax.tokens()[tokens.range()].iter().map(|t| t.span);
        let first = words.next().unwrap_or(Span::new(0, 0));
        words.next_back().map_or(first, |last| first.join(last))
    }

    /// The word of `tokens` that the others hang on: the first whose head lies outside.
    #[must_use]
    pub fn head_of(self, tokens: TokenRange) -> TokenId {
        tokens
            .iter()
            .find(|&t| self.head(t).is_none_or(|head| !tokens.contains(head)))
            .unwrap_or(tokens.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(start: u32, end: u32, head: Option<u32>) -> Token {
        let relation = if head.is_none() { Relation::Root } else { Relation::Dep };
        let (upos, features) = (Upos::X, Features::default());
        Token {
            span: Span::new(start, end),
            head: head.map(TokenId),
            relation,
            upos,
            features,
            joined: false,
        }
    }

    fn build(heads: &[Option<u32>]) -> Syntax {
        let mut builder = SyntaxBuilder::new();
        let words =
            heads.iter().enumerate().map(|(at, &head)| (word(2 * at as u32, 2 * at as u32 + 1, head), "a"));
        builder.sentence(0, words, []);
        builder.finish()
    }

    #[test]
    fn any_heads_become_one_tree() {
        for heads in [
            vec![Some(1), Some(0)],
            vec![Some(1), Some(2), Some(1), None],
            vec![None, None, None],
            vec![Some(9), Some(1), Some(0)],
            vec![Some(1), None, Some(3), Some(4), Some(2), Some(2)],
        ] {
            let syntax = build(&heads);
            let doc = Doc::new("", &syntax);
            let roots: Vec<_> = syntax.tokens().iter().filter(|t| t.head.is_none()).collect();
            assert_eq!(roots.len(), 1, "{heads:?}");
            for at in 0..heads.len() {
                assert!(doc.ancestors(at.into()).count() < heads.len(), "{heads:?} at {at}");
            }
        }
    }

    #[test]
    fn children_and_subtrees_follow_the_heads() {
        let syntax = build(&[Some(1), None, Some(3), Some(1), Some(3)]);
        let doc = Doc::new("", &syntax);
        assert_eq!(doc.children(TokenId(1)), [TokenId(0), TokenId(3)]);
        assert_eq!(doc.subtree(TokenId(3)), TokenRange::new(2, 5));
        assert!(doc.is_under(TokenId(4), TokenId(1)) && !doc.is_under(TokenId(0), TokenId(3)));
    }

    #[test]
    fn tokens_in_a_span_are_those_that_touch_it() {
        let syntax = build(&[None, Some(0), Some(0)]);
        assert_eq!(syntax.tokens_in(Span::new(1, 3)), TokenRange::new(1, 2));
        assert!(syntax.tokens_in(Span::new(1, 2)).is_empty());
    }
}

//! Which words stand in quotation marks.

use dualtrack_document::{Doc, SentenceId, Span, TokenId, TokenRange, Upos, VerbForm};

use super::marks::{self, Quoted};

/// The quotation marks of a document, seen from its words.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub(super) doc: Doc<'a>,
    pub(super) quoted: Vec<Quoted>,
    /// For each word, the quoted stretch that it (or its mark) belongs to.
    inside: Vec<Option<usize>>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(doc: Doc<'a>) -> Self {
        let quoted = marks::scan(doc.text);
        let mut inside = vec![None; doc.syntax.tokens().len()];
        for (at, stretch) in quoted.iter().enumerate() {
            inside[doc.syntax.tokens_in(stretch.outer).range()].fill(Some(at));
        }
        Self { doc, quoted, inside }
    }

    /// The quoted stretch that a word stands in.
    pub(super) fn quote_of(&self, token: TokenId) -> Option<usize> {
        self.inside.get(token.index()).copied().flatten()
    }

    pub(super) fn is_quoted(&self, token: TokenId) -> bool {
        self.quote_of(token).is_some()
    }

    /// The words of a quoted stretch, with its marks.
    pub(super) fn tokens(&self, quote: usize) -> TokenRange {
        self.doc.syntax.tokens_in(self.quoted[quote].outer)
    }

    /// The words of `tokens` that are words, not punctuation.
    pub(super) fn words(&self, tokens: TokenRange) -> impl DoubleEndedIterator<Item = TokenId> + '_ {
        tokens.iter().filter(|&token| self.doc.upos(token) != Upos::Punct)
    }

    /// Whether a quoted stretch can be speech: it runs over paragraphs, ends as speech ends, or holds a clause. What
    /// fails here is a title, a term or a word that the writer keeps at a distance.
    pub(super) fn is_speech(&self, quote: usize) -> bool {
        let stretch = &self.quoted[quote];
        let tokens = self.tokens(quote);
        let count = self.words(tokens).count();
        let ends = self.ends_with(quote, &[',', '.', '!', '?', '…', '—', '–', '-']);
        stretch.parts.len() > 1 || (ends && count > 0) || (count >= 3 && self.is_clause(quote))
    }

    /// Whether the words of a stretch end with one of these marks, behind which only nested quotations close.
    pub(super) fn ends_with(&self, quote: usize, marks: &[char]) -> bool {
        let inner = self.quoted[quote].inner().of(self.doc.text);
        inner.trim_end_matches(['’', '\'', '”', '"']).trim_end().ends_with(marks)
    }

    /// Whether a stretch holds a finite verb.
    pub(super) fn is_clause(&self, quote: usize) -> bool {
        self.tokens(quote).iter().any(|token| self.is_finite(token))
    }

    pub(super) fn is_finite(&self, token: TokenId) -> bool {
        let finite = self.doc.token(token).features.verb_form() == Some(VerbForm::Fin);
        finite && self.doc.upos(token) != Upos::Propn
    }

    /// Whether a stretch begins its sentence: nothing but punctuation stands before it there.
    pub(super) fn begins_sentence(&self, quote: usize) -> bool {
        self.before(quote).is_empty()
    }

    /// The words between the stretch and what comes before it: the start of its sentence, or the stretch before.
    /// Across a paragraph's end, the sentence before counts where it ends in a colon.
    pub(super) fn before(&self, quote: usize) -> TokenRange {
        let tokens = self.tokens(quote);
        if tokens.is_empty() {
            return tokens;
        }
        let sentence = self.doc.syntax.sentence_of(tokens.start);
        let start = self.line_start(tokens.start);
        let here = self.after_quote(TokenRange { start, end: tokens.start });
        if self.words(here).next().is_some() {
            return here;
        }
        let colon =
            sentence.0.checked_sub(1).map(|before| self.doc.syntax.sentence(SentenceId(before)).tokens);
        let colon =
            colon.filter(|before| before.iter().next_back().is_some_and(|last| self.doc.form(last) == ":"));
        colon.map_or(TokenRange { start: tokens.start, end: tokens.start }, |before| self.after_quote(before))
    }

    /// The first word of the sentence of `token`, or of its line where a line ends in a full stop before it: many pages
    /// set their paragraphs on lines of their own.
    pub(super) fn line_start(&self, token: TokenId) -> TokenId {
        let sentence = self.doc.syntax.sentence(self.doc.syntax.sentence_of(token)).tokens;
        let here = TokenRange { start: sentence.start, end: token };
        here.iter()
            .rev()
            .find(|&before| self.ends_line(before))
            .map_or(sentence.start, |before| TokenId(before.0 + 1))
    }

    /// One past the last word of the sentence or line of `token`.
    pub(super) fn line_end(&self, token: TokenId) -> TokenId {
        let sentence = self.doc.syntax.sentence(self.doc.syntax.sentence_of(token)).tokens;
        let here = TokenRange { start: token, end: sentence.end };
        here.iter().find(|&last| self.ends_line(last)).map_or(sentence.end, |last| TokenId(last.0 + 1))
    }

    /// Whether a word is the first of its paragraph or line.
    pub(super) fn begins_line(&self, token: TokenId) -> bool {
        token
            .0
            .checked_sub(1)
            .map(TokenId)
            .is_none_or(|before| self.paragraph(before) != self.paragraph(token) || self.ends_line(before))
    }

    /// The first word of the paragraph of a word.
    pub(super) fn paragraph_start(&self, token: TokenId) -> TokenId {
        let sentences = self.doc.syntax.sentences();
        let here = self.doc.syntax.sentence_of(token).index();
        let same = sentences[..=here].iter().rev().take_while(|s| s.paragraph == sentences[here].paragraph);
        same.last().map_or(token, |first| first.tokens.start)
    }

    /// One past the last word of the line or paragraph that a sentence begins.
    pub(super) fn paragraph_end(&self, sentence: SentenceId) -> TokenId {
        let sentences = self.doc.syntax.sentences();
        let first = &sentences[sentence.index()];
        let same = sentences[sentence.index()..].iter().take_while(|next| next.paragraph == first.paragraph);
        let last = same.last().map_or(first.tokens.end, |last| last.tokens.end);
        let tokens = TokenRange { start: first.tokens.start, end: last };
        tokens.iter().find(|&token| self.ends_line(token)).map_or(last, |end| TokenId(end.0 + 1))
    }

    fn ends_line(&self, token: TokenId) -> bool {
        let (text, end) = (self.doc.text, self.doc.token(token).span.end as usize);
        let stop = text[..end].ends_with(['.', '!', '?', ':', '”', '"', '»', '’', '\'']);
        let gap = &text[end..];
        stop && gap[..gap.len() - gap.trim_start().len()].contains('\n')
    }

    /// The part of `tokens` behind the last quoted word in it.
    fn after_quote(&self, tokens: TokenRange) -> TokenRange {
        let last = tokens.iter().rfind(|&token| self.is_quoted(token));
        TokenRange { start: last.map_or(tokens.start, |token| TokenId(token.0 + 1)), end: tokens.end }
    }

    /// The words behind the stretch, up to the end of the sentence or the next stretch. A sentence that goes on in
    /// lower case ("Really?" he asked) is still the same.
    pub(super) fn after(&self, quote: usize) -> TokenRange {
        let tokens = self.tokens(quote);
        let Some(last) = tokens.iter().next_back() else { return tokens };
        let sentence = self.doc.syntax.sentence_of(last);
        let end = self.line_end(last);
        let here = self.up_to_quote(TokenRange { start: tokens.end, end });
        if self.words(here).next().is_some() {
            return here;
        }
        match self.doc.syntax.sentences().get(sentence.index() + 1) {
            Some(next)
                if next.paragraph == self.doc.syntax.sentence(sentence).paragraph
                    && self.goes_on(next.span) =>
            {
                self.up_to_quote(next.tokens)
            }
            _ => here,
        }
    }

    /// The sentence after the one in which a stretch ends, if the two share a paragraph and the stretch ends the first.
    pub(super) fn next_sentence(&self, quote: usize) -> Option<TokenRange> {
        let last = self.tokens(quote).iter().next_back()?;
        let sentence = self.doc.syntax.sentence_of(last);
        let (here, next) =
            (self.doc.syntax.sentence(sentence), self.doc.syntax.sentences().get(sentence.index() + 1)?);
        (here.tokens.end.0 == last.0 + 1 && here.paragraph == next.paragraph).then_some(next.tokens)
    }

    /// Whether a stretch begins as a sentence does.
    pub(super) fn begins_with_capital(&self, quote: usize) -> bool {
        let inner = self.quoted[quote].inner().of(self.doc.text);
        inner.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
    }

    fn goes_on(&self, sentence: Span) -> bool {
        sentence.of(self.doc.text).starts_with(char::is_lowercase)
    }

    /// The part of `tokens` before the first quoted word in it.
    fn up_to_quote(&self, tokens: TokenRange) -> TokenRange {
        let first = tokens.iter().find(|&token| self.is_quoted(token));
        TokenRange { start: tokens.start, end: first.unwrap_or(tokens.end) }
    }

    /// The paragraph of a word.
    pub(super) fn paragraph(&self, token: TokenId) -> u32 {
        self.doc.syntax.sentence(self.doc.syntax.sentence_of(token)).paragraph
    }

    /// Whether a relative pronoun is the subject of a verb: nothing but adverbs and auxiliaries stands between.
    pub(super) fn follows_relative(&self, tokens: TokenRange, verb: TokenId) -> bool {
        let before = TokenRange { start: tokens.start, end: verb };
        let mut words = before.iter().rev();
        let nearest =
            words.find(|&token| !matches!(self.doc.upos(token), Upos::Adv | Upos::Aux | Upos::Part));
        nearest.is_some_and(|token| matches!(self.doc.lemma(token), "who" | "which" | "that"))
    }
}

//! Comments between commas: "The ice, he said, is thin", "…, said the envoy."

use dualtrack_document::{Doc, Relation, TokenId, TokenRange, Upos, VerbForm};

use super::super::report::{Report, pieces};
use super::{Clauses, Found, Shape};

impl Clauses<'_> {
    /// A comment between commas or at the end of its sentence ("The ice, he said, is thin"; "…, said the envoy."):
    /// the rest of the sentence is what it reports, whatever the tree makes of it.
    pub(super) fn comment(&self, verb: TokenId) -> Option<Found> {
        let doc = self.doc;
        let participle = doc.form(verb).ends_with("ing") && !self.has_auxiliary(verb);
        let introduces = self.cues.introduces_speech(self.cues.lemma(doc, verb));
        if !introduces || participle || self.has_mark(verb, "as") {
            return None;
        }
        let sentence = TokenRange { start: self.layout.line_start(verb), end: self.layout.line_end(verb) };
        let comma = |&token: &TokenId| doc.form(token) == ",";
        let before = TokenRange { start: sentence.start, end: verb };
        let open = before.iter().rev().take(9).find(comma)?;
        let after = TokenRange { start: TokenId(verb.0 + 1), end: sentence.end };
        let close = after.iter().find(|token| comma(token) || is_stop(doc, *token)).unwrap_or(sentence.end);
        let inside = TokenRange { start: TokenId(open.0 + 1), end: close };
        let words: Vec<TokenId> = inside.iter().filter(|&token| token != verb).collect();
        let plain = words.iter().all(|&token| !self.opens_clause(token, verb));
        let who = words.iter().any(|&token| doc.upos(token).is_nominal());
        let content = pieces(doc, sentence, &[TokenRange { start: inside.start, end: inside.end }]);
        let speaks = content.iter().any(|part| {
            part.iter().any(|token| doc.upos(token) == Upos::Verb || doc.upos(token) == Upos::Aux)
        });
        // A report may be reported ("The minister warned that …, the agency said"), but not by the one who made it.
        let goes_on = content.iter().any(|part| part.start >= close);
        let another = goes_on || !words.iter().any(|&token| doc.upos(token) == Upos::Pron);
        let first = content.first().is_some_and(|part| part.start < open && self.states(*part, another));
        let cue = TokenRange { start: verb, end: TokenId(verb.0 + 1) };
        (plain && who && speaks && first && words.len() <= 24).then_some(Found {
            cue,
            content,
            shape: Shape::Comment(inside),
        })
    }

    /// Ends what is reported before a comment on the last words of it: "felt it was worth a film because “few know of it,”
    /// | she said".
    pub(super) fn end_at_comments(&self, found: &mut [Report]) {
        let doc = self.doc;
        for report in found {
            let Some(last) = report.content.last_mut() else { continue };
            let tail = last.iter().rev().take(4).take_while(|&token| !self.layout.is_quoted(token));
            let tail: Vec<TokenId> = tail.collect();
            let Some(&first) = tail.last() else { continue };
            let speaks = tail.iter().any(|&token| self.cues.introduces_speech(self.cues.lemma(doc, token)));
            let behind_mark = first.0.checked_sub(1).is_some_and(|mark| self.layout.is_quoted(TokenId(mark)));
            if tail.len() < 4 && speaks && behind_mark && first > last.start {
                last.end = first;
            }
        }
    }

    /// Whether what stands before a comment can be what is reported: it holds more than a name with a relative clause,
    /// and no report of its own unless `another` reports it.
    pub(super) fn states(&self, part: TokenRange, another: bool) -> bool {
        let doc = self.doc;
        let finite =
            part.iter().filter(|&token| self.layout.is_finite(token) && !self.layout.is_quoted(token));
        let mut reported = part.len() > 1;
        let (mut verbs, mut relative) = (0, 0);
        for verb in finite {
            verbs += 1;
            relative += usize::from(self.layout.follows_relative(part, verb));
            reported &= another
                || !(self.cues.introduces_speech(self.cues.lemma(doc, verb))
                    && doc.child(verb, Relation::Nsubj).is_some());
        }
        reported && (verbs == 0 || relative < verbs)
    }

    /// Whether a word makes more than a comment of what stands between two commas: a conjunction, a relative pronoun,
    /// another finite verb.
    pub(super) fn opens_clause(&self, token: TokenId, comment: TokenId) -> bool {
        let doc = self.doc;
        let relative = matches!(doc.lemma(token), "who" | "which" | "that" | "and" | "but" | "or");
        let finite =
            doc.upos(token) == Upos::Verb && doc.token(token).features.verb_form() != Some(VerbForm::Part);
        let helps_another = doc.upos(token) == Upos::Aux && token > comment && self.layout.is_finite(token);
        relative || finite || helps_another || doc.upos(token) == Upos::Sconj
    }

    fn has_auxiliary(&self, verb: TokenId) -> bool {
        self.doc.children_by(verb, Relation::Aux).next().is_some()
    }
}

fn is_stop(doc: Doc<'_>, token: TokenId) -> bool {
    matches!(doc.form(token), "." | "!" | "?" | ";" | ":")
}

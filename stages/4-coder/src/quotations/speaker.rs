//! Who speaks: the subject of a cue, through control, coordination, passives and participles.

use dualtrack_document::{Doc, Relation, TokenId, TokenRange, Upos, VerbForm};

use super::layout::Layout;
use crate::times::names_day;

/// The subject of a predicate: its own, its agent, or the one it takes from the clause that it hangs on.
pub(super) fn subject(doc: Doc<'_>, predicate: TokenId) -> Option<TokenId> {
    let mut at = predicate;
    loop {
        // "said it was late but added": not "it" adds.
        let dummy = at != predicate && doc.relation(at) == Relation::Ccomp && is_dummy(doc, at);
        if let Some(own) = own_subject(doc, at).filter(|_| !dummy) {
            return Some(own);
        }
        if let Some(passive) = doc.child(at, Relation::NsubjPass) {
            if !is_passive(doc, at) {
                return Some(passive);
            }
            // A passive names its speaker in its agent or not at all; it hands its own subject to "asked to say".
            return (at != predicate).then_some(passive);
        }
        let head = doc.head(at)?;
        match doc.relation(at) {
            Relation::Conj => at = head,
            Relation::Xcomp => match doc.child(head, Relation::Obj) {
                Some(object) if object > head && object < at => return Some(object),
                _ => at = head,
            },
            // "called a meeting to discuss the test": who called it discusses.
            Relation::Acl if is_infinitive(doc, at) && doc.relation(head) == Relation::Obj => {
                at = doc.head(head)?
            }
            Relation::Acl if !behind_comma(doc, at) => return Some(head),
            // "Ann Lee, the envoy, called it a breach", read as a name with a participle.
            _ if is_bare_name(doc, head) && head < at => return Some(head),
            _ if dummy || shares_subject(doc, at) => at = head,
            _ => return None,
        }
    }
}

/// Whether a sentence is read as nothing but a noun phrase: what hangs on its head is then the missed predicate.
fn is_bare_name(doc: Doc<'_>, head: TokenId) -> bool {
    doc.relation(head) == Relation::Root
        && doc.upos(head).is_nominal()
        && doc.child(head, Relation::Cop).is_none()
        && own_subject(doc, head).is_none()
}

/// Whether the subject of a clause is "it" or "there".
fn is_dummy(doc: Doc<'_>, predicate: TokenId) -> bool {
    let own = own_subject(doc, predicate).or_else(|| doc.child(predicate, Relation::Expl));
    own.is_some_and(|own| matches!(doc.lemma(own), "it" | "there"))
}

/// Whether a verb has the auxiliary of a passive. The subject alone tells little: parsers take short clauses in the past
/// tense for passives.
pub(super) fn is_passive(doc: Doc<'_>, verb: TokenId) -> bool {
    let progressive = doc.form(verb).ends_with("ing");
    doc.children(verb).iter().any(|&child| {
        let be = doc.relation(child) == Relation::Aux && matches!(doc.lemma(child), "be" | "get");
        doc.relation(child) == Relation::AuxPass || be && !progressive
    })
}

fn own_subject(doc: Doc<'_>, predicate: TokenId) -> Option<TokenId> {
    let subjects = [Relation::Nsubj, Relation::NsubjOuter, Relation::OblAgent];
    // Of two subjects the nearer one is the whole: "the candidate John Poe's doctor says".
    let nearest = |relation| doc.children_by(predicate, relation).filter(|&own| own < predicate).last();
    let subject = subjects
        .into_iter()
        .find_map(|relation| nearest(relation).or_else(|| doc.child(predicate, relation)));
    // "Lee, who was there, denied it": a name set off by commas is read as somebody addressed.
    subject.or_else(|| {
        doc.child(predicate, Relation::Vocative)
            .filter(|&name| name < predicate && doc.child(name, Relation::AclRelcl).is_some())
    })
}

/// Whether a clause without a subject takes that of the clause it hangs on: a participle, infinitive or gerund does
/// ("…, adding that", "before saying"), a finite clause does not.
fn shares_subject(doc: Doc<'_>, predicate: TokenId) -> bool {
    let own = doc.token(predicate).features.verb_form();
    let helped = doc.children(predicate).iter().any(|&child| {
        matches!(doc.relation(child), Relation::Aux | Relation::AuxPass)
            && doc.token(child).features.verb_form() == Some(VerbForm::Fin)
    });
    let clausal = doc.relation(predicate).is_clausal() || doc.relation(predicate) == Relation::Dep;
    clausal && own != Some(VerbForm::Fin) && !helped
}

fn is_infinitive(doc: Doc<'_>, predicate: TokenId) -> bool {
    doc.children_by(predicate, Relation::Mark).any(|mark| doc.lemma(mark) == "to")
}

/// Whether a comma sets a participle off from the noun that it hangs on: then it belongs to the clause ("spoke on
/// Friday, adding that").
fn behind_comma(doc: Doc<'_>, predicate: TokenId) -> bool {
    predicate.0.checked_sub(1).is_some_and(|before| doc.form(TokenId(before)) == ",")
}

/// The words that name a speaker: the phrase of `head` with its titles, appositions and relative clauses, without
/// anything that `barrier` governs (the cue may hang on the speaker: "the note saying …").
pub(super) fn phrase(doc: Doc<'_>, head: TokenId, barriers: &[TokenId]) -> TokenRange {
    let mut tokens = with_first_part(doc, head);
    for &barrier in barriers {
        if barrier < head && barrier >= tokens.start {
            tokens.start = TokenId(barrier.0 + 1);
        } else if barrier > head && barrier < tokens.end {
            tokens.end = barrier;
        }
    }
    let tokens = without_occasion(doc, head, trim(doc, tokens));
    without_day(doc, head, without_case(doc, head, tokens))
}

/// The words under a subject, with those of a second subject right before it, which a tree split off its title.
fn with_first_part(doc: Doc<'_>, head: TokenId) -> TokenRange {
    let tokens = doc.subtree(head);
    let verb = doc.head(head).filter(|_| doc.relation(head) == Relation::Nsubj);
    let mut subjects = verb.into_iter().flat_map(|verb| doc.children_by(verb, Relation::Nsubj));
    let first = subjects.find(|&other| other < head && doc.subtree(other).end == tokens.start);
    first.map_or(tokens, |first| TokenRange { start: doc.subtree(first).start, end: tokens.end })
}

/// The phrase without the occasion that a tree may have hung on it behind a comma: "the envoy, in a letter to Oslo, said".
fn without_occasion(doc: Doc<'_>, head: TokenId, tokens: TokenRange) -> TokenRange {
    let occasion = |comma: TokenId| {
        let next = TokenId(comma.0 + 1);
        let opens =
            matches!(doc.lemma(next), "in" | "at" | "on" | "during" | "after" | "before" | "while" | "when");
        let aside =
            doc.lemma(next) == "for" && matches!(doc.lemma(TokenId(next.0 + 1)), "example" | "instance");
        aside || opens && matches!(doc.upos(next), Upos::Adp | Upos::Sconj | Upos::Adv)
    };
    let behind = tokens.iter().filter(|&token| token > head && token.0 + 1 < tokens.end.0);
    let cut = behind.into_iter().find(|&token| doc.form(token) == "," && occasion(token));
    cut.map_or(tokens, |comma| trim(doc, TokenRange { start: tokens.start, end: comma }))
}

/// The phrase without the day that a tree may have hung on it: "the council on Friday said".
fn without_day(doc: Doc<'_>, head: TokenId, tokens: TokenRange) -> TokenRange {
    let mut words = tokens.iter().rev();
    let day = words.next().filter(|&last| last > head && names_day(doc.form(last)));
    let on = words.next().filter(|&before| before > head && doc.form(before) == "on");
    match (day, on) {
        (Some(_), Some(on)) => TokenRange { start: tokens.start, end: on },
        (Some(day), None) => TokenRange { start: tokens.start, end: day },
        _ => tokens,
    }
}

/// The phrase without the preposition or possessive mark of its head.
fn without_case(doc: Doc<'_>, head: TokenId, mut tokens: TokenRange) -> TokenRange {
    for case in doc.children_by(head, Relation::Case) {
        if case == tokens.start || doc.children(case).contains(&tokens.start) {
            let last = doc.children_by(case, Relation::Fixed).last().unwrap_or(case);
            tokens.start = TokenId(last.0 + 1).min(head);
        } else if case.0 + 1 == tokens.end.0 && case > head {
            tokens.end = case;
        }
    }
    trim(doc, tokens)
}

/// `tokens` without punctuation at either end; brackets and full stops that belong to a word stay with it.
pub(super) fn trim(doc: Doc<'_>, tokens: TokenRange) -> TokenRange {
    let is_word = |token: &TokenId| doc.upos(*token) != Upos::Punct;
    let first = tokens.iter().find(is_word);
    let last = tokens.iter().rfind(is_word);
    match (first, last) {
        (Some(start), Some(last)) => TokenRange { start, end: TokenId(last.0 + 1) },
        _ => TokenRange { start: tokens.start, end: tokens.start },
    }
}

/// [`trim`], with a closing bracket kept where it ends a name.
pub(super) fn trim_keeping_brackets(doc: Doc<'_>, tokens: TokenRange) -> TokenRange {
    let trimmed = trim(doc, tokens);
    let kept = TokenRange { start: trimmed.end, end: tokens.end };
    let closed = kept.iter().take_while(|&token| doc.form(token) == ")").count();
    TokenRange { start: trimmed.start, end: TokenId(trimmed.end.0 + closed as u32) }
}

/// The speaker beside a cue: its subject by the tree where that stands outside quotation marks, else the noun phrase
/// next to it; the word that the phrase hangs on, and the phrase.
pub(super) fn beside(layout: &Layout<'_>, cue: TokenId) -> Option<(TokenId, TokenRange)> {
    let beside = Beside { layout, doc: layout.doc };
    let who = beside.speaker(cue)?;
    let words = beside.words(who, cue);
    (!words.is_empty()).then_some((who, words))
}

/// The speaker of a comment between commas: the noun phrase beside the verb in `inside`.
pub(super) fn within(layout: &Layout<'_>, cue: TokenId, inside: TokenRange) -> Option<(TokenId, TokenRange)> {
    let beside = Beside { layout, doc: layout.doc };
    let nominal = |token: &TokenId| layout.doc.upos(*token).is_nominal();
    let before = TokenRange { start: inside.start, end: cue };
    let after = TokenRange { start: TokenId(cue.0 + 1), end: inside.end };
    if let Some(nearest) = before.iter().rfind(nominal) {
        let adverb =
            |token: &TokenId| matches!(layout.doc.upos(*token), Upos::Adv | Upos::Cconj | Upos::Punct);
        let start = before.iter().find(|token| !adverb(token)).unwrap_or(before.start);
        let words = beside.up_to_cue(TokenRange { start, end: TokenId(nearest.0 + 1) }, cue);
        return Some((beside.phrase_head(nearest, cue), words));
    }
    let first = after.iter().find(nominal)?;
    let head = beside.phrase_head(first, cue);
    let mut words = phrase(layout.doc, head, &[cue]);
    words.end = words.end.min(inside.end).max(words.start);
    Some((head, beside.with_apposition(words))).filter(|(_, words)| !words.is_empty())
}

/// A speaker's phrase, which a wrong tree may have cut short, with the names that go on up to its cue.
pub(super) fn up_to_cue(layout: &Layout<'_>, words: TokenRange, cue: TokenId) -> TokenRange {
    Beside { layout, doc: layout.doc }.up_to_cue(words, cue)
}

struct Beside<'a> {
    layout: &'a Layout<'a>,
    doc: Doc<'a>,
}

impl Beside<'_> {
    /// The words of the speaker, which never run into quotation marks. Behind the cue they run on over appositions
    /// ("said Ann Lee, the envoy to Oslo."), before it up to the cue ("the envoy Ann Lee said").
    fn words(&self, who: TokenId, cue: TokenId) -> TokenRange {
        let mut words = phrase(self.doc, who, &[cue]);
        if let Some(mark) = words.iter().find(|&token| token > who && self.layout.is_quoted(token)) {
            words.end = mark;
        }
        if let Some(mark) = words.iter().rfind(|&token| token < who && self.layout.is_quoted(token)) {
            words.start = TokenId(mark.0 + 1);
        }
        words = trim(self.doc, words);
        if who < cue { self.up_to_cue(words, cue) } else { self.with_apposition(words) }
    }

    /// A name cut short by a wrong tree goes on up to its cue, and an apposition up to the comma before it; a participle
    /// that tells what the speaker was doing meanwhile does not belong to the name.
    fn up_to_cue(&self, words: TokenRange, cue: TokenId) -> TokenRange {
        let words = self.without_participle(words);
        let longer = self.rest_of_name(words);
        let words = if longer.end <= cue { longer } else { words };
        let next = TokenId(words.end.0 + 1);
        if words.end >= cue || self.doc.form(words.end) != "," || !self.opens_apposition(next) {
            return words;
        }
        let between = TokenRange { start: next, end: cue };
        let helpers = |&token: &TokenId| !matches!(self.doc.upos(token), Upos::Adv | Upos::Aux);
        let last = between.iter().rfind(helpers).filter(|&last| self.doc.form(last) == ",");
        let quoted = between.iter().any(|token| self.layout.is_quoted(token));
        last.filter(|_| !quoted).map_or(words, |comma| TokenRange { start: words.start, end: comma })
    }

    fn without_participle(&self, words: TokenRange) -> TokenRange {
        let participle =
            |token: TokenId| self.doc.upos(token) == Upos::Verb && self.doc.form(token).ends_with("ing");
        let cut = words.iter().find(|&token| {
            let next = TokenId(token.0 + 1);
            self.doc.form(token) == "," && words.contains(next) && participle(next)
        });
        cut.map_or(words, |comma| TokenRange { start: words.start, end: comma })
    }

    /// Names and brackets that follow a name belong to it: "Rep. Ann Lee (R-Ohio)".
    fn rest_of_name(&self, words: TokenRange) -> TokenRange {
        let sentence = self.doc.syntax.sentence(self.doc.syntax.sentence_of(words.start)).tokens;
        let mut end = words.end;
        let of = |mark: &str| words.iter().filter(|&token| self.doc.form(token) == mark).count();
        let mut depth = of("(").saturating_sub(of(")"));
        for token in (TokenRange { start: words.end, end: sentence.end }).iter().take(12) {
            match self.doc.form(token) {
                "(" => depth += 1,
                ")" if depth > 0 => depth -= 1,
                "." if self.doc.upos(TokenId(token.0 - 1)) == Upos::Propn => {}
                _ if depth > 0 || matches!(self.doc.upos(token), Upos::Propn | Upos::Noun) => {}
                _ => break,
            }
            if depth == 0 {
                end = TokenId(token.0 + 1);
            }
        }
        trim_keeping_brackets(self.doc, TokenRange { start: words.start, end })
    }

    /// An apposition or relative clause behind a comma belongs to the speaker, up to the next stop or participle.
    fn with_apposition(&self, words: TokenRange) -> TokenRange {
        let words = self.rest_of_name(words);
        let sentence = self.doc.syntax.sentence(self.doc.syntax.sentence_of(words.start)).tokens;
        let comma = words.end;
        let next = TokenId(comma.0 + 1);
        if next >= sentence.end || self.doc.form(comma) != "," || !self.opens_apposition(next) {
            return words;
        }
        let rest = TokenRange { start: next, end: sentence.end };
        let stops = |&token: &TokenId| {
            self.layout.is_quoted(token)
                || matches!(self.doc.form(token), ";" | ":" | "—")
                || self.doc.form(token) == "," && !self.opens_apposition(TokenId(token.0 + 1))
        };
        let end = rest.iter().find(stops).unwrap_or(sentence.end);
        trim(self.doc, TokenRange { start: words.start, end })
    }

    fn opens_apposition(&self, token: TokenId) -> bool {
        if token.index() >= self.doc.syntax.tokens().len() {
            return false;
        }
        let relative = matches!(self.doc.lemma(token), "who" | "whose" | "which");
        relative
            || matches!(self.doc.upos(token), Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
    }

    /// Who speaks a stretch: what stands next to the cue, by its tree where that agrees.
    fn speaker(&self, cue: TokenId) -> Option<TokenId> {
        let outside = |who: &TokenId| !self.layout.is_quoted(*who) && !names_day(self.doc.form(*who));
        if let Some(who) = subject(self.doc, cue).filter(outside) {
            return Some(who);
        }
        if self.doc.upos(cue) == Upos::Noun {
            let verb = || self.doc.ancestors(cue).find(|&above| self.doc.upos(above) == Upos::Verb);
            return self.doc.child(cue, Relation::NmodPoss).or_else(|| subject(self.doc, verb()?));
        }
        let sentence = self.doc.syntax.sentence(self.doc.syntax.sentence_of(cue)).tokens;
        let before = TokenRange { start: sentence.start, end: cue };
        let after = TokenRange { start: TokenId(cue.0 + 1), end: sentence.end };
        // "“…,” May said": a name that is read as a verb.
        let name = |token: TokenId| {
            token.0 + 1 == cue.0
                && self.doc.upos(token) == Upos::Aux
                && self.doc.form(token).starts_with(char::is_uppercase)
        };
        let nominal =
            |&token: &TokenId| outside(&token) && (self.doc.upos(token).is_nominal() || name(token));
        let ahead = before.iter().rev().take(4).take_while(outside).find(nominal);
        let behind = || after.iter().take(6).take_while(outside).find(nominal);
        ahead.or_else(behind).map(|token| self.phrase_head(token, cue))
    }

    /// The head of the noun phrase that a word belongs to, on the same side of the cue and outside the marks.
    fn phrase_head(&self, token: TokenId, cue: TokenId) -> TokenId {
        let mut at = token;
        while let Some(head) = self.doc.head(at) {
            let nominal = self.doc.upos(head).is_nominal() && !self.layout.is_quoted(head);
            if head == cue || !nominal || (head < cue) != (token < cue) {
                break;
            }
            at = head;
        }
        at
    }
}

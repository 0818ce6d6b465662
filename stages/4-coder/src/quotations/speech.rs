//! Speech in quotation marks: which cue each stretch belongs to.
//!
//! The reading is by position, because trees of long quoted sentences are often wrong: a cue stands behind
//! ("…," he said), before (he said: "…"), or between two stretches of one utterance; a name may sign it ("…" – A. B.).
//! [`claim`] takes the plain cases before any tree is read, [`attach`] gives what is left to the clauses that the
//! trees show. A stretch without a cue of its own goes on with what was said before it.

use dualtrack_document::{Doc, Relation, TokenId, TokenRange, Upos};

use super::cues::{Construction, Cues};
use super::layout::Layout;
use super::report::{Report, Reports, cue_words};
use super::speaker;

/// Gives the stretches whose cue is plain from its position to reports of their own.
pub(super) fn claim(layout: &Layout<'_>, cues: &Cues, reports: &mut Reports) {
    let reader = Speech { layout, doc: layout.doc, cues };
    for quote in 0..layout.quoted.len() {
        if reports.covering(layout.tokens(quote)).is_none() {
            reader.claim(quote, reports);
        }
    }
}

/// Gives every other stretch that is speech to a report, making new ones where a cue has none yet.
pub(super) fn attach(layout: &Layout<'_>, cues: &Cues, reports: &mut Reports) {
    let reader = Speech { layout, doc: layout.doc, cues };
    let mut last: Option<(usize, usize)> = None;
    for quote in 0..layout.quoted.len() {
        if let Some(owner) = reports.owner(quote) {
            last = Some((quote, owner));
        } else if let Some(owner) = reader.owner(quote, reports, last) {
            reports.give(quote, owner);
            last = Some((quote, owner));
        }
    }
}

struct Speech<'a> {
    layout: &'a Layout<'a>,
    doc: Doc<'a>,
    cues: &'a Cues,
}

impl Speech<'_> {
    /// Gives a stretch to its cue if that is plain.
    fn claim(&self, quote: usize, reports: &mut Reports) {
        if self.layout.tokens(quote).is_empty() || !self.layout.is_speech(quote) {
            return;
        }
        let before = self.layout.before(quote);
        if let Some(cue) = self.plain_cue_before(before, quote) {
            if !self.is_reported(quote, cue) {
                let lead = self.interrupted(quote, cue, reports);
                self.give(quote, cue, None, reports);
                if let (Some(lead), Some(report)) = (lead, reports.owner(quote)) {
                    reports.add(lead, report);
                }
            }
        } else if let Some(cue) = self.plain_cue_after(quote) {
            let lead = self.lead(quote, reports);
            if lead.is_none_or(|lead| self.cue_before(lead).is_none() && self.leads_into(lead, quote)) {
                self.give(quote, cue, lead, reports);
            }
        } else if let Some(cue) = self.announcement(before) {
            self.give(quote, cue, None, reports);
        } else if let Some(cue) = self.unlisted_cue(quote) {
            self.give(quote, cue, None, reports);
        } else if let Some(report) = self.signed(quote) {
            reports.push(report);
        }
    }

    /// Adds a stretch to the report with this cue; `lead` are the reporter's own words before it.
    fn give(&self, quote: usize, cue: TokenId, lead: Option<TokenRange>, reports: &mut Reports) {
        let report = self.report_of(cue, reports);
        reports.give(quote, report);
        if let Some(lead) = lead {
            reports.add(TokenRange { start: lead.start, end: self.layout.tokens(quote).end }, report);
        }
    }

    /// The cue before a stretch where nothing but a comma, a colon or the person addressed stands between.
    fn plain_cue_before(&self, before: TokenRange, quote: usize) -> Option<TokenId> {
        let last = before.iter().next_back()?;
        match self.doc.form(last) {
            ":" => self.cue_before(before),
            "," => {
                self.cue_before(before).filter(|&cue| last.0 - cue.0 <= 8 && !self.opens_clause(cue, last))
            }
            _ => self
                .cue_before(before)
                .filter(|&cue| last.0 - cue.0 <= 2 && !self.opens_clause(cue, last))
                .filter(|&cue| !self.runs_on(cue, last, quote)),
        }
    }

    /// Whether the words between a cue and a stretch in lower case are its beginning ("said the plan “was dead”"), not
    /// the person addressed.
    fn runs_on(&self, cue: TokenId, last: TokenId, quote: usize) -> bool {
        let mut between = TokenRange { start: TokenId(cue.0 + 1), end: TokenId(last.0 + 1) }.iter();
        let named = between.any(|token| self.doc.upos(token).is_nominal());
        let uses = self.cues.verb(self.cues.lemma(self.doc, cue));
        let addresses = uses.iter().any(|usage| {
            usage.tail.is_empty()
                && matches!(usage.construction, Construction::Whole | Construction::Infinitive)
        });
        named && !addresses && !self.layout.begins_with_capital(quote)
    }

    /// The writer's words before a comment that a stretch in lower case goes on from: "The road was closed, he said, and
    /// “nobody knew why.”" Where they are a clause of their own they are reported too.
    fn interrupted(&self, quote: usize, cue: TokenId, reports: &Reports) -> Option<TokenRange> {
        let start = self.layout.line_start(cue);
        let before = TokenRange { start, end: cue };
        let comma = before.iter().rev().take(9).find(|&token| self.doc.form(token) == ",")?;
        let lead = speaker::trim(self.doc, TokenRange { start, end: comma });
        let first = lead.iter().next()?;
        let between = TokenRange { start: TokenId(cue.0 + 1), end: self.layout.tokens(quote).start };
        let resumes = !self.layout.begins_with_capital(quote)
            && between.iter().any(|token| self.doc.form(token) == ",")
            && self.doc.child(cue, Relation::Nsubj).is_some_and(|who| who > comma);
        let free = lead.iter().all(|token| {
            reports.content_at(token).is_none()
                && self.layout.quote_of(token).is_none_or(|inner| reports.owner(inner).is_none())
                && !(self.is_cue(token) && self.doc.child(token, Relation::Nsubj).is_some())
        });
        let states = lead.iter().any(|token| self.layout.is_finite(token))
            && !matches!(self.doc.upos(first), Upos::Sconj | Upos::Verb | Upos::Adp);
        (resumes && free && states).then_some(lead)
    }

    /// Whether the cue of a stretch in lower case is itself reported by another before it: "He said the law would allow
    /// “only the few” …" is his as a whole.
    fn is_reported(&self, quote: usize, cue: TokenId) -> bool {
        let line = TokenRange { start: self.layout.line_start(cue), end: cue };
        let outer = |&token: &TokenId| {
            self.is_cue(token)
                && self.doc.child(token, Relation::Nsubj).is_some()
                && self.doc.is_under(cue, token)
        };
        !self.layout.begins_with_capital(quote) && line.iter().any(|token| outer(&token))
    }

    /// A verb that the lexicon does not hold, beside a whole utterance: "“We shall not yield!” thundered the envoy",
    /// "As the poet sang, “The sea gives back what it took.”"
    fn unlisted_cue(&self, quote: usize) -> Option<TokenId> {
        let utterance = self.layout.begins_with_capital(quote)
            && self.layout.ends_with(quote, &[',', '?', '!', '.', '…'])
            && self.layout.is_clause(quote)
            && self.layout.words(self.layout.tokens(quote)).count() >= 4;
        if !utterance {
            return None;
        }
        let before = self.layout.before(quote);
        let comma = before.iter().next_back().filter(|&last| self.doc.form(last) == ",");
        let ahead =
            || before.iter().rev().take(6).find(|&token| self.is_telling(token)).filter(|_| comma.is_some());
        let after = self.layout.after(quote);
        let behind = after.iter().take(4).find(|&token| self.is_telling(token));
        let leads_on = self.layout.ends_with(quote, &[',', '?', '!']);
        behind.filter(|_| leads_on && self.layout.begins_sentence(quote)).or_else(ahead)
    }

    /// Whether a word is a finite verb with somebody as its subject and nothing yet as its object.
    fn is_telling(&self, token: TokenId) -> bool {
        let verb = self.doc.upos(token) == Upos::Verb && !self.doc.form(token).ends_with("ing");
        // Behind its verb the speaker is often taken for the object: "thundered the minister".
        let object = self.doc.child(token, Relation::Obj).filter(|&object| !self.layout.is_quoted(object));
        let who = self.doc.child(token, Relation::Nsubj).filter(|&who| !self.layout.is_quoted(who));
        let passive = self.doc.child(token, Relation::AuxPass).is_some();
        verb && !passive
            && who.is_some() != object.is_some()
            && !self.layout.is_quoted(token)
            && !self.cues.is_silent(self.doc.lemma(token))
    }

    /// Whether a conjunction between a cue and what follows makes that a clause of the reporter's.
    fn opens_clause(&self, cue: TokenId, last: TokenId) -> bool {
        let between = TokenRange { start: TokenId(cue.0 + 1), end: TokenId(last.0 + 1) };
        between.iter().any(|token| self.doc.upos(token) == Upos::Sconj)
    }

    /// The cue behind a stretch that ends as quotations before their cue do, or that fills its sentence up to it.
    fn plain_cue_after(&self, quote: usize) -> Option<TokenId> {
        let after = self.layout.after(quote);
        let Some(cue) = self.cue_after(after) else { return self.cue_of_own_sentence(quote) };
        let leads_on = self.layout.ends_with(quote, &[',', '?', '!', '—', '–', '-', '…', '.']);
        let near = cue.0 - after.start.0 <= 3 && self.layout.begins_sentence(quote);
        (leads_on || near).then_some(cue)
    }

    /// The cue behind a question or exclamation, where its stop ended the sentence: "Why not?" | "Lee asked."
    fn cue_of_own_sentence(&self, quote: usize) -> Option<TokenId> {
        let inner = self.layout.quoted[quote].inner().of(self.doc.text);
        let next = self
            .layout
            .next_sentence(quote)
            .filter(|next| inner.ends_with(['?', '!']) && next.len() <= 20)?;
        let cue = self.cue_after(next)?;
        let free = |relation| self.doc.child(cue, relation).is_none();
        let addressed = matches!(self.cues.lemma(self.doc, cue), "ask" | "tell" | "remind");
        let alone = free(Relation::Ccomp) && free(Relation::Xcomp) && (addressed || free(Relation::Obj));
        (alone && !next.iter().any(|token| self.layout.is_quoted(token))).then_some(cue)
    }

    /// The reporter's words that begin the sentence of a stretch, if nobody was given any of them: "This is “the same
    /// advantage,” the agency said" reports all of it.
    fn lead(&self, quote: usize, reports: &Reports) -> Option<TokenRange> {
        let tokens = self.layout.tokens(quote);
        let before = TokenRange { start: self.layout.line_start(tokens.start), end: tokens.start };
        let given =
            |token: TokenId| self.layout.quote_of(token).is_some_and(|quote| reports.owner(quote).is_some());
        let free = !before.iter().any(given);
        let words = speaker::trim(self.doc, before);
        let text = self.layout.words(words).any(|token| !self.layout.is_quoted(token));
        let conjunction = words.len() == 1 && self.doc.upos(words.start) == Upos::Cconj;
        (free && text && !conjunction).then_some(words)
    }

    /// Whether the words before a stretch and the stretch make one utterance; a title behind a preposition ("on “Face the
    /// Nation,” she said") does not.
    fn leads_into(&self, lead: TokenRange, quote: usize) -> bool {
        let outside = lead.iter().any(|token| !self.layout.is_quoted(token) && self.layout.is_finite(token));
        let last = lead.iter().next_back().map(|last| self.doc.upos(last));
        let title = last == Some(Upos::Noun) && self.layout.begins_with_capital(quote);
        let opens = title || matches!(last, Some(Upos::Adp | Upos::Det | Upos::Part));
        outside || self.layout.is_clause(quote) && !opens
    }

    /// "…" – Name: the rest of the line behind a stretch, or the line after it, is a dash and a name.
    fn signed(&self, quote: usize) -> Option<Report> {
        let outer = self.layout.quoted[quote].outer;
        let rest = self.doc.text.get(outer.end as usize..)?;
        let blank = rest.len() - rest.trim_start().len();
        let line = rest.trim_start().lines().next()?.trim_end();
        if !line.starts_with(['―', '—', '–', '-']) || line.len() > 100 {
            return None;
        }
        let start = outer.end + u32::try_from(blank).ok()?;
        let end = start + u32::try_from(line.len()).ok()?;
        let tokens = self.doc.syntax.tokens_in(dualtrack_document::Span::new(start, end));
        let name =
            speaker::trim(self.doc, TokenRange { start: TokenId(tokens.start.0 + 1), end: tokens.end });
        let named =
            name.iter().all(|token| !matches!(self.doc.upos(token), Upos::Verb | Upos::Aux | Upos::Pron));
        let capital = !name.is_empty() && self.doc.form(name.start).starts_with(char::is_uppercase);
        let cue = TokenRange { start: tokens.start, end: TokenId(tokens.start.0 + 1) };
        (named && capital).then(|| Report {
            head: tokens.start,
            cue,
            speaker: Some((self.doc.head_of(name), name)),
            content: Vec::new(),
            quotes: vec![quote],
        })
    }

    /// The report that a stretch belongs to; `last` is the stretch given before, and its report.
    fn owner(&self, quote: usize, reports: &mut Reports, last: Option<(usize, usize)>) -> Option<usize> {
        let tokens = self.layout.tokens(quote);
        if tokens.is_empty() {
            return None;
        }
        if let Some(covering) = reports.covering(tokens) {
            return Some(covering);
        }
        if let Some(running) = self.runs_into(quote, reports) {
            return Some(running);
        }
        if let Some((before, owner)) = last
            && self.resumes(quote, before, reports.get(owner))
        {
            return Some(owner);
        }
        if !self.layout.is_speech(quote) || !self.layout.begins_with_capital(quote) {
            return None;
        }
        // A name behind a preposition or possessor is a title: on "Fox and Friends", in Lee's "Diary".
        let opens = self.layout.before(quote).iter().next_back().map(|opens| self.doc.upos(opens));
        if matches!(opens, Some(Upos::Adp | Upos::Det | Upos::Part)) && !self.layout.is_clause(quote) {
            return None;
        }
        let near =
            self.cue_before(self.layout.before(quote)).or_else(|| self.cue_after(self.layout.after(quote)));
        if let Some(cue) = near {
            return Some(self.report_of(cue, reports));
        }
        if !self.layout.begins_sentence(quote) {
            return None;
        }
        self.goes_on(quote, reports, last)
    }

    /// Whether a stretch in lower case takes up the one before it after an interruption by its cue: "“The bridge,” said
    /// Ann Lee, the envoy to Oslo, “is closed.”"
    fn resumes(&self, quote: usize, before: usize, report: &Report) -> bool {
        let (earlier, here) = (self.layout.tokens(before), self.layout.tokens(quote));
        let between = TokenRange { start: earlier.end, end: here.start };
        let interruption = between.iter().next_back().map(|last| self.doc.form(last));
        !self.layout.begins_with_capital(quote)
            && between.contains(report.head)
            && matches!(interruption, Some("," | "-" | "–" | "—" | "--"))
            && self.layout.line_start(here.start) <= earlier.start
    }

    /// The report whose content runs into a stretch: a tree broken by the marks ends "urged members to “stand up”" before
    /// them. The words between are added to it.
    fn runs_into(&self, quote: usize, reports: &mut Reports) -> Option<usize> {
        let tokens = self.layout.tokens(quote);
        let before = TokenRange { start: self.layout.line_start(tokens.start), end: tokens.start };
        let joins = |&token: &TokenId| {
            !self.layout.is_quoted(token)
                && !self.is_cue(token)
                && !matches!(self.doc.upos(token), Upos::Punct | Upos::Cconj)
        };
        let nearest = before
            .iter()
            .rev()
            .take(5)
            .take_while(joins)
            .find(|&token| reports.content_at(token).is_some())?;
        let owner = reports.content_at(nearest)?;
        reports.extend(owner, nearest, self.phrase_end(quote));
        Some(owner)
    }

    /// One past the last word of a stretch, or of the phrase whose noun follows it: "the “open door” policy of 1899".
    fn phrase_end(&self, quote: usize) -> TokenId {
        let end = self.layout.tokens(quote).end;
        let closed = self.layout.ends_with(quote, &[',', '.', '?', '!', '…']);
        let next = Some(end).filter(|&next| !closed && next < self.layout.line_end(TokenId(end.0 - 1)));
        let noun = next.filter(|&next| self.doc.upos(next).is_nominal());
        noun.map_or(end, |noun| self.doc.subtree(noun).end.max(TokenId(noun.0 + 1)))
    }

    /// The report with this cue, made if there is none.
    fn report_of(&self, cue: TokenId, reports: &mut Reports) -> usize {
        if let Some(known) = reports.with_cue(cue) {
            return known;
        }
        let speaker = speaker::beside(self.layout, cue);
        let alone = TokenRange { start: cue, end: TokenId(cue.0 + 1) };
        let words = self.cue_words(cue).unwrap_or(alone);
        reports.push(Report { head: cue, cue: words, speaker, content: Vec::new(), quotes: Vec::new() })
    }

    /// The last verb of speech before a stretch.
    fn cue_before(&self, tokens: TokenRange) -> Option<TokenId> {
        tokens.iter().rev().find(|&token| self.is_cue(token))
    }

    /// The first verb of speech behind a stretch that is not a relative clause of its speaker; of "went on to say" it
    /// is the second.
    fn cue_after(&self, tokens: TokenRange) -> Option<TokenId> {
        let mut cues = tokens.iter().filter(|&token| self.is_cue(token));
        let first = cues.find(|&token| !self.layout.follows_relative(tokens, token))?;
        let second = cues.next().filter(|&next| {
            self.doc.form(TokenId(next.0 - 1)) == "to"
                && next.0 - first.0 <= 3
                && self.doc.is_under(next, first)
        });
        Some(second.unwrap_or(first))
    }

    fn is_cue(&self, token: TokenId) -> bool {
        let verb = self.doc.upos(token) == Upos::Verb && self.doc.relation(token) != Relation::Amod;
        verb && !self.layout.is_quoted(token) && self.cue_words(token).is_some()
    }

    /// The words of a verb of speech with its particle ("pointed out"), or with the verb that carries it ("went on to
    /// say"), if it is one.
    fn cue_words(&self, verb: TokenId) -> Option<TokenRange> {
        let mut uses = self.cues.speech_uses(self.cues.lemma(self.doc, verb));
        let words = uses.find_map(|usage| cue_words(self.doc, verb, &usage.tail))?;
        let carrier = self.doc.head(verb).filter(|&head| {
            let carries = ["go", "continue", "begin", "start", "proceed"].contains(&self.doc.lemma(head));
            let hangs = matches!(self.doc.relation(verb), Relation::Xcomp | Relation::Advcl);
            carries && hangs && head < verb && verb.0 - head.0 <= 3
        });
        Some(TokenRange { start: carrier.unwrap_or(words.start), end: words.end })
    }

    /// Before a colon, any noun or verb introduces what follows ("Cruz called them on it: …").
    fn announcement(&self, before: TokenRange) -> Option<TokenId> {
        before.iter().next_back().filter(|&last| self.doc.form(last) == ":")?;
        let noun = before.iter().rfind(|&token| self.cues.is_noun(self.doc.lemma(token)));
        noun.or_else(|| before.iter().find(|&token| self.doc.upos(token) == Upos::Verb))
    }

    /// The report that a stretch without a cue goes on with: the one that owns the last stretch of its paragraph, else
    /// the last speech reported there, else what ended the paragraph before with a quotation.
    fn goes_on(&self, quote: usize, reports: &Reports, last: Option<(usize, usize)>) -> Option<usize> {
        let start = self.layout.tokens(quote).start;
        let paragraph = self.layout.paragraph(start);
        if let Some((before, owner)) = last
            && self.layout.paragraph(self.layout.tokens(before).start) == paragraph
        {
            return Some(owner);
        }
        let earlier = TokenRange { start: self.layout.paragraph_start(start), end: start };
        let speaks =
            |at: &usize| self.cues.introduces_speech(self.cues.lemma(self.doc, reports.get(*at).head));
        if let Some(nearest) = reports.backwards(earlier).find(speaks) {
            return Some(nearest);
        }
        let (before, owner) = last?;
        let end = self.layout.tokens(before).iter().next_back()?;
        let cue = reports.get(owner).head;
        let adjoins = self.layout.paragraph(end.max(cue)) + 1 >= paragraph;
        adjoins.then_some(owner)
    }
}

//! Attributions by grammar: a cue, and the clause or phrase that it governs.
//!
//! A verb reports its clause ("said that …"), infinitive, noun phrase or preposition, as `codebook/cues.toml` says;
//! a verb that the lexicon does not hold still reports a finite clause. A cue may stand after, inside or beside what it
//! reports ("…, he said", "as he put it", "according to him"). Of cues inside each other's content the outermost
//! counts: what A says that B believes is A's.

use dualtrack_document::{Doc, Relation, TokenId, TokenRange, Upos, VerbForm};

use super::cues::{Construction, Cues};
use super::layout::Layout;
use super::report::{Report, cue_words, pieces, words_without};
use super::speaker::{self, is_passive, phrase, subject};

/// All attributions that the trees show outside quotation marks, by their cue, beside those of `claimed`.
pub(super) fn reports(layout: &Layout<'_>, cues: &Cues, claimed: &[Report]) -> Vec<Report> {
    let reader = Clauses { layout, doc: layout.doc, cues };
    let mut found = Vec::new();
    for sentence in layout.doc.syntax.sentences() {
        let is_free = |token: TokenId| {
            !layout.is_quoted(token)
                && !claimed.iter().any(|claim| claim.head == token || claim.reports(token))
        };
        let free = sentence.tokens.iter().filter(|&token| is_free(token));
        let mut candidates: Vec<Report> = free.filter_map(|token| reader.at(token)).collect();
        candidates.retain(|report| !claimed.iter().any(|claim| report.reports(claim.head)));
        found.extend(outermost(layout.doc, candidates));
    }
    found
}

/// The candidates that stand in no other's content. Of two that stand in each other's the higher in the tree counts.
fn outermost(doc: Doc<'_>, mut candidates: Vec<Report>) -> Vec<Report> {
    candidates.sort_by_key(|report| (doc.ancestors(report.head).count(), report.head));
    let mut kept: Vec<Report> = Vec::new();
    for report in candidates {
        if kept.iter().any(|outer| outer.reports(report.head)) {
            continue;
        }
        kept.retain(|inner| !report.reports(inner.head));
        kept.push(report);
    }
    kept.sort_by_key(|report| report.head);
    kept
}

struct Clauses<'a> {
    layout: &'a Layout<'a>,
    doc: Doc<'a>,
    cues: &'a Cues,
}

/// A cue's words and content, before the speaker is known.
struct Found {
    cue: TokenRange,
    content: Vec<TokenRange>,
    shape: Shape,
}

/// Where the speaker of a verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// It is the subject.
    Active,
    /// It is the agent, and the subject is reported ("the vote was condemned by …").
    Passive,
    /// It stands beside the verb between commas, in these words.
    Comment(TokenRange),
}

impl Clauses<'_> {
    /// The attribution whose cue is `token`, if it is one.
    fn at(&self, token: TokenId) -> Option<Report> {
        if let Some(report) = self.source_phrase(token) {
            return Some(report);
        }
        match self.doc.upos(token) {
            Upos::Verb | Upos::Aux if !self.is_governed_name(token) => self.verb(token),
            // "The survey shows that …", read as a noun with a subject.
            Upos::Noun | Upos::Adj if self.is_predicate(token) => self.verb(token),
            Upos::Noun => self.noun(token).or_else(|| self.view_phrase(token)),
            Upos::Adj => self.adjective(token),
            Upos::Adv => self.adverb(token),
            _ => None,
        }
    }

    /// Whether a word has a subject and no copula, which only a verb has.
    fn is_predicate(&self, token: TokenId) -> bool {
        self.doc.child(token, Relation::Nsubj).is_some() && self.doc.child(token, Relation::Cop).is_none()
    }

    /// Whether a verb only shapes another phrase ("according to", "including", an attribute) or says when ("when
    /// speaking of the talks").
    fn is_governed_name(&self, token: TokenId) -> bool {
        let when =
            |&child: &TokenId| matches!(self.doc.lemma(child), "when" | "while" | "if" | "once" | "until");
        let participle =
            self.doc.relation(token) == Relation::Advcl && self.doc.child(token, Relation::Nsubj).is_none();
        if participle && self.doc.children(token).iter().any(when) {
            return true;
        }
        let shapes = [Relation::Case, Relation::Amod, Relation::Compound, Relation::Mark, Relation::Fixed];
        shapes.contains(&self.doc.relation(token))
    }

    fn verb(&self, verb: TokenId) -> Option<Report> {
        let found = self.verb_content(verb)?;
        let speaker = match found.shape {
            Shape::Comment(inside) => speaker::within(self.layout, verb, inside),
            Shape::Passive => self.agent(verb).and_then(|who| self.speaker(verb, who, &found)),
            Shape::Active => {
                let who = self.subject(verb);
                who.and_then(|who| self.speaker(verb, who, &found)).or_else(|| self.nearest(verb, &found))
            }
        };
        let mut content = found.content;
        if let Some((_, words)) = speaker {
            content = content.into_iter().flat_map(|part| pieces(self.doc, part, &[words])).collect();
        }
        (!content.is_empty()).then_some(Report {
            head: verb,
            cue: found.cue,
            speaker,
            content,
            quotes: Vec::new(),
        })
    }

    /// The speaker's phrase, if it does not stand in the content.
    fn speaker(&self, verb: TokenId, who: TokenId, found: &Found) -> Option<(TokenId, TokenRange)> {
        if found.content.iter().any(|part| part.contains(who)) {
            return None;
        }
        let mut words = phrase(self.doc, who, &self.barriers(verb, who, found));
        if who < verb && found.shape == Shape::Active {
            words = speaker::up_to_cue(self.layout, words, verb);
        }
        (!words.is_empty()).then_some((who, words))
    }

    /// The noun phrase before a finite verb whose subject the tree missed.
    fn nearest(&self, verb: TokenId, found: &Found) -> Option<(TokenId, TokenRange)> {
        let finite = self.layout.is_finite(verb) && self.doc.relation(verb) != Relation::Conj;
        let beside = speaker::beside(self.layout, verb).filter(|_| finite)?;
        let clear = found.content.iter().all(|part| !part.contains(beside.0));
        (clear && beside.0 < verb).then_some(beside)
    }

    /// What a speaker's phrase must not run into: the cue and the content.
    fn barriers(&self, cue: TokenId, speaker: TokenId, found: &Found) -> Vec<TokenId> {
        let mut barriers = vec![cue];
        for part in &found.content {
            barriers.push(if part.start > speaker {
                part.start
            } else {
                TokenId(part.end.0.saturating_sub(1))
            });
        }
        barriers
    }

    /// Who has the attitude: the subject, of "is convinced" that of the passive.
    fn subject(&self, verb: TokenId) -> Option<TokenId> {
        let moved = self.doc.child(verb, Relation::NsubjPass).filter(|_| self.is_moved(verb));
        moved.or_else(|| subject(self.doc, verb))
    }

    /// Whether a participle tells what its subject feels ("is concerned that"), not what was done to it.
    fn is_moved(&self, verb: TokenId) -> bool {
        self.cues.is_adjective(&self.doc.form(verb).to_lowercase())
    }

    fn agent(&self, verb: TokenId) -> Option<TokenId> {
        self.doc.child(verb, Relation::OblAgent)
    }

    fn verb_content(&self, verb: TokenId) -> Option<Found> {
        let uses = self.cues.verb(self.cues.lemma(self.doc, verb));
        if is_passive(self.doc, verb) && self.doc.child(verb, Relation::NsubjPass).is_some() {
            return self.passive(verb);
        }
        if let Some(found) = self.comment(verb) {
            return Some(found);
        }
        for usage in uses {
            let Some(cue) = cue_words(self.doc, verb, &usage.tail) else { continue };
            let tail = (cue.len() > 1).then_some(TokenId(cue.end.0 - 1));
            let content = match usage.construction {
                Construction::Clause => self.clause(verb),
                Construction::Infinitive => self.infinitive(verb, tail),
                Construction::Gerund => self.gerund(verb, tail),
                Construction::Object => self.object(verb, tail),
                Construction::Whole => self.whole(verb, tail),
            };
            if let Some(content) = content.filter(|content| !content.is_empty()) {
                return Some(Found { cue, content, shape: Shape::Active });
            }
        }
        self.unlisted(verb).or_else(|| self.rest_of_sentence(verb))
    }

    /// Where the content begins if the tree gave its subject to the verb: "says [the ministers' talks] were useful". Nothing
    /// but the words of a noun phrase stands between the verb and its clause then, and the clause has no conjunction.
    fn missed_subject(&self, verb: TokenId, clause: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let start = TokenId(verb.0 + 1);
        let gap = TokenRange { start, end: clause };
        let addresses = self
            .cues
            .verb(self.cues.lemma(doc, verb))
            .iter()
            .any(|usage| usage.construction == Construction::Whole);
        let time = |token: TokenId| doc.relation(token) == Relation::OblUnmarked;
        let own = |token: TokenId| matches!(doc.relation(token), Relation::Nsubj | Relation::Iobj);
        let foreign = |token: TokenId| {
            doc.upos(token) == Upos::Punct && !matches!(doc.form(token), "-" | "–")
                || time(token)
                || own(token) && doc.head(token) == Some(verb)
                || doc.upos(token) == Upos::Sconj
        };
        let first = gap.iter().next().filter(|_| !addresses)?;
        let opens = matches!(
            doc.upos(first),
            Upos::Det | Upos::Propn | Upos::Noun | Upos::Num | Upos::Adj | Upos::Pron
        );
        (opens && doc.upos(clause) != Upos::Sconj && !gap.iter().any(foreign)).then_some(start)
    }

    /// Where the content ends if the tree hung a further clause of it on the verb: "said A was ready and B was not".
    fn goes_on(&self, verb: TokenId, clause: TokenId, end: TokenId) -> TokenId {
        let doc = self.doc;
        let further = doc.children_by(verb, Relation::Conj).filter(|&next| {
            let subject = doc.child(next, Relation::Nsubj).or_else(|| doc.child(next, Relation::NsubjPass));
            next > clause && subject.is_some() && self.cues.verb(self.cues.lemma(doc, next)).is_empty()
        });
        further
            .map(|next| doc.subtree(next))
            .filter(|next| next.start <= end)
            .map(|next| next.end)
            .max()
            .unwrap_or(end)
    }

    /// A comment between commas or at the end of its sentence ("The ice, he said, is thin"; "…, said the envoy."):
    /// the rest of the sentence is what it reports, whatever the tree makes of it.
    fn comment(&self, verb: TokenId) -> Option<Found> {
        let doc = self.doc;
        if !self.cues.introduces_speech(self.cues.lemma(doc, verb)) || self.has_mark(verb, "as") {
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
        let plain = words.iter().all(|&token| !self.opens_clause(token));
        let who = words.iter().any(|&token| doc.upos(token).is_nominal());
        let content = pieces(doc, sentence, &[TokenRange { start: inside.start, end: inside.end }]);
        let speaks = content.iter().any(|part| {
            part.iter().any(|token| doc.upos(token) == Upos::Verb || doc.upos(token) == Upos::Aux)
        });
        let first = content.first().is_some_and(|part| part.start < open && self.states(*part));
        let cue = TokenRange { start: verb, end: TokenId(verb.0 + 1) };
        (plain && who && speaks && first && words.len() <= 24).then_some(Found {
            cue,
            content,
            shape: Shape::Comment(inside),
        })
    }

    /// Whether what stands before a comment can be what is reported: it holds more than a name with a relative clause,
    /// and no report of its own.
    fn states(&self, part: TokenRange) -> bool {
        let doc = self.doc;
        let finite =
            part.iter().filter(|&token| self.layout.is_finite(token) && !self.layout.is_quoted(token));
        let mut reported = part.len() > 1;
        let (mut verbs, mut relative) = (0, 0);
        for verb in finite {
            verbs += 1;
            relative += usize::from(self.layout.follows_relative(part, verb));
            reported &= !(self.cues.introduces_speech(self.cues.lemma(doc, verb))
                && doc.child(verb, Relation::Nsubj).is_some());
        }
        reported && (verbs == 0 || relative < verbs)
    }

    /// Whether a word makes more than a comment of what stands between two commas: a conjunction, a relative pronoun,
    /// another finite verb.
    fn opens_clause(&self, token: TokenId) -> bool {
        let doc = self.doc;
        let relative = matches!(doc.lemma(token), "who" | "which" | "that" | "and" | "but" | "or");
        let finite =
            doc.upos(token) == Upos::Verb && doc.token(token).features.verb_form() != Some(VerbForm::Part);
        relative || finite || doc.upos(token) == Upos::Sconj
    }

    /// What a verb of speech with a subject reports where the tree shows nothing: the rest of its sentence, if that
    /// holds a clause.
    fn rest_of_sentence(&self, verb: TokenId) -> Option<Found> {
        let doc = self.doc;
        let speaks = self.cues.introduces_speech(self.cues.lemma(doc, verb))
            && doc.child(verb, Relation::Nsubj).is_some();
        let start = TokenId(verb.0 + 1);
        let end = self.layout.line_end(verb);
        let rest = TokenRange { start, end: end.max(start) };
        let first = rest.iter().next().filter(|_| speaks)?;
        let opens = doc.upos(first).is_nominal() || matches!(doc.upos(first), Upos::Det | Upos::Sconj);
        let clause = rest.iter().any(|token| doc.token(token).features.verb_form() == Some(VerbForm::Fin));
        let cue = TokenRange { start: verb, end: start };
        (opens && clause).then(|| Found { cue, content: pieces(doc, rest, &[]), shape: Shape::Active })
    }

    /// A finite clause that the verb governs, or the clause that it stands in or behind as a comment.
    fn clause(&self, verb: TokenId) -> Option<Vec<TokenRange>> {
        let own = self.doc.subtree(verb);
        if let Some(clause) = self.finite_clause(verb) {
            return Some(self.clause_words(verb, clause));
        }
        let comment = match self.doc.relation(verb) {
            Relation::Parataxis => subject(self.doc, verb).is_some(),
            Relation::Advcl => self.has_mark(verb, "as") && self.doc.child(verb, Relation::Obj).is_none(),
            _ => false,
        };
        let head = self.doc.head(verb).filter(|_| comment)?;
        Some(words_without(self.doc, self.clause_head(head), &[own]))
    }

    /// The finite clause that a verb governs. A clause with "that" which hangs on the person addressed is the verb's
    /// too: "told a group of veterans that …" is often read as a clause about the group.
    fn finite_clause(&self, verb: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let finite =
            |&clause: &TokenId| self.is_finite(clause) && (clause > verb || self.is_fronted(verb, clause));
        let own = doc.children_by(verb, Relation::Ccomp).filter(finite).max_by_key(|&clause| clause > verb);
        let addressed = doc.children(verb).iter().copied().filter(|&child| {
            child > verb && matches!(doc.relation(child), Relation::Obj | Relation::Iobj | Relation::Obl)
        });
        let mut theirs = addressed.flat_map(|person| doc.children(person).iter().copied());
        let mut beside = doc.children(verb).iter().copied().filter(|&child| child > verb);
        let that = |clause: TokenId| {
            doc.relation(clause).is_clausal() && doc.lemma(doc.subtree(clause).start) == "that"
        };
        own.or_else(|| theirs.find(|&clause| that(clause))).or_else(|| beside.find(|&clause| that(clause)))
    }

    /// Whether a clause before its verb is what it reports ("The ice is thin, he says"): it has a subject, begins
    /// before the verb's own, and not with a relative pronoun.
    fn is_fronted(&self, verb: TokenId, clause: TokenId) -> bool {
        let doc = self.doc;
        let start = doc.subtree(clause).start;
        let subject = [Relation::Nsubj, Relation::NsubjPass, Relation::Expl];
        let has_subject = subject.iter().any(|&relation| doc.child(clause, relation).is_some());
        let before =
            doc.child(verb, Relation::Nsubj).is_none_or(|own| own < verb && start < own || own > verb);
        has_subject && before && !matches!(doc.lemma(start), "who" | "which" | "whose")
    }

    /// The words of a clause, without the cue and its dependents where these stand inside or behind it.
    fn clause_words(&self, verb: TokenId, clause: TokenId) -> Vec<TokenRange> {
        let words = self.doc.subtree(clause);
        if words.start > verb {
            let start = self.missed_subject(verb, words.start).unwrap_or(words.start);
            let end = self.goes_on(verb, clause, words.end);
            return pieces(self.doc, TokenRange { start, end }, &[]);
        }
        let others = self.doc.children(verb).iter().filter(|&&child| child != clause);
        let mut holes: Vec<TokenRange> = others.map(|&child| self.doc.subtree(child)).collect();
        holes.push(TokenRange { start: verb, end: TokenId(verb.0 + 1) });
        pieces(self.doc, words, &holes)
    }

    fn is_finite(&self, clause: TokenId) -> bool {
        let doc = self.doc;
        let finite = |token: TokenId| doc.token(token).features.verb_form() == Some(VerbForm::Fin);
        let helped = doc.children(clause).iter().any(|&child| {
            matches!(doc.relation(child), Relation::Aux | Relation::AuxPass | Relation::Cop) && finite(child)
        });
        let subject = [Relation::Nsubj, Relation::NsubjPass, Relation::Expl, Relation::Csubj];
        finite(clause) || helped || subject.iter().any(|&relation| doc.child(clause, relation).is_some())
    }

    fn has_mark(&self, clause: TokenId, mark: &str) -> bool {
        self.doc.children_by(clause, Relation::Mark).any(|token| self.doc.lemma(token) == mark)
    }

    /// "promised to leave", "urged them to leave": from the person addressed to the end of the infinitive.
    fn infinitive(&self, verb: TokenId, tail: Option<TokenId>) -> Option<Vec<TokenRange>> {
        let clause = self.complements(verb).find(|&clause| self.has_mark(clause, "to") && clause > verb)?;
        let person = self.doc.child(verb, Relation::Obj).or_else(|| self.after_tail(verb, tail));
        let start = person.filter(|&person| person < clause).map(|person| self.doc.subtree(person).start);
        let words = self.doc.subtree(clause);
        let start = start.unwrap_or(words.start).max(TokenId(tail.unwrap_or(verb).0 + 1));
        Some(pieces(self.doc, TokenRange { start, end: words.end }, &[]))
    }

    fn complements(&self, verb: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        let clausal = [Relation::Xcomp, Relation::Ccomp, Relation::Advcl];
        self.doc
            .children(verb)
            .iter()
            .copied()
            .filter(move |&child| clausal.contains(&self.doc.relation(child)))
    }

    fn gerund(&self, verb: TokenId, tail: Option<TokenId>) -> Option<Vec<TokenRange>> {
        let clause = self.complements(verb).find(|&clause| {
            let helper = self.doc.children_by(clause, Relation::Aux).next().unwrap_or(clause);
            let form = self.doc.form(clause).ends_with("ing") || self.doc.form(helper).ends_with("ing");
            let marked = self.doc.children_by(clause, Relation::Mark).next();
            clause > verb && form && marked.is_none_or(|mark| Some(mark) == tail)
        })?;
        let words = self.doc.subtree(clause);
        let start = words.start.max(TokenId(tail.unwrap_or(verb).0 + 1));
        Some(pieces(self.doc, TokenRange { start, end: words.end }, &[]))
    }

    /// The object, or what the preposition of the cue introduces.
    fn object(&self, verb: TokenId, tail: Option<TokenId>) -> Option<Vec<TokenRange>> {
        let direct = || self.doc.children_by(verb, Relation::Obj).find(|&object| object > verb);
        let object = match tail {
            Some(_) => self.after_tail(verb, tail).or_else(direct)?,
            None => direct().or_else(|| self.free_relative(verb))?,
        };
        let words = self.doc.subtree(object);
        let start = words.start.max(TokenId(tail.unwrap_or(verb).0 + 1));
        Some(pieces(self.doc, TokenRange { start, end: words.end }, &[]))
    }

    /// "condemned what he called a breach": a clause that stands for a thing.
    fn free_relative(&self, verb: TokenId) -> Option<TokenId> {
        let mut behind = self.doc.children(verb).iter().copied().filter(|&child| child > verb);
        behind.find(|&clause| {
            let start = self.doc.subtree(clause).start;
            start > verb && matches!(self.doc.lemma(start), "what" | "whatever" | "how" | "why" | "who")
        })
    }

    /// The dependent of the verb that the preposition at `tail` introduces.
    fn after_tail(&self, verb: TokenId, tail: Option<TokenId>) -> Option<TokenId> {
        let introduced = self.doc.head(tail?)?;
        (introduced > tail? && self.doc.is_under(introduced, verb)).then_some(introduced)
    }

    /// An object and what is said of it: "called the plan dead", "accused them of spying".
    fn whole(&self, verb: TokenId, tail: Option<TokenId>) -> Option<Vec<TokenRange>> {
        let object = match tail {
            Some(_) => self.after_tail(verb, tail)?,
            None => self.doc.children_by(verb, Relation::Obj).find(|&object| object > verb)?,
        };
        let end = self.said_of(verb, object).or_else(|| self.said_inside(object))?;
        Some(pieces(self.doc, TokenRange { start: self.doc.subtree(object).start, end }, &[]))
    }

    /// Where what is said of `object` ends: the last complement of the verb behind it.
    fn said_of(&self, verb: TokenId, object: TokenId) -> Option<TokenId> {
        let said = self.doc.children(verb).iter().copied().filter(|&child| child > object && child > verb);
        let said = said.filter(|&child| match self.doc.relation(child) {
            Relation::Xcomp | Relation::Ccomp | Relation::Obj => true,
            Relation::Obl | Relation::Advcl => self.introduced_by(child, &["as", "of", "for", "to", "with"]),
            _ => false,
        });
        said.map(|child| self.doc.subtree(child).end).max()
    }

    /// The same where the tree hung it on the object: "accused its neighbour of spying".
    fn said_inside(&self, object: TokenId) -> Option<TokenId> {
        let mut behind = self.doc.children(object).iter().copied().filter(|&child| child > object);
        let said = behind.any(|child| match self.doc.relation(child) {
            Relation::Nmod | Relation::Acl => self.introduced_by(child, &["as", "of", "for"]),
            _ => false,
        });
        said.then(|| self.doc.subtree(object).end)
    }

    fn introduced_by(&self, token: TokenId, words: &[&str]) -> bool {
        let introducers = self.doc.children(token).iter().copied();
        let mut introducers =
            introducers.filter(|&child| matches!(self.doc.relation(child), Relation::Case | Relation::Mark));
        introducers.any(|child| words.contains(&self.doc.lemma(child)))
    }

    /// "was condemned by the council", "is expected to resign": the subject belongs to what is reported.
    fn passive(&self, verb: TokenId) -> Option<Found> {
        let doc = self.doc;
        let uses = self.cues.verb(self.cues.lemma(doc, verb));
        if self.is_moved(verb) {
            return self.moved(verb);
        }
        let subject = doc.child(verb, Relation::NsubjPass)?;
        let holds =
            |c: Construction| uses.iter().any(|usage| usage.tail.is_empty() && usage.construction == c);
        let cue = TokenRange { start: verb, end: TokenId(verb.0 + 1) };
        let infinitive = self.complements(verb).find(|&clause| clause > verb && self.has_mark(clause, "to"));
        if let Some(clause) =
            infinitive.filter(|_| holds(Construction::Infinitive) || holds(Construction::Whole))
        {
            let mut content = pieces(doc, doc.subtree(subject), &[]);
            content.extend(pieces(doc, doc.subtree(clause), &[]));
            return Some(Found { cue, content, shape: Shape::Passive });
        }
        let clause =
            doc.children_by(verb, Relation::Ccomp).find(|&clause| clause > verb && self.is_finite(clause));
        if let Some(clause) = clause.filter(|_| holds(Construction::Clause)) {
            return Some(Found {
                cue,
                content: pieces(doc, doc.subtree(clause), &[]),
                shape: Shape::Passive,
            });
        }
        let by_agent =
            self.agent(verb).is_some() && (holds(Construction::Object) || holds(Construction::Whole));
        by_agent.then(|| Found {
            cue,
            content: pieces(doc, doc.subtree(subject), &[]),
            shape: Shape::Passive,
        })
    }

    /// "is convinced that", "was worried about": what moves the subject.
    fn moved(&self, verb: TokenId) -> Option<Found> {
        let (cue, content) = self.complement_of_state(verb)?;
        Some(Found { cue, content, shape: Shape::Active })
    }

    /// A verb that the lexicon does not hold, with a finite clause and somebody as its subject.
    fn unlisted(&self, verb: TokenId) -> Option<Found> {
        let lemma = self.cues.lemma(self.doc, verb);
        if self.cues.is_silent(lemma) || !self.cues.verb(lemma).is_empty() {
            return None;
        }
        let clause =
            self.doc.children_by(verb, Relation::Ccomp).find(|&clause| self.has_mark(clause, "that"))?;
        subject(self.doc, verb).filter(|&who| self.doc.upos(who).is_nominal())?;
        let cue = TokenRange { start: verb, end: TokenId(verb.0 + 1) };
        Some(Found { cue, content: pieces(self.doc, self.doc.subtree(clause), &[]), shape: Shape::Active })
    }

    /// "is confident that …", "is critical of …".
    fn adjective(&self, adjective: TokenId) -> Option<Report> {
        let doc = self.doc;
        if !self.cues.is_adjective(doc.lemma(adjective)) || doc.child(adjective, Relation::Cop).is_none() {
            return None;
        }
        let (cue, content) = self.complement_of_state(adjective)?;
        self.report(adjective, cue, subject(doc, adjective), content)
    }

    /// The cue, from its copula to its preposition, and what it governs: a clause, or what a preposition introduces.
    fn complement_of_state(&self, state: TokenId) -> Option<(TokenRange, Vec<TokenRange>)> {
        let doc = self.doc;
        let clausal = self.complements(state).find(|&clause| clause > state);
        let phrase = doc.children_by(state, Relation::Obl).find(|&of| {
            of > state && self.introduced_by(of, &["of", "about", "with", "over", "to", "for", "by", "at"])
        });
        let complement = clausal.or(phrase)?;
        let words = doc.subtree(complement);
        if words.start <= state {
            return None;
        }
        let case = doc.children_by(complement, Relation::Case).find(|&case| case == words.start);
        let start = case.map_or(words.start, |case| TokenId(case.0 + 1));
        let copula =
            doc.children(state).iter().copied().find(|&child| {
                child < state && matches!(doc.relation(child), Relation::Cop | Relation::AuxPass)
            });
        let first = copula.filter(|copula| state.0 - copula.0 <= 2).unwrap_or(state);
        let end = case.map_or(TokenId(state.0 + 1), |case| TokenId(case.0 + 1));
        let cue = TokenRange { start: first, end };
        Some((cue, pieces(doc, TokenRange { start, end: words.end }, &[])))
    }

    /// "Moscow's claim that …", "the call for …".
    fn noun(&self, noun: TokenId) -> Option<Report> {
        let doc = self.doc;
        if !self.cues.is_noun(doc.lemma(noun)) {
            return None;
        }
        let behind = doc.children(noun).iter().copied().filter(|&child| child > noun);
        let complement = behind.into_iter().find(|&child| match doc.relation(child) {
            Relation::Acl | Relation::AclRelcl | Relation::Ccomp => {
                self.has_mark(child, "that") || self.has_mark(child, "to")
            }
            Relation::Nmod => {
                self.introduced_by(child, &["of", "for", "about", "on", "against", "over", "to", "with"])
            }
            _ => false,
        })?;
        let who = self.possessor(noun)?;
        let words = doc.subtree(complement);
        if words.start <= noun {
            return None;
        }
        let case = doc.children_by(complement, Relation::Case).find(|&case| case == words.start);
        let start = case.map_or(words.start, |case| TokenId(case.0 + 1));
        let cue =
            TokenRange { start: noun, end: case.map_or(TokenId(noun.0 + 1), |case| TokenId(case.0 + 1)) };
        let content = pieces(doc, TokenRange { start, end: words.end }, &[]);
        self.report(noun, cue, Some(who), content)
    }

    /// Whose a noun is: "Moscow's claim", "the claim by Moscow", or the subject of "made the claim".
    fn possessor(&self, noun: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let by =
            |&child: &TokenId| doc.relation(child) == Relation::Nmod && self.introduced_by(child, &["by"]);
        let own = doc.child(noun, Relation::NmodPoss).or_else(|| doc.children(noun).iter().copied().find(by));
        own.or_else(|| {
            let verb = doc.head(noun).filter(|_| doc.relation(noun) == Relation::Obj)?;
            LENDING.contains(&doc.lemma(verb)).then(|| subject(doc, verb)).flatten()
        })
    }

    /// "according to the ministry".
    fn source_phrase(&self, token: TokenId) -> Option<Report> {
        let doc = self.doc;
        if doc.relation(token) != Relation::Case && doc.relation(token) != Relation::Mark {
            return None;
        }
        let mut form = vec![doc.form(token).to_lowercase()];
        let fixed: Vec<TokenId> = doc.children_by(token, Relation::Fixed).collect();
        form.extend(fixed.iter().map(|&part| doc.form(part).to_lowercase()));
        if form.len() == 1 && form[0] == "according" {
            form.push("to".to_owned());
        }
        let form: Vec<&str> = form.iter().map(String::as_str).collect();
        if !self.cues.is_source_preposition(&form) {
            return None;
        }
        let source = doc.head(token)?;
        let sentence = doc.syntax.sentence(doc.syntax.sentence_of(token)).tokens;
        let next = TokenId(token.0 + 1);
        let alone = fixed.is_empty() && form.len() > 1 && sentence.contains(next);
        let to = Some(next).filter(|&next| alone && doc.form(next) == "to");
        let last = fixed.last().copied().or(to).unwrap_or(token).max(token);
        let cue = TokenRange { start: token, end: TokenId(last.0 + 1) };
        let clause = self.clause_head(doc.head(source)?);
        let content = words_without(doc, clause, &[doc.subtree(source)]);
        let words = speaker::trim(doc, TokenRange { start: cue.end, end: doc.subtree(source).end });
        let speaker = (!words.is_empty()).then_some((source, words));
        (!content.is_empty()).then_some(Report { head: token, cue, speaker, content, quotes: Vec::new() })
    }

    /// "in the minister's view, …", "in the words of the minister, …".
    fn view_phrase(&self, noun: TokenId) -> Option<Report> {
        let doc = self.doc;
        let by_phrase = self.cues.is_phrase_noun(doc.lemma(noun)) && self.introduced_by(noun, &["in", "by"]);
        if !by_phrase || doc.relation(noun) != Relation::Obl {
            return None;
        }
        let of =
            |&child: &TokenId| doc.relation(child) == Relation::Nmod && self.introduced_by(child, &["of"]);
        let who =
            doc.child(noun, Relation::NmodPoss).or_else(|| doc.children(noun).iter().copied().find(of))?;
        let clause = self.clause_head(doc.head(noun)?);
        let content = words_without(doc, clause, &[doc.subtree(noun)]);
        let cue = TokenRange { start: noun, end: TokenId(noun.0 + 1) };
        self.report(noun, cue, Some(who), content)
    }

    /// "reportedly": its clause is somebody's word, nobody says whose.
    fn adverb(&self, adverb: TokenId) -> Option<Report> {
        if !self.cues.is_adverb(self.doc.lemma(adverb)) {
            return None;
        }
        let own = TokenRange { start: adverb, end: TokenId(adverb.0 + 1) };
        let clause = self.clause_head(self.doc.head(adverb)?);
        self.report(adverb, own, None, words_without(self.doc, clause, &[own]))
    }

    fn report(
        &self,
        head: TokenId,
        cue: TokenRange,
        who: Option<TokenId>,
        content: Vec<TokenRange>,
    ) -> Option<Report> {
        let speaker = who.map(|who| (who, self.with_possessive(who, phrase(self.doc, who, &[head]))));
        let speaker = speaker.filter(|(_, words)| !words.is_empty());
        (!content.is_empty()).then_some(Report { head, cue, speaker, content, quotes: Vec::new() })
    }

    /// A possessor with its mark: "the minister's".
    fn with_possessive(&self, who: TokenId, words: TokenRange) -> TokenRange {
        let marked = self.doc.relation(who) == Relation::NmodPoss
            && self.doc.children_by(who, Relation::Case).any(|case| case == words.end);
        TokenRange { start: words.start, end: TokenId(words.end.0 + u32::from(marked)) }
    }

    /// The head of the clause that a word belongs to.
    fn clause_head(&self, token: TokenId) -> TokenId {
        let is_clause = |at: TokenId| {
            let relation = self.doc.relation(at);
            relation == Relation::Root || relation.is_clausal() && relation != Relation::Xcomp
        };
        let above = std::iter::once(token).chain(self.doc.ancestors(token));
        above.into_iter().find(|&at| is_clause(at)).unwrap_or(token)
    }
}

fn is_stop(doc: Doc<'_>, token: TokenId) -> bool {
    matches!(doc.form(token), "." | "!" | "?" | ";" | ":")
}

/// Verbs that lend a noun of speech their subject.
const LENDING: &[&str] = &[
    "make", "issue", "give", "have", "hold", "share", "send", "deliver", "file", "raise", "lodge", "take",
    "offer",
];

//! Attributions by grammar: a cue, and the clause or phrase that it governs.
//!
//! A verb reports its clause ("said that …"), infinitive, noun phrase or preposition, as `codebook/cues.toml` says;
//! a verb that the lexicon does not hold still reports a finite clause. A cue may stand after, inside or beside what it
//! reports ("…, he said", "as he put it", "according to him"). Of cues inside each other's content the outermost
//! counts: what A says that B believes is A's.

mod clause;
mod comment;
mod complement;
mod nested;
mod phrase;
mod trailing;
mod verb;

use dualtrack_document::{Doc, Relation, TokenId, TokenRange, Upos};

use super::cues::Cues;
use super::layout::Layout;
use super::report::{Report, Reports, pieces};
use super::speaker::{self, phrase, subject};

/// Adds the attributions that the trees show outside quotation marks and outside what is already reported.
pub(super) fn read(layout: &Layout<'_>, cues: &Cues, reports: &mut Reports) {
    let reader = Clauses { layout, doc: layout.doc, cues };
    for sentence in layout.doc.syntax.sentences() {
        let is_free = |token: TokenId| {
            let own = TokenRange { start: token, end: TokenId(token.0 + 1) };
            !layout.is_quoted(token) && reports.with_cue(token).is_none() && reports.covering(own).is_none()
        };
        let free = sentence.tokens.iter().filter(|&token| is_free(token));
        let mut candidates: Vec<Report> = free.filter_map(|token| reader.at(token)).collect();
        reader.part_trailing(&mut candidates, reports);
        let candidates =
            candidates.into_iter().filter_map(|report| reader.before_speech(report, reports)).collect();
        let mut found = outermost(layout.doc, candidates);
        reader.end_at_comments(&mut found);
        reader.hand_on_speakers(&mut found);
        for mut report in found {
            reader.take_in(&mut report, reports);
            reports.push(report);
        }
    }
}

/// The candidates that stand in no other's content. Of two that stand in each other's the higher in the tree counts.
///
/// A named source ("according to …") comes before all: it vouches for the whole sentence.
fn outermost(doc: Doc<'_>, mut candidates: Vec<Report>) -> Vec<Report> {
    let source = |report: &Report| doc.relation(report.head) == Relation::Case;
    let depth = |report: &Report| doc.ancestors(report.head).count();
    let cues: Vec<(TokenId, TokenRange)> =
        candidates.iter().map(|report| (report.head, report.cue)).collect();
    candidates
        .retain(|report| !cues.iter().any(|&(head, cue)| head < report.head && cue.contains(report.head)));
    candidates.sort_by_key(|report| (!source(report), depth(report), report.head));
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
    /// It is the subject; the content is a clause, or what the verb is about.
    Active { clausal: bool },
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
            Upos::Noun | Upos::Adj | Upos::Adp if self.is_predicate(token) => self.verb(token),
            Upos::Noun | Upos::Propn if self.opens_with_survey(token) => self.survey_phrase(token),
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
        // "while arguing that" still argues.
        let when = |&child: &TokenId| matches!(self.doc.lemma(child), "when" | "if" | "once" | "until");
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
            Shape::Active { .. } => {
                let who = self.subject(verb);
                who.and_then(|who| self.speaker(verb, who, &found)).or_else(|| self.nearest(verb, &found))
            }
        };
        let mut content = found.content;
        if let Some((_, words)) = speaker {
            content = content.into_iter().flat_map(|part| pieces(self.doc, part, &[words])).collect();
        }
        // Nobody is said to have named, praised or planned it: that reports nothing.
        if speaker.is_none() && found.shape == (Shape::Active { clausal: false }) {
            return None;
        }
        if speaker.is_none() {
            content = self.up_to_comma(verb, content);
        }
        (!content.is_empty()).then_some(Report {
            head: verb,
            cue: found.cue,
            speaker,
            content,
            quotes: Vec::new(),
        })
    }

    /// What a participle at the head of its sentence reports ends with its comma: "Asked if she would run, she …".
    fn up_to_comma(&self, verb: TokenId, content: Vec<TokenRange>) -> Vec<TokenRange> {
        let doc = self.doc;
        if self.layout.line_start(verb) != verb {
            return content;
        }
        let rest = TokenRange { start: verb, end: self.layout.line_end(verb) };
        let comma = rest.iter().find(|&token| doc.form(token) == ",").unwrap_or(rest.end);
        let behind = TokenRange { start: comma, end: rest.end };
        content.into_iter().flat_map(|part| pieces(doc, part, &[behind])).collect()
    }

    /// The speaker's phrase, if it does not stand in the content.
    fn speaker(&self, verb: TokenId, who: TokenId, found: &Found) -> Option<(TokenId, TokenRange)> {
        if found.content.iter().any(|part| part.contains(who)) {
            return None;
        }
        let mut words = phrase(self.doc, who, &self.barriers(verb, who, found));
        if who < verb && matches!(found.shape, Shape::Active { .. }) {
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
        // Of a sentence read as a name with its predicates, only the name is the speaker.
        if self.doc.is_under(cue, speaker) {
            barriers.extend(self.doc.ancestors(cue).take_while(|&above| above != speaker).last());
        }
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
        self.doc.upos(verb) == Upos::Adj || self.cues.is_adjective(&self.doc.form(verb).to_lowercase())
    }

    fn agent(&self, verb: TokenId) -> Option<TokenId> {
        self.doc.child(verb, Relation::OblAgent)
    }

    fn has_mark(&self, clause: TokenId, mark: &str) -> bool {
        self.doc.children_by(clause, Relation::Mark).any(|token| self.doc.lemma(token) == mark)
    }

    fn introduced_by(&self, token: TokenId, words: &[&str]) -> bool {
        let introducers = self.doc.children(token).iter().copied();
        let mut introducers =
            introducers.filter(|&child| matches!(self.doc.relation(child), Relation::Case | Relation::Mark));
        introducers.any(|child| words.contains(&self.doc.lemma(child)))
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

//! What a verb reports, by the first of its uses that the sentence bears out.

use dualtrack_document::{Relation, TokenId, TokenRange, Upos, VerbForm};

use super::super::cues::Construction;
use super::super::report::{cue_words, pieces};
use super::super::speaker::{is_passive, subject};
use super::{Clauses, Found, Shape};

impl Clauses<'_> {
    pub(super) fn verb_content(&self, verb: TokenId) -> Option<Found> {
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
            // "agreed to release them" governs an infinitive, not what "agreed to" does.
            let infinitive =
                tail.is_some_and(|tail| self.doc.form(tail) == "to" && self.doc.upos(tail) == Upos::Part);
            if infinitive {
                continue;
            }
            let content = match usage.construction {
                Construction::Clause => self.clause(verb),
                Construction::Infinitive => self.infinitive(verb, tail),
                Construction::Gerund => self.gerund(verb, tail),
                Construction::Object => self.object(verb, tail),
                Construction::Whole => self.whole(verb, tail),
            };
            if let Some(content) = content.filter(|content| !content.is_empty()) {
                let clausal = !matches!(usage.construction, Construction::Object | Construction::Whole);
                let shape = Shape::Active { clausal };
                if usage.construction == Construction::Object
                    && self.cues.attitudes()[usize::from(usage.attitude)].track.is_none()
                    && let Some((cue, content)) = self.lent_noun(verb)
                {
                    return Some(Found { cue, content, shape });
                }
                let content = self.run_on(verb, self.up_to_semicolon(content));
                return Some(Found { cue, content, shape });
            }
        }
        self.unlisted(verb).or_else(|| self.rest_of_sentence(verb))
    }

    /// "expressed concern about …", "repeated her claim that …": the verb lends its noun the speaker, and what the noun
    /// is about is reported. Who takes a stand on the noun ("rejected the idea that …") does not lend it.
    fn lent_noun(&self, verb: TokenId) -> Option<(TokenRange, Vec<TokenRange>)> {
        let doc = self.doc;
        let noun =
            [Relation::Obj, Relation::Xcomp].into_iter().find_map(|relation| doc.child(verb, relation))?;
        let theirs = doc.child(noun, Relation::NmodPoss).is_some_and(|who| doc.upos(who) != Upos::Pron);
        let near = noun > verb && noun.0 - verb.0 <= 4;
        if theirs || !near || !self.cues.is_noun(doc.lemma(noun)) {
            return None;
        }
        let (end, content) = self.complement_of_noun(noun, Some(verb))?;
        let content = pieces(doc, content, &[]);
        (!content.is_empty()).then_some((TokenRange { start: verb, end }, content))
    }

    /// What is reported ends where a semicolon outside quotation marks begins something else.
    fn up_to_semicolon(&self, content: Vec<TokenRange>) -> Vec<TokenRange> {
        let cut = |part: TokenRange| {
            let mark =
                part.iter().find(|&token| self.doc.form(token) == ";" && !self.layout.is_quoted(token));
            mark.map_or(part, |end| TokenRange { start: part.start, end })
        };
        content.into_iter().map(cut).filter(|part| !part.is_empty()).collect()
    }

    /// A phrase that a tree cut short goes on over what the verb governs next to it: "called for sanctions | against
    /// Minsk", "urged Oslo | to wait".
    fn run_on(&self, verb: TokenId, mut content: Vec<TokenRange>) -> Vec<TokenRange> {
        let doc = self.doc;
        let Some(last) = content.last_mut().filter(|last| last.start > verb) else { return content };
        let end = self.layout.line_end(verb);
        for _ in 0..3 {
            let next = last.end;
            let joins = next < end
                && !self.layout.is_quoted(next)
                && (doc.lemma(next) != "to" || doc.upos(next) == Upos::Part)
                && matches!(
                    doc.lemma(next),
                    "to" | "for" | "as" | "over" | "from" | "against" | "than" | "of"
                )
                && matches!(doc.upos(next), Upos::Adp | Upos::Part | Upos::Sconj);
            let head = joins.then(|| doc.head(next)).flatten();
            let Some(head) = head.filter(|&head| head > next && doc.is_under(head, verb)) else { break };
            last.end = doc.subtree(head).end.min(end).max(last.end);
        }
        *last = super::super::speaker::trim(doc, *last);
        content
    }

    /// "was condemned by the council", "is expected to resign": the subject belongs to what is reported.
    pub(super) fn passive(&self, verb: TokenId) -> Option<Found> {
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
        let asked = doc.children_by(verb, Relation::Obl).find(|&about| {
            about > verb
                && self.introduced_by(about, &["about"])
                && matches!(self.cues.lemma(doc, verb), "ask" | "question" | "press" | "quiz" | "grill")
        });
        if let Some(about) = asked {
            let words = doc.subtree(about);
            let content = TokenRange { start: TokenId(words.start.0 + 1), end: words.end };
            let cue = TokenRange { start: verb, end: TokenId(words.start.0 + 1) };
            let near = words.start.0 == verb.0 + 1;
            return near.then(|| Found { cue, content: pieces(doc, content, &[]), shape: Shape::Passive });
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
    pub(super) fn moved(&self, verb: TokenId) -> Option<Found> {
        let (cue, content) = self.complement_of_state(verb)?;
        Some(Found { cue, content, shape: Shape::Active { clausal: true } })
    }

    /// A verb that the lexicon does not hold, with a finite clause and somebody as its subject.
    pub(super) fn unlisted(&self, verb: TokenId) -> Option<Found> {
        let lemma = self.cues.lemma(self.doc, verb);
        if self.cues.is_silent(lemma) || !self.cues.verb(lemma).is_empty() {
            return None;
        }
        let clause =
            self.doc.children_by(verb, Relation::Ccomp).find(|&clause| self.has_mark(clause, "that"))?;
        subject(self.doc, verb).filter(|&who| self.doc.upos(who).is_nominal())?;
        let cue = TokenRange { start: verb, end: TokenId(verb.0 + 1) };
        Some(Found {
            cue,
            content: pieces(self.doc, self.doc.subtree(clause), &[]),
            shape: Shape::Active { clausal: true },
        })
    }

    /// What a verb of speech with a subject reports where the tree shows nothing: the rest of its sentence, if that
    /// holds a clause.
    pub(super) fn rest_of_sentence(&self, verb: TokenId) -> Option<Found> {
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
        (opens && clause).then(|| Found {
            cue,
            content: pieces(doc, rest, &[]),
            shape: Shape::Active { clausal: true },
        })
    }
}

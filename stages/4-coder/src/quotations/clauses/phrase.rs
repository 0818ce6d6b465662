//! Cues that are no verbs: nouns, adjectives, adverbs, and phrases that name a source.

use dualtrack_document::{Relation, TokenId, TokenRange};

use super::super::report::{Report, pieces, words_without};
use super::super::speaker::{self, phrase, subject};
use super::Clauses;

impl Clauses<'_> {
    /// "is confident that …", "is critical of …".
    pub(super) fn adjective(&self, adjective: TokenId) -> Option<Report> {
        let doc = self.doc;
        let copula = [Relation::Cop, Relation::AuxPass].iter().any(|&be| doc.child(adjective, be).is_some());
        if !copula || !self.cues.is_adjective(doc.lemma(adjective)) {
            return None;
        }
        let (cue, content) = self.complement_of_state(adjective)?;
        self.report(adjective, cue, self.subject(adjective), content)
    }

    /// The cue, from its copula to its preposition, and what it governs: a clause, or what a preposition introduces.
    pub(super) fn complement_of_state(&self, state: TokenId) -> Option<(TokenRange, Vec<TokenRange>)> {
        let doc = self.doc;
        let clausal = self.complements(state).find(|&clause| clause > state);
        let phrase = doc.children_by(state, Relation::Obl).find(|&of| {
            of > state && self.introduced_by(of, &["of", "about", "with", "over", "to", "for", "by", "at"])
        });
        let complement = clausal.or(phrase)?;
        let (end, content) = self.behind_preposition(state, complement)?;
        let copula =
            doc.children(state).iter().copied().find(|&child| {
                child < state && matches!(doc.relation(child), Relation::Cop | Relation::AuxPass)
            });
        let first = copula.filter(|copula| state.0 - copula.0 <= 2).unwrap_or(state);
        Some((TokenRange { start: first, end }, pieces(doc, content, &[])))
    }

    /// Where a cue ends that goes from `head` to its complement's preposition, where it has one, and the words behind.
    fn behind_preposition(&self, head: TokenId, complement: TokenId) -> Option<(TokenId, TokenRange)> {
        let words = self.doc.subtree(complement);
        if words.start <= head {
            return None;
        }
        let case = self.doc.children_by(complement, Relation::Case).find(|&case| case == words.start);
        let start = case.map_or(words.start, |case| TokenId(case.0 + 1));
        Some((TokenId(case.unwrap_or(head).0 + 1), TokenRange { start, end: words.end }))
    }

    /// "Moscow's claim that …", "the call for …".
    pub(super) fn noun(&self, noun: TokenId) -> Option<Report> {
        let doc = self.doc;
        if !self.cues.is_noun(doc.lemma(noun)) {
            return None;
        }
        let who = self.possessor(noun);
        let (end, content) = self.complement_of_noun(noun, None)?;
        if who.is_none() && !matches!(doc.lemma(content.start), "that" | "whether") {
            return None;
        }
        self.report(noun, TokenRange { start: noun, end }, who, pieces(doc, content, &[]))
    }

    /// Where a cue ends that goes from a noun to its complement's preposition, and the words behind; the complement may
    /// hang on the verb that lends the noun its subject.
    pub(super) fn complement_of_noun(
        &self,
        noun: TokenId,
        lender: Option<TokenId>,
    ) -> Option<(TokenId, TokenRange)> {
        let doc = self.doc;
        let theirs = lender.into_iter().flat_map(|verb| doc.children(verb).iter().copied());
        let behind = doc.children(noun).iter().copied().chain(theirs).filter(|&child| child > noun);
        let complement = behind.into_iter().find(|&child| match doc.relation(child) {
            Relation::Acl | Relation::AclRelcl | Relation::Ccomp | Relation::Advcl => {
                (doc.relation(child) != Relation::AclRelcl && self.opens_content(doc.subtree(child).start))
                    || self.has_mark(child, "to")
                    || self.has_mark(child, "that")
            }
            Relation::Nmod => {
                self.introduced_by(child, &["of", "for", "about", "on", "against", "over", "to", "with"])
            }
            Relation::Obl => {
                let near = doc.subtree(child).start.0 == noun.0 + 1;
                near && self.introduced_by(child, &["of", "for", "about", "against", "over"])
            }
            _ => false,
        })?;
        self.behind_preposition(noun, complement)
    }

    /// Whose a noun is: "Moscow's claim", "the claim by Moscow", or the subject of "made the claim".
    pub(super) fn possessor(&self, noun: TokenId) -> Option<TokenId> {
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
    pub(super) fn source_phrase(&self, token: TokenId) -> Option<Report> {
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
        let words = self.source_words(cue, source);
        let sentence = TokenRange { start: self.layout.line_start(token), end: self.layout.line_end(token) };
        let content = pieces(doc, sentence, &[TokenRange { start: token, end: words.end }]);
        let content =
            content.into_iter().filter(|part| part.len() > 1 || self.layout.words(*part).count() > 1);
        let content: Vec<TokenRange> = content.collect();
        let speaker = (!words.is_empty()).then_some((source, words));
        (!content.is_empty()).then_some(Report { head: token, cue, speaker, content, quotes: Vec::new() })
    }

    /// The words that name a source: up to the first comma, and over it where the tree says that the name goes on or the
    /// phrase ends its sentence.
    pub(super) fn source_words(&self, cue: TokenRange, source: TokenId) -> TokenRange {
        let doc = self.doc;
        let end = self.layout.line_end(source);
        let rest = TokenRange { start: cue.end, end: end.max(cue.end) };
        let stops = |&token: &TokenId| {
            self.layout.is_quoted(token) || matches!(doc.form(token), "," | ";" | ":" | "—" | ")")
        };
        let comma = rest.iter().find(|token| *token > source && stops(token)).unwrap_or(rest.end);
        let subtree = doc.subtree(source).end;
        let ends_sentence =
            cue.start > self.layout.line_start(cue.start) && doc.form(TokenId(cue.start.0 - 1)) == ",";
        let tail = TokenRange { start: comma, end: rest.end };
        let apposition = ends_sentence && !tail.iter().any(|token| doc.relation(token) == Relation::Root);
        let end = if subtree > comma && apposition { subtree.min(rest.end) } else { comma };
        speaker::trim(doc, TokenRange { start: cue.end, end })
    }

    /// "in the minister's view, …", "in the words of the minister, …".
    pub(super) fn view_phrase(&self, noun: TokenId) -> Option<Report> {
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

    /// Whether a sentence begins with "in a poll …", followed by a comma and a clause.
    pub(super) fn opens_with_survey(&self, noun: TokenId) -> bool {
        let doc = self.doc;
        let lemma = doc.lemma(noun);
        let survey = self.cues.is_survey(lemma) || self.cues.is_survey(&lemma.to_lowercase());
        let case = doc.children_by(noun, Relation::Case).next();
        survey
            && case.is_some_and(|case| {
                let opens = case == self.layout.line_start(noun);
                opens && matches!(doc.lemma(case), "in" | "by") && self.survey_words(noun, case).is_some()
            })
    }

    /// The words that name a survey, up to the comma behind them.
    fn survey_words(&self, noun: TokenId, case: TokenId) -> Option<TokenRange> {
        let rest = TokenRange { start: noun, end: self.layout.line_end(noun) };
        let comma = rest.iter().find(|&token| self.doc.form(token) == ",")?;
        Some(TokenRange { start: TokenId(case.0 + 1), end: comma })
    }

    /// "In a poll taken in May, …".
    pub(super) fn survey_phrase(&self, noun: TokenId) -> Option<Report> {
        let case = self.doc.children_by(noun, Relation::Case).next()?;
        let words = self.survey_words(noun, case)?;
        let rest = TokenRange { start: words.end, end: self.layout.line_end(noun) };
        let content = pieces(self.doc, rest, &[]);
        let cue = TokenRange { start: case, end: TokenId(case.0 + 1) };
        let speaker = Some((noun, words));
        (!content.is_empty()).then_some(Report { head: case, cue, speaker, content, quotes: Vec::new() })
    }

    /// "reportedly": its clause is somebody's word, nobody says whose.
    pub(super) fn adverb(&self, adverb: TokenId) -> Option<Report> {
        if !self.cues.is_adverb(self.doc.lemma(adverb)) {
            return None;
        }
        let own = TokenRange { start: adverb, end: TokenId(adverb.0 + 1) };
        let clause = self.clause_head(self.doc.head(adverb)?);
        self.report(adverb, own, None, words_without(self.doc, clause, &[own]))
    }

    pub(super) fn report(
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
    pub(super) fn with_possessive(&self, who: TokenId, words: TokenRange) -> TokenRange {
        let marked = self.doc.relation(who) == Relation::NmodPoss
            && self.doc.children_by(who, Relation::Case).any(|case| case == words.end);
        TokenRange { start: words.start, end: TokenId(words.end.0 + u32::from(marked)) }
    }
}

/// Verbs that lend a noun of speech their subject.
const LENDING: &[&str] = &[
    "make", "issue", "give", "have", "hold", "share", "send", "deliver", "file", "raise", "lodge", "take",
    "offer",
];

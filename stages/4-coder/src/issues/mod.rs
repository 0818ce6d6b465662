//! Issues: what the text speaks about.
//!
//! An issue is known by words and runs of words (`codebook/issues.toml`). A run counts before a word in it, and a run
//! listed under `but` takes its words away, so that "tear gas" is no energy.

use std::collections::BTreeMap;

use dualtrack_document::{Doc, IssueLine, Mentions, Span, Syntax, TokenId};
use serde::Deserialize;

/// The issues of the codebook.
#[derive(Debug, Clone)]
pub struct Issues {
    entries: Vec<Issue>,
    /// Runs of lower-case words by their first word; the longer first.
    runs: BTreeMap<String, Vec<Run>>,
}

/// One issue.
#[derive(Debug, Clone)]
pub struct Issue {
    /// Its name.
    pub name: String,
    /// A sentence that speaks of it.
    pub example: String,
    /// A sentence that does not, though a word might suggest it.
    pub counter: String,
}

/// One or more words that speak of an issue, or do not for all they seem to.
#[derive(Debug, Clone)]
struct Run {
    words: Vec<String>,
    issue: usize,
    counts: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    issue: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(default)]
    but: Vec<String>,
    example: String,
    counter: String,
}

impl Issues {
    /// Reads the list.
    ///
    /// # Errors
    /// A person's words for what is wrong with `text`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut issues = Self { entries: Vec::new(), runs: BTreeMap::new() };
        for entry in file.issue {
            let issue = issues.entries.len();
            if issues.entries.iter().any(|known| known.name == entry.name) {
                return Err(format!("the issue '{}' stands there twice", entry.name));
            }
            for words in entry.words.iter().chain(&entry.phrases) {
                issues.add(issue, words, true)?;
            }
            for words in &entry.but {
                issues.add(issue, words, false)?;
            }
            let Entry { name, example, counter, .. } = entry;
            issues.entries.push(Issue { name, example, counter });
        }
        issues.runs.values_mut().for_each(|runs| runs.sort_by_key(|run| std::cmp::Reverse(run.words.len())));
        Ok(issues)
    }

    fn add(&mut self, issue: usize, words: &str, counts: bool) -> Result<(), String> {
        let words: Vec<String> = parts(words).map(str::to_lowercase).collect();
        let first = words.first().ok_or("an empty word among the issues")?.clone();
        self.runs.entry(first).or_default().push(Run { words, issue, counts });
        Ok(())
    }

    /// The issues, in the order of the file.
    #[must_use]
    pub fn all(&self) -> &[Issue] {
        &self.entries
    }
}

/// The issues that the text speaks of, by their first span.
#[must_use]
pub fn find(doc: Doc<'_>, issues: &Issues) -> Vec<IssueLine> {
    let words = Words::of(doc);
    let mut spans: Vec<Vec<Span>> = vec![Vec::new(); issues.entries.len()];
    // Up to which word each issue is already settled, by a run that counted or did not.
    let mut settled = vec![0; issues.entries.len()];
    for at in 0..words.parts.len() {
        for run in words.keys(at).filter_map(|key| issues.runs.get(key)).flatten() {
            if at < settled[run.issue] || !words.spell(at, &run.words) {
                continue;
            }
            settled[run.issue] = at + run.words.len();
            if run.counts {
                spans[run.issue].push(words.span(at, run.words.len()));
            }
        }
    }
    let named = issues.entries.iter().zip(spans).filter(|(_, spans)| !spans.is_empty());
    let mut lines: Vec<IssueLine> =
        named.map(|(issue, spans)| IssueLine { issue: issue.name.clone(), spans }).collect();
    lines.sort_by_key(|line| line.spans.first().copied());
    lines
}

/// The names of the issues that `span` speaks of, in the order of `lines`.
#[must_use]
pub fn of(span: Span, lines: &[IssueLine]) -> Vec<String> {
    let touched = lines.iter().filter(|line| line.spans.iter().any(|part| span.contains(*part)));
    touched.map(|line| line.issue.clone()).collect()
}

/// Tells the examples of `issues` that do not speak of their issue, and the counter-examples that do, each with the
/// issue's name.
pub(crate) fn check(
    issues: &Issues,
    parse: &mut impl FnMut(&str) -> (Syntax, Mentions),
) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for issue in issues.all() {
        for (sentence, wanted) in [(&issue.example, true), (&issue.counter, false)] {
            let lines = find(Doc::new(sentence, &parse(sentence).0), issues);
            if lines.iter().any(|line| line.issue == issue.name) != wanted {
                let reads = if wanted { "is not read as speaking" } else { "is read as speaking" };
                wrong.push((issue.name.clone(), format!("\"{sentence}\" {reads} of it")));
            }
        }
    }
    wrong
}

/// The words of a text, hyphenated ones taken apart, in lower case.
struct Words {
    parts: Vec<Part>,
}

struct Part {
    form: String,
    lemma: String,
    span: Span,
}

impl Words {
    fn of(doc: Doc<'_>) -> Self {
        let mut words = Vec::new();
        for at in 0..doc.syntax.tokens().len() {
            let token = TokenId::from(at);
            let (form, span) = (doc.form(token), doc.token(token).span);
            let whole = doc.lemma(token).to_lowercase();
            let pieces: Vec<&str> = parts(form).collect();
            for piece in &pieces {
                // A piece of a hyphenated word has no lemma of its own.
                let lemma = if pieces.len() == 1 { whole.clone() } else { piece.to_lowercase() };
                words.push(Part { form: piece.to_lowercase(), lemma, span });
            }
        }
        Self { parts: words }
    }

    /// The words under which a run may begin at `at`.
    fn keys(&self, at: usize) -> impl Iterator<Item = &str> {
        let Part { form, lemma, .. } = &self.parts[at];
        std::iter::once(form.as_str()).chain((form != lemma).then_some(lemma.as_str()))
    }

    fn spell(&self, at: usize, run: &[String]) -> bool {
        let here = self.parts.get(at..at + run.len());
        here.is_some_and(|parts| {
            parts.iter().zip(run).all(|(part, word)| part.form == *word || part.lemma == *word)
        })
    }

    fn span(&self, at: usize, length: usize) -> Span {
        self.parts[at].span.join(self.parts[at + length - 1].span)
    }
}

/// The parts of a word or phrase between spaces and hyphens; hyphens alone are no part.
fn parts(words: &str) -> impl Iterator<Item = &str> {
    words.split([' ', '-', '–', '‑']).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dualtrack_document::{Features, Relation, SyntaxBuilder, Token, Upos};

    /// A sentence cut at spaces, with plurals as the only inflection.
    fn words(sentence: &str) -> Syntax {
        let mut builder = SyntaxBuilder::new();
        let mut at = 0;
        let mut tokens = Vec::new();
        for word in sentence.split(' ') {
            let bare = word.trim_end_matches(['.', ',', '?']);
            let (upos, features) = (Upos::X, Features::default());
            let head = (!tokens.is_empty()).then_some(TokenId(0));
            let relation = if head.is_none() { Relation::Root } else { Relation::Dep };
            let span = Span::new(at, at + bare.len() as u32);
            tokens.push((
                Token { span, head, relation, upos, features, joined: false },
                bare.trim_end_matches('s'),
            ));
            at += word.len() as u32 + 1;
        }
        builder.sentence(0, tokens, []);
        builder.finish()
    }

    fn issues() -> Issues {
        Issues::parse(include_str!("../../../../codebook/issues.toml")).unwrap()
    }

    #[test]
    fn every_issue_finds_its_example_and_not_its_counter_example() {
        let issues = issues();
        assert!(issues.all().len() >= 60, "{}", issues.all().len());
        let model = dualtrack_syntax::Model::built_in();
        let wrong = check(&issues, &mut |text: &str| (model.parse(text), Mentions::default()));
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_span_has_the_issues_spoken_of_in_it() {
        let text = "Oslo wants visa-free travel and fears a ballistic missile.";
        let lines = find(Doc::new(text, &words(text)), &issues());
        let spans = |name: &str| -> Vec<&str> {
            let line = lines.iter().find(|line| line.issue == name);
            line.map_or(Vec::new(), |line| line.spans.iter().map(|span| span.of(text)).collect())
        };
        assert_eq!((spans("visas"), spans("missiles")), (vec!["visa-free"], vec!["ballistic missile"]));
        assert_eq!(of(Span::new(0, 20), &lines), ["visas"]);
    }

    #[test]
    fn an_issue_may_stand_there_once() {
        let entry = "[[issue]]\nname = 'x'\nexample = ''\ncounter = ''\n";
        assert!(Issues::parse(&entry.repeat(2)).unwrap_err().contains("'x'"));
    }
}

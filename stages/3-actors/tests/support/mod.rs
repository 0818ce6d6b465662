//! Trees written down in short: one sentence a line, `form/UPOS/head/relation` and a name's kind (`/PER`) where the
//! word belongs to one; `+` before a form ties it to the word before it.

use dualtrack_document::{
    Doc, Features, NameKind, Relation, Span, Syntax, SyntaxBuilder, Token, TokenId, Upos,
};

/// A text with its tree.
pub(crate) struct Tree {
    pub(crate) text: String,
    pub(crate) syntax: Syntax,
}

impl Tree {
    pub(crate) fn read(literal: &str) -> Self {
        let mut text = String::new();
        let mut builder = SyntaxBuilder::new();
        for line in literal.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut words = Vec::new();
            let mut names: Vec<(std::ops::Range<usize>, NameKind)> = Vec::new();
            for (at, literal) in line.split(' ').enumerate() {
                let (token, kind) = word(literal, &mut text);
                words.push(token);
                match (kind, names.last_mut()) {
                    (Some(kind), Some((range, last))) if range.end == at && *last == kind => {
                        range.end = at + 1
                    }
                    (Some(kind), _) => names.push((at..at + 1, kind)),
                    (None, _) => {}
                }
            }
            let lemmas: Vec<_> = words.iter().map(|word| lemma(word.span.of(&text), word.upos)).collect();
            builder.sentence(0, words.into_iter().zip(lemmas.iter().map(String::as_str)), names);
        }
        Self { text, syntax: builder.finish() }
    }

    pub(crate) fn doc(&self) -> Doc<'_> {
        Doc::new(&self.text, &self.syntax)
    }
}

fn word(literal: &str, text: &mut String) -> (Token, Option<NameKind>) {
    let mut parts: Vec<&str> = literal.split('/').collect();
    let kind = match parts.last().copied() {
        Some("PER") => Some(NameKind::Person),
        Some("ORG") => Some(NameKind::Organisation),
        Some("LOC") => Some(NameKind::Location),
        _ => None,
    };
    if kind.is_some() {
        parts.pop();
    }
    let [form, upos, head, relation] = parts[..] else { panic!("{literal} is no form/UPOS/head/relation") };
    let form = match form.strip_prefix('+') {
        Some(form) => form,
        None if text.is_empty() => form,
        None => {
            text.push(' ');
            form
        }
    };
    let start = text.len();
    text.push_str(form);
    let head: u32 = head.parse().unwrap_or_else(|_| panic!("{literal} has no head"));
    let token = Token {
        span: Span::at(start..text.len()),
        head: head.checked_sub(1).map(TokenId),
        relation: relation.parse::<Relation>().unwrap_or_else(|error| panic!("{literal}: {error}")),
        upos: upos.parse::<Upos>().unwrap_or_else(|error| panic!("{literal}: {error}")),
        features: Features::default(),
        joined: false,
    };
    (token, kind)
}

/// A lemma good enough for the words of the tests.
fn lemma(form: &str, upos: Upos) -> String {
    let lower = form.to_lowercase();
    match upos {
        Upos::Propn => form.to_owned(),
        Upos::Noun => lower.strip_suffix('s').unwrap_or(&lower).to_owned(),
        Upos::Verb => match &*lower {
            "said" => "say".to_owned(),
            "told" => "tell".to_owned(),
            "met" => "meet".to_owned(),
            "left" => "leave".to_owned(),
            lower => lower.strip_suffix("ed").or(lower.strip_suffix('s')).unwrap_or(lower).to_owned(),
        },
        _ => lower,
    }
}

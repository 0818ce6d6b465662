//! "Name: what was said": headlines, interviews and transcripts, where a name and a colon begin the line.

use dualtrack_document::{NameKind, SentenceId, TokenId, TokenRange, Upos};

use super::layout::Layout;
use super::report::{Report, Reports};
use super::speaker;

/// How many words a name before a colon may have.
const LONGEST_NAME: usize = 6;

/// Adds the reports of lines that begin with a name and a colon.
pub(super) fn read(layout: &Layout<'_>, reports: &mut Reports) {
    for at in 0..layout.doc.syntax.sentences().len() {
        if let Some(report) = line(layout, at.into()) {
            reports.push(report);
        }
    }
}

fn line(layout: &Layout<'_>, sentence: SentenceId) -> Option<Report> {
    let doc = layout.doc;
    let tokens = doc.syntax.sentence(sentence).tokens;
    let first = layout.words(tokens).next().filter(|_| layout.begins_line(tokens.start))?;
    let head = TokenRange { start: first, end: tokens.end };
    let colon = head.iter().take(LONGEST_NAME + 1).find(|&token| doc.form(token) == ":")?;
    let name = TokenRange { start: first, end: colon };
    let content =
        speaker::trim(doc, TokenRange { start: TokenId(colon.0 + 1), end: layout.paragraph_end(sentence) });
    if !is_name(layout, name) || layout.words(content).count() < 3 {
        return None;
    }
    Some(Report {
        head: colon,
        cue: TokenRange { start: colon, end: TokenId(colon.0 + 1) },
        speaker: Some((doc.head_of(name), name)),
        content: vec![content],
        quotes: Vec::new(),
    })
}

/// Whether words are the name of somebody who can speak: a person's or an organisation's, or all in capitals as
/// transcripts have them.
fn is_name(layout: &Layout<'_>, words: TokenRange) -> bool {
    let doc = layout.doc;
    let capital = words.iter().all(|token| {
        doc.form(token).starts_with(char::is_uppercase)
            || matches!(doc.upos(token), Upos::Adp | Upos::Punct | Upos::Part)
    });
    let named = doc.syntax.names().iter().any(|name| {
        name.kind != NameKind::Location && words.contains(name.tokens.start) && name.tokens.end <= words.end
    });
    let shouted =
        words.iter().all(|token| doc.form(token).len() > 1 && !doc.form(token).contains(char::is_lowercase));
    let person = shouted && words.iter().all(|token| doc.upos(token) == Upos::Propn);
    !words.is_empty() && capital && (named || person)
}

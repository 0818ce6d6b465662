//! Treebanks as training material: sentences, and the names that GUM's entity layer marks.

use std::ops::Range;

use dualtrack_document::{NameKind, Relation, Upos};
use dualtrack_syntax::conllu::{self, Sentence, Word};

/// The genres of GUM whose texts are CC BY, and from which a model may be trained that is free to use.
const FREE_GENRES: [&str; 5] = ["news", "interview", "bio", "voyage", "textbook"];

/// A sentence with its names, where its treebank marks names.
#[derive(Debug, Clone)]
pub(crate) struct Gold {
    pub(crate) sentence: Sentence,
    pub(crate) names: Option<Vec<(Range<usize>, NameKind)>>,
    /// Whether a new document begins here.
    pub(crate) new_document: bool,
}

/// Reads a treebank. Of a treebank that states genres only the free ones are kept.
pub(crate) fn read(text: &str) -> Result<Vec<Gold>, conllu::ConlluError> {
    let mut genre = String::new();
    let mut has_entities = false;
    let mut gold = Vec::new();
    let entities: Vec<Vec<String>> = entity_columns(text);
    for (sentence, entities) in conllu::read(text)?.into_iter().zip(entities) {
        let mut new_document = false;
        for comment in &sentence.comments {
            new_document |= comment.starts_with("# newdoc");
            if let Some(stated) = comment.strip_prefix("# meta::genre = ") {
                genre = stated.to_owned();
                has_entities = true;
            }
        }
        let names = has_entities.then(|| names(&sentence.words, &entities));
        if !has_entities || FREE_GENRES.contains(&genre.as_str()) {
            gold.push(Gold { sentence, names, new_document });
        }
    }
    Ok(gold)
}

/// The `Entity=` values of each sentence's words.
fn entity_columns(text: &str) -> Vec<Vec<String>> {
    let mut sentences = vec![Vec::new()];
    for line in text.lines() {
        let mut columns = line.split('\t');
        let id = columns.next().unwrap_or_default();
        if line.is_empty() {
            sentences.push(Vec::new());
        } else if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) {
            let misc = columns.nth(8).unwrap_or_default();
            let entity = misc.split('|').find_map(|entry| entry.strip_prefix("Entity=")).unwrap_or_default();
            if let Some(open) = sentences.last_mut() {
                open.push(entity.to_owned());
            }
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Names among a sentence's entities: persons, organisations and places whose head is a proper noun, without
/// determiners, titles and what follows the name. The outermost wins where names nest. Titles by themselves
/// ('Director', 'King of Athens') are no names of persons.
fn names(words: &[Word], entities: &[String]) -> Vec<(Range<usize>, NameKind)> {
    let mut names: Vec<(Range<usize>, NameKind)> = Vec::new();
    for (range, kind) in spans(entities) {
        match name_in(words, range) {
            Some(name) if kind != NameKind::Person || !is_title(&words[name.clone()]) => {
                names.push((name, kind))
            }
            _ => {}
        }
    }
    names.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    names.dedup_by(|later, kept| later.0.start < kept.0.end);
    names
}

/// Words that are titles where no name stands with them.
const TITLES: [&str; 40] = [
    "admiral",
    "ambassador",
    "archbishop",
    "bishop",
    "captain",
    "chairman",
    "chairwoman",
    "chancellor",
    "chief",
    "colonel",
    "commander",
    "count",
    "director",
    "duke",
    "earl",
    "emperor",
    "empress",
    "fellow",
    "general",
    "governor",
    "king",
    "lady",
    "lord",
    "marshal",
    "mayor",
    "minister",
    "official",
    "officer",
    "pope",
    "president",
    "prince",
    "princess",
    "professor",
    "protector",
    "queen",
    "secretary",
    "senator",
    "sir",
    "speaker",
    "sultan",
];

/// Whether words that speak of a person are a title alone: a title's word, or one of somewhere ('Earl of Clare').
fn is_title(words: &[Word]) -> bool {
    let title = |word: &Word| TITLES.contains(&word.form.to_lowercase().as_str());
    words.iter().all(title) || (words[0].upos == Upos::Propn && words.iter().any(|word| word.form == "of"))
}

/// The entity spans of one sentence: `(1-person-…` opens, `1)` closes, `(2-place-…)` does both.
fn spans(entities: &[String]) -> Vec<(Range<usize>, NameKind)> {
    let mut open: Vec<(&str, &str, usize)> = Vec::new();
    let mut spans = Vec::new();
    for (at, column) in entities.iter().enumerate() {
        let mut rest = column.as_str();
        while !rest.is_empty() {
            let (piece, begins) = match rest.strip_prefix('(') {
                Some(piece) => (piece, true),
                None => (rest, false),
            };
            let end = piece.find(['(', ')']).unwrap_or(piece.len());
            let (body, tail) = piece.split_at(end);
            let closes = tail.starts_with(')');
            rest = if closes { &tail[1..] } else { tail };
            let mut parts = body.split('-');
            let id = parts.next().unwrap_or_default();
            if begins {
                open.push((id, parts.next().unwrap_or_default(), at));
            }
            if closes && let Some(found) = open.iter().rposition(|(known, _, _)| *known == id) {
                let (_, kind, start) = open.remove(found);
                let kind = match kind {
                    "person" => NameKind::Person,
                    "organization" => NameKind::Organisation,
                    "place" => NameKind::Location,
                    _ => continue,
                };
                spans.push((start..at + 1, kind));
            }
        }
    }
    spans
}

/// The name in an entity: its head, if a proper noun, with the parts that belong to a name.
fn name_in(words: &[Word], entity: Range<usize>) -> Option<Range<usize>> {
    let outside = |at: usize| words[at].head.is_none_or(|head| !entity.contains(&head));
    let head = entity.clone().find(|&at| outside(at))?;
    if words[head].upos != Upos::Propn {
        return None;
    }
    let belongs = |at: usize| {
        let capital = words[at].form.starts_with(char::is_uppercase) || words[at].form.starts_with('-');
        match words[at].relation {
            Relation::Flat => true,
            Relation::Compound | Relation::Nmod | Relation::Conj => words[at].upos == Upos::Propn,
            Relation::Amod | Relation::Nummod | Relation::NmodPoss => capital,
            Relation::Case | Relation::Cc | Relation::Punct | Relation::Det => true,
            _ => false,
        }
    };
    // A word belongs if all on the way up to the head do.
    let inside = |at: usize| {
        let mut next = at;
        for _ in 0..words.len() {
            if next == head {
                return true;
            }
            if !entity.contains(&next) || !belongs(next) {
                return false;
            }
            match words[next].head {
                Some(above) => next = above,
                None => return false,
            }
        }
        false
    };
    let edge = |at: usize| {
        inside(at)
            && (at == head
                || !matches!(words[at].upos, Upos::Punct | Upos::Det | Upos::Adp | Upos::Cconj | Upos::Part))
    };
    let mut start = head;
    while start > entity.start && inside(start - 1) {
        start -= 1;
    }
    let mut end = head + 1;
    while end < entity.end && inside(end) {
        end += 1;
    }
    while !edge(start) {
        start += 1;
    }
    while !edge(end - 1) {
        end -= 1;
    }
    Some(start..end)
}

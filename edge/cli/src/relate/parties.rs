//! Where the two parties of a relation stand in its sentence.

use dualtrack_document::Span;

/// A sentence and its two parties; an empty span is a party that the sentence does not name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parties {
    pub(super) sentence: String,
    pub(super) source: Span,
    pub(super) target: Span,
}

impl Parties {
    /// Takes the places from the marks where there are any, and else looks for the names.
    pub(super) fn find(sentence: &str, marked: Option<&str>, source: &str, target: &str) -> Self {
        let Some(marked) = marked else {
            let (source, target) = (named(sentence, source), named(sentence, target));
            return Self::new(sentence.to_owned(), source, target);
        };
        let (text, marks) = strip(marked);
        let place = |open, close, name| between(&marks, open, close).unwrap_or_else(|| named(&text, name));
        let (source, target) = (place("<s>", "</s>", source), place("<t>", "</t>", target));
        Self::new(text, source, target)
    }

    fn new(sentence: String, source: Span, target: Span) -> Self {
        Self { sentence, source, target }
    }
}

const MARKS: [&str; 4] = ["<s>", "</s>", "<t>", "</t>"];

/// The text without its marks, and where each of them stood in it.
fn strip(marked: &str) -> (String, Vec<(&'static str, usize)>) {
    let (mut text, mut marks) = (String::with_capacity(marked.len()), Vec::new());
    let mut rest = marked;
    while let Some(next) = rest.chars().next() {
        if let Some(mark) = MARKS.into_iter().find(|mark| rest.starts_with(mark)) {
            marks.push((mark, text.len()));
            rest = &rest[mark.len()..];
        } else {
            text.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    (text, marks)
}

fn between(marks: &[(&str, usize)], open: &str, close: &str) -> Option<Span> {
    let place = |wanted: &str| marks.iter().find(|(mark, _)| *mark == wanted).map(|(_, at)| *at);
    let (start, end) = (place(open)?, place(close)?);
    (start < end).then(|| Span::at(start..end))
}

/// Where `name` stands in `sentence` as whole words, in its own case if it does.
fn named(sentence: &str, name: &str) -> Span {
    let name = name.trim();
    let (lower, lower_name) = (sentence.to_ascii_lowercase(), name.to_ascii_lowercase());
    let at = whole(sentence, name).or_else(|| whole(&lower, &lower_name));
    at.map_or(Span::new(0, 0), |at| Span::at(at..at + name.len()))
}

fn whole(sentence: &str, name: &str) -> Option<usize> {
    if name.is_empty() {
        return None;
    }
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    sentence.match_indices(name).map(|(at, _)| at).find(|&at| {
        let (before, after) = (&sentence[..at], &sentence[at + name.len()..]);
        !is_word(before.chars().next_back()) && !is_word(after.chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(parties: &Parties, span: Span) -> &str {
        span.of(&parties.sentence)
    }

    #[test]
    fn marks_say_where_the_parties_stand() {
        let marked = "Norway said <s>Norway</s> would help <t>Česko</t>.";
        let parties = Parties::find("", Some(marked), "Norway", "Czechia");
        assert_eq!(parties.sentence, "Norway said Norway would help Česko.");
        assert_eq!((parties.source, found(&parties, parties.target)), (Span::new(12, 18), "Česko"));
    }

    #[test]
    fn names_are_looked_for_as_whole_words() {
        let parties =
            Parties::find("Iranian ships left Iran; the UN thanked TEHRAN.", None, "Iran", "Tehran");
        assert_eq!((parties.source.start, found(&parties, parties.target)), (19, "TEHRAN"));
    }

    #[test]
    fn a_party_that_is_not_named_has_no_place() {
        let parties =
            Parties::find("x", Some("<s>UN officials</s> complained."), "UN officials", "a recipient");
        assert_eq!((found(&parties, parties.source), parties.target.is_empty()), ("UN officials", true));
        assert!(Parties::find("Norway left.", None, "", "").source.is_empty());
    }
}

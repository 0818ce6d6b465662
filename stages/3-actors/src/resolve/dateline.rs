//! The place that a report is from: "MOSCOW, May 25.", "PARIS (Reuters) –", "NAIROBI, Kenya, Apr 5 –".

use dualtrack_document::Span;

/// The shortest place in capitals that is no abbreviation.
const SHORTEST: usize = 4;
/// What may stand between the place and the mark after it: a region, a country, a month, a day, a year.
const MOST_PARTS: usize = 4;

/// Whether a name is the place of a dateline, or the country behind it.
///
/// ```
/// use dualtrack_document::Span;
///
/// let text = "NAIROBI, Kenya, Apr 5 – The court met.";
/// assert!(dualtrack_actors::is_in_dateline(text, Span { start: 0, end: 7 }));
/// assert!(dualtrack_actors::is_in_dateline(text, Span { start: 9, end: 14 }));
/// ```
#[must_use]
pub fn is_in_dateline(text: &str, name: Span) -> bool {
    let (Some(before), Some(after)) = (text.get(..name.start as usize), text.get(name.end as usize..)) else {
        return false;
    };
    let leads =
        is_capitals(name.of(text)) || before.trim_end().strip_suffix(',').is_some_and(ends_in_capitals);
    leads && is_tail(after)
}

/// Whether a text ends in a place in capitals that nothing but the end of a line, a word or an address precedes.
fn ends_in_capitals(text: &str) -> bool {
    let last = text.rsplit([' ', '\n']).next().unwrap_or_default();
    is_capitals(last)
}

fn is_capitals(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters >= SHORTEST && !name.chars().any(char::is_lowercase)
}

/// Whether a text goes on as behind the place of a dateline: some short parts, then a dash, a bracket or a colon.
fn is_tail(mut rest: &str) -> bool {
    for _ in 0..=MOST_PARTS {
        let here = rest.trim_start_matches([' ', ',', '.']);
        let marks = ["(", "–", "—", "-", ":", "\u{fffd}"];
        if marks.iter().any(|mark| here.starts_with(mark)) {
            return true;
        }
        let part: &str = here.split([' ', ',', '–', '—', '(', '\n']).next().unwrap_or_default();
        let short = !part.is_empty() && part.len() <= 12 && here.len() < rest.len();
        if !short || !part.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            return false;
        }
        rest = &here[part.len()..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_told_from_sentences() {
        for (text, name, expected) in [
            ("MOSCOW, May 25. – The minister", "MOSCOW", true),
            ("PARIS (Reuters) – The minister", "PARIS", true),
            ("NAIROBI, Kenya, Apr 5 – The court", "NAIROBI", true),
            ("NAIROBI, Kenya, Apr 5 – The court", "Kenya", true),
            ("SEATTLE, Wash. (AP) — The mayor", "Wash", true),
            ("The court in Nairobi, Kenya – a new one – met", "Kenya", false),
            ("PARIS WILL HOST THE TALKS", "PARIS", false),
            ("Moscow said: no", "Moscow", false),
        ] {
            let start = text.find(name).unwrap() as u32;
            let span = Span { start, end: start + name.len() as u32 };
            assert_eq!(is_in_dateline(text, span), expected, "{text} [{name}]");
        }
    }
}

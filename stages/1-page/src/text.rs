//! White space, paragraphs and the bound on a text's length.

/// A longer text is cut, with a note: 2 MiB hold a thousand pages of print.
pub(crate) const LONGEST: usize = 2 * 1024 * 1024;

/// What stands between paragraphs.
pub(crate) const BETWEEN: &str = "\n\n";

/// One line of clean text: runs of white space become one space, invisible characters go.
pub(crate) fn line(raw: &str) -> String {
    let mut clean = String::with_capacity(raw.len());
    for c in raw.chars() {
        if c.is_whitespace() {
            if !clean.is_empty() && !clean.ends_with(' ') {
                clean.push(' ');
            }
        } else if !is_invisible(c) {
            clean.push(c);
        }
    }
    clean.truncate(clean.trim_end().len());
    clean
}

/// Control characters, soft hyphens, zero-width spaces and joiners, direction marks, byte-order marks: they stand
/// between letters on real pages and would split words.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Paragraphs joined by one blank line, up to the bound.
pub(crate) fn join(paragraphs: &[String], notes: &mut Vec<String>) -> String {
    let mut text = String::new();
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.is_empty()) {
        if !text.is_empty() {
            text.push_str(BETWEEN);
        }
        text.push_str(paragraph);
        if text.len() > LONGEST {
            break;
        }
    }
    cut(&mut text, notes);
    text
}

/// The first `most` bytes of a text, less what would cut a character.
pub(crate) fn head(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}

/// Cuts a text that is too long: at the end of a paragraph if one ends in its last quarter, else between characters.
pub(crate) fn cut(text: &mut String, notes: &mut Vec<String>) {
    if text.len() <= LONGEST {
        return;
    }
    let end = head(text, LONGEST).len();
    let end = text[..end].rfind(BETWEEN).filter(|at| *at > LONGEST / 4 * 3).unwrap_or(end);
    notes.push(format!("the text is longer than 2 MiB and was cut after {end} bytes"));
    text.truncate(end);
}

/// The words of a line: runs of letters and digits, with what is inside them ("AP's", "anti-war").
pub(crate) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// Whether a line ends as a sentence does: with a full stop, a question mark or the like, quotation marks aside.
pub(crate) fn ends_a_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']).ends_with(['.', '!', '?', '…', ':'])
}

/// What follows `prefix`, whatever its case.
pub(crate) fn strip_prefix_folded<'a>(line: &'a str, prefix: &str) -> Option<&'a str> {
    let head = line.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &line[prefix.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lose_surplus_space_and_invisible_characters() {
        assert_eq!(line(" The\u{a0}\t tre\u{ad}aty \n was\u{200b} signed.\0 "), "The treaty was signed.");
    }

    #[test]
    fn a_text_over_the_bound_is_cut_at_a_paragraph() {
        let paragraph = "é".repeat(300_000);
        let mut notes = Vec::new();
        let text = join(&vec![paragraph; 5], &mut notes);
        assert_eq!((text.len(), notes.len()), (3 * 600_000 + 4, 1));
    }

    #[test]
    fn a_text_of_one_endless_line_is_cut_between_characters() {
        let mut notes = Vec::new();
        let mut text = format!("x{}", "é".repeat(LONGEST));
        cut(&mut text, &mut notes);
        assert_eq!((text.len(), notes.len()), (LONGEST - 1, 1));
    }
}

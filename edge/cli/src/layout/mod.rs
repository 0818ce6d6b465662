//! Text in columns: widths as a terminal shows them, wrapping, shortening.

pub(crate) mod grid;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns `text` takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// `text` broken at spaces into lines of at most `columns`; a longer word is broken where it must be.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in text.split_whitespace() {
        let mut word = word;
        if !line.is_empty() && width(&line) + 1 + width(word) > columns {
            lines.push(std::mem::take(&mut line));
        }
        while line.is_empty() && width(word) > columns {
            let cut = fitting(word, columns).max(word.chars().next().map_or(0, char::len_utf8));
            lines.push(word[..cut].to_owned());
            word = &word[cut..];
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// `lines`, but at most `most` of them; what is left out is shown by an ellipsis.
pub(crate) fn at_most(mut lines: Vec<String>, most: usize, columns: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.truncate(fitting(last, columns.saturating_sub(1)));
            last.truncate(last.trim_end_matches([' ', ',', ';', '.', ':']).len());
            last.push('…');
        }
    }
    lines
}

/// `text` on one line of at most `columns`.
pub(crate) fn shorten(text: &str, columns: usize) -> String {
    at_most(wrap(text, columns), 1, columns).concat()
}

/// The byte length of the longest beginning of `text` that fits in `columns`.
fn fitting(text: &str, columns: usize) -> usize {
    let mut taken = 0;
    for (at, character) in text.char_indices() {
        taken += character.width().unwrap_or(0);
        if taken > columns {
            return at;
        }
    }
    text.len()
}

/// `text` on one line without control characters: nothing from a page may steer the terminal.
pub(crate) fn plain(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_within_long_words() {
        assert_eq!(wrap("NATO met Russia", 8), ["NATO met", "Russia"]);
        assert_eq!(wrap("Verkehrsinfrastruktur a", 10), ["Verkehrsin", "frastruktu", "r a"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("日本語", 1), ["日", "本", "語"]);
        for columns in 3..30 {
            for line in wrap("The talks in Reykjavík – the first since 1986 – end 合意 today", columns)
            {
                assert!(width(&line) <= columns, "{line:?} in {columns}");
            }
        }
    }

    #[test]
    fn what_is_left_out_is_shown() {
        assert_eq!(at_most(wrap("one two three four", 9), 1, 9), ["one two…"]);
        assert_eq!(at_most(wrap("abcdefghi jkl", 9), 1, 9), ["abcdefgh…"]);
        assert_eq!(at_most(wrap("one", 9), 1, 9), ["one"]);
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(plain("a\u{1b}[31m \n b"), "a [31m b");
    }
}

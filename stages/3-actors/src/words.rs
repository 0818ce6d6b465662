//! Names and texts as the words that are compared: folded case and accents, hyphens as spaces, no full stops.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Calls `each` with every word of `surface` in its comparable form and with its shape as written: "Côte d'Ivoire" is
/// `cote`, `divoire`; "U.S.-led" is `us`, `led`; "People's" is `people`, `s`.
pub(crate) fn each_word(surface: &str, mut each: impl FnMut(&str, Shape)) {
    let mut folded = String::with_capacity(surface.len());
    let mut word = |part: &str| {
        let stem = part.strip_suffix(['s', 'S']).and_then(|stem| stem.strip_suffix(is_apostrophe));
        let written = stem.unwrap_or(part);
        fold_into(written, &mut folded);
        if !folded.is_empty() {
            each(&folded, Shape::of(written));
        }
        if stem.is_some() {
            each("s", Shape::Lower);
        }
    };
    if !surface.is_ascii() {
        surface.split(|c: char| c.is_whitespace() || is_hyphen(c) || c == '/').for_each(&mut word);
        return;
    }
    // The plain case, byte by byte: it is all names of the tables at every start, and nearly all words of a text.
    let mut start = 0;
    for (at, byte) in surface.bytes().enumerate() {
        if matches!(byte, b' ' | b'-' | b'/' | b'\t' | b'\n' | b'\r') {
            if start < at {
                word(&surface[start..at]);
            }
            start = at + 1;
        }
    }
    if start < surface.len() {
        word(&surface[start..]);
    }
}

/// The comparable form of a whole surface, words joined by spaces.
pub(crate) fn key(surface: &str) -> String {
    let mut key = String::new();
    each_word(surface, |word, _| {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    });
    key
}

/// The id of a person or group: its words in ASCII, joined by hyphens ("jens-stoltenberg"). Letters that are not Latin
/// are given by their numbers, so that different names stay different.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    each_word(name, |word, _| {
        let from = slug.len();
        for c in word.chars() {
            if c.is_ascii() { slug.push(c) } else { slug.push_str(&format!("u{:x}", u32::from(c))) }
        }
        if from > 0 {
            slug.insert(from, '-');
        }
    });
    slug
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Without a capital at its beginning.
    Lower,
    /// With a capital at its beginning.
    Capital,
    /// In capitals throughout, at least two of them ("NATO", "U.S.").
    Upper,
}

impl Shape {
    /// The shape of one written word.
    pub(crate) fn of(word: &str) -> Self {
        if word.as_bytes().first().is_some_and(u8::is_ascii_lowercase) {
            return Self::Lower;
        }
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        match letters.next() {
            Some(first) if first.is_uppercase() => {
                let mut rest = letters.peekable();
                let several = rest.peek().is_some();
                if several && rest.all(char::is_uppercase) { Self::Upper } else { Self::Capital }
            }
            _ => Self::Lower,
        }
    }
}

/// Hyphens and the dashes that stand for them.
pub(crate) const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}')
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`')
}

/// Writes the comparable form of `word` over `folded`.
fn fold_into(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        for byte in word.bytes().filter(u8::is_ascii_alphanumeric) {
            folded.push(byte.to_ascii_lowercase() as char);
        }
        if word == "&" {
            folded.push_str("and");
        }
        return;
    }
    for c in word.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        match c {
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' | 'ɨ' => folded.push('i'),
            'ə' => folded.push('e'),
            'ŋ' => folded.push('n'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            c if c.is_alphanumeric() && !('\u{02b0}'..='\u{02ff}').contains(&c) => folded.push(c),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_differently_compares_alike() {
        for (surface, expected) in [
            ("Côte d’Ivoire", "cote divoire"),
            ("NATO–Russia Council", "nato russia council"),
            ("U.S.", "us"),
            ("People's Republic", "people s republic"),
            ("Jørgen Ærø Łódź Weiß", "jorgen aero lodz weiss"),
            ("AT&T", "att"),
            ("Antigua & Barbuda", "antigua and barbuda"),
            ("  -- ", ""),
            ("Киев", "киев"),
            ("Erdoğan, Recep", "erdogan recep"),
        ] {
            assert_eq!(key(surface), expected, "{surface}");
        }
    }

    #[test]
    fn slugs_are_ascii() {
        assert_eq!(slug("Børge Brende"), "borge-brende");
        assert_eq!(slug("Jean-Claude Juncker"), "jean-claude-juncker");
        assert_eq!(slug("Ли"), "u43bu438");
    }

    #[test]
    fn shapes() {
        assert_eq!(Shape::of("U.S."), Shape::Upper);
        assert_eq!(Shape::of("us"), Shape::Lower);
        assert_eq!(Shape::of("Us"), Shape::Capital);
        assert_eq!(Shape::of("A"), Shape::Capital);
        assert_eq!(Shape::of("Émile"), Shape::Capital);
    }
}

//! Quotation marks: which stretches of the text stand between them.
//!
//! One pass over the characters, paragraph by paragraph, with a stack of the marks that are open. It reads straight
//! (`"`, `'`), curly, angular and typewritten (`''`, ``` `` ```) marks, tells apostrophes from single marks, and
//! follows speech that runs on over paragraphs, each of which opens again while only the last closes. A mark that a
//! broken page left open ends with its paragraph.

use dualtrack_document::Span;

/// A stretch between outermost quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// With its marks.
    pub(crate) outer: Span,
    /// The words between the marks, one span per paragraph.
    pub(crate) parts: Vec<Span>,
}

impl Quoted {
    /// From the first to the last word between the marks.
    pub(crate) fn inner(&self) -> Span {
        self.parts.iter().copied().reduce(Span::join).unwrap_or(self.outer)
    }
}

/// Marks of one family open and close each other; another family inside is nested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angular,
}

/// What the characters around a mark let it do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Opens,
    Closes,
    Either,
}

/// A quotation mark.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    len: usize,
    family: Family,
    way: Way,
    /// Whether the mark itself is directed, so that its way is certain.
    directed: bool,
}

/// A mark that waits to be closed.
#[derive(Debug, Clone)]
struct Open {
    mark: Mark,
    /// Where the words of the current paragraph begin.
    from: usize,
    /// The words of earlier paragraphs.
    parts: Vec<Span>,
}

/// How far ahead, in bytes, the partner of a single mark is looked for: longer than a paragraph, and short enough that a
/// text of apostrophes is read in time proportional to its length.
const LOOK_AHEAD: usize = 4096;

/// The stretches of `text` between outermost quotation marks, by position.
pub(crate) fn scan(text: &str) -> Vec<Quoted> {
    let mut scanner = Scanner { text, found: Vec::new(), open: Vec::new() };
    let paragraphs = paragraphs(text);
    for (at, paragraph) in paragraphs.iter().enumerate() {
        scanner.paragraph(*paragraph, paragraphs.get(at + 1).copied());
    }
    scanner.found
}

/// The paragraphs of `text`: stretches between blank lines.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut at) = (None, 0);
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            found.extend(start.take().map(|from: usize| Span::at(from..end)));
        } else {
            start.get_or_insert(at);
            end = at + line.len();
        }
        at += line.len();
    }
    found.extend(start.map(|from| Span::at(from..end)));
    found
}

struct Scanner<'a> {
    text: &'a str,
    found: Vec<Quoted>,
    open: Vec<Open>,
}

impl Scanner<'_> {
    /// Reads one paragraph; `next` is the one after it, whose first mark says whether open speech runs on.
    fn paragraph(&mut self, here: Span, next: Option<Span>) {
        let mut at = here.start as usize;
        let running_on = self.open.first().map(|open| open.mark.family);
        if let Some(family) = running_on
            && let Some(mark) = self.leading_mark(here, family)
        {
            at = mark.at + mark.len;
        }
        if let Some(open) = self.open.first_mut() {
            open.from = at;
        }
        while let Some(mark) = next_mark(self.text, at, here.end as usize) {
            at = mark.at + mark.len;
            self.take(mark, here);
        }
        self.end_paragraph(here, next);
    }

    /// The mark of `family` that stands at the head of a paragraph.
    fn leading_mark(&self, paragraph: Span, family: Family) -> Option<Mark> {
        let lead = paragraph.of(self.text).len() - paragraph.of(self.text).trim_start().len();
        let start = paragraph.start as usize + lead;
        let mark = next_mark(self.text, start, paragraph.end as usize)?;
        (mark.at == start && mark.family == family && mark.way != Way::Closes).then_some(mark)
    }

    fn take(&mut self, mark: Mark, paragraph: Span) {
        let inside = self.open.iter().rposition(|open| open.mark.family == mark.family);
        match (mark.way, inside) {
            (Way::Closes, Some(level)) | (Way::Either, Some(level)) => self.close(level, mark),
            (Way::Opens, Some(0)) if mark.family != Family::Single && !self.is_nested(mark) => {
                self.abandon(mark.at);
                self.open(mark);
            }
            (Way::Opens | Way::Either, _) => self.open(mark),
            (Way::Closes, None) => self.close_unopened(mark, paragraph),
        }
    }

    fn open(&mut self, mark: Mark) {
        // A single mark opens only where its partner follows: else it is an apostrophe ("'em", "the '90s").
        if mark.family == Family::Single && !self.single_closes(mark) {
            return;
        }
        self.open.push(Open { mark, from: mark.at + mark.len, parts: Vec::new() });
    }

    fn close(&mut self, level: usize, mark: Mark) {
        if mark.family == Family::Single && self.is_possessive(mark) {
            return;
        }
        let Some(open) = self.open.drain(level..).next() else { return };
        if level == 0 {
            self.emit(open, mark.at, mark.at + mark.len);
        }
    }

    /// The open speech was left open: it ends with the last sentence before `at`, where the next speech opens.
    fn abandon(&mut self, at: usize) {
        let Some(open) = self.open.drain(..).next() else { return };
        let words = &self.text[open.from.min(at)..at];
        let end = words.rfind(['.', '!', '?']).map_or(words.len(), |stop| stop + 1);
        let end = open.from + end;
        self.emit(open, end, end);
    }

    /// A closing mark whose partner the page lost: speech from the head of its paragraph, if it looks like speech.
    fn close_unopened(&mut self, mark: Mark, paragraph: Span) {
        let before = self.text[..mark.at].chars().next_back();
        let first_here = self.found.last().is_none_or(|last| last.outer.end <= paragraph.start);
        if mark.family == Family::Double && first_here && matches!(before, Some(',' | '.' | '!' | '?')) {
            let start = paragraph.start as usize;
            let lost = Mark { at: start, len: 0, ..mark };
            self.emit(Open { mark: lost, from: start, parts: Vec::new() }, mark.at, mark.at + mark.len);
        }
    }

    fn end_paragraph(&mut self, here: Span, next: Option<Span>) {
        self.open.truncate(1);
        let Some(open) = self.open.first() else { return };
        let family = open.mark.family;
        let runs_on = next.is_some_and(|next| self.leading_mark(next, family).is_some());
        let end = here.end as usize;
        if runs_on {
            if let Some(open) = self.open.first_mut() {
                open.parts.extend(trimmed(self.text, open.from, end));
            }
        } else if let Some(open) = self.open.pop()
            && family != Family::Single
        {
            self.emit(open, end, end);
        }
    }

    fn emit(&mut self, mut open: Open, end: usize, outer_end: usize) {
        open.parts.extend(trimmed(self.text, open.from, end));
        if !open.parts.is_empty() {
            self.found.push(Quoted { outer: Span::at(open.mark.at..outer_end), parts: open.parts });
        }
    }

    /// The end of the paragraph that byte `at` stands in, or of what is looked at of it.
    fn paragraph_end(&self, at: usize) -> usize {
        let mut limit = (at + LOOK_AHEAD).min(self.text.len());
        while !self.text.is_char_boundary(limit) {
            limit -= 1;
        }
        self.text[at..limit].find("\n\n").map_or(limit, |gap| at + gap)
    }

    /// Whether a partner follows a single opening mark in the same paragraph.
    fn single_closes(&self, mark: Mark) -> bool {
        let mut at = mark.at + mark.len;
        let end = self.paragraph_end(at);
        while let Some(next) = next_mark(self.text, at, end) {
            match (next.family, next.way) {
                (Family::Single, Way::Closes | Way::Either) => return true,
                (Family::Single, Way::Opens) if next.directed => return false,
                _ => at = next.at + next.len,
            }
        }
        false
    }

    /// Whether a directed mark that opens inside its own family is closed before the outer one is: two closing marks
    /// follow in the same paragraph before any other opens. Else the outer one was left open.
    fn is_nested(&self, mark: Mark) -> bool {
        let mut at = mark.at + mark.len;
        let end = self.paragraph_end(at);
        let mut closed = 0;
        while let Some(next) = next_mark(self.text, at, end).filter(|_| mark.directed && closed < 2) {
            match (next.family == mark.family, next.way) {
                (true, Way::Closes) => closed += 1,
                (true, _) => return false,
                _ => {}
            }
            at = next.at + next.len;
        }
        closed == 2
    }

    /// Whether a mark that could close is the apostrophe of a plural ("the ministers' talks"): it follows an s, and
    /// a mark after punctuation, which must be the closing one, is still to come.
    fn is_possessive(&self, mark: Mark) -> bool {
        if !self.text[..mark.at].ends_with('s') {
            return false;
        }
        let mut at = mark.at + mark.len;
        let end = self.paragraph_end(at);
        while let Some(next) = next_mark(self.text, at, end) {
            let closes = next.family == Family::Single && next.way != Way::Opens;
            if closes && self.text[..next.at].ends_with([',', '.', '!', '?', ';', ':']) {
                return true;
            }
            if next.family == Family::Single && next.way == Way::Opens || next.family == Family::Double {
                return false;
            }
            at = next.at + next.len;
        }
        false
    }
}

/// The span without white space at its ends, if anything is left.
fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let words = text.get(start..end)?;
    let from = start + words.len() - words.trim_start().len();
    let to = start + words.trim_end().len();
    (from < to).then(|| Span::at(from..to))
}

/// The first quotation mark in `text[from..end]`.
fn next_mark(text: &str, from: usize, end: usize) -> Option<Mark> {
    let stretch = text.get(from..end)?;
    stretch.char_indices().find_map(|(offset, c)| mark_at(text, from + offset, c, from))
}

/// The quotation mark that `c` at `at` is or begins; `from` guards the second half of a doubled mark.
fn mark_at(text: &str, at: usize, c: char, from: usize) -> Option<Mark> {
    let rest = &text[at..];
    let doubled = rest.starts_with("''") || rest.starts_with("``") || rest.starts_with("’’");
    let len = if doubled { 2 * c.len_utf8() } else { c.len_utf8() };
    let before = text[..at].chars().next_back();
    let after = text[at + len..].chars().next();
    let (family, way, directed) = match c {
        '“' => (Family::Double, if opens_low(text, from, at) { Way::Closes } else { Way::Opens }, true),
        '„' | '‟' => (Family::Double, Way::Opens, true),
        '”' => (Family::Double, Way::Closes, true),
        '«' | '»' => (Family::Angular, angular(c, before, after), false),
        '"' | '＂' => (Family::Double, by_neighbours(before, after), false),
        '`' if doubled => (Family::Double, Way::Opens, true),
        '\'' | '’' if doubled => (Family::Double, by_neighbours(before, after), false),
        '‘' if !before.is_some_and(char::is_alphanumeric) => (Family::Single, Way::Opens, true),
        '’' => (Family::Single, single_closing(before, after)?, true),
        '\'' => (Family::Single, single_straight(before, after)?, false),
        _ => return None,
    };
    Some(Mark { at, len, family, way, directed })
}

/// Whether a low mark („) since `from` makes “ the closing one, as in German.
fn opens_low(text: &str, from: usize, at: usize) -> bool {
    text[from..at].rfind(['„', '“', '”']).is_some_and(|mark| text[from + mark..].starts_with('„'))
        || text[..at].rfind(['„', '“', '”']).is_some_and(|mark| text[mark..].starts_with('„'))
}

/// Angular marks point outwards («so»), or inwards (»so«).
fn angular(c: char, before: Option<char>, after: Option<char>) -> Way {
    let begins = before.is_none_or(|b| b.is_whitespace() || "([—–".contains(b));
    let inside = after.is_some_and(|a| !a.is_whitespace());
    match c {
        '»' if begins && inside && after.is_some_and(char::is_alphanumeric) => Way::Opens,
        '«' if !begins && !after.is_some_and(char::is_alphanumeric) => Way::Closes,
        '«' => Way::Opens,
        _ => Way::Closes,
    }
}

/// A straight mark opens before a word and closes behind one.
fn by_neighbours(before: Option<char>, after: Option<char>) -> Way {
    let begins = before.is_none_or(|b| b.is_whitespace() || "([{—–-/‘'“".contains(b));
    let ends = after.is_none_or(|a| a.is_whitespace() || ")]},.;:!?—–-/’'”".contains(a));
    match (begins, ends) {
        (true, false) => Way::Opens,
        (false, true) => Way::Closes,
        _ => Way::Either,
    }
}

/// ’ closes a single quotation unless a letter follows: then it is an apostrophe.
fn single_closing(before: Option<char>, after: Option<char>) -> Option<Way> {
    let inside = after.is_some_and(char::is_alphanumeric);
    let behind_word = before.is_some_and(|b| !b.is_whitespace());
    (behind_word && !inside).then_some(Way::Closes)
}

/// A straight single mark between letters is an apostrophe; before a digit it stands for a century ("the '90s").
fn single_straight(before: Option<char>, after: Option<char>) -> Option<Way> {
    let begins = before.is_none_or(|b| b.is_whitespace() || "([{—–\"“".contains(b));
    match after {
        Some(a) if a.is_alphanumeric() => (begins && !a.is_numeric()).then_some(Way::Opens),
        _ => (!begins).then_some(Way::Closes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<Vec<&str>> {
        let stretches = scan(text);
        stretches.iter().map(|q| q.parts.iter().map(|part| part.of(text)).collect()).collect()
    }

    #[test]
    fn every_kind_of_mark() {
        for (text, wanted) in [
            ("He said: \"We met.\" Then he left.", vec!["We met."]),
            ("“We met,” he said.", vec!["We met,"]),
            ("„Wir sind da“, sagte er.", vec!["Wir sind da"]),
            ("«Nous sommes là», a-t-il dit.", vec!["Nous sommes là"]),
            ("»Wir sind da«, sagte er.", vec!["Wir sind da"]),
            ("‘We met the ministers’ envoys,’ he said.", vec!["We met the ministers’ envoys,"]),
            ("'We don't know,' he said.", vec!["We don't know,"]),
            ("''We met,'' he said.", vec!["We met,"]),
            ("``We met,'' he said.", vec!["We met,"]),
            ("\"He told us 'never' again,\" she said.", vec!["He told us 'never' again,"]),
            ("“He told us “never” again,” she said.", vec!["He told us “never” again,"]),
            ("\"A,\" he said, \"b.\"", vec!["A,", "b."]),
        ] {
            assert_eq!(quoted(text).concat(), wanted, "{text}");
        }
    }

    #[test]
    fn apostrophes_are_no_marks() {
        for text in
            ["The '90s ended.", "Norway's and the allies' ships", "It’s the allies’ aim.", "rock 'n' roll"]
        {
            let found = quoted(text);
            assert!(found.is_empty() || text.starts_with("rock"), "{text}: {found:?}");
        }
    }

    #[test]
    fn speech_runs_on_over_paragraphs() {
        let text = "He said: “We talked.\n\n“We will talk again.\n\n“Then we shall see.”\n\nHe left.";
        assert_eq!(quoted(text), [["We talked.", "We will talk again.", "Then we shall see."]]);
        let text = "\"We talked.\n\n\"We agreed,\" he said.";
        assert_eq!(quoted(text), [["We talked.", "We agreed,"]]);
    }

    #[test]
    fn what_a_broken_page_left_open_ends_with_its_paragraph() {
        for (text, wanted) in [
            ("He said: \"We met.\n\nThen he left.", vec!["We met."]),
            ("We met,\" he said.", vec!["We met,"]),
            ("“We met. He left. “We met again,” he said.", vec!["We met. He left.", "We met again,"]),
            ("A 5\" gun.", vec![]),
        ] {
            assert_eq!(quoted(text).concat(), wanted, "{text}");
        }
    }

    #[test]
    fn any_text_gives_spans_inside_it() {
        for text in ["\"", "“”", "''", "'", "\"\"\"\"", "\n\n\"\n\n\"", "“a\n\n“", "»«", "x'\"’”é“"]
        {
            for found in scan(text) {
                assert!(found.outer.end as usize <= text.len() && !found.parts.is_empty(), "{text:?}");
                assert!(text.get(found.outer.range()).is_some() && !found.inner().is_empty(), "{text:?}");
            }
        }
    }
}

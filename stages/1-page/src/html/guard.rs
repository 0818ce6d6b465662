//! Bounds on markup before it is parsed.
//!
//! A parser that follows the HTML standard takes time in proportion to the square of the depth of nesting, of the
//! number of attributes of a tag and of the formatting elements left open; a few hundred kilobytes made for it keep it
//! busy for minutes. Real pages nest to some tens. Tags beyond generous bounds are left out here; their text stays.

use crate::text;

/// A longer page is cut: the largest news pages with all their scripts have some megabytes.
const LONGEST_PAGE: usize = 16 * 1024 * 1024;
/// A page with more tags is cut: large real ones have some ten thousands.
const MOST_TAGS: usize = 200_000;
/// Elements may be nested this deep; browsers stop at 512.
const DEEPEST: usize = 256;
/// So many formatting elements may be open at a time; the parser opens them anew in every paragraph.
const FORMATTING: usize = 6;
/// A longer tag, or one with more attributes, is left out.
const LONGEST_TAG: usize = 64 * 1024;
const ATTRIBUTES: usize = 200;

/// The page within the bounds, with a note where something was left out.
pub(crate) fn bounded(html: &str, notes: &mut Vec<String>) -> String {
    let end = text::head(html, LONGEST_PAGE).len();
    if end < html.len() {
        notes.push(format!("the page is longer than 16 MiB and was cut after {end} bytes"));
    }
    let mut guard = Guard { kept: String::with_capacity(end), ..Guard::default() };
    guard.run(&html[..end]);
    if guard.tags > MOST_TAGS {
        notes.push(format!("the page has more than {MOST_TAGS} tags and was cut"));
    }
    if guard.left_out > 0 {
        notes.push(format!("{} tags were left out: nested too deep, or too long", guard.left_out));
    }
    guard.kept
}

#[derive(Default)]
struct Guard {
    kept: String,
    tags: usize,
    left_out: usize,
    structure: Nesting,
    formatting: Nesting,
}

/// How many elements of a kind are open, and how many more were left out.
#[derive(Default)]
struct Nesting {
    open: usize,
    left_out: usize,
}

impl Nesting {
    /// Whether a tag may stay.
    fn admits(&mut self, closing: bool, most: usize) -> bool {
        match (closing, self.left_out) {
            (true, 0) => self.open = self.open.saturating_sub(1),
            (false, 0) if self.open < most => self.open += 1,
            (true, _) => {
                self.left_out -= 1;
                return false;
            }
            (false, _) => {
                self.left_out += 1;
                return false;
            }
        }
        true
    }
}

impl Guard {
    fn run(&mut self, mut rest: &str) {
        while let Some(at) = rest.find('<') {
            self.kept.push_str(&rest[..at]);
            rest = &rest[at..];
            if self.tags > MOST_TAGS {
                return;
            }
            let end = match Tag::read(rest) {
                Some(tag) => self.tag(&tag, rest),
                None => {
                    self.kept.push('<');
                    1
                }
            };
            rest = &rest[end..];
        }
        self.kept.push_str(rest);
    }

    /// Keeps a tag or leaves it out; returns the position behind it, or behind the raw text that it opens.
    fn tag(&mut self, tag: &Tag<'_>, rest: &str) -> usize {
        self.tags += 1;
        let fits = tag.end <= LONGEST_TAG && tag.attributes <= ATTRIBUTES;
        let admitted = match kind(tag.name) {
            Kind::Structure => self.structure.admits(tag.closing, DEEPEST),
            Kind::Formatting => self.formatting.admits(tag.closing, FORMATTING),
            Kind::Other => true,
        };
        let end = if tag.closing { tag.end } else { raw_text_end(tag, rest).unwrap_or(tag.end) };
        if fits && admitted {
            self.kept.push_str(&rest[..end]);
        } else {
            self.left_out += 1;
        }
        end
    }
}

/// A tag, a comment or a declaration at the start of a piece of markup.
struct Tag<'a> {
    name: &'a str,
    closing: bool,
    attributes: usize,
    end: usize,
}

impl<'a> Tag<'a> {
    fn read(markup: &'a str) -> Option<Self> {
        if markup.starts_with("<!--") {
            let end = markup.find("-->").map_or(markup.len(), |at| at + 3);
            return Some(Tag { name: "!--", closing: false, attributes: 0, end });
        }
        let closing = markup.starts_with("</");
        let inner = &markup[1 + usize::from(closing)..];
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            return None;
        }
        let length =
            inner.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<')).unwrap_or(inner.len());
        let (end, attributes) = tag_end(markup);
        Some(Tag { name: &inner[..length], closing, attributes, end })
    }
}

/// The position behind a tag's `>`, outside of attribute values, and about how many attributes it has.
fn tag_end(markup: &str) -> (usize, usize) {
    let (mut quote, mut before, mut attributes) = (None, b' ', 0);
    for (at, &byte) in markup.as_bytes().iter().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => (quote, attributes) = (None, attributes + 1),
            (Some(_), _) => {}
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'>') => return (at + 1, attributes),
            (None, b'/') => attributes += 1,
            (None, _) if byte.is_ascii_whitespace() => {
                attributes += usize::from(!before.is_ascii_whitespace())
            }
            _ => {}
        }
        let gap = byte.is_ascii_whitespace() && before == b'=';
        before = if gap { before } else { byte };
    }
    (markup.len(), attributes)
}

/// Where the text ends that a script, a style sheet or the like holds, in which `<` opens no tag.
fn raw_text_end(tag: &Tag<'_>, markup: &str) -> Option<usize> {
    const RAW: [&str; 6] = ["script", "style", "textarea", "title", "iframe", "xmp"];
    let name = RAW.into_iter().find(|raw| raw.eq_ignore_ascii_case(tag.name))?;
    let mut at = tag.end;
    while let Some(close) = markup[at..].find("</") {
        at += close;
        if markup.as_bytes()[at + 2..]
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        {
            return Some(at);
        }
        at += 2;
    }
    Some(markup.len())
}

#[derive(Clone, Copy)]
enum Kind {
    /// Elements that stay open until they are closed.
    Structure,
    /// Elements that are opened anew in the next paragraph.
    Formatting,
    /// Elements without content, or closed by the next of their kind.
    Other,
}

fn kind(name: &str) -> Kind {
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt"
        | "u" => Kind::Formatting,
        "a" | "area" | "base" | "body" | "br" | "col" | "colgroup" | "dd" | "dt" | "embed" | "head"
        | "hr" | "html" | "img" | "input" | "li" | "link" | "meta" | "optgroup" | "option" | "p"
        | "param" | "rp" | "rt" | "source" | "tbody" | "td" | "tfoot" | "th" | "thead" | "title" | "tr"
        | "track" | "wbr" | "script" | "style" | "textarea" | "iframe" | "xmp" => Kind::Other,
        name if name.starts_with(['!', '?']) => Kind::Other,
        _ => Kind::Structure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(html: &str) -> (String, usize) {
        let mut notes = Vec::new();
        (bounded(html, &mut notes), notes.len())
    }

    #[test]
    fn ordinary_pages_pass_unchanged() {
        let pages = [
            "<!DOCTYPE html><html><head><title>a < b</title><script>if (a<b) { w('<div><div>') }</script></head><body>",
            "<p title=\"a > b\">1 < 2 <!-- <div> --> <br/><img src=x><p>more</p>",
            "<",
            "</",
            "<p",
            "",
        ];
        for page in pages {
            assert_eq!(kept(page), (page.to_owned(), 0));
        }
    }

    #[test]
    fn nesting_attributes_and_open_formatting_are_bounded() {
        let (deep, notes) = kept(&format!("{}text{}", "<div>".repeat(1_000), "</div>".repeat(1_000)));
        assert_eq!(
            (deep.matches("<div>").count(), deep.matches("</div>").count(), notes),
            (DEEPEST, DEEPEST, 1)
        );
        let (bold, _) = kept(&"<p><b id=x>text".repeat(1_000));
        assert_eq!((bold.matches("<b").count(), bold.matches("text").count()), (FORMATTING, 1_000));
        let (wide, _) = kept(&format!("<p {}>text", "a ".repeat(1_000)));
        assert_eq!(wide, "text");
    }

    #[test]
    fn siblings_do_not_count_as_depth() {
        let page = "<div><p>text<ul><li>one<li>two</ul></div><b>bold</b>".repeat(2_000);
        assert_eq!(kept(&page), (page.clone(), 0));
    }
}

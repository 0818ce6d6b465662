//! From markup to paragraphs.

use dom_query::NodeRef;

use crate::text;

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Elements whose text nobody reads.
const SILENT: &[&str] = &[
    "head", "iframe", "math", "object", "script", "select", "style", "svg", "template", "textarea", "title",
];

/// A paragraph of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// One line of clean text.
    pub text: String,
    /// How many of its letters and digits stand in links.
    pub linked: usize,
    /// The innermost block element around it.
    pub element: String,
    /// Whether it stands in the element that was marked.
    pub inside: bool,
}

impl Block {
    /// Whether all but a little of it is a link to somewhere else.
    pub(crate) fn is_link(&self) -> bool {
        self.linked * 10 >= self.text.chars().filter(|c| c.is_alphanumeric()).count() * 9 && self.linked > 0
    }
}

/// The paragraphs of an element; those in `marked` are marked. Two line breaks in a row part paragraphs, one does not.
pub(crate) fn of(root: &NodeRef<'_>, marked: &NodeRef<'_>) -> Vec<Block> {
    let mut walk = Walk::default();
    // A stack of our own: the depth of markup is not ours to choose.
    let mut open = vec![(*root, false)];
    while let Some((node, closing)) = open.pop() {
        if node.is_text() {
            walk.add(&node.text());
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        walk.pass(&name, closing);
        if node.id == marked.id {
            walk.inside = !closing;
        }
        if !closing && !SILENT.contains(&&*name) {
            open.push((node, true));
            open.extend(node.children_it(true).map(|child| (child, false)));
        }
    }
    walk.end_paragraph();
    walk.blocks
}

/// Stands for `<br>` until a paragraph is complete.
const BREAK: char = '\u{1e}';

#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    current: String,
    linked: usize,
    links: usize,
    elements: Vec<String>,
    inside: bool,
}

impl Walk {
    fn add(&mut self, text: &str) {
        self.current.push_str(&text.replace(BREAK, " "));
        if self.links > 0 {
            self.linked += text.chars().filter(|c| c.is_alphanumeric()).count();
        }
    }

    /// Goes into an element or out of it.
    fn pass(&mut self, name: &str, closing: bool) {
        if BLOCKS.contains(&name) {
            self.end_paragraph();
            if closing {
                self.elements.pop();
            } else {
                self.elements.push(name.to_owned());
            }
        }
        match (name, closing) {
            ("br", false) => self.current.push(BREAK),
            ("td" | "th", false) => self.current.push(' '),
            ("a", false) => self.links += 1,
            ("a", true) => self.links -= 1,
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let element = self.elements.last().cloned().unwrap_or_default();
        let lines = lines(&self.current);
        // A link's share cannot be told between the parts of a broken paragraph; it counts for a whole one only.
        let linked = if lines.len() == 1 { self.linked } else { 0 };
        let inside = self.inside;
        self.blocks.extend(lines.into_iter().map(|text| Block {
            text,
            linked,
            element: element.clone(),
            inside,
        }));
        self.current.clear();
        self.linked = 0;
    }
}

/// The lines of a paragraph between double breaks, those between single ones joined.
fn lines(raw: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for line in raw.split(BREAK).map(text::line) {
        match lines.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(&line);
            }
            _ => lines.push(String::new()),
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    #[test]
    fn markup_becomes_paragraphs() {
        let cases: [(&str, &[&str]); 6] = [
            ("<p>One <b>bold</b> word.</p><p>Two.</p>", &["One bold word.", "Two."]),
            ("<div>Loose text<p>Inner</p>tail</div>", &["Loose text", "Inner", "tail"]),
            ("One.<br><br>Two,<br>still two.", &["One.", "Two, still two."]),
            ("<ul><li>One<li>Two</ul>", &["One", "Two"]),
            ("<table><tr><td>Oslo</td><td>1</td></tr></table>", &["Oslo 1"]),
            ("<script>x</script><style>y</style>&nbsp;", &[]),
        ];
        for (html, expected) in cases {
            let page = Document::from(html);
            let texts: Vec<String> =
                super::of(&page.root(), &page.root()).into_iter().map(|block| block.text).collect();
            assert_eq!(texts, expected, "{html}");
        }
    }

    #[test]
    fn links_are_told_from_text() {
        let page =
            Document::from("<p><a href=/x>Ministers meet</a> »</p><p>They <a href=/x>met</a> again.</p>");
        let links: Vec<bool> =
            super::of(&page.root(), &page.root()).iter().map(super::Block::is_link).collect();
        assert_eq!(links, [true, false]);
    }
}

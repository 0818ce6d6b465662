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
    "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template",
    "textarea", "title",
];

/// The paragraphs of an element, each one line of clean text. Two line breaks in a row part paragraphs, one does not.
pub(crate) fn of(root: &NodeRef<'_>) -> Vec<String> {
    let mut walk = Walk::default();
    // A stack of our own: the depth of markup is not ours to choose.
    let mut open = vec![(*root, false)];
    while let Some((node, closing)) = open.pop() {
        if node.is_text() {
            walk.current.push_str(&node.text().replace(BREAK, " "));
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        let name: &str = &name;
        if BLOCKS.contains(&name) {
            walk.end_paragraph();
        }
        match name {
            _ if closing || SILENT.contains(&name) => continue,
            "br" => walk.current.push(BREAK),
            "td" | "th" | "dt" => walk.current.push(' '),
            _ => {}
        }
        open.push((node, true));
        open.extend(node.children_it(true).map(|child| (child, false)));
    }
    walk.end_paragraph();
    walk.paragraphs
}

/// Stands for `<br>` until a paragraph is complete.
const BREAK: char = '\u{1e}';

#[derive(Default)]
struct Walk {
    paragraphs: Vec<String>,
    current: String,
}

impl Walk {
    fn end_paragraph(&mut self) {
        let mut lines: Vec<String> = vec![String::new()];
        for line in self.current.split(BREAK).map(text::line) {
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
        self.paragraphs.extend(lines.into_iter().filter(|line| !line.is_empty()));
        self.current.clear();
    }
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
            assert_eq!(super::of(&Document::from(html).root()), expected, "{html}");
        }
    }
}

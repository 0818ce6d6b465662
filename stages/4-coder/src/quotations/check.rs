//! Running the examples of the lexicon of cues.

use dualtrack_document::{Doc, Mentions, QuotationLine, Span, Syntax};

use super::{Cues, find};

/// Tells the examples of `cues` that are read otherwise than they are marked, each with the name of its attitude.
pub(crate) fn check(
    cues: &Cues,
    parse: &mut impl FnMut(&str) -> (Syntax, Mentions),
) -> Vec<(String, String)> {
    let mut read = |text: &str| {
        let (syntax, mentions) = parse(text);
        find(Doc::new(text, &syntax), &mentions, cues)
    };
    let mut wrong = Vec::new();
    for attitude in cues.attitudes() {
        for example in &attitude.examples {
            let marked = Marked::read(example);
            let found = read(&marked.text);
            if !found.iter().any(|quotation| marked.is(quotation)) {
                wrong.push((
                    attitude.name.clone(),
                    format!("\"{example}\" is read as {}", sketch(&marked.text, &found)),
                ));
            }
        }
        for text in &attitude.counter_examples {
            let found = read(text);
            if !found.is_empty() {
                wrong
                    .push((attitude.name.clone(), format!("\"{text}\" is read as {}", sketch(text, &found))));
            }
        }
    }
    wrong
}

/// An example without its brackets, and what they mark.
#[derive(Debug, Default, PartialEq, Eq)]
struct Marked {
    text: String,
    speaker: Option<Span>,
    cue: Option<Span>,
    content: Vec<Span>,
}

impl Marked {
    /// Reads [the speaker], {the cue} and <the content> off their brackets.
    fn read(example: &str) -> Self {
        let mut marked = Self::default();
        let mut from = 0;
        for c in example.chars() {
            let span = Span::at(from..marked.text.len());
            match c {
                '[' | '{' | '<' => from = marked.text.len(),
                ']' => marked.speaker = Some(span),
                '}' => marked.cue = Some(span),
                '>' => marked.content.push(span),
                c => marked.text.push(c),
            }
        }
        marked
    }

    fn is(&self, quotation: &QuotationLine) -> bool {
        let bare = |spans: &[Span]| -> Vec<Vec<String>> {
            spans.iter().map(|span| words(span.of(&self.text))).collect()
        };
        self.speaker == quotation.speaker
            && self.cue == quotation.cue
            && bare(&self.content) == bare(&quotation.content)
    }
}

/// The words of a text, whatever the punctuation around them.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn sketch(text: &str, found: &[QuotationLine]) -> String {
    let of = |span: Option<Span>| span.map_or("", |span| span.of(text));
    let line = |quotation: &QuotationLine| {
        let content: Vec<String> =
            quotation.content.iter().map(|span| format!("<{}>", span.of(text))).collect();
        format!("[{}] {{{}}} {}", of(quotation.speaker), of(quotation.cue), content.join(" "))
    };
    let lines: Vec<String> = found.iter().map(line).collect();
    if lines.is_empty() { "no quotation".to_owned() } else { lines.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_mark_speaker_cue_and_content() {
        let marked = Marked::read("[He] {said} <it rained>.");
        assert_eq!(marked.text, "He said it rained.");
        assert_eq!((marked.speaker, marked.cue), (Some(Span::new(0, 2)), Some(Span::new(3, 7))));
        assert_eq!(marked.content, [Span::new(8, 17)]);
    }

    #[test]
    fn the_examples_of_the_codebook_are_read_as_marked() {
        let cues = Cues::parse(include_str!("../../../../codebook/cues.toml")).unwrap();
        let model = dualtrack_syntax::Model::built_in();
        let wrong = check(&cues, &mut |text: &str| (model.parse(text), Mentions::default()));
        let lines: Vec<String> =
            wrong.iter().map(|(attitude, reason)| format!("{attitude}: {reason}")).collect();
        assert!(wrong.is_empty(), "{}", lines.join("\n"));
    }
}

//! Any text parses: its words are the text without white space, in order, and every sentence is one tree.
#![no_main]

use dualtrack_document::Doc;
use dualtrack_syntax::{Model, split::is_space};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = &*String::from_utf8_lossy(bytes);
    let syntax = Model::built_in().parse(text);
    let doc = Doc::new(text, &syntax);
    let mut end = 0;
    for token in syntax.tokens() {
        assert!(
            token.span.start >= end
                && token.span.end > token.span.start
                && text.get(token.span.range()).is_some()
        );
        end = token.span.end;
    }
    let words = syntax.tokens().iter().flat_map(|token| token.span.of(text).chars());
    assert!(words.eq(text.chars().filter(|character| !is_space(*character))), "the words rebuild the text");
    let mut next = 0;
    for sentence in syntax.sentences() {
        assert_eq!(sentence.tokens.start.index(), next);
        next = sentence.tokens.end.index();
        assert_eq!(sentence.tokens.iter().filter(|token| doc.head(*token).is_none()).count(), 1, "one root");
        for token in sentence.tokens.iter() {
            assert!(doc.head(token).is_none_or(|head| sentence.tokens.contains(head)));
            assert!(
                doc.ancestors(token).take(sentence.tokens.len()).count() < sentence.tokens.len(),
                "no cycle"
            );
        }
    }
    assert_eq!(next, syntax.tokens().len(), "every word has its sentence");
});

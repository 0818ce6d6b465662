//! The built-in model on sentences of news, and on what is no news at all.

use dualtrack_document::{Doc, NameKind, Relation, Syntax, TokenId};
use dualtrack_syntax::{Model, conllu};

fn parse(text: &str) -> Syntax {
    Model::built_in().parse(text)
}

/// The first token of this form.
fn token(doc: Doc<'_>, form: &str) -> TokenId {
    let found = (0..doc.syntax.tokens().len()).map(TokenId::from).find(|&token| doc.form(token) == form);
    found.unwrap_or_else(|| panic!("no '{form}' in {:?}", doc.text))
}

#[test]
fn who_does_what_to_whom_is_in_the_tree() {
    for (text, word, relation, head) in [
        ("Norway condemned Russia.", "Russia", Relation::Obj, "condemned"),
        ("The treaty was signed by the two ministers in Murmansk.", "treaty", Relation::NsubjPass, "signed"),
        (
            "The treaty was signed by the two ministers in Murmansk.",
            "ministers",
            Relation::OblAgent,
            "signed",
        ),
        ("The council discussed the state of the talks.", "talks", Relation::Nmod, "state"),
        ("Finland wants to join the alliance.", "alliance", Relation::Obj, "join"),
        ("The minister said that talks had begun.", "begun", Relation::Ccomp, "said"),
    ] {
        let syntax = parse(text);
        let doc = Doc::new(text, &syntax);
        let word = token(doc, word);
        assert_eq!(doc.relation(word), relation, "{text}");
        assert_eq!(doc.head(word), Some(token(doc, head)), "{text}");
    }
}

#[test]
fn lemmas_of_irregular_words_are_known() {
    let text = "The ministers met and spoke; the children were taken to the cities they had left.";
    let syntax = parse(text);
    let doc = Doc::new(text, &syntax);
    for (form, lemma) in [
        ("met", "meet"),
        ("spoke", "speak"),
        ("children", "child"),
        ("were", "be"),
        ("taken", "take"),
        ("cities", "city"),
    ] {
        assert_eq!(doc.lemma(token(doc, form)), lemma);
    }
}

#[test]
fn sentences_survive_abbreviations_initials_and_quotations() {
    let text = "U.S. envoy J. P. Brown met Mr. Li in Oslo. \"We agree,\" he said. \"That is all.\" Talks go on.\n\n\
                Second paragraph without a full stop";
    let syntax = parse(text);
    let sentences: Vec<&str> = syntax.sentences().iter().map(|sentence| sentence.span.of(text)).collect();
    assert_eq!(
        sentences,
        [
            "U.S. envoy J. P. Brown met Mr. Li in Oslo.",
            "\"We agree,\" he said.",
            "\"That is all.\"",
            "Talks go on.",
            "Second paragraph without a full stop"
        ]
    );
    assert_eq!(syntax.sentences().last().map(|sentence| sentence.paragraph), Some(1));
}

#[test]
fn clitics_are_words_of_their_own() {
    let text = "Russia's envoy can't say; they'd cannot.";
    let syntax = parse(text);
    let joined: Vec<&str> = syntax.tokens().iter().filter(|t| t.joined).map(|t| t.span.of(text)).collect();
    assert_eq!(joined, ["'s", "n't", "'d", "not"]);
}

#[test]
fn persons_organisations_and_places_are_named() {
    let text = "Angela Merkel flew to Moscow.";
    let syntax = parse(text);
    let doc = Doc::new(text, &syntax);
    let names: Vec<(&str, NameKind)> =
        syntax.names().iter().map(|name| (doc.span(name.tokens).of(text), name.kind)).collect();
    assert_eq!(names, [("Angela Merkel", NameKind::Person), ("Moscow", NameKind::Location)]);
}

/// Every invariant of the layer: spans in order and on characters, one root, heads inside, no cycle.
fn check(text: &str) {
    let syntax = parse(text);
    let doc = Doc::new(text, &syntax);
    let mut end = 0;
    for token in syntax.tokens() {
        assert!(token.span.start >= end && token.span.end > token.span.start, "{text:?}");
        assert!(text.get(token.span.range()).is_some(), "{text:?}");
        end = token.span.end;
    }
    for sentence in syntax.sentences() {
        let roots = sentence.tokens.iter().filter(|&token| doc.head(token).is_none()).count();
        assert_eq!(roots, 1, "{text:?}");
        for token in sentence.tokens.iter() {
            assert!(doc.head(token).is_none_or(|head| sentence.tokens.contains(head)));
            assert!(doc.ancestors(token).count() < sentence.tokens.len());
        }
    }
    let kept: String = syntax.tokens().iter().map(|token| token.span.of(text)).collect();
    let wanted: String = text.chars().filter(|c| !dualtrack_syntax::split::is_space(*c)).collect();
    assert_eq!(kept, wanted, "no character is lost or doubled");
}

#[test]
fn anything_parses() {
    let mut state = 11u32;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let alphabet: Vec<char> = "aB9 .,\"“”'’\n-—\u{300}\u{0}\u{200b}\u{feff}ßŚ中🙂()n't".chars().collect();
    for _ in 0..200 {
        let length = random(60);
        let text: String = (0..length).map(|_| alphabet[random(alphabet.len() as u32) as usize]).collect();
        check(&text);
    }
    for text in ["", " ", "\n\n\n", "\u{200b}", &"a".repeat(100_000), &"(".repeat(3000), &"ha ".repeat(5000)]
    {
        check(text);
    }
}

#[test]
fn the_same_text_parses_alike_alone_and_in_company() {
    let one = "Kyiv denied the report. Moscow repeated it, and the council met.";
    let alone = parse(one);
    let many = format!("{}{one}", "Ships left the port at noon on Tuesday.\n\n".repeat(120));
    let company = parse(&many);
    let from = company.tokens().len() - alone.tokens().len();
    for (at, token) in alone.tokens().iter().enumerate() {
        let other = &company.tokens()[from + at];
        assert_eq!(
            (token.upos, token.relation, token.features),
            (other.upos, other.relation, other.features)
        );
    }
}

#[test]
fn given_words_are_kept() {
    let gold = "1\tcan not\t_\tX\t_\t_\t0\troot\t_\t_\n2\tgo\t_\tX\t_\t_\t1\tdep\t_\t_\n\n";
    let mut sentences = conllu::read(gold).unwrap();
    let (_, syntax) = Model::built_in().parse_conllu(&sentences);
    conllu::annotate(&mut sentences[0], &syntax, syntax.sentences()[0].tokens);
    let forms: Vec<&str> = sentences[0].words.iter().map(|word| word.form.as_str()).collect();
    assert_eq!(forms, ["can not", "go"]);
}

#[test]
fn broken_model_files_are_errors() {
    let whole = Model::built_in_bytes();
    assert!(Model::from_bytes(&whole[..whole.len() / 2]).is_err());
    assert!(Model::from_bytes(b"").is_err());
    assert!(Model::from_bytes(b"DTM2").is_err());
}

//! Whom plain text refers to, parsed as the program parses it: what matters must be found whatever the parser's small
//! mistakes.

use dualtrack_actors::Knowledge;
use dualtrack_document::{Doc, Mentions};
use dualtrack_syntax::Model;
use jiff::civil::{Date, date};

fn resolve(text: &str, on: Date) -> Mentions {
    let syntax = Model::built_in().parse(text);
    Knowledge::built_in().resolve(Doc::new(text, &syntax), Some(on))
}

/// The actor of the longest mention that begins with the `nth` time `words` stand in the text.
fn actor_of<'m>(mentions: &'m Mentions, text: &str, words: &str, nth: usize) -> &'m str {
    let at =
        text.match_indices(words).nth(nth).map(|(at, _)| at as u32).unwrap_or_else(|| panic!("no {words}"));
    let begins = mentions.mentions.iter().find(|mention| mention.span.start == at);
    begins.map_or("nobody", |mention| &mentions.actor(mention.actor).id)
}

const STORY: &str = "Norwegian Foreign Minister Børge Brende met his Russian counterpart Sergei Lavrov in Moscow on \
Tuesday. Brende said that Norway supported the sanctions against Russia. He added that Oslo wanted dialogue.\n\n\
\"We will keep talking,\" Lavrov told reporters. The Kremlin said President Vladimir Putin would receive the minister \
on Wednesday. NATO Secretary General Jens Stoltenberg welcomed the meeting, and the alliance said the two countries \
should talk. Stoltenberg thanked Norway's foreign minister.";

#[test]
fn a_story_refers_to_whom_its_reader_understands() {
    let mentions = resolve(STORY, date(2016, 3, 1));
    for (words, nth, expected) in [
        ("Norwegian Foreign Minister Børge Brende", 0, "borge-brende"),
        ("his Russian counterpart", 0, "sergey-lavrov"),
        ("Brende said", 0, "borge-brende"),
        ("Norway supported", 0, "NOR"),
        ("Russia.", 0, "RUS"),
        ("He added", 0, "borge-brende"),
        ("Oslo", 0, "NOR.GOV"),
        ("Lavrov told", 0, "sergey-lavrov"),
        ("Kremlin", 0, "RUS.GOV"),
        ("President Vladimir Putin", 0, "vladimir-putin"),
        ("NATO Secretary General Jens Stoltenberg", 0, "jens-stoltenberg"),
        ("the alliance", 0, "NATO"),
        ("Stoltenberg thanked", 0, "jens-stoltenberg"),
        ("Norway's foreign minister", 0, "borge-brende"),
    ] {
        assert_eq!(actor_of(&mentions, STORY, words, nth), expected, "{words}");
    }
    assert!(mentions.places.iter().any(|place| place.name == "Moscow"));
}

#[test]
fn mentions_nest_and_their_spans_are_their_words() {
    let mentions = resolve(STORY, date(2016, 3, 1));
    let mut open: Vec<u32> = Vec::new();
    for mention in &mentions.mentions {
        open.retain(|&end| end > mention.span.start);
        assert!(open.last().is_none_or(|&end| mention.span.end <= end), "{}", mention.span.of(STORY));
        assert!(mention.tokens.contains(mention.head) && !mention.span.of(STORY).trim().is_empty());
        open.push(mention.span.end);
    }
    let first = |at: usize| mentions.mentions.iter().position(|mention| mention.actor.index() == at);
    let firsts: Vec<_> = (0..mentions.actors.len()).map(first).collect();
    assert!(firsts.is_sorted() && firsts.iter().all(Option::is_some), "actors stand by their first mention");
}

#[test]
fn any_text_is_read_without_a_panic() {
    for text in [
        "",
        " \n\n ",
        "'s",
        "of the of the",
        "U.S.-",
        "-led -backed NATO-",
        "the the president's president's president",
        "Mr. Mr. Mr.",
        "\u{201c}We\u{201d} \u{201c}",
        "Президент России Владимир Путин",
        "NATO NATO NATO, NATO and NATO's NATO of NATO",
        "President",
        "former ex-then-president of the",
    ] {
        let mentions = resolve(text, date(2020, 1, 1));
        assert!(mentions.mentions.iter().all(|mention| mention.span.end as usize <= text.len()), "{text}");
    }
}

#[test]
fn a_day_is_not_needed() {
    let text = "NATO Secretary General Jens Stoltenberg met President Vladimir Putin.";
    let syntax = Model::built_in().parse(text);
    let mentions = Knowledge::built_in().resolve(Doc::new(text, &syntax), None);
    assert_eq!(actor_of(&mentions, text, "President", 0), "vladimir-putin");
}

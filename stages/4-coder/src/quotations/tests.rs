//! Whole texts, read with the built-in model: each line of a quotation is "kind [speaker] {cue} <part> <part>".

use dualtrack_document::{Features, Relation, Syntax, SyntaxBuilder, Token, Upos};

use super::*;

fn read(text: &str) -> Vec<String> {
    let syntax = dualtrack_syntax::Model::built_in().parse(text);
    let cues = Cues::parse(include_str!("../../../../codebook/cues.toml")).unwrap();
    let of = |span: Option<Span>| span.map_or("", |span| span.of(text));
    let found = find(Doc::new(text, &syntax), &Mentions::default(), &cues);
    let line = |quotation: &QuotationLine| {
        let parts: Vec<String> =
            quotation.content.iter().map(|part| format!("<{}>", part.of(text))).collect();
        format!(
            "{} [{}] {{{}}} {}",
            quotation.kind,
            of(quotation.speaker),
            of(quotation.cue),
            parts.join(" ")
        )
    };
    found.iter().map(line).collect()
}

#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    for (text, wanted) in cases {
        assert_eq!(read(text), *wanted, "{text}");
    }
}

#[test]
fn speech_with_its_cue_behind_before_and_between() {
    check(&[
        (
            "\"The talks were useful,\" the minister said.",
            &["direct [the minister] {said} <The talks were useful,>"],
        ),
        (
            "“The talks were useful,” said the minister.",
            &["direct [the minister] {said} <The talks were useful,>"],
        ),
        (
            "The minister said: \"The talks were useful.\"",
            &["direct [The minister] {said} <The talks were useful.>"],
        ),
        (
            "\"The talks were useful,\" she said, \"and they will go on.\"",
            &["direct [she] {said} <The talks were useful,> <and they will go on.>"],
        ),
        (
            "\"The talks were useful,\" she said. \"They will go on.\"",
            &["direct [she] {said} <The talks were useful,> <They will go on.>"],
        ),
        (
            "\"The talks were useful,\" she said. \"They will go on,\" her envoy added.",
            &[
                "direct [she] {said} <The talks were useful,>",
                "direct [her envoy] {added} <They will go on,>",
            ],
        ),
        ("\"Will the talks go on?\" he asked.", &["direct [he] {asked} <Will the talks go on?>"]),
        ("\"We know the way,\" the envoy went on.", &["direct [the envoy] {went on} <We know the way,>"]),
        ("\"We know the way,\" she pointed out.", &["direct [she] {pointed out} <We know the way,>"]),
    ]);
}

#[test]
fn every_kind_of_mark() {
    for text in [
        "\"The talks were useful,\" the minister said.",
        "“The talks were useful,” the minister said.",
        "‘The talks were useful,’ the minister said.",
        "'The talks were useful,' the minister said.",
        "''The talks were useful,'' the minister said.",
        "«The talks were useful,» the minister said.",
        "„The talks were useful,“ the minister said.",
    ] {
        assert_eq!(read(text), ["direct [the minister] {said} <The talks were useful,>"], "{text}");
    }
}

#[test]
fn speech_runs_on_over_paragraphs() {
    check(&[
        (
            "The minister said: \"We talked for two days.\n\n\"We will talk again in May.\"",
            &["direct [The minister] {said} <We talked for two days.> <We will talk again in May.>"],
        ),
        (
            "\"We talked for two days,\" the minister said.\n\n\"We will talk again in May.\"",
            &["direct [the minister] {said} <We talked for two days,> <We will talk again in May.>"],
        ),
        (
            "\"We talked for two days,\" the minister said. \"We were tired.\n\nThe envoys left on Friday.",
            &["direct [the minister] {said} <We talked for two days,> <We were tired.>"],
        ),
    ]);
}

#[test]
fn titles_and_words_kept_at_a_distance_are_no_speech() {
    check(&[
        ("The museum shows the painting \"The Night Watch\" in its great hall.", &[]),
        ("The so-called \"line of contact\" runs through the town.", &[]),
    ]);
}

#[test]
fn reports_in_the_writers_words() {
    check(&[
        (
            "The envoy said that the border was open.",
            &["indirect [The envoy] {said} <that the border was open>"],
        ),
        ("The border is open, the envoy said.", &["indirect [the envoy] {said} <The border is open>"]),
        ("The border, the envoy said, is open.", &["indirect [the envoy] {said} <The border> <is open>"]),
        (
            "According to the ministry, the border is open.",
            &["indirect [the ministry] {According to} <the border is open>"],
        ),
        ("He told reporters that the border was open.", &["indirect [He] {told} <that the border was open>"]),
        ("The envoy said the border was \"open.\"", &["mixed [The envoy] {said} <the border was \"open.\">"]),
    ]);
}

#[test]
fn verbs_that_no_list_holds_introduce_whole_utterances() {
    check(&[
        (
            "\"The river belongs to all of us!\" thundered the minister.",
            &["direct [the minister] {thundered} <The river belongs to all of us!>"],
        ),
        (
            "As the poet sang, \"The sea gives back what it took.\"",
            &["direct [the poet] {sang} <The sea gives back what it took.>"],
        ),
    ]);
}

#[test]
fn a_comment_interrupts_words_of_the_writer_that_quoted_ones_end() {
    check(&[(
        "The bridge was closed, the envoy said, and \"nobody knew why.\"",
        &["mixed [the envoy] {said} <The bridge was closed> <nobody knew why.>"],
    )]);
}

#[test]
fn a_report_that_follows_is_the_same_speakers() {
    check(&[
        (
            "The minister denied the charge, saying that the ship was empty.",
            &[
                "indirect [The minister] {denied} <the charge>",
                "indirect [The minister] {saying} <that the ship was empty>",
            ],
        ),
        (
            "The envoy denied the charge but added, \"We have a plan.\"",
            &["indirect [The envoy] {denied} <the charge>", "direct [The envoy] {added} <We have a plan.>"],
        ),
    ]);
}

#[test]
fn quoted_words_belong_to_the_report_that_runs_into_them() {
    check(&[
        (
            "The general urged the villagers to \"hold the bridge\" until May.",
            &["mixed [The general] {urged} <the villagers to \"hold the bridge\" until May>"],
        ),
        (
            "\"The treaty is dead,\" Sen. John Poe (R-Ohio) said on Monday.",
            &["direct [Sen. John Poe (R-Ohio)] {said} <The treaty is dead,>"],
        ),
    ]);
}

#[test]
fn what_somebody_says_that_another_said_is_the_first_ones() {
    check(&[(
        "The envoy recalled that the king had told her: \"The road is open.\"",
        &["mixed [The envoy] {recalled} <that the king had told her: \"The road is open.\">"],
    )]);
}

#[test]
fn who_vouches_for_a_report_has_all_of_it() {
    check(&[
        (
            "The king told the envoy that the road was open, the palace said.",
            &["indirect [the palace] {said} <The king told the envoy that the road was open>"],
        ),
        (
            "In a poll taken in May, most people said the king was right.",
            &["indirect [a poll taken in May] {In} <most people said the king was right>"],
        ),
    ]);
}

#[test]
fn verbs_lend_their_subject_to_nouns() {
    check(&[(
        "The envoy expressed concern about the bridge.",
        &["indirect [The envoy] {expressed concern about} <the bridge>"],
    )]);
}

#[test]
fn one_report_ends_where_another_begins() {
    check(&[
        (
            "The envoy said the road was open, while the king said it was closed.",
            &[
                "indirect [The envoy] {said} <the road was open>",
                "indirect [the king] {said} <it was closed>",
            ],
        ),
        (
            "The envoy said the road was open, but the king replied: \"It is closed.\"",
            &[
                "indirect [The envoy] {said} <the road was open>",
                "direct [the king] {replied} <It is closed.>",
            ],
        ),
    ]);
}

#[test]
fn a_cue_with_its_speaker_may_interrupt_speech_at_length() {
    check(&[(
        "\"The bridge,\" said Ann Lee, an engineer who has known it for years, \"is safe.\"",
        &["direct [Ann Lee, an engineer who has known it for years] {said} <The bridge,> <is safe.>"],
    )]);
}

#[test]
fn what_a_relative_clause_tells_of_is_its_content() {
    check(&[("It was an offer that Oslo rejected.", &["indirect [Oslo] {rejected} <an offer>"])]);
}

#[test]
fn a_name_signs_or_announces_speech() {
    check(&[
        ("\"The border is open to all.\" – Ann Lee", &["direct [Ann Lee] {–} <The border is open to all.>"]),
        (
            "LEE: The border is open to all.\n\nSMITH: That is good news for us.",
            &[
                "indirect [LEE] {:} <The border is open to all>",
                "indirect [SMITH] {:} <That is good news for us>",
            ],
        ),
    ]);
}

#[test]
fn the_speaker_goes_with_titles_and_appositions() {
    check(&[
        (
            "\"The talks were useful,\" said Ann Lee, the envoy to Oslo.",
            &["direct [Ann Lee, the envoy to Oslo] {said} <The talks were useful,>"],
        ),
        (
            "\"The talks were useful,\" said Foreign Minister Ann Lee.",
            &["direct [Foreign Minister Ann Lee] {said} <The talks were useful,>"],
        ),
    ]);
}

#[test]
fn any_text_is_read_without_a_panic() {
    for text in
        ["", "\"", "“said”", "said", ":", "\"\" – A", "a: b c d", "\n\n\n", "According to", "“a” “b” said"]
    {
        let _ = read(text);
    }
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// A text of cues, marks and names under trees that no parser would give.
fn nonsense(dice: &mut Dice) -> (String, Syntax) {
    let words = [
        "said",
        "saying",
        "according",
        "to",
        "called",
        "for",
        "Lee",
        "who",
        ",",
        "\"",
        "“",
        "”",
        ":",
        "that",
        "claim",
        "was",
        "ready",
        "view",
        "in",
        "'s",
        "(",
        ")",
        ".",
        "went",
        "on",
        "reportedly",
        "accused",
        "of",
        "–",
        "he",
    ];
    let (mut text, mut builder) = (String::new(), SyntaxBuilder::new());
    for paragraph in 0..2 {
        let count = 1 + dice.below(14);
        let mut sentence = Vec::new();
        for _ in 0..count {
            let word = *dice.one_of(&words);
            let start = text.len();
            text.push_str(word);
            let token = Token {
                span: Span::at(start..text.len()),
                head: Some(TokenId::from(dice.below(count))),
                relation: *dice.one_of(Relation::ALL),
                upos: *dice.one_of(Upos::ALL),
                features: Features::default(),
                joined: false,
            };
            sentence.push((token, word));
            text.push_str(["", " ", "\n"][dice.below(3)]);
        }
        builder.sentence(paragraph, sentence, []);
        text.push_str("\n\n");
    }
    (text, builder.finish())
}

#[test]
fn any_tree_gives_spans_inside_the_text() {
    let cues = Cues::parse(include_str!("../../../../codebook/cues.toml")).unwrap();
    let mut dice = Dice(1);
    for _ in 0..5_000 {
        let (text, syntax) = nonsense(&mut dice);
        for quotation in find(Doc::new(&text, &syntax), &Mentions::default(), &cues) {
            let spans = quotation.content.iter().copied().chain(quotation.cue).chain(quotation.speaker);
            for span in spans {
                assert!(!span.of(&text).is_empty(), "{text:?}: {quotation:?}");
            }
        }
    }
}

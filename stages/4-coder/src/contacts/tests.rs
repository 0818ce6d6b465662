use dualtrack_document::{Features, MentionLine, Role, SentenceId, Syntax, SyntaxBuilder, Token, Via};
use dualtrack_record::{Actor, MentionKind};

use super::*;

/// Words that all hang on the one with a star.
fn flat(sentence: &str) -> (String, Syntax) {
    let text = sentence.replace('*', "");
    let root = sentence.split(' ').position(|word| word.starts_with('*')).unwrap();
    let mut at = 0;
    let words: Vec<_> = text
        .split(' ')
        .enumerate()
        .map(|(position, word)| {
            let span = Span::new(at, at + word.len() as u32);
            at = span.end + 1;
            let head = (position != root).then_some(TokenId::from(root));
            let relation = if head.is_none() { Relation::Root } else { Relation::Compound };
            let token = Token {
                span,
                head,
                relation,
                upos: Upos::Noun,
                features: Features::default(),
                joined: false,
            };
            (token, word)
        })
        .collect();
    let lemmas: Vec<String> = words.iter().map(|(_, word)| word.to_lowercase()).collect();
    let mut builder = SyntaxBuilder::new();
    builder.sentence(0, words.iter().zip(&lemmas).map(|((token, _), lemma)| (*token, lemma.as_str())), []);
    let syntax = builder.finish();
    (text, syntax)
}

fn actor(id: &str, name: &str, kind: ActorKind) -> Actor {
    let (id, name) = (id.to_owned(), name.to_owned());
    Actor { id, name, kind, country: None, sectors: Vec::new(), cameo: String::new(), office: None }
}

/// Mentions of actors at runs of words.
fn mentions(doc: Doc<'_>, found: &[(Actor, std::ops::Range<usize>)]) -> Mentions {
    let mut mentions = Mentions::default();
    for (at, (actor, words)) in found.iter().enumerate() {
        let tokens = TokenRange::new(words.start, words.end);
        mentions.actors.push(actor.clone());
        mentions.mentions.push(MentionLine {
            tokens,
            span: doc.span(tokens),
            head: TokenId::from(words.end - 1),
            sentence: SentenceId(0),
            kind: MentionKind::Name,
            actor: at.into(),
            via: Via::Name,
            confidence: 100,
        });
    }
    mentions
}

fn event(doc: Doc<'_>, kind: EventType, mode: Option<&str>, trigger: usize, roles: &[u32]) -> EventLine {
    let trigger_tokens = TokenRange::new(trigger, trigger + 1);
    let role = |&at: &u32| Role { actor: ActorId(at), mention: MentionId(at) };
    EventLine {
        kind,
        mode: mode.map(str::to_owned),
        contexts: Vec::new(),
        score: 0.0,
        cameo: String::new(),
        actors: roles.iter().map(role).collect(),
        recipients: Vec::new(),
        status: Status::Happened,
        date: None,
        place: None,
        issues: Vec::new(),
        said_by: None,
        trigger: doc.span(trigger_tokens),
        trigger_tokens,
        sentence: SentenceId(0),
        why: Vec::new(),
    }
}

fn forms() -> Forms {
    Forms::parse(include_str!("../../../../codebook/fora.toml")).unwrap()
}

#[test]
fn the_form_is_told_by_mode_and_words() {
    let states = || {
        [(actor("NOR", "Norway", ActorKind::State), 0..1), (actor("RUS", "Russia", ActorKind::State), 2..3)]
    };
    for (sentence, kind, mode, wanted) in [
        ("Norway *meet Russia", EventType::Consult, None, Some(ContactForm::Meeting)),
        ("Norway *visit Russia", EventType::Consult, Some("visit"), Some(ContactForm::Visit)),
        ("Norway *call Russia", EventType::Consult, Some("phone"), Some(ContactForm::Call)),
        ("Norway *talk Russia", EventType::Consult, None, Some(ContactForm::Talks)),
        ("Norway *brief Russia", EventType::Consult, None, Some(ContactForm::Briefing)),
        ("Norway *exercise Russia", EventType::Cooperate, None, Some(ContactForm::Exercise)),
        ("Norway *trade Russia", EventType::Cooperate, None, None),
        ("Norway *accuse Russia", EventType::Accuse, None, None),
    ] {
        let (text, syntax) = flat(sentence);
        let doc = Doc::new(&text, &syntax);
        let mentions = mentions(doc, &states());
        let found = from_events(doc, &mentions, &[event(doc, kind, mode, 1, &[0, 1])], &forms());
        assert_eq!(found.first().map(|contact| contact.form), wanted, "{sentence}");
        assert!(found.iter().all(|contact| contact.participants == [ActorId(0), ActorId(1)]));
    }
}

#[test]
fn a_denied_meeting_is_no_contact() {
    let (text, syntax) = flat("Norway *meet Russia");
    let doc = Doc::new(&text, &syntax);
    let mentions = mentions(doc, &[(actor("NOR", "Norway", ActorKind::State), 0..1)]);
    let denied = EventLine { status: Status::Denied, ..event(doc, EventType::Consult, None, 1, &[0]) };
    assert_eq!(from_events(doc, &mentions, &[denied], &forms()), []);
}

#[test]
fn a_known_body_hosts_and_its_named_members_meet() {
    let (text, syntax) = flat("the NATO - Russia Council *meeting yesterday");
    let doc = Doc::new(&text, &syntax);
    let council = actor("NATO-Russia Council", "NATO-Russia Council", ActorKind::Organisation);
    let (nato, russia) =
        (actor("NATO", "NATO", ActorKind::Organisation), actor("RUS", "Russia", ActorKind::State));
    let mentions = mentions(doc, &[(council, 1..5), (nato, 1..2), (russia, 3..4)]);
    let found = from_events(doc, &mentions, &[event(doc, EventType::Consult, None, 5, &[0])], &forms());
    assert_eq!(found[0].forum.as_deref(), Some("NATO-Russia Council"));
    assert_eq!(found[0].participants, [ActorId(1), ActorId(2)]);
}

#[test]
fn a_body_that_nobody_knows_is_told_by_its_name() {
    let (text, syntax) = flat("Norway *meet Russia in the Fjord Council");
    let doc = Doc::new(&text, &syntax);
    let states =
        [(actor("NOR", "Norway", ActorKind::State), 0..1), (actor("RUS", "Russia", ActorKind::State), 2..3)];
    let mentions = mentions(doc, &states);
    let found = from_events(doc, &mentions, &[event(doc, EventType::Consult, None, 1, &[0, 1])], &forms());
    assert_eq!(found[0].forum.as_deref(), Some("Fjord Council"));
}

#[test]
fn wrong_examples_are_refused() {
    let text = "form = []\n[forum]\nheads = ['council']\nexamples = ['Fjord Club']\nnot = []";
    assert!(Forms::parse(text).unwrap_err().contains("'Fjord Club'"));
}

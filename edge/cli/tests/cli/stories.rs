//! Records of a relation that is known beforehand: Norway and Russia over 130 weeks, in short stories made up by rule.
//! Reading them again would make these tests hang on every change of the reader, so they are written as records.

use dualtrack_record::{
    Actor, ActorKind, Article, Contact, ContactForm, DateSpan, Event, EventType, MadeBy, Mention,
    MentionKind, Office, Participant, Precision, Published, Quotation, QuotationKind, Record, SCHEMA, Status,
    Track,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};

use crate::harness::Folder;

const FIRST: Date = date(2013, 1, 7);
const WEEKS: usize = 130;
/// The week from which on there is more conflict, and the week of the storm.
pub(crate) const TURN: usize = 70;
pub(crate) const STORM: usize = 110;

const MATTERS: [&str; 11] = [
    "the fishery quotas off Svalbard",
    "the border crossing at Storskog",
    "a submarine near the Varanger coast",
    "the trade in salmon and cod",
    "the radio masts of Vardø",
    "rescue at sea in the Barents region",
    "old reactors on the Kola coast",
    "flights along the northern airspace",
    "visas for sailors and students",
    "the drilling in the Pechora field",
    "a research vessel held in Murmansk",
];

/// Who acts, what, to whom, in which words; `said` are the words of a quotation by the first of them.
struct Told {
    day: Date,
    kind: EventType,
    actors: &'static [&'static str],
    recipients: &'static [&'static str],
    verb: &'static str,
    said: Option<&'static str>,
}

/// A folder with the records and a ledger of them.
pub(crate) fn ledger(name: &str) -> Folder {
    let folder = Folder::new(name);
    let lines: Vec<String> =
        stories().iter().map(|record| serde_json::to_string(record).unwrap() + "\n").collect();
    folder.file("records.jsonl", lines.concat());
    let added = folder.run(&["add", "test.ledger", "records.jsonl"]);
    assert_eq!(added.status, 0, "{}", added.err);
    folder
}

pub(crate) fn stories() -> Vec<Record> {
    let told = (0..WEEKS).flat_map(week);
    told.enumerate().map(|(number, told)| record(number, &told)).collect()
}

fn week(week: usize) -> Vec<Told> {
    let day = |weekday: i64| FIRST.checked_add((week as i64 * 7 + weekday).days()).unwrap();
    let event = |weekday, kind, actors, recipients, verb| Told {
        day: day(weekday),
        kind,
        actors,
        recipients,
        verb,
        said: None,
    };
    let mut told = Vec::new();
    let calm = week < TURN;
    // The same pattern every seven weeks: enough to vary, nothing to guess.
    for weekday in 0..[3, 2, 4, 3, 2, 3, 4][week % 7] {
        let (kind, actors, recipients, verb) = match (calm, weekday) {
            (true, 0) => (EventType::Consult, &["erna-solberg", "RUS"][..], &[][..], "met to speak of"),
            (true, 1) => (EventType::Cooperate, &["NOR"][..], &["RUS"][..], "worked together with Russia on"),
            (true, _) => (EventType::Agree, &["RUS"][..], &["NOR"][..], "offered Norway talks on"),
            (false, 0) => {
                (EventType::Accuse, &["NOR"][..], &["RUS.MFA"][..], "blamed the Russian ministry for")
            }
            (false, 1) => (EventType::Sanction, &["RUS"][..], &["NOR"][..], "cut Norway off from"),
            (false, _) => {
                (EventType::Reject, &["RUS.MFA"][..], &["NOR"][..], "turned down a Norwegian plea about")
            }
        };
        told.push(event(weekday, kind, actors, recipients, verb));
    }
    if week % 9 == 4 {
        let said = if calm { "We have always found a way with our neighbour." } else { "This cannot stand." };
        let quoted =
            event(5, EventType::Request, &["erna-solberg"], &["RUS"], "asked Russia for answers about");
        told.push(Told { said: Some(said), ..quoted });
    }
    if week == STORM {
        for weekday in 0..7 {
            for (kind, actors, recipients, verb) in [
                (EventType::Threaten, &["RUS"], &["NOR"], "warned Norway over"),
                (EventType::Mobilize, &["RUS"], &["NOR"], "sent ships towards Norway because of"),
                (EventType::Coerce, &["RUS"], &["NOR"], "held Norwegians over"),
                (EventType::Protest, &["NOR"], &["RUS"], "marched through Oslo about"),
            ] {
                told.push(event(weekday, kind, actors, recipients, verb));
            }
        }
    }
    told
}

fn record(number: usize, told: &Told) -> Record {
    let subject = told.actors.iter().map(|id| actor(id).name).collect::<Vec<_>>().join(" and ");
    let matter = MATTERS[number * 5 % MATTERS.len()];
    let sentence = format!("{subject} {} {matter}.", told.verb);
    let mut text = sentence.clone();
    let quotation = told.said.map(|said| {
        let start = text.chars().count() + 3;
        text.push_str(&format!("\n\n“{said}” Solberg said."));
        Quotation {
            id: 0,
            content: vec![[start as u32, (start + said.chars().count()) as u32]],
            cue: None,
            speaker: None,
            speaker_actor: Some("erna-solberg".into()),
            kind: QuotationKind::Direct,
            about: vec!["RUS".into()],
            issues: vec!["dialogue".into()],
            track: Some(if told.day < FIRST.checked_add((TURN as i64 * 7).days()).unwrap() {
                Track::Cooperation
            } else {
                Track::Conflict
            }),
        }
    });
    let text = format!("{text}\n\nStory number {number} of the northern desk.");
    let parties: Vec<&str> = told.actors.iter().chain(told.recipients).copied().collect();
    let mention = |(id, actor): (usize, &&str)| Mention {
        id: id as u32,
        span: [0, 6],
        kind: MentionKind::Name,
        actor: (*actor).to_owned(),
    };
    let participants = |from: usize, count: usize| {
        let one = |at: usize| Participant { actor: parties[at].to_owned(), mention: at as u32 };
        (from..from + count).map(one).collect()
    };
    let day = told.day.to_string();
    let event = Event {
        id: 0,
        kind: told.kind,
        mode: (told.kind == EventType::Consult).then(|| "visit".to_owned()),
        contexts: vec!["diplomatic".into()],
        quad: told.kind.quad(),
        track: told.kind.track(),
        score: score(told.kind),
        cameo: cameo(told.kind).into(),
        actors: participants(0, told.actors.len()),
        recipients: participants(told.actors.len(), told.recipients.len()),
        status: Status::Happened,
        date: Some(DateSpan {
            start: Some(day.clone()),
            end: Some(day.clone()),
            precision: Precision::Day,
            span: Some([0, 5]),
        }),
        place: None,
        issues: vec![["fisheries", "borders", "energy"][number % 3].into()],
        said_by: None,
        trigger: [0, 6],
        sentence: 0,
        why: "acts/test.toml#test".into(),
    };
    let contact = Contact {
        event: 0,
        form: ContactForm::Visit,
        forum: None,
        participants: told.actors.iter().map(|&id| id.to_owned()).collect(),
    };
    Record {
        schema: SCHEMA.into(),
        made_by: MadeBy {
            dualtrack: "0.1.0".into(),
            codebook: "0".repeat(16),
            knowledge: "0".repeat(16),
            model: "0".repeat(16),
        },
        article: Article {
            id: Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect(),
            input: format!("northern-desk/{number:04}.html"),
            url: Some(format!("https://desk.example/{number:04}")),
            title: Some(format!("{subject}: {matter}")),
            published: Some(Published { local: day, offset: None, utc: None, precision: Precision::Day }),
            language: "en".into(),
            sentences: vec![[0, sentence.chars().count() as u32]],
            text,
            ..Article::default()
        },
        actors: parties.iter().map(|id| actor(id)).collect(),
        mentions: parties.iter().enumerate().map(mention).collect(),
        quotations: quotation.into_iter().collect(),
        contacts: if told.kind == EventType::Consult { vec![contact] } else { Vec::new() },
        events: vec![event],
        issues: Vec::new(),
    }
}

fn actor(id: &str) -> Actor {
    let (name, kind, country, sectors, cameo) = match id {
        "NOR" => ("Norway", ActorKind::State, "NOR", "", "NOR"),
        "RUS" => ("Russia", ActorKind::State, "RUS", "", "RUS"),
        "RUS.MFA" => ("Ministry of Foreign Affairs of Russia", ActorKind::Body, "RUS", "MFA", "RUSGOV"),
        _ => ("Erna Solberg", ActorKind::Person, "NOR", "GOV", "NORGOV"),
    };
    let office = Office { title: "Prime Minister".into(), of: "NOR".into(), from: None, to: None };
    Actor {
        id: id.into(),
        name: name.into(),
        kind,
        country: Some(country.into()),
        sectors: sectors.split_whitespace().map(str::to_owned).collect(),
        cameo: cameo.into(),
        office: (kind == ActorKind::Person).then_some(office),
    }
}

fn score(kind: EventType) -> f64 {
    match kind {
        EventType::Consult | EventType::Agree => 2.5,
        EventType::Cooperate => 9.5,
        EventType::Request => 0.0,
        EventType::Accuse => -3.0,
        EventType::Reject => -2.0,
        EventType::Threaten => -3.5,
        EventType::Sanction => -6.0,
        _ => -5.5,
    }
}

fn cameo(kind: EventType) -> &'static str {
    match kind {
        EventType::Consult => "042",
        EventType::Agree => "030",
        EventType::Cooperate => "060",
        EventType::Request => "020",
        EventType::Accuse => "111",
        EventType::Reject => "120",
        EventType::Threaten => "130",
        EventType::Sanction => "163",
        _ => "154",
    }
}

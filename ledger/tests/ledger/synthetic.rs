//! Records out of thin air, for tests and measurements: the same number always gives the same record.

use dualtrack_record::{
    Actor, ActorKind, Article, Contact, ContactForm, DateSpan, Event, EventType, IssueSpans, MadeBy, Mention,
    MentionKind, Office, Participant, Precision, Published, Quotation, QuotationKind, Record, SCHEMA, Status,
    Track,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};

/// A source of chance (SplitMix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }

    /// Small numbers often, large ones seldom, as words and states come in the news.
    pub fn seldom_large(&mut self, bound: u64) -> u64 {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (((bound as f64).powf(share) - 1.0) as u64).min(bound - 1)
    }

    pub fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }
}

const STATES: u64 = 180;
const WORDS: u64 = 6000;

/// The record of article `number`; one in ten is a reprint of an earlier one, and one in five reports an event that
/// an earlier one reported.
pub fn record(number: u64) -> Record {
    let mut chance = Chance::new(number);
    let story = if number > 50 && chance.one_in(10) { number - 1 - chance.below(40) } else { number };
    let mut writer = Writer { record: empty(), words: Chance::new(story) };
    let day = day(story);
    for sentence in 0..8 {
        if sentence < 4 {
            let told =
                if number > 50 && chance.one_in(5) { story.saturating_sub(1 + sentence) } else { story };
            writer.event(&mut Chance::new(told * 8 + sentence), day);
        } else if sentence < 6 {
            writer.quotation(&mut Chance::new(story * 8 + sentence));
        } else {
            writer.filler();
        }
    }
    if story != number {
        writer.filler();
    }
    writer.finish(number, day)
}

fn day(number: u64) -> Date {
    date(2010, 1, 1) + i64::try_from(number / 70 % 3650).unwrap().days()
}

fn empty() -> Record {
    let word = || "0123456789abcdef".to_owned();
    Record {
        schema: SCHEMA.to_owned(),
        made_by: MadeBy { dualtrack: "0.1.0".to_owned(), codebook: word(), knowledge: word(), model: word() },
        article: Article { language: "en".to_owned(), ..Article::default() },
        actors: Vec::new(),
        mentions: Vec::new(),
        quotations: Vec::new(),
        events: Vec::new(),
        contacts: Vec::new(),
        issues: Vec::new(),
    }
}

struct Writer {
    record: Record,
    /// Chooses the words that stand for nothing.
    words: Chance,
}

impl Writer {
    fn event(&mut self, chance: &mut Chance, published: Date) {
        let kind = EventType::ALL[chance.below(16) as usize];
        let start = self.end();
        let actor = self.mention(chance);
        let trigger = self.word(&format!("{}s", kind.as_str().to_lowercase()));
        let with = matches!(kind, EventType::Consult | EventType::Agree) && chance.one_in(2);
        let recipient = self.mention(chance);
        let mut words = Chance::new(chance.below(1 << 40));
        for _ in 0..16 {
            self.filler_word(&mut words);
        }
        let id = self.record.events.len() as u32;
        let (actors, recipients) = match with {
            true => (vec![actor, recipient], vec![]),
            false => (vec![actor], vec![recipient]),
        };
        let stated = chance.one_in(3);
        let day = published.to_string();
        let contact = kind == EventType::Consult;
        if contact {
            let participants = actors.iter().chain(&recipients).map(|party| party.actor.clone()).collect();
            let forms = ContactForm::ALL;
            let form = forms[chance.below(forms.len() as u64) as usize];
            self.record.contacts.push(Contact { event: id, form, forum: None, participants });
        }
        self.record.events.push(Event {
            id,
            kind,
            mode: chance.one_in(2).then(|| "mode".to_owned()),
            contexts: if chance.one_in(3) { vec!["diplomatic".to_owned()] } else { Vec::new() },
            quad: kind.quad(),
            track: kind.track(),
            score: chance.below(20) as f64 / 2.0 - 5.0,
            cameo: "040".to_owned(),
            actors,
            recipients,
            status: if chance.one_in(4) { Status::Planned } else { Status::Happened },
            date: stated.then(|| DateSpan {
                start: Some(day.clone()),
                end: Some(day),
                precision: Precision::Day,
                span: Some(trigger),
            }),
            place: None,
            issues: issue(chance),
            said_by: None,
            trigger,
            sentence: self.record.article.sentences.len() as u32,
            why: format!("acts/{}.toml#an-act", kind.as_str().to_lowercase()),
        });
        self.close(start);
    }

    fn quotation(&mut self, chance: &mut Chance) {
        let start = self.end();
        let speaker = self.mention(chance);
        let cue = self.word("said");
        let content = self.end();
        for _ in 0..20 {
            let mut words = Chance::new(self.words.below(1 << 40));
            self.filler_word(&mut words);
        }
        let about = self.mention(chance);
        let span = self.record.mentions[speaker.mention as usize].span;
        self.record.quotations.push(Quotation {
            id: self.record.quotations.len() as u32,
            content: vec![[content, self.end()]],
            cue: Some(cue),
            speaker: Some(span),
            speaker_actor: Some(speaker.actor),
            kind: QuotationKind::Indirect,
            about: vec![about.actor],
            issues: issue(chance),
            track: chance.one_in(2).then_some(Track::Conflict),
        });
        self.close(start);
    }

    fn filler(&mut self) {
        let start = self.end();
        for _ in 0..20 {
            let mut words = Chance::new(self.words.below(1 << 40));
            self.filler_word(&mut words);
        }
        self.close(start);
    }

    fn finish(mut self, number: u64, day: Date) -> Record {
        let article = &mut self.record.article;
        article.input = format!("archive/{number:07}.html");
        article.url = Some(format!("https://www.example.org/{number}"));
        article.title = Some(format!("Headline of story {number}"));
        article.agency = Some(["TASS", "Reuters", "AP"][number as usize % 3].to_owned());
        let minute = number % 1440;
        let local = format!("{day}T{:02}:{:02}:00", minute / 60, minute % 60);
        article.published = Some(Published {
            utc: Some(format!("{local}Z")),
            local,
            offset: Some("+00:00".to_owned()),
            precision: Precision::Minute,
        });
        article.id = Sha256::digest(&article.text).iter().map(|byte| format!("{byte:02x}")).collect();
        self.record.issues = vec![IssueSpans { issue: "energy".to_owned(), spans: vec![[0, 4]] }];
        self.record
    }

    /// Names an actor in the text.
    fn mention(&mut self, chance: &mut Chance) -> Participant {
        let actor = actor(chance);
        let name = actor.name.clone();
        let id = actor.id.clone();
        if self.record.actors.iter().all(|known| known.id != id) {
            self.record.actors.push(actor);
        }
        let span = self.word(&name);
        let mention = self.record.mentions.len() as u32;
        self.record.mentions.push(Mention { id: mention, span, kind: MentionKind::Name, actor: id.clone() });
        Participant { actor: id, mention }
    }

    fn filler_word(&mut self, chance: &mut Chance) {
        let number = chance.seldom_large(WORDS);
        self.word(&pronounceable(number));
    }

    fn word(&mut self, word: &str) -> [u32; 2] {
        let start = self.end();
        self.record.article.text.push_str(word);
        let end = self.end();
        self.record.article.text.push(' ');
        [start, end]
    }

    fn close(&mut self, start: u32) {
        let text = &mut self.record.article.text;
        text.truncate(text.trim_end().len());
        text.push('.');
        let end = self.end();
        self.record.article.text.push_str("\n\n");
        self.record.article.sentences.push([start, end]);
    }

    fn end(&self) -> u32 {
        self.record.article.text.len() as u32
    }
}

fn issue(chance: &mut Chance) -> Vec<String> {
    let issues = ["energy", "borders", "sanctions", "dialogue", "military posture"];
    if chance.one_in(2) { Vec::new() } else { vec![issues[chance.below(5) as usize].to_owned()] }
}

/// The code of a state: three letters.
pub fn state(number: u64) -> String {
    let letter = |power: u32| char::from(b'A' + (number / 26_u64.pow(power) % 26) as u8);
    [letter(2), letter(1), letter(0)].iter().collect()
}

fn actor(chance: &mut Chance) -> Actor {
    let country = state(chance.seldom_large(STATES));
    let (id, kind, sectors, office) = match chance.below(4) {
        0 => (format!("{country}.MFA"), ActorKind::Body, vec!["MFA".to_owned()], None),
        1 => {
            let office = Office { title: "Minister".to_owned(), of: country.clone(), from: None, to: None };
            (
                format!("minister-of-{}", country.to_lowercase()),
                ActorKind::Person,
                vec!["GOV".to_owned()],
                Some(office),
            )
        }
        _ => (country.clone(), ActorKind::State, Vec::new(), None),
    };
    let name = format!("Name{}", id.replace(['.', '-'], ""));
    Actor { id, name, kind, country: Some(country.clone()), sectors, cameo: country, office }
}

/// A word that no dictionary has.
fn pronounceable(mut number: u64) -> String {
    let mut word = String::new();
    loop {
        word.push(char::from(b"bdfgklmnprstvz"[(number % 14) as usize]));
        number /= 14;
        word.push(char::from(b"aeiou"[(number % 5) as usize]));
        number /= 5;
        if number == 0 && word.len() > 3 {
            return word;
        }
    }
}

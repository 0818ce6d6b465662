//! Hard, dated mentions of history with the answers of people (`eval/actors/`): how often is the right state or
//! organisation, sector and person found, and how seldom a wrong one? `cargo test -p dualtrack-actors --test dated --
//! --nocapture` shows the figures and, of the open table, what is not right.
#![allow(clippy::print_stdout, reason = "figures are for the reader of the test")]

use std::collections::BTreeSet;

use dualtrack_actors::Knowledge;
use dualtrack_document::{Doc, MentionLine, Mentions, Span};
use dualtrack_record::{Actor, ActorKind, MentionKind};
use dualtrack_syntax::Model;
use jiff::civil::Date;

const OPEN: &str = include_str!("../../../eval/actors/open.tsv");
const BLIND: &str = include_str!("../../../eval/actors/blind.tsv");

/// One row of a table.
struct Row<'t> {
    line: &'t str,
    on: Date,
    text: String,
    /// The words in brackets.
    asked: Span,
    countries: &'t str,
    sectors: &'t str,
    person: &'t str,
}

fn rows(table: &str) -> Vec<Row<'_>> {
    let lines = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(row).collect()
}

fn row(line: &str) -> Row<'_> {
    let [on, text, countries, sectors, person] = line.split('\t').collect::<Vec<_>>()[..] else {
        panic!("{line} has not five cells")
    };
    let open = text.find('[').unwrap_or_else(|| panic!("no brackets in {line}"));
    let close = text.find(']').unwrap_or_else(|| panic!("no brackets in {line}")) - 1;
    let on = on.parse().unwrap_or_else(|error| panic!("{line}: {error}"));
    Row {
        line,
        on,
        text: text.replace(['[', ']'], ""),
        asked: Span::at(open..close),
        countries,
        sectors,
        person,
    }
}

/// What was said about a row.
struct Answer {
    countries: BTreeSet<String>,
    sectors: BTreeSet<String>,
    persons: BTreeSet<String>,
}

impl Answer {
    fn is_empty(&self) -> bool {
        self.countries.is_empty()
    }
}

fn answer(row: &Row<'_>) -> Answer {
    let syntax = Model::built_in().parse(&row.text);
    let doc = Doc::new(&row.text, &syntax);
    let found = Knowledge::built_in().resolve(doc, Some(row.on));
    let mut answer =
        Answer { countries: BTreeSet::new(), sectors: BTreeSet::new(), persons: BTreeSet::new() };
    for mention in meant(&found, doc, row.asked) {
        let actor = found.actor(mention.actor);
        for id in actor.id.split('+') {
            let part = found.actors.iter().find(|actor| actor.id == id).unwrap_or(actor);
            answer.countries.extend(country(part, id));
            answer.sectors.extend(sectors(part));
            answer.persons.extend((part.kind == ActorKind::Person).then(|| part.id.clone()));
        }
    }
    let place = found.places.iter().find(|place| overlap(place.span, row.asked) > 0);
    if let Some(place) = place.filter(|_| answer.is_empty() || row.sectors == "place") {
        answer.sectors.insert("place".to_owned());
        answer.countries.insert(place.country.clone().unwrap_or("-".to_owned()));
    }
    answer
}

/// The mentions that the words asked for are: those that share most with them, among all whose head word lies there and
/// the persons whose names with titles hold the words.
fn meant<'m>(found: &'m Mentions, doc: Doc<'_>, asked: Span) -> Vec<&'m MentionLine> {
    let inside = found.mentions.iter().filter(|mention| {
        let person = found.actor(mention.actor).kind == ActorKind::Person;
        let titled = person && mention.kind == MentionKind::Name && mention.span.contains(asked);
        titled || asked.contains(doc.token(mention.head).span)
    });
    let inside: Vec<_> = inside.collect();
    let likeness =
        |mention: &MentionLine| (2000 * overlap(mention.span, asked)) / (mention.span.len() + asked.len());
    let best = inside.iter().map(|mention| likeness(mention)).max().unwrap_or(0);
    inside.into_iter().filter(|mention| likeness(mention) == best).collect()
}

fn overlap(one: Span, other: Span) -> u32 {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

/// Those for whom an actor acts: an organisation, its members, or a state.
fn country(actor: &Actor, id: &str) -> BTreeSet<String> {
    let of = actor.office.as_ref().map(|office| office.of.clone()).filter(|_| actor.sectors == ["IGO"]);
    let collective = matches!(actor.kind, ActorKind::Organisation) || id.ends_with(".members");
    let code =
        if collective { id.to_owned() } else { of.or(actor.country.clone()).unwrap_or("-".to_owned()) };
    // A region of states that acts together goes by its own id.
    let code = if code == "-" && actor.kind == ActorKind::Group { id.to_owned() } else { code };
    BTreeSet::from([code])
}

fn sectors(actor: &Actor) -> Vec<String> {
    match actor.kind {
        ActorKind::State => vec!["STA".to_owned()],
        ActorKind::Organisation => vec!["IGO".to_owned()],
        _ => actor.sectors.first().cloned().into_iter().collect(),
    }
}

/// How many rows are right in which way.
#[derive(Default)]
struct Figures {
    rows: usize,
    country: usize,
    sector: usize,
    persons: usize,
    person: usize,
    wrong: usize,
}

fn score(table: &str, tell: bool) -> Figures {
    let mut figures = Figures::default();
    for row in rows(table) {
        let answer = answer(&row);
        let expected = |part: &str| part.split('+').map(str::to_owned).collect::<BTreeSet<_>>();
        // Whoever has no country goes by a slug.
        let nobody =
            answer.countries.iter().all(|code| code == "-" || code.chars().all(|c| !c.is_uppercase()));
        let country = row.countries.split(';').any(|part| match part {
            // A person of whom only the name is known is nobody of the world of states.
            "none" => nobody,
            "-" => nobody && !answer.is_empty(),
            part => answer.countries == expected(part),
        });
        let alternatives: Vec<_> = row.sectors.split(';').collect();
        let any_sector = alternatives.contains(&"*") || row.countries == "none";
        let mfa = alternatives.contains(&"MFA");
        let sector = any_sector
            || (!answer.sectors.is_empty()
                && answer.sectors.iter().all(|s| alternatives.contains(&&**s) || (mfa && s == "GOV")));
        let person = match row.person {
            "?" => true,
            "-" => answer.persons.is_empty(),
            person => answer.persons == expected(person),
        };
        let asked = !matches!(row.person, "?" | "-");
        figures.rows += 1;
        figures.country += usize::from(country);
        figures.sector += usize::from(country && sector);
        figures.persons += usize::from(asked);
        figures.person += usize::from(asked && person);
        let wrong = !answer.is_empty() && !(country && sector && (person || answer.persons.is_empty()));
        figures.wrong += usize::from(wrong);
        if tell && !(country && sector && person) {
            let Answer { countries, sectors, persons } = &answer;
            println!("{}\n    found {countries:?} {sectors:?} {persons:?}", row.line);
        }
    }
    figures
}

fn check(name: &str, figures: &Figures, floors: [f64; 4]) {
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let country = share(figures.country, figures.rows);
    let sector = share(figures.sector, figures.rows);
    let person = share(figures.person, figures.persons);
    let wrong = share(figures.wrong, figures.rows);
    println!(
        "{name}: {} mentions, country {country:.3}, country and sector {sector:.3}, person {person:.3}, wrong {wrong:.3}",
        figures.rows
    );
    assert!(country >= floors[0] && sector >= floors[1] && person >= floors[2] && wrong <= floors[3]);
}

#[test]
fn hard_dated_mentions() {
    check("open", &score(OPEN, true), [0.92, 0.88, 0.90, 0.05]);
    check("blind", &score(BLIND, false), [0.92, 0.88, 0.90, 0.05]);
}

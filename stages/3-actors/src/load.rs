//! From tables to the knowledge base, with every mistake noted on the way.

use std::collections::HashSet;

use crate::date::{PartialDate, Period};
use crate::entities::{
    Agent, AgentKind, AgentNoun, Body, Entity, Gender, Group, Organisation, Person, PlaceInfo, PlaceRow,
    Role, State, Tenure,
};
use crate::hash::FastMap;
use crate::knowledge::Knowledge;
use crate::lexicon::{LexiconBuilder, Sense};
use crate::problem::{Place, Problem, Problems};
use crate::table::{Columns, Row, each_row};
use crate::words;

const STATES: Columns =
    &["iso3", "iso2", "name", "names", "adjectives", "demonyms", "capital", "seats", "cameo", "from", "to"];
const ORGANISATIONS: Columns =
    &["id", "name", "names", "kind", "cameo", "hq_place", "hq_country", "members", "from", "to", "nouns"];
const BODIES: Columns = &["id", "name", "names", "country", "sector"];
const GROUPS: Columns = &["id", "name", "names", "country", "sector", "from", "to"];
const ROLES: Columns = &["role", "phrases", "sector", "rank", "gendered"];
const AGENTS: Columns = &["head", "modifiers", "sector", "kind", "role", "plural"];
const PLACES: Columns = &["name", "names", "country", "kind", "lat", "lon"];
const OFFICES: Columns = &["role", "person", "from", "to", "title", "aliases", "gender"];

/// PLOVER's sector codes, and the sectors of ours that they do not tell apart.
const SECTORS: &[&str] = &[
    "GOV", "MIL", "COP", "LEG", "JUD", "SPY", "PTY", "OPP", "REB", "CVL", "BUS", "MED", "IGO", "NGO", "ELI",
    "EDU", "REL", "REF", "LAB", "HLH", "AGR", "CRM", "SET", "UAF", "PRM", "MNC", "IMG", "DEV", "ENV", "HRI",
    "JUR", "RAD", "SEP", "INS", "POL", "MFA", "MOD", "TOP",
];

/// Reads all tables, in the order in which they refer to each other.
pub(crate) fn read(files: &[(&str, &str)]) -> (Knowledge, Vec<Problem>) {
    let mut loader = Loader::default();
    type Step<'t> = fn(&mut Loader, Row<'t>);
    let steps: [(&str, Columns, Step<'_>); 7] = [
        ("states.tsv", STATES, Loader::state),
        ("organisations.tsv", ORGANISATIONS, Loader::organisation),
        ("bodies.tsv", BODIES, Loader::body),
        ("groups.tsv", GROUPS, Loader::group),
        ("roles.tsv", ROLES, Loader::role),
        ("agents.tsv", AGENTS, Loader::agent),
        ("places.tsv", PLACES, Loader::place),
    ];
    for (name, columns, step) in steps {
        for (file, content) in files.iter().filter(|(file, _)| *file == name) {
            loader.rows(file, content, columns, step);
        }
        if name == "organisations.tsv" {
            loader.join_members();
        }
    }
    let mut offices: Vec<_> = files.iter().filter(|(file, _)| file.starts_with("offices/")).collect();
    offices.sort_unstable();
    for (file, content) in offices {
        loader.offices(file, content);
    }
    let known = |file: &str| file.starts_with("offices/") || steps.iter().any(|(name, ..)| *name == file);
    for (file, _) in files.iter().filter(|(file, _)| !known(file)) {
        loader.problems.add(Place { file, line: 0, column: "" }, "is no table of the knowledge base");
    }
    loader.finish(files)
}

/// The knowledge base in the making.
#[derive(Default)]
struct Loader {
    knowledge: Knowledge,
    names: LexiconBuilder,
    problems: Problems,
    /// Members of organisations, to be looked up once all are known.
    members: Vec<PendingMember>,
    persons: FastMap<Box<str>, u32>,
    groups: FastMap<Box<str>, u32>,
    roles: FastMap<Box<str>, u32>,
    role_phrases: HashSet<String>,
    agents: FastMap<Box<str>, u32>,
    /// Lines of tenures, for what is found wrong between them.
    tenure_places: Vec<(Box<str>, usize)>,
}

struct PendingMember {
    organisation: u32,
    code: Box<str>,
    period: Period,
    file: Box<str>,
    line: usize,
}

impl Loader {
    fn rows<'t>(&mut self, file: &'t str, content: &'t str, columns: Columns, step: fn(&mut Self, Row<'t>)) {
        let mut problems = std::mem::take(&mut self.problems);
        each_row(file, content, columns, &mut problems, |row, problems| {
            self.problems = std::mem::take(problems);
            step(self, row);
            *problems = std::mem::take(&mut self.problems);
        });
        self.problems = problems;
    }

    fn state(&mut self, row: Row<'_>) {
        let at = self.knowledge.states.len() as u32;
        let iso3 = row.needed("iso3", &mut self.problems);
        if iso3.len() != 3 || !iso3.bytes().all(|b| b.is_ascii_uppercase()) {
            self.problems.add(row.place("iso3"), format!("'{iso3}' is no alpha-3 code"));
        }
        let name = row.needed("name", &mut self.problems);
        self.claim_id(&row, "iso3", iso3, Entity::State(at));
        self.names.add(name, Sense::State(at), None);
        self.file_names(&row, "names", Sense::State(at));
        self.file_names(&row, "adjectives", Sense::Adjective(at));
        self.file_names(&row, "demonyms", Sense::Demonym(at));
        self.file_names(&row, "capital", Sense::Capital(at));
        self.file_names(&row, "seats", Sense::Seat(at));
        let cameo = row.needed("cameo", &mut self.problems);
        let period = row.period(&mut self.problems);
        let capital = row.list("capital").next().unwrap_or("");
        let capital = capital.split('@').next().unwrap_or("").into();
        let iso2 = row.cell("iso2");
        if !iso2.is_empty() && (iso2.len() != 2 || !iso2.bytes().all(|b| b.is_ascii_uppercase())) {
            self.problems.add(row.place("iso2"), format!("'{iso2}' is no alpha-2 code"));
        }
        let (iso3, name, cameo) = (iso3.into(), name.into(), cameo.into());
        self.knowledge.states.push(State { iso3, name, cameo, capital, period });
    }

    fn organisation(&mut self, row: Row<'_>) {
        let at = self.knowledge.organisations.len() as u32;
        let id = row.needed("id", &mut self.problems);
        self.claim_id(&row, "id", id, Entity::Organisation(at));
        let name = row.needed("name", &mut self.problems);
        for surface in [id, name] {
            self.names.add(surface, Sense::Organisation(at), None);
        }
        self.file_names(&row, "names", Sense::Organisation(at));
        let kind = row.needed("kind", &mut self.problems);
        if !matches!(kind, "organisation" | "forum") {
            self.problems.add(row.place("kind"), format!("'{kind}' is neither organisation nor forum"));
        }
        for (code, period) in row.dated_list("members", &mut self.problems) {
            let Place { file, line, .. } = row.place("members");
            let (code, period, file) = (code.into(), period.unwrap_or_default(), file.into());
            self.members.push(PendingMember { organisation: at, code, period, file, line });
        }
        let country = self.country(&row, "hq_country");
        let headquarters =
            Some(row.cell("hq_place")).filter(|place| !place.is_empty()).map(|place| PlaceInfo {
                name: place.to_owned(),
                country: country.map(|state| self.knowledge.states[state as usize].iso3.to_string()),
            });
        let cameo = Some(row.cell("cameo")).filter(|cameo| !cameo.is_empty()).unwrap_or("IGO");
        let period = row.period(&mut self.problems);
        self.knowledge.organisations.push(Organisation {
            id: id.into(),
            name: name.into(),
            forum: kind == "forum",
            cameo: cameo.into(),
            headquarters,
            members: Vec::new(),
            period,
            nouns: row.list("nouns").map(|noun| words::key(noun).into()).collect(),
        });
    }

    fn join_members(&mut self) {
        for pending in std::mem::take(&mut self.members) {
            match self.knowledge.by_id.get(&pending.code) {
                Some(&member) => {
                    let organisation = &mut self.knowledge.organisations[pending.organisation as usize];
                    organisation.members.push((member, pending.period));
                }
                None => {
                    let place = Place { file: &pending.file, line: pending.line, column: "members" };
                    self.problems.add(place, format!("'{}' is no state or organisation", pending.code));
                }
            }
        }
    }

    fn body(&mut self, row: Row<'_>) {
        let at = self.knowledge.bodies.len() as u32;
        let id = row.needed("id", &mut self.problems);
        let name = row.needed("name", &mut self.problems);
        self.claim_id(&row, "id", id, Entity::Body(at));
        self.names.add(name, Sense::Body(at), None);
        self.file_names(&row, "names", Sense::Body(at));
        let of = match row.cell("country") {
            "" => None,
            code => {
                let of = self.knowledge.by_id.get(code).copied();
                if of.is_none() {
                    self.problems.add(row.place("country"), format!("'{code}' is no state or organisation"));
                }
                of
            }
        };
        let sectors = self.sectors(&row);
        self.knowledge.bodies.push(Body { id: id.into(), name: name.into(), of, sectors });
    }

    fn group(&mut self, row: Row<'_>) {
        let id = row.needed("id", &mut self.problems);
        let name = row.needed("name", &mut self.problems);
        let standing = (row.period(&mut self.problems), self.sectors(&row));
        let country = self.country(&row, "country");
        let groups = &mut self.knowledge.groups;
        let at = *self.groups.entry(id.into()).or_insert_with(|| {
            groups.push(Group { id: id.into(), name: name.into(), country, standing: Vec::new() });
            groups.len() as u32 - 1
        });
        if groups[at as usize].standing.iter().any(|(period, _)| period.overlaps(standing.0)) {
            self.problems.add(row.place("from"), format!("'{id}' has two sectors at one time"));
        }
        groups[at as usize].standing.push(standing);
        self.names.add(name, Sense::Group(at), None);
        self.file_names(&row, "names", Sense::Group(at));
    }

    fn role(&mut self, row: Row<'_>) {
        let at = self.knowledge.roles.len() as u32;
        let id = row.needed("role", &mut self.problems);
        if self.roles.insert(id.into(), at).is_some() {
            self.problems.add(row.place("role"), format!("'{id}' stands here twice"));
        }
        let rank = row.needed("rank", &mut self.problems).parse().unwrap_or_else(|_| {
            self.problems.add(row.place("rank"), "is no number from 1 to 255");
            u8::MAX
        });
        let (mut title, mut first) = (None, None);
        for phrase in row.list("phrases") {
            let (of, phrase) = match phrase.split_once(':') {
                None => (None, phrase),
                Some((code, phrase)) => {
                    let of = self.knowledge.by_id.get(code).copied();
                    if of.is_none() {
                        self.problems
                            .add(row.place("phrases"), format!("'{code}' is no state or organisation"));
                    }
                    (of, phrase)
                }
            };
            first.get_or_insert(phrase);
            if of.is_none() {
                title.get_or_insert(phrase);
            }
            self.role_phrases.insert(words::key(phrase));
            self.names.add(phrase, Sense::Role { role: at, of, plural: false }, None);
            self.names.add(&plural(phrase), Sense::Role { role: at, of, plural: true }, None);
        }
        let sectors = self.sectors(&row);
        let title = title.or(first).unwrap_or(id).into();
        let gendered = self.gendered(&row);
        self.knowledge.roles.push(Role { id: id.into(), sectors, rank, title, gendered });
    }

    fn gendered(&mut self, row: &Row<'_>) -> Vec<(Box<str>, Gender)> {
        let mut gendered = Vec::new();
        for entry in row.list("gendered") {
            match entry.split_once('=') {
                Some((phrase, "f")) => gendered.push((words::key(phrase).into(), Gender::Female)),
                Some((phrase, "m")) => gendered.push((words::key(phrase).into(), Gender::Male)),
                _ => self.problems.add(row.place("gendered"), format!("'{entry}' is no word=f or word=m")),
            }
        }
        gendered
    }

    fn agent(&mut self, row: Row<'_>) {
        let head = row.needed("head", &mut self.problems);
        let kind = match row.needed("kind", &mut self.problems) {
            "person" => AgentKind::Person,
            "institution" => AgentKind::Institution,
            "group" => AgentKind::Group,
            other => {
                self.problems.add(row.place("kind"), format!("'{other}' is no person, group or institution"));
                AgentKind::Group
            }
        };
        let role = match row.cell("role") {
            "" => None,
            id => {
                let role = self.roles.get(id).copied();
                if role.is_none() {
                    self.problems.add(row.place("role"), format!("'{id}' is no role"));
                }
                role
            }
        };
        let modifiers = row.list("modifiers").map(|modifier| words::key(modifier).into()).collect();
        let sectors = self.sectors(&row);
        let noun = self.agent_noun(head, row.cell("plural"));
        noun.rows.push(Agent { modifiers, sectors, kind, role });
    }

    /// The agent noun of a row, made at its first row.
    fn agent_noun(&mut self, singular: &str, plural: &str) -> &mut AgentNoun {
        let nouns = &mut self.knowledge.agents;
        let fresh = nouns.len() as u32;
        let at = *self.agents.entry(singular.into()).or_insert(fresh);
        if at == fresh {
            if plural != singular {
                self.names.add(singular, Sense::Agent { noun: at, plural: false }, None);
            }
            let plural: Option<Box<str>> = Some(plural).filter(|plural| !plural.is_empty()).map(Into::into);
            if let Some(plural) = &plural {
                self.names.add(plural, Sense::Agent { noun: at, plural: true }, None);
            }
            nouns.push(AgentNoun { singular: singular.into(), plural, rows: Vec::new() });
        }
        &mut nouns[at as usize]
    }

    fn place(&mut self, row: Row<'_>) {
        let at = self.knowledge.places.len() as u32;
        let name = row.needed("name", &mut self.problems);
        let country = self.country(&row, "country");
        for (column, limit) in [("lat", 90.0), ("lon", 180.0)] {
            let cell = row.cell(column);
            if !cell.is_empty() && !cell.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= limit) {
                self.problems.add(row.place(column), format!("'{cell}' is no number of degrees"));
            }
        }
        let kind = row.needed("kind", &mut self.problems);
        if !matches!(kind, "capital" | "city" | "region" | "sea" | "site" | "continent") {
            self.problems.add(row.place("kind"), format!("'{kind}' is no kind of place"));
        }
        let acts = matches!(kind, "region" | "continent");
        // "Georgia (U.S. state)" is told apart in the table, not in the text.
        let surface = name.split(" (").next().unwrap_or(name);
        self.names.add(surface, Sense::Place(at), None);
        self.file_names(&row, "names", Sense::Place(at));
        self.knowledge.places.push(PlaceRow { name: surface.into(), country, acts });
    }

    fn offices(&mut self, file: &str, content: &str) {
        let stem = file.trim_start_matches("offices/").trim_end_matches(".tsv");
        let Some(&of) = self.knowledge.by_id.get(stem) else {
            let what = format!("'{stem}' is no state or organisation");
            return self.problems.add(Place { file, line: 0, column: "" }, what);
        };
        let mut problems = std::mem::take(&mut self.problems);
        each_row(file, content, OFFICES, &mut problems, |row, problems| {
            self.problems = std::mem::take(problems);
            self.tenure(row, of);
            *problems = std::mem::take(&mut self.problems);
        });
        self.problems = problems;
    }

    fn tenure(&mut self, row: Row<'_>, of: Entity) {
        let role = row.needed("role", &mut self.problems);
        let Some(&role) = self.roles.get(role) else {
            return self.problems.add(row.place("role"), format!("'{role}' is no role"));
        };
        let name = row.needed("person", &mut self.problems);
        let person = self.person(name, &row, of);
        let period = row.period(&mut self.problems);
        let title = match row.cell("title") {
            "" => self.knowledge.roles[role as usize].title.clone(),
            title => title.into(),
        };
        let at = self.knowledge.tenures.len() as u32;
        self.knowledge.tenures.push(Tenure { person, role, of, title, period });
        let Place { file, line, .. } = row.place("person");
        self.tenure_places.push((file.into(), line));
        self.knowledge.persons[person as usize].tenures.push(at);
        self.knowledge.seats.entry((of, role)).or_default().push(at);
        let count = self.knowledge.tenure_counts.entry(of).or_default();
        *count = count.saturating_add(1);
    }

    /// The person of a row, made at the first row that names them.
    fn person(&mut self, name: &str, row: &Row<'_>, of: Entity) -> u32 {
        let persons = &mut self.knowledge.persons;
        let fresh = persons.len() as u32;
        let at = match self.persons.get(name) {
            Some(&at) => at,
            None => {
                // Two spellings of one slug are one person.
                let slug = words::slug(name);
                let at = *self.persons.entry(slug.as_str().into()).or_insert(fresh);
                self.persons.insert(name.into(), at);
                if at == fresh {
                    let (id, name) = (slug.into(), name.into());
                    persons.push(Person { id, name, gender: None, country: None, tenures: Vec::new() });
                }
                at
            }
        };
        let person = &mut persons[at as usize];
        if let (None, Entity::State(state)) = (person.country, of) {
            person.country = Some(state);
        }
        match (row.cell("gender"), person.gender) {
            ("", _) | ("f", Some(Gender::Female)) | ("m", Some(Gender::Male)) => {}
            ("f", None) => person.gender = Some(Gender::Female),
            ("m", None) => person.gender = Some(Gender::Male),
            ("f" | "m", _) => self.problems.add(row.place("gender"), "differs from an earlier row"),
            (other, _) => self.problems.add(row.place("gender"), format!("'{other}' is neither f nor m")),
        }
        self.file_person_names(at, name, row, at == fresh);
        at
    }

    fn file_person_names(&mut self, person: u32, name: &str, row: &Row<'_>, fresh: bool) {
        let full = Sense::Person(person);
        let families: Vec<&str> = row.list("aliases").filter_map(|alias| alias.strip_prefix('=')).collect();
        let last = family_of(name);
        // "Xi Jinping" is "Xi", never "Jinping"; but "Gahr Støre" is also "Støre".
        let last_is_family = families.is_empty() || families.iter().any(|family| family.ends_with(last));
        if fresh {
            self.add_full(name, full);
            if last_is_family {
                self.names.add(last, Sense::Family(person), None);
            }
        }
        for family in families {
            self.names.add(family, Sense::Family(person), None);
        }
        for alias in row.list("aliases").filter(|alias| !alias.starts_with('=')) {
            // Titles are read by themselves: what "President Xi" adds is that "Xi" alone names him.
            match alias.split_once(' ') {
                Some((title, name)) if self.role_phrases.contains(&*words::key(title)) => {
                    self.names.add(name, Sense::Family(person), None);
                }
                _ => {
                    self.add_full(alias, full);
                }
            }
        }
    }

    /// Files a full name, and once more without initials where it has some.
    fn add_full(&mut self, name: &str, person: Sense) {
        self.names.add(name, person, None);
        if let Some(shorter) = without_initials(name) {
            self.names.add(&shorter, person, None);
        }
    }

    fn file_names(&mut self, row: &Row<'_>, column: &'static str, sense: Sense) {
        for (name, usual) in row.dated_list(column, &mut self.problems) {
            self.names.add(name, sense, usual);
        }
    }

    fn claim_id(&mut self, row: &Row<'_>, column: &'static str, id: &str, entity: Entity) {
        if self.knowledge.by_id.insert(id.into(), entity).is_some() {
            self.problems.add(row.place(column), format!("'{id}' stands here twice"));
        }
    }

    fn country(&mut self, row: &Row<'_>, column: &'static str) -> Option<u32> {
        match (row.cell(column), self.knowledge.by_id.get(row.cell(column))) {
            ("", _) => None,
            (_, Some(&Entity::State(state))) => Some(state),
            (code, _) => {
                self.problems.add(row.place(column), format!("'{code}' is no state"));
                None
            }
        }
    }

    fn sectors(&mut self, row: &Row<'_>) -> Vec<Box<str>> {
        for sector in row.list("sector").filter(|sector| !SECTORS.contains(sector)) {
            self.problems.add(row.place("sector"), format!("'{sector}' is no sector"));
        }
        row.list("sector").map(Into::into).collect()
    }

    fn finish(mut self, files: &[(&str, &str)]) -> (Knowledge, Vec<Problem>) {
        self.order_tenures();
        self.check_seats();
        self.count_given_names();
        self.set_horizon();
        let mut knowledge = self.knowledge;
        knowledge.lexicon = self.names.finish();
        knowledge.sign(files);
        (knowledge, self.problems.0)
    }

    /// What begins last tells how far the tables know the world; offices without an end are believed in for four
    /// years more, the usual term.
    fn set_horizon(&mut self) {
        let begun = self.knowledge.tenures.iter().filter_map(|tenure| tenure.period.from);
        let last = begun.max().map(PartialDate::last);
        self.knowledge.horizon = last.and_then(|day| day.checked_add(jiff::Span::new().years(4)).ok());
    }

    fn count_given_names(&mut self) {
        let Knowledge { persons, given_names, .. } = &mut self.knowledge;
        for person in persons {
            // Given names stand first in all names but those whose family name does, and those tell no gender here.
            let given = person.id.split('-').next().unwrap_or_default();
            let at = match person.gender {
                Some(Gender::Female) => 0,
                Some(Gender::Male) => 1,
                None => continue,
            };
            given_names.entry(given.into()).or_default()[at] += 1;
        }
    }

    fn order_tenures(&mut self) {
        let Knowledge { persons, seats, tenures, .. } = &mut self.knowledge;
        let key = |&at: &u32| (tenures[at as usize].period.from, at);
        for person in persons {
            person.tenures.sort_by_key(key);
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is ordered alone")]
        for seat in seats.values_mut() {
            seat.sort_by_key(key);
        }
    }

    /// Two people in one seat at one time: one of the rows has a wrong date.
    fn check_seats(&mut self) {
        for (at, tenure) in self.knowledge.tenures.iter().enumerate() {
            if !SOLE_SEATS.contains(&&*self.knowledge.roles[tenure.role as usize].id) {
                continue;
            }
            let seat = &self.knowledge.seats[&(tenure.of, tenure.role)];
            let rival = seat.iter().map(|&rival| rival as usize).find(|&rival| {
                let other = &self.knowledge.tenures[rival];
                // Of a collective, each seat is told by its title ("Croat Member of the Presidency").
                let collective = tenure.title.contains("Member") && tenure.title != other.title;
                let apart = other.person != tenure.person && other.period.overlaps(tenure.period);
                rival < at && apart && !collective
            });
            if let Some(rival) = rival {
                let ((file, line), (_, other)) = (&self.tenure_places[at], &self.tenure_places[rival]);
                let place = Place { file, line: *line, column: "from" };
                self.problems.add(place, format!("overlaps the holder of line {other}"));
            }
        }
    }
}

/// Roles that one person holds at a time; others (commanders, envoys, spokespersons) are shared.
pub(crate) const SOLE_SEATS: &[&str] =
    &["head-of-state", "head-of-government", "foreign-minister", "defence-minister", "secretary-general"];

/// The family name by default: the last word, numerals and "Jr." aside.
fn family_of(name: &str) -> &str {
    let counts = |word: &&str| {
        let word = word.trim_end_matches('.');
        matches!(word, "Jr" | "Sr") || word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
    };
    name.split_whitespace().rev().find(|word| !counts(word)).unwrap_or(name)
}

/// "George W. Bush" without the initial; nothing where there is none.
fn without_initials(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let initial = |at: usize| {
        at > 0 && at + 1 < words.len() && words[at].trim_end_matches('.').chars().nth(1).is_none()
    };
    if !(0..words.len()).any(initial) {
        return None;
    }
    let kept = (0..words.len()).filter(|&at| !initial(at)).map(|at| words[at]);
    Some(kept.collect::<Vec<_>>().join(" "))
}

/// The plural of a phrase: of its head, which stands before "of", "for" or "general".
pub(crate) fn plural(phrase: &str) -> String {
    let ends = [" of ", " for ", " to ", " general", " designate"];
    let head_end = ends.iter().filter_map(|end| phrase.find(end)).min().filter(|&at| at > 0);
    let (head, rest) = phrase.split_at(head_end.unwrap_or(phrase.len()));
    let vowel_before_y = |stem: &str| stem.ends_with(['a', 'e', 'o', 'u']);
    let plural = match head {
        _ if head.ends_with("man") && !head.ends_with("German") => {
            format!("{}men", &head[..head.len() - 3])
        }
        _ if head.ends_with('y') && !vowel_before_y(&head[..head.len() - 1]) => {
            format!("{}ies", &head[..head.len() - 1])
        }
        _ if head.ends_with("person") => format!("{}people", &head[..head.len() - 6]),
        _ if head.ends_with(['s', 'x']) || head.ends_with("ch") || head.ends_with("sh") => {
            format!("{head}es")
        }
        _ => format!("{head}s"),
    };
    format!("{plural}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_of_the_head() {
        for (phrase, expected) in [
            ("foreign minister", "foreign ministers"),
            ("secretary of state", "secretaries of state"),
            ("secretary general", "secretaries general"),
            ("attorney general", "attorneys general"),
            ("spokesman", "spokesmen"),
            ("chairwoman", "chairwomen"),
            ("salesperson", "salespeople"),
            ("coach", "coaches"),
            ("general", "generals"),
        ] {
            assert_eq!(plural(phrase), expected);
        }
    }

    #[test]
    fn family_names_by_default() {
        assert_eq!(family_of("Olav V"), "Olav");
        assert_eq!(family_of("Sammy Davis Jr."), "Davis");
        assert_eq!(family_of("Lula"), "Lula");
        assert_eq!(without_initials("George H. W. Bush").as_deref(), Some("George Bush"));
        assert_eq!(without_initials("J. D. Vance").as_deref(), Some("J. Vance"));
        assert_eq!(without_initials("Jens Stoltenberg"), None);
    }
}

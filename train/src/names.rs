//! Training of the finder of names: a gazetteer from the knowledge base's tables, and a structured perceptron.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use dualtrack_document::{NameKind, Upos};
use dualtrack_syntax::names::gazetteer::Class;
use dualtrack_syntax::names::{
    Agreement, Chain, Gazetteer, LIMIT, Namer, Row, SLOTS, Scratch, Sight, TAGS, tag,
};
use dualtrack_syntax::network::Scores;
use dualtrack_syntax::tagger::{Tagged, Tagger};

use crate::network;
use crate::rng::Rng;
use crate::treebank::Gold;

/// The names of the tables in `folder`.
pub(crate) fn gazetteer(folder: &Path) -> Result<Gazetteer, String> {
    let mut names: Vec<(String, Class)> = Vec::new();
    let tables = [
        ("states", &["name", "names"][..], Class::State),
        ("states", &["adjectives", "demonyms"], Class::Demonym),
        ("states", &["capital"], Class::Place),
        ("states", &["seats"], Class::Body),
        ("places", &["name", "names"], Class::Place),
        ("organisations", &["id", "name", "names"], Class::Organisation),
        ("bodies", &["name", "names"], Class::Body),
        ("groups", &["name", "names"], Class::Body),
        ("roles", &["phrases"], Class::Role),
    ];
    for (table, columns, class) in tables {
        let path = folder.join(table).with_extension("tsv");
        names.extend(cells(&path, columns)?.into_iter().map(|name| (name, class)));
    }
    let offices = folder.join("offices");
    let listed = std::fs::read_dir(&offices).map_err(|error| format!("{}: {error}", offices.display()))?;
    for entry in listed {
        let path = entry.map_err(|error| format!("{}: {error}", offices.display()))?.path();
        for person in cells(&path, &["person", "aliases"])? {
            let person = person.trim_start_matches('=').to_owned();
            let mut parts = person.split_whitespace();
            if let (Some(given), Some(family)) = (parts.next(), parts.next_back()) {
                names.push((given.to_owned(), Class::Given));
                names.push((family.to_owned(), Class::Family));
                names.push((person, Class::Person));
            } else {
                names.push((person, Class::Family));
            }
        }
    }
    for line in include_str!("../people.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (kind, listed) = line.split_once('\t').unwrap_or_default();
        let class = if kind == "title" { Class::Title } else { Class::Given };
        names.extend(listed.split('|').map(|name| (name.to_owned(), class)));
    }
    Ok(Gazetteer::new(names.iter().map(|(name, class)| (name.as_str(), *class))))
}

/// The names in some columns of a table, whose cells hold lists separated by `|`.
fn cells(path: &Path, columns: &[&str]) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let mut places = Vec::new();
    for column in columns {
        let place = header.iter().position(|name| name == column);
        places.push(place.ok_or_else(|| format!("{}: it has no column '{column}'", path.display()))?);
    }
    let mut names = Vec::new();
    for line in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let found = places.iter().filter_map(|&place| fields.get(place)).flat_map(|field| field.split('|'));
        // 'NATO:chief': the phrase stands behind its organisation.
        let found = found.map(|name| name.rsplit(':').next().unwrap_or(name));
        names.extend(found.filter(|name| !name.is_empty()).map(str::to_owned));
    }
    Ok(names)
}

/// A sentence to learn from: its stretches of words that may hold names, with features and the right tags.
struct Example {
    stretches: Vec<Stretch>,
}

struct Stretch {
    features: Vec<Vec<u32>>,
    gold: Vec<u8>,
}

/// How often the training text is gone through.
const ROUNDS: usize = 12;
/// How many of a word's features are hidden each time, so that no few of them are relied on.
const DROPOUT: f32 = 0.2;

/// Trains on the sentences whose treebank marks names; gives the score on those of `dev` beside it.
pub(crate) fn train(tagger: Tagger, gazetteer: Gazetteer, train: &[Gold], dev: &[Gold]) -> (Namer, Score) {
    let mut sight = Sight::default();
    let mut examples: Vec<Example> = Vec::new();
    for_each_named(&tagger, train, |forms, tagged, names| {
        examples.push(example(&mut sight, &gazetteer, forms, tagged, names));
    });
    let namer = Namer { gazetteer, chain: perceptron(&mut examples) };
    let (mut score, mut scratch) = (Score::default(), Scratch::default());
    for document in dev.chunk_by(|_, next| !next.new_document) {
        let (mut agreement, mut first, mut right) = (Agreement::default(), 0, Vec::new());
        for_each_named(&tagger, document, |forms, tagged, gold| {
            let names = namer.names(forms, tagged, &mut scratch);
            agreement.sentence(first, forms, &names, |at| tagged[at].upos == Upos::Propn);
            right.extend(gold.iter().map(|(range, kind)| (first + range.start..first + range.end, *kind)));
            first += forms.len();
        });
        score.add(&agreement.names(), &right);
    }
    (namer, score)
}

fn for_each_named(
    tagger: &Tagger,
    gold: &[Gold],
    mut act: impl FnMut(&[&str], &[Tagged], &[(Range<usize>, NameKind)]),
) {
    let mut scores = Scores::default();
    for gold in gold {
        if let Some(names) = &gold.names {
            let tagged = network::read(tagger, gold, &mut scores);
            let forms: Vec<&str> = gold.sentence.words.iter().map(|word| word.form.as_str()).collect();
            act(&forms, &tagged, names);
        }
    }
}

fn example(
    sight: &mut Sight,
    gazetteer: &Gazetteer,
    forms: &[&str],
    tagged: &[Tagged],
    names: &[(Range<usize>, NameKind)],
) -> Example {
    let mut tags = vec![0u8; forms.len()];
    for (range, kind) in names {
        for at in range.clone() {
            tags[at] = tag(*kind, at == range.start) as u8;
        }
    }
    sight.of(forms, tagged, gazetteer);
    let stretches = sight.stretches().map(|stretch| {
        let features = stretch.clone().map(|at| {
            let mut features = Vec::new();
            sight.features(forms, tagged, at, &mut features);
            features
        });
        Stretch { features: features.collect(), gold: tags[stretch].to_vec() }
    });
    Example { stretches: stretches.collect() }
}

/// The averaged structured perceptron (Collins, EMNLP 2002).
fn perceptron(examples: &mut [Example]) -> Chain<i16> {
    let mut now: Chain<i32> = Chain::default();
    // Each change, times the number of steps before it, so that the average is known at the end.
    let mut late: Vec<[i64; TAGS]> = vec![[0; TAGS]; SLOTS];
    let mut late_transitions = [[0i64; TAGS]; TAGS];
    let (mut rng, mut step, mut tags) = (Rng::new(3), 0i64, Vec::new());
    for _ in 0..ROUNDS {
        rng.shuffle(examples);
        for Stretch { features, gold } in examples.iter().flat_map(|example| &example.stretches) {
            step += 1;
            let features: Vec<Vec<u32>> = features
                .iter()
                .map(|features| features.iter().copied().filter(|_| rng.unit() >= DROPOUT).collect())
                .collect();
            let rows: Vec<Row> = features.iter().map(|features| now.row(features)).collect();
            now.best(&rows, &mut tags);
            if tags == *gold {
                continue;
            }
            for (tags, sign) in [(gold, 1), (&tags, -1)] {
                let mut last = 0usize;
                for (features, &tag) in features.iter().zip(tags.iter()) {
                    let tag = usize::from(tag);
                    for &feature in features {
                        now.emissions[feature as usize][tag] += sign;
                        late[feature as usize][tag] += i64::from(sign) * step;
                    }
                    now.transitions[last][tag] += sign;
                    late_transitions[last][tag] += i64::from(sign) * step;
                    last = tag;
                }
            }
        }
    }
    average(&now, &late, &late_transitions, step)
}

/// The mean of the weights over all steps, in whole numbers.
fn average(
    now: &Chain<i32>,
    late: &[[i64; TAGS]],
    late_transitions: &[Row64; TAGS],
    steps: i64,
) -> Chain<i16> {
    let mean = |now: i32, late: i64| f64::from(now) - late as f64 / (steps + 1) as f64;
    let means: Vec<[f64; TAGS]> = now
        .emissions
        .iter()
        .zip(late)
        .map(|(now, late)| std::array::from_fn(|tag| mean(now[tag], late[tag])))
        .collect();
    let top = means.as_flattened().iter().fold(1e-6, |top: f64, mean| top.max(mean.abs()));
    let scale = f64::from(LIMIT) / top;
    let mut chain: Chain<i16> = Chain::default();
    for (weights, means) in chain.emissions.iter_mut().zip(&means) {
        *weights = means.map(|mean| (mean * scale).round() as i16);
    }
    for (from, row) in chain.transitions.iter_mut().enumerate() {
        *row = std::array::from_fn(|to| {
            (mean(now.transitions[from][to], late_transitions[from][to]) * scale).round() as i32
        });
    }
    chain
}

type Row64 = [i64; TAGS];

/// Precision and recall of exact spans with their kinds.
#[derive(Debug, Default)]
pub(crate) struct Score {
    found: usize,
    gold: usize,
    right: usize,
}

impl Score {
    fn add(&mut self, found: &[(Range<usize>, NameKind)], gold: &[(Range<usize>, NameKind)]) {
        self.found += found.len();
        self.gold += gold.len();
        self.right += found.iter().filter(|name| gold.contains(name)).count();
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |of: usize| 100.0 * self.right as f32 / of.max(1) as f32;
        let f1 = 200.0 * self.right as f32 / (self.found + self.gold).max(1) as f32;
        write!(
            f,
            "{} in dev, precision {:.1} recall {:.1} F1 {f1:.1}",
            self.gold,
            share(self.found),
            share(self.gold)
        )
    }
}

//! Learning of lemma rules: the edit of each ending by the majority of the words that end so, and whole forms of the
//! words that lists name. What a treebank says of a form goes first.

use std::collections::{BTreeMap, HashMap, HashSet};

use dualtrack_document::Upos;
use dualtrack_syntax::conllu::Word;
use dualtrack_syntax::lemma::{Capital, Edit, Lemmas, Writing, capital_key, fold, keys};

use crate::treebank::Gold;

/// Learns from every word of the treebanks that has a lemma, and from the lists of words.
pub(crate) fn train(gold: &[Gold]) -> Lemmas {
    let mut edits: Vec<Edit> = Vec::new();
    // For each key: how often each edit. Kept with the key of the next shorter ending, to prune against.
    let mut endings: BTreeMap<u64, BTreeMap<u32, u32>> = BTreeMap::new();
    let mut shorter: HashMap<u64, u64> = HashMap::new();
    let (mut seen, mut whole) = (HashSet::new(), HashSet::new());
    // Slips are known as whole words only: "recomend" says nothing of other endings.
    let mut misspelt: BTreeMap<u64, BTreeMap<u32, u32>> = BTreeMap::new();
    let mut capitals = Capitals::default();
    for sentence in gold.iter().map(|gold| &gold.sentence) {
        let spelt = |word: &Word| word.lemma != "_" && word.features.typo().is_none();
        for word in sentence.words.iter().filter(|word| word.lemma != "_" && !spelt(word)) {
            let folded = fold(&word.form);
            let edit = number_of(&mut edits, Edit::between(&folded, &word.lemma)) as u32;
            let key = keys(&folded, word.upos, word.features).next().expect("a word is its own ending");
            *misspelt.entry(key).or_default().entry(edit).or_default() += 1;
        }
        for (at, word) in sentence.words.iter().enumerate().filter(|(_, word)| spelt(word)) {
            let folded = fold(&word.form);
            let edit = Edit::between(&folded, &target(word, at == 0));
            let number = number_of(&mut edits, edit);
            let keys: Vec<u64> = keys(&folded, word.upos, word.features).collect();
            whole.insert(keys[0]);
            for (key, next) in keys.iter().zip(&keys[1..]) {
                shorter.insert(*key, *next);
            }
            // Whole words count by their occurrences, endings by the words that have them: one frequent irregular
            // word shall not speak for all that happen to end alike.
            let new = seen.insert((keys[0], number));
            for key in keys.into_iter().take(if new { usize::MAX } else { 1 }) {
                *endings.entry(key).or_default().entry(number as u32).or_default() += 1;
            }
            capitals.add(&word.form, &word.lemma, at == 0, word.upos);
        }
    }
    let mut kept = prune(&endings, &shorter, &whole);
    for Form { form, lemma, upos, features } in lists() {
        let features = features.parse().expect("the features below are the standard's own");
        if let Some(key) = keys(&form, upos, features).next().filter(|key| !whole.contains(key)) {
            kept.insert(key, number_of(&mut edits, Edit::between(&form, lemma)) as u32);
        }
    }
    for (key, edits) in misspelt.iter().filter(|(key, _)| !whole.contains(key)) {
        kept.entry(*key).or_insert_with(|| majority(edits));
    }
    Lemmas::new(edits, kept, capitals.decide())
}

/// A form that a list knows.
struct Form {
    form: String,
    lemma: &'static str,
    upos: Upos,
    features: &'static str,
}

const PAST: &str = "Tense=Past|VerbForm=Fin";
const PARTICIPLE: &str = "Tense=Past|VerbForm=Part";
const PRESENT: &str = "Tense=Pres|VerbForm=Fin";
const PRESENT_PARTICIPLE: &str = "Tense=Pres|VerbForm=Part";
const GERUND: &str = "VerbForm=Ger";

/// The forms of the words in `train/verbs.txt`, `train/adjectives.txt` and `train/irregular.tsv`; of words that stand
/// in two, the irregular ones last, so that they hold.
fn lists() -> Vec<Form> {
    fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
    }
    let mut forms = Vec::new();
    for lemma in lines(include_str!("../verbs.txt")) {
        let made = regular_forms(lemma).into_iter();
        forms.extend(made.map(|(form, features)| Form { form, lemma, upos: Upos::Verb, features }));
    }
    for lemma in lines(include_str!("../adjectives.txt")) {
        let made = compared(lemma).into_iter();
        forms.extend(made.map(|(form, features)| Form { form, lemma, upos: Upos::Adj, features }));
    }
    for line in lines(include_str!("../irregular.tsv")) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (upos, lemma, given) = match columns[..] {
            ["verb", lemma, past, participle] => {
                (Upos::Verb, lemma, vec![(past, PAST), (participle, PARTICIPLE)])
            }
            ["noun", lemma, plural] => (Upos::Noun, lemma, vec![(plural, "Number=Plur")]),
            _ => unreachable!("a test reads the list"),
        };
        for (alternatives, features) in given {
            let made = alternatives.split('|');
            forms.extend(made.map(|form| Form { form: form.to_owned(), lemma, upos, features }));
        }
    }
    forms
}

/// The comparative and superlative of an adjective; where a last consonant may be doubled, both spellings.
fn compared(adjective: &str) -> Vec<(String, &'static str)> {
    let past = regular_forms(adjective).into_iter().filter(|(_, features)| *features == PAST);
    let stems = past.map(|(form, _)| form.strip_suffix('d').map_or(form.clone(), str::to_owned));
    stems.flat_map(|stem| [(format!("{stem}r"), "Degree=Cmp"), (format!("{stem}st"), "Degree=Sup")]).collect()
}

/// The position of an edit among those known, where it is put if it is new.
fn number_of(edits: &mut Vec<Edit>, edit: Edit) -> usize {
    edits.iter().position(|known| *known == edit).unwrap_or_else(|| {
        edits.push(edit);
        edits.len() - 1
    })
}

/// The forms of a regular verb with their features; where a last consonant may be doubled, both spellings.
fn regular_forms(verb: &str) -> Vec<(String, &'static str)> {
    let letters = verb.as_bytes();
    let at = |back: usize| letters.len().checked_sub(back).map_or(b'-', |at| letters[at]);
    let is_vowel = |letter: u8| b"aeiou".contains(&letter);
    let (last, before) = (at(1), at(2));
    let without = &verb[..verb.len().saturating_sub(1)];
    let changes_y = last == b'y' && !is_vowel(before);
    let third = match last {
        b's' | b'x' | b'z' | b'o' => format!("{verb}es"),
        b'h' if matches!(before, b'c' | b's') => format!("{verb}es"),
        _ if changes_y => format!("{without}ies"),
        _ => format!("{verb}s"),
    };
    let doubled = !is_vowel(last) && !b"wxyh".contains(&last) && is_vowel(before) && !is_vowel(at(3));
    let mut stems = vec![verb.to_owned()];
    if doubled {
        stems.push(format!("{verb}{}", last as char));
    }
    let mut forms = vec![(third, PRESENT)];
    for stem in stems {
        let past = match last {
            b'e' => format!("{stem}d"),
            _ if changes_y => format!("{without}ied"),
            _ => format!("{stem}ed"),
        };
        let present = match (before, last) {
            (b'i', b'e') => format!("{}ying", &verb[..verb.len() - 2]),
            (b'e' | b'o' | b'y', b'e') => format!("{stem}ing"),
            (_, b'e') => format!("{without}ing"),
            _ => format!("{stem}ing"),
        };
        forms.push((past.clone(), PAST));
        forms.push((past, PARTICIPLE));
        forms.push((present.clone(), PRESENT_PARTICIPLE));
        forms.push((present, GERUND));
    }
    forms
}

fn majority(counts: &BTreeMap<u32, u32>) -> u32 {
    counts
        .iter()
        .max_by_key(|(edit, count)| (**count, std::cmp::Reverse(**edit)))
        .map_or(0, |(edit, _)| *edit)
}

/// The lemma that an edit shall give: without its capital, which is decided apart, unless the word is written small
/// ("me" is "I").
fn target(word: &Word, begins: bool) -> String {
    match Writing::of(&word.form, begins) {
        Writing::Small if word.upos != Upos::Propn => word.lemma.clone(),
        _ if word.lemma == "I" => word.lemma.clone(),
        _ => word.lemma.to_lowercase(),
    }
}

/// Keeps of all endings those that say something else than the next shorter one: looking up the longest that is kept
/// then gives what the longest of all would have given. Endings of a single word say nothing about others.
fn prune(
    endings: &BTreeMap<u64, BTreeMap<u32, u32>>,
    shorter: &HashMap<u64, u64>,
    whole: &HashSet<u64>,
) -> HashMap<u64, u32> {
    let counts = |key: &u64| whole.contains(key) || endings[key].values().sum::<u32>() > 1;
    let mut kept = HashMap::new();
    for (key, edits) in endings.iter().filter(|(key, _)| counts(key)) {
        let own = majority(edits);
        let mut next = shorter.get(key);
        while let Some(below) = next.filter(|below| !counts(below)) {
            next = shorter.get(below);
        }
        if next.is_none_or(|next| majority(&endings[next]) != own) {
            kept.insert(*key, own);
        }
    }
    kept
}

/// How capitals are written in lemmas.
#[derive(Default)]
struct Capitals {
    /// By key: how often kept, lowered, title.
    general: BTreeMap<(Upos, Writing), [u32; 3]>,
    own: BTreeMap<(Upos, Writing, String), [u32; 3]>,
}

const WAYS: [Capital; 3] = [Capital::Keep, Capital::Lower, Capital::Title];

impl Capitals {
    fn add(&mut self, form: &str, lemma: &str, begins: bool, upos: Upos) {
        let writing = Writing::of(form, begins);
        if writing == Writing::Small && upos != Upos::Propn {
            return;
        }
        let shared = |capital: Capital| {
            capital
                .write(form)
                .chars()
                .zip(lemma.chars())
                .take_while(|(written, wanted)| written == wanted)
                .count()
        };
        let (mut at, mut most) = (0, shared(WAYS[0]));
        for (other, way) in WAYS.into_iter().enumerate().skip(1) {
            if shared(way) > most {
                (at, most) = (other, shared(way));
            }
        }
        if most == 0 {
            return;
        }
        self.general.entry((upos, writing)).or_default()[at] += 1;
        self.own.entry((upos, writing, fold(form))).or_default()[at] += 1;
        // A word that keeps its capital inside sentences keeps it at their beginning.
        if writing == Writing::Large && upos != Upos::Propn {
            self.own.entry((upos, Writing::First, fold(form))).or_default()[at] += 1;
        }
    }

    fn decide(self) -> HashMap<u64, Capital> {
        let best = |counts: &[u32; 3]| {
            let top = (0..3).max_by_key(|&at| (counts[at], std::cmp::Reverse(at))).unwrap_or(0);
            WAYS[top]
        };
        let mut decided: HashMap<u64, Capital> = HashMap::new();
        for ((upos, writing), counts) in &self.general {
            decided.insert(capital_key("", *writing, *upos), best(counts));
        }
        for ((upos, writing, word), counts) in &self.own {
            if self.general.get(&(*upos, *writing)).map(best) != Some(best(counts)) {
                decided.insert(capital_key(word, *writing, *upos), best(counts));
            }
        }
        decided
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_know_forms_that_endings_do_not_tell() {
        let forms = lists();
        for (form, lemma) in [
            ("fled", "flee"),
            ("been", "be"),
            ("calories", "calorie"),
            ("heavier", "heavy"),
            ("biggest", "big"),
            ("finest", "fine"),
            ("modelling", "model"),
        ] {
            assert!(forms.iter().any(|known| known.form == form && known.lemma == lemma), "{form}");
        }
    }

    #[test]
    fn regular_verbs_have_their_forms() {
        for (verb, forms) in [
            ("blast", &["blasts", "blasted", "blasting"][..]),
            ("veto", &["vetoes", "vetoed", "vetoing"]),
            ("deny", &["denies", "denied", "denying"]),
            ("cancel", &["cancels", "canceled", "cancelled", "cancelling"]),
            ("raze", &["razes", "razed", "razing"]),
            ("vie", &["vies", "vied", "vying"]),
            ("flee", &["flees", "fleeing"]),
        ] {
            let made = regular_forms(verb);
            for form in forms {
                assert!(made.iter().any(|(made, _)| made == form), "{form} of {made:?}");
            }
        }
    }
}

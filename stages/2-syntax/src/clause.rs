//! Clauses that a network took for noun phrases.
//!
//! "Israel and Norway suspended exports of arms" looks like one noun phrase where the past tense has the form of the
//! participle and no article follows it. A participle that modifies a noun stands behind an article, an adjective or
//! nothing, not behind a noun of the same phrase; so what stands there in a full sentence is the verb of a clause. Likewise
//! "The queen, who reigned for long, opened the bridge": behind the comma that ends a relative clause, the verb is the one of
//! the noun before it.

use dualtrack_document::{Relation, Upos};

use crate::tagger::Tagged;

/// The features of a past tense.
const PAST: &str = "Mood=Ind|Tense=Past|VerbForm=Fin";

/// Participles that do stand behind a noun which they take with them: "a family owned company".
const COMPOUNDING: &[&str] = &[
    "based",
    "led",
    "backed",
    "owned",
    "born",
    "held",
    "made",
    "run",
    "controlled",
    "related",
    "funded",
    "built",
    "sponsored",
    "affiliated",
    "brokered",
    "coloured",
    "colored",
    "sized",
    "shaped",
    "powered",
    "occupied",
    "administered",
];

/// Mends such clauses in a sentence that is no headline.
pub(crate) fn mend(forms: &[&str], tagged: &mut [Tagged]) {
    if !forms.iter().rev().take(2).any(|form| matches!(*form, "." | "?" | "!")) {
        return;
    }
    for verb in 1..tagged.len() {
        if let Some(subject) = subject_of_modifier(forms, tagged, verb) {
            let subject = join_subject(tagged, verb, subject);
            raise(tagged, verb, subject);
        }
    }
    part_last_member(forms, tagged);
    part_judged_objects(tagged);
    free_main_verb(forms, tagged);
}

/// The head of the noun phrase that ends right before a participle which is said to modify a noun behind it.
fn subject_of_modifier(forms: &[&str], tagged: &[Tagged], verb: usize) -> Option<usize> {
    let word = &tagged[verb];
    let noun = word.head.filter(|&noun| noun > verb && word.relation == Relation::Amod)?;
    let form = forms[verb];
    let past = word.upos == Upos::Verb && form.starts_with(char::is_lowercase) && !form.ends_with("ing");
    let before = (0..verb).rev().find(|&at| tagged[at].upos != Upos::Adv)?;
    let named = matches!(tagged[before].upos, Upos::Noun | Upos::Propn)
        && forms[before].chars().all(|c| c.is_alphanumeric() || c == '.')
        && !forms[before].ends_with("..");
    if !past || !named || COMPOUNDING.contains(&form) {
        return None;
    }
    let subject = top_before(tagged, before, verb, noun)?;
    // "An oil soaked beach": the article belongs to the noun behind.
    let article = (0..subject).any(|at| tagged[at].head == Some(noun) && tagged[at].upos == Upos::Det);
    let proper = tagged[before].upos == Upos::Propn || forms[before].ends_with('s');
    (proper || !article).then_some(subject)
}

/// The highest word of the noun phrase that ends at `last`, as far as it lies before the verb and not under `noun`.
fn top_before(tagged: &[Tagged], last: usize, verb: usize, noun: usize) -> Option<usize> {
    let mut top = last;
    for _ in 0..tagged.len() {
        let Some(head) = tagged[top].head.filter(|&head| head < verb && head != noun) else { break };
        let clause = tagged[head].upos == Upos::Verb
            && !matches!(tagged[head].relation, Relation::Acl | Relation::AclRelcl | Relation::Amod);
        if clause {
            break;
        }
        top = head;
    }
    tagged[top].upos.is_nominal().then_some(top)
}

/// The first of a list whose last member was drawn into the noun phrase behind the verb: "*jets* and artillery struck
/// positions".
fn join_subject(tagged: &mut [Tagged], verb: usize, last: usize) -> usize {
    let Some(noun) = tagged[verb].head.filter(|&noun| tagged[last].head == Some(noun)) else { return last };
    let first = tagged[noun].head.filter(|&first| first < last && tagged[noun].relation == Relation::Conj);
    let Some(first) = first.filter(|&first| tagged[first].upos.is_nominal()) else { return last };
    let joins = |at: &usize| tagged[*at].head == Some(noun) && tagged[*at].relation == Relation::Cc;
    let Some(conjunction) = (first..last).find(joins) else { return last };
    let mut above = std::iter::successors(Some(first), |&at| tagged[at].head).take(tagged.len());
    if above.any(|at| tagged[at].upos == Upos::Verb && at < verb) {
        return last;
    }
    (tagged[last].head, tagged[last].relation) = (Some(first), Relation::Conj);
    tagged[conjunction].head = Some(last);
    first
}

/// Parts a verb from the list of nouns of which it was taken for the last member: "Norway, Sweden and Denmark *cut* ties".
fn part_last_member(forms: &[&str], tagged: &mut [Tagged]) {
    let Some(root) = tagged.iter().position(|word| word.head.is_none()) else { return };
    if !tagged[root].upos.is_nominal() {
        return;
    }
    let bare = |at: usize| {
        !tagged.iter().any(|word| {
            word.head == Some(at)
                && matches!(
                    word.relation,
                    Relation::Nsubj | Relation::NsubjPass | Relation::Cc | Relation::Mark
                )
        })
    };
    let verb = (root + 1..tagged.len()).find(|&at| {
        let first = tagged[at].head.filter(|&first| first < at && tagged[first].upos.is_nominal());
        tagged[at].upos == Upos::Verb
            && tagged[at].relation == Relation::Conj
            && !forms[at].ends_with("ing")
            && first.is_some_and(|first| {
                (root..at).all(|word| is_under(tagged, word, root) && tagged[word].upos != Upos::Verb)
                    && is_under(tagged, at - 1, first)
                    && tagged[at - 1].upos.is_nominal()
            })
            && bare(at)
    });
    let Some(verb) = verb else { return };
    (tagged[verb].head, tagged[verb].relation) = (None, Relation::Root);
    (tagged[root].head, tagged[root].relation) = (Some(verb), Relation::Nsubj);
    tagged[verb].features = PAST.parse().unwrap_or(tagged[verb].features);
    let object = tagged[verb + 1..].iter().position(|w| {
        w.relation == Relation::Conj
            && w.head.is_some_and(|head| head < verb && tagged[head].upos.is_nominal())
    });
    if let Some(object) = object.map(|at| at + verb + 1) {
        (tagged[object].head, tagged[object].relation) = (Some(verb), Relation::Obj);
    }
    for word in tagged[verb + 1..].iter_mut().filter(|word| word.head == Some(root)) {
        word.head = Some(verb);
    }
}

/// Parts an object from the adjective that is said of it: "called *the treaty* historic" has no "treaty historic".
fn part_judged_objects(tagged: &mut [Tagged]) {
    for adjective in 1..tagged.len() {
        let noun = adjective - 1;
        let Some(verb) = tagged[adjective].head.filter(|&verb| verb < noun) else { continue };
        let judged = tagged[adjective].upos == Upos::Adj
            && matches!(tagged[adjective].relation, Relation::Xcomp | Relation::Obj)
            && tagged[verb].upos == Upos::Verb
            && matches!(tagged[noun].upos, Upos::Noun | Upos::Propn)
            && tagged[noun].head == Some(adjective)
            && matches!(tagged[noun].relation, Relation::Compound | Relation::Nsubj);
        if judged {
            (tagged[noun].head, tagged[noun].relation) = (Some(verb), Relation::Obj);
            tagged[adjective].relation = Relation::Xcomp;
            for word in &mut tagged[verb + 1..noun] {
                if word.head == Some(adjective) {
                    word.head = Some(noun);
                }
            }
        }
    }
}

/// Makes a modifier the verb of a clause: its noun becomes the object, the phrase before it the subject.
fn raise(tagged: &mut [Tagged], verb: usize, subject: usize) {
    let Some(noun) = tagged[verb].head else { return };
    let over_subject = is_under(tagged, noun, subject);
    if !over_subject && tagged[subject].head != Some(noun) && tagged[subject].head != tagged[noun].head {
        return;
    }
    let place = if over_subject { subject } else { noun };
    let (head, relation) = (tagged[place].head, tagged[place].relation);
    let first = (0..subject).find(|&at| is_under(tagged, at, subject)).unwrap_or(subject);
    let marker =
        (0..first).rev().find(|&at| tagged[at].head == Some(noun) && tagged[at].relation == Relation::Case);
    let stands = stand(tagged, verb, (head, relation), marker.is_some());
    let Some((head, relation)) = stands else { return };
    if let Some(marker) = marker {
        tagged[marker].relation = Relation::Mark;
    }
    let displaced = tagged[place].head.filter(|&above| above > verb);
    (tagged[verb].head, tagged[verb].relation) = (head, relation);
    (tagged[subject].head, tagged[subject].relation) = (Some(verb), Relation::Nsubj);
    (tagged[noun].head, tagged[noun].relation) = (Some(verb), Relation::Obj);
    tagged[verb].features = PAST.parse().unwrap_or(tagged[verb].features);
    let under = |at: usize, tagged: &[Tagged]| {
        tagged[at].head.is_some_and(|head| head == noun || Some(head) == displaced)
    };
    for at in 0..first {
        if under(at, tagged) && at != verb {
            tagged[at].head = Some(verb);
        }
    }
    if let Some(above) = displaced {
        (tagged[above].head, tagged[above].relation) = (Some(verb), Relation::Advcl);
        free_marker(tagged, above);
    }
}

/// Where a new clause stands, by where the noun phrase stood that it was taken for: the head, absent for the sentence's root,
/// and the relation.
fn stand(
    tagged: &[Tagged],
    verb: usize,
    (head, relation): (Option<usize>, Relation),
    marked: bool,
) -> Option<(Option<usize>, Relation)> {
    let Some(above) = head else { return Some((None, Relation::Root)) };
    if above > verb {
        // What stood over the phrase hangs on the new clause.
        return Some((tagged[above].head.filter(|&over| over < verb), tagged[above].relation));
    }
    let has_copula = |at: usize| tagged.iter().any(|w| w.head == Some(at) && w.relation == Relation::Cop);
    let clause = |at: usize| tagged[at].upos == Upos::Verb || has_copula(at);
    match relation {
        Relation::Ccomp | Relation::Parataxis | Relation::Advcl | Relation::AclRelcl | Relation::Xcomp => {
            Some((Some(above), relation))
        }
        Relation::Obj if clause(above) => Some((Some(above), Relation::Ccomp)),
        Relation::Obl | Relation::Nmod if marked => Some((Some(above), Relation::Advcl)),
        Relation::Conj => {
            let first = std::iter::successors(Some(above), |&at| tagged[at].head).take(tagged.len());
            let over = first.into_iter().find(|&at| clause(at))?;
            (over < verb).then_some((Some(over), Relation::Conj))
        }
        Relation::Appos | Relation::List | Relation::Dep => Some((Some(above), Relation::Parataxis)),
        _ => None,
    }
}

/// A conjunction that a clause had lost to its subject: "after protesters" before a verb.
fn free_marker(tagged: &mut [Tagged], verb: usize) {
    let subject =
        (0..verb).find(|&at| tagged[at].head == Some(verb) && tagged[at].relation == Relation::Nsubj);
    let Some(subject) = subject else { return };
    let marker =
        (0..subject).find(|&at| tagged[at].head == Some(subject) && tagged[at].relation == Relation::Case);
    if let Some(marker) = marker {
        (tagged[marker].head, tagged[marker].relation) = (Some(verb), Relation::Mark);
    }
}

/// Gives a sentence that is only a noun with a relative clause the verb that stands behind that clause's comma.
fn free_main_verb(forms: &[&str], tagged: &mut [Tagged]) {
    let Some(root) = tagged.iter().position(|word| word.head.is_none()) else { return };
    if !tagged[root].upos.is_nominal()
        || tagged.iter().any(|w| w.head == Some(root) && w.relation == Relation::Cop)
    {
        return;
    }
    let relative = (root + 1..tagged.len())
        .find(|&at| tagged[at].head == Some(root) && tagged[at].relation == Relation::AclRelcl);
    let Some(relative) = relative else { return };
    let opens = (root..relative).any(|at| forms[at] == ",");
    let main = (relative + 1..tagged.len()).find(|&at| {
        let before = (0..at).rev().find(|&before| tagged[before].upos != Upos::Adv);
        tagged[at].head == Some(relative)
            && tagged[at].upos == Upos::Verb
            && matches!(
                tagged[at].relation,
                Relation::Xcomp | Relation::Advcl | Relation::Conj | Relation::Ccomp | Relation::Parataxis
            )
            && !forms[at].ends_with("ing")
            && before.is_some_and(|before| forms[before] == ",")
            && !tagged.iter().any(|word| {
                word.head == Some(at)
                    && matches!(
                        word.relation,
                        Relation::Nsubj | Relation::NsubjPass | Relation::Mark | Relation::Cc
                    )
            })
    });
    let Some(main) = main.filter(|_| opens) else { return };
    (tagged[main].head, tagged[main].relation) = (None, Relation::Root);
    (tagged[root].head, tagged[root].relation) = (Some(main), Relation::Nsubj);
    tagged[main].features = PAST.parse().unwrap_or(tagged[main].features);
    for word in &mut tagged[main + 1..] {
        if matches!(word.head, Some(head) if head == relative || head == root) {
            word.head = Some(main);
        }
    }
    for word in &mut tagged[..root] {
        if word.head == Some(root) && word.relation == Relation::Obl {
            word.head = Some(main);
        }
    }
}

/// Whether a word stands under another, or is it.
fn is_under(tagged: &[Tagged], word: usize, above: usize) -> bool {
    std::iter::successors(Some(word), |&at| tagged[at].head).take(tagged.len() + 1).any(|at| at == above)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence with a full stop behind it, each word as `form/tag/relation/head`, the head counted from one.
    fn mended(words: &str) -> String {
        let words: Vec<Vec<&str>> = words.split(' ').map(|word| word.split('/').collect()).collect();
        let mut tagged: Vec<Tagged> = words
            .iter()
            .map(|word| Tagged {
                upos: word[1].parse().unwrap(),
                features: "_".parse().unwrap(),
                head: word[3].parse::<usize>().unwrap().checked_sub(1),
                relation: word[2].parse().unwrap(),
            })
            .collect();
        let forms: Vec<&str> = words.iter().map(|word| word[0]).collect();
        mend(&forms, &mut tagged);
        let told = |(word, form): (&Tagged, &&str)| {
            format!("{form}/{}/{}", word.relation.as_str(), word.head.map_or(0, |head| head + 1))
        };
        let verbs = tagged.iter().zip(&forms).filter(|(word, _)| word.relation != Relation::Punct);
        verbs.map(told).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_past_tense_behind_a_noun_is_no_participle() {
        for (parsed, meant) in [
            (
                "Peru/PROPN/compound/3 froze/VERB/amod/3 loans/NOUN/root/0 ./PUNCT/punct/3",
                "Peru/nsubj/2 froze/root/0 loans/obj/2",
            ),
            (
                "Peru/PROPN/root/0 on/ADP/case/3 Friday/PROPN/nmod/1 freed/VERB/amod/5 Maria/PROPN/nmod/1 ./PUNCT/punct/1",
                "Peru/nsubj/4 on/case/3 Friday/nmod/1 freed/root/0 Maria/obj/4",
            ),
            (
                "jets/NOUN/nsubj/6 and/CCONJ/cc/5 guns/NOUN/compound/5 struck/VERB/amod/5 camps/NOUN/conj/1 \
                 burning/VERB/root/0 ./PUNCT/punct/6",
                "jets/nsubj/4 and/cc/3 guns/conj/1 struck/root/0 camps/obj/4 burning/advcl/4",
            ),
            // Where the participle may well be one, nothing changes.
            (
                "a/DET/det/4 family/NOUN/compound/4 owned/VERB/amod/4 company/NOUN/root/0 ./PUNCT/punct/4",
                "a/det/4 family/compound/4 owned/amod/4 company/root/0",
            ),
            (
                "the/DET/det/4 oil/NOUN/compound/4 soaked/VERB/amod/4 beach/NOUN/root/0 ./PUNCT/punct/4",
                "the/det/4 oil/compound/4 soaked/amod/4 beach/root/0",
            ),
            (
                "Peru/PROPN/compound/3 froze/VERB/amod/3 loans/NOUN/root/0",
                "Peru/compound/3 froze/amod/3 loans/root/0",
            ),
        ] {
            assert_eq!(mended(parsed), meant);
        }
    }

    #[test]
    fn the_last_of_a_list_of_nouns_is_no_verb() {
        assert_eq!(
            mended(
                "Peru/PROPN/root/0 and/CCONJ/cc/3 Chile/PROPN/conj/1 cut/VERB/conj/3 ties/NOUN/conj/1 ./PUNCT/punct/1"
            ),
            "Peru/nsubj/4 and/cc/3 Chile/conj/1 cut/root/0 ties/obj/4"
        );
    }

    #[test]
    fn an_adjective_said_of_an_object_is_no_noun() {
        assert_eq!(
            mended(
                "Peru/PROPN/nsubj/2 called/VERB/root/0 the/DET/det/5 vote/NOUN/compound/5 fair/ADJ/xcomp/2 ./PUNCT/punct/2"
            ),
            "Peru/nsubj/2 called/root/0 the/det/4 vote/obj/2 fair/xcomp/2"
        );
    }

    #[test]
    fn the_verb_behind_a_relative_clause_is_the_main_one() {
        assert_eq!(
            mended(
                "Peru/PROPN/root/0 ,/PUNCT/punct/4 which/PRON/nsubj/4 won/VERB/acl:relcl/1 ,/PUNCT/punct/4 \
                 offered/VERB/advcl/4 talks/NOUN/obj/6 ./PUNCT/punct/1"
            ),
            "Peru/nsubj/6 which/nsubj/4 won/acl:relcl/1 offered/root/0 talks/obj/6"
        );
    }
}

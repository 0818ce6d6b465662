//! Active or passive: what a network finds hard in short sentences and grammar says.
//!
//! 'Troops pushed into Syria.' may be a headline's passive to a network. In a sentence that ends with a full stop a
//! passive clause has its auxiliary ('were pushed'), unless it stands inside another ('the troops pushed back …'); so a
//! verb in -ed with a subject and without an auxiliary is a past tense.

use dualtrack_document::{Relation, Upos};

use crate::tagger::Tagged;

/// Turns passives without auxiliary into past tenses, in a sentence that is no headline.
pub(crate) fn mend(forms: &[&str], tagged: &mut [Tagged]) {
    let full = forms.iter().rev().take(2).any(|form| matches!(*form, "." | "?" | "!"));
    if !full || !tagged.iter().any(|word| word.relation == Relation::NsubjPass) {
        return;
    }
    for subject in 0..tagged.len() {
        let Some(verb) = tagged[subject].head.filter(|_| tagged[subject].relation == Relation::NsubjPass)
        else {
            continue;
        };
        let helped = tagged.iter().any(|word| {
            word.head == Some(verb)
                && matches!(word.relation, Relation::AuxPass | Relation::Aux | Relation::Cop)
        });
        let main = matches!(tagged[verb].relation, Relation::Root | Relation::Parataxis | Relation::Ccomp);
        if main && !helped && subject < verb && forms[verb].ends_with("ed") && tagged[verb].upos == Upos::Verb
        {
            tagged[subject].relation = Relation::Nsubj;
            tagged[verb].features = PAST.parse().unwrap_or(tagged[verb].features);
        }
    }
}

/// The features of a past tense.
const PAST: &str = "Mood=Ind|Tense=Past|VerbForm=Fin";

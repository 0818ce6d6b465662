//! Whom a story means where a sentence does not name them, read by the built-in model, codebook and knowledge base.

use dualtrack_actors::Knowledge;
use dualtrack_coder::{Codebook, Context};
use dualtrack_document::{Doc, Mentions, Role};
use dualtrack_syntax::Model;

/// The events of a text, each as `TYPE actors > recipients`.
fn events(text: &str) -> Vec<String> {
    let syntax = Model::built_in().parse(text);
    let doc = Doc::new(text, &syntax);
    let mentions = Knowledge::built_in().resolve(doc, None);
    let coding = Codebook::built_in().code(doc, &mentions, &Context::default());
    let told = coding.events.iter().map(|event| {
        format!("{} {} > {}", event.kind, ids(&mentions, &event.actors), ids(&mentions, &event.recipients))
    });
    told.collect()
}

fn ids(mentions: &Mentions, roles: &[Role]) -> String {
    let mut ids: Vec<&str> = roles.iter().map(|role| mentions.actor(role.actor).id.as_str()).collect();
    ids.sort_unstable();
    if ids.is_empty() { "-".to_owned() } else { ids.join("+") }
}

#[test]
fn a_story_tells_who_is_meant() {
    for (text, expected) in [
        // Both countries are those who did something together, not those named last.
        (
            "Egypt and Israel signed a treaty. Russia criticised Syria. France promised aid to both countries.",
            "AGREE FRA > EGY+ISR",
        ),
        // The country of an act is not the one that acts.
        ("Pakistan tested a nuclear bomb. Japan suspended loans to the country.", "SANCTION JPN > PAK"),
        // Whom the sentence has just named is meant by its next verb too.
        ("Chile recalled its ambassador from Peru and suspended military cooperation.", "SANCTION CHL > PER"),
        ("China accused Vietnam of piracy and threatened to impose sanctions.", "THREATEN CHN > VNM"),
    ] {
        let events = events(text);
        assert!(events.iter().any(|event| event == expected), "{text}\n{events:?}");
    }
}

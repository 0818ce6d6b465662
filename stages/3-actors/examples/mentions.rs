//! Shows whom a text speaks of: `cargo run -p dualtrack-actors --example mentions -- 2017-05-25 < text`.
#![allow(clippy::print_stdout, reason = "an example speaks to its reader")]

use std::io::{Read, stdin};

use dualtrack_actors::Knowledge;
use dualtrack_document::Doc;
use dualtrack_syntax::Model;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let on = std::env::args().nth(1).map(|day| day.parse()).transpose()?;
    let mut text = String::new();
    stdin().read_to_string(&mut text)?;
    let syntax = Model::built_in().parse(&text);
    let doc = Doc::new(&text, &syntax);
    let mentions = Knowledge::built_in().resolve(doc, on);
    for mention in &mentions.mentions {
        let (words, actor) = (mention.span.of(&text).replace('\n', " "), mentions.actor(mention.actor));
        println!("{:3} {:11} {:20} {words}", mention.confidence, mention.via.as_str(), actor.id);
    }
    for actor in &mentions.actors {
        let office = actor.office.as_ref().map(|o| format!("{} of {}", o.title, o.of)).unwrap_or_default();
        println!("{}: {} [{}] {} {office}", actor.id, actor.name, actor.sectors.join(" "), actor.cameo);
    }
    for place in &mentions.places {
        println!("at {} ({})", place.name, place.country.as_deref().unwrap_or("?"));
    }
    Ok(())
}

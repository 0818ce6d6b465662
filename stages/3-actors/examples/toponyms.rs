//! Says of every place name in texts whether it is a place, an actor or both, for `eval/score_places.py`:
//! `cargo run -p dualtrack-actors --example toponyms -- DAY FILE.txt... > toponyms.tsv`.
//! The columns: file, first and last code point, "place", "dateline" or "actor", country, confidence in percent.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "an example reads files and speaks to its reader"
)]

use std::path::Path;

use dualtrack_actors::{Knowledge, is_in_dateline};
use dualtrack_document::{CodePointIndex, Doc, Via};
use dualtrack_record::{ActorKind, MentionKind};
use dualtrack_syntax::Model;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let on = arguments.next().map(|day| day.parse()).transpose()?;
    println!("file\tstart\tend\tuse\tcountry\tconfidence");
    for path in arguments {
        let text = std::fs::read_to_string(&path)?;
        let name = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let syntax = Model::built_in().parse(&text);
        let found = Knowledge::built_in().resolve(Doc::new(&text, &syntax), on);
        let index = CodePointIndex::new(&text);
        let tell = |span: dualtrack_document::Span, used: &str, country: Option<&str>, confidence: u8| {
            let (start, end) = (index.position(span.start), index.position(span.end));
            println!("{name}\t{start}\t{end}\t{used}\t{}\t{confidence}", country.unwrap_or("-"));
        };
        for mention in found.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
            let actor = found.actor(mention.actor);
            if actor.kind != ActorKind::Person && mention.via != Via::Coreference {
                tell(mention.span, "actor", actor.country.as_deref(), mention.confidence);
            }
        }
        for place in &found.places {
            let used = if is_in_dateline(&text, place.span) { "dateline" } else { "place" };
            tell(place.span, used, place.country.as_deref(), 100);
        }
    }
    Ok(())
}

//! Reads files and writes one JSON object per page, `{"article": …}`, as the record begins: for `score_pages.py`.
//! Pages that are not in English are written too, and named.
//!
//! `cargo run -p dualtrack-page --example read_pages -- html|text|body FILE…`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an edge of its own"
)]

use dualtrack_page::{Format, extract, read};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let format = match arguments.next().as_deref() {
        Some("html") => Format::Html,
        Some("text") => Format::Text,
        Some("body") => Format::Body,
        _ => Format::Auto,
    };
    for file in arguments {
        let bytes = match std::fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{file}: {error}");
                continue;
            }
        };
        match extract(&bytes, format, &file) {
            Ok(page) => {
                if let Err(error) = read(&bytes, format, &file) {
                    eprintln!("{file}: {error}");
                }
                page.notes.iter().for_each(|note| eprintln!("{file}: {note}"));
                println!("{}", serde_json::json!({"article": page.article, "body_start": page.body_start}));
            }
            Err(error) => eprintln!("{file}: {error}"),
        }
    }
}

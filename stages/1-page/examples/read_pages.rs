//! Reads files and writes one JSON object per page, `{"article": …}`, as the record begins: for `score_pages.py`.
//!
//! `cargo run -p dualtrack-page --example read_pages -- html|text|body FILE…`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an edge of its own"
)]

use dualtrack_page::{Format, extract};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let format = match arguments.next().as_deref() {
        Some("html") => Format::Html,
        Some("text") => Format::Text,
        Some("body") => Format::Body,
        _ => Format::Auto,
    };
    for file in arguments {
        let page = std::fs::read(&file).map_err(|error| error.to_string());
        match page.and_then(|bytes| extract(&bytes, format, &file).map_err(|error| error.to_string())) {
            Ok(page) => {
                page.notes.iter().for_each(|note| eprintln!("{file}: {note}"));
                println!("{}", serde_json::json!({"article": page.article, "body_start": page.body_start}));
            }
            Err(error) => eprintln!("{file}: {error}"),
        }
    }
}

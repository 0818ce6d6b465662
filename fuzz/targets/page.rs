//! Any bytes are a page or an error, whatever they are read as; the body lies in the text.
#![no_main]

use dualtrack_page::{Format, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for format in [Format::Html, Format::Text, Format::Body, Format::Auto] {
        if let Ok(page) = read(bytes, format, "page") {
            assert!(page.article.text.get(page.body_start..).is_some());
        }
    }
});

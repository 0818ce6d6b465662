//! Any line is a page or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(page) = dualtrack_page::jsonl::read(bytes, "lines") {
        assert!(page.article.text.get(page.body_start..).is_some());
    }
});

//! What a ledger holds after records came, in which order so ever.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests fail loudly and work with files")]
#![allow(
    unreachable_pub,
    clippy::cast_possible_truncation,
    reason = "the generator is shared with the measurements"
)]

mod dump;
mod enter;
mod exports;
mod find;
mod order;
mod relations;
mod scale;
mod synthetic;

use std::fs;
use std::path::{Path, PathBuf};

/// A path for a ledger of one test; none is there.
fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder.join("test.ledger")
}

//! Any model file is a model that parses or an error; so is the built-in one with some of its bytes changed.
#![no_main]

use dualtrack_syntax::Model;
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "Norway and Russia signed the treaty in Murmansk.\n\nIt's said.";

fuzz_target!(|bytes: &[u8]| {
    if let Ok(model) = Model::from_bytes(bytes) {
        model.parse(TEXT);
    }
    // Each eight bytes of the input say what to change: where, and to what.
    let mut changed = Model::built_in_bytes().to_vec();
    for change in bytes.as_chunks::<8>().0 {
        let place = u32::from_le_bytes([change[0], change[1], change[2], change[3]]) as usize % changed.len();
        changed[place..].iter_mut().zip(&change[4..]).for_each(|(byte, new)| *byte = *new);
    }
    if let Ok(model) = Model::from_bytes(&changed) {
        model.parse(TEXT);
    }
});

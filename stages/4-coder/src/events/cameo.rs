//! CAMEO codes.

use dualtrack_record::EventType;

use crate::codebook::{Codebook, What};
use crate::reading::Reading;

/// The code of a reading: its entry's own where no operator changed it, else `cameo.toml`'s for what was asked, agreed or refused, else
/// the mode's, else the type's.
pub(super) fn code(codebook: &Codebook, reading: &Reading<'_>) -> String {
    let own = reading.why.first().map(|&entry| &codebook.entries[entry].what);
    if let (None, Some(What::Act(act))) = (reading.inner, own)
        && act.kind == reading.kind
        && let Some(code) = &act.cameo
    {
        return code.clone();
    }
    if let Some(code) = by_table(codebook, reading) {
        return code.to_owned();
    }
    let info = codebook.types.get(reading.kind);
    let of_mode =
        reading.mode.and_then(|mode| codebook.types.mode(reading.kind, mode)).map(|mode| &mode.cameo);
    of_mode.or(info.map(|info| &info.cameo)).cloned().unwrap_or_default()
}

/// The most precise row: with both modes, then without the inner, the outer, both.
fn by_table<'c>(codebook: &'c Codebook, reading: &Reading<'_>) -> Option<&'c str> {
    let key = |(kind, mode): (EventType, Option<&str>)| (kind, mode.map(str::to_owned));
    let outer = [(reading.kind, reading.mode), (reading.kind, None)];
    let inner = match reading.inner {
        Some((kind, mode)) => vec![Some((kind, mode)), Some((kind, None)), None],
        None => vec![None],
    };
    for inner in inner {
        for outer in outer {
            if let Some(code) = codebook.cameo.get(&(key(outer), inner.map(key))) {
                return Some(code);
            }
        }
    }
    None
}

//! Colours of what people read. They add to the words and marks and never stand for them: without colour nothing is
//! lost, and the two tracks differ for colour-blind readers too.

use anstyle::{AnsiColor, Color, Style};
use dualtrack_record::Track;

pub(crate) const PLAIN: Style = Style::new();
pub(crate) const HEADLINE: Style = Style::new().bold();
pub(crate) const TITLE: Style = Style::new().bold();
pub(crate) const QUIET: Style = Style::new().dimmed();

const COOPERATION: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Cyan)));
const CONFLICT: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Red)));

/// The colour of a track.
pub(crate) const fn of_track(track: Track) -> Style {
    match track {
        Track::Cooperation => COOPERATION,
        Track::Conflict => CONFLICT,
    }
}

/// The mark of a track.
pub(crate) const fn mark(track: Track) -> &'static str {
    match track {
        Track::Cooperation => "+",
        Track::Conflict => "−",
    }
}

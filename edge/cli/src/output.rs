//! Standard output for data, standard error for words.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::time::{Duration, Instant};

/// Columns where no terminal says how many it has.
const DEFAULT_COLUMNS: usize = 100;
/// Nobody reads a table in fewer.
const FEWEST_COLUMNS: usize = 40;

/// Standard output, with a buffer; colours are left out where it takes none.
pub(crate) type StandardOutput = BufWriter<anstream::AutoStream<StdoutLock<'static>>>;

/// See [`StandardOutput`].
pub(crate) fn standard_output() -> StandardOutput {
    BufWriter::new(anstream::AutoStream::auto(io::stdout().lock()))
}

/// The width to fit a table into.
pub(crate) fn columns() -> usize {
    let terminal = if io::stdout().is_terminal() { terminal_size::terminal_size() } else { None };
    terminal.map_or(DEFAULT_COLUMNS, |(width, _)| usize::from(width.0)).max(FEWEST_COLUMNS)
}

/// Says something about the work. Nobody is left to hear of it if standard error fails.
pub(crate) fn say(words: std::fmt::Arguments<'_>) {
    let _ = writeln!(anstream::stderr(), "dualtrack: {words}");
}

/// A line on the terminal that tells how far long work has come. It shows nothing in the first second, where
/// standard error is no terminal, and where the results themselves appear on the terminal.
pub(crate) struct Progress {
    shown: bool,
    next: Option<Instant>,
    begun: Instant,
}

impl Progress {
    const FIRST: Duration = Duration::from_secs(1);
    const STEP: Duration = Duration::from_millis(200);

    /// For work whose results go to standard output.
    pub(crate) fn new() -> Self {
        Self::wanted(io::stderr().is_terminal() && !io::stdout().is_terminal())
    }

    /// For work whose results go elsewhere.
    pub(crate) fn alone() -> Self {
        Self::wanted(io::stderr().is_terminal())
    }

    fn wanted(wanted: bool) -> Self {
        let begun = Instant::now();
        Self { shown: false, next: wanted.then(|| begun + Self::FIRST), begun }
    }

    /// Whether anything will be shown.
    pub(crate) const fn is_wanted(&self) -> bool {
        self.next.is_some()
    }

    /// Shows the state, if it is time to.
    pub(crate) fn show(&mut self, done: u64, failed: u64) {
        self.show_share(done, failed, None);
    }

    /// The same where it is known what share of the work is done.
    pub(crate) fn show_share(&mut self, done: u64, failed: u64, share: Option<f64>) {
        let now = Instant::now();
        if self.next.is_none_or(|next| now < next) {
            return;
        }
        let elapsed = now - self.begun;
        let speed = done as f64 / elapsed.as_secs_f64();
        let failures = if failed == 0 { String::new() } else { format!(", {failed} failed") };
        let left = share.map(|share| format!(", {}", left(elapsed, share))).unwrap_or_default();
        let _ = write!(io::stderr(), "\r\x1b[K{done} read{failures}, {speed:.0} a second{left}");
        self.shown = true;
        self.next = Some(now + Self::STEP);
    }

    /// Clears the line, before words are said and at the end.
    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// The time that the rest of the work takes if it goes on as it went, in words.
fn left(elapsed: Duration, share: f64) -> String {
    let share = share.clamp(0.001, 1.0);
    let seconds = (elapsed.as_secs_f64() * (1.0 - share) / share).round() as u64;
    match seconds {
        0..90 => format!("{seconds} s left"),
        90..5400 => format!("{} min left", (seconds + 30) / 60),
        _ => format!("{} h left", (seconds + 1800) / 3600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_from_the_share_done() {
        let minute = Duration::from_secs(60);
        for (share, wanted) in [
            (0.5, "60 s left"),
            (0.1, "9 min left"),
            (0.001, "17 h left"),
            (1.0, "0 s left"),
            (2.0, "0 s left"),
        ] {
            assert_eq!(left(minute, share), wanted);
        }
    }
}

//! Relations over time: both tracks by day, week or month, when they changed, which weeks were unusual, and how it all
//! looks.
//!
//! A [`Series`] holds the [`Counts`] of every [`Period`] between two days; whoever has the events fills it.
//! [`changes::changes`] and [`anomalies::tested`] read weekly counts and know nothing of where they come from; both
//! state how often they raise a false alarm, and tests on simulated relations hold them to it. [`draw`] makes a plot
//! of a series for a terminal, as SVG or as PNG.
//!
//! Everything is the same on every machine: logarithms come from `libm`, not from the platform.
//!
//! ```
//! use dualtrack_record::{Quad, Track};
//! use dualtrack_series::{Series, Step};
//! use jiff::civil::date;
//!
//! let mut series = Series::new(Step::Week, date(2014, 1, 1), date(2014, 12, 31));
//! if let Some(counts) = series.on(date(2014, 3, 21)) {
//!     counts.count(Quad::MaterialConflict, 1, -6.0);
//! }
//! assert_eq!(series.total().on(Track::Conflict), 1);
//! ```

pub mod anomalies;
pub mod changes;
pub mod dispersion;
pub mod draw;
mod period;
mod smooth;
mod tracks;

#[cfg(test)]
mod chance;

pub use period::{Period, Step};
pub use smooth::smooth;
pub use tracks::{Counts, Series, classes};

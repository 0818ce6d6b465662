//! What can be asked about relations in a ledger, and what can be taken out of it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::OwnKnowledge;

/// A ledger and two parties.
#[derive(Debug, Args)]
pub(crate) struct Between {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// One party: an id (RUS, NATO), a name (Norway, Stoltenberg), the members of an organisation as it had them on each
    /// day (NATO-members), or a list of your own (@FILE)
    #[arg(value_name = "A")]
    pub(crate) a: String,
    /// The other party
    #[arg(value_name = "B")]
    pub(crate) b: String,
    #[command(flatten)]
    pub(crate) days: Days,
    #[command(flatten)]
    pub(crate) knowledge: OwnKnowledge,
}

/// A stretch of days.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Days {
    /// The first day, as 2017-05-25; the first from which the ledger has an article unless given
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<Date>,
    /// The last day; the last from which the ledger has an article unless given
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<Date>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Only what happened or is going on is counted, each event once. Weeks are ISO weeks. What two do with each other (they \
meet, they agree) goes in neither direction and counts as 'together'. A list of your own has an actor a line and, \
behind tabs, its first and last day if it is not always meant.

Examples:
  dualtrack series news.ledger Norway Russia
  dualtrack series news.ledger NATO-members RUS --by month --format csv > nato-russia.csv
  dualtrack series news.ledger USA @axis.tsv --direction a-to-b --from 2002-01-01
  dualtrack series news.ledger Norway Russia --format png > norway-russia.png")]
pub(crate) struct SeriesArguments {
    #[command(flatten)]
    pub(crate) between: Between,
    /// How long a period is
    #[arg(long, value_name = "PERIOD", default_value = "week")]
    pub(crate) by: By,
    /// Which way the events go
    #[arg(long, value_name = "DIRECTION", default_value = "both")]
    pub(crate) direction: Way,
    /// What is counted
    #[arg(long, value_name = "UNIT", default_value = "events")]
    pub(crate) count: Count,
    /// How to write it; a table where standard output is a terminal, JSON Lines otherwise
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<SeriesFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// A day
    Day,
    /// An ISO week, from Monday
    Week,
    /// A calendar month
    Month,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Way {
    /// Everything between the two
    Both,
    /// What A does to B
    AToB,
    /// What B does to A
    BToA,
    /// What they do with each other
    Together,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Count {
    /// Each event once
    Events,
    /// Each story that reports it; reprints are no stories of their own
    Reports,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeriesFormat {
    /// A plot and a table for people
    Table,
    /// Comma-separated rows under a heading, a row for every period
    Csv,
    /// One period a line, as a JSON object
    Jsonl,
    /// The plot as SVG
    Svg,
    /// The plot as PNG
    Png,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dualtrack relation news.ledger Norway Russia
  dualtrack relation news.ledger NATO-members RUS --to 2014-03-31")]
pub(crate) struct RelationArguments {
    #[command(flatten)]
    pub(crate) between: Between,
}

/// Which relations of a ledger are looked at.
#[derive(Debug, Args)]
pub(crate) struct Among {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// Only relations of this actor: an id or a name
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Option<String>,
    /// Between actors of these kinds: state, body, organisation, person, group
    #[arg(long, value_name = "KINDS", value_delimiter = ',', default_value = "state,organisation")]
    pub(crate) kinds: Vec<String>,
    #[command(flatten)]
    pub(crate) days: Days,
    #[command(flatten)]
    pub(crate) knowledge: OwnKnowledge,
}

#[derive(Debug, Args)]
#[command(after_help = "\
A relation's track is cut into stretches of weeks with one level each, by the likelihood of negative binomial counts. \
In a relation in which nothing changes, a change is found on one of its tracks in about one case in a hundred; where \
crises linger for some weeks, in at most one in twenty. Weeks from which the ledger has no article are left out, and \
relations with fewer than ten events are not looked at.

Example:
  dualtrack changes news.ledger --actor Russia")]
pub(crate) struct ChangesArguments {
    #[command(flatten)]
    pub(crate) among: Among,
    /// How to write them; a table where standard output is a terminal, JSON Lines otherwise
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<super::RowFormat>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
A week of a relation is unusual if its events on one track are more than the 52 weeks before let expect. Among all \
weeks that are called unusual, the share of false ones is at most --rate. A week of fewer than three events is never \
unusual, one with fewer than 26 weeks before it has no norm, and weeks from which the ledger has no article are left \
out.

Example:
  dualtrack anomalies news.ledger --from 2014-01-01 --format csv > unusual.csv")]
pub(crate) struct AnomaliesArguments {
    #[command(flatten)]
    pub(crate) among: Among,
    /// The share of false ones among those that are called unusual, above 0 and below 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    pub(crate) rate: f64,
    /// How to write them; a table where standard output is a terminal, JSON Lines otherwise
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<super::RowFormat>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
An edge says what one actor did to another. What two do with each other is an edge each way in GraphML, and one row \
with mutual = 1 in CSV.

Examples:
  dualtrack network news.ledger --format graphml > network.graphml
  dualtrack network news.ledger --actor NATO --from 2014-01-01 --to 2014-12-31 --format csv")]
pub(crate) struct NetworkArguments {
    #[command(flatten)]
    pub(crate) among: Among,
    /// Leave out edges of fewer events
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) least: u64,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "graphml")]
    pub(crate) format: NetworkFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NetworkFormat {
    /// For Gephi, igraph, NetworkX
    Graphml,
    /// Comma-separated edges under a heading
    Csv,
}

#[derive(Debug, Args)]
#[command(after_help = "\
gdelt, icews, polecat and plover hold the events that happened or are going on, each once; csv and parquet hold every \
table of the ledger, one file a table. The same articles give the same bytes, in whatever order they were added. \
docs/ledger.md tells what stands in which column.

Examples:
  dualtrack export news.ledger --as gdelt news.export.CSV
  dualtrack export news.ledger --as plover - | head -1
  dualtrack export news.ledger --as parquet tables/")]
pub(crate) struct ExportArguments {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// As what
    #[arg(long = "as", value_name = "FORMAT")]
    pub(crate) format: ExportFormat,
    /// The file to write, or - for standard output; for csv and parquet a folder, made if there is none
    #[arg(value_name = "OUT")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) knowledge: OwnKnowledge,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// GDELT 2.0 events: 61 columns with tabs, a row for each pair
    Gdelt,
    /// ICEWS coded events: 20 columns with tabs, a row for each pair
    Icews,
    /// POLECAT: 40 columns with tabs
    Polecat,
    /// PLOVER: an event a line, as a JSON object
    Plover,
    /// Every table, comma-separated
    Csv,
    /// Every table as Parquet
    #[cfg(feature = "parquet")]
    Parquet,
}

//! What can be looked for in a ledger.

use std::path::PathBuf;

use clap::Args;
use dualtrack_record::Track;
use jiff::civil::Date;

use super::{Jobs, OwnKnowledge, RowFormat};

/// Which of a list.
#[derive(Debug, Clone, Args)]
pub(crate) struct Which {
    /// Only from this day on, as 2017-05-25
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<Date>,
    /// Only up to this day
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<Date>,
    /// Only from articles that credit this agency or are from this site (TASS, example.org)
    #[arg(long, value_name = "SOURCE")]
    pub(crate) source: Option<String>,
    /// Only on this issue, as the codebook calls it ("energy")
    #[arg(long, value_name = "ISSUE")]
    pub(crate) issue: Option<String>,
    /// Only where all these words stand, in a ledger in whatever form; "a phrase" in quotation marks stands as it is
    #[arg(long, value_name = "WORDS")]
    pub(crate) text: Option<String>,
    /// At most so many; 50 in a table, all otherwise
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Only those that stand in the list behind the one with this id
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct EventsArguments {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// Only what this actor does, by itself or through those who act for it: an id (RUS, NATO) or a name
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Option<String>,
    /// Only what is done to this actor
    #[arg(long, value_name = "ACTOR")]
    pub(crate) recipient: Option<String>,
    /// Only what is between these two, whichever way
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    pub(crate) dyad: Option<Vec<String>>,
    /// Only of these types (CONSULT,AGREE)
    #[arg(long = "type", value_name = "TYPES", value_delimiter = ',')]
    pub(crate) types: Vec<String>,
    /// Only of this mode ("withdraw")
    #[arg(long, value_name = "MODE")]
    pub(crate) mode: Option<String>,
    /// Only on this track: cooperation or conflict
    #[arg(long, value_name = "TRACK")]
    pub(crate) track: Option<Track>,
    /// Only of these statuses: happened, ongoing, planned, desired, hypothetical, denied, historical, or any
    #[arg(long, value_name = "STATUSES", value_delimiter = ',', default_value = "happened,ongoing")]
    pub(crate) status: Vec<String>,
    #[command(flatten)]
    pub(crate) which: Which,
    /// How to write them; a table where standard output is a terminal, JSON Lines otherwise
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<RowFormat>,
    #[command(flatten)]
    pub(crate) knowledge: OwnKnowledge,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dualtrack articles news.ledger --actor NATO --from 2016-01-01
  dualtrack articles news.ledger --text 'fishing quotas' --format csv > fishing.csv")]
pub(crate) struct ArticlesArguments {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// Only articles that mention this actor: an id (RUS, NATO) or a name
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Option<String>,
    #[command(flatten)]
    pub(crate) which: Which,
    /// How to write them; a table where standard output is a terminal, JSON Lines otherwise
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<RowFormat>,
    #[command(flatten)]
    pub(crate) knowledge: OwnKnowledge,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Articles that this version of program, codebook, knowledge and model has read already are left alone. Stopped, the \
same command goes on where it was.

Examples:
  dualtrack recode news.ledger --dry-run         what would change, and nothing else
  dualtrack recode news.ledger")]
pub(crate) struct RecodeArguments {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// Change nothing, only say what would change
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) knowledge: OwnKnowledge,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
}

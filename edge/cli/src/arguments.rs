//! The command line: what can be asked for, with its help.

pub(crate) mod find;
pub(crate) mod relations;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use dualtrack_record::Track;
use jiff::civil::Date;

/// Reads the news and writes the diplomatic record: who did what to whom, who met whom, who said what about whom.
#[derive(Debug, Parser)]
#[command(name = "dualtrack", version, max_term_width = 100)]
#[command(after_help = "\
Data goes to standard output, words about the work to standard error.
Exit status: 0 everything was read, 1 some of it failed, 2 wrong usage.")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read pages and write their records
    Read(ReadArguments),
    /// Read pages into a ledger: each article once, and whatever stops it, the same command goes on where it was
    Add(AddArguments),
    /// List a ledger's events: who did what to whom, each once, the newest first
    #[command(after_help = "\
Examples:
  dualtrack events news.ledger --dyad Norway Russia --track conflict
  dualtrack events news.ledger --actor NATO --type MOBILIZE --status any --from 2016-01-01
  dualtrack events news.ledger --text '\"Minsk agreements\"' --format csv > minsk.csv")]
    Events(find::EventsArguments),
    /// List a ledger's contacts: who met, called or visited whom, each once, the newest first
    #[command(after_help = "\
Example:
  dualtrack contacts news.ledger --dyad Norway Russia --from 2010-01-01 --format csv > contacts.csv")]
    Contacts(find::EventsArguments),
    /// List the quotations of a ledger or of records: who said what about whom
    Quotations(QuotationsArguments),
    /// List a ledger's articles, the newest first
    Articles(find::ArticlesArguments),
    /// Read a ledger's texts again after an upgrade, and show what changed
    Recode(find::RecodeArguments),
    /// Draw and list both tracks of a relation over time: cooperation and conflict by day, week or month
    Series(relations::SeriesArguments),
    /// Tell on one page how two parties stand to each other
    Relation(relations::RelationArguments),
    /// Find the weeks after which relations went on at another level
    Changes(relations::ChangesArguments),
    /// Find the weeks that were unusual in a relation, and the events that made them so
    Anomalies(relations::AnomaliesArguments),
    /// Write who did how much to whom, as a graph
    Network(relations::NetworkArguments),
    /// Write a ledger in the formats of GDELT, ICEWS, POLECAT and PLOVER, or its tables
    Export(relations::ExportArguments),
    /// Write the syntax of a text: sentences, words, tags, trees and names, as CoNLL-U
    Syntax(SyntaxArguments),
    /// Say what relation a sentence states from one party to another
    Relate(RelateArguments),
    /// Show how a text was understood, sentence by sentence
    Explain(ExplainArguments),
    /// Ask the knowledge base about actors
    #[command(subcommand, arg_required_else_help = true)]
    Actors(ActorsCommand),
    /// Look into the codebook: the acts that make events, and their examples
    #[command(subcommand, arg_required_else_help = true)]
    Codebook(CodebookCommand),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dualtrack read examples/                          a table for each page of a folder
  dualtrack read page.html --format jsonl           one record as a line of JSON
  curl -s https://example.org/story | dualtrack read
  dualtrack read --as body speech.txt > record.jsonl
  dualtrack read archive/ --jobs 8 --errors failed.jsonl > records.jsonl")]
pub(crate) struct ReadArguments {
    /// Files, folders (all files in them, in the order of their names) or - for standard input, plain, .gz, .bz2 or .zst;
    /// none means standard input
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// What the inputs are
    #[arg(long = "as", value_name = "KIND", default_value = "auto")]
    pub(crate) kind: Kind,
    /// How to write the records; a table where standard output is a terminal, JSON Lines otherwise
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<OutputFormat>,
    /// Write the inputs that failed to this file, each with its reason, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) knowledge: OwnKnowledge,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
A ledger is one SQLite file; docs/ledger.md describes its tables. What is in it already is not read again, reprints \
are found and each event is counted once, whatever the order. Several programs may add to one ledger at once.

Examples:
  dualtrack add news.ledger archive/
  dualtrack add news.ledger today.jsonl.gz --errors failed.jsonl
  dualtrack read archive/ | ssh analyst dualtrack add news.ledger -      records are taken as they are")]
pub(crate) struct AddArguments {
    /// The ledger; made if there is none
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// Files, folders (all files in them, in the order of their names) or - for standard input, plain, .gz, .bz2 or .zst;
    /// none means standard input
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// What the inputs are
    #[arg(long = "as", value_name = "KIND", default_value = "auto")]
    pub(crate) kind: Kind,
    /// Write the inputs that failed to this file, each with its reason, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) knowledge: OwnKnowledge,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
}

#[derive(Debug, Args)]
pub(crate) struct OwnKnowledge {
    /// A folder with tables of your own: their rows are added to the built-in ones, or replace them
    #[arg(long, value_name = "DIR")]
    knowledge: Option<PathBuf>,
}

impl OwnKnowledge {
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.knowledge.as_deref()
    }
}

#[derive(Debug, Args)]
pub(crate) struct Jobs {
    /// How many threads read; as many as there are processors unless given. The output is the same with any number
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl Jobs {
    pub(crate) fn count(&self) -> NonZeroUsize {
        let processors = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.jobs.unwrap_or_else(processors)
    }
}

/// What inputs are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Look at each input and decide
    Auto,
    /// A web page
    Html,
    /// A text capture of a page: headline, section, date, sub-heading, credits, dateline, paragraphs
    Text,
    /// Body text, kept as it is to the last character
    Body,
    /// One object a line, with "text" or "html" and, if known, "url", "title" and "published"
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// A table of events, contacts and quotations for people
    Table,
    /// One record a line, as docs/record.schema.json describes it
    Jsonl,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Those of a ledger are listed the newest first, each once: reprints are left out.

Examples:
  dualtrack quotations news.ledger --speaker Stoltenberg --about Russia --text dialogue
  dualtrack read archive/ | dualtrack quotations --speaker Stoltenberg
  dualtrack quotations records.jsonl --about RUS --format csv > quotations.csv")]
pub(crate) struct QuotationsArguments {
    /// A ledger, or files of records as `dualtrack read --format jsonl` writes them, or - for standard input, plain,
    /// .gz, .bz2 or .zst; none means standard input
    #[arg(value_name = "LEDGER|RECORDS")]
    pub(crate) inputs: Vec<PathBuf>,
    /// How to write the quotations; a table where standard output is a terminal, JSON Lines otherwise
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<RowFormat>,
    /// Only what is said by this actor: an id (RUS, NATO) or words of a name; in a ledger also what is said for it
    #[arg(long, value_name = "ACTOR")]
    pub(crate) speaker: Option<String>,
    /// Only what is said about this actor: an id or words of a name
    #[arg(long, value_name = "ACTOR")]
    pub(crate) about: Option<String>,
    /// Only on this track: cooperation or conflict
    #[arg(long, value_name = "TRACK")]
    pub(crate) track: Option<Track>,
    #[command(flatten)]
    pub(crate) which: find::Which,
    #[command(flatten)]
    pub(crate) knowledge: OwnKnowledge,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    /// For people, under the headline of each page
    Table,
    /// Comma-separated rows under a heading
    Csv,
    /// One quotation a line, as a JSON object
    Jsonl,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  echo 'Norway and Russia signed a treaty.' | dualtrack syntax
  dualtrack syntax --from conllu gold.conllu > parsed.conllu")]
pub(crate) struct SyntaxArguments {
    /// A file; standard input if none or -
    #[arg(value_name = "INPUT")]
    pub(crate) input: Option<PathBuf>,
    /// What the input is
    #[arg(long, value_name = "KIND", default_value = "text")]
    pub(crate) from: SyntaxSource,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SyntaxSource {
    /// Text; a blank line ends a paragraph
    Text,
    /// CoNLL-U: its sentences and words are kept, lemmas, tags, features, heads and relations replaced
    Conllu,
}

#[derive(Debug, Args)]
#[command(after_help = "\
The input is a table with tabs between the columns and a heading: uid, sentence, source, target and, where the \
parties' places are known, marked_sentence, with <s>…</s> around the source and <t>…</t> around the target. The \
answer has the columns uid, type, mode, score and why.

Types are those of the published sets of relations, which follow an older PLOVER: there a conviction is ACCUSE, imposed \
sanctions are COERCE and a cyber attack is ASSAULT. In events they are SANCTION, SANCTION and COERCE.

Example:
  dualtrack relate pairs.tsv > relations.tsv")]
pub(crate) struct RelateArguments {
    /// A file; standard input if none or -
    #[arg(value_name = "INPUT.tsv")]
    pub(crate) input: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dualtrack explain page.html
  echo 'Norway urged Russia to withdraw its troops.' | dualtrack explain --as body -")]
pub(crate) struct ExplainArguments {
    /// A page; - is standard input
    #[arg(value_name = "INPUT")]
    pub(crate) input: PathBuf,
    /// What the input is
    #[arg(long = "as", value_name = "KIND", default_value = "auto")]
    pub(crate) kind: Kind,
    #[command(flatten)]
    pub(crate) knowledge: OwnKnowledge,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ActorsCommand {
    /// Say whom a name means, on a day if one is given
    #[command(after_help = "\
Examples:
  dualtrack actors find Stoltenberg --on 2017-05-25
  dualtrack actors find 'foreign minister of Norway' --on 2012-01-01
  dualtrack actors find Kremlin")]
    Find {
        /// The name, as a page would write it
        name: String,
        /// The day, as 2017-05-25; without it, everything that the knowledge base holds under the name
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
        #[command(flatten)]
        knowledge: OwnKnowledge,
    },
    /// Check tables of your own: every mistake with its file, line and column
    #[command(after_help = "\
The tables are named and built as those in the knowledge folder of the source, which its README describes. Give the \
same folder to read, explain and find with --knowledge.

Example:
  dualtrack actors check my-knowledge/")]
    Check {
        /// The folder with the tables
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Make tables of your own from a large collection of facts
    #[command(subcommand, arg_required_else_help = true)]
    Import(ImportCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// From Wikidata: who held which office when, members of organisations, names of states
    #[command(after_help = "\
The dump is the one with an entity a line (latest-all.json.bz2 or .gz); it is read once, in bounded memory. Instead of \
a dump, the answer to a query in CSV will do: docs/import.md has the query. What ours says already is not said again. \
Look at left-out.txt, check the tables, and give the folder to --knowledge.

Examples:
  dualtrack actors import wikidata latest-all.json.gz my-knowledge/
  dualtrack actors import wikidata query.csv my-knowledge/
  dualtrack actors check my-knowledge/")]
    Wikidata {
        /// A dump in JSON or a query's answer in CSV, plain, .gz, .bz2 or .zst, or - for standard input
        #[arg(value_name = "INPUT")]
        input: PathBuf,
        /// The folder to write the tables to; none that it holds is overwritten
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// From GeoNames: cities and where they lie
    #[command(after_help = "\
Example:
  dualtrack actors import geonames cities15000.txt my-knowledge/")]
    Geonames {
        /// A table as cities15000.txt, plain, .gz, .bz2 or .zst, or - for standard input
        #[arg(value_name = "INPUT")]
        input: PathBuf,
        /// The folder to write the table to; none that it holds is overwritten
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CodebookCommand {
    /// List the types and the acts that make them
    List,
    /// Show one act: its patterns, its reading and its examples
    Show {
        /// The act, as in an event's "why": acts/consult.toml#meet, or just meet
        act: String,
    },
    /// Run every example of the codebook and report those that read otherwise than they should
    Check {
        /// A folder with a codebook of your own; the built-in one if none
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}

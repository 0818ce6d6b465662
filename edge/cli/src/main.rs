//! `dualtrack`: the command line. It owns files, standard streams, threads and exit statuses, and nothing of the
//! reading itself.

#![allow(clippy::disallowed_methods, reason = "files are the edge's")]

mod arguments;
mod document;
mod failure;
mod import;
mod input;
mod knowledge;
mod layout;
mod output;
mod style;
mod table;
mod work;

mod actors;
mod codebook;
mod explain;
mod ledger;
mod quotations;
mod read;
mod relate;
mod syntax;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::failure::Stop;

/// How a command ended that ran to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Everything was read.
    Complete,
    /// Something failed, and was named.
    Incomplete,
}

fn main() -> ExitCode {
    document::quiet_panics();
    match run(Arguments::parse().command) {
        Ok(Outcome::Complete) | Err(Stop::Closed) => ExitCode::SUCCESS,
        Ok(Outcome::Incomplete) => ExitCode::FAILURE,
        Err(Stop::Output(error)) => fail(1, format_args!("standard output: {error}")),
        Err(Stop::Failed(failure)) => fail(1, format_args!("{failure}")),
        Err(Stop::Usage(words)) => fail(2, format_args!("{words}")),
    }
}

fn run(command: Command) -> Result<Outcome, Stop> {
    match command {
        Command::Read(arguments) => read::run(arguments),
        Command::Add(arguments) => ledger::add::run(arguments),
        Command::Events(arguments) => ledger::find::run_events(&arguments),
        Command::Contacts(arguments) => ledger::find::run_contacts(&arguments),
        Command::Quotations(arguments) => quotations::run(arguments),
        Command::Articles(arguments) => ledger::find::run_articles(&arguments),
        Command::Recode(arguments) => ledger::recode::run(&arguments),
        Command::Series(arguments) => ledger::series::run(&arguments),
        Command::Relation(arguments) => ledger::relation::run(&arguments),
        Command::Changes(arguments) => ledger::changes::run_changes(&arguments),
        Command::Anomalies(arguments) => ledger::changes::run_anomalies(&arguments),
        Command::Network(arguments) => ledger::network::run(&arguments),
        Command::Export(arguments) => ledger::export::run(&arguments),
        Command::Syntax(arguments) => syntax::run(&arguments),
        Command::Relate(arguments) => relate::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Actors(command) => actors::run(&command),
        Command::Codebook(command) => codebook::run(&command),
    }
}

fn fail(status: u8, words: std::fmt::Arguments<'_>) -> ExitCode {
    output::say(words);
    ExitCode::from(status)
}

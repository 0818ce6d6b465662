//! Drives the real program: every command, its output and its exit status.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests fail loudly and work with files")]

mod actors;
mod add;
mod codebook;
#[path = "../../../../ledger/tests/ledger/dump.rs"]
mod dump;
mod explain;
mod find;
mod harness;
mod help;
mod import;
mod quotations;
mod read;
mod readme;
mod relate;
mod relations;
mod stories;
mod syntax;

//! The commands on ledgers.

pub(crate) mod add;
pub(crate) mod changes;
pub(crate) mod export;
pub(crate) mod find;
mod levels;
pub(crate) mod network;
pub(crate) mod parties;
pub(crate) mod recode;
pub(crate) mod relation;
pub(crate) mod series;

//! The commands on ledgers.

pub(crate) mod add;
pub(crate) mod changes;
pub(crate) mod export;
mod levels;
pub(crate) mod network;
mod parties;
pub(crate) mod relation;
pub(crate) mod series;

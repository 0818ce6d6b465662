//! The commands on ledgers.

pub(crate) mod add;

//! 記録: what all ledgers share. A record is created, corrected with a reason, voided with a reason, and
//! never deleted; it is listed, searched and opened. What a record holds is declared in each ledger's
//! `fields.rs`; what may happen to it beyond this stands in each ledger's `actions.rs`.

pub mod view;

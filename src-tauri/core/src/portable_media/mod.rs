//! 可搬型記録媒体: USB memories, discs and cards, and where each of them is (A 4.2.5(3)).
//!
//! This folder says what the ledger holds and what must agree inside one record. It touches no file and
//! no clock. [`fields`] is the declaration everything else reads.

pub mod fields;

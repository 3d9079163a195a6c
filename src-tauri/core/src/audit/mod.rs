//! 操作履歴: an append-only log whose entries are chained, so that nobody can alter the past unseen.
//!
//! [`Event`] is what an action leaves. [`chain`] seals entries and is pure; [`store`] keeps and reads
//! them; [`verify`] compares chain, records and a head printed on paper. There is no way to change or
//! remove an entry, here or in the file.

pub mod chain;
pub mod event;
pub mod export;
pub mod log;
pub mod store;
pub mod verify;

pub use chain::Head;
pub use event::{Action, Event};

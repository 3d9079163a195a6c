//! 台帳ファイル: one encrypted SQLite file, its lock and its place on the disk.
//!
//! [`place`] judges where a ledger may lie, [`file`] opens it with its key, [`migrations`] brings it
//! to today's shape, [`tx`] is the type without which nothing is written, [`files`] writes other files.

pub mod file;
pub mod files;
pub mod migrations;
pub mod place;
pub mod tx;

pub use file::LedgerFile;
pub use tx::{Touched, WriteTx};

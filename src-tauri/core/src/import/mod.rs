//! 取込み: old ledgers in Excel and CSV come in without a lost or silently changed cell.
//!
//! In the order things happen: [`worker`] reads the file in a child process ([`sniff`], [`workbook`],
//! [`xlsx_extra`], [`csv_text`]) into neutral [`cells`]. Nothing in this folder writes anything anywhere.

pub mod cells;
pub mod csv_text;
pub mod error;
mod ole;
pub mod sniff;
mod stream;
mod workbook;
pub mod worker;
mod xlsx_extra;

pub use error::{ImportError, ReadFailure};
pub use worker::{Cancel, ReaderProcess, WORKER_FLAG, worker_main};

//! 取込み: old ledgers in Excel and CSV come in without a lost or silently changed cell.
//!
//! In the order things happen: [`file`] takes the bytes and their hash; [`worker`] reads them in a child
//! process ([`sniff`], [`workbook`], [`xlsx_extra`], [`xlsx_sheet`], [`csv_text`]) into neutral [`cells`]; [`tables`]
//! finds tables and headings ([`inventory`] counts the rest); [`mapping`] gives columns their fields with a reason; [`rows`] tells data
//! from totals and notes; [`normalise`] and [`cell_rules`] make texts of cells and say what they assumed ([`problem`]);
//! [`chosen`] and [`memory`] are what the user said that words mean, now and last time; [`make`] and [`mod@preview`] show it all, [`repeats`] asks about numbers that come twice; [`diff`] says how each row stands to the ledger; [`commit`] takes it into the ledger with its [`evidence`], in one transaction,
//! and [`batches`] takes it back; [`report`] proves on paper that nothing was lost. [`desk`] is what the window has open meanwhile. Until the commit nothing is written anywhere.

mod ahead;
pub mod batches;
mod biff;
mod cell_rules;
pub mod cells;
mod chosen;
pub mod commit;
mod commit_diff;
mod context;
mod csv_text;
mod decisions;
pub mod desk;
pub mod diff;
pub mod error;
mod evidence;
pub mod file;
#[cfg(fuzzing)]
pub mod fuzz;
pub mod groups;
mod headings;
mod html_table;
mod inventory;
mod layouts;
mod make;
mod mapping;
pub mod marks;
pub mod memory;
mod my_number;
pub mod names;
mod normalise;
mod notes;
mod number_format;
mod ole;
pub mod options;
pub mod preview;
pub mod problem;
mod repeats;
pub mod report;
pub mod row_marks;
mod rows;
mod sniff;
mod stream;
mod tables;
mod unlock;
mod workbook;
pub mod worker;
mod xlsx_extra;
mod xlsx_sheet;
mod xml2003;

pub(crate) use csv_text::GUARDED;
pub use desk::{Desk, ImportPreview};
pub use error::{ImportError, ReadFailure};
pub use file::ReadFile;
pub use make::{Judged, preview};
pub use options::{ReadOptions, ReadProgress, Secret, TextEncoding};
pub use preview::{Decisions, Draft, FilePreview, Preview, TableDecisions, TablePreview};
pub use problem::{Finding, Issue, Severity, Verdict};
pub use rows::RowClass;
pub use worker::{Cancel, ReaderProcess, WORKER_FLAG, worker_main};

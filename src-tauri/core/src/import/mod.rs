//! 取込み: old ledgers in Excel and CSV come in without a lost or silently changed cell.
//!
//! In the order things happen:
//!
//! 1. [`file`] takes the bytes and their hash, with what the user says of them ([`options`]).
//! 2. [`worker`] has them read in a child process into neutral [`cells`]: [`sniff`] and [`ole`] tell what they
//!    are, [`unlock`] takes a password off, [`workbook`] goes to the reader of each format ([`xlsx_extra`],
//!    [`xlsx_sheet`], [`biff`], [`xml2003`], [`html_table`], [`csv_text`]), and [`stream`] hands the cells over.
//! 3. [`tables`] finds tables and headings, [`layouts`] those that are no lists ([`inventory`] counts the rest), [`attended`] parts lists of who attended what;
//!    [`mapping`] gives columns their fields with a reason, and [`questions`] asks where two would do; [`rows`] tells
//!    data from totals and notes by its [`row_words`], and [`doubts`] asks where that is not clear.
//! 4. [`normalise`], [`cell_rules`] and [`number_format`] make [texts](`field_texts`) of cells and say what they assumed
//!    ([`problem`]); [`notes`] is said once for a table, [`marks`] counts colours and lines.
//! 5. [`decisions`] is what the user decided, [`groups`] what is still to be decided; [`row_marks`] gives lines and
//!    colours their meaning, [`comments`] go with their cells, [`names`] asks who is meant, [`my_number`] hides what
//!    must not be kept, [`went_out`] knows again what our own export wrote. [`chosen`] and
//!    [`memory`] are what the user said that words mean, now and last time; [`make`] and [`mod@preview`] show it
//!    all, [`repeats`] asks about numbers that come twice, [`note_states`] about states that stand under 備考,
//!    [`in_words`] says decisions in words, [`answering`] by which key each question is answered without the window;
//!    [`diff`] says how each row stands to the ledger.
//!    [`judged`] is all of that together, [`left`] says which files bring nothing in, [`refused`] why one could not
//!    be read; [`lists`] are the preview's tables as files.
//! 6. [`commit`] (with [`commit_diff`] for what is there already) takes it into the ledger with its [`evidence`],
//!    in one transaction ([`kept_rows`] as they stood), and [`batches`] takes it back; [`report`] proves on paper that
//!    nothing was lost.
//!
//! [`desk`] is what the window has open meanwhile. Until the commit nothing is written anywhere.

mod ahead;
pub mod answering;
mod attended;
pub mod batches;
mod below_card;
mod biff;
mod cell_rules;
pub mod cells;
mod chosen;
mod comments;
pub mod commit;
mod commit_diff;
mod context;
mod csv_text;
mod decisions;
pub mod desk;
pub mod diff;
mod doubts;
pub mod error;
mod evidence;
mod field_texts;
pub mod file;
#[cfg(fuzzing)]
pub mod fuzz;
pub mod groups;
mod halves;
mod hand_over;
mod headings;
mod html_table;
mod in_words;
mod inventory;
mod judged;
pub(crate) mod kept_rows;
mod layouts;
pub mod left;
pub mod lists;
mod make;
mod mapping;
pub mod marks;
pub mod memory;
mod my_number;
pub mod names;
mod normalise;
mod note_states;
mod notes;
mod number_format;
mod ods_marks;
mod ole;
pub mod options;
pub mod preview;
pub mod problem;
mod questions;
pub mod refused;
mod repeats;
pub mod report;
pub mod row_marks;
mod row_words;
mod rows;
mod sniff;
mod stream;
mod tables;
mod tapes;
mod unlock;
pub(crate) mod went_out;
mod workbook;
pub mod worker;
mod xlsb_marks;
mod xlsx_extra;
mod xlsx_sheet;
mod xml2003;

pub(crate) use csv_text::GUARDED;
pub use csv_text::decode as decode_text;
pub use desk::{Desk, ImportPreview};
pub use error::{ImportError, ReadFailure};
pub use file::ReadFile;
pub use judged::Judged;
pub use make::preview;
pub use options::{ReadOptions, ReadProgress, Secret, TextEncoding};
pub use preview::{Decisions, Draft, FilePreview, Preview, TableDecisions, TablePreview};
pub use problem::{Finding, Issue, Severity, Verdict};
pub use rows::RowClass;
pub(crate) use stream::Failure;
pub use worker::{Cancel, ReaderProcess, WORKER_FLAG, worker_main};

//! まもり台帳 (mamori-core): rules, storage, import, forms and the log, without any window.
//!
//! Read in this order: [`vocab`] (the words every ledger uses), [`registers`] (the ledgers and what
//! they hold), [`records`] (what all ledgers share), [`ledgers`] (the only doors to the data), [`audit`]
//! (the log and its chain), then the ledgers themselves, one folder each. [`profile`] is the office's
//! regulation as data, [`users`] who may do what. [`import`] takes in old workbooks, [`print`] draws forms,
//! [`export`] lets ledgers out again.

mod allocator;
#[cfg(test)]
mod api_types;
pub mod attachments;
pub mod audit;
pub mod backup_media;
pub mod carry_outs;
pub mod db;
pub mod devices;
pub mod disposals;
pub mod error;
pub mod export;
pub mod forms;
pub mod import;
pub mod ledgers;
pub mod people;
pub mod portable_media;
pub mod print;
pub mod profile;
pub mod records;
pub mod registers;
pub mod training;
pub mod users;
pub mod vocab;
pub mod watch;

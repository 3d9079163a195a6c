//! What the page may ask for: one file per folder of the core, one action per command, and no rule.

pub mod attachments;
pub mod audit;
pub mod devices;
pub mod disposals;
pub mod export;
pub mod forms;
pub mod import;
pub mod people;
pub mod records;
pub mod start;
pub mod training;
pub mod users;

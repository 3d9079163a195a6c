//! Stories through the core's public API, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods
)]

mod cli;
mod devices;
mod disposal_cases;
mod export;
mod export_edges;
mod forms;
mod imports;
mod lists;
mod migrations;
mod people;
mod reimport;
mod road;
mod rules;
mod scans;
mod spine;
mod stopped;
mod support;
mod tidy;
mod training;

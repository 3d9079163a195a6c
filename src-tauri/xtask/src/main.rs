//! `cargo xtask run|test|bench|bundle`: everything around the program that is not the program.
//!
//! [`setup`] installs what is missing and says so first; [`step`] runs a named step and stops at the first
//! that fails; each other module is one command.

#![allow(clippy::print_stdout, reason = "its whole purpose is to talk to the terminal")]

mod bench;
mod bundle;
mod demo;
mod run;
mod setup;
mod step;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask run [--demo]   open the program; --demo on a throwaway ledger filled from the samples.
                           Without a display: walk through the program by itself, leaving pictures
                           and PDFs under target/demo/
cargo xtask test           every check: format, lints, types, core, page and window tests
cargo xtask bench          the speeds design.md asks for, as ratios measured in one run
cargo xtask bundle         installers for this system, under target/release/bundle/

What is missing (system packages, npm packages, tauri-driver) is named, then installed.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["run"] => run::run(),
        ["run", "--demo"] => demo::demo(),
        ["test"] => test::test(),
        ["bench"] => bench::bench(),
        ["bundle"] => bundle::bundle(),
        _ => {
            println!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\n{message}");
            ExitCode::FAILURE
        }
    }
}

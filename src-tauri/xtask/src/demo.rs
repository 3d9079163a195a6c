//! `cargo xtask run --demo`: a throwaway ledger filled from the samples; without a display, the road
//! through the program walked by itself.

use std::fs;
use std::path::Path;

use crate::run::has_display;
use crate::setup;
use crate::step::{self, Result, cargo};
use crate::test::PROGRAM;

pub fn demo() -> Result<()> {
    if !has_display() {
        println!("There is no display here (DISPLAY is not set): a virtual one is used.");
        return walk();
    }
    setup::to_build()?;
    setup::page()?;
    crate::run::build()
}

/// Drives the real window from the first start to the printed forms.
pub fn walk() -> Result<()> {
    let out = step::root().join("target/demo");
    println!("The program will be walked through by itself; pictures and PDFs go to {}", out.display());
    setup::to_test()?;
    setup::page()?;
    step::run("build the window", &mut cargo([&["build"], PROGRAM].concat()))?;
    empty(&out)?;
    let mut walk = cargo(["run", "-q", "-p", "mamori-e2e", "--bin", "walk", "--"]);
    step::run("walk", walk.arg(&out))?;
    name_files(&out)
}

fn empty(folder: &Path) -> Result<()> {
    let failed = |error| format!("{}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed)?;
    }
    fs::create_dir_all(folder).map_err(failed)
}

fn name_files(folder: &Path) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    println!("\nLeft to look at:");
    files.iter().for_each(|file| println!("  {}", file.display()));
    Ok(())
}

//! `cargo xtask run --demo`: a throwaway ledger filled from the samples; without a display, the road
//! through the program walked by itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::has_display;
use crate::setup;
use crate::step::{self, Result, cargo};
use crate::test::PROGRAM;

/// Made up, and said on the terminal: nothing in a throwaway ledger needs keeping from anybody.
const USER: &str = "renshu";
const PASSWORD: &str = "renshu-2026!";

pub fn demo() -> Result<()> {
    if !has_display() {
        println!("There is no display here (DISPLAY is not set): a virtual one is used.");
        return walk();
    }
    setup::to_build()?;
    setup::page()?;
    crate::run::build()?;
    let ledger = step::root().join("target/practice-ledger");
    empty(&ledger)?;
    fill(&ledger)?;
    println!("\nA throwaway ledger, marked 練習用. Sign in as {USER} with the password {PASSWORD}");
    let mut window = Command::new(step::built("mamori"));
    step::run("まもり台帳（練習用）", window.arg("--practice").arg("--ledger").arg(&ledger))
}

/// Sets the ledger up and takes the sample workbooks in, all proposals accepted.
fn fill(ledger: &Path) -> Result<()> {
    let mamorictl = || {
        let mut command = Command::new(step::built("mamorictl"));
        command.arg("--ledger").arg(ledger).args(["--user", USER, "--password-stdin"]);
        command
    };
    let office =
        ["init", "--organisation", "練習用国民健康保険組合", "--profile", "a", "--name", "練習 太郎"];
    step::run_with_input("set up the practice ledger", mamorictl().args(office), PASSWORD)?;
    let samples = files_in(&step::root().join("tests/fixtures/samples"))?;
    let workbooks = samples.iter().filter(|path| path.extension().is_some_and(|end| end != "json"));
    let mut import = mamorictl();
    import.args(["import", "--accept-proposals"]).args(workbooks);
    step::run_with_input("take the samples in", &mut import, PASSWORD)
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
    println!("\nLeft to look at:");
    files_in(folder)?.iter().for_each(|file| println!("  {}", file.display()));
    Ok(())
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    Ok(files)
}

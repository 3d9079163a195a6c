//! Every check, cheapest first; the first that fails ends the run with its name.

use std::time::Instant;

use crate::setup;
use crate::step::{self, Result, cargo, npm};

/// The shell and the core are always built together: alone, each would ask its shared crates for other
/// features, and those would be compiled twice.
pub const PROGRAM: &[&str] = &["-p", "mamori", "-p", "mamori-core", "--features", "custom-protocol,e2e"];
const AROUND: &[&str] = &["-p", "mamori-e2e", "-p", "xtask"];
const DENY: &[&str] = &["--all-targets", "--", "-D", "warnings"];

pub fn test() -> Result<()> {
    let start = Instant::now();
    step::run("format", &mut cargo(["fmt", "--all", "--check"]))?;
    setup::to_test()?;
    page()?;
    step::run("clippy: tools", &mut cargo([&["clippy"], AROUND, DENY].concat()))?;
    step::run("clippy: program", &mut cargo([&["clippy"], PROGRAM, DENY].concat()))?;
    step::run("tests: core", &mut cargo([&["test"], PROGRAM].concat()))?;
    window()?;
    println!("\nAll checks passed in {:.0} s.", start.elapsed().as_secs_f32());
    Ok(())
}

fn page() -> Result<()> {
    step::run("ESLint", &mut npm(["run", "lint"]))?;
    step::run("svelte-check", &mut npm(["run", "check"]))?;
    step::run("tests: page", &mut npm(["test"]))?;
    setup::page()
}

fn window() -> Result<()> {
    if cfg!(target_os = "macos") {
        println!("\nWindow tests are left out: macOS has no WebDriver for windows of this kind.");
        return Ok(());
    }
    step::run("build the window", &mut cargo([&["build"], PROGRAM].concat()))?;
    // One at a time: a debug build drawing without a graphics card keeps the machine busy.
    step::run("tests: window", &mut cargo(["test", "-p", "mamori-e2e", "--", "--test-threads=1"]))
}

//! `cargo xtask run`: the program as an office would have it, compiled quickly instead of well.

use std::env;
use std::process::Command;

use crate::setup;
use crate::step::{self, Result};

pub fn run() -> Result<()> {
    if !has_display() {
        println!("There is no display here (DISPLAY is not set), so nobody would see the window.");
        return crate::demo::walk();
    }
    setup::to_build()?;
    setup::page()?;
    build()?;
    step::run("まもり台帳", &mut Command::new(step::built("mamori")))
}

pub fn build() -> Result<()> {
    let program = ["build", "-p", "mamori", "-p", "mamori-core", "--features", "custom-protocol"];
    step::run("build the program", &mut step::cargo(program))
}

pub fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

//! `cargo xtask bundle`: installers for the system it runs on.

use std::process::Command;

use crate::setup;
use crate::step::{self, Result};

pub fn bundle() -> Result<()> {
    setup::to_build()?;
    let cli = step::root().join("ui/node_modules/.bin/tauri").with_extension(if cfg!(windows) {
        "cmd"
    } else {
        ""
    });
    step::run("bundle", Command::new(cli).arg("build").current_dir(step::root()))
}

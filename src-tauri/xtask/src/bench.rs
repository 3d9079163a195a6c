//! `cargo xtask bench`: the core's benches, optimised as for release.

use crate::step::{self, Result, cargo};

pub fn bench() -> Result<()> {
    step::run("bench", &mut cargo(["bench", "-p", "mamori-core"]))
}

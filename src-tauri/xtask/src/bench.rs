//! `cargo xtask bench`: the core's benches, optimised as for release.

use crate::step::{self, Result, cargo};

/// Named one by one: without names cargo would build the unit tests as well, to measure nothing.
const BENCHES: &[&str] = &["--bench", "import", "--bench", "list", "--bench", "training", "--bench", "print"];

pub fn bench() -> Result<()> {
    step::run("bench", &mut cargo([&["bench", "-p", "mamori-core"], BENCHES].concat()))
}

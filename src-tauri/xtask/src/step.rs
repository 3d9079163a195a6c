//! One named step: a command line, said before it is run, timed, and named again if it fails.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

pub type Result<T> = std::result::Result<T, String>;

pub fn run(name: &str, command: &mut Command) -> Result<()> {
    announce(name, command);
    let start = Instant::now();
    let status = command.status().map_err(|error| format!("{name}: {} ({error})", line(command)))?;
    ended(name, command, status, start)
}

/// The same, with a line typed into it.
pub fn run_with_input(name: &str, command: &mut Command, input: &str) -> Result<()> {
    announce(name, command);
    let start = Instant::now();
    let failed = |error| format!("{name}: {error}");
    let mut child = command.stdin(Stdio::piped()).spawn().map_err(failed)?;
    if let Some(mut stdin) = child.stdin.take() {
        writeln!(stdin, "{input}").map_err(failed)?;
    }
    let status = child.wait().map_err(failed)?;
    ended(name, command, status, start)
}

fn announce(name: &str, command: &Command) {
    println!("\n== {name}\n   {}", line(command));
}

fn ended(name: &str, command: &Command, status: ExitStatus, start: Instant) -> Result<()> {
    if !status.success() {
        return Err(format!("FAILED: {name} ({status})\n   {}", line(command)));
    }
    println!("   {name}: {:.1} s", start.elapsed().as_secs_f32());
    Ok(())
}

/// The repository's root, whatever folder cargo was called in.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own).to_owned()
}

/// Where cargo builds into.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

pub fn cargo<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root());
    command
}

/// npm, in the page's folder.
pub fn npm<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(args).current_dir(root().join("ui"));
    command
}

/// A program cargo has built without optimising.
pub fn built(name: &str) -> PathBuf {
    target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

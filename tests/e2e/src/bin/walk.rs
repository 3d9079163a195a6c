//! Walks the whole road and leaves its pictures and PDFs in the folder it is given.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use mamori_e2e::{Result, Window, road};

fn main() -> ExitCode {
    let Some(out) = env::args_os().nth(1).map(PathBuf::from) else { return ExitCode::from(2) };
    match walk(&out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn walk(out: &std::path::Path) -> Result<()> {
    let window = Window::open(out, &["--practice"])?;
    road::walk(&window).map_err(|error| window.explain(error))
}

//! The real window, driven as a user drives it: a test finds things by their `data-testid`, clicks, types
//! and reads. [`window`] is what a test calls, [`hand`] what most tests do with it, [`desk`] an office to
//! begin with; [`driver`] starts the
//! processes behind it and ends them; [`shot`] looks whether a screenshot shows anything. [`road`] is the way
//! through the whole program, walked by a test and by `cargo xtask run --demo`.

pub mod axe;
pub mod desk;
mod driver;
pub mod hand;
pub mod importing;
pub mod road;
mod shot;
mod window;

use std::path::{Path, PathBuf};

pub use window::Window;

pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub type Result<T> = std::result::Result<T, Error>;

/// Opens the window, tries it, and on failure tells with a picture and the program's log what was seen.
#[allow(clippy::panic, reason = "it is how a test fails, outside of a test function")]
pub fn in_window(name: &str, tried: impl FnOnce(&Window) -> Result<()>) {
    let shots = build_folder().join("e2e").join(name);
    let window = Window::open(&shots, &[]).unwrap_or_else(|error| panic!("{error}"));
    tried(&window).unwrap_or_else(|error| panic!("{}", window.explain(error)));
}

/// The build folder this very binary lies in.
fn build_folder() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    own.ancestors().nth(3).map(Path::to_path_buf).unwrap_or_default()
}

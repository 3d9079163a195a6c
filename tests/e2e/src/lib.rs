//! The real window, driven as a user drives it: a test finds things by their `data-testid`, clicks, types
//! and reads. [`window`] is what a test calls; [`driver`] starts the processes behind it and ends them;
//! [`shot`] looks whether a screenshot shows anything. [`road`] is the way through the
//! whole program, walked by a test and by `cargo xtask run --demo`.

mod driver;
pub mod road;
mod shot;
mod window;

pub use window::Window;

pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub type Result<T> = std::result::Result<T, Error>;

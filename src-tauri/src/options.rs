//! What the program was started with: `mamori [--ledger FOLDER] [--practice]`.

use std::ffi::OsString;
use std::path::PathBuf;

#[derive(Debug, Default, Clone)]
pub struct Options {
    /// The ledger to open, instead of the one opened last.
    pub ledger: Option<PathBuf>,
    /// 練習用: said in the title, so that nobody takes a throwaway ledger for the real one.
    pub practice: bool,
}

impl Options {
    /// Unknown arguments are left alone: desktops add their own.
    pub fn from_args(args: impl Iterator<Item = OsString>) -> Self {
        let mut options = Self::default();
        let mut args = args;
        while let Some(arg) = args.next() {
            match arg.to_str() {
                Some("--practice") => options.practice = true,
                Some("--ledger") => options.ledger = args.next().map(PathBuf::from),
                _ => {}
            }
        }
        options
    }
}

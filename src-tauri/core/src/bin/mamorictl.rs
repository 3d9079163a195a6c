//! mamorictl: the ledger without a window, for administrators, benches and tests.

use std::process::ExitCode;

use mamori_core::import::{WORKER_FLAG, worker_main};

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    if args.next().is_some_and(|first| first == WORKER_FLAG) {
        return worker_main(args);
    }
    ExitCode::from(2)
}

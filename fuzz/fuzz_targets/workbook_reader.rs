//! Any file through the reader process: whatever happens to the child, the parent answers.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use mamori_core::import::{Cancel, ReadFailure, ReadOptions, ReaderProcess};

fn reader() -> &'static ReaderProcess {
    static READER: OnceLock<ReaderProcess> = OnceLock::new();
    READER.get_or_init(|| {
        let exe = std::env::var_os("MAMORI_READER").expect("MAMORI_READER names mamorictl");
        ReaderProcess::at(exe)
    })
}

fuzz_target!(|bytes: &[u8]| {
    let read = reader().read(bytes, "fuzz", &ReadOptions::default(), &Cancel::default(), &mut |_| {});
    if let Err(refused) = read {
        assert_ne!(refused.failure, ReadFailure::NoReader, "{}", refused.detail);
        assert!(refused.message_ja().contains("fuzz"));
    }
});

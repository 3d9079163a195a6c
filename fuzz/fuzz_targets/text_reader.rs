//! CSV, HTML and XML 2003: read and judged without a process between.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mamori_core::import::fuzz;

fuzz_target!(|bytes: &[u8]| fuzz::text(bytes));

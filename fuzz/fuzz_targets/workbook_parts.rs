//! The program's own passes over the parts of a workbook.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mamori_core::import::fuzz;

fuzz_target!(|bytes: &[u8]| fuzz::parts(bytes));

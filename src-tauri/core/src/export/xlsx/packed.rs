//! まとめ: a workbook's bytes, which the library packs in one go.

use std::io::{self, Write};

use rust_xlsxwriter::Workbook;

use crate::error::Result;
use crate::export::failed;
use crate::import::Cancel;
use crate::watch::Watch;

/// The workbook's bytes. It is what they are written to that stops the library.
pub fn put_together(mut book: Workbook, watch: &Watch<'_>) -> Result<Vec<u8>> {
    watch.look()?;
    let mut packed = Packed { bytes: Vec::new(), cancel: watch.cancel() };
    let saved = book.save_to_writer(&mut packed);
    watch.look()?;
    saved.map_err(failed)?;
    Ok(packed.bytes)
}

struct Packed<'a> {
    bytes: Vec<u8>,
    cancel: Option<&'a Cancel>,
}

impl Write for Packed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.cancel.is_some_and(Cancel::is_cancelled) {
            return Err(io::Error::other("cancelled"));
        }
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

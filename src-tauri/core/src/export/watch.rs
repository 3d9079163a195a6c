//! 書出しの進み: tells how far an export is, and stops it where somebody wants it stopped.

use std::cell::{Cell, RefCell};

use super::Progress;
use crate::error::{ErrorCode, Result, refuse};
use crate::import::Cancel;

/// How many rows lie between two looks.
const OFTEN: u64 = 256;

/// Counts the rows of an export that is walked more than once.
pub struct Watch<'a> {
    cancel: &'a Cancel,
    progress: RefCell<Progress<'a>>,
    done: Cell<u64>,
    total: Cell<u64>,
}

impl<'a> Watch<'a> {
    pub fn new(cancel: &'a Cancel, progress: Progress<'a>) -> Self {
        Self { cancel, progress: RefCell::new(progress), done: Cell::new(0), total: Cell::new(0) }
    }

    /// From here on so many rows are written.
    pub fn expect(&self, rows: u32) {
        self.done.set(0);
        self.total.set(rows.into());
    }

    /// Before each row; says no where the work is to stop.
    pub fn row(&self) -> Result<()> {
        let done = self.done.get();
        if done.is_multiple_of(OFTEN) {
            (self.progress.borrow_mut())(done, self.total.get());
            if self.cancel.is_cancelled() {
                return Err(refuse(ErrorCode::Cancelled));
            }
        }
        self.done.set(done + 1);
        Ok(())
    }
}

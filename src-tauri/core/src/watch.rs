//! 進み: tells how far a long work is, and stops it where somebody wants it stopped.

use std::cell::{Cell, RefCell};

use crate::error::{ErrorCode, Result, refuse};
use crate::import::Cancel;

/// How many rows lie between two looks.
const OFTEN: u64 = 256;

/// Told how many rows of how many are done; 0 of how many while that is not known.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);

/// Counts the rows of a work, which may walk them more than once.
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

    /// From here on so many rows are to be done.
    pub fn expect(&self, rows: u64) {
        self.done.set(0);
        self.total.set(rows);
    }

    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
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

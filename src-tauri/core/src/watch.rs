//! 進み: tells how far a long work is, and stops it where somebody wants it stopped.

use std::cell::{Cell, RefCell};

use crate::error::{ErrorCode, Result, refuse};
use crate::import::Cancel;

/// How many rows lie between two looks.
const OFTEN: u64 = 256;

/// Told how many rows of how many are done; 0 of how many while that is not known.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);

/// Counts the rows of a work, which may walk them more than once.
///
/// The default one is watched by nobody and never stopped.
#[derive(Default)]
pub struct Watch<'a> {
    cancel: Option<&'a Cancel>,
    progress: Option<RefCell<Progress<'a>>>,
    done: Cell<u64>,
    total: Cell<u64>,
}

impl<'a> Watch<'a> {
    pub fn new(cancel: &'a Cancel, progress: Progress<'a>) -> Self {
        Self { cancel: Some(cancel), progress: Some(RefCell::new(progress)), ..Self::default() }
    }

    /// From here on so many rows are to be done.
    pub fn expect(&self, rows: u64) {
        self.done.set(0);
        self.total.set(rows);
    }

    /// What stops the work, for those who do a part of it and count nothing.
    pub fn cancel(&self) -> Option<&'a Cancel> {
        self.cancel
    }

    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_some_and(Cancel::is_cancelled)
    }

    /// Before each row; says no where the work is to stop.
    pub fn row(&self) -> Result<()> {
        let done = self.done.get();
        if done.is_multiple_of(OFTEN) {
            self.look()?;
        }
        self.done.set(done + 1);
        Ok(())
    }

    /// Says no where the work is to stop: for walks whose rows are not those that are counted.
    pub fn stop(&self) -> Result<()> {
        if self.is_cancelled() { Err(refuse(ErrorCode::Cancelled)) } else { Ok(()) }
    }

    /// Tells how far the work is, and says no where it is to stop: for what is no row, but takes as long as many.
    pub fn look(&self) -> Result<()> {
        if let Some(progress) = &self.progress {
            // Where more came than was expected, it is as good as done.
            let total = self.total.get();
            let done = if total > 0 { self.done.get().min(total) } else { self.done.get() };
            (progress.borrow_mut())(done, total);
        }
        self.stop()
    }
}

//! What the window has open: the ledger and who is signed in, behind one lock.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use mamori_core::error::{Error, ErrorCode, Report, refuse};
use mamori_core::import::Cancel;
use mamori_core::ledgers::Ledgers;
use mamori_core::users::Session;

/// What a command answers: a refusal crosses as code and parameters, its sentence is chosen by the page.
pub type Answer<T> = Result<T, Report>;

pub struct App {
    /// 練習用: said in the title, so that nobody takes a throwaway ledger for the real one.
    pub practice: bool,
    desk: Mutex<Desk>,
    work: Mutex<Cancel>,
}

/// The ledger on the desk, and who sits there.
pub struct Desk {
    pub dir: PathBuf,
    pub seat: Seat,
}

pub enum Seat {
    Empty,
    Taken(Ledgers, Session),
    /// 画面ロック: nothing is answered until the password is typed again.
    Locked(Ledgers, Session),
}

impl App {
    pub fn new(dir: PathBuf, practice: bool) -> Self {
        Self { practice, desk: Mutex::new(Desk { dir, seat: Seat::Empty }), work: Mutex::default() }
    }

    pub fn desk(&self) -> MutexGuard<'_, Desk> {
        hold(&self.desk)
    }

    /// Runs an action for whoever is signed in and has not locked the screen.
    pub fn signed_in<T>(&self, action: impl FnOnce(&mut Ledgers, &Session) -> Result<T, Error>) -> Answer<T> {
        self.desk().signed_in(action).map_err(|error| error.report())
    }

    /// The cancel button of the work now beginning.
    pub fn begin_work(&self) -> Cancel {
        let cancel = Cancel::default();
        *hold(&self.work) = cancel.clone();
        cancel
    }

    pub fn cancel_work(&self) {
        hold(&self.work).cancel();
    }
}

/// A command that panicked left things as its last transaction did: whole.
fn hold<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    pub fn signed_in<T>(
        &mut self,
        action: impl FnOnce(&mut Ledgers, &Session) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match &mut self.seat {
            Seat::Taken(ledgers, session) => action(ledgers, session),
            Seat::Locked(..) => Err(refuse(ErrorCode::Locked)),
            Seat::Empty => Err(refuse(ErrorCode::NotSignedIn)),
        }
    }

    /// Takes what lies on the desk away, to put something else there.
    pub fn clear(&mut self) -> Seat {
        std::mem::replace(&mut self.seat, Seat::Empty)
    }
}

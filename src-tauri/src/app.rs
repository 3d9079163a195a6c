//! What the window has open: the ledger and who is signed in, behind one lock.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use mamori_core::error::{Error, ErrorCode, Report, refuse};
use mamori_core::import::{Cancel, Desk as ImportDesk, ReadProgress};
use mamori_core::ledgers::Ledgers;
use mamori_core::users::Session;
use mamori_core::watch::Watch;
use serde::Serialize;
use tauri::{AppHandle, Emitter};

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
    /// Old ledgers lying open; gone when somebody else sits down.
    pub import: Option<ImportDesk>,
}

pub enum Seat {
    Empty,
    Taken(Ledgers, Session),
    /// 画面ロック: nothing is answered until the password is typed again.
    Locked(Ledgers, Session),
}

impl App {
    pub fn new(dir: PathBuf, practice: bool) -> Self {
        Self { practice, desk: Mutex::new(Desk::at(dir)), work: Mutex::default() }
    }

    pub fn desk(&self) -> MutexGuard<'_, Desk> {
        hold(&self.desk)
    }

    /// Runs an action for whoever is signed in and has not locked the screen.
    pub fn signed_in<T>(&self, action: impl FnOnce(&mut Ledgers, &Session) -> Result<T, Error>) -> Answer<T> {
        self.desk().signed_in(action).map_err(|error| error.report())
    }

    /// The same for what takes long: the page is told how far it is, and may stop it.
    pub fn watched<T>(
        &self,
        handle: &AppHandle,
        action: impl FnOnce(&mut Ledgers, &Session, &Watch<'_>) -> Result<T, Error>,
    ) -> Answer<T> {
        let (cancel, mut progress) = (self.begin_work(), |done, total| tell(handle, done, total));
        let watch = Watch::new(&cancel, &mut progress);
        self.signed_in(|ledgers, session| action(ledgers, session, &watch))
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
    pub fn at(dir: PathBuf) -> Self {
        Self { dir, seat: Seat::Empty, import: None }
    }

    pub fn signed_in<T>(
        &mut self,
        action: impl FnOnce(&mut Ledgers, &Session) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (ledgers, session) = self.seat.taken()?;
        let done = action(ledgers, session);
        if done.as_ref().is_err_and(|error| error.code() == ErrorCode::AccountDisabled) {
            // Shut meanwhile: whoever sits there has no seat any more.
            self.clear();
        }
        done
    }

    /// The same, with the old ledgers that lie open.
    pub fn importing<T>(
        &mut self,
        id: u32,
        action: impl FnOnce(&mut ImportDesk, &mut Ledgers, &Session) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (ledgers, session) = self.seat.taken()?;
        let import = self.import.as_mut().filter(|import| import.id() == id);
        action(import.ok_or_else(|| refuse(ErrorCode::ImportNothing))?, ledgers, session)
    }

    /// Whoever sat here leaves, and what lay open is put away.
    pub fn clear(&mut self) -> Seat {
        self.import = None;
        self.seat.leave()
    }
}

impl Seat {
    fn taken(&mut self) -> Result<(&mut Ledgers, &Session), Error> {
        match self {
            Self::Taken(ledgers, session) => Ok((ledgers, session)),
            Self::Locked(..) => Err(refuse(ErrorCode::Locked)),
            Self::Empty => Err(refuse(ErrorCode::NotSignedIn)),
        }
    }

    pub fn leave(&mut self) -> Self {
        std::mem::replace(self, Self::Empty)
    }
}

/// How far the work is, for the progress bar.
#[derive(Clone, Serialize)]
struct Progress {
    done: u64,
    /// 0 where it is not known.
    total: u64,
    /// Which file and sheet is being read; empty where that is past.
    label: String,
}

pub fn tell(handle: &AppHandle, done: u64, total: u64) {
    send(handle, Progress { done, total, label: String::new() });
}

pub fn tell_reading(handle: &AppHandle, read: &ReadProgress<'_>) {
    let label = [Some(read.file), read.sheet].into_iter().flatten().collect::<Vec<_>>().join(" / ");
    send(handle, Progress { done: read.rows, total: 0, label });
}

/// As often as an eye can follow; more would keep the page busy with nothing else. A window that is gone needs
/// no progress.
fn send(handle: &AppHandle, progress: Progress) {
    const OFTEN: Duration = Duration::from_millis(40);
    static SENT: Mutex<Option<Instant>> = Mutex::new(None);
    let mut sent = hold(&SENT);
    if progress.done == 0 || sent.is_none_or(|at| at.elapsed() >= OFTEN) {
        *sent = Some(Instant::now());
        let _ = handle.emit("progress", progress);
    }
}

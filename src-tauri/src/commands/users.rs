//! 利用者: signing in and out, locking, passwords.

use mamori_core::audit::Action;
use mamori_core::error::{Error, ErrorCode, refuse};
use mamori_core::ledgers::accounts::{NewUser, RoleChoice};
use mamori_core::ledgers::setup::{self, SessionInfo};
use mamori_core::ledgers::{Ledgers, Surroundings};
use mamori_core::users::Session;
use tauri::State;

use crate::app::{Answer, App, Desk, Seat};

#[tauri::command(async)]
pub fn sign_in(app: State<'_, App>, login: &str, password: &str) -> Answer<SessionInfo> {
    let mut desk = app.desk();
    desk.clear();
    let entered = setup::sign_in(&desk.dir, login, password, Surroundings::of_this_machine());
    take_seat(&mut desk, entered)
}

#[tauri::command(async)]
pub fn recover_access(
    app: State<'_, App>,
    recovery_key: &str,
    login: &str,
    new_password: &str,
) -> Answer<SessionInfo> {
    let mut desk = app.desk();
    desk.clear();
    let here = Surroundings::of_this_machine();
    let entered = setup::recover(&desk.dir, recovery_key, login, new_password, here);
    take_seat(&mut desk, entered)
}

fn take_seat(
    desk: &mut Desk,
    entered: Result<(Ledgers, Session, SessionInfo), Error>,
) -> Answer<SessionInfo> {
    let (ledgers, session, info) = entered.map_err(|error| error.report())?;
    desk.seat = Seat::Taken(ledgers, session);
    Ok(info)
}

/// Locks even where the log cannot take the entry: the screen must not stay open for that.
#[tauri::command(async)]
pub fn lock(app: State<'_, App>) -> Answer<()> {
    let mut desk = app.desk();
    let noted = desk.signed_in(|ledgers, session| ledgers.note_leaving(session, Action::Locked));
    desk.seat = match desk.seat.leave() {
        Seat::Taken(ledgers, session) => Seat::Locked(ledgers, session),
        seat => seat,
    };
    noted.map_err(|error| error.report())
}

#[tauri::command(async)]
pub fn unlock(app: State<'_, App>, password: &str) -> Answer<SessionInfo> {
    let mut desk = app.desk();
    let Seat::Locked(ledgers, session) = &mut desk.seat else {
        return Err(refuse(ErrorCode::NotSignedIn).report());
    };
    let (session, info) = ledgers.unlock(session, password).map_err(|error| error.report())?;
    desk.seat = match desk.seat.leave() {
        Seat::Locked(ledgers, _) => Seat::Taken(ledgers, session),
        seat => seat,
    };
    Ok(info)
}

/// Also from behind the lock: somebody else may want to sign in.
#[tauri::command(async)]
pub fn sign_out(app: State<'_, App>) -> Answer<()> {
    match app.desk().clear() {
        Seat::Taken(mut ledgers, session) | Seat::Locked(mut ledgers, session) => {
            ledgers.note_leaving(&session, Action::SignedOut).map_err(|error| error.report())
        }
        Seat::Empty => Ok(()),
    }
}

#[tauri::command(async)]
pub fn change_password(app: State<'_, App>, old: &str, new: &str) -> Answer<SessionInfo> {
    let mut desk = app.desk();
    let changed = desk.signed_in(|ledgers, session| ledgers.change_password(session, old, new));
    let (renewed, info) = changed.map_err(|error| error.report())?;
    desk.seat = match desk.seat.leave() {
        Seat::Taken(ledgers, _) => Seat::Taken(ledgers, renewed),
        seat => seat,
    };
    Ok(info)
}

#[tauri::command(async)]
pub fn account_roles(app: State<'_, App>) -> Answer<Vec<RoleChoice>> {
    app.signed_in(|ledgers, session| ledgers.roles(session))
}

#[tauri::command(async)]
pub fn register_account(
    app: State<'_, App>,
    person: i64,
    login: String,
    role: String,
    password: String,
    own_password: &str,
) -> Answer<()> {
    let new = NewUser { person, login, role, password };
    app.signed_in(|ledgers, session| ledgers.register_account(session, own_password, &new))
}

#[tauri::command(async)]
pub fn shut_account(app: State<'_, App>, person: i64, reason: &str) -> Answer<()> {
    app.signed_in(|ledgers, session| ledgers.shut_account(session, person, reason))
}

#[tauri::command(async)]
pub fn give_password(
    app: State<'_, App>,
    person: i64,
    password: &str,
    own_password: &str,
    reason: &str,
) -> Answer<()> {
    app.signed_in(|ledgers, session| ledgers.give_password(session, own_password, (person, password), reason))
}

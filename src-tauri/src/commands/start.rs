//! 初期設定: which ledger there is, and making the first one.

use std::path::{Path, PathBuf};

use mamori_core::error::{Error, ErrorCode, Report, refuse_with};
use mamori_core::ledgers::setup::{self, SessionInfo, Setup};
use mamori_core::ledgers::{Surroundings, usual_dir};
use mamori_core::profile::ProfileSummary;
use serde::Serialize;
use tauri::{AppHandle, State};

use crate::app::{Answer, App, Desk, Seat};
use crate::dialogs::{self, Ask};
use crate::remembered;

/// Which screen the window begins with.
#[derive(Serialize)]
pub struct StartState {
    stage: Stage,
    dir: String,
    organisation: Option<String>,
    practice: bool,
    session: Option<SessionInfo>,
    refused: Option<Report>,
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Stage {
    Wizard,
    SignIn,
    Locked,
    Open,
    Refused,
}

/// The first account, signed in, and the key to print.
#[derive(Serialize)]
pub struct Created {
    recovery_key: String,
    session: SessionInfo,
}

#[tauri::command(async)]
pub fn start_state(app: State<'_, App>) -> StartState {
    state_of(&app.desk(), app.practice)
}

#[tauri::command]
pub fn suggest_ledger_dir(app: State<'_, App>) -> String {
    app.desk().dir.display().to_string()
}

#[tauri::command(async)]
pub fn pick_ledger_dir(handle: AppHandle) -> Option<String> {
    dialogs::ask(&handle, Ask::LedgerFolder).first().map(|dir| dir.display().to_string())
}

#[tauri::command(async)]
pub fn list_profiles() -> Answer<Vec<ProfileSummary>> {
    ProfileSummary::shipped().map_err(|error| Error::from(error).report())
}

#[tauri::command(async)]
pub fn create_ledger(handle: AppHandle, app: State<'_, App>, draft: Setup) -> Answer<Created> {
    let created = setup::create(&draft, Surroundings::of_this_machine()).map_err(|error| error.report())?;
    let session = created.ledgers.info(&created.session).map_err(|error| error.report())?;
    let dir = created.ledgers.dir().to_owned();
    remembered::save(&handle, &dir);
    *app.desk() = Desk { seat: Seat::Taken(created.ledgers, created.session), ..Desk::at(dir) };
    Ok(Created { recovery_key: created.recovery_key, session })
}

/// Turns to another ledger; whoever is signed in to this one is signed out.
#[tauri::command(async)]
pub fn open_ledger(handle: AppHandle, app: State<'_, App>, dir: PathBuf) -> Answer<StartState> {
    organisation(&dir)?;
    remembered::save(&handle, &dir);
    let mut desk = app.desk();
    *desk = Desk::at(dir);
    Ok(state_of(&desk, app.practice))
}

fn state_of(desk: &Desk, practice: bool) -> StartState {
    let (stage, session) = match &desk.seat {
        Seat::Taken(ledgers, session) => (Stage::Open, ledgers.info(session).ok()),
        Seat::Locked(..) => (Stage::Locked, None),
        Seat::Empty if desk.dir == usual_dir() && !setup::is_ledger(&desk.dir) => (Stage::Wizard, None),
        Seat::Empty => (Stage::SignIn, None),
    };
    let known = match stage {
        Stage::Wizard => Ok(None),
        _ => organisation(&desk.dir).map(Some),
    };
    let (stage, organisation, refused) = match known {
        Ok(organisation) => (stage, organisation, None),
        Err(report) => (Stage::Refused, None, Some(report)),
    };
    let dir = desk.dir.display().to_string();
    StartState { stage, dir, organisation, practice, session, refused, version: env!("CARGO_PKG_VERSION") }
}

/// Whose ledger lies there, said without a password.
fn organisation(dir: &Path) -> Answer<String> {
    if !setup::is_ledger(dir) {
        let path = [("path", dir.display().to_string())];
        return Err(refuse_with(ErrorCode::LedgerMissing, path).report());
    }
    setup::organisation_of(dir).map_err(|error| error.report())
}

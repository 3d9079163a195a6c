//! 職員: moves and leaving, and what somebody still holds. One action each; no rule and no SQL.

use mamori_core::people::actions::{self, Leaving, PeopleStepInfo};
use mamori_core::people::holdings::{self, Holdings, Leaver};
use mamori_core::records::view::{Draft, RecordView};
use tauri::State;

use crate::app::{Answer, App};

#[tauri::command(async)]
pub fn describe_people_steps(app: State<'_, App>) -> Answer<Vec<PeopleStepInfo>> {
    app.signed_in(|ledgers, _| Ok(actions::steps(ledgers.profile())))
}

#[tauri::command(async)]
pub fn move_person(app: State<'_, App>, id: i64, version: u32, draft: Draft) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::move_person(ledgers, session, (id, version), &draft))
}

#[tauri::command(async)]
pub fn leave_person(app: State<'_, App>, id: i64, version: u32, draft: Draft) -> Answer<Leaving> {
    app.signed_in(|ledgers, session| actions::leave(ledgers, session, (id, version), &draft))
}

#[tauri::command(async)]
pub fn withdraw_leaving(app: State<'_, App>, id: i64, version: u32, reason: &str) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::withdraw_leaving(ledgers, session, (id, version), reason))
}

#[tauri::command(async)]
pub fn holdings(app: State<'_, App>, person: i64) -> Answer<Holdings> {
    app.signed_in(|ledgers, session| holdings::holdings(ledgers, session, person))
}

#[tauri::command(async)]
pub fn leavers_holding(app: State<'_, App>) -> Answer<Vec<Leaver>> {
    app.signed_in(|ledgers, session| holdings::leavers(ledgers, session))
}

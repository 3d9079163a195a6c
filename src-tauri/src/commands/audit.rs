//! 操作履歴: reading it and verifying it.

use mamori_core::audit::log::{self, EventPage, EventQuery};
use mamori_core::audit::verify::{self, VerifyReport};
use tauri::State;

use crate::app::{Answer, App};

#[tauri::command(async)]
pub fn list_events(app: State<'_, App>, query: EventQuery) -> Answer<EventPage> {
    app.signed_in(|ledgers, session| log::page(ledgers, session, &query))
}

/// The head is that of a printed form (`1204-3fa901c7`), where the user holds one: it shows entries cut off
/// at the end.
#[tauri::command(async)]
pub fn verify_ledger(app: State<'_, App>, printed: Option<String>) -> Answer<VerifyReport> {
    let cancel = app.begin_work();
    let printed = printed.map(|text| verify::read_head(&text)).transpose();
    let printed = printed.map_err(|error| error.report())?;
    app.signed_in(|ledgers, session| verify::verify(ledgers, session, printed, &cancel))
}

//! 操作履歴: reading it and verifying it.

use mamori_core::audit::Head;
use mamori_core::audit::log::{self, EventPage, EventQuery};
use mamori_core::audit::verify::{self, VerifyReport};
use tauri::State;

use crate::app::{Answer, App};

#[tauri::command(async)]
pub fn list_events(app: State<'_, App>, query: EventQuery) -> Answer<EventPage> {
    app.signed_in(|ledgers, session| log::page(ledgers, session, &query))
}

/// The head is that of a printed form, where the user holds one: it shows entries cut off at the end.
#[tauri::command(async)]
pub fn verify_ledger(
    app: State<'_, App>,
    printed_seq: Option<i64>,
    printed_short: Option<String>,
) -> Answer<VerifyReport> {
    let printed = printed_seq.zip(printed_short).map(|(seq, short)| Head { seq, short });
    app.signed_in(|ledgers, session| verify::verify(ledgers, session, printed))
}

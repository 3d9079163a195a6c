//! 記録: lists, records, and what users do with them. One action each; no rule and no SQL.

use mamori_core::records::actions;
use mamori_core::records::home::{self, Home, PersonHint};
use mamori_core::records::list::SearchHit;
use mamori_core::records::undo::{self, UndoAnswer};
use mamori_core::records::view::{Draft, ListQuery, Page, RecordView, RegisterInfo};
use mamori_core::registers;
use mamori_core::vocab::RegisterId;
use tauri::State;

use crate::app::{Answer, App};

#[tauri::command(async)]
pub fn describe(app: State<'_, App>) -> Answer<Vec<RegisterInfo>> {
    app.signed_in(|ledgers, _| {
        Ok(registers::ALL.iter().map(|register| RegisterInfo::of(register, ledgers.profile())).collect())
    })
}

#[tauri::command(async)]
pub fn list_records(app: State<'_, App>, register: RegisterId, query: ListQuery) -> Answer<Page> {
    app.signed_in(|ledgers, session| actions::list(ledgers, session, register, &query))
}

#[tauri::command(async)]
pub fn get_record(app: State<'_, App>, register: RegisterId, id: i64) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::view(ledgers, session, register, id))
}

#[tauri::command(async)]
pub fn create_record(app: State<'_, App>, register: RegisterId, draft: Draft) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::create(ledgers, session, register, &draft))
}

#[tauri::command(async)]
pub fn correct_record(
    app: State<'_, App>,
    register: RegisterId,
    id: i64,
    version: u32,
    draft: Draft,
    reason: &str,
) -> Answer<RecordView> {
    let record = (register, id, version);
    app.signed_in(|ledgers, session| actions::correct(ledgers, session, record, &draft, reason))
}

#[tauri::command(async)]
pub fn void_record(
    app: State<'_, App>,
    register: RegisterId,
    id: i64,
    version: u32,
    reason: &str,
) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::void(ledgers, session, (register, id, version), reason))
}

#[tauri::command(async)]
pub fn undo_last(app: State<'_, App>) -> Answer<UndoAnswer> {
    app.signed_in(undo::undo_last)
}

#[tauri::command(async)]
pub fn search_all(app: State<'_, App>, text: &str) -> Answer<Vec<SearchHit>> {
    app.signed_in(|ledgers, session| actions::search(ledgers, session, text))
}

#[tauri::command(async)]
pub fn home(app: State<'_, App>) -> Answer<Home> {
    app.signed_in(|ledgers, session| home::home(ledgers, session))
}

#[tauri::command(async)]
pub fn suggest_people(app: State<'_, App>, text: &str) -> Answer<Vec<PersonHint>> {
    app.signed_in(|ledgers, session| home::suggest_people(ledgers, session, text))
}

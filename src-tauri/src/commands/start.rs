//! Before anybody is signed in.

use serde::Serialize;
use tauri::State;

use crate::app::App;

#[derive(Serialize)]
pub struct StartState {
    practice: bool,
}

#[tauri::command]
pub fn start_state(app: State<'_, App>) -> StartState {
    StartState { practice: app.options.practice }
}

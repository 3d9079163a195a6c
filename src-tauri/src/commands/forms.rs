//! 様式の印刷: seen in the window, saved as PDF, opened in the system's viewer.

use std::fs;
use std::path::{Path, PathBuf};

use mamori_core::db::files::write_atomically;
use mamori_core::error::{Error, Report};
use mamori_core::forms::{self, FormId, Subject};
use tauri::ipc::Response;
use tauri::{AppHandle, Manager, State};
use tauri_plugin_opener::OpenerExt;

use crate::app::{Answer, App};
use crate::dialogs::{self, Ask};

/// The PDF as bytes; through JSON they would be four times as many.
#[tauri::command(async)]
pub fn preview_form(app: State<'_, App>, form: FormId, subject: Subject) -> Answer<Response> {
    let paper = app.signed_in(|ledgers, session| forms::preview(ledgers, session, form, &subject))?;
    Ok(Response::new(paper.pdf))
}

/// Asks where to; answers the path, or nothing where the user thought better of it.
#[tauri::command(async)]
pub fn save_form(
    handle: AppHandle,
    app: State<'_, App>,
    form: FormId,
    subject: Subject,
) -> Answer<Option<String>> {
    let name = app.signed_in(|ledgers, session| forms::file_name(ledgers, session, form, &subject))?;
    let Some(path) = dialogs::ask(&handle, Ask::SavePdf(&name)).into_iter().next() else {
        return Ok(None);
    };
    let paper = app.signed_in(|ledgers, session| forms::print(ledgers, session, form, &subject))?;
    write(&path, &paper.pdf)?;
    Ok(Some(path.display().to_string()))
}

#[tauri::command(async)]
pub fn open_form(handle: AppHandle, app: State<'_, App>, form: FormId, subject: Subject) -> Answer<()> {
    let paper = app.signed_in(|ledgers, session| forms::print(ledgers, session, form, &subject))?;
    view(&handle, &paper.file_name, &paper.pdf)
}

/// The sheet with the recovery key, while the window still shows the key.
#[tauri::command(async)]
pub fn open_recovery_sheet(handle: AppHandle, app: State<'_, App>, recovery_key: &str) -> Answer<()> {
    let pdf = app.signed_in(|ledgers, session| forms::recovery::sheet(ledgers, session, recovery_key))?;
    view(&handle, "recovery-key.pdf", &pdf)
}

/// Shows a copy in the system's viewer.
pub fn view(handle: &AppHandle, name: &str, bytes: &[u8]) -> Answer<()> {
    let path = viewing_folder(handle).join(name);
    write(&path, bytes)?;
    let opened = handle.opener().open_path(path.display().to_string(), None::<&str>);
    opened.map_err(|error| failed(&path, std::io::Error::other(error)))
}

/// Takes back the copies made for the viewer: they hold personal data, and nobody keeps them on purpose.
pub fn clear_viewed(handle: &AppHandle) {
    // A viewer may still hold one open; the next start tries again.
    let _ = fs::remove_dir_all(viewing_folder(handle));
}

fn viewing_folder(handle: &AppHandle) -> PathBuf {
    handle.path().app_cache_dir().unwrap_or_else(|_| std::env::temp_dir()).join("viewed")
}

fn write(path: &Path, pdf: &[u8]) -> Answer<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    }
    write_atomically(path, pdf).map_err(|error| error.report())
}

fn failed(path: &Path, error: std::io::Error) -> Report {
    Error::io(path, error).report()
}

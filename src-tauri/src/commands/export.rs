//! 書出し: one ledger or one list as a workbook or CSV, or everything as open files.

use std::path::Path;

use mamori_core::export::{self, ExportFormat, Exported, ListWanted};
use mamori_core::import::lists::ImportList;
use mamori_core::records::view::ListQuery;
use mamori_core::vocab::RegisterId;
use mamori_core::watch::Watch;
use tauri::{AppHandle, State};

use crate::app::{Answer, App, tell};
use crate::dialogs::{self, Ask};

/// A ledger as it is searched.
#[tauri::command(async)]
pub fn export_ledger(
    handle: AppHandle,
    app: State<'_, App>,
    register: RegisterId,
    format: ExportFormat,
    query: ListQuery,
) -> Answer<Option<Exported>> {
    let name = app.signed_in(|ledgers, _| Ok(export::file_name(ledgers, register, format, &query)))?;
    saved(&handle, Ask::SaveTable(&name), |path| {
        app.watched(&handle, |ledgers, session, watch| {
            export::ledger_watched(ledgers, session, (register, format), &query, path, watch)
        })
    })
}

/// The same for a list that is no ledger.
#[tauri::command(async)]
pub fn export_list(
    handle: AppHandle,
    app: State<'_, App>,
    wanted: ListWanted,
    format: ExportFormat,
) -> Answer<Option<Exported>> {
    let name = app.signed_in(|ledgers, session| export::list_file_name(ledgers, session, &wanted, format))?;
    saved(&handle, Ask::SaveTable(&name), |path| {
        app.watched(&handle, |ledgers, session, watch| {
            export::list_watched(ledgers, session, (&wanted, format), path, watch)
        })
    })
}

/// The same for a table of the old ledgers that lie open.
#[tauri::command(async)]
pub fn export_import_list(
    handle: AppHandle,
    app: State<'_, App>,
    preview: u32,
    wanted: ImportList,
    format: ExportFormat,
) -> Answer<Option<Exported>> {
    let name = app.signed_in(|ledgers, _| Ok(export::import_list_file_name(ledgers, &wanted, format)))?;
    saved(&handle, Ask::SaveTable(&name), |path| {
        let (cancel, mut progress) = (app.begin_work(), |done, total| tell(&handle, done, total));
        let written = app.desk().importing(preview, |import, ledgers, session| {
            import.write_list(ledgers, session, (&wanted, format), path, &Watch::new(&cancel, &mut progress))
        });
        written.map_err(|error| error.report())
    })
}

/// Asks for a folder and makes one in it that holds everything.
#[tauri::command(async)]
pub fn export_everything(handle: AppHandle, app: State<'_, App>) -> Answer<Option<Exported>> {
    saved(&handle, Ask::ExportFolder, |folder| {
        app.watched(&handle, |ledgers, session, watch| {
            let folder = folder.join(export::everything::folder_name(ledgers));
            export::everything::everything_watched(ledgers, session, &folder, watch)
        })
    })
}

/// Asks where to and writes there; answers nothing where the user thought better of it.
fn saved(
    handle: &AppHandle,
    ask: Ask<'_>,
    write: impl FnOnce(&Path) -> Answer<Exported>,
) -> Answer<Option<Exported>> {
    dialogs::ask(handle, ask).first().map(|path| write(path)).transpose()
}

//! 取込み: choosing old ledgers, seeing what they would bring in, deciding, taking in, taking back.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use mamori_core::error::Error;
use mamori_core::import::batches::{self, BatchInfo, TouchedRecords, UndoPlan};
use mamori_core::import::file;
use mamori_core::import::report::{self, ReportFormat};
use mamori_core::import::{
    Decisions, Desk, ImportPreview, ReadFile, ReadOptions, ReaderProcess, Secret, TextEncoding,
};
use mamori_core::watch::Watch;
use tauri::{AppHandle, State};

use crate::app::{Answer, App, tell, tell_reading};
use crate::dialogs::{self, Ask};

#[tauri::command(async)]
pub fn pick_import_files(handle: AppHandle) -> Vec<String> {
    let chosen = dialogs::ask(&handle, Ask::Workbooks);
    chosen.iter().map(|path| path.display().to_string()).collect()
}

/// The ledgers in a folder that the user chooses; nothing where he thought better of it.
#[tauri::command(async)]
pub fn pick_import_folder(handle: AppHandle) -> Answer<Option<PickedFolder>> {
    let Some(folder) = dialogs::ask(&handle, Ask::ImportFolder).into_iter().next() else { return Ok(None) };
    let found = file::in_folder(&folder).map_err(|error| Error::io(&folder, error).report())?;
    let files = found.files.iter().map(|path| path.display().to_string()).collect();
    Ok(Some(PickedFolder { files, folders: found.folders }))
}

/// The files of a folder that was chosen, and the folders in it, which are not looked into.
#[derive(serde::Serialize)]
pub struct PickedFolder {
    files: Vec<String>,
    folders: Vec<String>,
}

/// Reads without holding the ledger: the window stays usable meanwhile.
#[tauri::command(async)]
pub fn preview_import(handle: AppHandle, app: State<'_, App>, paths: Vec<PathBuf>) -> Answer<ImportPreview> {
    static LAST: AtomicU32 = AtomicU32::new(0);
    let id = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    let cancel = app.begin_work();
    let reader = ReaderProcess::current();
    let reader = reader.map_err(|error| Error::io("mamori".as_ref(), error).report())?;
    let mut progress = |done, total| tell(&handle, done, total);
    let watch = Watch::new(&cancel, &mut progress);
    let today = app.signed_in(|ledgers, _| Ok(ledgers.today()))?;
    let import = Desk::open((id, today), &paths, &reader, &mut |read| tell_reading(&handle, read), &watch);
    let mut import = import.map_err(|error| error.report())?;
    let mut desk = app.desk();
    let view = desk.signed_in(|ledgers, session| import.view(ledgers, session, &watch));
    let view = view.map_err(|error| error.report())?;
    desk.import = Some(import);
    Ok(view)
}

/// Reads one of the files again: with its password, or in another encoding.
#[tauri::command(async)]
pub fn reread_import(
    handle: AppHandle,
    app: State<'_, App>,
    preview: u32,
    path: PathBuf,
    password: Option<Secret>,
    encoding: Option<TextEncoding>,
) -> Answer<ImportPreview> {
    let known = app.desk().importing(preview, |import, ledgers, _| {
        import.knows(&path)?;
        Ok(ledgers.today())
    });
    let today = known.map_err(|error| error.report())?;
    let cancel = app.begin_work();
    let reader = ReaderProcess::current();
    let reader = reader.map_err(|error| Error::io("mamori".as_ref(), error).report())?;
    let options = ReadOptions { password, encoding };
    let read = ReadFile::open_with((&path, &options), today, &reader, &cancel, &mut |read| {
        tell_reading(&handle, read)
    });
    let mut progress = |done, total| tell(&handle, done, total);
    let view = app.desk().importing(preview, |import, ledgers, session| {
        import.reread(ledgers, session, (&path, read), &Watch::new(&cancel, &mut progress))
    });
    view.map_err(|error| error.report())
}

#[tauri::command(async)]
pub fn decide_import(
    handle: AppHandle,
    app: State<'_, App>,
    preview: u32,
    decisions: Decisions,
) -> Answer<ImportPreview> {
    let cancel = app.begin_work();
    let mut progress = |done, total| tell(&handle, done, total);
    let decided = app.desk().importing(preview, |import, ledgers, session| {
        import.decide(ledgers, session, decisions, &Watch::new(&cancel, &mut progress))
    });
    decided.map_err(|error| error.report())
}

#[tauri::command(async)]
pub fn commit_import(handle: AppHandle, app: State<'_, App>, preview: u32) -> Answer<BatchInfo> {
    let cancel = app.begin_work();
    let mut desk = app.desk();
    let mut progress = |done, total| tell(&handle, done, total);
    let batch = desk.importing(preview, |import, ledgers, session| {
        import.commit(ledgers, session, &cancel, &mut progress)
    });
    let batch = batch.map_err(|error| error.report())?;
    desk.import = None;
    Ok(batch)
}

#[tauri::command(async)]
pub fn list_batches(app: State<'_, App>) -> Answer<Vec<BatchInfo>> {
    app.signed_in(|ledgers, session| batches::list(ledgers, session))
}

/// What undoing would take back, and which records were changed since.
#[tauri::command(async)]
pub fn plan_undo(handle: AppHandle, app: State<'_, App>, id: i64) -> Answer<UndoPlan> {
    app.watched(&handle, |ledgers, session, watch| batches::plan_undo_watched(ledgers, session, id, watch))
}

#[tauri::command(async)]
pub fn undo_batch(
    handle: AppHandle,
    app: State<'_, App>,
    id: i64,
    keep_touched: bool,
    reason: &str,
) -> Answer<BatchInfo> {
    let touched = if keep_touched { TouchedRecords::Keep } else { TouchedRecords::Refuse };
    app.watched(&handle, |ledgers, session, watch| {
        batches::undo_watched(ledgers, session, id, (touched, reason), watch)
    })
}

/// Decides a table as it was decided when one with the same headings came in last.
#[tauri::command(async)]
pub fn recall_decisions(
    handle: AppHandle,
    app: State<'_, App>,
    preview: u32,
    table: &str,
) -> Answer<ImportPreview> {
    let (cancel, mut progress) = (app.begin_work(), |done, total| tell(&handle, done, total));
    let recalled = app.desk().importing(preview, |import, ledgers, session| {
        import.recall(ledgers, session, table, &Watch::new(&cancel, &mut progress))
    });
    recalled.map_err(|error| error.report())
}

/// 取込報告書: asks where to; answers the path, or nothing where the user thought better of it.
#[tauri::command(async)]
pub fn save_import_report(
    handle: AppHandle,
    app: State<'_, App>,
    id: i64,
    format: ReportFormat,
) -> Answer<Option<String>> {
    let name = report::file_name(id, format);
    let asked = match format {
        ReportFormat::Pdf => Ask::SavePdf(&name),
        ReportFormat::Xlsx => Ask::SaveTable(&name),
    };
    let Some(path) = dialogs::ask(&handle, asked).into_iter().next() else { return Ok(None) };
    app.watched(&handle, |ledgers, session, watch| {
        report::write_watched(ledgers, session, (id, format), &path, watch)
    })?;
    Ok(Some(path.display().to_string()))
}

/// On the main thread: the others may all be waiting for the work that is to stop.
#[tauri::command]
pub fn cancel_work(app: State<'_, App>) {
    app.cancel_work();
}

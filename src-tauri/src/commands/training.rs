//! 研修, as the window calls it. One action each; no rule and no SQL.

use std::path::{Path, PathBuf};

use mamori_core::error::{Error, Report};
use mamori_core::import::{Cancel, ReaderProcess};
use mamori_core::records::view::{Draft, RecordView};
use mamori_core::training::actions;
use mamori_core::training::chasing::{self, Missed};
use mamori_core::training::duties::{self, TrainingDuties};
use mamori_core::training::guide::{self, SessionCard, SessionGuide};
use mamori_core::training::matrix::{self, Matrix, MatrixQuery};
use mamori_core::training::rates::{self, Rates};
use mamori_core::training::reports::{self, ReportFigures};
use mamori_core::training::scan;
use mamori_core::training::session::Step;
use mamori_core::training::session::attendance::AttendanceEntry;
use mamori_core::training::session::steps::{self, StepInfo};
use mamori_core::training::signed::{self, FiledFile};
use mamori_core::training::targets_preview::{self, TargetsPreview};
use mamori_core::training::untrained::{self, UntrainedList, UntrainedQuery};
use mamori_core::training::{keeping, planning};
use tauri::{AppHandle, State};

use crate::app::{Answer, App, tell};
use crate::commands::attachments;
use crate::dialogs::{self, Ask};
use crate::dropped::Dropped;

#[tauri::command(async)]
pub fn describe_training_steps(app: State<'_, App>) -> Answer<Vec<StepInfo>> {
    app.signed_in(|ledgers, _| Ok(steps::described(ledgers.profile())))
}

#[tauri::command(async)]
pub fn training_board(app: State<'_, App>, fiscal_year: i32) -> Answer<Vec<SessionCard>> {
    app.signed_in(|ledgers, session| guide::board(ledgers, session, fiscal_year))
}

#[tauri::command(async)]
pub fn guide_training(app: State<'_, App>, id: i64) -> Answer<SessionGuide> {
    app.signed_in(|ledgers, session| guide::guide(ledgers, session, id))
}

#[tauri::command(async)]
pub fn plan_training(app: State<'_, App>, draft: Draft) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::plan(ledgers, session, &draft))
}

/// Whom a plan as far as it is typed means.
#[tauri::command(async)]
pub fn preview_targets(app: State<'_, App>, draft: Draft) -> Answer<TargetsPreview> {
    app.signed_in(|ledgers, session| targets_preview::preview_targets(ledgers, session, &draft))
}

#[tauri::command(async)]
pub fn amend_training(
    app: State<'_, App>,
    id: i64,
    version: u32,
    draft: Draft,
    reason: &str,
) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::amend(ledgers, session, (id, version), &draft, reason))
}

#[tauri::command(async)]
pub fn refresh_targets(app: State<'_, App>, id: i64, version: u32) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::refresh_targets(ledgers, session, (id, version)))
}

#[tauri::command(async)]
pub fn advance_training(
    app: State<'_, App>,
    id: i64,
    version: u32,
    step: Step,
    draft: Draft,
) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::advance(ledgers, session, (id, version), step, &draft))
}

#[tauri::command(async)]
pub fn save_attendance(
    app: State<'_, App>,
    id: i64,
    version: u32,
    rows: Vec<AttendanceEntry>,
    reason: Option<&str>,
) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::save_attendance(ledgers, session, (id, version), &rows, reason))
}

#[tauri::command(async)]
pub fn assign_attendee(
    app: State<'_, App>,
    id: i64,
    version: u32,
    line: u32,
    person: i64,
    reason: &str,
) -> Answer<RecordView> {
    let (record, whom) = ((id, version), (line, person));
    app.signed_in(|ledgers, session| actions::assign_attendee(ledgers, session, record, whom, reason))
}

#[tauri::command(async)]
pub fn correct_training(
    app: State<'_, App>,
    id: i64,
    version: u32,
    draft: Draft,
    reason: &str,
) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::correct(ledgers, session, (id, version), &draft, reason))
}

#[tauri::command(async)]
pub fn untrained(app: State<'_, App>, query: UntrainedQuery) -> Answer<UntrainedList> {
    app.signed_in(|ledgers, session| untrained::list(ledgers, session, &query))
}

#[tauri::command(async)]
pub fn remind(app: State<'_, App>, fiscal_year: i32, items: Vec<Missed>, on: &str) -> Answer<u32> {
    app.signed_in(|ledgers, session| chasing::remind(ledgers, session, fiscal_year, &items, on))
}

#[tauri::command(async)]
pub fn note_untrained(
    app: State<'_, App>,
    fiscal_year: i32,
    course_no: &str,
    person: i64,
    draft: Draft,
) -> Answer<RecordView> {
    let whom = (course_no, person);
    app.signed_in(|ledgers, session| chasing::note(ledgers, session, fiscal_year, whom, &draft))
}

#[tauri::command(async)]
pub fn makeup_draft(app: State<'_, App>, fiscal_year: i32, course_no: &str) -> Answer<Draft> {
    app.signed_in(|ledgers, session| chasing::makeup_draft(ledgers, session, fiscal_year, course_no))
}

#[tauri::command(async)]
pub fn plan_makeup(
    app: State<'_, App>,
    fiscal_year: i32,
    course_no: &str,
    persons: Vec<i64>,
    draft: Draft,
) -> Answer<RecordView> {
    let whom = (course_no, persons.as_slice());
    app.signed_in(|ledgers, session| chasing::plan_makeup(ledgers, session, fiscal_year, whom, &draft))
}

#[tauri::command(async)]
pub fn training_matrix(app: State<'_, App>, query: MatrixQuery) -> Answer<Matrix> {
    app.signed_in(|ledgers, session| matrix::matrix(ledgers, session, &query))
}

#[tauri::command(async)]
pub fn attendance_rates(app: State<'_, App>, from_year: i32, to_year: i32) -> Answer<Rates> {
    app.signed_in(|ledgers, session| rates::rates(ledgers, session, from_year, to_year))
}

#[tauri::command(async)]
pub fn training_duties(app: State<'_, App>) -> Answer<TrainingDuties> {
    app.signed_in(|ledgers, session| duties::duties(ledgers, session))
}

#[tauri::command(async)]
pub fn report_figures(app: State<'_, App>, fiscal_year: i32) -> Answer<ReportFigures> {
    app.signed_in(|ledgers, session| reports::figures(ledgers, session, fiscal_year))
}

#[tauri::command(async)]
pub fn draft_report(app: State<'_, App>, fiscal_year: i32) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| reports::draft(ledgers, session, fiscal_year))
}

#[tauri::command(async)]
pub fn submit_report(app: State<'_, App>, id: i64, version: u32, draft: Draft) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| reports::submit(ledgers, session, (id, version), &draft))
}

#[tauri::command(async)]
pub fn approve_plan(app: State<'_, App>, id: i64, version: u32, draft: Draft) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| planning::approve(ledgers, session, (id, version), &draft))
}

#[tauri::command(async)]
pub fn revise_plan(
    app: State<'_, App>,
    id: i64,
    version: u32,
    draft: Draft,
    reason: &str,
) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| planning::revise(ledgers, session, (id, version), &draft, reason))
}

/// Asks for the file of a text; nothing where the user thought better of it.
#[tauri::command(async)]
pub fn attach_text(handle: AppHandle, app: State<'_, App>, id: i64) -> Answer<Option<RecordView>> {
    let Some((name, bytes)) = chosen(&handle)? else { return Ok(None) };
    app.signed_in(|ledgers, session| keeping::attach(ledgers, session, id, (&name, &bytes))).map(Some)
}

/// The same, for the session it was used in.
#[tauri::command(async)]
pub fn keep_text(
    handle: AppHandle,
    app: State<'_, App>,
    id: i64,
    version: u32,
    draft: Draft,
) -> Answer<Option<RecordView>> {
    let Some((name, bytes)) = chosen(&handle)? else { return Ok(None) };
    let (record, file) = ((id, version), (name.as_str(), bytes.as_slice()));
    app.signed_in(|ledgers, session| keeping::keep_for(ledgers, session, record, &draft, file)).map(Some)
}

fn chosen(handle: &AppHandle) -> Answer<Option<(String, Vec<u8>)>> {
    let Some(path) = dialogs::ask(handle, Ask::Attachment).into_iter().next() else { return Ok(None) };
    attachments::contents(&path).map(Some).map_err(|error| error.report())
}

/// Asks for scanned sign-in sheets and files each to its sessions; nothing where the user thought better of it.
#[tauri::command(async)]
pub fn file_signed_sheets(handle: AppHandle, app: State<'_, App>) -> Answer<Option<Vec<FiledFile>>> {
    let paths = dialogs::ask(&handle, Ask::SignedSheets);
    Ok(if paths.is_empty() { None } else { Some(file_paths(&handle, &app, &paths)) })
}

/// The same for what was dropped onto the window last.
#[tauri::command(async)]
pub fn file_dropped_sheets(
    handle: AppHandle,
    app: State<'_, App>,
    dropped: State<'_, Dropped>,
) -> Answer<Vec<FiledFile>> {
    app.signed_in(|_, _| Ok(()))?;
    Ok(file_paths(&handle, &app, &dropped.take()))
}

/// File by file. What was filed before somebody cancels stays filed; the rest is told as cancelled.
fn file_paths(handle: &AppHandle, app: &App, paths: &[PathBuf]) -> Vec<FiledFile> {
    let cancel = app.begin_work();
    let total = paths.len() as u64;
    let file = |(done, path): (u64, &PathBuf)| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        tell(handle, done, total);
        filed(app, path, &cancel).unwrap_or_else(|report| FiledFile::refused(name, report))
    };
    (0..).zip(paths).map(file).collect()
}

fn filed(app: &App, path: &Path, cancel: &Cancel) -> Result<FiledFile, Report> {
    let (file, bytes) = attachments::contents(path).map_err(|error| error.report())?;
    let reader = ReaderProcess::current().map_err(|error| Error::io(path, error).report())?;
    let scan = scan::read(&reader, &file, &bytes, cancel, &mut |_| {});
    let scan = scan.map_err(|error| error.report())?;
    let codes = scan.codes();
    let filed = app.signed_in(|ledgers, session| signed::file(ledgers, session, (&file, &bytes), &codes))?;
    Ok(FiledFile { filed: Some(filed), without_code: scan.without_code(), refused: None, file })
}

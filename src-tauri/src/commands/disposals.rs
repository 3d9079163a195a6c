//! 廃棄の案件: applying, going on step by step, and what speaks meanwhile. One action each; no rule.

use mamori_core::attachments::actions::attach;
use mamori_core::attachments::{About, Attachment};
use mamori_core::disposals::actions::{self, corrections};
use mamori_core::disposals::board::{self, BoardCase};
use mamori_core::disposals::case::Step;
use mamori_core::disposals::guide::{self, CaseGuide, StepInfo};
use mamori_core::disposals::proof::{self, Matching, Named, ReadReport};
use mamori_core::disposals::taken::{self, TakenStep};
use mamori_core::disposals::weigh::{self, Weighed};
use mamori_core::error::Error;
use mamori_core::import::ReaderProcess;
use mamori_core::records::view::{Draft, RecordView};
use mamori_core::vocab::RegisterId;
use tauri::{AppHandle, State};

use crate::app::{Answer, App};
use crate::commands::attachments;
use crate::dialogs::{self, Ask};

#[tauri::command(async)]
pub fn describe_steps(app: State<'_, App>) -> Answer<Vec<StepInfo>> {
    app.signed_in(|ledgers, _| Ok(guide::steps(ledgers.profile())))
}

#[tauri::command(async)]
pub fn disposal_board(app: State<'_, App>) -> Answer<Vec<BoardCase>> {
    app.signed_in(|ledgers, session| board::board(ledgers, session))
}

#[tauri::command(async)]
pub fn guide_case(app: State<'_, App>, id: i64) -> Answer<Option<CaseGuide>> {
    app.signed_in(|ledgers, session| guide::guide(ledgers, session, id))
}

#[tauri::command(async)]
pub fn apply_disposal(app: State<'_, App>, draft: Draft) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::apply(ledgers, session, &draft))
}

#[tauri::command(async)]
pub fn amend_disposal(
    app: State<'_, App>,
    id: i64,
    version: u32,
    draft: Draft,
    reason: &str,
) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::amend(ledgers, session, (id, version), &draft, reason))
}

#[tauri::command(async)]
pub fn advance_case(
    app: State<'_, App>,
    id: i64,
    version: u32,
    step: Step,
    draft: Draft,
) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| actions::advance_case(ledgers, session, (id, version), step, &draft))
}

/// The steps of a case that were taken, for their correction.
#[tauri::command(async)]
pub fn taken_steps(app: State<'_, App>, id: i64) -> Answer<Vec<TakenStep>> {
    app.signed_in(|ledgers, session| taken::taken(ledgers, session, id))
}

/// `entry` is the step's place in the log.
#[tauri::command(async)]
pub fn correct_step(
    app: State<'_, App>,
    id: i64,
    version: u32,
    entry: i64,
    draft: Draft,
    reason: &str,
) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| {
        corrections::correct_step(ledgers, session, (id, version, entry), &draft, reason)
    })
}

#[tauri::command(async)]
pub fn void_step(app: State<'_, App>, id: i64, version: u32, entry: i64, reason: &str) -> Answer<RecordView> {
    app.signed_in(|ledgers, session| corrections::void_step(ledgers, session, (id, version, entry), reason))
}

#[tauri::command(async)]
pub fn move_photo(
    app: State<'_, App>,
    id: i64,
    photo: i64,
    step: Step,
    item: Option<&str>,
) -> Answer<Attachment> {
    app.signed_in(|ledgers, session| corrections::move_photo(ledgers, session, (id, photo), (step, item)))
}

/// Of an application being typed; `case` is the one being corrected, or 0.
#[tauri::command(async)]
pub fn weigh_application(app: State<'_, App>, case: i64, draft: Draft) -> Answer<Vec<Weighed>> {
    app.signed_in(|ledgers, session| weigh::application(ledgers, session, &draft, case))
}

#[tauri::command(async)]
pub fn weigh_work(app: State<'_, App>, case: i64, draft: Draft) -> Answer<Vec<Weighed>> {
    app.signed_in(|ledgers, session| weigh::work(ledgers, session, &draft, case))
}

/// Drives a step still waits for.
#[tauri::command(async)]
pub fn expected_drives(app: State<'_, App>, id: i64, step: Step) -> Answer<Vec<Named>> {
    app.signed_in(|ledgers, session| proof::expected(ledgers, session, id, step))
}

#[tauri::command(async)]
pub fn match_serials(
    app: State<'_, App>,
    id: i64,
    step: Step,
    certificate: (String, String),
    serials: Vec<String>,
) -> Answer<Matching> {
    let (own, replaces) = certificate;
    app.signed_in(|ledgers, session| {
        proof::matched(ledgers, session, (id, step), (&own, &replaces), &serials)
    })
}

/// Asks for a certificate or an erasure report, keeps it with the case and reads it; nothing where the
/// user thought better of it.
#[tauri::command(async)]
pub fn read_report(
    handle: AppHandle,
    app: State<'_, App>,
    id: i64,
    step: Step,
) -> Answer<Option<ReadReport>> {
    let expected = app.signed_in(|ledgers, session| proof::expected(ledgers, session, id, step))?;
    let Some(path) = dialogs::ask(&handle, Ask::Report).into_iter().next() else { return Ok(None) };
    let (name, bytes) = attachments::contents(&path).map_err(|error| error.report())?;
    let of = (RegisterId::Disposals, id);
    let about = About { step: Some(step.as_str()), ..About::default() };
    let kept = app.signed_in(|ledgers, session| attach(ledgers, session, of, (&name, &bytes), about))?;
    let reader = ReaderProcess::current().map_err(|error| Error::io(&path, error).report())?;
    Ok(Some(proof::read(&reader, step, &kept, &bytes, &expected)))
}

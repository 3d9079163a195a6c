//! 添付: certificates and photos kept with a record, opened in the system's viewer.

use std::path::Path;

use mamori_core::attachments::{About, Attachment, LARGEST, actions};
use mamori_core::error::{Error, ErrorCode, refuse_with};
use mamori_core::vocab::RegisterId;
use tauri::{AppHandle, State};

use crate::app::{Answer, App};
use crate::commands::forms;
use crate::dialogs::{self, Ask};

#[tauri::command(async)]
pub fn list_attachments(app: State<'_, App>, register: RegisterId, id: i64) -> Answer<Vec<Attachment>> {
    app.signed_in(|ledgers, session| actions::list(ledgers, session, register, id))
}

/// Asks for a file and keeps it with the record, or with a step of it and a thing; nothing where the user thought better of it.
#[tauri::command(async)]
pub fn attach_file(
    handle: AppHandle,
    app: State<'_, App>,
    register: RegisterId,
    id: i64,
    step: Option<&str>,
    item: Option<&str>,
) -> Answer<Option<Attachment>> {
    let Some(path) = dialogs::ask(&handle, Ask::Attachment).into_iter().next() else { return Ok(None) };
    let (name, bytes) = contents(&path).map_err(|error| error.report())?;
    let (of, about) = ((register, id), About { step, item, ..About::default() });
    app.signed_in(|ledgers, session| actions::attach(ledgers, session, of, (&name, &bytes), about)).map(Some)
}

#[tauri::command(async)]
pub fn open_attachment(handle: AppHandle, app: State<'_, App>, id: i64) -> Answer<()> {
    let (found, bytes) = app.signed_in(|ledgers, session| actions::open(ledgers, session, id))?;
    forms::view(&handle, &found.viewing_name(), &bytes)
}

/// Name and content. A file too large to be kept is not loaded at all.
pub fn contents(path: &Path) -> Result<(String, Vec<u8>), Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let size = std::fs::metadata(path).map_err(|error| Error::io(path, error))?.len();
    if size > LARGEST as u64 {
        return Err(refuse_with(ErrorCode::AttachmentTooLarge, [("file", name)]));
    }
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
    Ok((name, bytes))
}

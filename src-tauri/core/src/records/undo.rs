//! 元に戻す: the last own registration or correction, taken back while nobody has touched the record since.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::actions::{missing, not_decided, not_run_by_steps, shown, written};
use super::view::RecordView;
use super::{Record, image, states, store};
use crate::audit::Action;
use crate::error::{Error, ErrorCode, Result, refuse, refuse_with};
use crate::ledgers::Ledgers;
use crate::users::{Permission, Session};
use crate::vocab::RegisterId;

/// What Ctrl+Z did.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct UndoAnswer {
    pub register: RegisterId,
    pub number: String,
    /// What was undone: `created` or `corrected`.
    pub action: String,
    pub record: RecordView,
}

/// 元に戻す: takes back the last own registration or correction, if nobody touched the record since.
///
/// The log keeps both; a registration taken back is voided, a correction is corrected back.
pub fn undo_last(ledgers: &mut Ledgers, session: &Session) -> Result<UndoAnswer> {
    let (register, record, action) = ledgers.change(session, Permission::KeepLedgers, |change| {
        let last = last_own(&change.tx, session)?.ok_or_else(|| refuse(ErrorCode::NothingToUndo))?;
        let now = store::get(&change.tx, last.register, last.record)?;
        not_run_by_steps(&now)?;
        not_decided(&now)?;
        let mut undone = match last.before {
            Some(before) => {
                states::correction_stands(&change.tx, &now, &before.content)?;
                Record { version: now.version + 1, ..before }
            }
            None => {
                states::not_in_a_case(&change.tx, now.register, &now.content)?;
                Record { version: now.version + 1, voided: true, ..now }
            }
        };
        undone.missing = missing(&undone);
        store::update(&change.tx, &undone)?;
        let event =
            written(Action::Undone, &undone)?.detail(json!({ "undone": last.seq, "action": last.action }));
        Ok(((last.register, last.record, last.action), event))
    })?;
    let record = shown(ledgers, session, register, record)?;
    Ok(UndoAnswer { register, number: record.number.clone(), action, record })
}

struct LastOwn {
    seq: i64,
    register: RegisterId,
    record: i64,
    action: String,
    before: Option<Record>,
}

/// The newest entry that changed a record, if it is this user's own and can be taken back.
fn last_own(db: &Connection, session: &Session) -> Result<Option<LastOwn>> {
    let mut statement = db.prepare_cached(include_str!("sql/last_own.sql"))?;
    let mut rows = statement.query([session.account()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let (seq, name, record, action): (i64, String, i64, String) =
        (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
    let before: Option<String> = row.get(4)?;
    let broken = || Error::Corrupt(format!("image before entry {seq}"));
    let register: RegisterId = name.parse().map_err(|_| broken())?;
    if action != Action::Created.as_str() && action != Action::Corrected.as_str() {
        let params = [("action", action)];
        return Err(refuse_with(ErrorCode::UndoNotAllowed, params));
    }
    let before = match before {
        Some(image) => {
            let image = serde_json::from_str(&image).map_err(|_| broken())?;
            Some(image::read(register, &image).ok_or_else(broken)?)
        }
        None => None,
    };
    Ok(Some(LastOwn { seq, register, record, action, before }))
}

//! A record taken one step further: read as it stands, written as it then stands, with its entry in the log.
//! Shared by the ledgers that go by steps; what a step means stands with each of them.

use chrono::NaiveDate;
use serde_json::json;

use super::actions::{entered_late, settle, written};
use super::people::People;
use super::view::{Draft, RecordView};
use super::{Record, open, store};
use crate::audit::{Action, Event};
use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::ledgers::{Change, Ledgers};
use crate::registers::{Facts, register};
use crate::users::{Permission, Session};
use crate::vocab::read::{self, DraftTexts, Strictness};
use crate::vocab::{Content, RegisterId};

/// What was said at a step, read as one reads an old ledger: blanks are the step's own matter.
pub fn typed(id: RegisterId, draft: &Draft, change: &Change<'_>, people: &People) -> Result<Content> {
    let texts =
        DraftTexts { values: draft.values.clone(), parts: draft.parts.clone(), ..DraftTexts::default() };
    let read = read::read(register(id), &texts, Strictness::Import, change.today());
    let mut given = read.map_err(|problems| Error::Input { register: id, problems })?;
    people.settle(id, &mut given);
    Ok(given)
}

/// The record as it stands, unless somebody changed it since it was shown.
pub fn current(change: &Change<'_>, (id, record): (RegisterId, i64), version: u32) -> Result<Record> {
    let record = store::get(&change.tx, id, record)?;
    if record.version != version {
        return Err(refuse_with(ErrorCode::ChangedMeanwhile, [("number", record.number())]));
    }
    if record.voided {
        return Err(refuse_with(ErrorCode::AlreadyVoided, [("number", record.number())]));
    }
    Ok(record)
}

/// Writes the record as it now stands.
pub fn stored(change: &Change<'_>, before: Record, content: Content, people: &People) -> Result<Record> {
    let mut after = Record { version: before.version + 1, content, ..before };
    settle(&mut after, people, change.profile);
    store::update(&change.tx, &after)?;
    Ok(after)
}

/// 事後入力: whether the step is entered long after its day; then it needs the reason why.
pub fn lateness(change: &Change<'_>, day: Option<NaiveDate>, draft: &Draft) -> Result<bool> {
    match day {
        Some(day) => entered_late(change, day, draft.late_reason.as_deref()),
        None => Ok(false),
    }
}

/// The entry of a step that says its own day, and whether it is entered long after it.
pub fn dated_event(
    action: Action,
    record: &Record,
    (day, late): (Option<NaiveDate>, bool),
    draft: &Draft,
) -> Result<Event> {
    let reason = draft.late_reason.as_deref().filter(|_| late);
    let day = day.map(|day| day.to_string());
    event(action, record, (day.as_deref(), late), reason)
}

/// The entry of a step, with the state it led to.
pub fn step_event(action: Action, record: &Record, draft: &Draft, change: &Change<'_>) -> Result<Event> {
    let day = draft.effective_on.clone().unwrap_or_else(|| change.today().to_string());
    let reason = draft.late_reason.as_deref();
    let late = reason.is_some_and(|reason| !reason.trim().is_empty());
    event(action, record, (Some(&day), late), reason)
}

fn event(
    action: Action,
    record: &Record,
    (day, late): (Option<&str>, bool),
    reason: Option<&str>,
) -> Result<Event> {
    let status = Facts(&record.content.values).choice("status").unwrap_or_default();
    let event = written(action, record)?.effective(day, late);
    Ok(event.reason(reason).detail(json!({ "status": status })))
}

/// What was just written; the user has seen it, so no entry of its own.
pub fn shown(ledgers: &Ledgers, session: &Session, id: RegisterId, record: i64) -> Result<RecordView> {
    ledgers.read(session, Permission::ReadLedgers, |view| Ok(open::get(view, id, record)?.1))
}

/// Who does not keep ledgers may put down his own signature only.
pub fn answers_for(session: &Session, signed_by: Option<&str>, given: &Content) -> Result<()> {
    use crate::vocab::Value;
    let own = signed_by.and_then(|key| given.values.get(key));
    let himself = matches!(own, Some(Value::Person { id: Some(id), .. }) if *id == session.person());
    if himself || session.may(Permission::KeepLedgers) {
        return Ok(());
    }
    Err(Error::Forbidden(Permission::KeepLedgers))
}

/// Refuses a person who does not hold a post of the slot.
pub fn must_hold(
    change: &Change<'_>,
    slot: &str,
    given: &Content,
    (id, who, when): (RegisterId, &str, &str),
) -> Result<()> {
    let day = Facts(&given.values).first_day(when).unwrap_or(change.today());
    if given.values.get(who).is_some_and(|person| crate::people::posts::holds(change, person, slot, day)) {
        return Ok(());
    }
    let roles = change.profile.slot(slot).map(|slot| slot.roles.as_slice()).unwrap_or_default();
    let roles: Vec<_> = roles.iter().map(|role| change.profile.role_label(role)).collect();
    let field = super::steps::label(id, who);
    Err(refuse_with(ErrorCode::CaseRole, [("field", field), ("roles", roles.join("・"))]))
}

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

/// A step of a ledger that goes by steps.
pub trait Taken: Copy {
    /// The field of the person who answers for the step, where his signature is what it is about.
    fn signed_by(self) -> Option<&'static str>;
    /// The word of the log for it.
    fn action(self) -> Action;
    /// The day it was taken, as it was typed; none where it is taken by being entered.
    fn day(self, given: &Content) -> Option<NaiveDate>;
}

/// Takes a record one step further: who may, what was said, whether it is said late, what the rule makes of it,
/// the record as it then stands and its entry in the log. `rule` answers the new content of the
/// one before and what was said; `ends` does what the step does beside its record, and may add to the entry.
pub fn take<S: Taken>(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, record, version): (RegisterId, i64, u32),
    (step, draft): (S, &Draft),
    rule: impl FnOnce(&Change<'_>, &Content, &Content) -> Result<Content>,
    ends: impl FnOnce(&Change<'_>, (&Record, &Content), Event) -> Result<Event>,
) -> Result<RecordView> {
    let door = match step.signed_by() {
        // Who signs may hold no right to keep ledgers; the rule asks for his post.
        Some(_) => Permission::ReadLedgers,
        None => Permission::KeepLedgers,
    };
    ledgers.change(session, door, |change| {
        let before = current(change, (id, record), version)?;
        let people = People::load(&change.tx)?;
        let given = typed(id, draft, change, &people)?;
        answers_for(session, step.signed_by(), &given)?;
        let content = rule(change, &before.content, &given)?;
        // Last, so that nobody explains why he enters late what could not be entered anyway.
        let day = step.day(&given);
        let late = lateness(change, day, draft)?;
        let after = stored(change, before, content, &people)?;
        let event = dated_event(step.action(), &after, (day.or(Some(change.today())), late), draft)?;
        Ok(((), ends(change, (&after, &given), event)?))
    })?;
    shown(ledgers, session, id, record)
}

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
    let status = Facts(&record.content.values).choice("status").unwrap_or_default();
    let event = written(action, record)?.effective(day.as_deref(), late);
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

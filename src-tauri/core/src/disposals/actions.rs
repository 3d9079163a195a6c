//! What users can do with a disposal case: apply, and take it one step further. One change, one event.
//!
//! The rules stand in [`super::case`]; here the things are fetched from their ledgers, and, when a case
//! closes, put to rest there.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::case::{self, Context, State, Step};
use super::store::{self, Db};
use crate::audit::{Action, Event};
use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::ledgers::{Change, Ledgers};
use crate::records::actions::{missing, settle, written};
use crate::records::open;
use crate::records::people::People;
use crate::records::view::{Draft, RecordView};
use crate::records::{Origin, Record, series, store as records};
use crate::registers::{Facts, register};
use crate::users::{Permission, Session};
use crate::vocab::read::{self, DraftTexts, Strictness};
use crate::vocab::{Content, PartialDate, RegisterId, Value, Values};

pub(super) mod things;

/// 申請: opens a case for things of the ledgers, each named by its control number.
pub fn apply(ledgers: &mut Ledgers, session: &Session, draft: &Draft) -> Result<RecordView> {
    let id = ledgers.change(session, Permission::KeepLedgers, |change| {
        let people = People::load(&change.tx)?;
        let mut given = typed(draft, change, &people)?;
        things::expand(change, &mut given, 0)?;
        let content = advance(change, &Content::default(), Step::Apply, &given)?;
        let day = Facts(&content.values).first_day("applied_on").unwrap_or(change.today());
        let mut record = Record {
            id: 0,
            register: RegisterId::Disposals,
            uuid: Uuid::new_v4().to_string(),
            version: 1,
            origin: Origin::Entry,
            batch: None,
            source: None,
            effective_on: Some(day.to_string()),
            late_reason: draft.late_reason.clone(),
            voided: false,
            missing: 0,
            content,
        };
        let number =
            series::next(&change.tx, register(RegisterId::Disposals).series.unwrap_or_default(), day)?;
        record.content.values.insert("doc_no".to_owned(), Value::Text(number));
        settle(&mut record, &people, change.profile);
        records::insert(&change.tx, &mut record)?;
        Ok((record.id, step_event(Step::Apply.action(), &record, draft, change)?))
    })?;
    shown(ledgers, session, id)
}

/// Corrects an application that is not permitted yet: its texts and its things.
pub fn amend(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    draft: &Draft,
    reason: &str,
) -> Result<RecordView> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let before = current(change, id, version)?;
        let open = State::of(&before.content) == Some(State::Opened);
        if !open || Facts(&before.content.values).has("permitted_on") || reason.trim().is_empty() {
            let code =
                if reason.trim().is_empty() { ErrorCode::ReasonMissing } else { ErrorCode::CaseBySteps };
            return Err(refuse_with(code, []));
        }
        let people = People::load(&change.tx)?;
        let mut given = typed(draft, change, &people)?;
        things::expand(change, &mut given, id)?;
        let mut content = advance(change, &Content::default(), Step::Apply, &given)?;
        for key in ["doc_no", "fiscal_year"] {
            before.content.values.get(key).map(|kept| content.values.insert(key.to_owned(), kept.clone()));
        }
        let after = stored(change, before, content, &people)?;
        Ok(((), written(Action::Corrected, &after)?.reason(Some(reason.trim()))))
    })?;
    shown(ledgers, session, id)
}

/// The next step of a case. What the step takes is listed in [`Step::fields`].
pub fn advance_case(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    step: Step,
    draft: &Draft,
) -> Result<RecordView> {
    let door = match step.signed_by() {
        // Who permits or checks may hold no right to keep ledgers; the rule asks for his post.
        Some(_) => Permission::ReadLedgers,
        None => Permission::KeepLedgers,
    };
    ledgers.change(session, door, |change| {
        let before = current(change, id, version)?;
        let people = People::load(&change.tx)?;
        let given = typed(draft, change, &people)?;
        answers_for(session, step, &given)?;
        let content = advance(change, &before.content, step, &given)?;
        let after = stored(change, before, content, &people)?;
        if step == Step::Close {
            things::end(change, &after)?;
        }
        let redone = step == Step::CheckAfter && State::of(&after.content) == Some(State::InWork);
        let action = if redone { Action::CaseRedone } else { step.action() };
        Ok(((), step_event(action, &after, draft, change)?))
    })?;
    shown(ledgers, session, id)
}

/// Who does not keep ledgers may put down his own signature only.
fn answers_for(session: &Session, step: Step, given: &Content) -> Result<()> {
    let own = step.signed_by().and_then(|key| given.values.get(key));
    let himself = matches!(own, Some(Value::Person { id: Some(id), .. }) if *id == session.person());
    if himself || session.may(Permission::KeepLedgers) {
        return Ok(());
    }
    Err(Error::Forbidden(Permission::KeepLedgers))
}

fn typed(draft: &Draft, change: &Change<'_>, people: &People) -> Result<Content> {
    let texts =
        DraftTexts { values: draft.values.clone(), parts: draft.parts.clone(), ..DraftTexts::default() };
    let read = read::read(register(RegisterId::Disposals), &texts, Strictness::Import, change.today());
    let mut given = read.map_err(|problems| Error::Input { register: RegisterId::Disposals, problems })?;
    people.settle(RegisterId::Disposals, &mut given);
    Ok(given)
}

fn advance(change: &Change<'_>, case: &Content, step: Step, given: &Content) -> Result<Content> {
    let holds = |person: &Value, slot: &str, day: NaiveDate| holds_post(change, person, slot, day);
    let context = Context { profile: change.profile, now: change.at().naive_local(), holds: &holds };
    case::advance(case, step, given, &context)
}

/// Whether the person signs in as, or is appointed to, one of the posts of a slot.
fn holds_post(change: &Change<'_>, person: &Value, slot: &str, day: NaiveDate) -> bool {
    let (Value::Person { id: Some(person), .. }, Some(slot)) = (person, change.profile.slot(slot)) else {
        return false;
    };
    let accounts = store::roles_of_account(&change.tx, *person).unwrap_or_default();
    let day = day.to_string();
    slot.roles.iter().any(|role| {
        accounts.contains(role) || store::is_appointed(&change.tx, *person, role, &day).unwrap_or(false)
    })
}

fn current(change: &Change<'_>, id: i64, version: u32) -> Result<Record> {
    let record = records::get(&change.tx, RegisterId::Disposals, id)?;
    if record.version != version {
        return Err(refuse_with(ErrorCode::ChangedMeanwhile, [("number", record.number())]));
    }
    if record.voided {
        return Err(refuse_with(ErrorCode::AlreadyVoided, [("number", record.number())]));
    }
    Ok(record)
}

/// Writes the case as it now stands.
fn stored(change: &Change<'_>, before: Record, content: Content, people: &People) -> Result<Record> {
    let mut after = Record { version: before.version + 1, content, ..before };
    settle(&mut after, people, change.profile);
    records::update(&change.tx, &after)?;
    Ok(after)
}

fn step_event(action: Action, record: &Record, draft: &Draft, change: &Change<'_>) -> Result<Event> {
    let day = draft.effective_on.clone().or_else(|| Some(change.today().to_string()));
    let late = draft.late_reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    let status = Facts(&record.content.values).choice("status").unwrap_or_default();
    let event = written(action, record)?;
    Ok(event
        .effective(day.as_deref(), late)
        .reason(draft.late_reason.as_deref())
        .detail(json!({ "status": status })))
}

fn shown(ledgers: &Ledgers, session: &Session, id: i64) -> Result<RecordView> {
    ledgers.read(session, Permission::ReadLedgers, |view| Ok(open::get(view, RegisterId::Disposals, id)?.1))
}

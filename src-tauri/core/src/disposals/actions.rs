//! What users can do with a disposal case: apply, and take it one step further. One change, one event.
//!
//! The rules stand in [`super::case`]; here the things are fetched from their ledgers, and, when a case
//! closes, put to rest there.

use chrono::NaiveDate;

use super::case::{self, Context, State, Step};
use super::journal;
use super::photos;
use super::store::{self, Db};
use crate::attachments::store as attachments;
use crate::audit::{Action, Event};
use crate::error::{ErrorCode, Result, refuse_with};
use crate::ledgers::{Change, Ledgers};
use crate::people::posts;
use crate::records::actions::{missing, settle, written};
use crate::records::people::People;
use crate::records::step_actions::{self, Taken, dated_event, lateness, stored, take};
use crate::records::view::{Draft, RecordView};
use crate::records::{Record, series, store as records};
use crate::registers::{Facts, register};
use crate::users::{Permission, Session};
use crate::vocab::{Content, RegisterId, Value, Values};

pub mod corrections;
pub(super) mod endings;
mod leases;
pub(super) mod things;

/// 申請: opens a case for things of the ledgers, each named by its control number.
pub fn apply(ledgers: &mut Ledgers, session: &Session, draft: &Draft) -> Result<RecordView> {
    let id = ledgers.change(session, Permission::KeepLedgers, |change| {
        let people = People::load(&change.tx)?;
        let mut given = typed(draft, change, &people)?;
        things::expand(change, &mut given, 0)?;
        leases::allowed(&given, change)?;
        leases::fill(&mut given, change)?;
        let late = lateness(change, Step::Apply.day(&given), draft)?;
        let content = advance(change, (&Content::default(), 0), Step::Apply, &given)?;
        let day = Facts(&content.values).first_day("applied_on").unwrap_or(change.today());
        let mut record = Record::entered(RegisterId::Disposals, content, day);
        record.late_reason = draft.late_reason.clone().filter(|_| late);
        let number =
            series::next(&change.tx, register(RegisterId::Disposals).series.unwrap_or_default(), day)?;
        record.content.values.insert("doc_no", Value::Text(number));
        settle(&mut record, &people, change.profile);
        records::insert(&change.tx, &mut record)?;
        let event = dated_event(Step::Apply.action(), &record, (Some(day), late), draft)?;
        Ok((record.id, keeping(event, &given)))
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
        leases::allowed(&given, change)?;
        leases::fill(&mut given, change)?;
        let mut content = advance(change, (&Content::default(), id), Step::Apply, &given)?;
        for key in ["doc_no", "fiscal_year"] {
            before.content.values.get(key).map(|kept| content.values.insert(key, kept.clone()));
        }
        let after = stored(change, before, content, &people)?;
        Ok(((), keeping(written(Action::Corrected, &after)?.reason(Some(reason.trim())), &given)))
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
    let rule =
        |change: &Change<'_>, before: &Content, given: &Content| advance(change, (before, id), step, given);
    let ends = |change: &Change<'_>, (after, given): (&Record, &Content), event: Event| {
        let mut event = keeping(event, given);
        match step {
            Step::HandOver | Step::SendOut => endings::sent_out(change, after)?,
            Step::Close => endings::end(change, after)?,
            Step::CheckAfter if State::of(&after.content) == Some(State::InWork) => {
                event.action = Action::CaseRedone;
            }
            _ => {}
        }
        Ok(event)
    };
    take(ledgers, session, (RegisterId::Disposals, id, version), (step, draft), rule, ends)
}

/// The entry keeps what was said, so that it can be corrected.
fn keeping(mut event: Event, given: &Content) -> Event {
    let mut detail = event.detail.take().unwrap_or_else(|| serde_json::json!({}));
    detail["said"] = journal::told(given);
    event.detail(detail)
}

fn typed(draft: &Draft, change: &Change<'_>, people: &People) -> Result<Content> {
    step_actions::typed(RegisterId::Disposals, draft, change, people)
}

fn advance(change: &Change<'_>, (case, id): (&Content, i64), step: Step, given: &Content) -> Result<Content> {
    let holds = |person: &Value, slot: &str, day: NaiveDate| posts::holds(change, person, slot, day);
    let attached = attachments::of_record(&change.tx, RegisterId::Disposals.as_str(), id)?;
    let photos = photos::of(&attached);
    let files: Vec<String> = attached.iter().map(|one| one.sha256.clone()).collect();
    let now = change.at().naive_local();
    let context = Context { profile: change.profile, now, holds: &holds, photos: &photos, files: &files };
    case::advance(case, step, given, &context)
}

fn current(change: &Change<'_>, id: i64, version: u32) -> Result<Record> {
    step_actions::current(change, (RegisterId::Disposals, id), version)
}

fn shown(ledgers: &Ledgers, session: &Session, id: i64) -> Result<RecordView> {
    step_actions::shown(ledgers, session, RegisterId::Disposals, id)
}

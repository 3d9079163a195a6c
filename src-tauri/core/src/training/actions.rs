//! What users can do with a session: plan it, take it further, mark who came, correct it. One change, one event.
//!
//! The rules stand in [`super::session`]; here the course, the text, the plan and the people are fetched.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::json;

use super::session::attendance::{AttendanceEntry, mark};
use super::session::targets::freeze;
use super::session::{self, Context, Proof, State, Step, refused_state, set_state, targets};
use super::{keeping, store};
use crate::audit::{Action, Event};
use crate::error::{ErrorCode, Result, refuse, refuse_with};
use crate::ledgers::{Change, Ledgers};
use crate::people::store as people;
use crate::records::actions::{entered_late, number, settle, written};
use crate::records::people::People;
use crate::records::step_actions::{self, dated_event, lateness, must_hold, stored, take};
use crate::records::view::{Draft, RecordView};
use crate::records::{Record, store as records};
use crate::registers::Facts;
use crate::users::{Permission, Session};
use crate::vocab::{Content, FiscalYear, RegisterId, Value};

const TRAINING: RegisterId = RegisterId::Training;

/// 計画: the session and everybody it means, as of its day.
pub fn plan(ledgers: &mut Ledgers, session: &Session, draft: &Draft) -> Result<RecordView> {
    let id = ledgers.change(session, Permission::KeepLedgers, |change| {
        let people = People::load(&change.tx)?;
        let mut content = planned(change, draft, &people)?;
        let members = people::roster(&change.tx)?;
        let day = held_on(&content, change);
        freeze(&mut content, &members, (day, change.today()), change.profile);
        somebody_is_meant(&content)?;
        let record = insert(change, content, draft, &people)?;
        Ok((record.id, planned_event(Action::TrainingPlanned, &record, draft, change)?))
    })?;
    shown(ledgers, session, id)
}

/// The entry of a plan: of today, or of the session's day where it is put down afterwards.
pub(super) fn planned_event(
    action: Action,
    record: &Record,
    draft: &Draft,
    change: &Change<'_>,
) -> Result<Event> {
    let day = held_on(&record.content, change).min(change.today());
    dated_event(action, record, (Some(day), record.late_reason.is_some()), draft)
}

/// A planned session with its list is numbered and stored.
pub(super) fn insert(
    change: &Change<'_>,
    content: Content,
    draft: &Draft,
    people: &People,
) -> Result<Record> {
    let day = held_on(&content, change);
    // A day that lies ahead is planned; one that lies long back is put down afterwards.
    let late = lateness(change, Some(day), draft)?;
    let mut record = Record::entered(TRAINING, content, change.today());
    record.late_reason = draft.late_reason.clone().filter(|_| late);
    if !record.content.values.contains_key("session") {
        let nth = store::sessions_of(&change.tx, &text(&record.content, "course"), FiscalYear::of(day))? + 1;
        record.content.values.insert("session", Value::Int(nth));
    }
    number(change, &mut record, day)?;
    settle(&mut record, people, change.profile);
    records::insert(&change.tx, &mut record)?;
    Ok(record)
}

/// Changes a plan that was not held yet; the list is drawn up anew.
pub fn amend(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    draft: &Draft,
    reason: &str,
) -> Result<RecordView> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let reason = given(reason)?;
        let before = not_held_yet(change, id, version, "計画の変更")?;
        let people = People::load(&change.tx)?;
        let mut content = planned(change, draft, &people)?;
        let kept =
            ["doc_no", "status", "announced_on", "announced_how", "makeup_of", "fixed_list", "session"];
        for key in kept {
            if let Some(value) = before.content.values.get(key) {
                content.values.insert_new(key, || value.clone());
            }
        }
        if let Some(status) = before.content.values.get("status") {
            content.values.insert("status", status.clone());
        }
        content.parts = before.content.parts.clone();
        let members = people::roster(&change.tx)?;
        let day = held_on(&content, change);
        freeze(&mut content, &members, (day, change.today()), change.profile);
        somebody_is_meant(&content)?;
        let after = stored(change, before, content, &people)?;
        Ok(((), written(Action::TrainingAmended, &after)?.reason(Some(reason))))
    })?;
    shown(ledgers, session, id)
}

/// 対象者の取り直し: who joined since stands on the list, who left does not.
pub fn refresh_targets(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
) -> Result<RecordView> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let before = not_held_yet(change, id, version, "対象者の取り直し")?;
        let people = People::load(&change.tx)?;
        let mut content = before.content.clone();
        let day = held_on(&content, change);
        freeze(&mut content, &people::roster(&change.tx)?, (day, change.today()), change.profile);
        somebody_is_meant(&content)?;
        let after = stored(change, before, content, &people)?;
        Ok(((), written(Action::TargetsFrozen, &after)?))
    })?;
    shown(ledgers, session, id)
}

/// 周知, 実施, 確定, 中止.
pub fn advance(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    step: Step,
    draft: &Draft,
) -> Result<RecordView> {
    let rule = |change: &Change<'_>, before: &Content, given: &Content| {
        let mut told = before.clone();
        told.values.extend(given.values.clone());
        let mut content = session::advance(before, step, given, &context(change, &told)?)?;
        if step == Step::Confirm {
            must_hold(change, "training_check", given, (TRAINING, "checked_by", "checked_on"))?;
        }
        if step == Step::Hold {
            known_links(change, &mut content)?;
            let day = held_on(&content, change);
            freeze(&mut content, &people::roster(&change.tx)?, (day, change.today()), change.profile);
        }
        keeping::used(change, &text(&content, "doc_no"), &content)?;
        Ok(content)
    };
    take(ledgers, session, (TRAINING, id, version), (step, draft), rule, |_, _, event| Ok(event))
}

/// 出欠の記録. The first mark holds the session; after the confirmation it is a correction with its reason, and
/// long after the day somebody came (事後入力) the reason is asked for too.
pub fn save_attendance(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    entries: &[AttendanceEntry],
    reason: Option<&str>,
) -> Result<RecordView> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let before = current(change, id, version)?;
        let people = People::load(&change.tx)?;
        let members = people::roster(&change.tx)?;
        let mut content = before.content.clone();
        let day = held_on(&content, change);
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        match State::of(&content).filter(|_| session::is_run(&content)) {
            Some(State::Planned | State::Announced) if day <= change.today() => {
                freeze(&mut content, &members, (day, change.today()), change.profile);
                set_state(&mut content, State::Held);
            }
            Some(State::Planned | State::Announced) => {
                let day = crate::vocab::PartialDate::from(day).short();
                return Err(refuse_with(ErrorCode::TrainingNotYet, [("day", day)]));
            }
            Some(State::Held) => {}
            Some(State::Confirmed) if reason.is_some() => {}
            Some(State::Confirmed) => return Err(refuse(ErrorCode::ReasonMissing)),
            _ => return Err(refused_state(&content, "出欠の記録")),
        }
        let came = mark(&mut content, entries, &members, (day, change.today()))?;
        let late = State::of(&content) == Some(State::Held) && entered_late(change, came, reason)?;
        let judged = context(change, &content)?;
        session::stays_confirmed(&content, &judged)?;
        keeping::used(change, &before.number(), &content)?;
        let after = stored(change, before, content, &people)?;
        let counts = super::counts(&after.content);
        let event = written(Action::AttendanceMarked, &after)?.effective(Some(&came.to_string()), late);
        let detail = json!({ "marked": entries.len(), "attended": counts.attended, "absent": counts.absent });
        Ok(((), event.reason(reason).detail(detail)))
    })?;
    shown(ledgers, session, id)
}

/// Whom a name of the list means. The name itself stays as the list had it.
pub fn assign_attendee(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    (line, person): (u32, i64),
    reason: &str,
) -> Result<RecordView> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let reason = given(reason)?;
        let before = current(change, id, version)?;
        let member = people::roster(&change.tx)?.into_iter().find(|member| member.id == person);
        let member = member.ok_or_else(|| records::not_found(RegisterId::Staff, &person.to_string()))?;
        let mut content = before.content.clone();
        let rows = content.parts.entry("attendees".to_owned()).or_default();
        if rows.iter().any(|row| targets::person(row) == Some(person)) {
            return Err(refuse_with(ErrorCode::TrainingTwice, [("name", member.name)]));
        }
        let row = usize::try_from(line).ok().and_then(|line| rows.get_mut(line.checked_sub(1)?));
        let unknown = || refuse_with(ErrorCode::TrainingLineUnknown, [("line", line.to_string())]);
        let row = row.ok_or_else(unknown)?;
        let name = session::name_of(row);
        row.insert("name", Value::Person { id: Some(person), name });
        row.insert_new("staff_no", || Value::Text(member.staff_no));
        let after = stored(change, before, content, &People::load(&change.tx)?)?;
        Ok(((), written(Action::AttendeeAssigned, &after)?.reason(Some(reason))))
    })?;
    shown(ledgers, session, id)
}

/// 訂正 of a session that was held. A key with a blank text clears the field.
pub fn correct(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    draft: &Draft,
    reason: &str,
) -> Result<RecordView> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let reason = given(reason)?;
        let before = current(change, id, version)?;
        let people = People::load(&change.tx)?;
        let given = typed(draft, change, &people)?;
        let blank = draft.values.iter().filter(|(_, text)| text.trim().is_empty());
        let cleared: Vec<&str> = blank.map(|(key, _)| key.as_str()).collect();
        let mut told = before.content.clone();
        told.values.extend(given.values.clone());
        let mut content = session::correct(&before.content, &given, &cleared, &context(change, &told)?)?;
        known_links(change, &mut content)?;
        keeping::used(change, &before.number(), &content)?;
        let after = stored(change, before, content, &people)?;
        Ok(((), written(Action::Corrected, &after)?.reason(Some(reason))))
    })?;
    shown(ledgers, session, id)
}

/// A plan as typed, completed by its course and its text.
pub(super) fn planned(change: &Change<'_>, draft: &Draft, people: &People) -> Result<Content> {
    let mut given = typed(draft, change, people)?;
    from_course(change, &mut given)?;
    let mut content = session::plan(&given)?;
    known_links(change, &mut content)?;
    Ok(content)
}

/// What the plan does not say is said by its course.
fn from_course(change: &Change<'_>, given: &mut Content) -> Result<()> {
    let Some(number) = given.values.get("course_no").map(Value::to_text) else { return Ok(()) };
    let unknown = || refuse_with(ErrorCode::CourseUnknown, [("course", number.clone())]);
    let course = linked(change, RegisterId::TrainingCourses, &number)?.ok_or_else(unknown)?;
    let taken = [
        ("course", "course"),
        ("course_kind", "course_kind"),
        ("targets", "targets"),
        ("target_departments", "target_departments"),
        ("mode", "mode"),
        ("content", "content"),
        ("instructor", "instructor"),
        ("text_no", "text_no"),
        ("quiz_pass", "pass_score"),
    ];
    for (key, own) in taken {
        if let Some(value) = course.content.values.get(own) {
            given.values.insert_new(key, || value.clone());
        }
    }
    Ok(())
}

/// The plan and the text named exist; the text's title and edition are copied as they are today.
fn known_links(change: &Change<'_>, session: &mut Content) -> Result<()> {
    if let Some(number) = session.values.get("plan_no").map(Value::to_text)
        && linked(change, RegisterId::TrainingPlans, &number)?.is_none()
    {
        return Err(refuse_with(ErrorCode::PlanUnknown, [("number", number)]));
    }
    let Some(number) = session.values.get("text_no").map(Value::to_text) else { return Ok(()) };
    let unknown = || refuse_with(ErrorCode::TextUnknown, [("number", number.clone())]);
    let kept = linked(change, RegisterId::TrainingTexts, &number)?.ok_or_else(unknown)?;
    for (key, own) in [("text_ref", "title"), ("text_edition", "edition"), ("text_place", "paper_place")] {
        match kept.content.values.get(own) {
            Some(value) => drop(session.values.insert(key, value.clone())),
            None => drop(session.values.remove(key)),
        }
    }
    Ok(())
}

fn linked(change: &Change<'_>, id: RegisterId, number: &str) -> Result<Option<Record>> {
    store::by_number(&change.tx, id, number)
}

fn context<'a>(change: &Change<'a>, session: &Content) -> Result<Context<'a>> {
    let proof = store::proof(&change.tx, session)?;
    Ok(Context { profile: change.profile, now: local(change), proof })
}

fn local(change: &Change<'_>) -> NaiveDateTime {
    change.at().naive_local()
}

fn typed(draft: &Draft, change: &Change<'_>, people: &People) -> Result<Content> {
    step_actions::typed(TRAINING, draft, change, people)
}

fn current(change: &Change<'_>, id: i64, version: u32) -> Result<Record> {
    step_actions::current(change, (TRAINING, id), version)
}

fn not_held_yet(change: &Change<'_>, id: i64, version: u32, step: &str) -> Result<Record> {
    let record = current(change, id, version)?;
    let state = State::of(&record.content).filter(|_| session::is_run(&record.content));
    match state {
        Some(State::Planned | State::Announced) => Ok(record),
        _ => Err(refused_state(&record.content, step)),
    }
}

pub(super) fn held_on(session: &Content, change: &Change<'_>) -> NaiveDate {
    Facts(&session.values).first_day("held_on").unwrap_or(change.today())
}

fn somebody_is_meant(session: &Content) -> Result<()> {
    match session.parts.get("attendees").is_some_and(|rows| !rows.is_empty()) {
        true => Ok(()),
        false => Err(refuse(ErrorCode::TrainingNobodyMeant)),
    }
}

pub(super) fn given(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    if reason.is_empty() { Err(refuse(ErrorCode::ReasonMissing)) } else { Ok(reason) }
}

fn text(content: &Content, key: &str) -> String {
    content.values.get(key).map(Value::to_text).unwrap_or_default()
}

pub(super) fn shown(ledgers: &Ledgers, session: &Session, id: i64) -> Result<RecordView> {
    step_actions::shown(ledgers, session, TRAINING, id)
}

/// What the confirmation rests on, for the guide.
pub(super) fn proof_of(db: &store::Db, session: &Content) -> Result<Proof> {
    store::proof(db, session)
}

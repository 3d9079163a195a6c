//! What users can do with a record of any ledger: register, correct, void, open, look; [`super::undo`] takes back.

use chrono::NaiveDate;
use rusqlite::Connection;
use serde_json::json;

use super::view::{Draft, ListQuery, Page, RecordView};
use super::{Origin, Record, image, list, open, people::People, series, states, store};
use crate::audit::{Action, Event};
use crate::devices;
use crate::error::{Error, ErrorCode, Result, refuse, refuse_with};
use crate::ledgers::{Change, Ledgers};
use crate::profile::Profile;
use crate::registers::{self, Facts, Severity, register};
use crate::users::{Permission, Session};
use crate::vocab::read::{self, DraftTexts, Problem, ProblemCode, Problems, Strictness};
use crate::vocab::{Content, Field, RegisterId, Required, Value, Values};

/// Who may write to a ledger.
fn keeping(id: RegisterId) -> Permission {
    match id {
        RegisterId::Staff => Permission::ManagePeople,
        _ => Permission::KeepLedgers,
    }
}

/// 登録
pub fn create(ledgers: &mut Ledgers, session: &Session, id: RegisterId, draft: &Draft) -> Result<RecordView> {
    let made = ledgers.change(session, keeping(id), |change| {
        let content = read_draft(id, draft, change.today())?;
        let (effective_on, late) = effective(draft, change)?;
        let late = past_disposal(id, draft)? || late;
        let mut record = Record::entered(id, content, effective_on);
        record.late_reason = draft.late_reason.clone().filter(|_| late);
        settle(&mut record, &People::load(&change.tx)?, change.profile);
        number(change, &mut record, effective_on)?;
        states::beginning_stands(&record)?;
        refuse_broken_rules(&record, change.profile)?;
        store::insert(&change.tx, &mut record)?;
        let event = written(Action::Created, &record)?
            .effective(record.effective_on.as_deref(), late)
            .reason(record.late_reason.as_deref());
        Ok((record.id, event))
    })?;
    shown(ledgers, session, id, made)
}

/// 訂正: before, after and reason are kept.
pub fn correct(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, record, version): (RegisterId, i64, u32),
    draft: &Draft,
    reason: &str,
) -> Result<RecordView> {
    ledgers.change(session, keeping(id), |change| {
        let reason = given(reason)?;
        let before = current(&change.tx, id, record, version)?;
        not_decided(&before)?;
        let mut content = read_correction(&before, draft, change.today())?;
        carry_over(&before, &mut content)?;
        crate::people::actions::leaving_stands(change, &before, &content)?;
        let mut after = Record { version: version + 1, content, ..before.clone() };
        settle_again(&before, &mut after, &People::load(&change.tx)?, change.profile);
        states::correction_stands(&change.tx, &before, &after.content)?;
        if after.origin == Origin::Entry {
            refuse_broken_rules(&after, change.profile)?;
        }
        store::update(&change.tx, &after)?;
        Ok(((), written(Action::Corrected, &after)?.reason(Some(reason))))
    })?;
    shown(ledgers, session, id, record)
}

/// 取消: the record stays, marked as not in force.
pub fn void(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, record, version): (RegisterId, i64, u32),
    reason: &str,
) -> Result<RecordView> {
    ledgers.change(session, keeping(id), |change| {
        let reason = given(reason)?;
        let mut voided = current(&change.tx, id, record, version)?;
        crate::people::actions::nobody_signs_in_as(change, &voided)?;
        states::not_in_a_case(&change.tx, id, &voided.content)?;
        voided.voided = true;
        voided.version += 1;
        store::update(&change.tx, &voided)?;
        Ok(((), written(Action::Voided, &voided)?.reason(Some(reason))))
    })?;
    shown(ledgers, session, id, record)
}

/// What was just written, as it now stands; the user has seen it, so no entry of its own.
pub(super) fn shown(ledgers: &Ledgers, session: &Session, id: RegisterId, record: i64) -> Result<RecordView> {
    ledgers.read(session, Permission::ReadLedgers, |view| Ok(open::get(view, id, record)?.1))
}

/// Opens a record. Where it speaks of persons, that is an access and leaves an entry (A ５．２．２ ２）).
pub fn view(ledgers: &mut Ledgers, session: &Session, id: RegisterId, record: i64) -> Result<RecordView> {
    let seen = ledgers.read(session, Permission::ReadLedgers, |view| open::get(view, id, record));
    let (record, view) = seen?;
    if register(id).personal {
        let event = Event::new(Action::Viewed).about(id, record.id, &record.number());
        ledgers.change(session, Permission::ReadLedgers, |_| Ok(((), event)))?;
    }
    Ok(view)
}

/// By control number, for the command line.
pub fn find(ledgers: &mut Ledgers, session: &Session, id: RegisterId, number: &str) -> Result<RecordView> {
    let found =
        ledgers.read(session, Permission::ReadLedgers, |view| store::by_number(view.db, id, number))?;
    view(ledgers, session, id, found.id)
}

/// One page of a ledger. Searching for persons leaves an entry; other lists are free.
pub fn list(ledgers: &mut Ledgers, session: &Session, id: RegisterId, query: &ListQuery) -> Result<Page> {
    let page = ledgers.read(session, Permission::ReadLedgers, |view| list::page(view, id, query))?;
    let searched = query.text.as_deref().filter(|text| !text.is_empty());
    if let Some(text) = searched
        && register(id).personal
    {
        log_search(ledgers, session, Some(id), text, page.total)?;
    }
    Ok(page)
}

/// 横断検索
pub fn search(ledgers: &mut Ledgers, session: &Session, text: &str) -> Result<Vec<list::SearchHit>> {
    let hits = ledgers.read(session, Permission::ReadLedgers, |view| list::search(view, text, 50))?;
    if hits.iter().any(|hit| register(hit.register).personal) {
        log_search(ledgers, session, None, text, hits.len().try_into().unwrap_or(u32::MAX))?;
    }
    Ok(hits)
}

fn log_search(
    ledgers: &mut Ledgers,
    session: &Session,
    id: Option<RegisterId>,
    text: &str,
    found: u32,
) -> Result<()> {
    let mut event = Event::new(Action::Searched).detail(json!({ "text": text, "found": found }));
    event.register = id;
    ledgers.change(session, Permission::ReadLedgers, |_| Ok(((), event)))
}

fn current(db: &Connection, id: RegisterId, record: i64, version: u32) -> Result<Record> {
    let current = store::get(db, id, record)?;
    if current.version != version {
        return Err(refuse_with(ErrorCode::ChangedMeanwhile, [("number", current.number())]));
    }
    if current.voided {
        return Err(refuse_with(ErrorCode::AlreadyVoided, [("number", current.number())]));
    }
    not_run_by_steps(&current)?;
    Ok(current)
}

/// A disposal case or a training goes forward by its steps only.
pub(super) fn not_run_by_steps(record: &Record) -> Result<()> {
    let run = Facts(&record.content.values).yes("by_steps") == Some(true);
    if run { Err(refuse(ErrorCode::CaseBySteps)) } else { Ok(()) }
}

/// What a committee approved or was reported is not corrected behind its back.
pub(super) fn not_decided(record: &Record) -> Result<()> {
    let is = |state: &str| Facts(&record.content.values).is("status", &[state]);
    let code = match record.register {
        RegisterId::TrainingPlans if is("approved") => ErrorCode::PlanApproved,
        RegisterId::TrainingReports if is("submitted") => ErrorCode::ReportSubmitted,
        _ => return Ok(()),
    };
    Err(refuse_with(code, [("number", record.number())]))
}

fn given(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    if reason.is_empty() { Err(refuse(ErrorCode::ReasonMissing)) } else { Ok(reason) }
}

/// Whether what happened on this day is 事後入力 today. Then it is entered with the reason why so late.
pub(crate) fn entered_late(change: &Change<'_>, day: NaiveDate, reason: Option<&str>) -> Result<bool> {
    let days = (change.today() - day).num_days();
    let late = days > change.profile.number("late_entry_days")?;
    if late && is_blank(reason) {
        return Err(refuse_with(ErrorCode::LateReasonMissing, [("days", days.to_string())]));
    }
    Ok(late)
}

fn is_blank(reason: Option<&str>) -> bool {
    reason.is_none_or(|reason| reason.trim().is_empty())
}

/// A disposal goes by its steps. One that is over is put down whole only as 事後入力, with the reason why it
/// was not run as a case.
fn past_disposal(id: RegisterId, draft: &Draft) -> Result<bool> {
    let past = id == RegisterId::Disposals;
    if past && is_blank(draft.late_reason.as_deref()) {
        return Err(refuse(ErrorCode::PastDisposal));
    }
    Ok(past)
}

/// 発生日: today unless said otherwise. An earlier day is 事後入力 and asks for a reason.
fn effective(draft: &Draft, change: &Change<'_>) -> Result<(NaiveDate, bool)> {
    let today = change.today();
    let typed = draft.effective_on.as_deref().filter(|text| !text.trim().is_empty());
    let day = match typed {
        None => today,
        Some(text) => text.trim().parse().map_err(|_| {
            refuse_with(ErrorCode::NotFound, [("what", "発生日".to_owned()), ("key", text.to_owned())])
        })?,
    };
    Ok((day, entered_late(change, day, draft.late_reason.as_deref())?))
}

fn texts(draft: &Draft) -> DraftTexts {
    DraftTexts { values: draft.values.clone(), parts: draft.parts.clone(), ..DraftTexts::default() }
}

fn read_draft(id: RegisterId, draft: &Draft, today: NaiveDate) -> Result<Content> {
    let read = read::read(register(id), &texts(draft), Strictness::Entry, today);
    let mut content = read.map_err(|problems| Error::Input { register: id, problems })?;
    content.values.remove("by_steps");
    Ok(content)
}

/// A record that came in incomplete may be corrected without being completed; what it has, it keeps.
fn read_correction(before: &Record, draft: &Draft, today: NaiveDate) -> Result<Content> {
    let strictness = if before.missing > 0 { Strictness::Import } else { Strictness::Entry };
    let read = read::read(register(before.register), &texts(draft), strictness, today);
    let failed = |problems| Error::Input { register: before.register, problems };
    let mut content = read.map_err(failed)?;
    content.values.remove("by_steps");
    let lost = lost(before, &content);
    if lost.0.is_empty() { Ok(content) } else { Err(failed(lost)) }
}

/// ● fields that were filled and would now stand empty.
fn lost(before: &Record, after: &Content) -> Problems {
    let fields = register(before.register).fields.iter();
    let lost = fields.filter(|field| {
        field.required == Required::Save
            && before.content.values.contains_key(field.key)
            && !after.values.contains_key(field.key)
    });
    let problem = |field: &Field| Problem {
        field: field.key.to_owned(),
        part: None,
        code: ProblemCode::Required,
        text: String::new(),
        hint: String::new(),
    };
    Problems(lost.map(problem).collect())
}

/// What the form does not show stays: columns of the old ledger, what the program fills itself, and whom an
/// unchanged name means, also where two people share it.
fn carry_over(before: &Record, content: &mut Content) -> Result<()> {
    if before.register == RegisterId::Devices {
        devices::drives::carry_over(&before.content, content)?;
    }
    keep_persons(&before.content.values, &mut content.values);
    for (key, rows) in &mut content.parts {
        let before = before.content.parts.get(key).into_iter().flatten();
        before.zip(rows).for_each(|(before, row)| keep_persons(before, row));
    }
    content.extra = before.content.extra.clone();
    for field in register(before.register).fields.iter().filter(|field| field.required == Required::Auto) {
        if let Some(value) = before.content.values.get(field.key) {
            content.values.insert_new(field.key, || value.clone());
        }
    }
    Ok(())
}

pub(crate) fn keep_persons(before: &Values, after: &mut Values) {
    for (key, value) in after.iter_mut() {
        if let (Some(Value::Person { id: known, name: was }), Value::Person { id, name }) =
            (before.get(key), value)
            && was == name
        {
            *id = id.or(*known);
        }
    }
}

/// What the program works out itself: whom names mean, fields that follow from others, the state a record
/// begins in, what is missing.
pub(crate) fn settle(record: &mut Record, people: &People, profile: &Profile) {
    let strictness = match record.origin {
        Origin::Entry => Strictness::Entry,
        Origin::Import => Strictness::Import,
    };
    people.settle(record.register, &mut record.content);
    if record.origin == Origin::Import {
        // Only its own first step makes a record a case.
        record.content.values.remove("by_steps");
    }
    registers::complete(record.register, &mut record.content, profile, strictness);
    let has_state = register(record.register).field("status").is_some();
    if let Some(state) = registers::first_state(record.register, &record.content, strictness)
        && has_state
    {
        record.content.values.insert_new("status", || Value::Choice(state.to_owned()));
    }
    record.missing = missing(record);
}

/// The same of a record that was another before: what was counted is counted anew.
pub(crate) fn settle_again(before: &Record, after: &mut Record, people: &People, profile: &Profile) {
    registers::recount(after.register, &before.content, &mut after.content);
    settle(after, people, profile);
}

/// Rules about a single record. Old records only show what they break; what is entered here may not break it.
pub(crate) fn refuse_broken_rules(record: &Record, profile: &Profile) -> Result<()> {
    let mut broken = registers::check(record.register, &record.content, profile);
    broken.retain(|finding| finding.severity == Severity::Save);
    if broken.is_empty() { Ok(()) } else { Err(Error::Rules(broken)) }
}

pub(crate) fn missing(record: &Record) -> u32 {
    let lacks = read::lacking(register(record.register), &record.content).count();
    lacks.try_into().unwrap_or(u32::MAX)
}

/// Gives a document number where the ledger has a series and none was typed.
pub(crate) fn number(change: &Change<'_>, record: &mut Record, day: NaiveDate) -> Result<()> {
    let register = register(record.register);
    if let Some(series) = register.series
        && !record.content.values.contains_key(register.number)
    {
        let number = series::next(&change.tx, series, day)?;
        record.content.values.insert(register.number, Value::Text(number));
        record.missing = missing(record);
    }
    Ok(())
}

/// The event of a write: always with the whole record.
pub(crate) fn written(action: Action, record: &Record) -> Result<Event> {
    Ok(Event::new(action).about(record.register, record.id, &record.number()).image(image::of(record)?))
}

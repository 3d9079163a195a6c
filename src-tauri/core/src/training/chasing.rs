//! 督促と補講: what is done about people who were not trained. Reminders, measures, and a session of exactly them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::actions::{held_on, insert, planned, planned_event, shown};
use super::courses::{BY_NAME, Course};
use super::followups::remind as next_reminder;
use super::session::targets;
use super::standing::Standing;
use super::untrained::day;
use super::year::Year;
use crate::audit::Action;
use crate::error::{ErrorCode, Result, refuse, refuse_with};
use crate::ledgers::{Change, Ledgers};
use crate::people::roster::Member;
use crate::records::actions::{number, refuse_broken_rules, settle, written};
use crate::records::people::People;
use crate::records::step_actions;
use crate::records::view::{Draft, RecordView};
use crate::records::{Record, steps, store as records};
use crate::registers::Facts;
use crate::users::{Permission, Session};
use crate::vocab::{Content, FiscalYear, PartialDate, RegisterId, Value, Values};

const FOLLOWUPS: RegisterId = RegisterId::TrainingFollowups;

/// One person and the course missed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Missed {
    pub course_no: String,
    #[ts(type = "number")]
    pub person: i64,
}

/// 督促: the next of three reminders for each. All or none; answers how many.
pub fn remind(
    ledgers: &mut Ledgers,
    session: &Session,
    fiscal_year: i32,
    items: &[Missed],
    on: &str,
) -> Result<u32> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let on = day(Some(on), change.today())?;
        not_ahead(change, on)?;
        let year = load(change, fiscal_year)?;
        let people = People::load(&change.tx)?;
        let mut last = None;
        for item in items {
            let (course, member, standing) = missed(&year, &item.course_no, item.person)?;
            let mut record = followup(change, &year, (course, member, &standing))?;
            let used = || refuse_with(ErrorCode::RemindersUsed, [("name", member.name.clone())]);
            next_reminder(&mut record.content.values, on).ok_or_else(used)?;
            let record = keep(change, record, &people)?;
            if let Some(before) = last.replace(written(Action::Reminded, &record)?) {
                change.line(&before)?;
            }
        }
        let last = last.ok_or_else(|| refuse(ErrorCode::NobodyChosen))?;
        Ok((items.len().try_into().unwrap_or(u32::MAX), last.effective(Some(&on.to_string()), false)))
    })
}

fn not_ahead(change: &Change<'_>, on: NaiveDate) -> Result<()> {
    if on <= change.today() {
        return Ok(());
    }
    let field = steps::label(FOLLOWUPS, "reminded_1_on");
    Err(refuse_with(ErrorCode::CaseFuture, [("field", field)]))
}

/// What a note takes.
const NOTE: &[&str] = &["reason", "makeup_on", "measure", "exempt_reason", "exempt_by", "remarks"];

/// 理由・措置・免除 of one person and course. A blank text clears the field.
pub fn note(
    ledgers: &mut Ledgers,
    session: &Session,
    fiscal_year: i32,
    (course_no, person): (&str, i64),
    draft: &Draft,
) -> Result<RecordView> {
    let id = ledgers.change(session, Permission::KeepLedgers, |change| {
        let people = People::load(&change.tx)?;
        let mut given = step_actions::typed(FOLLOWUPS, draft, change, &people)?;
        steps::belongs(FOLLOWUPS, NOTE, &[], &given)?;
        let by_himself =
            given.values.contains_key("exempt_reason") && !given.values.contains_key("exempt_by");
        if by_himself {
            // Whoever writes the exemption down answers for it, unless he names somebody else.
            let own = Value::Person { id: Some(session.person()), name: session.name().to_owned() };
            given.values.insert("exempt_by", own);
        }
        let year = load(change, fiscal_year)?;
        let course = year.course(course_no)?;
        let member = member(&year, person)?;
        let standing = year.standing(course, member);
        let mut record = followup(change, &year, (course, member, &standing))?;
        for key in draft.values.keys().filter(|key| NOTE.contains(&key.as_str())) {
            record.content.values.remove(key);
        }
        record.content.values.extend(given.values);
        let record = keep(change, record, &people)?;
        Ok((record.id, written(Action::FollowedUp, &record)?))
    })?;
    step_actions::shown(ledgers, session, FOLLOWUPS, id)
}

/// 補講: a session of exactly these people, whose sign-in sheet can be printed at once.
pub fn plan_makeup(
    ledgers: &mut Ledgers,
    session: &Session,
    fiscal_year: i32,
    (course_no, persons): (&str, &[i64]),
    draft: &Draft,
) -> Result<RecordView> {
    let id = ledgers.change(session, Permission::KeepLedgers, |change| {
        let year = load(change, fiscal_year)?;
        let people = People::load(&change.tx)?;
        let course = year.course(course_no)?.clone();
        let before = year.held(&course).last().map(|held| (held.id, held.number.clone()));
        let before = match before {
            Some((id, number)) => Some((records::get(&change.tx, RegisterId::Training, id)?, number)),
            None => None,
        };
        let draft = completed(draft, &course, before.as_ref().map(|(record, _)| record));
        let mut content = planned(change, &draft, &people)?;
        let day = held_on(&content, change);
        let mut missing = Vec::new();
        let mut rows = Vec::new();
        for person in persons.iter().collect::<BTreeSet<_>>() {
            let (_, member, standing) = missed(&year, course_no, *person)?;
            if !member.serves_on(day) {
                let params = [("name", member.name.clone()), ("course", course.name.clone())];
                return Err(refuse_with(ErrorCode::NotUntrained, params));
            }
            rows.push((member, targets::row(member, day)));
            missing.push((member, standing));
        }
        if rows.is_empty() {
            return Err(refuse(ErrorCode::TrainingNobodyMeant));
        }
        let order: Vec<i64> = year.members.iter().map(|member| member.id).collect();
        rows.sort_by_key(|(member, _)| order.iter().position(|id| *id == member.id));
        content.parts.insert("attendees".to_owned(), rows.into_iter().map(|(_, row)| row).collect());
        let more = [
            ("fixed_list", Some(Value::Bool(true))),
            ("frozen_on", Some(Value::Date(PartialDate::from(change.today())))),
            ("makeup_of", before.map(|(_, number)| Value::Text(number))),
        ];
        let more = more.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
        content.values.extend(more);
        let record = insert(change, content, &draft, &people)?;
        for (member, standing) in &missing {
            let mut followed = followup(change, &year, (&course, member, standing))?;
            let planned = [
                ("makeup_on", Value::Date(PartialDate::from(day))),
                ("makeup_no", Value::Text(record.number())),
            ];
            followed.content.values.extend(planned.map(|(key, value)| (key.to_owned(), value)));
            let followed = keep(change, followed, &people)?;
            change.line(&written(Action::FollowedUp, &followed)?)?;
        }
        let event = planned_event(Action::MakeupPlanned, &record, &draft, change)?
            .detail(json!({ "persons": missing.len() }));
        Ok((record.id, event))
    })?;
    shown(ledgers, session, id)
}

/// What the form of a make-up begins with: as the course was held last.
pub fn makeup_draft(
    ledgers: &Ledgers,
    session: &Session,
    fiscal_year: i32,
    course_no: &str,
) -> Result<Draft> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let year = Year::load(view.db, view.profile, FiscalYear(fiscal_year), view.today)?;
        let course = year.course(course_no)?;
        let before = year.held(course).last().map(|held| held.id);
        let before = before.map(|id| records::get(view.db, RegisterId::Training, id)).transpose()?;
        Ok(completed(&Draft::default(), course, before.as_ref()))
    })
}

/// What the draft leaves open is as it was when the course was held last.
fn completed(draft: &Draft, course: &Course, before: Option<&Record>) -> Draft {
    const KEPT: [&str; 7] =
        ["mode", "content", "text_no", "instructor", "instructor_org", "quiz_pass", "plan_no"];
    let mut draft = draft.clone();
    draft.values.retain(|_, text| !text.trim().is_empty());
    let mut say = |key: &str, text: String| {
        if !text.is_empty() {
            draft.values.entry(key.to_owned()).or_insert(text);
        }
    };
    say("course", course.name.clone());
    say("course_kind", course.kind.clone());
    say("targets", course.targets.join("、"));
    if !course.key.starts_with(BY_NAME) {
        say("course_no", course.key.clone());
    }
    for key in KEPT {
        let text = before.and_then(|before| before.content.values.get(key)).map(Value::to_text);
        say(key, text.unwrap_or_default());
    }
    draft
}

fn load(change: &Change<'_>, fiscal_year: i32) -> Result<Year> {
    Year::load(&change.tx, change.profile, FiscalYear(fiscal_year), change.today())
}

fn member(year: &Year, person: i64) -> Result<&Member> {
    let found = year.members.iter().find(|member| member.id == person);
    found.ok_or_else(|| records::not_found(RegisterId::Staff, &person.to_string()))
}

/// Refuses who is not on the list of the untrained.
fn missed<'a>(year: &'a Year, course_no: &str, person: i64) -> Result<(&'a Course, &'a Member, Standing)> {
    let (course, member) = (year.course(course_no)?, member(year, person)?);
    let standing = year.standing(course, member);
    if standing.state.is_open() {
        return Ok((course, member, standing));
    }
    let params = [("name", member.name.clone()), ("course", course.name.clone())];
    Err(refuse_with(ErrorCode::NotUntrained, params))
}

/// The follow-up there is, or a new one. Not stored yet.
fn followup(
    change: &Change<'_>,
    year: &Year,
    (course, member, standing): (&Course, &Member, &Standing),
) -> Result<Record> {
    if let Some(known) = year.followups.get(&(course.key.clone(), member.id)) {
        return records::get(&change.tx, FOLLOWUPS, known.id);
    }
    let row = targets::row(member, member.seen_on(year.asked.year, year.asked.on));
    let mut values: Values = ["staff_no", "department", "employment"]
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), row.get(key)?.clone())))
        .collect();
    let own = [
        ("fiscal_year", Value::Int(year.asked.year.0.into())),
        ("course_no", Value::Text(course.key.clone())),
        ("course", Value::Text(course.name.clone())),
        ("person", Value::Person { id: Some(member.id), name: member.name.clone() }),
        ("due_on", Value::Date(PartialDate::from(standing.due))),
    ];
    values.extend(own.map(|(key, value)| (key.to_owned(), value)));
    Ok(Record::entered(FOLLOWUPS, Content { values, ..Content::default() }, change.today()))
}

/// Writes a follow-up, the first time with a number.
fn keep(change: &Change<'_>, mut record: Record, people: &People) -> Result<Record> {
    if record.id == 0 {
        let fiscal_year =
            Facts(&record.content.values).int("fiscal_year").and_then(|year| i32::try_from(year).ok());
        let day = fiscal_year.map_or(change.today(), |year| FiscalYear(year).first_day());
        settle(&mut record, people, change.profile);
        number(change, &mut record, day)?;
        refuse_broken_rules(&record, change.profile)?;
        records::insert(&change.tx, &mut record)?;
        return Ok(record);
    }
    record.version += 1;
    settle(&mut record, people, change.profile);
    refuse_broken_rules(&record, change.profile)?;
    records::update(&change.tx, &record)?;
    Ok(record)
}

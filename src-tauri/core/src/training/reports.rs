//! 受講状況報告書 (spec D-4): the figures of a fiscal year, drawn up, and reported to the committee once a year.
//!
//! Figures are counted anew as often as one likes while the report is a draft; reported, they stand.
//! Counts are 延べ: one for each person and course, because one person may miss one of several.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::matrix::Tally;
use super::standing::State;
use super::store;
use super::untrained::{self, Untrained, UntrainedCause, employment};
use super::year::Year;
use crate::audit::Action;
use crate::error::{ErrorCode, Result, refuse_with};
use crate::ledgers::Ledgers;
use crate::people::roster::Member;
use crate::profile::Profile;
use crate::records::actions::{number, settle, written};
use crate::records::people::People;
use crate::records::step_actions::{self, dated_event, lateness, stored};
use crate::records::view::{Draft, RecordView};
use crate::records::{Record, steps, store as records};
use crate::registers::Facts;
use crate::users::{Permission, Session};
use crate::vocab::{Content, FiscalYear, PartialDate, RegisterId, Value, Values};

const REPORTS: RegisterId = RegisterId::TrainingReports;

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct ReportFigures {
    pub fiscal_year: i32,
    pub on: String,
    pub courses: Vec<CourseFigures>,
    pub groups: Vec<GroupFigures>,
    pub untrained: Vec<Untrained>,
    pub meant: u32,
    pub trained: u32,
    pub exempt: u32,
    pub percent: Option<u32>,
    /// 実人数: one may be meant, and missing, in several courses.
    pub meant_people: u32,
    pub untrained_people: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct CourseFigures {
    pub course_no: String,
    pub course: String,
    pub course_kind: String,
    pub sessions: u32,
    pub meant: u32,
    pub trained: u32,
    pub exempt: u32,
    pub percent: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct GroupFigures {
    /// `role`, `department` or `employment`.
    pub kind: String,
    pub name: String,
    pub meant: u32,
    pub trained: u32,
    pub percent: Option<u32>,
}

pub fn figures(ledgers: &Ledgers, session: &Session, fiscal_year: i32) -> Result<ReportFigures> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let year = Year::load(view.db, view.profile, FiscalYear(fiscal_year), view.today)?;
        Ok(counted(&year, view.profile))
    })
}

/// The figures as they stand.
pub fn counted(year: &Year, profile: &Profile) -> ReportFigures {
    let mut all = Tally::default();
    let mut courses = Vec::new();
    let mut groups: BTreeMap<(usize, String), Tally> = BTreeMap::new();
    let mut people = BTreeSet::new();
    for course in &year.courses {
        let mut tally = Tally::default();
        for member in &year.members {
            let state = year.standing(course, member).state;
            tally.count(state);
            all.count(state);
            if !matches!(state, State::NotMeant | State::Exempt) {
                people.insert(member.id);
            }
            for group in groups_of(year, member, profile) {
                groups.entry(group).or_default().count(state);
            }
        }
        courses.push(CourseFigures {
            course_no: course.key.clone(),
            course: course.name.clone(),
            course_kind: course.kind.clone(),
            sessions: year.held(course).count().try_into().unwrap_or(u32::MAX),
            meant: tally.meant,
            trained: tally.trained,
            exempt: tally.exempt,
            percent: tally.percent(),
        });
    }
    let mut untrained = untrained::rows(year, profile, None);
    // Who is due again soon is trained so far.
    untrained.retain(|one| one.cause != UntrainedCause::Again);
    let missing: BTreeSet<i64> = untrained.iter().map(|one| one.person).collect();
    let small = |people: BTreeSet<i64>| people.len().try_into().unwrap_or(u32::MAX);
    let group = |((kind, name), tally): ((usize, String), Tally)| GroupFigures {
        kind: GROUPS[kind].to_owned(),
        name,
        meant: tally.meant,
        trained: tally.trained,
        percent: tally.percent(),
    };
    ReportFigures {
        fiscal_year: year.asked.year.0,
        on: year.asked.on.to_string(),
        courses,
        groups: groups.into_iter().filter(|(_, tally)| tally.meant > 0).map(group).collect(),
        untrained,
        meant: all.meant,
        trained: all.trained,
        exempt: all.exempt,
        percent: all.percent(),
        meant_people: small(people),
        untrained_people: small(missing),
    }
}

const GROUPS: [&str; 3] = ["role", "department", "employment"];

/// 役割区分, 所属 and 雇用区分 a person counts in.
fn groups_of(year: &Year, member: &Member, profile: &Profile) -> Vec<(usize, String)> {
    let day = member.seen_on(year.asked.year, year.asked.on);
    let place = year.place(member);
    let mut roles: Vec<String> = member
        .posts
        .iter()
        .filter(|post| post.role != "user" && member.holds_on(&post.role, day))
        .map(|post| profile.role_label(&post.role))
        .collect();
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        roles.push("一般職員".to_owned());
    }
    if member.hired_first().is_some_and(|hired| year.asked.year.contains(hired)) {
        roles.push("新規採用".to_owned());
    }
    let mut groups: Vec<(usize, String)> = roles.into_iter().map(|role| (0, role)).collect();
    groups.push((1, place.department.clone()));
    groups.push((2, employment(place)));
    groups.retain(|(_, name)| !name.is_empty());
    groups
}

/// Draws up the report of a fiscal year, or counts the figures of its draft again.
pub fn draft(ledgers: &mut Ledgers, session: &Session, fiscal_year: i32) -> Result<RecordView> {
    let id = ledgers.change(session, Permission::KeepLedgers, |change| {
        let fiscal_year = FiscalYear(fiscal_year);
        let year = Year::load(&change.tx, change.profile, fiscal_year, change.today())?;
        let figures = counted(&year, change.profile);
        let people = People::load(&change.tx)?;
        let known = store::of_year(&change.tx, REPORTS, fiscal_year)?;
        let record = match known {
            Some(known) => {
                not_submitted(&known)?;
                let content = with_figures(known.content.clone(), &figures);
                stored(change, known, content, &people)?
            }
            None => {
                let values = Values::from([("fiscal_year", Value::Int(fiscal_year.0.into()))]);
                let content = Content { values, ..Content::default() };
                let mut record = Record::entered(REPORTS, with_figures(content, &figures), change.today());
                settle(&mut record, &people, change.profile);
                number(change, &mut record, fiscal_year.first_day())?;
                records::insert(&change.tx, &mut record)?;
                record
            }
        };
        Ok((record.id, written(Action::ReportDrafted, &record)?))
    })?;
    step_actions::shown(ledgers, session, REPORTS, id)
}

const SUBMIT: &[&str] = &[
    "reported_on",
    "reporter",
    "committee_on",
    "minutes_no",
    "new_hire_note",
    "drill_note",
    "untrained_measure",
    "issues",
    "next_plan",
    "remarks",
];

/// 委員会への報告. From here the figures stand.
pub fn submit(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, version): (i64, u32),
    draft: &Draft,
) -> Result<RecordView> {
    ledgers.change(session, Permission::KeepLedgers, |change| {
        let before = step_actions::current(change, (REPORTS, id), version)?;
        not_submitted(&before)?;
        let people = People::load(&change.tx)?;
        let given = step_actions::typed(REPORTS, draft, change, &people)?;
        steps::belongs(REPORTS, SUBMIT, &[], &given)?;
        steps::require(REPORTS, &given.values, &["reported_on", "reporter", "committee_on", "minutes_no"])?;
        steps::not_in_future(REPORTS, &given, change.at().naive_local(), &[])?;
        let day = Facts(&given.values).first_day("reported_on");
        let late = lateness(change, day, draft)?;
        let mut content = before.content.clone();
        content.values.extend(given.values);
        content.values.insert("status", Value::Choice("submitted".to_owned()));
        let after = stored(change, before, content, &people)?;
        Ok(((), dated_event(Action::ReportSubmitted, &after, (day, late), draft)?))
    })?;
    step_actions::shown(ledgers, session, REPORTS, id)
}

fn not_submitted(report: &Record) -> Result<()> {
    if Facts(&report.content.values).is("status", &["submitted"]) {
        return Err(refuse_with(ErrorCode::ReportSubmitted, [("number", report.number())]));
    }
    Ok(())
}

/// The figures as rows of the record: past stays past.
fn with_figures(mut content: Content, figures: &ReportFigures) -> Content {
    let int = |number: u32| Value::Int(number.into());
    let text = |text: &str| Value::Text(text.to_owned());
    let on = figures.on.parse::<NaiveDate>().ok().map(|day| Value::Date(PartialDate::from(day)));
    let own = [
        ("figures_on", on),
        ("meant_count", Some(int(figures.meant))),
        ("trained_count", Some(int(figures.trained))),
        ("trained_percent", figures.percent.map(int)),
        ("untrained_count", Some(Value::Int(figures.untrained.len() as i64))),
        ("exempt_count", Some(int(figures.exempt))),
        ("meant_people", Some(int(figures.meant_people))),
        ("untrained_people", Some(int(figures.untrained_people))),
    ];
    put(&mut content.values, own);
    let course = |one: &CourseFigures| {
        row([
            ("course_no", Some(text(&one.course_no))),
            ("course", Some(text(&one.course))),
            (
                "course_kind",
                Some(Value::Choice(one.course_kind.clone())).filter(|_| !one.course_kind.is_empty()),
            ),
            ("sessions", Some(int(one.sessions))),
            ("meant", Some(int(one.meant))),
            ("trained", Some(int(one.trained))),
            ("percent", one.percent.map(int)),
            ("exempt", Some(int(one.exempt))),
        ])
    };
    let group = |one: &GroupFigures| {
        row([
            ("group_kind", Some(Value::Choice(one.kind.clone()))),
            ("group_name", Some(text(&one.name))),
            ("meant", Some(int(one.meant))),
            ("trained", Some(int(one.trained))),
            ("percent", one.percent.map(int)),
        ])
    };
    content.parts.insert("courses".to_owned(), figures.courses.iter().map(course).collect());
    content.parts.insert("groups".to_owned(), figures.groups.iter().map(group).collect());
    content.parts.insert("untrained".to_owned(), figures.untrained.iter().map(untrained_row).collect());
    content
}

fn untrained_row(one: &Untrained) -> Values {
    let text = |text: &str| Some(Value::Text(text.to_owned())).filter(|_| !text.is_empty());
    let date = |day: &str| day.parse::<PartialDate>().ok().map(Value::Date);
    let employment = crate::vocab::read::find_choice(super::choices::EMPLOYMENTS, &one.employment);
    row([
        ("name", Some(Value::Person { id: Some(one.person), name: one.name.clone() })),
        ("staff_no", text(&one.staff_no)),
        ("department", text(&one.department)),
        ("employment", employment.map(|choice| Value::Choice(choice.id.to_owned()))),
        ("course", text(&one.course)),
        ("due_on", date(&one.due_on)),
        ("reason", one.reason.as_deref().and_then(text)),
        ("reminders", Some(Value::Int(one.reminders.len() as i64))),
        ("makeup_on", one.makeup_on.as_deref().and_then(date)),
        ("measure", one.measure.as_deref().and_then(text)),
    ])
}

fn row<const N: usize>(given: [(&'static str, Option<Value>); N]) -> Values {
    let mut values = Values::new();
    put(&mut values, given);
    values
}

fn put<const N: usize>(values: &mut Values, given: [(&'static str, Option<Value>); N]) {
    for (key, value) in given {
        values.put(key, value);
    }
}

/// From this day on the year's report is due.
pub fn due_from(profile: &Profile, year: FiscalYear) -> Option<NaiveDate> {
    let month = profile.number("training_report_month").ok().and_then(|month| u32::try_from(month).ok())?;
    NaiveDate::from_ymd_opt(year.year_of_month(month), month, 1)
}

//! 未受講者一覧 (spec D-6): at any moment, for any course, fiscal year, department and kind of employment.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::choices::EMPLOYMENTS;
use super::courses::Course;
use super::standing::{Cause, Standing, State};
use super::store;
use super::year::Year;
use crate::audit::{Action, Event};
use crate::error::{ErrorCode, Result, refuse_with};
use crate::ledgers::{Ledgers, View};
use crate::people::roster::{Member, Place};
use crate::profile::Profile;
use crate::users::{Permission, Session};
use crate::vocab::{FiscalYear, RegisterId};

/// Whom the list is asked for. Everything may be left open.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export_to = "types.gen.ts", optional_fields)]
pub struct UntrainedQuery {
    /// This one where absent.
    pub fiscal_year: Option<i32>,
    pub course_no: Option<String>,
    pub department: Option<String>,
    pub employment: Option<String>,
    /// 基準日 (ISO): as it stood on that day; today where absent.
    pub on: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct UntrainedList {
    pub fiscal_year: i32,
    pub on: String,
    pub rows: Vec<Untrained>,
    pub choices: UntrainedChoices,
}

/// What the list can be narrowed to.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct UntrainedChoices {
    pub years: Vec<i32>,
    pub courses: Vec<CourseChoice>,
    pub departments: Vec<String>,
    pub employments: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct CourseChoice {
    pub id: String,
    pub label: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum Urgency {
    Later,
    /// From October, and for new staff at once.
    Soon,
    /// From March.
    Red,
    Overdue,
}

impl Urgency {
    /// The word for it in files; the window has its own catalogue.
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Later => "期限前",
            Self::Soon => "まもなく",
            Self::Red => "年度末",
            Self::Overdue => "期限超過",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum UntrainedCause {
    Never,
    Absent,
    NewHire,
    Lapsed,
    Again,
}

impl UntrainedCause {
    /// The word for it in files; the window has its own catalogue.
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Never => "受講の記録なし",
            Self::Absent => "欠席",
            Self::NewHire => "新規採用",
            Self::Lapsed => "前回から間隔を超過",
            Self::Again => "次の受講の時期",
        }
    }
}

impl From<Cause> for UntrainedCause {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::Never => Self::Never,
            Cause::Absent => Self::Absent,
            Cause::NewHire => Self::NewHire,
            Cause::Lapsed => Self::Lapsed,
            Cause::Again => Self::Again,
        }
    }
}

/// One person who misses one course.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Untrained {
    #[ts(type = "number")]
    pub person: i64,
    pub staff_no: String,
    pub name: String,
    pub kana: String,
    pub department: String,
    pub title: String,
    pub employment: String,
    pub hired_on: Option<String>,
    pub left_on: Option<String>,
    pub course_no: String,
    pub course: String,
    pub due_on: String,
    pub urgency: Urgency,
    pub cause: UntrainedCause,
    pub absent_on: Option<String>,
    /// Somebody of this very name attended, and nobody said yet who it was.
    pub same_name: bool,
    pub reason: Option<String>,
    /// Days of the reminders so far.
    pub reminders: Vec<String>,
    pub makeup: Option<MakeupSession>,
    pub makeup_on: Option<String>,
    pub measure: Option<String>,
    pub followup: Option<FollowupRef>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct MakeupSession {
    #[ts(type = "number")]
    pub id: i64,
    pub number: String,
    pub held_on: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct FollowupRef {
    #[ts(type = "number")]
    pub id: i64,
    pub version: u32,
}

/// The list. Seeing who was not trained is an access to personal records and leaves an entry.
pub fn list(ledgers: &mut Ledgers, session: &Session, query: &UntrainedQuery) -> Result<UntrainedList> {
    let list = ledgers.read(session, Permission::ReadLedgers, |view| made(view, query))?;
    let detail = json!({ "untrained": list.rows.len(), "fiscal_year": list.fiscal_year, "on": list.on });
    let event = Event::new(Action::Viewed).in_register(RegisterId::Training).detail(detail);
    ledgers.change(session, Permission::ReadLedgers, |_| Ok(((), event)))?;
    Ok(list)
}

/// The list for the program's own use: forms, duties, the report.
pub fn made(view: &View<'_>, query: &UntrainedQuery) -> Result<UntrainedList> {
    let on = day(query.on.as_deref(), view.today)?;
    let fiscal_year = query.fiscal_year.map_or(FiscalYear::of(on), FiscalYear);
    let year = Year::load(view.db, view.profile, fiscal_year, on)?;
    let wanted = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let (course_no, department, employment) =
        (wanted(&query.course_no), wanted(&query.department), wanted(&query.employment));
    let mut rows = rows(&year, view.profile, course_no.as_deref());
    rows.retain(|row| {
        department.as_ref().is_none_or(|wanted| *wanted == row.department)
            && employment.as_ref().is_none_or(|wanted| *wanted == row.employment)
    });
    Ok(UntrainedList { fiscal_year: fiscal_year.0, on: on.to_string(), rows, choices: choices(&year, view)? })
}

/// A day as the window sends it.
pub fn day(text: Option<&str>, today: NaiveDate) -> Result<NaiveDate> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(today),
        Some(text) => text.parse().map_err(|_| {
            refuse_with(ErrorCode::NotFound, [("what", "基準日".to_owned()), ("key", text.to_owned())])
        }),
    }
}

/// Everybody untrained, the most urgent first.
pub fn rows(year: &Year, profile: &Profile, course_no: Option<&str>) -> Vec<Untrained> {
    let courses = year.courses.iter().filter(|course| course_no.is_none_or(|wanted| wanted == course.key));
    let mut rows: Vec<Untrained> = Vec::new();
    for course in courses {
        for member in &year.members {
            let standing = year.standing(course, member);
            if standing.state.is_open() {
                rows.push(row(year, profile, (course, member), &standing));
            }
        }
    }
    rows.sort_by(|a, b| {
        let key = |row: &Untrained| (row.due_on.clone(), row.course_no.clone(), row.staff_no.clone());
        b.urgency.cmp(&a.urgency).then_with(|| key(a).cmp(&key(b)))
    });
    rows
}

fn row(
    year: &Year,
    profile: &Profile,
    (course, member): (&Course, &Member),
    standing: &Standing,
) -> Untrained {
    let place = year.place(member);
    let followup = year.followups.get(&(course.key.clone(), member.id));
    let own = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Untrained {
        person: member.id,
        staff_no: member.staff_no.clone(),
        name: member.name.clone(),
        kana: member.kana.clone(),
        department: place.department.clone(),
        title: place.title.clone(),
        employment: employment(place),
        hired_on: member.hired_on.map(|day| day.to_string()),
        left_on: member.left_on.map(|day| day.to_string()),
        course_no: course.key.clone(),
        course: course.name.clone(),
        due_on: standing.due.to_string(),
        urgency: urgency(year, profile, standing),
        cause: standing.cause.into(),
        absent_on: standing.on.filter(|_| standing.cause == Cause::Absent).map(|day| day.to_string()),
        same_name: year.same_name(course, member),
        reason: followup.and_then(|one| own(&one.reason)).or_else(|| own(&standing.reason)),
        reminders: followup.map(|one| one.reminders.clone()).unwrap_or_default(),
        makeup: followup.and_then(|one| one.makeup.clone()).map(|(id, number, held_on)| MakeupSession {
            id,
            number,
            held_on,
        }),
        makeup_on: followup.and_then(|one| one.makeup_on.clone()),
        measure: followup.and_then(|one| own(&one.measure)),
        followup: followup.map(|one| FollowupRef { id: one.id, version: one.version }),
    }
}

/// R19: from October, red from March, and new staff within their thirty days.
fn urgency(year: &Year, profile: &Profile, standing: &Standing) -> Urgency {
    let on = year.asked.on;
    let month = |key: &str| profile.number(key).ok().and_then(|month| u32::try_from(month).ok());
    let since = |key: &str| {
        let month = month(key)?;
        NaiveDate::from_ymd_opt(year.asked.year.year_of_month(month), month, 1)
    };
    let days = Days::new(year.asked.new_hire_days);
    let near = on.checked_add_days(days).is_some_and(|soon| standing.due <= soon);
    match standing.state {
        State::Overdue => Urgency::Overdue,
        _ if since("training_red_month").is_some_and(|red| on >= red) => Urgency::Red,
        _ if near || since("training_remind_month").is_some_and(|from| on >= from) => Urgency::Soon,
        _ => Urgency::Later,
    }
}

/// 雇用区分 as lists show it; the words of the 職員名簿 where they mean none.
pub fn employment(place: &Place) -> String {
    let kind = place.employment_kind();
    let known = kind.and_then(|id| EMPLOYMENTS.iter().find(|choice| choice.id == id));
    known.map_or_else(|| place.employment.clone(), |choice| choice.label.ja.to_owned())
}

fn choices(year: &Year, view: &View<'_>) -> Result<UntrainedChoices> {
    let first = store::begins(view.db)?.map_or(year.asked.year, FiscalYear::of);
    let last = FiscalYear::of(view.today).0.max(year.asked.year.0);
    let named = |name: &dyn Fn(&Place) -> String| {
        let mut names: Vec<String> = year.members.iter().map(|member| name(year.place(member))).collect();
        names.sort_unstable();
        names.dedup();
        names.retain(|name| !name.is_empty());
        names
    };
    let course = |course: &Course| CourseChoice { id: course.key.clone(), label: course.name.clone() };
    Ok(UntrainedChoices {
        years: (first.0.max(last - 30)..=last).rev().collect(),
        courses: year.courses.iter().map(course).collect(),
        departments: named(&|place| place.department.clone()),
        employments: named(&employment),
    })
}

//! 研修の務め: what the first page says about training. Who is due, whether the plan is approved and the report
//! made, and when the next drill is due. The year before stays in sight while anything of it is open (R19, R22).

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};
use serde::Serialize;
use ts_rs::TS;

use super::audience::new_hire_days;
use super::courses::usual_interval;
use super::plans::is_approved;
use super::reports::due_from;
use super::store;
use super::untrained::{Untrained, UntrainedQuery, Urgency, made};
use crate::error::Result;
use crate::ledgers::{Ledgers, View};
use crate::people::holdings::{Leaver, open_with};
use crate::records::Record;
use crate::registers::Facts;
use crate::users::{Permission, Session};
use crate::vocab::{FiscalYear, RegisterId};

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct TrainingDuties {
    /// The year before while anything of it is open, then this year.
    pub years: Vec<YearDuties>,
    pub drill: DrillDuty,
    pub leavers_holding: Vec<Leaver>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct YearDuties {
    pub fiscal_year: i32,
    /// It is over.
    pub past: bool,
    pub courses: Vec<CourseDuty>,
    /// `missing`, `draft` or `approved`; `past` where it is too late for a plan.
    pub plan: String,
    #[ts(type = "number | null")]
    pub plan_id: Option<i64>,
    /// `not_yet`, `due`, `draft` or `submitted`.
    pub report: String,
    #[ts(type = "number | null")]
    pub report_id: Option<i64>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct CourseDuty {
    pub course_no: String,
    pub course: String,
    /// Not trained, and asked for already: from October, or new.
    pub due: u32,
    pub overdue: u32,
    pub nearest_due: Option<String>,
    /// The first five.
    pub names: Vec<String>,
}

/// 緊急時対応訓練 (B 4-2(3)①, R24).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct DrillDuty {
    pub state: DrillState,
    /// The last one held (ISO).
    pub last_on: Option<String>,
    pub due_on: String,
    /// The next one planned.
    pub planned_on: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum DrillState {
    Ok,
    Soon,
    Overdue,
    /// None is on record.
    Never,
}

pub fn duties(ledgers: &Ledgers, session: &Session) -> Result<TrainingDuties> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        Ok(TrainingDuties {
            years: open_years(view)?,
            drill: drill(view)?,
            leavers_holding: open_with(view)?,
        })
    })
}

/// The year before while anything of it is open, then this year.
pub fn open_years(view: &View<'_>) -> Result<Vec<YearDuties>> {
    let year = FiscalYear::of(view.today);
    let before = of_year(view, FiscalYear(year.0 - 1))?;
    let mut years: Vec<YearDuties> = before.into_iter().filter(YearDuties::is_open).collect();
    years.extend(of_year(view, year)?);
    Ok(years)
}

impl YearDuties {
    /// A year that is over is done with when everybody was trained or exempted and the committee has its report.
    fn is_open(&self) -> bool {
        !self.courses.is_empty() || self.report != "submitted"
    }
}

/// What a year asks for; nothing of a past year of which these ledgers know nothing.
fn of_year(view: &View<'_>, year: FiscalYear) -> Result<Option<YearDuties>> {
    let past = year.last_day() < view.today;
    let of = |register| store::of_year(view.db, register, year);
    let (plan, report) = (of(RegisterId::TrainingPlans)?, of(RegisterId::TrainingReports)?);
    if past && plan.is_none() && report.is_none() && !store::was_held(view.db, year)? {
        return Ok(None);
    }
    let query = UntrainedQuery { fiscal_year: Some(year.0), ..UntrainedQuery::default() };
    Ok(Some(YearDuties {
        fiscal_year: year.0,
        past,
        courses: by_course(&made(view, &query)?.rows),
        plan: if past { "past" } else { plan_state(view, year, plan.as_ref())? }.to_owned(),
        plan_id: plan.map(|plan| plan.id),
        report: report_state(view, year, report.as_ref()).to_owned(),
        report_id: report.map(|report| report.id),
    }))
}

/// A plan holds for as long as the profile says; an earlier one may still do so.
fn plan_state(view: &View<'_>, year: FiscalYear, plan: Option<&Record>) -> Result<&'static str> {
    if let Some(plan) = plan {
        return Ok(if is_approved(&plan.content) { "approved" } else { "draft" });
    }
    let months = view.profile.number("training_plan_months")?;
    for back in 1..i32::try_from(months / 12).unwrap_or(1) {
        let earlier = store::of_year(view.db, RegisterId::TrainingPlans, FiscalYear(year.0 - back))?;
        if earlier.is_some_and(|plan| is_approved(&plan.content)) {
            return Ok("approved");
        }
    }
    Ok("missing")
}

fn report_state(view: &View<'_>, year: FiscalYear, report: Option<&Record>) -> &'static str {
    let due = due_from(view.profile, year).is_some_and(|from| view.today >= from);
    match report {
        Some(report) if Facts(&report.content.values).is("status", &["submitted"]) => "submitted",
        Some(_) => "draft",
        None if due => "due",
        None => "not_yet",
    }
}

/// The next drill.
pub fn drill(view: &View<'_>) -> Result<DrillDuty> {
    let (last, planned) = (store::last_drill(view.db)?, store::next_drill(view.db, view.today)?);
    let soon = view.today.checked_add_days(Days::new(new_hire_days(view.profile)));
    let months = Months::new(usual_interval(view.profile, "drill"));
    let (state, due) = drill_due(last, months, (view.today, soon.unwrap_or(view.today)));
    Ok(DrillDuty {
        state,
        last_on: last.map(|day| day.to_string()),
        due_on: due.to_string(),
        planned_on: planned.map(|day| day.to_string()),
    })
}

/// So long after the last one; where there never was one, by the end of the fiscal year.
fn drill_due(
    last: Option<NaiveDate>,
    months: Months,
    (today, soon): (NaiveDate, NaiveDate),
) -> (DrillState, NaiveDate) {
    let end = FiscalYear::of(today).last_day();
    match last.and_then(|last| last.checked_add_months(months)) {
        None => (DrillState::Never, end),
        Some(due) if due < today => (DrillState::Overdue, due),
        Some(due) if due <= soon => (DrillState::Soon, due),
        Some(due) => (DrillState::Ok, due),
    }
}

fn by_course(rows: &[Untrained]) -> Vec<CourseDuty> {
    let mut courses: BTreeMap<&str, CourseDuty> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.urgency > Urgency::Later) {
        let duty = courses.entry(&row.course_no).or_insert_with(|| CourseDuty {
            course_no: row.course_no.clone(),
            course: row.course.clone(),
            due: 0,
            overdue: 0,
            nearest_due: None,
            names: Vec::new(),
        });
        match row.urgency {
            Urgency::Overdue => duty.overdue += 1,
            _ => duty.due += 1,
        }
        if duty.nearest_due.as_ref().is_none_or(|nearest| row.due_on < *nearest) {
            duty.nearest_due = Some(row.due_on.clone());
        }
        if duty.names.len() < 5 {
            duty.names.push(row.name.clone());
        }
    }
    courses.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drill_is_due_again_so_long_after_the_last_one() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let cases = [
            (None, DrillState::Never, "2027-03-31"),
            (Some("2026-06-01"), DrillState::Ok, "2027-06-01"),
            (Some("2025-12-10"), DrillState::Soon, "2026-12-10"),
            (Some("2025-11-20"), DrillState::Soon, "2026-11-20"),
            (Some("2025-11-19"), DrillState::Overdue, "2026-11-19"),
        ];
        for (last, state, due) in cases {
            let found = drill_due(last.map(day), Months::new(12), (day("2026-11-20"), day("2026-12-20")));
            assert_eq!(found, (state, day(due)), "{last:?}");
        }
    }
}

//! 研修の務め: what the first page says about training. What is due, whether the plan is approved, whether the report is.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::reports::due_from;
use super::store;
use super::untrained::{Untrained, UntrainedQuery, Urgency, made};
use crate::error::Result;
use crate::ledgers::{Ledgers, View};
use crate::people::holdings::{Leaver, open_with};
use crate::registers::Facts;
use crate::users::{Permission, Session};
use crate::vocab::{FiscalYear, RegisterId};

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct TrainingDuties {
    pub courses: Vec<CourseDuty>,
    /// `missing`, `draft` or `approved`.
    pub plan: String,
    #[ts(type = "number | null")]
    pub plan_id: Option<i64>,
    /// `not_yet`, `due`, `draft` or `submitted`.
    pub report: String,
    /// The last drill held (ISO).
    pub drill_on: Option<String>,
    pub leavers_holding: Vec<Leaver>,
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

pub fn duties(ledgers: &Ledgers, session: &Session) -> Result<TrainingDuties> {
    ledgers.read(session, Permission::ReadLedgers, |view| {
        let year = FiscalYear::of(view.today);
        let list = made(view, &UntrainedQuery::default())?;
        let plan = store::of_year(view.db, RegisterId::TrainingPlans, year)?;
        let approved = plan.as_ref().is_some_and(|plan| super::plans::is_approved(&plan.content));
        Ok(TrainingDuties {
            courses: by_course(&list.rows),
            plan: match (&plan, approved) {
                (None, _) => "missing",
                (Some(_), true) => "approved",
                (Some(_), false) => "draft",
            }
            .to_owned(),
            plan_id: plan.map(|plan| plan.id),
            report: report(view, year)?.to_owned(),
            drill_on: store::last_drill(view.db)?,
            leavers_holding: open_with(view)?,
        })
    })
}

fn report(view: &View<'_>, year: FiscalYear) -> Result<&'static str> {
    let report = store::of_year(view.db, RegisterId::TrainingReports, year)?;
    let submitted =
        report.as_ref().is_some_and(|report| Facts(&report.content.values).is("status", &["submitted"]));
    let due = due_from(view.profile, year).is_some_and(|from| view.today >= from);
    Ok(match report {
        Some(_) if submitted => "submitted",
        Some(_) => "draft",
        None if due => "due",
        None => "not_yet",
    })
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

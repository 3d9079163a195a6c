//! A plan on 様式第11号.

use super::{part, said};
use crate::records::Record;
use crate::registers::Facts;
use crate::training::plan_fields::{FIELDS, LINES};
use crate::training::sheets::plan::{PlanForm, PlanLine};
use crate::vocab::{FiscalYear, Values};

pub fn fill(record: &Record) -> PlanForm {
    let values = &record.content.values;
    let facts = Facts(values);
    let text = |key: &str| said(values, FIELDS, key);
    PlanForm {
        fiscal_year: facts.int("fiscal_year").and_then(|year| i32::try_from(year).ok()).map(FiscalYear),
        drawn_up_on: facts.date("planned_on"),
        drawn_up_by: text("planned_by"),
        policy: text("policy"),
        structure: text("structure"),
        lines: part(record, &LINES).iter().map(line).collect(),
        drills: text("drill_plan"),
        improvement: text("improvement_ref"),
        committee_on: facts.date("committee_on"),
        decision: facts.choice("committee_decision").map(str::to_owned),
        minutes: text("minutes_no"),
        remarks: text("remarks"),
    }
}

fn line(row: &Values) -> PlanLine {
    let text = |key: &str| said(row, LINES.fields, key);
    PlanLine {
        planned_on: Facts(row).date("planned_on"),
        course: text("course"),
        purpose: text("purpose"),
        targets: text("targets"),
        content: text("content"),
        mode: text("mode"),
        instructor: text("instructor"),
        text: text("text_draft"),
        evaluation: text("evaluation"),
    }
}

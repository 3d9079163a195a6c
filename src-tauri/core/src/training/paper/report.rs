//! A yearly report on 様式第13号.

use super::{count, part, said};
use crate::records::Record;
use crate::registers::Facts;
use crate::training::report_fields::{COURSES, FIELDS, GROUPS, UNTRAINED};
use crate::training::sheets::report::{CourseFigures, GroupFigures, ReportForm, UntrainedPerson};
use crate::vocab::{FiscalYear, Values};

pub fn fill(record: &Record) -> ReportForm {
    let values = &record.content.values;
    let facts = Facts(values);
    let text = |key: &str| said(values, FIELDS, key);
    ReportForm {
        fiscal_year: facts.int("fiscal_year").and_then(|year| i32::try_from(year).ok()).map(FiscalYear),
        figures_on: facts.date("figures_on"),
        reported_on: facts.date("reported_on"),
        reporter: text("reporter"),
        meant: count(values, "meant_count"),
        trained: count(values, "trained_count"),
        exempt: count(values, "exempt_count"),
        percent: count(values, "trained_percent"),
        meant_people: count(values, "meant_people"),
        untrained_people: count(values, "untrained_people"),
        courses: part(record, &COURSES).iter().map(course).collect(),
        groups: part(record, &GROUPS).iter().map(group).collect(),
        untrained: part(record, &UNTRAINED).iter().map(person).collect(),
        untrained_measure: text("untrained_measure"),
        new_hires: text("new_hire_note"),
        drills: text("drill_note"),
        issues: text("issues"),
        next_plan: text("next_plan"),
        committee_on: facts.date("committee_on"),
        minutes: text("minutes_no"),
    }
}

fn course(row: &Values) -> CourseFigures {
    CourseFigures {
        course: said(row, COURSES.fields, "course"),
        kind: said(row, COURSES.fields, "course_kind"),
        sessions: count(row, "sessions").unwrap_or(0),
        meant: count(row, "meant").unwrap_or(0),
        trained: count(row, "trained").unwrap_or(0),
        exempt: count(row, "exempt").unwrap_or(0),
    }
}

fn group(row: &Values) -> GroupFigures {
    GroupFigures {
        kind: said(row, GROUPS.fields, "group_kind"),
        name: said(row, GROUPS.fields, "group_name"),
        meant: count(row, "meant").unwrap_or(0),
        trained: count(row, "trained").unwrap_or(0),
    }
}

fn person(row: &Values) -> UntrainedPerson {
    let text = |key: &str| said(row, UNTRAINED.fields, key);
    UntrainedPerson {
        name: text("name"),
        department: text("department"),
        course: text("course"),
        reason: text("reason"),
        reminders: count(row, "reminders").unwrap_or(0),
        makeup_on: Facts(row).date("makeup_on"),
        measure: text("measure"),
    }
}

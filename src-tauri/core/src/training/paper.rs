//! Records of the training on paper: which field goes into which box. A session on 様式第12号 is filled here,
//! [`plan`] and [`report`] fill 様式第11号 and 様式第13号, [`lists`] the lists of a year.

pub mod lists;
pub mod plan;
pub mod report;

use super::form::{Attendee, TrainingForm};
use crate::forms::Letterhead;
use crate::print::SealMode;
use crate::records::Record;
use crate::records::open::shown;
use crate::registers::Facts;
use crate::vocab::{Field, FiscalYear, Part, Value, Values};

/// The form for the pen, or with what a record says.
pub fn fill(letterhead: Letterhead, record: Option<&Record>) -> TrainingForm {
    let blank = TrainingForm {
        form_number: Some(letterhead.form_number),
        organisation: Some(letterhead.organisation),
        slots: letterhead.slots,
        footer: letterhead.footer,
        ..TrainingForm::default()
    };
    match record {
        None => blank,
        Some(record) => filled(blank, record),
    }
}

fn filled(blank: TrainingForm, record: &Record) -> TrainingForm {
    let values = &record.content.values;
    let facts = Facts(values);
    let text = |key: &str| values.get(key).map(Value::to_text);
    let choice = |key: &str| facts.choice(key).map(str::to_owned);
    let count = |key: &str| count(values, key);
    let attendees: Vec<_> =
        record.content.parts.get("attendees").into_iter().flatten().map(attendee).collect();
    TrainingForm {
        // Whoever is recorded as present is printed so; a list without marks is a sign-in sheet.
        seal: if attendees.iter().any(|one| one.attendance.is_some()) {
            SealMode::Electronic
        } else {
            SealMode::Seal
        },
        sign_in: attendees.iter().all(|one| one.attendance.is_none()),
        doc_no: text("doc_no"),
        fiscal_year: facts.first_day("held_on").map(FiscalYear::of),
        session: count("session"),
        course: text("course"),
        course_kind: choice("course_kind"),
        held_on: facts.date("held_on"),
        started_at: facts.at("started_at"),
        ended_at: facts.at("ended_at"),
        place: text("place"),
        mode: choice("mode"),
        instructor_org: text("instructor_org"),
        instructor: text("instructor"),
        targets: match values.get("targets") {
            Some(Value::ManyOf(ids)) => ids.clone(),
            _ => Vec::new(),
        },
        target_count: count("target_count").or_else(|| u32::try_from(attendees.len()).ok()),
        attended_count: count("attended_count"),
        absent_count: count("absent_count"),
        exempt_count: count("exempt_count"),
        content: text("content"),
        text_ref: text("text_ref"),
        text_edition: text("text_edition"),
        text_place: text("text_place"),
        text_no: text("text_no"),
        quiz_method: text("quiz_method"),
        quiz_average: count("quiz_average"),
        quiz_pass: count("quiz_pass"),
        quiz_failed_action: text("quiz_failed_action"),
        makeup_on: facts.date("makeup_on"),
        absent_action: text("absent_action"),
        findings: text("findings"),
        attendees,
        checked_by: text("checked_by"),
        ..blank
    }
}

/// What a field says, as the office writes it.
fn said(values: &Values, fields: &[Field], key: &str) -> String {
    let field = fields.iter().find(|field| field.key == key);
    field.zip(values.get(key)).map(|(field, value)| shown(field, value)).unwrap_or_default()
}

fn count(values: &Values, key: &str) -> Option<u32> {
    Facts(values).int(key).and_then(|count| u32::try_from(count).ok())
}

fn part<'a>(record: &'a Record, part: &Part) -> &'a [Values] {
    record.content.parts.get(part.key).map(Vec::as_slice).unwrap_or_default()
}

fn attendee(row: &Values) -> Attendee {
    let facts = Facts(row);
    let text = |key: &str| row.get(key).map(Value::to_text).unwrap_or_default();
    let remarks = [text("absence_reason"), text("remarks")];
    Attendee {
        department: text("department"),
        title: text("title"),
        name: text("name"),
        employment: facts.choice("employment").map(str::to_owned),
        attendance: facts.choice("attendance").map(str::to_owned),
        attended_on: facts.date("attended_on"),
        score: count(row, "score"),
        remarks: remarks.join(" ").trim().to_owned(),
    }
}

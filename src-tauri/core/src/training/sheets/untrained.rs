//! 未受講者一覧 (D-6), A4 landscape: who still has to be trained in what, by when, and what was done about it.

use super::short;
use crate::forms::Letterhead;
use crate::print::Fonts;
use crate::print::ledger::{self, LedgerForm};
use crate::print::sheet::Sheet;
use crate::print::table::Column;
use crate::print::text::Align;
use crate::vocab::PartialDate;

/// What is printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UntrainedForm {
    /// As of when, and what the rows were chosen by.
    pub state: String,
    pub rows: Vec<UntrainedRow>,
}

/// One person in one course; someone may stand on the list several times.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UntrainedRow {
    pub staff_no: String,
    pub name: String,
    pub department: String,
    pub employment: String,
    pub hired_on: Option<PartialDate>,
    pub course: String,
    pub due_on: Option<PartialDate>,
    pub overdue: bool,
    pub reason: String,
    pub reminders: Vec<PartialDate>,
    pub makeup_on: Option<PartialDate>,
    pub measure: String,
}

/// The list; without one, for the pen.
pub fn lay_out(letterhead: &Letterhead, list: Option<&UntrainedForm>, fonts: &Fonts) -> Sheet {
    let rows = list.map(|list| list.rows.as_slice()).unwrap_or_default();
    let form = LedgerForm {
        form_number: letterhead.form_number.clone(),
        title: "未　受　講　者　一　覧".into(),
        organisation: Some(letterhead.organisation.clone()),
        state: Some(list.map_or_else(|| "令和　　年　　月　　日現在".to_owned(), |list| list.state.clone())),
        columns: columns(),
        rows: rows.iter().enumerate().map(|(n, row)| cells(n + 1, row)).collect(),
        slots: letterhead.slots.clone(),
        for_the_pen: list.is_none(),
        note: None,
        footer: letterhead.footer.clone(),
    };
    ledger::lay_out(&form, fonts)
}

/// 8+17+29+30+13+16+36+17+24+13×3+16+22 = 267
fn columns() -> Vec<Column> {
    let left = |title: &str, width| Column::new(title, width, Align::Left);
    let centre = |title: &str, width| Column::new(title, width, Align::Centre);
    vec![
        centre("No", 8.0),
        left("職員番号", 17.0),
        left("氏名", 29.0).sized(10.0),
        left("所属", 30.0),
        centre("雇用\n区分", 13.0),
        centre("入職日", 16.0),
        left("対象となる研修", 36.0),
        centre("期限", 17.0),
        left("未受講の理由", 24.0),
        centre("督促1", 13.0),
        centre("督促2", 13.0),
        centre("督促3", 13.0),
        centre("補講\n予定日", 16.0),
        left("措置", 22.0),
    ]
}

fn cells(number: usize, row: &UntrainedRow) -> Vec<String> {
    let late = if row.overdue { "\n期限超過" } else { "" };
    let reminder = |n: usize| short(row.reminders.get(n).copied());
    vec![
        number.to_string(),
        row.staff_no.clone(),
        row.name.clone(),
        row.department.clone(),
        row.employment.clone(),
        short(row.hired_on),
        row.course.clone(),
        format!("{}{late}", short(row.due_on)),
        row.reason.clone(),
        reminder(0),
        reminder(1),
        reminder(2),
        short(row.makeup_on),
        row.measure.clone(),
    ]
}

//! 未受講者一覧 (D-6), A4 landscape: who still has to be trained in what, by when, and what was done about it.

use crate::export::cells::{Holds, Out};
use crate::export::list::ListColumn;
use crate::forms::Letterhead;
use crate::print::Fonts;
use crate::print::ledger::{self, LedgerForm};
use crate::print::sheet::Sheet;
use crate::print::table::Column;
use crate::print::text::Align;
use crate::training::courses::number_of;
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
    /// In files only.
    pub kana: String,
    pub title: String,
    pub left_on: Option<PartialDate>,
    pub course_no: String,
    /// How near its day is, and why it is open.
    pub standing: &'static str,
    pub cause: &'static str,
    pub same_name: bool,
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

type Of = ListColumn<UntrainedRow>;

/// What stands in which column, on paper and in files: 8+17+29+30+13+16+36+17+24+13×3+16+22 = 267
pub const COLUMNS: [Of; 19] = [
    Of::new("職員番号", Holds::Text, |row| Out::text(&row.staff_no)).on_paper(17.0, Align::Left),
    Of::new("氏名", Holds::Text, |row| Out::text(&row.name)).on_paper(29.0, Align::Left),
    Of::new("フリガナ", Holds::Text, |row| Out::text(&row.kana)),
    Of::new("所属", Holds::Text, |row| Out::text(&row.department)).on_paper(30.0, Align::Left),
    Of::new("職名", Holds::Text, |row| Out::text(&row.title)),
    Of::new("雇用\n区分", Holds::Text, |row| Out::text(&row.employment)).on_paper(13.0, Align::Centre),
    Of::new("入職日", Holds::Day, |row| Out::date(row.hired_on)).on_paper(16.0, Align::Centre),
    Of::new("退職日", Holds::Day, |row| Out::date(row.left_on)),
    Of::new("研修番号", Holds::Text, |row| Out::text(number_of(&row.course_no))),
    Of::new("対象となる研修", Holds::Text, |row| Out::text(&row.course)).on_paper(36.0, Align::Left),
    Of::new(DUE, Holds::Day, |row| Out::date(row.due_on)).on_paper(17.0, Align::Centre),
    Of::new("期限の状況", Holds::Text, |row| Out::text(row.standing)),
    Of::new("未受講の区分", Holds::Text, |row| {
        Out::text(if row.same_name { "同じ名前の出席あり（未確定）" } else { row.cause })
    }),
    Of::new("未受講の理由", Holds::Text, |row| Out::text(&row.reason)).on_paper(24.0, Align::Left),
    Of::new("督促1", Holds::Day, |row| reminder(row, 0)).on_paper(13.0, Align::Centre),
    Of::new("督促2", Holds::Day, |row| reminder(row, 1)).on_paper(13.0, Align::Centre),
    Of::new("督促3", Holds::Day, |row| reminder(row, 2)).on_paper(13.0, Align::Centre),
    Of::new("補講\n予定日", Holds::Day, |row| Out::date(row.makeup_on)).on_paper(16.0, Align::Centre),
    Of::new("措置", Holds::Text, |row| Out::text(&row.measure)).on_paper(22.0, Align::Left),
];

const DUE: &str = "期限";

fn reminder(row: &UntrainedRow, n: usize) -> Option<Out> {
    Out::date(row.reminders.get(n).copied())
}

fn columns() -> Vec<Column> {
    let own = COLUMNS.iter().filter_map(|column| {
        let (width, align) = column.paper?;
        let on_paper = Column::new(column.heading, width, align);
        Some(if column.heading == "氏名" { on_paper.sized(10.0) } else { on_paper })
    });
    std::iter::once(Column::new("No", 8.0, Align::Centre)).chain(own).collect()
}

fn cells(number: usize, row: &UntrainedRow) -> Vec<String> {
    let own = COLUMNS.iter().filter(|column| column.paper.is_some()).map(|column| {
        let text = (column.cell)(row).map(|cell| cell.shown()).unwrap_or_default();
        let late = column.heading == DUE && row.overdue;
        if late { format!("{text}\n期限超過") } else { text }
    });
    std::iter::once(number.to_string()).chain(own).collect()
}

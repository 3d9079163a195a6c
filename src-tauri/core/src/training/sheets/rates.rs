//! 受講率の推移, A4 portrait: the attendance of each course and each department over the years, as bars.

use super::{heads, percent};
use crate::forms::Letterhead;
use crate::print::Fonts;
use crate::print::booklet::Booklet;
use crate::print::rows::{Cell, Row, row};
use crate::print::sheet::Sheet;
use crate::print::table::{Column, Table};
use crate::print::text::{Align, CELL};
use crate::vocab::FiscalYear;

const TITLE: &str = "研修受講率の推移";
/// Years and rows of a sheet for the pen.
const PEN_YEARS: usize = 5;
const PEN_ROWS: usize = 7;
/// Years that stand side by side; of more, the newest are printed.
const MOST_YEARS: usize = 8;

/// What is printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RatesForm {
    /// As of when.
    pub state: String,
    pub years: Vec<FiscalYear>,
    pub courses: Vec<RateRow>,
    pub departments: Vec<RateRow>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct RateRow {
    pub name: String,
    /// Meant and trained in each of the years.
    pub cells: Vec<(u32, u32)>,
}

/// The picture; without figures, for the pen.
pub fn lay_out(letterhead: &Letterhead, rates: Option<&RatesForm>, fonts: &Fonts) -> Sheet {
    let blank = RatesForm::default();
    let form = rates.unwrap_or(&blank);
    let pen = rates.is_none().then_some(PEN_ROWS);
    let about = about(form);
    let skipped = form.years.len().saturating_sub(MOST_YEARS);
    let mut booklet = Booklet::open(heads(letterhead, TITLE, "回覧"), fonts);
    booklet.rows(&about);
    for (caption, title, rows) in [("研修別", "研修名", &form.courses), ("所属別", "所属", &form.departments)]
    {
        let cells: Vec<Vec<String>> = rows.iter().map(|row| cells(row, skipped)).collect();
        booklet.table(caption, &table(title, &form.years[skipped..]), &cells, pen);
    }
    booklet.close()
}

fn about(form: &RatesForm) -> Vec<Row> {
    let span = match form.years.as_slice() {
        [] => "令和　　年度から令和　　年度まで".to_owned(),
        [year] => year.to_string(),
        [first, .., last] => format!("{first}から{last}まで"),
    };
    let how = "受講率＝受講者（補講を含む。）÷（対象者－免除者）　小数点以下切捨て";
    vec![
        row("対象期間", 10.0, [(1.0, Cell::text("", span)), (1.0, Cell::text("基準", &form.state))]),
        row("見方", 10.0, [(1.0, Cell::text("", how))]),
    ]
}

/// 50 for the name, 120 for the years.
fn table(title: &str, years: &[FiscalYear]) -> Table {
    let names: Vec<String> = match years {
        [] => vec!["令和　　年度".to_owned(); PEN_YEARS],
        years => years.iter().map(FiscalYear::to_string).collect(),
    };
    let width = 120.0 / names.len() as f32;
    let years = names.into_iter().map(|name| Column::new(name, width, Align::Centre).barred(share));
    let columns = std::iter::once(Column::new(title, 50.0, Align::Left)).chain(years).collect();
    Table { columns, header: 8.0, row: 11.0, grows: true, style: CELL.size(8.5) }
}

/// `92％` over `55/60`.
fn cells(row: &RateRow, skipped: usize) -> Vec<String> {
    let figures = row.cells.iter().skip(skipped).map(|(meant, trained)| {
        let rate = percent(*meant, *trained);
        rate.map_or_else(|| "－".to_owned(), |rate| format!("{rate}％\n{trained}/{meant}"))
    });
    std::iter::once(row.name.clone()).chain(figures).collect()
}

/// How long a cell's bar is.
fn share(text: &str) -> Option<f32> {
    Some(text.split_once('％')?.0.parse::<f32>().ok()? / 100.0)
}

//! 未受講者一覧, 受講状況一覧表 and 受講率 as files: the rows of the screen under the words of the paper.

use super::matrix::{self, Matrix, MatrixCell, MatrixPerson, MatrixQuery};
use super::paper::lists as paper;
use super::rates::{self, RateLine};
use super::sheets::{matrix as signs, untrained as sheet};
use super::untrained::UntrainedQuery;
use crate::error::Result;
use crate::export::cells::{Holds, Out};
use crate::export::list::{Column, ListColumn, Rows};
use crate::forms::Selection;
use crate::ledgers::View;
use crate::vocab::{FiscalYear, PartialDate};

/// 未受講者一覧: the columns of the paper and what the screen says besides.
pub fn untrained(view: &View<'_>, query: &UntrainedQuery) -> Result<Rows> {
    let list = paper::untrained(view, query)?;
    Ok(Rows { frozen: 3, ..Rows::of(list.state, &sheet::COLUMNS, &list.rows) })
}

pub(crate) const PERSON: [ListColumn<MatrixPerson>; 6] = [
    ListColumn::new("職員番号", Holds::Text, |one| Out::text(&one.staff_no)),
    ListColumn::new("氏名", Holds::Text, |one| Out::text(&one.name)),
    ListColumn::new("所属", Holds::Text, |one| Out::text(&one.department)),
    ListColumn::new("雇用区分", Holds::Text, |one| Out::text(&one.employment)),
    ListColumn::new("入職日", Holds::Day, |one| Out::iso(one.hired_on.as_deref())),
    ListColumn::new("退職日", Holds::Day, |one| Out::iso(one.left_on.as_deref())),
];

/// 受講状況一覧表: behind each person two columns a course, the sign and its day.
pub fn matrix(view: &View<'_>, query: &MatrixQuery) -> Result<Rows> {
    let made = matrix::made(view, query)?;
    let MatrixQuery { department, employment, .. } = query.clone();
    let chosen = Selection { department, employment, ..Selection::default() };
    let state = paper::state(&made.on, &chosen, None);
    let state = format!("{}　{state}　{}", FiscalYear(made.fiscal_year), signs::NOTE);
    let mut list = Rows { frozen: 2, ..Rows::of(state, &PERSON, &made.people) };
    for course in &made.courses {
        list.columns.push(Column { heading: course.label.clone(), holds: Holds::Text });
        list.columns.push(Column { heading: day_heading(&course.label), holds: Holds::Day });
    }
    for (row, person) in list.rows.iter_mut().zip(&made.people) {
        row.extend(person.cells.iter().flat_map(cells));
    }
    list.totals.extend(totals(&made));
    Ok(list)
}

/// Heads the column of days beside that of a course.
pub(crate) fn day_heading(course: &str) -> String {
    format!("{course} 受講日")
}

/// The sign, and the day where one was present.
fn cells(cell: &MatrixCell) -> [Option<Out>; 2] {
    [Out::text(paper::sign(cell).as_str()), Out::iso(cell.on.as_deref())]
}

/// 対象, 受講 and 受講率 of each course.
fn totals(made: &Matrix) -> impl Iterator<Item = Vec<Option<Out>>> {
    let line = |title: &str, count: fn(&matrix::MatrixCourse) -> Option<u32>| {
        let words = [None, Out::text(title), None, None, None, None];
        let counts = made.courses.iter().flat_map(|course| [count(course).and_then(Out::number), None]);
        words.into_iter().chain(counts).collect()
    };
    let lines = [
        line("対象", |course| Some(course.meant)),
        line("受講", |course| Some(course.trained)),
        line("受講率（％）", |course| course.percent),
    ];
    lines.into_iter()
}

/// A course or a department in one year.
pub(crate) struct Rate {
    of: &'static str,
    name: String,
    year: String,
    cell: rates::RateCell,
}

pub(crate) const RATE: [ListColumn<Rate>; 6] = [
    ListColumn::new("区分", Holds::Text, |rate| Out::text(rate.of)),
    ListColumn::new("研修・所属", Holds::Text, |rate| Out::text(&rate.name)),
    ListColumn::new("年度", Holds::Text, |rate| Out::text(&rate.year)),
    ListColumn::new("対象者数", Holds::Number, |rate| Out::number(rate.cell.meant)),
    ListColumn::new("受講者数", Holds::Number, |rate| Out::number(rate.cell.trained)),
    ListColumn::new("受講率（％）", Holds::Number, |rate| Out::number(rate.cell.percent?)),
];

/// 受講率: one row for each course or department in each year, to be filtered and summed.
pub fn rates(view: &View<'_>, from: i32, to: i32) -> Result<Rows> {
    let made = rates::made(view, from, to)?;
    let years: Vec<String> = made.years.iter().map(|year| FiscalYear(*year).to_string()).collect();
    let rows = |of: &'static str, lines: &[RateLine]| -> Vec<Rate> {
        let row = |line: &RateLine| {
            let cells = years.iter().zip(line.cells.clone());
            let rate = |(year, cell): (&String, rates::RateCell)| Rate {
                of,
                name: line.label.clone(),
                year: year.clone(),
                cell,
            };
            cells.map(rate).collect::<Vec<_>>()
        };
        lines.iter().flat_map(row).collect()
    };
    let mut all = rows("研修別", &made.by_course);
    all.extend(rows("所属別", &made.by_department));
    let state = format!("{}現在　受講率は小数点以下切捨て", PartialDate::from(view.today).long());
    Ok(Rows { frozen: 2, ..Rows::of(state, &RATE, &all) })
}

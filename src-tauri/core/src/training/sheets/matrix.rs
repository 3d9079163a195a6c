//! 受講状況一覧表, A4 landscape: everybody of the year against every course, one sign to a cell.

use super::{percent, year};
use crate::forms::Letterhead;
use crate::print::Fonts;
use crate::print::ledger::{self, LedgerForm};
use crate::print::sheet::Sheet;
use crate::print::table::Column;
use crate::print::text::Align;
use crate::vocab::FiscalYear;

/// Courses that stand side by side on one sheet; more are continued on further ones.
const ON_A_SHEET: usize = 20;
/// Columns of a sheet for the pen.
const PEN_COURSES: usize = 12;
/// A course's column: wide enough for a sign written by hand.
const NARROW: f32 = 9.0;

/// What is printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixForm {
    pub fiscal_year: Option<FiscalYear>,
    /// What the people were chosen by, and as of when.
    pub state: String,
    pub courses: Vec<MatrixCourse>,
    pub people: Vec<MatrixPerson>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixCourse {
    pub name: String,
    pub meant: u32,
    pub trained: u32,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixPerson {
    pub staff_no: String,
    pub name: String,
    pub department: String,
    /// In the order of the courses.
    pub marks: Vec<Sign>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sign {
    Trained,
    Makeup,
    Absent,
    Exempt,
    Due,
    Overdue,
    #[default]
    NotMeant,
}

impl Sign {
    /// As it stands in a cell.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trained => "○",
            Self::Makeup => "補",
            Self::Absent => "欠",
            Self::Exempt => "免",
            Self::Due => "未",
            Self::Overdue => "超",
            Self::NotMeant => "－",
        }
    }
}

/// What the signs mean.
pub const NOTE: &str = "○ 受講　補 補講で受講　欠 欠席　未 未受講　超 期限超過　免 免除　－ 対象外";

/// The matrix; without one, for the pen.
pub fn lay_out(letterhead: &Letterhead, matrix: Option<&MatrixForm>, fonts: &Fonts) -> Sheet {
    let blank = MatrixForm { courses: vec![MatrixCourse::default(); PEN_COURSES], ..MatrixForm::default() };
    let form = matrix.unwrap_or(&blank);
    let groups = form.courses.len().div_ceil(ON_A_SHEET).max(1);
    let part = |group: usize| {
        let from = group * ON_A_SHEET;
        let courses = from..form.courses.len().min(from + ON_A_SHEET);
        LedgerForm {
            form_number: letterhead.form_number.clone(),
            title: "研　修　受　講　状　況　一　覧　表".into(),
            organisation: Some(letterhead.organisation.clone()),
            state: Some(format!("{}　{}", year(form.fiscal_year), form.state).trim_end().to_owned()),
            columns: columns(&form.courses[courses.clone()]),
            rows: rows(form, courses),
            slots: if group == 0 { letterhead.slots.clone() } else { Vec::new() },
            for_the_pen: matrix.is_none(),
            note: Some(NOTE.to_owned()),
            footer: letterhead.footer.clone(),
        }
    };
    let parts: Vec<LedgerForm> = (0..groups).map(part).collect();
    ledger::lay_out_parts(&parts, fonts, &format!("以上　{}名", form.people.len()))
}

fn columns(courses: &[MatrixCourse]) -> Vec<Column> {
    let left = |title: &str, width| Column::new(title, width, Align::Left);
    // What the courses leave is for the department.
    let room = 267.0 - 8.0 - 17.0 - 30.0 - NARROW * courses.len() as f32;
    let people = [
        Column::new("No", 8.0, Align::Centre),
        left("職員番号", 17.0),
        left("氏名", 30.0).sized(10.0),
        left("所属", room.clamp(30.0, 60.0)),
    ];
    let courses = courses
        .iter()
        .map(|course| Column::new(course.name.as_str(), NARROW, Align::Centre).sized(10.0).upright());
    people.into_iter().chain(courses).collect()
}

/// A row for each person, and the counts below them.
fn rows(form: &MatrixForm, courses: std::ops::Range<usize>) -> Vec<Vec<String>> {
    let person = |(n, person): (usize, &MatrixPerson)| {
        let words =
            [(n + 1).to_string(), person.staff_no.clone(), person.name.clone(), person.department.clone()];
        let signs = courses.clone().map(|course| person.marks.get(course).copied().unwrap_or_default());
        words.into_iter().chain(signs.map(|sign| sign.as_str().to_owned())).collect()
    };
    let counted = |title: &str, count: fn(&MatrixCourse) -> String| {
        let words = [String::new(), String::new(), title.to_owned(), String::new()];
        words.into_iter().chain(form.courses[courses.clone()].iter().map(count)).collect()
    };
    let rate = |course: &MatrixCourse| {
        percent(course.meant, course.trained).map_or_else(|| "－".to_owned(), |rate| format!("{rate}%"))
    };
    let totals = [
        counted("対象", |course| course.meant.to_string()),
        counted("受講", |course| course.trained.to_string()),
        counted("受講率", rate),
    ];
    form.people.iter().enumerate().map(person).chain(totals).collect()
}

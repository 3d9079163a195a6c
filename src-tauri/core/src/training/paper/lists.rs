//! The lists of a year on paper: 未受講者一覧, 受講状況一覧表 and 受講率の推移, as the same reckoning gives them
//! that the window shows.

use chrono::NaiveDate;

use crate::error::Result;
use crate::forms::{FormId, Letterhead, Selection};
use crate::ledgers::View;
use crate::print::{Fonts, Sheet};
use crate::training::matrix::{self, MatrixCell, MatrixQuery, MatrixState};
use crate::training::rates::{self, RateLine};
use crate::training::sheets;
use crate::training::sheets::matrix::{MatrixCourse, MatrixForm, MatrixPerson, Sign};
use crate::training::sheets::rates::{RateRow, RatesForm};
use crate::training::sheets::untrained::{UntrainedForm, UntrainedRow};
use crate::training::untrained::{self, Untrained, UntrainedQuery, Urgency};
use crate::vocab::{FiscalYear, PartialDate};

/// Years of the picture where nobody asks for others.
const YEARS: i32 = 5;

/// One of the three lists, as far as it was asked for; without a selection, for the pen.
pub fn lay_out(
    form: FormId,
    view: &View<'_>,
    letterhead: &Letterhead,
    selection: Option<&Selection>,
) -> Result<Sheet> {
    let fonts = Fonts::shared();
    Ok(match form {
        FormId::TrainingMatrix => {
            let form = selection.map(|selection| people_and_courses(view, selection)).transpose()?;
            sheets::matrix::lay_out(letterhead, form.as_ref(), fonts)
        }
        FormId::TrainingRates => {
            let form = selection.map(|selection| over_the_years(view, selection)).transpose()?;
            sheets::rates::lay_out(letterhead, form.as_ref(), fonts)
        }
        _ => {
            let form = selection.map(|selection| not_trained(view, selection)).transpose()?;
            sheets::untrained::lay_out(letterhead, form.as_ref(), fonts)
        }
    })
}

/// 令和8年度　令和9年3月1日現在, and what the rows were chosen by.
pub fn state(on: &str, selection: &Selection, course: Option<&str>) -> String {
    let chosen = [
        ("研修", course),
        ("所属", selection.department.as_deref()),
        ("雇用区分", selection.employment.as_deref()),
    ];
    let chosen =
        chosen.into_iter().filter_map(|(what, chosen)| Some((what, chosen.filter(|text| !text.is_empty())?)));
    let chosen: String = chosen.map(|(what, chosen)| format!("　{what}「{chosen}」")).collect();
    let day = day(Some(on)).map(|day| format!("{}現在", day.long())).unwrap_or_default();
    format!("{day}{chosen}")
}

/// The fiscal year asked for: by its name, by a day in it, or this one.
fn asked(view: &View<'_>, selection: &Selection) -> Result<i32> {
    let on = untrained::day(selection.as_of.as_deref(), view.today)?;
    Ok(selection.fiscal_year.unwrap_or(FiscalYear::of(on).0))
}

fn day(iso: Option<&str>) -> Option<PartialDate> {
    iso?.parse::<NaiveDate>().ok().map(PartialDate::from)
}

fn not_trained(view: &View<'_>, selection: &Selection) -> Result<UntrainedForm> {
    let Selection { course_no, department, employment, .. } = selection.clone();
    let on = selection.as_of.clone();
    untrained(
        view,
        &UntrainedQuery { fiscal_year: selection.fiscal_year, course_no, department, employment, on },
    )
}

/// 未受講者一覧, for the paper and for files.
pub fn untrained(view: &View<'_>, query: &UntrainedQuery) -> Result<UntrainedForm> {
    let UntrainedQuery { department, employment, .. } = query.clone();
    let chosen_by = Selection { department, employment, ..Selection::default() };
    let list = untrained::made(view, query)?;
    let chosen = list.choices.courses.iter().find(|course| Some(&course.id) == query.course_no.as_ref());
    let state = state(&list.on, &chosen_by, chosen.map(|course| course.label.as_str()));
    Ok(UntrainedForm {
        state: format!("{}　{state}", FiscalYear(list.fiscal_year)),
        rows: list.rows.into_iter().map(row).collect(),
    })
}

fn row(row: Untrained) -> UntrainedRow {
    let makeup = row.makeup.map(|session| session.held_on).or(row.makeup_on);
    UntrainedRow {
        staff_no: row.staff_no,
        name: row.name,
        department: row.department,
        employment: row.employment,
        hired_on: day(row.hired_on.as_deref()),
        left_on: day(row.left_on.as_deref()),
        kana: row.kana,
        title: row.title,
        course_no: row.course_no,
        standing: row.urgency.label_ja(),
        cause: row.cause.label_ja(),
        same_name: row.same_name,
        course: row.course,
        due_on: day(Some(&row.due_on)),
        overdue: row.urgency == Urgency::Overdue,
        reason: row.reason.unwrap_or_default(),
        reminders: row.reminders.iter().filter_map(|on| day(Some(on))).collect(),
        makeup_on: day(makeup.as_deref()),
        measure: row.measure.unwrap_or_default(),
    }
}

fn people_and_courses(view: &View<'_>, selection: &Selection) -> Result<MatrixForm> {
    let fiscal_year = asked(view, selection)?;
    let Selection { department, employment, .. } = selection.clone();
    let matrix = matrix::made(view, &MatrixQuery { fiscal_year, department, employment })?;
    let course = |course: matrix::MatrixCourse| MatrixCourse {
        name: course.label,
        meant: course.meant,
        trained: course.trained,
    };
    let person = |person: matrix::MatrixPerson| MatrixPerson {
        staff_no: person.staff_no,
        name: person.name,
        department: person.department,
        marks: person.cells.iter().map(sign).collect(),
    };
    Ok(MatrixForm {
        fiscal_year: Some(FiscalYear(matrix.fiscal_year)),
        state: state(&matrix.on, selection, None),
        courses: matrix.courses.into_iter().map(course).collect(),
        people: matrix.people.into_iter().map(person).collect(),
    })
}

/// The sign of a cell.
pub fn sign(cell: &MatrixCell) -> Sign {
    match cell.state {
        MatrixState::Trained => Sign::Trained,
        MatrixState::Makeup => Sign::Makeup,
        MatrixState::Absent => Sign::Absent,
        MatrixState::Exempt => Sign::Exempt,
        MatrixState::Due => Sign::Due,
        MatrixState::Overdue => Sign::Overdue,
        MatrixState::NotMeant => Sign::NotMeant,
    }
}

fn over_the_years(view: &View<'_>, selection: &Selection) -> Result<RatesForm> {
    let to = asked(view, selection)?;
    let from = selection.from_year.unwrap_or(to - YEARS + 1);
    let rates = rates::made(view, from, to)?;
    let lines = |lines: Vec<RateLine>| {
        let cells = |line: &RateLine| line.cells.iter().map(|cell| (cell.meant, cell.trained)).collect();
        lines.into_iter().map(|line| RateRow { cells: cells(&line), name: line.label }).collect()
    };
    Ok(RatesForm {
        state: format!("{}現在", PartialDate::from(view.today).long()),
        years: rates.years.iter().copied().map(FiscalYear).collect(),
        courses: lines(rates.by_course),
        departments: lines(rates.by_department),
    })
}

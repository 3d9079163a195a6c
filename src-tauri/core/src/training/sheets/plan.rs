//! 様式第11号 研修計画書 (D-1), A4 portrait: what is to be taught in a year, and what the committee said to it.

use super::{day, heads, short, ticks, year};
use crate::forms::Letterhead;
use crate::print::Fonts;
use crate::print::booklet::Booklet;
use crate::print::rows::{Cell, Row, row};
use crate::print::sheet::Sheet;
use crate::print::table::{Column, Table};
use crate::print::text::{Align, CELL};
use crate::vocab::{FiscalYear, PartialDate};

const TITLE: &str = "情報セキュリティ研修計画書";
/// Rows of a sheet for the pen, each high enough for three lines of writing.
const PEN_ROWS: usize = 6;
const PEN_ROW: f32 = 17.5;

/// What is printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlanForm {
    pub fiscal_year: Option<FiscalYear>,
    pub drawn_up_on: Option<PartialDate>,
    pub drawn_up_by: String,
    pub policy: String,
    pub structure: String,
    pub lines: Vec<PlanLine>,
    pub drills: String,
    pub improvement: String,
    pub committee_on: Option<PartialDate>,
    /// `approved`, `conditional` or `rejected`.
    pub decision: Option<String>,
    pub minutes: String,
    pub remarks: String,
}

/// 計画行: one training of the year, in the office's words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlanLine {
    /// A month is enough.
    pub planned_on: Option<PartialDate>,
    pub course: String,
    pub purpose: String,
    pub targets: String,
    pub content: String,
    pub mode: String,
    pub instructor: String,
    pub text: String,
    pub evaluation: String,
}

/// The plan; without one, for the pen.
pub fn lay_out(letterhead: &Letterhead, plan: Option<&PlanForm>, fonts: &Fonts) -> Sheet {
    let pen = plan.is_none().then_some(PEN_ROWS);
    let blank = PlanForm::default();
    let form = plan.unwrap_or(&blank);
    let (before, after) = (before(form), after(form));
    let mut booklet = Booklet::open(heads(letterhead, TITLE, "決裁"), fonts);
    booklet.rows(&before);
    let rows: Vec<Vec<String>> = form.lines.iter().enumerate().map(|(n, line)| cells(n + 1, line)).collect();
    booklet.table("年間計画", &table(plan.is_none()), &rows, pen);
    booklet.rows(&after);
    booklet.close()
}

fn before(form: &PlanForm) -> Vec<Row> {
    vec![
        row(
            "年度・策定",
            10.0,
            [
                (1.0, Cell::text("年度", year(form.fiscal_year))),
                (1.2, Cell::text("策定日", day(form.drawn_up_on))),
                (1.6, Cell::sign("策定者", &form.drawn_up_by)),
            ],
        ),
        row("方針・重点", 20.0, [(1.0, Cell::text("", &form.policy))]),
        row("実施体制", 14.0, [(1.0, Cell::text("", &form.structure))]),
    ]
}

fn after(form: &PlanForm) -> Vec<Row> {
    let decisions = [("approved", "承認"), ("conditional", "条件付承認"), ("rejected", "否決")];
    vec![
        row("緊急時対応訓練", 14.0, [(1.0, Cell::text("訓練の計画（時期・想定・範囲）", &form.drills))]),
        row("改善計画との関連", 10.0, [(1.0, Cell::text("", &form.improvement))]),
        row(
            "委員会承認",
            10.0,
            [
                (1.0, Cell::text("開催日", day(form.committee_on))),
                (1.6, ticks("議決", &decisions, form.decision.as_deref())),
                (1.0, Cell::text("議事録番号", &form.minutes)),
            ],
        ),
        row("備考", 10.0, [(1.0, Cell::text("", &form.remarks))]),
    ]
}

/// 7+14+38+24+37+13+23+14 = 170
fn table(for_the_pen: bool) -> Table {
    let column = |title: &str, width, align| Column::new(title, width, align);
    Table {
        columns: vec![
            column("No", 7.0, Align::Centre),
            column("予定月", 14.0, Align::Centre),
            column("研修名／目的", 38.0, Align::Left),
            column("対象", 24.0, Align::Left),
            column("内容", 37.0, Align::Left),
            column("方法", 13.0, Align::Centre),
            column("講師\nテキスト案", 23.0, Align::Left),
            column("効果\n測定", 14.0, Align::Left),
        ],
        header: 9.0,
        row: if for_the_pen { PEN_ROW } else { 10.0 },
        grows: true,
        style: CELL.size(8.5),
    }
}

fn cells(number: usize, line: &PlanLine) -> Vec<String> {
    let two = |above: &str, below: &str| format!("{above}\n{below}").trim().to_owned();
    vec![
        number.to_string(),
        short(line.planned_on),
        two(&line.course, &line.purpose),
        line.targets.clone(),
        line.content.clone(),
        line.mode.clone(),
        two(&line.instructor, &line.text),
        line.evaluation.clone(),
    ]
}

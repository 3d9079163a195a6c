//! 様式第13号 受講状況報告書 (D-4), A4 portrait: how many of whom were trained, who was not, and what is done about it.

use super::{counted, day, heads, percent, short, year};
use crate::forms::Letterhead;
use crate::print::Fonts;
use crate::print::booklet::Booklet;
use crate::print::rows::{Cell, Row, row};
use crate::print::sheet::Sheet;
use crate::print::table::{Column, Table};
use crate::print::text::{Align, CELL};
use crate::vocab::{FiscalYear, PartialDate};

const TITLE: &str = "情報セキュリティ研修受講状況報告書";
/// Rows of the three tables on a sheet for the pen.
const PEN_ROWS: (usize, usize, usize) = (8, 11, 18);
/// A row that can be written in.
const ROW: f32 = 7.5;

/// What is printed. Counts are 延べ, one for each person and course, but for those of 実人数.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReportForm {
    pub fiscal_year: Option<FiscalYear>,
    pub figures_on: Option<PartialDate>,
    pub reported_on: Option<PartialDate>,
    pub reporter: String,
    pub meant: Option<u32>,
    pub trained: Option<u32>,
    pub exempt: Option<u32>,
    pub percent: Option<u32>,
    pub meant_people: Option<u32>,
    pub untrained_people: Option<u32>,
    pub courses: Vec<CourseFigures>,
    pub groups: Vec<GroupFigures>,
    pub untrained: Vec<UntrainedPerson>,
    pub untrained_measure: String,
    pub new_hires: String,
    pub drills: String,
    pub issues: String,
    pub next_plan: String,
    pub committee_on: Option<PartialDate>,
    pub minutes: String,
}

/// 研修別.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CourseFigures {
    pub course: String,
    pub kind: String,
    pub sessions: u32,
    pub meant: u32,
    pub trained: u32,
    pub exempt: u32,
}

/// 役割・所属・雇用区分別.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GroupFigures {
    /// 役割, 所属 or 雇用区分.
    pub kind: String,
    pub name: String,
    pub meant: u32,
    pub trained: u32,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct UntrainedPerson {
    pub name: String,
    pub department: String,
    pub course: String,
    pub reason: String,
    pub reminders: u32,
    pub makeup_on: Option<PartialDate>,
    pub measure: String,
}

/// The report; without one, for the pen.
pub fn lay_out(letterhead: &Letterhead, report: Option<&ReportForm>, fonts: &Fonts) -> Sheet {
    let blank = ReportForm::default();
    let form = report.unwrap_or(&blank);
    let pen = |rows: usize| report.is_none().then_some(rows);
    let (before, after) = (before(form), after(form));
    let mut booklet = Booklet::open(heads(letterhead, TITLE, "回覧"), fonts);
    booklet.rows(&before);
    let rows: Vec<Vec<String>> = form.courses.iter().enumerate().map(|(n, one)| course(n + 1, one)).collect();
    booklet.table("研修別の受講状況（延べ人数）", &courses(), &rows, pen(PEN_ROWS.0));
    let rows: Vec<Vec<String>> = form.groups.iter().map(group).collect();
    booklet.table("役割・所属・雇用区分別の受講率（延べ人数）", &groups(), &rows, pen(PEN_ROWS.1));
    let rows: Vec<Vec<String>> =
        form.untrained.iter().enumerate().map(|(n, one)| person(n + 1, one)).collect();
    booklet.table("未受講者", &people(), &rows, pen(PEN_ROWS.2));
    booklet.rows(&after);
    booklet.close()
}

fn before(form: &ReportForm) -> Vec<Row> {
    let untrained = form.meant.zip(form.trained).map(|(meant, trained)| meant.saturating_sub(trained));
    vec![
        row(
            "年度・報告",
            10.0,
            [
                (1.0, Cell::text("年度", year(form.fiscal_year))),
                (1.2, Cell::text("報告日", day(form.reported_on))),
                (1.6, Cell::sign("報告者", &form.reporter)),
            ],
        ),
        row(
            "延べ人数",
            10.0,
            [
                (1.0, Cell::text("対象", counted(form.meant, "名"))),
                (1.0, Cell::text("受講", counted(form.trained, "名"))),
                (1.0, Cell::text("未受講", counted(untrained, "名"))),
                (1.0, Cell::text("免除", counted(form.exempt, "名"))),
                (1.0, Cell::text("受講率", counted(form.percent, "％"))),
            ],
        ),
        row(
            "実人数",
            10.0,
            [
                (1.0, Cell::text("対象", counted(form.meant_people, "名"))),
                (1.0, Cell::text("未受講", counted(form.untrained_people, "名"))),
                (1.4, Cell::text("集計の基準日", day(form.figures_on))),
            ],
        ),
    ]
}

fn after(form: &ReportForm) -> Vec<Row> {
    vec![
        row("未受講者の措置", 16.0, [(1.0, Cell::text("", &form.untrained_measure))]),
        row("新規採用者", 12.0, [(1.0, Cell::text("実施状況", &form.new_hires))]),
        row("緊急時対応訓練", 12.0, [(1.0, Cell::text("実施状況", &form.drills))]),
        row("課題", 16.0, [(1.0, Cell::text("", &form.issues))]),
        row("次年度計画", 16.0, [(1.0, Cell::text("計画への反映", &form.next_plan))]),
        row(
            "委員会報告",
            10.0,
            [
                (1.0, Cell::text("開催日", day(form.committee_on))),
                (1.0, Cell::text("議事録番号", &form.minutes)),
            ],
        ),
    ]
}

fn table(columns: Vec<Column>) -> Table {
    Table { columns, header: 8.0, row: ROW, grows: true, style: CELL }
}

/// 対象, 受講, 未受講, 受講率, all 延べ: 15 mm each.
fn figures() -> impl Iterator<Item = Column> {
    ["対象", "受講", "未受講", "受講率"].into_iter().map(|title| Column::new(title, 15.0, Align::Right))
}

/// 8+50+28+12+12+15×4 = 170
fn courses() -> Table {
    let words = [
        Column::new("No", 8.0, Align::Centre),
        Column::new("研修名", 50.0, Align::Left),
        Column::new("種別", 28.0, Align::Left),
        Column::new("回数", 12.0, Align::Right),
        Column::new("免除", 12.0, Align::Right),
    ];
    table(words.into_iter().chain(figures()).collect())
}

/// 32+78+15×4 = 170
fn groups() -> Table {
    let words = [Column::new("区分", 32.0, Align::Left), Column::new("名称", 78.0, Align::Left)];
    table(words.into_iter().chain(figures()).collect())
}

/// 8+30+28+34+20+10+18+22 = 170
fn people() -> Table {
    let column = |title: &str, width, align| Column::new(title, width, align);
    table(vec![
        column("No", 8.0, Align::Centre),
        column("氏名", 30.0, Align::Left).sized(10.0),
        column("所属", 28.0, Align::Left),
        column("研修名", 34.0, Align::Left),
        column("理由", 20.0, Align::Left),
        column("督促", 10.0, Align::Centre),
        column("補講予定", 18.0, Align::Centre),
        column("措置", 22.0, Align::Left),
    ])
}

fn said(meant: u32, trained: u32) -> [String; 4] {
    let rate = percent(meant, trained).map_or_else(|| "－".to_owned(), |rate| format!("{rate}％"));
    [meant.to_string(), trained.to_string(), meant.saturating_sub(trained).to_string(), rate]
}

fn course(number: usize, one: &CourseFigures) -> Vec<String> {
    let numbers = [one.sessions.to_string(), one.exempt.to_string()];
    let words = [number.to_string(), one.course.clone(), one.kind.clone()].into_iter().chain(numbers);
    words.chain(said(one.meant, one.trained)).collect()
}

fn group(one: &GroupFigures) -> Vec<String> {
    [one.kind.clone(), one.name.clone()].into_iter().chain(said(one.meant, one.trained)).collect()
}

fn person(number: usize, one: &UntrainedPerson) -> Vec<String> {
    vec![
        number.to_string(),
        one.name.clone(),
        one.department.clone(),
        one.course.clone(),
        one.reason.clone(),
        if one.reminders == 0 { String::new() } else { format!("{}回", one.reminders) },
        short(one.makeup_on),
        one.measure.clone(),
    ]
}

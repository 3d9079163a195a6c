//! 出席者名簿: thirty people to a page, any number of pages.

use super::{Attendee, TrainingForm, heads};
use crate::print::SealMode;
use crate::print::cells::signed;
use crate::print::furniture::{Flow, LEFT, TOP, WIDE, title};
use crate::print::glyph::Fonts;
use crate::print::sheet::{Area, Page, THIN};
use crate::print::table::{Column, Table};
use crate::print::text::{Align, CELL, SMALL, Style, put};
use crate::training::choices::{ATTENDANCES, EMPLOYMENTS};
use crate::vocab::PartialDate;

pub const ROWS: usize = 30;
/// Upper edge of the table in the print area.
pub const LIST_AT: f32 = 19.0;

/// 8+34+22+36+14+32+10+14 = 170, rows of 7.5 mm.
pub fn table() -> Table {
    let column = |title: &str, width, align| Column::new(title, width, align);
    Table {
        columns: vec![
            column("No", 8.0, Align::Centre),
            column("所属", 34.0, Align::Left),
            column("職名", 22.0, Align::Left),
            column("氏名", 36.0, Align::Left).sized(10.5),
            column("区分", 14.0, Align::Centre),
            column("署名又は㊞", 32.0, Align::Centre),
            column("点数", 10.0, Align::Centre),
            column("備考", 14.0, Align::Left),
        ],
        header: 8.0,
        row: 7.5,
        grows: false,
        style: Style { one_line: 6.5, ..CELL },
    }
}

pub fn pages(form: &TrainingForm, fonts: &Fonts, pages: &mut Vec<Page>) {
    let table = table();
    let count = count(form);
    let last = form.attendees.len();
    let totals = (form.attended(), form.absent());
    for number in 0..count {
        let from = number * ROWS;
        let people = &form.attendees[from..last.min(from + ROWS)];
        let mut page = page(form, fonts, &table, people, from);
        legend(&mut page, fonts, form, totals);
        pages.push(page);
    }
}

/// Pages of the list.
pub fn count(form: &TrainingForm) -> usize {
    form.attendees.len().div_ceil(ROWS).max(1)
}

fn page(form: &TrainingForm, fonts: &Fonts, table: &Table, people: &[Attendee], from: usize) -> Page {
    let mut page = Page::portrait();
    heads(&mut page, fonts, form);
    title(&mut page, fonts, TOP + 4.0, 8.0, 14.0, "出席者名簿");
    course(&mut page, fonts, form);
    let mut rows: Vec<Vec<String>> =
        people.iter().enumerate().map(|(n, attendee)| row(form, attendee, from + n + 1)).collect();
    let ends_here = !form.sign_in && !people.is_empty() && rows.len() < ROWS;
    let written = rows.len();
    if !ends_here {
        rows.extend((rows.len()..ROWS).map(|n| vec![(from + n + 1).to_string()]));
    }
    let empty = ROWS - rows.len();
    let at = (LEFT, TOP + LIST_AT);
    table.draw(&mut page, fonts, at, &rows, &vec![table.row; rows.len()], empty);
    if ends_here {
        table.remainder(&mut page, fonts, at.0, at.1 + table.header + table.row * written as f32);
    }
    page
}

fn course(page: &mut Page, fonts: &Fonts, form: &TrainingForm) {
    let line = Area::new(LEFT, TOP + 11.5, WIDE, 7.0);
    let mut flow = Flow::new(page, fonts, line.columns(0.0, 112.0), 9.0);
    flow.word("研修名").gap(2.0).rest(form.course.as_deref(), 0.0);
    let day = form.held_on.map_or_else(|| "令和　　年　　月　　日".to_owned(), PartialDate::long);
    let mut flow = Flow::new(page, fonts, line.columns(118.0, WIDE), 9.0);
    flow.word("実施日").gap(2.0).rest(Some(&day), 0.0);
    for (from, to) in [(0.0, 112.0), (118.0, WIDE)] {
        page.dashed(line.x + from, line.bottom() - 0.6, line.x + to, line.bottom() - 0.6, THIN);
    }
}

fn row(form: &TrainingForm, attendee: &Attendee, number: usize) -> Vec<String> {
    vec![
        number.to_string(),
        attendee.department.clone(),
        attendee.title.clone(),
        attendee.name.clone(),
        employment(attendee.employment.as_deref()),
        presence(form, attendee),
        attendee.score.filter(|_| !form.sign_in).map_or_else(String::new, |score| score.to_string()),
        attendee.remarks.clone(),
    ]
}

/// 区分 by its number in the legend.
fn employment(id: Option<&str>) -> String {
    let place = EMPLOYMENTS.iter().position(|choice| Some(choice.id) == id);
    place.map_or_else(String::new, |place| (place + 1).to_string())
}

/// Left for signature or seal where someone was there and the office uses paper; otherwise said in words.
fn presence(form: &TrainingForm, attendee: &Attendee) -> String {
    let Some(id) = attendee.attendance.as_deref().filter(|_| !form.sign_in) else { return String::new() };
    if id == "attended" && form.seal != SealMode::Electronic {
        return String::new();
    }
    let word = ATTENDANCES.iter().find(|choice| choice.id == id).map_or(id, |choice| choice.label.ja);
    match attendee.attended_on.filter(|_| id == "makeup") {
        Some(day) => format!("{word} {}", day.short()),
        None => word.to_owned(),
    }
}

/// What the numbers mean, how many came, and who confirms the page.
fn legend(page: &mut Page, fonts: &Fonts, form: &TrainingForm, totals: (Option<u32>, Option<u32>)) {
    let table = table();
    let area = Area::new(LEFT, TOP + LIST_AT + table.header + table.row * ROWS as f32, WIDE, 10.0);
    let words: Vec<String> =
        EMPLOYMENTS.iter().enumerate().map(|(n, choice)| format!("{}{}", n + 1, choice.label.ja)).collect();
    let text = format!("区分　{}", words.join(" "));
    put(page, fonts, area.columns(0.0, 66.0), &text, SMALL);
    let number = |count: Option<u32>| count.map(|count| count.to_string());
    let mut flow = Flow::new(page, fonts, area.columns(70.0, 116.0), 9.0);
    flow.word("出席").number(number(totals.0), 11.0).word("名　");
    flow.word("欠席").number(number(totals.1), 11.0).word("名");
    Flow::new(page, fonts, area.columns(119.0, 132.0), 9.0).word("確認者");
    signed(page, fonts, area.columns(131.0, WIDE), "", form.checked_by.as_deref(), form.seal);
}

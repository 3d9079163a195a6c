//! Excel: workbooks a colleague can sort, filter and edit. This file and those beside it alone name the library
//! for workbooks.
//!
//! [`ledger`] writes one ledger, [`list`] a list that is none, [`plain`] sheets of texts for reports; [`looks`]
//! says how cells look, [`packed`] puts the file together. What all of them have stands here: title, line of state,
//! headings, paper.

mod ledger;
mod list;
mod looks;
mod packed;
mod plain;

use chrono::{DateTime, FixedOffset, Timelike};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError,
};

use super::{HEAD_OF_LOG, Letterhead, WRITTEN_OUT};
use crate::vocab::PartialDate;
use looks::excel_day;
use packed::put_together;

pub use ledger::{ABOUT, part_key_heading, write};
pub use list::write as write_list;
pub use plain::{PlainSheet, workbook};

type Done = std::result::Result<(), XlsxError>;

/// Title, state of the ledger, headings.
const HEADINGS: u32 = 2;
/// Characters of a cell.
const MOST: usize = 32_000;

/// A4 landscape, as wide as the sheet, with page and name below.
fn on_paper(sheet: &mut Worksheet) {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&C&P / &N&R&A");
}

fn heading_look() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0xE7_ECF3))
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_text_wrap()
}

/// A kanji is as wide as two digits; the filter's button takes room too.
fn width_of_heading(heading: &str) -> f64 {
    heading.chars().count().min(12) as f64 * 2.0 + 3.0
}

fn state_line(rows: u32, letterhead: &Letterhead) -> String {
    let Letterhead { organisation, state, by, at, head } = letterhead;
    let day = PartialDate::from(at.date_naive()).long();
    format!(
        "{organisation}　{state}　{rows}件　{WRITTEN_OUT} {day} {} {by}　{HEAD_OF_LOG} {}-{}",
        at.format("%-H:%M"),
        head.seq,
        head.short
    )
}

fn properties(title: &str, letterhead: &Letterhead) -> std::result::Result<DocProperties, XlsxError> {
    let properties = DocProperties::new()
        .set_title(title)
        .set_author(&letterhead.by)
        .set_company(&letterhead.organisation)
        .set_comment(&letterhead.state);
    Ok(properties.set_creation_datetime(&written_at(letterhead.at)?))
}

fn written_at(at: DateTime<FixedOffset>) -> std::result::Result<ExcelDateTime, XlsxError> {
    let at = at.naive_utc();
    excel_day(at.date())?.and_hms(at.hour() as u16, at.minute() as u8, at.second() as f64)
}

/// At most 31 characters, and none that Excel refuses.
fn sheet_name(label: &str) -> String {
    label.replace(['/', '\\', ':', '*', '?', '[', ']'], "・").chars().take(31).collect()
}

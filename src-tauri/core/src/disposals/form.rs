//! 様式第4号 媒体・機器廃棄申請書 兼 許可書・作業確認書, A4 portrait.
//!
//! Everything may be absent: the same function prints the blank form for the pen. Positions are those of
//! spec 3.5, in millimetres from the corner of the print area. [`front`] is the form itself; from the
//! seventh thing on, and for texts too long for their cell, there are 続紙.

mod front;
#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;

use crate::print::cells::attached;
use crate::print::furniture::{LEFT, TOP, WIDE, footer};
use crate::print::glyph::Fonts;
use crate::print::sheet::{Area, Page, Sheet};
use crate::print::table::{Column, Table};
use crate::print::text::{Align, CELL, VALUE, put};
use crate::print::{Footer, SealMode, Slot};
use crate::vocab::PartialDate;

/// What is printed. Choices are the ids of [`super::fields`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DisposalForm {
    /// 様式番号 as the regulation cites it; ours where none is given.
    pub form_number: Option<String>,
    pub organisation: Option<String>,
    /// （あて先） such as システム管理者; the office's 様 or 殿 included where it differs.
    pub addressee: Option<String>,
    /// 決裁欄 from right to left.
    pub slots: Vec<Slot>,
    pub seal: SealMode,
    pub doc_no: Option<String>,
    pub applied_on: Option<PartialDate>,
    pub department: Option<String>,
    pub applicant: Option<String>,
    pub disposition: Option<String>,
    pub reason: Option<String>,
    pub content: Option<String>,
    pub pii_class: Option<String>,
    pub importance: Option<String>,
    pub backup_needed: Option<String>,
    pub backup_loc: Option<String>,
    pub hold_check: Option<String>,
    pub items: Vec<DisposalItem>,
    /// Two where the regulation asks for two steps: 上書き, then 粉砕.
    pub methods: Vec<String>,
    pub passes: Option<u32>,
    pub method_detail: Option<String>,
    /// `own`, `outsourced`, or both.
    pub performers: Vec<String>,
    pub place: Option<String>,
    pub vendor: Option<String>,
    pub subcontracted: Option<bool>,
    pub permission: Permission,
    /// Office of those who confirm before and after; システム管理者 where none is given.
    pub checker: Option<String>,
    pub pre_check: Confirmation,
    pub work: Work,
    pub verification: Verification,
    pub post_check: Confirmation,
    pub certificate: Certificate,
    /// Lines of the 消去作業記録, on a sheet of its own.
    pub work_rows: Vec<Vec<String>>,
    pub footer: Footer,
}

/// A thing to be disposed of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DisposalItem {
    /// 管理番号
    pub number: String,
    pub kind: String,
    pub maker_model: String,
    pub serial: String,
    pub capacity: String,
    /// `ok`, `warn` or `block`; `inside` where the drives of the machine are listed and judged.
    pub adequacy: Option<String>,
}

/// 許可
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Permission {
    pub granted: Option<bool>,
    pub condition: Option<String>,
    pub number: Option<String>,
    pub on: Option<PartialDate>,
    pub by: Option<String>,
}

/// ①作業前確認, ④作業後確認
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Confirmation {
    pub at: Option<NaiveDateTime>,
    pub items: Vec<String>,
    pub by: Option<String>,
}

/// ②作業
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Work {
    /// The day, where the hours are not known.
    pub on: Option<PartialDate>,
    pub from: Option<NaiveDateTime>,
    pub to: Option<NaiveDateTime>,
    pub tool: Option<String>,
    pub operator: Option<String>,
    pub witness: Option<String>,
}

/// ③検証
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verification {
    pub at: Option<NaiveDateTime>,
    /// `full`, `sampling` or `visual`.
    pub scope: Option<String>,
    /// `pass`, `fail` or `unknown`.
    pub result: Option<String>,
    pub by: Option<String>,
}

/// ⑤証明書受領
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Certificate {
    pub received_on: Option<PartialDate>,
    pub number: Option<String>,
    /// `match` or `mismatch`.
    pub matches: Option<String>,
    pub by: Option<String>,
}

/// Things on the form itself; the others go onto 続紙.
pub const ITEMS_IN_FRONT: usize = 6;
/// Upper edge of the table on a 続紙, and its rows.
const CONTINUED_AT: f32 = 14.0;
const CONTINUED_ROWS: usize = 29;

/// The form, with as many 続紙 as it needs.
pub fn lay_out(form: &DisposalForm, fonts: &Fonts) -> Sheet {
    let mut overflow = Vec::new();
    let mut pages = vec![front::page(form, fonts, &mut overflow)];
    let more = form.items.get(ITEMS_IN_FRONT..).unwrap_or_default();
    for (n, items) in more.chunks(CONTINUED_ROWS).enumerate() {
        let first = ITEMS_IN_FRONT + n * CONTINUED_ROWS;
        pages.push(continued(form, fonts, items, first));
    }
    pages.extend(work_record(form, fonts));
    pages
        .extend(attached(fonts, &overflow, CONTINUED_AT, |page| continued_head(page, fonts, form, "別　紙")));
    let total = pages.len();
    for (n, page) in pages.iter_mut().enumerate() {
        footer(page, fonts, &form.footer, n + 1, total);
    }
    Sheet { pages }
}

/// 続紙（消去作業記録）: what was done to each drive.
fn work_record(form: &DisposalForm, fonts: &Fonts) -> Vec<Page> {
    if form.work_rows.is_empty() {
        return Vec::new();
    }
    let table = super::sheets::work_record::table();
    let body = CONTINUED_ROWS as f32 * 8.0;
    let rows = table.split_tall(fonts, &form.work_rows, body);
    let page = |slice: crate::print::table::Slice| {
        let mut page = Page::portrait();
        continued_head(&mut page, fonts, form, super::sheets::work_record::TITLE);
        table.draw(&mut page, fonts, (LEFT, TOP + CONTINUED_AT), &rows[slice.rows], &slice.heights, 0);
        page
    };
    table.paginate(fonts, &rows, body, body).into_iter().map(page).collect()
}

/// Columns of the things: 8+26+24+46+38+16+12 = 170.
fn item_table() -> Table {
    let column = |title: &str, width, align| Column::new(title, width, align);
    Table {
        columns: vec![
            column("No", 8.0, Align::Centre),
            column("管理番号", 26.0, Align::Left),
            column("種別", 24.0, Align::Left),
            column("メーカー・型番", 46.0, Align::Left),
            column("製造番号", 38.0, Align::Left),
            column("容量", 16.0, Align::Centre),
            column("判定", 12.0, Align::Centre),
        ],
        header: 8.0,
        row: 8.0,
        grows: false,
        style: CELL,
    }
}

fn item_row(item: &DisposalItem, number: usize) -> Vec<String> {
    let adequacy = match item.adequacy.as_deref() {
        Some("ok") => "☑適",
        Some("warn") => "要注意",
        Some("block") => "不可",
        Some("inside") => "－",
        _ => "☐適",
    };
    let number = full_width(number);
    let cells = [&number, &item.number, &item.kind, &item.maker_model, &item.serial, &item.capacity];
    cells.into_iter().cloned().chain([adequacy.to_owned()]).collect()
}

/// Counts are written in full width, as the regulation does.
fn full_width(number: usize) -> String {
    number
        .to_string()
        .chars()
        .filter_map(|digit| char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０')))
        .collect()
}

fn continued(form: &DisposalForm, fonts: &Fonts, items: &[DisposalItem], first: usize) -> Page {
    let mut page = Page::portrait();
    continued_head(&mut page, fonts, form, "続紙（対象物件）");
    let rows: Vec<Vec<String>> =
        items.iter().enumerate().map(|(n, item)| item_row(item, first + n + 1)).collect();
    let table = item_table();
    let empty = CONTINUED_ROWS - rows.len();
    let at = (LEFT, TOP + CONTINUED_AT);
    table.draw(&mut page, fonts, at, &rows, &vec![table.row; rows.len()], empty);
    if empty > 0 {
        let y = at.1 + table.header + table.row * rows.len() as f32;
        table.remainder(&mut page, fonts, at.0, y);
    }
    page
}

fn continued_head(page: &mut Page, fonts: &Fonts, form: &DisposalForm, what: &str) {
    front::heads(page, fonts, form);
    let title = Area::new(LEFT, TOP + 5.0, WIDE, 8.0);
    put(page, fonts, title, what, VALUE.size(12.0).align(Align::Centre));
}

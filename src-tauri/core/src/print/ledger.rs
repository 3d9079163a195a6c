//! 台帳の印刷: any ledger as a list, A4 landscape, header on every page, 「以上　○件」 at the end. Where it is
//! confirmed by seal, the boxes stand on its first page; a sheet for the pen has rows high enough to write in.
//!
//! It is told columns and rows and knows no ledger. The print area is 267 × 180 (spec 3.1, 横).

use std::convert::Infallible;

use super::Footer;
use super::furniture::{SLOT, SealMode, Slot, approvals_to, footer};
use super::glyph::{Fonts, Role};
use super::sheet::{Area, Page, Sheet};
use super::table::{Column, Table};
use super::text::{Align, CELL, Style, VALUE, base_line, put};

/// Left and upper margin of a landscape sheet; the binder is at the top.
const LEFT: f32 = 15.0;
const TOP: f32 = 20.0;
const WIDE: f32 = 267.0;
/// Upper edge of the table and room for its rows, the header and the closing line taken off.
const LIST_AT: f32 = 13.0;
const HEADER: f32 = 9.0;
const BODY: f32 = 140.0;
/// Room for upright titles.
const UPRIGHT_HEADER: f32 = 34.0;
/// What the boxes of the first page take of that room.
const BOXES: f32 = 13.0;
/// Height of a row to be written in by hand.
const PEN_ROW: f32 = 9.0;

/// A ledger, or what of it was looked for.
#[derive(Debug, Clone, Default)]
pub struct LedgerForm {
    /// 様式第１号（第４．２．５節関係）
    pub form_number: String,
    pub title: String,
    pub organisation: Option<String>,
    /// Such as 令和8年11月20日現在, or what the rows were chosen by.
    pub state: Option<String>,
    /// Widths are shares: they are stretched or squeezed to the sheet.
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
    /// 確認欄; without any, the list is not confirmed by seal.
    pub slots: Vec<Slot>,
    /// A sheet to be filled in by hand, whatever `rows` says.
    pub for_the_pen: bool,
    /// What its signs mean, under the table of every page.
    pub note: Option<String>,
    pub footer: Footer,
}

pub fn lay_out(form: &LedgerForm, fonts: &Fonts) -> Sheet {
    lay_out_parts(std::slice::from_ref(form), fonts, &format!("以上　{}件", form.rows.len()))
}

/// A list too wide for one sheet is given in parts, whose pages are numbered through.
pub fn lay_out_parts(parts: &[LedgerForm], fonts: &Fonts, ending: &str) -> Sheet {
    let mut pages = Vec::new();
    for (n, form) in parts.iter().enumerate() {
        let ending = if n + 1 == parts.len() { ending } else { "" };
        let Ok(body) = body(form, fonts, ending, &mut || Ok::<(), Infallible>(()));
        pages.extend(body.into_iter().map(|page| (page, &form.footer)));
    }
    bound(pages, fonts)
}

/// A list whose rows are not all of one kind closes with words of its own. It may be long: `step` is asked
/// twice for each row and once for each page.
pub fn lay_out_stepwise<E>(
    form: &LedgerForm,
    fonts: &Fonts,
    ending: &str,
    step: &mut impl FnMut() -> Result<(), E>,
) -> Result<Sheet, E> {
    let pages = body(form, fonts, ending, step)?;
    Ok(bound(pages.into_iter().map(|page| (page, &form.footer)).collect(), fonts))
}

fn bound(pages: Vec<(Page, &Footer)>, fonts: &Fonts) -> Sheet {
    let total = pages.len();
    let numbered = pages.into_iter().enumerate().map(|(n, (mut page, foot))| {
        footer(&mut page, fonts, foot, n + 1, total);
        page
    });
    Sheet { pages: numbered.collect() }
}

fn body<E>(
    form: &LedgerForm,
    fonts: &Fonts,
    ending: &str,
    step: &mut impl FnMut() -> Result<(), E>,
) -> Result<Vec<Page>, E> {
    let table = table(form);
    let next = BODY + HEADER - table.header;
    let first = if form.slots.is_empty() { next } else { next - BOXES };
    let blank = vec![vec![String::new(); form.columns.len()]; (first / PEN_ROW) as usize];
    let rows = if form.for_the_pen { &blank } else { &form.rows };
    let mut whole = Vec::with_capacity(rows.len());
    for row in rows {
        step()?;
        whole.extend(table.split_tall(fonts, std::slice::from_ref(row), first));
    }
    let rows = whole;
    let slices = table.paginate_stepwise(fonts, &rows, (first, next), step)?;
    let total = slices.len();
    let mut pages = Vec::with_capacity(total);
    for (n, slice) in slices.into_iter().enumerate() {
        step()?;
        let mut page = Page::landscape();
        let at = if n == 0 { heads(&mut page, fonts, form) } else { heads_again(&mut page, fonts, form) };
        let rows = &rows[slice.rows];
        let area = table.draw(&mut page, fonts, (LEFT, at), rows, &slice.heights, 0);
        let end = Area::new(LEFT, area.bottom() + 0.5, WIDE, 5.0);
        put(&mut page, fonts, end, form.note.as_deref().unwrap_or_default(), VALUE.size(8.5));
        // A sheet for the pen counts nothing.
        if n + 1 == total && !form.for_the_pen {
            put(&mut page, fonts, end, ending, VALUE.size(9.0).align(Align::Right));
        }
        pages.push(page);
    }
    Ok(pages)
}

fn table(form: &LedgerForm) -> Table {
    let asked: f32 = form.columns.iter().map(|column| column.width).sum();
    let stretch = if asked > 0.0 { WIDE / asked } else { 1.0 };
    let fitted = |column: &Column| Column { width: column.width * stretch, ..column.clone() };
    let columns: Vec<Column> = form.columns.iter().map(fitted).collect();
    // Many narrow columns are set smaller, so that words are not broken into single characters.
    let size = if stretch < 0.75 { 7.0 } else { 8.5 };
    let style = Style { one_line: size - 1.5, ..CELL.size(size) };
    let row = if form.for_the_pen { PEN_ROW } else { 7.5 };
    let header = if columns.iter().any(|column| column.upright) { UPRIGHT_HEADER } else { HEADER };
    Table { columns, header, row, grows: true, style }
}

/// The top of the first page; answers where the table begins.
fn heads(page: &mut Page, fonts: &Fonts, form: &LedgerForm) -> f32 {
    if form.slots.is_empty() {
        return heads_again(page, fonts, form);
    }
    numbered(page, fonts, form);
    let right = LEFT + WIDE;
    approvals_to(page, fonts, (right, TOP), "確認", &form.slots, SealMode::Seal);
    let taken = SLOT.3 + SLOT.0 * form.slots.len() as f32;
    let small = VALUE.size(9.0);
    let office = Area::new(LEFT, TOP + 11.0, WIDE / 2.0, 5.0);
    put(page, fonts, office, form.organisation.as_deref().unwrap_or_default(), small);
    let state = Area::new(LEFT, TOP + 17.0, WIDE - taken - 4.0, 5.0);
    put(page, fonts, state, form.state.as_deref().unwrap_or_default(), small);
    TOP + LIST_AT + BOXES
}

/// The top of a page without boxes.
fn heads_again(page: &mut Page, fonts: &Fonts, form: &LedgerForm) -> f32 {
    numbered(page, fonts, form);
    let right = Area::new(LEFT + WIDE - 85.0, TOP + 1.0, 85.0, 5.0);
    let small = VALUE.size(9.0).align(Align::Right);
    put(page, fonts, right, form.organisation.as_deref().unwrap_or_default(), small);
    let below = Area { y: right.y + 5.0, ..right };
    put(page, fonts, below, form.state.as_deref().unwrap_or_default(), small);
    TOP + LIST_AT
}

fn numbered(page: &mut Page, fonts: &Fonts, form: &LedgerForm) {
    page.text(LEFT, base_line(TOP + 2.0, 9.0), 9.0, Role::Mincho, form.form_number.as_str());
    let title = Area::new(LEFT + 60.0, TOP + 1.0, WIDE - 120.0, 8.0);
    put(page, fonts, title, &form.title, VALUE.size(15.0).align(Align::Centre));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{matches_golden, stays_on_paper};
    use super::*;

    fn form(rows: usize) -> LedgerForm {
        let column = |title: &str, width| Column::new(title, width, Align::Left);
        let row = |n: usize| {
            let note = if n.is_multiple_of(5) {
                "持出し中（返却予定　令和8年11月27日）、所在確認は毎月末"
            } else {
                ""
            };
            let name = ["髙橋 一郎", "辻\u{e0100} 香織", "ﾏﾙﾃｨﾈｽ ｱﾅ"][n % 3];
            [&format!("USB-{n:04}"), "USBメモリ", "情報システム・デジタル推進課", name, "R5.4.1", note]
                .map(str::to_owned)
                .to_vec()
        };
        LedgerForm {
            form_number: "様式第１号（第４．２．５節関係）".into(),
            title: "可搬型記録媒体管理台帳".into(),
            organisation: Some("みなと健康保険組合".into()),
            state: Some("令和8年11月20日現在".into()),
            columns: vec![
                column("管理番号", 24.0),
                column("種別", 22.0),
                column("所属", 40.0),
                column("管理者", 28.0),
                column("登録日", 18.0),
                column("備考", 60.0),
            ],
            rows: (1..=rows).map(row).collect(),
            slots: Vec::new(),
            for_the_pen: false,
            note: None,
            footer: Footer { form: "form-01".into(), doc_no: Some("R8".into()), ..Footer::default() },
        }
    }

    #[test]
    fn the_list_is_printed_as_ever() {
        let sheet = lay_out(&form(45), Fonts::shared());
        stays_on_paper(&sheet, 14.5);
        matches_golden("ledger-forty-five-rows", &sheet);
    }

    #[test]
    fn every_row_is_on_some_page_and_the_last_page_counts_them() {
        for rows in [0, 1, 18, 19, 200] {
            let sheet = lay_out(&form(rows), Fonts::shared());
            let texts: Vec<&str> = sheet.texts().collect();
            assert_eq!(texts.iter().filter(|text| text.starts_with("USB-")).count(), rows);
            assert_eq!(texts.iter().filter(|text| text.starts_with("以上")).count(), 1);
            assert!(texts.contains(&format!("以上　{rows}件").as_str()));
        }
    }
}

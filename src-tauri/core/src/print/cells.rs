//! 欄: the cells forms are made of.
//!
//! Labelled rows, cells with a small caption, cells for a name and its seal; and 別紙 for what does not fit.

use super::furniture::{LEFT, SealMode, TOP, WIDE, label, seal};
use super::glyph::{Fonts, Role};
use super::sheet::{Area, FRAME, OUTER, Page, THIN};
use super::table::{Column, Table};
use super::text::{Align, NAME, Style, VALUE, base_line, fit, put};

/// Width of the label cells.
pub const LABELS: f32 = 24.0;

/// A text that did not fit its cell, for the 別紙.
pub struct Overflow<'a> {
    pub label: &'static str,
    pub text: &'a str,
}

/// Draws the rows of a block with their labels and gives the value cell of each.
pub fn block<const N: usize>(
    page: &mut Page,
    fonts: &Fonts,
    at: f32,
    rows: [f32; N],
    labels: [&str; N],
) -> [Area; N] {
    let whole = Area::new(LEFT, TOP + at, WIDE, rows.iter().sum());
    let mut y = whole.y;
    let mut cells = [whole; N];
    for (n, height) in rows.into_iter().enumerate() {
        label(page, fonts, Area::new(LEFT, y, LABELS, height), labels[n]);
        cells[n] = Area::new(LEFT + LABELS, y, WIDE - LABELS, height).padded(1.5);
        if n > 0 {
            page.line(LEFT, y, LEFT + WIDE, y, THIN);
        }
        y += height;
    }
    page.line(LEFT + LABELS, whole.y, LEFT + LABELS, whole.bottom(), FRAME);
    page.rect(whole, OUTER);
    cells
}

/// Sets a text, or 別紙のとおり where it is too long, and keeps it for the 別紙.
pub fn written<'a>(
    page: &mut Page,
    fonts: &Fonts,
    area: Area,
    label: &'static str,
    text: Option<&'a str>,
    style: Style,
    overflow: &mut Vec<Overflow<'a>>,
) {
    let text = text.unwrap_or_default();
    if fit(fonts, style, text, area.w, area.h).rest.is_empty() {
        put(page, fonts, area, text, style);
    } else {
        put(page, fonts, area, "別紙のとおり", style);
        overflow.push(Overflow { label, text });
    }
}

/// A cell with its small caption in the corner; below it is room for a line of writing.
pub fn captioned(page: &mut Page, fonts: &Fonts, area: Area, caption: &str, value: Option<&str>) {
    page.text(area.x + 0.8, base_line(area.y + 1.7, 6.5), 6.5, Role::Gothic, caption);
    let room = area.rows(2.9, area.h).padded(1.0);
    put(page, fonts, room, value.unwrap_or_default(), VALUE.size(8.5));
}

/// A cell for a name and its seal.
pub fn signed(page: &mut Page, fonts: &Fonts, area: Area, caption: &str, name: Option<&str>, mode: SealMode) {
    let ring = 8.4_f32.min(area.h - 1.0);
    page.text(area.x + 0.8, base_line(area.y + 1.7, 6.5), 6.5, Role::Gothic, caption);
    let top = if caption.is_empty() { 0.0 } else { 2.9 };
    let kept = if mode == SealMode::Seal { ring + 1.0 } else { 0.0 };
    let room = area.rows(top, area.h).columns(1.0, area.w - kept - 0.5);
    put(page, fonts, room, name.unwrap_or_default(), NAME.size(9.5));
    let centre = (area.right() - ring / 2.0 - 0.8, area.y + area.h / 2.0);
    seal(page, fonts, centre, ring, mode);
}

/// 別紙: the whole of each text that did not fit, so that nothing is lost on paper. `head` draws what the
/// page begins with, above `at`.
pub fn attached(fonts: &Fonts, overflow: &[Overflow<'_>], at: f32, head: impl Fn(&mut Page)) -> Vec<Page> {
    if overflow.is_empty() {
        return Vec::new();
    }
    let columns = vec![Column::new("欄", 28.0, Align::Centre), Column::new("記載事項", 142.0, Align::Left)];
    let table = Table { columns, header: 8.0, row: 8.0, grows: true, style: VALUE.size(10.0) };
    let rows: Vec<Vec<&str>> = overflow.iter().map(|over| vec![over.label, over.text]).collect();
    let body = 260.0 - at - table.header;
    let rows = table.split_tall(fonts, &rows, body);
    let page = |slice: super::table::Slice| {
        let mut page = Page::portrait();
        head(&mut page);
        table.draw(&mut page, fonts, (LEFT, TOP + at), &rows[slice.rows], &slice.heights, 0);
        page
    };
    table.paginate(fonts, &rows, body, body).into_iter().map(page).collect()
}

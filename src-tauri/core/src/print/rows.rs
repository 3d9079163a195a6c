//! 欄の行: rows of labelled cells, for forms that are nothing but such rows.
//!
//! Each row has its label at the left; right of it stand cells with a small caption: a text, boxes to
//! tick, or room for a name and its seal. Everything may be blank, for the pen.

use super::cells::{LABELS, Overflow, signed, written};
use super::furniture::{Flow, LEFT, SealMode, TOP, WIDE, label};
use super::glyph::{Fonts, Role};
use super::sheet::{Area, FRAME, OUTER, Page, THIN};
use super::text::{VALUE, base_line};

/// One row: label, height, cells with their share of the width.
pub struct Row {
    pub label: &'static str,
    pub height: f32,
    pub cells: Vec<(f32, Cell)>,
}

pub enum Cell {
    Text { caption: &'static str, text: String },
    Ticks { caption: &'static str, boxes: Vec<(&'static str, bool)> },
    Sign { caption: &'static str, name: String },
}

impl Cell {
    pub fn text(caption: &'static str, text: impl Into<String>) -> Self {
        Self::Text { caption, text: text.into() }
    }

    pub fn sign(caption: &'static str, name: impl Into<String>) -> Self {
        Self::Sign { caption, name: name.into() }
    }
}

pub fn row<const N: usize>(label: &'static str, height: f32, cells: [(f32, Cell); N]) -> Row {
    Row { label, height, cells: cells.into() }
}

/// Draws the rows from `at` down and gives the lower edge. What does not fit goes onto the 別紙.
pub fn draw<'a>(
    page: &mut Page,
    fonts: &Fonts,
    at: f32,
    rows: &'a [Row],
    seal: SealMode,
    overflow: &mut Vec<Overflow<'a>>,
) -> f32 {
    let whole = Area::new(LEFT, TOP + at, WIDE, rows.iter().map(|row| row.height).sum());
    let mut y = whole.y;
    for row in rows {
        label(page, fonts, Area::new(LEFT, y, LABELS, row.height), row.label);
        let area = Area::new(LEFT + LABELS, y, WIDE - LABELS, row.height);
        let shares: f32 = row.cells.iter().map(|(share, _)| share).sum();
        let mut x = 0.0;
        for (n, (share, cell)) in row.cells.iter().enumerate() {
            let w = area.w * share / shares.max(0.1);
            if n > 0 {
                page.line(area.x + x, area.y, area.x + x, area.bottom(), THIN);
            }
            draw_cell(page, fonts, area.columns(x, x + w), row.label, cell, seal, overflow);
            x += w;
        }
        if y > whole.y {
            page.line(LEFT, y, LEFT + WIDE, y, THIN);
        }
        y += row.height;
    }
    page.line(LEFT + LABELS, whole.y, LEFT + LABELS, whole.bottom(), FRAME);
    page.rect(whole, OUTER);
    at + whole.h
}

fn draw_cell<'a>(
    page: &mut Page,
    fonts: &Fonts,
    area: Area,
    label: &'static str,
    cell: &'a Cell,
    seal: SealMode,
    overflow: &mut Vec<Overflow<'a>>,
) {
    match cell {
        Cell::Text { caption, text } => {
            let top = heading(page, area, caption);
            let room = area.rows(top, area.h).padded(1.2);
            written(page, fonts, room, label, Some(text), VALUE.size(9.0), overflow);
        }
        Cell::Ticks { caption, boxes } => {
            let top = heading(page, area, caption);
            let mut flow = Flow::new(page, fonts, area.rows(top, area.h).padded(1.2), 8.5);
            for (word, ticked) in boxes {
                flow.check(word, *ticked).gap(2.2);
            }
        }
        Cell::Sign { caption, name } => signed(page, fonts, area, caption, Some(name), seal),
    }
}

/// The small caption in the corner, and the room it takes.
fn heading(page: &mut Page, area: Area, caption: &str) -> f32 {
    if caption.is_empty() {
        return 0.0;
    }
    page.text(area.x + 0.8, base_line(area.y + 1.7, 6.5), 6.5, Role::Gothic, caption);
    2.9
}

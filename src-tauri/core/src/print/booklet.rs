//! 綴り: a portrait form of several pages, its heads on every one of them.
//!
//! The first page has the boxes and the title; a further page says what it continues. [`Heads`] draws
//! them, [`tabled`] runs a table over as many pages as it takes, and [`Booklet`] is for forms that are
//! filled from above, block after block, where nobody knows beforehand what goes onto which page.

use super::cells::{Overflow, attached};
use super::furniture::{
    Footer, LEFT, SealMode, Slot, TOP, WIDE, approvals, document_number, footer, form_number, title,
};
use super::glyph::Fonts;
use super::rows::{Row, draw};
use super::sheet::{Area, Page, Sheet};
use super::table::Table;
use super::text::{Align, LABEL, SMALL, VALUE, put};

/// Upper edge of what follows the title on the first page.
pub const FIRST_AT: f32 = 43.0;
/// Upper edge of a table on a further page, and the lower edge of all.
pub const CONTINUED_AT: f32 = 14.0;
pub const END: f32 = 258.0;
/// White between two blocks, and a line of words above or below a table.
const GAP: f32 = 2.5;
const WORDS: f32 = 5.5;

/// What stands at the head and the foot of the pages.
#[derive(Clone, Copy)]
pub struct Heads<'a> {
    pub form_number: &'a str,
    pub organisation: &'a str,
    pub title: &'a str,
    /// 決裁, 確認 or 回覧, with its boxes from right to left.
    pub boxes: &'a str,
    pub slots: &'a [Slot],
    pub seal: SealMode,
    pub footer: &'a Footer,
}

impl Heads<'_> {
    /// Form number, document number, boxes and title of a first page.
    pub fn opening(&self, fonts: &Fonts) -> Page {
        let mut page = Page::portrait();
        self.numbers(&mut page, fonts);
        approvals(&mut page, fonts, TOP + 6.0, self.boxes, self.slots, self.seal);
        title(&mut page, fonts, TOP + 31.0, 9.0, 15.0, self.title);
        let office = Area::new(LEFT, TOP + 8.0, 90.0, 6.0);
        put(&mut page, fonts, office, self.organisation, VALUE);
        page
    }

    /// A further page with its heading.
    pub fn continued(&self, fonts: &Fonts, heading: &str) -> Page {
        let mut page = Page::portrait();
        self.numbers(&mut page, fonts);
        let area = Area::new(LEFT, TOP + 5.0, WIDE, 8.0);
        put(&mut page, fonts, area, heading, VALUE.size(12.0).align(Align::Centre));
        page
    }

    fn numbers(&self, page: &mut Page, fonts: &Fonts) {
        form_number(page, self.form_number);
        document_number(page, fonts, self.footer.doc_no.as_deref());
    }

    /// Attaches what did not fit, and puts the foot on every page.
    pub fn finish(&self, fonts: &Fonts, mut pages: Vec<Page>, overflow: &[Overflow<'_>]) -> Sheet {
        pages.extend(attached(fonts, overflow, CONTINUED_AT, |page| *page = self.continued(fonts, "別　紙")));
        let total = pages.len();
        for (n, page) in pages.iter_mut().enumerate() {
            footer(page, fonts, self.footer, n + 1, total);
        }
        Sheet { pages }
    }
}

/// A table that may run on over several pages.
pub struct Tabled<'a> {
    pub table: &'a Table,
    pub rows: &'a [Vec<String>],
    /// Heading of the pages it runs over to.
    pub continued: &'a str,
    /// Empty rows for the pen, as far as there is room.
    pub pen: Option<usize>,
}

/// Draws a table on the last page from `at` to `until`, and on as many more as it takes. Gives its lower edge
/// and the room left below it.
pub fn tabled(
    heads: &Heads<'_>,
    fonts: &Fonts,
    pages: &mut Vec<Page>,
    tabled: &Tabled<'_>,
    (at, until): (f32, f32),
) -> (f32, f32) {
    let table = tabled.table;
    let body = |at: f32, until: f32| until - at - table.header;
    let (first, next) = (body(at, until), body(CONTINUED_AT, END));
    let rows = table.split_tall(fonts, tabled.rows, next.min(first));
    let mut end = (at, 0.0);
    for (n, slice) in table.paginate(fonts, &rows, first, next).into_iter().enumerate() {
        if n > 0 {
            pages.push(heads.continued(fonts, tabled.continued));
        }
        let (top, room) = if n == 0 { (at, first) } else { (CONTINUED_AT, next) };
        let Some(page) = pages.last_mut() else { continue };
        let taken: f32 = slice.heights.iter().sum();
        let empty = tabled.pen.map_or(0, |rows| rows.min(((room - taken) / table.row) as usize));
        let area =
            table.draw(page, fonts, (LEFT, TOP + top), &rows[slice.rows.clone()], &slice.heights, empty);
        end = (area.bottom() - TOP, room - taken);
    }
    end
}

/// Words under the last row of a table.
pub fn closing(page: &mut Page, fonts: &Fonts, below: f32, words: &str, align: Align) {
    put(page, fonts, Area::new(LEFT, TOP + below + 0.5, WIDE, 5.0), words, SMALL.align(align));
}

/// A form filled from above.
pub struct Booklet<'a> {
    heads: Heads<'a>,
    fonts: &'a Fonts,
    pages: Vec<Page>,
    overflow: Vec<Overflow<'a>>,
    /// Upper edge of what comes next.
    at: f32,
}

impl<'a> Booklet<'a> {
    pub fn open(heads: Heads<'a>, fonts: &'a Fonts) -> Self {
        Self { heads, fonts, pages: vec![heads.opening(fonts)], overflow: Vec::new(), at: FIRST_AT }
    }

    /// A block of labelled rows, kept together.
    pub fn rows(&mut self, rows: &'a [Row]) {
        self.turn_unless(rows.iter().map(|row| row.height).sum());
        let Some(page) = self.pages.last_mut() else { return };
        self.at = draw(page, self.fonts, self.at, rows, self.heads.seal, &mut self.overflow) + GAP;
    }

    /// A table under its caption; for the pen, with `pen` empty rows.
    pub fn table(&mut self, caption: &str, table: &Table, rows: &[Vec<String>], pen: Option<usize>) {
        let least = table.row * pen.unwrap_or(1).max(1) as f32;
        self.turn_unless(WORDS + table.header + least + WORDS);
        let (at, fonts) = (self.at, self.fonts);
        if let Some(page) = self.pages.last_mut() {
            put(page, fonts, Area::new(LEFT, TOP + at, WIDE, WORDS), caption, LABEL.align(Align::Left));
        }
        let continued = format!("続紙（{caption}）");
        let what = Tabled { table, rows, continued: &continued, pen };
        let (below, _) = tabled(&self.heads, fonts, &mut self.pages, &what, (at + WORDS, END));
        self.at = below + GAP;
        if let (None, Some(page)) = (pen, self.pages.last_mut()) {
            closing(page, fonts, below, &format!("以上　{}件", rows.len()), Align::Right);
            self.at += WORDS;
        }
    }

    pub fn close(self) -> Sheet {
        self.heads.finish(self.fonts, self.pages, &self.overflow)
    }

    /// Begins a further page where there is no room for `height`.
    fn turn_unless(&mut self, height: f32) {
        if self.at + height > END + 0.001 {
            let heading = format!("続紙（{}）", self.heads.title.replace(['\u{3000}', ' '], ""));
            self.pages.push(self.heads.continued(self.fonts, &heading));
            self.at = CONTINUED_AT;
        }
    }
}

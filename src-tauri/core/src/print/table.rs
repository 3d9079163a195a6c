//! 表: rows that are never cut, a header repeated on every page, 以下余白.
//!
//! [`Table::paginate`] counts before anything is drawn, so that every page can say `- 1 / 12 -`.

use std::convert::Infallible;
use std::ops::Range;

use super::glyph::{Fonts, Role, clusters};
use super::sheet::{Area, FRAME, OUTER, POINT, Page, THIN};
use super::text::{Align, LABEL, Style, fit, leading, put, vertical};

#[derive(Debug, Clone)]
pub struct Column {
    pub title: String,
    pub width: f32,
    pub align: Align,
    /// Point size where it is not the table's.
    pub size: Option<f32>,
    /// The title stands upright, for a narrow column.
    pub upright: bool,
    /// Draws a grey bar behind the text, of this share of the cell.
    pub bar: Option<fn(&str) -> Option<f32>>,
}

impl Column {
    pub fn new(title: impl Into<String>, width: f32, align: Align) -> Self {
        Self { title: title.into(), width, align, size: None, upright: false, bar: None }
    }

    pub fn sized(self, size: f32) -> Self {
        Self { size: Some(size), ..self }
    }

    pub fn upright(self) -> Self {
        Self { upright: true, ..self }
    }

    pub fn barred(self, share: fn(&str) -> Option<f32>) -> Self {
        Self { bar: Some(share), ..self }
    }
}

#[derive(Debug, Clone)]
pub struct Table {
    pub columns: Vec<Column>,
    pub header: f32,
    /// Height of a row; the least one where rows grow.
    pub row: f32,
    /// Rows grow with their text; otherwise the text shrinks.
    pub grows: bool,
    pub style: Style,
}

/// White between a cell's rule and its text.
const PADDING: f32 = 1.2;

/// Grey of a bar: seen on a copy, and the figures on it are read.
const BAR: f32 = 0.2;

/// An upright title, in two lines from right to left where it is long; smaller where that is not enough.
fn upright(page: &mut Page, fonts: &Fonts, cell: Area, title: &str) {
    let cell = cell.rows(1.0, cell.h - 1.0);
    let letters: Vec<&str> = clusters(title).map(|cluster| cluster.text).collect();
    let in_a_line = |size: f32| (cell.h / (size * POINT * 1.05)) as usize;
    let size = [7.5, 6.5, 5.5].into_iter().find(|size| letters.len() <= 2 * in_a_line(*size));
    let (size, most) = size.map_or((5.0, in_a_line(5.0)), |size| (size, in_a_line(size)));
    let half = cell.w / 2.0;
    match letters.split_at_checked(most).filter(|(_, rest)| !rest.is_empty()) {
        None => vertical(page, fonts, cell, title, Role::Gothic, size),
        Some((first, rest)) => {
            vertical(page, fonts, cell.columns(half, cell.w), &first.concat(), Role::Gothic, size);
            let rest = shortened(rest, most);
            // The second line begins at the top, however short it is.
            let taken = cell.h * clusters(&rest).count() as f32 / most as f32;
            vertical(page, fonts, cell.columns(0.0, half).rows(0.0, taken), &rest, Role::Gothic, size);
        }
    }
}

/// A title no size makes fit says that it goes on.
fn shortened(letters: &[&str], most: usize) -> String {
    match letters.get(..most.saturating_sub(1)).filter(|_| letters.len() > most) {
        Some(kept) => format!("{}…", kept.concat()),
        None => letters.concat(),
    }
}

/// A page's part of the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    pub rows: Range<usize>,
    pub heights: Vec<f32>,
}

impl Table {
    pub fn width(&self) -> f32 {
        self.columns.iter().map(|column| column.width).sum()
    }

    /// Rows too tall for a page become several, so that every row goes onto some page.
    pub fn split_tall<S: AsRef<str>>(&self, fonts: &Fonts, rows: &[Vec<S>], body: f32) -> Vec<Vec<String>> {
        let step = leading(self.style.size);
        let most = (((body - 2.0 * PADDING) / step) as usize).max(1);
        let mut out = Vec::with_capacity(rows.len());
        for row in rows {
            let cells: Vec<Vec<&str>> = row
                .iter()
                .zip(&self.columns)
                .map(|(text, column)| self.lines(fonts, column, text.as_ref()))
                .collect();
            let parts = cells.iter().map(|lines| lines.len().div_ceil(most)).max().unwrap_or(1).max(1);
            for part in 0..parts {
                let piece = |lines: &Vec<&str>| {
                    lines.iter().skip(part * most).take(most).copied().collect::<Vec<_>>().join("\n")
                };
                out.push(if parts == 1 {
                    row.iter().map(|text| text.as_ref().to_owned()).collect()
                } else {
                    cells.iter().map(piece).collect()
                });
            }
        }
        out
    }

    fn lines<'a>(&self, fonts: &Fonts, column: &Column, text: &'a str) -> Vec<&'a str> {
        let style = self.style.size(column.size.unwrap_or(self.style.size));
        fit(fonts, style, text, column.width - 2.0 * PADDING, f32::MAX).lines
    }

    fn height<S: AsRef<str>>(&self, fonts: &Fonts, row: &[S]) -> f32 {
        if !self.grows {
            return self.row;
        }
        let lines = row
            .iter()
            .zip(&self.columns)
            .map(|(text, column)| self.lines(fonts, column, text.as_ref()).len())
            .max()
            .unwrap_or(1);
        self.row.max(leading(self.style.size) * lines as f32 + 2.0 * PADDING)
    }

    /// Shares the rows out over pages whose bodies (without header) are `first` and then `next` high.
    /// At least one page, even without rows.
    pub fn paginate<S: AsRef<str>>(
        &self,
        fonts: &Fonts,
        rows: &[Vec<S>],
        first: f32,
        next: f32,
    ) -> Vec<Slice> {
        let Ok(pages) = self.paginate_stepwise(fonts, rows, (first, next), &mut || Ok::<(), Infallible>(()));
        pages
    }

    /// The same of many rows: `step` is asked before each of them.
    pub fn paginate_stepwise<S: AsRef<str>, E>(
        &self,
        fonts: &Fonts,
        rows: &[Vec<S>],
        (first, next): (f32, f32),
        step: &mut impl FnMut() -> Result<(), E>,
    ) -> Result<Vec<Slice>, E> {
        let mut pages = Vec::new();
        let mut page = Slice { rows: 0..0, heights: Vec::new() };
        let mut left = first;
        for (n, row) in rows.iter().enumerate() {
            step()?;
            let height = self.height(fonts, row);
            if height > left + 0.001 && !page.heights.is_empty() {
                pages.push(std::mem::replace(&mut page, Slice { rows: n..n, heights: Vec::new() }));
                left = next;
            }
            left -= height;
            page.rows.end = n + 1;
            page.heights.push(height);
        }
        pages.push(page);
        Ok(pages)
    }

    /// Draws header, the rows given and, up to `rows_to_fill`, empty ones for the pen.
    /// Gives the area taken.
    pub fn draw<S: AsRef<str>>(
        &self,
        page: &mut Page,
        fonts: &Fonts,
        at: (f32, f32),
        rows: &[Vec<S>],
        heights: &[f32],
        empty: usize,
    ) -> Area {
        let body: f32 = heights.iter().sum::<f32>() + self.row * empty as f32;
        let area = Area::new(at.0, at.1, self.width(), self.header + body);
        self.draw_header(page, fonts, area);
        let mut y = area.y + self.header;
        for (row, height) in rows.iter().zip(heights) {
            self.draw_row(page, fonts, Area::new(area.x, y, area.w, *height), row);
            y += height;
            page.line(area.x, y, area.right(), y, THIN);
        }
        for _ in 1..empty {
            y += self.row;
            page.line(area.x, y, area.right(), y, THIN);
        }
        self.draw_rules(page, area);
        area
    }

    fn draw_header(&self, page: &mut Page, fonts: &Fonts, area: Area) {
        page.shade(area.rows(0.0, self.header));
        let mut x = area.x;
        for column in &self.columns {
            let cell = Area::new(x, area.y, column.width, self.header);
            if column.upright {
                upright(page, fonts, cell, &column.title);
            } else {
                put(page, fonts, cell.padded(PADDING), &column.title, LABEL.size(8.5).align(Align::Centre));
            }
            x += column.width;
        }
    }

    fn draw_row<S: AsRef<str>>(&self, page: &mut Page, fonts: &Fonts, area: Area, row: &[S]) {
        let mut x = area.x;
        for (text, column) in row.iter().zip(&self.columns) {
            let cell = Area::new(x, area.y, column.width, area.h).padded(PADDING);
            if let Some(share) = column.bar.and_then(|share| share(text.as_ref())) {
                let bar = Area { w: cell.w * share.clamp(0.0, 1.0), ..cell }.rows(1.0, cell.h - 1.0);
                page.fill(bar, BAR);
            }
            let size = column.size.unwrap_or(self.style.size);
            put(page, fonts, cell, text.as_ref(), self.style.align(column.align).size(size));
            x += column.width;
        }
    }

    fn draw_rules(&self, page: &mut Page, area: Area) {
        let mut x = area.x;
        for column in self.columns.iter().take(self.columns.len().saturating_sub(1)) {
            x += column.width;
            page.line(x, area.y, x, area.bottom(), THIN);
        }
        let under = area.y + self.header;
        page.line(area.x, under, area.right(), under, FRAME);
        page.rect(area, OUTER);
    }

    /// Writes 以下余白 into the row that begins at `y`.
    pub fn remainder(&self, page: &mut Page, fonts: &Fonts, x: f32, y: f32) {
        let area = Area::new(x, y, self.width(), self.row);
        put(page, fonts, area, "以　下　余　白", self.style.align(Align::Centre));
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::CELL;
    use super::*;

    fn table(grows: bool) -> Table {
        let columns = vec![Column::new("番号", 10.0, Align::Centre), Column::new("内容", 40.0, Align::Left)];
        Table { columns, header: 8.0, row: 8.0, grows, style: CELL }
    }

    fn rows(texts: &[&str]) -> Vec<Vec<String>> {
        texts.iter().enumerate().map(|(n, text)| vec![n.to_string(), (*text).to_owned()]).collect()
    }

    #[test]
    fn rows_go_whole_onto_the_next_page() {
        let long = "長い内容".repeat(12);
        let rows = rows(&["短い", "短い", &long, "短い"]);
        let pages = table(true).paginate(Fonts::shared(), &rows, 25.0, 60.0);
        assert_eq!(pages.iter().map(|page| page.rows.clone()).collect::<Vec<_>>(), [0..2, 2..4]);
        assert!(pages[1].heights[0] > 8.0);
    }

    #[test]
    fn an_empty_table_still_has_a_page() {
        let none: Vec<Vec<String>> = Vec::new();
        assert_eq!(table(false).paginate(Fonts::shared(), &none, 80.0, 80.0).len(), 1);
    }

    #[test]
    fn a_row_taller_than_a_page_is_shared_out_and_loses_nothing() {
        let long = "とても長い内容".repeat(60);
        let table = table(true);
        let split = table.split_tall(Fonts::shared(), &rows(&[&long]), 40.0);
        assert!(split.len() > 3);
        let text: String = split.iter().map(|row| row[1].replace('\n', "")).collect();
        assert_eq!(text, long);
        let pages = table.paginate(Fonts::shared(), &split, 40.0, 40.0);
        assert!(pages.iter().all(|page| page.heights.iter().sum::<f32>() <= 40.0));
    }
}

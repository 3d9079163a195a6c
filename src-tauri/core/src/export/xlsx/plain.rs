//! Sheets of texts, for reports. What no cell of Excel can hold goes on in the row below.

use chrono::{DateTime, FixedOffset};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook, Worksheet};

use super::{Done, MOST, heading_look, on_paper, put_together, written_at};
use crate::error::Result;
use crate::export::failed;
use crate::watch::Watch;

/// A sheet of texts under headings, for reports.
pub struct PlainSheet {
    name: &'static str,
    /// Heading and width.
    columns: Vec<(&'static str, f64)>,
    rows: Vec<Vec<String>>,
}

impl PlainSheet {
    pub fn new(name: &'static str, columns: &[(&'static str, f64)], rows: Vec<Vec<String>>) -> Self {
        Self { name, columns: columns.to_vec(), rows }
    }

    fn sheet(&self, heading: &Format, text: &Format, watch: &Watch<'_>) -> Result<Worksheet> {
        let mut sheet = Worksheet::new();
        let mut next = 1;
        for cells in &self.rows {
            watch.row()?;
            for line in lines(cells) {
                for (col, cell) in (0..).zip(line).filter(|(_, cell)| !cell.is_empty()) {
                    sheet.write_string_with_format(next, col, cell, text).map_err(failed)?;
                }
                next += 1;
            }
        }
        self.head(&mut sheet, heading, next - 1).map_err(failed)?;
        Ok(sheet)
    }

    fn head(&self, sheet: &mut Worksheet, heading: &Format, last_row: u32) -> Done {
        sheet.set_name(self.name)?;
        for (col, (title, width)) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(0, col, *title, heading)?.set_column_width(col, *width)?;
        }
        let last_col = self.columns.len().saturating_sub(1) as u16;
        sheet.autofilter(0, 0, last_row, last_col)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        on_paper(sheet);
        Ok(())
    }
}

/// A workbook of such sheets.
pub fn workbook(
    sheets: &[PlainSheet],
    at: DateTime<FixedOffset>,
    by: &str,
    watch: &Watch<'_>,
) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let at = written_at(at).map_err(failed)?;
    book.set_properties(&DocProperties::new().set_author(by).set_creation_datetime(&at));
    let text = Format::new().set_num_format("@").set_align(FormatAlign::Top).set_text_wrap();
    for sheet in sheets {
        book.push_worksheet(sheet.sheet(&heading_look(), &text, watch)?);
    }
    put_together(book, watch)
}

/// Stands at the end of a cell that goes on in the row below.
const GOES_ON: &str = "（次の行に続く）";

/// A row, and further rows for what its cells cannot hold.
fn lines(cells: &[String]) -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> = vec![vec![String::new(); cells.len()]];
    for (col, cell) in cells.iter().enumerate() {
        let mut rest = cell.as_str();
        for line in 0.. {
            if line == lines.len() {
                lines.push(vec![String::new(); cells.len()]);
            }
            let Some((end, _)) = rest.char_indices().nth(MOST) else {
                rest.clone_into(&mut lines[line][col]);
                break;
            };
            lines[line][col] = format!("{}{GOES_ON}", &rest[..end]);
            rest = &rest[end..];
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_goes_on_in_the_row_below() {
        let long = "字".repeat(MOST * 2 + 1);
        let rows = lines(&["1".to_owned(), long, String::new()]);
        let lengths: Vec<Vec<usize>> =
            rows.iter().map(|row| row.iter().map(|cell| cell.chars().count()).collect()).collect();
        let full = MOST + GOES_ON.chars().count();
        assert_eq!(lengths, [vec![1, full, 0], vec![0, full, 0], vec![0, 1, 0]]);
        assert!(rows[0][1].ends_with(GOES_ON));
    }
}

//! Sheets of texts, for reports.

use chrono::{DateTime, FixedOffset};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{MOST, heading_look, on_paper, put_together, written_at};
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
        let mut sheet = self.headed(heading).map_err(failed)?;
        for (row, cells) in (1..).zip(&self.rows) {
            watch.row()?;
            for (col, cell) in (0..).zip(cells) {
                let cell: String = cell.chars().take(MOST).collect();
                sheet.write_string_with_format(row, col, cell, text).map_err(failed)?;
            }
        }
        Ok(sheet)
    }

    fn headed(&self, heading: &Format) -> std::result::Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(self.name)?;
        for (col, (title, width)) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(0, col, *title, heading)?.set_column_width(col, *width)?;
        }
        let (last_row, last_col) = (self.rows.len() as u32, self.columns.len().saturating_sub(1) as u16);
        sheet.autofilter(0, 0, last_row, last_col)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        on_paper(&mut sheet);
        Ok(sheet)
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

//! A list that is no ledger, as a workbook: one sheet, its columns filtered, its first rows and columns in sight.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::looks::Looks;
use super::{
    Done, HEADINGS, MOST, heading_look, on_paper, properties, put_together, sheet_name, state_line,
    width_of_heading,
};
use crate::error::Result;
use crate::export::cells::{Holds, Out};
use crate::export::list::{Column, List};
use crate::export::{Letterhead, failed};
use crate::watch::Watch;

/// Said where a text is longer than a cell holds.
const CUT: &str = "……（長いため、ここまで）";

pub fn write(list: &List, letterhead: &Letterhead, watch: &Watch<'_>) -> Result<Vec<u8>> {
    let looks = Looks::new(false);
    let mut book = Workbook::new();
    book.set_properties(&properties(&list.title, letterhead).map_err(failed)?);
    let mut sheet = headed(list, letterhead, &looks).map_err(failed)?;
    for (row, cells) in (HEADINGS + 1..).zip(&list.rows) {
        watch.row()?;
        write_row(&mut sheet, row, list, cells, &looks).map_err(failed)?;
    }
    // A blank row parts the sums from what is sorted and filtered.
    for (row, cells) in (HEADINGS + list.count() + 2..).zip(&list.totals) {
        write_row(&mut sheet, row, list, cells, &looks).map_err(failed)?;
    }
    book.push_worksheet(sheet);
    put_together(book, watch)
}

fn headed(list: &List, letterhead: &Letterhead, looks: &Looks) -> std::result::Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(sheet_name(&list.title))?;
    sheet.write_string_with_format(0, 0, &list.title, &Format::new().set_bold().set_font_size(14))?;
    sheet.write_string(1, 0, state_line(list.count(), letterhead))?;
    for (col, column) in (0..).zip(&list.columns) {
        sheet.write_string_with_format(HEADINGS, col, &column.heading, &heading_look())?;
        sheet.set_column_format(col, looks.of(column.holds))?.set_column_width(col, width(column))?;
    }
    let last = (HEADINGS + list.count()).max(HEADINGS);
    let last_col = u16::try_from(list.columns.len().saturating_sub(1)).unwrap_or_default();
    sheet.autofilter(HEADINGS, 0, last, last_col)?;
    sheet.set_freeze_panes(HEADINGS + 1, list.frozen)?.set_repeat_rows(HEADINGS, HEADINGS)?;
    on_paper(&mut sheet);
    Ok(sheet)
}

fn write_row(sheet: &mut Worksheet, row: u32, list: &List, cells: &[Option<Out>], looks: &Looks) -> Done {
    for ((col, column), cell) in (0..).zip(&list.columns).zip(cells) {
        match cell.clone() {
            None => {}
            Some(Out::Text(text)) if text.chars().count() > MOST => {
                let cut = text.chars().take(MOST).collect::<String>() + CUT;
                looks.write(sheet, (row, col), column.holds, Out::Text(cut))?;
            }
            Some(cell) => looks.write(sheet, (row, col), column.holds, cell)?,
        }
    }
    Ok(())
}

fn width(column: &Column) -> f64 {
    let usual = match column.holds {
        Holds::Text => 18.0,
        Holds::Note => 40.0,
        Holds::Day => 16.0,
        Holds::Moment => 22.0,
        Holds::Second => 25.0,
        Holds::Number | Holds::FiscalYear => 9.0,
    };
    width_of_heading(&column.heading).max(usual)
}

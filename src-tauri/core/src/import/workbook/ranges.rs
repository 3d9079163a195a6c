//! .xls, .xlsb and .ods: formats that come as full ranges. The marks of .xls come from [`biff`], those of .xlsb from
//! [`xlsb_marks`], those of .ods from [`ods_marks`].

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Dimensions, Reader, SheetType};

use super::values::raw;
use super::{MarkedBook, Marks, Result, Sink, failed, head_of, open, unreadable};
use crate::import::cells::{Cell, Formula, Merge, Raw, Row, SheetHead, Struck};
use crate::import::{biff, ods_marks, xlsb_marks};

pub fn xlsb(bytes: &[u8], unlocked: bool, sink: &mut impl Sink) -> Result<()> {
    ranges(open::<calamine::Xlsb<_>>(bytes)?, unlocked, |_, _| Vec::new(), xlsb_marks::read(bytes), sink)
}

pub fn ods(bytes: &[u8], unlocked: bool, sink: &mut impl Sink) -> Result<()> {
    ranges(open::<calamine::Ods<_>>(bytes)?, unlocked, |_, _| Vec::new(), ods_marks::read(bytes), sink)
}

pub fn xls(bytes: &[u8], unlocked: bool, codepage: Option<u16>, sink: &mut impl Sink) -> Result<()> {
    let mut options = calamine::XlsOptions::default();
    options.force_codepage = codepage;
    let book =
        calamine::Xls::new_with_options(Cursor::new(bytes), options).map_err(|error| failed(&error))?;
    let merges =
        |book: &calamine::Xls<_>, name: &str| book.merge_cells_by_sheet_name(name).unwrap_or_default();
    ranges(book, unlocked, merges, biff::read(bytes), sink)
}

/// The formats that come as full ranges.
fn ranges<'a, R: Reader<Cursor<&'a [u8]>>>(
    mut book: R,
    unlocked: bool,
    merges: impl Fn(&R, &str) -> Vec<Dimensions>,
    mut marks: Option<MarkedBook>,
    sink: &mut impl Sink,
) -> Result<()>
where
    R::Error: std::fmt::Display,
{
    let sheets = book.sheets_metadata().to_vec();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let own = marks.as_mut().and_then(|book| book.sheets.remove(&sheet.name));
        let mut head = SheetHead { marks_unread: own.is_none(), ..head_of(sheet, unlocked) };
        head.formats = marks.as_ref().map(|book| book.formats.clone()).unwrap_or_default();
        let own = own.unwrap_or_default();
        let range = match book.worksheet_range(&sheet.name) {
            Ok(range) => range,
            Err(error) => {
                unreadable(head, &error.to_string(), sink)?;
                continue;
            }
        };
        sink.sheet(&head)?;
        let (top, left) = range.start().unwrap_or((0, 0));
        let below = top + range.height() as u32 + 1;
        let passed: BTreeSet<u32> = own.texts.keys().map(|(row, _)| *row).collect();
        let within = range.rows().zip(top + 1..).map(|(values, number)| (number, values));
        let above = passed.range(..=top).map(|number| (*number, &[][..]));
        let after = passed.range(below..).map(|number| (*number, &[][..]));
        for (number, values) in above.chain(within).chain(after) {
            let row = range_row(number, left, values, &own);
            if !row.cells.is_empty() {
                sink.row(&row)?;
            }
        }
        head.merges = merges(&book, &sheet.name).iter().filter_map(merge).chain(own.merges).collect();
        head.formulas = formulas(&mut book, &sheet.name, &range);
        head.hidden_columns = own.hidden_columns;
        head.comments = own.comments;
        head.drawings = own.drawings;
        sink.sheet_end(head)?;
    }
    Ok(())
}

fn range_row(number: u32, left: u32, values: &[Data], marks: &Marks) -> Row {
    let texts = marks.texts.range((number, 0)..=(number, u16::MAX));
    let said: Vec<usize> = texts.map(|((_, col), _)| usize::from(*col)).collect();
    let (left, end) = (left as usize, left as usize + values.len());
    let first = said.first().copied().unwrap_or(left).min(left);
    let last = said.last().map_or(end, |last| end.max(last + 1));
    let cell = |at: usize| {
        let col = u16::try_from(at).ok()?;
        let value = at.checked_sub(left).and_then(|n| values.get(n)).unwrap_or(&Data::Empty);
        let look = marks.looks.get(&(number, col)).copied().unwrap_or_default();
        let value = raw(value, look.date, marks.is_1904);
        let value = match marks.texts.get(&(number, col)) {
            Some(text) if value == Raw::Empty => Raw::Text(text.as_str().into()),
            _ => value,
        };
        let whole = if look.struck { Struck::Whole } else { Struck::No };
        let struck = marks.struck.get(&(number, col)).copied().unwrap_or(whole);
        let cell = Cell { col, struck, format: look.format, fill: look.fill, ink: look.ink, value };
        (cell.value != Raw::Empty).then_some(cell)
    };
    let hidden = marks.hidden_rows.contains(&number);
    Row { number, hidden, cells: (first..last).filter_map(cell).collect() }
}

fn merge(area: &Dimensions) -> Option<Merge> {
    Some(Merge {
        first_row: area.start.0.checked_add(1)?,
        first_col: u16::try_from(area.start.1).ok()?,
        last_row: area.end.0.checked_add(1)?,
        last_col: u16::try_from(area.end.1).ok()?,
    })
}

fn formulas<'a, R: Reader<Cursor<&'a [u8]>>>(
    book: &mut R,
    name: &str,
    values: &calamine::Range<Data>,
) -> Vec<Formula> {
    let Ok(formulas) = book.worksheet_formula(name) else { return Vec::new() };
    let (top, left) = formulas.start().unwrap_or((0, 0));
    let used = formulas.used_cells().filter(|(.., text)| !text.is_empty()).take(200_000);
    used.filter_map(|(row, col, text)| {
        let at = (top + row as u32, left + col as u32);
        let no_value = values.get_value(at).is_none_or(|value| *value == Data::Empty);
        Some(Formula { row: at.0 + 1, col: u16::try_from(at.1).ok()?, text: text.clone(), no_value })
    })
    .collect()
}

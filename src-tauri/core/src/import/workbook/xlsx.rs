//! .xlsx, streamed: cells from the library, what it does not know from [`xlsx_extra`].
//!
//! Both go through the sheet at the same time, so that reading takes as long as the slower of them. Which rows are
//! hidden and which cells struck is said when the sheet ends.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::mpsc;

use calamine::{Reader, SheetType, Style};

use super::values::raw_ref;
use super::{Look, Result, Sink, cannot_read, head_of, open};
use crate::import::cells::{Cell, Raw, Row, SheetHead, Struck};
use crate::import::error::ReadFailure;
use crate::import::number_format;
use crate::import::stream::Failure;
use crate::import::xlsx_extra::{self, Extra, Parts};
use crate::import::xlsx_sheet::{MAX_COL, MAX_ROW};

/// Reads all sheets; `unlocked` where the file needed its password. What the library does not know is read
/// meanwhile, on a thread of its own.
pub fn read(bytes: &[u8], unlocked: bool, sink: &mut impl Sink) -> Result<()> {
    std::thread::scope(|scope| {
        let (give, coming) = mpsc::sync_channel(1);
        scope.spawn(move || match Parts::open(bytes) {
            Ok(parts) => parts.each(|name, extra| give.send(Ok((name, extra))).is_ok()),
            Err(error) => drop(give.send(Err(error))),
        });
        let book = open::<calamine::Xlsx<_>>(bytes)?;
        let mut extras = Extras { coming, known: HashMap::new() };
        read_sheets(book, unlocked, &mut extras, sink)?;
        // Of a workbook without sheets nobody has asked yet whether its parts can be read.
        while extras.next()? {}
        Ok(())
    })
}

/// A sheet with what it says besides its values; or the workbook has no parts.
type Found = xlsx_extra::Result<(String, xlsx_extra::Result<Extra>)>;

/// What the sheets say besides their values, as it comes.
struct Extras {
    coming: mpsc::Receiver<Found>,
    known: HashMap<String, xlsx_extra::Result<Extra>>,
}

impl Extras {
    /// Whether another came.
    fn next(&mut self) -> Result<bool> {
        let Ok(found) = self.coming.recv() else { return Ok(false) };
        let (name, extra) = found.map_err(broken)?;
        self.known.insert(name, extra);
        Ok(true)
    }

    /// Of the sheet of this name; where nobody found it, only that it is unread.
    fn of(&mut self, sheet: &str) -> Result<xlsx_extra::Result<Extra>> {
        while !self.known.contains_key(sheet) && self.next()? {}
        let unread = || Ok(Extra { unread: true, ..Extra::default() });
        Ok(self.known.remove(sheet).unwrap_or_else(unread))
    }
}

fn read_sheets<RS: std::io::Read + std::io::Seek>(
    mut book: calamine::Xlsx<RS>,
    unlocked: bool,
    extras: &mut Extras,
    sink: &mut impl Sink,
) -> Result<()> {
    let sheets = book.sheets_metadata().to_vec();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let mut head = head_of(sheet, unlocked);
        sink.sheet(&head)?;
        let cells = stream_sheet(&mut book, &sheet.name, &mut head, sink)?;
        match (extras.of(&sheet.name)?, cells) {
            (Err(xlsx_extra::Broken(why)), _) => {
                head.unreadable = Some(cannot_read(&why));
                head.late.rows_void = true;
            }
            (Ok(extra), cells) => {
                head.unreadable = cells.err().map(|error| cannot_read(&error));
                note(&mut head, extra);
            }
        }
        sink.sheet_end(head)?;
    }
    Ok(())
}

/// What the sheet says besides its values, which are on their way already.
fn note(head: &mut SheetHead, extra: Extra) {
    head.marks_unread = extra.unread;
    head.merges = extra.merges;
    head.hidden_columns = extra.hidden_columns;
    head.comments = extra.comments;
    head.formulas = extra.formulas;
    head.drawings = extra.drawings;
    head.late.hidden_rows = extra.hidden_rows;
    head.late.struck = extra.struck.into_iter().map(|((row, col), how)| (row, col, how)).collect();
}

fn broken(error: xlsx_extra::Broken) -> Failure {
    Failure { failure: ReadFailure::Damaged, detail: error.0 }
}

/// Streams the cells of one sheet. The inner error is the sheet's alone: other sheets may still read.
fn stream_sheet<RS: std::io::Read + std::io::Seek>(
    book: &mut calamine::Xlsx<RS>,
    name: &str,
    head: &mut SheetHead,
    sink: &mut impl Sink,
) -> Result<std::result::Result<(), String>> {
    let is_1904 = book.has_1904_epoch();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let looks = looks(cells.styles(), &mut head.formats);
    let mut row = Row::<Cow<'_, str>>::default();
    loop {
        let (cell, style) = match cells.next_cell_with_style_id() {
            Ok(Some(found)) => found,
            Ok(None) => break,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let (at, col) = cell.get_position();
        if at >= MAX_ROW || col >= MAX_COL {
            return Ok(Err(format!("cell {at},{col}")));
        }
        let look = looks.get(style).copied().unwrap_or_default();
        let value = raw_ref(cell.get_value(), look.date, is_1904);
        if matches!(value, Raw::Empty) {
            continue;
        }
        let (number, col) = (at + 1, col as u16);
        if number != row.number {
            flush(&mut row, sink)?;
            row.number = number;
        }
        let struck = if look.struck { Struck::Whole } else { Struck::No };
        row.cells.push(Cell { col, struck, format: look.format, fill: look.fill, ink: look.ink, value });
    }
    flush(&mut row, sink).map(Ok)
}

/// Hands the row over, and leaves its room to the next.
fn flush(row: &mut Row<Cow<'_, str>>, sink: &mut impl Sink) -> Result<()> {
    if row.cells.is_empty() {
        return Ok(());
    }
    if !row.cells.is_sorted_by_key(|cell| cell.col) {
        row.cells.sort_by_key(|cell| cell.col);
    }
    sink.row(row)?;
    row.cells.clear();
    Ok(())
}

fn looks(styles: &[Style], formats: &mut Vec<String>) -> Vec<Look> {
    formats.push("General".to_owned());
    let mut look = |style: &Style| {
        let code = style.number_format.as_ref().map_or("General", |format| format.format_code.as_str());
        let format = formats.iter().position(|known| known == code).unwrap_or_else(|| {
            formats.push(code.to_owned());
            formats.len() - 1
        });
        let fill = style.fill.as_ref().filter(|fill| fill.is_visible()).and_then(|fill| fill.get_color());
        let fill = fill.map_or(0, |color| color.to_argb() & 0x00ff_ffff);
        let ink =
            style.font.as_ref().and_then(|font| font.color).map_or(0, |color| color.to_argb() & 0x00ff_ffff);
        Look {
            struck: style.font.as_ref().is_some_and(|font| font.strikethrough),
            fill: if fill == 0x00ff_ffff { 0 } else { fill },
            ink,
            format: u16::try_from(format).unwrap_or(0),
            date: number_format::is_date(code),
        }
    };
    styles.iter().map(&mut look).collect()
}

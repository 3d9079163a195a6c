//! 表計算ファイルを読む: the only file that names the workbook library. Runs in the reader process.
//!
//! .xlsx is streamed, so that a lone cell in the last corner costs nothing. The other formats come as
//! full ranges; the limits of the reader process bound what they may cost.

use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Style};
use chrono::{NaiveDateTime, NaiveTime};

use super::cells::{Cell, Formula, Merge, Raw, Row, SheetHead, Struck};
use super::csv_text;
use super::error::ReadFailure;
use super::sniff::Format;
use super::stream::Failure;
use super::xlsx_extra::{self, Extra, Parts};
use super::xlsx_sheet::{MAX_COL, MAX_ROW};

/// Where what is read goes.
pub trait Sink {
    fn sheet(&mut self, head: &SheetHead) -> Result<()>;
    fn row(&mut self, row: Row) -> Result<()>;
    fn sheet_end(&mut self, head: SheetHead) -> Result<()>;
}

type Result<T> = std::result::Result<T, Failure>;

/// Reads everything in a file of a known format.
pub fn read(bytes: &[u8], format: Format, sink: &mut impl Sink) -> Result<()> {
    match format {
        Format::Text => text(bytes, sink),
        Format::Xlsx => xlsx(bytes, sink),
        Format::Xls { codepage } => xls(bytes, codepage, sink),
        Format::Xlsb => ranges(open::<calamine::Xlsb<_>>(bytes)?, |_, _| Vec::new(), sink),
        Format::Ods => ranges(open::<calamine::Ods<_>>(bytes)?, |_, _| Vec::new(), sink),
    }
}

fn open<'a, R: Reader<Cursor<&'a [u8]>>>(bytes: &'a [u8]) -> Result<R>
where
    R::Error: std::fmt::Display,
{
    R::new(Cursor::new(bytes)).map_err(|error| failed(&error))
}

/// The library's errors, sorted into what the user can do about them.
fn failed(error: &dyn std::fmt::Display) -> Failure {
    let detail = error.to_string();
    let password = detail.to_ascii_lowercase().contains("password");
    Failure { failure: if password { ReadFailure::Password } else { ReadFailure::Damaged }, detail }
}

fn text(bytes: &[u8], sink: &mut impl Sink) -> Result<()> {
    let head = SheetHead::default();
    sink.sheet(&head)?;
    let mut stopped = None;
    let read = csv_text::read(bytes, |row| {
        sink.row(row).map_err(|failure| {
            let code = failure.failure;
            stopped = Some(failure);
            code
        })
    });
    match (stopped, read) {
        (Some(failure), _) => Err(failure),
        (None, Err(failure)) => Err(Failure { failure, detail: String::new() }),
        (None, Ok(())) => sink.sheet_end(head),
    }
}

fn xlsx(bytes: &[u8], sink: &mut impl Sink) -> Result<()> {
    let mut book = open::<calamine::Xlsx<_>>(bytes)?;
    let mut parts = Parts::open(bytes).map_err(broken)?;
    let sheets = book.sheets_metadata().to_vec();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let mut head = head_of(sheet);
        let extra = match parts.extra(&sheet.name) {
            Ok(extra) => extra,
            Err(error) => {
                unreadable(head, &error.0, sink)?;
                continue;
            }
        };
        sink.sheet(&head)?;
        if let Err(error) = stream_sheet(&mut book, &sheet.name, &extra, &mut head, sink)? {
            head.unreadable = Some(cannot_read(&error));
        }
        head.merges = extra.merges;
        head.hidden_columns = extra.hidden_columns;
        head.comments = extra.comments;
        head.formulas = extra.formulas;
        head.drawings = extra.drawings;
        sink.sheet_end(head)?;
    }
    Ok(())
}

fn broken(error: xlsx_extra::Broken) -> Failure {
    Failure { failure: ReadFailure::Damaged, detail: error.0 }
}

fn head_of(sheet: &calamine::Sheet) -> SheetHead {
    SheetHead {
        name: Some(sheet.name.clone()),
        hidden: sheet.visible != SheetVisible::Visible,
        ..SheetHead::default()
    }
}

/// What the library said stands in brackets, for whoever is asked for help.
fn cannot_read(why: &str) -> String {
    format!(
        "このシートは壊れていて読めません。Excelで開き、表を新しいブックに写して取り込んでください。（{why}）"
    )
}

fn unreadable(mut head: SheetHead, why: &str, sink: &mut impl Sink) -> Result<()> {
    sink.sheet(&head)?;
    head.unreadable = Some(cannot_read(why));
    sink.sheet_end(head)
}

/// Streams the cells of one sheet. The inner error is the sheet's alone: other sheets may still read.
fn stream_sheet<RS: std::io::Read + std::io::Seek>(
    book: &mut calamine::Xlsx<RS>,
    name: &str,
    extra: &Extra,
    head: &mut SheetHead,
    sink: &mut impl Sink,
) -> Result<std::result::Result<(), String>> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let looks = looks(cells.styles(), &mut head.formats);
    let mut row = Row::default();
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
        let value = raw_ref(cell.get_value());
        if matches!(value, Raw::Empty) {
            continue;
        }
        let (number, col) = (at + 1, col as u16);
        if number != row.number {
            let done = std::mem::replace(&mut row, Row { number, ..Row::default() });
            flush(done, extra, sink)?;
        }
        let look = looks.get(style).copied().unwrap_or_default();
        let own = extra.struck.get(&(number, col)).copied().unwrap_or_default();
        let struck = if look.struck || own == Struck::Whole { Struck::Whole } else { own };
        row.cells.push(Cell { col, struck, format: look.format, fill: look.fill, value });
    }
    flush(row, extra, sink).map(Ok)
}

fn flush(mut row: Row, extra: &Extra, sink: &mut impl Sink) -> Result<()> {
    if row.cells.is_empty() {
        return Ok(());
    }
    row.hidden = extra.hidden_rows.contains(&row.number);
    if !row.cells.is_sorted_by_key(|cell| cell.col) {
        row.cells.sort_by_key(|cell| cell.col);
    }
    sink.row(row)
}

/// What matters of a cell's style.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    struck: bool,
    fill: u32,
    format: u16,
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
        Look {
            struck: style.font.as_ref().is_some_and(|font| font.has_strikethrough()),
            fill: if fill == 0x00ff_ffff { 0 } else { fill },
            format: u16::try_from(format).unwrap_or(0),
        }
    };
    styles.iter().map(&mut look).collect()
}

fn raw_ref(value: &DataRef<'_>) -> Raw {
    match value {
        DataRef::Empty => Raw::Empty,
        DataRef::String(text) => text_or_empty(text),
        DataRef::SharedString(text) => text_or_empty(text),
        DataRef::Float(number) => Raw::Number(*number),
        DataRef::Int(number) => Raw::Number(*number as f64),
        DataRef::Bool(yes) => Raw::Bool(*yes),
        DataRef::DateTime(at) => date_time(*at),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => iso(text),
        DataRef::Error(error) => Raw::Error(error.to_string().into()),
    }
}

fn raw(value: &Data) -> Raw {
    match value {
        Data::Empty => Raw::Empty,
        Data::String(text) => text_or_empty(text),
        Data::Float(number) => Raw::Number(*number),
        Data::Int(number) => Raw::Number(*number as f64),
        Data::Bool(yes) => Raw::Bool(*yes),
        Data::DateTime(at) => date_time(*at),
        Data::DateTimeIso(text) | Data::DurationIso(text) => iso(text),
        Data::Error(error) => Raw::Error(error.to_string().into()),
    }
}

fn text_or_empty(text: &str) -> Raw {
    if text.is_empty() { Raw::Empty } else { Raw::Text(text.into()) }
}

/// A time of day alone is text; a serial no calendar knows stays a number.
fn date_time(at: ExcelDateTime) -> Raw {
    let serial = at.as_f64();
    let Some(moment) = at.as_datetime().filter(|_| !at.is_duration() && serial.abs() < 3_000_000.0) else {
        return Raw::Number(serial);
    };
    if (0.0..1.0).contains(&serial) && serial > 0.0 {
        return Raw::Text(moment.format("%-H:%M").to_string().into());
    }
    if serial == 0.0 { Raw::Number(0.0) } else { Raw::DateTime(to_minute(moment)) }
}

/// Serials are fractions of a day: 9:00 may come out as 8:59:59.999.
fn to_minute(moment: NaiveDateTime) -> NaiveDateTime {
    let rounded = moment + chrono::TimeDelta::milliseconds(500);
    rounded.date().and_time(
        NaiveTime::from_num_seconds_from_midnight_opt(
            chrono::Timelike::num_seconds_from_midnight(&rounded.time()),
            0,
        )
        .unwrap_or_default(),
    )
}

fn iso(text: &str) -> Raw {
    let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let moment = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let day =
        || chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    moment.or_else(day).map_or_else(|| text_or_empty(text), Raw::DateTime)
}

fn xls(bytes: &[u8], codepage: Option<u16>, sink: &mut impl Sink) -> Result<()> {
    let mut options = calamine::XlsOptions::default();
    options.force_codepage = codepage;
    let book =
        calamine::Xls::new_with_options(Cursor::new(bytes), options).map_err(|error| failed(&error))?;
    ranges(book, |book, name| book.merge_cells_by_sheet_name(name).unwrap_or_default(), sink)
}

/// The formats that come as full ranges.
fn ranges<'a, R: Reader<Cursor<&'a [u8]>>>(
    mut book: R,
    merges: impl Fn(&R, &str) -> Vec<Dimensions>,
    sink: &mut impl Sink,
) -> Result<()>
where
    R::Error: std::fmt::Display,
{
    let sheets = book.sheets_metadata().to_vec();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let mut head = SheetHead { marks_unread: true, ..head_of(sheet) };
        let range = match book.worksheet_range(&sheet.name) {
            Ok(range) => range,
            Err(error) => {
                unreadable(head, &error.to_string(), sink)?;
                continue;
            }
        };
        sink.sheet(&head)?;
        let (top, left) = range.start().unwrap_or((0, 0));
        for (n, values) in range.rows().enumerate() {
            let row = range_row(top + n as u32 + 1, left, values);
            if !row.cells.is_empty() {
                sink.row(row)?;
            }
        }
        head.merges = merges(&book, &sheet.name).iter().filter_map(merge).collect();
        head.formulas = formulas(&mut book, &sheet.name, &range);
        sink.sheet_end(head)?;
    }
    Ok(())
}

fn range_row(number: u32, left: u32, values: &[Data]) -> Row {
    let cell = |(n, value): (usize, &Data)| {
        let col = u16::try_from(left as usize + n).ok()?;
        let value = raw(value);
        (value != Raw::Empty).then_some(Cell { col, struck: Struck::No, format: 0, fill: 0, value })
    };
    Row { number, hidden: false, cells: values.iter().enumerate().filter_map(cell).collect() }
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

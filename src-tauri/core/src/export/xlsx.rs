//! Excel: one ledger as a workbook a colleague can sort, filter and edit. This file and those
//! beside it alone name the library for workbooks.
//!
//! The ledger's rows stand on the first sheet, the rows of its parts on sheets of their own. The first
//! column of each is hidden and says which record a row is and which version of it went out; a sheet that
//! Excel does not even offer to show says what the workbook is. From both an import can tell what was edited.

mod list;
mod packed;
mod plain;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

use super::cells::{self, Holds, MARK, Out, Rows, Shape};
use super::{HEAD_OF_LOG, Letterhead, WRITTEN_OUT, failed};
use crate::error::{ErrorCode, Result, refuse_with};
use crate::records::Record;
use crate::vocab::{Field, Kind, Part, PartialDate, Register};
use crate::watch::Watch;
use packed::put_together;

pub use list::write as write_list;
pub use plain::{PlainSheet, workbook};

type Done = std::result::Result<(), XlsxError>;

/// Title, state of the ledger, headings.
const HEADINGS: u32 = 2;
/// Column of the first field; the hidden mark is before it.
const FIRST: u16 = 1;
/// Name of the sheet about the workbook itself.
pub const ABOUT: &str = "mamori";

/// `rows` is watched already; `watch` is for what comes after them.
pub fn write(shape: &Shape, rows: Rows<'_>, letterhead: &Letterhead, watch: &Watch<'_>) -> Result<Vec<u8>> {
    let mut book = Book::new(shape);
    rows(&mut |record| {
        refuse_long(shape, &record)?;
        book.record(&record).map_err(failed)
    })?;
    put_together(book.finish(letterhead).map_err(failed)?, watch)
}

/// A cell of Excel holds no more.
const LONGEST: usize = 32_767;

/// No field is as long; a column of an old ledger that no field takes may be.
fn refuse_long(shape: &Shape, record: &Record) -> Result<()> {
    let extras =
        shape.extras.iter().filter_map(|heading| Some((heading, record.content.extra.get(heading)?)));
    let mut long = extras.filter(|(_, text)| text.len() > LONGEST && text.chars().count() > LONGEST);
    let Some((heading, text)) = long.next() else { return Ok(()) };
    let params = [
        ("number", record.number()),
        ("heading", heading.clone()),
        ("count", text.chars().count().to_string()),
    ];
    Err(refuse_with(ErrorCode::ExportTooLong, params))
}

/// 令和8年11月20日, as every Excel since 1997 knows it.
const DAY: &str = r#"[$-411]ggge"年"m"月"d"日";@"#;
const MOMENT: &str = r#"[$-411]ggge"年"m"月"d"日" h:mm;@"#;
const SECOND: &str = r#"[$-411]ggge"年"m"月"d"日" h:mm:ss;@"#;
/// Characters of a cell.
const MOST: usize = 32_000;

/// The looks of cells; of a voided record they are struck through.
struct Looks {
    text: Format,
    note: Format,
    day: Format,
    moment: Format,
    second: Format,
    number: Format,
    year: Format,
}

impl Looks {
    fn new(struck: bool) -> Self {
        let plain = Format::new().set_align(FormatAlign::Top);
        let plain = if struck { plain.set_font_strikethrough() } else { plain };
        let left = || plain.clone().set_align(FormatAlign::Left);
        Self {
            // 001 typed into such a cell stays 001.
            text: left().set_num_format("@"),
            note: left().set_text_wrap(),
            day: left().set_num_format(DAY),
            moment: left().set_num_format(MOMENT),
            second: left().set_num_format(SECOND),
            number: plain.clone().set_num_format("#,##0"),
            year: plain.clone().set_num_format(r#"0"年度""#),
        }
    }

    fn of(&self, holds: Holds) -> &Format {
        match holds {
            Holds::Text => &self.text,
            Holds::Note => &self.note,
            Holds::Day => &self.day,
            Holds::Moment => &self.moment,
            Holds::Second => &self.second,
            Holds::Number => &self.number,
            Holds::FiscalYear => &self.year,
        }
    }

    fn write(&self, sheet: &mut Worksheet, (row, col): (u32, u16), holds: Holds, cell: Out) -> Done {
        let look = self.of(holds);
        match cell {
            Out::Text(text) => {
                let look = if holds == Holds::Note { look } else { &self.text };
                sheet.write_string_with_format(row, col, text, look)?;
            }
            Out::Number(number) => {
                sheet.write_number_with_format(row, col, number as f64, look)?;
            }
            Out::Date(day) => {
                sheet.write_datetime_with_format(row, col, &excel_day(day)?, look)?;
            }
            Out::Moment(at) => {
                let day = excel_day(at.date())?;
                let moment = day.and_hms(at.hour() as u16, at.minute() as u8, f64::from(at.second()))?;
                sheet.write_datetime_with_format(row, col, &moment, look)?;
            }
        }
        Ok(())
    }
}

fn excel_day(day: NaiveDate) -> std::result::Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)
}

/// A sheet with the row that comes next.
struct Leaf {
    sheet: Worksheet,
    next: u32,
}

impl Leaf {
    fn new() -> Self {
        Self { sheet: Worksheet::new(), next: HEADINGS + 1 }
    }
}

struct Book<'a> {
    shape: &'a Shape,
    main: Leaf,
    parts: Vec<(&'static Part, Leaf)>,
    about: Leaf,
    plain: Looks,
    struck: Looks,
}

impl<'a> Book<'a> {
    fn new(shape: &'a Shape) -> Self {
        let held = |part: &&Part| shape.parts.get(part.key).is_some_and(|rows| *rows > 0);
        let parts = shape.register.parts.iter().filter(held);
        Self {
            shape,
            main: Leaf::new(),
            parts: parts.map(|part| (part, Leaf::new())).collect(),
            about: Leaf { sheet: Worksheet::new(), next: ABOUT_ROWS },
            plain: Looks::new(false),
            struck: Looks::new(true),
        }
    }

    fn record(&mut self, record: &Record) -> Done {
        let looks = if record.voided { &self.struck } else { &self.plain };
        let (register, row) = (self.shape.register, self.main.next);
        let sheet = &mut self.main.sheet;
        sheet.write_string(row, 0, cells::marked(record))?;
        let cells = cells::row(register.fields, &record.content.values);
        for ((col, field), cell) in (FIRST..).zip(register.fields).zip(cells) {
            if let Some(cell) = cell {
                looks.write(sheet, (row, col), field.into(), cell)?;
            }
        }
        let first_extra = FIRST + register.fields.len() as u16;
        for (col, heading) in (first_extra..).zip(&self.shape.extras) {
            if let Some(text) = record.content.extra.get(heading) {
                sheet.write_string_with_format(row, col, text, &looks.text)?;
            }
        }
        self.main.next += 1;
        self.part_rows(record)?;
        self.about.sheet.write_string(self.about.next, 0, cells::mark(record))?;
        self.about.next += 1;
        Ok(())
    }

    fn part_rows(&mut self, record: &Record) -> Done {
        let looks = if record.voided { &self.struck } else { &self.plain };
        for (part, leaf) in &mut self.parts {
            let rows = record.content.parts.get(part.key).into_iter().flatten();
            for (position, values) in (1..).zip(rows) {
                let (sheet, row) = (&mut leaf.sheet, leaf.next);
                let noted = cells::noted(record, values, None);
                sheet.write_string(row, 0, format!("{}/{position}{noted}", cells::mark(record)))?;
                sheet.write_string_with_format(row, FIRST, record.number(), &looks.text)?;
                for ((col, field), cell) in
                    (FIRST + 1..).zip(part.fields).zip(cells::row(part.fields, values))
                {
                    if let Some(cell) = cell {
                        looks.write(sheet, (row, col), field.into(), cell)?;
                    }
                }
                leaf.next += 1;
            }
        }
        Ok(())
    }

    fn finish(self, letterhead: &Letterhead) -> std::result::Result<Workbook, XlsxError> {
        let Self { shape, mut main, parts, about, plain, .. } = self;
        let register = shape.register;
        let mut book = Workbook::new();
        book.set_properties(&properties(register.label.ja, letterhead)?);
        let columns = main_columns(shape, &plain);
        dress(&mut main, &format!("{MARK}{}", register.id), &columns, shape, letterhead)?;
        main.sheet.set_name(sheet_name(register.label.ja))?;
        book.push_worksheet(main.sheet);
        for (part, mut leaf) in parts {
            let columns = part_columns(register, part, &plain);
            let mark = format!("{MARK}{}/{}", register.id, part.key);
            dress(&mut leaf, &mark, &columns, shape, letterhead)?;
            leaf.sheet.set_name(sheet_name(part.label.ja))?;
            book.push_worksheet(leaf.sheet);
        }
        book.push_worksheet(describe(about.sheet, shape, letterhead)?);
        Ok(book)
    }
}

/// One column as the workbook shows it.
struct Column<'a> {
    heading: String,
    field: Option<&'static Field>,
    look: &'a Format,
    hidden: bool,
}

fn main_columns<'a>(shape: &Shape, looks: &'a Looks) -> Vec<Column<'a>> {
    let own = shape.register.fields.iter().map(|field| Column {
        heading: field.label.ja.to_owned(),
        field: Some(field),
        look: looks.of(field.into()),
        // A column nobody has filled is kept, but not in the way.
        hidden: !field.list && !shape.used.contains(field.key),
    });
    let extra = shape.extras.iter().map(|heading| Column {
        heading: heading.clone(),
        field: None,
        look: &looks.text,
        hidden: false,
    });
    own.chain(extra).collect()
}

/// Heads the column of a part's sheet that says which record a row belongs to.
pub fn part_key_heading(register: &Register) -> String {
    let number = register.field(register.number).map_or("番号", |field| field.label.ja);
    format!("{}の{number}", register.label.ja)
}

fn part_columns<'a>(register: &'static Register, part: &'static Part, looks: &'a Looks) -> Vec<Column<'a>> {
    let heading = part_key_heading(register);
    let key = Column { heading, field: None, look: &looks.text, hidden: false };
    let own = part.fields.iter().map(|field| Column {
        heading: field.label.ja.to_owned(),
        field: Some(field),
        look: looks.of(field.into()),
        hidden: false,
    });
    std::iter::once(key).chain(own).collect()
}

/// Title, headings, widths, filters, what is repeated on paper.
fn dress(leaf: &mut Leaf, mark: &str, columns: &[Column], shape: &Shape, letterhead: &Letterhead) -> Done {
    let (sheet, last) = (&mut leaf.sheet, leaf.next.saturating_sub(1).max(HEADINGS));
    let title = Format::new().set_bold().set_font_size(14);
    let heading = heading_look();
    sheet.write_string_with_format(0, FIRST, shape.register.label.ja, &title)?;
    sheet.write_string(1, FIRST, state_line(shape.rows, letterhead))?;
    sheet.write_string(HEADINGS, 0, mark)?.set_column_hidden(0)?;
    for (col, column) in (FIRST..).zip(columns) {
        sheet.write_string_with_format(HEADINGS, col, &column.heading, &heading)?;
        sheet.set_column_format(col, column.look)?.set_column_width(col, width(column))?;
        if column.hidden {
            sheet.set_column_hidden(col)?;
        }
        if let Some(choices) = column.field.and_then(pick_list) {
            sheet.add_data_validation(HEADINGS + 1, col, last + 200, col, &choices)?;
        }
    }
    let last_col = FIRST + columns.len().saturating_sub(1) as u16;
    sheet.autofilter(HEADINGS, 0, last, last_col)?;
    sheet.set_freeze_panes(HEADINGS + 1, FIRST + 1)?.set_repeat_rows(HEADINGS, HEADINGS)?;
    on_paper(sheet);
    Ok(())
}

/// A4 landscape, as wide as the sheet, with page and name below.
fn on_paper(sheet: &mut Worksheet) {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&C&P / &N&R&A");
}

fn heading_look() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0xE7_ECF3))
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_text_wrap()
}

/// A pick list as Excel offers it; none where it is too long for a cell to hold.
fn pick_list(field: &'static Field) -> Option<DataValidation> {
    let Kind::Choice(choices) = field.kind else { return None };
    let names: Vec<&str> = choices.iter().map(|choice| choice.label.ja).collect();
    if names.iter().any(|name| name.contains(',')) {
        return None;
    }
    // Another word is warned of, not refused: the import asks about it.
    let list = DataValidation::new().allow_list_strings(&names).ok()?;
    Some(list.set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning))
}

fn width(column: &Column) -> f64 {
    let usual = match column.field.map(|field| field.kind) {
        None | Some(Kind::Text | Kind::Department | Kind::ManyOf(_)) => 18.0,
        Some(Kind::Note) => 40.0,
        Some(Kind::Date | Kind::Code | Kind::Link(_) | Kind::Choice(_) | Kind::Person | Kind::Name) => 16.0,
        Some(Kind::DateTime) => 22.0,
        Some(Kind::Int | Kind::Bool) => 9.0,
    };
    width_of_heading(&column.heading).max(usual)
}

/// A kanji is as wide as two digits; the filter's button takes room too.
fn width_of_heading(heading: &str) -> f64 {
    heading.chars().count().min(12) as f64 * 2.0 + 3.0
}

fn state_line(rows: u32, letterhead: &Letterhead) -> String {
    let Letterhead { organisation, state, by, at, head } = letterhead;
    let day = PartialDate::from(at.date_naive()).long();
    format!(
        "{organisation}　{state}　{rows}件　{WRITTEN_OUT} {day} {} {by}　{HEAD_OF_LOG} {}-{}",
        at.format("%-H:%M"),
        head.seq,
        head.short
    )
}

/// Rows of the hidden sheet before the marks of all records that went out.
const ABOUT_ROWS: u32 = 8;

/// What an import needs to know of the workbook. The marks below tell rows taken out from rows never there.
fn describe(
    mut sheet: Worksheet,
    shape: &Shape,
    letterhead: &Letterhead,
) -> std::result::Result<Worksheet, XlsxError> {
    let head = format!("{}-{}", letterhead.head.seq, letterhead.head.short);
    let about = [
        ("format", "1"),
        ("program", env!("CARGO_PKG_VERSION")),
        ("register", shape.register.id.as_str()),
        ("state", letterhead.state.as_str()),
        ("at", &letterhead.at.to_rfc3339()),
        ("head", &head),
        ("rows", &shape.rows.to_string()),
    ];
    for (row, (key, text)) in (0..).zip(about) {
        sheet.write_string(row, 0, key)?.write_string(row, 1, text)?;
    }
    sheet.set_name(ABOUT)?.set_very_hidden(true);
    Ok(sheet)
}

fn properties(title: &str, letterhead: &Letterhead) -> std::result::Result<DocProperties, XlsxError> {
    let properties = DocProperties::new()
        .set_title(title)
        .set_author(&letterhead.by)
        .set_company(&letterhead.organisation)
        .set_comment(&letterhead.state);
    Ok(properties.set_creation_datetime(&written_at(letterhead.at)?))
}

fn written_at(at: DateTime<FixedOffset>) -> std::result::Result<ExcelDateTime, XlsxError> {
    let at = at.naive_utc();
    excel_day(at.date())?.and_hms(at.hour() as u16, at.minute() as u8, at.second() as f64)
}

/// At most 31 characters, and none that Excel refuses.
fn sheet_name(label: &str) -> String {
    label.replace(['/', '\\', ':', '*', '?', '[', ']'], "・").chars().take(31).collect()
}

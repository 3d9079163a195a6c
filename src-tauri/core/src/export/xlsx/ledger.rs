//! One ledger: its rows on the first sheet, the rows of its parts on sheets of their own.
//!
//! The first column of each is hidden and says which record a row is and which version of it went out; a sheet that
//! Excel does not even offer to show says what the workbook is. From both an import can tell what was edited.

use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet, XlsxError};

use super::looks::Looks;
use super::{
    Done, HEADINGS, heading_look, on_paper, properties, put_together, sheet_name, state_line,
    width_of_heading,
};
use crate::error::{ErrorCode, Result, refuse_with};
use crate::export::cells::{self, Holds, MARK, Rows, Shape};
use crate::export::{Letterhead, failed};
use crate::records::Record;
use crate::vocab::{Field, Kind, Part, Register};
use crate::watch::Watch;

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
                sheet.write_string_with_format(row, col, text, looks.of(Holds::Text))?;
            }
        }
        self.main.next += 1;
        self.part_rows(record)
    }

    fn part_rows(&mut self, record: &Record) -> Done {
        let looks = if record.voided { &self.struck } else { &self.plain };
        for (part, leaf) in &mut self.parts {
            let rows = record.content.parts.get(part.key).into_iter().flatten();
            for (position, values) in (1..).zip(rows) {
                let (sheet, row) = (&mut leaf.sheet, leaf.next);
                let noted = cells::noted(record, values, None);
                sheet.write_string(row, 0, format!("{}/{position}{noted}", cells::mark(record)))?;
                sheet.write_string_with_format(row, FIRST, record.number(), looks.of(Holds::Text))?;
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
        let Self { shape, mut main, parts, plain, .. } = self;
        let register = shape.register;
        let mut book = Workbook::new();
        book.set_properties(&properties(register.label.ja, letterhead)?);
        let columns = main_columns(shape, &plain);
        dress(&mut main, &shape.mark(), &columns, shape, letterhead)?;
        main.sheet.set_name(sheet_name(register.label.ja))?;
        book.push_worksheet(main.sheet);
        for (part, mut leaf) in parts {
            let columns = part_columns(register, part, &plain);
            let mark = format!("{MARK}{}/{}", register.id, part.key);
            dress(&mut leaf, &mark, &columns, shape, letterhead)?;
            leaf.sheet.set_name(sheet_name(part.label.ja))?;
            book.push_worksheet(leaf.sheet);
        }
        book.push_worksheet(describe(shape, letterhead)?);
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
        look: looks.of(Holds::Text),
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
    let key = Column { heading, field: None, look: looks.of(Holds::Text), hidden: false };
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

/// What an import needs to know of the workbook. What went out stands here too, for a sheet that was taken out whole.
fn describe(shape: &Shape, letterhead: &Letterhead) -> std::result::Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    let head = format!("{}-{}", letterhead.head.seq, letterhead.head.short);
    let about = [
        ("format", "1"),
        ("program", env!("CARGO_PKG_VERSION")),
        ("register", shape.register.id.as_str()),
        ("state", letterhead.state.as_str()),
        ("at", &letterhead.at.to_rfc3339()),
        ("head", &head),
        ("rows", &shape.rows.to_string()),
        ("sent", &shape.mark()),
    ];
    for (row, (key, text)) in (0..).zip(about) {
        sheet.write_string(row, 0, key)?.write_string(row, 1, text)?;
    }
    sheet.set_name(ABOUT)?.set_very_hidden(true);
    Ok(sheet)
}

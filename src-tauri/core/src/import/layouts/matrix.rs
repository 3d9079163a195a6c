//! 行列の表: people × 研修, or days × システム, with ○ and × where they meet.
//!
//! Each column of marks becomes a table of its own: the others stand beside it as columns that are not
//! taken. A blank where they meet says nothing, so that row is no record of that column.

use crate::import::cells::{Cell, Raw, Row, Sheet};
use crate::import::headings::{Shape, headings, is_frame};
use crate::import::tables::{Column, Labelled, Table, text_over};
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fields::Choice;
use crate::vocab::fold::match_key;
use crate::vocab::read::find_choice;
use crate::vocab::{Field, Kind, RegisterId};

/// Headings stand within the first rows of a sheet.
const SEARCHED: usize = 30;

/// So many marks tell what a column holds.
const LOOKED_AT: usize = 200;

/// What a matrix can be of.
struct Of {
    shape: Shape,
    /// The field a row is about, by which its column is found.
    row: &'static Field,
    /// The field the marks go to.
    mark: &'static Field,
    choices: &'static [Choice],
}

/// The tables of a matrix sheet; none where it is no matrix.
pub fn find(sheet: &Sheet) -> Option<Vec<Table>> {
    kinds().iter().find_map(|of| {
        let head = sheet.rows.iter().take(SEARCHED).enumerate();
        head.filter(|(_, row)| row.cells.len() >= 3).find_map(|(at, _)| Matrix::at(sheet, at, of)?.tables())
    })
}

fn kinds() -> Vec<Of> {
    let wanted = [
        (RegisterId::Training, Some("attendees"), "name", "attendance"),
        (RegisterId::BackupWork, None, "performed_on", "result"),
    ];
    let shapes = &headings().shapes;
    let kind = |(id, part, row, mark): (RegisterId, Option<&str>, &str, &str)| {
        let is = |shape: &Shape| shape.register.id == id && shape.part.map(|part| part.key) == part;
        let (shape, _) = shapes.iter().find(|(shape, _)| is(shape))?;
        let field = |key: &str| shape.fields().iter().find(|field| field.key == key);
        let (row, mark) = field(row).zip(field(mark))?;
        let Kind::Choice(choices) = mark.kind else { return None };
        Some(Of { shape: *shape, row, mark, choices })
    };
    wanted.into_iter().filter_map(kind).collect()
}

/// A heading row under which marks stand.
struct Matrix<'a> {
    sheet: &'a Sheet,
    of: &'a Of,
    /// First and last row of the headings.
    header: (u32, u32),
    /// Columns that say what a row is about.
    fixed: Vec<u16>,
    /// Columns of marks.
    marked: Vec<u16>,
}

impl<'a> Matrix<'a> {
    fn at(sheet: &'a Sheet, at: usize, of: &'a Of) -> Option<Self> {
        let row = &sheet.rows[at];
        let subject = row
            .cells
            .iter()
            .find(|cell| field_of(of, cell).is_some_and(|field| field.key == of.row.key))?
            .col;
        let fixed: Vec<u16> = row
            .cells
            .iter()
            .filter(|cell| field_of(of, cell).is_some() || is_running_number(cell))
            .map(|cell| cell.col)
            .collect();
        // Where one column is the mark's own, the others are its columns and no further marks.
        if row.cells.iter().any(|cell| is_heading_of(of, cell)) {
            return None;
        }
        let last = header_end(sheet, at, subject);
        let body: Vec<&Row> =
            sheet.rows.iter().filter(|row| row.number > last && filled(row, subject)).collect();
        let first = header_begin(sheet, at, subject, &fixed);
        let over = sheet.rows.iter().filter(|row| (first..=last).contains(&row.number));
        let mut columns: Vec<u16> = over.flat_map(|row| row.cells.iter().map(|cell| cell.col)).collect();
        columns.sort_unstable();
        columns.dedup();
        let marked: Vec<u16> =
            columns.into_iter().filter(|col| !fixed.contains(col) && holds_marks(&body, *col, of)).collect();
        (marked.len() >= 2).then_some(Self { sheet, of, header: (first, last), fixed, marked })
    }

    fn tables(&self) -> Option<Vec<Table>> {
        let title = self.title();
        // Days and marks alone may be anything; only a sheet that speaks of バックアップ is a record of it.
        let named = title.concat() + self.sheet.head.name.as_deref().unwrap_or_default();
        let is_backup = self.of.shape.register.id == RegisterId::BackupWork;
        if is_backup
            && !["バックアップ", "ﾊﾞｯｸｱｯﾌﾟ", "backup"]
                .iter()
                .any(|word| match_key(&named).contains(&match_key(word)))
        {
            return None;
        }
        Some(self.marked.iter().map(|col| self.table(*col, &title)).collect())
    }

    fn title(&self) -> Vec<String> {
        let above = self.sheet.rows.iter().filter(|row| row.number < self.header.0);
        let cells = above.flat_map(|row| &row.cells).filter(|cell| !cell.value.is_blank());
        cells.map(|cell| cell.value.text().into_owned()).collect()
    }

    fn table(&self, col: u16, title: &[String]) -> Table {
        let mut columns: Vec<Column> = self.fixed.iter().map(|col| self.column(*col)).collect();
        let others = self.marked.iter().filter(|other| **other != col);
        columns.extend(others.map(|other| Column { aside: true, keys: Vec::new(), ..self.column(*other) }));
        columns.push(Column { keys: vec![match_key(self.of.mark.label.ja)], ..self.column(col) });
        columns.sort_by_key(|column| column.col);
        let (labelled, constants) = self.said_by(col, title);
        Table {
            header_rows: (self.header.0..=self.header.1).collect(),
            columns,
            first_row: 1,
            last_row: self.sheet.rows.last().map_or(0, |row| row.number),
            title: title.to_vec(),
            labelled,
            constants,
            shape: Some(self.of.shape),
            meant_by: Some(col),
            ..Table::default()
        }
    }

    fn column(&self, col: u16) -> Column {
        let texts = self.texts(col);
        let keys = texts.iter().rev().map(|text| match_key(text)).collect();
        Column { col, last_col: col, heading: texts.join("/"), keys, ..Column::default() }
    }

    /// The heading's parts from top to bottom.
    fn texts(&self, col: u16) -> Vec<String> {
        let rows = self.sheet.rows.iter().filter(|row| (self.header.0..=self.header.1).contains(&row.number));
        let mut texts: Vec<String> =
            rows.filter_map(|row| text_over(row, col, &self.sheet.head.merges)).collect();
        texts.dedup();
        texts
    }

    /// What the heading of a column of marks says: which 研修 and when, or which system.
    fn said_by(&self, col: u16, title: &[String]) -> (Vec<Labelled>, Vec<(&'static Field, String)>) {
        let texts = self.texts(col);
        let register = self.of.shape.register;
        if self.of.shape.part.is_none() {
            let system = register.fields.iter().find(|field| field.key == register.title);
            return (Vec::new(), system.map(|field| (field, texts.join(" "))).into_iter().collect());
        }
        let words: Vec<&str> = texts.iter().flat_map(|text| words(text)).collect();
        let (days, names): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|word| is_day(word));
        let name =
            if names.is_empty() { title.first().cloned().unwrap_or_default() } else { names.join(" ") };
        let label = |key: &str, text: String| Labelled {
            row: self.header.0,
            col,
            key: match_key(key),
            value: Raw::Text(text.into()),
        };
        let course = (!name.is_empty()).then(|| label("研修名", name));
        let day = days.first().map(|day| label("実施日", (*day).to_owned()));
        (course.into_iter().chain(day).collect(), Vec::new())
    }
}

/// 6/14 情報セキュリティ, 情報セキュリティ（R6.6.14）
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([' ', '\u{3000}', '\n', '(', ')', '（', '）']);
    parts.map(str::trim).filter(|word| !word.is_empty())
}

fn is_day(text: &str) -> bool {
    matches!(date_reader::read(text), Ok(Reading::Date { doubt: None, .. } | Reading::MonthDay { .. }))
}

/// The field a cell is the heading of.
fn field_of(of: &Of, cell: &Cell) -> Option<&'static Field> {
    let Raw::Text(text) = &cell.value else { return None };
    let key = match_key(text);
    let of_shape = |shape: &Shape| {
        shape.register.id == of.shape.register.id && shape.part.is_some() == of.shape.part.is_some()
    };
    let mut words =
        headings().shapes.iter().filter(|(shape, _)| of_shape(shape)).flat_map(|(_, words)| words);
    words.find(|word| word.key == key && word.field.key != of.mark.key).map(|word| word.field)
}

/// 出欠, 結果: the heading of an ordinary list.
fn is_heading_of(of: &Of, cell: &Cell) -> bool {
    let Raw::Text(text) = &cell.value else { return false };
    let key = match_key(text);
    let own = std::iter::once(of.mark.label.ja).chain(of.mark.synonyms.iter().copied());
    own.into_iter().any(|word| match_key(word) == key)
}

fn is_running_number(cell: &Cell) -> bool {
    matches!(&cell.value, Raw::Text(text) if is_frame(&match_key(text)))
}

fn filled(row: &Row, col: u16) -> bool {
    row.cell(col).is_some_and(|cell| !cell.value.is_blank())
}

/// Rows below the heading that still belong to it: nobody stands in them.
fn header_end(sheet: &Sheet, at: usize, subject: u16) -> u32 {
    let mut last = sheet.rows[at].number;
    for row in sheet.rows[at + 1..].iter().take(2) {
        if row.number != last + 1 || filled(row, subject) {
            break;
        }
        last = row.number;
    }
    last
}

/// Rows above it that hold headings over the marks alone.
fn header_begin(sheet: &Sheet, at: usize, subject: u16, fixed: &[u16]) -> u32 {
    let mut first = sheet.rows[at].number;
    for row in sheet.rows[..at].iter().rev().take(2) {
        let beside = row
            .cells
            .iter()
            .filter(|cell| !cell.value.is_blank())
            .all(|cell| cell.col > subject && !fixed.contains(&cell.col));
        if row.number + 1 != first || row.cells.len() < 2 || !beside {
            break;
        }
        first = row.number;
    }
    first
}

/// Whether what stands in a column are marks: nearly all its cells are choices of the field.
fn holds_marks(body: &[&Row], col: u16, of: &Of) -> bool {
    let cells = body.iter().filter_map(|row| row.cell(col)).filter(|cell| !cell.value.is_blank());
    let cells = cells.take(LOOKED_AT);
    let (mut marks, mut all) = (0, 0);
    for cell in cells {
        all += 1;
        let text = cell.value.text();
        let short = text.trim().chars().count() <= 6;
        marks += usize::from(
            short
                && (find_choice(of.choices, text.trim()).is_some()
                    || matches!(text.trim(), "－" | "-" | "△")),
        );
    }
    all >= 2 && marks * 10 >= all * 8
}

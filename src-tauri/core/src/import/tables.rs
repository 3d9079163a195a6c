//! 表を見つける: where on a sheet a table's headings stand, which columns it has, and where the next begins.
//!
//! [`header`] tells heading rows ([`records`] those that only look so, [`titles`] what stands above), [`columns`] what
//! stands over each column, [`split`] parts tables that stand side by side, [`day_columns`] joins 年 | 月 | 日,
//! [`parted`] parts 管理番号/機種, [`content`] says what the cells of a column look like. What the columns mean is decided in [`super::mapping`], what
//! the rows are in [`super::rows`]. Sheets without a heading row may still be a matrix or a card ([`super::layouts`]); a
//! card may also stand above a list of its own.

mod columns;
mod content;
mod day_columns;
mod header;
mod parted;
mod records;
mod split;
mod titles;
mod two_lines;
mod two_rows;

use std::borrow::Cow;
use std::collections::HashSet;

use super::attended::OwnRows;
use super::cells::{Cell, Raw, Row, Sheet};
use super::headings::{Shape, is_frame};
use super::layouts::{cards, matrix};
use crate::export::{ABOUT, mark_of};
use crate::vocab::Field;
use crate::vocab::fold::match_key;

pub use columns::{column_letters, text_over};
pub use content::Content;
pub use header::{adjacent, is_stamps};
pub use two_rows::HeadsDoubt;

/// A table as found, before anything is known of its meaning.
#[derive(Debug, Clone)]
pub struct Table {
    /// Rows of the headings, as Excel counts them.
    pub header_rows: Vec<u32>,
    pub columns: Vec<Column>,
    /// First and last column whose cells belong to it, with a heading or without.
    pub cols: (u16, u16),
    /// First and last row that belong to it, its title included.
    pub first_row: u32,
    pub last_row: u32,
    /// Texts above the headings: title, office, date of making.
    pub title: Vec<String>,
    /// Those above the whole list of which it is one section: they say no more than when it is of.
    pub above: Vec<String>,
    /// 研修名 | 情報セキュリティ研修: labels and values above the headings.
    pub labelled: Vec<Labelled>,
    /// Values every row has without holding them.
    pub constants: Vec<(&'static Field, String)>,
    /// What the table is, where its layout says so.
    pub shape: Option<Shape>,
    /// The column of a matrix without whose mark a row is no record.
    pub meant_by: Option<u16>,
    /// Rows that were joined to those above them: second lines of records, and of the headings.
    pub seconds: HashSet<u32>,
    /// The row that holds a whole card.
    pub record: Option<u32>,
    /// Which rows it has of a list that is several tables.
    pub own_rows: Option<OwnRows>,
    /// The first line of a list of several trainings that leaves out of which it is, and what it is taken to be of.
    pub unnamed: Option<(u32, String)>,
    /// Where the rows of its headings may be told otherwise.
    pub heads_doubt: Option<HeadsDoubt>,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            header_rows: Vec::new(),
            columns: Vec::new(),
            cols: (0, u16::MAX),
            first_row: 1,
            last_row: 0,
            title: Vec::new(),
            above: Vec::new(),
            labelled: Vec::new(),
            constants: Vec::new(),
            shape: None,
            meant_by: None,
            seconds: HashSet::new(),
            record: None,
            own_rows: None,
            unnamed: None,
            heads_doubt: None,
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    pub col: u16,
    /// The last column its heading is merged over; 方眼紙 puts a value anywhere below it.
    pub last_col: u16,
    /// The heading as shown, from top to bottom: 媒体/種別.
    pub heading: String,
    /// Match keys by which it is known: whole, lowest, uppermost.
    pub keys: Vec<String>,
    /// Belongs to another table of the same matrix.
    pub aside: bool,
    /// Says the same in every row of the table, and is taken once for it ([`Table::labelled`]).
    pub once: bool,
    /// Where its value stands, where that is not the row's own place: on a card.
    pub row: Option<u32>,
    /// What its cells look like.
    pub content: Content,
}

impl Column {
    /// Holds only running numbers or weekdays of the form: by its heading, unless what stands there are numbers of
    /// records (番号 over USB-001).
    pub fn is_frame(&self) -> bool {
        self.keys.first().is_some_and(|key| is_frame(key)) && !self.content.are_numbers_of_records()
    }

    /// The heading itself, again at the top of a further page.
    fn is_named(&self, cell: &Cell) -> bool {
        matches!(&cell.value, Raw::Text(text) if text.chars().count() <= 30 && self.keys.contains(&match_key(text)))
    }

    /// Whether a cell of the row is the one under this heading.
    pub fn holds(&self, row: &Row, cell: &Cell) -> bool {
        if self.last_col == self.col {
            return self.col == cell.col;
        }
        let inside = (self.col..=self.last_col).contains(&cell.col);
        inside && self.cell(row).is_some_and(|own| own.col == cell.col)
    }

    /// The row's cell under this heading.
    pub fn cell<'r>(&self, row: &'r Row) -> Option<&'r Cell> {
        let own = row.cell(self.col);
        if self.last_col == self.col || own.is_some_and(|cell| !cell.value.is_blank()) {
            return own;
        }
        let mut under = row.cells.iter().filter(|cell| (self.col..=self.last_col).contains(&cell.col));
        under.rfind(|cell| !cell.value.is_blank()).or(own)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    pub row: u32,
    pub col: u16,
    pub key: String,
    pub value: Raw,
}

/// The tables of a sheet, and the sheet as they see it.
pub struct Found<'s> {
    pub sheet: Cow<'s, Sheet>,
    pub tables: Vec<Table>,
}

/// Finds the tables of a sheet. `header` moves the first heading row where the user says so. A sheet in which
/// nothing looks like headings is one table all the same, for the user to say what it is.
pub fn find(sheet: &Sheet, header: Option<u32>) -> Found<'_> {
    if is_about(sheet) {
        return Found { sheet: Cow::Borrowed(sheet), tables: Vec::new() };
    }
    let mut found = match day_columns::joined(sheet) {
        Some(joined) => {
            let Found { sheet, tables } = look(&joined, header);
            Found { sheet: Cow::Owned(sheet.into_owned()), tables }
        }
        None => look(sheet, header),
    };
    if found.tables.is_empty() {
        found.tables.extend(anyhow(&found.sheet));
    }
    parted::part(&mut found);
    for table in &mut found.tables {
        tell_apart(&mut table.columns);
        content::learn(table, &found.sheet);
    }
    found
}

/// The sheet in which our own export describes itself.
fn is_about(sheet: &Sheet) -> bool {
    sheet.head.hidden && sheet.head.name.as_deref() == Some(ABOUT)
}

/// What stands on a sheet without known headings: its first row of several texts for headings, else its first row.
/// A sheet that could not be read at all is a table of nothing, so that it is not forgotten.
fn anyhow(sheet: &Sheet) -> Option<Table> {
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.value.is_blank()).count();
    let texts = |row: &Row| {
        let texts = row.cells.iter().filter(|cell| matches!(cell.value, Raw::Text(_)));
        texts.filter(|cell| !cell.value.is_blank()).count() >= 2
    };
    let head = || sheet.rows.iter().take(header::SEARCHED);
    let Some(at) = head().position(texts).or_else(|| sheet.rows.iter().position(|row| filled(row) > 0))
    else {
        return sheet.head.unreadable.is_some().then(Table::default);
    };
    let last = sheet.rows.last().map_or(0, |row| row.number);
    list(sheet, at, 1, last).into_iter().next()
}

/// Two columns of the same heading are two columns: the second is named by its letter too. In our own export the first
/// is the field, and the second the words an old ledger had in its place, under the heading they are kept by.
fn tell_apart(columns: &mut [Column]) {
    if columns.iter().any(|column| mark_of(&column.heading).is_some()) {
        return;
    }
    let mut seen: HashSet<String> = HashSet::new();
    for column in columns {
        if !seen.insert(column.heading.clone()) {
            let place = column
                .row
                .map_or_else(|| format!("{}列", column_letters(column.col)), |row| format!("{row}行目"));
            column.heading = format!("{}（{place}）", column.heading);
            seen.insert(column.heading.clone());
        }
    }
}

fn look(sheet: &Sheet, header: Option<u32>) -> Found<'_> {
    if header.is_some() {
        let mut tables = lists(sheet, &header::starts(sheet, header), 1);
        tables.iter_mut().for_each(|table| table.heads_doubt = None);
        return Found { sheet: Cow::Borrowed(sheet), tables };
    }
    if let Some((sheet, tables)) = matrix::find(sheet) {
        return Found { sheet, tables };
    }
    if let Some((joined, seconds)) = two_lines::joined(sheet) {
        let mut tables = lists(&joined, &header::starts(&joined, None), 1);
        for table in &mut tables {
            table.seconds.clone_from(&seconds);
            table.last_row += u32::from(seconds.contains(&(table.last_row + 1)));
        }
        return Found { sheet: Cow::Owned(joined), tables };
    }
    let starts = header::starts(sheet, None);
    // What stands above the first list may be a card of its own, whose history the list is.
    let below = starts.first().map(|at| sheet.rows[titles::title_start(&sheet.rows, *at, 0)].number);
    if let Some((unfolded, mut tables)) = cards::unfold(sheet, below) {
        tables.extend(below.map(|row| lists(sheet, &starts, row)).unwrap_or_default());
        return Found { sheet: Cow::Owned(unfolded), tables };
    }
    if starts.is_empty()
        && let Some(found) = across(sheet)
    {
        return found;
    }
    Found { sheet: Cow::Borrowed(sheet), tables: beside_or_below(sheet, &starts) }
}

/// 横持ち: headings down the first column and a record in each of the others; read with rows and columns in each other's
/// place.
fn across(sheet: &Sheet) -> Option<Found<'_>> {
    let turned = matrix::turned(sheet)?;
    let starts = header::starts(&turned, None);
    let tables = lists(&turned, &starts, 1);
    let at = starts.first()?;
    // A single record is a card.
    let several = turned.rows.len() > at + 2;
    (several && header::is_ledger(&turned.rows[*at])).then_some(Found { sheet: Cow::Owned(turned), tables })
}

/// Lists that stand beside each other with their headings in different rows, else those below each other.
fn beside_or_below(sheet: &Sheet, starts: &[usize]) -> Vec<Table> {
    let Some(bands) = split::bands(sheet) else { return lists(sheet, starts, 1) };
    let band = |((first, last), part): &((u16, u16), Sheet)| {
        let (first, last) = (*first, *last);
        let own = lists(part, &header::starts(part, None), 1);
        own.into_iter()
            .map(move |table| Table { cols: (table.cols.0.max(first), table.cols.1.min(last)), ..table })
    };
    bands.iter().flat_map(band).collect()
}

/// Tables whose records stand one to a row; the first of them begins at `first_row`.
fn lists(sheet: &Sheet, starts: &[usize], first_row: u32) -> Vec<Table> {
    let end = sheet.rows.last().map_or(0, |row| row.number);
    let begins: Vec<u32> = starts
        .iter()
        .enumerate()
        .map(|(n, at)| match n.checked_sub(1).and_then(|before| starts.get(before)) {
            Some(before) => sheet.rows[titles::title_start(&sheet.rows, *at, before + 1)].number,
            None => first_row,
        })
        .collect();
    let last_of = |n: usize| begins.get(n + 1).map_or(end, |next| next - 1);
    let table = |(n, at): (usize, &usize)| list(sheet, *at, begins[n], last_of(n));
    starts.iter().enumerate().flat_map(table).collect()
}

/// The table whose headings begin at a row, or those that stand side by side under them.
fn list(sheet: &Sheet, at: usize, first_row: u32, last_row: u32) -> Vec<Table> {
    let header = &sheet.rows[at];
    let height = header::height(sheet, at);
    let lower: Vec<&Row> =
        sheet.rows[at + 1..].iter().take_while(|row| row.number < header.number + height).collect();
    let columns = columns::columns(header, &lower, &sheet.head.merges);
    let heads_doubt = two_rows::doubt(sheet, at, height, &columns);
    let above = sheet.rows[..at].iter().filter(|row| row.number >= first_row);
    let title = above.clone().flat_map(|row| row.cells.iter()).filter(|cell| !cell.value.is_blank());
    let whole = Table {
        header_rows: (header.number..header.number + height).collect(),
        columns,
        first_row,
        last_row,
        title: title.map(|cell| cell.value.text().into_owned()).collect(),
        labelled: above.flat_map(columns::labelled).collect(),
        heads_doubt,
        ..Table::default()
    };
    split::split(whole, sheet)
}

//! 表を見つける: where on a sheet a table's headings stand, which columns it has, and where the next begins.
//!
//! A row is taken for the heading row when most of its cells are words some ledger knows as headings. What
//! the columns mean is decided in [`super::mapping`], what the rows are in [`super::rows`]. Sheets without
//! such a row may still be a matrix or a card ([`super::layouts`]).

use std::borrow::Cow;
use std::collections::HashSet;

use super::cells::{Cell, Merge, Raw, Row, Sheet};
use super::headings::{Shape, headings};
use super::layouts::{cards, matrix};
use crate::export::{ABOUT, mark_of};
use crate::vocab::Field;
use crate::vocab::fold::match_key;

/// Headings stand within the first rows of a sheet.
const SEARCHED: usize = 30;

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
    /// 研修名 | 情報セキュリティ研修: labels and values above the headings.
    pub labelled: Vec<Labelled>,
    /// Values every row has without holding them.
    pub constants: Vec<(&'static Field, String)>,
    /// What the table is, where its layout says so.
    pub shape: Option<Shape>,
    /// The column of a matrix without whose mark a row is no record.
    pub meant_by: Option<u16>,
    /// The row that holds a whole card.
    pub record: Option<u32>,
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
            labelled: Vec::new(),
            constants: Vec::new(),
            shape: None,
            meant_by: None,
            record: None,
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
    /// Where its value stands, where that is not the row's own place: on a card.
    pub row: Option<u32>,
}

impl Column {
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
    let mut found = look(sheet, header);
    if found.tables.is_empty() && !is_about(sheet) {
        found.tables.extend(anyhow(sheet));
    }
    for table in &mut found.tables {
        tell_apart(&mut table.columns);
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
    let head = || sheet.rows.iter().take(SEARCHED);
    let Some(at) = head().position(texts).or_else(|| sheet.rows.iter().position(|row| filled(row) > 0))
    else {
        return sheet.head.unreadable.is_some().then(Table::default);
    };
    let last = sheet.rows.last().map_or(0, |row| row.number);
    table(sheet, at, 1, last).into_iter().next()
}

/// Two columns of the same heading are two columns: the second is named by its letter too.
fn tell_apart(columns: &mut [Column]) {
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
    if header.is_none() {
        if let Some((sheet, tables)) = matrix::find(sheet) {
            return Found { sheet, tables };
        }
        if first_header(&sheet.rows).is_none()
            && let Some((unfolded, tables)) = cards::unfold(sheet)
        {
            return Found { sheet: Cow::Owned(unfolded), tables };
        }
    }
    Found { sheet: Cow::Borrowed(sheet), tables: lists(sheet, header) }
}

/// Tables whose records stand one to a row.
fn lists(sheet: &Sheet, header: Option<u32>) -> Vec<Table> {
    let starts = starts(sheet, header);
    let end = sheet.rows.last().map_or(0, |row| row.number);
    let mut tables = Vec::new();
    for (n, at) in starts.iter().enumerate() {
        let first_row = if n == 0 { 1 } else { sheet.rows[*at].number };
        let last_row = starts.get(n + 1).map_or(end, |next| sheet.rows[*next].number - 1);
        tables.extend(table(sheet, *at, first_row, last_row));
    }
    tables
}

/// Indices of the rows where tables begin with their headings.
fn starts(sheet: &Sheet, header: Option<u32>) -> Vec<usize> {
    let rows = &sheet.rows;
    let first = match header {
        Some(number) => rows.iter().position(|row| row.number == number),
        None => first_header(rows),
    };
    let Some(first) = first else { return Vec::new() };
    let mut starts = vec![first];
    let mut names = header_names(&rows[first], rows.get(first + 1));
    for (n, row) in rows.iter().enumerate().skip(first + 2) {
        if !may_be_header(row) || !is_header(row) {
            continue;
        }
        let keys = keys(row);
        let repeated = keys.iter().filter(|key| names.contains(key)).count() * 10 >= keys.len() * 6;
        if !repeated {
            names = header_names(row, rows.get(n + 1));
            starts.push(n);
        }
    }
    starts
}

fn first_header(rows: &[Row]) -> Option<usize> {
    let head = &rows[..rows.len().min(SEARCHED)];
    let clear = head.iter().position(is_header);
    clear.or_else(|| {
        head.iter().position(|row| score(row).is_some_and(|(known, all)| known >= 2 && known * 3 >= all * 2))
    })
}

fn is_header(row: &Row) -> bool {
    is_own(row) || score(row).is_some_and(|(known, all)| known >= 3 && known * 2 >= all)
}

/// The headings our own export wrote begin with its mark.
fn is_own(row: &Row) -> bool {
    row.cells.first().is_some_and(|cell| mark_of(&cell.value.text()).is_some())
}

/// Cheap refusal of data rows: a heading row begins with a word some ledger knows, or blank-like furniture.
fn may_be_header(row: &Row) -> bool {
    if is_own(row) {
        return true;
    }
    let mut texts = row.cells.iter().filter(|cell| !cell.value.is_blank()).take(3);
    texts.any(|cell| matches!(&cell.value, Raw::Text(text) if is_wordlike(text) && headings().knows(&match_key(text))))
}

/// Headings are short and hold no digits; this is what most values are told by.
fn is_wordlike(text: &str) -> bool {
    text.len() <= 60 && !text.bytes().any(|b| b.is_ascii_digit())
}

/// How many of the row's cells are known headings, and how many cells it has; none where it holds values.
fn score(row: &Row) -> Option<(usize, usize)> {
    let (mut known, mut all) = (0, 0);
    for cell in row.cells.iter().filter(|cell| !cell.value.is_blank()) {
        let Raw::Text(text) = &cell.value else { return None };
        all += 1;
        known += usize::from(text.chars().count() <= 30 && headings().is_heading(&match_key(text)));
    }
    (all > 0).then_some((known, all))
}

fn keys(row: &Row) -> Vec<String> {
    row.cells.iter().filter(|cell| !cell.value.is_blank()).map(|cell| match_key(&cell.value.text())).collect()
}

fn header_names(row: &Row, below: Option<&Row>) -> Vec<String> {
    let mut names = keys(row);
    names.extend(below.map(keys).unwrap_or_default());
    names
}

fn table(sheet: &Sheet, at: usize, first_row: u32, last_row: u32) -> Vec<Table> {
    let header = &sheet.rows[at];
    let height = height(sheet, at);
    let lower: Vec<&Row> =
        sheet.rows[at + 1..].iter().take_while(|row| row.number < header.number + height).collect();
    let columns = columns(header, &lower, &sheet.head.merges);
    let above = sheet.rows[..at].iter().filter(|row| row.number >= first_row);
    let title = above.clone().flat_map(|row| row.cells.iter()).filter(|cell| !cell.value.is_blank());
    let whole = Table {
        header_rows: (header.number..header.number + height).collect(),
        columns,
        cols: (0, u16::MAX),
        first_row,
        last_row,
        title: title.map(|cell| cell.value.text().into_owned()).collect(),
        labelled: above.flat_map(labelled).collect(),
        ..Table::default()
    };
    split(whole, sheet)
}

/// How many rows the headings take: more than one where merges say so, or where the row below holds
/// headings too.
fn height(sheet: &Sheet, at: usize) -> u32 {
    let number = sheet.rows[at].number;
    let merges = sheet.head.merges.iter().filter(|merge| merge.first_row == number);
    let tall = merges.clone().map(|merge| merge.last_row - merge.first_row + 1).max().unwrap_or(1);
    let wide: Vec<&Merge> = merges.filter(|merge| merge.last_col > merge.first_col).collect();
    let Some(below) = sheet.rows.get(at + 1).filter(|row| row.number == number + 1) else { return 1 };
    let headings_below = score(below).is_some_and(|(known, all)| known * 2 >= all);
    let under_wide =
        below.cells.iter().any(|cell| wide.iter().any(|m| (m.first_col..=m.last_col).contains(&cell.col)));
    // Without merges: headings under headings, and not a row of the same headings again.
    let second = headings_below && score(below).is_some_and(|(known, _)| known >= 2) && {
        let names = keys(&sheet.rows[at]);
        !keys(below).iter().any(|key| names.contains(key))
    };
    match tall {
        2 | 3 if headings_below => tall,
        _ if (under_wide && headings_below) || second => 2,
        _ => 1,
    }
}

fn columns(header: &Row, lower: &[&Row], merges: &[Merge]) -> Vec<Column> {
    let rows = || std::iter::once(header).chain(lower.iter().copied());
    let mut cols: Vec<u16> = rows().flat_map(|row| &row.cells).map(|cell| cell.col).collect();
    cols.sort_unstable();
    cols.dedup();
    let column = |col: u16| {
        let mut path: Vec<String> = rows().filter_map(|row| text_over(row, col, merges)).collect();
        path.dedup();
        let keys = column_keys(&path);
        (!path.is_empty()).then(|| Column {
            col,
            last_col: col,
            heading: path.join("/"),
            keys,
            ..Column::default()
        })
    };
    let mut columns: Vec<Column> = cols.iter().copied().filter_map(column).collect();
    // The lowest heading says how far its column reaches.
    let lowest = rows().last().map_or(header.number, |row| row.number);
    for n in 0..columns.len() {
        let col = columns[n].col;
        let over = |merge: &&Merge| {
            merge.first_col == col && merge.last_row >= lowest && merge.first_row >= header.number
        };
        let reach = merges.iter().find(over).map_or(col, |merge| merge.last_col);
        let next = columns.get(n + 1).map_or(u16::MAX, |next| next.col);
        columns[n].last_col = reach.min(next.saturating_sub(1)).max(col);
    }
    columns
}

/// The text over a column, from the cell itself or from the horizontal merge it lies in.
pub fn text_over(row: &Row, col: u16, merges: &[Merge]) -> Option<String> {
    let lies_in =
        |merge: &&Merge| merge.first_row == row.number && (merge.first_col..=merge.last_col).contains(&col);
    let anchor = merges.iter().find(lies_in).map_or(col, |merge| merge.first_col);
    let text = row.cell(anchor)?.value.text().split_whitespace().collect::<String>();
    (!text.is_empty()).then_some(text)
}

fn column_keys(path: &[String]) -> Vec<String> {
    let mut keys = vec![match_key(&path.concat())];
    keys.extend(path.last().map(|text| match_key(text)));
    keys.extend(path.first().map(|text| match_key(text)));
    keys.dedup();
    keys
}

/// Labels with their values: two cells side by side, or 研修名：情報セキュリティ研修 in one.
fn labelled(row: &Row) -> Vec<Labelled> {
    let mut found = Vec::new();
    let cells: Vec<_> = row.cells.iter().filter(|cell| !cell.value.is_blank()).collect();
    for (n, cell) in cells.iter().enumerate() {
        let Raw::Text(text) = &cell.value else { continue };
        let key = match_key(text);
        if let Some((label, value)) = text.split_once(['：', ':'])
            && headings().knows(&match_key(label))
            && !value.trim().is_empty()
        {
            let value = Raw::Text(value.trim().into());
            found.push(Labelled { row: row.number, col: cell.col, key: match_key(label), value });
        } else if let Some(next) = cells.get(n + 1)
            && headings().knows(&key)
        {
            found.push(Labelled { row: row.number, col: next.col, key, value: next.value.clone() });
        }
    }
    found
}

/// Tables side by side, parted by columns in which nothing stands: the same headings again, or headings
/// that make a ledger of their own.
fn split(table: Table, sheet: &Sheet) -> Vec<Table> {
    let groups = groups(&table, sheet);
    let names = |group: &Vec<Column>| group.iter().map(|column| column.keys.clone()).collect::<Vec<_>>();
    let twins = groups.iter().all(|group| group.len() >= 2 && names(group) == names(&groups[0]));
    if groups.len() < 2 || !(twins || groups.iter().all(|group| is_list(group))) {
        return vec![table];
    }
    let starts: Vec<u16> = groups.iter().filter_map(|group| group.first()).map(|column| column.col).collect();
    let part = |(n, columns): (usize, Vec<Column>)| {
        let first = if n == 0 { 0 } else { starts[n] };
        let last = starts.get(n + 1).map_or(u16::MAX, |next| next - 1);
        Table { columns, cols: (first, last), ..table.clone() }
    };
    groups.into_iter().enumerate().map(part).collect()
}

/// Columns that stand together, without a gap between their headings or in the rows below.
fn groups(table: &Table, sheet: &Sheet) -> Vec<Vec<Column>> {
    let mut groups: Vec<Vec<Column>> = Vec::new();
    for column in &table.columns {
        let parted = |last: &Column| {
            column.col > last.last_col + 1
                && (last.last_col + 1..column.col).any(|gap| is_empty(sheet, table, gap))
        };
        if groups.last().and_then(|group| group.last()).is_none_or(parted) {
            groups.push(Vec::new());
        }
        groups.last_mut().map(|group| group.push(column.clone())).unwrap_or_default();
    }
    groups
}

fn is_empty(sheet: &Sheet, table: &Table, col: u16) -> bool {
    let body = sheet.rows.iter().filter(|row| (table.header_rows[0]..=table.last_row).contains(&row.number));
    body.filter_map(|row| row.cell(col)).all(|cell| cell.value.is_blank())
}

/// Whether columns could be a ledger by themselves: one says which record a row is, others are known too.
fn is_list(group: &[Column]) -> bool {
    let known = |column: &&Column| column.keys.iter().any(|key| headings().knows(key));
    let names = |column: &Column| column.keys.iter().any(|key| headings().identifies(key));
    group.len() >= 3 && group.iter().filter(known).count() >= 2 && group.iter().any(names)
}

/// `AB` for column 27.
pub fn column_letters(col: u16) -> String {
    let (mut n, mut letters) = (u32::from(col) + 1, Vec::new());
    while n > 0 {
        letters.push(char::from(b'A' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    letters.iter().rev().collect()
}

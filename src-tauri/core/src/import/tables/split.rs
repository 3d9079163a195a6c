//! 横に並ぶ表: tables side by side, parted by empty columns or by the same heading again.

use super::{Column, Table, header};
use crate::import::cells::{Row, Sheet};
use crate::import::headings::headings;

/// Tables side by side, parted by columns in which nothing stands: the same headings again, or headings
/// that make a ledger of their own.
pub fn split(table: Table, sheet: &Sheet) -> Vec<Table> {
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

/// Columns that stand together, without a gap between their headings or in the rows below, and without the heading
/// over the control number coming a second time.
fn groups(table: &Table, sheet: &Sheet) -> Vec<Vec<Column>> {
    let mut groups: Vec<Vec<Column>> = Vec::new();
    for column in &table.columns {
        let parted = |last: &Column| {
            column.col > last.last_col + 1
                && (last.last_col + 1..column.col).any(|gap| is_empty(sheet, table, gap))
        };
        let begins_again = |group: &Vec<Column>| group.first().is_some_and(|first| again(first, column));
        if groups.last().and_then(|group| group.last()).is_none_or(parted)
            || groups.last().is_some_and(begins_again)
        {
            groups.push(Vec::new());
        }
        groups.last_mut().map(|group| group.push(column.clone())).unwrap_or_default();
    }
    groups
}

/// The same heading over the control number, as where one form stands twice on a page.
fn again(first: &Column, column: &Column) -> bool {
    first.keys.first() == column.keys.first() && column.keys.iter().any(|key| headings().identifies(key))
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

/// First and last column of a band, and the sheet as far as it stands there.
type Band = ((u16, u16), Sheet);

/// The sheet in bands parted by columns in which nothing stands, where each band is a list by itself whose headings
/// stand in a row of their own.
pub fn bands(sheet: &Sheet) -> Option<Vec<Band>> {
    let edges = edges(sheet);
    if edges.len() < 2 {
        return None;
    }
    // The first rows tell; only where they do is all of a large sheet taken apart.
    let rows = sheet.rows.iter().take(2 * header::SEARCHED).cloned().collect();
    let head = Sheet { rows, head: sheet.head.clone() };
    let row_of = |(first, last): &(u16, u16)| {
        let part = within(&head, *first, *last);
        let at = header::first(&part.rows).filter(|at| header::is_ledger(&part.rows[*at]))?;
        Some(part.rows[at].number)
    };
    let heads: Vec<u32> = edges.iter().map(row_of).collect::<Option<_>>()?;
    let part = |(first, last): &(u16, u16)| ((*first, *last), within(sheet, *first, *last));
    heads.iter().any(|row| *row != heads[0]).then(|| edges.iter().map(part).collect())
}

/// Runs of used columns, each as far as the next begins.
fn edges(sheet: &Sheet) -> Vec<(u16, u16)> {
    let mut used: Vec<bool> = Vec::new();
    for cell in sheet.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.value.is_blank()) {
        let at = usize::from(cell.col);
        if used.len() <= at {
            used.resize(at + 1, false);
        }
        used[at] = true;
    }
    let begins = |col: &usize| used[*col] && (*col == 0 || !used[*col - 1]);
    let begins: Vec<u16> = (0..used.len()).filter(begins).filter_map(|col| u16::try_from(col).ok()).collect();
    let last = |n: usize| begins.get(n + 1).map_or(u16::MAX, |next| next - 1);
    (0..begins.len()).map(|n| (if n == 0 { 0 } else { begins[n] }, last(n))).collect()
}

fn within(sheet: &Sheet, first: u16, last: u16) -> Sheet {
    let inside = |col: u16| (first..=last).contains(&col);
    let row = |row: &Row| {
        let cells: Vec<_> = row.cells.iter().filter(|cell| inside(cell.col)).cloned().collect();
        (!cells.is_empty()).then_some(Row { number: row.number, hidden: row.hidden, cells })
    };
    let mut head = sheet.head.clone();
    head.merges.retain(|merge| inside(merge.first_col));
    Sheet { head, rows: sheet.rows.iter().filter_map(row).collect() }
}

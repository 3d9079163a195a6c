//! 二つの項目を一つの欄に: 管理番号/機種 over PC-01 with LIFEBOOK in its next line. Such a column is two.

use std::borrow::Cow;

use super::{Column, Found, Table};
use crate::import::cells::{Cell, Raw, Row, Sheet};
use crate::import::headings::headings;
use crate::vocab::fold::match_key;

/// Parts the columns of two headings whose every cell has two lines.
pub fn part(found: &mut Found<'_>) {
    let last =
        |sheet: &Sheet| sheet.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.col).max();
    for table in &mut found.tables {
        let parts = parted(table, &found.sheet);
        if parts.is_empty() {
            continue;
        }
        let Some(last) = last(&found.sheet) else { continue };
        let sheet = Cow::to_mut(&mut found.sheet);
        for ((n, [first, second]), col) in parts.into_iter().zip(last.saturating_add(1)..) {
            let own = &mut table.columns[n];
            let from = own.col;
            own.keys = vec![match_key(&first), match_key(&own.heading)];
            own.heading = first;
            let keys = vec![match_key(&second)];
            table.columns.push(Column { col, last_col: col, heading: second, keys, ..Column::default() });
            let within = |row: &&mut Row| is_body(table, row);
            sheet.rows.iter_mut().filter(within).for_each(|row| move_second(row, from, col));
        }
    }
}

/// The columns of a table that are two, and their headings.
fn parted(table: &Table, sheet: &Sheet) -> Vec<(usize, [String; 2])> {
    let [header] = table.header_rows.as_slice() else { return Vec::new() };
    let listed = table.shape.is_none() && table.record.is_none() && table.cols.1 == u16::MAX;
    let row = sheet.rows.binary_search_by_key(header, |row| row.number);
    let Some(row) = row.ok().filter(|_| listed).map(|at| &sheet.rows[at]) else { return Vec::new() };
    let of = |(n, column): (usize, &Column)| {
        let headings = two_headings(&row.cell(column.col)?.value.text())?;
        let mut cells = sheet.rows.iter().filter(|row| is_body(table, row));
        let mut filled = 0;
        let whole = cells.all(|row| match row.cell(column.col).filter(|cell| !cell.value.is_blank()) {
            Some(cell) => {
                filled += 1;
                two_lines(cell).is_some()
            }
            None => true,
        });
        (whole && filled >= 2 && column.last_col == column.col).then_some((n, headings))
    };
    table.columns.iter().enumerate().filter_map(of).collect()
}

fn is_body(table: &Table, row: &Row) -> bool {
    table.header_rows.last().is_some_and(|last| row.number > *last) && row.number <= table.last_row
}

/// 管理番号/機種, シリアル over ホスト名: two headings where all of it is none.
fn two_headings(text: &str) -> Option<[String; 2]> {
    let mut parts = text.split(['/', '／', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let (Some(first), Some(second), None) = (parts.next(), parts.next(), parts.next()) else { return None };
    let known = |part: &str| headings().knows(&match_key(part));
    let apart = !known(text) && match_key(first) != match_key(second) && (known(first) || known(second));
    apart.then(|| [first.to_owned(), second.to_owned()])
}

fn two_lines(cell: &Cell) -> Option<[String; 2]> {
    let Raw::Text(text) = &cell.value else { return None };
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (Some(first), Some(second), None) = (lines.next(), lines.next(), lines.next()) else { return None };
    Some([first.to_owned(), second.to_owned()])
}

/// The second line of a cell, in a cell of its own behind all others.
fn move_second(row: &mut Row, from: u16, col: u16) {
    let Some(own) = row.cells.iter_mut().find(|cell| cell.col == from) else { return };
    let Some([first, second]) = two_lines(own) else { return };
    own.value = Raw::Text(first.into());
    let moved = Cell { col, value: Raw::Text(second.into()), ..own.clone() };
    row.cells.push(moved);
}

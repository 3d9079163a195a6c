//! 二段書き: forms whose records take two lines, 持出日 over 返却日 in the headings and below them each day over the other.
//!
//! Each pair of rows is read as one: what stands in the lower row moves to columns of its own, behind the last.

use std::collections::HashSet;

use super::header;
use crate::import::cells::{Cell, Merge, Row, Sheet, SheetHead};
use crate::import::headings::headings;
use crate::vocab::fold::match_key;

/// The sheet with its pairs of rows made one, and the rows that went into those above them; none where its headings do
/// not say so or its rows do not come in pairs.
pub fn joined(sheet: &Sheet) -> Option<(Sheet, HashSet<u32>)> {
    let at = header::first(&sheet.rows)?;
    let (upper, lower) = (sheet.rows.get(at)?, sheet.rows.get(at + 1)?);
    let last = upper.cells.iter().chain(&lower.cells).map(|cell| cell.col).max()?;
    if !follows(upper, lower) {
        return None;
    }
    let stacked = stacked(sheet, upper, lower)?;
    let one = (stacked == 1).then(|| filled(lower).map(|cell| cell.col).collect::<Vec<u16>>());
    if one.is_some_and(|cols| !are_all_pairs(sheet, &sheet.rows[at + 2..], &cols)) {
        return None;
    }
    let mut rows: Vec<Row> = sheet.rows[..at].to_vec();
    let mut seconds = HashSet::new();
    rows.push(joined_row(upper, lower, last, &mut seconds));
    let mut body = sheet.rows[at + 2..].iter().peekable();
    while let Some(row) = body.next() {
        let second = body.next_if(|below| follows(row, below) && is_second(sheet, row, below));
        rows.push(match second {
            Some(below) => joined_row(row, below, last, &mut seconds),
            None => row.clone(),
        });
    }
    // The headings are one pair; a form has at least one more.
    (seconds.len() > 1).then(|| (Sheet { rows, head: moved_head(&sheet.head, last, &seconds) }, seconds))
}

fn follows(above: &Row, below: &Row) -> bool {
    above.number + 1 == below.number && above.cells.iter().any(|cell| !cell.value.is_blank())
}

/// In how many columns heading stands under heading; none where a group stands over others, or too few do.
fn stacked(sheet: &Sheet, upper: &Row, lower: &Row) -> Option<usize> {
    let wide = sheet.head.merges.iter().any(|merge| {
        merge.last_col > merge.first_col && (upper.number..=lower.number).contains(&merge.first_row)
    });
    let key = |cell: &Cell| match_key(&cell.value.text());
    let over = |col: u16| upper.cell(col).filter(|cell| !cell.value.is_blank()).map(key);
    let pairs: Vec<(String, String)> =
        filled(lower).filter_map(|cell| Some((over(cell.col)?, key(cell)))).collect();
    let known = |key: &String| headings().is_heading(key);
    let stacked = pairs.iter().filter(|(over, under)| over != under && known(over) && known(under)).count();
    let whole = !wide && pairs.len() == filled(lower).count();
    (whole && stacked >= 1 && stacked * 2 >= pairs.len() && (stacked >= 2 || pairs.len() == 1))
        .then_some(stacked)
}

/// ふりがな over 氏名 alone: so little says that records take two lines only where every one of them does, and nothing
/// stands in the second but under that heading.
fn are_all_pairs(sheet: &Sheet, body: &[Row], cols: &[u16]) -> bool {
    let mut rows = body.iter().filter(|row| !row.is_blank());
    let mut pairs = 0;
    while let Some(row) = rows.next() {
        let second = rows.next().filter(|below| follows(row, below) && is_second(sheet, row, below));
        if !second.is_some_and(|below| filled(below).all(|cell| cols.contains(&cell.col))) {
            return false;
        }
        pairs += 1;
    }
    pairs >= 2
}

/// The lower row says nothing in the first column, where each record has its number or its day.
fn is_second(sheet: &Sheet, above: &Row, below: &Row) -> bool {
    let first = above.cells.iter().find(|cell| !cell.value.is_blank()).map_or(0, |cell| cell.col);
    let blank = below.cell(first).is_none_or(|cell| cell.value.is_blank());
    let merged = sheet.head.merges.iter().any(|merge| {
        merge.first_col == first && merge.first_row == above.number && merge.last_row == below.number
    });
    filled(above).count() >= 2 && filled(below).count() >= 1 && (merged || blank)
}

fn filled(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|cell| !cell.value.is_blank())
}

fn joined_row(above: &Row, below: &Row, last: u16, seconds: &mut HashSet<u32>) -> Row {
    seconds.insert(below.number);
    let moved = below.cells.iter().map(|cell| Cell { col: moved(cell.col, last), ..cell.clone() });
    let cells = above.cells.iter().cloned().chain(moved).collect();
    Row { number: above.number, hidden: above.hidden || below.hidden, cells }
}

/// Where the column of a lower row goes.
fn moved(col: u16, last: u16) -> u16 {
    col.saturating_add(last).saturating_add(1)
}

/// What is said of the cells of lower rows goes where these went. A comment keeps its row, which is told as part of
/// the record above.
fn moved_head(head: &SheetHead, last: u16, seconds: &HashSet<u32>) -> SheetHead {
    let mut head = head.clone();
    for formula in head.formulas.iter_mut().filter(|formula| seconds.contains(&formula.row)) {
        (formula.row, formula.col) = (formula.row - 1, moved(formula.col, last));
    }
    for comment in head.comments.iter_mut().filter(|comment| seconds.contains(&comment.row)) {
        comment.col = moved(comment.col, last);
    }
    for merge in head.merges.iter_mut().filter(|merge| seconds.contains(&merge.first_row)) {
        *merge = Merge {
            first_row: merge.first_row - 1,
            last_row: merge.last_row - 1,
            first_col: moved(merge.first_col, last),
            last_col: moved(merge.last_col, last),
        };
    }
    head
}

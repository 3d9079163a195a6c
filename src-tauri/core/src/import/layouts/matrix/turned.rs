//! 行と列の入れ替え: a sheet with its rows for columns, so that days across are read as days down.
//!
//! Rows then count as the columns of the file did, and its name says so wherever a row is named.

use std::collections::BTreeMap;

use crate::import::cells::{Cell, Comment, Formula, Merge, Row, Sheet, SheetHead};

/// A bigger sheet is a list.
const MOST: usize = 500;

/// The sheet turned; none where it is too big for a matrix.
pub fn turned(sheet: &Sheet) -> Option<Sheet> {
    let last = sheet.rows.last()?.number;
    let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
    if usize::try_from(last).is_ok_and(|last| last > MOST) {
        return None;
    }
    for row in &sheet.rows {
        for cell in &row.cells {
            let number = u32::from(cell.col) + 1;
            let turned = rows.entry(number).or_insert_with(|| Row {
                number,
                hidden: sheet.head.hidden_columns.contains(&cell.col),
                cells: Vec::new(),
            });
            turned.cells.push(Cell { col: column(row.number)?, ..cell.clone() });
        }
    }
    let rows: Vec<Row> = rows.into_values().collect();
    (rows.len() <= MOST).then(|| Sheet { head: head(sheet), rows })
}

fn column(row: u32) -> Option<u16> {
    u16::try_from(row.checked_sub(1)?).ok()
}

fn head(sheet: &Sheet) -> SheetHead {
    let head = &sheet.head;
    let hidden = sheet.rows.iter().filter(|row| row.hidden).filter_map(|row| column(row.number));
    let merge = |merge: &Merge| {
        Some(Merge {
            first_row: u32::from(merge.first_col) + 1,
            first_col: column(merge.first_row)?,
            last_row: u32::from(merge.last_col) + 1,
            last_col: column(merge.last_row)?,
        })
    };
    let comment =
        |one: &Comment| Some(Comment { row: u32::from(one.col) + 1, col: column(one.row)?, ..one.clone() });
    let formula =
        |one: &Formula| Some(Formula { row: u32::from(one.col) + 1, col: column(one.row)?, ..one.clone() });
    SheetHead {
        name: Some(format!("{}（行と列を入れ替え）", head.name.as_deref().unwrap_or_default())),
        hidden_columns: hidden.collect(),
        merges: head.merges.iter().filter_map(merge).collect(),
        comments: head.comments.iter().filter_map(comment).collect(),
        formulas: head.formulas.iter().filter_map(formula).collect(),
        ..head.clone()
    }
}

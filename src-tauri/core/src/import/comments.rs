//! コメント: which record a cell's comment belongs to, in tables that share their rows with others.
//!
//! A comment goes with the cell it is on. On a heading, a total or beside the table it is told of the table.

use std::collections::BTreeMap;

use super::cells::{Comment, Sheet};
use super::my_number;
use super::problem::{Finding, Issue, Place};
use super::rows::RowClass;
use super::tables::Table;

/// The comments of each table of a sheet. One that stands in none goes to the nearest.
pub fn of_tables<'s>(sheet: &'s Sheet, tables: &[Table]) -> Vec<Vec<&'s Comment>> {
    let mut found: Vec<Vec<&Comment>> = tables.iter().map(|_| Vec::new()).collect();
    for comment in &sheet.head.comments {
        let holds = |table: &Table| {
            let mut columns = table.columns.iter();
            rows_away(table, comment.row) == 0
                && columns.any(|column| (column.col..=column.last_col).contains(&comment.col))
        };
        let mut held = false;
        for (_, found) in tables.iter().zip(&mut found).filter(|(table, _)| holds(table)) {
            found.push(comment);
            held = true;
        }
        let away = |table: &Table| (rows_away(table, comment.row), columns_away(table, comment.col));
        let nearest = tables.iter().zip(&mut found).filter(|_| !held).min_by_key(|(table, _)| away(table));
        if let Some((_, found)) = nearest {
            found.push(comment);
        }
    }
    found
}

fn rows_away(table: &Table, row: u32) -> u32 {
    row.saturating_sub(table.last_row).max(table.first_row.saturating_sub(row))
}

fn columns_away(table: &Table, col: u16) -> u16 {
    col.saturating_sub(table.cols.1).max(table.cols.0.saturating_sub(col))
}

/// The comments of a table's records by their rows, and those that belong to none.
pub fn of_rows(
    comments: &[&Comment],
    classes: &[(u32, RowClass)],
    sheet: Option<&str>,
) -> (BTreeMap<u32, String>, Vec<Finding>) {
    let (mut by_row, mut others) = (BTreeMap::<u32, String>::new(), Vec::new());
    for comment in comments {
        let text = said(comment);
        match record_of(comment.row, classes) {
            Some(row) => {
                let texts = by_row.entry(row).or_default();
                if !texts.is_empty() {
                    texts.push('\n');
                }
                texts.push_str(&text);
            }
            None => {
                let text = my_number::masked(&text).unwrap_or(text);
                let place = Place { sheet, row: comment.row, heading: "", field: "" };
                others.push(Finding::new(&place, Issue::Comment, "", &text));
            }
        }
    }
    (by_row, others)
}

/// The row of the record a row is part of; rows left out keep their comments with them.
fn record_of(row: u32, classes: &[(u32, RowClass)]) -> Option<u32> {
    let at = classes.binary_search_by_key(&row, |(number, _)| *number).ok()?;
    match classes[at].1 {
        RowClass::Data | RowClass::Excluded | RowClass::Elsewhere => Some(row),
        RowClass::Continued => {
            let above = classes[..at].iter().rev().find(|(_, class)| *class == RowClass::Data);
            above.map(|(number, _)| *number)
        }
        _ => None,
    }
}

fn said(comment: &Comment) -> String {
    let (author, text) = (comment.author.trim(), comment.text.trim());
    // Excel itself begins the text with the author's name.
    if author.is_empty() || comment.text.starts_with(author) {
        text.to_owned()
    } else {
        format!("{author}：{text}")
    }
}

//! 行の区別: data, repeated headings, section headings, totals, notes and empty lines of the form.
//!
//! Every used row of a table gets exactly one class, so that the counts add up to the rows of the file.

use std::cmp::Ordering;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::cells::{Cell, Raw, Row, Sheet};
use super::mapping::{Mapped, Mapping};
use super::tables::Table;
use crate::vocab::fold::match_key;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum RowClass {
    Data,
    Header,
    /// 【給付課】
    Heading,
    Total,
    Note,
    Blank,
    /// Left out by the user.
    Excluded,
    /// Part of the record above: a further row of a card.
    Continued,
}

impl RowClass {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Header => "header",
            Self::Heading => "heading",
            Self::Total => "total",
            Self::Note => "note",
            Self::Blank => "blank",
            Self::Excluded => "excluded",
            Self::Continued => "continued",
        }
    }

    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Data => "記録",
            Self::Header => "見出し",
            Self::Heading => "小見出し",
            Self::Total => "合計",
            Self::Note => "注記",
            Self::Blank => "空白",
            Self::Excluded => "除外",
            Self::Continued => "続き",
        }
    }
}

const TOTALS: &[&str] =
    &["計", "合計", "小計", "総計", "累計", "総合計", "年度計", "月計", "合計件数", "総数", "件数計"];

/// A longer run of rows the file does not hold is no part of the table: somewhere below lies a stray cell.
const LONG_GAP: u32 = 1000;

/// First and last column under a heading.
type Reach = (u16, u16);

/// Tells the rows of one table apart.
pub struct Classifier<'a> {
    mapping: &'a Mapping,
    header_rows: &'a [u32],
    names: HashSet<String>,
    identity: Vec<Reach>,
    /// Columns whose cells count as content, and those of running numbers and weekdays.
    content: Vec<Reach>,
    frame: Vec<Reach>,
    /// Column of the mark that our own export gave each row.
    mark: Option<u16>,
    cols: (u16, u16),
    record: Option<u32>,
    meant_by: Option<u16>,
}

impl<'a> Classifier<'a> {
    pub fn new(table: &'a Table, mapping: &'a Mapping) -> Self {
        let names = table.columns.iter().flat_map(|column| column.keys.iter().cloned()).collect();
        let reach = |wanted: &dyn Fn(&Mapped) -> bool| -> Vec<Reach> {
            let columns = mapping.columns.iter().filter(|mapped| wanted(mapped)).map(|mapped| &mapped.column);
            columns.map(|column| (column.col, column.last_col)).collect()
        };
        let identity = mapping.identity();
        Self {
            mapping,
            header_rows: &table.header_rows,
            names,
            identity: reach(&|mapped| identity.contains(&mapped.column.col)),
            content: reach(&|mapped| !mapped.is_frame()),
            frame: reach(&Mapped::is_frame),
            mark: mapping.columns.iter().find(|mapped| mapped.is_mark()).map(|mapped| mapped.column.col),
            cols: table.cols,
            record: table.record,
            meant_by: table.meant_by,
        }
    }

    /// The classes of all used rows of the table, short gaps included as blank, in order.
    pub fn classify(&self, table: &Table, sheet: &Sheet) -> Vec<(u32, RowClass)> {
        let mut classes = Vec::new();
        let mut next = table.first_row;
        for row in sheet.rows.iter().filter(|row| (table.first_row..=table.last_row).contains(&row.number)) {
            if row.number - next <= LONG_GAP {
                classes.extend((next..row.number).map(|number| (number, RowClass::Blank)));
            }
            classes.push((row.number, self.class(row)));
            next = row.number + 1;
        }
        demote_trailing_headings(&mut classes);
        classes
    }

    fn class(&self, row: &Row) -> RowClass {
        if self.header_rows.contains(&row.number) {
            return RowClass::Header;
        }
        let cells: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.value.is_blank()).collect();
        if cells.is_empty() {
            return RowClass::Blank;
        }
        if let Some(record) = self.record {
            return match row.number.cmp(&record) {
                Ordering::Less => RowClass::Note,
                Ordering::Equal => RowClass::Data,
                Ordering::Greater => RowClass::Continued,
            };
        }
        if self.header_rows.first().is_some_and(|header| row.number < *header) {
            return RowClass::Note;
        }
        let inside = |cell: &&&Cell| (self.cols.0..=self.cols.1).contains(&cell.col);
        let own: Vec<&Cell> = cells.iter().filter(inside).copied().collect();
        if own.is_empty() {
            return RowClass::Note;
        }
        if self.is_repeated_header(&own) {
            return RowClass::Header;
        }
        match self.body_class(&own) {
            RowClass::Data if self.is_unmarked(&own) => RowClass::Note,
            class => class,
        }
    }

    /// Nothing stands where the row of a matrix meets the table's column.
    fn is_unmarked(&self, cells: &[&Cell]) -> bool {
        self.meant_by.is_some_and(|col| cells.iter().all(|cell| cell.col != col))
    }

    fn is_repeated_header(&self, cells: &[&Cell]) -> bool {
        let is_name =
            |cell: &&&Cell| matches!(&cell.value, Raw::Text(text) if self.names.contains(&match_key(text)));
        // Two looks tell most data rows from headings.
        let sample = cells.iter().take(2).filter(is_name).count();
        cells.len() >= 2 && sample > 0 && cells.iter().filter(is_name).count() * 5 >= cells.len() * 4
    }

    fn body_class(&self, cells: &[&Cell]) -> RowClass {
        if self.mark.is_some_and(|mark| cells.iter().any(|cell| cell.col == mark)) {
            return RowClass::Data;
        }
        let columns = self.mapping.columns.len();
        let few = cells.len() * 2 <= columns.max(4);
        let first = cells[0].value.text();
        if few && (TOTALS.contains(&match_key(&first).as_str()) || is_total_label(cells)) {
            return RowClass::Total;
        }
        if few && is_note(&first) {
            return RowClass::Note;
        }
        // However little else stands in it: the mark of a matrix makes its row a record.
        if self.meant_by.is_some() && !self.is_unmarked(cells) {
            return RowClass::Data;
        }
        let content = cells.iter().filter(|cell| is_under(&self.content, cell)).count();
        if content == 0 {
            // A lone cell beside the table is no empty line of its form.
            let empty = cells.iter().all(|cell| is_under(&self.frame, cell));
            return if empty { RowClass::Blank } else { RowClass::Note };
        }
        let identified = cells.iter().any(|cell| is_under(&self.identity, cell));
        let sparse = content * 3 <= columns || (content <= 2 && columns >= 4);
        if cells.len() == 1 && sparse && (!identified || is_wordy(&first)) {
            return RowClass::Heading;
        }
        if !identified && sparse { RowClass::Note } else { RowClass::Data }
    }
}

fn is_under(columns: &[Reach], cell: &Cell) -> bool {
    columns.iter().any(|(first, last)| (*first..=*last).contains(&cell.col))
}

/// A label such as 合計 in the second cell, after a running number or a blank-looking one.
fn is_total_label(cells: &[&Cell]) -> bool {
    cells.len() <= 4
        && cells.get(1).is_some_and(
            |cell| matches!(&cell.value, Raw::Text(text) if TOTALS.contains(&match_key(text).as_str())),
        )
}

fn is_note(text: &str) -> bool {
    let text = text.trim_start();
    [
        "※",
        "（注",
        "(注",
        "注）",
        "注)",
        "注：",
        "注:",
        "＊",
        "*",
        "備考：",
        "備考:",
        "以下余白",
        "［注",
        "[注",
    ]
    .iter()
    .any(|mark| text.starts_with(mark))
}

/// 【給付課】 stands where control numbers stand, but no number is without a digit.
fn is_wordy(text: &str) -> bool {
    !text.chars().any(|c| c.is_numeric())
}

/// A section heading stands before data; what stands alone at the end is a note.
fn demote_trailing_headings(classes: &mut [(u32, RowClass)]) {
    for (_, class) in classes.iter_mut().rev() {
        match class {
            RowClass::Data => return,
            RowClass::Heading => *class = RowClass::Note,
            _ => {}
        }
    }
}

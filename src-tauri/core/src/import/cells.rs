//! 読み取った表: what the reader process hands over, free of any file format.
//!
//! Rows count from 1 as Excel shows them, columns from 0. Only cells that hold something or carry a mark
//! are listed. Nothing here is interpreted: a date cell is a date because the file said so.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use super::options::TextEncoding;

/// A workbook or a CSV file as read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Book {
    pub sheets: Vec<Sheet>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    pub head: SheetHead,
    pub rows: Vec<Row>,
}

impl Sheet {
    /// Rows come in the order of the file, which need not be theirs, and a broken file may hold one twice:
    /// then its cells are put together, the first of each column. A formula without its result has a cell too.
    pub fn finish(&mut self, mut head: SheetHead) {
        std::mem::take(&mut head.late).mark(&mut self.rows);
        self.head = head;
        let dead = self.head.formulas.iter().filter(|formula| formula.no_value);
        let cell = |formula: &Formula| Cell { col: formula.col, ..Cell::default() };
        self.rows.extend(dead.map(|formula| Row {
            number: formula.row,
            hidden: false,
            cells: vec![cell(formula)],
        }));
        if self.rows.is_sorted_by(|one, next| one.number < next.number) {
            return;
        }
        self.rows.sort_by_key(|row| row.number);
        self.rows.dedup_by(|next, row| {
            let same = next.number == row.number;
            if same {
                row.hidden |= next.hidden;
                row.cells.append(&mut next.cells);
                row.cells.sort_by_key(|cell| cell.col);
                row.cells.dedup_by_key(|cell| cell.col);
            }
            same
        });
    }
}

/// What is known of a sheet besides its cells.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SheetHead {
    /// None for a CSV file, which has no sheets.
    pub name: Option<String>,
    /// What a text file was read with.
    pub encoding: Option<TextEncoding>,
    /// The file could be opened with its password only.
    pub unlocked: bool,
    pub hidden: bool,
    pub merges: Vec<Merge>,
    pub hidden_columns: Vec<u16>,
    pub comments: Vec<Comment>,
    pub formulas: Vec<Formula>,
    /// Number formats, by the index cells refer to. The first is the general one.
    pub formats: Vec<String>,
    /// Drawings and pictures that are not taken in.
    pub drawings: u32,
    /// The format was read without its marks: strike-through, hidden rows, comments, colours.
    pub marks_unread: bool,
    /// Lines of a text file with a quotation mark inside a cell that it enclosed.
    #[serde(default)]
    pub stray_quotes: Vec<u32>,
    /// Why this sheet could not be read, in Japanese; its rows are then empty.
    pub unreadable: Option<String>,
    /// Marks of rows that were handed over before; gone once they are put on.
    #[serde(default)]
    pub late: LateMarks,
}

/// What is learnt of rows only when all of them are there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LateMarks {
    pub hidden_rows: BTreeSet<u32>,
    /// Row, column and how much of the text is struck through.
    pub struck: Vec<(u32, u16, Struck)>,
    /// The sheet is broken: what was handed over of it does not count.
    pub rows_void: bool,
}

impl LateMarks {
    fn mark(self, rows: &mut Vec<Row>) {
        if self.rows_void {
            rows.clear();
        }
        if !self.hidden_rows.is_empty() {
            rows.iter_mut().for_each(|row| row.hidden |= self.hidden_rows.contains(&row.number));
        }
        if self.struck.is_empty() {
            return;
        }
        let struck = self.struck.into_iter().map(|(row, col, how)| ((row, col), how));
        let struck: HashMap<(u32, u16), Struck> = struck.collect();
        for row in rows {
            for cell in row.cells.iter_mut().filter(|cell| cell.struck != Struck::Whole) {
                cell.struck = struck.get(&(row.number, cell.col)).copied().unwrap_or(cell.struck);
            }
        }
    }
}

/// A merged range, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    pub first_row: u32,
    pub first_col: u16,
    pub last_row: u32,
    pub last_col: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    pub row: u32,
    pub col: u16,
    pub author: String,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    pub row: u32,
    pub col: u16,
    pub text: String,
    /// The file keeps no result of it.
    pub no_value: bool,
}

/// A row, whose texts are its own, shared with other rows, or still those of a file that is being read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row<T = Arc<str>> {
    pub number: u32,
    pub hidden: bool,
    pub cells: Vec<Cell<T>>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell<T = Arc<str>> {
    pub col: u16,
    pub struck: Struck,
    /// Index into the sheet's formats.
    pub format: u16,
    /// Fill colour as RGB; 0 where there is none or it is white.
    pub fill: u32,
    /// Colour of the letters as RGB; 0 where it is black or not said.
    pub ink: u32,
    pub value: Raw<T>,
}

/// 取消線
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Struck {
    #[default]
    No,
    /// Part of the text only.
    Partly,
    Whole,
}

/// The value as the file holds it.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Raw<T = Arc<str>> {
    #[default]
    Empty,
    Text(T),
    Number(f64),
    Bool(bool),
    /// A number the file formats as date or time.
    DateTime(NaiveDateTime),
    /// `#REF!` and the like.
    Error(T),
}

impl Raw {
    /// As text: what a person would have typed to get this value.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number_text(*number)),
            Self::Bool(yes) => Cow::Borrowed(if *yes { "TRUE" } else { "FALSE" }),
            Self::DateTime(at) if at.time() == NaiveTime::MIN => Cow::Owned(at.date().to_string()),
            Self::DateTime(at) => Cow::Owned(at.format("%Y-%m-%dT%H:%M").to_string()),
        }
    }

    /// Whether a person sees nothing in the cell.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(|c| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}'),
            _ => false,
        }
    }
}

/// 46135 rather than 46135.0, 0.1 as it is.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

impl Row {
    pub fn cell(&self, col: u16) -> Option<&Cell> {
        // In most rows no cell is lacking before it.
        if let Some(cell) = self.cells.get(usize::from(col)).filter(|cell| cell.col == col) {
            return Some(cell);
        }
        self.cells.binary_search_by_key(&col, |cell| cell.col).ok().map(|at| &self.cells[at])
    }

    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.value.is_blank())
    }
}

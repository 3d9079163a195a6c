//! 行の印: the lines through rows and their colours, with what the user said they mean.
//!
//! Grey may be 廃棄 in one office and decoration in another: without a word from the user a mark is kept with
//! the record as what it is, and means nothing. Comments and hidden rows are told here too.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::cells::{Row, Sheet};
use super::decisions::TableDecisions;
use super::mapping::{Mapping, Target};
use super::marks::{self, Mark};
use super::normalise::Normal;
use super::preview::RowPreview;
use super::problem::{Finding, Issue, Place};
use super::rows::RowClass;
use crate::vocab::{Kind, Register};

/// A mark that means nothing and is not kept.
pub const IGNORE: &str = "ignore";
/// Rows with this mark are left out.
pub const EXCLUDE: &str = "exclude";
/// Under these names colours are kept with a record.
pub const FILL: &str = "塗りつぶし";
pub const INK: &str = "文字の色";
/// Under this name the columns are kept in which a single cell is struck through.
pub const STRUCK_CELLS: &str = "取消線のある欄";

/// Rows that carry one mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct MarkGroup {
    /// `struck`, `fill:FFFF00`, `ink:FF0000`.
    pub key: String,
    /// As CSS writes it; none for a line.
    pub colour: Option<String>,
    pub rows: u32,
    /// The first few rows.
    pub examples: Vec<u32>,
    /// A state of the ledger, `ignore` or `exclude`; nothing where it was not said.
    pub meaning: Option<String>,
    /// On so many rows that it looks like decoration; then it is not kept.
    pub decoration: bool,
}

/// What stands on the rows of a table besides their values.
pub struct RowMarks<'a> {
    sheet: &'a Sheet,
    register: &'static Register,
    identity: Vec<u16>,
    cols: (u16, u16),
    /// Columns that are taken: heading, and the key they are known by.
    columns: Vec<(u16, String, String)>,
    /// Column of our own export's marks.
    own: Option<u16>,
    comments: BTreeMap<u32, String>,
    groups: BTreeMap<Mark, MarkGroup>,
    /// Colours of cells in rows that are not marked so: how many cells, in which rows.
    cells: BTreeMap<Mark, (u32, Vec<u32>)>,
}

impl<'a> RowMarks<'a> {
    pub fn of(sheet: &'a Sheet, mapping: &Mapping, decided: Option<&TableDecisions>, data: &[&Row]) -> Self {
        let mut marks = Self {
            sheet,
            register: mapping.shape.register,
            identity: mapping.identity(),
            cols: columns(mapping),
            columns: taken_columns(mapping),
            own: mapping.columns.iter().find(|mapped| mapped.is_mark()).map(|mapped| mapped.column.col),
            comments: BTreeMap::new(),
            groups: BTreeMap::new(),
            cells: BTreeMap::new(),
        };
        marks.count(decided, data);
        // Our own export strikes what is voided; it colours nothing but headings.
        if marks.own.is_some() {
            marks.groups.remove(&Mark::Struck);
        }
        marks
    }

    fn count(&mut self, decided: Option<&TableDecisions>, data: &[&Row]) {
        for row in data {
            let of_row = marks::of_row(row, self.cols, &self.identity);
            for (mark, _) in
                marks::of_cells(row, self.cols, &of_row).filter(|(mark, _)| *mark != Mark::Struck)
            {
                let (cells, rows) = self.cells.entry(mark).or_default();
                *cells += 1;
                if rows.last() != Some(&row.number) {
                    rows.push(row.number);
                }
            }
            for mark in of_row {
                let group = self.groups.entry(mark).or_insert_with(|| MarkGroup {
                    meaning: decided.and_then(|decided| decided.meanings.get(&mark.key()).cloned()),
                    key: mark.key(),
                    colour: mark.colour(),
                    rows: 0,
                    examples: Vec::new(),
                    decoration: false,
                });
                group.rows += 1;
                if group.examples.len() < 5 {
                    group.examples.push(row.number);
                }
            }
        }
        for (mark, group) in &mut self.groups {
            group.decoration =
                *mark != Mark::Struck && group.rows as usize * 5 > data.len() * 2 && data.len() > 4;
        }
    }

    /// The comments of the table's records.
    pub fn with_comments(&mut self, comments: BTreeMap<u32, String>) {
        self.comments = comments;
    }

    /// Colours of single cells, each said once for the table. On most rows of a column they are decoration.
    pub fn of_cells(&self, records: usize) -> Vec<Finding> {
        let sheet = self.sheet.head.name.as_ref().map(|name| format!("{name} シート")).unwrap_or_default();
        let told = self.cells.iter().filter(|(_, (_, rows))| records <= 4 || rows.len() * 5 <= records * 2);
        told.map(|(mark, (cells, rows))| {
            let kind = if matches!(mark, Mark::Ink(_)) { INK } else { FILL };
            let first: Vec<String> = rows.iter().take(5).map(u32::to_string).collect();
            let more = if rows.len() > first.len() { "ほか" } else { "" };
            let what = format!(
                "{kind} {} のセルが{cells}個あります（{}行目{more}）",
                mark.colour().unwrap_or_default(),
                first.join("、")
            );
            Finding::in_place(&sheet, "", Issue::MarkedCells, "", &what)
        })
        .collect()
    }

    /// The most frequent first; ledgers without states have nothing a mark could mean but to be left out.
    pub fn groups(&self) -> Vec<MarkGroup> {
        let mut groups: Vec<MarkGroup> = self.groups.values().cloned().collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.rows));
        groups
    }

    /// Leaves out the rows whose mark means so.
    pub fn leave_out(
        sheet: &Sheet,
        mapping: &Mapping,
        decided: &TableDecisions,
        classes: &mut [(u32, RowClass)],
    ) {
        if !decided.meanings.values().any(|meaning| meaning == EXCLUDE) {
            return;
        }
        let (identity, cols) = (mapping.identity(), columns(mapping));
        for (number, class) in classes.iter_mut().filter(|(_, class)| *class == RowClass::Data) {
            let at = sheet.rows.binary_search_by_key(number, |row| row.number);
            let Some(row) = at.ok().and_then(|at| sheet.rows.get(at)) else { continue };
            let marks = marks::of_row(row, cols, &identity);
            let out = |mark: &Mark| decided.meanings.get(&mark.key()).is_some_and(|means| means == EXCLUDE);
            if marks.iter().any(out) && !decided.include_rows.contains(number) {
                *class = RowClass::Excluded;
            }
        }
    }

    pub fn finish(&self, row: &Row, normal: Normal) -> RowPreview {
        let marks = marks::of_row(row, self.cols, &self.identity);
        let mut preview = RowPreview {
            row: row.number,
            hidden: row.hidden,
            filtered: false,
            struck: marks.contains(&Mark::Struck),
            comment: self.comments.get(&row.number).cloned(),
            values: normal.values,
            raw: normal.raw,
            extra: normal.extra,
            numbers: normal.numbers,
            problems: normal.findings,
            mark: self.own.and_then(|col| row.cell(col)).map(|cell| cell.value.text().into_owned()),
            meant: None,
        };
        self.apply(&marks, &mut preview);
        self.tell(&mut preview);
        self.struck_cells(row, &marks, &mut preview);
        preview
    }

    /// Gives the row the state its mark means; keeps a colour nobody gave a meaning.
    fn apply(&self, marks: &[Mark], preview: &mut RowPreview) {
        for group in marks.iter().filter_map(|mark| self.groups.get(mark)) {
            match group.meaning.as_deref() {
                Some(IGNORE) => _ = preview.meant.get_or_insert_with(|| IGNORE.to_owned()),
                Some(state) if self.knows(state) => {
                    preview.values.insert("status", state);
                    preview.meant = Some(state.to_owned());
                }
                _ => {
                    let name = if group.key.starts_with("ink") { INK } else { FILL };
                    if let Some(colour) = group.colour.as_ref().filter(|_| !group.decoration) {
                        keep_beside(&mut preview.extra, name, colour);
                    }
                }
            }
        }
    }

    fn knows(&self, state: &str) -> bool {
        let field = self.register.field("status");
        field.is_some_and(
            |field| matches!(field.kind, Kind::Choice(choices) if choices.iter().any(|one| one.id == state)),
        )
    }

    /// A line through one cell of a row that stands: told, and kept by the name of its column.
    fn struck_cells(&self, row: &Row, marks: &[Mark], preview: &mut RowPreview) {
        if self.own.is_some() {
            return;
        }
        let mut names = Vec::new();
        for (_, cell) in marks::of_cells(row, self.cols, marks).filter(|(mark, _)| *mark == Mark::Struck) {
            let mut columns = self.columns.iter();
            let Some((_, name, field)) = columns.find(|(col, ..)| *col == cell.col) else { continue };
            let sheet = self.sheet.head.name.as_deref();
            let place = Place { sheet, row: preview.row, heading: name, field };
            preview.problems.push(Finding::new(&place, Issue::StruckCell, &cell.value.text(), ""));
            names.push(name.as_str());
        }
        if !names.is_empty() {
            keep_beside(&mut preview.extra, STRUCK_CELLS, &names.join("、"));
        }
    }

    fn tell(&self, preview: &mut RowPreview) {
        let place =
            Place { sheet: self.sheet.head.name.as_deref(), row: preview.row, heading: "", field: "" };
        let comment = preview.comment.as_deref().unwrap_or_default();
        let marks = [
            (preview.hidden, Issue::Hidden, ""),
            (preview.struck, Issue::Struck, ""),
            (preview.comment.is_some(), Issue::Comment, comment),
        ];
        let notes = marks.into_iter().filter(|(there, ..)| *there);
        let notes: Vec<Finding> =
            notes.map(|(_, issue, text)| Finding::new(&place, issue, "", text)).collect();
        preview.problems.extend(notes);
    }
}

/// Keeps a mark under its name, beside what a column of the same name says.
pub fn keep_beside(kept: &mut BTreeMap<String, String>, name: &str, text: &str) {
    let known = kept.entry(name.to_owned()).or_default();
    if known.is_empty() {
        text.clone_into(known);
    } else if known != text {
        known.push('\n');
        known.push_str(text);
    }
}

fn taken_columns(mapping: &Mapping) -> Vec<(u16, String, String)> {
    let taken = mapping.columns.iter().filter(|mapped| !matches!(mapped.target, Target::Excluded));
    let named = taken.map(|mapped| {
        let heading = mapped.column.heading.clone();
        let key = mapped.field().map_or_else(|| heading.clone(), |field| field.key.to_owned());
        (mapped.column.col, heading, key)
    });
    named.collect()
}

fn columns(mapping: &Mapping) -> (u16, u16) {
    let cols = || mapping.columns.iter().map(|mapped| mapped.column.col);
    (cols().min().unwrap_or_default(), cols().max().unwrap_or_default())
}

//! 行の印: the lines through rows and their colours, with what the user said they mean.
//!
//! Grey may be 廃棄 in one office and decoration in another: without a word from the user a mark is kept with
//! the record as what it is, and means nothing. Comments and hidden rows are told here too.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::cells::{Row, Sheet};
use super::decisions::TableDecisions;
use super::mapping::Mapping;
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
    /// Column of our own export's marks.
    own: Option<u16>,
    comments: BTreeMap<u32, String>,
    groups: BTreeMap<Mark, MarkGroup>,
}

impl<'a> RowMarks<'a> {
    pub fn of(sheet: &'a Sheet, mapping: &Mapping, decided: Option<&TableDecisions>, data: &[&Row]) -> Self {
        let mut marks = Self {
            sheet,
            register: mapping.shape.register,
            identity: mapping.identity(),
            cols: columns(mapping),
            own: mapping.columns.iter().find(|mapped| mapped.is_mark()).map(|mapped| mapped.column.col),
            comments: comments(sheet),
            groups: BTreeMap::new(),
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
            for mark in marks::of_row(row, self.cols, &self.identity) {
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
        preview
    }

    /// Gives the row the state its mark means; keeps a colour nobody gave a meaning.
    fn apply(&self, marks: &[Mark], preview: &mut RowPreview) {
        for group in marks.iter().filter_map(|mark| self.groups.get(mark)) {
            match group.meaning.as_deref() {
                Some(IGNORE) => _ = preview.meant.get_or_insert_with(|| IGNORE.to_owned()),
                Some(state) if self.knows(state) => {
                    preview.values.insert("status", state.to_owned());
                    preview.meant = Some(state.to_owned());
                }
                _ => {
                    let name = if group.key.starts_with("ink") { INK } else { FILL };
                    if let Some(colour) = group.colour.as_ref().filter(|_| !group.decoration) {
                        preview.extra.insert(name.to_owned(), colour.clone());
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

fn columns(mapping: &Mapping) -> (u16, u16) {
    let cols = || mapping.columns.iter().map(|mapped| mapped.column.col);
    (cols().min().unwrap_or_default(), cols().max().unwrap_or_default())
}

fn comments(sheet: &Sheet) -> BTreeMap<u32, String> {
    let mut comments: BTreeMap<u32, String> = BTreeMap::new();
    for comment in &sheet.head.comments {
        let text = comments.entry(comment.row).or_default();
        if !text.is_empty() {
            text.push('\n');
        }
        let author = comment.author.trim();
        // Excel itself begins the text with the author's name.
        if !author.is_empty() && !comment.text.starts_with(author) {
            text.push_str(author);
            text.push('：');
        }
        text.push_str(comment.text.trim());
    }
    comments
}

//! 取込みの下見: everything that would be taken in, with every finding, before anything is written.
//!
//! Its shapes; [`super::make`] makes it. A preview is made from what was read and from the decisions so far, as often as a decision changes;
//! the files are not read again. Its totals account for every used row of every table.

mod draft;
mod json;
mod whole;

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use crate::vocab::RegisterId;

pub use draft::Draft;

pub use super::decisions::{Choices, Decisions, Side, TableDecisions};
use super::field_texts::FieldTexts;
use super::options::TextEncoding;
use super::problem::{Finding, Issue, Severity};
use super::row_marks::{IGNORE, MarkGroup, keep_beside};
use super::rows::RowClass;

#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Preview {
    pub files: Vec<FilePreview>,
    /// No number and no mark stands in two rows: every row is about a record of its own.
    #[serde(skip)]
    #[ts(skip)]
    pub one_by_one: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct FilePreview {
    pub file: String,
    /// By which it can be read again.
    pub path: String,
    /// What a text file was read with; the user may say otherwise.
    pub encoding: Option<TextEncoding>,
    /// A password opened it.
    pub unlocked: bool,
    pub sha256: String,
    /// Taken out of the set: nothing of it comes in.
    pub out: bool,
    /// The file of the set that holds the same, byte for byte.
    pub copy_of: Option<String>,
    /// Every sheet, those without a table too.
    pub sheets: Vec<SheetSummary>,
    pub tables: Vec<TablePreview>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct SheetSummary {
    /// None for a CSV file.
    pub name: Option<String>,
    pub hidden: bool,
    pub rows: u32,
    pub tables: u32,
    /// `A1:H69`: from the first used cell to the last.
    pub used: String,
    pub hidden_rows: u32,
    pub hidden_columns: u32,
    pub merges: u32,
    pub formulas: u32,
    /// Formulas whose result the file does not keep.
    pub dead_formulas: u32,
    /// `#REF!` and the like.
    pub errors: u32,
    pub struck: u32,
    pub coloured: u32,
    pub comments: u32,
    /// 図形: not taken in.
    pub drawings: u32,
    /// Why it could not be read.
    pub unreadable: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct TablePreview {
    /// File, sheet and table by their places: `0/2/0`.
    pub id: String,
    pub sheet: Option<String>,
    pub register: RegisterId,
    /// The whole table is one record, whose rows are of this part.
    pub part: Option<String>,
    pub excluded: bool,
    /// 確認待ち: whether it comes in at all is asked (記入例, 旧台帳) and not answered yet.
    pub waits: bool,
    /// Its columns mean nothing to any ledger yet: the user may say which row holds the headings and what it is.
    pub unmapped: bool,
    /// Rows of parts that our own export wrote: they belong to the records of the sheet beside them.
    pub attached: bool,
    pub header_row: u32,
    /// Year and month the sheet is of, where it says so: R6年度 comes after R5年度 wherever it stands.
    pub period: Option<(i32, u32)>,
    /// That is a fiscal year, and the table is of all of it.
    #[serde(skip)]
    #[ts(skip)]
    pub whole_year: bool,
    /// It has those rows of a list that belong to another ledger than the others.
    #[serde(skip)]
    #[ts(skip)]
    pub second_half: bool,
    /// The first of the tables its rows are of, where there are several: people and their sessions.
    #[serde(skip)]
    #[ts(skip)]
    pub family: Option<String>,
    pub columns: Vec<ColumnMapping>,
    /// What stands once for the table (研修名, 日時).
    pub values: BTreeMap<&'static str, String>,
    /// What none of those could hold, by its label: kept with the record.
    #[serde(skip)]
    #[ts(skip)]
    pub extra: BTreeMap<String, String>,
    /// Findings in those.
    pub problems: Vec<Finding>,
    /// Colours of rows and lines through them, which may mean something.
    pub marks: Vec<MarkGroup>,
    pub rows: Vec<RowPreview>,
    /// What the numbers and marks of its rows hash to, so that what stands twice is found at a glance.
    #[serde(skip)]
    #[ts(skip)]
    pub known_by: Vec<u64>,
    pub not_data: Vec<NotData>,
    pub totals: Totals,
    /// Rows not shown because there are too many; they are taken in all the same.
    pub left_out: u32,
    /// Rows of other kinds not shown because there are too many.
    pub not_data_left_out: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct ColumnMapping {
    pub col: u16,
    pub heading: String,
    /// None where the column is kept beside the fields or left out.
    pub field: Option<String>,
    pub excluded: bool,
    /// Why: `same_name`, `synonym`, `contains`, `chosen`, `taken`, `unknown`, `sensitive`.
    pub reason: String,
    pub reason_text: String,
}

#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct RowPreview {
    pub row: u32,
    pub hidden: bool,
    /// Whoever filters our own export hides rows of it, whether or not it kept its marks: that says nothing of the record.
    #[serde(skip)]
    #[ts(skip)]
    pub filtered: bool,
    pub struck: bool,
    pub comment: Option<String>,
    /// Texts to be read into fields: the proposed ones where something is proposed.
    #[ts(as = "BTreeMap<String, String>")]
    pub values: FieldTexts,
    /// What stands in the file, where it is not the same.
    #[ts(as = "BTreeMap<String, String>")]
    pub raw: FieldTexts,
    /// Columns no field takes, by heading.
    pub extra: BTreeMap<String, String>,
    /// Control numbers of the records the row becomes, where it becomes several.
    pub numbers: Vec<String>,
    pub problems: Vec<Finding>,
    /// Which record and version the row was when our own export wrote it.
    pub mark: Option<String>,
    /// What the user said that the row's colour or the line through it means: a state, or `ignore`.
    pub meant: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct NotData {
    pub row: u32,
    pub class: RowClass,
    /// What stands in the row, shortened.
    pub text: String,
    /// Which record it was when our own export wrote it.
    #[serde(skip)]
    #[ts(skip)]
    pub mark: Option<String>,
}

/// The reconciliation: `rows` is the sum of all others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Totals {
    pub rows: u32,
    pub data: u32,
    pub header: u32,
    pub heading: u32,
    pub total: u32,
    pub note: u32,
    pub blank: u32,
    pub excluded: u32,
    /// Further rows of records that take more than one.
    pub continued: u32,
    /// Rows that come in with the other table of a list.
    pub elsewhere: u32,
}

/// Under these names the marks of a row are kept with its record.
pub(super) const STRUCK: &str = "取消線";
/// What stands under it.
const SAID: &str = "あり";
pub(super) const HIDDEN: &str = "非表示の行";
pub(super) const COMMENT: &str = "コメント";

impl Totals {
    pub(super) fn count(&mut self, class: RowClass) {
        self.rows += 1;
        *match class {
            RowClass::Data => &mut self.data,
            RowClass::Header => &mut self.header,
            RowClass::Heading => &mut self.heading,
            RowClass::Total => &mut self.total,
            RowClass::Note => &mut self.note,
            RowClass::Blank => &mut self.blank,
            RowClass::Excluded => &mut self.excluded,
            RowClass::Continued => &mut self.continued,
            RowClass::Elsewhere => &mut self.elsewhere,
        } += 1;
    }
}

impl TablePreview {
    /// The table without its rows.
    pub(super) fn head(&self) -> Self {
        Self {
            id: self.id.clone(),
            sheet: self.sheet.clone(),
            register: self.register,
            part: self.part.clone(),
            excluded: self.excluded,
            waits: self.waits,
            unmapped: self.unmapped,
            attached: self.attached,
            header_row: self.header_row,
            period: self.period,
            whole_year: self.whole_year,
            second_half: self.second_half,
            family: self.family.clone(),
            columns: self.columns.clone(),
            values: self.values.clone(),
            extra: self.extra.clone(),
            problems: self.problems.clone(),
            marks: self.marks.clone(),
            rows: Vec::new(),
            known_by: Vec::new(),
            not_data: Vec::new(),
            totals: self.totals,
            left_out: 0,
            not_data_left_out: 0,
        }
    }

    /// File and sheet by their places: `0/2`.
    pub(super) fn sheet_id(&self) -> &str {
        self.id.rsplit_once('/').map_or(&self.id, |(sheet, _)| sheet)
    }

    /// Of its sheet, whose headings may be told.
    pub(super) fn is_first_of_sheet(&self) -> bool {
        self.id.ends_with("/0")
    }

    /// File by its place: `0`.
    pub(super) fn file_id(&self) -> &str {
        self.id.split_once('/').map_or(&self.id, |(file, _)| file)
    }

    pub(super) fn used_rows(&self) -> impl Iterator<Item = u32> {
        self.rows.iter().map(|row| row.row).chain(self.not_data.iter().map(|row| row.row))
    }

    /// Becomes records of its own.
    pub fn is_taken(&self) -> bool {
        self.may_be_taken() && !self.waits
    }

    /// The same, or may do so once it is answered whether it comes in at all.
    pub(super) fn may_be_taken(&self) -> bool {
        !self.excluded && !self.attached && !self.unmapped
    }

    /// The file's format gave no strike-through, hidden rows or comments.
    pub(super) fn marks_unread(&self) -> bool {
        self.problems.iter().any(|finding| finding.issue == Issue::MarksUnread)
    }

    /// The reconciliation: every used row is in exactly one class.
    pub fn adds_up(&self) -> bool {
        let totals = self.totals;
        let parts = [
            totals.data,
            totals.header,
            totals.heading,
            totals.total,
            totals.note,
            totals.blank,
            totals.excluded,
            totals.continued,
            totals.elsewhere,
        ];
        totals.rows == parts.iter().sum::<u32>()
            && totals.data as usize == self.rows.len()
            && (totals.rows - totals.data) as usize == self.not_data.len()
    }

    /// How many findings of a severity its cells have, decided or not.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings().filter(|finding| finding.severity == severity).count()
    }

    pub(super) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.problems.iter().chain(self.rows.iter().flat_map(|row| &row.problems))
    }
}

pub(super) fn owned<'t>(texts: impl Iterator<Item = (&'t str, &'t str)>) -> BTreeMap<String, String> {
    texts.map(|(key, text)| (key.to_owned(), text.to_owned())).collect()
}

impl RowPreview {
    /// What is kept beside the fields: columns no field takes, and how the row was marked.
    fn kept(&self) -> BTreeMap<String, String> {
        let mut kept = self.extra.clone();
        let struck = self.struck && self.meant.as_deref() != Some(IGNORE);
        let marks = [(struck, STRUCK), (self.hidden && !self.filtered, HIDDEN)];
        for (_, mark) in marks.into_iter().filter(|(there, _)| *there) {
            keep_beside(&mut kept, mark, SAID);
        }
        if let Some(comment) = &self.comment {
            keep_beside(&mut kept, COMMENT, comment);
        }
        kept
    }
}

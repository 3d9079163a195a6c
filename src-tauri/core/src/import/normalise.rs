//! 値を整える: the cells of a row become texts of the ledger's fields, each with what had to be assumed.
//!
//! Nothing here is silent and nothing overwrites the raw text: a ditto, a missing year or a mark is a
//! proposal with its reason. Reading the result is still [`crate::vocab::read`]'s. [`fields`] takes a cell to its field, [`reading`] reads it, [`dates`] dates,
//! [`times`] hours, [`looks`] holds what is shown against what is there, [`sections`] takes values from the lines above,
//! [`survey`] sees which columns leave repeats out, [`columns`] is what is remembered of a column, [`others`] keeps what no field takes.

mod columns;
mod dates;
mod fields;
mod looks;
mod others;
mod reading;
pub mod sections;
mod survey;
mod times;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use crate::vocab::PartialDate;
use crate::vocab::fields::{Field, Kind};
use crate::vocab::unreadable::made_readable;

use super::cell_rules::{Outcome, is_dash, one_line_code};
use super::cells::{Row, Sheet};
use super::context::Context;
use super::field_texts::FieldTexts;
use super::mapping::{Mapped, Mapping, Target};
use super::number_format;
use super::problem::{Finding, Issue, Place, Severity, Verdict};
use columns::ColumnState;

/// A row as it would be stored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Normal {
    pub values: FieldTexts,
    pub raw: FieldTexts,
    pub extra: BTreeMap<String, String>,
    /// USB-001〜USB-010: the control numbers of the records this row becomes, where it becomes several.
    pub numbers: Vec<String>,
    pub findings: Vec<Finding>,
}

impl Normal {
    /// How much was asked or told of the row so far, or kept beside its fields.
    fn said(&self) -> (usize, usize, usize) {
        (self.findings.len(), self.extra.len(), self.numbers.len())
    }
}

/// Puts the rows of one table in order, from top to bottom.
pub struct Normaliser<'a> {
    mapping: &'a Mapping,
    /// When the rows are of, by the title or by the last row that said so.
    context: Context,
    sheet: Option<&'a str>,
    verdicts: &'a (dyn Fn(&str, Issue) -> Verdict + Sync),
    columns: Vec<ColumnState>,
    /// Formulas without a result, by row and column.
    dead_formulas: HashMap<(u32, u16), &'a str>,
    /// Cells whose formulas change by themselves.
    volatile: HashSet<(u32, u16)>,
    formats: &'a [String],
    /// Which of them show what a cell holds.
    plain_formats: Vec<bool>,
    /// The heading of the section the row stands in.
    section: Option<String>,
    /// First and last column of the table.
    cols: (u16, u16),
    /// Whether a column of the sheet has a heading over it alone.
    narrow: Vec<bool>,
    /// Written by our own export: what it wrote is a text like any other.
    own: bool,
    /// The row is a card whose values stand in rows of their own.
    card: bool,
    /// The day of hours in rows that say none.
    day: Option<PartialDate>,
    /// When the file was read.
    read_on: NaiveDate,
    /// The number of the row that is being read, and the mark our own export gave it.
    row: u32,
    mark: String,
}

/// Where a finding stands: the row, the heading as the file has it, and the key it is decided by.
#[derive(Clone, Copy)]
struct Spot<'s> {
    row: &'s Row,
    heading: &'s str,
    key: &'s str,
    /// What stands in the file can go where it would go.
    keeps: bool,
}

/// One cell's place: its column, the field that goes to, and its row.
#[derive(Clone, Copy)]
struct Slot<'s> {
    n: usize,
    mapped: &'s Mapped,
    field: &'static Field,
    row: &'s Row,
}

impl<'s> Slot<'s> {
    fn spot(self, keeps: bool) -> Spot<'s> {
        Spot { row: self.row, heading: &self.mapped.column.heading, key: self.field.key, keeps }
    }
}

impl<'a> Normaliser<'a> {
    pub fn new(
        mapping: &'a Mapping,
        sheet: &'a Sheet,
        context: &Context,
        cols: (u16, u16),
        verdicts: &'a (dyn Fn(&str, Issue) -> Verdict + Sync),
    ) -> Self {
        let state = |mapped: &Mapped| ColumnState::new(sheet, &mapped.column);
        let dead = sheet.head.formulas.iter().filter(|formula| formula.no_value);
        let volatile = sheet.head.formulas.iter().filter(|formula| looks::is_volatile(&formula.text));
        Self {
            mapping,
            context: *context,
            sheet: sheet.head.name.as_deref(),
            verdicts,
            columns: mapping.columns.iter().map(state).collect(),
            volatile: volatile.map(|formula| (formula.row, formula.col)).collect(),
            formats: &sheet.head.formats,
            plain_formats: sheet.head.formats.iter().map(|code| number_format::is_plain(code)).collect(),
            section: None,
            dead_formulas: dead.map(|formula| ((formula.row, formula.col), formula.text.as_str())).collect(),
            cols,
            narrow: narrow(mapping),
            own: mapping.columns.iter().any(Mapped::is_mark),
            card: mapping.columns.iter().any(|mapped| mapped.column.row.is_some()),
            day: None,
            read_on: NaiveDate::MAX,
            row: 0,
            mark: String::new(),
        }
    }

    /// Above the table the day of the record may stand in one row and its hours in others.
    pub fn with_day_of_record(self, day: Option<PartialDate>) -> Self {
        Self { day, ..self }
    }

    /// Days years after this one are asked about.
    pub fn read_on(&mut self, day: NaiveDate) {
        self.read_on = day;
    }

    /// One data row.
    pub fn row(&mut self, row: &Row) -> Normal {
        let mapping = self.mapping;
        let mut normal = Normal { values: FieldTexts::with_room(mapping.columns.len()), ..Normal::default() };
        let mut waiting = Vec::new();
        self.row = row.number;
        if self.own
            && let Some(mark) = mapping.columns.iter().find(|mapped| mapped.is_mark())
        {
            self.mark = mark.column.cell(row).map(|cell| cell.value.text().into_owned()).unwrap_or_default();
        }
        for (n, mapped) in mapping.columns.iter().enumerate() {
            let cell = mapped.column.cell(row);
            match mapped.target {
                Target::Excluded | Target::TimeOf(_) => {}
                Target::Extra => self.extra(n, mapped, row, cell, &mut normal),
                Target::Field(field) if self.field(Slot { n, mapped, field, row }, cell, &mut normal) => {
                    waiting.push(n);
                }
                Target::Field(_) => {}
            }
        }
        for n in waiting {
            self.without_year(n, row, &mut normal);
        }
        self.with_days(row, &mut normal);
        for (field, text) in &mapping.constants {
            normal.values.insert_new(field.key, || made_readable(text));
        }
        self.under_section(row, &mut normal);
        self.unnamed(row, &mut normal);
        normal
    }

    /// Applies what was decided about a finding and gives the value to be stored.
    fn settle(
        &self,
        outcome: Outcome,
        field: &'static Field,
        spot: &Spot<'_>,
        raw: &str,
        normal: &mut Normal,
    ) -> Option<String> {
        let Some((issue, shown)) = outcome.issue else { return outcome.value };
        let verdict = self.find(normal, spot, issue, raw, &shown);
        let value = match verdict {
            Verdict::Open | Verdict::Accept => outcome.value,
            Verdict::KeepRaw => Some(kept_as(field, raw.trim()).into_owned()),
            Verdict::Blank => None,
        };
        // What no field takes is still kept with the record.
        let says_something = issue.severity() != Severity::Note && issue != Issue::Ditto;
        if value.is_none() && says_something && verdict != Verdict::Open {
            normal.extra.insert(spot.heading.to_owned(), made_readable(raw.trim()).into_owned());
        } else if value.is_none() && issue == Issue::UnknownWord && !is_dash(raw.trim()) {
            // 未定, 不明 and なし are not the same kind of nothing.
            normal.extra.insert(format!("{}（原文）", spot.heading), raw.trim().to_owned());
        }
        value
    }

    fn find(&self, normal: &mut Normal, spot: &Spot<'_>, issue: Issue, raw: &str, value: &str) -> Verdict {
        let Spot { row, heading, key, keeps } = *spot;
        let place = Place { sheet: self.sheet, row: self.row_of(row, heading), heading, field: key };
        let finding = Finding::new(&place, issue, raw, value).decided((self.verdicts)(key, issue), keeps);
        let verdict = finding.verdict;
        normal.findings.push(finding);
        verdict
    }

    /// Where a value stands: on a card each in its own row.
    fn row_of(&self, row: &Row, heading: &str) -> u32 {
        let columns = self.mapping.columns.iter().filter(|_| self.card);
        let mut named = columns.filter(|mapped| mapped.column.heading == heading);
        named.find_map(|mapped| mapped.column.row).unwrap_or(row.number)
    }

    fn gaiji(&self, spot: &Spot<'_>, raw: &str, normal: &mut Normal) {
        if let Some(c) =
            raw.chars().find(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}'))
        {
            self.find(normal, spot, Issue::Gaiji, raw, &format!("U+{:04X}", c as u32));
        }
    }
}

fn narrow(mapping: &Mapping) -> Vec<bool> {
    let mut narrow = Vec::new();
    let columns = mapping.columns.iter().map(|mapped| &mapped.column);
    for column in columns.filter(|column| column.last_col == column.col) {
        let at = usize::from(column.col);
        narrow.resize(narrow.len().max(at + 1), false);
        narrow[at] = true;
    }
    narrow
}

/// What is stored of a text that stays as it stands in the file: a control number takes one line.
fn kept_as<'t>(field: &Field, text: &'t str) -> Cow<'t, str> {
    match field.kind {
        Kind::Code | Kind::Link(_) => one_line_code(text).map_or(Cow::Borrowed(text), Cow::Owned),
        _ => Cow::Borrowed(text),
    }
}

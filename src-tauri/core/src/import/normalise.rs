//! 値を整える: the cells of a row become texts of the ledger's fields, each with what had to be assumed.
//!
//! Nothing here is silent and nothing overwrites the raw text: a ditto, a missing year or a mark is a
//! proposal with its reason. Reading the result is still [`crate::vocab::read`]'s. [`reading`] reads a cell, [`dates`] dates,
//! [`times`] hours, [`looks`] holds what is shown against what is there, [`sections`] takes values from the lines above,
//! [`columns`] is what is remembered of a column, [`others`] keeps what no field takes.

mod columns;
mod dates;
mod looks;
mod others;
mod reading;
mod sections;
mod times;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::vocab::PartialDate;
use crate::vocab::fields::{Field, Kind};
use crate::vocab::read::can_hold;
use crate::vocab::unreadable::made_readable;

use super::cell_rules::{Outcome, holds_text, is_ditto, is_phone, numbers, one_line_code, says_more, shown};
use super::cells::{Cell, Raw, Row, Sheet, Struck};
use super::context::Context;
use super::mapping::{Mapped, Mapping, Target};
use super::number_format;
use super::problem::{Finding, Issue, Place, Severity, Verdict};
use columns::{Above, ColumnState};

/// A row as it would be stored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Normal {
    pub values: BTreeMap<&'static str, String>,
    pub raw: BTreeMap<&'static str, String>,
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
    context: &'a Context,
    sheet: Option<&'a str>,
    verdicts: &'a dyn Fn(&str, Issue) -> Verdict,
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
    /// Written by our own export: what it wrote is a text like any other.
    own: bool,
    /// The row is a card whose values stand in rows of their own.
    card: bool,
    /// The day of hours in rows that say none.
    day: Option<PartialDate>,
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
        context: &'a Context,
        cols: (u16, u16),
        verdicts: &'a dyn Fn(&str, Issue) -> Verdict,
    ) -> Self {
        let state = |mapped: &Mapped| {
            let phone = mapped.column.keys.iter().any(|key| is_phone(key));
            ColumnState::new(sheet, mapped.column.col, phone)
        };
        let dead = sheet.head.formulas.iter().filter(|formula| formula.no_value);
        let volatile = sheet.head.formulas.iter().filter(|formula| looks::is_volatile(&formula.text));
        Self {
            mapping,
            context,
            sheet: sheet.head.name.as_deref(),
            verdicts,
            columns: mapping.columns.iter().map(state).collect(),
            volatile: volatile.map(|formula| (formula.row, formula.col)).collect(),
            formats: &sheet.head.formats,
            plain_formats: sheet.head.formats.iter().map(|code| number_format::is_plain(code)).collect(),
            section: None,
            dead_formulas: dead.map(|formula| ((formula.row, formula.col), formula.text.as_str())).collect(),
            cols,
            own: mapping.columns.iter().any(Mapped::is_mark),
            card: mapping.columns.iter().any(|mapped| mapped.column.row.is_some()),
            day: None,
            row: 0,
            mark: String::new(),
        }
    }

    /// Above the table the day of the record may stand in one row and its hours in others.
    pub fn with_day_of_record(self, day: Option<PartialDate>) -> Self {
        Self { day, ..self }
    }

    /// One data row.
    pub fn row(&mut self, row: &Row) -> Normal {
        let mut normal = Normal::default();
        let mapping = self.mapping;
        let mut waiting = Vec::new();
        self.row = row.number;
        if let Some(mark) = mapping.columns.iter().find(|mapped| mapped.is_mark()) {
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
            normal.values.entry(field.key).or_insert_with(|| made_readable(text).into_owned());
        }
        self.under_section(row, &mut normal);
        self.unnamed(row, &mut normal);
        normal
    }

    /// A cell whose column goes to a field. Says whether it waits for the other days of its row.
    fn field(&mut self, slot: Slot<'_>, cell: Option<&Cell>, normal: &mut Normal) -> bool {
        let Slot { n, field, row, .. } = slot;
        let Some(cell) = cell.filter(|cell| !cell.value.is_blank()) else {
            self.blank(slot, normal);
            return false;
        };
        if self.as_before(n, field, row, cell, normal) {
            return false;
        }
        let raw = cell.value.text();
        let said = normal.said();
        let outcome = self.outcome(slot, cell, raw.trim(), normal);
        // Most cells ask nothing, and then nobody needs to know.
        let asks = outcome.issue.is_some() && holds_text(field.kind);
        let spot = slot.spot(asks && can_hold(field, &kept_as(field, raw.trim())));
        if cell.struck == Struck::Partly {
            self.find(normal, &spot, Issue::PartlyStruck, &raw, "");
        }
        if let (Kind::Date | Kind::DateTime, Some((Issue::MissingYear, _))) = (field.kind, &outcome.issue) {
            normal.raw.insert(field.key, raw.into_owned());
            return true;
        }
        let issue = outcome.issue.as_ref().map(|(issue, _)| *issue);
        if let Some(value) = self.value(slot, &spot, outcome, &raw, normal) {
            self.several(slot, issue, &value, raw.trim(), normal);
            self.keep_more(field, &value, spot.heading, raw.trim(), normal);
            if normal.said() == said && self.is_plain(cell) && !(self.own && is_ditto(raw.trim())) {
                self.columns[n].plain.put(&raw, &value);
            }
            normal.values.insert(field.key, value);
        }
        false
    }

    /// What the cell says, and what has to be asked of it though its text is clear.
    fn outcome(&mut self, slot: Slot<'_>, cell: &Cell, text: &str, normal: &Normal) -> Outcome {
        let mut outcome = self.read(slot.n, slot.field, cell, text, normal);
        if outcome.issue.is_none()
            && let Some(issue) = self.suspicious(slot.n, slot.row, cell)
        {
            let value = outcome.value.as_deref().unwrap_or_default();
            outcome.issue = Some((issue, shown(slot.field, value)));
        }
        outcome
    }

    /// The value as decided. What stands in the file, and what the next row's 〃 means, is remembered.
    fn value(
        &mut self,
        slot: Slot<'_>,
        spot: &Spot<'_>,
        outcome: Outcome,
        raw: &str,
        normal: &mut Normal,
    ) -> Option<String> {
        let issue = outcome.issue.as_ref().map(|(issue, _)| *issue);
        let value = self.settle(outcome, slot.field, spot, raw, normal);
        self.gaiji(spot, raw, normal);
        if value.as_deref() != Some(raw) {
            normal.raw.insert(slot.field.key, raw.to_owned());
        }
        if value.is_none() && issue == Some(Issue::Ditto) {
            self.keep_word(slot.n, spot.heading, normal);
        }
        self.columns[slot.n].settled(slot.row.number, value.as_deref(), issue, raw.trim());
        value
    }

    /// What one cell says more than one value of: the numbers of several records, the end of a period.
    fn several(&self, slot: Slot<'_>, issue: Option<Issue>, value: &str, raw: &str, normal: &mut Normal) {
        if issue == Some(Issue::NumberRange) {
            let numbers = numbers::expand(raw, !self.columns[slot.n].three_parts).unwrap_or_default();
            // Kept as it stands it is one record.
            let one_by_one = numbers.first().is_some_and(|first| first == value);
            normal.numbers = if one_by_one { numbers } else { Vec::new() };
        }
        if issue == Some(Issue::Period) {
            self.period_end(slot.field, raw, normal);
        }
    }

    /// Most cells say what others of their column said, of which nothing had to be asked or told.
    fn as_before(&mut self, n: usize, field: &Field, row: &Row, cell: &Cell, normal: &mut Normal) -> bool {
        let Raw::Text(raw) = &cell.value else { return false };
        if !self.is_plain(cell) || self.suspicious(n, row, cell).is_some() {
            return false;
        }
        let Some(value) = self.columns[n].plain.get(raw) else { return false };
        let value = value.to_owned();
        if *value != **raw {
            normal.raw.insert(field.key, raw.to_string());
        }
        self.columns[n].settled(row.number, Some(&value), None, raw);
        normal.values.insert(field.key, value);
        true
    }

    /// A text that shows what it holds, with no mark of its own.
    fn is_plain(&self, cell: &Cell) -> bool {
        let plain = self.plain_formats.get(usize::from(cell.format)).copied().unwrap_or(true);
        plain && cell.struck == Struck::No && matches!(cell.value, Raw::Text(_))
    }

    /// A pick list has no room for the reason in 欠席（出張）, a day none for the words in R6.4.1（予定）; they
    /// stay with the record.
    fn keep_more(&self, field: &Field, value: &str, heading: &str, raw: &str, normal: &mut Normal) {
        let more = match field.kind {
            Kind::Choice(choices) => {
                let choice = choices.iter().find(|choice| choice.id == value);
                choice.is_some_and(|choice| !is_ditto(raw) && says_more(choice, raw))
            }
            Kind::Date | Kind::DateTime => self.says_more_than_a_day(field, raw, normal),
            _ => false,
        };
        if more {
            normal.extra.insert(format!("{heading}（原文）"), raw.to_owned());
        }
    }

    /// 〃 under 未定 is as much 未定.
    fn keep_word(&self, n: usize, heading: &str, normal: &mut Normal) {
        let blank = normal.findings.last().is_some_and(|finding| finding.verdict == Verdict::Blank);
        if let Above::Word(word) = self.columns[n].above()
            && !blank
            && !is_dash(word)
        {
            normal.extra.insert(format!("{heading}（原文）"), word.to_owned());
        }
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

    /// A cell with nothing in it: perhaps under a merge, perhaps a formula without its result.
    fn blank(&mut self, slot: Slot<'_>, normal: &mut Normal) {
        let (Slot { n, mapped, field, row }, spot) = (slot, slot.spot(false));
        if let Some(formula) = self.dead_formulas.get(&(row.number, mapped.column.col)).copied() {
            self.find(normal, &spot, Issue::FormulaWithoutValue, formula, "");
        } else if let Some(value) = self.columns[n].under_merge(row.number) {
            self.find(normal, &spot, Issue::MergedFill, "", &shown(field, &value));
            self.columns[n].remember(&value);
            normal.values.insert(field.key, value);
        } else {
            self.blank_below(slot, normal);
        }
    }

    fn gaiji(&self, spot: &Spot<'_>, raw: &str, normal: &mut Normal) {
        if let Some(c) =
            raw.chars().find(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}'))
        {
            self.find(normal, spot, Issue::Gaiji, raw, &format!("U+{:04X}", c as u32));
        }
    }
}

/// A line drawn through a cell says that there is nothing, and no more.
fn is_dash(text: &str) -> bool {
    text.chars().all(|c| "-－―ー‐‑–—─−".contains(c))
}

/// What is stored of a text that stays as it stands in the file: a control number takes one line.
fn kept_as<'t>(field: &Field, text: &'t str) -> Cow<'t, str> {
    match field.kind {
        Kind::Code | Kind::Link(_) => one_line_code(text).map_or(Cow::Borrowed(text), Cow::Owned),
        _ => Cow::Borrowed(text),
    }
}

//! 値を整える: the cells of a row become texts of the ledger's fields, each with what had to be assumed.
//!
//! Nothing here is silent and nothing overwrites the raw text: a ditto, a missing year or a mark is a
//! proposal with its reason. Reading the result is still [`crate::vocab::read`]'s. [`dates`] reads dates,
//! [`looks`] holds what is shown against what is there, [`sections`] takes values from the lines above.

mod dates;
mod looks;
mod sections;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fields::{Choice, Field, Kind};
use crate::vocab::fold;
use crate::vocab::read::choice_labels;

use super::cell_rules::{
    Outcome, boolean, code, has_lost_digits, integer, is_ditto, is_phone, is_same_as_left, is_textual,
    limited, many, meant_choice, numbers, one_line_code, person, says_more, shown, unreadable,
};
use super::cells::{Cell, Raw, Row, Sheet, Struck};
use super::context::Context;
use super::mapping::{Mapped, Mapping, Target};
use super::problem::{Finding, Issue, Place, Severity, Verdict};
use super::tables::column_letters;

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
    /// The heading of the section the row stands in.
    section: Option<String>,
    /// First and last column of the table.
    cols: (u16, u16),
    /// Written by our own export, where 〃 is a text like any other: its rows may be in another order.
    own: bool,
    /// The row is a card whose values stand in rows of their own.
    card: bool,
}

/// What is remembered of a column from one row to the next.
#[derive(Default)]
struct ColumnState {
    /// The last value, kept in one buffer; empty where there was none yet.
    last: String,
    /// Vertical merges, in order: first and last row.
    merges: Vec<(u32, u32)>,
    next_merge: usize,
    /// Rows under merges that begin elsewhere.
    covered: Vec<(u32, u32)>,
    next_covered: usize,
    /// Blanks may mean 上と同じ.
    carries_on: bool,
    filled: Option<(u32, String)>,
    phone: bool,
    choices: HashMap<String, Option<(&'static Choice, Option<Issue>)>>,
}

impl<'a> Normaliser<'a> {
    pub fn new(
        mapping: &'a Mapping,
        sheet: &'a Sheet,
        context: &'a Context,
        cols: (u16, u16),
        verdicts: &'a dyn Fn(&str, Issue) -> Verdict,
    ) -> Self {
        let state = |mapped: &Mapped| ColumnState {
            merges: vertical_merges(sheet, mapped.column.col),
            covered: looks::covered_rows(sheet, mapped.column.col),
            phone: mapped.column.keys.iter().any(|key| is_phone(key)),
            ..ColumnState::default()
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
            section: None,
            dead_formulas: dead.map(|formula| ((formula.row, formula.col), formula.text.as_str())).collect(),
            cols,
            own: mapping.columns.iter().any(Mapped::is_mark),
            card: mapping.columns.iter().any(|mapped| mapped.column.row.is_some()),
        }
    }

    /// One data row.
    pub fn row(&mut self, row: &Row) -> Normal {
        let mut normal = Normal::default();
        let mapping = self.mapping;
        let mut waiting = Vec::new();
        for (n, mapped) in mapping.columns.iter().enumerate() {
            let cell = mapped.column.cell(row);
            match mapped.target {
                Target::Excluded => {}
                Target::Extra => self.extra(n, mapped, row, cell, &mut normal),
                Target::Field(field) => self.field(n, mapped, field, row, cell, &mut normal, &mut waiting),
            }
        }
        for (n, month, day) in waiting {
            self.without_year(n, month, day, row, &mut normal);
        }
        for (field, text) in &mapping.constants {
            normal.values.entry(field.key).or_insert_with(|| text.clone());
        }
        self.under_section(row, &mut normal);
        self.unnamed(row, &mut normal);
        normal
    }

    /// A column no field takes: kept as it stands, but for a number Excel spoilt.
    fn extra(&mut self, n: usize, mapped: &Mapped, row: &Row, cell: Option<&Cell>, normal: &mut Normal) {
        let heading = &mapped.column.heading;
        let Some(cell) = cell.filter(|cell| !cell.value.is_blank()) else {
            if let Some(value) = self.columns[n].under_merge(row.number) {
                self.find(normal, row, heading, heading, Issue::MergedFill, "", &value);
                normal.extra.insert(heading.clone(), value);
            }
            return;
        };
        let raw = cell.value.text();
        let text = raw.trim().to_owned();
        let mut value = text.clone();
        if is_ditto(&text) && !self.own {
            let last = self.columns[n].last().map(str::to_owned);
            let issue = if last.is_some() { Issue::Ditto } else { Issue::DittoWithoutSource };
            let proposed = last.unwrap_or_else(|| text.clone());
            if self.find(normal, row, heading, heading, issue, &raw, &proposed) != Verdict::KeepRaw {
                value = proposed;
            }
        } else if let Some(Outcome { value: Some(shown), issue: Some((issue, _)) }) =
            self.displayed(Kind::Text, cell, &text)
        {
            if self.find(normal, row, heading, heading, issue, &raw, &shown) != Verdict::KeepRaw {
                value = shown;
            }
        } else if let Some(zero) = self.leading_zero(n, &cell.value, &text)
            && self.find(normal, row, heading, heading, Issue::LeadingZero, &raw, &zero) != Verdict::KeepRaw
        {
            value = zero;
        }
        self.columns[n].remember(&value);
        self.columns[n].anchor(row.number, &value);
        normal.extra.insert(heading.clone(), value);
    }

    #[expect(clippy::too_many_arguments, reason = "one cell in its row, and where its outcome goes")]
    fn field(
        &mut self,
        n: usize,
        mapped: &Mapped,
        field: &'static Field,
        row: &Row,
        cell: Option<&Cell>,
        normal: &mut Normal,
        waiting: &mut Vec<(usize, u32, u32)>,
    ) {
        let heading = mapped.column.heading.as_str();
        let Some(cell) = cell.filter(|cell| !cell.value.is_blank()) else {
            self.blank(n, mapped, field, row, normal);
            return;
        };
        let raw = cell.value.text();
        let raw_text = raw.trim();
        let mut outcome = self.read(n, field, cell, raw_text, normal);
        if outcome.issue.is_none()
            && let Some(issue) = self.suspicious(n, row, cell)
        {
            let value = outcome.value.as_deref().unwrap_or_default();
            outcome.issue = Some((issue, shown(field, value)));
        }
        let range = matches!(outcome.issue, Some((Issue::NumberRange, _)));
        let period = matches!(outcome.issue, Some((Issue::Period, _)));
        if cell.struck == Struck::Partly {
            self.find(normal, row, heading, field.key, Issue::PartlyStruck, &raw, "");
        }
        if let (Kind::Date | Kind::DateTime, Some((Issue::MissingYear, _))) = (field.kind, &outcome.issue)
            && let Ok(Reading::MonthDay { month, day, .. }) = date_reader::read(raw_text)
        {
            waiting.push((n, month, day));
            normal.raw.insert(field.key, raw.into_owned());
            return;
        }
        let value = self.settle(outcome, field, mapped, row, &raw, normal);
        self.gaiji(field, heading, row, &raw, normal);
        if value.as_deref() != Some(&raw) {
            normal.raw.insert(field.key, raw.clone().into_owned());
        }
        if let Some(value) = value {
            if range {
                let numbers = numbers::expand(raw_text).unwrap_or_default();
                // Kept as it stands it is one record.
                normal.numbers = if numbers.first() == Some(&value) { numbers } else { Vec::new() };
            }
            if period {
                self.period_end(field, raw_text, normal);
            }
            self.keep_more(field, &value, heading, raw_text, normal);
            self.columns[n].remember(&value);
            self.columns[n].anchor(row.number, &value);
            normal.values.insert(field.key, value);
        }
    }

    /// A pick list has no room for the reason in 欠席（出張）; the words stay with the record.
    fn keep_more(&self, field: &Field, value: &str, heading: &str, raw: &str, normal: &mut Normal) {
        let Kind::Choice(choices) = field.kind else { return };
        let choice = choices.iter().find(|choice| choice.id == value);
        if choice.is_some_and(|choice| !is_ditto(raw) && says_more(choice, raw)) {
            normal.extra.insert(format!("{heading}（原文）"), raw.to_owned());
        }
    }

    /// Applies what was decided about a finding and gives the value to be stored.
    fn settle(
        &self,
        outcome: Outcome,
        field: &'static Field,
        mapped: &Mapped,
        row: &Row,
        raw: &str,
        normal: &mut Normal,
    ) -> Option<String> {
        let Some((issue, shown)) = outcome.issue else { return outcome.value };
        let heading = mapped.column.heading.as_str();
        let verdict = self.find(normal, row, heading, field.key, issue, raw, &shown);
        let keepable = matches!(
            field.kind,
            Kind::Text
                | Kind::Note
                | Kind::Name
                | Kind::Person
                | Kind::Department
                | Kind::Code
                | Kind::Link(_)
        );
        let value = match verdict {
            Verdict::Open | Verdict::Accept => outcome.value,
            Verdict::KeepRaw if matches!(field.kind, Kind::Code | Kind::Link(_)) => one_line_code(raw),
            Verdict::KeepRaw if keepable => Some(raw.trim().to_owned()),
            Verdict::KeepRaw | Verdict::Blank => None,
        };
        // What no field takes is still kept with the record.
        if value.is_none() && issue.severity() != Severity::Note && verdict != Verdict::Open {
            normal.extra.insert(heading.to_owned(), raw.trim().to_owned());
        }
        value
    }

    #[expect(clippy::too_many_arguments, reason = "a finding is its place, its kind and its texts")]
    fn find(
        &self,
        normal: &mut Normal,
        row: &Row,
        heading: &str,
        field: &str,
        issue: Issue,
        raw: &str,
        value: &str,
    ) -> Verdict {
        let place = Place { sheet: self.sheet, row: self.row_of(row, heading), heading, field };
        let verdict = (self.verdicts)(field, issue);
        normal.findings.push(Finding { verdict, ..Finding::new(&place, issue, raw, value) });
        verdict
    }

    /// Where a value stands: on a card each in its own row.
    fn row_of(&self, row: &Row, heading: &str) -> u32 {
        let columns = self.mapping.columns.iter().filter(|_| self.card);
        let mut named = columns.filter(|mapped| mapped.column.heading == heading);
        named.find_map(|mapped| mapped.column.row).unwrap_or(row.number)
    }

    /// A cell with nothing in it: perhaps under a merge, perhaps a formula without its result.
    fn blank(&mut self, n: usize, mapped: &Mapped, field: &'static Field, row: &Row, normal: &mut Normal) {
        let heading = mapped.column.heading.as_str();
        if let Some(formula) = self.dead_formulas.get(&(row.number, mapped.column.col)).copied() {
            self.find(normal, row, heading, field.key, Issue::FormulaWithoutValue, formula, "");
        } else if let Some(value) = self.columns[n].under_merge(row.number) {
            self.find(normal, row, heading, field.key, Issue::MergedFill, "", &value);
            self.columns[n].remember(&value);
            normal.values.insert(field.key, value);
        } else {
            self.blank_below(n, mapped, field, row, normal);
        }
    }

    fn read(&mut self, n: usize, field: &'static Field, cell: &Cell, text: &str, normal: &Normal) -> Outcome {
        if let Raw::Error(error) = &cell.value {
            return Outcome::with(None, Issue::ErrorCell, error.as_ref());
        }
        if let Some(code) = unreadable(text) {
            return Outcome::with(None, Issue::UnreadableChar, code);
        }
        if is_ditto(text) && !self.own {
            return match self.columns[n].last() {
                Some(last) => Outcome::with(Some(last.to_owned()), Issue::Ditto, shown(field, last)),
                None if is_textual(field.kind) => {
                    Outcome::with(Some(text.to_owned()), Issue::DittoWithoutSource, "")
                }
                None => Outcome::with(None, Issue::DittoWithoutSource, ""),
            };
        }
        if is_same_as_left(text) && !self.own {
            let left = self.left_of(n, normal);
            let value = left.clone().unwrap_or_default();
            return Outcome::with(left, Issue::SameAsLeft, value);
        }
        if has_lost_digits(&cell.value) && !matches!(field.kind, Kind::Date | Kind::DateTime) {
            return Outcome::error(Issue::DigitsLost);
        }
        if let Some(outcome) = self.displayed(field.kind, cell, text) {
            return outcome;
        }
        match field.kind {
            Kind::Date => self.date(cell, text, false),
            Kind::DateTime => self.date(cell, text, true),
            Kind::Choice(choices) => self.choice(n, choices, text),
            Kind::Bool => boolean(text),
            Kind::Int => integer(&cell.value, text),
            Kind::Code | Kind::Link(_) => match numbers::expand(text).filter(|_| self.is_number(field)) {
                Some(all) => Outcome::with(all.first().cloned(), Issue::NumberRange, numbers::summary(&all)),
                None => code(&cell.value, text),
            },
            // What our own export wrote is a name as it stands.
            Kind::Person | Kind::Name if self.own => Outcome::plain(fold::name(text)),
            Kind::Person | Kind::Name => person(text),
            Kind::ManyOf(choices) => many(choices, text),
            Kind::Text | Kind::Note | Kind::Department => match self.leading_zero(n, &cell.value, text) {
                Some(zero) => Outcome::with(Some(zero.clone()), Issue::LeadingZero, zero),
                None => limited(text, if field.kind == Kind::Note { 20_000 } else { 1_000 }),
            },
        }
    }

    /// Whether a field is the control number by which the ledger knows its records.
    fn is_number(&self, field: &Field) -> bool {
        let shape = self.mapping.shape;
        shape.part.is_none() && field.key == shape.register.number && !self.own
    }

    /// What the column to the left became.
    fn left_of(&self, n: usize, normal: &Normal) -> Option<String> {
        let left = self.mapping.columns.get(n.checked_sub(1)?)?;
        match left.field() {
            Some(field) => normal.values.get(field.key).cloned(),
            None => normal.extra.get(&left.column.heading).cloned(),
        }
    }

    fn choice(&mut self, n: usize, choices: &'static [Choice], text: &str) -> Outcome {
        let known = &mut self.columns[n].choices;
        if !known.contains_key(text) {
            known.insert(text.to_owned(), meant_choice(choices, text));
        }
        match known.get(text).copied().flatten() {
            Some((choice, None)) => Outcome::plain(choice.id),
            Some((choice, Some(issue))) => Outcome::with(Some(choice.id.to_owned()), issue, choice.label.ja),
            None if matches!(date_reader::read(text), Ok(Reading::Word)) => {
                Outcome::with(None, Issue::UnknownWord, "")
            }
            None => Outcome::with(None, Issue::UnknownChoice, choice_labels(choices)),
        }
    }

    /// 9012345678 in a column of telephone numbers.
    fn leading_zero(&self, n: usize, value: &Raw, text: &str) -> Option<String> {
        let digits = text.len() >= 9 && text.len() <= 10 && text.bytes().all(|b| b.is_ascii_digit());
        let number = matches!(value, Raw::Number(_) | Raw::Text(_));
        (self.columns[n].phone && digits && number && !text.starts_with('0')).then(|| format!("0{text}"))
    }

    fn gaiji(&self, field: &Field, heading: &str, row: &Row, raw: &str, normal: &mut Normal) {
        if let Some(c) =
            raw.chars().find(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}'))
        {
            self.find(normal, row, heading, field.key, Issue::Gaiji, raw, &format!("U+{:04X}", c as u32));
        }
    }

    /// Cells without a heading over them are kept under the name of their column.
    fn unnamed(&self, row: &Row, normal: &mut Normal) {
        let named = |cell: &Cell| self.mapping.columns.iter().any(|mapped| mapped.column.holds(row, cell));
        if row.cells.len() <= normal.raw.len() {
            return;
        }
        for cell in &row.cells {
            let inside = (self.cols.0..=self.cols.1).contains(&cell.col);
            if inside && !named(cell) && !cell.value.is_blank() {
                let heading = format!("{}列", column_letters(cell.col));
                normal.extra.insert(heading, cell.value.text().trim().to_owned());
            }
        }
    }
}

impl ColumnState {
    fn last(&self) -> Option<&str> {
        (!self.last.is_empty()).then_some(self.last.as_str())
    }

    fn remember(&mut self, value: &str) {
        self.last.clear();
        self.last.push_str(value);
    }

    /// Remembers the value a vertical merge begins with.
    fn anchor(&mut self, row: u32, value: &str) {
        while self.merges.get(self.next_merge).is_some_and(|(_, last)| *last < row) {
            self.next_merge += 1;
        }
        if let Some((first, last)) = self.merges.get(self.next_merge)
            && *first == row
        {
            self.filled = Some((*last, value.to_owned()));
        }
    }

    fn under_merge(&self, row: u32) -> Option<String> {
        self.filled.as_ref().filter(|(last, _)| row <= *last).map(|(_, value)| value.clone())
    }
}

fn vertical_merges(sheet: &Sheet, col: u16) -> Vec<(u32, u32)> {
    let over = |merge: &&super::cells::Merge| merge.first_col == col && merge.last_row > merge.first_row;
    let mut merges: Vec<_> =
        sheet.head.merges.iter().filter(over).map(|m| (m.first_row, m.last_row)).collect();
    merges.sort_unstable();
    merges
}

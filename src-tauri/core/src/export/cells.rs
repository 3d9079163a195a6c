//! 書き出すセル: how a value stands in a cell, and which columns and rows an export has.
//!
//! What is written here reads back through [`crate::import`] as the same value: dates as dates, choices by
//! their names, a month alone as a text that says only the month.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::sent::{SEPARATOR, Sent};
use crate::error::Result;
use crate::import::went_out;
use crate::records::{Record, open};
use crate::registers::register;
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::{Field, Kind, PartialDate, Register, RegisterId, Value, Values};

/// Heads the column that says which record a row is, so that a file that comes back is known (hidden in a workbook,
/// the last in a CSV):
/// `mamori:portable_media`, or for rows of a part `mamori:training/attendees`.
pub const MARK: &str = "mamori:";

/// The ledger, and the part, of a column heading that is our own mark, whatever went out with it.
pub fn mark_of(heading: &str) -> Option<(RegisterId, Option<&str>)> {
    let rest = bare_heading(heading).strip_prefix(MARK)?;
    let (register, part) = match rest.split_once('/') {
        Some((register, part)) => (register, Some(part)),
        None => (rest, None),
    };
    Some((register.parse().ok()?, part))
}

/// The heading of our own marks without the records that went out below it; any other as it is.
pub fn bare_heading(heading: &str) -> &str {
    let own = heading.split_once(SEPARATOR).filter(|(mark, _)| mark.starts_with(MARK));
    own.map_or(heading, |(mark, _)| mark)
}

/// Which record a row is, and which version of it went out.
pub fn mark(record: &Record) -> String {
    format!("{}:{}", record.uuid, record.version)
}

/// What the import need not ask about when it comes back as it was.
pub fn noted(record: &Record, values: &Values, extra: Option<&BTreeMap<String, String>>) -> String {
    let names = register(record.register).fields.iter().filter(|field| field.kind == Kind::Name);
    let names: Vec<&str> = names.map(|field| field.key).collect();
    let named = |key: &str, value: &Value| matches!(value, Value::Person { .. }) || names.contains(&key);
    let own = values.iter().map(|(key, value)| (&**key, value.to_text(), named(key, value)));
    let extra = extra.into_iter().flatten().map(|(_, text)| ("", text.clone(), false));
    went_out::noted(&record.uuid, own.chain(extra))
}

/// The mark of a record's own row, with what need not be asked about.
pub fn marked(record: &Record) -> String {
    let content = &record.content;
    format!("{}{}", mark(record), noted(record, &content.values, Some(&content.extra)))
}

/// A value as it stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Out {
    Text(String),
    Date(NaiveDate),
    Moment(NaiveDateTime),
    Number(i64),
}

impl Out {
    /// A text; of a blank one nothing.
    pub fn text(text: impl Into<String>) -> Option<Self> {
        Some(text.into()).filter(|text| !text.is_empty()).map(Self::Text)
    }

    /// A day, a month or a year, where there is one.
    pub fn date(date: Option<PartialDate>) -> Option<Self> {
        date.map(date_out)
    }

    /// The same as lists carry it (ISO).
    pub fn iso(text: Option<&str>) -> Option<Self> {
        Self::date(text?.parse().ok())
    }

    /// A moment as lists carry it, `2026-11-20T09:12:03`; of one that cannot be read the text.
    pub fn moment(text: &str) -> Option<Self> {
        text.parse().map_or_else(|_| Self::text(text), |at| Some(Self::Moment(at)))
    }

    /// As a printed list shows it.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Date(day) => PartialDate::from(*day).short(),
            Self::Moment(at) => format!("{} {}", PartialDate::from(at.date()).short(), at.format("%-H:%M")),
            Self::Number(number) => number.to_string(),
        }
    }

    pub fn number(number: impl Into<i64>) -> Option<Self> {
        Some(Self::Number(number.into()))
    }
}

/// What the cells of a column hold, which decides how Excel shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Text,
    /// A text of several lines.
    Note,
    Day,
    Moment,
    /// To the second.
    Second,
    Number,
    FiscalYear,
}

impl From<&Field> for Holds {
    fn from(field: &Field) -> Self {
        match field.kind {
            Kind::Note => Self::Note,
            Kind::Date => Self::Day,
            Kind::DateTime => Self::Moment,
            Kind::Int if field.key == "fiscal_year" => Self::FiscalYear,
            Kind::Int => Self::Number,
            _ => Self::Text,
        }
    }
}

pub fn out(field: &Field, value: &Value) -> Out {
    if let Some(day) = value.day_alone(field.key) {
        return date_out(day.into());
    }
    match (field.kind, value) {
        (_, Value::Date(date)) => date_out(*date),
        (_, Value::DateTime(at)) if excel_knows(at.date()) => Out::Moment(*at),
        (_, Value::DateTime(_)) => Out::Text(value.to_text()),
        (_, Value::Int(number)) => Out::Number(*number),
        (Kind::Choice(_) | Kind::ManyOf(_) | Kind::Bool, _) => Out::Text(open::shown(field, value)),
        _ => Out::Text(value.to_text()),
    }
}

/// A day as a day; a month or a year as a text that is read back as just that.
fn date_out(date: PartialDate) -> Out {
    match date.to_day().filter(|day| excel_knows(*day)) {
        Some(day) => Out::Date(day),
        None => Out::Text(sure_text(date)),
    }
}

/// Excel counts days from 1900 and believes in a 29 February of that year.
fn excel_knows(day: NaiveDate) -> bool {
    (day.year(), day.month()) >= (1900, 3)
}

/// 令和8年11月 where that says the same again; else the ISO form.
fn sure_text(date: PartialDate) -> String {
    let long = date.long();
    match date_reader::read(&long) {
        Ok(Reading::Date { date: again, doubt: None, .. }) if again == date => long,
        _ => date.to_string(),
    }
}

/// Walks the records of an export, from the first to the last, as often as asked.
pub type Rows<'a> = &'a dyn Fn(&mut dyn FnMut(Record) -> Result<()>) -> Result<()>;

/// The columns and the size of an export, looked up before anything is written.
pub struct Shape {
    pub register: &'static Register,
    pub rows: u32,
    /// Headings of old ledgers' columns that no field took.
    pub extras: BTreeSet<String>,
    /// Fields that hold something in some row.
    pub used: BTreeSet<&'static str>,
    /// Rows of each part.
    pub parts: BTreeMap<&'static str, u32>,
    pub sent: Sent,
}

impl Shape {
    pub fn of(register: &'static Register, rows: Rows<'_>) -> Result<Self> {
        let mut shape = Self {
            register,
            rows: 0,
            extras: BTreeSet::new(),
            used: BTreeSet::new(),
            parts: BTreeMap::new(),
            sent: Sent::default(),
        };
        rows(&mut |record| {
            shape.count(&record);
            Ok(())
        })?;
        Ok(shape)
    }

    fn count(&mut self, record: &Record) {
        self.rows += 1;
        self.sent.add(record.id, &record.uuid);
        for heading in record.content.extra.keys() {
            if !self.extras.contains(heading) {
                self.extras.insert(heading.clone());
            }
        }
        let filled = |field: &&Field| record.content.values.contains_key(field.key);
        self.used.extend(self.register.fields.iter().filter(filled).map(|field| field.key));
        for part in self.register.parts {
            let rows = record.content.parts.get(part.key).map_or(0, Vec::len);
            *self.parts.entry(part.key).or_default() += u32::try_from(rows).unwrap_or(u32::MAX);
        }
    }

    /// Heads the column of the marks of the records' own rows.
    pub fn mark(&self) -> String {
        format!("{MARK}{}{}", self.register.id, self.sent.noted())
    }

    pub fn part_rows(&self) -> u32 {
        self.parts.values().sum()
    }
}

/// The cells of a record's own fields, in their order; blank ones are none.
pub fn row<'a>(fields: &'static [Field], values: &'a Values) -> impl Iterator<Item = Option<Out>> + 'a {
    fields.iter().map(|field| values.get(field.key).map(|value| out(field, value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers;
    use crate::vocab::fields::{Choice, field};
    use crate::vocab::fold::match_key;
    use crate::vocab::read::{find_choice, read_many};
    use proptest::prelude::*;

    /// Every pick list of every ledger and part.
    fn pick_lists() -> impl Iterator<Item = (&'static str, &'static [Choice])> {
        let parts = registers::ALL.iter().flat_map(|register| register.parts).map(|part| part.fields);
        let fields = registers::ALL.iter().map(|register| register.fields).chain(parts).flatten();
        fields.filter_map(|field| match field.kind {
            Kind::Choice(choices) | Kind::ManyOf(choices) => Some((field.key, choices)),
            _ => None,
        })
    }

    #[test]
    fn the_name_of_a_choice_reads_back_as_that_choice() {
        for (key, choices) in pick_lists() {
            for choice in choices {
                let found = find_choice(choices, choice.label.ja).map(|found| found.id);
                assert_eq!(found, Some(choice.id), "{key}: {}", choice.label.ja);
            }
        }
    }

    #[test]
    fn several_choices_in_a_cell_read_back() {
        let lists = registers::ALL.iter().flat_map(|register| register.fields);
        for field in lists {
            let Kind::ManyOf(choices) = field.kind else { continue };
            let ids: Vec<String> = choices.iter().map(|choice| choice.id.to_owned()).collect();
            let Out::Text(text) = out(field, &Value::ManyOf(ids.clone())) else { panic!("{}", field.key) };
            assert_eq!(read_many(choices, &text).ok(), Some(ids), "{}: {text}", field.key);
        }
    }

    #[test]
    fn no_two_columns_of_a_sheet_have_the_same_heading() {
        for register in registers::ALL {
            let lists = register.parts.iter().map(|part| part.fields);
            for fields in lists.chain([register.fields]) {
                let keys: BTreeSet<String> = fields.iter().map(|field| match_key(field.label.ja)).collect();
                assert_eq!(keys.len(), fields.len(), "{}", register.id);
            }
        }
    }

    proptest! {
        #[test]
        fn a_date_as_text_says_no_more_and_no_less(y in 1868i32..=2090, m in proptest::option::of(1u32..=12)) {
            let date = match m {
                Some(m) => PartialDate::from_month(y, m),
                None => PartialDate::from_year(y),
            }.unwrap();
            let a_date = field("on", "日", "day", Kind::Date);
            let Out::Text(text) = out(&a_date, &Value::Date(date)) else { panic!("{date}") };
            let read = match date_reader::read(&text) {
                Ok(Reading::Date { date, doubt: None, .. }) => Some(date),
                _ => text.parse().ok(),
            };
            prop_assert_eq!(read, Some(date));
        }
    }
}

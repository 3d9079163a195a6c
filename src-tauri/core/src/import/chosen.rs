//! 決めた意味: what the user said that words, years and marks of a table mean, put in before its rows are read.
//!
//! 「○」は「有」, 年なしは令和6年度, 「6.4.1」は令和: one answer for all cells alike. What stands in the file is kept
//! beside the result as it was. Pure.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cells::{Cell, Raw, Row, Struck};
use super::context::Context;
use super::mapping::{Mapped, Mapping, Target};
use super::normalise::Normal;
use super::preview::TableDecisions;
use crate::vocab::date_reader::{self, DateProblem, Reading};
use crate::vocab::fields::Kind;
use crate::vocab::unreadable::made_readable;
use crate::vocab::{Field, FiscalYear, PartialDate};

/// Which century or era dates without one are of.
const CENTURIES: [&str; 2] = ["19", "20"];

const BRACKETS: [char; 4] = ['(', ')', '（', '）'];

/// A table's answers, column by column.
pub struct Chosen<'a> {
    columns: Vec<Column<'a>>,
}

struct Column<'a> {
    mapped: &'a Mapped,
    /// None where no field takes the column; its heading is then what it is known by.
    field: Option<&'static Field>,
    words: Option<&'a BTreeMap<String, String>>,
    era: Option<&'a str>,
    year: Option<FiscalYear>,
}

impl<'a> Chosen<'a> {
    pub fn of(mapping: &'a Mapping, decided: Option<&'a TableDecisions>) -> Self {
        let column = |mapped: &'a Mapped| {
            let (decided, field) = (decided?, mapped.field());
            let key = field.map_or(mapped.column.heading.as_str(), |field| field.key);
            let words = decided.words.get(key).filter(|words| !words.is_empty());
            let dated = field.is_some_and(|field| matches!(field.kind, Kind::Date | Kind::DateTime));
            let era = decided.eras.get(key).map(String::as_str).filter(|era| dated && !era.is_empty());
            let year = decided.fiscal_year.filter(|_| dated).map(FiscalYear);
            let column = Column { mapped, field, words, era, year };
            (words.is_some() || era.is_some() || year.is_some()).then_some(column)
        };
        let taken = mapping.columns.iter().filter(|mapped| !matches!(mapped.target, Target::Excluded));
        Self { columns: taken.filter_map(column).collect() }
    }

    /// The row as it reads with what was decided; the row itself where nothing was. `context`: when it is of.
    pub fn row<'r>(&self, row: &'r Row, context: &Context) -> Cow<'r, Row> {
        let mut row = Cow::Borrowed(row);
        for column in &self.columns {
            let Some(cell) = column.mapped.column.cell(&row) else { continue };
            if let Some(text) = column.read(&cell.value.text(), context) {
                let value = Raw::Text(text.into());
                // What was typed is shown as it was typed, and holds nothing that is struck through.
                let struck = if cell.struck == Struck::Partly { Struck::No } else { cell.struck };
                let changed = Cell { value, format: 0, struck, ..cell.clone() };
                let cells = &mut row.to_mut().cells;
                if let Some(cell) = cells.iter_mut().find(|cell| cell.col == changed.col) {
                    *cell = changed;
                }
            }
        }
        row
    }

    /// Keeps what stands in the file, not what was put in its place.
    pub fn keep_raw(&self, row: &Row, context: &Context, normal: &mut Normal) {
        for column in &self.columns {
            let Some(cell) = column.mapped.column.cell(row) else { continue };
            let raw = cell.value.text();
            if column.read(&raw, context).is_none() {
                continue;
            }
            let key = column.field.map_or(column.mapped.column.heading.as_str(), |field| field.key);
            for finding in normal.findings.iter_mut().filter(|finding| finding.field == key) {
                // Whatever is typed next is typed for what stands in the file.
                if !finding.word.is_empty() {
                    finding.word = raw.trim().to_owned();
                }
            }
            match column.field {
                Some(field) => normal.raw.insert(field.key, raw),
                None => {
                    let original = format!("{key}（原文）");
                    normal.extra.insert(original, made_readable(raw.trim()).into_owned());
                }
            }
        }
    }
}

impl Column<'_> {
    fn read(&self, raw: &str, context: &Context) -> Option<String> {
        let text = raw.trim();
        if let Some(meant) = self.words.and_then(|words| words.get(text)) {
            return Some(meant.clone());
        }
        if self.era.is_none() && self.year.is_none() {
            return None;
        }
        let (read, beside) = date_reader::read_beside(text);
        match read {
            Ok(Reading::EraOmitted { .. }) | Err(DateProblem::EraOmitted) => {
                self.era.map(|era| with_era(era, text))
            }
            Ok(Reading::MonthDay { month, day, time }) => {
                let day = PartialDate::from_day(self.year?.year_of_month(month), month, day)?;
                let time = time.map(|time| time.format(" %H:%M").to_string());
                let words =
                    if beside { format!("（{}）", text.replace(BRACKETS, " ")) } else { String::new() };
                Some(format!("{day}{}{words}", time.unwrap_or_default()))
            }
            _ => {
                let (month, day) = context.day_without_year(text)?;
                PartialDate::from_day(self.year?.year_of_month(month), month, day).map(|day| day.to_string())
            }
        }
    }
}

/// R6.4.1 of 6.4.1; 2006.4.1 of 06.4.1 where the century was meant.
fn with_era(era: &str, text: &str) -> String {
    let two_digits = text.chars().take_while(char::is_ascii_digit).count() >= 2;
    match CENTURIES.contains(&era) {
        true if two_digits => format!("{era}{text}"),
        true => format!("{era}0{text}"),
        false => format!("{era}{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::mapping::{Reason, Target};
    use crate::import::tables;

    #[test]
    fn the_era_is_said_once_for_a_column() {
        let cases = [("R", "6.4.1", "R6.4.1"), ("20", "06/04/01", "2006/04/01"), ("20", "6.4.1", "2006.4.1")];
        for (era, text, read) in cases {
            assert_eq!(with_era(era, text), read);
        }
    }

    #[test]
    fn only_what_lacks_an_era_gets_one() {
        let none = Context::default();
        let words = BTreeMap::from([("○".to_owned(), "1".to_owned())]);
        let year = Some(FiscalYear(2024));
        let mapped =
            Mapped { column: tables::Column::default(), target: Target::Extra, reason: Reason::Unknown };
        let column = Column { mapped: &mapped, field: None, words: Some(&words), era: Some("R"), year };
        assert_eq!(column.read(" ○ ", &none).as_deref(), Some("1"));
        assert_eq!(column.read("6.4.1", &none).as_deref(), Some("R6.4.1"));
        assert_eq!(column.read("H30.4.1", &none), None);
        assert_eq!(column.read("未定", &none), None);
        assert_eq!(
            column.read("3/31", &none).as_deref(),
            Some("2025-03-31"),
            "of the fiscal year that was said"
        );
    }
}

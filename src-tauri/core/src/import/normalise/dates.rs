//! 日付の欄: what a date cell says, and where a missing year may come from.

use crate::vocab::PartialDate;
use crate::vocab::date_reader::{self, DateProblem, Doubt, Reading};
use crate::vocab::fields::{Field, Kind};

use super::{Normal, Normaliser, Spot};
use crate::import::cell_rules::{Outcome, nearest_year};
use crate::import::cells::{Cell, Raw, Row};
use crate::import::mapping::Mapped;
use crate::import::problem::Issue;

/// Where a period in the first field says the second too.
const PERIODS: &[(&str, &str)] = &[("out_at", "due_on"), ("started_at", "ended_at")];

impl Normaliser<'_> {
    /// The end of a period goes to the field that asks for it, where nothing else stands there.
    pub(super) fn period_end(&self, field: &Field, raw: &str, normal: &mut Normal) {
        let Some((_, end)) = PERIODS.iter().find(|(start, _)| *start == field.key) else { return };
        let Some(end) = self.mapping.shape.fields().iter().find(|field| field.key == *end) else { return };
        if let Ok(Reading::Period(_, to)) = date_reader::read(raw) {
            normal.values.entry(end.key).or_insert_with(|| to.to_string());
        }
    }

    pub(super) fn date(&self, cell: &Cell, text: &str, timed: bool) -> Outcome {
        if let Raw::DateTime(at) = &cell.value {
            let text = cell.value.text();
            if timed {
                return Outcome::plain(at.format(crate::vocab::value::DATE_TIME).to_string());
            }
            let value = at.format("%Y-%m-%d").to_string();
            let has_time = text.contains('T');
            return if has_time {
                Outcome::with(Some(value), Issue::TimeDropped, "")
            } else {
                Outcome::plain(value)
            };
        }
        match date_reader::read(text) {
            Ok(reading) => self.dated(reading, timed),
            Err(_) if self.context.day_of_month(text).is_some() => self.day_only(text),
            Err(_) if self.context.day_without_year(text).is_some() => Outcome::error(Issue::MissingYear),
            Err(DateProblem::NoSuchDay) => Outcome::error(Issue::NoSuchDay),
            Err(DateProblem::YearOutOfRange) => Outcome::error(Issue::YearOutOfRange),
            Err(DateProblem::EraOmitted) => Outcome::error(Issue::EraOmitted),
            Err(_) => Outcome::error(Issue::NotADate),
        }
    }

    fn day_only(&self, text: &str) -> Outcome {
        match self.context.day_of_month(text) {
            Some(date) => Outcome::with(Some(date.to_string()), Issue::DayOnly, date.to_string()),
            None => Outcome::error(Issue::NotADate),
        }
    }

    fn dated(&self, reading: Reading, timed: bool) -> Outcome {
        match reading {
            Reading::Date { date, time, doubt } => {
                let value = match (timed, date.to_day(), time) {
                    (true, Some(day), Some(time)) => {
                        day.and_time(time).format(crate::vocab::value::DATE_TIME).to_string()
                    }
                    _ => date.to_string(),
                };
                match doubt {
                    Some(Doubt::OutsideEra) => {
                        Outcome::with(Some(value.clone()), Issue::EraOutOfRange, value)
                    }
                    Some(Doubt::Serial) => Outcome::with(Some(value.clone()), Issue::Serial, value),
                    None if time.is_some() && !timed => Outcome::with(Some(value), Issue::TimeDropped, ""),
                    None => Outcome::plain(value),
                }
            }
            Reading::MonthDay { .. } => Outcome::error(Issue::MissingYear),
            Reading::EraOmitted { .. } => Outcome::error(Issue::EraOmitted),
            Reading::FiscalYear(_) => Outcome::error(Issue::FiscalYearOnly),
            Reading::Period(from, to) => {
                Outcome::with(Some(from.to_string()), Issue::Period, format!("{from}（終わりは {to}）"))
            }
            Reading::Word => Outcome::with(None, Issue::UnknownWord, ""),
        }
    }

    /// 8/22, or 22 on the sheet 8月.
    pub(super) fn month_and_day(&self, text: &str) -> Option<(u32, u32)> {
        match date_reader::read(text) {
            Ok(Reading::MonthDay { month, day, .. }) => Some((month, day)),
            _ => self.context.day_without_year(text),
        }
    }

    /// 8/22: the year comes from the nearest date of the same row, over New Year if need be; else from
    /// the sheet's month or fiscal year.
    pub(super) fn without_year(&mut self, n: usize, month: u32, day: u32, row: &Row, normal: &mut Normal) {
        let mapping = self.mapping;
        let mapped = &mapping.columns[n];
        let Some(field) = mapped.field() else { return };
        let raw = normal.raw.get(field.key).cloned().unwrap_or_default();
        let beside = self.date_beside(n, normal);
        let date = beside
            .and_then(|beside| nearest_year(beside, month, day))
            .or_else(|| self.context.month_day(month, day));
        let text = date.map(|date| date.to_string());
        let shown = text.clone().unwrap_or_default();
        let outcome = Outcome::with(text, Issue::MissingYear, shown);
        let spot = Spot { row, heading: &mapped.column.heading, key: field.key, keeps: false };
        let value = self.settle(outcome, field, &spot, &raw, normal);
        self.columns[n].settled(row.number, value.as_deref(), Some(Issue::MissingYear), &raw);
        if let Some(value) = value {
            normal.values.insert(field.key, value);
        }
    }

    /// The date of the row nearest to the left of a column, else to its right.
    fn date_beside(&self, n: usize, normal: &Normal) -> Option<PartialDate> {
        let date = |mapped: &Mapped| {
            let field = mapped.field().filter(|field| matches!(field.kind, Kind::Date | Kind::DateTime))?;
            let text = normal.values.get(field.key)?;
            text.get(..10)?.parse::<PartialDate>().ok()
        };
        let (left, right) = self.mapping.columns.split_at(n);
        left.iter().rev().find_map(date).or_else(|| right.iter().find_map(date))
    }
}

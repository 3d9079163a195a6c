//! 日付の欄: what a date cell says, and where a missing year may come from.

use chrono::{Datelike, NaiveTime};
use unicode_normalization::UnicodeNormalization;

use crate::vocab::PartialDate;
use crate::vocab::date_reader::{self, DateProblem, Doubt, Moment, Reading};
use crate::vocab::fields::{Field, Kind};
use crate::vocab::value::DATE_TIME;

use super::{Normal, Normaliser, Spot};
use crate::import::cell_rules::states::is_done;
use crate::import::cell_rules::{Outcome, nearest_year};
use crate::import::cells::{Cell, Raw, Row};
use crate::import::mapping::Mapped;
use crate::import::number_format::has_hours;
use crate::import::problem::{Issue, Severity};

/// Days of Excel before or after these years are slips.
const EXCEL_YEARS: std::ops::RangeInclusive<i32> = 1930..=*date_reader::YEARS.end();

/// So many years after the file was read a day is asked about: one of what has happened, and one of what is planned.
/// No rule says so; we took what no ledger we know of goes beyond.
const PAST_AHEAD: i32 = 5;
const PLAN_AHEAD: i32 = 20;

/// Where a period in the first field says the second too.
pub(super) const PERIODS: &[(&str, &str)] =
    &[("out_at", "due_on"), ("started_at", "ended_at"), ("work_started_at", "work_ended_at")];

impl Normaliser<'_> {
    /// The end of a period goes to the field that asks for it, where nothing else stands there.
    pub(super) fn period_end(&self, field: &Field, raw: &str, normal: &mut Normal) {
        if let (Some(end), (Ok(Reading::Period(_, to)), _)) =
            (self.end_of(field), date_reader::read_beside(raw))
        {
            normal.values.insert_new(end.key, || moment(to, end.kind == Kind::DateTime));
        }
    }

    pub(super) fn end_of(&self, field: &Field) -> Option<&'static Field> {
        let (_, end) = PERIODS.iter().find(|(start, _)| *start == field.key)?;
        self.mapping.shape.fields().iter().find(|field| field.key == *end)
    }

    /// Whether a date cell says what neither its field nor that of the period's end can hold.
    pub(super) fn says_more_than_a_day(&self, field: &Field, raw: &str, normal: &Normal) -> bool {
        // Most days are a day and no more.
        let spans = raw.contains([':', '：', '時']) && raw.contains(['-', '－', '−', '―']);
        if !spans && !raw.contains(['(', '（', '~', '〜', '～']) {
            return false;
        }
        match date_reader::read_beside(raw) {
            (Ok(_), true) => true,
            (Ok(Reading::Period(_, to)), _) => {
                let end = self.end_of(field);
                let kept = end.and_then(|end| Some((end, normal.values.get(end.key)?)));
                !kept.is_some_and(|(end, text)| {
                    moment(to, true) == text && (to.time.is_none() || end.kind == Kind::DateTime)
                })
            }
            (Ok(Reading::Date { .. }), _) if field.kind == Kind::DateTime => {
                date_reader::time_span(raw).is_some_and(|(_, end)| end.is_some())
            }
            _ => false,
        }
    }

    pub(super) fn date(&self, cell: &Cell, text: &str, timed: bool) -> Outcome {
        if let Raw::DateTime(at) = &cell.value {
            // 0 and 60 are no days that Excel's calendar and ours both have; nobody's ledger is of those years.
            if !EXCEL_YEARS.contains(&at.year()) {
                return Outcome::error(Issue::YearOutOfRange);
            }
            let text = cell.value.text();
            let has_time = text.contains('T');
            // A cell formatted as a day says no hour; 0:00 is one where hours are shown.
            let shows_hours =
                || self.formats.get(usize::from(cell.format)).is_some_and(|code| has_hours(code));
            if timed && (has_time || shows_hours()) {
                return Outcome::plain(at.format(DATE_TIME).to_string());
            }
            let value = at.date().to_string();
            if timed {
                return Outcome::plain(value);
            }
            return if has_time {
                Outcome::with(Some(value), Issue::TimeDropped, "")
            } else {
                Outcome::plain(value)
            };
        }
        if timed && let Some(hour) = self.hour(cell, text) {
            return hour;
        }
        if let Some(at) = date_reader::serial_moment(text) {
            let value = moment(at, timed);
            return Outcome::with(Some(value), Issue::Serial, moment(at, true).replace('T', " "));
        }
        let (read, beside) = date_reader::read_beside(text);
        match read {
            Ok(Reading::Date { date, .. }) if date.year() <= 1900 => Outcome::error(Issue::YearOutOfRange),
            Ok(reading) if beside => with_words(self.dated(reading, timed)),
            Ok(reading) => with_weekday(text, &reading, self.dated(reading.clone(), timed)),
            Err(_) if self.context.day_of_month(text).is_some() => self.day_only(text),
            Err(_) if self.context.day_without_year(text).is_some() => Outcome::error(Issue::MissingYear),
            Err(_) if date_reader::period_without_year(text).is_some() => Outcome::error(Issue::MissingYear),
            Err(DateProblem::NoSuchDay) if has_year_last(text) => {
                Outcome::with(None, Issue::NotADate, "年が終わりにあり")
            }
            Err(DateProblem::NoSuchDay) => Outcome::error(Issue::NoSuchDay),
            Err(DateProblem::YearOutOfRange) => Outcome::error(Issue::YearOutOfRange),
            Err(DateProblem::EraOmitted) => Outcome::error(Issue::EraOmitted),
            Err(_) if is_done(text) => Outcome::with(None, Issue::DoneWithoutDate, ""),
            Err(_) => Outcome::error(Issue::NotADate),
        }
    }

    /// R60.4.1 for R6.4.1: a day of what has happened that lies far ahead, or any that lies as far ahead as
    /// nothing is kept or leased. What the day asks already stays its question, but that it begins a
    /// period, which is as far ahead.
    pub(super) fn not_far_ahead(&self, field: &Field, outcome: Outcome) -> Outcome {
        let years = if field.is_past() { PAST_AHEAD } else { PLAN_AHEAD };
        let year = outcome.value.as_deref().and_then(|value| value.get(..4)?.parse::<i32>().ok());
        let asked = outcome
            .issue
            .as_ref()
            .is_some_and(|(issue, _)| issue.severity() != Severity::Note && *issue != Issue::Period);
        match (year, outcome.value) {
            (Some(year), Some(value)) if !asked && year > self.read_on.year() + years => {
                Outcome::with(Some(value.clone()), Issue::FarAhead, value.replace('T', " "))
            }
            (_, value) => Outcome { value, issue: outcome.issue },
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
                let value = moment(Moment { date, time }, timed);
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
                let value = moment(from, timed);
                let shown =
                    format!("{}（終わりは {}）", moment(from, true), moment(to, true)).replace('T', " ");
                Outcome::with(Some(value), Issue::Period, shown)
            }
            Reading::Word => Outcome::with(None, Issue::UnknownWord, ""),
        }
    }

    /// 8/22, or 22 on the sheet 8月; with the hour where one follows.
    fn month_and_day(&self, text: &str) -> Option<(u32, u32, Option<NaiveTime>)> {
        match date_reader::read_beside(text).0 {
            Ok(Reading::MonthDay { month, day, time }) => Some((month, day, time)),
            _ => {
                let day = date_reader::period_without_year(text).map(|(start, _)| start);
                day.or_else(|| self.context.day_without_year(text)).map(|(month, day)| (month, day, None))
            }
        }
    }

    /// 8/22: the year comes from the nearest date of the same row, over New Year if need be; else from
    /// the sheet's month or fiscal year.
    pub(super) fn without_year(&mut self, n: usize, row: &Row, normal: &mut Normal) {
        let mapping = self.mapping;
        let mapped = &mapping.columns[n];
        let Some(field) = mapped.field() else { return };
        let raw = normal.raw.get(field.key).unwrap_or_default().to_owned();
        let Some((month, day, time)) = self.month_and_day(raw.trim()) else { return };
        let timed = field.kind == Kind::DateTime;
        let beside = self.date_beside(n, normal);
        let date = beside
            .and_then(|beside| nearest_year(beside, month, day))
            .or_else(|| self.context.month_day(month, day));
        let text = date.map(|date| moment(Moment { date, time }, timed));
        let shown = text.clone().unwrap_or_default().replace('T', " ");
        // 12/28～1/4 ends in the next year.
        let end = date_reader::period_without_year(raw.trim()).zip(date).and_then(|((start, end), date)| {
            PartialDate::from_day(date.year() + i32::from(end < start), end.0, end.1)
        });
        let shown = end.map_or(shown.clone(), |end| format!("{shown}（終わりは {end}）"));
        let outcome = Outcome::with(text, Issue::MissingYear, shown);
        let spot = Spot { row, heading: &mapped.column.heading, key: field.key, keeps: false };
        let value = self.settle(outcome, field, &spot, &raw, normal);
        self.columns[n].settled(row.number, value.as_deref(), Some(Issue::MissingYear), &raw);
        let Some(value) = value else { return };
        if time.is_some() && !timed {
            self.find(normal, &spot, Issue::TimeDropped, &raw, "");
        }
        if let Some((end, field)) = end.zip(self.end_of(field)) {
            normal.values.insert_new(field.key, || end.to_string());
        }
        self.keep_more(field, &value, &mapped.column.heading, raw.trim(), normal);
        normal.values.insert(field.key, value);
    }

    /// The date of the row nearest to the left of a column, else to its right.
    pub(super) fn date_beside(&self, n: usize, normal: &Normal) -> Option<PartialDate> {
        let date = |mapped: &Mapped| {
            let field = mapped.field().filter(|field| matches!(field.kind, Kind::Date | Kind::DateTime))?;
            let text = normal.values.get(field.key)?;
            text.get(..10)?.parse::<PartialDate>().ok()
        };
        let (left, right) = self.mapping.columns.split_at(n);
        left.iter().rev().find_map(date).or_else(|| right.iter().find_map(date)).or(self.day)
    }
}

/// A day as it is stored, with its hour where the field takes one.
fn moment(Moment { date, time }: Moment, timed: bool) -> String {
    match (timed, date.to_day(), time) {
        (true, Some(day), Some(time)) => day.and_time(time).format(DATE_TIME).to_string(),
        _ => date.to_string(),
    }
}

/// 4/1/2024: what comes first, month or day, nobody can tell.
fn has_year_last(text: &str) -> bool {
    let plain: String = text.nfkc().collect();
    let parts: Vec<&str> = plain.split(['/', '-', '.']).map(str::trim).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    matches!(lengths.as_slice(), [1..=2, 1..=2, 4])
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// 2024/4/1（火）: one of the two is a slip.
fn with_weekday(text: &str, reading: &Reading, outcome: Outcome) -> Outcome {
    const DAYS: &str = "日月火水木金土";
    let Reading::Date { date, .. } = reading else { return outcome };
    // Most days are written without.
    if !text.contains(['(', '（']) {
        return outcome;
    }
    let plain: String = text.nfkc().collect();
    let written = plain.split_once('(').and_then(|(_, inside)| inside.trim_start().chars().next());
    let told = written.and_then(|c| DAYS.chars().position(|day| day == c));
    let (Some(told), Some(day)) = (told, date.to_day()) else { return outcome };
    let is = day.weekday().num_days_from_sunday() as usize;
    match (DAYS.chars().nth(is), outcome.issue.is_none() && is != told) {
        (Some(weekday), true) => {
            Outcome { issue: Some((Issue::WeekdayDiffers, format!("{date} は{weekday}曜日"))), ..outcome }
        }
        _ => outcome,
    }
}

/// Words beside a date are a question of their own, where nothing else is asked.
fn with_words(outcome: Outcome) -> Outcome {
    match (outcome.value, outcome.issue) {
        (Some(value), None | Some((Issue::TimeDropped, _))) => {
            let shown = value.replace('T', " ");
            Outcome::with(Some(value), Issue::DateWithWords, shown)
        }
        (value, issue) => Outcome { value, issue },
    }
}

//! 和暦: dates as the office writes them, to the day, to the month or only to the year.
//!
//! This file holds the date itself, the eras and how both are printed. Reading what people typed or
//! what stands in an old ledger is [`super::date_reader`].

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

pub use super::date_reader::{DateProblem, typed};

/// 元号
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    Meiji,
    Taisho,
    Showa,
    Heisei,
    Reiwa,
}

impl Era {
    pub const ALL: [Self; 5] = [Self::Meiji, Self::Taisho, Self::Showa, Self::Heisei, Self::Reiwa];

    fn start(self) -> (i32, u32, u32) {
        match self {
            Self::Meiji => (1868, 1, 25),
            Self::Taisho => (1912, 7, 30),
            Self::Showa => (1926, 12, 25),
            Self::Heisei => (1989, 1, 8),
            Self::Reiwa => (2019, 5, 1),
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    pub fn letter(self) -> char {
        match self {
            Self::Meiji => 'M',
            Self::Taisho => 'T',
            Self::Showa => 'S',
            Self::Heisei => 'H',
            Self::Reiwa => 'R',
        }
    }

    pub fn first_year(self) -> i32 {
        self.start().0
    }

    /// The era of a day and the year in it; none before 明治.
    pub fn of(date: NaiveDate) -> Option<(Self, i32)> {
        let day = (date.year(), date.month(), date.day());
        let era = Self::ALL.into_iter().rev().find(|era| era.start() <= day)?;
        Some((era, date.year() - era.first_year() + 1))
    }

    /// Splits an era off the front of a text: 令和, 令, R or r.
    pub fn take(text: &str) -> (Option<Self>, &str) {
        for era in Self::ALL {
            let first = era.name().chars().next().unwrap_or_default();
            let prefixes = [era.name().to_owned(), first.to_string(), era.letter().to_string()];
            let small = era.letter().to_ascii_lowercase().to_string();
            for prefix in prefixes.iter().chain([&small]) {
                if let Some(rest) = text.strip_prefix(prefix.as_str()) {
                    return (Some(era), rest);
                }
            }
        }
        (None, text)
    }
}

/// A date as precise as it is known: `2024-04-01`, `2021-04` or `2019`.
///
/// Old ledgers often give only the month; storing the first of it would invent a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

/// Not written as `2024-04-01`, `2021-04` or `2019`, or no such day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no date")]
pub struct NotIsoDate(pub String);

impl PartialDate {
    pub fn from_year(year: i32) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self { year, month: None, day: None })
    }

    pub fn from_month(year: i32, month: u32) -> Option<Self> {
        let date = Self { month: Some(month), ..Self::from_year(year)? };
        (1..=12).contains(&month).then_some(date)
    }

    pub fn from_day(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day)?;
        Some(Self { day: Some(day), ..Self::from_month(year, month)? })
    }

    pub fn year(self) -> i32 {
        self.year
    }

    pub fn month(self) -> Option<u32> {
        self.month
    }

    pub fn day(self) -> Option<u32> {
        self.day
    }

    /// The calendar day, where it is known to the day.
    pub fn to_day(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.month?, self.day?)
    }

    /// The earliest day it can mean.
    pub fn first_day(self) -> NaiveDate {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        NaiveDate::from_ymd_opt(self.year, month, day).unwrap_or(NaiveDate::MIN)
    }

    /// The latest day it can mean.
    pub fn last_day(self) -> NaiveDate {
        if self.day.is_some() {
            return self.first_day();
        }
        let months = if self.month.is_some() { 1 } else { 12 };
        let next = self.first_day().checked_add_months(Months::new(months));
        next.and_then(|day| day.pred_opt()).unwrap_or(NaiveDate::MAX)
    }

    /// 令和8年11月20日; 元年 for the first year; 令和8年11月 where only the month is known.
    pub fn long(self) -> String {
        let mut text = match self.era() {
            Some((era, 1)) => format!("{}元年", era.name()),
            Some((era, year)) => format!("{}{year}年", era.name()),
            None => format!("{}年", self.year),
        };
        if let Some(month) = self.month {
            text.push_str(&format!("{month}月"));
        }
        if let Some(day) = self.day {
            text.push_str(&format!("{day}日"));
        }
        text
    }

    /// R8.11.20
    pub fn short(self) -> String {
        let mut text = match self.era() {
            Some((era, year)) => format!("{}{year}", era.letter()),
            None => self.year.to_string(),
        };
        for part in [self.month, self.day].into_iter().flatten() {
            text.push_str(&format!(".{part}"));
        }
        text
    }

    /// 金; none where the day is not known.
    pub fn weekday_ja(self) -> Option<&'static str> {
        self.to_day().map(|day| weekday_ja(day.weekday()))
    }

    // A month or a year that saw two eras is named by the later one, as 令和元年度 was.
    fn era(self) -> Option<(Era, i32)> {
        Era::of(self.last_day())
    }

    fn key(self) -> (i32, u32, u32) {
        (self.year, self.month.unwrap_or(0), self.day.unwrap_or(0))
    }
}

pub fn weekday_ja(weekday: Weekday) -> &'static str {
    ["月", "火", "水", "木", "金", "土", "日"][weekday.num_days_from_monday() as usize]
}

impl From<NaiveDate> for PartialDate {
    fn from(date: NaiveDate) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = NotIsoDate;

    fn from_str(text: &str) -> Result<Self, NotIsoDate> {
        let refuse = || NotIsoDate(text.to_owned());
        let digits = |part: &str, width: usize| {
            let fits = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
            if fits { part.parse::<u32>().ok() } else { None }
        };
        let mut parts = text.split('-');
        let year = parts.next().and_then(|year| digits(year, 4)).ok_or_else(refuse)? as i32;
        let date = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::from_year(year),
            (Some(month), None, _) => digits(month, 2).and_then(|m| Self::from_month(year, m)),
            (Some(month), Some(day), None) => {
                digits(month, 2).zip(digits(day, 2)).and_then(|(m, d)| Self::from_day(year, m, d))
            }
            _ => None,
        };
        date.ok_or_else(refuse)
    }
}

impl TryFrom<String> for PartialDate {
    type Error = NotIsoDate;

    fn try_from(text: String) -> Result<Self, NotIsoDate> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn era_turns_on_its_first_day() {
        let cases = [
            ("1912-07-29", "明治45年7月29日", "M45.7.29"),
            ("1912-07-30", "大正元年7月30日", "T1.7.30"),
            ("1989-01-07", "昭和64年1月7日", "S64.1.7"),
            ("1989-01-08", "平成元年1月8日", "H1.1.8"),
            ("2019-04-30", "平成31年4月30日", "H31.4.30"),
            ("2019-05-01", "令和元年5月1日", "R1.5.1"),
            ("2026-11", "令和8年11月", "R8.11"),
            ("2026", "令和8年", "R8"),
            ("1850-02-03", "1850年2月3日", "1850.2.3"),
        ];
        for (iso, long, short) in cases {
            assert_eq!((date(iso).long().as_str(), date(iso).short().as_str()), (long, short));
        }
    }

    #[test]
    fn only_real_days_are_dates() {
        for text in ["2023-02-29", "2024-13", "2024-4-1", "24-04-01", "2024-04-01-01", "", "2024-"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
        assert_eq!(PartialDate::from_day(2024, 2, 29).map(|d| d.to_string()).as_deref(), Some("2024-02-29"));
    }

    #[test]
    fn a_month_lasts_to_its_last_day_and_sorts_before_it() {
        assert_eq!(date("2024-02").last_day().to_string(), "2024-02-29");
        assert_eq!(date("2024").last_day().to_string(), "2024-12-31");
        assert!(date("2024-02") < date("2024-02-01"));
        assert_eq!(date("2026-11-20").weekday_ja(), Some("金"));
    }

    proptest! {
        #[test]
        fn iso_reads_back(y in 1i32..=9999, m in proptest::option::of(1u32..=12), d in 1u32..=28) {
            let date = match m {
                Some(m) => PartialDate::from_day(y, m, d),
                None => PartialDate::from_year(y),
            }.unwrap();
            prop_assert_eq!(date.to_string().parse(), Ok(date));
        }
    }
}

//! 日付の文字をたどる: takes era, numbers and marks off the front of a folded text.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::{DateProblem, Doubt, Reading, YEARS, is_weekday};
use crate::vocab::fiscal_year::FiscalYear;
use crate::vocab::wareki::{Era, PartialDate};

/// Excel's serials for 1954 to 2091; smaller numbers mean something else.
const SERIALS: std::ops::RangeInclusive<u32> = 20_000..=70_000;

/// Walks over a folded text, taking what it knows off the front.
pub(super) struct Scanner<'a> {
    pub(super) rest: &'a str,
}

/// What stood between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Year,
    Month,
    Day,
    Point,
}

impl<'a> Scanner<'a> {
    pub(super) fn date(mut self) -> Result<Reading, DateProblem> {
        self.take("西暦");
        let (era, rest) = Era::take(self.rest);
        self.rest = rest;
        self.take(".");
        let (first, width) = self.number().ok_or(DateProblem::NotADate)?;
        match (self.mark(), era) {
            (Some(Mark::Year), _) if self.take("度") => self.fiscal_year(era, first),
            (Some(Mark::Year | Mark::Point), _) => self.after_year(era, first),
            (Some(Mark::Month), None) => self.after_month(first),
            (None, _) => self.bare_number(era, first, width),
            _ => Err(DateProblem::NotADate),
        }
    }

    /// 令和6年度: nothing may follow.
    fn fiscal_year(mut self, era: Option<Era>, year: u32) -> Result<Reading, DateProblem> {
        self.end()?;
        Ok(Reading::FiscalYear(FiscalYear(calendar_year(era, year)?)))
    }

    fn after_year(mut self, era: Option<Era>, year: u32) -> Result<Reading, DateProblem> {
        let Some((month, _)) = self.number() else {
            self.end()?;
            let date = PartialDate::from_year(calendar_year(era, year)?);
            return date_reading(era, date, None);
        };
        match self.mark() {
            Some(Mark::Point | Mark::Month) if self.digit_follows() => {}
            after => {
                let time = self.time()?;
                return year_month(era, year, month, after, time);
            }
        }
        let (day, _) = self.number().ok_or(DateProblem::NotADate)?;
        self.take("日");
        let time = self.time()?;
        if era.is_none() && year < 100 {
            PartialDate::from_day(2000, month, day).ok_or(DateProblem::NoSuchDay)?;
            return Ok(Reading::EraOmitted { year: year as i32, month, day });
        }
        let date = PartialDate::from_day(calendar_year(era, year)?, month, day);
        date_reading(era, date, time)
    }

    /// 4月1日
    fn after_month(mut self, month: u32) -> Result<Reading, DateProblem> {
        let (day, _) = self.number().ok_or(DateProblem::NotADate)?;
        self.take("日");
        let time = self.time()?;
        month_day(month, day, time)
    }

    /// 20240401, R060401, 202404, 45383
    fn bare_number(mut self, era: Option<Era>, number: u32, width: usize) -> Result<Reading, DateProblem> {
        let time = self.time()?;
        let (month, day) = (number / 100 % 100, number % 100);
        match (era, width) {
            (Some(_), 6) => {
                let year = calendar_year(era, number / 10_000)?;
                date_reading(era, PartialDate::from_day(year, month, day), time)
            }
            (None, 8) => {
                let year = calendar_year(None, number / 10_000)?;
                date_reading(None, PartialDate::from_day(year, month, day), time)
            }
            (None, 6) if YEARS.contains(&((number / 100) as i32)) => {
                date_reading(None, PartialDate::from_month((number / 100) as i32, day), None)
            }
            (None, 5) if serial(number).is_some() => Ok(Reading::Date {
                date: serial(number).ok_or(DateProblem::NotADate)?,
                time: None,
                doubt: Some(Doubt::Serial),
            }),
            (None, 4) if YEARS.contains(&(number as i32)) => {
                date_reading(None, PartialDate::from_year(number as i32), None)
            }
            _ => Err(DateProblem::NotADate),
        }
    }

    fn take(&mut self, word: &str) -> bool {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn mark(&mut self) -> Option<Mark> {
        let marks = [
            ("年", Mark::Year),
            ("月", Mark::Month),
            ("日", Mark::Day),
            (".", Mark::Point),
            ("/", Mark::Point),
            ("-", Mark::Point),
        ];
        marks.into_iter().find(|(word, _)| self.take(word)).map(|(_, mark)| mark)
    }

    fn digit_follows(&self) -> bool {
        self.rest
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || kanji_digit(c).is_some() || c == '十')
    }

    /// A number in digits or kanji (三十一, 二〇二四, 元), and how many characters it took.
    fn number(&mut self) -> Option<(u32, usize)> {
        self.rest = self.rest.trim_start();
        if self.take("元") {
            return Some((1, 1));
        }
        let ascii = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if ascii > 0 {
            let (digits, rest) = self.rest.split_at(ascii);
            self.rest = rest;
            return Some((digits.parse().ok()?, ascii));
        }
        let is_kanji = |c: char| kanji_digit(c).is_some() || c == '十' || c == '百' || c == '千';
        let end = self.rest.find(|c: char| !is_kanji(c)).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        kanji_number(digits).map(|number| (number, digits.chars().count()))
    }

    /// What may stand after a date: a weekday, a time, a span of times. Anything else is no date.
    pub(super) fn time(&mut self) -> Result<Option<NaiveTime>, DateProblem> {
        self.weekday();
        self.take("T");
        let afternoon = self.take("午後") || self.take("PM");
        let _ = self.take("午前") || self.take("AM");
        let Some((hour, _)) = self.number() else {
            return self.end().map(|()| None);
        };
        let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
        if !(self.take(":") || self.take("時")) {
            return Err(DateProblem::NotADate);
        }
        let minute = if self.take("半") { 30 } else { self.number().map_or(0, |(minute, _)| minute) };
        self.take("分");
        if self.take(":") {
            self.number();
        }
        if self.rest.starts_with('.') {
            self.rest = self.rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
        }
        self.take("頃");
        if self.take("~") || self.take("-") {
            // 13:30～15:00: only an hour may follow, or nothing.
            self.time()?;
        } else {
            self.end()?;
        }
        NaiveTime::from_hms_opt(hour, minute, 0).map(Some).ok_or(DateProblem::NoSuchDay)
    }

    /// (月), (月・祝), 月曜日. Other words in brackets are no part of a date.
    fn weekday(&mut self) {
        if self.rest.trim_start().starts_with('(') {
            let inside = self.rest.split_once('(').and_then(|(_, after)| after.split_once(')'));
            if let Some((_, rest)) = inside.filter(|(inside, _)| is_weekday(inside)) {
                self.rest = rest;
            }
            return;
        }
        for day in ["月", "火", "水", "木", "金", "土", "日"] {
            let word = format!("{day}曜");
            if self.take(&word) {
                self.take("日");
                return;
            }
        }
    }

    fn end(&mut self) -> Result<(), DateProblem> {
        if self.rest.trim().is_empty() { Ok(()) } else { Err(DateProblem::NotADate) }
    }
}

/// Two numbers: a year and a month where the first can be a year, else a month and a day.
fn year_month(
    era: Option<Era>,
    first: u32,
    second: u32,
    after: Option<Mark>,
    time: Option<NaiveTime>,
) -> Result<Reading, DateProblem> {
    if era.is_none() && first < 100 {
        return if after == Some(Mark::Month) {
            Err(DateProblem::EraOmitted)
        } else {
            month_day(first, second, time)
        };
    }
    date_reading(era, PartialDate::from_month(calendar_year(era, first)?, second), None)
}

fn month_day(month: u32, day: u32, time: Option<NaiveTime>) -> Result<Reading, DateProblem> {
    // A leap year, so that 2/29 passes until its year is known.
    PartialDate::from_day(2000, month, day).ok_or(DateProblem::NoSuchDay)?;
    Ok(Reading::MonthDay { month, day, time })
}

fn calendar_year(era: Option<Era>, year: u32) -> Result<i32, DateProblem> {
    let number = i32::try_from(year).map_err(|_| DateProblem::YearOutOfRange)?;
    let year = match era {
        Some(_) if number == 0 || number > 99 => return Err(DateProblem::YearOutOfRange),
        Some(era) => era.first_year() + number - 1,
        None => number,
    };
    if YEARS.contains(&year) { Ok(year) } else { Err(DateProblem::YearOutOfRange) }
}

fn date_reading(
    era: Option<Era>,
    date: Option<PartialDate>,
    time: Option<NaiveTime>,
) -> Result<Reading, DateProblem> {
    let date = date.ok_or(DateProblem::NoSuchDay)?;
    let doubt = era.filter(|era| !touches(*era, date)).map(|_| Doubt::OutsideEra);
    Ok(Reading::Date { date, time, doubt })
}

/// Whether any day the date can mean lies in the era.
fn touches(era: Era, date: PartialDate) -> bool {
    [date.first_day(), date.last_day()].into_iter().any(|day| Era::of(day).is_some_and(|(of, _)| of == era))
}

/// The day of Excel's number for it, where it can be one.
pub(super) fn serial(number: u32) -> Option<PartialDate> {
    let start = NaiveDate::from_ymd_opt(1899, 12, 30).filter(|_| SERIALS.contains(&number))?;
    let day = start.checked_add_days(chrono::Days::new(u64::from(number)))?;
    PartialDate::from_day(day.year(), day.month(), day.day())
}

fn kanji_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九".chars().position(|digit| digit == c).map(|n| n as u32)
}

fn kanji_number(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    if !text.contains(['十', '百', '千']) {
        return text.chars().try_fold(0u32, |sum, c| sum.checked_mul(10)?.checked_add(kanji_digit(c)?));
    }
    let (mut sum, mut digit) = (0, None);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                digit = kanji_digit(c);
                continue;
            }
        };
        sum += unit * digit.take().unwrap_or(1);
    }
    Some(sum + digit.unwrap_or(0))
}

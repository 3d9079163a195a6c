//! 日付の読取り: every way Japanese offices write a date, and what had to be assumed to read it.
//!
//! [`read`] never decides anything: a missing year, an omitted era or a day outside its era comes back
//! as such, and whoever asks (keyboard: [`typed`]; Excel: the importer) decides or refuses.

mod scanner;

use chrono::{NaiveDate, NaiveTime};
use unicode_normalization::UnicodeNormalization;

use super::fiscal_year::FiscalYear;
use super::wareki::PartialDate;
use scanner::Scanner;

/// What a text turned out to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A date with its year; `time` where one followed.
    Date { date: PartialDate, time: Option<NaiveTime>, doubt: Option<Doubt> },
    /// 4/1: the year is for the reader to know.
    MonthDay { month: u32, day: u32, time: Option<NaiveTime> },
    /// 6.4.1: 令和6, 平成6 or 2006.
    EraOmitted { year: i32, month: u32, day: u32 },
    /// 令和6年度
    FiscalYear(FiscalYear),
    /// R6.4.1～R6.4.30
    Period(Moment, Moment),
    /// 未定, 不明, -: said to be not known.
    Word,
}

/// A day, and the hour where one was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub date: PartialDate,
    pub time: Option<NaiveTime>,
}

/// Why a date that could be read should still be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// H31.5.1: 平成31年 ended on 30 April.
    OutsideEra,
    /// 45383: looks like Excel's number for a day.
    Serial,
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    NotADate,
    /// 2月30日, 13月
    NoSuchDay,
    /// 2204/4/1: no date this program can have to do with.
    YearOutOfRange,
    /// H31.5.1
    OutsideEra,
    /// 6.4.1
    EraOmitted,
}

/// Reads a date typed at the keyboard. 11/20 is of this fiscal year.
pub fn typed(text: &str, today: NaiveDate) -> Result<PartialDate, DateProblem> {
    match read(text)? {
        Reading::Date { date, doubt: None, .. } => Ok(date),
        Reading::Date { doubt: Some(Doubt::OutsideEra), .. } => Err(DateProblem::OutsideEra),
        Reading::MonthDay { month, day, .. } => {
            let year = FiscalYear::of(today).year_of_month(month);
            PartialDate::from_day(year, month, day).ok_or(DateProblem::NoSuchDay)
        }
        Reading::EraOmitted { .. } => Err(DateProblem::EraOmitted),
        _ => Err(DateProblem::NotADate),
    }
}

/// Reads a date in any style of an old ledger.
pub fn read(text: &str) -> Result<Reading, DateProblem> {
    read_folded(&folded(text))
}

/// As [`read`], where words in brackets may stand beside the date: R6.4.1（予定）. Says whether any did: no
/// date holds them.
pub fn read_beside(text: &str) -> (Result<Reading, DateProblem>, bool) {
    let folded = folded(text);
    let whole = read_folded(&folded);
    if whole.is_ok() {
        return (whole, false);
    }
    let bare = without_words(&folded).map(|bare| read_folded(&bare));
    match bare.filter(|bare| !matches!(bare, Ok(Reading::Word))) {
        Some(bare) => (bare, true),
        None => (whole, false),
    }
}

fn read_folded(folded: &str) -> Result<Reading, DateProblem> {
    let folded = folded.trim();
    if WORDS.contains(&folded) || folded.ends_with("廃棄済") || folded.ends_with("退職時") {
        return Ok(Reading::Word);
    }
    if let Some((from, to)) = folded.split_once('~')
        && !(from.contains([':', '時']) && Scanner { rest: to.trim() }.time().is_ok())
    {
        return period(from, to);
    }
    Scanner { rest: folded }.date()
}

/// 4/2～4/3: the days between which something was, without their year.
pub fn period_without_year(text: &str) -> Option<((u32, u32), (u32, u32))> {
    let folded = folded(text);
    let (from, to) = folded.split_once('~')?;
    let day = |text: &str| match (Scanner { rest: text.trim() }).date() {
        Ok(Reading::MonthDay { month, day, .. }) => Some((month, day)),
        _ => None,
    };
    Some((day(from)?, day(to)?))
}

/// 45383.55: Excel's number for a day with its hour.
pub fn serial_moment(text: &str) -> Option<Moment> {
    let (day, hour) = text.split_once('.')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: f64 = text.parse().ok().filter(|_| day.len() == 5 && digits(day) && digits(hour))?;
    let date = scanner::serial(day.parse().ok()?)?;
    let minutes = (number.fract() * 1440.0).round() as u32;
    Some(Moment { date, time: NaiveTime::from_hms_opt(minutes / 60 % 24, minutes % 60, 0) })
}

/// 13:30～15:00 after a date: when something began, and when it ended where that is said.
pub fn time_span(text: &str) -> Option<(NaiveTime, Option<NaiveTime>)> {
    let Ok(Reading::Date { time: Some(start), .. }) = read(text) else { return None };
    let folded = folded(text);
    let hour = folded.find([':', '時'])?;
    let end = folded[hour..].split_once(['~', '-']);
    let end = end.and_then(|(_, end)| Scanner { rest: end.trim() }.time().ok().flatten());
    Some((start, end.filter(|end| *end > start)))
}

/// 9:30, 22時30分, 翌1:15, 13:30～15:00: hours of a day that is said elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    pub start: NaiveTime,
    pub end: Option<NaiveTime>,
    /// 翌: of the day after.
    pub next_day: bool,
}

/// A text that is a time of day and nothing else.
pub fn clock(text: &str) -> Option<Clock> {
    // What most cells are told by, without writing them anew.
    if text.len() > 40 || !text.contains([':', '：', '時']) {
        return None;
    }
    let folded = folded(text);
    let own = folded.trim();
    let bare = ["翌日", "翌朝", "翌"].iter().find_map(|word| own.strip_prefix(word));
    let hours = bare.unwrap_or(own);
    let time = |text: &str| Scanner { rest: text.trim() }.time().ok().flatten();
    // A span is read from its two halves, each a time by itself.
    let (from, to) = hours.split_once(['~', '-']).map_or((hours, None), |(from, to)| (from, Some(to)));
    let start = time(from)?;
    let end = match to.map(str::trim) {
        None | Some("") => None,
        Some(to) => Some(time(to).filter(|end| *end > start)?),
    };
    Some(Clock { start, end, next_day: bare.is_some() })
}

fn folded(text: &str) -> String {
    text.nfkc().map(unify).collect()
}

/// The text without the first brackets that hold no weekday.
fn without_words(folded: &str) -> Option<String> {
    let mut from = 0;
    while let Some((before, after)) = folded[from..].split_once('(') {
        let (inside, rest) = after.split_once(')')?;
        if !is_weekday(inside) {
            return Some(format!("{}{before} {rest}", &folded[..from]));
        }
        from = folded.len() - rest.len();
    }
    None
}

/// 月, 月.祝, 月曜日, Mon
fn is_weekday(inside: &str) -> bool {
    const ENGLISH: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let inside = inside.trim();
    inside.chars().all(|c| "月火水木金土日曜祝祭休振替./ ".contains(c))
        || ENGLISH.contains(&inside.trim_end_matches('.').to_ascii_lowercase().as_str())
}

/// 未定 and its kin: the office said that it does not know.
const WORDS: &[&str] = &["未定", "不明", "なし", "無し", "無", "-", "随時", "別途", "調整中", "未", "/", "?"];

/// Earlier than 明治 or later than this is a slip of the hand.
pub const YEARS: std::ops::RangeInclusive<i32> = 1868..=2100;

fn unify(c: char) -> char {
    match c {
        '〜' | '∼' | '～' | '〰' => '~',
        '‐' | '‑' | '–' | '—' | '―' | '−' | 'ー' | '─' | '⁻' => '-',
        '。' | '・' | '･' | '、' | ',' => '.',
        '\u{200b}' | '\u{feff}' => ' ',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn period(from: &str, to: &str) -> Result<Reading, DateProblem> {
    let start = match (Scanner { rest: from.trim() }).date()? {
        Reading::Date { date, time, doubt: None } => Moment { date, time },
        _ => return Err(DateProblem::NotADate),
    };
    let end = match (Scanner { rest: to.trim() }).date()? {
        Reading::Date { date, time, doubt: None } => Some(Moment { date, time }),
        Reading::MonthDay { month, day, time } => {
            let rolls = Some((month, day)) < start.date.month().zip(start.date.day());
            let date = PartialDate::from_day(start.date.year() + i32::from(rolls), month, day);
            date.map(|date| Moment { date, time })
        }
        _ => None,
    };
    let end = end.ok_or(DateProblem::NotADate)?;
    let backwards =
        end.date < start.date || end.date == start.date && end.time.is_some() && end.time < start.time;
    if backwards { Err(DateProblem::NotADate) } else { Ok(Reading::Period(start, end)) }
}

#[cfg(test)]
mod tests;

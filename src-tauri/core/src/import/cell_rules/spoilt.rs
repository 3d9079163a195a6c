//! Excelが壊した値: what stands in a cell, or in a text file saved from one, after the value itself was lost.

use crate::import::cells::Raw;

/// Excel keeps fifteen digits; of a longer number the last are zeros. A text file has 1.23457E+12.
pub fn has_lost_digits(value: &Raw) -> bool {
    match value {
        Raw::Number(number) => number.abs() >= 1e15,
        Raw::Text(text) => is_exponent(text.trim()),
        _ => false,
    }
}

/// As Excel writes them: one digit before the point, and a sign before two digits or more.
fn is_exponent(text: &str) -> bool {
    let Some((number, power)) = text.split_once('E') else { return false };
    let number = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let power = power.strip_prefix(['+', '-']).unwrap_or_default();
    whole.len() == 1 && digits(whole) && digits(fraction) && power.len() >= 2 && digits(power)
}

/// `########`: a date or number too wide for its column, saved as text.
pub fn is_too_wide(text: &str) -> bool {
    text.len() >= 2 && text.bytes().all(|byte| byte == b'#')
}

/// `#REF!` and the like, which a text file has as a text.
pub fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 10] =
        ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!"];
    text.starts_with('#') && ERRORS.contains(&text)
}

/// What a character set lacks goes out as `?`: ?田 健, 金?庫. `named`: it is somebody's name, in which no question is asked.
pub fn has_lost_chars(text: &str, named: bool) -> bool {
    let kanji = |c: char| matches!(c, '一'..='\u{9fff}' | '々');
    let mut before = '一';
    text.contains('?')
        && text.chars().zip(text.chars().skip(1).chain([' '])).any(|(c, next)| {
            let lost =
                c == '?' && (named || (kanji(before) || before == '?') && (kanji(next) || next == '?'));
            before = c;
            lost
        })
}

/// What Excel makes of the number 2-1 when a text file is opened with it and saved: 2月1日, 1-Feb, 2024/2/1.
pub fn is_made_a_date(text: &str) -> bool {
    let number = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if let Some((month, day)) = text.strip_suffix('日').and_then(|text| text.split_once('月')) {
        return number(month, 2) && number(day, 2);
    }
    if let Some((one, other)) = text.split_once('-') {
        return MONTHS.contains(&one) && number(other, 2) || number(one, 2) && MONTHS.contains(&other);
    }
    let mut parts = text.split('/');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let dated = year.zip(month).zip(day).filter(|_| parts.next().is_none());
    dated.is_some_and(|((year, month), day)| {
        year.len() == 4 && number(year, 4) && number(month, 2) && number(day, 2)
    })
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

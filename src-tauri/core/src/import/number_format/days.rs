//! 日の表示: what a format makes of a day, where it says month and day and no era, weekday or hour.

use chrono::{Datelike, NaiveDateTime};

/// A letter of the format with how often it stands, or what stands between.
#[derive(Debug, PartialEq)]
enum Token {
    Letters(char, usize),
    Literal(char),
}

/// Whether a format shows the year, in whatever calendar.
pub fn has_year(code: &str) -> bool {
    tokens(code).iter().any(|token| matches!(token, Token::Letters('y' | 'e' | 'g', _)))
}

/// Whether a format shows hours.
pub fn has_hours(code: &str) -> bool {
    tokens(code).iter().any(|token| matches!(token, Token::Letters('h', _)))
}

/// The text a day is shown as; none where this program cannot tell.
pub fn shown_day(code: &str, at: NaiveDateTime) -> Option<String> {
    let mut shown = String::new();
    for token in tokens(code) {
        match token {
            Token::Literal(c) => shown.push(c),
            Token::Letters('y', 1 | 2) => shown.push_str(&at.format("%y").to_string()),
            Token::Letters('y', _) => shown.push_str(&at.format("%Y").to_string()),
            Token::Letters('m', 1) => shown.push_str(&at.month().to_string()),
            Token::Letters('m', 2) => shown.push_str(&at.format("%m").to_string()),
            Token::Letters('m', 3) => shown.push_str(&at.format("%b").to_string()),
            Token::Letters('m', 4) => shown.push_str(&at.format("%B").to_string()),
            Token::Letters('d', 1) => shown.push_str(&at.day().to_string()),
            Token::Letters('d', 2) => shown.push_str(&at.format("%d").to_string()),
            Token::Letters(..) => return None,
        }
    }
    (!shown.is_empty()).then_some(shown)
}

/// The first section of a format, without its brackets.
fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => tokens.extend(chars.by_ref().take_while(|c| *c != '"').map(Token::Literal)),
            '\\' | '!' => tokens.extend(chars.next().map(Token::Literal)),
            '_' | '*' => drop(chars.next()),
            '[' => drop(chars.by_ref().find(|c| *c == ']')),
            c if c.is_ascii_alphabetic() => {
                let letter = c.to_ascii_lowercase();
                match tokens.last_mut() {
                    Some(Token::Letters(last, count)) if *last == letter => *count += 1,
                    _ => tokens.push(Token::Letters(letter, 1)),
                }
            }
            c => tokens.push(Token::Literal(c)),
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_days_are_shown_as_excel_shows_them() {
        let at = chrono::NaiveDate::from_ymd_opt(2026, 2, 1).unwrap().and_time(chrono::NaiveTime::MIN);
        let cases = [
            ("m\"月\"d\"日\"", Some("2月1日"), false),
            ("d-mmm", Some("1-Feb"), false),
            ("m/d;@", Some("2/1"), false),
            ("[$-411]mm\\-dd", Some("02-01"), false),
            ("yyyy/m/d", Some("2026/2/1"), true),
            ("mmm-yy", Some("Feb-26"), true),
            ("ge.m.d", None, true),
            ("[$-411]ggge\"年\"m\"月\"d\"日\"", None, true),
            ("m/d h:mm", None, false),
            ("aaa", None, false),
        ];
        for (code, text, year) in cases {
            assert_eq!((shown_day(code, at).as_deref(), has_year(code)), (text, year), "{code}");
        }
    }
}

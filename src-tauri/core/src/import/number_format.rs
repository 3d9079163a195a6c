//! 表示形式: what a number format makes of a cell, as far as control numbers and dates need it.
//!
//! `USB-001` on the screen is often the number 1 with a format, and an era format makes a date of a plain
//! number. Digits, literals and 標準 are rendered; of anything else [`shown`] says that it does not know.

mod days;

pub use days::{has_hours, has_year, shown_day};

/// Whether a format shows days. The workbook reader knows `yyyy/m/d`; this also knows `e`, `ggg` and `aaa`.
pub fn is_date(code: &str) -> bool {
    let Some(parts) = sections(code) else { return false };
    parts.first().is_some_and(|part| part.iter().any(|piece| matches!(piece, Piece::Day)))
}

/// The text a number is shown as; none where this program cannot tell.
pub fn shown(code: &str, number: f64) -> Option<String> {
    let parts = sections(code)?;
    let (part, signed) = match (parts.len(), number) {
        (2.., below) if below < 0.0 => (&parts[1], false),
        (3.., 0.0) => (&parts[2], false),
        _ => (parts.first()?, true),
    };
    let text = render(part, number.abs())?;
    Some(if signed && number < 0.0 { format!("-{text}") } else { text })
}

/// The text a text is shown as: `"USB-"@`.
pub fn shown_text(code: &str, text: &str) -> Option<String> {
    let parts = sections(code)?;
    let part = if parts.len() >= 4 { &parts[3] } else { parts.last()? };
    if !part.contains(&Piece::Text) {
        return None;
    }
    let mut shown = String::new();
    for piece in part {
        match piece {
            Piece::Literal(c) => shown.push(*c),
            Piece::Text => shown.push_str(text),
            _ => return None,
        }
    }
    Some(shown)
}

/// A format that shows the value as it is.
pub fn is_plain(code: &str) -> bool {
    matches!(code.trim(), "" | "@" | "0" | "#" | "G/標準") || code.eq_ignore_ascii_case("general")
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece {
    /// `0`, `#` or `?`: a place for a digit, and whether a zero stands there without one.
    Digit(bool),
    Point,
    Comma,
    General,
    Text,
    Literal(char),
    Day,
    /// Per cent, exponents, fractions, times, conditions: not rendered.
    Other,
}

/// The pieces of each section. None where the code breaks off.
fn sections(code: &str) -> Option<Vec<Vec<Piece>>> {
    let mut parts = vec![Vec::new()];
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let part = parts.last_mut()?;
        rest = match c {
            ';' => {
                parts.push(Vec::new());
                after
            }
            '"' => {
                let (text, after) = after.split_once('"')?;
                part.extend(text.chars().map(Piece::Literal));
                after
            }
            '\\' | '!' => {
                let escaped = after.chars().next()?;
                part.push(Piece::Literal(escaped));
                &after[escaped.len_utf8()..]
            }
            // A blank as wide as the next character; a character repeated to fill the cell.
            '_' | '*' => {
                let wide = after.chars().next()?;
                &after[wide.len_utf8()..]
            }
            '[' => {
                let (inside, after) = after.split_once(']')?;
                bracket(inside, part);
                after
            }
            _ => plain(rest, part),
        };
    }
    Some(parts)
}

/// `[$¥-411]`, `[Red]`, `[DBNum1]`, `[h]`, `[>100]`
fn bracket(inside: &str, part: &mut Vec<Piece>) {
    const COLOURS: [&str; 8] = ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"];
    let lower = inside.to_ascii_lowercase();
    if let Some(money) = inside.strip_prefix('$') {
        let sign = money.split('-').next().unwrap_or_default();
        part.extend(sign.chars().map(Piece::Literal));
    } else if !COLOURS.contains(&lower.as_str()) && !lower.starts_with("color") && !inside.starts_with('色')
    {
        part.push(Piece::Other);
    }
}

/// What stands outside quotes and brackets; gives the rest.
fn plain<'a>(rest: &'a str, part: &mut Vec<Piece>) -> &'a str {
    for word in ["General", "G/標準"] {
        if let Some(head) = rest.get(..word.len())
            && head.eq_ignore_ascii_case(word)
        {
            part.push(Piece::General);
            return &rest[word.len()..];
        }
    }
    let c = rest.chars().next().unwrap_or_default();
    let after = &rest[c.len_utf8()..];
    let exponent = matches!(c, 'e' | 'E') && after.starts_with(['+', '-']);
    part.push(match c {
        '0' => Piece::Digit(true),
        '#' | '?' => Piece::Digit(false),
        '.' => Piece::Point,
        ',' => Piece::Comma,
        '@' => Piece::Text,
        _ if exponent => Piece::Other,
        'e' | 'E' | 'g' | 'G' | 'a' | 'A' | 'y' | 'Y' | 'd' | 'D' | 'b' | 'B' => Piece::Day,
        'm' | 'M' | 'h' | 'H' | 's' | 'S' | '%' | '/' => Piece::Other,
        c => Piece::Literal(c),
    });
    after
}

fn render(part: &[Piece], number: f64) -> Option<String> {
    // Beyond this a number has lost digits, and no format brings them back.
    if number >= 1e15 || part.iter().any(|piece| matches!(piece, Piece::Other | Piece::Day | Piece::Text)) {
        return None;
    }
    if part.contains(&Piece::General) {
        return general(part, number);
    }
    let is_digit = |piece: &Piece| matches!(piece, Piece::Digit(_));
    let point = part.iter().position(|piece| *piece == Piece::Point).unwrap_or(part.len());
    let (whole, fraction) = part.split_at(point);
    let decimals = fraction.iter().filter(|piece| is_digit(piece)).count();
    if !part.iter().any(is_digit) {
        let text: String = part.iter().filter_map(literal).collect();
        return (!text.is_empty()).then_some(text);
    }
    let digits = format!("{number:.decimals$}");
    let (units, tenths) = digits.split_once('.').unwrap_or((&digits, ""));
    Some(format!("{}{}", whole_part(whole, units)?, fraction_part(fraction, tenths)))
}

fn literal(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Literal(c) => Some(*c),
        _ => None,
    }
}

fn general(part: &[Piece], number: f64) -> Option<String> {
    let value = super::cells::Raw::Number(number).text().into_owned();
    let mut text = String::new();
    for piece in part {
        match piece {
            Piece::General => text.push_str(&value),
            Piece::Literal(c) => text.push(*c),
            _ => return None,
        }
    }
    Some(text)
}

/// Digits fall into their places from the right; those left over stand before the first place.
fn whole_part(part: &[Piece], units: &str) -> Option<String> {
    let first = part.iter().position(|piece| matches!(piece, Piece::Digit(_)));
    let thousands = part.contains(&Piece::Comma);
    let mut digits: Vec<char> = units.trim_start_matches('0').chars().collect();
    let mut text = Vec::new();
    let mut placed = 0;
    let mut put = |digit: char, text: &mut Vec<char>| {
        if thousands && placed > 0 && placed % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
        placed += 1;
    };
    for (at, piece) in part.iter().enumerate().rev() {
        match piece {
            Piece::Digit(zero) => {
                if let Some(digit) = digits.pop().or(zero.then_some('0')) {
                    put(digit, &mut text);
                }
                while first == Some(at) && !digits.is_empty() {
                    put(digits.pop()?, &mut text);
                }
            }
            Piece::Literal(c) => text.push(*c),
            _ => {}
        }
    }
    Some(text.into_iter().rev().collect())
}

fn fraction_part(part: &[Piece], tenths: &str) -> String {
    let mut digits = tenths.chars();
    let mut text = String::new();
    for piece in part {
        match piece {
            Piece::Point => text.push('.'),
            Piece::Digit(_) => text.extend(digits.next()),
            Piece::Literal(c) => text.push(*c),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_excel_shows_them() {
        let cases = [
            ("\"USB-\"000", 1.0, Some("USB-001")),
            ("0000000000", 312_345_678.0, Some("0312345678")),
            ("General\"台\"", 5.0, Some("5台")),
            ("G/標準\"台\"", 5.0, Some("5台")),
            ("#,##0\"円\"", 1_234_567.0, Some("1,234,567円")),
            ("000-0000", 1_020_083.0, Some("102-0083")),
            ("0.00", 1.5, Some("1.50")),
            ("[Red]0;[$-411]\"▲\"0", -3.0, Some("▲3")),
            ("\\U\\S\\B\\-00", 7.0, Some("USB-07")),
            ("\"R6-\"0", 12.0, Some("R6-12")),
            ("0_ ", 4.0, Some("4")),
            ("0%", 0.5, None),
            ("0.00E+00", 5.0, None),
            ("[DBNum1]0", 5.0, None),
            ("yyyy/m/d", 45383.0, None),
            (";;;", 1.0, None),
            ("\"broken", 1.0, None),
        ];
        for (code, number, text) in cases {
            assert_eq!(shown(code, number).as_deref(), text, "{code} {number}");
        }
        assert_eq!(shown_text("\"USB-\"@", "001").as_deref(), Some("USB-001"));
        assert_eq!(shown_text("0;0;0;\"No.\"@", "7").as_deref(), Some("No.7"));
        assert_eq!(shown_text("0", "7"), None);
    }

    #[test]
    fn era_and_weekday_formats_show_days() {
        for code in [
            "ge.m.d",
            "[$-411]ggge\"年\"m\"月\"d\"日\"",
            "e",
            "aaa",
            "aaaa",
            "[$-ja-JP-x-gannen]ggge",
            "yyyy",
        ] {
            assert!(is_date(code), "{code}");
        }
        for code in [
            "General",
            "G/標準",
            "0.00E+00",
            "\"age\"0",
            "#,##0",
            "@",
            "[Red]0",
            "G/標準\"台\"",
            "h:mm",
            "\\a0",
        ] {
            assert!(!is_date(code), "{code}");
        }
    }
}

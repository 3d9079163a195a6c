//! 個人番号: twelve digits whose check digit is right, wherever they stand. Nothing of the kind is taken in
//! unless somebody asks for it.

use unicode_normalization::UnicodeNormalization;

use super::preview::{COMMENT, RowPreview};
use super::problem::{Finding, Issue, Place, Verdict};
use super::went_out;
use crate::vocab::Field;

/// What stands in its place.
const HIDDEN: &str = "〔12桁の番号〕";
const DIGITS: usize = 12;

/// Whether twelve digits are a possible 個人番号: 11 − (Σ Pn × Qn mod 11) is the last, 0 where that is over 9.
pub fn is_valid(digits: &str) -> bool {
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != DIGITS {
        return false;
    }
    let (body, check) = digits.split_at(DIGITS - 1);
    let sum: u32 =
        body.iter().rev().zip(1..).map(|(digit, n)| digit * if n <= 6 { n + 1 } else { n - 5 }).sum();
    let expected = match sum % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    // Twelve times the same digit is a placeholder.
    check == [expected] && digits.iter().any(|digit| *digit != digits[0])
}

/// One digit of a text, half width, and the bytes it takes there.
struct Digit {
    start: usize,
    end: usize,
    value: char,
}

/// Where such numbers stand in a text: byte ranges. Blanks and hyphens between the groups make no difference.
fn places(text: &str) -> Vec<(usize, usize)> {
    let (mut found, mut run) = (Vec::new(), Vec::new());
    let mut end_run = |run: &mut Vec<Digit>| {
        let digits: String = run.iter().map(|digit| digit.value).collect();
        if let (true, Some(first), Some(last)) = (is_valid(&digits), run.first(), run.last()) {
            found.push((first.start, last.end));
        }
        run.clear();
    };
    let mut between = 0;
    for (at, c) in text.char_indices() {
        match c.nfkc().next().filter(char::is_ascii_digit) {
            Some(digit) => {
                run.push(Digit { start: at, end: at + c.len_utf8(), value: digit });
                between = 0;
            }
            None if !run.is_empty() && between == 0 && run.len() % 4 == 0 && is_between(c) => between = 1,
            None => end_run(&mut run),
        }
    }
    end_run(&mut run);
    found
}

fn is_between(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '-' | '‐' | '－' | '−' | 'ー' | '・')
}

/// Kana and kanji are what most texts are of, and no digits; looking up what else is one takes its time.
fn may_be_digit(c: char) -> bool {
    c.is_ascii_digit()
        || !c.is_ascii() && !matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}') && c.is_numeric()
}

/// The text without such numbers; nothing where there are none.
pub fn masked(text: &str) -> Option<String> {
    // Most cells are too short or have no digit at all.
    let digits = || text.chars().filter(|c| may_be_digit(*c)).count();
    if text.len() < DIGITS || text.chars().count() < DIGITS || digits() < DIGITS {
        return None;
    }
    let places = places(text);
    let (mut masked, mut from) = (String::new(), 0);
    for (start, end) in &places {
        masked.push_str(&text[from..*start]);
        masked.push_str(HIDDEN);
        from = *end;
    }
    masked.push_str(&text[from..]);
    (!places.is_empty()).then_some(masked)
}

/// Hides such numbers in a row with all that is said of it, and says where they stood. Kept only where the user
/// asks for it.
pub fn hide(
    row: &mut RowPreview,
    fields: &[Field],
    sheet: Option<&str>,
    verdict: &dyn Fn(&str, Issue) -> Verdict,
) {
    let number = row.row;
    let mark = row.mark.clone().unwrap_or_default();
    let went_out = |key: &str, text: &str| {
        let key = if fields.iter().any(|field| field.key == key) { key } else { "" };
        went_out::held(&mark, key, text)
    };
    let mut found: Vec<Finding> = Vec::new();
    // What is to stand in the place of a text.
    let mut hidden = |key: &str, text: &str| {
        let masked = masked(text).filter(|_| !went_out(key, text))?;
        if !found.iter().any(|finding| finding.field == key) {
            let label = fields.iter().find(|field| field.key == key).map_or(key, |field| field.label.ja);
            let place = Place { sheet, row: number, heading: label, field: key };
            found.push(
                Finding::new(&place, Issue::MyNumber, "", &masked)
                    .decided(verdict(key, Issue::MyNumber), true),
            );
        }
        (verdict(key, Issue::MyNumber) != Verdict::KeepRaw).then_some(masked)
    };
    for (key, text) in row.values.iter_mut() {
        if let Some(masked) = hidden(key, text) {
            *text = masked.into();
        }
    }
    for (heading, text) in &mut row.extra {
        if let Some(masked) = hidden(heading, text) {
            *text = masked;
        }
    }
    for (key, text) in row.raw.iter_mut() {
        if let Some(masked) = hidden(key, text) {
            *text = masked.into();
        }
    }
    if let Some(comment) = &mut row.comment
        && let Some(masked) = hidden(COMMENT, comment)
    {
        *comment = masked;
    }
    for problem in &mut row.problems {
        let key = if problem.issue == Issue::Comment { COMMENT.to_owned() } else { problem.field.clone() };
        if let Some(masked) = hidden(&key, &problem.text) {
            problem.text = masked;
        }
        if self::masked(&problem.word).is_some() && verdict(&key, Issue::MyNumber) != Verdict::KeepRaw {
            problem.word.clear();
        }
    }
    row.problems.extend(found);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_tells() {
        let cases = [
            ("123456789018", true),
            ("123456789012", false),
            ("000000000000", false),
            ("12345678901", false),
        ];
        for (digits, valid) in cases {
            assert_eq!(is_valid(digits), valid, "{digits}");
        }
    }

    #[test]
    fn it_is_found_inside_other_words_and_in_any_width() {
        let cases = [
            ("本人の番号は123456789018です", Some("本人の番号は〔12桁の番号〕です")),
            ("１２３４－５６７８－９０１８", Some("〔12桁の番号〕")),
            ("1234 5678 9018", Some("〔12桁の番号〕")),
            ("SN123456789012", None),
            ("1234567890180", None),
            ("電話 03-1234-5678", None),
        ];
        for (text, expected) in cases {
            assert_eq!(masked(text).as_deref(), expected, "{text}");
        }
    }
}

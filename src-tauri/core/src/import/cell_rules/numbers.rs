//! 1セルに2つ以上の番号: `USB-001〜USB-010`, `USB-001、002`, one on each line.

use crate::vocab::fold;

/// More than this is no list of things but a slip.
const MOST: usize = 300;

/// The single control numbers a text stands for, folded; none where it is one number or not clear. `spans`:
/// USB-020-025 may be six, as in a column where other numbers have no third part.
pub fn expand(text: &str, spans: bool) -> Option<Vec<String>> {
    if spans && let Some((from, to)) = span(text) {
        return range(&from, &to, None);
    }
    // Most cells hold one number, and nothing that could part two.
    if !text.contains(|c: char| c.is_whitespace() || "、，,/／・〜～~か".contains(c)) {
        return None;
    }
    let text = text.replace("から", "〜");
    let text = text.trim_end_matches("まで");
    if text.contains(['/', '／']) && is_one_with_slash(text) {
        return None;
    }
    let blanks = are_apart(text);
    let parts: Vec<&str> = text
        .split(|c: char| "\n\r\t、，,/／・".contains(c) || blanks && c.is_whitespace())
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let mut numbers: Vec<String> = Vec::new();
    for part in parts {
        match part.split_once(['〜', '～', '~']) {
            Some((from, to)) => numbers.extend(range(from, to, numbers.last())?),
            None => numbers.push(complete(&fold::code(part), numbers.last())?),
        }
        if numbers.len() > MOST {
            return None;
        }
    }
    let mut unique = numbers.clone();
    unique.sort();
    unique.dedup();
    (numbers.len() > 1 && unique.len() == numbers.len()).then_some(numbers)
}

/// `USB-020-025`: whether a number of three parts may be a first and a last.
pub fn is_span(text: &str) -> bool {
    span(text).is_some()
}

fn span(text: &str) -> Option<(String, String)> {
    let hyphens = text.chars().filter(|c| "-－‐‑–—―−ー".contains(*c)).count();
    if hyphens < 2 {
        return None;
    }
    let code = fold::code(text);
    let (from, to) = code.rsplit_once('-')?;
    let (stem, first) = split(from)?;
    let named = stem.ends_with('-') && stem.contains(|c: char| c.is_alphabetic());
    let alike = first.len() == to.len() && first.len() >= 2 && to.bytes().all(|byte| byte.is_ascii_digit());
    (named && alike && first < to).then(|| (from.to_owned(), to.to_owned()))
}

/// R6/001 and 2024/001: a number with its year.
fn is_one_with_slash(text: &str) -> bool {
    let first = fold::code(text.split(['/', '／']).next().unwrap_or_default());
    let Some((stem, year)) = split(&first) else { return false };
    stem.is_empty() || year.len() <= 2 && matches!(stem, "R" | "H" | "S" | "令" | "令和" | "平成" | "昭和")
}

/// `USB-011 USB-012`: numbers of one kind with nothing but blanks between them.
fn are_apart(text: &str) -> bool {
    if !text.contains(char::is_whitespace) {
        return false;
    }
    let code = fold::code(text);
    let mut stems = code.split(' ').map(|word| split(word).map(|(stem, _)| stem));
    let Some(Some(first)) = stems.next() else { return false };
    first.contains(|c: char| c.is_alphabetic()) && stems.all(|stem| stem == Some(first))
}

/// `CD-R 5枚`, `USB-001ほか2枚`: how many there are, not which.
pub fn is_quantity(code: &str) -> bool {
    if code.is_ascii() {
        return false;
    }
    let counters = ["枚", "本", "個", "台", "巻", "点", "冊", "式", "件", "セット"];
    let counted = counters.iter().find_map(|counter| code.strip_suffix(counter));
    let number = counted.map(|text| text.trim_end_matches(|c: char| c.is_ascii_digit()));
    let several = number.zip(counted).is_some_and(|(before, counted)| {
        before.len() < counted.len() && before.ends_with([' ', 'か', '他', '外', '×', 'X'])
    });
    several || code.ends_with("ほか") || code.ends_with(" 他")
}

/// `USB-001ほか9件` in the words of the question: first, last, and how many.
pub fn summary(numbers: &[String]) -> String {
    match (numbers.first(), numbers.last()) {
        (Some(first), Some(last)) if numbers.len() > 2 => {
            format!("{first}から{last}までの{}件", numbers.len())
        }
        _ => numbers.join("と"),
    }
}

/// `USB-001` to `USB-010`, or to `010`.
fn range(from: &str, to: &str, before: Option<&String>) -> Option<Vec<String>> {
    let from = complete(&fold::code(from.trim()), before)?;
    let to = complete(&fold::code(to.trim()), Some(&from))?;
    let ((stem, first), (other, last)) = (split(&from)?, split(&to)?);
    let (low, high) = (first.parse::<u64>().ok()?, last.parse::<u64>().ok()?);
    let count = usize::try_from(high.checked_sub(low)?).ok()?;
    if stem != other || count == 0 || count >= MOST {
        return None;
    }
    let width = first.len();
    Some((low..=high).map(|number| format!("{stem}{number:0width$}")).collect())
}

/// `002` after `USB-001` is `USB-002`; anything with a stem of its own stays as it is.
fn complete(code: &str, before: Option<&String>) -> Option<String> {
    let (stem, digits) = split(code)?;
    match (stem.is_empty(), before) {
        (true, Some(before)) => {
            let (stem, known) = split(before)?;
            Some(if digits.len() < known.len() {
                format!("{stem}{digits:0>width$}", width = known.len())
            } else {
                format!("{stem}{digits}")
            })
        }
        _ => Some(code.to_owned()),
    }
}

/// Letters and hyphens before the last run of digits, and those digits.
fn split(code: &str) -> Option<(&str, &str)> {
    let digits = code.len() - code.bytes().rev().take_while(u8::is_ascii_digit).count();
    (digits < code.len()).then(|| code.split_at(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_ranges_are_told_one_by_one() {
        let cases = [
            ("USB-001〜USB-003", vec!["USB-001", "USB-002", "USB-003"]),
            ("ＵＳＢ－００１～００３", vec!["USB-001", "USB-002", "USB-003"]),
            ("USB-001、002", vec!["USB-001", "USB-002"]),
            ("USB-001/3", vec!["USB-001", "USB-003"]),
            ("USB-001\nUSB-005", vec!["USB-001", "USB-005"]),
            ("USB-001、USB-004~006", vec!["USB-001", "USB-004", "USB-005", "USB-006"]),
            ("1〜3", vec!["1", "2", "3"]),
        ];
        for (text, expected) in cases {
            assert_eq!(expand(text, true).unwrap_or_default(), expected, "{text}");
        }
        for text in [
            "USB-001",
            "USB-010〜USB-001",
            "USB-001〜CD-009",
            "USB-1〜USB-999999",
            "USB-001、USB-001",
            "USB-A、USB-B",
            "",
        ] {
            assert_eq!(expand(text, true), None, "{text}");
        }
        assert_eq!(expand("USB-020-025", true).map(|all| all.len()), Some(6));
        assert_eq!(expand("USB-020-025", false), None);
    }
}

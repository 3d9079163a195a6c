//! 1セルに2つ以上の番号: `USB-001〜USB-010`, `USB-001、002`, one on each line.

use crate::vocab::fold;

/// More than this is no list of things but a slip.
const MOST: usize = 300;

/// The single control numbers a text stands for, folded; none where it is one number or not clear.
pub fn expand(text: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> = text
        .split(['\n', '\r', '\t', '、', '，', ',', '/', '／', '・'])
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
            assert_eq!(expand(text).unwrap_or_default(), expected, "{text}");
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
            assert_eq!(expand(text), None, "{text}");
        }
    }
}

//! 値の読み方: how the text of one cell is read, by the kind of its field. Pure functions.
//!
//! Each gives the text to be stored and what has to be asked or said about it. What needs the row or the
//! column around the cell is in [`super::normalise`].

pub mod numbers;
pub mod people;
pub mod spoilt;
pub mod states;
pub mod words;

use std::borrow::Cow;

use crate::vocab::PartialDate;
use crate::vocab::fields::{Choice, Field, Kind};
use crate::vocab::fold::{self, match_key};

use super::problem::Issue;

/// What a cell became.
#[derive(Debug, PartialEq)]
pub struct Outcome {
    pub value: Option<String>,
    pub issue: Option<(Issue, String)>,
}

impl Outcome {
    pub fn plain(value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), issue: None }
    }

    /// A proposal or note: `shown` is how the message names the value.
    pub fn with(value: Option<String>, issue: Issue, shown: impl Into<String>) -> Self {
        Self { value, issue: Some((issue, shown.into())) }
    }

    pub fn error(issue: Issue) -> Self {
        Self::with(None, issue, "")
    }
}

/// A line drawn through a cell, whichever of the many that look alike it is, says that there is nothing, and no more.
pub fn is_dash(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| "-－―ーｰ‐‑–—─−".contains(c))
}

pub fn is_phone(key: &str) -> bool {
    ["電話", "連絡先", "携帯", "外線", "tel", "fax"].iter().any(|word| key.contains(word))
}

/// 〃 and its kin.
pub fn is_ditto(text: &str) -> bool {
    matches!(text, "〃" | "″" | "々" | "仝" | "\"" | "\"\"" | "”" | "’’" | "''" | "ゞ" | "〻")
        || (starts_like(text, "同上") && matches!(match_key(text).as_str(), "同上" | "上に同じ" | "同"))
}

/// 同左
pub fn is_same_as_left(text: &str) -> bool {
    text == "←" || (starts_like(text, "同左") && matches!(match_key(text).as_str(), "同左" | "左に同じ"))
}

/// A mark that stands for another cell's value.
pub fn repeats(text: &str) -> bool {
    is_ditto(text) || is_same_as_left(text)
}

/// A cheap look before a text is folded: most cells are no ditto of any kind.
fn starts_like(text: &str, firsts: &str) -> bool {
    text.len() <= 24 && text.chars().next().is_some_and(|c| firsts.contains(c))
}

pub fn is_textual(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Note | Kind::Name | Kind::Person | Kind::Department)
}

/// How a value is named to the user: the label of a choice, else the value.
pub fn shown(field: &Field, value: &str) -> String {
    match field.kind {
        Kind::Choice(choices) => choices
            .iter()
            .find(|choice| choice.id == value)
            .map_or(value, |choice| choice.label.ja)
            .to_owned(),
        _ => value.to_owned(),
    }
}

/// Whether a field of this kind holds any text, so that a cell may stay as it stands in the file.
pub fn holds_text(kind: Kind) -> bool {
    is_textual(kind) || matches!(kind, Kind::Code | Kind::Link(_))
}

pub fn limited(text: &str, limit: usize) -> Outcome {
    if text.len() > limit && text.chars().count() > limit {
        Outcome::error(Issue::TooLong)
    } else {
        Outcome::plain(text)
    }
}

/// The year that brings month and day nearest to a known date.
pub fn nearest_year(beside: PartialDate, month: u32, day: u32) -> Option<PartialDate> {
    let known = beside.first_day();
    let years = [beside.year(), beside.year() + 1, beside.year() - 1];
    let dates = years.into_iter().filter_map(|year| PartialDate::from_day(year, month, day));
    dates.min_by_key(|date| (date.first_day() - known).num_days().abs())
}

/// Whether a text says more than the choice it was read as: 欠席（出張）, LTO-7. It is then kept beside it.
pub fn says_more(choice: &Choice, text: &str) -> bool {
    if text == choice.label.ja {
        return false;
    }
    let (key, label) = (match_key(text), match_key(choice.label.ja));
    let bracketed = text.contains(['(', '（', '・', '→', '/', '／', '\n']);
    // モニタ is その他の機器, and which.
    let other = choice.id.starts_with("other");
    key != label && (bracketed || other || key.chars().count() > label.chars().count().max(1))
}

pub fn code(text: &str) -> Outcome {
    if is_dash(text) || matches!(text, "なし" | "無" | "不明" | "未定" | "番号なし" | "番号無し" | "番号不明")
    {
        return Outcome::with(None, Issue::UnknownWord, "");
    }
    let many = text.contains(['\n', '、', '，', '〜', '～', '~']);
    match one_line_code(text) {
        Some(folded) if many || numbers::is_quantity(&folded) => {
            Outcome::with(Some(folded), Issue::ManyInCell, "")
        }
        Some(folded) => Outcome::plain(folded),
        None => Outcome::error(Issue::BadCode),
    }
}

/// A control number as it can be stored, its lines joined; none where it is too long for one.
pub fn one_line_code(text: &str) -> Option<String> {
    let one_line: Cow<'_, str> = if text.contains(['\n', '\r', '\t']) {
        let lines = text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty());
        Cow::Owned(lines.collect::<Vec<_>>().join("、"))
    } else {
        Cow::Borrowed(text)
    };
    let folded = fold::code(&one_line);
    (folded.chars().count() <= 64).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::people::person;
    use super::spoilt::has_lost_digits;
    use super::words::meant_choice;
    use super::*;
    use crate::import::cells::Raw;
    use crate::vocab::fields::choice;

    const RESULTS: &[Choice] = &[
        choice("ok", "正常", "ok", &["○"]),
        choice("error", "異常", "error", &["×", "失敗"]),
        choice("lto", "LTO", "tape", &[]),
    ];

    fn told(outcome: Outcome) -> (String, String) {
        let issue = outcome.issue.map_or("", |(issue, _)| issue.as_str());
        (outcome.value.unwrap_or_default(), issue.to_owned())
    }

    #[test]
    fn a_mark_or_words_around_a_known_one_are_asked_about() {
        let meant =
            |text| meant_choice(RESULTS, text).map(|(choice, issue)| (choice.id, issue.map(Issue::as_str)));
        let cases = [
            ("正常", Some(("ok", None))),
            ("○", Some(("ok", Some("mark_meaning")))),
            ("× 書込ｴﾗｰ", Some(("error", Some("choice_guess")))),
            ("取得失敗（3回目）", Some(("error", Some("choice_guess")))),
            ("ＬＴＯ９", Some(("lto", Some("choice_guess")))),
            ("不詳", None),
        ];
        for (text, expected) in cases {
            assert_eq!(meant(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_that_denies_a_choice_is_never_taken_for_it() {
        const LIST: &[Choice] = &[
            choice("used", "使用中", "used", &["使用"]),
            choice("bad", "異常", "bad", &[]),
            choice("back", "返却", "back", &[]),
            choice("printer", "プリンタ", "printer", &[]).also("レーザープリンター LBP").likely("印刷機"),
        ];
        let meant =
            |text| meant_choice(LIST, text).map(|(choice, issue)| (choice.id, issue.map(Issue::as_str)));
        for text in ["未使用", "使用停止", "使用しない", "使用不可", "異常なし", "返却予定", "非返却"]
        {
            assert_eq!(meant(text), None, "{text}");
        }
        let guess = Some("choice_guess");
        for (text, expected) in [
            ("プリンター", Some(("printer", None))),
            ("レーザプリンタ", Some(("printer", guess))),
            ("ﾚｰｻﾞｰﾌﾟﾘﾝﾀ", Some(("printer", None))),
            ("ｌｂｐ", Some(("printer", None))),
            ("印刷機", Some(("printer", guess))),
            ("印刷機（2階）", Some(("printer", guess))),
        ] {
            assert_eq!(meant(text), expected, "{text}");
        }
    }

    #[test]
    fn only_what_says_more_than_the_choice_is_kept_beside_it() {
        let lto = &RESULTS[2];
        for (text, more) in [("LTO", false), ("ＬＴＯ", false), ("LTO-7", true), ("LTO 第7世代", true)]
        {
            assert_eq!(says_more(lto, text), more, "{text}");
        }
    }

    #[test]
    fn control_numbers() {
        let text = |text: &str| told(code(text));
        assert_eq!(text("ＵＳＢ－００１"), ("USB-001".into(), String::new()));
        assert_eq!(text("USB-001〜USB-010"), ("USB-001〜USB-010".into(), "many_in_cell".into()));
        assert_eq!(text("USB-001\nUSB-002"), ("USB-001、USB-002".into(), "many_in_cell".into()));
        assert_eq!(text("－"), (String::new(), "unknown_word".into()));
        assert!(has_lost_digits(&Raw::Number(1.0e16)) && !has_lost_digits(&Raw::Number(123_456_789_012.0)));
    }

    #[test]
    fn names_lose_their_seal_and_nothing_else() {
        let cases = [
            ("佐藤㊞", "佐藤", "seal_removed"),
            ("㊞", "", "seal_only"),
            ("辻󠄀\u{3000}香織", "辻󠄀 香織", ""),
            ("海印", "海印", ""),
            ("総務課\u{3000}佐藤", "佐藤", "role_in_name"),
            ("佐藤（旧姓 田中）", "佐藤", "role_in_name"),
            ("佐藤課長", "佐藤", "role_in_name"),
            ("（総）佐藤", "佐藤", "role_in_name"),
            ("佐藤\n（総務課）", "佐藤", "role_in_name"),
            ("佐藤→鈴木 R5.4.1", "佐藤→鈴木 R5.4.1", "history_in_cell"),
            ("渡部", "渡部", ""),
            ("服部\u{3000}半蔵", "服部 半蔵", ""),
            ("小室\u{3000}圭介", "小室 圭介", ""),
            ("－", "", "unknown_word"),
        ];
        for (text, value, issue) in cases {
            assert_eq!(told(person(text)), (value.into(), issue.into()), "{text}");
        }
    }

    #[test]
    fn a_year_comes_from_the_nearest_date_over_new_year() {
        let cases = [
            ("2025-12-27", (12, 28), "2025-12-28"),
            ("2025-12-29", (1, 4), "2026-01-04"),
            ("2026-01-04", (12, 29), "2025-12-29"),
            ("2024-03-01", (2, 29), "2024-02-29"),
        ];
        for (beside, (month, day), expected) in cases {
            let date = nearest_year(beside.parse().unwrap(), month, day);
            assert_eq!(date.map(|date| date.to_string()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn dittos_are_only_what_stands_alone() {
        for text in ["〃", "″", "同上", "仝", "々", "\"\"", " 同 上 "] {
            assert!(is_ditto(text.trim()), "{text}");
        }
        for text in ["佐々木", "同上（給付課）", "同意書", "-"] {
            assert!(!is_ditto(text), "{text}");
        }
    }
}

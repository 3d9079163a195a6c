//! 題名の研修名: 「令和6年度 第1回 情報セキュリティ研修 出席簿」 above a list of attendees that says nowhere else which training
//! it is of. Proposed, and asked. Pure.

use unicode_normalization::UnicodeNormalization;

use crate::import::context::{Context, WRITTEN};
use crate::vocab::PartialDate;
use crate::vocab::date_reader::{self, Reading};

const TRAININGS: [&str; 9] =
    ["研修会", "研修", "講習会", "講習", "訓練", "セミナー", "勉強会", "説明会", "講座"];

/// What is said of the list and not of the training.
const LISTS: [&str; 19] = [
    "出席",
    "参加",
    "受講",
    "者",
    "簿",
    "名簿",
    "一覧",
    "一覧表",
    "表",
    "実施",
    "記録",
    "確認",
    "署名",
    "状況",
    "結果",
    "報告",
    "書",
    "の",
    "台帳",
];

/// The training a title names; none where it says no more than 研修出席簿.
pub fn training(title: &str) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    for word in self::words(title) {
        let word = without_year(word);
        if session_of(word).is_none() {
            words.extend(Some(without_list(word).to_owned()).filter(|word| !word.is_empty()));
        }
    }
    let at = words.iter().position(|word| TRAININGS.iter().any(|training| word.ends_with(training)))?;
    let bare = TRAININGS.contains(&words[at].as_str());
    match (bare, at) {
        (false, _) => Some(words[at].clone()),
        (true, 0) => None,
        (true, _) => Some(format!("{} {}", words[at - 1], words[at])),
    }
}

/// 第1回（6月10日）, 令和6年度: a year or a session, perhaps with its day.
pub fn says_which(text: &str) -> bool {
    let is_year = |word: &str| matches!(date_reader::read(word), Ok(Reading::FiscalYear(_)));
    let is_day =
        |word: &str| matches!(date_reader::read(word), Ok(Reading::Date { .. } | Reading::MonthDay { .. }));
    let mut which = words(text).filter(|word| !is_day(word)).peekable();
    which.peek().is_some() && which.all(|word| is_year(word) || session_of(word).is_some())
}

/// 第2回 in one of the texts above a list.
pub fn session(title: &[String]) -> Option<(&String, u32)> {
    title.iter().find_map(|text| Some((text, words(text).find_map(session_of)?)))
}

/// The one day that the texts above a list say, by itself or as 個人情報研修（R7.9.5開催）, but for the day it was written.
/// 6月10日 is of the year the list is of.
pub fn day<'t>(title: &'t [String], context: &Context) -> Option<(&'t String, PartialDate)> {
    let written = |text: &str| WRITTEN.iter().any(|word| text.contains(word));
    let mut days = title.iter().enumerate().flat_map(|(n, text)| {
        let beside = n.checked_sub(1).and_then(|before| title.get(before));
        let own = !written(text) && !beside.is_some_and(|beside| written(beside));
        let words = std::iter::once(text.as_str()).chain(words(text).filter(|word| *word != text.as_str()));
        words.filter(move |_| own).filter_map(|word| day_in(word, context)).map(move |day| (text, day))
    });
    let first = days.next()?;
    days.all(|(_, day)| day == first.1).then_some(first)
}

/// R7.9.5開催
fn day_in(word: &str, context: &Context) -> Option<PartialDate> {
    let word = ["開催", "実施", "受講"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    match date_reader::read(word) {
        Ok(Reading::Date { date, doubt: None, .. }) => date.day().is_some().then_some(date),
        Ok(Reading::MonthDay { month, day, .. }) => context.month_day(month, day),
        _ => None,
    }
}

fn words(title: &str) -> impl Iterator<Item = &str> {
    title
        .split([' ', '\u{3000}', '\n', '（', '）', '(', ')', '「', '」', '【', '】'])
        .filter(|word| !word.is_empty())
}

/// 令和6年度情報セキュリティ研修
fn without_year(word: &str) -> &str {
    let Some((before, after)) = word.split_once("年度") else { return word };
    let year = date_reader::read(&format!("{before}年度"));
    if matches!(year, Ok(Reading::FiscalYear(_))) { after } else { word }
}

fn without_list(word: &str) -> &str {
    let mut word = word;
    while let Some(shorter) =
        LISTS.iter().filter_map(|list| word.strip_suffix(list)).min_by_key(|text| text.len())
    {
        word = shorter;
    }
    word
}

/// 第1回
fn session_of(word: &str) -> Option<u32> {
    let plain: String = word.nfkc().collect();
    plain.strip_prefix('第')?.strip_suffix('回')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_their_training() {
        let cases = [
            ("情報セキュリティ研修\u{3000}出席簿", Some("情報セキュリティ研修")),
            ("令和7年度\u{3000}個人情報保護研修会\u{3000}出席者名簿", Some("個人情報保護研修会")),
            ("令和7年度 第1回 情報セキュリティ研修 出席者名簿", Some("情報セキュリティ研修")),
            ("令和６年度情報セキュリティ研修出席簿", Some("情報セキュリティ研修")),
            ("標的型メール 訓練 結果", Some("標的型メール 訓練")),
            ("個人情報研修", Some("個人情報研修")),
            ("研修出席簿", None),
            ("研修受講者名簿（令和7年度）", None),
            ("出席者名簿", None),
            ("○○国民健康保険組合", None),
        ];
        for (title, expected) in cases {
            assert_eq!(training(title).as_deref(), expected, "{title}");
        }
        let session = |title: &str| session(&[title.to_owned()]).map(|(_, number)| number);
        assert_eq!(session("令和7年度 第1回 情報セキュリティ研修 出席者名簿"), Some(1));
        assert!(says_which("第1回（6月10日）") && says_which("令和6年度") && !says_which("第1回は中止"));
    }

    #[test]
    fn a_day_above_the_list_is_its_day_unless_it_says_when_it_was_written() {
        let day = |texts: &[&str]| {
            let title: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            super::day(&title, &Context::of(None, &title)).map(|(_, day)| day.to_string())
        };
        assert_eq!(day(&["個人情報研修", "2025/6/1"]).as_deref(), Some("2025-06-01"));
        assert_eq!(day(&["個人情報保護研修（令和7年6月20日）"]).as_deref(), Some("2025-06-20"));
        assert_eq!(day(&["情報セキュリティ研修（R7.9.5開催）出席者一覧"]).as_deref(), Some("2025-09-05"));
        assert_eq!(day(&["個人情報研修（R7.6.1）", "2025/6/1"]).as_deref(), Some("2025-06-01"));
        assert_eq!(day(&["作成日", "2025/6/1"]), None);
        assert_eq!(day(&["研修名簿（R7.6.1現在）"]), None);
        assert_eq!(day(&["2025/6/1", "2025/6/2"]), None);
        assert_eq!(day(&["個人情報研修（R7.6.20）（R7.6.27）"]), None, "two days");
        assert_eq!(day(&["個人情報研修（R7.6.20）（R7.6.20開催）"]).as_deref(), Some("2025-06-20"));
        assert_eq!(day(&["2025年6月"]), None);
        assert_eq!(day(&["第1回（6月10日）", "令和7年度 個人情報研修"]).as_deref(), Some("2025-06-10"));
    }
}

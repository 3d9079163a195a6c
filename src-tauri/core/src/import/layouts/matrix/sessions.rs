//! 研修の列: what the headings over a column of marks say of a training, and whether they say that it is one.

use chrono::Datelike;

use super::looks::{is_day, words};
use crate::import::cells::Sheet;
use crate::import::context::Context;
use crate::import::make::{names_training, tells_day};
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fold::match_key;

/// What trainings are called, and what they are about.
const SUBJECTS: [&str; 12] = [
    "研修",
    "講習",
    "訓練",
    "セミナー",
    "勉強会",
    "説明会",
    "講座",
    "受講",
    "テスト",
    "セキュリティ",
    "個人情報",
    "コンプライアンス",
];

/// What tells the parts of one training apart: 第1回, 前期, Ａ班, 4月.
const PARTS: [&str; 10] = ["回", "期", "班", "編", "コース", "日", "月", "年", "午前", "午後"];

/// 個人情報研修, or a day where the heading or what stands above speaks of trainings: no column of something else.
pub(super) fn is_session(texts: &[String], title: &[String]) -> bool {
    texts.iter().any(|text| names_training(text)) || is_day_of_training(texts, title)
}

/// Whether points and hours may stand under a heading as marks do: it says its day, and it or the title a training.
pub(super) fn is_day_of_training(texts: &[String], title: &[String]) -> bool {
    is_dated(texts) && texts.iter().chain(title).any(|text| speaks_of_training(text))
}

/// 開封, URLクリック and 報告 below 標的型メール訓練（令和6年9月2日）: what came of one training, where the title names it and its
/// day, and none of the headings another.
pub(super) fn are_of_one(title: &[String], mut headings: impl Iterator<Item = Vec<String>>) -> bool {
    let says = |text: &String| {
        speaks_of_training(text) || PARTS.iter().any(|part| match_key(text).contains(&match_key(part)))
    };
    title.iter().any(|text| names_training(text))
        && tells_day(title)
        && headings.all(|texts| !is_dated(&texts) && !texts.iter().any(says))
}

/// 3日, of the month that the title says.
pub(super) fn is_day_of_month(text: &str) -> bool {
    text.strip_suffix('日').is_some_and(|day| day.parse().is_ok_and(|day: u32| (1..=31).contains(&day)))
}

/// The only day of those the title says, 令和6年4月3日～4月5日, that is called so.
pub(super) fn of_month(day: &str, title: &[String]) -> Option<String> {
    let day: u32 = day.strip_suffix('日')?.parse().ok()?;
    let context = Context::of(None, title);
    let within = |text: &String| {
        let text = text.split_once(['：', ':']).map_or(text.as_str(), |(_, said)| said);
        let (first, last) = text.split_once(['～', '〜', '~'])?;
        let Ok(Reading::Date { date, doubt: None, .. }) = date_reader::read(first.trim()) else {
            return None;
        };
        let first = date.to_day()?;
        let last = match date_reader::read(last.trim()) {
            Ok(Reading::Date { date, doubt: None, .. }) => date.to_day(),
            Ok(Reading::MonthDay { month, day, .. }) => {
                let context = Context { month: Some((first.year(), first.month())), ..context };
                context.month_day(month, day)?.to_day()
            }
            _ => None,
        }?;
        let mut days = first.iter_days().take(28).take_while(|of| *of <= last).filter(|of| of.day() == day);
        days.next().map(|day| day.format("%Y/%-m/%-d").to_string())
    };
    title.iter().find_map(within)
}

/// The texts above a row, and the name of the sheet.
pub(super) fn above(sheet: &Sheet, row: u32) -> Vec<String> {
    let rows = sheet.rows.iter().take_while(|above| above.number < row);
    let cells = rows.flat_map(|row| &row.cells).filter(|cell| !cell.value.is_blank());
    let texts = cells.map(|cell| cell.value.text().into_owned());
    texts.chain(sheet.head.name.clone()).collect()
}

fn is_dated(texts: &[String]) -> bool {
    texts.iter().flat_map(|text| words(text)).any(is_day)
}

fn speaks_of_training(text: &str) -> bool {
    let key = match_key(text);
    SUBJECTS.iter().any(|subject| key.contains(&match_key(subject)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_alone_is_of_the_days_the_title_says() {
        let of = |day: &str, title: &str| of_month(day, &[title.to_owned()]);
        assert_eq!(of("4日", "期日：令和6年4月3日～4月5日").as_deref(), Some("2024/4/4"));
        assert_eq!(of("1日", "期間：令和6年4月29日～令和6年5月2日").as_deref(), Some("2024/5/1"));
        assert_eq!(of("6日", "期日：令和6年4月3日～4月5日"), None, "no day of it");
        assert_eq!(of("4日", "令和6年4月"), None);
    }

    #[test]
    fn dates_head_trainings_only_where_something_speaks_of_one() {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert!(is_session(&texts(&["個人情報研修"]), &[]));
        assert!(is_session(&texts(&["6/10"]), &texts(&["情報セキュリティ研修 受講状況"])));
        assert!(!is_session(&texts(&["6/10"]), &texts(&["当番表"])));
    }
}

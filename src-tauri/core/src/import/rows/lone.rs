//! 一つだけの文字: rows that hold nothing but one text. Pure.

use super::RowClass;
use crate::import::doubts::Doubt;
use crate::import::row_words::{column_number, is_counted, is_id, is_prose, is_section};
use crate::vocab::date_reader::{self, Reading};

/// A row of one cell. `identified`: it stands where control numbers or names do.
pub fn class(text: &str, identified: bool) -> (RowClass, Option<Doubt>) {
    if is_prose(text) {
        // 総務課媒体その2 may be a number all the same.
        let numbered = identified && text.trim().ends_with(char::is_numeric);
        return (RowClass::Note, numbered.then_some(Doubt::Alone));
    }
    // 【給付課】 stands where control numbers stand, but no number is without a digit.
    if !identified || is_section(text) || is_wordy(text) || is_day(text) && !is_id(text) {
        return (RowClass::Heading, None);
    }
    if is_id(text) {
        return (RowClass::Data, None);
    }
    let class = if is_counted(text) { RowClass::Total } else { RowClass::Heading };
    (class, Some(Doubt::Alone))
}

pub fn is_day(text: &str) -> bool {
    !matches!(date_reader::read(text), Err(_) | Ok(Reading::Word))
}

fn is_wordy(text: &str) -> bool {
    !text.chars().any(char::is_numeric)
}

/// 佐藤 一: no section is called so.
pub fn is_name(text: &str) -> bool {
    let text = text.trim();
    let ends =
        ["課", "部", "室", "係", "局", "班", "支部", "センター", "グループ", "担当", "職員", "関係", "以外"];
    is_wordy(text)
        && !is_section(text)
        && !text.starts_with(['（', '('])
        && !ends.iter().any(|end| text.ends_with(end))
}

/// 12, ③, 月, 4/1: what stands in an empty line of the form.
pub fn is_running_number(text: &str) -> bool {
    let weekday = matches!(text.trim(), "月" | "火" | "水" | "木" | "金" | "土" | "日" | "祝");
    column_number(text).is_some() || weekday || is_id(text) || is_day(text)
}

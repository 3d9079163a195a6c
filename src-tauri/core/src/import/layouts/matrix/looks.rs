//! 印か見出しか: what single cells and columns of a matrix look like.

use super::{LOOKED_AT, Of};
use crate::import::cells::{Cell, Raw, Row};
use crate::import::headings::{Shape, headings, is_frame};
use crate::vocab::Field;
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fields::Choice;
use crate::vocab::fold::match_key;
use crate::vocab::read::find_choice;

/// 6/14 情報セキュリティ, 情報セキュリティ（R6.6.14）, 6/14情報セキュリティ: the day and the name apart.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([' ', '\u{3000}', '\n', '(', ')', '（', '）']);
    parts.flat_map(day_and_rest).map(str::trim).filter(|word| !word.is_empty())
}

/// Headings have lost their blanks: 4/10新人研修 begins with a day, 新人研修4/10 ends with one.
fn day_and_rest(word: &str) -> [&str; 2] {
    let number = |c: Option<char>| c.is_some_and(char::is_numeric);
    let is_whole_day = |text: &str| text.contains(['/', '／', '月', '.', '．']) && is_day(text);
    let cuts = || word.char_indices().map(|(at, _)| word.split_at(at)).filter(|(one, _)| !one.is_empty());
    let parted =
        |(one, other): &(&str, &str)| !(number(one.chars().next_back()) && number(other.chars().next()));
    let first = cuts().rev().filter(parted).find(|(day, _)| is_whole_day(day));
    let last = || cuts().filter(parted).find(|(_, day)| is_whole_day(day));
    match first.or_else(last) {
        Some((one, other)) if !is_day(word) => [one, other],
        _ => [word, ""],
    }
}

pub(super) fn is_day(text: &str) -> bool {
    matches!(date_reader::read(text), Ok(Reading::Date { doubt: None, .. } | Reading::MonthDay { .. }))
}

/// R6年度
pub(super) fn is_year(text: &str) -> bool {
    matches!(date_reader::read(text), Ok(Reading::FiscalYear(_)))
}

/// 金, 金曜日: stands beside its day.
pub(super) fn is_weekday(text: &str) -> bool {
    let day = text.trim_end_matches("曜日").trim_end_matches('曜');
    ["月", "火", "水", "木", "金", "土", "日", "祝"].contains(&day)
}

/// The field a cell is the heading of.
pub(super) fn field_of(of: &Of, cell: &Cell) -> Option<&'static Field> {
    let Raw::Text(text) = &cell.value else { return None };
    let key = match_key(text);
    let of_shape = |shape: &Shape| {
        shape.register.id == of.shape.register.id && shape.part.is_some() == of.shape.part.is_some()
    };
    let mut words =
        headings().shapes.iter().filter(|(shape, _)| of_shape(shape)).flat_map(|(_, words)| words);
    words.find(|word| word.key == key && word.field.key != of.mark.key).map(|word| word.field)
}

/// 出欠, 結果: the heading of an ordinary list.
pub(super) fn is_heading_of(of: &Of, cell: &Cell) -> bool {
    let Raw::Text(text) = &cell.value else { return false };
    let key = match_key(text);
    let own = std::iter::once(of.mark.label.ja).chain(of.mark.synonyms.iter().copied());
    own.into_iter().any(|word| match_key(word) == key)
}

pub(super) fn is_running_number(cell: &Cell) -> bool {
    matches!(&cell.value, Raw::Text(text) if is_frame(&match_key(text)))
}

pub(super) fn filled(row: &Row, col: u16) -> bool {
    row.cell(col).is_some_and(|cell| !cell.value.is_blank())
}

/// システム＼日
pub(super) fn parts_of(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['＼', '\\', '／', '/', '・', '\n', ' ', '\u{3000}']);
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// Whether a text is a name of the field.
pub(super) fn names(field: &Field, text: &str) -> bool {
    let key = match_key(text);
    let own = std::iter::once(field.label.ja).chain(field.synonyms.iter().copied());
    !key.is_empty() && own.into_iter().any(|word| match_key(word) == key)
}

/// Nearly all cells of a column are days: 4/1, a date, or the numbers of a month.
pub(super) fn holds_days(rows: &[Row], col: u16) -> bool {
    let cells = rows.iter().filter_map(|row| row.cell(col)).filter(|cell| !cell.value.is_blank());
    let (mut days, mut all) = (0, 0);
    for cell in cells.take(LOOKED_AT) {
        all += 1;
        let text = cell.value.text();
        let of_month =
            text.trim().trim_end_matches('日').parse().is_ok_and(|day: u32| (1..=31).contains(&day));
        days += usize::from(of_month || is_day(text.trim()) || matches!(cell.value, Raw::DateTime(_)));
    }
    all >= 2 && days * 10 >= all * 8
}

/// Whether the rows of a turned sheet are about people: no headings, no days, and at least three of them.
pub(super) fn are_people(body: &[&Row], subject: u16, of: &Of) -> bool {
    let cells = body.iter().filter_map(|row| row.cell(subject));
    let names = cells.map(|cell| {
        let Raw::Text(text) = &cell.value else { return false };
        let month = text.trim().trim_end_matches('月').chars().all(|c| c.is_numeric());
        let length = text.chars().filter(|c| !c.is_whitespace()).count();
        let plain = (2..=12).contains(&length) && !text.chars().any(char::is_numeric);
        plain && !month && !is_day(text) && !headings().knows(&match_key(text)) && !is_heading_of(of, cell)
    });
    let (people, all) = names.fold((0, 0), |(people, all), is| (people + usize::from(is), all + 1));
    people >= 3 && people * 10 >= all * 8
}

/// A heading of the whole record: 実施日, 会場.
pub(super) fn is_own_heading(of: &Of, cell: &Cell) -> bool {
    let Raw::Text(text) = &cell.value else { return false };
    headings().own_field(of.shape.register.id, &match_key(text)).is_some()
}

/// What the cells of a column of marks come to.
pub(super) struct Marks {
    /// The field they go to.
    pub field: &'static Field,
    pub count: usize,
    /// Nearly all of them are choices of it, not just the greater part.
    pub certain: bool,
}

/// The field the cells of a column go to, where most are choices of it. Numbers of media go to theirs only where
/// nothing else stands among them. What is headed as a `session` is one however few of them are; where it may be
/// `told_otherwise`, points and hours are told as marks are.
pub(super) fn holds_marks(
    body: &[&Row],
    col: u16,
    of: &Of,
    session: bool,
    told_otherwise: bool,
) -> Option<Marks> {
    let cells = body.iter().filter_map(|row| row.cell(col)).filter(|cell| !cell.value.is_blank());
    let (mut marks, mut media, mut points, mut hours, mut all) = (0, 0, 0, 0, 0);
    for cell in cells.take(LOOKED_AT) {
        all += 1;
        let text = cell.value.text();
        let text = text.trim();
        if is_mark(text, of.choices) {
            marks += 1;
        } else if is_number_of_medium(text) {
            media += 1;
        } else if told_otherwise {
            points += usize::from(text.parse().is_ok_and(|points: u32| points <= 100));
            hours += usize::from(date_reader::clock(text).is_some());
        }
    }
    let held = |field, certain| Some(Marks { field, count: all, certain });
    match (of.medium, of.score) {
        (Some(field), _) if all > 0 && media == all => held(field, true),
        (_, Some(field)) if points > 0 && points * 2 >= all => held(field, true),
        _ if all > 0 && (marks + hours) * 2 >= all => {
            held(of.mark, session || (marks + hours) * 10 >= all * 8)
        }
        _ if session && marks > 0 => held(of.mark, false),
        _ => None,
    }
}

/// ○, 欠, and ○（補講2/1）: a mark, and what was added to it in brackets.
fn is_mark(text: &str, choices: &'static [Choice]) -> bool {
    let mark = text.split(['(', '（', '\n', ' ', '\u{3000}']).next().unwrap_or_default().trim();
    let known =
        |mark: &str| find_choice(choices, mark).is_some() || matches!(mark, "－" | "-" | "△" | "済" | "未");
    text.chars().count() <= 20 && mark.chars().count() <= 6 && known(mark)
}

/// T-01, LTO3, Ｂ００１: letters and digits, and no day.
pub(super) fn is_number_of_medium(text: &str) -> bool {
    let key = match_key(text);
    let plain = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let both = key.chars().any(|c| c.is_ascii_alphabetic()) && key.chars().any(|c| c.is_ascii_digit());
    plain && both && key.len() <= 12 && !is_day(text)
}

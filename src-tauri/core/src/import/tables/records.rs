//! 見出しに似た記録: records whose words are headings somewhere.

use super::header::filled;
use super::titles::is_gap;
use crate::import::cells::{Cell, Raw, Row};
use crate::import::headings::{headings, is_frame};
use crate::import::row_words::is_id;
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fold::match_key;

/// 保管庫, バックアップ and 管理者 are headings somewhere; beside USB-001 under 管理番号 or R6.3.1 under 廃棄日 they are what a
/// record of the table holds. `table` begins with its headings and ends right above the row.
pub fn is_record_of(table: &[Row], row: &Row) -> bool {
    let over = |cell: &Cell| -> Vec<String> {
        let heads = table.iter().take(2).filter_map(|head| head.cell(cell.col));
        heads.filter(|head| !head.value.is_blank()).map(|head| match_key(&head.value.text())).collect()
    };
    // 02 under 管理番号 is a number as well.
    let numbers = |key: &String| headings().identifies(key) && !is_frame(key);
    let is_number = |cell: &Cell| is_id(&cell.value.text()) && over(cell).iter().any(numbers);
    filled(row).any(|cell| is_of_a_record(&cell.value) && !over(cell).is_empty() || is_number(cell))
        && table.last().is_some_and(|last| !is_gap(last, row))
}

/// A number with letters and digits, or a day with its year.
fn is_of_a_record(value: &Raw) -> bool {
    let text = value.text();
    let numbered = || is_id(&text) && text.chars().any(char::is_alphabetic);
    let dated = || matches!(date_reader::read(&text), Ok(Reading::Date { .. }));
    text.len() <= 60 && text.chars().any(char::is_numeric) && (dated() || numbered())
}

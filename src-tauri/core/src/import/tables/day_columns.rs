//! 年・月・日の列: a day written over three columns, or over two where its year stands elsewhere, read as one.

use std::collections::HashMap;

use super::header::SEARCHED;
use crate::import::cells::{Cell, Raw, Row, Sheet};
use crate::vocab::fold::match_key;

/// The columns of one day, from the left; the day is put in the first.
struct Day {
    year: Option<u16>,
    month: u16,
    day: u16,
}

/// The sheet with its days in one column each; none where they stand so already.
pub fn joined(sheet: &Sheet) -> Option<Sheet> {
    let head = sheet.rows.iter().take(SEARCHED).find(|row| !days(row).is_empty())?;
    let days = days(head);
    let body = || sheet.rows.iter().filter(|row| row.number > head.number);
    // 年 | 月 | 日 over anything else is none of ours.
    let read = body().filter(|row| days.iter().any(|day| day.of(row).is_some())).count();
    if read == 0 || read * 2 < body().filter(|row| days.iter().any(|day| !day.is_blank(row))).count() {
        return None;
    }
    let row = |row: &Row| match row.number {
        number if number == head.number => with(row, days.iter().map(|day| (day, day.heading()))),
        number if number < head.number => row.clone(),
        _ => with(row, days.iter().filter_map(|day| Some((day, day.of(row)?)))),
    };
    Some(Sheet { head: sheet.head.clone(), rows: sheet.rows.iter().map(row).collect() })
}

/// 年 | 月 | 日 or 月 | 日 beside each other in a row of other headings.
fn days(row: &Row) -> Vec<Day> {
    let keys: HashMap<u16, String> = row
        .cells
        .iter()
        .filter(|cell| matches!(&cell.value, Raw::Text(text) if text.chars().count() <= 3))
        .map(|cell| (cell.col, match_key(&cell.value.text())))
        .collect();
    let is = |col: Option<u16>, word: &str| col.and_then(|col| keys.get(&col)).is_some_and(|key| key == word);
    let day = |(month, key): (&u16, &String)| {
        let (before, day) = (month.checked_sub(1), month.checked_add(1)?);
        let year = before.filter(|_| is(before, "年"));
        (key == "月" && is(Some(day), "日")).then_some(Day { year, month: *month, day })
    };
    let mut days: Vec<Day> = keys.iter().filter_map(day).collect();
    days.sort_unstable_by_key(|day| day.month);
    let others = row.cells.iter().filter(|cell| !cell.value.is_blank()).count();
    if others > days.len() * 3 { days } else { Vec::new() }
}

impl Day {
    fn first(&self) -> u16 {
        self.year.unwrap_or(self.month)
    }

    fn heading(&self) -> String {
        if self.year.is_some() { "年月日" } else { "日" }.to_owned()
    }

    /// R6 | 3 | 1 as R6年3月1日; none where month or day is no number.
    fn of(&self, row: &Row) -> Option<String> {
        let text = |col: u16, unit: char| {
            let text = row.cell(col).map(|cell| cell.value.text().trim().to_owned()).unwrap_or_default();
            text.strip_suffix(unit).map_or(text.clone(), str::to_owned)
        };
        let number = |text: &str| match_key(text).parse::<u32>().ok();
        let (month, day) = (number(&text(self.month, '月'))?, number(&text(self.day, '日'))?);
        let year = self.year.map(|col| text(col, '年')).filter(|year| !year.is_empty());
        let year = year.map_or_else(String::new, |year| format!("{year}年"));
        Some(format!("{year}{month}月{day}日"))
    }

    fn is_blank(&self, row: &Row) -> bool {
        (self.first()..=self.day).all(|col| row.cell(col).is_none_or(|cell| cell.value.is_blank()))
    }
}

/// The row with these texts in the first column of their days, and nothing in the others.
fn with<'d>(row: &Row, days: impl Iterator<Item = (&'d Day, String)>) -> Row {
    let mut row = row.clone();
    for (day, text) in days {
        row.cells.retain(|cell| cell.col == day.first() || !(day.first()..=day.day).contains(&cell.col));
        let value = Raw::Text(text.into());
        match row.cells.iter_mut().find(|cell| cell.col == day.first()) {
            Some(cell) => (cell.value, cell.format) = (value, 0),
            None => {
                let at = row.cells.partition_point(|cell| cell.col < day.first());
                row.cells.insert(at, Cell { col: day.first(), value, ..Cell::default() });
            }
        }
    }
    row
}

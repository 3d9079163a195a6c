//! 年・月・日の列: a day written over three columns (年 | 月 | 日) or two (年 | 月日; 月 | 日 where its year stands elsewhere),
//! read as one.

use std::collections::HashMap;

use super::header::SEARCHED;
use crate::import::cell_rules::is_ditto;
use crate::import::cells::{Cell, Raw, Row, Sheet};
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fold::match_key;

/// The columns of one day, from the left; the day is put in the first.
struct Day {
    year: Option<u16>,
    month: u16,
    day: u16,
}

/// What a line says of a day.
enum Said {
    /// Nothing, or what stands in the first column anyhow.
    AsItStands,
    /// Its headings again.
    Heading,
    Day(String),
    /// Something else, which is asked about as one text.
    Other(String),
}

/// What 〃 and blank cells of the next line mean.
#[derive(Default, Clone)]
struct Above {
    year: String,
    month: Option<u32>,
    day: Option<u32>,
}

/// The sheet with its days in one column each; none where they stand so already.
pub fn joined(sheet: &Sheet) -> Option<Sheet> {
    let head = sheet.rows.iter().take(SEARCHED).find(|row| !days(row).is_empty())?;
    let days = days(head);
    let mut above = vec![Above::default(); days.len()];
    let (mut read, mut all) = (0, 0);
    let mut line = |row: &Row| {
        let said: Vec<Said> = days.iter().zip(&mut above).map(|(day, above)| day.said(row, above)).collect();
        read += usize::from(said.iter().any(|said| matches!(said, Said::Day(_))));
        all += usize::from(days.iter().any(|day| !day.is_blank(row)));
        let texts = days.iter().zip(said).filter_map(|(day, said)| match said {
            Said::AsItStands => None,
            Said::Heading => Some((day, day.heading())),
            Said::Day(text) | Said::Other(text) => Some((day, text)),
        });
        with(row, texts)
    };
    let row = |row: &Row| match row.number {
        number if number == head.number => with(row, days.iter().map(|day| (day, day.heading()))),
        number if number < head.number => row.clone(),
        _ => line(row),
    };
    let rows = sheet.rows.iter().map(row).collect();
    // 年 | 月 | 日 over anything else is none of ours.
    let mut sheet = Sheet { head: sheet.head.clone(), rows };
    // R4 merged over its days is said in each of them now.
    let over_days = |col: u16| days.iter().any(|day| (day.first()..=day.day).contains(&col));
    sheet.head.merges.retain(|merge| merge.first_row <= head.number || !over_days(merge.first_col));
    (read > 0 && read * 2 >= all).then_some(sheet)
}

/// 年 | 月 | 日, 年 | 月日 or 月 | 日 beside each other in a row of other headings.
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
        match key.as_str() {
            "月" if is(Some(day), "日") => Some(Day { year, month: *month, day }),
            "月日" if year.is_some() => Some(Day { year, month: *month, day: *month }),
            _ => None,
        }
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

    /// R6 | 3 | 1 as R6年3月1日. 〃 and blank cells left of a day are what stands above them.
    fn said(&self, row: &Row, above: &mut Above) -> Said {
        let text =
            |col: u16| row.cell(col).map(|cell| cell.value.text().trim().to_owned()).unwrap_or_default();
        let year = self.year.map(text).unwrap_or_default();
        let (month, day) = match self.month == self.day {
            true => month_and_day(text(self.month)),
            false => (text(self.month), text(self.day)),
        };
        let month_alone = self.year.is_none() && number(&month, '月').is_some();
        if day.is_empty() && (self.year.is_none() || month.is_empty()) && !month_alone {
            return Said::AsItStands;
        }
        if month == "月" && day == "日" || day == "月日" {
            return Said::Heading;
        }
        let parts = [(year.as_str(), '年'), (month.as_str(), '月'), (day.as_str(), '日')];
        if parts.iter().all(|(text, _)| text.is_empty() || is_ditto(text)) {
            return Said::Day("〃".to_owned());
        }
        let day = number(&day, '日').or(above.day.filter(|_| is_ditto(&day)));
        let left_out = |text: &str| text.is_empty() || is_ditto(text);
        let of = number(&month, '月').or(above.month.filter(|_| left_out(&month)));
        let (Some(month), Some(day)) = (of, day) else { return Said::Other(as_written(parts)) };
        // January below December is of the next year, unless 〃 says otherwise: its year is asked for.
        let follows = is_ditto(&year) || year.is_empty() && above.month.is_some_and(|before| before <= month);
        let year = match (left_out(&year), follows) {
            (true, true) => above.year.clone(),
            (true, false) => String::new(),
            _ => year.strip_suffix('年').unwrap_or(&year).to_owned(),
        };
        let shown = if year.is_empty() { String::new() } else { format!("{year}年") };
        *above = Above { year, month: Some(month), day: Some(day) };
        Said::Day(format!("{shown}{month}月{day}日"))
    }

    fn is_blank(&self, row: &Row) -> bool {
        (self.first()..=self.day).all(|col| row.cell(col).is_none_or(|cell| cell.value.is_blank()))
    }
}

/// 4/3 or 4月3日 under 月日; what is neither stands for itself.
fn month_and_day(text: String) -> (String, String) {
    match date_reader::read(&text) {
        Ok(Reading::MonthDay { month, day, time: None }) => (month.to_string(), day.to_string()),
        _ if is_ditto(&text) => (text.clone(), text),
        _ => (String::new(), text),
    }
}

fn number(text: &str, unit: char) -> Option<u32> {
    match_key(text.strip_suffix(unit).unwrap_or(text)).parse().ok()
}

/// R6年4月 不明: what cannot be one day, as its cells have it.
fn as_written(parts: [(&str, char); 3]) -> String {
    let numbered = |text: &str| text.ends_with(char::is_numeric);
    let filled = || parts.iter().filter(|(text, _)| !text.is_empty());
    let with_unit = |(text, unit): &(&str, char)| match numbered(text) {
        true => format!("{text}{unit}"),
        false => (*text).to_owned(),
    };
    let plain = filled().all(|(text, unit)| numbered(text) || text.ends_with(*unit));
    filled().map(with_unit).collect::<Vec<_>>().join(if plain { "" } else { " " })
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

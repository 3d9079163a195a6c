//! 列の中身: what the cells of a column look like, for columns whose heading says too little.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{Column, Table};
use crate::import::cells::{Cell, Merge, Raw, Row, Sheet};
use crate::import::halves::in_halves;
use crate::import::row_words::{is_id, is_total};
use crate::registers::choices::is_tape;
use crate::registers::register;
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fold::match_key;
use crate::vocab::read::choice_words;
use crate::vocab::{Choice, Kind, RegisterId};

/// So many rows tell what a column holds.
const LOOKED_AT: usize = 200;

/// How many cells of a column look like what.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Content {
    filled: u32,
    /// Rows of the whole table in which something is said, by themselves or by a merge from above.
    rows: u32,
    /// USB-001: letters and digits.
    ids: u32,
    /// Whole numbers, and the highest of them.
    numbers: u32,
    highest: f64,
    dates: u32,
    /// 9:30
    clocks: u32,
    phones: u32,
    /// USBメモリ, and ノートPC: kinds of media and of devices.
    media: u32,
    devices: u32,
    /// LTO7: of the media, those that are tapes.
    tapes: u32,
    /// ○, 済
    marks: u32,
    /// ㊞: of the marks, those somebody made in person.
    seals: u32,
    /// 山田、佐藤
    lists: u32,
    /// Texts that stood there before.
    repeated: u32,
}

impl Content {
    /// Control numbers: USB-001, or numbers that count no lines.
    pub fn are_numbers_of_records(&self) -> bool {
        let counts = self.highest <= f64::from(self.filled) * 2.0 + 10.0;
        self.most(self.ids) || self.most(self.numbers) && !counts
    }

    /// In how many rows of the table something is said.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// Control numbers with letters in them.
    pub fn are_ids(&self) -> bool {
        self.most(self.ids)
    }

    pub fn are_dates(&self) -> bool {
        self.most(self.dates)
    }

    /// Times of day.
    pub fn are_clocks(&self) -> bool {
        self.most(self.clocks)
    }

    pub fn are_numbers(&self) -> bool {
        self.most(self.numbers)
    }

    /// Whether a column of days or moments may look so: it is empty, or some cells say a day or an hour.
    pub fn may_be_dates(&self) -> bool {
        self.filled == 0 || self.dates + self.clocks + self.numbers > 0
    }

    pub fn are_phones(&self) -> bool {
        self.most(self.phones)
    }

    /// Kinds of what a ledger keeps.
    pub fn are_kinds_of(&self, id: RegisterId) -> bool {
        match id {
            RegisterId::PortableMedia | RegisterId::BackupMedia => self.most(self.media),
            RegisterId::Devices => self.most(self.devices),
            _ => false,
        }
    }

    /// How many of its cells are such kinds, in percent.
    pub fn share_of_kinds(&self, id: RegisterId) -> u32 {
        let kinds = if id == RegisterId::Devices { self.devices } else { self.media };
        kinds * 100 / self.filled.max(1)
    }

    /// ○ and 済.
    pub fn are_marks(&self) -> bool {
        self.most(self.marks)
    }

    /// ㊞
    pub fn are_seals(&self) -> bool {
        self.most(self.seals)
    }

    /// Several of something in each.
    pub fn are_lists(&self) -> bool {
        self.most(self.lists)
    }

    /// Tapes, which are kept as backups.
    pub fn are_tapes(&self) -> bool {
        self.most(self.tapes)
    }

    /// Several texts come again: a log of the same things.
    pub fn repeats(&self) -> bool {
        self.repeated > 0 && self.repeated * 5 >= self.filled
    }

    /// How much of it looks so, in percent.
    pub fn share(&self) -> u32 {
        let most = self.ids.max(self.dates).max(self.phones);
        most * 100 / self.filled.max(1)
    }

    fn most(&self, those: u32) -> bool {
        those > 0 && those * 10 >= self.filled * 6
    }

    fn count(&mut self, cell: &Cell) {
        let text = cell.value.text();
        let text = text.trim();
        self.filled += 1;
        self.lists += u32::from(text.contains(['、', ',', '，', '\n']));
        if let Ok(number) = text.parse::<f64>()
            && number.fract() == 0.0
        {
            self.numbers += 1;
            self.highest = self.highest.max(number);
        } else if is_phone(text) {
            self.phones += 1;
        } else if matches!(cell.value, Raw::DateTime(_))
            || matches!(date_reader::read(text), Ok(Reading::Date { .. } | Reading::MonthDay { .. }))
        {
            self.dates += 1;
        } else if date_reader::clock(text).is_some() {
            self.clocks += 1;
        } else {
            let key = match_key(text);
            const MARKS: [&str; 14] =
                ["○", "×", "△", "✓", "レ", "済", "未", "印", "㊞", "可", "否", "有", "無", "ok"];
            self.marks += u32::from(MARKS.contains(&key.as_str()));
            self.seals += u32::from(matches!(key.as_str(), "印" | "㊞"));
            if MEDIA.contains(&key) {
                self.media += 1;
                self.tapes += u32::from(TAPES.contains(&key));
            } else if DEVICES.contains(&key) {
                self.devices += 1;
            } else if is_id(text) {
                self.ids += 1;
            }
        }
    }
}

static MEDIA: LazyLock<HashSet<String>> = LazyLock::new(|| kinds(RegisterId::PortableMedia));
static TAPES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    choices(RegisterId::PortableMedia).filter(|choice| is_tape(choice.id)).flat_map(words).collect()
});
static DEVICES: LazyLock<HashSet<String>> = LazyLock::new(|| kinds(RegisterId::Devices));

/// Every word for a kind of what a ledger keeps, as words are compared.
fn kinds(id: RegisterId) -> HashSet<String> {
    choices(id).flat_map(words).collect()
}

fn choices(id: RegisterId) -> impl Iterator<Item = &'static Choice> {
    let kind = register(id).fields.iter().find(|field| field.key.ends_with("_kind"));
    let choices: &'static [Choice] = match kind.map(|field| field.kind) {
        Some(Kind::Choice(choices)) => choices,
        _ => &[],
    };
    // その他 is no kind of anything.
    choices.iter().filter(|choice| !choice.id.starts_with("other"))
}

/// Of a bare パソコン nobody knows which, but a medium it is not.
fn words(choice: &'static Choice) -> impl Iterator<Item = String> {
    choice_words(choice).chain([choice.id]).chain(choice.likely.split_whitespace()).map(match_key)
}

/// 03-1234-5678
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let parts = text.split('-').count();
    text.starts_with('0') && (9..=11).contains(&digits) && digits + parts - 1 == text.len() && parts == 3
}

/// Looks at the first rows below the headings, and counts in all of them where something is said.
pub fn learn(table: &mut Table, sheet: &Sheet) {
    let body = body(table, &sheet.rows);
    let (rows, more) = body.split_at(body.len().min(LOOKED_AT));
    let several = table.columns.len() >= 3;
    let telling: Vec<bool> = rows.iter().map(|row| !several || is_telling(row)).collect();
    let merges = merges_by_column(sheet);
    let below = filled_in(&table.columns, more);
    for (column, below) in table.columns.iter_mut().zip(below).filter(|(column, _)| !column.aside) {
        let mut content = Content::default();
        let mut seen = HashSet::new();
        let filled = |row| column.cell(row).filter(|cell| !cell.value.is_blank());
        for (cell, telling) in
            rows.iter().zip(&telling).filter_map(|(row, telling)| Some((filled(row)?, telling)))
        {
            content.rows += 1;
            if *telling && !column.is_named(cell) {
                content.count(cell);
                content.repeated += u32::from(!seen.insert(cell.value.text()));
            }
        }
        let merges = merges.get(&column.col).map(Vec::as_slice).unwrap_or_default();
        content.rows += below + merged_below(merges, body);
        column.content = content;
    }
}

/// 頁計 | 2本, （欠番） or 【給付課】 alone in a row says nothing of its column.
fn is_telling(row: &Row) -> bool {
    let mut filled = row.cells.iter().filter(|cell| !cell.value.is_blank());
    let Some(first) = filled.next() else { return false };
    let text = first.value.text();
    !is_total(&text) && (filled.next().is_some() || is_id(&text) || !matches!(first.value, Raw::Text(_)))
}

/// In how many rows something is said under each of the columns.
fn filled_in(columns: &[Column], rows: &[Row]) -> Vec<u32> {
    let counts = in_halves(rows, |rows| {
        let mut counts = vec![0; columns.len()];
        for row in rows {
            for (count, column) in counts.iter_mut().zip(columns) {
                *count += u32::from(column.cell(row).is_some_and(|cell| !cell.value.is_blank()));
            }
        }
        vec![counts]
    });
    let mut sum = vec![0; columns.len()];
    counts.iter().flat_map(|counts| counts.iter().enumerate()).for_each(|(n, count)| sum[n] += count);
    sum
}

/// The rows below the headings; of a card the one that holds it.
fn body<'r>(table: &Table, rows: &'r [Row]) -> &'r [Row] {
    let first = table.header_rows.last().map_or(table.first_row, |row| row + 1);
    let (first, last) = table.record.map_or((first, table.last_row), |record| (record, record));
    let from = rows.partition_point(|row| row.number < first);
    &rows[from..rows.partition_point(|row| row.number <= last).max(from)]
}

fn merges_by_column(sheet: &Sheet) -> HashMap<u16, Vec<&Merge>> {
    let mut columns: HashMap<u16, Vec<&Merge>> = HashMap::new();
    for merge in &sheet.head.merges {
        columns.entry(merge.first_col).or_default().push(merge);
    }
    columns
}

/// How many of the rows lie below the first of one of the merges of their column.
fn merged_below(merges: &[&Merge], rows: &[Row]) -> u32 {
    let Some((first, last)) = rows.first().zip(rows.last()) else { return 0 };
    let inside = |merge: &&Merge| {
        let (from, to) = (merge.first_row.max(first.number), merge.last_row.min(last.number));
        to.saturating_sub(from)
    };
    merges.iter().map(inside).sum()
}

//! 列の記憶: what is remembered of a column from one row to the next: dittos, merges, words it was asked about.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDateTime;
use unicode_normalization::UnicodeNormalization;

use super::looks;
use crate::import::cell_rules::is_phone;
use crate::import::cells::{Cell, Merge, Raw, Sheet};
use crate::import::problem::{Issue, Severity};
use crate::import::tables::Column;
use crate::vocab::fields::Choice;

#[derive(Default)]
pub struct ColumnState {
    /// The last value, or the word that stood there for none; kept in one buffer. And its row.
    last: String,
    last_row: u32,
    state: Last,
    /// Vertical merges, in order: first and last row.
    merges: Vec<(u32, u32)>,
    next_merge: usize,
    /// Rows under merges that begin elsewhere.
    covered: Vec<(u32, u32)>,
    next_covered: usize,
    /// Blanks may mean 上と同じ.
    pub carries_on: bool,
    filled: Option<(u32, String)>,
    pub phone: bool,
    /// 容量(GB): the unit its numbers lack.
    pub unit: Option<&'static str>,
    /// Numbers such as R06-001-002 are usual here.
    pub three_parts: bool,
    pub choices: HashMap<String, Option<(&'static Choice, Option<Issue>)>>,
    pub plain: PlainValues,
}

/// What stood in a column and nothing had to be asked or told of, with what it became.
#[derive(Default)]
pub struct PlainValues {
    /// With whether it is what stands there.
    texts: foldhash::HashMap<Box<str>, (Arc<str>, bool)>,
    /// By the day and the format it is shown in.
    days: foldhash::HashMap<(NaiveDateTime, u16), Arc<str>>,
}

impl PlainValues {
    /// Kinds, places and people are few; control numbers never come twice, and need not be kept.
    const MOST: usize = 1024;
    /// The days of ten years.
    const MOST_DAYS: usize = 4096;

    /// What is stored for it, and whether that is what stands there.
    pub fn get(&self, cell: &Cell) -> Option<(&Arc<str>, bool)> {
        match &cell.value {
            Raw::Text(raw) => self.texts.get(&**raw).map(|(value, same)| (value, *same)),
            Raw::DateTime(at) => self.days.get(&(*at, cell.format)).map(|value| (value, true)),
            _ => None,
        }
    }

    pub fn put(&mut self, cell: &Cell, raw: &str, value: &str) {
        match &cell.value {
            Raw::Text(_) if self.texts.len() < Self::MOST => {
                self.texts.insert(raw.into(), (value.into(), raw == value));
            }
            Raw::DateTime(at) if raw == value && self.days.len() < Self::MOST_DAYS => {
                self.days.insert((*at, cell.format), value.into());
            }
            _ => {}
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Last {
    #[default]
    Nothing,
    Value,
    Word,
}

/// What 〃 in the next row stands for.
#[derive(Debug, PartialEq)]
pub enum Above<'a> {
    /// No value yet, or one that is still to be mended.
    Nothing,
    Value(&'a str),
    /// 未定 and the like: a word that says there is no value.
    Word(&'a str),
}

impl ColumnState {
    pub fn new(sheet: &Sheet, column: &Column) -> Self {
        let col = column.col;
        let (merges, covered) = (vertical_merges(sheet, col), looks::covered_rows(sheet, col));
        let phone = column.keys.iter().any(|key| is_phone(key));
        Self { merges, covered, phone, unit: unit_in(&column.heading), ..Self::default() }
    }

    pub fn above(&self) -> Above<'_> {
        match self.state {
            Last::Nothing => Above::Nothing,
            Last::Value => Above::Value(&self.last),
            Last::Word => Above::Word(&self.last),
        }
    }

    pub fn remember(&mut self, value: &str) {
        self.put(if value.is_empty() { Last::Nothing } else { Last::Value }, value);
    }

    fn put(&mut self, state: Last, text: &str) {
        self.state = state;
        self.last.clear();
        self.last.push_str(text);
    }

    /// The row the last value stands in, where that is not the one right above.
    pub fn whence(&self, row: u32) -> Option<u32> {
        (self.last_row > 0 && self.last_row + 1 < row).then_some(self.last_row)
    }

    /// What a filled cell came to. A ditto of a word stays that word.
    pub fn settled(&mut self, row: u32, value: Option<&str>, issue: Option<Issue>, raw: &str) {
        self.last_row = row;
        match (value, issue) {
            // 〃 with nothing above it stands for nothing further down either.
            (_, Some(Issue::DittoWithoutSource)) => self.put(Last::Nothing, ""),
            (Some(value), _) => {
                self.remember(value);
                self.anchor(row, value);
            }
            (None, Some(Issue::Ditto)) => {}
            (None, Some(issue)) if issue.severity() == Severity::Note => self.put(Last::Word, raw),
            (None, _) => self.put(Last::Nothing, ""),
        }
    }

    /// Remembers the value a vertical merge begins with.
    fn anchor(&mut self, row: u32, value: &str) {
        while self.merges.get(self.next_merge).is_some_and(|(_, last)| *last < row) {
            self.next_merge += 1;
        }
        if let Some((first, last)) = self.merges.get(self.next_merge)
            && *first == row
        {
            self.filled = Some((*last, value.to_owned()));
        }
    }

    pub fn under_merge(&self, row: u32) -> Option<String> {
        self.filled.as_ref().filter(|(last, _)| row <= *last).map(|(_, value)| value.clone())
    }

    pub fn is_merged(&self) -> bool {
        !self.merges.is_empty()
    }

    /// Whether a merge lies over this row of the column and shows another cell's value.
    pub fn is_covered(&mut self, row: u32) -> bool {
        while self.covered.get(self.next_covered).is_some_and(|(_, last)| *last < row) {
            self.next_covered += 1;
        }
        self.covered.get(self.next_covered).is_some_and(|(first, _)| *first <= row)
    }
}

/// 容量(GB), 容量（単位：ＧＢ）: a size of memory in brackets.
fn unit_in(heading: &str) -> Option<&'static str> {
    let plain: String = heading.nfkc().collect();
    let (_, inside) = plain.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let unit = inside.trim_start_matches("単位").trim_matches([':', ' ']);
    ["KB", "MB", "GB", "TB"].into_iter().find(|known| unit.eq_ignore_ascii_case(known))
}

fn vertical_merges(sheet: &Sheet, col: u16) -> Vec<(u32, u32)> {
    let over = |merge: &&Merge| merge.first_col == col && merge.last_row > merge.first_row;
    let mut merges: Vec<_> =
        sheet.head.merges.iter().filter(over).map(|m| (m.first_row, m.last_row)).collect();
    merges.sort_unstable();
    merges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ditto_stands_for_the_row_above_whatever_that_came_to() {
        let mut column = ColumnState::default();
        assert_eq!(column.above(), Above::Nothing);
        column.settled(2, Some("金庫"), None, "金庫");
        assert_eq!(column.above(), Above::Value("金庫"));
        column.settled(3, None, Some(Issue::UnknownWord), "未定");
        assert_eq!(column.above(), Above::Word("未定"));
        column.settled(4, None, Some(Issue::Ditto), "〃");
        assert_eq!(column.above(), Above::Word("未定"));
        column.settled(5, None, Some(Issue::NotADate), "そのうち");
        assert_eq!(column.above(), Above::Nothing, "not the value of three rows up");
    }
}

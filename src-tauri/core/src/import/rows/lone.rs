//! 一つだけの文字: rows that hold nothing but one text. Pure.

use std::collections::HashSet;

use super::{Classifier, RowClass, is_under};
use crate::import::cells::{Cell, Merge, Row, Sheet};
use crate::import::context::Context;
use crate::import::doubts::{Doubt, Line};
use crate::import::normalise::sections;
use crate::import::row_words::{column_number, is_counted, is_id, is_prose, is_section};
use crate::vocab::date_reader::{self, Reading};
use crate::vocab::fold::match_key;

impl Classifier<'_> {
    /// 国保連合会 alone under 持出先, right below the record of a journey, is more likely its second line than the heading of
    /// what follows; unless it is the word of a section, or others in its column stand below no record.
    pub(super) fn doubt_second_lines(&self, sheet: &Sheet, lines: &mut [Line]) {
        let first = self.mapping.columns.iter().find(|mapped| !mapped.is_frame());
        let Some(first) = first.map(|mapped| mapped.column.last_col) else { return };
        let goes_on = |line: &Line| line.class == RowClass::Data || line.doubt == Some(Doubt::GoesOn);
        let mut found: Vec<(usize, u16)> = Vec::new();
        let mut heads: HashSet<u16> = HashSet::new();
        for n in 0..lines.len() {
            if lines[n].class != RowClass::Heading {
                continue;
            }
            let row = sheet.rows.binary_search_by_key(&lines[n].number, |row| row.number);
            let Some(cell) = row.ok().and_then(|at| self.beyond(&sheet.rows[at], first)) else { continue };
            let follows = n.checked_sub(1).is_some_and(|above| {
                goes_on(&lines[above]) || found.last().is_some_and(|(last, _)| *last == above)
            });
            if !follows || self.is_word_of_section(&cell.value.text()) {
                heads.insert(cell.col);
            } else {
                found.push((n, cell.col));
            }
        }
        for (n, _) in found.iter().filter(|(_, col)| !heads.contains(col)) {
            (lines[*n].class, lines[*n].doubt) = (RowClass::Note, Some(Doubt::GoesOn));
        }
    }

    /// HDD2 | W2 under 内蔵HDD | シリアル, without the day of the disposal, what was disposed of and most of what is known of
    /// others: more of the record above.
    pub(super) fn goes_on(&self, number: u32, cells: &[&Cell], mapped: usize) -> bool {
        let merged = |merge: &Merge| merge.first_row < number && number <= merge.last_row;
        !self.done.is_empty()
            && !self.identity.is_empty()
            && mapped * 2 <= self.fields.len()
            && !cells.iter().any(|cell| is_under(&self.done, cell))
            && !self.done_spans.iter().any(merged)
    }

    /// The only cell of a row, where it stands right of the first column and is no number nor name of a record.
    fn beyond<'r>(&self, row: &'r Row, first: u16) -> Option<&'r Cell> {
        let mut filled = row.cells.iter().filter(|cell| !cell.value.is_blank());
        let cell = filled.next().filter(|_| filled.next().is_none())?;
        let inside = (first + 1..=self.table.cols.1).contains(&cell.col);
        (inside && !is_under(&self.identity, cell)).then_some(cell)
    }

    fn is_word_of_section(&self, text: &str) -> bool {
        let means = || sections::mean_the_same_field(self.mapping.shape, text, text);
        is_section(text) || Context::default().below(text).is_some() || means()
    }

    /// USB-002 alone in its row is a record nobody filled in, where others are called USB-001; キャビネットNo.1 may be a
    /// heading of the rows below.
    pub(super) fn trust_numbers(&self, sheet: &Sheet, lines: &mut [Line]) {
        let doubted = |line: &Line| line.doubt == Some(Doubt::NumberOnly);
        if !lines.iter().any(doubted) {
            return;
        }
        let row = |number: u32| {
            let at = sheet.rows.binary_search_by_key(&number, |row| row.number).ok()?;
            sheet.rows.get(at)
        };
        let records = lines.iter().filter(|line| line.class == RowClass::Data && !doubted(line));
        let known: HashSet<String> =
            records.filter_map(|line| row(line.number)).flat_map(|row| self.beginnings(row)).collect();
        for line in lines.iter_mut().filter(|line| doubted(line)) {
            let alike = |row: &Row| self.beginnings(row).any(|begins| known.contains(&begins));
            if row(line.number).is_some_and(alike) {
                line.doubt = None;
            }
        }
    }

    /// What the numbers in a row begin with, up to their first digit.
    fn beginnings(&self, row: &Row) -> impl Iterator<Item = String> {
        let numbers =
            row.cells.iter().filter(|cell| !cell.value.is_blank() && is_under(&self.identity, cell));
        numbers.map(|cell: &Cell| {
            match_key(&cell.value.text()).chars().take_while(|c| !c.is_numeric()).collect()
        })
    }
}

/// A row of one cell. `identified`: it stands where control numbers or names do.
pub fn class(text: &str, identified: bool) -> (RowClass, Option<Doubt>) {
    if is_prose(text) {
        // 総務課媒体その2 may be a number all the same.
        let numbered = identified && text.trim().ends_with(char::is_numeric);
        return (RowClass::Note, numbered.then_some(Doubt::Alone));
    }
    if is_vacant(text) {
        return (RowClass::Note, Some(Doubt::Alone));
    }
    // 【給付課】 stands where control numbers stand, but no number is without a digit.
    if !identified || is_section(text) || is_wordy(text) || is_day(text) && !is_id(text) {
        return (RowClass::Heading, None);
    }
    if is_id(text) {
        return (RowClass::Data, Some(Doubt::NumberOnly));
    }
    let class = if is_counted(text) { RowClass::Total } else { RowClass::Heading };
    (class, Some(Doubt::Alone))
}

pub fn is_day(text: &str) -> bool {
    !matches!(date_reader::read(text), Err(_) | Ok(Reading::Word))
}

/// 欠番: of a number nobody gave, and no heading of the rows below.
fn is_vacant(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "（）()".contains(c));
    ["欠番", "廃番", "空番", "空き番", "欠"].contains(&text)
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

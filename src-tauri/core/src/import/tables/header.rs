//! 見出しの行: which rows of a sheet are headings, and how many of them a table has.
//!
//! A row is taken for the heading row when most of its words are known to some ledger as headings. Boxes for
//! seals (承認者・確認者) and rows of a card (管理番号 | USB-001 | 登録日 | R6.4.1) are none.

use std::collections::HashSet;

use super::records::is_record_of;
use super::titles::{is_of_another_training, is_of_another_year};
use super::two_rows::are_one;
use crate::export::mark_of;
use crate::import::cells::{Cell, Merge, Raw, Row, Sheet};
use crate::import::halves::in_halves;
use crate::import::headings::headings;
use crate::import::row_words::{is_example, is_stamp, lists_choices};
use crate::vocab::fold::match_key;

/// Headings usually stand within the first rows of a sheet.
pub const SEARCHED: usize = 30;

/// How far a card's labels are looked for around a row.
const AROUND: usize = 15;

/// Indices of the rows where tables begin with their headings. `header` is where the user says the first does.
pub fn starts(sheet: &Sheet, header: Option<u32>) -> Vec<usize> {
    let (rows, merges) = (&sheet.rows, &sheet.head.merges);
    let first = match header {
        Some(number) => rows.iter().position(|row| row.number == number),
        None => first(rows).map(|at| top(rows, merges, at)),
    };
    let Some(first) = first else { return Vec::new() };
    let mut starts = vec![first];
    let mut names = names(sheet, first);
    let body = rows[first].number + height(sheet, first);
    for n in candidates(rows, first + 1) {
        let (row, head) = (&rows[n], starts.last().copied().unwrap_or(first));
        if row.number < body || !is_header(row) || is_on_card(rows, n) || is_record_of(&rows[head..n], row) {
            continue;
        }
        // Only the same heading over the same column is the heading of the page before, unless a title of another
        // year or training stands over it.
        let again = placed_keys(row).all(|name| names.contains(&name));
        if !again || is_of_another_year(rows, &starts, n) || is_of_another_training(rows, &starts, n) {
            let begin = top(rows, merges, n);
            names = self::names(sheet, begin);
            starts.push(begin);
        }
    }
    starts
}

/// The rows from here on that are worth a closer look.
fn candidates(rows: &[Row], from: usize) -> Vec<usize> {
    let rows = rows.get(from..).unwrap_or_default();
    let may = in_halves(rows, |rows| {
        let mut words = Words::default();
        rows.iter().map(|row| words.may_be_header(row)).collect()
    });
    (from..).zip(may).filter(|(_, may)| *may).map(|(n, _)| n).collect()
}

/// The first heading row: a clear one, else one of two known words, else a clear one far down.
pub fn first(rows: &[Row]) -> Option<usize> {
    let head = || rows.iter().enumerate().take(SEARCHED);
    let clear = |(n, row): (usize, &Row)| (is_header(row) && !is_on_card(rows, n)).then_some(n);
    let fair = |(n, row): (usize, &Row)| (is_fair(row) && !is_on_card(rows, n)).then_some(n);
    let far = || candidates(rows, SEARCHED).into_iter().map(|n| (n, &rows[n]));
    head().find_map(clear).or_else(|| head().find_map(fair)).or_else(|| far().find_map(clear))
}

/// Headings of a ledger: one of them stands over the control number.
pub fn is_ledger(row: &Row) -> bool {
    is_header(row) && row.cells.iter().any(|cell| headings().identifies(&match_key(&cell.value.text())))
}

fn is_header(row: &Row) -> bool {
    is_own(row) || score(row).is_some_and(|(known, all)| known >= 3 && known * 2 >= all) && !is_no_list(row)
}

fn is_fair(row: &Row) -> bool {
    score(row).is_some_and(|(known, all)| known >= 2 && known * 3 >= all * 2) && !is_no_list(row)
}

fn is_no_list(row: &Row) -> bool {
    is_stamps(row) || is_pairs(row)
}

/// 承認者 | 確認者 | 担当者: a box for seals.
pub fn is_stamps(row: &Row) -> bool {
    let mut texts = filled(row).map(|cell| cell.value.text()).peekable();
    texts.peek().is_some() && texts.all(|text| is_stamp(&text))
}

/// 管理番号 | USB-001 | 媒体種別 | USBメモリ: labels beside their values.
fn is_pairs(row: &Row) -> bool {
    let cells: Vec<&Cell> = filled(row).collect();
    let value = |cell: &Cell| !is_label(cell) && cell.value.text().chars().any(char::is_numeric);
    let written = |cell: &Cell| value(cell) && matches!(cell.value, Raw::Text(_));
    (alternates(row) && cells.iter().any(|cell| value(cell)))
        || cells.windows(2).filter(|pair| is_label(pair[0]) && written(pair[1])).count() >= 2
}

/// Every second cell is a known heading, and none of the others.
fn alternates(row: &Row) -> bool {
    filled(row).count() >= 4 && filled(row).enumerate().all(|(n, cell)| is_label(cell) == (n % 2 == 0))
}

fn is_label(cell: &Cell) -> bool {
    matches!(&cell.value, Raw::Text(text) if headings().knows(&match_key(text)))
}

/// Whether the row's first word is one of a column of labels whose values stand beside them.
fn is_on_card(rows: &[Row], at: usize) -> bool {
    let mut beside = rows[at.saturating_sub(1)..].iter().take(3);
    if alternates(&rows[at]) && beside.any(is_pairs) {
        return true;
    }
    if score(&rows[at]).is_some_and(|(known, _)| known >= 3) {
        return false;
    }
    let Some(col) = filled(&rows[at]).next().map(|cell| cell.col) else { return false };
    let around = &rows[at.saturating_sub(AROUND)..rows.len().min(at + AROUND)];
    let (mut labels, mut known, mut all, mut valued) = (HashSet::new(), 0, 0, 0);
    for row in around {
        let Some(cell) = row.cell(col).filter(|cell| !cell.value.is_blank()) else { continue };
        all += 1;
        let key = match_key(&cell.value.text());
        // Of several cards below each other each has its own.
        if headings().knows(&key) {
            known += 1;
            labels.insert(key);
            let next = filled(row).find(|next| next.col > col);
            valued += usize::from(next.is_some_and(|next| !headings().knows(&match_key(&next.value.text()))));
        }
    }
    labels.len() >= 3 && known * 10 >= all * 6 && valued * 2 >= known
}

/// The longest run of known headings in columns next to each other.
pub fn adjacent(row: &Row) -> usize {
    let (mut longest, mut run, mut last) = (0, 0, None);
    for cell in filled(row) {
        let known = is_label(cell);
        let next = last.is_some_and(|last: u16| cell.col == last + 1);
        run = if !known {
            0
        } else if next {
            run + 1
        } else {
            1
        };
        last = Some(cell.col);
        longest = longest.max(run);
    }
    longest
}

/// Where two-row headings begin whose upper row says little by itself: with the row that merges reach down from, or
/// that is one with it by its words.
fn top(rows: &[Row], merges: &[Merge], at: usize) -> usize {
    let Some(above) = at.checked_sub(1).map(|above| &rows[above]) else { return at };
    let number = rows[at].number;
    let reaches = |merge: &Merge| merge.first_row == above.number && merge.last_row >= number;
    let upper = above.number + 1 == number && !is_own(&rows[at]);
    let merged = || filled(above).count() >= 2 && merges.iter().any(reaches);
    if upper && (merged() || are_one(rows, merges, at - 1)) { at - 1 } else { at }
}

/// Among the headings our own export wrote stands its mark.
pub fn is_own(row: &Row) -> bool {
    row.cells.iter().any(|cell| matches!(&cell.value, Raw::Text(text) if mark_of(text).is_some()))
}

/// Words of the rows seen so far, and whether some ledger knows them: what stands in a column stands there again.
#[derive(Default)]
struct Words<'r>(foldhash::HashMap<&'r str, bool>);

impl<'r> Words<'r> {
    /// Kinds and places are few; remarks need not be kept.
    const MOST: usize = 4096;

    /// Cheap refusal of data rows: a heading row begins with a word some ledger knows, or blank-like furniture.
    fn may_be_header(&mut self, row: &'r Row) -> bool {
        if is_own(row) {
            return true;
        }
        let mut texts = filled(row).take(3);
        texts.any(|cell| matches!(&cell.value, Raw::Text(text) if is_wordlike(text) && self.is_known(text)))
    }

    fn is_known(&mut self, text: &'r str) -> bool {
        if let Some(known) = self.0.get(text) {
            return *known;
        }
        let known = headings().knows(&match_key(text));
        if self.0.len() < Self::MOST {
            self.0.insert(text, known);
        }
        known
    }
}

/// Headings are short and hold no digits; this is what most values are told by.
fn is_wordlike(text: &str) -> bool {
    text.len() <= 60 && !text.bytes().any(|b| b.is_ascii_digit())
}

/// How many of the row's words are known headings, and how many words it has; none where it holds values. Years,
/// months and days stand over columns too.
fn score(row: &Row) -> Option<(usize, usize)> {
    let (mut known, mut all) = (0, 0);
    for cell in filled(row) {
        match &cell.value {
            // 見本 | 型番 | 氏名 shows how a row is to be filled in.
            Raw::Text(text) if is_example(text) => return None,
            Raw::Text(text) => {
                all += 1;
                known += usize::from(text.chars().count() <= 30 && headings().is_heading(&match_key(text)));
            }
            Raw::Number(number) if is_year_or_day(*number) => {}
            Raw::DateTime(_) => {}
            _ => return None,
        }
    }
    (all > 0).then_some((known, all))
}

fn is_year_or_day(number: f64) -> bool {
    number.fract() == 0.0 && ((1.0..=31.0).contains(&number) || (1900.0..=2100.0).contains(&number))
}

pub fn filled(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|cell| !cell.value.is_blank())
}

fn keys(row: &Row) -> Vec<String> {
    filled(row).map(|cell| match_key(&cell.value.text())).collect()
}

fn placed_keys(row: &Row) -> impl Iterator<Item = (u16, String)> {
    filled(row).map(|cell| (cell.col, match_key(&cell.value.text())))
}

/// The headings that begin at a row, of all their rows, each with its column.
fn names(sheet: &Sheet, at: usize) -> HashSet<(u16, String)> {
    let below = sheet.rows[at].number + height(sheet, at);
    sheet.rows[at..].iter().take_while(|row| row.number < below).flat_map(placed_keys).collect()
}

/// How many rows the headings take: more than one where merges say so, or where the row below holds
/// headings too.
pub fn height(sheet: &Sheet, at: usize) -> u32 {
    let number = sheet.rows[at].number;
    let merges = sheet.head.merges.iter().filter(|merge| merge.first_row == number);
    let tall = merges.clone().map(|merge| merge.last_row - merge.first_row + 1).max().unwrap_or(1);
    let wide: Vec<&Merge> = merges.filter(|merge| merge.last_col > merge.first_col).collect();
    let Some(below) = sheet.rows.get(at + 1).filter(|row| row.number == number + 1) else { return 1 };
    let choices = lists_choices(filled(below).map(|cell| cell.value.text()));
    let headings_below =
        score(below).is_some_and(|(known, all)| known * 2 >= all) && !is_pairs(below) && !choices;
    let under_wide =
        below.cells.iter().any(|cell| wide.iter().any(|m| (m.first_col..=m.last_col).contains(&cell.col)));
    // Without merges: headings under headings, and not a row of the same headings again.
    let second = headings_below && score(below).is_some_and(|(known, _)| known >= 2) && {
        let names = keys(&sheet.rows[at]);
        // 佐藤 under 氏名 is a record, though 出席 beside it is a heading somewhere.
        let value = |cell: &Cell| !is_label(cell) && sheet.rows[at].cell(cell.col).is_some_and(is_label);
        !keys(below).iter().any(|key| names.contains(key)) && !filled(below).any(value)
    };
    match tall {
        2 | 3 if headings_below => tall,
        _ if (under_wide && headings_below) || second || are_one(&sheet.rows, &sheet.head.merges, at) => 2,
        _ => 1,
    }
}

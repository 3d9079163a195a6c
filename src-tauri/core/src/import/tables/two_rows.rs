//! 二段の見出し: headings in two rows that no merge joins, groups over their members (登録 over 登録日 | 登録者) or words
//! written over two lines (管理 over 番号).

use std::collections::HashSet;

use super::Column;
use super::header::is_stamps;
use crate::export::mark_of;
use crate::import::cells::{Cell, Merge, Raw, Row, Sheet};
use crate::import::headings::headings;
use crate::import::row_words::{is_example, lists_choices};
use crate::vocab::fold::match_key;

/// No group has more members; a sheet may have sixteen thousand columns.
const WIDEST: u16 = 40;

/// So many rows below the headings tell whether what stands in the second of them comes again.
const LOOKED_AT: usize = 30;

/// Where the rows of headings may be told otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadsDoubt {
    /// The lower row holds words no ledger knows under headings that say enough by themselves.
    MayBeRecord,
    /// Over a column without a heading stands this one, in a row that is none of the headings.
    LeftAbove(String),
}

/// What is to be asked about the headings that begin at `at` and take `height` rows.
pub fn doubt(sheet: &Sheet, at: usize, height: u32, columns: &[Column]) -> Option<HeadsDoubt> {
    let joint = (height == 2).then(|| pairs(&sheet.rows, &sheet.head.merges, at)).flatten();
    if joint.is_some_and(|pairs| pairs.may_be_record) {
        return Some(HeadsDoubt::MayBeRecord);
    }
    let (above, own) = (sheet.rows.get(at.checked_sub(1)?)?, &sheet.rows[at]);
    let last = own.number + height - 1;
    let filled_below = |col: u16| {
        let body = sheet.rows[at..].iter().skip_while(|row| row.number <= last).take(LOOKED_AT);
        body.filter(|row| text(row, col).is_some()).count() >= 2
    };
    let headless = |col: u16| !columns.iter().any(|column| (column.col..=column.last_col).contains(&col));
    let lost = |cell: &&Cell| {
        headings().is_heading(&match_key(&cell.value.text())) && headless(cell.col) && filled_below(cell.col)
    };
    let word = (above.number + 1 == own.number).then(|| filled(above).find(lost)).flatten()?;
    Some(HeadsDoubt::LeftAbove(word.value.text().into_owned()))
}

/// Whether the row at `at` and the one below it are the headings of one table.
pub fn are_one(rows: &[Row], merges: &[Merge], at: usize) -> bool {
    pairs(rows, merges, at).is_some() || heads_group(rows, merges, at)
}

/// 廃棄 alone over 年月日 | 方法 | 業者, which say with it what they are of: a group right of the first headings. What
/// stands over the first of them is a title.
fn heads_group(rows: &[Row], merges: &[Merge], at: usize) -> bool {
    let (Some(upper), Some(lower)) = (rows.get(at), rows.get(at + 1)) else { return false };
    let mut groups = filled(upper);
    let (Some(group), None) = (groups.next(), groups.next()) else { return false };
    let first = filled(lower).next().map_or(u16::MAX, |cell| cell.col);
    if upper.number + 1 != lower.number || !are_words(lower) || group.col <= first {
        return false;
    }
    let merges = merges_of(upper, merges);
    let whole = |cell: &&Cell| {
        let text = over(upper, lower, cell.col, &merges).or_else(|| text(upper, cell.col))?;
        Some(match_key(&format!("{text}{}", cell.value.text())))
    };
    filled(lower).filter_map(|cell| whole(&cell)).filter(|key| headings().knows(key)).count() >= 2
}

fn pairs(rows: &[Row], merges: &[Merge], at: usize) -> Option<Pairs> {
    let (upper, lower) = (rows.get(at)?, rows.get(at + 1)?);
    if upper.number + 1 != lower.number || !are_words(upper) || !are_words(lower) || is_stamps(upper) {
        return None;
    }
    let pairs = Pairs::of(upper, lower, merges);
    let joined = pairs.are_grouped() || pairs.are_split() || pairs.say_more_together();
    (joined && pairs.are_headings() && !comes_again(upper, lower, &rows[at + 2..])).then_some(pairs)
}

/// Two rows as the headings they would be.
#[derive(Default)]
struct Pairs {
    /// Columns with a heading in either row, and those of them that some ledger knows.
    all: usize,
    known: usize,
    /// Cells of the lower row, and those of them that are headings, alone or with the word above.
    below: usize,
    known_below: usize,
    /// Known headings of the upper row over nothing: without it their columns have no heading.
    only_above: usize,
    /// Cells of the lower row beside the first of their group.
    members: usize,
    /// Words that are headings only with the one above them, and all that have one above.
    split: usize,
    stacked: usize,
    /// Words that stand over nothing, and those that are headings with their group.
    alone: usize,
    better: usize,
    may_be_record: bool,
}

impl Pairs {
    fn of(upper: &Row, lower: &Row, merges: &[Merge]) -> Self {
        let cols: HashSet<u16> = filled(upper).chain(filled(lower)).map(|cell| cell.col).collect();
        let mut pairs = Self { all: cols.len(), ..Self::default() };
        let merges = merges_of(upper, merges);
        for col in cols {
            pairs.add(text(upper, col), text(lower, col), over(upper, lower, col, &merges));
        }
        pairs
    }

    fn add(&mut self, above: Option<String>, below: Option<String>, group: Option<String>) {
        let known = |key: &str| headings().is_heading(key);
        let Some(below) = below else {
            self.alone += usize::from(above.is_some());
            let alone = above.is_some_and(|above| known(&match_key(&above)));
            self.known += usize::from(alone);
            self.only_above += usize::from(alone);
            return;
        };
        let whole = above.as_ref().or(group.as_ref()).map(|above| match_key(&format!("{above}{below}")));
        let whole = whole.is_some_and(|key| headings().knows(&key));
        let own = known(&match_key(&below));
        self.below += 1;
        self.known += usize::from(own || whole);
        self.known_below += usize::from(own || whole);
        self.members += usize::from(above.is_none() && group.is_some());
        self.better += usize::from(whole);
        if let Some(above) = above {
            self.stacked += 1;
            self.split += usize::from(whole);
            self.may_be_record |= !own && !whole && known(&match_key(&above));
        }
    }

    /// 登録 over 登録日 | 登録者, and beside it 管理番号 over nothing.
    fn are_grouped(&self) -> bool {
        self.only_above >= 1 && self.members >= 1
    }

    /// 管理 over 番号, 媒体 over 種別.
    fn are_split(&self) -> bool {
        self.split >= 2 && self.split * 2 >= self.stacked
    }

    /// 研修 over 名称 | 実施日 and 受講者 over 所属 | 氏名: groups over all there is below.
    fn say_more_together(&self) -> bool {
        self.alone == 0 && self.members >= 2 && self.better >= 1
    }

    fn are_headings(&self) -> bool {
        self.known >= 3
            && self.known * 2 >= self.all
            && self.known_below >= 2
            && self.known_below * 2 >= self.below
    }
}

/// The merges that begin in a row.
pub fn merges_of(row: &Row, merges: &[Merge]) -> Vec<Merge> {
    merges.iter().filter(|merge| merge.first_row == row.number).cloned().collect()
}

/// The group a cell of the lower row belongs to that has no word of its own above: that of the cells at its left, as
/// far as none of them is without one. A merge of the upper row (`merges`) says itself how far its group goes.
pub fn over(upper: &Row, lower: &Row, col: u16, merges: &[Merge]) -> Option<String> {
    text(lower, col)?;
    let merged = |col: u16| {
        let lies_in = |merge: &&Merge| (merge.first_col..=merge.last_col).contains(&col);
        merges.iter().find(lies_in).filter(|merge| merge.last_col > merge.first_col)
    };
    if let Some(merge) = merged(col) {
        return text(upper, merge.first_col);
    }
    let near = col.saturating_sub(WIDEST)..=col;
    let mut left = near.rev().take_while(|left| text(lower, *left).is_some() && merged(*left).is_none());
    left.find_map(|left| text(upper, left))
}

/// Headings are texts without digits, and several of them.
fn are_words(row: &Row) -> bool {
    let is_word = |cell: &Cell| {
        matches!(&cell.value, Raw::Text(text) if text.chars().count() <= 20
            && !text.contains(|c: char| c.is_numeric() || matches!(c, '：' | ':'))
            && mark_of(text).is_none() && !is_example(text))
    };
    let choices = || lists_choices(filled(row).map(|cell| cell.value.text()));
    filled(row).count() >= 2 && filled(row).all(is_word) && !choices()
}

/// USBメモリ in row after row is no heading; those of the next page stand below theirs again.
fn comes_again(upper: &Row, lower: &Row, below: &[Row]) -> bool {
    let Some(first) = filled(upper).next() else { return false };
    let of_page = |above: &Row| above.cell(first.col).is_some_and(|cell| cell.value == first.value);
    let rows = below.iter().zip(std::iter::once(lower).chain(below)).take(LOOKED_AT);
    let mut rows = rows.filter(|(_, above)| !of_page(above)).map(|(row, _)| row);
    rows.any(|row| filled(lower).any(|cell| row.cell(cell.col).is_some_and(|own| own.value == cell.value)))
}

fn filled(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|cell| !cell.value.is_blank())
}

fn text(row: &Row, col: u16) -> Option<String> {
    let text = row.cell(col)?.value.text().split_whitespace().collect::<String>();
    (!text.is_empty()).then_some(text)
}

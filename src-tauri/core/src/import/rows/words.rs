//! 言葉による区別: rows that say by their words what they are.

use super::{Classifier, RowClass, is_under};
use crate::import::cells::{Cell, Raw};
use crate::import::doubts::Doubt;
use crate::import::headings::headings;
use crate::import::row_words::{
    counts_things, is_amount, is_attendance, is_example, is_id, is_note, is_stamp, is_total, lists_choices,
};
use crate::vocab::Kind;
use crate::vocab::fold::match_key;

/// A word that is no number of a record beside a number of things, and nothing else.
fn is_count_of(label: &str, beside: &[&Cell]) -> bool {
    let texts = || beside.iter().map(|cell| cell.value.text());
    // Windows 10 | 3台, and no USB-001 | 1本.
    let worded = !label.chars().any(char::is_numeric) || !is_id(label) && !is_amount(label);
    worded
        && texts().any(|text| counts_things(&text))
        && texts().all(|text| is_amount(&text) || counts_things(&text))
}

impl Classifier<'_> {
    /// What our own export wrote carries its mark and is a record. Below it a colleague may have written a total or a
    /// note as well as a new record.
    pub(super) fn in_own_export(&self, cells: &[&Cell]) -> (RowClass, Option<Doubt>) {
        if cells.iter().any(|cell| Some(cell.col) == self.mark) {
            return (RowClass::Data, None);
        }
        if let Some(class) = self.by_words(cells) {
            return class;
        }
        let [one] = cells else { return (RowClass::Data, None) };
        match self.alone(one, is_under(&self.identity, one)) {
            // No section of an export begins here: the rows below were no part of any.
            (RowClass::Heading, None) => (RowClass::Note, Some(Doubt::Alone)),
            class => class,
        }
    }

    /// What the words of the row say it is: a box for seals, an example, a total, a note.
    pub(super) fn by_words(&self, cells: &[&Cell]) -> Option<(RowClass, Option<Doubt>)> {
        let few = cells.len() * 2 <= self.mapping.columns.len().max(4);
        let first = cells[0].value.text();
        // Most rows begin with a number, and are none of these.
        if !few && first.starts_with(|c: char| c.is_ascii_alphanumeric()) && cells.len() > 4 {
            return None;
        }
        if cells.iter().all(|cell| is_stamp(&cell.value.text())) {
            return Some((RowClass::Note, None));
        }
        let mapped = cells.iter().filter(|cell| is_under(&self.fields, cell)).count();
        if is_example(&first) || lists_choices(cells.iter().map(|cell| cell.value.text())) {
            return Some((RowClass::Note, (mapped >= 2).then_some(Doubt::Example)));
        }
        if (few || cells.len() >= 4) && self.is_label(cells) {
            // 出席 | 12名 and 受講率 | 80% count the rows above.
            let counts = (is_attendance(&first) || is_total(&first))
                && cells[1..].iter().all(|cell| is_amount(&cell.value.text()));
            return Some((RowClass::Note, (!counts).then_some(Doubt::Labels)));
        }
        if let Some(at) = cells.iter().take(2).position(|cell| !is_amount(&cell.value.text())) {
            let label = cells[at].value.text();
            let amounts =
                cells[at + 1..].iter().all(|cell| is_amount(&cell.value.text()) || cell.value.is_blank());
            let counted = is_attendance(&label) && cells.len() > at + 1;
            let gaps = cells.len() < self.mapping.columns.len();
            match (is_total(&label), amounts) {
                (true, true) => return Some((RowClass::Total, None)),
                (false, true) if counted => return Some((RowClass::Total, None)),
                (true, false) if few => return Some((RowClass::Total, None)),
                // 廃棄 | 1 | 台 below the list counts its rows.
                (false, _) if gaps && is_count_of(&label, &cells[at + 1..]) => {
                    return Some((RowClass::Note, Some(Doubt::Labels)));
                }
                (true, false) => return Some((RowClass::Data, Some(Doubt::LikeTotal))),
                _ => {}
            }
        }
        let noted = is_note(&first);
        match (noted, mapped >= 3 || !few) {
            (true, true) => Some((RowClass::Data, Some(Doubt::LikeNote))),
            (true, false) => Some((RowClass::Note, None)),
            _ => None,
        }
    }

    /// 確認日 | R7.3.31 | 確認者 | 佐藤: headings of something else beside their values.
    fn is_label(&self, cells: &[&Cell]) -> bool {
        let label = |cell: &Cell| matches!(&cell.value, Raw::Text(text) if headings().knows(&match_key(text.trim_end_matches(['：', ':']))));
        // A kind or a state may be called as some heading is.
        let picked = self.field_over(cells[0]).is_some_and(|field| matches!(field.kind, Kind::Choice(_)));
        let pairs = || cells.iter().enumerate().all(|(n, cell)| label(cell) == (n % 2 == 0));
        cells.len().is_multiple_of(2) && pairs() && !picked
    }
}

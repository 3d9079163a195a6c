//! 表の題名: where the lines above the headings of a table begin, and whether they say another year than those before.

use super::header::{filled, is_stamps};
use crate::import::cells::{Cell, Raw, Row};
use crate::import::context::Context;
use crate::import::row_words::{is_id, is_note, is_total};

/// The first row of a table's own title: the lines above its headings, after the last blank line.
pub fn title_start(rows: &[Row], at: usize, floor: usize) -> usize {
    let mut last = at;
    // One blank line may stand between the title and the headings.
    if last > floor && is_gap(&rows[last - 1], &rows[last]) && rows[last].number - rows[last - 1].number <= 2
    {
        while last > floor && rows[last - 1].is_blank() {
            last -= 1;
        }
    } else if last > floor && is_gap(&rows[last - 1], &rows[last]) {
        return at;
    }
    let mut first = last;
    while first > floor && !(first < last && is_gap(&rows[first - 1], &rows[first])) {
        if !is_title(rows, first - 1) {
            return if is_period(rows, at, floor) { at - 1 } else { at };
        }
        first -= 1;
    }
    if first == last { at } else { first }
}

/// 令和7年度 or 5月 alone right above the headings, with the rows of the table before above it.
fn is_period(rows: &[Row], at: usize, floor: usize) -> bool {
    let Some(above) = at.checked_sub(1).filter(|above| *above >= floor).map(|above| &rows[above]) else {
        return false;
    };
    let mut texts = filled(above).map(|cell| cell.value.text());
    let alone = texts.next().filter(|_| texts.next().is_none());
    above.number + 1 == rows[at].number && alone.is_some_and(|text| Context::default().below(&text).is_some())
}

/// Whether a blank line parts two rows.
pub fn is_gap(above: &Row, below: &Row) -> bool {
    above.number + 1 < below.number || above.is_blank()
}

fn is_title(rows: &[Row], at: usize) -> bool {
    let row = &rows[at];
    let cells: Vec<&Cell> = filled(row).collect();
    let under_stamps = at > 0 && rows[at - 1].number + 1 == row.number && is_stamps(&rows[at - 1]);
    match cells.as_slice() {
        [] => false,
        [one] => {
            let text = one.value.text();
            !is_note(&text) && !is_total(&text) && !is_id(&text) && matches!(one.value, Raw::Text(_))
        }
        [first, ..] => is_stamps(row) || under_stamps || first.value.text().contains(['：', ':']),
    }
}

/// 令和6年度 over headings that come a second time, below a table of 令和5年度.
pub fn is_of_another_year(rows: &[Row], starts: &[usize], at: usize) -> bool {
    let texts = |rows: &[Row]| -> Vec<String> {
        rows.iter().flat_map(filled).map(|cell| cell.value.text().into_owned()).collect()
    };
    let (before, floor) = match starts {
        [.., earlier, last] => (*last, title_start(rows, *last, earlier + 1)),
        [only] => (*only, 0),
        [] => return false,
    };
    // Pages printed on different days are pages of one table.
    let when = |rows: &[Row]| Context { made: None, ..Context::of(None, &texts(rows)) };
    let own = when(&rows[title_start(rows, at, before + 1)..at]);
    own != Context::default() && own != when(&rows[floor..before])
}

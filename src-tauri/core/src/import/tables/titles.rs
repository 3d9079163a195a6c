//! 表の題名: where the lines above the headings of a table begin, and whether they say another year than those before.

use std::borrow::Cow;

use super::Labelled;
use super::columns::labelled;
use super::header::{filled, is_stamps};
use crate::import::cells::{Cell, Raw, Row};
use crate::import::context::Context;
use crate::import::headings::headings;
use crate::import::make::names_training;
use crate::import::row_words::{is_id, is_note, is_total};
use crate::vocab::RegisterId;
use crate::vocab::fold::match_key;

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
            let labels = rows[first..at].iter().position(says_training).map(|n| first + n);
            return labels.unwrap_or(if is_period(rows, at, floor) { at - 1 } else { at });
        }
        first -= 1;
    }
    if first == last { at } else { first }
}

/// 研修名：…, 開催日 | R6.6.10: what is said of a training above those who attended it.
fn says_training(row: &Row) -> bool {
    let own = |label: &Labelled| headings().own_field(RegisterId::Training, &label.key).is_some();
    labelled(row).first().is_some_and(own)
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
        [first, ..] => {
            is_stamps(row) || under_stamps || says_training(row) || first.value.text().contains(['：', ':'])
        }
    }
}

/// Another training named over the headings of a list of people that come a second time: who attended that one is
/// another list.
pub fn is_of_another_training(rows: &[Row], starts: &[usize], at: usize) -> bool {
    let Some((before, floor)) = last_start(rows, starts) else { return false };
    if !filled(&rows[at]).any(|cell| heads_attendees(&match_key(&cell.value.text()))) {
        return false;
    }
    let own = training(&rows[title_start(rows, at, before + 1)..at]);
    !own.is_empty() && own != training(&rows[floor..before])
}

fn heads_attendees(key: &str) -> bool {
    let shapes = headings().shapes.iter();
    let mut words = shapes
        .filter(|(shape, _)| shape.register.id == RegisterId::Training && shape.part.is_some())
        .flat_map(|(_, words)| words);
    words.any(|word| word.key == key && word.field.key == "name")
}

/// What the lines above a list say of its training: its name, its day, which time it is.
fn training(rows: &[Row]) -> Vec<String> {
    let says_which = |label: &Labelled| {
        headings()
            .own_field(RegisterId::Training, &label.key)
            .is_some_and(|field| ["course", "held_on", "session"].contains(&field.key))
    };
    let labels =
        rows.iter().flat_map(labelled).filter(says_which).map(|label| label.value.text().into_owned());
    let texts = rows.iter().flat_map(filled).map(|cell| cell.value.text());
    labels.chain(texts.filter(|text| names_training(text)).map(Cow::into_owned)).collect()
}

/// The headings of the table before, and where its title begins.
fn last_start(rows: &[Row], starts: &[usize]) -> Option<(usize, usize)> {
    match starts {
        [.., earlier, last] => Some((*last, title_start(rows, *last, earlier + 1))),
        [only] => Some((*only, 0)),
        [] => None,
    }
}

/// 令和6年度 over headings that come a second time, below a table of 令和5年度.
pub fn is_of_another_year(rows: &[Row], starts: &[usize], at: usize) -> bool {
    let texts = |rows: &[Row]| -> Vec<String> {
        rows.iter().flat_map(filled).map(|cell| cell.value.text().into_owned()).collect()
    };
    let Some((before, floor)) = last_start(rows, starts) else { return false };
    // Pages printed on different days are pages of one table.
    let when = |rows: &[Row]| Context { made: None, ..Context::of(None, &texts(rows)) };
    let own = when(&rows[title_start(rows, at, before + 1)..at]);
    own != Context::default() && own != when(&rows[floor..before])
}

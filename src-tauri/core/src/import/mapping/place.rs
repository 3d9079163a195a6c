//! 列の位置: which field a column of our own export holds, whose heading was changed in Excel.

use super::Reason;
use crate::export::mark_of;
use crate::import::headings::Shape;
use crate::import::preview::{COMMENT, HIDDEN, STRUCK};
use crate::import::tables::Table;
use crate::vocab::Field;

/// What each column holds, and why.
type Given = Option<(&'static Field, Reason)>;

/// Our own export has a column for each field, in the ledger's order: one whose heading was changed is known by those
/// beside it. What it tells of the sheet itself (コメント, 取消線) is no field, whichever lost its column.
pub(super) fn by_place(table: &Table, shape: Shape, given: &mut [Given]) {
    if !table.columns.iter().any(|column| mark_of(&column.heading).is_some()) {
        return;
    }
    let of_sheet: Vec<bool> = table
        .columns
        .iter()
        .map(|column| [COMMENT, STRUCK, HIDDEN].contains(&column.heading.as_str()))
        .collect();
    given.iter_mut().zip(&of_sheet).filter(|(_, of_sheet)| **of_sheet).for_each(|(given, _)| *given = None);
    for n in 1..given.len() {
        if given[n].is_none() && !of_sheet[n] {
            given[n] = lost_between(shape.fields(), given, n).map(|field| (field, Reason::Place));
        }
    }
}

/// The one field without a column that stands between those of the columns beside.
fn lost_between(fields: &'static [Field], given: &[Given], n: usize) -> Option<&'static Field> {
    let place = |given: &Given| {
        let (field, _) = (*given)?;
        fields.iter().position(|other| other.key == field.key)
    };
    let before = place(given.get(n.checked_sub(1)?)?)?;
    let after = given.get(n + 1).and_then(place).unwrap_or(fields.len());
    let is_lost = |field: &&Field| !given.iter().flatten().any(|(other, _)| other.key == field.key);
    let mut lost = fields.get(before + 1..after)?.iter().filter(is_lost);
    lost.next().filter(|_| lost.next().is_none())
}

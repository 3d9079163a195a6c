//! 表の記録: what each row of a table says as a record, and what is kept of the others.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter::repeat_n;

use super::table::{Maker, Verdicts};
use super::text_of;
use crate::import::cells::Row;
use crate::import::chosen::Chosen;
use crate::import::diff::{Mark, number_key};
use crate::import::mapping::Mapping;
use crate::import::normalise::{Normal, Normaliser};
use crate::import::preview::{NotData, RowPreview, TablePreview};
use crate::import::rows::RowClass;
use crate::import::{my_number, note_states};

impl Maker<'_, '_> {
    /// A row as it would come in.
    pub(super) fn keep(
        &self,
        mut row: RowPreview,
        mapping: &Mapping,
        verdicts: &Verdicts<'_>,
        preview: &mut TablePreview,
    ) {
        note_states::propose(&mut row, mapping.shape, self.name(), verdicts);
        my_number::hide(&mut row, mapping.shape.fields(), self.name(), verdicts);
        if preview.part.is_none() {
            known_by(&row, mapping.shape.register.number, &mut preview.known_by);
        }
        preview.rows.push(row);
    }

    /// A row that is no record of the table.
    pub(super) fn not_data(
        &self,
        (number, class): (u32, RowClass),
        row: Option<&Row>,
        mapping: &Mapping,
    ) -> NotData {
        // A list that is many tables would be kept as often, once in each.
        let foreign = class == RowClass::Elsewhere && self.table.own_rows.is_some();
        let text = row.filter(|_| !foreign).map(text_of).unwrap_or_default();
        let column = mapping.columns.iter().find(|mapped| mapped.is_mark()).map(|mapped| &mapped.column);
        let mark = column.zip(row).and_then(|(column, row)| column.cell(row));
        NotData { row: number, class, text, mark: mark.map(|cell| cell.value.text().into_owned()) }
    }

    /// The same, of a list that is several tables those of all of them: what is left out below a name is of its column.
    pub(super) fn surveyed<'c>(
        &'c self,
        classes: &'c [(u32, RowClass)],
        body: &'c [&'c Row],
    ) -> Cow<'c, [&'c Row]> {
        if self.table.own_rows.is_none() {
            return Cow::Borrowed(body);
        }
        let lines = self.lines(classes).filter(|(_, class, _)| {
            matches!(class, RowClass::Data | RowClass::Excluded | RowClass::Elsewhere)
        });
        lines.filter_map(|(.., row)| row).collect()
    }
}

/// What a row says as a record; none where it is none.
pub(super) fn read_row(
    normaliser: &mut Normaliser<'_>,
    chosen: &Chosen<'_>,
    (class, row): (RowClass, &Row),
    excluded: bool,
) -> Option<Normal> {
    let context = normaliser.context();
    match class {
        RowClass::Data => {
            let mut normal = normaliser.row(&chosen.row(row, &context));
            chosen.keep_raw(row, &context, &mut normal);
            return Some(normal);
        }
        // 〃 and merges below stand for what is written here, whether it comes in or not.
        RowClass::Excluded | RowClass::Elsewhere if !excluded => {
            drop(normaliser.row(&chosen.row(row, &context)))
        }
        RowClass::Heading => {
            normaliser.period(row);
            normaliser.section(row);
        }
        RowClass::Note => normaliser.period(row),
        _ => {}
    }
    None
}

/// What the row's numbers and its mark hash to, whatever ledger it is of.
fn known_by(row: &RowPreview, number: &str, known: &mut Vec<u64>) {
    let numbers = row.numbers.iter().map(String::as_str);
    let numbers = numbers.chain(row.values.get(number).filter(|_| row.numbers.is_empty()));
    let marks = row.mark.as_deref().and_then(Mark::read).map(|mark| mark.uuid);
    known.extend(numbers.map(number_key).map(hash_of));
    // The mark of a row that becomes several records stands at each of them.
    known.extend(marks.into_iter().flat_map(|mark| repeat_n(hash_of(mark), row.numbers.len().max(1))));
}

fn hash_of(key: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

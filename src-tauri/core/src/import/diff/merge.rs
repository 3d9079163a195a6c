//! 三者の突合せ: what a file says, what the ledger holds, and what both began from.
//!
//! A value only the file changed is a change; one only the ledger changed stays; one both changed is a
//! conflict. Where nothing is known of the beginning, a blank on one side is no statement. Pure: no
//! storage, no clock.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use ts_rs::TS;

use super::part_rows::{self, Sides, shown};
use crate::import::preview::{COMMENT, HIDDEN, STRUCK, TablePreview};
use crate::import::row_marks::{FILL, INK, STRUCK_CELLS};
use crate::vocab::{Content, Register, Value};

/// One value in which file and ledger differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct FieldDiff {
    /// Key of the field or of the part; the heading where no field takes the column.
    pub field: String,
    /// Tells it from all other differences of its row.
    pub key: String,
    /// In the office's words; of a part with its row.
    pub label: String,
    /// As the ledger has it, for the eye.
    pub ledger: String,
    /// As the file has it.
    pub file: String,
    /// Changed on both sides.
    pub conflict: bool,
    /// The file leaves blank what must not be blank: it stays.
    pub required: bool,
    /// What the record gets: the file's value, or none of it.
    pub taken: bool,
    #[serde(skip)]
    #[ts(skip)]
    pub(super) place: Place,
}

/// Where a value stands in a record, and in what the file says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Field(&'static str),
    PartField { part: &'static str, row: usize, field: &'static str, file: usize },
    PartAdd { part: &'static str, file: usize },
    PartRemove { part: &'static str, row: usize },
    Extra,
}

/// What a table has columns for: about the rest it says nothing.
#[derive(Debug, Clone, Default)]
pub struct Spoken {
    fields: BTreeSet<String>,
    extra: BTreeSet<String>,
    pub(super) parts: BTreeSet<String>,
}

impl Spoken {
    pub fn of(table: &TablePreview) -> Self {
        let mut spoken = Self::default();
        if let Some(part) = &table.part {
            spoken.parts.insert(part.clone());
            spoken.fields.extend(table.values.keys().map(|key| (*key).to_owned()));
            return spoken;
        }
        for column in &table.columns {
            match &column.field {
                Some(field) => spoken.fields.insert(field.clone()),
                None if column.excluded => false,
                None => spoken.extra.insert(column.heading.clone()),
            };
        }
        spoken
    }

    /// Speaks of lines, colours and comments too: of all where the list is known to be the one they came from, else of
    /// those it has itself. A short list drawn up beside the ledger has none, and says nothing about those there.
    pub fn with_marks(mut self, table: &TablePreview, is_known: bool) -> Self {
        let own = [STRUCK, STRUCK_CELLS, HIDDEN, COMMENT, FILL, INK].into_iter();
        let has = |mark: &str| table.rows.iter().any(|row| row.extra.contains_key(mark));
        let own = own.filter(|mark| table.part.is_none() && !table.marks_unread() && (is_known || has(mark)));
        self.extra.extend(own.map(str::to_owned));
        self
    }

    /// What stands in the row besides the table's columns is said too.
    pub fn and(&self, file: &Content) -> Self {
        let mut spoken = self.clone();
        spoken.extra.extend(file.extra.keys().cloned());
        spoken
    }

    /// What either table says.
    pub fn join(&mut self, other: Self) {
        self.fields.extend(other.fields);
        self.extra.extend(other.extra);
        self.parts.extend(other.parts);
    }

    pub fn speaks_of(&self, field: &str) -> bool {
        self.fields.contains(field)
    }

    pub fn speaks_of_extra(&self, heading: &str) -> bool {
        self.extra.contains(heading)
    }

    pub fn silent_about(&mut self, field: &str) {
        self.fields.remove(field);
    }
}

/// Which side a value changed on.
pub fn weigh(base: Option<Option<&str>>, ledger: Option<&str>, file: Option<&str>) -> Option<bool> {
    if ledger == file {
        return None;
    }
    match base {
        Some(base) if base == file => None,
        Some(base) if base == ledger => Some(false),
        Some(_) => Some(true),
        None if ledger.is_none() => Some(false),
        None if file.is_none() => None,
        None => Some(true),
    }
}

/// Where the rows of parts stood when they went out, by part: those that come in, and those left out.
#[derive(Default)]
pub struct Positions<'a> {
    pub rows: BTreeMap<&'a str, Vec<Option<usize>>>,
    pub left_out: BTreeMap<&'a str, &'a BTreeSet<usize>>,
    /// The record was written into both anew: two people or things in it are two.
    pub both_new: bool,
}

/// Every value in which the file says something else than the ledger holds.
pub fn compare(
    register: &'static Register,
    spoken: &Spoken,
    base: Option<&Content>,
    (ledger, file): (&Content, &Content),
    positions: &Positions<'_>,
) -> Vec<FieldDiff> {
    let mut diffs = Vec::new();
    for field in register.fields.iter().filter(|field| spoken.fields.contains(field.key)) {
        let of = |content: &Content| content.values.get(field.key).map(Value::to_text);
        let (was, here, says) = (base.map(of), of(ledger), of(file));
        let was = was.as_ref().map(Option::as_deref);
        if let Some(conflict) = weigh(was, here.as_deref(), says.as_deref()) {
            diffs.push(FieldDiff {
                field: field.key.to_owned(),
                key: field.key.to_owned(),
                label: field.label.ja.to_owned(),
                ledger: shown(field, &ledger.values),
                file: shown(field, &file.values),
                conflict,
                required: false,
                taken: false,
                place: Place::Field(field.key),
            });
        }
    }
    for part in register.parts.iter().filter(|part| spoken.parts.contains(part.key)) {
        let rows = |content: &'_ Content| content.parts.get(part.key).cloned().unwrap_or_default();
        let (was, here, says) = (base.map(rows), rows(ledger), rows(file));
        let left_out = positions.left_out.get(part.key).copied();
        let both_new = base.is_some() || positions.both_new;
        let positions = positions.rows.get(part.key).map_or(&[][..], Vec::as_slice);
        let sides = Sides { base: was.as_deref(), ledger: &here, file: &says, positions, left_out, both_new };
        diffs.extend(part_rows::diffs(part, &sides));
    }
    diffs.extend(spoken.extra.iter().filter_map(|heading| extra_diff(heading, base, ledger, file)));
    diffs
}

fn extra_diff(heading: &str, base: Option<&Content>, ledger: &Content, file: &Content) -> Option<FieldDiff> {
    let was = base.map(|base| base.extra.get(heading).map(String::as_str));
    let of = |content: &Content| content.extra.get(heading).cloned();
    let (here, says) = (of(ledger), of(file));
    let conflict = weigh(was, here.as_deref(), says.as_deref())?;
    Some(FieldDiff {
        field: heading.to_owned(),
        key: heading.to_owned(),
        label: heading.to_owned(),
        ledger: here.unwrap_or_default(),
        file: says.unwrap_or_default(),
        conflict,
        required: false,
        taken: false,
        place: Place::Extra,
    })
}

/// The ledger's content with those differences taken from the file.
pub fn merged<'a>(ledger: &Content, file: &Content, taken: impl Iterator<Item = &'a FieldDiff>) -> Content {
    let mut content = ledger.clone();
    let mut gone: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for diff in taken {
        match diff.place {
            Place::Field(key) => content.values.put(key, file.values.get(key).cloned()),
            Place::Extra => match file.extra.get(&diff.field) {
                Some(text) => drop(content.extra.insert(diff.field.clone(), text.clone())),
                None => drop(content.extra.remove(&diff.field)),
            },
            Place::PartField { part, row, field, file: at } => {
                let value = file.parts.get(part).and_then(|rows| rows.get(at)?.get(field)).cloned();
                if let Some(row) = content.parts.get_mut(part).and_then(|rows| rows.get_mut(row)) {
                    row.put(field, value);
                }
            }
            // What comes new stands after all that was there, so that places stay what they are.
            Place::PartAdd { part, file: at } => {
                let row = file.parts.get(part).and_then(|rows| rows.get(at)).cloned();
                content.parts.entry(part.to_owned()).or_default().extend(row);
            }
            Place::PartRemove { part, row } => _ = gone.entry(part).or_default().insert(row),
        }
    }
    for (part, gone) in gone {
        let rows = content.parts.remove(part).unwrap_or_default().into_iter().enumerate();
        let left: Vec<_> = rows.filter(|(n, _)| !gone.contains(n)).map(|(_, row)| row).collect();
        if !left.is_empty() {
            content.parts.insert(part.to_owned(), left);
        }
    }
    content
}

/// A later row of the same number on top of an earlier one: what it leaves blank stays.
pub fn later(mut earlier: Content, later: Content) -> Content {
    earlier.values.extend(later.values);
    earlier.parts.extend(later.parts);
    earlier.extra.extend(later.extra);
    earlier
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_file_changed_is_a_change() {
        let some = Some;
        let cases = [
            // base, ledger, file, and what it is: change (false), conflict (true)
            (Some(some("A")), some("A"), some("A"), None),
            (Some(some("A")), some("A"), some("B"), Some(false)),
            (Some(some("A")), some("B"), some("A"), None),
            (Some(some("A")), some("B"), some("C"), Some(true)),
            (Some(some("A")), some("B"), some("B"), None),
            (Some(some("A")), some("A"), None, Some(false)),
            (Some(some("A")), some("B"), None, Some(true)),
            (Some(None), None, some("B"), Some(false)),
            (Some(None), some("A"), None, None),
            // Nothing is known of the beginning: a blank says nothing.
            (None, None, some("B"), Some(false)),
            (None, some("A"), None, None),
            (None, some("A"), some("B"), Some(true)),
        ];
        for (base, ledger, file, expected) in cases {
            assert_eq!(weigh(base, ledger, file), expected, "{base:?} {ledger:?} {file:?}");
        }
    }
}

//! 三者の突合せ: what a file says, what the ledger holds, and what both began from.
//!
//! A value only the file changed is a change; one only the ledger changed stays; one both changed is a
//! conflict. Where nothing is known of the beginning, a blank on one side is no statement. Pure: no
//! storage, no clock.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use ts_rs::TS;

use crate::import::preview::{COMMENT, HIDDEN, STRUCK, TablePreview};
use crate::import::row_marks::{FILL, INK, STRUCK_CELLS};
use crate::records::open;
use crate::vocab::{Content, Field, Part, Register, Value, Values};

/// One value in which file and ledger differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct FieldDiff {
    /// Key of the field or of the part; the heading where no field takes the column.
    pub field: String,
    /// In the office's words; of a part with its row.
    pub label: String,
    /// As the ledger has it, for the eye.
    pub ledger: String,
    /// As the file has it.
    pub file: String,
    /// Changed on both sides.
    pub conflict: bool,
    /// What the record gets: the file's value, or none of it.
    pub taken: bool,
    #[serde(skip)]
    #[ts(skip)]
    place: Place,
}

/// Where a value stands in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Field(&'static str),
    Part(&'static str),
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
        let own =
            [STRUCK, STRUCK_CELLS, HIDDEN, COMMENT, FILL, INK].into_iter().filter(|_| !table.marks_unread());
        spoken.extra.extend(own.map(str::to_owned));
        spoken
    }

    /// What stands in the row besides the table's columns is said too.
    pub fn and(&self, file: &Content) -> Self {
        let mut spoken = self.clone();
        spoken.extra.extend(file.extra.keys().cloned());
        spoken
    }

    pub fn silent_about(&mut self, field: &str) {
        self.fields.remove(field);
    }
}

/// Which side a value changed on.
fn weigh(base: Option<Option<&str>>, ledger: Option<&str>, file: Option<&str>) -> Option<bool> {
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

/// Every value in which the file says something else than the ledger holds.
pub fn compare(
    register: &'static Register,
    spoken: &Spoken,
    base: Option<&Content>,
    ledger: &Content,
    file: &Content,
) -> Vec<FieldDiff> {
    let mut diffs = Vec::new();
    for field in register.fields.iter().filter(|field| spoken.fields.contains(field.key)) {
        let of = |content: &Content| content.values.get(field.key).map(Value::to_text);
        let (was, here, says) = (base.map(of), of(ledger), of(file));
        let was = was.as_ref().map(Option::as_deref);
        if let Some(conflict) = weigh(was, here.as_deref(), says.as_deref()) {
            diffs.push(FieldDiff {
                field: field.key.to_owned(),
                label: field.label.ja.to_owned(),
                ledger: shown(field, &ledger.values),
                file: shown(field, &file.values),
                conflict,
                taken: false,
                place: Place::Field(field.key),
            });
        }
    }
    for part in register.parts.iter().filter(|part| spoken.parts.contains(part.key)) {
        diffs.extend(part_diffs(part, base, ledger, file));
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
        label: heading.to_owned(),
        ledger: here.unwrap_or_default(),
        file: says.unwrap_or_default(),
        conflict,
        taken: false,
        place: Place::Extra,
    })
}

/// The rows of a part change together: a row taken out moves all that follow.
fn part_diffs(
    part: &'static Part,
    base: Option<&Content>,
    ledger: &Content,
    file: &Content,
) -> Vec<FieldDiff> {
    let rows = |content: &Content| content.parts.get(part.key).cloned().unwrap_or_default();
    let text = |rows: &[Values]| (!rows.is_empty()).then(|| part_text(rows));
    let (here, says) = (rows(ledger), rows(file));
    let was = base.map(|base| text(&rows(base)));
    let was = was.as_ref().map(Option::as_deref);
    let Some(conflict) = weigh(was, text(&here).as_deref(), text(&says).as_deref()) else {
        return Vec::new();
    };
    let blank = Values::new();
    let mut diffs = Vec::new();
    for n in 0..here.len().max(says.len()) {
        let (here, says) = (here.get(n).unwrap_or(&blank), says.get(n).unwrap_or(&blank));
        for field in part.fields {
            let (ledger, file) = (shown(field, here), shown(field, says));
            if ledger != file {
                let label = format!("{} {}行目 {}", part.label.ja, n + 1, field.label.ja);
                let place = Place::Part(part.key);
                let (field, taken) = (part.key.to_owned(), false);
                diffs.push(FieldDiff { field, label, ledger, file, conflict, taken, place });
            }
        }
    }
    diffs
}

fn part_text(rows: &[Values]) -> String {
    let row = |values: &Values| {
        let texts: BTreeMap<&String, String> =
            values.iter().map(|(key, value)| (key, value.to_text())).collect();
        format!("{texts:?}")
    };
    rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

fn shown(field: &Field, values: &Values) -> String {
    values.get(field.key).map(|value| open::shown(field, value)).unwrap_or_default()
}

/// The ledger's content with those differences taken from the file.
pub fn merged<'a>(ledger: &Content, file: &Content, taken: impl Iterator<Item = &'a FieldDiff>) -> Content {
    let mut content = ledger.clone();
    for diff in taken {
        match diff.place {
            Place::Field(key) => put(&mut content.values, key, file.values.get(key).cloned()),
            Place::Part(key) => put(&mut content.parts, key, file.parts.get(key).cloned()),
            Place::Extra => put(&mut content.extra, &diff.field, file.extra.get(&diff.field).cloned()),
        }
    }
    content
}

fn put<T>(map: &mut BTreeMap<String, T>, key: &str, value: Option<T>) {
    match value {
        Some(value) => drop(map.insert(key.to_owned(), value)),
        None => drop(map.remove(key)),
    }
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

//! 写し: marks of our own export that stand in several rows of one import.
//!
//! The same mark once in each of two files is one record, of which two colleagues each edited a copy: what either
//! changed is weighed against what went out ([`super::together`]). Twice in one file, as on a sheet copied for the next
//! year, or beside another number that is some other row's, it is a row that was copied in Excel or sorted away from its
//! mark, and says nothing about any of them, in that file. Looks at nothing but the files.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::known::{Mark, number_key};
use super::likeness::is_another;
use crate::import::preview::{Draft, TablePreview};
use crate::registers::register;
use crate::vocab::{Field, RegisterId, Required};

#[derive(Default)]
pub struct Copies {
    /// By the files in which they say nothing.
    doubled: HashMap<String, HashSet<String>>,
    copied: HashSet<String>,
}

/// A row with a mark that stands in several files.
type Row<'p> = (&'p TablePreview, Draft<'p>);

impl Copies {
    pub fn of(tables: &[&TablePreview]) -> Self {
        let tables: Vec<&TablePreview> = tables.iter().copied().filter(|table| takes_part(table)).collect();
        let mut copies = Self::default();
        let (mut first, mut several) = (HashMap::new(), HashSet::new());
        let mut double = |uuid: &str, file: &str| {
            _ = copies.doubled.entry(uuid.to_owned()).or_default().insert(file.to_owned())
        };
        for table in &tables {
            let file = table.file_id();
            for row in &table.rows {
                let Some(mark) = row.mark.as_deref().and_then(Mark::read) else { continue };
                match first.insert(mark.uuid, file) {
                    // USB-001〜010 is several records of one row.
                    Some(before) if before == file => double(mark.uuid, file),
                    _ if row.numbers.len() > 1 => double(mark.uuid, file),
                    Some(_) => _ = several.insert(mark.uuid),
                    None => {}
                }
            }
        }
        if !several.is_empty() {
            copies.tell_apart(&tables, &several);
        }
        copies
    }

    /// Which of the marks in several files are of one record, and which were only taken along.
    fn tell_apart(&mut self, tables: &[&TablePreview], several: &HashSet<&str>) {
        let mut rows: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
        let mut numbers: HashMap<(RegisterId, String), u32> = HashMap::new();
        for table in tables {
            for draft in table.drafts() {
                let mark = Mark::of_row(table, draft.row());
                // A new row of that number clashes with it, and says nothing of what the mark's row is.
                if let Some(number) = number(table, &draft).filter(|_| mark.is_some()) {
                    *numbers.entry((table.register, number)).or_default() += 1;
                }
                let told = |mark: &Mark<'_>| {
                    several.contains(mark.uuid) && !self.is_doubled(mark.uuid, table.file_id())
                };
                if let Some(mark) = mark.filter(told) {
                    rows.entry(mark.uuid).or_default().push((table, draft));
                }
            }
        }
        for (uuid, rows) in rows.into_iter().filter(|(_, rows)| rows.len() > 1) {
            if is_one(&rows, &numbers) {
                self.copied.insert(uuid.to_owned());
            } else {
                let files = rows.iter().map(|(table, _)| table.file_id().to_owned());
                self.doubled.entry(uuid.to_owned()).or_default().extend(files);
            }
        }
    }

    /// Whether a mark says nothing about the rows it stands in, in that file.
    pub fn is_doubled(&self, uuid: &str, file: &str) -> bool {
        self.doubled.get(uuid).is_some_and(|files| files.contains(file))
    }

    /// Whether a mark says nothing in any of the files.
    pub fn is_ever_doubled(&self, uuid: &str) -> bool {
        self.doubled.contains_key(uuid)
    }

    /// Whether a mark stands in copies of one row.
    pub fn is_copied(&self, uuid: &str) -> bool {
        self.copied.contains(uuid)
    }
}

/// Rows with one number are one record; a number given anew must be no other row's, nor the row another thing's.
fn is_one(rows: &[Row<'_>], numbers: &HashMap<(RegisterId, String), u32>) -> bool {
    let Some(((table, first), rest)) = rows.split_first() else { return false };
    let mut own: HashMap<String, u32> = HashMap::new();
    for number in rows.iter().filter_map(|(table, draft)| number(table, draft)) {
        *own.entry(number).or_default() += 1;
    }
    if rest.iter().any(|(other, _)| other.register != table.register) {
        return false;
    }
    if own.len() == 1 && own.values().all(|count| *count as usize == rows.len()) {
        return true;
    }
    let elsewhere = |(number, count): (&String, &u32)| {
        numbers.get(&(table.register, number.clone())).is_some_and(|all| all > count)
    };
    let alike = |(_, draft): &Row<'_>| !is_another(likeness(table.register, first, draft));
    !own.iter().any(elsewhere) && rest.iter().all(alike)
}

/// How many of the values either row says are the same, of how many.
fn likeness(id: RegisterId, one: &Draft<'_>, other: &Draft<'_>) -> (usize, usize) {
    let said = |field: &&Field| field.key != register(id).number && field.required != Required::Auto;
    let fields = register(id).fields.iter().filter(said);
    let told = fields.map(|field| (one.text(field.key), other.text(field.key)));
    let told: Vec<_> = told.filter(|(one, other)| one.is_some() || other.is_some()).collect();
    (told.iter().filter(|(one, other)| one == other).count(), told.len())
}

pub(super) fn takes_part(table: &TablePreview) -> bool {
    table.is_taken() && table.part.is_none()
}

pub(super) fn number(table: &TablePreview, draft: &Draft<'_>) -> Option<String> {
    draft.text(register(table.register).number).map(number_key)
}

//! 写し: marks of our own export that stand in several rows of one import.
//!
//! The same mark once in each of two files is one record, of which two colleagues each edited a copy: what either
//! changed is weighed against what went out ([`super::together`]). Twice in one file, as on a sheet copied for the next
//! year, or beside another number that is some other row's, it is a row that was copied in Excel or sorted away from its
//! mark, and says nothing about any of them. Looks at nothing but the files.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::known::{Mark, number_key};
use super::likeness::is_another;
use crate::import::preview::{Draft, TablePreview};
use crate::registers::register;
use crate::vocab::{Field, RegisterId, Required};

#[derive(Default)]
pub struct Copies {
    doubled: HashSet<String>,
    copied: HashSet<String>,
}

/// A row with a mark that stands in several files.
type Row<'p> = (&'p TablePreview, Draft<'p>);

impl Copies {
    pub fn of(tables: &[&TablePreview]) -> Self {
        let tables: Vec<&TablePreview> = tables.iter().copied().filter(|table| takes_part(table)).collect();
        let mut copies = Self::default();
        let (mut first, mut several) = (HashMap::new(), HashSet::new());
        for table in &tables {
            let file = table.file_id();
            for row in &table.rows {
                let Some(mark) = row.mark.as_deref().and_then(Mark::read) else { continue };
                match first.insert(mark.uuid, file) {
                    // USB-001〜010 is several records of one row.
                    Some(before) if before == file => _ = copies.doubled.insert(mark.uuid.to_owned()),
                    _ if row.numbers.len() > 1 => _ = copies.doubled.insert(mark.uuid.to_owned()),
                    Some(_) => _ = several.insert(mark.uuid),
                    None => {}
                }
            }
        }
        several.retain(|uuid| !copies.doubled.contains(*uuid));
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
                if let Some(number) = number(table, &draft) {
                    *numbers.entry((table.register, number)).or_default() += 1;
                }
                let mark = Mark::of_row(table, draft.row());
                if let Some(mark) = mark.filter(|mark| several.contains(mark.uuid)) {
                    rows.entry(mark.uuid).or_default().push((table, draft));
                }
            }
        }
        for (uuid, rows) in rows {
            let of = if is_one(&rows, &numbers) { &mut self.copied } else { &mut self.doubled };
            of.insert(uuid.to_owned());
        }
    }

    /// Whether a mark says nothing about the rows it stands in.
    pub fn is_doubled(&self, uuid: &str) -> bool {
        self.doubled.contains(uuid)
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

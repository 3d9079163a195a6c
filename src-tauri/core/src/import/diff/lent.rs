//! 借りた印: rows that lost their mark, beside a copy of their file that kept it.
//!
//! Of two copies of one export one may have lost the hidden column of marks. Its rows are the same records, and lend
//! themselves the marks of the other file: by their number, or by all that stands in them ([`super::lending`]). Never
//! where their own file has that mark elsewhere: there they are further rows. Looks at nothing but the files.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::copies::{Copies, number, takes_part};
use super::known::Mark;
use crate::export::MARK;
use crate::import::preview::{Draft, TablePreview};
use crate::vocab::RegisterId;

/// Marks lent to rows, by table and row.
#[derive(Default, Clone)]
pub struct Lent {
    rows: HashMap<String, HashMap<u32, String>>,
    uuids: HashSet<String>,
    /// By the file of the row, too.
    files: HashSet<(String, String)>,
}

/// The tables of one ledger, of files with marks and rows without.
pub(super) struct Beside<'p> {
    pub tables: Vec<&'p TablePreview>,
    /// Which mark stands in which file.
    held: HashSet<(&'p str, &'p str)>,
}

impl Lent {
    /// Lends marks to rows that have their number.
    pub fn by_number(tables: &[&TablePreview], copies: &Copies) -> Self {
        let mut lent = Self::default();
        for beside in Beside::all(tables) {
            lent.of_numbers(&beside, copies);
        }
        lent
    }

    fn of_numbers<'p>(&mut self, beside: &Beside<'p>, copies: &Copies) {
        let mut wanted: HashMap<String, Vec<(&'p TablePreview, u32)>> = HashMap::new();
        for (table, draft) in beside.unmarked() {
            if let Some(number) = number(table, &draft) {
                wanted.entry(number).or_default().push((table, draft.row()));
            }
        }
        let mut lenders: HashMap<String, Vec<(&'p TablePreview, &'p str)>> = HashMap::new();
        for (table, draft, mark) in beside.marked() {
            if let Some(number) = number(table, &draft).filter(|number| wanted.contains_key(number)) {
                lenders.entry(number).or_default().push((table, mark));
            }
        }
        for (number, rows) in wanted {
            let Some([(lender, uuid), others @ ..]) = lenders.get(&number).map(Vec::as_slice) else {
                continue;
            };
            if others.iter().any(|(_, other)| other != uuid) || copies.is_doubled(uuid) {
                continue;
            }
            let once = |table: &TablePreview| {
                rows.iter().filter(|(other, _)| other.file_id() == table.file_id()).count() == 1
            };
            for (table, row) in rows.iter().filter(|(table, _)| once(table)) {
                if is_form_of(table, lender) && !beside.holds(table, uuid) {
                    self.lend((table, *row), uuid);
                }
            }
        }
    }

    pub(super) fn lend(&mut self, (table, row): (&TablePreview, u32), uuid: &str) {
        self.rows.entry(table.id.clone()).or_default().insert(row, uuid.to_owned());
        self.files.insert((table.file_id().to_owned(), uuid.to_owned()));
        self.uuids.insert(uuid.to_owned());
    }

    /// The record of the mark a row goes with.
    pub fn to(&self, table: &str, row: u32) -> Option<&str> {
        self.rows.get(table)?.get(&row).map(String::as_str)
    }

    /// Whether a row of a table goes with a mark.
    pub(super) fn lends_to(&self, table: &str) -> bool {
        self.rows.contains_key(table)
    }

    /// Whether a row of a table's file goes with that mark.
    pub(super) fn file_has(&self, table: &TablePreview, uuid: &str) -> bool {
        self.files.contains(&(table.file_id().to_owned(), uuid.to_owned()))
    }

    /// Whether any row goes with that mark.
    pub fn has(&self, uuid: &str) -> bool {
        self.uuids.contains(uuid)
    }

    pub fn is_empty(&self) -> bool {
        self.uuids.is_empty()
    }
}

impl<'p> Beside<'p> {
    /// By ledger, where rows of one file have marks and rows of another have none.
    pub fn all(tables: &[&'p TablePreview]) -> Vec<Self> {
        let mut by_register: BTreeMap<RegisterId, Vec<&'p TablePreview>> = BTreeMap::new();
        for table in tables.iter().copied().filter(|table| takes_part(table)) {
            by_register.entry(table.register).or_default().push(table);
        }
        let of = |with: bool, tables: &[&'p TablePreview]| -> BTreeSet<&'p str> {
            let any = |table: &&&TablePreview| table.rows.iter().any(|row| row.mark.is_some() == with);
            tables.iter().filter(any).map(|table| table.file_id()).collect()
        };
        let several = by_register.into_values().filter(|tables| {
            let Some(first) = tables.first() else { return false };
            if tables.iter().all(|table| table.file_id() == first.file_id()) {
                return false;
            }
            let (marked, unmarked) = (of(true, tables), of(false, tables));
            marked.iter().any(|file| unmarked.iter().any(|other| other != file))
        });
        several.map(Self::of).collect()
    }

    fn of(tables: Vec<&'p TablePreview>) -> Self {
        let mut beside = Self { tables, held: HashSet::new() };
        beside.held = beside.marked().map(|(table, _, mark)| (table.file_id(), mark)).collect();
        beside
    }

    /// Rows with a mark, and whose.
    pub fn marked(&self) -> impl Iterator<Item = (&'p TablePreview, Draft<'p>, &'p str)> {
        let rows = self.tables.iter().flat_map(|table| table.drafts().map(|draft| (*table, draft)));
        rows.filter_map(|(table, draft)| {
            let mark = Mark::of_row(table, draft.row())?;
            Some((table, draft, mark.uuid))
        })
    }

    pub fn unmarked(&self) -> impl Iterator<Item = (&'p TablePreview, Draft<'p>)> {
        let rows = self.tables.iter().flat_map(|table| table.drafts().map(|draft| (*table, draft)));
        rows.filter(|(_, draft)| draft.mark().and_then(Mark::read).is_none())
    }

    /// Whether the file of a table has a mark itself.
    pub fn holds(&self, table: &TablePreview, uuid: &str) -> bool {
        self.held.contains(&(table.file_id(), uuid))
    }
}

/// Whether a table is set out as our own export of the other is, but for the marks and perhaps a column or two.
pub(super) fn is_form_of(table: &TablePreview, own: &TablePreview) -> bool {
    let headings = |table: &TablePreview| -> BTreeSet<String> {
        let columns = table.columns.iter().map(|column| column.heading.clone());
        columns.filter(|heading| !heading.starts_with(MARK)).collect()
    };
    let (here, there) = (headings(table), headings(own));
    let both = here.intersection(&there).count();
    let same_time = table.period.zip(own.period).is_none_or(|(here, there)| here == there);
    same_time && both * 5 >= here.len().max(there.len()) * 4
}

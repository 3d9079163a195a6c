//! 借りた印: rows that lost their mark, beside a copy of their file that kept it.
//!
//! Of two copies of one export one may have lost the hidden column of marks. Its rows are the same records, and lend
//! themselves the marks of the other file: by their number, or by all that stands in them ([`super::lending`]). Never
//! where their own file has that mark elsewhere: there they are further rows. So are rows of one number that were
//! written into two copies, or in copies that both lost their marks. Looks at nothing but the files.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::copies::{Copies, number, takes_part};
use super::known::{Mark, number_key};
use super::reused::why_two;
use crate::export::MARK;
use crate::import::preview::{Draft, RowPreview, TablePreview};
use crate::registers::register;
use crate::vocab::RegisterId;

/// A row of a table.
type Row<'p> = (&'p TablePreview, &'p RowPreview);

/// Marks lent to rows, by table and row.
#[derive(Default, Clone)]
pub struct Lent {
    rows: HashMap<String, HashMap<u32, String>>,
    uuids: HashSet<String>,
    /// By the file of the row, too.
    files: HashMap<String, HashSet<String>>,
}

/// Which tables are set out as which: asked once of each pair.
#[derive(Default)]
pub(super) struct Forms<'p> {
    own: HashMap<&'p str, bool>,
    pairs: HashMap<(&'p str, &'p str), bool>,
}

/// The tables of one ledger, of files with marks and rows without.
pub(super) struct Beside<'p, 'c> {
    copies: &'c Copies,
    tables: Vec<&'p TablePreview>,
    /// Which mark stands in which file.
    held: HashSet<(&'p str, &'p str)>,
    /// The tables with marks.
    marked: Vec<&'p TablePreview>,
    /// Numbers of rows with a mark, once they are asked for.
    numbers: OnceCell<HashSet<String>>,
}

impl Lent {
    /// Lends marks to rows that have their number.
    pub(super) fn by_number(all: &[Beside<'_, '_>]) -> Self {
        let (mut lent, mut forms) = (Self::default(), Forms::default());
        for beside in all {
            lent.of_numbers(beside, &mut forms);
        }
        lent
    }

    fn of_numbers<'p>(&mut self, beside: &Beside<'p, '_>, forms: &mut Forms<'p>) {
        let mut wanted: BTreeMap<String, Vec<Row<'p>>> = BTreeMap::new();
        for (table, draft) in beside.unmarked() {
            if let Some((number, row)) = number(table, &draft).zip(draft.read()) {
                wanted.entry(number).or_default().push((table, row));
            }
        }
        let mut lenders: HashMap<String, Vec<(Row<'p>, &'p str)>> = HashMap::new();
        for (table, draft, mark) in beside.marked() {
            let number = number(table, &draft).filter(|number| wanted.contains_key(number));
            if let Some((number, row)) = number.zip(draft.read()) {
                lenders.entry(number).or_default().push(((table, row), mark));
            }
        }
        for (number, rows) in wanted {
            let lenders = lenders.get(&number).map_or(&[][..], Vec::as_slice);
            let lending = lenders.iter().map(|(row, _)| row);
            if are_two_things(&lending.chain(&rows).copied().collect::<Vec<_>>()) {
                continue;
            }
            let rows = once_in_each_file(rows);
            match lenders {
                [] => self.lend_to_each_other(&number, &rows, forms),
                [((lender, _), uuid), others @ ..] if others.iter().all(|(_, other)| other == uuid) => {
                    for (table, row) in rows {
                        // Another number of the file may be one the record has in another copy.
                        let held = beside.holds(table, uuid) || self.file_has(table, uuid);
                        if !held && forms.is_form_of(table, lender) {
                            self.lend((table, row.row), uuid);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Rows of one number that no mark is known of, in two copies of our own export: as if both had one.
    fn lend_to_each_other<'p>(&mut self, number: &str, rows: &[Row<'p>], forms: &mut Forms<'p>) {
        let own: Vec<&Row<'p>> = rows.iter().filter(|(table, _)| forms.is_own(table)).collect();
        let Some(((first, row), others)) = own.split_first() else { return };
        let mark = format!("{}:{number}", first.register);
        for (table, other) in others.iter().filter(|(table, _)| forms.is_form_of(table, first)) {
            self.lend((first, row.row), &mark);
            self.lend((table, other.row), &mark);
        }
    }

    pub(super) fn lend(&mut self, (table, row): (&TablePreview, u32), uuid: &str) {
        self.rows.entry(table.id.clone()).or_default().insert(row, uuid.to_owned());
        self.files.entry(table.file_id().to_owned()).or_default().insert(uuid.to_owned());
        self.uuids.insert(uuid.to_owned());
    }

    /// A row goes with no mark after all.
    pub(super) fn take_back(&mut self, (table, row): (&TablePreview, u32)) {
        let Some(uuid) = self.rows.get_mut(&table.id).and_then(|rows| rows.remove(&row)) else { return };
        if let Some(marks) = self.files.get_mut(table.file_id()) {
            marks.remove(&uuid);
        }
        if !self.files.values().any(|marks| marks.contains(&uuid)) {
            self.uuids.remove(&uuid);
        }
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
        self.files.get(table.file_id()).is_some_and(|marks| marks.contains(uuid))
    }

    /// Whether any row goes with that mark.
    pub fn has(&self, uuid: &str) -> bool {
        self.uuids.contains(uuid)
    }

    pub fn is_empty(&self) -> bool {
        self.uuids.is_empty()
    }
}

impl<'p> Forms<'p> {
    fn is_own(&mut self, table: &'p TablePreview) -> bool {
        *self.own.entry(&table.id).or_insert_with(|| is_own_form(table))
    }

    /// Whether a table is set out as our own export of the other is, but for the marks and perhaps a column or two.
    pub fn is_form_of(&mut self, table: &'p TablePreview, own: &'p TablePreview) -> bool {
        *self.pairs.entry((&table.id, &own.id)).or_insert_with(|| is_form_of(table, own))
    }
}

impl<'p, 'c> Beside<'p, 'c> {
    /// By ledger, where rows of one file have no marks, and rows of another have some or none either.
    pub fn all(tables: &[&'p TablePreview], copies: &'c Copies) -> Vec<Self> {
        let mut by_register: BTreeMap<RegisterId, Vec<&'p TablePreview>> = BTreeMap::new();
        for table in tables.iter().copied().filter(|table| takes_part(table)) {
            by_register.entry(table.register).or_default().push(table);
        }
        let of = |with: bool, tables: &[&'p TablePreview]| -> BTreeSet<&'p str> {
            let told = |table: &TablePreview, row: &RowPreview| {
                let mark = row.mark.as_deref().and_then(Mark::read);
                mark.is_some_and(|mark| !copies.is_doubled(mark.uuid, table.file_id()))
            };
            let any = |table: &&&TablePreview| table.rows.iter().any(|row| told(table, row) == with);
            tables.iter().filter(any).map(|table| table.file_id()).collect()
        };
        let several = by_register.into_values().filter(|tables| {
            let Some(first) = tables.first() else { return false };
            if tables.iter().all(|table| table.file_id() == first.file_id()) {
                return false;
            }
            let unmarked = of(false, tables);
            unmarked.len() > 1 && tables.iter().any(|table| is_own_form(table))
                || of(true, tables).iter().any(|file| unmarked.iter().any(|other| other != file))
        });
        several.map(|tables| Self::of(tables, copies)).collect()
    }

    fn of(tables: Vec<&'p TablePreview>, copies: &'c Copies) -> Self {
        let (held, marked, numbers) = (HashSet::new(), Vec::new(), OnceCell::new());
        let beside = Self { copies, tables, held, marked, numbers };
        let (mut held, mut marked) = (HashSet::new(), Vec::<&TablePreview>::new());
        for (table, _, mark) in beside.marked() {
            held.insert((table.file_id(), mark));
            if marked.last().is_none_or(|last| last.id != table.id) {
                marked.push(table);
            }
        }
        Self { held, marked, ..beside }
    }

    fn rows(&self) -> impl Iterator<Item = (&'p TablePreview, Draft<'p>, Option<&'p str>)> {
        let rows = self.tables.iter().flat_map(|table| table.drafts().map(|draft| (*table, draft)));
        rows.map(|(table, draft)| {
            let mark = Mark::of_row(table, draft.row()).map(|mark| mark.uuid);
            let mark = mark.filter(|uuid| !self.copies.is_doubled(uuid, table.file_id()));
            (table, draft, mark)
        })
    }

    /// Rows with a mark, and whose.
    pub fn marked(&self) -> impl Iterator<Item = (&'p TablePreview, Draft<'p>, &'p str)> {
        self.rows().filter_map(|(table, draft, mark)| Some((table, draft, mark?)))
    }

    /// Rows that have no mark, or one that says nothing.
    pub fn unmarked(&self) -> impl Iterator<Item = (&'p TablePreview, Draft<'p>)> {
        self.rows().filter(|(.., mark)| mark.is_none()).map(|(table, draft, _)| (table, draft))
    }

    /// Whether a table is set out as one of another file that has marks.
    pub fn is_copy(&self, table: &'p TablePreview, forms: &mut Forms<'p>) -> bool {
        let mut others = self.marked.iter().filter(|other| other.file_id() != table.file_id());
        others.any(|other| forms.is_form_of(table, other))
    }

    /// Whether a row with a mark has that number.
    pub fn marks_number(&self, of: &str) -> bool {
        let all = || self.marked().filter_map(|(table, draft, _)| number(table, &draft)).collect();
        self.numbers.get_or_init(all).contains(&number_key(of))
    }

    /// Whether any file has a mark.
    pub fn has(&self, uuid: &str) -> bool {
        self.marked.iter().any(|table| self.holds(table, uuid))
    }

    /// Whether the file of a table has a mark itself.
    pub fn holds(&self, table: &TablePreview, uuid: &str) -> bool {
        self.held.contains(&(table.file_id(), uuid))
    }
}

/// Whether several files are of one ledger, and one of them is or was our own export. Of most imports none is, and then
/// nobody's marks need to be looked up.
pub(super) fn may_lend(tables: &[&TablePreview]) -> bool {
    let own = |table: &&&TablePreview| {
        takes_part(table) && (is_own_form(table) || table.rows.iter().any(|row| row.mark.is_some()))
    };
    tables.iter().filter(own).any(|own| {
        let beside = |table: &&TablePreview| {
            table.register == own.register && table.file_id() != own.file_id() && takes_part(table)
        };
        tables.iter().any(beside)
    })
}

/// Whether rows of one number tell of two things that had it one after the other: which of them a row is has to be
/// asked, as where none of them had a mark.
fn are_two_things(rows: &[Row<'_>]) -> bool {
    rows.windows(2).any(|pair| match pair {
        [one, other] => why_two(*one, *other).or_else(|| why_two(*other, *one)).is_some(),
        _ => false,
    })
}

/// Rows of files where they are alone.
fn once_in_each_file<'p>(mut rows: Vec<Row<'p>>) -> Vec<Row<'p>> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for (table, _) in &rows {
        *counts.entry(table.file_id()).or_default() += 1;
    }
    rows.retain(|(table, _)| counts.get(table.file_id()) == Some(&1));
    rows
}

/// Whether a table has the headings of our own export, with or without marks.
pub(in crate::import) fn is_own_form(table: &TablePreview) -> bool {
    let fields = register(table.register).fields;
    let named = |label: &str| table.columns.iter().any(|column| column.heading == label);
    let labels = fields.iter().filter(|field| named(field.label.ja)).count();
    labels * 5 >= fields.len() * 4
}

fn is_form_of(table: &TablePreview, own: &TablePreview) -> bool {
    let headings = |table: &TablePreview| -> BTreeSet<String> {
        let columns = table.columns.iter().map(|column| column.heading.clone());
        columns.filter(|heading| !heading.starts_with(MARK)).collect()
    };
    let (here, there) = (headings(table), headings(own));
    let both = here.intersection(&there).count();
    let same_time = table.period.zip(own.period).is_none_or(|(here, there)| here == there);
    same_time && both * 5 >= here.len().max(there.len()) * 4
}

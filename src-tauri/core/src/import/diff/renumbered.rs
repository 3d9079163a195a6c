//! 番号を改めた写し: rows without a mark that have the number their record has here, which the copy with marks changed.

use std::collections::{BTreeMap, HashMap};

use super::known::{Mark, number_key};
use super::lending::{Lender, Loose};
use super::lent::{Beside, Lent};
use super::likeness::{LACKING, is_another, likeness};
use super::numbers::number_of;
use super::{Differ, TablePreview};
use crate::error::Result;
use crate::records::Record;
use crate::registers::register;
use crate::vocab::RegisterId;

/// Which rows of marks have or had which number.
struct Numbers<'a, 'l> {
    /// By the records of the marks.
    records: BTreeMap<i64, &'l Lender<'a>>,
    /// When they went out, by the file that lacks them, once that is asked for.
    went_out: HashMap<&'a str, HashMap<String, (&'l Lender<'a>, i64)>>,
}

/// Whose number a row has.
enum Owner<'a, 'l> {
    /// Nobody's here.
    Unknown,
    /// That of the record with that number, whatever the marks.
    Itself,
    /// The row of a mark, and its record.
    Of(&'l Lender<'a>, i64),
}

impl<'a> Differ<'a> {
    /// Numbers that were swapped in the copy with marks are other records' here: a row that says what such a record says
    /// goes with no mark it was lent by that number.
    pub(super) fn take_back_swapped(&mut self, beside: &Beside<'a, '_>, lent: &mut Lent) -> Result<()> {
        for (table, draft) in beside.unmarked() {
            let id = table.register;
            let number = draft.text(register(id).number);
            let Some((number, uuid)) = number.zip(lent.to(&table.id, draft.row())) else { continue };
            let index = self.known.of(self.past, id)?;
            let Some((here, (marked, _))) = index.numbered(number).zip(index.marked(uuid)) else { continue };
            if here == marked {
                continue;
            }
            let (here, marked) = (self.past.record(id, here)?, self.past.record(id, marked)?);
            let Ok(own) = draft.content(&self.readers[&id]) else { continue };
            let spoken = self.spoken(table);
            let like = |record: &Record| likeness(id, &own, &record.content, spoken).0;
            if beside.has(&here.uuid) && like(&here) > like(&marked) {
                lent.take_back((table, draft.row()));
            }
        }
        Ok(())
    }

    /// Gives back the rows whose number no record of a mark has here, or had when it went out. Rows that were copied in Excel,
    /// number and all, are one record's with it: whether they are one thing was asked.
    pub(super) fn lend_by_number_here(
        &mut self,
        rows: Vec<Loose<'a>>,
        (beside, lenders): (&Beside<'a, '_>, &[Lender<'a>]),
        lent: &mut Lent,
    ) -> Result<Vec<Loose<'a>>> {
        let mut left = Vec::new();
        let Some(id) = rows.first().map(|row| row.table.register) else { return Ok(left) };
        let records = self.records_of_marks(id, lenders)?;
        let mut numbers = Numbers { records, went_out: HashMap::new() };
        let mut given: HashMap<(&str, &str), String> = HashMap::new();
        for row in rows {
            let Some(number) = number_of(id, &row.own).map(|number| number_key(&number)) else { continue };
            let (lender, record) = match self.owner((&row, &number), (beside, lent), &mut numbers)? {
                Owner::Unknown => {
                    left.push(row);
                    continue;
                }
                Owner::Itself => continue,
                Owner::Of(lender, record) => (lender, record),
            };
            let of_file = (row.table.file_id(), lender.uuid);
            let again = given.get(&of_file).is_some_and(|known| *known == number);
            let held = beside.holds(row.table, lender.uuid) || lent.file_has(row.table, lender.uuid);
            if (!held || again) && self.is_row_of((&row, lender), record)? {
                lent.lend((row.table, row.row), lender.uuid);
                given.insert(of_file, number);
            }
        }
        Ok(left)
    }

    fn owner<'l>(
        &mut self,
        (row, number): (&Loose<'a>, &str),
        (beside, lent): (&Beside<'_, '_>, &Lent),
        numbers: &mut Numbers<'a, 'l>,
    ) -> Result<Owner<'a, 'l>> {
        let table = row.table;
        let Some(record) = self.known.of(self.past, table.register)?.numbered(number) else {
            if beside.marks_number(number) {
                return Ok(Owner::Itself);
            }
            if !numbers.went_out.contains_key(table.file_id()) {
                let of_file = self.numbers_that_went_out(&numbers.records, (table, beside, lent))?;
                numbers.went_out.insert(table.file_id(), of_file);
            }
            let known = numbers.went_out.get(table.file_id()).and_then(|numbers| numbers.get(number));
            return Ok(known.map_or(Owner::Unknown, |(lender, record)| Owner::Of(lender, *record)));
        };
        // Where the row of the mark has the number too, they may be two things.
        let lender = numbers.records.get(&record).filter(|lender| !has_number(lender, number));
        Ok(lender.map_or(Owner::Itself, |lender| Owner::Of(lender, record)))
    }

    fn records_of_marks<'l>(
        &mut self,
        id: RegisterId,
        lenders: &'l [Lender<'a>],
    ) -> Result<BTreeMap<i64, &'l Lender<'a>>> {
        let mut records = BTreeMap::new();
        for lender in lenders {
            if let Some((record, false)) = self.known.marked(self.past, id, lender.uuid)? {
                records.entry(record).or_insert(lender);
            }
        }
        Ok(records)
    }

    /// The numbers with which rows of marks went out that no row of a table's file goes with.
    fn numbers_that_went_out<'l>(
        &mut self,
        records: &BTreeMap<i64, &'l Lender<'a>>,
        (table, beside, lent): (&TablePreview, &Beside<'_, '_>, &Lent),
    ) -> Result<HashMap<String, (&'l Lender<'a>, i64)>> {
        let free =
            |lender: &Lender<'_>| !beside.holds(table, lender.uuid) && !lent.file_has(table, lender.uuid);
        let mut numbers = HashMap::new();
        // Each of them is read.
        for (record, lender) in records.iter().filter(|(_, lender)| free(lender)).take(LACKING) {
            let Some(mark) = Mark::of_row(lender.table, lender.row) else { continue };
            let then = self.past.as_of_version(table.register, *record, mark.version)?;
            if let Some(number) = then.and_then(|then| number_of(table.register, &then.content)) {
                numbers.insert(number_key(&number), (*lender, *record));
            }
        }
        Ok(numbers)
    }

    /// Asked where all but the number says that it is another.
    fn is_row_of(&mut self, (row, lender): (&Loose<'_>, &Lender<'_>), record: i64) -> Result<bool> {
        let id = row.table.register;
        let now = self.past.record(id, record)?.content;
        let like = likeness(id, &row.own, &now, self.spoken(row.table));
        Ok(!is_another(like) || self.is_copy_of(row, lender)?)
    }
}

fn has_number(lender: &Lender<'_>, number: &str) -> bool {
    number_of(lender.table.register, &lender.own).is_some_and(|own| number_key(&own) == number)
}

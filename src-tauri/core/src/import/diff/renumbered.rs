//! 番号を改めた写し: rows without a mark that have the number their record has here, which the copy with marks changed.

use std::collections::HashMap;

use super::Differ;
use super::known::number_key;
use super::lending::{Lender, Loose};
use super::lent::{Beside, Lent};
use super::likeness::{is_another, likeness};
use super::numbers::number_of;
use crate::error::Result;
use crate::records::Record;
use crate::registers::register;

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

    /// Gives back the rows whose number no record of a mark has here. Rows that were copied in Excel, number and all, are
    /// one record's with it: whether they are one thing was asked.
    pub(super) fn lend_by_number_here(
        &mut self,
        rows: Vec<Loose<'a>>,
        (beside, lenders): (&Beside<'a, '_>, &[Lender<'a>]),
        lent: &mut Lent,
    ) -> Result<Vec<Loose<'a>>> {
        let mut left = Vec::new();
        let Some(id) = rows.first().map(|row| row.table.register) else { return Ok(left) };
        let mut marked: HashMap<i64, &Lender<'a>> = HashMap::new();
        for lender in lenders {
            if let Some((record, false)) = self.known.marked(self.past, id, lender.uuid)? {
                marked.entry(record).or_insert(lender);
            }
        }
        let mut given: HashMap<(&str, &str), String> = HashMap::new();
        for row in rows {
            let Some(number) = number_of(id, &row.own).map(|number| number_key(&number)) else { continue };
            let Some(record) = self.known.of(self.past, id)?.numbered(&number) else {
                if !beside.marks_number(&number) {
                    left.push(row);
                }
                continue;
            };
            // A number that is here without a row of its mark is its record's, and no other's. Where that row has it too,
            // they may be two things.
            let lender = marked.get(&record).copied().filter(|lender| !has_number(lender, &number));
            let Some(lender) = lender else { continue };
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

//! 番号の行き先: control numbers the file gives to records, against those records that have them.
//!
//! A number one row gives up is free for another, in whatever order they stand. One that stays with its record
//! is a clash, told before anything is written.

use std::collections::{HashMap, HashSet};

use super::{Differ, Judgement, Standing};
use crate::error::Result;
use crate::import::preview::{Draft, TablePreview};
use crate::import::problem::Issue;
use crate::registers::register;
use crate::vocab::{Content, RegisterId, Value};

/// What becomes of numbers.
#[derive(Default)]
pub struct Numbers {
    /// Records that give up the number they had.
    freed: HashSet<(RegisterId, i64)>,
    wanted: Vec<Wanted>,
}

/// A number a row gives to a record that did not have it.
struct Wanted {
    table: String,
    row: u32,
    register: RegisterId,
    number: String,
}

impl Numbers {
    pub fn note(&mut self, (table, draft): (&TablePreview, &Draft<'_>), judgement: &Judgement) {
        let id = table.register;
        let number = match (&judgement.record, &judgement.after) {
            (None, Some(after)) if judgement.standing == Standing::New => number_of(id, after),
            (None, None) if judgement.standing == Standing::New => {
                draft.text(register(id).number).map(str::to_owned)
            }
            (Some(record), Some(after)) => {
                let (was, is) = (number_of(id, &record.content), number_of(id, after));
                if was.is_some() && was != is {
                    self.freed.insert((id, record.id));
                }
                if was == is { None } else { is }
            }
            _ => None,
        };
        if let Some(number) = number {
            self.wanted.push(Wanted { table: table.id.clone(), row: draft.row(), register: id, number });
        }
    }
}

impl Differ<'_> {
    /// The record that had a number before the import, where that is another.
    pub fn holder(&mut self, register: RegisterId, number: &str, own: Option<i64>) -> Result<Option<i64>> {
        let holder = self.known.of(self.past, register)?.numbered(number);
        Ok(holder.filter(|holder| Some(*holder) != own))
    }

    /// Tells of each number that stays with its record though a row wants it.
    pub fn find_clashes(&mut self) -> Result<()> {
        let mut given: HashMap<(RegisterId, String), (String, u32)> = HashMap::new();
        for Wanted { table, row, register: id, number } in std::mem::take(&mut self.numbers.wanted) {
            if let Some((other, at)) = given.insert((id, number.clone()), (table.clone(), row)) {
                self.tell_clash((&table, row), (id, &number), (&other, at));
                continue;
            }
            let Some(holder) = self.holder(id, &number, None)? else { continue };
            let record = self.past.record(id, holder)?;
            // Only the same letters are the same number to the ledger.
            if self.numbers.freed.contains(&(id, holder)) || record.number() != number {
                continue;
            }
            if let Some(table) = self.preview.tables().find(|one| one.id == table) {
                let key = register(id).number;
                self.asked.ask((table, row), (key, Issue::NumberClash), &number, &record.title());
            }
        }
        Ok(())
    }

    /// Two rows give one number to two records.
    fn tell_clash(
        &mut self,
        (table, row): (&str, u32),
        (id, number): (RegisterId, &str),
        (other, at): (&str, u32),
    ) {
        let of = |id: &str| self.preview.tables().find(|one| one.id == id);
        let (Some(table), Some(other)) = (of(table), of(other)) else { return };
        let value = self.place(other, at);
        self.asked.ask((table, row), (register(id).number, Issue::NumberTwice), number, &value);
    }
}

pub fn number_of(id: RegisterId, content: &Content) -> Option<String> {
    content.values.get(register(id).number).map(Value::to_text)
}

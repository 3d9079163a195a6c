//! 印の貸し: rows without a mark that are rows of a copy whose marks stand in another file.
//!
//! What stands in a row without a number is what stands in the row of the mark, or in its record; a number that row no
//! longer has may be its record's ([`super::renumbered`]); else the likest row of a mark is asked about ([`super::likest`]),
//! of those the row's own file lacks. Their copies are then weighed together ([`super::together`]).

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use super::known::fingerprint;
use super::lent::{Beside, Forms, Lent, may_lend};
use super::repeats::is_numbered;
use super::{Differ, TablePreview};
use crate::error::Result;
use crate::records::people::People;
use crate::registers::register;
use crate::vocab::{Content, RegisterId};

/// A row that is known by what stands in it.
pub(super) struct Loose<'p> {
    pub table: &'p TablePreview,
    pub row: u32,
    pub own: Content,
    pub settled: Content,
}

/// A row with a mark.
pub(super) struct Lender<'p> {
    pub table: &'p TablePreview,
    pub row: u32,
    pub uuid: &'p str,
    pub own: Content,
}

impl<'a> Differ<'a> {
    /// Which marks rows without one go with, before any of them is judged.
    pub(super) fn find_lent(&mut self, people: &People) -> Result<Lent> {
        let preview = self.preview;
        let tables: Vec<&'a TablePreview> = preview.tables().collect();
        if !may_lend(&tables) {
            return Ok(Lent::default());
        }
        let copies = Rc::clone(&self.claims().copies);
        let all = Beside::all(&tables, &copies);
        let mut lent = match preview.one_by_one {
            true => Lent::default(),
            false => Lent::by_number(&all),
        };
        for beside in &all {
            self.take_back_swapped(beside, &mut lent)?;
            let (loose, numbered) = self.loose((beside, &lent), people);
            if loose.is_empty() && numbered.is_empty() {
                continue;
            }
            let lenders = self.lenders(beside);
            let of = (beside, &lenders[..]);
            let numbered = self.lend_by_number_here(numbered, of, &mut lent)?;
            let left = self.lend_as_they_stand(loose, of, &mut lent)?;
            let left = self.lend_to_likest(left, of, &mut lent)?;
            self.lend_to_likest(numbered, of, &mut lent)?;
            self.lend_records(left, beside, &mut lent)?;
        }
        Ok(lent)
    }

    /// Rows without a mark and without a number; and those of copies that no mark was lent to by their number.
    fn loose(
        &self,
        (beside, lent): (&Beside<'a, '_>, &Lent),
        people: &People,
    ) -> (Vec<Loose<'a>>, Vec<Loose<'a>>) {
        let (mut loose, mut numbered, mut forms) = (Vec::new(), Vec::new(), Forms::default());
        for (table, draft) in beside.unmarked() {
            let id = table.register;
            let key = register(id).number;
            let number = draft.text(key);
            let mut is_left =
                || lent.to(&table.id, draft.row()).is_none() && beside.is_copy(table, &mut forms);
            // The number of another thing with the same label is no more than words, but a number all the same.
            if is_numbered(&draft, key) && (number.is_none() || !is_left()) {
                continue;
            }
            let Ok(own) = draft.content(&self.readers[&id]) else { continue };
            let settled = self.settled(id, &draft, own.clone(), people);
            let rows = if number.is_some() { &mut numbered } else { &mut loose };
            rows.push(Loose { table, row: draft.row(), own, settled });
        }
        (loose, numbered)
    }

    fn lenders(&self, beside: &Beside<'a, '_>) -> Vec<Lender<'a>> {
        let read = |(table, draft, uuid): (&'a TablePreview, super::Draft<'a>, &'a str)| {
            let own = draft.content(&self.readers[&table.register]).ok()?;
            Some(Lender { table, row: draft.row(), uuid, own })
        };
        beside.marked().filter_map(read).collect()
    }

    /// Gives back the rows that nothing is the same as. Rows that are the same take one mark each, in their order.
    fn lend_as_they_stand(
        &mut self,
        loose: Vec<Loose<'a>>,
        (beside, lenders): (&Beside<'a, '_>, &[Lender<'a>]),
        lent: &mut Lent,
    ) -> Result<Vec<Loose<'a>>> {
        let mut by_print: HashMap<String, Vec<&'a str>> = HashMap::new();
        for lender in lenders {
            by_print.entry(fingerprint(&lender.own)).or_default().push(lender.uuid);
        }
        let lendable: HashSet<&str> = lenders.iter().map(|lender| lender.uuid).collect();
        let mut people: HashMap<(&'a str, String), usize> = HashMap::new();
        for row in loose.iter().filter(|row| row.table.register == RegisterId::Staff) {
            *people.entry((row.table.file_id(), fingerprint(&row.own))).or_default() += 1;
        }
        let mut queues: HashMap<(&'a str, String), VecDeque<String>> = HashMap::new();
        let mut taken: HashSet<(&'a str, String)> = HashSet::new();
        let (mut left, mut known) = (Vec::new(), HashSet::new());
        for row in loose {
            let key = (row.table.file_id(), fingerprint(&row.own));
            if !queues.contains_key(&key) {
                let mut queue: VecDeque<String> =
                    by_print.get(&key.1).into_iter().flatten().map(|uuid| (*uuid).to_owned()).collect();
                queue.extend(
                    self.records_of(&row)?.into_iter().filter(|uuid| lendable.contains(uuid.as_str())),
                );
                queue.retain(|uuid| !beside.holds(row.table, uuid));
                // Which of several people of one name a row is, nothing but a question tells.
                let all: HashSet<&String> = queue.iter().collect();
                if people.get(&key).is_some_and(|rows| *rows < all.len()) {
                    queue.clear();
                }
                queues.insert(key.clone(), queue);
            }
            let queue = queues.entry(key.clone()).or_default();
            let mut free = std::iter::from_fn(|| queue.pop_front());
            match free.find(|uuid| taken.insert((row.table.file_id(), uuid.clone()))) {
                Some(uuid) => {
                    lent.lend((row.table, row.row), &uuid);
                    known.insert(key);
                }
                // One row more of what has a row already is a copy of that, and no edit of another.
                None if known.contains(&key) => {}
                None => left.push(row),
            }
        }
        Ok(left)
    }

    /// The records in force that are as the row stands.
    pub(super) fn records_of(&mut self, row: &Loose<'_>) -> Result<Vec<String>> {
        let id = row.table.register;
        let index = self.known.of(self.past, id)?;
        let same: Vec<i64> = index
            .same(&row.settled)
            .chain(index.same(&row.own))
            .filter(|(_, voided)| !voided)
            .map(|(record, _)| record)
            .collect();
        same.into_iter().map(|record| Ok(self.past.record(id, record)?.uuid)).collect()
    }
}

//! 印の貸し: rows without number and mark that are rows of a copy whose marks stand in another file.
//!
//! What stands in such a row is what stands in the row of the mark, or in its record; else the likest row of a mark is
//! asked about, of those the row's own file lacks. Their copies are then weighed together ([`super::together`]).

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use super::edited::{PAIRS, differing};
use super::known::fingerprint;
use super::lent::{Beside, Forms, Lent, may_lend};
use super::{Differ, TablePreview};
use crate::error::Result;
use crate::import::problem::{Issue, Verdict};
use crate::records::people::People;
use crate::registers::register;
use crate::vocab::{Content, RegisterId};

/// A row that is known by what stands in it.
struct Loose<'p> {
    table: &'p TablePreview,
    row: u32,
    own: Content,
    settled: Content,
}

/// A row with a mark.
struct Lender<'p> {
    table: &'p TablePreview,
    row: u32,
    uuid: &'p str,
    own: Content,
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
            let loose = self.loose(beside, people);
            if loose.is_empty() {
                continue;
            }
            let lenders = self.lenders(beside);
            let left = self.lend_as_they_stand(loose, (beside, &lenders), &mut lent)?;
            self.lend_to_likest(left, (beside, &lenders), &mut lent)?;
        }
        Ok(lent)
    }

    fn loose(&self, beside: &Beside<'a, '_>, people: &People) -> Vec<Loose<'a>> {
        let mut loose = Vec::new();
        for (table, draft) in beside.unmarked() {
            let id = table.register;
            let key = register(id).number;
            // The number of another thing with the same label is no more than words, but a number all the same.
            let in_words = draft.read().is_some_and(|row| row.raw.get(key).is_some());
            if draft.text(key).is_some() || in_words || id == RegisterId::Staff {
                continue;
            }
            let Ok(own) = draft.content(&self.readers[&id]) else { continue };
            let settled = self.settled(id, &draft, own.clone(), people);
            loose.push(Loose { table, row: draft.row(), own, settled });
        }
        loose
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
        let mut queues: HashMap<(&'a str, String), VecDeque<String>> = HashMap::new();
        let mut taken: HashSet<(&'a str, String)> = HashSet::new();
        let mut left = Vec::new();
        for row in loose {
            let key = (row.table.file_id(), fingerprint(&row.own));
            if !queues.contains_key(&key) {
                let mut queue: VecDeque<String> =
                    by_print.get(&key.1).into_iter().flatten().map(|uuid| (*uuid).to_owned()).collect();
                queue.extend(
                    self.records_of(&row)?.into_iter().filter(|uuid| lendable.contains(uuid.as_str())),
                );
                queue.retain(|uuid| !beside.holds(row.table, uuid));
                queues.insert(key.clone(), queue);
            }
            let queue = queues.entry(key).or_default();
            let mut free = std::iter::from_fn(|| queue.pop_front());
            match free.find(|uuid| taken.insert((row.table.file_id(), uuid.clone()))) {
                Some(uuid) => lent.lend((row.table, row.row), &uuid),
                None => left.push(row),
            }
        }
        Ok(left)
    }

    /// The records in force that are as the row stands.
    fn records_of(&mut self, row: &Loose<'_>) -> Result<Vec<String>> {
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

    /// Asks about each row that is nearly the row of a mark its own file lacks. Only of a file that is a copy of it.
    fn lend_to_likest(
        &mut self,
        left: Vec<Loose<'a>>,
        (beside, lenders): (&Beside<'a, '_>, &[Lender<'a>]),
        lent: &mut Lent,
    ) -> Result<()> {
        let mut forms = Forms::default();
        for (table, rows) in by_table(left) {
            let is_copy = |lender: &&Lender<'_>| lender.table.file_id() != table.file_id();
            let others: Vec<&Lender<'a>> = lenders
                .iter()
                .filter(is_copy)
                .filter(|lender| lent.lends_to(&table.id) || forms.is_form_of(table, lender.table))
                .filter(|lender| !beside.holds(table, lender.uuid) && !lent.file_has(table, lender.uuid))
                .collect();
            let mut taken = HashSet::new();
            // All at once but in the largest files: no more pairs are kept in mind than a computer of the office holds.
            for rows in rows.chunks((PAIRS / others.len().max(1)).max(1)) {
                for (row, n) in self.likest(table, rows, &others, &taken)? {
                    taken.insert(n);
                    if self.is_copy_of(row, others[n])? {
                        lent.lend((table, row.row), others[n].uuid);
                    }
                }
            }
        }
        Ok(())
    }

    /// Which of the lenders that are not taken each row is likest, in the order of the rows.
    fn likest<'r>(
        &mut self,
        table: &TablePreview,
        rows: &'r [Loose<'a>],
        others: &[&Lender<'_>],
        taken: &HashSet<usize>,
    ) -> Result<Vec<(&'r Loose<'a>, usize)>> {
        let owns = rows.iter().map(|row| (row.row, row.own.clone())).collect();
        let free = others.iter().enumerate().filter(|(n, _)| !taken.contains(n));
        let contents = free.map(|(n, lender)| Ok((n as i64, lender.own.clone())));
        let nearest = self.nearest(table, owns, contents, others.len())?;
        let of = |row: &'r Loose<'a>| Some((row, usize::try_from(*nearest.get(&row.row)?).ok()?));
        Ok(rows.iter().filter_map(of).collect())
    }

    fn is_copy_of(&mut self, Loose { table, row, own, .. }: &Loose<'_>, lender: &Lender<'_>) -> Result<bool> {
        let at = self.place(lender.table, lender.row);
        let differ = differing(table.register, own, &lender.own, self.spoken(table));
        let value = if differ.is_empty() { at } else { format!("{at}（違う項目：{differ}）") };
        let asked = (register(table.register).number, Issue::UnmarkedCopy);
        Ok(self.asked.ask((table, *row), asked, "番号なし", &value) != Verdict::KeepRaw)
    }
}

/// Rows by their tables, in the order they stand.
fn by_table(rows: Vec<Loose<'_>>) -> Vec<(&TablePreview, Vec<Loose<'_>>)> {
    let mut by_table: Vec<(&TablePreview, Vec<Loose<'_>>)> = Vec::new();
    for row in rows {
        match by_table.last_mut().filter(|(table, _)| table.id == row.table.id) {
            Some((_, rows)) => rows.push(row),
            None => by_table.push((row.table, vec![row])),
        }
    }
    by_table
}

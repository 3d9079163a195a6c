//! 似た写し: of the rows with marks a file lacks the one that a row without a mark is likest, asked about.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::edited::differing;
use super::lending::{Lender, Loose};
use super::lent::{Beside, Forms, Lent};
use super::likeness::likeness;
use super::numbers::number_of;
use super::{Differ, TablePreview};
use crate::error::Result;
use crate::import::problem::{Issue, NO_NUMBER, Verdict};
use crate::registers::register;
use crate::vocab::{Content, RegisterId, Value, fold};

/// What a new number makes of a row is likelier another thing, where so much besides it differs.
const NEARLY_ALL: (usize, usize) = (4, 5);

impl<'a> Differ<'a> {
    /// Asks about each row that is nearly the row of a mark its own file lacks. Only of a file that is a copy of it. Gives
    /// back the rows that got none.
    pub(super) fn lend_to_likest(
        &mut self,
        left: Vec<Loose<'a>>,
        (beside, lenders): (&Beside<'a, '_>, &[Lender<'a>]),
        lent: &mut Lent,
    ) -> Result<Vec<Loose<'a>>> {
        let (mut forms, mut none) = (Forms::default(), Vec::new());
        for (table, rows) in by_table(left) {
            let is_copy = |lender: &&Lender<'_>| lender.table.file_id() != table.file_id();
            let others: Vec<&Lender<'a>> = lenders
                .iter()
                .filter(is_copy)
                .filter(|lender| lent.lends_to(&table.id) || forms.is_form_of(table, lender.table))
                .filter(|lender| !beside.holds(table, lender.uuid) && !lent.file_has(table, lender.uuid))
                .collect();
            let twins = by_number(&rows);
            for (row, lender) in self.likest(table, &rows, &others)? {
                if lent.to(&table.id, row.row).is_some() || !self.is_copy_of(row, lender)? {
                    continue;
                }
                lent.lend((table, row.row), lender.uuid);
                // Whether rows of one number are one thing was asked.
                let number = number_of(table.register, &row.own);
                for twin in number.and_then(|number| twins.get(&number)).into_iter().flatten() {
                    lent.lend((table, *twin), lender.uuid);
                }
            }
            none.extend(rows.into_iter().filter(|row| lent.to(&table.id, row.row).is_none()));
        }
        Ok(none)
    }

    /// Which of the lenders each row is likest, in the order of the rows.
    pub(super) fn likest<'r, 'l>(
        &mut self,
        table: &TablePreview,
        rows: &'r [Loose<'a>],
        others: &[&'l Lender<'a>],
    ) -> Result<Vec<(&'r Loose<'a>, &'l Lender<'a>)>> {
        if table.register == RegisterId::Staff {
            return Ok(self.likest_people(table, rows, others));
        }
        let owns = rows.iter().map(|row| (row.row, row.own.clone())).collect();
        let contents = others.iter().enumerate().map(|(n, lender)| Ok((n as i64, lender.own.clone())));
        let nearest = self.nearest(table, owns, contents)?;
        let of = |row: &'r Loose<'a>| {
            let n = usize::try_from(*nearest.get(&row.row)?).ok()?;
            Some((row, *others.get(n)?))
        };
        let pairs = rows.iter().filter_map(of);
        Ok(pairs.filter(|(row, lender)| self.keeps_number_or_all(row, lender)).collect())
    }

    /// Whether a row has no number, or nearly all besides it is the lender's.
    fn keeps_number_or_all(&mut self, Loose { table, own, .. }: &Loose<'_>, lender: &Lender<'_>) -> bool {
        if number_of(table.register, own).is_none() {
            return true;
        }
        let (same, all) = likeness(table.register, own, &lender.own, self.spoken(table));
        let (most, of) = NEARLY_ALL;
        same * of >= all * most
    }

    /// Somebody of the same name, however little else stands there: the likest of several.
    fn likest_people<'r, 'l>(
        &mut self,
        table: &TablePreview,
        rows: &'r [Loose<'a>],
        others: &[&'l Lender<'a>],
    ) -> Vec<(&'r Loose<'a>, &'l Lender<'a>)> {
        let mut named: HashMap<String, Vec<&'l Lender<'a>>> = HashMap::new();
        for lender in others {
            if let Some(name) = name_key(&lender.own) {
                named.entry(name).or_default().push(lender);
            }
        }
        let spoken = self.spoken(table);
        let mut found = Vec::new();
        for row in rows {
            let Some(people) = name_key(&row.own).and_then(|name| named.get_mut(&name)) else { continue };
            let like = |lender: &Lender<'_>| likeness(table.register, &row.own, &lender.own, spoken).0;
            people.sort_by_key(|lender| Reverse(like(lender)));
            if !people.is_empty() {
                found.push((row, people.remove(0)));
            }
        }
        found
    }

    /// Whether a row is a copy of a lender's: asked.
    pub(super) fn is_copy_of(
        &mut self,
        Loose { table, row, own, .. }: &Loose<'_>,
        lender: &Lender<'_>,
    ) -> Result<bool> {
        let id = table.register;
        let at = self.place(lender.table, lender.row);
        let mut differ = differing(id, own, &lender.own, self.spoken(table));
        let number = number_of(id, own);
        if number.as_ref().is_some_and(|number| number_of(id, &lender.own).as_ref() != Some(number)) {
            let label = register(id).field(register(id).number).map_or("番号", |field| field.label.ja);
            differ = if differ.is_empty() { label.to_owned() } else { format!("{label}、{differ}") };
        }
        let value = if differ.is_empty() { at } else { format!("{at}（違う項目：{differ}）") };
        let asked = (register(id).number, Issue::UnmarkedCopy);
        let raw = number.as_deref().unwrap_or(NO_NUMBER);
        Ok(self.asked.ask((table, *row), asked, raw, &value) != Verdict::KeepRaw)
    }
}

/// By what somebody is called, in whatever characters.
fn name_key(content: &Content) -> Option<String> {
    let name = content.values.get("name").map(Value::to_text)?;
    Some(fold::search_key(&fold::name_key(&name)))
}

fn by_number(rows: &[Loose<'_>]) -> HashMap<String, Vec<u32>> {
    let mut by_number: HashMap<String, Vec<u32>> = HashMap::new();
    for row in rows {
        if let Some(number) = number_of(row.table.register, &row.own) {
            by_number.entry(number).or_default().push(row.row);
        }
    }
    by_number
}

/// Rows by their tables, in the order they stand.
pub(super) fn by_table(rows: Vec<Loose<'_>>) -> Vec<(&TablePreview, Vec<Loose<'_>>)> {
    let mut by_table: Vec<(&TablePreview, Vec<Loose<'_>>)> = Vec::new();
    for row in rows {
        match by_table.last_mut().filter(|(table, _)| table.id == row.table.id) {
            Some((_, rows)) => rows.push(row),
            None => by_table.push((row.table, vec![row])),
        }
    }
    by_table
}

//! 元の記録: rows of several copies that all lost their marks, and the records here that they went out of.
//!
//! A row one copy has as it is here is that record. The likest row of another copy that lacks it was likely edited there:
//! that is asked, and both are weighed together ([`super::together`]).

use std::collections::{HashMap, HashSet};

use super::known::fingerprint;
use super::lending::{Lender, Loose};
use super::lent::{Beside, Forms, Lent};
use super::likest::by_table;
use super::{Differ, TablePreview};
use crate::error::Result;

/// A row that is a record as it stands here.
struct Home<'p> {
    row: Lender<'p>,
    uuid: String,
}

impl<'a> Differ<'a> {
    /// Lends the marks of records here to rows without a number that no row with a mark lent one to.
    pub(super) fn lend_records(
        &mut self,
        left: Vec<Loose<'a>>,
        beside: &Beside<'a, '_>,
        lent: &mut Lent,
    ) -> Result<()> {
        let files: HashSet<&str> = left.iter().map(|row| row.table.file_id()).collect();
        if files.len() < 2 {
            return Ok(());
        }
        let (homes, edited) = self.homes(left)?;
        lend_states(&homes, lent);
        let mut at_home: HashMap<&str, HashSet<&str>> = HashMap::new();
        for home in &homes {
            at_home.entry(home.row.table.file_id()).or_default().insert(&home.uuid);
        }
        let mut forms = Forms::default();
        for (table, rows) in by_table(edited) {
            let lacks = |uuid: &str| {
                let own = at_home.get(table.file_id()).is_some_and(|own| own.contains(uuid));
                !own && !beside.holds(table, uuid) && !lent.file_has(table, uuid)
            };
            let mut is_beside =
                |own: &'a TablePreview| own.file_id() != table.file_id() && forms.is_form_of(table, own);
            let others: Vec<&Home<'a>> =
                homes.iter().filter(|home| is_beside(home.row.table) && lacks(&home.uuid)).collect();
            let lenders: Vec<&Lender<'a>> = others.iter().map(|home| &home.row).collect();
            for (row, lender) in self.likest(table, &rows, &lenders)? {
                let home = others.iter().find(|home| std::ptr::eq(&home.row, lender));
                if let Some(home) = home.filter(|home| !lent.file_has(table, &home.uuid))
                    && self.is_copy_of(row, lender)?
                {
                    lent.lend((table, row.row), &home.uuid);
                    lent.lend((lender.table, lender.row), &home.uuid);
                }
            }
        }
        Ok(())
    }

    /// The rows that are records as they stand here, each of another one in its file; and the others.
    fn homes(&mut self, left: Vec<Loose<'a>>) -> Result<(Vec<Home<'a>>, Vec<Loose<'a>>)> {
        let (mut homes, mut edited) = (Vec::new(), Vec::new());
        let mut taken: HashSet<(&str, String)> = HashSet::new();
        for row in left {
            let same = self.records_of(&row)?;
            let is_known = !same.is_empty();
            match same.into_iter().find(|uuid| taken.insert((row.table.file_id(), uuid.clone()))) {
                Some(uuid) => {
                    let Loose { table, row, own, .. } = row;
                    homes.push(Home { row: Lender { table, row, uuid: "", own }, uuid });
                }
                // A copy of a row that is a record already.
                None if is_known => {}
                None => edited.push(row),
            }
        }
        Ok((homes, edited))
    }
}

/// Rows of several files that are one record in different states of it, as it came and as it was corrected, are that
/// record. What is the same in all of them is known without ([`super::repeats`]).
fn lend_states(homes: &[Home<'_>], lent: &mut Lent) {
    let mut by_record: HashMap<&str, Vec<&Home<'_>>> = HashMap::new();
    for home in homes {
        by_record.entry(&home.uuid).or_default().push(home);
    }
    for (uuid, of_record) in by_record {
        let states: HashSet<String> = of_record.iter().map(|home| fingerprint(&home.row.own)).collect();
        for home in of_record.into_iter().filter(|_| states.len() > 1) {
            lent.lend((home.row.table, home.row.row), uuid);
        }
    }
}

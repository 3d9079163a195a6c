//! 明細の行の区分: where the rows of parts stood that our own export has on sheets of their own, and how each stands.

use std::collections::BTreeSet;

use super::known::Mark;
use super::merge::{FieldDiff, Place, Positions};
use super::parts::Whose;
use super::{Differ, Judgement, One, Standing, Told};

impl Differ<'_> {
    /// Where the rows of a record's parts stood when they went out.
    pub(super) fn positions<'s>(&'s self, whose: Whose<'s>, uuid: &'s str) -> Positions<'s> {
        let rows = self.own_parts.rows_of(whose).into_iter();
        let rows = rows.map(|(part, rows)| (part, rows.iter().map(|row| row.position).collect())).collect();
        Positions { rows, left_out: self.own_parts.left_out(whose.table, uuid) }
    }

    /// Each row of a part as it stands itself; all as their record does where that is not a matter of rows.
    pub(super) fn part_rows(&self, told: &Told<'_>, judgement: &Judgement) -> Vec<(String, u32, Standing)> {
        let mut stand = Vec::new();
        let rows = |one: &One<'_>| {
            let found = judgement.record.as_ref().map(|record| record.uuid.as_str());
            let uuid = one.draft.mark().and_then(Mark::read).map(|mark| found.unwrap_or(mark.uuid));
            let of = self.own_parts.rows_of(Whose { table: one.table, row: one.draft.row(), uuid });
            let each = of.into_iter().flat_map(|(part, rows)| {
                rows.into_iter().enumerate().map(move |(n, row)| (part.to_owned(), (n, row.position), row.at))
            });
            each.map(|(part, n, (table, row))| (part, n, table.to_owned(), row)).collect::<Vec<_>>()
        };
        for (.., table, row) in told.older.iter().flat_map(rows) {
            stand.push((table, row, Standing::Older));
        }
        for (part, at, table, row) in rows(&told.newest) {
            let standing = match judgement.standing {
                whole @ (Standing::New | Standing::Voided | Standing::Older) => whole,
                _ => judgement.of_part_row(&part, at),
            };
            stand.push((table, row, standing));
        }
        stand
    }
}

impl Judgement {
    /// How the row of a part stands, by what differs in it: by how many stand before it in its file, and where it stood
    /// when it went out.
    fn of_part_row(&self, part: &str, (n, position): (usize, Option<usize>)) -> Standing {
        let n = match self.places.as_ref().and_then(|places| places.get(part)) {
            Some(places) => position.and_then(|_| places.iter().position(|place| *place == position)),
            None => Some(n),
        };
        // Of copies of a list only what went out can be found among what all of them say.
        let Some(n) = n else { return self.standing };
        let mine = |diff: &&FieldDiff| match diff.place {
            Place::PartField { part: of, file, .. } | Place::PartAdd { part: of, file } => {
                of == part && file == n
            }
            _ => false,
        };
        let differ: BTreeSet<bool> = self.diffs.iter().filter(mine).map(|diff| diff.taken).collect();
        let added = |diff: &FieldDiff| matches!(diff.place, Place::PartAdd { .. });
        match (differ.contains(&false), differ.contains(&true)) {
            (false, false) => Standing::Same,
            (true, _) => Standing::Conflict,
            (false, true) if self.diffs.iter().filter(mine).all(added) => Standing::New,
            (false, true) => Standing::Changed,
        }
    }
}

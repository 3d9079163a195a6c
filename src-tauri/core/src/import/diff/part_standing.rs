//! 明細の行の区分: where the rows of parts stood that our own export has on sheets of their own, and how each stands.

use std::collections::BTreeSet;

use super::known::Mark;
use super::merge::{FieldDiff, Place, Positions};
use super::parts::{Whose, same};
use super::{Differ, Judgement, One, Standing, Told};
use crate::error::Result;
use crate::import::preview::{Draft, TablePreview};
use crate::import::problem::Issue;
use crate::records::Record;
use crate::vocab::Content;

impl Differ<'_> {
    /// Whose the rows of parts of a record's row are. The export of another ledger has marks of its own.
    pub(super) fn whose<'s>(
        &self,
        (table, draft): (&'s TablePreview, &'s Draft<'_>),
        record: &'s Record,
    ) -> Whose<'s> {
        let mark = draft.mark().and_then(Mark::read);
        let uuid = mark.map(|mark| match self.known.has_mark(table.register, mark.uuid) {
            true => record.uuid.as_str(),
            false => mark.uuid,
        });
        Whose { table, row: draft.row(), uuid }
    }

    /// Whether the mark of a record's row is another record's of this ledger.
    pub(super) fn is_of_another_mark(
        &self,
        (table, draft): (&TablePreview, &Draft<'_>),
        record: &Record,
    ) -> bool {
        let mark = draft.mark().and_then(Mark::read).filter(|mark| mark.uuid != record.uuid);
        mark.is_some_and(|mark| self.known.has_mark(table.register, mark.uuid))
    }

    /// Where the rows of a record's parts stood when they went out.
    pub(super) fn positions<'s>(&'s self, whose: Whose<'s>, uuid: &'s str) -> Positions<'s> {
        let rows = self.own_parts.rows_of(whose).into_iter();
        let rows = rows.map(|(part, rows)| (part, rows.iter().map(|row| row.position).collect())).collect();
        Positions { rows, left_out: self.own_parts.left_out(whose.table, uuid), both_new: false }
    }

    /// Each row of a part as it stands itself; all as their record does where that is not a matter of rows.
    pub(super) fn part_rows(&self, told: &Told<'_>, judgement: &Judgement) -> Vec<(String, u32, Standing)> {
        let mut stand = Vec::new();
        let rows = |one: &One<'_>| {
            let found = judgement.record.as_ref().map(|record| record.uuid.as_str());
            let mark = one.draft.mark().and_then(Mark::read);
            let mark = mark.filter(|_| found.is_some() || !self.is_mark_taken(one));
            let here = |uuid: &&str| self.known.has_mark(one.table.register, uuid);
            let uuid = mark.map(|mark| found.filter(|_| here(&mark.uuid)).unwrap_or(mark.uuid));
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

impl Differ<'_> {
    /// Whether another row is the record of a row's mark, to which the rows of parts with that mark belong: it was found
    /// to be, or this row would be new and was copied with the mark.
    pub(super) fn is_mark_taken(&self, one: &One<'_>) -> bool {
        let mark = one.draft.mark().and_then(Mark::read);
        let taken = |mark: Mark<'_>| {
            let copied = !self.claims().mark_in(one.table, mark.uuid);
            copied || self.known.was_marked_found(one.table.register, mark.uuid)
        };
        self.own_parts.concern(one.table) && mark.is_some_and(taken)
    }

    /// What a row says with no rows of parts but its own.
    pub(super) fn without_parts(&self, told: &Told<'_>) -> Content {
        let One { table, draft, .. } = &told.newest;
        let mut content = told.content();
        content.parts.clear();
        self.own_parts.add_to(Whose { table, row: draft.row(), uuid: None }, &mut content);
        content
    }

    /// Rows of parts that came in with no record, once all records are judged: as they went out they say nothing; what
    /// was changed in them is asked about.
    pub fn settle_parts(&mut self) -> Result<()> {
        for (uuid, part, at, values) in self.own_parts.left(&self.parts_told) {
            let Some(table) = self.preview.tables().find(|table| table.id == at.0) else { continue };
            let known = match uuid {
                Some(uuid) => self.known.marked(self.past, table.register, uuid)?,
                None => None,
            };
            let record = known.map(|(id, _)| self.past.record(table.register, id)).transpose()?;
            let rows = record.iter().flat_map(|record| record.content.parts.get(part)).flatten();
            if rows.into_iter().any(|row| same(row, &values)) {
                self.own_parts.leave(at);
            } else {
                self.asked.ask((table, at.1), ("", Issue::PartUnplaced), "", "");
                self.own_parts.ask(at);
            }
        }
        Ok(())
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

//! 明細の持ち主: which record's row a row of a sheet of parts belongs to, by its mark and the number beside it; asked where
//! both say different things, or nothing says anything.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::asked::Asked;
use super::edited::Edited;
use super::known::{Known, Mark, number_key};
use super::lent::Lent;
use super::likeness::{is_another, likeness};
use super::merge::Spoken;
use super::parts::{At, same};
use super::store::Past;
use crate::error::Result;
use crate::export::part_key_heading;
use crate::import::preview::{Draft, Preview, RowPreview, TablePreview};
use crate::import::problem::{Issue, Verdict};
use crate::records::Record;
use crate::registers::register;
use crate::vocab::read::RowReader;
use crate::vocab::{RegisterId, Values};

/// The ledger, and where to ask.
pub struct Around<'x, 'a> {
    pub past: Past<'a>,
    pub known: &'x mut Known,
    pub asked: &'x mut Asked<'a>,
    pub edited: &'x Edited,
    pub lent: &'x Lent,
    pub today: NaiveDate,
}

/// The rows of records a sheet of parts may speak of.
#[derive(Default)]
pub(super) struct Owners<'p> {
    by_number: HashMap<String, At<'p>>,
    by_uuid: HashMap<String, Vec<At<'p>>>,
    /// Records whose rows lost their mark and are known by what stands in them.
    unmarked: HashSet<String>,
    /// Marks of another ledger, of rows without a number.
    strangers: HashSet<String>,
    /// Marks of records that stand here, of rows without a number: where one was copied only what stands in the rows tells
    /// which of them is the record.
    shared: HashSet<String>,
    /// Marks of rows with a number: a copy that was given its own takes its rows of parts by that.
    numbered: HashSet<String>,
}

impl<'p> Owners<'p> {
    pub(super) fn of(
        preview: &'p Preview,
        parts: &TablePreview,
        around: &mut Around<'_, '_>,
    ) -> Result<Self> {
        let mut owners = Self::default();
        let beside = |table: &&TablePreview| {
            table.is_taken() && table.register == parts.register && table.file_id() == parts.file_id()
        };
        let key = register(parts.register).number;
        for table in preview.tables().filter(beside) {
            for draft in table.drafts() {
                let at = (table.id.as_str(), draft.row());
                let mark = Mark::of_row(table, draft.row());
                let number = match (draft.text(key), mark) {
                    (Some(number), _) => {
                        owners.numbered.extend(mark.map(|mark| mark.uuid.to_owned()));
                        Some(number.to_owned())
                    }
                    // Without a number a record is called by its place in the old ledger.
                    (None, Some(mark)) => {
                        let now = around.now(table.register, mark)?;
                        match &now {
                            None => _ = owners.strangers.insert(mark.uuid.to_owned()),
                            Some(now) if !now.voided => _ = owners.shared.insert(mark.uuid.to_owned()),
                            Some(_) => {}
                        }
                        now.map(|record| record.number())
                    }
                    (None, None) => {
                        let record = around.known_by_content(table, draft.row())?;
                        record.map(|record| owners.unmarked(&record, at))
                    }
                };
                if let Some(number) = number {
                    owners.by_number.entry(number_key(&number)).or_insert(at);
                }
                if let Some(mark) = mark
                    && !around.is_typed_over((table, &draft), mark)?
                {
                    let rows = owners.by_uuid.entry(mark.uuid.to_owned()).or_default();
                    if rows.last() != Some(&at) {
                        rows.push(at);
                    }
                }
            }
        }
        owners.learn_from(parts);
        Ok(owners)
    }

    /// In another ledger a record without a number is called by a place it does not have here: rows of the same sheet
    /// that have its mark tell whose that is.
    fn learn_from(&mut self, parts: &TablePreview) {
        let heading = part_key_heading(register(parts.register));
        let mut told: HashMap<String, BTreeSet<&str>> = HashMap::new();
        for row in &parts.rows {
            let mark = row.mark.as_deref().and_then(Mark::read);
            let mark = mark.filter(|mark| self.strangers.contains(mark.uuid) && self.is_once(mark.uuid));
            if let Some((mark, number)) = mark.zip(row.extra.get(&heading)) {
                told.entry(number_key(number)).or_default().insert(mark.uuid);
            }
        }
        for (number, uuids) in told {
            let owner = uuids.first().filter(|_| uuids.len() == 1).and_then(|uuid| self.by_uuid.get(*uuid));
            if let Some(at) = owner.and_then(|rows| rows.first().copied()) {
                self.by_number.entry(number).or_insert(at);
            }
        }
    }

    /// The row of a record that lost its mark, by the record's own, and what it is called.
    fn unmarked(&mut self, record: &Record, at: At<'p>) -> String {
        self.by_uuid.entry(record.uuid.clone()).or_default().push(at);
        self.unmarked.insert(record.uuid.clone());
        record.number()
    }

    /// Whether a mark stands in one row only.
    pub(super) fn is_once(&self, uuid: &str) -> bool {
        self.by_uuid.get(uuid).is_some_and(|rows| rows.len() == 1) && !self.unmarked.contains(uuid)
    }

    /// Whether the rows of parts with a mark go with whichever row is found to be its record.
    pub(super) fn goes_with_mark(&self, uuid: &str) -> bool {
        let copied = self.shared.contains(uuid) && !self.numbered.contains(uuid);
        self.is_once(uuid) || copied && !self.unmarked.contains(uuid)
    }

    /// The row a row of a part belongs to, and whether its mark says so. None where that had to be asked; no row
    /// where its record is not in the file and nothing was changed in it.
    pub(super) fn of_row(
        &self,
        row: &RowPreview,
        mark: Option<Mark<'_>>,
        (table, part, values): (&TablePreview, &str, &Values),
        around: &mut Around<'_, '_>,
    ) -> Result<Option<(Option<At<'p>>, bool)>> {
        let heading = part_key_heading(register(table.register));
        let number = row.extra.get(&heading).map(|number| number.trim()).filter(|number| !number.is_empty());
        let named = number.and_then(|number| self.by_number.get(&number_key(number))).copied();
        let marked = mark.and_then(|mark| self.by_uuid.get(mark.uuid)).map_or(&[][..], Vec::as_slice);
        if let Some(named) = named.filter(|named| marked.contains(named)) {
            return Ok(Some((Some(named), true)));
        }
        let then = mark.map(|mark| around.as_it_went_out(table.register, mark)).transpose()?.flatten();
        let was = then.as_ref().map(Record::number);
        // In the export of another ledger what has no number is called by its place there.
        let foreign = mark.is_some_and(|mark| self.strangers.contains(mark.uuid));
        let kept = number.is_none_or(|number| {
            foreign || was.as_ref().is_some_and(|was| number_key(was) == number_key(number))
        });
        let said = number.unwrap_or_default();
        let at = (table, row.row);
        Ok(match (named, marked) {
            (_, [first, ..]) if kept => Some((Some(*first), true)),
            (Some(named), []) if mark.is_none() => Some((Some(named), false)),
            (Some(named), _) => match around.asked.ask(at, ("", Issue::PartElsewhere), said, said) {
                Verdict::KeepRaw if !marked.is_empty() => Some((marked.first().copied(), true)),
                _ => Some((Some(named), false)),
            },
            (None, [first, ..]) => {
                around.asked.ask(at, ("", Issue::PartNumber), said, "");
                Some((Some(*first), true))
            }
            (None, []) => {
                let was = then
                    .as_ref()
                    .and_then(|then| then.content.parts.get(part)?.get(mark?.position?.checked_sub(1)?));
                if kept && was.is_some_and(|was| same(was, values)) {
                    Some((None, true))
                } else {
                    around.asked.ask(at, ("", Issue::PartUnplaced), said, "");
                    None
                }
            }
        })
    }
}

impl Around<'_, '_> {
    /// Whether a row that is as another, its mark and all, says nothing.
    pub(super) fn leaves_copy(&mut self, at: (&TablePreview, u32), first: &RowPreview) -> bool {
        let value = format!("{}行目", first.row);
        self.asked.ask(at, ("", Issue::CopiedRow), "", &value) != Verdict::KeepRaw
    }

    /// The record a row is by what stands in it.
    fn known_by_content(&mut self, table: &TablePreview, row: u32) -> Result<Option<Record>> {
        let lent = self.lent.to(&table.id, row);
        let lent = lent.map(|uuid| self.known.marked(self.past, table.register, uuid)).transpose()?.flatten();
        let record = lent.map(|(id, _)| id).or_else(|| self.edited.record_of(&table.id, row));
        record.map(|record| self.past.record(table.register, record)).transpose()
    }

    fn now(&mut self, id: RegisterId, mark: Mark<'_>) -> Result<Option<Record>> {
        let known = self.known.marked(self.past, id, mark.uuid)?;
        known.map(|(record, _)| self.past.record(id, record)).transpose()
    }

    /// Whether the row of a mark is another record that somebody typed over it, with a number of its own: the rows of
    /// parts do not go with it, unless it was said to be the record of the mark.
    fn is_typed_over(&mut self, (table, draft): (&TablePreview, &Draft<'_>), mark: Mark<'_>) -> Result<bool> {
        let of = register(table.register);
        let Some(number) = draft.text(of.number) else { return Ok(false) };
        // Most numbers are known: no record is read for them.
        if self.known.of(self.past, table.register)?.numbered(number).is_some() {
            return Ok(false);
        }
        let Some(now) = self.now(table.register, mark)?.filter(|now| !now.voided) else { return Ok(false) };
        if number_key(&now.number()) == number_key(number) {
            return Ok(false);
        }
        let Ok(own) = draft.content(&RowReader::of(of, self.today)) else { return Ok(false) };
        let spoken = Spoken::of(table).and(&own);
        let then = self.as_it_went_out(table.register, mark)?;
        let like =
            then.iter().chain([&now]).map(|one| likeness(table.register, &own, &one.content, &spoken)).max();
        let kept = self.asked.verdict((table, draft.row()), (of.number, Issue::MarkMismatch));
        Ok(kept != Verdict::KeepRaw && like.is_some_and(is_another))
    }

    fn as_it_went_out(&mut self, id: RegisterId, mark: Mark<'_>) -> Result<Option<Record>> {
        match self.known.marked(self.past, id, mark.uuid)? {
            Some((record, _)) => self.past.as_of_version(id, record, mark.version),
            None => Ok(None),
        }
    }
}

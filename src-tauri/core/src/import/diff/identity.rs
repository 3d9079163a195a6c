//! 記録の特定: which record of the ledger a row of a file is.
//!
//! By the mark of our own export, else by the control number, else by everything that stands in the row. Where mark
//! and number, or mark and content, say different things, where a record was voided here, and where a number or a
//! row is only nearly that of a record the file lacks, it is asked about ([`super::asked`]).

use std::collections::BTreeSet;

use super::edited::described;
use super::known::{Mark, number_key};
use super::likeness::{is_another, likeness, partial_print, rows};
use super::merge::Spoken;
use super::parts::Whose;
use super::{Differ, Judgement, One, Told};
use crate::error::Result;
use crate::import::preview::{Draft, TablePreview};
use crate::import::problem::{Issue, NO_NUMBER, Verdict};
use crate::records::Record;
use crate::records::people::People;
use crate::registers::register;
use crate::vocab::{Content, RegisterId};

/// A record a row was found to be, and what both began from, where that is known.
pub struct Found {
    pub record: Record,
    pub base: Option<Content>,
    /// The number is another spelling of the record's own, which stays.
    pub keeps_number: bool,
}

/// Which record a row is.
pub enum Identity {
    New,
    Known(Box<Found>),
    /// Of a number that was voided here: it stays so.
    Voided(Box<Record>),
}

/// What a row says, as it says it and with what follows from it.
#[derive(Clone, Copy)]
pub struct Said<'c> {
    pub own: &'c Content,
    pub settled: &'c Content,
}

impl Differ<'_> {
    pub(super) fn identify(
        &mut self,
        told: &Told<'_>,
        doubled: bool,
        said: Said<'_>,
        (spoken, people): (&Spoken, &People),
    ) -> Result<Identity> {
        let One { table, draft, .. } = &told.newest;
        let at = (*table, draft);
        let number = draft.text(register(table.register).number);
        let mark = draft.mark().and_then(Mark::read);
        let index = self.known.of(self.past, table.register)?;
        let numbered = number.and_then(|number| index.numbered(number));
        let marked = match mark {
            Some(mark) => self.marked(table.register, mark)?,
            None => None,
        };
        let marked = marked.filter(|id| !doubled || numbered == Some(*id));
        let version = mark.map(|mark| mark.version);
        if let (Some(marked), Some(numbered)) = (marked, numbered)
            && marked != numbered
        {
            if self.is_beside_its_zeros(at, marked, numbered)? {
                return self.found_with_own_number(table.register, marked, version);
            }
            return self.of_two(at, (marked, version), numbered, (said, spoken));
        }
        let numbered = numbered.filter(|id| self.is_free(table.register, *id));
        match (marked, numbered) {
            (Some(marked), None) => self.of_mark(at, (marked, version), (said, spoken), people),
            (Some(id), Some(_)) if self.is_free(table.register, id) => {
                self.found(table.register, id, version)
            }
            (Some(_), Some(_)) => self.unknown(at, (said, spoken), people),
            (None, Some(id)) => self.found(table.register, id, None),
            (None, None) => self.unknown(at, (said, spoken), people),
        }
    }

    /// A row whose number is no more than words: the record it became before, or a new one.
    pub(super) fn without_number(&mut self, id: RegisterId, said: Said<'_>) -> Result<Identity> {
        let index = self.known.of(self.past, id)?;
        let same = index.same(said.settled).chain(index.same(said.own)).find(|(_, voided)| !voided);
        match same {
            Some((record, _)) => self.found(id, record, None),
            None => Ok(Identity::New),
        }
    }

    /// Whether a row lost the zeros of its record's number and so has the number of another that has a row itself: 007
    /// that Excel made a 7, beside the row of 7.
    fn is_beside_its_zeros(
        &mut self,
        at: (&TablePreview, &Draft<'_>),
        marked: i64,
        numbered: i64,
    ) -> Result<bool> {
        let id = at.0.register;
        let (own, other) = (self.record_before(id, marked)?, self.record_before(id, numbered)?);
        Ok(self.claims().mark(&other.uuid)
            && self.lost_zeros(at, &own)
            && self.ask(at, Issue::NumberLike, &own.number()) != Verdict::KeepRaw)
    }

    /// The record of a mark. One that an undone import took back is as if it had never been.
    fn marked(&mut self, register: RegisterId, mark: Mark<'_>) -> Result<Option<i64>> {
        let marked = self.known.marked(self.past, register, mark.uuid)?;
        let Some((id, voided)) = marked else { return Ok(None) };
        Ok(if voided && self.past.was_taken_back(register, id)? { None } else { Some(id) })
    }

    /// A record as it stood before the import: the commit writes row by row, and is to ask what the preview asked.
    fn record_before(&self, register: RegisterId, id: i64) -> Result<Record> {
        match self.before.get(&(register, id)) {
            Some(record) => Ok(record.clone()),
            None => self.past.record(register, id),
        }
    }

    /// Keeps a record that a row with another mark or number changes: only such may be another row's too.
    pub(super) fn keep_before(&mut self, (table, draft): (&TablePreview, &Draft<'_>), judgement: &Judgement) {
        let Some(record) = judgement.record.as_ref().filter(|_| judgement.after.is_some()) else { return };
        let number = draft.text(register(table.register).number).map(number_key);
        let mark = draft.mark().and_then(Mark::read);
        if number.is_some_and(|number| number != number_key(&record.number()))
            || mark.is_some_and(|mark| mark.uuid != record.uuid)
        {
            self.before.insert((table.register, record.id), record.clone());
        }
    }

    fn is_free(&self, register: RegisterId, id: i64) -> bool {
        !self.known.was_found(register, id)
    }

    fn found(&mut self, register: RegisterId, id: i64, version: Option<u32>) -> Result<Identity> {
        self.known.of(self.past, register)?.take(id);
        let record = self.past.record(register, id)?;
        let base = self.base(&record, version)?;
        Ok(Identity::Known(Box::new(Found { record, base, keeps_number: false })))
    }

    /// What a row of a record began from, which went out with that version of it.
    pub(super) fn base(&self, record: &Record, version: Option<u32>) -> Result<Option<Content>> {
        let (register, id) = (record.register, record.id);
        // A row that lost its mark began from what went out in the same file.
        let version = version.or_else(|| self.claims().marks.get(&record.uuid).copied());
        Ok(match version {
            Some(version) if version == record.version => Some(record.content.clone()),
            Some(version) => self.past.as_of_version(register, id, version)?.map(|then| then.content),
            None => self.past.as_imported(register, id)?,
        })
    }

    /// The same without a mark; the number stays the record's own where the row's is none or another spelling of it.
    fn found_but_for(&mut self, register: RegisterId, id: i64, keeps_number: bool) -> Result<Identity> {
        if keeps_number {
            self.found_with_own_number(register, id, None)
        } else {
            self.found(register, id, None)
        }
    }

    /// The record of a mark, whose number stays though the row has another spelling of it.
    fn found_with_own_number(
        &mut self,
        register: RegisterId,
        id: i64,
        version: Option<u32>,
    ) -> Result<Identity> {
        Ok(match self.found(register, id, version)? {
            Identity::Known(found) => Identity::Known(Box::new(Found { keeps_number: true, ..*found })),
            other => other,
        })
    }

    /// The mark is one record's, the number another's: what else stands in the row tells which is likelier.
    fn of_two(
        &mut self,
        at: (&TablePreview, &Draft<'_>),
        (marked, version): (i64, Option<u32>),
        numbered: i64,
        (said, spoken): (Said<'_>, &Spoken),
    ) -> Result<Identity> {
        let id = at.0.register;
        let (one, other) = (self.record_before(id, marked)?, self.record_before(id, numbered)?);
        let like = |record: &Record| likeness(id, said.own, &record.content, spoken).0;
        let by_mark = like(&one) > like(&other);
        let (issue, value) = if by_mark {
            (Issue::NumberElsewhere, one.number())
        } else {
            (Issue::MarkMismatch, format!("番号の記録“{}”", other.number()))
        };
        let otherwise = self.ask(at, issue, &value) == Verdict::KeepRaw;
        let (marked, numbered) = ((marked, version), (numbered, None));
        let order = if by_mark != otherwise { [marked, numbered] } else { [numbered, marked] };
        match order.into_iter().find(|(record, _)| self.is_free(id, *record)) {
            Some((record, version)) => self.found(id, record, version),
            None => Ok(Identity::New),
        }
    }

    /// Only the mark says which record it is: unless all else says that it is not.
    fn of_mark(
        &mut self,
        at: (&TablePreview, &Draft<'_>),
        (marked, version): (i64, Option<u32>),
        (said, spoken): (Said<'_>, &Spoken),
        people: &People,
    ) -> Result<Identity> {
        let id = at.0.register;
        let now = self.record_before(id, marked)?;
        if self.lost_zeros(at, &now) {
            return match self.ask(at, Issue::NumberLike, &now.number()) {
                Verdict::KeepRaw => Ok(Identity::New),
                _ => self.found_with_own_number(id, marked, version),
            };
        }
        let then = match version {
            Some(version) if version != now.version => self.past.as_of_version(id, marked, version)?,
            _ => None,
        };
        let contents = [Some(&now), then.as_ref()];
        let like =
            contents.into_iter().flatten().map(|record| likeness(id, said.own, &record.content, spoken));
        let (same, all) = like.max().unwrap_or_default();
        let index = self.known.of(self.past, id)?;
        let other = index.same(said.own).find(|(other, voided)| *other != marked && !voided);
        let other = other.filter(|_| same < all).map(|(other, _)| other);
        let free = self.is_free(id, marked);
        if now.voided || other.is_none() && (!free || !is_another((same, all))) {
            // Where another row was found to be its record, only what else stands in this one can tell.
            return if free {
                self.found(id, marked, version)
            } else {
                self.unknown(at, (said, spoken), people)
            };
        }
        let value = match other {
            Some(other) => format!("内容の同じ記録“{}”", self.record_before(id, other)?.title()),
            None => "新しい記録".to_owned(),
        };
        match (self.ask(at, Issue::MarkMismatch, &value), other) {
            (Verdict::KeepRaw, _) if free => self.found(id, marked, version),
            (_, Some(other)) => self.found(id, other, None),
            (_, None) => Ok(Identity::New),
        }
    }

    /// Neither mark nor number is known.
    fn unknown(
        &mut self,
        at: (&TablePreview, &Draft<'_>),
        (said, spoken): (Said<'_>, &Spoken),
        people: &People,
    ) -> Result<Identity> {
        let id = at.0.register;
        let number = at.1.text(register(id).number);
        if number.is_none()
            && let Some(found) = self.of_content(at, said, spoken)?
        {
            return Ok(found);
        }
        if let Some(voided) = self.voided_here(id, number, said)? {
            let value = voided.title();
            return Ok(match self.ask(at, Issue::VoidedHere, &value) {
                Verdict::KeepRaw => Identity::New,
                _ => Identity::Voided(Box::new(voided)),
            });
        }
        if let Some((person, certain)) = self.same_person(at, said, people)? {
            let value = described(&person, said.own, spoken);
            if certain || self.ask(at, Issue::SamePerson, &value) != Verdict::KeepRaw {
                return self.found_but_for(id, person.id, number.is_none());
            }
            return Ok(Identity::New);
        }
        let nearly = match number {
            Some(number) => self.nearly(at.0, number, said, spoken)?,
            None => self.edited_from(at)?,
        };
        if let Some((like, issue)) = nearly {
            let value = like.number();
            let value = if value.is_empty() { like.title() } else { value };
            let value = match issue {
                Issue::NearlySame => described(&like, said.own, spoken),
                _ => value,
            };
            if self.ask(at, issue, &value) != Verdict::KeepRaw {
                return self.found_but_for(id, like.id, issue != Issue::ContentLike);
            }
        }
        Ok(Identity::New)
    }

    /// A record without a number of which all that stands in the row is so; rows of its parts may differ.
    fn of_content(
        &mut self,
        at: (&TablePreview, &Draft<'_>),
        said: Said<'_>,
        spoken: &Spoken,
    ) -> Result<Option<Identity>> {
        let id = at.0.register;
        let index = self.known.of(self.past, id)?;
        let same = index.same(said.settled).chain(index.same(said.own));
        let mut same: Vec<i64> = same.filter(|(_, voided)| !voided).map(|(id, _)| id).collect();
        if !self.lent.is_empty() {
            self.without_lent(id, &mut same)?;
        }
        let Some(first) = same.first().copied() else { return Ok(None) };
        if spoken.parts.is_empty() {
            return self.found(id, first, None).map(Some);
        }
        if let Some(record) = self.of_its_rows(at, &same)? {
            return self.found(id, record, None).map(Some);
        }
        for record in &same {
            let now = self.past.record(id, *record)?.content;
            let then = self.past.as_imported(id, *record)?;
            let alike = then.iter().chain([&now]).any(|content| {
                spoken.parts.iter().all(|part| rows(content, part) == rows(said.settled, part))
            });
            if alike {
                return self.found(id, *record, None).map(Some);
            }
        }
        let value = self.past.record(id, first)?.title();
        Ok(match self.ask(at, Issue::RowsDiffer, &value) {
            Verdict::KeepRaw => None,
            _ => Some(self.found(id, first, None)?),
        })
    }

    /// Copies of rows with marks are those records already.
    fn without_lent(&self, id: RegisterId, same: &mut Vec<i64>) -> Result<()> {
        let mut left = Vec::new();
        for record in same.drain(..) {
            if !self.lent.has(&self.past.record(id, record)?.uuid) {
                left.push(record);
            }
        }
        *same = left;
        Ok(())
    }

    /// Of records that are the same the one whose mark its rows of parts have kept.
    fn of_its_rows(&self, (table, draft): (&TablePreview, &Draft<'_>), same: &[i64]) -> Result<Option<i64>> {
        let rows = self.own_parts.rows_of(Whose { table, row: draft.row(), uuid: None });
        let marks: BTreeSet<&str> = rows.values().flatten().filter_map(|row| row.uuid).collect();
        if marks.is_empty() {
            return Ok(None);
        }
        for record in same {
            if marks.contains(self.past.record(table.register, *record)?.uuid.as_str()) {
                return Ok(Some(*record));
            }
        }
        Ok(None)
    }

    /// The record of that number, or without one of that content, that a person voided here.
    fn voided_here(
        &mut self,
        id: RegisterId,
        number: Option<&str>,
        said: Said<'_>,
    ) -> Result<Option<Record>> {
        let index = self.known.of(self.past, id)?;
        let voided = match number {
            Some(number) => index.voided(number).filter(|id| index.is_free(*id)),
            None => index
                .same(said.settled)
                .chain(index.same(said.own))
                .find(|(_, voided)| *voided)
                .map(|(id, _)| id),
        };
        let Some(record) = voided else { return Ok(None) };
        if self.past.was_taken_back(id, record)? {
            return Ok(None);
        }
        self.known.of(self.past, id)?.take(record);
        self.past.record(id, record).map(Some)
    }

    /// A record no row speaks of, of which a row without number is likely an edit.
    fn edited_from(
        &mut self,
        (table, draft): (&TablePreview, &Draft<'_>),
    ) -> Result<Option<(Record, Issue)>> {
        let from = self.edited.at(&table.id, draft.row()).filter(|id| self.is_free(table.register, *id));
        let record = from.map(|id| self.past.record(table.register, id)).transpose()?;
        Ok(record.map(|record| (record, Issue::NearlySame)))
    }

    /// A record no row speaks of, whose number is the same but for zeros and hyphens, or all but the number.
    fn nearly(
        &mut self,
        table: &TablePreview,
        number: &str,
        said: Said<'_>,
        spoken: &Spoken,
    ) -> Result<Option<(Record, Issue)>> {
        let id = table.register;
        for like in self.known.of(self.past, id)?.alike(number) {
            let record = self.past.record(id, like)?;
            if self.is_free(id, like) && !self.claims().speak_of(&record) {
                return Ok(Some((record, Issue::NumberLike)));
            }
        }
        let Some(print) = partial_print(id, said.own, spoken) else { return Ok(None) };
        if !self.lacking.contains_key(&table.id) {
            let lacking = self.lacking_prints(table, spoken)?;
            self.lacking.insert(table.id.clone(), lacking);
        }
        let like = self.lacking.get(&table.id).and_then(|prints| prints.get(&print));
        let like = like.filter(|ids| ids.len() == 1).and_then(|ids| ids.first()).copied();
        let like = like.filter(|like| self.is_free(id, *like));
        Ok(like.map(|like| self.past.record(id, like)).transpose()?.map(|like| (like, Issue::ContentLike)))
    }

    fn ask(&mut self, (table, draft): (&TablePreview, &Draft<'_>), issue: Issue, value: &str) -> Verdict {
        let key = register(table.register).number;
        let raw = draft.text(key).unwrap_or(NO_NUMBER).to_owned();
        self.asked.ask((table, draft.row()), (key, issue), &raw, value)
    }
}

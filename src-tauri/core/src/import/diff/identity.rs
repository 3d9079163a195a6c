//! 記録の特定: which record of the ledger a row of a file is.
//!
//! By the mark of our own export, else by the control number, else by everything that stands in the row. Where mark
//! and number, or mark and content, say different things, where a record was voided here, and where a number or a
//! row is only nearly that of a record the file lacks, it is asked about ([`super::asked`]).

use super::known::{Mark, number_key};
use super::likeness::{is_another, likeness};
use super::merge::Spoken;
use super::threads::{One, Told};
use super::{Differ, Judgement};
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
            None => self.marked_here(at)?,
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

    /// The record whose mark was lent to a row.
    fn marked_here(&mut self, (table, draft): (&TablePreview, &Draft<'_>)) -> Result<Option<i64>> {
        let Some(uuid) = self.lent.to(&table.id, draft.row()) else { return Ok(None) };
        let marked = self.known.marked(self.past, table.register, uuid)?;
        Ok(marked.filter(|(_, voided)| !voided).map(|(id, _)| id))
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

    pub(super) fn is_free(&self, register: RegisterId, id: i64) -> bool {
        !self.known.was_found(register, id)
    }

    pub(super) fn found(&mut self, register: RegisterId, id: i64, version: Option<u32>) -> Result<Identity> {
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
    pub(super) fn found_but_for(
        &mut self,
        register: RegisterId,
        id: i64,
        keeps_number: bool,
    ) -> Result<Identity> {
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

    pub(super) fn ask(
        &mut self,
        (table, draft): (&TablePreview, &Draft<'_>),
        issue: Issue,
        value: &str,
    ) -> Verdict {
        let key = register(table.register).number;
        let raw = draft.text(key).unwrap_or(NO_NUMBER).to_owned();
        self.asked.ask((table, draft.row()), (key, issue), &raw, value)
    }
}

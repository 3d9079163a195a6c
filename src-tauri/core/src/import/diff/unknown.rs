//! 印も番号も知らない行: by what stands in it, or by what it is nearly, and that is asked about.

use std::collections::BTreeSet;

use super::Differ;
use super::edited::described;
use super::identity::{Identity, Said};
use super::likeness::{is_another, likeness, partial_print, rows};
use super::merge::Spoken;
use super::parts::Whose;
use crate::error::Result;
use crate::import::preview::{Draft, TablePreview};
use crate::import::problem::{Issue, Verdict};
use crate::records::Record;
use crate::records::people::People;
use crate::registers::register;
use crate::vocab::RegisterId;

impl Differ<'_> {
    /// Neither mark nor number is known.
    pub(super) fn unknown(
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
                Issue::NearlySame | Issue::NumberNearly => described(&like, said.own, spoken),
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
                let another = is_another(likeness(id, said.own, &record.content, spoken));
                return Ok(Some((record, if another { Issue::NumberNearly } else { Issue::NumberLike })));
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
}

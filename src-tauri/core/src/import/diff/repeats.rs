//! 重複する行: rows without number and mark that stand in two tables of one import, such as a CSV saved twice, and rows
//! that were copied in Excel with their mark.
//!
//! The same row twice in one table is two events of one day, unless the ledger has fewer: then it is asked about. In
//! another file or sheet it is likelier a copy, and asked about unless the ledger has it, as is one with the mark of
//! another row.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::edited::differing;
use super::identity::Said;
use super::known::{Mark, fingerprint};
use super::likeness::rows;
use super::{Differ, One, Told};
use crate::error::Result;
use crate::import::preview::{Draft, TablePreview};
use crate::import::problem::{Issue, NO_NUMBER, Verdict};
use crate::registers::register;
use crate::vocab::{Content, RegisterId};

#[derive(Default)]
pub struct Repeats {
    /// Of each row that is a repetition, by table and row.
    first: HashMap<String, HashMap<u32, Seen>>,
    /// By what stands in the rows of a table the first of them, once that is asked for.
    here: HashMap<String, HashMap<String, u32>>,
    /// The first two rows with a mark that says nothing because it stands in both.
    doubled: HashMap<String, Vec<(String, u32)>>,
}

impl Repeats {
    pub fn concern(&self, table: &TablePreview) -> bool {
        self.first.contains_key(&table.id)
    }
}

/// How often a row stands in a table at most, or how often it stood there so far; and where it stood first.
struct Seen {
    times: u32,
    first: String,
}

impl Differ<'_> {
    pub(super) fn find_repeats(&self) -> Repeats {
        let mut by_register: BTreeMap<RegisterId, Vec<&TablePreview>> = BTreeMap::new();
        for table in self.preview.tables().filter(|table| table.is_taken()) {
            by_register.entry(table.register).or_default().push(table);
        }
        let mut repeats = Repeats { doubled: self.find_doubled(), ..Repeats::default() };
        for tables in by_register.values().filter(|tables| tables.len() > 1) {
            let mut seen = HashMap::new();
            for table in tables {
                let here = self.look_for_repeats(table, &seen, &mut repeats);
                for (print, (times, row)) in here {
                    let first = || Seen { times: 0, first: self.place(table, row) };
                    let known: &mut Seen = seen.entry(print).or_insert_with(first);
                    known.times = known.times.max(times);
                }
            }
        }
        repeats
    }

    fn find_doubled(&self) -> HashMap<String, Vec<(String, u32)>> {
        let mut doubled: HashMap<String, Vec<(String, u32)>> = HashMap::new();
        for table in self.preview.tables().filter(|table| table.is_taken()) {
            for row in &table.rows {
                let mark = row.mark.as_deref().and_then(Mark::read);
                let Some(mark) = mark.filter(|mark| !self.claims().mark_in(table, mark.uuid)) else {
                    continue;
                };
                let rows = doubled.entry(mark.uuid.to_owned()).or_default();
                if rows.len() < 2 {
                    rows.push((table.id.clone(), row.row));
                }
            }
        }
        doubled
    }

    /// How often each row stands in a table, and in which row first.
    fn look_for_repeats(
        &self,
        table: &TablePreview,
        seen: &HashMap<String, Seen>,
        repeats: &mut Repeats,
    ) -> HashMap<String, (u32, u32)> {
        let mut here: HashMap<String, (u32, u32)> = HashMap::new();
        for draft in table.drafts() {
            let numbered = draft.text(register(table.register).number).is_some();
            // A mark in two files says as little as none.
            let marked =
                draft.mark().and_then(Mark::read).is_some_and(|mark| self.claims().mark_in(table, mark.uuid));
            if numbered || marked {
                continue;
            }
            let Ok(content) = self.content(table, &draft) else { continue };
            let print = whole_print(&content);
            let before = seen.get(&print);
            let times = match here.entry(print) {
                Entry::Vacant(first) => first.insert((1, draft.row())).0,
                Entry::Occupied(mut again) => {
                    again.get_mut().0 += 1;
                    again.get().0
                }
            };
            if let Some(before) = before.filter(|before| times <= before.times) {
                let seen = Seen { times, first: before.first.clone() };
                repeats.first.entry(table.id.clone()).or_default().insert(draft.row(), seen);
            }
        }
        here
    }

    pub(super) fn place(&self, table: &TablePreview, row: u32) -> String {
        let file = self.preview.file_with(table).map_or("", |file| file.file.as_str());
        let sheet = table.sheet.as_ref().map(|sheet| format!("「{sheet}」")).unwrap_or_default();
        format!("{file}{sheet}の{row}行目")
    }

    /// Whether a row that would become a new record is none: it stands elsewhere too, or was copied with its mark.
    pub(super) fn is_no_record_of_its_own(&mut self, told: &Told<'_>, said: Said<'_>) -> Result<bool> {
        Ok(self.is_repeated(told, said)? || self.is_copied_row(told)?)
    }

    /// Whether a row that would become a new record is one that stands elsewhere too. What the ledger has as often as the
    /// row stands in its own file is not asked about.
    fn is_repeated(&mut self, told: &Told<'_>, said: Said<'_>) -> Result<bool> {
        let One { table, draft, .. } = &told.newest;
        let field = register(table.register).number;
        if is_numbered(draft, field) {
            return Ok(false);
        }
        let seen = self.repeats.first.get(&table.id).and_then(|rows| rows.get(&draft.row()));
        let first = match seen.map(|seen| (seen.times, seen.first.clone())) {
            Some((times, _)) if self.stands(table.register, said)? >= times as usize => return Ok(true),
            Some((_, first)) => first,
            None if draft.mark().is_some() || self.stands(table.register, said)? == 0 => return Ok(false),
            None => match self.first_in_table(table, &told.newest.content) {
                Some(row) if row != draft.row() => self.place(table, row),
                _ => return Ok(false),
            },
        };
        let at = (*table, draft.row());
        Ok(self.asked.ask(at, (field, Issue::RepeatedRow), NO_NUMBER, &first) != Verdict::KeepRaw)
    }

    /// How many records the ledger has of all that a row says, whatever rows they were found in.
    fn stands(&mut self, id: RegisterId, Said { own, settled }: Said<'_>) -> Result<usize> {
        let index = self.known.of(self.past, id)?;
        let same: BTreeSet<i64> = index.standing(settled).chain(index.standing(own)).collect();
        let mut count = 0;
        for record in same {
            let alike =
                |content: &Content| own.parts.keys().all(|part| rows(content, part) == rows(own, part));
            count += usize::from(own.parts.is_empty() || alike(&self.past.record(id, record)?.content));
        }
        Ok(count)
    }

    fn first_in_table(&mut self, table: &TablePreview, content: &Content) -> Option<u32> {
        if !self.repeats.here.contains_key(&table.id) {
            let mut first = HashMap::new();
            for draft in table.drafts() {
                if let Ok(content) = self.content(table, &draft) {
                    first.entry(fingerprint(&content)).or_insert(draft.row());
                }
            }
            self.repeats.here.insert(table.id.clone(), first);
        }
        self.repeats.here.get(&table.id)?.get(&fingerprint(content)).copied()
    }

    /// Whether a row without a number, which would become a new record, took along the mark of a record that is here.
    fn is_copied_row(&mut self, told: &Told<'_>) -> Result<bool> {
        let One { table, draft, .. } = &told.newest;
        let field = register(table.register).number;
        let Some(mark) = draft.mark().and_then(Mark::read) else { return Ok(false) };
        let here = |(id, row): &&(String, u32)| (id.as_str(), *row) != (table.id.as_str(), draft.row());
        let other = self.repeats.doubled.get(mark.uuid).and_then(|rows| rows.iter().find(here)).cloned();
        let Some((id, row)) = other.filter(|_| !is_numbered(draft, field)) else { return Ok(false) };
        let known = self.known.marked(self.past, table.register, mark.uuid)?;
        let Some((record, _)) = known.filter(|(_, voided)| !voided) else { return Ok(false) };
        let record = self.past.record(table.register, record)?;
        let differ = differing(table.register, &told.newest.content, &record.content, self.spoken(table));
        let other = self.preview.tables().find(|table| table.id == id);
        let mut other = other.map(|other| self.place(other, row)).unwrap_or_default();
        if !differ.is_empty() {
            other += &format!("（違う項目：{differ}）");
        }
        let at = (*table, draft.row());
        Ok(self.asked.ask(at, (field, Issue::CopiedRow), NO_NUMBER, &other) != Verdict::KeepRaw)
    }
}

/// Whether a row has a number, be it no more than words since it was said to be another thing's.
pub(super) fn is_numbered(draft: &Draft<'_>, field: &str) -> bool {
    draft.text(field).is_some() || draft.read().is_some_and(|row| row.raw.get(field).is_some())
}

fn whole_print(content: &Content) -> String {
    format!("{}{:?}", fingerprint(content), content.parts)
}

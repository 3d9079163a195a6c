//! 重複する行: rows without number and mark that stand in two tables of one import, such as a CSV saved twice, and rows
//! that were copied in Excel with their mark.
//!
//! The same row twice in one table is two events of one day. In another file or sheet it is likelier a copy, and asked
//! about, as is one with the mark of another row. Looks at nothing but the files.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::edited::differing;
use super::known::{Mark, fingerprint};
use super::{Differ, One, Told};
use crate::error::Result;
use crate::import::preview::TablePreview;
use crate::import::problem::{Issue, Verdict};
use crate::registers::register;
use crate::vocab::RegisterId;

#[derive(Default)]
pub struct Repeats {
    /// Where each row that is a repetition stood first, by table and row.
    first: HashMap<String, HashMap<u32, String>>,
    /// The first two rows with a mark that says nothing because it stands in both.
    doubled: HashMap<String, Vec<(String, u32)>>,
}

impl Repeats {
    pub fn concern(&self, table: &TablePreview) -> bool {
        self.first.contains_key(&table.id)
    }
}

/// How often a row stands in a table at most, and where it stood first.
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
            let print = format!("{}{:?}", fingerprint(&content), content.parts);
            let before = seen.get(&print);
            let times = match here.entry(print) {
                Entry::Vacant(first) => first.insert((1, draft.row())).0,
                Entry::Occupied(mut again) => {
                    again.get_mut().0 += 1;
                    again.get().0
                }
            };
            if let Some(before) = before.filter(|before| times <= before.times) {
                repeats.first.entry(table.id.clone()).or_default().insert(draft.row(), before.first.clone());
            }
        }
        here
    }

    pub(super) fn place(&self, table: &TablePreview, row: u32) -> String {
        let file = self.preview.file_with(table).map_or("", |file| file.file.as_str());
        let sheet = table.sheet.as_ref().map(|sheet| format!("「{sheet}」")).unwrap_or_default();
        format!("{file}{sheet}の{row}行目")
    }

    /// Whether a row that would become a new record is one that stands elsewhere too.
    pub(super) fn is_repeated(&mut self, told: &Told<'_>) -> bool {
        let One { table, draft, .. } = &told.newest;
        let first = self.repeats.first.get(&table.id).and_then(|rows| rows.get(&draft.row()));
        let Some(first) = first.cloned() else { return false };
        let field = register(table.register).number;
        let at = (*table, draft.row());
        self.asked.ask(at, (field, Issue::RepeatedRow), "番号なし", &first) != Verdict::KeepRaw
    }

    /// Whether a row without a number, which would become a new record, took along the mark of a record that is here.
    pub(super) fn is_copied_row(&mut self, told: &Told<'_>) -> Result<bool> {
        let One { table, draft, .. } = &told.newest;
        let field = register(table.register).number;
        let Some(mark) = draft.mark().and_then(Mark::read) else { return Ok(false) };
        let here = |(id, row): &&(String, u32)| (id.as_str(), *row) != (table.id.as_str(), draft.row());
        let other = self.repeats.doubled.get(mark.uuid).and_then(|rows| rows.iter().find(here)).cloned();
        let Some((id, row)) = other.filter(|_| draft.text(field).is_none()) else { return Ok(false) };
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
        Ok(self.asked.ask(at, (field, Issue::CopiedRow), "番号なし", &other) != Verdict::KeepRaw)
    }
}

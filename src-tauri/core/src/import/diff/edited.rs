//! 直された行: rows without number and mark that are nearly a record the files lack.
//!
//! A carry-out that has no number is known by all that stands in its row. Corrected in the office's own workbook or
//! in a CSV, it would come back as a second record beside the first. Rows that are a record as it stands claim it
//! first; the others are set against the records nobody claims, the likest pair before all others, and asked about.

use std::collections::{HashMap, HashSet};

use super::known::Mark;
use super::likeness::{Claims, LACKING};
use super::merge::Spoken;
use super::nearest::PAIRS;
use super::{Differ, Draft, TablePreview};
use crate::error::Result;
use crate::records::Record;
use crate::records::people::People;
use crate::registers::register;
use crate::vocab::{Content, Kind, RegisterId, Required, Value};

/// Rows that are known by what stands in them, by table and row.
#[derive(Default)]
pub struct Edited {
    /// The record each is likely an edit of.
    near: HashMap<String, HashMap<u32, i64>>,
    /// The record each is as it stands.
    exact: HashMap<String, HashMap<u32, i64>>,
}

impl Edited {
    pub fn at(&self, table: &str, row: u32) -> Option<i64> {
        self.near.get(table)?.get(&row).copied()
    }

    /// The record a row is, or likely is.
    pub fn record_of(&self, table: &str, row: u32) -> Option<i64> {
        self.exact.get(table).and_then(|rows| rows.get(&row)).copied().or_else(|| self.at(table, row))
    }
}

impl Differ<'_> {
    /// Sets the rows of all tables against what the ledgers hold, before any of them is judged.
    pub(super) fn find_edited(&mut self, people: &People) -> Result<Edited> {
        let (mut edited, mut claimed) = (Edited::default(), HashSet::new());
        let (mut unknown, mut known_files) = (Vec::new(), HashSet::new());
        // A row of another file may be a copy of the same record.
        let mut by_file: HashMap<&str, HashSet<(RegisterId, i64)>> = HashMap::new();
        let preview = self.preview;
        for table in preview.tables().filter(|table| table.is_taken()) {
            if self.known.is_empty(table.register) {
                continue;
            }
            let of_file = by_file.entry(table.file_id()).or_default();
            let mut exact = HashMap::new();
            let rows = self.unclaimed(table, people, (of_file, &mut exact))?;
            if !exact.is_empty() {
                known_files.insert((table.file_id(), table.register));
            }
            edited.exact.insert(table.id.clone(), exact);
            claimed.extend(of_file.iter().copied());
            unknown.push((table, rows));
        }
        // People are known by their names ([`super::person`]).
        unknown.retain(|(table, rows)| !rows.is_empty() && table.register != RegisterId::Staff);
        self.claimed.clone_from(&claimed);
        for (table, rows) in unknown {
            let is_of_it = known_files.contains(&(table.file_id(), table.register));
            let mut lacking = self.lacking_in(table, is_of_it)?;
            lacking.retain(|id| !claimed.contains(&(table.register, *id)));
            // Each of them is read, and held against each row.
            if lacking.len() > LACKING || lacking.len() * rows.len() > PAIRS {
                continue;
            }
            let past = self.past;
            let contents = lacking.iter().map(|id| Ok((*id, past.record(table.register, *id)?.content)));
            let pairs = self.nearest(table, rows, contents)?;
            claimed.extend(pairs.values().map(|id| (table.register, *id)));
            edited.near.insert(table.id.clone(), pairs);
        }
        Ok(edited)
    }

    /// The rows of a table that have no number and no mark and are no record as they stand.
    fn unclaimed<'p>(
        &mut self,
        table: &'p TablePreview,
        people: &People,
        (claimed, exact): (&mut HashSet<(RegisterId, i64)>, &mut HashMap<u32, i64>),
    ) -> Result<Vec<(u32, Content)>> {
        let id = table.register;
        let mut unclaimed = Vec::new();
        let claims = self.claims.get_or_init(|| Claims::of(self.preview));
        let known = &self.known;
        // The mark of another ledger says nothing here.
        let told = |mark: Mark<'_>| claims.mark_in(table, mark.uuid) && known.has_mark(id, mark.uuid);
        let marked = |draft: &Draft<'p>| draft.mark().and_then(Mark::read).is_some_and(told);
        let mut lent = Vec::new();
        let mut is_lent = |draft: &Draft<'p>| {
            let uuid = self.lent.to(&table.id, draft.row());
            lent.extend(uuid);
            uuid.is_some()
        };
        let nameless: Vec<Draft<'p>> = table
            .drafts()
            .filter(|draft| draft.text(register(id).number).is_none() && !marked(draft))
            .filter(|draft| !is_lent(draft))
            .collect();
        let index = self.known.of(self.past, id)?;
        claimed.extend(lent.into_iter().filter_map(|uuid| Some((id, index.marked(uuid)?.0))));
        for draft in nameless {
            let Ok(own) = self.content(table, &draft) else { continue };
            let settled = self.settled(id, &draft, own.clone(), people);
            let index = self.known.of(self.past, id)?;
            let free = |(record, voided): &(i64, bool)| *voided || !claimed.contains(&(id, *record));
            let same = index.same(&settled).chain(index.same(&own)).find(free);
            match same {
                Some((record, _)) => {
                    claimed.insert((id, record));
                    exact.insert(draft.row(), record);
                }
                // One row more of a record that has its own is a copy of that, and no edit of another.
                None if index.standing(&settled).chain(index.standing(&own)).next().is_some() => {}
                None => unclaimed.push((draft.row(), own)),
            }
        }
        Ok(unclaimed)
    }
}

/// A record and what differs in the row, in the office's words.
pub(super) fn described(record: &Record, file: &Content, spoken: &Spoken) -> String {
    let of = register(record.register);
    let differ = differing(record.register, file, &record.content, spoken);
    let numbered = record.content.values.contains_key(of.number) && record.register != RegisterId::Staff;
    let name = if numbered || record.title().is_empty() { record.number() } else { record.title() };
    let name = match day_of(record).filter(|_| !numbered) {
        Some(day) => format!("{day}の{name}"),
        None => name,
    };
    if differ.is_empty() { name } else { format!("{name}（違う項目：{differ}）") }
}

/// The day something without a number began or was done: what is called alike is told apart by it.
fn day_of(record: &Record) -> Option<String> {
    let days = register(record.register).fields.iter().filter(|field| {
        matches!(field.kind, Kind::Date | Kind::DateTime) && field.required == Required::Save
    });
    let mut told = days.filter_map(|field| Some(record.content.values.get(field.key)?.to_text()));
    // The hour is no help.
    told.next().map(|day| day.chars().take_while(|c| *c != 'T').collect())
}

/// What differs in two rows, in the office's words.
pub(super) fn differing(id: RegisterId, one: &Content, other: &Content, spoken: &Spoken) -> String {
    let text = |content: &Content, key: &str| content.values.get(key).map(Value::to_text);
    let of = register(id);
    let fields = of.fields.iter().filter(|field| field.key != of.number && spoken.speaks_of(field.key));
    let differ = fields.filter(|field| text(one, field.key) != text(other, field.key));
    differ.map(|field| field.label.ja).collect::<Vec<_>>().join("、")
}

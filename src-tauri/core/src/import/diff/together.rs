//! 写しの突合せ: what several copies of one row say together.
//!
//! What one of them changed of what went out is a change, whatever the others left as it was; what two changed
//! differently is asked. What comes of it is weighed against the ledger like any other row.

use std::collections::{BTreeMap, BTreeSet};

use super::identity::Found;
use super::known::{self, Mark};
use super::merge::{self, FieldDiff, Place, Positions, Spoken};
use super::parts::Whose;
use super::weigh::{overlook, silences};
use super::{Differ, Judgement, One, Standing, Told};
use crate::error::Result;
use crate::import::problem::{Issue, Verdict};
use crate::records::Record;
use crate::records::people::People;
use crate::registers::register;
use crate::vocab::Content;

/// So many of a record's versions are looked at for the one a row went out with.
const VERSIONS: usize = 20;

/// Where the rows of each part stood when they went out, from 1.
pub type Places = BTreeMap<&'static str, Vec<Option<usize>>>;

/// What all copies come to.
pub struct Together {
    pub content: Content,
    /// What the newest of them began from.
    base: Option<Content>,
    places: Places,
    spoken: Spoken,
}

impl Differ<'_> {
    /// How copies of one row stand to their record.
    pub(super) fn weigh_copies(
        &mut self,
        told: &Told<'_>,
        Found { record, .. }: Found,
        people: &People,
    ) -> Result<Judgement> {
        let One { table, draft, .. } = &told.newest;
        let Together { content: mut file, base, places, mut spoken } = self.together(told, Some(&record))?;
        let settled = self.settled(table.register, draft, file.clone(), people);
        overlook(draft, (&mut file, &settled), &record, &mut spoken);
        let rows = places.iter().map(|(part, places)| (*part, places.clone())).collect();
        let positions = Positions { rows, ..Positions::default() };
        let sides = (&record.content, &file);
        let diffs = merge::compare(register(table.register), &spoken, base.as_ref(), sides, &positions);
        let judgement = Judgement { diffs, ..Judgement::of(Standing::Same, Some(record)) };
        let judgement = Judgement { places: Some(places), ..judgement };
        self.weighed((table, draft), &file, judgement, people)
    }

    /// What the copies say together, `known` being their record where the ledger has it.
    pub(super) fn together(&mut self, told: &Told<'_>, known: Option<&Record>) -> Result<Together> {
        let newest = self.newest_base(told, known)?;
        let mut so_far = newest.clone();
        let (mut places, mut all) = (Places::new(), Spoken::default());
        for one in told.older.iter().chain([&told.newest]) {
            let here = self.place(one.table, one.draft.row());
            let (file, spoken) = self.said_by(one, known);
            let base = self.base_of(one, known)?;
            all.join(spoken.clone());
            let Some((content, before)) = so_far.take() else {
                so_far = Some((file, here));
                continue;
            };
            if places.is_empty() {
                places = places_in(&content, one);
            }
            let own = Whose { table: one.table, row: one.draft.row(), uuid: None };
            let whose = known.map_or(own, |record| self.whose((one.table, &one.draft), record));
            let both_new = known.is_none() && one.draft.mark().is_none();
            let positions = Positions { both_new, ..self.positions(whose, whose.uuid.unwrap_or_default()) };
            let of = register(one.table.register);
            let mut diffs = merge::compare(of, &spoken, base.as_ref(), (&content, &file), &positions);
            diffs.retain(|diff| !diff.conflict || self.takes(one, diff, &before));
            follow(&mut places, &diffs);
            let before = if diffs.is_empty() { before } else { here };
            so_far = Some((merge::merged(&content, &file, diffs.iter()), before));
        }
        let content = so_far.map(|(content, _)| content).unwrap_or_default();
        Ok(Together { content, base: newest.map(|(base, _)| base), places, spoken: all })
    }

    /// What one copy says of the record, and of what.
    fn said_by(&mut self, one: &One<'_>, record: Option<&Record>) -> (Content, Spoken) {
        let (table, draft) = (one.table, &one.draft);
        let mut file = one.content.clone();
        let mark = draft.mark().and_then(Mark::read);
        if let Some(record) = record.filter(|record| self.is_of_another_mark((table, draft), record)) {
            // As of a single row: rows of parts did not go with it.
            file.parts.clear();
            self.own_parts.add_to(Whose { table, row: draft.row(), uuid: Some(&record.uuid) }, &mut file);
        }
        let mut spoken = self.spoken(table).and(&file);
        spoken.parts.extend(self.own_parts.spoken(table).map(str::to_owned));
        silences(draft, &file, None).for_each(|silent| spoken.silent_about(silent));
        if let Some(record) = record.filter(|_| mark.is_none()) {
            known::keep_running(&mut file, &record.content);
        }
        (file, spoken)
    }

    /// What the copy that went out last began from, and where it stands: what an earlier one has otherwise was changed
    /// here before the later one went out.
    fn newest_base(&mut self, told: &Told<'_>, known: Option<&Record>) -> Result<Option<(Content, String)>> {
        let version = |one: &&One<'_>| one.draft.mark().and_then(Mark::read).map(|mark| mark.version);
        // The first where several went out as they were.
        let copies = [&told.newest].into_iter().chain(told.older.iter().rev());
        let Some(last) = copies.max_by_key(version) else { return Ok(None) };
        let base = self.base_of(last, known)?;
        Ok(base.map(|base| (base, self.place(last.table, last.draft.row()))))
    }

    /// What a copy began from.
    fn base_of(&mut self, one: &One<'_>, known: Option<&Record>) -> Result<Option<Content>> {
        let Some(record) = known else { return Ok(None) };
        match one.draft.mark().and_then(Mark::read) {
            Some(mark) => self.base(record, Some(mark.version).filter(|_| mark.uuid == record.uuid)),
            None => self.likeliest_base(one, record),
        }
    }

    /// Nothing says which version a row without its mark went out with: that of which least was changed in it. Of
    /// several such the oldest, so that what was corrected here since is a conflict and never undone.
    fn likeliest_base(&mut self, one: &One<'_>, record: &Record) -> Result<Option<Content>> {
        let at = (one.table.id.clone(), one.draft.row());
        if let Some((_, base)) = self.likeliest.get(&at).filter(|(of, _)| *of == record.uuid) {
            return Ok(base.clone());
        }
        let (file, spoken) = self.said_by(one, Some(record));
        let of = register(record.register);
        let changed = |base: &Content| {
            merge::compare(of, &spoken, Some(base), (base, &file), &Positions::default()).len()
        };
        let mut best = self.base(record, None)?.map(|base| (changed(&base), base));
        for version in (1..=record.version).rev().take(VERSIONS) {
            if best.as_ref().is_some_and(|(least, _)| *least == 0) {
                break;
            }
            let then = self.past.as_of_version(record.register, record.id, version)?;
            let then = then.map(|then| (changed(&then.content), then.content));
            if then.as_ref().is_some_and(|(count, _)| best.as_ref().is_none_or(|(least, _)| count <= least)) {
                best = then;
            }
        }
        let base = best.map(|(_, base)| base);
        self.likeliest.insert(at, (record.uuid.clone(), base.clone()));
        Ok(base)
    }

    /// Whether a copy says it instead of what an earlier one says: asked.
    fn takes(&mut self, one: &One<'_>, diff: &FieldDiff, before: &str) -> bool {
        let text = |text: &str| if text.is_empty() { "空欄".to_owned() } else { text.to_owned() };
        let other = format!("{before}では“{}”", text(&diff.ledger));
        let asked = (diff.field.as_str(), diff.label.as_str(), Issue::CopiesDiffer);
        let at = (one.table, one.draft.row());
        self.asked.ask_of(at, asked, &text(&diff.file), &other) != Verdict::KeepRaw
    }
}

/// At the beginning each row stands where it stood.
fn places_in(content: &Content, one: &One<'_>) -> Places {
    let parts = register(one.table.register).parts.iter();
    let rows = |part: &str| content.parts.get(part).map_or(0, Vec::len);
    parts.map(|part| (part.key, (1..=rows(part.key)).map(Some).collect())).collect()
}

/// Rows that were taken out leave their places, and what is new stands after all others.
fn follow(places: &mut Places, diffs: &[FieldDiff]) {
    let mut gone: BTreeSet<(&str, usize)> = BTreeSet::new();
    for diff in diffs {
        match diff.place {
            Place::PartAdd { part, .. } => places.entry(part).or_default().push(None),
            Place::PartRemove { part, row } => _ = gone.insert((part, row)),
            _ => {}
        }
    }
    for (part, rows) in places {
        let kept = rows.iter().enumerate().filter(|(n, _)| !gone.contains(&(*part, *n)));
        *rows = kept.map(|(_, place)| *place).collect();
    }
}

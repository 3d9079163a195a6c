//! 行の重み: what a row that was found to be a record says of it, and what it does not.

use super::identity::Found;
use super::known::{self, Mark};
use super::merge::{self, FieldDiff, Spoken};
use super::{Differ, Judgement, Standing};
use crate::error::Result;
use crate::import::preview::{Draft, STRUCK, TablePreview};
use crate::profile::Profile;
use crate::records::actions::settle;
use crate::records::people::People;
use crate::records::{Origin, Record};
use crate::registers::{self, register};
use crate::vocab::{Content, RegisterId, Value};

impl Differ<'_> {
    /// What a row says, with what follows from it, as a new record would have it.
    pub(super) fn settled(
        &self,
        id: RegisterId,
        draft: &Draft<'_>,
        content: Content,
        people: &People,
    ) -> Content {
        let mut record = blank(id, content);
        settle_row(&mut record, draft, people, self.profile);
        record.content
    }

    pub(super) fn weigh(
        &mut self,
        (table, draft): (&TablePreview, &Draft<'_>),
        (mut file, settled): (Content, Content),
        mut spoken: Spoken,
        Found { record, base, keeps_number }: Found,
        people: &People,
    ) -> Result<Judgement> {
        let of = register(table.register);
        let whose = self.whose((table, draft), &record);
        if self.is_of_another_mark((table, draft), &record) {
            // Rows of parts have marks of their own and did not go with a row that was sorted away from its mark.
            file.parts.clear();
            self.own_parts.add_to(whose, &mut file);
        }
        for silent in silences(draft, &file, keeps_number.then_some(of.number)) {
            spoken.silent_about(silent);
        }
        if draft.mark().is_none() {
            follow(&mut file, settled.clone(), base.as_ref(), &mut spoken);
        }
        overlook(draft, (&mut file, &settled), &record, &mut spoken);
        let positions = self.positions(whose, whose.uuid.unwrap_or(&record.uuid));
        if draft.mark().is_none() {
            known::keep_running(&mut file, &record.content);
        }
        let diffs = merge::compare(of, &spoken, base.as_ref(), (&record.content, &file), &positions);
        let judgement = Judgement { diffs, ..Judgement::of(Standing::Same, Some(record)) };
        self.weighed((table, draft), &file, judgement, people)
    }

    /// What becomes of the differences of a record that was found, of one row or of copies of it.
    pub(super) fn weighed(
        &mut self,
        (table, draft): (&TablePreview, &Draft<'_>),
        file: &Content,
        mut judgement: Judgement,
        people: &People,
    ) -> Result<Judgement> {
        let Some(record) = &judgement.record else { return Ok(judgement) };
        let mut diffs = std::mem::take(&mut judgement.diffs);
        diffs.retain(|diff| !was_said(record, file, diff) && !self.lost_zeros_of(diff, (table, draft)));
        if draft.mark().is_none() && !diffs.is_empty() && self.stays_newer((table, draft), record)? {
            diffs.iter_mut().for_each(|diff| diff.conflict = true);
        }
        judgement.diffs = diffs;
        self.decide(table, draft, file, &mut judgement, people);
        Ok(judgement)
    }
}

/// What a row says nothing of: the state where it is only struck through, and the number its record keeps.
pub(super) fn silences<'k>(
    draft: &Draft<'_>,
    file: &Content,
    kept: Option<&'k str>,
) -> impl Iterator<Item = &'k str> {
    let state = draft.struck && !file.values.contains_key("status");
    state.then_some("status").into_iter().chain(kept)
}

/// What only follows from a row is no statement of it. It is weighed where it followed the last time too, so that
/// it goes with what it follows from; our own export has a column for it and needs no such help.
fn follow(file: &mut Content, settled: Content, base: Option<&Content>, spoken: &mut Spoken) {
    for (key, value) in settled.values {
        if file.values.contains_key(&key) {
            continue;
        }
        if base.is_some_and(|base| base.values.contains_key(&key)) {
            file.values.insert(key, value);
        } else {
            spoken.silent_about(&key);
        }
    }
    file.parts = settled.parts;
}

/// What of a row of our own export, or of copies of one, is no statement about the record it was found to be.
pub(super) fn overlook(
    draft: &Draft<'_>,
    (file, settled): (&mut Content, &Content),
    record: &Record,
    spoken: &mut Spoken,
) {
    if draft.mark().and_then(Mark::read).is_some_and(|mark| mark.uuid != record.uuid) {
        follows_anyway(file, settled, &record.content, spoken);
    }
    if record.voided {
        // Our own export strikes through what is voided.
        file.extra.remove(STRUCK);
    }
}

/// What was typed over a row of our own export leaves blank what follows from the rest: that is no news.
fn follows_anyway(file: &Content, settled: &Content, ledger: &Content, spoken: &mut Spoken) {
    for (key, value) in &settled.values {
        let stands = ledger.values.get(key).is_some_and(|here| here.to_text() == value.to_text());
        if stands && !file.values.contains_key(key) {
            spoken.silent_about(key);
        }
    }
}

/// Whether a number is one that gave way to what was counted when it came before.
fn was_said(record: &Record, file: &Content, diff: &FieldDiff) -> bool {
    let text = file.values.get(diff.field.as_str()).map(Value::to_text);
    text.is_some_and(|text| registers::was_said(record.register, &record.content, &diff.field, &text))
}

/// Completes what came in, as far as that says nothing nobody said.
pub(in crate::import) fn settle_row(
    record: &mut Record,
    draft: &Draft<'_>,
    people: &People,
    profile: &Profile,
) {
    let said = record.content.values.contains_key("status");
    settle(record, people, profile);
    if draft.is_of_unknown_state() && !said {
        record.content.values.remove("status");
    }
}

fn blank(id: RegisterId, content: Content) -> Record {
    Record {
        id: 0,
        register: id,
        uuid: String::new(),
        version: 1,
        origin: Origin::Import,
        batch: None,
        source: None,
        effective_on: None,
        late_reason: None,
        voided: false,
        missing: 0,
        content,
    }
}

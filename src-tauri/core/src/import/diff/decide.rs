//! 採否: which differences of a record are taken from the file, and what that makes of it.

use super::merge::{self, FieldDiff};
use super::reused::THINGS;
use super::{Differ, Fixed, Judgement, Standing};
use crate::disposals;
use crate::import::preview::{Draft, Side, TablePreview};
use crate::profile::Profile;
use crate::records::actions::{missing, settle_again};
use crate::records::people::People;
use crate::records::{Origin, Record};
use crate::registers::{self, Severity, register};
use crate::vocab::{Content, RegisterId, Required};

impl Differ<'_> {
    /// What is taken from the file, and what that makes of the record.
    pub(super) fn decide(
        &self,
        table: &TablePreview,
        draft: &Draft<'_>,
        file: &Content,
        judgement: &mut Judgement,
        people: &People,
    ) {
        let Some(record) = judgement.record.clone() else { return };
        if judgement.diffs.is_empty() {
            return;
        }
        if record.voided {
            judgement.standing = Standing::Voided;
            return;
        }
        for diff in &mut judgement.diffs {
            // A ● field that is filled is not emptied, as in any correction.
            diff.required = diff.file.is_empty() && is_required(record.register, &diff.field);
            let file_wins = !diff.conflict || self.side(table, draft, diff) == Side::File;
            diff.taken = file_wins && !diff.required;
        }
        let after = self.made_of(&record, file, &mut judgement.diffs, people);
        let taken = judgement.diffs.iter().any(|diff| diff.taken);
        let derived = (taken && after.content == record.content).then_some(Fixed::Derived);
        judgement.fixed = self.fixed(&record, &after).or(derived);
        if judgement.fixed.is_some() {
            judgement.diffs.iter_mut().for_each(|diff| diff.taken = false);
        }
        let open = judgement.diffs.iter().any(|diff| !diff.taken);
        judgement.standing = if open { Standing::Conflict } else { Standing::Changed };
        if judgement.fixed.is_none() && after.content != record.content {
            judgement.after = Some(after.content);
        }
    }

    /// What is taken makes this of a record. A state that was cleared does not become the first of all states: what
    /// would be filled anew stays, and is taken no more.
    fn made_of(&self, record: &Record, file: &Content, diffs: &mut [FieldDiff], people: &People) -> Record {
        let settled = |diffs: &[FieldDiff]| {
            let content = merge::merged(&record.content, file, diffs.iter().filter(|diff| diff.taken));
            let mut after = Record { content, ..record.clone() };
            settle_corrected(record, &mut after, people, self.profile);
            after
        };
        let after = settled(diffs);
        let filled = &after.content.values;
        let refilled =
            |diff: &&mut FieldDiff| diff.taken && diff.file.is_empty() && filled.contains_key(&diff.field);
        let mut again = false;
        for diff in diffs.iter_mut().filter(refilled) {
            (diff.required, diff.taken, again) = (true, false, true);
        }
        if again { settled(diffs) } else { after }
    }

    fn fixed(&self, before: &Record, after: &Record) -> Option<Fixed> {
        if before.register == RegisterId::Disposals && disposals::case::is_run(&before.content) {
            return Some(Fixed::BySteps);
        }
        if before.origin == Origin::Import {
            return None;
        }
        let mut broken = registers::check(after.register, &after.content, self.profile);
        broken.retain(|finding| finding.severity == Severity::Save);
        let sentences: Vec<String> =
            broken.iter().map(|finding| finding.code.message_ja().to_owned()).collect();
        (!broken.is_empty()).then(|| Fixed::Rules(sentences.join("")))
    }

    fn side(&self, table: &TablePreview, draft: &Draft<'_>, diff: &FieldDiff) -> Side {
        let Some(decided) = self.decisions.tables.get(&table.id) else { return self.decisions.prefer };
        let row = draft.row();
        let keys =
            [format!("row:{row}:{}", diff.key), format!("row:{row}:{}", diff.field), format!("row:{row}")];
        let of_row = keys.iter().find_map(|key| decided.sides.get(key));
        of_row.or_else(|| decided.sides.get(&diff.field)).copied().unwrap_or(self.decisions.prefer)
    }
}

/// Completes a record of the ledger that a file corrects. A state given by hand that nobody ever said, as of a struck
/// line, is not made up because something else was corrected.
pub fn settle_corrected(before: &Record, after: &mut Record, people: &People, profile: &Profile) {
    let by_hand = THINGS.iter().any(|(id, _)| *id == after.register);
    let said = |record: &Record| record.content.values.contains_key("status");
    let unsaid = by_hand && !said(before) && !said(after);
    settle_again(before, after, people, profile);
    if unsaid {
        after.content.values.remove("status");
        after.missing = missing(after);
    }
}

fn is_required(id: RegisterId, field: &str) -> bool {
    register(id).field(field).is_some_and(|field| field.required == Required::Save)
}

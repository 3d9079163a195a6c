//! 消えた0: a CSV of ours that was opened and saved in Excel, or a workbook whose texts were made numbers there, has 7
//! for 007, in numbers and in any other text of digits.

use super::Differ;
use super::known::{loose_key, number_key};
use super::merge::FieldDiff;
use crate::import::preview::{Draft, TablePreview};
use crate::import::problem::{Issue, Verdict};
use crate::records::Record;
use crate::registers::register;

impl Differ<'_> {
    /// Whether a row has the number of this record without its zeros.
    pub(super) fn lost_zeros(&self, (table, draft): (&TablePreview, &Draft<'_>), record: &Record) -> bool {
        let number = draft.text(register(table.register).number).map(number_key);
        let known = number_key(&record.number());
        let free = !record.voided && !self.was_found(table.register, record.id);
        let damaged = |number: &String| *number != known && loose_key(number) == loose_key(&known);
        free && number.as_ref().is_some_and(damaged)
    }

    /// Whether no more than the zeros before a text of digits differ: asked, and taken for what Excel did.
    pub(super) fn lost_zeros_of(
        &mut self,
        diff: &FieldDiff,
        (table, draft): (&TablePreview, &Draft<'_>),
    ) -> bool {
        let at = (table, draft.row());
        has_lost_zeros(&diff.ledger, &diff.file)
            && self.asked.ask(at, (&diff.field, Issue::ZerosLost), &diff.file, &diff.ledger)
                != Verdict::KeepRaw
    }
}

fn has_lost_zeros(ledger: &str, file: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = ledger.trim_start_matches('0');
    digits(ledger) && digits(file) && ledger != file && file == if bare.is_empty() { "0" } else { bare }
}

#[cfg(test)]
mod tests {
    use super::has_lost_zeros;

    #[test]
    fn zeros_before_digits_and_nothing_else() {
        let cases = [
            ("0000123", "123", true),
            ("000", "0", true),
            ("0000123", "0123", false),
            ("123", "0123", false),
            ("0A1", "A1", false),
            ("0123", "124", false),
            ("123", "", false),
        ];
        for (ledger, file, lost) in cases {
            assert_eq!(has_lost_zeros(ledger, file), lost, "{ledger} {file}");
        }
    }
}

//! 表についての問い: what has to be decided for a table as a whole: which ledger it is, which of two columns a
//! field takes, and whether a column was rightly known by its content alone.

use super::mapping::{self, Doubt, Mapping, Places};
use super::problem::{Finding, Issue, Verdict};
use super::tables::{HeadsDoubt, Table};
use super::tapes::Share;
use crate::registers::register;

/// Tapes among other media: whether they go to the ledger of backups.
pub fn of_tapes(
    share: Share<'_>,
    places: &Places<'_>,
    verdicts: &dyn Fn(&str, Issue) -> Verdict,
) -> Option<Finding> {
    let place = place(places);
    let ledgers = share.tapes.ledgers.map(|id| register(id).label.ja).join("』と『");
    let finding = Finding::in_place(&place, "", Issue::TwoLedgers, &share.tapes.words, &ledgers);
    (!share.second).then(|| finding.decided(verdicts("", Issue::TwoLedgers), true))
}

fn place(places: &Places<'_>) -> String {
    if places.sheet.is_empty() { String::new() } else { format!("{} シート", places.sheet) }
}

/// What is asked about a table. `chosen`: the user said which ledger it is.
pub fn of_table(
    table: &Table,
    mapping: &Mapping,
    places: &Places<'_>,
    chosen: bool,
    verdicts: &dyn Fn(&str, Issue) -> Verdict,
) -> Vec<Finding> {
    let place = place(places);
    let ask = |field: &str, issue: Issue, raw: &str, value: &str| {
        Finding::in_place(&place, field, issue, raw, value).decided(verdicts(field, issue), false)
    };
    let mut asked = Vec::new();
    if !chosen && let Some(doubt) = mapping::doubt(mapping, table, places) {
        let also = match doubt {
            Doubt::Weak => String::new(),
            Doubt::Close(other) => register(other).label.ja.to_owned(),
        };
        asked.push(ask("", Issue::WhichLedger, &also, mapping.shape.register.label.ja));
    }
    if let Some((doubt, first)) = table.heads_doubt.as_ref().zip(table.header_rows.first()) {
        let (row, above) = match doubt {
            HeadsDoubt::MayBeRecord => (first + 1, ""),
            HeadsDoubt::LeftAbove(word) => (first - 1, word.as_str()),
        };
        asked.push(ask("", Issue::TwoRowHeadings, above, &row.to_string()));
    }
    for (field, columns) in mapping::rivals(mapping) {
        let names: Vec<String> = columns.iter().map(|column| format!("『{}』", column.heading)).collect();
        asked.push(ask(field.key, Issue::TwoColumns, &names.concat(), field.label.ja));
    }
    for mapped in mapping.columns.iter().filter(|mapped| mapped.reason.is_guess()) {
        if let Some(field) = mapped.field() {
            asked.push(ask(field.key, Issue::GuessedColumn, &mapped.column.heading, field.label.ja));
        }
    }
    asked
}

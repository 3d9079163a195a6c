//! 決めたこと: what the user decided about the tables of the files, so far.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::problem::{Issue, Verdict};
use crate::vocab::RegisterId;

/// What the user decided so far. Nothing decided means everything as the program proposes, still open.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export_to = "types.gen.ts")]
pub struct Decisions {
    /// All proposals as they stand, now and later (`--accept-proposals`).
    pub accept_all: bool,
    /// Which side stands where both changed something and nothing else was said.
    pub prefer: Side,
    /// Files taken out of the set again, by their places in it.
    pub out: BTreeSet<u32>,
    /// Files that could not be read or hold no ledger, by name, and may stay out.
    pub stay_out: BTreeSet<String>,
    /// By the table's id.
    pub tables: BTreeMap<String, TableDecisions>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export_to = "types.gen.ts")]
pub struct TableDecisions {
    pub exclude: bool,
    pub register: Option<RegisterId>,
    /// Where the headings stand, for the first table of the sheet.
    pub header_row: Option<u32>,
    /// Column (from 0) to field key; empty to keep it as another column, `-` to leave it out.
    pub columns: BTreeMap<u16, String>,
    pub exclude_rows: BTreeSet<u32>,
    /// Rows taken for notes or totals that are data after all.
    pub include_rows: BTreeSet<u32>,
    /// Field key to issue to verdict: one decision for the whole group. `row:7` for what the ledger asks of one row.
    pub groups: BTreeMap<String, BTreeMap<Issue, Verdict>>,
    /// Where the ledger and the file both changed something: which of them stands. By [`Choices`].
    pub sides: Choices,
    /// Field key to word of the file to what it means there: `○` is `present`.
    pub words: BTreeMap<String, BTreeMap<String, String>>,
    /// Field key to the era, or the century, of dates that name none: `R`, `H`, `20`.
    pub eras: BTreeMap<String, String>,
    /// 年度 of dates without a year.
    pub fiscal_year: Option<i32>,
    /// What colours and lines through rows mean: the mark's key to a state of the ledger, `ignore` or `exclude`.
    pub meanings: BTreeMap<String, String>,
    /// Names the 職員名簿 does not know for certain, to the record they mean; 0 for nobody of it.
    #[ts(type = "Record<string, number>")]
    pub people: BTreeMap<String, i64>,
}

/// What a conflict is decided by: a field's key for all rows of the table, `row:7` for one of them, `row:7:location`
/// for one value of it.
/// What was not decided stays as it is in the ledger.
pub type Choices = BTreeMap<String, Side>;

/// ここ or ファイル.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum Side {
    #[default]
    Ledger,
    File,
}

impl Decisions {
    pub(super) fn verdict(&self, table: &str, field: &str, issue: Issue) -> Verdict {
        let decided = self.tables.get(table).and_then(|table| table.groups.get(field)?.get(&issue));
        match decided {
            Some(verdict) => *verdict,
            None if self.accept_all => issue.agreed(),
            None => Verdict::Open,
        }
    }

    /// Gives what was said of the marks in one of these tables of the same rows to all of them: ○ means the same in every
    /// session. Where a table has an answer of its own, that stands; where two differ, neither goes to others.
    pub(super) fn share(&mut self, siblings: &[String], has_marks: impl Fn(&str) -> bool) {
        let said: Vec<TableDecisions> =
            siblings.iter().filter_map(|id| self.tables.get(id)).cloned().collect();
        let of_marks = |field: &&String| has_marks(field);
        let issues = said.iter().flat_map(|of| {
            let groups = of.groups.iter().filter(|(field, _)| of_marks(field));
            groups
                .flat_map(|(field, issues)| issues.iter().map(move |(issue, said)| ((field, *issue), *said)))
        });
        let issues = agreed(issues.filter(|((_, issue), _)| issue.is_of_marks()));
        let words = agreed(said.iter().flat_map(|of| {
            let words = of.words.iter().filter(|(field, _)| of_marks(field));
            words.flat_map(|(field, words)| words.iter().map(move |(word, meant)| ((field, word), meant)))
        }));
        for id in siblings {
            let own = self.tables.entry(id.clone()).or_default();
            for ((field, issue), verdict) in &issues {
                own.groups.entry((*field).clone()).or_default().entry(*issue).or_insert(*verdict);
            }
            for ((field, word), meant) in &words {
                let own = own.words.entry((*field).clone()).or_default();
                own.entry((*word).clone()).or_insert_with(|| (*meant).clone());
            }
        }
    }

    /// The same for one row, which may be decided by itself.
    pub(super) fn verdict_in_row(&self, table: &str, row: u32, field: &str, issue: Issue) -> Verdict {
        let of_table = self.tables.get(table);
        let own = of_table.and_then(|of| of.groups.get(&format!("row:{row}"))?.get(&issue));
        own.copied().unwrap_or_else(|| self.verdict(table, field, issue))
    }
}

/// Those answers of which no two differ.
fn agreed<K: Ord, V: PartialEq>(said: impl Iterator<Item = (K, V)>) -> Vec<(K, V)> {
    let mut all: BTreeMap<K, Vec<V>> = BTreeMap::new();
    for (of, answer) in said {
        all.entry(of).or_default().push(answer);
    }
    let one = |(of, mut answers): (K, Vec<V>)| {
        answers.dedup();
        answers.pop().filter(|_| answers.is_empty()).map(|answer| (of, answer))
    };
    all.into_iter().filter_map(one).collect()
}

//! 問い: verdicts about issues that are not found in their field or row, and verdicts they cannot have.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Here, Misplaced, row_of};
use crate::import::answering::OfLedger;
use crate::import::diff::view::Comparison;
use crate::import::make::preview;
use crate::import::preview::{Decisions, TableDecisions, TablePreview};
use crate::import::problem::{Finding, Issue, Severity, Verdict};

impl Here<'_> {
    /// Of a table that stays out, and of what only a ledger asks where there is none, anything may be said.
    pub(super) fn strange_issues(
        &self,
        said: &TableDecisions,
        of_ledger: Option<OfLedger<'_>>,
    ) -> Vec<Misplaced> {
        if !self.table.is_taken() {
            return Vec::new();
        }
        let now = Asked::of(self.table, of_ledger.map(|ledger| ledger.comparison));
        let (bare, before) = (OnceCell::new(), OnceCell::new());
        // It may have been asked before something else was answered.
        let before = || {
            let bare = || bare.get_or_init(|| self.unanswered()).as_ref();
            let earlier = of_ledger.map_or(&[][..], |ledger| ledger.before);
            let of = |table| {
                let of_ledger = earlier.iter().map(|found| Asked::of(table, Some(found)));
                of_ledger.chain([Asked::of(table, None)]).collect::<Vec<_>>()
            };
            &before.get_or_init(|| bare().map(of).unwrap_or_default())[..]
        };
        let mut strange = Vec::new();
        for (key, answers) in said.groups.iter().filter(|(key, _)| self.is_place(key)) {
            let found = now.found(key);
            for (issue, verdict) in answers.iter().filter(|(_, verdict)| **verdict != Verdict::Open) {
                if issue.asks_which() && of_ledger.is_none() {
                    continue;
                }
                let mut offered = offered(&found, *issue);
                if offered.is_empty() {
                    let earlier = before().iter().map(|before| self::offered(&before.found(key), *issue));
                    offered = earlier.into_iter().find(|offered| !offered.is_empty()).unwrap_or_default();
                }
                if !offered.contains(verdict) {
                    strange.push(misplaced((key, *issue, *verdict), &found, &offered));
                }
            }
        }
        strange
    }

    /// The table as it would be asked about if nothing had been said of words and issues.
    fn unanswered(&self) -> Option<TablePreview> {
        let plain = |said: &TableDecisions| TableDecisions {
            groups: Default::default(),
            words: Default::default(),
            eras: Default::default(),
            fiscal_year: None,
            exclude_rows: Default::default(),
            ..said.clone()
        };
        let decisions = self.judged.decisions();
        let tables = decisions.tables.iter().map(|(id, said)| (id.clone(), plain(said))).collect();
        let bare = preview(&self.judged.files, &Decisions { tables, ..decisions.clone() });
        let files = bare.files.into_iter().flat_map(|file| file.tables);
        files.into_iter().find(|table| table.id == self.table.id)
    }
}

/// What is asked of a table.
struct Asked<'t> {
    table: &'t TablePreview,
    by_row: HashMap<u32, &'t [Finding]>,
    of_ledger: Option<&'t BTreeMap<u32, Vec<Finding>>>,
}

impl<'t> Asked<'t> {
    fn of(table: &'t TablePreview, of_ledger: Option<&'t Comparison>) -> Self {
        let by_row = table.rows.iter().map(|row| (row.row, &row.problems[..])).collect();
        Self { table, by_row, of_ledger: of_ledger.and_then(|found| found.asked.get(&table.id)) }
    }

    /// Of a row, or of a field.
    fn found(&self, key: &str) -> Vec<&'t Finding> {
        if let Some(row) = key.strip_prefix("row:").and_then(row_of) {
            let own = self.by_row.get(&row).copied().into_iter().flatten();
            return own
                .chain(self.of_ledger.and_then(|asked| asked.get(&row)).into_iter().flatten())
                .collect();
        }
        let of_ledger = self.of_ledger.into_iter().flat_map(BTreeMap::values).flatten();
        self.table.findings().chain(of_ledger).filter(|one| one.field == key).collect()
    }
}

/// The verdicts there are for an issue that was found.
fn offered(found: &[&Finding], issue: Issue) -> Vec<Verdict> {
    let mine = found.iter().filter(|one| one.issue == issue);
    let mut offered: Vec<Verdict> = Vec::new();
    for verdict in mine.flat_map(|one| issue.verdicts(one.keeps)) {
        if !offered.contains(verdict) {
            offered.push(*verdict);
        }
    }
    offered
}

fn misplaced(
    (key, issue, verdict): (&str, Issue, Verdict),
    found: &[&Finding],
    offered: &[Verdict],
) -> Misplaced {
    let name = |verdict: Verdict| serde_json::json!(verdict).as_str().unwrap_or_default().to_owned();
    let key = format!("groups/{key}/{}", issue.as_str());
    if offered.is_empty() {
        let asked = found.iter().filter(|one| one.severity != Severity::Note);
        let issues: BTreeSet<&str> = asked.map(|one| one.issue.as_str()).collect();
        return Misplaced { key, possible: issues.into_iter().map(str::to_owned).collect() };
    }
    let told = offered.iter().map(|one| format!("{}（{}）", name(*one), issue.answer_ja(*one)));
    Misplaced { key: format!("{key}={}", name(verdict)), possible: told.collect() }
}

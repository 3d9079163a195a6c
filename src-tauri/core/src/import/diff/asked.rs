//! 問い: what only the ledger shows to be uncertain about a row, asked as the findings of the file are.
//!
//! The preview itself knows no ledger; what is asked here stands beside it, in the same groups and with the same
//! answers. A question nobody has answered yet is judged as it is proposed.

use std::collections::BTreeMap;

use crate::import::decisions::Decisions;
use crate::import::preview::TablePreview;
use crate::import::problem::{Finding, Issue, Place, Severity, Verdict};

/// Findings by table and row.
pub type Findings = BTreeMap<String, BTreeMap<u32, Vec<Finding>>>;

/// What was asked so far, and how it was answered.
pub struct Asked<'a> {
    decisions: &'a Decisions,
    findings: Findings,
}

impl<'a> Asked<'a> {
    pub fn new(decisions: &'a Decisions) -> Self {
        Self { decisions, findings: Findings::new() }
    }

    /// Asks about a row; answers what was decided. `raw` is what stands in the file, `value` what is proposed.
    pub fn ask(
        &mut self,
        at: (&TablePreview, u32),
        (field, issue): (&str, Issue),
        raw: &str,
        value: &str,
    ) -> Verdict {
        self.ask_of(at, (field, "", issue), raw, value)
    }

    /// The same of one value, under the name it has in the office.
    pub fn ask_of(
        &mut self,
        (table, row): (&TablePreview, u32),
        (field, heading, issue): (&str, &str, Issue),
        raw: &str,
        value: &str,
    ) -> Verdict {
        let verdict = self.decisions.verdict_in_row(&table.id, row, field, issue);
        let place = Place { sheet: table.sheet.as_deref(), row, heading, field };
        let finding = Finding::new(&place, issue, raw, value).decided(verdict, true);
        let verdict = finding.verdict;
        self.findings.entry(table.id.clone()).or_default().entry(row).or_default().push(finding);
        verdict
    }

    /// What was decided about a row, without asking.
    pub fn verdict(&self, (table, row): (&TablePreview, u32), (field, issue): (&str, Issue)) -> Verdict {
        self.decisions.verdict_in_row(&table.id, row, field, issue)
    }

    pub fn of_row(&self, table: &str, row: u32) -> &[Finding] {
        self.findings.get(table).and_then(|rows| rows.get(&row)).map_or(&[], Vec::as_slice)
    }

    pub fn into_findings(self) -> Findings {
        self.findings
    }

    /// How many of a severity are still to be answered.
    pub fn open(&self, severity: Severity) -> usize {
        open(&self.findings, severity)
    }
}

pub fn open(findings: &Findings, severity: Severity) -> usize {
    let all = findings.values().flat_map(BTreeMap::values).flatten();
    all.filter(|finding| finding.severity == severity && finding.is_open()).count()
}

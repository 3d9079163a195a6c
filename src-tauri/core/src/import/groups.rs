//! 直し方ごとの組: findings of one kind in one column, with the words of the file they are about, so that one
//! decision settles them all.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::diff::asked::Findings;
use super::preview::{Preview, RowPreview};
use super::problem::{Finding, Issue, Severity, Verdict};

/// How many different words of a group are told apart.
const WORDS: usize = 12;

/// Problems of one kind in one column: one decision for all of them.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Group {
    pub table: String,
    pub field: String,
    pub issue: Issue,
    pub severity: Severity,
    /// Open while one of them is.
    pub verdict: Verdict,
    /// Not all of them are decided alike.
    pub mixed: bool,
    /// The other tables of a matrix for which it is decided here too.
    pub siblings: Vec<String>,
    /// The decisions there are for it.
    pub verdicts: Vec<Verdict>,
    /// What it comes to where all proposals are accepted at once.
    pub agreed: Verdict,
    /// A value may be typed for each of its words.
    pub typed: bool,
    pub count: u32,
    /// The first of them that is still open, else the first, as it is told to the user.
    pub example: String,
    /// The words they are about, the most frequent first; only the first few where there are many.
    pub words: Vec<GroupWord>,
}

/// One word of the file, what it would become, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct GroupWord {
    pub word: String,
    pub value: String,
    pub count: u32,
}

/// A word longer than this is not sent to be typed over.
const LONGEST: usize = 2_000;

type Key = (Severity, String, String, Issue);
/// What stands in cells and what would be stored of it, with how often.
type Words = BTreeMap<(String, String), u32>;

impl Group {
    /// Still to be decided before anything is written.
    pub fn is_open(&self) -> bool {
        self.verdict == Verdict::Open && self.severity != Severity::Note
    }
}

impl Preview {
    /// The findings grouped by repair, the gravest first.
    pub fn groups(&self) -> Vec<Group> {
        self.groups_with(&Findings::new())
    }

    /// The same with what the ledger asks about the rows.
    pub fn groups_with(&self, asked: &Findings) -> Vec<Group> {
        let mut groups: BTreeMap<Key, (Group, Words)> = BTreeMap::new();
        for table in self.tables() {
            let of_rows =
                table.rows.iter().flat_map(|row| row.problems.iter().map(move |one| (one, Some(row))));
            let asked = asked.get(&table.id).into_iter().flat_map(BTreeMap::values).flatten();
            let of_none = table.problems.iter().chain(asked).map(|one| (one, None));
            for (finding, row) in of_none.chain(of_rows) {
                // What a mark means is asked once for all sessions of a matrix.
                let family = table.family.as_ref().filter(|_| finding.issue.is_of_marks());
                let of = family.unwrap_or(&table.id).clone();
                let key = (finding.severity, of, finding.field.clone(), finding.issue);
                let (group, words) =
                    groups.entry(key).or_insert_with(|| (begun(&table.id, finding), BTreeMap::new()));
                group.count += 1;
                group.mixed |= finding.verdict != group.verdict;
                if table.id != group.table && group.siblings.last() != Some(&table.id) {
                    group.siblings.push(table.id.clone());
                }
                if finding.verdict == Verdict::Open && group.verdict != Verdict::Open {
                    // One row answered by itself does not answer for the others.
                    (group.verdict, group.example) = (Verdict::Open, finding.text.clone());
                }
                if finding.keeps && group.verdicts.len() < finding.issue.verdicts(true).len() {
                    group.verdicts = finding.issue.verdicts(true).to_vec();
                }
                if let Some(word) = word(row, finding)
                    && (words.len() < WORDS * 4 || words.contains_key(&word))
                {
                    *words.entry(word).or_default() += 1;
                }
            }
        }
        groups.into_values().map(|(group, words)| Group { words: ranked(words), ..group }).collect()
    }
}

fn begun(table: &str, finding: &Finding) -> Group {
    Group {
        table: table.to_owned(),
        field: finding.field.clone(),
        issue: finding.issue,
        severity: finding.severity,
        verdict: finding.verdict,
        mixed: false,
        siblings: Vec::new(),
        verdicts: finding.issue.verdicts(finding.keeps).to_vec(),
        agreed: finding.issue.agreed(),
        typed: finding.issue.takes_a_value(),
        count: 0,
        example: finding.text.clone(),
        words: Vec::new(),
    }
}

/// What stands in the cell, and what would be stored of it.
fn word(row: Option<&RowPreview>, finding: &Finding) -> Option<(String, String)> {
    let field = finding.field.as_str();
    let value = row.and_then(|row| row.values.get(field).or(row.extra.get(field).map(String::as_str)));
    let value = value.unwrap_or_default().to_owned();
    if !finding.word.is_empty() {
        return (finding.word.len() <= LONGEST).then(|| (finding.word.clone(), value));
    }
    let raw = row?.raw.get(field)?.trim();
    (!raw.is_empty()).then(|| (raw.chars().take(40).collect(), value))
}

fn ranked(words: Words) -> Vec<GroupWord> {
    let mut words: Vec<GroupWord> =
        words.into_iter().map(|((word, value), count)| GroupWord { word, value, count }).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.count));
    words.truncate(WORDS);
    words
}

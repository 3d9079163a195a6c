//! 取込報告書: what came in, what was decided by whom, what was left out. The proof that nothing was lost.
//!
//! Made from what the commit kept as evidence, not from the file read again: it says what happened then.
//! [`paper`] is the PDF, [`book`] the workbook with every single row.

mod book;
mod choices;
mod paper;
mod store;

pub(super) use store::files_read;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::batches::{self, BatchInfo};
use super::diff::Standing;
use super::problem::{Issue, Severity, Verdict};
use super::rows::RowClass;
use crate::audit::{self, Action, Event, Head};
use crate::db::files::write_atomically;
use crate::error::Result;
use crate::ledgers::Ledgers;
use crate::registers::register;
use crate::users::{Permission, Session};
use crate::vocab::RegisterId;
use crate::watch::Watch;
use choices::ChoiceLine;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum ReportFormat {
    Pdf,
    Xlsx,
}

impl ReportFormat {
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
        }
    }
}

/// Under the heading with this behind it a record keeps what its field could not hold.
const ORIGINAL: &str = "（原文）";

/// One file of the batch.
struct FileLine {
    id: i64,
    name: String,
    sha256: String,
    size: i64,
}

/// Field, what was found, how it was decided.
type Found = (String, Issue, Verdict);

/// What differed between ledger and file, and whether both had changed it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Differed {
    #[serde(rename = "diff")]
    label: String,
    ledger: String,
    file: String,
    conflict: bool,
    /// The file left blank what must not be blank.
    #[serde(default)]
    required: bool,
    /// Not said by imports of before.
    #[serde(default)]
    taken: Option<bool>,
}

/// What a row was in the end: how it stood to the ledger, or what kind of row it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Record(Standing),
    Other(RowClass),
}

impl Outcome {
    fn label_ja(self) -> &'static str {
        match self {
            Self::Record(standing) => standing.label_ja(),
            Self::Other(class) => class.label_ja(),
        }
    }
}

/// One used row of a table.
struct RowLine {
    file: i64,
    table: i64,
    sheet: String,
    row: u32,
    register: Option<RegisterId>,
    record: Option<i64>,
    /// Further records of the same row, where one was written, with their numbers.
    more: Vec<(Option<i64>, String)>,
    class: RowClass,
    /// How the row stood to the ledger; a new record where nothing is said.
    standing: Option<Standing>,
    diffs: Vec<Differed>,
    /// Why nothing of the file could be taken.
    fixed: String,
    findings: Vec<Found>,
    /// Texts as they stood in the file, where the record has them otherwise.
    cells: BTreeMap<String, String>,
    number: String,
}

impl RowLine {
    /// Data of a table that was left out became no record.
    fn outcome(&self) -> Outcome {
        match (self.class, self.standing) {
            (RowClass::Data, Some(standing)) => Outcome::Record(standing),
            (RowClass::Data, None) if self.record.is_some() => Outcome::Record(Standing::New),
            (RowClass::Data, None) => Outcome::Other(RowClass::Excluded),
            (class, _) => Outcome::Other(class),
        }
    }

    /// The records it became, with their numbers.
    fn records(&self) -> impl Iterator<Item = (i64, &str)> {
        let first = self.record.map(|id| (id, self.number.as_str()));
        first.into_iter().chain(self.more.iter().filter_map(|(id, number)| Some(((*id)?, number.as_str()))))
    }

    /// USB-001、USB-002 where one row became two.
    fn numbers(&self) -> String {
        let more = self.more.iter().map(|(_, number)| number.as_str());
        std::iter::once(self.number.as_str()).chain(more).collect::<Vec<_>>().join("、")
    }

    /// What was kept with the record as the original is said once, as the cell it is of.
    fn text(&self) -> String {
        let again = |heading: &str, text: &String| {
            let of = heading.strip_suffix(ORIGINAL);
            of.and_then(|of| self.cells.get(of)).is_some_and(|cell| cell.trim() == text)
        };
        let cells = self.cells.iter().filter(|(heading, text)| !again(heading, text));
        let cells = cells.map(|(heading, text)| match heading.as_str() {
            "" => text.clone(),
            heading => format!("{heading}：{text}"),
        });
        cells.collect::<Vec<_>>().join("　")
    }

    /// What of it did not become part of a record, and is no blank line or heading of the form. Rows of the other table of a list became
    /// part of a record there.
    fn is_left_out(&self) -> bool {
        use RowClass::{Blank, Elsewhere, Header};
        !matches!(self.outcome(), Outcome::Record(_) | Outcome::Other(Header | Blank | Elsewhere))
    }
}

/// Where a table stands and what became of its rows.
struct TableLine {
    file: i64,
    sheet: String,
    counts: BTreeMap<Outcome, u32>,
    rows: u32,
    /// Records may be fewer than rows: a training is one record with many attendees.
    records: BTreeSet<(RegisterId, i64)>,
}

/// One kind of finding in one column of a table, with its decision.
struct DecisionLine {
    file: i64,
    sheet: String,
    field: String,
    issue: Issue,
    verdict: Verdict,
    count: u32,
    first_row: u32,
}

struct Report {
    batch: BatchInfo,
    organisation: String,
    head: Head,
    at: DateTime<FixedOffset>,
    by: String,
    files: Vec<FileLine>,
    rows: Vec<RowLine>,
    /// Files that were chosen and did not come in.
    left_files: Vec<store::LeftFile>,
    undone: Option<store::Undone>,
    /// What was said of tables, columns, words, colours and names.
    choices: Vec<ChoiceLine>,
}

/// Writes the report of one import.
pub fn write(
    ledgers: &mut Ledgers,
    session: &Session,
    batch: i64,
    format: ReportFormat,
    path: &Path,
) -> Result<()> {
    write_watched(ledgers, session, (batch, format), path, &Watch::default())
}

/// The same, with a way to stop it: then no file is left and no entry.
pub fn write_watched(
    ledgers: &mut Ledgers,
    session: &Session,
    (batch, format): (i64, ReportFormat),
    path: &Path,
    watch: &Watch<'_>,
) -> Result<()> {
    let info = batches::get(ledgers, session, batch)?;
    let organisation = ledgers.organisation().to_owned();
    ledgers.change(session, Permission::Export, |change| {
        // Each row is read, then written.
        watch.expect(2 * store::count(&change.tx, batch)?);
        let report = Report {
            batch: info,
            organisation,
            head: audit::store::head(&change.tx)?,
            at: change.at(),
            by: session.name().to_owned(),
            files: store::files(&change.tx, batch)?,
            rows: store::rows(&change.tx, batch, watch)?,
            left_files: store::left_files(&change.tx, batch)?,
            undone: store::undone(&change.tx, batch)?,
            choices: store::choices(&change.tx, batch)?,
        };
        let bytes = match format {
            ReportFormat::Pdf => paper::pdf(&report, watch)?,
            ReportFormat::Xlsx => book::xlsx(&report, watch)?,
        };
        write_atomically(path, &bytes)?;
        let sha256 = hex::encode(Sha256::digest(&bytes));
        let detail = json!({
            "what": "import_report", "batch": batch, "format": format, "rows": report.rows.len(),
            "sha256": sha256, "file": path.file_name().map(|name| name.to_string_lossy()),
        });
        Ok(((), Event::new(Action::Exported).detail(detail)))
    })
}

/// 取込報告書_取込12.pdf
pub fn file_name(batch: i64, format: ReportFormat) -> String {
    format!("取込報告書_取込{batch}.{}", format.ending())
}

impl Report {
    fn file(&self, id: i64) -> &str {
        self.files.iter().find(|file| file.id == id).map_or("", |file| file.name.as_str())
    }

    fn tables(&self) -> Vec<TableLine> {
        let mut tables: BTreeMap<(i64, i64), TableLine> = BTreeMap::new();
        for row in &self.rows {
            let table = tables.entry((row.file, row.table)).or_insert_with(|| TableLine {
                file: row.file,
                sheet: row.sheet.clone(),
                counts: BTreeMap::new(),
                rows: 0,
                records: BTreeSet::new(),
            });
            table.rows += 1;
            *table.counts.entry(row.outcome()).or_default() += 1;
            let register = row.register;
            table.records.extend(row.records().filter_map(|(id, _)| Some((register?, id))));
        }
        tables.into_values().collect()
    }

    /// Every finding, grouped as it was decided.
    fn decisions(&self) -> Vec<DecisionLine> {
        let mut groups: BTreeMap<(i64, i64, String, Issue, &str), DecisionLine> = BTreeMap::new();
        // Nobody decided anything about rows that were left out.
        for row in self.rows.iter().filter(|row| matches!(row.outcome(), Outcome::Record(_))) {
            for (field, issue, verdict) in &row.findings {
                let label = row.register.map_or_else(|| field.clone(), |id| field_label(id, field));
                let key = (row.file, row.table, label.clone(), *issue, verdict.label_ja());
                let group = groups.entry(key).or_insert_with(|| DecisionLine {
                    file: row.file,
                    sheet: row.sheet.clone(),
                    field: label,
                    issue: *issue,
                    verdict: *verdict,
                    count: 0,
                    first_row: row.row,
                });
                group.count += 1;
            }
        }
        groups.into_values().collect()
    }

    /// Rows that said something else than the ledger held.
    fn changed(&self) -> impl Iterator<Item = &RowLine> {
        self.rows.iter().filter(|row| !row.diffs.is_empty())
    }

    fn left_out(&self) -> impl Iterator<Item = &RowLine> {
        self.rows.iter().filter(|row| row.is_left_out())
    }
}

impl Differed {
    /// 保管場所：金庫 → 書庫
    fn line(&self) -> String {
        let text = |text: &str| if text.is_empty() { "（空欄）".to_owned() } else { text.to_owned() };
        format!("{}：{} → {}", self.label, text(&self.ledger), text(&self.file))
    }
}

impl DecisionLine {
    fn is_note(&self) -> bool {
        self.issue.severity() == Severity::Note
    }
}

impl TableLine {
    /// 69行 ＝ 新規 60 ＋ 見出し 1 ＋ …
    fn reconciliation(&self) -> String {
        let parts = self.counts.iter().map(|(class, count)| format!("{} {count}", class.label_ja()));
        format!("{}行 ＝ {}", self.rows, parts.collect::<Vec<_>>().join(" ＋ "))
    }

    fn went_into(&self) -> String {
        let mut names: Vec<&str> = self.records.iter().map(|(id, _)| register(*id).label.ja).collect();
        names.dedup();
        if names.is_empty() {
            return "取り込まない".to_owned();
        }
        format!("{}　{}件", names.join("、"), self.records.len())
    }
}

/// What became of a difference: taken from the file, or left as the ledger had it.
fn result_of(row: &RowLine, diff: &Differed) -> String {
    // An import of before says only how the row stood.
    let stood = row.standing == Some(Standing::Changed) || !diff.conflict && row.record.is_some();
    let taken = diff.taken.unwrap_or(stood);
    let result = match (row.standing, taken, diff.conflict) {
        (Some(Standing::Voided), ..) => "取消済みのため変えない",
        _ if diff.required => "空欄にできない項目のため台帳のまま",
        (_, true, true) => "ファイルのとおりに訂正（両方で変更）",
        (_, true, false) => "ファイルのとおりに訂正",
        (_, false, true) => "台帳のまま（両方で変更）",
        (_, false, false) => "台帳のまま",
    };
    if row.fixed.is_empty() { result.to_owned() } else { format!("{result}。{}", row.fixed) }
}

/// A field's name; of a part's field too. Columns no field took are known by their heading.
fn field_label(id: RegisterId, key: &str) -> String {
    let label = register(id).anywhere(key).map_or(key, |field| field.label.ja);
    if label.is_empty() { "行全体".to_owned() } else { label.to_owned() }
}

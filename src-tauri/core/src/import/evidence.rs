//! 原本の保存: the files as they were and every row as it stood, with digests for the log.

use std::collections::{BTreeMap, HashMap};

use rusqlite::params;
use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::ahead::ahead;
use super::batches;
use super::diff::{Standing, merge::FieldDiff};
use super::file::ReadFile;
use super::judged::Judged;
use super::kept_rows::{Keeper, KeptTable};
use super::left::{self, LeftFile};
use super::preview::{COMMENT, FilePreview, NotData, Preview, RowPreview, TablePreview};
use super::problem::{Finding, Verdict};
use crate::audit::verify::hash_row;
use crate::error::{Error, Result};
use crate::ledgers::Change;
use crate::vocab::RegisterId;

/// What each row became, by its table.
pub type Taken<'a> = HashMap<&'a str, TakenRows>;

/// What the rows of one table became. Of a big one each row is looked up twice, and the table but once.
pub type TakenRows = foldhash::HashMap<u32, Became>;

/// What a row became: a record, a correction of one, or nothing new.
#[derive(Debug, Clone)]
pub struct Became {
    pub register: RegisterId,
    /// None where nothing was written.
    pub record: Option<i64>,
    pub standing: Standing,
    /// Most rows are new, and nothing more is to be said of them.
    said: Option<Box<Said>>,
}

/// What is to be said of a row beside its record.
#[derive(Debug, Clone)]
pub struct Said {
    /// Of the record it was found to be.
    pub number: String,
    pub diffs: Vec<FieldDiff>,
    /// Why nothing of the file could be taken; empty where it could.
    pub fixed: String,
    /// What the ledger asked about it, and how that was answered.
    pub asked: Vec<Finding>,
    /// Further records that became of the same row.
    pub more: Vec<Became>,
}

static NOTHING: Said = Said {
    number: String::new(),
    diffs: Vec::new(),
    fixed: String::new(),
    asked: Vec::new(),
    more: Vec::new(),
};

impl Became {
    pub fn of(register: RegisterId, record: Option<i64>, standing: Standing) -> Self {
        Self { register, record, standing, said: None }
    }

    pub fn said(&self) -> &Said {
        self.said.as_deref().unwrap_or(&NOTHING)
    }

    pub fn say(&mut self) -> &mut Said {
        self.said.get_or_insert_with(|| Box::new(NOTHING.clone()))
    }

    /// A further record of the same row. The row stands as the one that was written, where one was.
    pub fn and(&mut self, mut other: Self) {
        if self.record.is_none() && other.record.is_some() {
            std::mem::swap(self, &mut other);
            if let Some(said) = &mut other.said {
                self.say().more = std::mem::take(&mut said.more);
            }
        }
        self.say().more.push(other);
    }
}

/// Keeps the files of a batch; answers what the log says of each.
pub fn keep(
    change: &Change<'_>,
    batch: i64,
    files: &[ReadFile],
    preview: &Preview,
    taken: &Taken<'_>,
) -> Result<Vec<Json>> {
    let mut kept = Vec::new();
    for (file, preview) in files.iter().zip(&preview.files).filter(|(_, preview)| !preview.out) {
        change.tx.execute(
            "insert into import_file (batch_id, name, sha256, body) values (?1, ?2, ?3, ?4)",
            params![batch, file.file, file.sha256, &file.bytes[..]],
        )?;
        let id = change.tx.last_insert_rowid();
        let rows = keep_rows(change, (batch, id), preview, taken)?;
        kept.push(json!({
            "id": id, "name": file.file, "sha256": file.sha256, "rows_sha256": rows,
            "tables": preview.tables.iter().map(mapping).collect::<Vec<_>>(),
        }));
    }
    Ok(kept)
}

/// The files that were chosen and do not come in, and why, for the log.
pub fn left_out(change: &Change<'_>, batch: i64, judged: &Judged) -> Result<Vec<Json>> {
    let known = judged
        .files
        .iter()
        .map(|file| Ok(batches::known(&change.tx, &file.sha256)?.filter(|known| known.batch != batch)));
    let left = left::in_log(judged, &known.collect::<Result<Vec<_>>>()?);
    let told = |left: LeftFile| match &left.sha256 {
        Some(sha256) => json!({ "name": left.file, "sha256": sha256, "why": left.why_ja() }),
        None => json!({ "name": left.file, "why": left.why_ja() }),
    };
    Ok(left.into_iter().map(told).collect())
}

/// How a table was read, for the log: which ledger, and where each column went and why.
fn mapping(table: &TablePreview) -> Json {
    // What stands over a table no ledger knows may be its first row: names and numbers are no matter for the log.
    let columns = table.columns.iter().filter(|_| !table.unmapped).map(|column| {
        json!({
            "heading": column.heading, "field": column.field, "excluded": column.excluded, "reason": column.reason,
            "col": column.col,
        })
    });
    json!({
        "id": table.id, "sheet": table.sheet, "register": table.register, "part": table.part, "header_row": table.header_row,
        "period": table.period,
        "excluded": table.excluded, "unmapped": table.unmapped, "columns": columns.collect::<Vec<_>>(),
        "found": table.problems.iter().map(|finding| json!({ "code": finding.issue, "verdict": finding.verdict }))
            .collect::<Vec<_>>(),
    })
}

/// Rows in the order of their key, hashed as [`crate::audit::verify`] will read them back.
fn keep_rows(
    change: &Change<'_>,
    (batch, file): (i64, i64),
    preview: &FilePreview,
    taken: &Taken<'_>,
) -> Result<String> {
    let mut hasher = Sha256::new();
    for (number, table) in (0_i64..).zip(&preview.tables) {
        let taken = taken.get(table.id.as_str());
        let became = |row| taken.and_then(|rows| rows.get(&row));
        let columns = by_heading(table);
        let texts = |used: Used<'_>| {
            let row = used.row();
            let (cells, problems) = used.texts(&columns, became(row))?;
            hash_row(&mut hasher, number, row.into(), &cells, &problems);
            Ok((row, cells, problems))
        };
        let kept = KeptTable { batch, file, table: number, sheet: table.sheet.as_deref() };
        let mut keeper = Keeper::of(&change.tx, kept)?;
        ahead(used_rows(table).map(texts), |(row, cells, problems)| {
            let record = became(*row).and_then(|became| Some((became.register, became.record?)));
            keeper.keep(*row, record, cells, problems)
        })?;
        keeper.end()?;
    }
    Ok(hex::encode(hasher.finalize()))
}

/// Every used row of a table in its order.
fn used_rows(table: &TablePreview) -> impl Iterator<Item = Used<'_>> + Send {
    let data = table.rows.iter().map(Used::Data);
    let mut used: Vec<Used<'_>> = data.chain(table.not_data.iter().map(Used::Other)).collect();
    used.sort_by_key(Used::row);
    used.into_iter()
}

enum Used<'a> {
    Data(&'a RowPreview),
    Other(&'a NotData),
}

impl Used<'_> {
    fn row(&self) -> u32 {
        match self {
            Self::Data(row) => row.row,
            Self::Other(row) => row.row,
        }
    }

    /// Data with its cells, the others with what stands there; and what was found.
    fn texts(&self, columns: &Columns<'_>, became: Option<&Became>) -> Result<(String, String)> {
        Ok(match self {
            Self::Data(row) => (text(&cells(columns, row))?, text(&problems(&row.problems, became))?),
            Self::Other(row) => {
                let class = BTreeMap::from([("class", row.class.as_str())]);
                (text(&BTreeMap::from([("", &row.text)]))?, text(&[class])?)
            }
        })
    }
}

/// Headings and fields of the columns that fields take.
type Columns<'a> = Vec<(&'a str, &'a str)>;

fn by_heading(table: &TablePreview) -> Columns<'_> {
    let columns = table.columns.iter();
    let mut columns: Columns<'_> =
        columns.filter_map(|column| Some((column.heading.as_str(), column.field.as_deref()?))).collect();
    columns.sort_by_key(|(heading, _)| *heading);
    columns
}

/// The row's cells under their headings, as they are written down: in the order of those, the last of one name.
struct Cells<'a>(Vec<(&'a str, &'a str)>);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// Columns left out as sensitive stay in the file only.
fn cells<'a>(columns: &Columns<'a>, row: &'a RowPreview) -> Cells<'a> {
    let mut cells = Vec::with_capacity(columns.len() + row.extra.len() + 1);
    cells.extend(columns.iter().filter_map(|(heading, field)| Some((*heading, row.raw.get(field)?))));
    cells.extend(row.extra.iter().map(|(heading, text)| (heading.as_str(), text.as_str())));
    // A column of that name has the first right to it.
    let name = if row.extra.contains_key(COMMENT) { "コメント（セル）" } else { COMMENT };
    cells.extend(row.comment.iter().map(|text| (name, text.as_str())));
    // Mostly they are in their order already.
    cells.sort_by_key(|(heading, _)| *heading);
    cells.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            *earlier = *later;
        }
        same
    });
    Cells(cells)
}

/// What was found in a row and how it was decided; how the row stood to the ledger; what differed.
#[derive(Serialize)]
#[serde(untagged)]
enum Decided<'a> {
    Finding {
        field: &'a str,
        code: &'static str,
        verdict: Verdict,
    },
    Standing {
        standing: Standing,
        number: &'a str,
        fixed: &'a str,
    },
    Diff {
        diff: &'a str,
        ledger: &'a str,
        file: &'a str,
        conflict: bool,
        required: bool,
        taken: bool,
    },
    /// A further record of the same row.
    Also {
        /// None where nothing was written.
        also: Option<i64>,
        of: Standing,
        number: &'a str,
        fixed: &'a str,
    },
}

fn problems<'a>(findings: &'a [Finding], became: Option<&'a Became>) -> Vec<Decided<'a>> {
    let mut decided = Vec::with_capacity(findings.len());
    // A new record is what its row is; only the others need a word.
    if let Some(became) = became.filter(|became| became.standing != Standing::New) {
        let Said { number, fixed, .. } = became.said();
        decided.push(Decided::Standing { standing: became.standing, number, fixed });
    }
    for became in became.into_iter().flat_map(|became| std::iter::once(became).chain(&became.said().more)) {
        decided.extend(became.said().diffs.iter().map(|diff| Decided::Diff {
            diff: &diff.label,
            ledger: &diff.ledger,
            file: &diff.file,
            conflict: diff.conflict,
            required: diff.required,
            taken: diff.taken,
        }));
    }
    let more = became.into_iter().flat_map(|became| &became.said().more);
    decided.extend(more.map(|became| {
        let Said { number, fixed, .. } = became.said();
        Decided::Also { also: became.record, of: became.standing, number, fixed }
    }));
    let asked = became.into_iter().flat_map(|became| &became.said().asked);
    for finding in findings.iter().chain(asked) {
        let (code, verdict) = (finding.issue.as_str(), finding.verdict);
        decided.push(Decided::Finding { field: &finding.field, code, verdict });
    }
    decided
}

fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Corrupt(error.to_string()))
}

//! What the report takes from the tables: the files of a batch, its rows, the numbers of its records, and what the log says
//! beside: files that did not come in, and how the import was undone.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;

use super::choices::{self, ChoiceLine, FileRead};
use super::{Differed, FileLine, Found, RowLine};
use crate::error::{Error, Result};
use crate::import::decisions::Decisions;
use crate::import::diff::Standing;
use crate::import::kept_rows::{self, KeptRow, Packet};
use crate::import::rows::RowClass;
use crate::records::{image, store};
use crate::vocab::RegisterId;
use crate::watch::Watch;

pub fn files(db: &Connection, batch: i64) -> Result<Vec<FileLine>> {
    let mut statement =
        db.prepare("select id, name, sha256, length(body) from import_file where batch_id = ?1 order by id")?;
    let files = statement.query_map([batch], |row| {
        Ok(FileLine { id: row.get(0)?, name: row.get(1)?, sha256: row.get(2)?, size: row.get(3)? })
    })?;
    Ok(files.collect::<rusqlite::Result<_>>()?)
}

pub fn count(db: &Connection, batch: i64) -> Result<u64> {
    kept_rows::count(db, Some(batch))
}

pub fn rows(db: &Connection, batch: i64, watch: &Watch<'_>) -> Result<Vec<RowLine>> {
    let mut rows = Vec::new();
    kept_rows::walk(db, include_str!("../sql/report_rows.sql"), [batch], |packet| {
        for row in &packet.rows {
            watch.row()?;
            rows.push(line(&packet, row)?);
        }
        Ok(())
    })?;
    name_records(db, batch, &mut rows, watch)?;
    Ok(rows)
}

fn line(packet: &Packet, row: &KeptRow) -> Result<RowLine> {
    let kept = kept(row.problems())?;
    Ok(RowLine {
        file: packet.file,
        table: packet.table,
        sheet: packet.sheet.clone().unwrap_or_else(|| "CSV".to_owned()),
        row: row.row,
        register: row.register.as_deref().and_then(|name| name.parse().ok()),
        record: row.record,
        more: kept.more,
        class: kept.class.unwrap_or(RowClass::Data),
        standing: kept.standing,
        diffs: kept.diffs,
        fixed: kept.fixed,
        findings: kept.findings,
        cells: serde_json::from_str(row.cells()).map_err(broken)?,
        number: kept.number,
    })
}

/// What was said of the tables of a batch: its entry says how they were read, the batch itself what was decided.
pub fn choices(db: &Connection, batch: i64) -> Result<Vec<ChoiceLine>> {
    let decisions: String =
        db.query_row("select decisions from import_batch where id = ?1", [batch], |row| row.get(0))?;
    let decisions: Decisions = serde_json::from_str(&decisions).map_err(broken)?;
    let files = files_read(db, batch)?;
    let ids: BTreeSet<i64> =
        decisions.tables.values().flat_map(|table| table.people.values().copied()).collect();
    let named = |id: i64| Ok((id, store::get(db, RegisterId::Staff, id)?.title()));
    let people = ids.into_iter().filter(|id| *id > 0).map(named).collect::<Result<_>>()?;
    Ok(choices::of(&files, &decisions, &people))
}

/// The files of a batch as its entry describes them.
pub fn files_read(db: &Connection, batch: i64) -> Result<Vec<FileRead>> {
    let mut statement = db.prepare_cached(include_str!("../sql/files_read.sql"))?;
    let files: Option<String> = statement.query_row([batch], |row| row.get(0)).optional()?;
    files.map_or_else(|| Ok(Vec::new()), |files| serde_json::from_str(&files).map_err(broken))
}

fn broken(error: serde_json::Error) -> Error {
    Error::Corrupt(format!("import_rows: {error}"))
}

/// What is kept with a row: what it is, how it stood to the ledger, what was found in it.
#[derive(Default)]
struct Kept {
    class: Option<RowClass>,
    standing: Option<Standing>,
    number: String,
    fixed: String,
    more: Vec<(Option<i64>, String)>,
    diffs: Vec<Differed>,
    findings: Vec<Found>,
}

fn kept(problems: &str) -> Result<Kept> {
    let problems: Vec<serde_json::Value> = serde_json::from_str(problems).map_err(broken)?;
    let mut kept = Kept::default();
    for problem in problems {
        let text = |key: &str| problem.get(key).and_then(|text| text.as_str()).unwrap_or_default();
        if problem.get("class").is_some() {
            kept.class = Some(word(text("class"))?);
        } else if problem.get("standing").is_some() {
            kept.standing = Some(word(text("standing"))?);
            kept.number = text("number").to_owned();
            kept.fixed = text("fixed").to_owned();
        } else if let Some(also) = problem.get("also") {
            kept.more.push((also.as_i64(), text("number").to_owned()));
        } else if problem.get("diff").is_some() {
            kept.diffs.push(serde_json::from_value(problem).map_err(broken)?);
        } else {
            kept.findings.push((text("field").to_owned(), word(text("code"))?, word(text("verdict"))?));
        }
    }
    Ok(kept)
}

fn word<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_value(text.into()).map_err(broken)
}

/// The numbers of the records the rows became, as the batch left them: what was renamed since is told as it was.
fn name_records(db: &Connection, batch: i64, rows: &mut [RowLine], watch: &Watch<'_>) -> Result<()> {
    let mut numbers: HashMap<(RegisterId, i64), String> = HashMap::new();
    let mut written = db.prepare(include_str!("../sql/numbers_then.sql"))?;
    let mut found = written.query([batch])?;
    while let Some(row) = found.next()? {
        watch.stop()?;
        let (register, id, text): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let register: Option<RegisterId> = register.parse().ok();
        let image = serde_json::from_str(&text).map_err(broken)?;
        if let Some((register, record)) = register.and_then(|id| Some((id, image::read(id, &image)?))) {
            numbers.insert((register, id), record.number());
        }
    }
    for row in rows {
        let register = row.register;
        let named = |id: i64| numbers.get(&(register?, id)).cloned();
        if let Some(number) = row.record.and_then(named) {
            row.number = number;
        }
        for (id, number) in &mut row.more {
            if let Some(named) = id.and_then(named) {
                *number = named;
            }
        }
    }
    Ok(())
}

/// A file beside those that came in, and why it did not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LeftFile {
    pub name: String,
    /// None where it could not be read.
    pub sha256: Option<String>,
    pub why: String,
}

/// 取消し: by whom, why, and what stayed.
pub struct Undone {
    pub by: String,
    pub reason: String,
    pub kept: Vec<String>,
}

#[derive(Deserialize)]
struct UndoneDetail {
    #[serde(default)]
    kept: Vec<String>,
    /// Not said by undoings of before.
    #[serde(default)]
    why: Vec<KeptRecord>,
}

#[derive(Deserialize)]
struct KeptRecord {
    number: String,
    by: Vec<String>,
}

/// Imports of before say nothing of them.
pub fn left_files(db: &Connection, batch: i64) -> Result<Vec<LeftFile>> {
    let said: Option<Option<String>> =
        db.query_row(include_str!("../sql/files_left.sql"), [batch], |row| row.get(0)).optional()?;
    said.flatten().map_or_else(|| Ok(Vec::new()), |said| serde_json::from_str(&said).map_err(broken))
}

pub fn undone(db: &Connection, batch: i64) -> Result<Option<Undone>> {
    let found = db.query_row(include_str!("../sql/undone.sql"), [batch], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, String>(2)?))
    });
    let Some((by, reason, detail)) = found.optional()? else { return Ok(None) };
    let detail: UndoneDetail = serde_json::from_str(&detail).map_err(broken)?;
    let kept = if detail.why.is_empty() {
        detail.kept
    } else {
        detail.why.iter().map(|one| format!("{}（{}）", one.number, one.by.join("、"))).collect()
    };
    Ok(Some(Undone { by, reason: reason.unwrap_or_default(), kept }))
}

//! What the report takes from the tables: the files of a batch, its rows, and the numbers of its records.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::{Differed, FileLine, Found, RowLine};
use crate::error::{Error, Result};
use crate::import::diff::Standing;
use crate::import::rows::RowClass;
use crate::records::store;
use crate::vocab::RegisterId;

pub fn files(db: &Connection, batch: i64) -> Result<Vec<FileLine>> {
    let mut statement =
        db.prepare("select id, name, sha256, length(body) from import_file where batch_id = ?1 order by id")?;
    let files = statement.query_map([batch], |row| {
        Ok(FileLine { id: row.get(0)?, name: row.get(1)?, sha256: row.get(2)?, size: row.get(3)? })
    })?;
    Ok(files.collect::<rusqlite::Result<_>>()?)
}

pub fn rows(db: &Connection, batch: i64) -> Result<Vec<RowLine>> {
    let mut statement = db.prepare(include_str!("../sql/report_rows.sql"))?;
    let mut found = statement.query([batch])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let (cells, problems): (String, String) = (row.get(6)?, row.get(7)?);
        let kept = kept(&problems)?;
        let register: Option<String> = row.get(4)?;
        rows.push(RowLine {
            file: row.get(0)?,
            table: row.get(1)?,
            sheet: row.get::<_, Option<String>>(2)?.unwrap_or_else(|| "CSV".to_owned()),
            row: row.get(3)?,
            register: register.and_then(|name| name.parse().ok()),
            record: row.get(5)?,
            class: kept.class.unwrap_or(RowClass::Data),
            standing: kept.standing,
            diffs: kept.diffs,
            findings: kept.findings,
            cells: serde_json::from_str(&cells).map_err(broken)?,
            number: kept.number,
        });
    }
    name_records(db, &mut rows)?;
    Ok(rows)
}

fn broken(error: serde_json::Error) -> Error {
    Error::Corrupt(format!("import_row: {error}"))
}

/// What is kept with a row: what it is, how it stood to the ledger, what was found in it.
#[derive(Default)]
struct Kept {
    class: Option<RowClass>,
    standing: Option<Standing>,
    number: String,
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

/// The numbers of the records the rows became, each ledger walked once.
fn name_records(db: &Connection, rows: &mut [RowLine]) -> Result<()> {
    let registers: BTreeSet<RegisterId> = rows.iter().filter_map(|row| row.register).collect();
    let mut numbers: HashMap<(RegisterId, i64), String> = HashMap::new();
    for register in registers {
        store::walk(db, register, |record| {
            numbers.insert((register, record.id), record.number());
            Ok(())
        })?;
    }
    for row in rows {
        if let Some(number) = row.register.zip(row.record).and_then(|key| numbers.get(&key)) {
            row.number.clone_from(number);
        }
    }
    Ok(())
}

//! What the report takes from the tables: the files of a batch, its rows, and the numbers of its records.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;

use super::{FileLine, Found, RowLine};
use crate::error::{Error, Result};
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
        let (class, findings) = findings(&problems)?;
        let register: Option<String> = row.get(4)?;
        rows.push(RowLine {
            file: row.get(0)?,
            table: row.get(1)?,
            sheet: row.get::<_, Option<String>>(2)?.unwrap_or_else(|| "CSV".to_owned()),
            row: row.get(3)?,
            register: register.and_then(|name| name.parse().ok()),
            record: row.get(5)?,
            class,
            findings,
            cells: serde_json::from_str(&cells).map_err(broken)?,
            number: String::new(),
        });
    }
    name_records(db, &mut rows)?;
    Ok(rows)
}

fn broken(error: serde_json::Error) -> Error {
    Error::Corrupt(format!("import_row: {error}"))
}

/// What a row is, or what was found in it and how that was decided.
fn findings(problems: &str) -> Result<(RowClass, Vec<Found>)> {
    let problems: Vec<BTreeMap<String, String>> = serde_json::from_str(problems).map_err(broken)?;
    let mut findings = Vec::new();
    for problem in &problems {
        if let Some(class) = problem.get("class") {
            return Ok((word(class)?, Vec::new()));
        }
        let text = |key: &str| problem.get(key).map(String::as_str).unwrap_or_default();
        findings.push((text("field").to_owned(), word(text("code"))?, word(text("verdict"))?));
    }
    Ok((RowClass::Data, findings))
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

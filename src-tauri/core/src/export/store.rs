//! What a whole export takes from the tables besides records and log: imports and attachments.

use rusqlite::Connection;
use serde_json::{Value as Json, json};

use crate::attachments::{self, Attachment};
use crate::error::{Error, Result};
use crate::import::kept_rows;
use crate::records::store as records;
use crate::registers;
use crate::vocab::Register;

fn parsed(text: &str) -> Result<Json> {
    serde_json::from_str(text).map_err(|error| Error::Corrupt(format!("import: {error}")))
}

/// How many lines all records, the log and the rows that came in will be; a few more where records are voided.
pub fn lines(db: &Connection) -> Result<u64> {
    let in_force = |register: &Register| Ok(u64::from(records::counts(db, register.id)?.0));
    let records = registers::ALL.iter().map(|register| in_force(register)).sum::<Result<u64>>()?;
    let entries: u32 = db.query_row("select count(*) from event", [], |row| row.get(0))?;
    Ok(records + u64::from(entries) + kept_rows::count(db, None)?)
}

/// The imports, with what was decided.
pub fn batches(db: &Connection, mut visit: impl FnMut(Json) -> Result<()>) -> Result<()> {
    let mut statement = db.prepare(include_str!("sql/batches.sql"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, at, who): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (undone, decisions): (Option<String>, String) = (row.get(3)?, row.get(4)?);
        let decisions = parsed(&decisions)?;
        visit(json!({ "batch": id, "at": at, "by": who, "undone_at": undone, "decisions": decisions }))?;
    }
    Ok(())
}

/// Every row that came in, as it stood.
pub fn import_rows(db: &Connection, mut visit: impl FnMut(Json) -> Result<()>) -> Result<()> {
    kept_rows::walk(db, include_str!("sql/import_rows.sql"), [], |packet| {
        packet.rows.iter().try_for_each(|row| {
            visit(json!({
                "batch": packet.batch, "file": packet.file, "table": packet.table, "sheet": packet.sheet,
                "row": row.row, "register": row.register, "record": row.record,
                "cells": parsed(row.cells())?, "problems": parsed(row.problems())?,
            }))
        })
    })
}

/// A file that is kept inside the ledger.
pub struct Kept {
    pub id: i64,
    pub name: String,
    pub body: Vec<u8>,
    /// What is told of it besides: its hash, its batch or record.
    pub about: Json,
}

/// The original files of all imports.
pub fn import_files(db: &Connection, mut visit: impl FnMut(Kept) -> Result<()>) -> Result<()> {
    let mut statement = db.prepare("select id, batch_id, name, sha256, body from import_file order by id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, batch): (i64, i64) = (row.get(0)?, row.get(1)?);
        let (name, sha256): (String, String) = (row.get(2)?, row.get(3)?);
        let about = json!({ "file": id, "batch": batch, "name": name, "sha256": sha256 });
        visit(Kept { id, name, body: row.get(4)?, about })?;
    }
    Ok(())
}

/// What is attached to records.
pub fn attachments(db: &Connection, mut visit: impl FnMut(Kept) -> Result<()>) -> Result<()> {
    let mut statement = db.prepare("select id from attachment order by id")?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    for id in ids {
        let Some((attachment, body)) = attachments::store::get(db, id)? else { continue };
        let about = told(&attachment)?;
        visit(Kept { id, name: attachment.name, body, about })?;
    }
    Ok(())
}

fn told(attachment: &Attachment) -> Result<Json> {
    serde_json::to_value(attachment).map_err(|error| Error::Corrupt(error.to_string()))
}

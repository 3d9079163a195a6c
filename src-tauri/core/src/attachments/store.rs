//! Keeping attachments. They are written once and never again.

use rusqlite::{Connection, OptionalExtension, Row};
use sha2::{Digest, Sha256};

use super::Attachment;
use crate::db::WriteTx;
use crate::error::{Error, Result};
use crate::vocab::RegisterId;

const COLUMNS: &str =
    "select id, register, record_id, name, kind, note, purpose, pages, sha256, size, added_at, added_by, step, item
       from attachment";

/// Writes it and gives its id.
pub fn insert(tx: &WriteTx<'_>, new: &Attachment, body: &[u8]) -> Result<i64> {
    tx.prepare_cached(include_str!("sql/insert.sql"))?.execute((
        new.register.as_str(),
        new.record,
        &new.name,
        &new.kind,
        &new.note,
        &new.purpose,
        &new.pages,
        &new.step,
        &new.item,
        &new.sha256,
        new.size,
        &new.added_at,
        &new.added_by,
        body,
    ))?;
    Ok(tx.last_insert_rowid())
}

/// Puts it to another step of its case, and to the thing it shows. What it is, is not changed.
pub fn put(tx: &WriteTx<'_>, id: i64, step: Option<&str>, item: Option<&str>) -> Result<()> {
    tx.prepare_cached("update attachment set step = ?2, item = ?3 where id = ?1")?
        .execute((id, step, item))?;
    Ok(())
}

/// What shows a thing of a case goes on showing it under its corrected number. `now` tells it by the number before.
pub fn rename(tx: &WriteTx<'_>, case: i64, now: impl Fn(&str) -> Option<String>) -> Result<()> {
    let mut write = tx.prepare_cached("update attachment set item = ?2 where id = ?1")?;
    for one in of_record(tx, RegisterId::Disposals.as_str(), case)? {
        if let Some(item) = one.item.as_deref().and_then(&now) {
            write.execute((one.id, item))?;
        }
    }
    Ok(())
}

pub fn of_record(db: &Connection, register: &str, record: i64) -> Result<Vec<Attachment>> {
    let mut statement =
        db.prepare_cached(&format!("{COLUMNS} where register = ?1 and record_id = ?2 order by id"))?;
    statement.query_and_then((register, record), from_row)?.collect()
}

/// The attachments of a record that have these very bytes.
pub fn same(db: &Connection, register: &str, record: i64, sha256: &str) -> Result<Vec<Attachment>> {
    let mut all = of_record(db, register, record)?;
    all.retain(|one| one.sha256 == sha256);
    Ok(all)
}

pub fn get(db: &Connection, id: i64) -> Result<Option<(Attachment, Vec<u8>)>> {
    let mut statement = db.prepare_cached(&format!("{COLUMNS} where id = ?1"))?;
    let Some(found) = statement.query_and_then([id], from_row)?.next().transpose()? else { return Ok(None) };
    let body: Option<Vec<u8>> =
        db.query_row("select body from attachment where id = ?1", [id], |row| row.get(0)).optional()?;
    Ok(body.map(|body| (found, body)))
}

/// Number, name, stated and real hash of every attachment, for verification.
pub fn hashes(db: &Connection, mut visit: impl FnMut(i64, &str, &str, &str)) -> Result<()> {
    let mut statement = db.prepare("select id, name, sha256, body from attachment order by id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, stated): (String, String) = (row.get(1)?, row.get(2)?);
        let body = row.get_ref(3)?.as_blob().map_err(|error| Error::Corrupt(error.to_string()))?;
        visit(row.get(0)?, &name, &stated, &sha256(body));
    }
    Ok(())
}

pub fn sha256(body: &[u8]) -> String {
    hex::encode(Sha256::digest(body))
}

fn from_row(row: &Row<'_>) -> Result<Attachment> {
    let register: String = row.get(1)?;
    Ok(Attachment {
        id: row.get(0)?,
        register: register.parse().map_err(|_| Error::Corrupt(format!("attachment of {register}")))?,
        record: row.get(2)?,
        name: row.get(3)?,
        kind: row.get(4)?,
        note: row.get(5)?,
        purpose: row.get(6)?,
        pages: row.get(7)?,
        sha256: row.get(8)?,
        size: row.get(9)?,
        added_at: row.get(10)?,
        added_by: row.get(11)?,
        step: row.get(12)?,
        item: row.get(13)?,
    })
}

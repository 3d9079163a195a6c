//! Keeping what was decided about tables, by their headings.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;

use super::read;
use crate::error::{Error, Result};
use crate::import::preview::TableDecisions;
use crate::ledgers::Change;
use crate::vocab::RegisterId;

pub struct Kept {
    pub at: String,
    pub who: String,
    pub decisions: TableDecisions,
}

pub fn newest(db: &Connection, fingerprint: &str) -> Result<Option<Kept>> {
    let mut statement = db.prepare_cached(
        "select at, who, decisions from import_mapping where fingerprint = ?1 order by id desc limit 1",
    )?;
    let found = statement
        .query_row([fingerprint], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)))
        .optional()?;
    found.map(|(at, who, body)| Ok(Kept { at, who, decisions: read(&body)? })).transpose()
}

pub fn insert(
    change: &Change<'_>,
    batch: i64,
    (fingerprint, register): (&str, RegisterId),
    decisions: &TableDecisions,
) -> Result<()> {
    let body = serde_json::to_string(decisions).map_err(|error| Error::Corrupt(error.to_string()))?;
    change.tx.execute(
        "insert into import_mapping (fingerprint, register, batch_id, at, who, decisions)
         values (?1, ?2, ?3, ?4, ?5, ?6)",
        params![fingerprint, register.as_str(), batch, change.local_time(), change.session.name(), body],
    )?;
    Ok(())
}

pub fn each(db: &Connection, visit: &mut dyn FnMut(serde_json::Value) -> Result<()>) -> Result<()> {
    let mut statement = db.prepare(
        "select fingerprint, register, batch_id, at, who, decisions from import_mapping order by id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let body: String = row.get(5)?;
        let (print, register, batch): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (at, who): (String, String) = (row.get(3)?, row.get(4)?);
        visit(json!({
            "headings": print, "register": register, "batch": batch, "at": at, "who": who,
            "decisions": read(&body)?,
        }))?;
    }
    Ok(())
}

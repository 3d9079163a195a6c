//! What a file and the ledger began from: the record as it was exported, or as it last came in.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Error, Result};
use crate::import::preview::TablePreview;
use crate::records::image;
use crate::vocab::{Content, RegisterId};

/// The record as it was when it had that version.
pub fn as_of_version(
    db: &Connection,
    register: RegisterId,
    id: i64,
    version: u32,
) -> Result<Option<Content>> {
    let mut statement = db.prepare_cached(include_str!("../sql/base_version.sql"))?;
    let image = statement.query_row(params![register.as_str(), id, version], |row| row.get(0)).optional()?;
    read(register, image)
}

/// The record as an import last left it.
pub fn as_imported(db: &Connection, register: RegisterId, id: i64) -> Result<Option<Content>> {
    let mut statement = db.prepare_cached(include_str!("../sql/base_imported.sql"))?;
    let image = statement.query_row(params![register.as_str(), id], |row| row.get(0)).optional()?;
    read(register, image)
}

fn read(register: RegisterId, image: Option<String>) -> Result<Option<Content>> {
    let Some(image) = image else { return Ok(None) };
    let json = serde_json::from_str(&image).ok();
    let record = json.and_then(|json| image::read(register, &json));
    record.map(|record| Some(record.content)).ok_or_else(|| Error::Corrupt(format!("an image in {register}")))
}

/// The records that last came in with a file of that name, from that sheet.
pub fn came_with(db: &Connection, file: &str, table: &TablePreview) -> Result<Vec<i64>> {
    let mut statement = db.prepare(include_str!("../sql/came_with.sql"))?;
    let ids = statement.query_map(params![table.register.as_str(), table.sheet, file], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

//! 取込みのまわり: files that were chosen and did not come in, and how the import was undone. From the log.

use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;

use crate::error::{Error, Result};

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

fn broken(error: serde_json::Error) -> Error {
    Error::Corrupt(format!("import event: {error}"))
}

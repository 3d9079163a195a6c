//! What a file and the ledger began from: the record as it was exported, or as it last came in.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::audit::Action;
use crate::error::{Error, ErrorCode, Result, refuse};
use crate::import::Cancel;
use crate::import::kept_rows;
use crate::import::preview::TablePreview;
use crate::import::report::files_read;
use crate::records::store::{self, Keys};
use crate::records::{Record, image};
use crate::vocab::{Content, RegisterId};

/// The ledgers as they stand and as they stood, for whoever compares and writes nothing.
#[derive(Clone, Copy)]
pub struct Past<'a> {
    db: &'a Connection,
    cancel: Option<&'a Cancel>,
}

impl<'a> Past<'a> {
    pub fn of(db: &'a Connection) -> Self {
        Self { db, cancel: None }
    }

    /// The same, until somebody has had enough: then nothing more is looked up.
    pub fn until(self, cancel: Option<&'a Cancel>) -> Self {
        Self { cancel, ..self }
    }

    /// The record as it stands.
    pub fn record(self, register: RegisterId, id: i64) -> Result<Record> {
        self.goes_on()?;
        store::get(self.db, register, id)
    }

    /// All records of a ledger, by what tells them apart.
    pub fn keys(self, register: RegisterId, mut visit: impl FnMut(Keys) -> Result<()>) -> Result<()> {
        store::keys(self.db, register, |keys| self.goes_on().and_then(|()| visit(keys)))
    }

    /// The serial numbers of a ledger's records in force.
    pub fn serials(
        self,
        register: RegisterId,
        mut visit: impl FnMut(i64, String) -> Result<()>,
    ) -> Result<()> {
        store::serials(self.db, register, |id, serial| self.goes_on().and_then(|()| visit(id, serial)))
    }

    fn goes_on(self) -> Result<()> {
        let stop = self.cancel.is_some_and(Cancel::is_cancelled);
        if stop { Err(refuse(ErrorCode::Cancelled)) } else { Ok(()) }
    }

    /// The record as it was when it had that version.
    pub fn as_of_version(self, register: RegisterId, id: i64, version: u32) -> Result<Option<Record>> {
        let mut statement = self.db.prepare_cached(include_str!("../sql/base_version.sql"))?;
        let params = params![register.as_str(), id, version];
        read(register, statement.query_row(params, |row| row.get(0)).optional()?)
    }

    /// What stood in the record when an import last left it.
    pub fn as_imported(self, register: RegisterId, id: i64) -> Result<Option<Content>> {
        let mut statement = self.db.prepare_cached(include_str!("../sql/base_imported.sql"))?;
        let params = params![register.as_str(), id];
        let record = read(register, statement.query_row(params, |row| row.get(0)).optional()?)?;
        Ok(record.map(|record| record.content))
    }

    /// The import that last said something of a record.
    pub fn last_import(self, register: RegisterId, id: i64) -> Result<Option<i64>> {
        let mut statement = self.db.prepare_cached(include_str!("../sql/base_batch.sql"))?;
        Ok(statement.query_row(params![register.as_str(), id], |row| row.get(0)).optional()?)
    }

    /// Of when the table was that a record came from with an import, the latest where several spoke of it.
    pub fn period_of(self, batch: i64, (register, id): (RegisterId, i64)) -> Result<Option<(i32, u32)>> {
        let mut tables = BTreeSet::new();
        let params = params![batch, register.as_str(), id];
        kept_rows::walk(self.db, include_str!("../sql/rows_of_record.sql"), params, |packet| {
            if packet.rows.iter().any(|row| row.record == Some(id)) {
                tables.insert((packet.file, packet.table));
            }
            self.goes_on()
        })?;
        let files = files_read(self.db, batch)?;
        let period = |(file, table): &(i64, i64)| {
            let file = files.iter().find(|read| read.id == *file)?;
            file.tables.get(usize::try_from(*table).ok()?)?.period
        };
        Ok(tables.iter().filter_map(period).max())
    }

    /// Whether an undone import was the last that was done to a record.
    pub fn was_taken_back(self, register: RegisterId, id: i64) -> Result<bool> {
        let mut statement = self.db.prepare_cached(include_str!("../sql/last_action.sql"))?;
        let last: Option<String> =
            statement.query_row(params![register.as_str(), id], |row| row.get(0)).optional()?;
        Ok(last.is_some_and(|last| last == Action::ImportUndone.as_str()))
    }

    /// Whether a list came in before with a file of that name, from that sheet.
    pub fn came_before(self, file: &str, table: &TablePreview) -> Result<bool> {
        let mut statement = self.db.prepare_cached(include_str!("../sql/came_with.sql"))?;
        Ok(statement.exists(params![table.register.as_str(), table.sheet, file])?)
    }

    /// The records that last came in with a file of that name, from that sheet.
    pub fn came_with(self, file: &str, table: &TablePreview) -> Result<Vec<i64>> {
        let params = params![table.register.as_str(), table.sheet, file];
        let mut ids = BTreeSet::new();
        kept_rows::walk(self.db, include_str!("../sql/came_with.sql"), params, |packet| {
            for row in &packet.rows {
                ids.extend(row.record);
                ids.extend(row.also()?);
            }
            self.goes_on()
        })?;
        Ok(ids.into_iter().collect())
    }
}

fn read(register: RegisterId, image: Option<String>) -> Result<Option<Record>> {
    let Some(image) = image else { return Ok(None) };
    let json = serde_json::from_str(&image).ok();
    let record = json.and_then(|json| image::read(register, &json));
    record.map(Some).ok_or_else(|| Error::Corrupt(format!("an image in {register}")))
}

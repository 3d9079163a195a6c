//! 案件と台帳の間: which open case a thing stands in, and which cases the board shows.

use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;
use crate::vocab::RegisterId;

/// What is read from; [`super::actions`] names it so.
pub type Db = Connection;

/// The open case that lists this thing, but for the case `but`.
pub fn open_case_of(db: &Connection, number: &str, serial: &str, but: i64) -> Result<Option<String>> {
    let mut statement = db.prepare_cached(include_str!("sql/open_case_of.sql"))?;
    Ok(statement.query_row((number, serial, but), |row| row.get(0)).optional()?)
}

/// The open case that lists this thing of a ledger or anything inside it, by its id and number.
pub fn open_case(db: &Connection, ledger: RegisterId, number: &str) -> Result<Option<(i64, String)>> {
    let mut statement = db.prepare_cached(include_str!("sql/open_case.sql"))?;
    let found = statement.query_row((number, ledger.as_str()), |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}

/// Cases run by steps, for the board: those still open, and those of the fiscal year.
pub fn cases(db: &Connection, fiscal_year: i32) -> Result<Vec<i64>> {
    let mut statement = db.prepare_cached(include_str!("sql/cases.sql"))?;
    let found = statement.query_map([fiscal_year], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

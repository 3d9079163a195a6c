//! 案件と台帳の間: which open case a thing stands in, and which cases the board shows.

use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;

/// What is read from; [`super::actions`] names it so.
pub type Db = Connection;

/// The open case that lists this thing, but for the case `but`.
pub fn open_case_of(db: &Connection, number: &str, serial: &str, but: i64) -> Result<Option<String>> {
    let mut statement = db.prepare_cached(include_str!("sql/open_case_of.sql"))?;
    Ok(statement.query_row((number, serial, but), |row| row.get(0)).optional()?)
}

/// The open case that lists this thing or anything inside it.
pub fn open_case(db: &Connection, number: &str) -> Result<Option<i64>> {
    let mut statement = db.prepare_cached(include_str!("sql/open_case.sql"))?;
    Ok(statement.query_row([number], |row| row.get(0)).optional()?)
}

/// Cases run by steps, for the board: those still open, and those of the fiscal year.
pub fn cases(db: &Connection, fiscal_year: i32) -> Result<Vec<i64>> {
    let mut statement = db.prepare_cached(include_str!("sql/cases.sql"))?;
    let found = statement.query_map([fiscal_year], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

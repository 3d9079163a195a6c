//! 機器と期限: which devices are hired and still here.

use rusqlite::Connection;

use crate::error::Result;

/// Leased and rented devices that were not given back yet.
pub fn hired(db: &Connection) -> Result<Vec<i64>> {
    let mut statement = db.prepare_cached(include_str!("sql/hired.sql"))?;
    let found = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

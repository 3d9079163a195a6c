//! 行の原本: every row of an imported file as it stood, many in a packet.
//!
//! The rows of a table say its headings, kinds and places over and over. A packet of them, deflated, takes a tenth
//! of their room, and is one insert instead of hundreds. It knows which rows and records it holds, so that one
//! of them is found without unpacking all others. What a row's texts were, byte for byte, they are again.

use std::fmt::Write as _;
use std::io::{Read, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::functions::FunctionFlags;
use rusqlite::{CachedStatement, Connection, Params, params};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::db::WriteTx;
use crate::error::{Error, Result};
use crate::vocab::RegisterId;

/// Enough that their likeness tells, few enough that one row is unpacked at once.
const ROWS: u32 = 256;

/// The table whose rows are kept.
pub struct KeptTable<'a> {
    pub batch: i64,
    pub file: i64,
    pub table: i64,
    pub sheet: Option<&'a str>,
}

/// Keeps the rows of one table, which come in their order.
pub struct Keeper<'t> {
    table: KeptTable<'t>,
    statement: CachedStatement<'t>,
    body: String,
    rows: u32,
    span: (u32, u32),
    records: Option<(RegisterId, i64, i64)>,
}

impl<'t> Keeper<'t> {
    pub fn of(tx: &'t WriteTx<'_>, table: KeptTable<'t>) -> Result<Self> {
        let statement = tx.prepare_cached(include_str!("sql/insert_rows.sql"))?;
        Ok(Self { table, statement, body: String::new(), rows: 0, span: (0, 0), records: None })
    }

    /// One row: what it became, its cells and what was found in it, both as JSON.
    pub fn keep(
        &mut self,
        row: u32,
        record: Option<(RegisterId, i64)>,
        cells: &str,
        problems: &str,
    ) -> Result<()> {
        let other = |(register, _): (RegisterId, i64)| self.records.is_some_and(|(of, ..)| of != register);
        if self.rows == ROWS || record.is_some_and(other) {
            self.end()?;
        }
        self.body.push(if self.rows == 0 { '[' } else { ',' });
        let written = match record {
            Some((register, id)) => write!(self.body, "[{row},\"{register}\",{id},{cells},{problems}]"),
            None => write!(self.body, "[{row},null,null,{cells},{problems}]"),
        };
        written.map_err(|error| Error::Corrupt(error.to_string()))?;
        self.span = (if self.rows == 0 { row } else { self.span.0 }, row);
        self.rows += 1;
        if let Some((register, id)) = record {
            let (_, first, last) = self.records.unwrap_or((register, id, id));
            self.records = Some((register, first.min(id), last.max(id)));
        }
        Ok(())
    }

    /// Writes what waits.
    pub fn end(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        self.body.push(']');
        let KeptTable { batch, file, table, sheet } = self.table;
        let (register, (least, greatest)) = match self.records {
            Some((register, least, greatest)) => (Some(register.as_str()), (Some(least), Some(greatest))),
            None => (None, (None, None)),
        };
        let (first, last) = self.span;
        let body = deflated(&self.body)?;
        self.statement.execute(params![
            batch, file, table, sheet, first, last, self.rows, register, least, greatest, body
        ])?;
        self.body.clear();
        (self.rows, self.records) = (0, None);
        Ok(())
    }
}

/// Rows of one table that are kept together.
pub struct Packet {
    pub batch: i64,
    pub file: i64,
    /// Of the file.
    pub name: String,
    pub table: i64,
    pub sheet: Option<String>,
    pub rows: Vec<KeptRow>,
}

/// A row as it stood.
#[derive(Deserialize)]
pub struct KeptRow {
    pub row: u32,
    /// What it became, where it became anything.
    pub register: Option<String>,
    pub record: Option<i64>,
    cells: Box<RawValue>,
    problems: Box<RawValue>,
}

impl KeptRow {
    /// Its cells under their headings, as JSON.
    pub fn cells(&self) -> &str {
        self.cells.get()
    }

    /// What was found and how it was decided, as JSON.
    pub fn problems(&self) -> &str {
        self.problems.get()
    }

    /// Further records that became of it.
    pub fn also(&self) -> Result<Vec<i64>> {
        #[derive(Deserialize)]
        struct Also {
            also: Option<i64>,
        }
        // Hardly any row has one, and to look into all of them takes its time.
        if !self.problems().contains("\"also\"") {
            return Ok(Vec::new());
        }
        let told: Vec<Also> = serde_json::from_str(self.problems()).map_err(broken)?;
        Ok(told.into_iter().filter_map(|one| one.also).collect())
    }

    /// Whether it became that record.
    pub fn is_record(&self, register: &str, id: i64) -> bool {
        self.record == Some(id) && self.register.as_deref() == Some(register)
    }
}

/// Visits the packets a statement finds: batch, file, its name, table, sheet, body.
pub fn walk(
    db: &Connection,
    sql: &str,
    params: impl Params,
    mut visit: impl FnMut(Packet) -> Result<()>,
) -> Result<()> {
    let mut statement = db.prepare_cached(sql)?;
    let mut found = statement.query(params)?;
    while let Some(row) = found.next()? {
        visit(Packet {
            batch: row.get(0)?,
            file: row.get(1)?,
            name: row.get(2)?,
            table: row.get(3)?,
            sheet: row.get(4)?,
            rows: unpacked(row.get_ref(5)?.as_blob().map_err(broken)?)?,
        })?;
    }
    Ok(())
}

/// How many rows a statement's packets hold.
pub fn count(db: &Connection, batch: Option<i64>) -> Result<u64> {
    let sql = "select coalesce(sum(rows), 0) from import_rows where ?1 is null or batch_id = ?1";
    Ok(db.query_row(sql, [batch], |row| row.get::<_, u32>(0))?.into())
}

/// What the step of the file's shape calls that puts rows together which were kept one by one.
pub fn teach(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("deflated", 1, flags, |call| {
        deflated(&call.get::<String>(0)?)
            .map_err(|error| rusqlite::Error::UserFunctionError(error.to_string().into()))
    })?;
    Ok(())
}

fn deflated(text: &str) -> Result<Vec<u8>> {
    let mut out = DeflateEncoder::new(Vec::with_capacity(text.len() / 8), Compression::fast());
    out.write_all(text.as_bytes()).and_then(|()| out.finish()).map_err(broken)
}

fn unpacked(body: &[u8]) -> Result<Vec<KeptRow>> {
    let mut text = Vec::with_capacity(body.len() * 16);
    DeflateDecoder::new(body).read_to_end(&mut text).map_err(broken)?;
    serde_json::from_slice(&text).map_err(broken)
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::Corrupt(format!("import_rows: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::migrations::migrate;

    #[test]
    fn rows_of_several_packets_come_back_in_their_order_and_one_is_found_by_its_record() {
        let mut file = Connection::open_in_memory().unwrap();
        migrate(&mut file).unwrap();
        let tx = WriteTx::begin(&mut file).unwrap();
        tx.execute_batch(
            "insert into import_batch (id, at, who, decisions) values (1, '', '', '{}');
             insert into import_file (id, batch_id, name, sha256, body) values (1, 1, '台帳.xlsx', '', x'');",
        )
        .unwrap();
        let mut keeper = Keeper::of(&tx, KeptTable { batch: 1, file: 1, table: 0, sheet: None }).unwrap();
        for row in 1..=2 * ROWS + 2 {
            let record = (row % 2 == 0).then(|| (RegisterId::Devices, i64::from(1_000 - row)));
            keeper.keep(row, record, &format!(r#"{{"n":"{row}"}}"#), "[]").unwrap();
        }
        // A row of another ledger begins a packet of its own.
        keeper.keep(900, Some((RegisterId::Staff, 7)), "{}", r#"[{"also":8},{"also":null}]"#).unwrap();
        keeper.end().unwrap();
        drop(keeper);

        let select = "select 1, 1, '', 0, null, body from import_rows";
        let mut rows = Vec::new();
        walk(&tx, &format!("{select} order by first_row"), [], |packet| {
            rows.push(packet.rows.iter().map(|row| row.row).collect::<Vec<_>>());
            Ok(())
        })
        .unwrap();
        assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [256, 256, 2, 1]);
        assert!(rows.concat().is_sorted());
        let (mut packets, mut found) = (0, Vec::new());
        let of_record = format!("{select} where register = ?1 and ?2 between first_record and last_record");
        walk(&tx, &of_record, ("devices", 990), |packet| {
            packets += 1;
            let own = packet.rows.iter().filter(|row| row.is_record("devices", 990));
            found.extend(own.map(|row| (row.row, row.cells().to_owned())));
            Ok(())
        })
        .unwrap();
        assert_eq!((packets, found), (1, vec![(10, r#"{"n":"10"}"#.to_owned())]));
        walk(&tx, &of_record, ("staff", 7), |packet| {
            let also: Vec<i64> = packet.rows[0].also()?;
            assert_eq!(also, [8]);
            Ok(())
        })
        .unwrap();
        assert_eq!(count(&tx, None).unwrap(), u64::from(2 * ROWS + 3));
    }
}

//! Keeping records: reading takes a connection, writing takes the transaction.

use std::collections::BTreeMap;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Row};

use super::filled::{Filled, Given, Refilled, execute, int, text, word};
use super::{Origin, Record, sql};
use crate::db::WriteTx;
use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::registers::register;
use crate::vocab::{Content, Field, Kind, RegisterId, Value, Values, fold};

/// Writes a new record and gives it its id.
pub fn insert(tx: &WriteTx<'_>, record: &mut Record) -> Result<()> {
    record.id = next_id(tx, record.register)?;
    Inserter::of(tx, record.register)?.insert(&mut NewRow::of(record.clone())?)
}

/// The id the next new record of a ledger gets.
pub fn next_id(db: &Connection, id: RegisterId) -> Result<i64> {
    Ok(db.prepare_cached(&sql::of(id).next_id)?.query_row([], |row| row.get(0))?)
}

/// A new record that has its id already, as the tables take it: made before the transaction has time for it.
pub struct NewRow {
    pub id: i64,
    number: String,
    columns: Filled,
    parts: Parts,
}

type Parts = BTreeMap<String, Vec<Values>>;

impl NewRow {
    pub fn of(mut record: Record) -> Result<Self> {
        let (id, number) = (record.id, record.number());
        let parts = std::mem::take(&mut record.content.parts);
        let mut columns = columns(record, 2)?;
        columns.push((1, int(id)));
        Ok(Self { id, number, columns, parts })
    }
}

/// Writes new records of one ledger; looking a statement up by its text costs as much as carrying it out.
pub struct Inserter<'t> {
    tx: &'t WriteTx<'t>,
    register: RegisterId,
    insert: Refilled<'t>,
}

impl<'t> Inserter<'t> {
    pub fn of(tx: &'t WriteTx<'t>, register: RegisterId) -> Result<Self> {
        let statement = tx.prepare_cached(&sql::of(register).insert)?;
        Ok(Self { tx, register, insert: Refilled::of(statement) })
    }

    /// Keeps what the columns held and leaves in `new` what the record before it held.
    pub fn insert(&mut self, new: &mut NewRow) -> Result<()> {
        self.insert
            .execute(&mut new.columns)
            .map_err(|error| number_taken(error, self.register, &new.number))?;
        self.tx.touch(self.register, new.id);
        insert_parts(self.tx, self.register, new.id, &new.parts)
    }
}

/// Writes a record over itself; its parts are written anew.
pub fn update(tx: &WriteTx<'_>, record: &Record) -> Result<()> {
    let statements = sql::of(record.register);
    let mut row = columns(record.clone(), 1)?;
    row.push((sql::COMMON.len() + statements.places.count, int(record.id)));
    execute(&mut *tx.prepare_cached(&statements.update)?, &row)
        .map_err(|error| number_taken(error, record.register, &record.number()))?;
    for part in statements.parts.values() {
        tx.prepare_cached(&part.delete)?.execute([record.id])?;
    }
    tx.touch(record.register, record.id);
    insert_parts(tx, record.register, record.id, &record.content.parts)
}

pub fn get(db: &Connection, id: RegisterId, record: i64) -> Result<Record> {
    let mut found = line(db, id, record)?;
    read_parts(db, &mut found)?;
    Ok(found)
}

/// A record without its parts, as a list shows it.
pub(super) fn line(db: &Connection, id: RegisterId, record: i64) -> Result<Record> {
    let found = db
        .prepare_cached(&sql::of(id).by_id)?
        .query_and_then([record], |row| from_row(id, row))?
        .next()
        .transpose()?;
    found.ok_or_else(|| not_found(id, &record.to_string()))
}

/// By control number, or by the place in the old ledger; a record in force before a voided one.
pub fn by_number(db: &Connection, id: RegisterId, number: &str) -> Result<Record> {
    let found = db
        .prepare_cached(&sql::of(id).by_number)?
        .query_and_then([number], |row| from_row(id, row))?
        .next()
        .transpose()?;
    let mut found = found.ok_or_else(|| not_found(id, number))?;
    read_parts(db, &mut found)?;
    Ok(found)
}

/// Walks all records of a ledger, voided ones too, in the order they came in.
pub fn walk(db: &Connection, id: RegisterId, mut visit: impl FnMut(Record) -> Result<()>) -> Result<()> {
    let mut statement = db.prepare(&sql::of(id).walk)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut record = from_row(id, row)?;
        read_parts(db, &mut record)?;
        visit(record)?;
    }
    Ok(())
}

/// What tells a record apart.
pub struct Keys {
    pub id: i64,
    pub uuid: String,
    pub voided: bool,
    pub number: Option<String>,
}

/// The keys of every record of a ledger, voided ones too, in the order they came in.
pub fn keys(db: &Connection, id: RegisterId, mut visit: impl FnMut(Keys) -> Result<()>) -> Result<()> {
    let mut statement = db.prepare(&sql::of(id).keys)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(Keys { id: row.get(0)?, uuid: row.get(1)?, voided: row.get(2)?, number: row.get(3)? })?;
    }
    Ok(())
}

/// The serial number of every record in force that has one.
pub fn serials(
    db: &Connection,
    id: RegisterId,
    mut visit: impl FnMut(i64, String) -> Result<()>,
) -> Result<()> {
    let Some(serials) = &sql::of(id).serials else { return Ok(()) };
    let mut statement = db.prepare(serials)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(row.get(0)?, row.get(1)?)?;
    }
    Ok(())
}

pub fn not_found(id: RegisterId, key: &str) -> Error {
    let register = register(id).label.ja.to_owned();
    refuse_with(ErrorCode::NotFound, [("what", register), ("key", key.to_owned())])
}

fn number_taken(error: rusqlite::Error, id: RegisterId, number: &str) -> Error {
    // 2067: a unique index; the only one a user can run into is the control number's.
    let unique = error.sqlite_error().is_some_and(|inner| inner.extended_code == 2067);
    if unique {
        let register = register(id).label.ja.to_owned();
        return refuse_with(ErrorCode::NumberTaken, [("number", number.to_owned()), ("register", register)]);
    }
    Error::Storage(error)
}

/// All columns but the id, from the place of the first of them.
fn columns(record: Record, first: usize) -> Result<Filled> {
    let places = &sql::of(record.register).places;
    let common = [
        Some(text(record.uuid)),
        Some(int(record.version)),
        Some(word(record.origin.as_str())),
        record.batch.map(int),
        record.source.map(text),
        record.effective_on.map(text),
        record.late_reason.map(text),
        Some(extra(&record.content.extra)?),
        Some(int(record.missing)),
        Some(int(record.voided)),
    ];
    let fields = first + common.len();
    let mut row = Vec::with_capacity(common.len() + 2 * record.content.values.len() + 1);
    row.extend((first..).zip(common).filter_map(|(place, value)| Some((place, value?))));
    put_fields(&mut row, fields, places, record.content.values);
    Ok(row)
}

fn extra(extra: &BTreeMap<String, String>) -> Result<Given> {
    if extra.is_empty() {
        return Ok(word("{}"));
    }
    serde_json::to_string(extra).map(text).map_err(|error| Error::Corrupt(error.to_string()))
}

/// What a record has goes to its place, a person to two.
fn put_fields(row: &mut Filled, first: usize, places: &sql::Places, values: Values) {
    for (at, value) in places.of(values.into_iter()) {
        if let Value::Person { id: Some(id), .. } = value {
            row.push((first + at + 1, int(id)));
        }
        row.push((first + at, to_sql(value)));
    }
}

fn to_sql(value: Value) -> Given {
    match value {
        Value::Int(number) => int(number),
        Value::Bool(yes) => int(yes),
        Value::Text(held) | Value::Choice(held) | Value::Person { name: held, .. } => text(held),
        other => text(other.to_text()),
    }
}

fn insert_parts(tx: &WriteTx<'_>, id: RegisterId, record: i64, parts: &Parts) -> Result<()> {
    for (key, rows) in parts {
        let Some(statements) = sql::of(id).parts.get(key.as_str()) else { continue };
        let mut insert = tx.prepare_cached(&statements.insert)?;
        for (position, values) in (1_i64..).zip(rows) {
            let mut row = vec![(1, int(record)), (2, int(position))];
            put_fields(&mut row, 3, &statements.places, values.clone());
            execute(&mut insert, &row)?;
        }
    }
    Ok(())
}

pub(super) fn read_parts(db: &Connection, record: &mut Record) -> Result<()> {
    for part in register(record.register).parts {
        let Some(statements) = sql::of(record.register).parts.get(part.key) else { continue };
        let mut select = db.prepare_cached(&statements.select)?;
        let rows = select.query_and_then([record.id], |row| read_fields(part.fields, row, 0))?;
        let rows = rows.collect::<Result<Vec<_>>>()?;
        if !rows.is_empty() {
            record.content.parts.insert(part.key.to_owned(), rows);
        }
    }
    Ok(())
}

/// A record without its parts.
pub(super) fn from_row(id: RegisterId, row: &Row<'_>) -> Result<Record> {
    let extra: String = row.get(8)?;
    let extra =
        serde_json::from_str(&extra).map_err(|error| Error::Corrupt(format!("{id} extra: {error}")))?;
    let origin: String = row.get(3)?;
    Ok(Record {
        id: row.get(0)?,
        register: id,
        uuid: row.get(1)?,
        version: row.get(2)?,
        origin: if origin == "entry" { Origin::Entry } else { Origin::Import },
        batch: row.get(4)?,
        source: row.get(5)?,
        effective_on: row.get(6)?,
        late_reason: row.get(7)?,
        missing: row.get(9)?,
        voided: row.get(10)?,
        content: Content {
            values: read_fields(register(id).fields, row, sql::COMMON.len())?,
            extra,
            ..Content::default()
        },
    })
}

fn read_fields(fields: &'static [Field], row: &Row<'_>, first: usize) -> Result<Values> {
    let mut values = Values::new();
    let mut at = first;
    for field in fields {
        let stored: Sql = row.get(at)?;
        at += 1;
        let person: Option<i64> = match field.kind {
            Kind::Person => {
                at += 1;
                row.get(at - 1)?
            }
            _ => None,
        };
        if let Some(value) = from_sql(field, stored, person)? {
            values.insert(field.key, value);
        }
    }
    Ok(values)
}

fn from_sql(field: &Field, stored: Sql, person: Option<i64>) -> Result<Option<Value>> {
    let value = match (field.kind, stored) {
        (_, Sql::Null) => return Ok(None),
        (Kind::Int, Sql::Integer(number)) => Some(Value::Int(number)),
        (Kind::Bool, Sql::Integer(yes)) => Some(Value::Bool(yes != 0)),
        (Kind::Person, Sql::Text(name)) => Some(Value::Person { id: person, name }),
        (kind, Sql::Text(text)) => Value::from_text(kind, &text),
        _ => None,
    };
    value.map(Some).ok_or_else(|| Error::Corrupt(format!("column {}", field.key)))
}

/// Everything of a record one may look for, each field folded, a line each.
pub(super) fn search_text(record: &Record) -> String {
    let register = register(record.register);
    let mut text = String::new();
    let mut take = |fields: &[Field], values: &Values| {
        for field in fields {
            if let Some(value) = values.get(field.key) {
                text.push_str(&fold::search_key(&super::open::shown(field, value)));
                text.push('\n');
            }
        }
    };
    take(register.fields, &record.content.values);
    for part in register.parts {
        for row in record.content.parts.get(part.key).into_iter().flatten() {
            take(part.fields, row);
        }
    }
    text
}

/// How many records of a ledger are in force, and how many of those are incomplete.
pub fn counts(db: &Connection, id: RegisterId) -> Result<(u32, u32)> {
    let mut statement = db.prepare_cached(&sql::of(id).counts)?;
    Ok(statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

//! Statements for the tables of the ledgers, written from the declarations of their fields.
//!
//! This is the one place where SQL is put together. Every piece is a key or a table name declared in the
//! program (`&'static str`), never anything typed; values always travel as parameters. Writing the eight
//! tables' statements out by hand would say every field a second, third and fourth time.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::registers;
use crate::vocab::values::by_length;
use crate::vocab::{Field, Key, Kind, Register, RegisterId};

/// 製造番号
pub const SERIAL: &str = "serial";

/// The columns every record has, in the order of the statements below.
pub const COMMON: [&str; 11] = [
    "id",
    "uuid",
    "version",
    "origin",
    "batch_id",
    "source",
    "effective_on",
    "late_reason",
    "extra",
    "missing",
    "voided",
];

/// Where the column of a field stands among those of [`columns`], and how many there are.
pub struct Places {
    /// In the order of [`crate::vocab::Values`].
    of: Vec<(&'static str, usize)>,
    pub count: usize,
}

impl Places {
    fn among(fields: &'static [Field]) -> Self {
        let mut places = Self { of: Vec::with_capacity(fields.len()), count: 0 };
        for field in fields {
            places.of.push((field.key, places.count));
            places.count += 1 + usize::from(matches!(field.kind, Kind::Person));
        }
        places.of.sort_unstable_by(|(one, _), (other, _)| by_length(one, other));
        places
    }

    /// Where the values of a record go, which come in their order.
    pub fn of<V>(&self, values: impl Iterator<Item = (Key, V)>) -> impl Iterator<Item = (usize, V)> {
        let mut places = self.of.iter();
        values.filter_map(move |(key, value)| {
            let at = places.as_slice().iter().position(|(known, _)| *known == key)?;
            places.nth(at).map(|(_, place)| (*place, value))
        })
    }
}

/// A ledger's statements, made once.
pub struct Statements {
    pub places: Places,
    pub insert: String,
    pub next_id: String,
    pub update: String,
    pub walk: String,
    pub counts: String,
    pub incomplete: String,
    pub by_id: String,
    pub by_number: String,
    /// What tells records apart, of all of them.
    pub keys: String,
    /// The serial numbers of the things a ledger lists, of records in force; none where it lists none.
    pub serials: Option<String>,
    /// Takes a record's number away until it is written again.
    pub free_number: String,
    pub parts: BTreeMap<&'static str, PartStatements>,
}

pub struct PartStatements {
    pub places: Places,
    pub insert: String,
    pub select: String,
    pub delete: String,
}

pub fn of(id: RegisterId) -> &'static Statements {
    static ALL: OnceLock<BTreeMap<RegisterId, Statements>> = OnceLock::new();
    let all =
        ALL.get_or_init(|| registers::ALL.iter().map(|register| (register.id, write(register))).collect());
    &all[&id]
}

/// The columns of declared fields: a person takes two, the name as written and whom it means.
pub fn columns(fields: &'static [Field]) -> impl Iterator<Item = String> {
    fields.iter().flat_map(|field| {
        let person = matches!(field.kind, Kind::Person).then(|| format!("{}_id", field.key));
        std::iter::once(field.key.to_owned()).chain(person)
    })
}

fn write(register: &'static Register) -> Statements {
    let table = register.table;
    let own: Vec<String> = columns(register.fields).collect();
    let all: Vec<String> = COMMON.iter().map(|name| (*name).to_owned()).chain(own).collect();
    let list = all.join(", ");
    let marks = vec!["?"; all.len()].join(", ");
    let sets: Vec<String> = all.iter().skip(1).map(|name| format!("{name} = ?")).collect();
    Statements {
        places: Places::among(register.fields),
        insert: format!("insert into {table} ({list}) values ({marks})"),
        next_id: format!("select coalesce(max(id), 0) + 1 from {table}"),
        update: format!("update {table} set {} where id = ?", sets.join(", ")),
        walk: format!("select {list} from {table} order by id"),
        counts: format!("select count(*), count(*) filter (where missing > 0) from {table} where voided = 0"),
        incomplete: format!(
            "select {list} from {table} where voided = 0 and missing > 0 order by missing desc, id limit ?1"
        ),
        by_id: format!("select {list} from {table} where id = ?1"),
        keys: format!("select id, uuid, voided, {} from {table} order by id", register.number),
        serials: register.field(SERIAL).map(|field| {
            format!("select id, {0} from {table} where voided = 0 and {0} is not null", field.key)
        }),
        free_number: format!("update {table} set {} = null where id = ?1", register.number),
        by_number: format!(
            "select {list} from {table} where {} = ?1 or source = ?1 order by voided, id desc limit 1",
            register.number
        ),
        parts: register.parts.iter().map(|part| (part.key, write_part(part.table, part.fields))).collect(),
    }
}

/// The ids of a list in its order. `sort` and the field of a chip are declared, looked up by the caller; the
/// chip's choice is parameter `?1`.
pub fn order(
    register: &'static Register,
    narrowing: Narrowing,
    sort: &'static Field,
    descending: bool,
) -> String {
    let narrowed = match narrowing {
        Narrowing::InForce => "voided = 0 and ?1 is null".to_owned(),
        Narrowing::Missing => "voided = 0 and missing > 0 and ?1 is null".to_owned(),
        Narrowing::Voided => "voided = 1 and ?1 is null".to_owned(),
        Narrowing::Choice(field) => format!("voided = 0 and {} = ?1", field.key),
    };
    let direction = if descending { "desc" } else { "asc" };
    format!(
        "select id from {table} where {narrowed} order by {key} is null, {key} {direction}, id {direction}",
        table = register.table,
        key = sort.key
    )
}

/// How many records hold which choices of the fields that make chips, in one pass.
pub fn chips(register: &'static Register, fields: &[&'static Field]) -> String {
    let keys: String = fields.iter().map(|field| format!(", {}", field.key)).collect();
    let groups: String = (2..fields.len() + 4).map(|n| format!(", {n}")).collect();
    format!(
        "select count(*), voided, missing > 0{keys} from {table} group by {}",
        groups.trim_start_matches(", "),
        table = register.table
    )
}

/// Which records a chip shows.
#[derive(Debug, Clone, Copy)]
pub enum Narrowing {
    InForce,
    Missing,
    Voided,
    Choice(&'static Field),
}

fn write_part(table: &'static str, fields: &'static [Field]) -> PartStatements {
    let own: Vec<String> = columns(fields).collect();
    let list = own.join(", ");
    let marks = vec!["?"; own.len()].join(", ");
    PartStatements {
        places: Places::among(fields),
        insert: format!("insert into {table} (record_id, position, {list}) values (?, ?, {marks})"),
        select: format!("select {list} from {table} where record_id = ?1 order by position"),
        delete: format!("delete from {table} where record_id = ?1"),
    }
}

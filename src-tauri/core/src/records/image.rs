//! 像: a record as the log keeps it: canonical JSON of everything that counts. From images come history,
//! the ledger as of a past day, and the proof that a row was not altered behind the program's back.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::{Origin, Record};
use crate::error::{Error, Result};
use crate::registers::register;
use crate::vocab::{Content, Field, RegisterId, Value, Values};

/// A record as it is written down: keys in the order of the alphabet, so that the same record is always
/// the same text.
#[derive(Serialize)]
struct Image<'a> {
    batch: Option<i64>,
    effective_on: &'a Option<String>,
    extra: &'a BTreeMap<String, String>,
    id: i64,
    late_reason: &'a Option<String>,
    missing: u32,
    origin: &'static str,
    parts: &'a BTreeMap<String, Vec<Values>>,
    source: &'a Option<String>,
    uuid: &'a str,
    values: &'a Values,
    version: u32,
    voided: bool,
}

/// The whole record as canonical JSON.
pub fn of(record: &Record) -> Result<String> {
    let image = Image {
        batch: record.batch,
        effective_on: &record.effective_on,
        extra: &record.content.extra,
        id: record.id,
        late_reason: &record.late_reason,
        missing: record.missing,
        origin: record.origin.as_str(),
        parts: &record.content.parts,
        source: &record.source,
        uuid: &record.uuid,
        values: &record.content.values,
        version: record.version,
        voided: record.voided,
    };
    // Hardly one is longer; growing by and by costs as much as writing.
    let mut text = Vec::with_capacity(1024);
    let written = serde_json::to_writer(&mut text, &image).map_err(|error| error.to_string());
    let text = written.and_then(|()| String::from_utf8(text).map_err(|error| error.to_string()));
    text.map_err(|error| Error::Corrupt(format!("image: {error}")))
}

/// Reads an image back; `None` where it is not one of this ledger.
pub fn read(id: RegisterId, image: &Json) -> Option<Record> {
    let text = |key: &str| image.get(key).and_then(Json::as_str).map(str::to_owned);
    let extra = image.get("extra")?.as_object()?;
    Some(Record {
        id: image.get("id")?.as_i64()?,
        register: id,
        uuid: text("uuid")?,
        version: image.get("version")?.as_u64()?.try_into().ok()?,
        origin: if text("origin")? == "entry" { Origin::Entry } else { Origin::Import },
        batch: image.get("batch")?.as_i64(),
        source: text("source"),
        effective_on: text("effective_on"),
        late_reason: text("late_reason"),
        voided: image.get("voided")?.as_bool()?,
        missing: image.get("missing")?.as_u64()?.try_into().ok()?,
        content: Content {
            extra: extra.iter().filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned()))).collect(),
            ..content(id, image)?
        },
    })
}

/// Reads values and parts that an entry keeps beside its image.
pub fn content(id: RegisterId, json: &Json) -> Option<Content> {
    let register = register(id);
    let mut content =
        Content { values: values(register.fields, json.get("values")?.as_object()?)?, ..Content::default() };
    for (key, rows) in json.get("parts")?.as_object()? {
        let fields = register.part(key)?.fields;
        let rows = rows.as_array()?.iter().map(|row| values(fields, row.as_object()?));
        content.parts.insert(key.clone(), rows.collect::<Option<Vec<_>>>()?);
    }
    Some(content)
}

fn values(fields: &'static [Field], json: &Map<String, Json>) -> Option<Values> {
    json.iter()
        .map(|(key, value)| {
            let field = fields.iter().find(|field| field.key == key)?;
            Some((field.key, Value::from_json(field.kind, value)?))
        })
        .collect()
}

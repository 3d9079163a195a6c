//! 像: a record as the log keeps it: canonical JSON of everything that counts. From images come history,
//! the ledger as of a past day, and the proof that a row was not altered behind the program's back.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::{Origin, Record};
use crate::registers::register;
use crate::vocab::{Content, Field, RegisterId, Value, Values};

/// The whole record as JSON with sorted keys.
pub fn of(record: &Record) -> Json {
    json!({
        "id": record.id,
        "uuid": record.uuid,
        "version": record.version,
        "origin": record.origin.as_str(),
        "batch": record.batch,
        "source": record.source,
        "effective_on": record.effective_on,
        "late_reason": record.late_reason,
        "missing": record.missing,
        "voided": record.voided,
        "values": values_json(&record.content.values),
        "parts": parts_json(&record.content),
        "extra": record.content.extra,
    })
}

fn values_json(values: &Values) -> Json {
    Json::Object(values.iter().map(|(key, value)| (key.clone(), value.to_json())).collect())
}

fn parts_json(content: &Content) -> Json {
    let rows = |rows: &Vec<Values>| Json::Array(rows.iter().map(values_json).collect());
    Json::Object(content.parts.iter().map(|(key, part)| (key.clone(), rows(part))).collect())
}

/// Reads an image back; `None` where it is not one of this ledger.
pub fn read(id: RegisterId, image: &Json) -> Option<Record> {
    let register = register(id);
    let text = |key: &str| image.get(key).and_then(Json::as_str).map(str::to_owned);
    let mut parts = BTreeMap::new();
    for (key, rows) in image.get("parts")?.as_object()? {
        let part = register.part(key)?;
        let rows = rows.as_array()?.iter().map(|row| values(part.fields, row.as_object()?));
        parts.insert(key.clone(), rows.collect::<Option<Vec<_>>>()?);
    }
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
            values: values(register.fields, image.get("values")?.as_object()?)?,
            parts,
            extra: extra.iter().filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned()))).collect(),
        },
    })
}

fn values(fields: &[Field], json: &Map<String, Json>) -> Option<Values> {
    json.iter()
        .map(|(key, value)| {
            let field = fields.iter().find(|field| field.key == key)?;
            Some((key.clone(), Value::from_json(field.kind, value)?))
        })
        .collect()
}

//! 値: what stands in a field once its text was read and found good.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value as Json;

use super::fields::Kind;
use super::values::Values;
use super::wareki::PartialDate;

/// A record's whole content: its own fields, its parts, and columns of an old ledger that no field took.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    pub values: Values,
    pub parts: BTreeMap<String, Vec<Values>>,
    /// 旧台帳のその他の列: heading to text, kept as they were.
    pub extra: BTreeMap<String, String>,
}

/// One checked value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Date(PartialDate),
    DateTime(NaiveDateTime),
    Int(i64),
    Bool(bool),
    Choice(String),
    ManyOf(Vec<String>),
    /// The name as written, and the person of the 職員名簿 it certainly means.
    Person {
        id: Option<i64>,
        name: String,
    },
}

/// How date-times are stored and shown to machines: `2026-08-14T09:00`.
pub const DATE_TIME: &str = "%Y-%m-%dT%H:%M";

impl Value {
    /// The day of a day and time whose hour nobody said: midnight stands for that. Where something began or ended
    /// (`key` of its field) it may well have been at 0:00.
    pub fn day_alone(&self, key: &str) -> Option<NaiveDate> {
        match self {
            Self::DateTime(at) if at.time() == NaiveTime::MIN => {
                let spans = ["started_at", "ended_at"].iter().any(|end| key.ends_with(end));
                (!spans).then(|| at.date())
            }
            _ => None,
        }
    }

    /// The value as plain text: ISO dates, ids of choices, a person's name.
    pub fn to_text(&self) -> String {
        match self {
            Self::Text(text) | Self::Choice(text) => text.clone(),
            Self::Date(date) => date.to_string(),
            Self::DateTime(at) => at.format(DATE_TIME).to_string(),
            Self::Int(number) => number.to_string(),
            Self::Bool(yes) => if *yes { "1" } else { "0" }.to_owned(),
            Self::ManyOf(ids) => ids.join(","),
            Self::Person { name, .. } => name.clone(),
        }
    }

    /// Reads what serialising wrote; `None` where the JSON is not of the field's kind.
    pub fn from_json(kind: Kind, value: &Json) -> Option<Self> {
        match kind {
            Kind::Int => value.as_i64().map(Self::Int),
            Kind::Bool => value.as_bool().map(Self::Bool),
            Kind::ManyOf(_) => {
                let ids = value.as_array()?.iter().map(|id| id.as_str().map(str::to_owned));
                ids.collect::<Option<Vec<_>>>().map(Self::ManyOf)
            }
            Kind::Person => Some(Self::Person {
                id: value.get("id").and_then(Json::as_i64),
                name: value.get("name")?.as_str()?.to_owned(),
            }),
            _ => Self::from_text(kind, value.as_str()?),
        }
    }

    /// Reads what [`Value::to_text`] wrote. For texts that people typed, see [`super::read`].
    pub fn from_text(kind: Kind, text: &str) -> Option<Self> {
        Some(match kind {
            Kind::Date => Self::Date(text.parse().ok()?),
            Kind::DateTime => Self::DateTime(NaiveDateTime::parse_from_str(text, DATE_TIME).ok()?),
            Kind::Int => Self::Int(text.parse().ok()?),
            Kind::Bool => Self::Bool(text == "1"),
            Kind::Choice(_) => Self::Choice(text.to_owned()),
            Kind::ManyOf(_) => Self::ManyOf(text.split(',').map(str::to_owned).collect()),
            Kind::Person => Self::Person { id: None, name: text.to_owned() },
            Kind::Code | Kind::Text | Kind::Name | Kind::Note | Kind::Department | Kind::Link(_) => {
                Self::Text(text.to_owned())
            }
        })
    }
}

/// Dates, codes and choices as their texts, numbers and booleans as such, a person as id and name.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) | Self::Choice(text) => to.serialize_str(text),
            Self::Date(date) => to.collect_str(date),
            Self::DateTime(at) => to.collect_str(&at.format(DATE_TIME)),
            Self::Int(number) => to.serialize_i64(*number),
            Self::Bool(yes) => to.serialize_bool(*yes),
            Self::ManyOf(ids) => ids.serialize(to),
            Self::Person { id, name } => {
                let mut person = to.serialize_map(Some(2))?;
                person.serialize_entry("id", id)?;
                person.serialize_entry("name", name)?;
                person.end()
            }
        }
    }
}

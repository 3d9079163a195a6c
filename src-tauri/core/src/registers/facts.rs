//! 記録の読み方: the values of a record or of one of its rows, as the checks ask for them.

use chrono::{NaiveDate, NaiveDateTime};

use crate::vocab::fold::name_key;
use crate::vocab::{PartialDate, Value, Values};

/// Reads fields by key; a blank field is `None`.
#[derive(Clone, Copy)]
pub struct Facts<'a>(pub &'a Values);

impl<'a> Facts<'a> {
    pub fn has(self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    pub fn date(self, key: &str) -> Option<PartialDate> {
        match self.0.get(key)? {
            Value::Date(date) => Some(*date),
            Value::DateTime(at) => Some(at.date().into()),
            _ => None,
        }
    }

    pub fn at(self, key: &str) -> Option<NaiveDateTime> {
        match self.0.get(key)? {
            Value::DateTime(at) => Some(*at),
            _ => None,
        }
    }

    pub fn choice(self, key: &str) -> Option<&'a str> {
        match self.0.get(key)? {
            Value::Choice(id) => Some(id),
            _ => None,
        }
    }

    /// Whether a choice is one of these.
    pub fn is(self, key: &str, ids: &[&str]) -> bool {
        self.choice(key).is_some_and(|id| ids.contains(&id))
    }

    /// Whether several-of holds this one; `None` where nothing was said.
    pub fn includes(self, key: &str, id: &str) -> Option<bool> {
        match self.0.get(key)? {
            Value::ManyOf(ids) => Some(ids.iter().any(|one| one == id)),
            _ => None,
        }
    }

    pub fn int(self, key: &str) -> Option<i64> {
        match self.0.get(key)? {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    pub fn yes(self, key: &str) -> Option<bool> {
        match self.0.get(key)? {
            Value::Bool(yes) => Some(*yes),
            _ => None,
        }
    }

    /// Whether two fields name one person: by the 職員名簿 where both are known there, else by the name.
    /// Two people of one name are told apart by naming them from the 職員名簿.
    pub fn same_person(self, one: &str, other: &str) -> bool {
        is_same_person(self.0.get(one), self.0.get(other))
    }

    /// Whether one field is surely before the other; a month alone is before another month only.
    pub fn before(self, earlier: &str, later: &str) -> bool {
        match (self.0.get(earlier), self.0.get(later)) {
            (Some(Value::DateTime(a)), Some(Value::DateTime(b))) => a < b,
            (Some(_), Some(_)) => match (self.date(earlier), self.date(later)) {
                (Some(a), Some(b)) => a.last_day() < b.first_day(),
                _ => false,
            },
            _ => false,
        }
    }

    pub fn first_day(self, key: &str) -> Option<NaiveDate> {
        self.date(key).map(PartialDate::first_day)
    }
}

/// Whether two values name one person, wherever they stand.
pub fn is_same_person(one: Option<&Value>, other: Option<&Value>) -> bool {
    let (Some(Value::Person { id: a, name: x }), Some(Value::Person { id: b, name: y })) = (one, other)
    else {
        return false;
    };
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => name_key(x) == name_key(y),
    }
}

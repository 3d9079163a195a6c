//! 項目の値: what stands in the fields of one record or one part row. Absent means blank.
//!
//! A record fills few of its ledger's fields, and their keys are declared: a sorted list of so few is searched faster
//! than a map, and most keys need no room of their own. Looking up costs the logarithm of what is filled. Written down
//! they stand in the order of the alphabet, so that the same record is always the same text.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Index;

use serde::{Serialize, Serializer};

use super::value::Value;

/// The key of a field: declared, or read from an entry of the log.
pub type Key = Cow<'static, str>;

/// The order of keys in such lists, shorter ones first: most comparisons are then of two lengths.
pub fn by_length(one: &str, other: &str) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

/// Values by the keys of their fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values(Vec<(Key, Value)>);

impl Values {
    pub fn new() -> Self {
        Self::default()
    }

    /// With room for so many.
    pub fn with_room(fields: usize) -> Self {
        Self(Vec::with_capacity(fields))
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.find(key).map(|at| &self.0[at].1)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.find(key).map(|at| &mut self.0[at].1)
    }

    pub fn contains_key(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// Gives back what stood there.
    pub fn insert(&mut self, key: impl Into<Key>, value: Value) -> Option<Value> {
        let key = key.into();
        // Mostly they come in their order.
        if self.0.last().is_none_or(|(last, _)| by_length(last, &key).is_lt()) {
            self.0.push((key, value));
            return None;
        }
        match self.at(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    /// Only where nothing stands yet.
    pub fn insert_new(&mut self, key: impl Into<Key>, value: impl FnOnce() -> Value) {
        let key = key.into();
        if let Err(at) = self.at(&key) {
            self.0.insert(at, (key, value()));
        }
    }

    /// In the place of what stood there, or nothing.
    pub fn put(&mut self, key: impl Into<Key>, value: Option<Value>) {
        let key = key.into();
        match value {
            Some(value) => drop(self.insert(key, value)),
            None => drop(self.remove(&key)),
        }
    }

    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.at(key).ok().map(|at| self.0.remove(at).1)
    }

    pub fn retain(&mut self, mut wanted: impl FnMut(&str, &mut Value) -> bool) {
        self.0.retain_mut(|(key, value)| wanted(key, value));
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Value)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Key, &mut Value)> {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }

    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.0.iter().map(|(key, _)| key)
    }

    /// Where a key stands: of so few, to look at all of their lengths is faster than to halve them.
    fn find(&self, key: &str) -> Option<usize> {
        self.0.iter().position(|(known, _)| known == key)
    }

    /// Where a key stands or would stand.
    fn at(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| by_length(known, key))
    }
}

impl Index<&str> for Values {
    type Output = Value;

    /// For what must be there, as with a map.
    fn index(&self, key: &str) -> &Value {
        let at = self.find(key).unwrap_or(self.0.len());
        &self.0[at].1
    }
}

impl<K: Into<Key>> Extend<(K, Value)> for Values {
    fn extend<I: IntoIterator<Item = (K, Value)>>(&mut self, values: I) {
        for (key, value) in values {
            self.insert(key, value);
        }
    }
}

impl<K: Into<Key>> FromIterator<(K, Value)> for Values {
    fn from_iter<I: IntoIterator<Item = (K, Value)>>(values: I) -> Self {
        let mut all = Self::new();
        all.extend(values);
        all
    }
}

impl<K: Into<Key>, const N: usize> From<[(K, Value); N]> for Values {
    fn from(values: [(K, Value); N]) -> Self {
        values.into_iter().collect()
    }
}

impl IntoIterator for Values {
    type Item = (Key, Value);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'v> IntoIterator for &'v Values {
    type Item = (&'v Key, &'v Value);
    type IntoIter = std::iter::Map<std::slice::Iter<'v, (Key, Value)>, fn(&'v (Key, Value)) -> Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sorted: Vec<(&str, &Value)> = self.iter().map(|(key, value)| (&**key, value)).collect();
        sorted.sort_unstable_by_key(|(key, _)| *key);
        serializer.collect_map(sorted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_a_map_written_in_the_order_of_the_alphabet() {
        let text = |text: &str| Value::Text(text.to_owned());
        let mut values =
            Values::from([("serial".to_owned(), text("SN1")), ("maker".to_owned(), text("BUFFALO"))]);
        assert_eq!(values.insert("serial", text("SN2")), Some(text("SN1")));
        assert_eq!(values.insert("capacity", Value::Int(32)), None);
        values.insert_new("capacity", || Value::Int(64));
        values.insert_new("model", || text("X"));
        assert_eq!(values.keys().collect::<Vec<_>>(), ["maker", "model", "serial", "capacity"]);
        assert_eq!(
            serde_json::to_string(&values).unwrap(),
            r#"{"capacity":32,"maker":"BUFFALO","model":"X","serial":"SN2"}"#
        );
        assert_eq!(values.remove("model"), Some(text("X")));
        values.retain(|key, _| key != "maker");
        assert_eq!((values.len(), values.get("maker"), &values["serial"]), (2, None, &text("SN2")));
        let again: Values = values.clone().into_iter().rev().collect();
        assert_eq!(again, values);
    }
}

//! 欄の文字: what stands in the fields of one row.
//!
//! A big ledger has a hundred thousand rows, and what stands in them repeats: a text may be shared with
//! the cell it was read from and with other rows, and a sorted list of so few takes a fifth of a map's room.

use std::ops::Index;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::vocab::values::by_length;

/// Texts by the key of their field.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FieldTexts(Vec<(&'static str, Arc<str>)>);

impl FieldTexts {
    /// With room for so many, so that none is reserved that stays empty.
    pub fn with_room(fields: usize) -> Self {
        Self(Vec::with_capacity(fields))
    }

    pub fn get(&self, key: &str) -> Option<&str> {
        self.find(key).map(|at| &*self.0[at].1)
    }

    pub fn contains_key(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// In the place of what stood there.
    pub fn insert(&mut self, key: &'static str, text: impl Into<Arc<str>>) {
        if self.0.last().is_none_or(|(last, _)| by_length(last, key).is_lt()) {
            self.0.push((key, text.into()));
            return;
        }
        match self.at(key) {
            Ok(at) => self.0[at].1 = text.into(),
            Err(at) => self.0.insert(at, (key, text.into())),
        }
    }

    /// Only where nothing stands yet.
    pub fn insert_new<T: Into<Arc<str>>>(&mut self, key: &'static str, text: impl FnOnce() -> T) {
        if let Err(at) = self.at(key) {
            self.0.insert(at, (key, text().into()));
        }
    }

    pub fn remove(&mut self, key: &str) {
        if let Ok(at) = self.at(key) {
            self.0.remove(at);
        }
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// In an order that is always the same.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, text)| (*key, &**text))
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&'static str, &mut Arc<str>)> {
        self.0.iter_mut().map(|(key, text)| (*key, text))
    }

    /// Where a key stands: of so few, to look at all of their lengths is faster than to halve them.
    fn find(&self, key: &str) -> Option<usize> {
        self.0.iter().position(|(known, _)| *known == key)
    }

    /// Where a key stands or would stand.
    fn at(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| by_length(known, key))
    }
}

impl Index<&str> for FieldTexts {
    type Output = str;

    /// Blank where nothing stands.
    fn index(&self, key: &str) -> &str {
        self.get(key).unwrap_or_default()
    }
}

impl IntoIterator for FieldTexts {
    type Item = (&'static str, Arc<str>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Serialize for FieldTexts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_stand_by_their_keys_and_the_last_word_counts() {
        let mut texts = FieldTexts::with_room(2);
        texts.insert("serial", "SN1");
        texts.insert("maker", "BUFFALO");
        texts.insert("serial", "SN2");
        texts.insert_new("maker", || "IO DATA");
        texts.insert_new("media_no", || "USB-001".to_owned());
        assert_eq!(
            serde_json::to_string(&texts).unwrap(),
            r#"{"maker":"BUFFALO","serial":"SN2","media_no":"USB-001"}"#
        );
        assert_eq!((texts.get("serial"), texts.get("model"), texts.len()), (Some("SN2"), None, 3));
        texts.remove("maker");
        texts.remove("model");
        assert_eq!((&texts["serial"], &texts["maker"]), ("SN2", ""));
        assert!(!texts.contains_key("maker") && texts.contains_key("media_no"));
        texts.iter_mut().for_each(|(_, text)| *text = "x".into());
        assert!(texts.iter().eq([("serial", "x"), ("media_no", "x")]));
    }
}

//! 人の特定: which person of the 職員名簿 a written name means. Only a name that fits exactly one person
//! is taken; variant kanji are different people until somebody says otherwise.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::error::Result;
use crate::registers::register;
use crate::vocab::{Content, Field, Kind, RegisterId, Value, Values, fold};

/// The staff by folded name.
pub struct People {
    by_name: HashMap<String, Vec<i64>>,
    by_id: HashMap<i64, String>,
}

impl People {
    pub fn load(db: &Connection) -> Result<Self> {
        let mut people = Self { by_name: HashMap::new(), by_id: HashMap::new() };
        let mut statement = db.prepare_cached("select id, name from staff where voided = 0")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, name): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
            if let Some(name) = name {
                people.by_name.entry(fold::name_key(&name)).or_default().push(id);
                people.by_id.insert(id, name);
            }
        }
        Ok(people)
    }

    /// Fills in whom each name means, where that is certain. An id already there stays if the person exists.
    pub fn settle(&self, id: RegisterId, content: &mut Content) {
        let register = register(id);
        self.settle_values(register.fields, &mut content.values);
        for part in register.parts {
            for row in content.parts.get_mut(part.key).into_iter().flatten() {
                self.settle_values(part.fields, row);
            }
        }
    }

    fn settle_values(&self, fields: &[Field], values: &mut Values) {
        for field in fields.iter().filter(|field| matches!(field.kind, Kind::Person)) {
            if let Some(Value::Person { id, name }) = values.get_mut(field.key) {
                *id = id.filter(|id| self.by_id.contains_key(id)).or_else(|| self.only(name));
            }
        }
    }

    /// The one person of this name, if there is exactly one.
    pub fn only(&self, name: &str) -> Option<i64> {
        match self.by_name.get(&fold::name_key(name))?.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

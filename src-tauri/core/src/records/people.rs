//! 人の特定: which person of the 職員名簿 a written name means. Only a name that fits exactly one person
//! is taken; variant kanji are different people until somebody says otherwise.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::error::Result;
use crate::registers::register;
use crate::vocab::{Content, Field, Kind, RegisterId, Value, Values, fold};

/// The staff by folded name.
#[derive(Default)]
pub struct People {
    by_name: HashMap<String, Vec<i64>>,
    by_number: HashMap<String, i64>,
    by_id: HashMap<i64, String>,
}

impl People {
    pub fn load(db: &Connection) -> Result<Self> {
        let mut people = Self::default();
        let mut statement = db.prepare_cached("select id, name, staff_no from staff where voided = 0")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, name): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
            let number: Option<String> = row.get(2)?;
            number.map(|number| people.by_number.insert(number, id));
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
        let number = values.get("staff_no").map(Value::to_text);
        for field in fields.iter().filter(|field| matches!(field.kind, Kind::Person)) {
            if let Some(Value::Person { id, name }) = values.get_mut(field.key) {
                let known = id.filter(|id| self.by_id.contains_key(id));
                let numbered = || self.numbered(number.as_deref()?, name);
                *id = self.who(known.or_else(numbered), name);
            }
        }
    }

    /// Whom a name that is not certain might mean: several of that name; else the same name in variant kanji;
    /// else those of the family name that stands there alone, last, or before a title. Nobody for a name that
    /// is certain.
    pub fn candidates(&self, name: &str) -> Vec<(i64, String)> {
        let (key, folded) = (fold::name_key(name), fold::search_key(&fold::name_key(name)));
        if key.is_empty() || self.only(name).is_some() {
            return Vec::new();
        }
        let tiers: [&dyn Fn(&str) -> bool; 3] = [
            &|known| fold::name_key(known) == key,
            &|known| fold::search_key(&fold::name_key(known)) == folded,
            &|known| is_family_of(known, name),
        ];
        let of_tier = |fits: &&dyn Fn(&str) -> bool| {
            let fitting = self.by_id.iter().filter(|(_, known)| fits(known));
            let mut fitting: Vec<_> = fitting.map(|(id, known)| (*id, known.clone())).collect();
            fitting.sort();
            fitting
        };
        tiers.iter().map(of_tier).find(|fitting| !fitting.is_empty()).unwrap_or_default()
    }

    /// The person of this number, if the name beside it is his: two of one name are told apart by it.
    fn numbered(&self, number: &str, name: &str) -> Option<i64> {
        let id = *self.by_number.get(number)?;
        let same = self.by_id.get(&id).is_some_and(|known| fold::name_key(known) == fold::name_key(name));
        same.then_some(id)
    }

    /// The one person of this name, if there is exactly one.
    pub fn only(&self, name: &str) -> Option<i64> {
        match self.named(name) {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The person a record speaks of: whom it names, or where nobody said whom, or somebody who was voided, the one of
    /// that name.
    pub fn who(&self, id: Option<i64>, name: &str) -> Option<i64> {
        id.filter(|id| self.by_id.contains_key(id)).or_else(|| self.only(name))
    }

    /// All people of this name in other characters: 高橋 where the name is 髙橋.
    pub fn in_variants(&self, name: &str) -> Vec<i64> {
        let (key, folded) = (fold::name_key(name), fold::search_key(&fold::name_key(name)));
        let variant = |known: &str| {
            let other = fold::name_key(known);
            other != key && fold::search_key(&other) == folded
        };
        let mut found: Vec<i64> =
            self.by_id.iter().filter(|(_, known)| variant(known)).map(|(id, _)| *id).collect();
        found.sort_unstable();
        found
    }

    /// All people of this name.
    pub fn named(&self, name: &str) -> &[i64] {
        if self.by_name.is_empty() {
            return &[];
        }
        self.by_name.get(&fold::name_key(name)).map_or(&[], Vec::as_slice)
    }
}

/// Titles that stand after a family name.
const TITLES: [&str; 9] = ["", "課長", "係長", "主任", "主査", "部長", "次長", "さん", "氏"];

/// Whether a written name ends with somebody's family name: 佐藤, 総務課 佐藤, 佐藤課長.
fn is_family_of(known: &str, name: &str) -> bool {
    let blank = |c: char| c.is_whitespace();
    let Some((family, _)) = known.trim().split_once(blank) else { return false };
    let last = name.trim().rsplit(blank).next().unwrap_or_default();
    let rest = fold::search_key(last).strip_prefix(&fold::search_key(family)).map(str::to_owned);
    rest.is_some_and(|rest| TITLES.iter().any(|title| fold::search_key(title) == rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[&str]) -> People {
        let mut people = People::default();
        for (id, name) in (1..).zip(names) {
            people.by_name.entry(fold::name_key(name)).or_default().push(id);
            people.by_id.insert(id, (*name).to_owned());
        }
        people
    }

    #[test]
    fn a_name_that_is_not_certain_is_proposed_and_a_certain_one_is_not() {
        let people = people(&["髙橋 一郎", "佐藤 花子", "佐藤 太郎", "鈴木 健", "鈴木 健"]);
        let cases: [(&str, &[i64]); 8] = [
            ("髙橋　一郎", &[]),
            ("高橋 一郎", &[1]),
            ("佐藤", &[2, 3]),
            ("総務課　佐藤", &[2, 3]),
            ("佐藤課長", &[2, 3]),
            ("佐藤 次郎", &[]),
            ("鈴木 健", &[4, 5]),
            ("山田 優", &[]),
        ];
        for (name, expected) in cases {
            let found: Vec<i64> = people.candidates(name).into_iter().map(|(id, _)| id).collect();
            assert_eq!(found, expected, "{name}");
        }
    }
}

//! 一番似た行: pairs of a row and a record, or another row, of which most is the same.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::likeness::TELLING;
use super::{Differ, TablePreview};
use crate::error::Result;
use crate::registers::register;
use crate::vocab::{Content, Value};

/// So many pairs of a row and a record at most are held against each other.
pub(super) const PAIRS: usize = 4_000_000;

/// A row no record is exactly.
struct Unknown {
    row: u32,
    texts: Vec<u32>,
}

/// Texts as numbers, 0 where there is none: pairs are many.
#[derive(Default)]
struct Texts(HashMap<String, u32>);

impl Texts {
    fn of(&mut self, fields: &[&str], content: &Content) -> Vec<u32> {
        let number = |field: &&str| {
            let Some(text) = content.values.get(field).map(Value::to_text) else { return 0 };
            let next = self.0.len() as u32 + 1;
            *self.0.entry(text).or_insert(next)
        };
        fields.iter().map(number).collect()
    }
}

impl Differ<'_> {
    /// Which of `count` others, by their numbers, each row is likest, at least half of what the table says being the same.
    pub(super) fn nearest(
        &mut self,
        table: &TablePreview,
        rows: Vec<(u32, Content)>,
        others: impl Iterator<Item = Result<(i64, Content)>>,
        count: usize,
    ) -> Result<HashMap<u32, i64>> {
        if count * rows.len() > PAIRS {
            return Ok(HashMap::new());
        }
        let of = register(table.register);
        let spoken = self.spoken(table);
        let told = of.fields.iter().map(|field| field.key);
        let told: Vec<&str> = told.filter(|key| *key != of.number && spoken.speaks_of(key)).collect();
        let mut texts = Texts::default();
        let rows: Vec<Unknown> =
            rows.into_iter().map(|(row, own)| Unknown { row, texts: texts.of(&told, &own) }).collect();
        let mut pairs = Vec::new();
        for other in others {
            let (id, content) = other?;
            let record = (id, texts.of(&told, &content));
            let whole = table.part.is_some();
            let near = |row: &Unknown| {
                let nearness = nearness(&row.texts, &record.1, whole)?;
                Some((Reverse(nearness), row.row, record.0))
            };
            pairs.extend(rows.iter().filter_map(near));
        }
        pairs.sort_unstable();
        let (mut nearest, mut taken) = (HashMap::new(), HashSet::new());
        for (_, row, record) in pairs {
            if !nearest.contains_key(&row) && taken.insert(record) {
                nearest.insert(row, record);
            }
        }
        Ok(nearest)
    }
}

/// Thousandths of the values either says that are the same; none where that is too little to know a record by. What a
/// `whole` table says of its one record above its rows is little, and then all of it must be the same.
fn nearness(one: &[u32], other: &[u32], whole: bool) -> Option<usize> {
    let said = one.iter().zip(other).filter(|(one, other)| (**one, **other) != (0, 0));
    let count = |(all, same): (usize, usize), (one, other)| (all + 1, same + usize::from(one == other));
    let (all, same) = said.fold((0, 0), count);
    let near = all >= TELLING && same * 2 >= all || whole && all > 0 && same == all;
    near.then(|| same * 1000 / all)
}

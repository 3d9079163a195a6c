//! 一番似た行: pairs of a row and a record, or another row, of which most is the same.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::likeness::TELLING;
use super::{Differ, TablePreview};
use crate::error::Result;
use crate::registers::register;
use crate::vocab::{Content, Value};

/// So many pairs of a row and a record at most are held against each other; of more only those that share what few have.
pub(super) const PAIRS: usize = 4_000_000;
/// So many others at least are looked at for each row.
const LOOKED_AT: usize = 100;
/// So many of them are kept in mind, of more than [`PAIRS`].
const KEPT: usize = 8;

/// A row no record is exactly.
struct Unknown {
    row: u32,
    texts: Vec<u32>,
}

/// What a row may be.
struct Other {
    id: i64,
    texts: Vec<u32>,
}

/// How near a row and an other are, the nearest first.
type Pair = (Reverse<usize>, u32, i64);

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
    /// Which of others, by their numbers, each row is likest, at least half of what the table says being the same.
    pub(super) fn nearest(
        &mut self,
        table: &TablePreview,
        rows: Vec<(u32, Content)>,
        others: impl Iterator<Item = Result<(i64, Content)>>,
    ) -> Result<HashMap<u32, i64>> {
        let of = register(table.register);
        let spoken = self.spoken(table);
        let told = of.fields.iter().map(|field| field.key);
        let told: Vec<&str> = told.filter(|key| *key != of.number && spoken.speaks_of(key)).collect();
        let mut texts = Texts::default();
        let rows: Vec<Unknown> =
            rows.into_iter().map(|(row, own)| Unknown { row, texts: texts.of(&told, &own) }).collect();
        let mut of_other = |other: Result<(i64, Content)>| {
            let (id, content) = other?;
            Ok(Other { id, texts: texts.of(&told, &content) })
        };
        let others: Vec<Other> = others.map(&mut of_other).collect::<Result<_>>()?;
        let mut pairs = pairs(&rows, &others, table.part.is_some());
        pairs.sort_unstable();
        let (mut nearest, mut taken) = (HashMap::new(), HashSet::new());
        for (_, row, other) in pairs {
            if !nearest.contains_key(&row) && taken.insert(other) {
                nearest.insert(row, other);
            }
        }
        Ok(nearest)
    }
}

/// Pairs that are near each other.
fn pairs(rows: &[Unknown], others: &[Other], whole: bool) -> Vec<Pair> {
    let near = |row: &Unknown, other: &Other| {
        Some((Reverse(nearness(&row.texts, &other.texts, whole)?), row.row, other.id))
    };
    if rows.len().saturating_mul(others.len()) <= PAIRS {
        return others.iter().flat_map(|other| rows.iter().filter_map(move |row| near(row, other))).collect();
    }
    let holders = Holders::of(others);
    let most = (PAIRS / rows.len()).max(LOOKED_AT);
    let of_row = |row: &Unknown| {
        let likely = holders.of_row(row, most).into_iter();
        let mut own: Vec<Pair> = likely.filter_map(|n| near(row, &others[n])).collect();
        own.sort_unstable();
        own.truncate(KEPT);
        own
    };
    rows.iter().flat_map(of_row).collect()
}

/// Which of the others have a text in a field.
struct Holders(HashMap<(usize, u32), Vec<usize>>);

impl Holders {
    fn of(others: &[Other]) -> Self {
        let mut holders: HashMap<(usize, u32), Vec<usize>> = HashMap::new();
        for (n, other) in others.iter().enumerate() {
            for (field, text) in other.texts.iter().enumerate().filter(|(_, text)| **text != 0) {
                holders.entry((field, *text)).or_default().push(n);
            }
        }
        Self(holders)
    }

    /// Those that share something with a row, first what fewest have.
    fn of_row(&self, row: &Unknown, most: usize) -> Vec<usize> {
        let texts = row.texts.iter().enumerate();
        let mut shared: Vec<&Vec<usize>> =
            texts.filter_map(|(field, text)| self.0.get(&(field, *text))).collect();
        shared.sort_by_key(|holders| holders.len());
        let mut seen = HashSet::new();
        shared.into_iter().flatten().copied().filter(|n| seen.insert(*n)).take(most).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_among_more_pairs_than_are_looked_at_by_what_few_others_share_with_it() {
        // A text of its own, another that ten share, and one that all have.
        let texts = |n: usize| vec![n as u32 + 1, 100_000 + n as u32 / 10, 200_000];
        let others: Vec<Other> = (0..3_000).map(|n| Other { id: n as i64, texts: texts(n) }).collect();
        let edited = |n: usize| Unknown { row: n as u32, texts: vec![300_000, texts(n)[1], texts(n)[2]] };
        let moved = |n: usize| Unknown { row: n as u32, texts: vec![texts(n)[0], 300_000, texts(n)[2]] };
        let rows: Vec<Unknown> = (0..3_000).map(|n| if n % 2 == 0 { edited(n) } else { moved(n) }).collect();
        assert!(rows.len() * others.len() > PAIRS);
        let pairs = pairs(&rows, &others, false);
        for n in 0..3_000 {
            let mut own = pairs.iter().filter(|(_, row, _)| *row == n).map(|(_, _, other)| *other);
            let near =
                |other: i64| if n % 2 == 0 { other / 10 == i64::from(n) / 10 } else { other == i64::from(n) };
            assert!(own.clone().next().is_some() && own.all(near), "row {n}");
        }
    }
}

//! 明細の突合せ: which row of a record's part is which row of the file, so that each is weighed for itself.
//!
//! Rows of a part have no number of their own. The same text is the same row wherever it stands; then whom or what
//! the row names; then where it stood when it went out; then what is most like it. Order is no statement.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::merge::{FieldDiff, Place, weigh};
use crate::records::open;
use crate::vocab::{Field, Key, Kind, Part, Value, Values};

/// How many pairs of rows are held against each other.
const MOST: usize = 1_000_000;

/// The rows of one part on the three sides.
pub struct Sides<'a> {
    /// What file and ledger began from, where that is known.
    pub base: Option<&'a [Values]>,
    pub ledger: &'a [Values],
    pub file: &'a [Values],
    /// Where each row of the file stood among those of the base, from 1.
    pub positions: &'a [Option<usize>],
    /// Places of rows the file has and that were left out, from 1.
    pub left_out: Option<&'a BTreeSet<usize>>,
    /// What neither began with is new on either side, and no other words for a row of the other.
    pub both_new: bool,
}

/// Every difference of a part, row by row.
pub fn diffs(part: &'static Part, sides: &Sides<'_>) -> Vec<FieldDiff> {
    let base = sides.base.unwrap_or_default();
    let at = |n: usize| sides.positions.get(n).copied().flatten().and_then(|n| n.checked_sub(1));
    let of_file = pair(part, (base, sides.file), at, is_like);
    let of_ledger = pair(part, (base, sides.ledger), Some, is_like);
    let mut found = Vec::new();
    for (n, was) in base.iter().enumerate() {
        let stays = of_file[n].is_none() && sides.left_out.is_some_and(|places| places.contains(&(n + 1)));
        if !stays {
            found.extend(of_known(part, sides, was, (of_ledger[n], of_file[n])));
        }
    }
    let rest = |count: usize, taken: &[Option<usize>]| -> Vec<usize> {
        (0..count).filter(|n| !taken.contains(&Some(*n))).collect()
    };
    let (here, there) = (rest(sides.ledger.len(), &of_ledger), rest(sides.file.len(), &of_file));
    let rows = |at: &[usize], of: &[Values]| -> Vec<Values> { at.iter().map(|n| of[*n].clone()).collect() };
    let (of_here, of_there) = (rows(&here, sides.ledger), rows(&there, sides.file));
    // Two people or things that came new on either side are two, however like their rows.
    let names_differ = |one: &Values, other: &Values| {
        name_of(part, one).zip(name_of(part, other)).is_some_and(|(one, other)| one != other)
    };
    let like =
        |one: &Values, other: &Values| is_like(one, other) && !(sides.both_new && names_differ(one, other));
    let both = pair(part, (&of_here, &of_there), |_| None, like);
    for (n, other) in both.iter().enumerate() {
        if let Some(other) = other {
            found.extend(of_fields(part, sides, None, (here[n], there[*other])));
        }
    }
    // Where nothing is known of the beginning, a further row may be one of those here in other words.
    let unsure = sides.base.is_none() && !sides.ledger.is_empty();
    let new = (0..there.len()).filter(|n| !both.contains(&Some(*n)));
    found.extend(new.map(|n| added(part, sides.file, there[n], unsure)));
    found
}

/// A row both sides began with.
fn of_known(
    part: &'static Part,
    sides: &Sides<'_>,
    was: &Values,
    now: (Option<usize>, Option<usize>),
) -> Vec<FieldDiff> {
    match now {
        (Some(here), Some(there)) => of_fields(part, sides, Some(was), (here, there)),
        (Some(here), None) => {
            let changed = text(&sides.ledger[here]) != text(was);
            vec![FieldDiff {
                ledger: in_words(part, &sides.ledger[here]),
                place: Place::PartRemove { part: part.key, row: here },
                ..diff(part, format!("{}:-{here}", part.key), format!("{}行目", here + 1), changed)
            }]
        }
        // Taken out here; what the file changed in it meanwhile is not lost unasked.
        (None, Some(there)) if text(&sides.file[there]) != text(was) => {
            vec![added(part, sides.file, there, true)]
        }
        (None, _) => Vec::new(),
    }
}

fn of_fields(
    part: &'static Part,
    sides: &Sides<'_>,
    was: Option<&Values>,
    (here, there): (usize, usize),
) -> Vec<FieldDiff> {
    let (ledger, file) = (&sides.ledger[here], &sides.file[there]);
    let mut found = Vec::new();
    for field in part.fields {
        let of = |values: &Values| values.get(field.key).map(Value::to_text);
        let (base, one, other) = (was.map(of), of(ledger), of(file));
        let base = base.as_ref().map(Option::as_deref);
        let Some(conflict) = weigh(base, one.as_deref(), other.as_deref()) else { continue };
        let key = format!("{}:{here}:{}", part.key, field.key);
        let label = format!("{}行目 {}", here + 1, field.label.ja);
        found.push(FieldDiff {
            ledger: shown(field, ledger),
            file: shown(field, file),
            place: Place::PartField { part: part.key, row: here, field: field.key, file: there },
            ..diff(part, key, label, conflict)
        });
    }
    found
}

fn added(part: &'static Part, file: &[Values], n: usize, conflict: bool) -> FieldDiff {
    FieldDiff {
        file: in_words(part, &file[n]),
        place: Place::PartAdd { part: part.key, file: n },
        ..diff(part, format!("{}:+{n}", part.key), format!("追加（{}）", n + 1), conflict)
    }
}

fn diff(part: &'static Part, key: String, label: String, conflict: bool) -> FieldDiff {
    FieldDiff {
        field: part.key.to_owned(),
        key,
        label: format!("{} {label}", part.label.ja),
        ledger: String::new(),
        file: String::new(),
        conflict,
        required: false,
        taken: false,
        place: Place::Extra,
    }
}

/// For each of `one` the row of `other` that it is. `at`: where a row of `other` stood among `one`.
fn pair(
    part: &Part,
    (one, other): (&[Values], &[Values]),
    at: impl Fn(usize) -> Option<usize>,
    like: impl Fn(&Values, &Values) -> bool,
) -> Vec<Option<usize>> {
    let mut pairs = Pairs { of: vec![None; one.len()], free: vec![true; other.len()] };
    pairs.by_text(one, other, |row| Some(text(row)), false);
    pairs.by_text(one, other, |row| name_of(part, row), true);
    for n in 0..other.len() {
        if let Some(place) = at(n).filter(|place| *place < one.len()) {
            pairs.join(place, n);
        }
    }
    // More than any part holds would be compared row by row for nothing.
    let few = one.len().saturating_mul(other.len()) <= MOST;
    for place in (0..one.len()).filter(|_| few) {
        let alike = (0..other.len()).filter(|n| pairs.free[*n] && like(&one[place], &other[*n]));
        if let Some(n) = alike.min_by_key(|n| n.abs_diff(place)) {
            pairs.join(place, n);
        }
    }
    pairs.of
}

struct Pairs {
    of: Vec<Option<usize>>,
    free: Vec<bool>,
}

impl Pairs {
    fn join(&mut self, one: usize, other: usize) {
        if self.of[one].is_none() && self.free[other] {
            self.of[one] = Some(other);
            self.free[other] = false;
        }
    }

    /// Rows of the same text, in their order; `only`: where the text tells one row from all others.
    fn by_text(
        &mut self,
        one: &[Values],
        other: &[Values],
        of: impl Fn(&Values) -> Option<String>,
        only: bool,
    ) {
        let mut places: HashMap<String, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (n, key) in one.iter().map(&of).enumerate().filter(|(n, _)| self.of[*n].is_none()) {
            places.entry(key.unwrap_or_default()).or_default().0.push(n);
        }
        for (n, key) in other.iter().map(&of).enumerate().filter(|(n, _)| self.free[*n]) {
            places.entry(key.unwrap_or_default()).or_default().1.push(n);
        }
        places.remove("");
        for (one, other) in places.into_values() {
            if !only || one.len() == 1 && other.len() == 1 {
                one.into_iter().zip(other).for_each(|(one, other)| self.join(one, other));
            }
        }
    }
}

/// All that stands in a row. Whom a name means is not in the file.
fn text(row: &Values) -> String {
    let texts: BTreeMap<&Key, String> = row.iter().map(|(key, value)| (key, value.to_text())).collect();
    format!("{texts:?}")
}

/// Whom or what a row is about.
fn name_of(part: &Part, row: &Values) -> Option<String> {
    let names = |field: &&Field| field.coded || matches!(field.kind, Kind::Person | Kind::Name | Kind::Code);
    let names = part.fields.iter().filter(names).filter_map(|field| row.get(field.key));
    let names: Vec<String> = names.map(Value::to_text).collect();
    (!names.is_empty()).then(|| names.join("\n"))
}

/// Whether most of what stands in either stands in both.
fn is_like(one: &Values, other: &Values) -> bool {
    let keys = one.keys().chain(other.keys().filter(|key| !one.contains_key(key)));
    let same = |key: &&Key| one.get(key).map(Value::to_text) == other.get(key).map(Value::to_text);
    let (same, not): (Vec<&Key>, Vec<&Key>) = keys.partition(same);
    same.len() > not.len()
}

/// 氏名 山田 太郎　出欠 出席
fn in_words(part: &Part, row: &Values) -> String {
    let words = part.fields.iter().filter(|field| row.contains_key(field.key));
    words.map(|field| format!("{} {}", field.label.ja, shown(field, row))).collect::<Vec<_>>().join("　")
}

pub fn shown(field: &Field, values: &Values) -> String {
    values.get(field.key).map(|value| open::shown(field, value)).unwrap_or_default()
}

#[cfg(test)]
mod tests;

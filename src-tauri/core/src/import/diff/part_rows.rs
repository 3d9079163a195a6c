//! 明細の突合せ: which row of a record's part is which row of the file, so that each is weighed for itself.
//!
//! Rows of a part have no number of their own. The same text is the same row wherever it stands; then whom or what
//! the row names; then where it stood when it went out; then what is most like it. Order is no statement.

use std::collections::{BTreeMap, HashMap};

use super::merge::{FieldDiff, Place, weigh};
use crate::records::open;
use crate::vocab::{Field, Kind, Part, Value, Values};

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
}

/// Every difference of a part, row by row.
pub fn diffs(part: &'static Part, sides: &Sides<'_>) -> Vec<FieldDiff> {
    let base = sides.base.unwrap_or_default();
    let at = |n: usize| sides.positions.get(n).copied().flatten().and_then(|n| n.checked_sub(1));
    let of_file = pair(part, base, sides.file, at);
    let of_ledger = pair(part, base, sides.ledger, Some);
    let mut found = Vec::new();
    for (n, was) in base.iter().enumerate() {
        found.extend(of_known(part, sides, was, (of_ledger[n], of_file[n])));
    }
    let rest = |count: usize, taken: &[Option<usize>]| -> Vec<usize> {
        (0..count).filter(|n| !taken.contains(&Some(*n))).collect()
    };
    let (here, there) = (rest(sides.ledger.len(), &of_ledger), rest(sides.file.len(), &of_file));
    let rows = |at: &[usize], of: &[Values]| -> Vec<Values> { at.iter().map(|n| of[*n].clone()).collect() };
    let (of_here, of_there) = (rows(&here, sides.ledger), rows(&there, sides.file));
    let both = pair(part, &of_here, &of_there, |_| None);
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
    one: &[Values],
    other: &[Values],
    at: impl Fn(usize) -> Option<usize>,
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
        let alike = (0..other.len()).filter(|n| pairs.free[*n] && is_like(&one[place], &other[*n]));
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
    let texts: BTreeMap<&String, String> = row.iter().map(|(key, value)| (key, value.to_text())).collect();
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
    let keys = one.keys().chain(other.keys().filter(|key| !one.contains_key(*key)));
    let same = |key: &&String| one.get(*key).map(Value::to_text) == other.get(*key).map(Value::to_text);
    let (same, not): (Vec<&String>, Vec<&String>) = keys.partition(same);
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
mod tests {
    use super::*;
    use crate::registers::register;
    use crate::vocab::RegisterId;

    fn rows(of: &[[&str; 2]]) -> Vec<Values> {
        let row = |[name, remarks]: &[&str; 2]| {
            let name = Value::Person { id: None, name: (*name).to_owned() };
            let mut row = Values::from([("name".to_owned(), name)]);
            if !remarks.is_empty() {
                row.insert("remarks".to_owned(), Value::Text((*remarks).to_owned()));
            }
            row
        };
        of.iter().map(row).collect()
    }

    /// Base, ledger, file, and each difference with whether both sides changed it.
    type Case<'a> =
        (&'a str, Option<&'a [[&'a str; 2]]>, &'a [[&'a str; 2]], &'a [[&'a str; 2]], &'a [(&'a str, bool)]);

    #[test]
    fn each_row_of_a_part_is_weighed_for_itself() {
        const THREE: &[[&str; 2]] = &[["山田", ""], ["佐藤", ""], ["鈴木", "遅参"]];
        let part = &register(RegisterId::Training).parts[0];
        let cases: &[Case<'_>] = &[
            ("sorted", Some(THREE), THREE, &[["鈴木", "遅参"], ["佐藤", ""], ["山田", ""]], &[]),
            (
                "one taken out",
                Some(THREE),
                THREE,
                &[["山田", ""], ["鈴木", "遅参"]],
                &[("出席者名簿 2行目: 氏名 佐藤 → ", false)],
            ),
            (
                "one added here, another there",
                Some(&THREE[..2]),
                &[["山田", ""], ["佐藤", ""], ["高田", ""]],
                &[["山田", ""], ["佐藤", ""], ["中村", ""]],
                &[("出席者名簿 追加（3）:  → 氏名 中村", false)],
            ),
            (
                "the same row changed on both sides",
                Some(THREE),
                &[["山田", "早退"], ["佐藤", ""], ["鈴木", "遅参"]],
                &[["山田", "欠席"], ["佐藤", "代理"], ["鈴木", "遅参"]],
                &[("出席者名簿 1行目 備考: 早退 → 欠席", true), ("出席者名簿 2行目 備考:  → 代理", false)],
            ),
            (
                "taken out there, changed here",
                Some(THREE),
                &[["山田", "早退"], ["佐藤", ""], ["鈴木", "遅参"]],
                &THREE[1..],
                &[("出席者名簿 1行目: 氏名 山田　備考 早退 → ", true)],
            ),
            ("taken out here, as it was there", Some(THREE), &THREE[1..], THREE, &[]),
            ("no beginning: what is not there is no statement", None, THREE, &THREE[..1], &[]),
            (
                "no beginning: a further row is unsure",
                None,
                &THREE[..1],
                &THREE[..2],
                &[("出席者名簿 追加（2）:  → 氏名 佐藤", true)],
            ),
        ];
        for (name, base, ledger, file, expected) in cases {
            let (base, ledger, file) = (base.map(rows), rows(ledger), rows(file));
            let sides = Sides { base: base.as_deref(), ledger: &ledger, file: &file, positions: &[] };
            let found = diffs(part, &sides);
            let lines: Vec<(String, bool)> = found
                .iter()
                .map(|one| (format!("{}: {} → {}", one.label, one.ledger, one.file), one.conflict))
                .collect();
            let expected: Vec<(String, bool)> =
                expected.iter().map(|(line, conflict)| ((*line).to_owned(), *conflict)).collect();
            assert_eq!(lines, expected, "{name}");
        }
    }

    #[test]
    fn a_name_typed_over_is_known_by_where_the_row_stood() {
        let part = &register(RegisterId::Training).parts[0];
        let base = rows(&[["山田", ""], ["佐藤", ""]]);
        let file = rows(&[["佐籐", ""], ["山田", ""]]);
        let positions = [Some(2), Some(1)];
        let sides = Sides { base: Some(&base), ledger: &base, file: &file, positions: &positions };
        let found = diffs(part, &sides);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].label.as_str(), found[0].file.as_str()), ("出席者名簿 2行目 氏名", "佐籐"));
    }
}

//! Rows of a part on three sides.

use super::*;
use crate::registers::register;
use crate::vocab::RegisterId;

fn rows(of: &[[&str; 2]]) -> Vec<Values> {
    let row = |[name, remarks]: &[&str; 2]| {
        let name = Value::Person { id: None, name: (*name).to_owned() };
        let mut row = Values::from([("name".to_owned(), name)]);
        if !remarks.is_empty() {
            row.insert("remarks", Value::Text((*remarks).to_owned()));
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
        let sides = Sides {
            base: base.as_deref(),
            ledger: &ledger,
            file: &file,
            positions: &[],
            left_out: None,
            both_new: base.is_some(),
        };
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
    let sides = Sides {
        base: Some(&base),
        ledger: &base,
        file: &file,
        positions: &positions,
        left_out: None,
        both_new: true,
    };
    let found = diffs(part, &sides);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].label.as_str(), found[0].file.as_str()), ("出席者名簿 2行目 氏名", "佐籐"));
}

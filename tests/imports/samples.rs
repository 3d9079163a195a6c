//! The old ledgers of a made-up office: every row and value of `expected.json` is found.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use mamori_core::import::{
    Cancel, Decisions, Preview, ReadFile, ReaderProcess, Severity, TablePreview, preview,
};
use mamori_core::registers::register;
use mamori_core::vocab::read::RowReader;
use serde_json::Value as Json;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/samples"))
}

fn open(name: &str) -> ReadFile {
    let reader = ReaderProcess::at(env!("CARGO_BIN_EXE_mamorictl"));
    ReadFile::open(&folder().join(name), crate::support::today(), &reader, &Cancel::default(), &mut |_| {})
        .unwrap()
}

fn expected() -> BTreeMap<String, Vec<Json>> {
    serde_json::from_slice(&std::fs::read(folder().join("expected.json")).unwrap()).unwrap()
}

fn accepted(name: &str) -> Preview {
    preview(&[open(name)], &Decisions { accept_all: true, ..Decisions::default() })
}

/// What differs between an expected row and the one found, as lines to read.
fn differences(expected: &Json, found: Option<BTreeMap<&str, &str>>) -> Vec<String> {
    let Some(found) = found else { return vec![format!("missing {expected}")] };
    let fields = expected.as_object().unwrap().iter();
    let fields = fields.filter(|(key, _)| !matches!(key.as_str(), "source_row" | "hidden" | "attendees"));
    fields
        .filter_map(|(key, value)| {
            let wanted = value.as_str().unwrap_or_default();
            let is = found.get(key.as_str()).copied().unwrap_or_default();
            (wanted != is).then(|| format!("row {}: {key} is {is:?}, not {wanted:?}", expected["source_row"]))
        })
        .collect()
}

fn compare(wanted: &Json, table: &TablePreview) -> Vec<String> {
    let rows = wanted["rows"].as_array().unwrap();
    let mut lines = Vec::new();
    let (rows, whole) = match rows[0].get("attendees") {
        Some(attendees) => (attendees.as_array().unwrap(), Some(&rows[0])),
        None => (rows, None),
    };
    lines.extend(whole.iter().flat_map(|whole| {
        differences(whole, Some(table.values.iter().map(|(key, text)| (*key, text.as_str())).collect()))
    }));
    for row in rows {
        let number = row["source_row"].as_u64().unwrap() as u32;
        let found = table.rows.iter().find(|found| found.row == number);
        lines.extend(differences(row, found.map(|found| found.values.iter().collect())));
        let hidden = row.get("hidden").is_some();
        if found.is_some_and(|found| found.hidden != hidden) {
            lines.push(format!("row {number}: hidden is not {hidden}"));
        }
    }
    if table.rows.len() != rows.len() {
        lines.push(format!("{} rows, not {}", table.rows.len(), rows.len()));
    }
    lines
}

#[test]
fn every_row_and_value_of_the_samples_is_found() {
    let mut wrong = Vec::new();
    for (file, tables) in expected() {
        let preview = accepted(&file);
        let found: Vec<&TablePreview> = preview.tables().collect();
        assert_eq!(
            found.len(),
            tables.len(),
            "{file}: {:?}",
            found.iter().map(|t| &t.sheet).collect::<Vec<_>>()
        );
        for (wanted, table) in tables.iter().zip(found) {
            let name = table.sheet.as_deref();
            assert_eq!(
                (wanted["sheet"].as_str(), wanted["register"].as_str()),
                (name, Some(table.register.as_str()))
            );
            wrong.extend(compare(wanted, table).into_iter().map(|line| format!("{file} {name:?} {line}")));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_used_row_is_accounted_for() {
    for file in expected().keys() {
        for table in accepted(file).tables() {
            let totals = serde_json::to_value(table.totals).unwrap();
            let parts = totals.as_object().unwrap().iter().filter(|(key, _)| *key != "rows");
            let sum: u64 = parts.map(|(_, count)| count.as_u64().unwrap()).sum();
            assert_eq!(sum, u64::from(table.totals.rows), "{file} {:?}", table.sheet);
            assert_eq!(table.rows.len() + table.not_data.len(), table.totals.rows as usize);
        }
    }
}

#[test]
fn everything_accepted_can_be_stored() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    for file in expected().keys() {
        let preview = accepted(file);
        let errors: Vec<_> = preview
            .groups()
            .into_iter()
            .filter(|group| group.severity == Severity::Error)
            .map(|g| g.example)
            .collect();
        assert_eq!(errors, Vec::<String>::new());
        for table in preview.tables() {
            for draft in table.drafts() {
                let content = draft.content(&RowReader::of(register(table.register), today));
                assert!(content.is_ok(), "{file} {:?}: {content:?}", draft.rows);
            }
        }
    }
}

#[test]
fn day_and_hours_of_a_training_are_told_apart() {
    let preview = accepted("研修出席者名簿.xlsx");
    let table = preview.tables().next().unwrap();
    let of = |key: &str| table.values[key].as_str();
    assert_eq!(
        (of("held_on"), of("started_at"), of("ended_at")),
        ("2024-06-14", "2024-06-14T13:30", "2024-06-14T15:00")
    );
    assert_eq!(table.problems[0].issue.as_str(), "time_split");
}

#[test]
fn a_ditto_with_nothing_above_is_asked_about() {
    let preview = preview(&[open("バックアップ媒体・作業記録.xls")], &Decisions::default());
    let table = preview.tables().next().unwrap();
    assert!(table.problems.is_empty(), "{:?}", table.problems);
    let first = &table.rows[0];
    assert_eq!(&first.values["location"], "〃");
    let problems: Vec<&str> = first.problems.iter().map(|problem| problem.issue.as_str()).collect();
    assert_eq!(problems, ["ditto_without_source"]);
    assert_eq!(
        first.problems[0].text,
        "媒体一覧 シート 5行目『保管場所』: “〃”の元になる値が上にありません。正しい値を入れるか、このまま残してください。"
    );
}

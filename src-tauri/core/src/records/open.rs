//! A record for the eye: its values as the office writes them, and its history.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::view::{Cell, FieldChange, FindingView, HistoryEntry, RecordView, SourceView};
use super::{Record, image, store};
use crate::audit;
use crate::error::{Error, Result};
use crate::import::kept_rows::{self, KeptRow};
use crate::ledgers::View;
use crate::profile::Profile;
use crate::registers::{self, register};
use crate::vocab::{Field, FiscalYear, Kind, PartialDate, RegisterId, Value, Values, read};

/// A value as the office writes it: 和暦, the choice's name.
pub fn shown(field: &Field, value: &Value) -> String {
    if let Some(day) = value.day_alone(field.key) {
        return PartialDate::from(day).short();
    }
    match (field.kind, value) {
        (_, Value::Date(date)) => date.short(),
        // The one number that is a year: 令和8年度, not 2026.
        (Kind::Int, Value::Int(year)) if field.key == "fiscal_year" => {
            i32::try_from(*year).map_or_else(|_| year.to_string(), |year| FiscalYear(year).to_string())
        }
        (_, Value::DateTime(at)) => {
            format!("{} {}", PartialDate::from(at.date()).short(), at.format("%-H:%M"))
        }
        (Kind::Choice(choices), Value::Choice(id)) => label_of(choices, id),
        (Kind::ManyOf(choices), Value::ManyOf(ids)) => {
            ids.iter().map(|id| label_of(choices, id)).collect::<Vec<_>>().join("、")
        }
        (Kind::Bool, Value::Bool(yes)) => if *yes { "はい" } else { "いいえ" }.to_owned(),
        _ => value.to_text(),
    }
}

fn label_of(choices: &[crate::vocab::Choice], id: &str) -> String {
    let found = choices.iter().find(|choice| choice.id == id);
    found.map_or_else(|| id.to_owned(), |choice| choice.label.ja.to_owned())
}

pub fn cells(fields: &[Field], values: &Values) -> BTreeMap<String, Cell> {
    let cell = |field: &Field| {
        let value = values.get(field.key)?;
        Some((field.key.to_owned(), Cell { text: shown(field, value), value: value.to_text() }))
    };
    fields.iter().filter_map(cell).collect()
}

/// The record as it is opened beside the list.
pub fn view(db: &Connection, record: &Record, profile: &Profile) -> Result<RecordView> {
    let register = register(record.register);
    let parts = register.parts.iter().map(|part| {
        let rows = record.content.parts.get(part.key).into_iter().flatten();
        (part.key.to_owned(), rows.map(|row| cells(part.fields, row)).collect())
    });
    Ok(RecordView {
        register: record.register,
        id: record.id,
        version: record.version,
        number: record.number(),
        title: record.title(),
        cells: cells(register.fields, &record.content.values),
        parts: parts.collect(),
        extra: record.content.extra.clone(),
        missing: missing_keys(record),
        findings: findings(record, profile),
        imported: source(db, record)?,
        voided: record.voided,
        history: history(db, record.register, record.id)?,
    })
}

pub fn missing_keys(record: &Record) -> Vec<String> {
    let missing = read::missing(register(record.register), &record.content);
    missing.into_iter().map(|lack| lack.field).collect()
}

/// The same in the office's words, each once: 「保管場所」, 「出席者名簿の氏名」.
pub fn missing_labels(record: &Record) -> Vec<String> {
    let register = register(record.register);
    let label = |lack: read::Missing| {
        let part = lack.part.and_then(|at| register.part(&at.part));
        let fields = part.map_or(register.fields, |part| part.fields);
        let field = fields.iter().find(|field| field.key == lack.field);
        let name = field.map_or(lack.field.as_str(), |field| field.label.ja);
        part.map_or_else(|| name.to_owned(), |part| format!("{}の{name}", part.label.ja))
    };
    let mut labels: Vec<String> = read::missing(register, &record.content).into_iter().map(label).collect();
    let mut told = std::collections::HashSet::new();
    labels.retain(|label| told.insert(label.clone()));
    labels
}

fn findings(record: &Record, profile: &Profile) -> Vec<FindingView> {
    let findings = registers::check(record.register, &record.content, profile);
    findings.into_iter().map(FindingView::from).collect()
}

/// 原本: where an imported record stood, cell by cell.
fn source(db: &Connection, record: &Record) -> Result<Option<SourceView>> {
    let of = record.register.as_str();
    let is_own = |row: &KeptRow| row.is_record(of, record.id);
    let own = stood_at(db, include_str!("sql/source.sql"), (of, record.id), is_own)?;
    let place = record.source.as_deref().and_then(|source| source.rsplit_once('-'));
    let place = place.and_then(|(sheet, row)| Some((sheet, row.parse::<u32>().ok()?)));
    match (own, record.batch, place) {
        (None, Some(batch), Some((sheet, number))) => {
            let sql = include_str!("sql/source_of_range.sql");
            let is_there = |row: &KeptRow| row.row == number && row.register.as_deref() == Some(of);
            stood_at(db, sql, (batch, of, sheet, number), is_there)
        }
        (own, ..) => Ok(own),
    }
}

/// The first row that is meant, of those kept in the packets a statement finds.
fn stood_at(
    db: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    meant: impl Fn(&KeptRow) -> bool,
) -> Result<Option<SourceView>> {
    let mut found = None;
    kept_rows::walk(db, sql, params, |packet| {
        let Some(row) = packet.rows.iter().find(|row| found.is_none() && meant(row)) else { return Ok(()) };
        let raw =
            serde_json::from_str(row.cells()).map_err(|error| Error::Corrupt(format!("a row: {error}")))?;
        found = Some(SourceView {
            batch: packet.batch,
            file: packet.name,
            sheet: packet.sheet,
            row: row.row,
            raw,
        });
        Ok(())
    })?;
    Ok(found)
}

/// 経過, newest first, each change with before and after.
pub fn history(db: &Connection, id: RegisterId, record: i64) -> Result<Vec<HistoryEntry>> {
    let entries = audit::store::of_record(db, id.as_str(), record)?;
    let mut history = Vec::new();
    let mut before: Option<Record> = None;
    for entry in entries.iter().rev() {
        let after = entry.image_json()?.and_then(|image| image::read(id, &image));
        let changes = match (&before, &after) {
            (Some(before), Some(after)) => changes(before, after),
            _ => Vec::new(),
        };
        history.push(HistoryEntry {
            seq: entry.seq,
            at: entry.local_time(),
            effective_on: entry.effective_on.clone(),
            late: entry.late,
            by: entry.who.clone(),
            action: entry.action.clone(),
            reason: entry.reason.clone(),
            changes,
        });
        before = after.or(before);
    }
    history.reverse();
    Ok(history)
}

fn changes(before: &Record, after: &Record) -> Vec<FieldChange> {
    let register = register(after.register);
    let text = |field: &Field, record: &Record| {
        record.content.values.get(field.key).map(|value| shown(field, value)).unwrap_or_default()
    };
    let own = register.fields.iter().filter_map(|field| {
        let (before, after) = (text(field, before), text(field, after));
        let change = FieldChange { field: field.key.to_owned(), label: field.label, before, after };
        (change.before != change.after).then_some(change)
    });
    let parts = register.parts.iter().filter_map(|part| {
        let lines = |record: &Record| part_text(part, record);
        let (before, after) = (lines(before), lines(after));
        let change = FieldChange { field: part.key.to_owned(), label: part.label, before, after };
        (change.before != change.after).then_some(change)
    });
    own.chain(parts).collect()
}

fn part_text(part: &crate::vocab::Part, record: &Record) -> String {
    let row = |values: &Values| {
        let texts = part.fields.iter().filter_map(|field| Some(shown(field, values.get(field.key)?)));
        texts.collect::<Vec<_>>().join(" ")
    };
    let rows = record.content.parts.get(part.key).into_iter().flatten();
    rows.map(row).collect::<Vec<_>>().join("\n")
}

/// The ledger's record, with nothing written to the log: for the program's own use.
pub fn get(from: &View<'_>, id: RegisterId, record: i64) -> Result<(Record, RecordView)> {
    let record = store::get(from.db, id, record)?;
    let view = view(from.db, &record, from.profile)?;
    Ok((record, view))
}

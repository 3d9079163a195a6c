//! 決め方の記憶: what was decided about a table is offered again for the next one with the same headings.
//!
//! Offered, never applied by itself: the next file may mean something else by the same words. What was
//! decided about single rows is of that file alone and is not remembered.

mod store;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::in_words::Words;
use super::preview::{ColumnMapping, Decisions, Preview, TableDecisions, TablePreview};
use super::problem::{Severity, Verdict};
use super::tables::column_letters;
use crate::audit::{Action, Event};
use crate::error::{Error, ErrorCode, Result, refuse};
use crate::ledgers::{Change, Ledgers};
use crate::registers::register;
use crate::users::{Permission, Session};
use crate::vocab::fold::match_key;

pub use store::each;

/// What was decided when such a table came in last.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Remembered {
    /// Local time.
    pub at: String,
    pub by: String,
    /// In the office's words, one decision a line.
    pub lines: Vec<String>,
}

/// By which tables are the same form: their headings, in order, wherever on the sheet they begin.
pub fn fingerprint(table: &TablePreview) -> String {
    let mut hasher = Sha256::new();
    // What was kept before knew columns by their letters and does not fit any more.
    hasher.update("by place\0");
    for column in &table.columns {
        hasher.update(match_key(as_written(column)));
        hasher.update([0]);
    }
    // Both halves of a list have its headings; what was said of one is not of the other's ledger.
    if table.second_half {
        hasher.update(table.register.as_str());
    }
    hex::encode(hasher.finalize())
}

/// A heading without the letter that tells it from another of the same name: the next file may have a column more.
fn as_written(column: &ColumnMapping) -> &str {
    let letter = format!("（{}列）", column_letters(column.col));
    column.heading.strip_suffix(letter.as_str()).unwrap_or(&column.heading)
}

/// What is remembered of the tables, as far as it is not decided so already; by table.
pub fn offers(
    ledgers: &Ledgers,
    session: &Session,
    preview: &Preview,
    decisions: &Decisions,
) -> Result<BTreeMap<String, Remembered>> {
    ledgers.read(session, Permission::Import, |view| {
        let mut offers = BTreeMap::new();
        for table in preview.tables().filter(|table| table.may_be_taken()) {
            let Some(kept) = store::newest(view.db, &fingerprint(table))? else { continue };
            let now = decisions.tables.get(&table.id).cloned().unwrap_or_default();
            let kept = store::Kept { decisions: by_column(table, kept.decisions), ..kept };
            if applied(&now, &kept.decisions) != now {
                let lines = lines(table, &kept.decisions);
                offers.insert(table.id.clone(), Remembered { at: kept.at, by: kept.who, lines });
            }
        }
        Ok(offers)
    })
}

/// The decisions with what is remembered of one table.
pub fn recalled(
    ledgers: &Ledgers,
    session: &Session,
    table: &TablePreview,
    decisions: &Decisions,
) -> Result<Decisions> {
    ledgers.read(session, Permission::Import, |view| {
        let kept = store::newest(view.db, &fingerprint(table))?;
        let kept = kept.ok_or_else(|| refuse(ErrorCode::ImportNothing))?;
        let mut decisions = decisions.clone();
        let now = decisions.tables.entry(table.id.clone()).or_default();
        *now = applied(now, &by_column(table, kept.decisions));
        Ok(decisions)
    })
}

/// The decisions with what is remembered of every table.
pub fn all_recalled(
    ledgers: &Ledgers,
    session: &Session,
    preview: &Preview,
    decisions: &Decisions,
) -> Result<Decisions> {
    let offered = offers(ledgers, session, preview, decisions)?;
    let mut tables = preview.tables().filter(|table| offered.contains_key(&table.id));
    tables.try_fold(decisions.clone(), |decisions, table| recalled(ledgers, session, table, &decisions))
}

/// Remembers what was decided about each table that is taken in; answers how many are new.
pub fn keep(change: &Change<'_>, batch: i64, preview: &Preview, decisions: &Decisions) -> Result<()> {
    // The sheets of several years have the same headings: what was said of one holds for the form.
    let mut forms: BTreeMap<String, (&TablePreview, TableDecisions)> = BTreeMap::new();
    for table in preview.tables().filter(|table| table.is_taken() && !is_own(table)) {
        let decided = worth_keeping(table, decisions);
        let (_, form) = forms.entry(fingerprint(table)).or_insert_with(|| (table, TableDecisions::default()));
        *form = applied(form, &decided);
    }
    for (print, (table, decided)) in forms {
        let known = store::newest(&change.tx, &print)?;
        if decided == TableDecisions::default() || known.is_some_and(|known| known.decisions == decided) {
            continue;
        }
        store::insert(change, batch, (&print, table.register), &decided)?;
        let detail = json!({ "batch": batch, "sheet": table.sheet, "headings": print, "decisions": decided });
        change.line(&Event::new(Action::MappingRemembered).in_register(table.register).detail(detail))?;
    }
    Ok(())
}

/// Written by our own export, which says itself what its columns are.
fn is_own(table: &TablePreview) -> bool {
    table.columns.iter().any(|column| column.reason == "own_mark")
}

/// All that was decided but what is of this file's rows alone.
fn worth_keeping(table: &TablePreview, decisions: &Decisions) -> TableDecisions {
    let mut decided = decisions.tables.get(&table.id).cloned().unwrap_or_default();
    decided.groups.retain(|key, _| !key.starts_with("row:"));
    for issues in decided.groups.values_mut() {
        issues.retain(|issue, _| !issue.is_of_this_file());
    }
    decided.groups.retain(|_, issues| !issues.is_empty());
    decided = TableDecisions {
        register: decided.register,
        columns: by_place(table, &decided.columns),
        groups: decided.groups,
        words: decided.words,
        eras: decided.eras,
        meanings: decided.meanings,
        ..TableDecisions::default()
    };
    let findings = table.rows.iter().flat_map(|row| &row.problems);
    for finding in findings.filter(|finding| !finding.issue.is_of_this_file()) {
        if finding.severity != Severity::Note && finding.verdict != Verdict::Open {
            let group = decided.groups.entry(finding.field.clone()).or_default();
            group.entry(finding.issue).or_insert(finding.verdict);
        }
    }
    decided
}

/// Columns by their places among the headings: the next sheet may begin further right.
fn by_place(table: &TablePreview, columns: &BTreeMap<u16, String>) -> BTreeMap<u16, String> {
    let all = (0..).zip(&table.columns);
    all.filter_map(|(place, column)| Some((place, columns.get(&column.col)?.clone()))).collect()
}

/// The other way: what is remembered of a place is of the column that has it now.
fn by_column(table: &TablePreview, kept: TableDecisions) -> TableDecisions {
    let at =
        |(place, field): (&u16, &String)| Some((table.columns.get(usize::from(*place))?.col, field.clone()));
    let columns = kept.columns.iter().filter_map(at).collect();
    TableDecisions { columns, ..kept }
}

/// What was decided now, with what is remembered where nothing was.
fn applied(now: &TableDecisions, kept: &TableDecisions) -> TableDecisions {
    let mut applied = now.clone();
    applied.register = now.register.or(kept.register);
    for (col, field) in &kept.columns {
        applied.columns.entry(*col).or_insert_with(|| field.clone());
    }
    for (field, issues) in &kept.groups {
        let group = applied.groups.entry(field.clone()).or_default();
        for (issue, verdict) in issues {
            group.entry(*issue).or_insert(*verdict);
        }
    }
    for (field, words) in &kept.words {
        let own = applied.words.entry(field.clone()).or_default();
        for (word, meant) in words {
            own.entry(word.clone()).or_insert_with(|| meant.clone());
        }
    }
    for (field, era) in &kept.eras {
        applied.eras.entry(field.clone()).or_insert_with(|| era.clone());
    }
    for (mark, meaning) in &kept.meanings {
        applied.meanings.entry(mark.clone()).or_insert_with(|| meaning.clone());
    }
    applied
}

/// The decisions in words.
fn lines(table: &TablePreview, kept: &TableDecisions) -> Vec<String> {
    let heading = |col: u16| {
        let column = table.columns.iter().find(|column| column.col == col)?;
        Some(column.heading.clone())
    };
    let words = Words { register: register(kept.register.unwrap_or(table.register)), heading: &heading };
    let said = words.of_form(kept).into_iter().chain(words.of_groups(kept));
    said.map(|(what, result)| format!("{what} → {result}")).collect()
}

fn read(text: &str) -> Result<TableDecisions> {
    serde_json::from_str(text).map_err(|error| Error::Corrupt(format!("import_mapping: {error}")))
}

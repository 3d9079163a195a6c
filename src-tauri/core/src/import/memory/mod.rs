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

use super::preview::{Decisions, Preview, TableDecisions, TablePreview};
use super::problem::{Severity, Verdict};
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

/// By which tables are the same form: their headings, in order.
pub fn fingerprint(table: &TablePreview) -> String {
    let mut hasher = Sha256::new();
    for column in &table.columns {
        hasher.update(match_key(&column.heading));
        hasher.update([0]);
    }
    hex::encode(hasher.finalize())
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
        for table in preview.tables().filter(|table| table.is_taken()) {
            let Some(kept) = store::newest(view.db, &fingerprint(table))? else { continue };
            let now = decisions.tables.get(&table.id).cloned().unwrap_or_default();
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
        *now = applied(now, &kept.decisions);
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
    decided = TableDecisions {
        register: decided.register,
        columns: decided.columns,
        groups: decided.groups,
        words: decided.words,
        eras: decided.eras,
        meanings: decided.meanings,
        ..TableDecisions::default()
    };
    for finding in table.rows.iter().flat_map(|row| &row.problems) {
        if finding.severity != Severity::Note && finding.verdict != Verdict::Open {
            let group = decided.groups.entry(finding.field.clone()).or_default();
            group.entry(finding.issue).or_insert(finding.verdict);
        }
    }
    decided
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
    let of = register(kept.register.unwrap_or(table.register));
    let label = |key: &str| of.field(key).map_or_else(|| key.to_owned(), |field| field.label.ja.to_owned());
    let mut lines = Vec::new();
    if let Some(register) = kept.register {
        lines.push(format!("取込先：{}", crate::registers::register(register).label.ja));
    }
    for (col, field) in &kept.columns {
        let heading = table.columns.iter().find(|column| column.col == *col);
        let heading = heading.map_or_else(|| format!("{}列目", col + 1), |column| column.heading.clone());
        let to = match field.as_str() {
            "" => "その他の列として残す".to_owned(),
            "-" => "取り込まない".to_owned(),
            key => format!("「{}」", label(key)),
        };
        lines.push(format!("「{heading}」の列 → {to}"));
    }
    for (field, words) in &kept.words {
        lines.extend(words.iter().map(|(word, meant)| format!("「{}」の“{word}” → {meant}", label(field))));
    }
    for (field, issues) in &kept.groups {
        let verdicts = issues.iter();
        lines.extend(verdicts.map(|(issue, verdict)| {
            format!("「{}」{} → {}", label(field), issue.label_ja(), verdict.label_ja())
        }));
    }
    lines
        .extend(kept.eras.iter().map(|(field, era)| format!("「{}」の元号のない日付 → {era}", label(field))));
    lines.extend(kept.meanings.iter().map(|(mark, meaning)| format!("{mark} → {meaning}")));
    lines
}

fn read(text: &str) -> Result<TableDecisions> {
    serde_json::from_str(text).map_err(|error| Error::Corrupt(format!("import_mapping: {error}")))
}

//! 決めたこと（表と列）: how tables were read and what was said of them, from the entry of the log and the decisions
//! kept with the batch. What was found in cells and decided there stands with the rows.

use std::collections::HashMap;

use serde::Deserialize;

use crate::import::decisions::{Decisions, TableDecisions};
use crate::import::in_words::{Line, Words};
use crate::import::mapping::Reason;
use crate::import::problem::{Issue, Verdict};
use crate::registers::register;
use crate::vocab::RegisterId;

/// One thing that was said of a table, or that follows from how it was read.
pub struct ChoiceLine {
    pub file: i64,
    pub sheet: String,
    pub what: String,
    pub result: String,
    /// Somebody decided it; else the program's own reading.
    pub decided: bool,
}

/// A file of the batch as its entry describes it.
#[derive(Deserialize)]
pub struct FileRead {
    pub id: i64,
    /// Imports of before say nothing of their tables.
    #[serde(default)]
    pub tables: Vec<TableRead>,
}

/// A table as the entry of its import describes it.
#[derive(Deserialize)]
pub struct TableRead {
    id: String,
    #[serde(default)]
    sheet: Option<String>,
    register: RegisterId,
    excluded: bool,
    unmapped: bool,
    columns: Vec<ColumnRead>,
    /// What was found of the table itself, and how that was decided.
    #[serde(default)]
    found: Vec<FoundRead>,
    /// Of when it is, where its sheet, title or file says so.
    #[serde(default)]
    pub period: Option<(i32, u32)>,
}

#[derive(Deserialize)]
struct FoundRead {
    code: Issue,
    verdict: Verdict,
}

#[derive(Deserialize)]
struct ColumnRead {
    col: u16,
    heading: String,
    field: Option<String>,
    excluded: bool,
    reason: String,
}

pub fn of(files: &[FileRead], decisions: &Decisions, people: &HashMap<i64, String>) -> Vec<ChoiceLine> {
    let mut lines = Vec::new();
    for (file, table) in files.iter().flat_map(|file| file.tables.iter().map(move |table| (file, table))) {
        let decided = decisions.tables.get(&table.id).cloned().unwrap_or_default();
        let sheet = table.sheet.as_deref().unwrap_or("CSV");
        let line = |decided: bool, (what, result): Line| {
            let sheet = sheet.to_owned();
            ChoiceLine { file: file.id, sheet, what, result, decided }
        };
        lines.extend(table.as_read().into_iter().map(|said| line(false, said)));
        lines.extend(table.said(&decided, people).into_iter().map(|said| line(true, said)));
    }
    lines
}

impl TableRead {
    /// Where the columns went by themselves, and what was left out.
    fn as_read(&self) -> Vec<Line> {
        if self.unmapped {
            return vec![("台帳の表と見分けられないシート".to_owned(), "取り込まない".to_owned())];
        }
        if self.excluded {
            return vec![("表全体".to_owned(), "取り込まない".to_owned())];
        }
        let of = register(self.register);
        let label =
            |key: &str| of.anywhere(key).map_or_else(|| key.to_owned(), |field| field.label.ja.to_owned());
        let own = |column: &&ColumnRead| column.reason != Reason::Chosen.as_str();
        let to =
            |column: &ColumnRead| Some(format!("{} → {}", column.heading, label(column.field.as_deref()?)));
        let mapped: Vec<String> = self.columns.iter().filter(own).filter_map(to).collect();
        let mut lines = Vec::new();
        if !mapped.is_empty() {
            lines.push(("列の割当て".to_owned(), mapped.join("、")));
        }
        let rest = self.columns.iter().filter(own).filter(|column| column.field.is_none());
        lines.extend(rest.map(|column| {
            let reason = Reason::ALL.into_iter().find(|reason| reason.as_str() == column.reason);
            let result =
                if column.excluded { "取り込まない" } else { "その他の列として残す" };
            let why = reason.map_or("", Reason::sentence_ja);
            (format!("「{}」の列", column.heading), format!("{result}（{}）", why.trim_end_matches('。')))
        }));
        lines
    }

    fn said(&self, decided: &TableDecisions, people: &HashMap<i64, String>) -> Vec<Line> {
        let heading = |col: u16| {
            let column = self.columns.iter().find(|column| column.col == col)?;
            Some(column.heading.clone())
        };
        let words = Words { register: register(self.register), heading: &heading };
        let settled = self.found.iter().filter(|found| found.verdict != Verdict::Open);
        let settled = settled
            .map(|found| (found.code.label_ja().to_owned(), found.code.answer_ja(found.verdict).to_owned()));
        let mut lines: Vec<Line> = settled.collect();
        lines.extend(words.of_form(decided));
        lines.extend(words.of_rows(decided));
        lines.extend(decided.people.iter().map(|(name, id)| {
            let who = people.get(id).map_or("職員名簿の誰でもない", String::as_str);
            (format!("氏名“{name}”"), who.to_owned())
        }));
        lines
    }
}

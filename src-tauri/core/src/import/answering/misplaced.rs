//! 当てはまらない答え: what was said about tables, rows, columns, fields and files that are not there, about words the
//! file does not have ([`words`]) and about questions nobody asks ([`issues`]).

mod issues;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Value as Json, json};

use super::{OfLedger, Way, asked};
use crate::import::in_words::ERAS;
use crate::import::judged::Judged;
use crate::import::preview::{COMMENT, Decisions, HIDDEN, STRUCK, TableDecisions, TablePreview};
use crate::registers::register;

/// An answer that goes nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misplaced {
    /// Its place among the decisions.
    pub key: String,
    /// What could be said there instead, where that can be told.
    pub possible: Vec<String>,
}

impl From<String> for Misplaced {
    fn from(key: String) -> Self {
        Self { key, possible: Vec::new() }
    }
}

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)?;
        match &self.possible[..] {
            [] => Ok(()),
            possible => write!(f, "（ここに書けるのは {}）", possible.join("、")),
        }
    }
}

/// Answers that stand where nothing is asked, or say what cannot be said there: they would be passed over. Names,
/// sides and meanings of marks are looked at where the ledger is there to ask about them.
pub fn misplaced(judged: &Judged, said: &Decisions, of_ledger: Option<OfLedger<'_>>) -> Vec<Misplaced> {
    let known: Option<Vec<Way>> = of_ledger.map(|of_ledger| {
        let before = of_ledger.before.iter().map(|comparison| OfLedger { comparison, ..of_ledger });
        let asked = [of_ledger].into_iter().chain(before);
        asked.flat_map(|ledger| asked_ways(judged, ledger)).collect()
    });
    let mut misplaced: Vec<Misplaced> = files(judged, said).into_iter().map(Misplaced::from).collect();
    for (id, table) in &said.tables {
        let Some(shown) = judged.preview.tables().find(|known| known.id == *id) else {
            misplaced.push(format!("tables/{id}").into());
            continue;
        };
        let here = Here::of(judged, shown);
        let mut strange = here.strange(table);
        strange.extend(known.iter().flat_map(|known| here.unasked(table, known)));
        let mut strange: Vec<Misplaced> = strange.into_iter().map(Misplaced::from).collect();
        strange.extend(here.strange_words(table));
        strange.extend(here.strange_issues(table, of_ledger));
        misplaced.extend(
            strange.into_iter().map(|one| Misplaced { key: format!("tables/{id}/{}", one.key), ..one }),
        );
    }
    misplaced
}

fn asked_ways(judged: &Judged, of_ledger: OfLedger<'_>) -> Vec<Way> {
    asked(judged, Some(of_ledger), true).into_iter().flat_map(|asked| asked.ways).collect()
}

/// Files that are not of the set.
fn files(judged: &Judged, said: &Decisions) -> Vec<String> {
    let read = &judged.preview.files;
    let out = said.out.iter().filter(|n| **n as usize >= read.len()).map(|n| format!("out/{n}"));
    let names: BTreeSet<&str> = read
        .iter()
        .map(|file| file.file.as_str())
        .chain(judged.refused.iter().map(|refused| refused.file.as_str()))
        .collect();
    let strangers = said.stay_out.iter().filter(|name| !names.contains(name.as_str()));
    out.chain(strangers.map(|name| format!("stay_out/{name}"))).collect()
}

/// The table that something was said about.
struct Here<'a> {
    judged: &'a Judged,
    table: &'a TablePreview,
    /// All that are not empty.
    rows: BTreeSet<u32>,
}

impl<'a> Here<'a> {
    fn of(judged: &'a Judged, table: &'a TablePreview) -> Self {
        Self { judged, table, rows: table.used_rows().collect() }
    }

    /// Rows, columns and fields that are not there.
    fn strange(&self, said: &TableDecisions) -> Vec<String> {
        let mut strange = Vec::new();
        for (of, all) in [("exclude_rows", &said.exclude_rows), ("include_rows", &said.include_rows)] {
            strange.extend(all.difference(&self.rows).map(|row| format!("{of}/{row}")));
        }
        let heads = |row: u32| self.table.is_first_of_sheet() && self.is_row_of_sheet(row);
        strange.extend(said.header_row.filter(|row| !heads(*row)).map(|row| format!("header_row/{row}")));
        for (col, key) in &said.columns {
            let there = self.table.columns.iter().any(|column| column.col == *col);
            if !there || !["", "-"].contains(&key.as_str()) && !self.is_field(key) {
                strange.push(format!("columns/{col}"));
            }
        }
        let groups = said.groups.keys().filter(|key| !self.is_place(key));
        strange.extend(groups.map(|key| format!("groups/{key}")));
        let sides = said.sides.keys().filter(|key| key.starts_with("row:") && !self.is_place(key));
        strange.extend(sides.map(|key| format!("sides/{key}")));
        strange.extend(said.words.keys().filter(|key| !self.is_known(key)).map(|key| format!("words/{key}")));
        let era = |(field, era): &(&String, &String)| {
            self.is_field(field) && ERAS.iter().any(|(known, _)| known == era)
        };
        strange.extend(said.eras.iter().filter(|said| !era(said)).map(|(field, _)| format!("eras/{field}")));
        strange
    }

    /// A row that is there, or a column.
    fn is_place(&self, key: &str) -> bool {
        match key.strip_prefix("row:").map(row_of) {
            Some(row) => row.is_some_and(|row| self.rows.contains(&row)),
            None => self.is_known(key),
        }
    }

    /// A field of its ledger; of one that is not known yet anything may be one.
    fn is_field(&self, key: &str) -> bool {
        self.table.unmapped || register(self.table.register).anywhere(key).is_some()
    }

    /// A field, a column no field takes, or whatever else something was found in.
    fn is_known(&self, key: &str) -> bool {
        key.is_empty()
            || self.is_field(key)
            || [COMMENT, STRUCK, HIDDEN].contains(&key)
            || self.table.columns.iter().any(|column| column.heading == key)
            || self.table.extra.contains_key(key)
            || self.table.findings().any(|finding| finding.field == key)
    }

    fn is_row_of_sheet(&self, row: u32) -> bool {
        let tables = self.judged.preview.tables().filter(|table| table.sheet_id() == self.table.sheet_id());
        tables.flat_map(TablePreview::used_rows).any(|used| used == row)
    }

    /// Names, sides and meanings that are not asked about. Of a table that stays out the ledger asks nothing.
    fn unasked(&self, said: &TableDecisions, known: &[Way]) -> Vec<String> {
        let mut answers = named("meanings", &said.meanings);
        if self.table.is_taken() {
            answers.extend(named("people", &said.people));
            let sides = named("sides", &said.sides);
            answers.extend(sides.into_iter().filter(|(_, key, _)| !key.starts_with("row:")));
        }
        answers.retain(|(of, key, said)| {
            let here = |way: &&Way| way.key[1..] == [self.table.id.as_str(), of, key];
            !known.iter().find(here).is_some_and(|way| way.values.iter().any(|one| one.value == *said))
        });
        answers.into_iter().map(|(of, key, _)| format!("{of}/{key}")).collect()
    }
}

/// 7 of `row:7` and `row:7:location`.
fn row_of(key: &str) -> Option<u32> {
    key.split(':').next()?.parse().ok()
}

fn named<'s, T: serde::Serialize>(
    of: &'s str,
    said: &'s BTreeMap<String, T>,
) -> Vec<(&'s str, &'s str, Json)> {
    said.iter().map(|(key, said)| (of, key.as_str(), json!(said))).collect()
}

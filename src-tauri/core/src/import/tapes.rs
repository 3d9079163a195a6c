//! テープの混ざる一覧: one list of media in which tapes stand between USBメモリ and CD-R.
//!
//! Tapes belong to the ledger of backup media, all others to that of portable ones. Such a list is taken for two tables
//! of the same rows, each with its own; whether that is right is asked, with the tapes it is about.

use std::collections::{HashMap, HashSet};

use super::cell_rules::is_ditto;
use super::cell_rules::words::meant_choice;
use super::cells::{Merge, Row, Sheet};
use super::mapping::{Mapped, Mapping, Places, choose, names};
use super::tables::{Column, Table};
use crate::registers::choices::is_tape;
use crate::registers::register;
use crate::vocab::fold::match_key;
use crate::vocab::{Choice, Kind, RegisterId};

/// The tapes of a list that holds other media too.
pub struct Tapes {
    rows: HashSet<u32>,
    /// What is asked about: LTO7、DATなど3行
    pub words: String,
    /// The ledger the list looks like, and the other one.
    pub ledgers: [RegisterId; 2],
}

/// The rows a table has of a list with tapes among others.
#[derive(Clone, Copy)]
pub struct Share<'a> {
    pub tapes: &'a Tapes,
    /// The second of the two tables, which asks nothing.
    pub second: bool,
    /// All rows are to stay together.
    pub whole: bool,
}

impl Share<'_> {
    pub fn has(&self, row: u32) -> bool {
        self.whole || self.tapes.rows.contains(&row) == (self.register() == RegisterId::BackupMedia)
    }

    pub fn register(&self) -> RegisterId {
        self.tapes.ledgers[usize::from(self.second)]
    }
}

/// The tapes of a list that holds other media too. A list whose title names backups stays as it is.
pub fn among_others(table: &Table, sheet: &Sheet, places: &Places<'_>) -> Option<Tapes> {
    if table.shape.is_some() || table.record.is_some() {
        return None;
    }
    let mapping = choose(table, places, None);
    let ledgers = match mapping.shape.register.id {
        RegisterId::PortableMedia => [RegisterId::PortableMedia, RegisterId::BackupMedia],
        RegisterId::BackupMedia => [RegisterId::BackupMedia, RegisterId::PortableMedia],
        _ => return None,
    };
    let ours = mapping.shape.part.is_none() && !mapping.is_own() && mapping.is_known();
    if !ours || names(RegisterId::BackupMedia, table, places) || loses_columns(&mapping, ledgers[1]) {
        return None;
    }
    let (column, choices) = kinds(&mapping)?;
    let (rows, words, others) = look(table, sheet, column, choices);
    let words =
        format!("{}など{}行", words.iter().take(3).cloned().collect::<Vec<_>>().join("、"), rows.len());
    (others && !rows.is_empty()).then_some(Tapes { rows, words, ledgers })
}

/// 世代, 交換期限, 対象システム: what only the list's own ledger has a field for would not go with the rows. A list with
/// several such columns is kept for that ledger, whatever kinds of media stand in it.
fn loses_columns(mapping: &Mapping, other: RegisterId) -> bool {
    let other = register(other);
    let fields = mapping.columns.iter().filter_map(Mapped::field);
    fields.filter(|field| other.field(field.key).is_none()).count() >= 2
}

/// The rows of tapes, how they are called, and whether there are other media.
fn look(
    table: &Table,
    sheet: &Sheet,
    column: &Column,
    choices: &'static [Choice],
) -> (HashSet<u32>, Vec<String>, bool) {
    let merges: Vec<&Merge> =
        sheet.head.merges.iter().filter(|merge| merge.first_col == column.col).collect();
    let body = sheet.rows.iter().filter(|row| {
        (table.first_row..=table.last_row).contains(&row.number) && !table.header_rows.contains(&row.number)
    });
    let mut meant: HashMap<String, Option<bool>> = HashMap::new();
    let (mut rows, mut words, mut others, mut tape) = (HashSet::new(), Vec::new(), false, false);
    for row in body {
        if let Some(text) = kind(column, row, &merges) {
            let known = meant.entry(text).or_insert_with_key(|text| means_tape(choices, text));
            tape = *known == Some(true);
            others |= *known == Some(false);
        }
        if tape {
            rows.insert(row.number);
        }
    }
    words.extend(meant.into_iter().filter(|(_, tape)| *tape == Some(true)).map(|(text, _)| text));
    words.sort();
    (rows, words, others)
}

/// The column of the kinds, and what they may be.
fn kinds(mapping: &Mapping) -> Option<(&Column, &'static [Choice])> {
    mapping.columns.iter().find_map(|mapped| {
        let field = mapped.field().filter(|field| field.key == "media_kind")?;
        match field.kind {
            Kind::Choice(choices) => Some((&mapped.column, choices)),
            _ => None,
        }
    })
}

/// What a row says of its kind; none where it says the same as the row above, by 〃 or by a merge.
fn kind(column: &Column, row: &Row, merges: &[&Merge]) -> Option<String> {
    let text = column.cell(row).map(|cell| cell.value.text().trim().to_owned()).unwrap_or_default();
    let inside = |merge: &&Merge| merge.first_row < row.number && row.number <= merge.last_row;
    let merged = text.is_empty() && merges.iter().any(inside);
    (!is_ditto(&text) && !merged).then_some(text)
}

/// Whether a word means a tape; none where nobody knows what it means.
fn means_tape(choices: &'static [Choice], text: &str) -> Option<bool> {
    let key = match_key(text);
    let others = ["ビデオ", "カセット", "ラベル"];
    if key.ends_with("テープ") && !others.iter().any(|word| key.contains(word)) {
        return Some(true);
    }
    meant_choice(choices, text).map(|(choice, _)| is_tape(choice.id))
}

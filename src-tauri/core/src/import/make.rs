//! 下見を作る: from what was read and what was decided to a [`Preview`], file by file.
//!
//! [`table`] makes the preview of one table, [`columns`] of what its columns mean and [`records`] of its rows,
//! [`labelled`] what stands once above it and [`of_title`] in its title ([`titled`]).

mod columns;
mod labelled;
mod of_title;
mod parted;
mod records;
mod sections;
mod table;
mod titled;

use std::collections::HashMap;

use super::below_card::Subject;
use super::cells::{Row, Sheet};
use super::comments;
use super::context::Context;
use super::file::ReadFile;
use super::halves::at_once;
use super::inventory;
use super::mapping::Places;
use super::my_number;
use super::preview::{Decisions, FilePreview, Preview, SheetSummary, TablePreview};
use super::problem::{Issue, Verdict};
use super::repeats;
use super::tables::{self, Table};
use super::tapes::{self, Share, Tapes};
use crate::vocab::unreadable::made_readable;
use crate::watch::Watch;
use parted::Parted;
use table::Maker;

/// Whether a text is the name of a training.
pub(super) fn names_training(text: &str) -> bool {
    titled::training(text).is_some()
}

/// Whether the texts above a list say the one day it is of.
pub(super) fn tells_day(title: &[String]) -> bool {
    titled::day(title, &Context::of(None, title)).is_some()
}

/// Whether a text says no more than which of the trainings of a list it is over: 第1回（6月10日）, 令和6年度.
pub(super) fn says_which_training(text: &str) -> bool {
    titled::says_which(text)
}

/// What would be taken in from these files under these decisions.
pub fn preview(files: &[ReadFile], decisions: &Decisions) -> Preview {
    made(files, decisions, None)
}

pub(super) fn made(files: &[ReadFile], decisions: &Decisions, watch: Option<&Watch<'_>>) -> Preview {
    let file = |(n, file): (usize, &ReadFile)| file_preview(n, file, decisions, watch);
    let mut preview = Preview { files: files.iter().enumerate().map(file).collect(), one_by_one: false };
    find_copies(&mut preview);
    preview.one_by_one = nothing_twice(&preview);
    repeats::ask(&mut preview, decisions);
    preview
}

fn nothing_twice(preview: &Preview) -> bool {
    let mut known: Vec<u64> = preview.tables().flat_map(|table| &table.known_by).copied().collect();
    known.sort_unstable();
    known.windows(2).all(|pair| pair[0] != pair[1])
}

/// `台帳(最新)(2).xlsx` beside `台帳.xlsx`: the first of them counts.
fn find_copies(preview: &mut Preview) {
    let mut seen: HashMap<String, String> = HashMap::new();
    for file in preview.files.iter_mut().filter(|file| !file.out) {
        file.copy_of = seen.get(&file.sha256).cloned();
        seen.entry(file.sha256.clone()).or_insert_with(|| file.file.clone());
    }
}

fn file_preview(n: usize, file: &ReadFile, decisions: &Decisions, watch: Option<&Watch<'_>>) -> FilePreview {
    let sheets = &file.book.sheets;
    // The tables are not counted before they are known; all else is, meanwhile.
    let tables = || {
        let sheets = sheets.iter().enumerate();
        sheets.map(|(s, sheet)| of_sheet((n, s), file, sheet, decisions, watch)).collect::<Vec<_>>()
    };
    let counted = || sheets.iter().map(inventory::of_sheet).collect::<Vec<_>>();
    let rows = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    let (tables, counted) = at_once(rows, tables, counted);
    let known = |tables: &[TablePreview]| tables.iter().filter(|table| !table.unmapped).count() as u32;
    let counted = counted.into_iter().zip(&tables);
    FilePreview {
        file: file.file.clone(),
        path: file.path.display().to_string(),
        encoding: file.encoding(),
        unlocked: file.unlocked(),
        sha256: file.sha256.clone(),
        out: is_out(decisions, n),
        copy_of: None,
        sheets: counted.map(|(sheet, tables)| SheetSummary { tables: known(tables), ..sheet }).collect(),
        tables: tables.into_iter().flatten().collect(),
    }
}

/// The tables of one sheet, which is known by its place and its file's.
fn of_sheet(
    (n, s): (usize, usize),
    file: &ReadFile,
    sheet: &Sheet,
    decisions: &Decisions,
    watch: Option<&Watch<'_>>,
) -> Vec<TablePreview> {
    let header = decisions.tables.get(&format!("{n}/{s}/0")).and_then(|table| table.header_row);
    let mut found = tables::find(sheet, header);
    let places = Places { file: &file.file, sheet: sheet.head.name.as_deref().unwrap_or_default() };
    let Parted { ids, families, next } = parted::parted((n, s), &mut found, decisions, &places);
    let comments = comments::of_tables(&found.sheet, &found.tables);
    let shared = parted::shared(&ids, &families, &found.tables, decisions);
    let decisions = &*shared;
    let name = found.sheet.head.name.as_deref();
    let dated = dated(name, &found.tables);
    let (mut card, mut previews, mut seconds) = (None, Vec::new(), Vec::new());
    for (t, (table, comments)) in found.tables.iter().zip(&comments).enumerate() {
        let (id, family) = (ids[t].clone(), families[t].as_deref());
        let (read_on, file, out) = (file.read_on, &file.file, is_out(decisions, n));
        let (sheet, above) = (&found.sheet, card.as_ref());
        let tapes = tapes_of(&id, file, sheet, table, decisions);
        let whole = decisions.verdict(&id, "", Issue::TwoLedgers) == Verdict::KeepRaw;
        let share = tapes.as_ref().map(|tapes| Share { tapes, second: false, whole });
        let maker = Maker {
            id,
            file,
            read_on,
            out,
            sheet,
            table,
            dated: &dated[t],
            family,
            above,
            comments,
            share,
            decisions,
            watch,
        };
        let preview = maker.make();
        if let Some(share) = share.filter(|share| !share.whole) {
            // After all others, so that no answer changes which table is which.
            let id = format!("{n}/{s}/{}", next + t);
            let share = Some(Share { second: true, ..share });
            seconds.push(Maker { id, share, ..maker }.make());
        }
        card = card.or_else(|| Subject::of(&found.tables, table, &preview, &found.sheet));
        previews.push(preview);
    }
    previews.extend(seconds);
    previews
}

/// The texts that say when each table of a sheet is of: 第2週 below a title that says 令和7年4月 is of that month, and 5月
/// below 令和7年度 of that year.
fn dated(sheet: Option<&str>, tables: &[Table]) -> Vec<Vec<String>> {
    // A day a list was made says nothing of the days in it, but tells of two lists the older one.
    let when = |title: &[String]| Context { made: None, ..Context::of(sheet, title) };
    let says_when = |title: &[String]| when(title) != when(&[]);
    let mut dated: Vec<Vec<String>> = Vec::new();
    for table in tables {
        let before = match table.above.as_slice() {
            [] => dated.last().map(Vec::as_slice).unwrap_or_default(),
            above => above,
        };
        let own = when(&table.title);
        let of_some_year = own.month.is_none() && own.fiscal_year.is_none() && own.month_alone.is_some();
        let year = |text: &&String| {
            let of = when(std::slice::from_ref(*text));
            of.fiscal_year.is_some() && of.month.is_none()
        };
        let texts = match (of_some_year, says_when(&table.title) || !says_when(before)) {
            (true, _) => table.title.iter().chain(before.iter().filter(year)).cloned().collect(),
            (false, true) => table.title.clone(),
            (false, false) => before.to_vec(),
        };
        dated.push(texts);
    }
    dated
}

/// The tapes among the media of a list, unless the user said which ledger it is.
fn tapes_of(id: &str, file: &str, sheet: &Sheet, table: &Table, decisions: &Decisions) -> Option<Tapes> {
    let places = Places { file, sheet: sheet.head.name.as_deref().unwrap_or_default() };
    let chosen = decisions.tables.get(id).is_some_and(|decided| decided.register.is_some());
    if chosen { None } else { tapes::among_others(table, sheet, &places) }
}

fn is_out(decisions: &Decisions, file: usize) -> bool {
    u32::try_from(file).is_ok_and(|file| decisions.out.contains(&file))
}

/// What stands in a row, as it is shown.
pub(super) fn text_of(row: &Row) -> String {
    let texts = row.cells.iter().filter(|cell| !cell.value.is_blank()).map(|cell| cell.value.text());
    let text = texts.collect::<Vec<_>>().join(" | ");
    let text = my_number::masked(&text).unwrap_or(text);
    made_readable(&text).chars().take(SHOWN).collect()
}

/// So much of a row is shown.
const SHOWN: usize = 80;

/// Whether more may stand in the row than its text shows.
pub(super) fn is_cut(text: &str) -> bool {
    text.chars().nth(SHOWN - 1).is_some()
}

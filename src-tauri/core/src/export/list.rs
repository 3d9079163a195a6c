//! 一覧の書出し: lists that are no ledger — who was not trained, what is due, the log — as workbook or CSV.
//!
//! What stands in which column is declared where the list is made, once; where the list has a form on paper
//! too, that form reads the same declaration. This file asks for the rows with the permission the screen
//! asks for, and leaves the same entry as the export of a ledger.

use std::path::Path;

use serde_json::json;

use super::cells::{Holds, Out};
use super::wanted::ListWanted;
use super::{ExportFormat, Exported, Letterhead, csv, finish, named, xlsx};
use crate::audit::{self, Action, Event};
use crate::error::Result;
use crate::import::Judged;
use crate::import::lists::{self, ImportList};
use crate::ledgers::Ledgers;
use crate::print::text::Align;
use crate::records::store;
use crate::users::{Permission, Session};
use crate::vocab::RegisterId;
use crate::watch::Watch;

/// One column, declared with the list it stands in.
pub struct ListColumn<R> {
    /// In the office's words; a line break is for paper only.
    pub heading: &'static str,
    pub holds: Holds,
    pub cell: fn(&R) -> Option<Out>,
    /// Width in mm and place of the text on the printed list; a column of files only has none.
    pub paper: Option<(f32, Align)>,
}

impl<R> ListColumn<R> {
    pub const fn new(heading: &'static str, holds: Holds, cell: fn(&R) -> Option<Out>) -> Self {
        Self { heading, holds, cell, paper: None }
    }

    pub const fn on_paper(self, width: f32, align: Align) -> Self {
        Self { paper: Some((width, align)), ..self }
    }
}

/// The headings as they go out.
pub(crate) fn headings<R>(columns: &[ListColumn<R>]) -> Vec<String> {
    columns.iter().map(|column| column.heading.replace('\n', "")).collect()
}

/// A column as it goes out.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub heading: String,
    pub holds: Holds,
}

/// What a list says, without its name.
pub struct Rows {
    /// As of when, and what the rows were chosen by.
    pub state: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Option<Out>>>,
    /// Sums, which stand below a workbook's rows outside its filter; other systems reckon them themselves.
    pub totals: Vec<Vec<Option<Out>>>,
    /// Columns that stay in sight.
    pub frozen: u16,
}

impl Rows {
    /// A list whose columns are all declared.
    pub fn of<R>(state: String, columns: &[ListColumn<R>], rows: &[R]) -> Self {
        let cells = |row: &R| columns.iter().map(|column| (column.cell)(row)).collect();
        let column = |(column, heading): (&ListColumn<R>, String)| Column { heading, holds: column.holds };
        Self {
            state,
            columns: columns.iter().zip(headings(columns)).map(column).collect(),
            rows: rows.iter().map(cells).collect(),
            totals: Vec::new(),
            frozen: 1,
        }
    }
}

/// A whole list, ready for a file.
pub struct List {
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Option<Out>>>,
    pub totals: Vec<Vec<Option<Out>>>,
    pub frozen: u16,
}

impl List {
    pub fn count(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }
}

/// Writes a list to a file. Whoever may not see it on the screen may not write it out either.
pub fn list(
    ledgers: &mut Ledgers,
    session: &Session,
    what: (&ListWanted, ExportFormat),
    path: &Path,
) -> Result<Exported> {
    list_watched(ledgers, session, what, path, &Watch::default())
}

/// The same, with a way to stop it: then no file is left and no entry.
pub fn list_watched(
    ledgers: &mut Ledgers,
    session: &Session,
    (wanted, format): (&ListWanted, ExportFormat),
    path: &Path,
    watch: &Watch<'_>,
) -> Result<Exported> {
    let rows = ledgers.read(session, wanted.permission(), |view| wanted.made(view))?;
    let what = json!({ "wanted": wanted });
    let going = Going { title: wanted.title(), rows, register: wanted.register(), what };
    go_out(ledgers, session, going, format, path, watch)
}

/// A list of the files that lie open for an import, as their preview shows it.
pub fn import_list_watched(
    ledgers: &mut Ledgers,
    session: &Session,
    (judged, wanted, format): (&Judged, &ImportList, ExportFormat),
    path: &Path,
    watch: &Watch<'_>,
) -> Result<Exported> {
    let rows = lists::made(ledgers, session, judged, wanted, watch)?;
    let files: Vec<&str> = judged.preview.files.iter().map(|file| file.file.as_str()).collect();
    let what = json!({ "wanted": wanted, "files": files });
    go_out(ledgers, session, Going { title: wanted.title(), rows, register: None, what }, format, path, watch)
}

/// A list on its way out.
struct Going {
    title: &'static str,
    rows: Rows,
    register: Option<RegisterId>,
    /// What was asked for, for the log.
    what: serde_json::Value,
}

fn go_out(
    ledgers: &mut Ledgers,
    session: &Session,
    Going { title, rows, register, what }: Going,
    format: ExportFormat,
    path: &Path,
    watch: &Watch<'_>,
) -> Result<Exported> {
    let organisation = ledgers.organisation().to_owned();
    let Rows { state, columns, rows, totals, frozen } = rows;
    let list = List { title: title.to_owned(), columns, rows, totals, frozen };
    ledgers.change(session, Permission::Export, |change| {
        let letterhead = Letterhead {
            organisation,
            state,
            by: session.name().to_owned(),
            at: change.at(),
            head: audit::store::head(&change.tx)?,
        };
        watch.expect(list.count().into());
        let bytes = match format {
            ExportFormat::Xlsx => xlsx::write_list(&list, &letterhead, watch)?,
            ExportFormat::CsvUtf8 => csv::write_list(&list, csv::Encoding::Utf8)?,
            ExportFormat::CsvCp932 => csv::write_list(&list, csv::Encoding::Cp932)?,
        };
        let (exported, mut detail) = finish(path, &bytes, list.count())?;
        detail["format"] = json!(format);
        for (key, value) in what.as_object().into_iter().flatten() {
            detail[key] = value.clone();
        }
        let mut event = Event::new(Action::Exported).detail(detail);
        event.register = register;
        Ok((exported, event))
    })
}

/// What the file is called unless the user says otherwise: 未受講者一覧_R8.11.20.xlsx, 経過_USB-001_R8.11.20.csv
pub fn list_file_name(
    ledgers: &Ledgers,
    session: &Session,
    wanted: &ListWanted,
    format: ExportFormat,
) -> Result<String> {
    let asked = match wanted {
        ListWanted::Untrained { query } => query.on.as_deref().and_then(|day| day.parse().ok()),
        _ => None,
    };
    let of = match wanted.record() {
        Some((register, record)) => ledgers.read(session, wanted.permission(), |view| {
            Ok(format!("_{}", store::get(view.db, register, record)?.number()))
        })?,
        None => String::new(),
    };
    let day = asked.unwrap_or_else(|| ledgers.today().into());
    Ok(named(&format!("{}{of}", wanted.title()), day, format))
}

/// The same for a list of files that lie open.
pub fn import_list_file_name(ledgers: &Ledgers, wanted: &ImportList, format: ExportFormat) -> String {
    named(wanted.title(), ledgers.today().into(), format)
}

//! 書出し: ledgers go out again as files a colleague can use, and the whole ledger as files that can be
//! read without this program.
//!
//! [`xlsx`] and [`csv`] write one ledger, narrowed as its list is; [`cells`] says how a value stands in a
//! cell. [`mod@list`] does the same for lists that are no ledger. [`mod@everything`] writes all there is, in an open form that [`readme`] describes. Every export leaves an entry that names what went out, how many rows, and the hash of the file; the
//! file takes its name only inside the change that writes that entry, so that no file leaves without one.

pub mod cells;
mod csv;
pub mod everything;
pub mod list;
pub(crate) mod own;
mod readme;
mod sent;
mod store;
mod wanted;
mod xlsx;

use std::path::Path;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::audit::{self, Action, Event, Head};
use crate::db::files::write_atomically;
use crate::error::{ErrorCode, Result, refuse_with};
use crate::ledgers::Ledgers;
use crate::records::list as records;
use crate::records::view::ListQuery;
use crate::registers::register;
use crate::users::{Permission, Session};
use crate::vocab::{PartialDate, Register, RegisterId};
use crate::watch::Watch;

pub use cells::{MARK, bare_heading, mark_of};
pub use everything::everything;
pub use list::{import_list_file_name, import_list_watched, list, list_file_name, list_watched};
pub use sent::Sent;
pub use wanted::ListWanted;
pub(crate) use xlsx::part_key_heading;
pub use xlsx::{ABOUT, PlainSheet, workbook};

/// What kind of file one ledger becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum ExportFormat {
    /// Excel: with its parts, real dates and filters.
    Xlsx,
    /// CSV in UTF-8 with a byte order mark, which Excel needs.
    CsvUtf8,
    /// CSV as older systems read it. What has no place in it is named, and nothing is written.
    CsvCp932,
}

impl ExportFormat {
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::CsvUtf8 | Self::CsvCp932 => "csv",
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::CsvUtf8 => "csv_utf8",
            Self::CsvCp932 => "csv_cp932",
        }
    }
}

impl FromStr for ExportFormat {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let all = [Self::Xlsx, Self::CsvUtf8, Self::CsvCp932];
        all.into_iter().find(|format| format.as_str() == text).ok_or_else(|| text.to_owned())
    }
}

/// Words of the line below the title, by which a list of ours is known again.
pub const WRITTEN_OUT: &str = "書出し";
pub const HEAD_OF_LOG: &str = "履歴の頭";

/// What went out.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Exported {
    pub path: String,
    pub rows: u32,
    pub sha256: String,
    /// Rows of parts that a CSV has no room for.
    pub parts_left_out: u32,
}

/// What stands on every export besides its rows.
struct Letterhead {
    organisation: String,
    /// Such as 令和8年11月20日現在, 検索「金庫」.
    state: String,
    by: String,
    at: DateTime<FixedOffset>,
    head: Head,
}

/// Writes one ledger, narrowed as its list is, to a file.
pub fn ledger(
    ledgers: &mut Ledgers,
    session: &Session,
    what: (RegisterId, ExportFormat),
    query: &ListQuery,
    path: &Path,
) -> Result<Exported> {
    ledger_watched(ledgers, session, what, query, path, &Watch::default())
}

/// The same, with a way to stop it: then no file is left and no entry.
pub fn ledger_watched(
    ledgers: &mut Ledgers,
    session: &Session,
    (id, format): (RegisterId, ExportFormat),
    query: &ListQuery,
    path: &Path,
    watch: &Watch<'_>,
) -> Result<Exported> {
    let organisation = ledgers.organisation().to_owned();
    ledgers.change(session, Permission::Export, |change| {
        let register = register(id);
        let letterhead = Letterhead {
            organisation,
            state: state(register, query, change.today()),
            by: session.name().to_owned(),
            at: change.at(),
            head: audit::store::head(&change.tx)?,
        };
        let rows: cells::Rows<'_> =
            &|visit| records::each(&change.tx, id, query, |record| watch.row().and_then(|()| visit(record)));
        let shape = cells::Shape::of(register, rows)?;
        watch.expect(shape.rows.into());
        let bytes = match format {
            ExportFormat::Xlsx => xlsx::write(&shape, rows, &letterhead, watch)?,
            ExportFormat::CsvUtf8 => csv::write(&shape, rows, csv::Encoding::Utf8)?,
            ExportFormat::CsvCp932 => csv::write(&shape, rows, csv::Encoding::Cp932)?,
        };
        let (mut exported, mut detail) = finish(path, &bytes, shape.rows)?;
        exported.parts_left_out = if format == ExportFormat::Xlsx { 0 } else { shape.part_rows() };
        detail["format"] = json!(format);
        detail["query"] = json!(query);
        Ok((exported, Event::new(Action::Exported).in_register(id).detail(detail)))
    })
}

/// Puts a file in its place: what is told of it, here and in the log.
fn finish(path: &Path, bytes: &[u8], rows: u32) -> Result<(Exported, serde_json::Value)> {
    let sha256 = hex::encode(Sha256::digest(bytes));
    write_atomically(path, bytes)?;
    let detail = json!({
        "rows": rows, "sha256": sha256,
        "file": path.file_name().map(|name| name.to_string_lossy()),
    });
    Ok((Exported { path: path.display().to_string(), rows, sha256, parts_left_out: 0 }, detail))
}

/// What the file is called unless the user says otherwise: 可搬型記録媒体管理台帳_R8.11.20.xlsx
pub fn file_name(ledgers: &Ledgers, id: RegisterId, format: ExportFormat, query: &ListQuery) -> String {
    let day = query.as_of.as_deref().and_then(|day| day.parse().ok());
    let day: PartialDate = day.unwrap_or_else(|| ledgers.today().into());
    named(register(id).label.ja, day, format)
}

fn named(title: &str, day: PartialDate, format: ExportFormat) -> String {
    let name = format!("{title}_{}.{}", day.short(), format.ending());
    name.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "-")
}

/// As of when, and what the rows were chosen by.
pub(crate) fn state(register: &Register, query: &ListQuery, today: NaiveDate) -> String {
    let as_of: Option<PartialDate> = query.as_of.as_deref().and_then(|day| day.parse().ok());
    let mut state = match as_of {
        Some(day) => format!("{}終了時点", day.long()),
        None => format!("{}現在", PartialDate::from(today).long()),
    };
    if let Some(text) = query.text.as_deref().filter(|text| !text.is_empty()) {
        state.push_str(&format!("　検索「{text}」"));
    }
    if let Some(subset) = query.subset.as_deref().filter(|subset| !subset.is_empty()) {
        state.push_str(&format!("　絞込み「{}」", subset_name(register, subset)));
    }
    state
}

fn subset_name(register: &Register, subset: &str) -> String {
    let choice = subset.split_once(':').and_then(|(key, id)| {
        let field = register.field(key)?;
        let value = crate::vocab::Value::Choice(id.to_owned());
        Some(format!("{}：{}", field.label.ja, crate::records::open::shown(field, &value)))
    });
    match (choice, subset) {
        (Some(choice), _) => choice,
        (None, "missing") => "記入もれ".to_owned(),
        (None, "voided") => "取消".to_owned(),
        (None, other) => other.to_owned(),
    }
}

/// The library that writes the file said no.
fn failed(detail: impl ToString) -> crate::error::Error {
    refuse_with(ErrorCode::ExportFailed, [("detail", detail.to_string())])
}

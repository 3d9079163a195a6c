//! 下見の一覧: the tables of an import's preview as lists that go out, before anything is taken in.
//!
//! What the screen shows table by table stands here in one list for all files, each row with its file and sheet;
//! only the original beside the result ([`rows`]) is of one table, whose fields are its columns. Nothing is cut
//! short, however many rows there are.

mod differences;
mod questions;
mod rows;
mod tables;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::diff::view::{self, Comparison};
use super::judged::Judged;
use super::preview::{FilePreview, TablePreview};
use crate::error::{ErrorCode, Result, refuse};
use crate::export::list::Rows;
use crate::ledgers::Ledgers;
use crate::registers::register;
use crate::users::{Permission, Session};
use crate::vocab::PartialDate;
use crate::watch::Watch;

pub(crate) use differences::{DIFFERENCES, NOT_IN_FILE};
pub(crate) use questions::QUESTIONS;
pub(crate) use rows::{LEFT, is_rows_read};
pub(crate) use tables::{COLUMNS, SHEETS, TABLES};

/// Which table of the preview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "list", rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum ImportList {
    /// 表の一覧: every table with its sums, and the files that could not be read
    TablesRead,
    /// 棚卸し: what each sheet holds
    SheetsFound,
    /// 列の対応
    ColumnsMapped,
    /// 決めること・知っておくこと, by group
    Questions,
    /// 元の内容と、記録される内容 of one table, by its id
    RowsRead { table: String },
    /// 記録として扱わない行
    RowsLeft,
    /// 台帳との違い
    Differences,
    /// ファイルにない記録
    NotInFile,
}

impl ImportList {
    /// What its sheet and its file are called.
    pub fn title(&self) -> &'static str {
        match self {
            Self::TablesRead => "取込みの表",
            Self::SheetsFound => "取込みのシート",
            Self::ColumnsMapped => "取込みの列の対応",
            Self::Questions => "取込みで決めること",
            Self::RowsRead { .. } => "元の内容と記録される内容",
            Self::RowsLeft => "記録として扱わない行",
            Self::Differences => "台帳との違い",
            Self::NotInFile => "ファイルにない記録",
        }
    }
}

/// The rows of a list, as everything stands decided now.
pub fn made(
    ledgers: &Ledgers,
    session: &Session,
    judged: &Judged,
    wanted: &ImportList,
    watch: &Watch<'_>,
) -> Result<Rows> {
    let compared = || view::compare_whole(ledgers, session, judged, watch);
    let today = ledgers.read(session, Permission::Import, |view| Ok(view.today))?;
    let state = format!("{}現在の下見", PartialDate::from(today).long());
    let rows = match wanted {
        ImportList::TablesRead => tables::tables(judged, &compared()?, state),
        ImportList::SheetsFound => tables::sheets(judged, state),
        ImportList::ColumnsMapped => tables::columns(judged, state),
        ImportList::Questions => {
            let names = super::names::asked(ledgers, session, judged)?;
            questions::list(judged, &compared()?, &names, state)
        }
        ImportList::RowsRead { table } => rows::read(one_table(judged, table)?, &compared()?, state),
        ImportList::RowsLeft => rows::left(judged, state),
        ImportList::Differences => differences::list(judged, &compared()?, state),
        ImportList::NotInFile => differences::not_in_file(judged, &compared()?, state),
    };
    Ok(rows)
}

fn one_table<'j>(judged: &'j Judged, id: &str) -> Result<At<'j>> {
    all(judged).find(|at| at.table.id == id).ok_or_else(|| refuse(ErrorCode::ImportNothing))
}

/// A table with the file it stands in.
#[derive(Clone, Copy)]
struct At<'j> {
    file: &'j FilePreview,
    table: &'j TablePreview,
}

fn all(judged: &Judged) -> impl Iterator<Item = At<'_>> {
    judged.preview.files.iter().flat_map(|file| file.tables.iter().map(move |table| At { file, table }))
}

/// Where a row of a list comes from.
#[derive(Clone, Default)]
struct Place {
    file: String,
    /// Blank for a text file.
    sheet: String,
    /// Blank where no ledger knows the table.
    ledger: &'static str,
}

impl At<'_> {
    fn place(&self) -> Place {
        Place {
            file: self.file.file.clone(),
            sheet: self.table.sheet.clone().unwrap_or_default(),
            ledger: if self.table.unmapped { "" } else { register(self.table.register).label.ja },
        }
    }

    /// The field's name; the heading itself where no field takes the column.
    fn label(&self, key: &str) -> String {
        let field = register(self.table.register).anywhere(key);
        field.map_or_else(|| key.to_owned(), |field| field.label.ja.to_owned())
    }
}

impl Comparison {
    fn of(&self, at: &At<'_>) -> Option<&view::TableDiff> {
        self.tables.get(&at.table.id)
    }
}

//! 一覧の書出し: lists that are no ledger — who was not trained, what is due, the log — as workbook or CSV.
//!
//! What stands in which column is declared where the list is made, once; where the list has a form on paper
//! too, that form reads the same declaration. This file asks for the rows with the permission the screen
//! asks for, and leaves the same entry as the export of a ledger.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::cells::{Holds, Out};
use super::{ExportFormat, Exported, Letterhead, csv, finish, named, xlsx};
use crate::audit::log::{self, EventQuery};
use crate::audit::{self, Action, Event};
use crate::error::Result;
use crate::ledgers::{Ledgers, View};
use crate::print::text::Align;
use crate::training::matrix::MatrixQuery;
use crate::training::untrained::UntrainedQuery;
use crate::users::{Permission, Session};
use crate::vocab::RegisterId;
use crate::watch::Watch;
use crate::{disposals, import, people, records, training, users};

/// Which list, narrowed as its screen is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "list", rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum ListWanted {
    /// 未受講者一覧
    Untrained { query: UntrainedQuery },
    /// 受講状況一覧表: people × courses
    TrainingMatrix { query: MatrixQuery },
    /// 受講率
    TrainingRates { from_year: i32, to_year: i32 },
    /// 廃棄の案件
    DisposalBoard,
    /// 期限: what the first page says is due
    Duties,
    /// 操作履歴
    Log { query: EventQuery },
    /// 横断検索の結果
    Search { text: String },
    /// 取込みの一覧
    ImportBatches,
    /// 持ち物: what somebody holds
    Holdings {
        #[ts(type = "number")]
        person: i64,
    },
    /// 利用者ID
    Accounts,
}

impl ListWanted {
    /// What the screen of the list asks for, besides the permission to write out.
    fn permission(&self) -> Permission {
        match self {
            Self::Log { .. } => Permission::ReadLog,
            Self::Accounts => Permission::ManageAccounts,
            _ => Permission::ReadLedgers,
        }
    }

    /// The ledger it is mostly about, for its entry.
    fn register(&self) -> Option<RegisterId> {
        match self {
            Self::Untrained { .. } | Self::TrainingMatrix { .. } | Self::TrainingRates { .. } => {
                Some(RegisterId::Training)
            }
            Self::DisposalBoard => Some(RegisterId::Disposals),
            Self::Holdings { .. } | Self::Accounts => Some(RegisterId::Staff),
            Self::Duties | Self::Log { .. } | Self::Search { .. } | Self::ImportBatches => None,
        }
    }

    /// What its sheet and its file are called.
    fn title(&self) -> &'static str {
        match self {
            Self::Untrained { .. } => "未受講者一覧",
            Self::TrainingMatrix { .. } => "研修受講状況一覧表",
            Self::TrainingRates { .. } => "研修受講率の推移",
            Self::DisposalBoard => "廃棄の案件",
            Self::Duties => "期限一覧",
            Self::Log { .. } => "操作履歴",
            Self::Search { .. } => "検索結果",
            Self::ImportBatches => "取込みの一覧",
            Self::Holdings { .. } => "持ち物一覧",
            Self::Accounts => "利用者ID一覧",
        }
    }

    fn made(&self, view: &View<'_>) -> Result<Rows> {
        match self {
            Self::Untrained { query } => training::lists::untrained(view, query),
            Self::TrainingMatrix { query } => training::lists::matrix(view, query),
            Self::TrainingRates { from_year, to_year } => training::lists::rates(view, *from_year, *to_year),
            Self::DisposalBoard => disposals::board::list(view),
            Self::Duties => records::duties::list(view),
            Self::Log { query } => log::list(view, query),
            Self::Search { text } => records::list::found(view, text),
            Self::ImportBatches => import::batches::exported(view),
            Self::Holdings { person } => people::holdings::list(view, *person),
            Self::Accounts => users::accounts::list(view),
        }
    }
}

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
        let column = |column: &ListColumn<R>| Column {
            heading: column.heading.replace('\n', ""),
            holds: column.holds,
        };
        Self {
            state,
            columns: columns.iter().map(column).collect(),
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
    let organisation = ledgers.organisation().to_owned();
    let Rows { state, columns, rows, totals, frozen } =
        ledgers.read(session, wanted.permission(), |view| wanted.made(view))?;
    let list = List { title: wanted.title().to_owned(), columns, rows, totals, frozen };
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
        detail["wanted"] = json!(wanted);
        let mut event = Event::new(Action::Exported).detail(detail);
        event.register = wanted.register();
        Ok((exported, event))
    })
}

/// What the file is called unless the user says otherwise: 未受講者一覧_R8.11.20.xlsx
pub fn list_file_name(ledgers: &Ledgers, wanted: &ListWanted, format: ExportFormat) -> String {
    let asked = match wanted {
        ListWanted::Untrained { query } => query.on.as_deref().and_then(|day| day.parse().ok()),
        _ => None,
    };
    named(wanted.title(), asked.unwrap_or_else(|| ledgers.today().into()), format)
}

//! どの一覧か: every list that is no ledger, with what its screen asks for and what it is called.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::list::Rows;
use crate::audit::log::{self, EventQuery};
use crate::error::Result;
use crate::ledgers::View;
use crate::registers::register;
use crate::training::matrix::MatrixQuery;
use crate::training::untrained::UntrainedQuery;
use crate::users::Permission;
use crate::vocab::RegisterId;
use crate::{disposals, import, people, profile, records, training, users};

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
    /// 台帳の件数: what the first page counts
    LedgerCounts,
    /// 操作履歴
    Log { query: EventQuery },
    /// 横断検索の結果
    Search { text: String },
    /// 取込みの一覧
    ImportBatches,
    /// 取り消せない記録: what an undoing of an import would leave
    UndoKept {
        #[ts(type = "number")]
        batch: i64,
    },
    /// 持ち物: what somebody holds
    Holdings {
        #[ts(type = "number")]
        person: i64,
    },
    /// 利用者ID
    Accounts,
    /// 規程の数値
    ProfileNumbers,
    /// 経過 of one record
    RecordHistory {
        register: RegisterId,
        #[ts(type = "number")]
        record: i64,
    },
    /// 明細 of one record: 出席者名簿, 取外しディスク
    RecordPart {
        register: RegisterId,
        #[ts(type = "number")]
        record: i64,
        part: String,
    },
    /// 取込み元 of one record: how its row stood in the file
    RecordSource {
        register: RegisterId,
        #[ts(type = "number")]
        record: i64,
    },
    /// 添付 of one record
    RecordAttachments {
        register: RegisterId,
        #[ts(type = "number")]
        record: i64,
    },
}

impl ListWanted {
    /// What the screen of the list asks for, besides the permission to write out.
    pub fn permission(&self) -> Permission {
        match self {
            Self::Log { .. } => Permission::ReadLog,
            Self::Accounts => Permission::ManageAccounts,
            Self::UndoKept { .. } => Permission::Import,
            _ => Permission::ReadLedgers,
        }
    }

    /// The ledger it is mostly about, for its entry.
    pub fn register(&self) -> Option<RegisterId> {
        match self {
            Self::Untrained { .. } | Self::TrainingMatrix { .. } | Self::TrainingRates { .. } => {
                Some(RegisterId::Training)
            }
            Self::DisposalBoard => Some(RegisterId::Disposals),
            Self::Holdings { .. } | Self::Accounts => Some(RegisterId::Staff),
            _ => self.record().map(|(register, _)| register),
        }
    }

    /// The one record it is about.
    pub fn record(&self) -> Option<(RegisterId, i64)> {
        match self {
            Self::RecordHistory { register, record }
            | Self::RecordPart { register, record, .. }
            | Self::RecordSource { register, record }
            | Self::RecordAttachments { register, record } => Some((*register, *record)),
            _ => None,
        }
    }

    /// What its sheet and its file are called.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Untrained { .. } => "未受講者一覧",
            Self::TrainingMatrix { .. } => "研修受講状況一覧表",
            Self::TrainingRates { .. } => "研修受講率の推移",
            Self::DisposalBoard => "廃棄の案件",
            Self::Duties => "期限一覧",
            Self::LedgerCounts => "台帳の件数",
            Self::Log { .. } => "操作履歴",
            Self::Search { .. } => "検索結果",
            Self::ImportBatches => "取込みの一覧",
            Self::UndoKept { .. } => "取り消せない記録",
            Self::Holdings { .. } => "持ち物一覧",
            Self::Accounts => "利用者ID一覧",
            Self::ProfileNumbers => "規程の数値",
            Self::RecordHistory { .. } => "経過",
            Self::RecordPart { register: of, part, .. } => {
                register(*of).part(part).map_or("明細", |part| part.label.ja)
            }
            Self::RecordSource { .. } => "取込み元",
            Self::RecordAttachments { .. } => "添付一覧",
        }
    }

    pub fn made(&self, view: &View<'_>) -> Result<Rows> {
        match self {
            Self::Untrained { query } => training::lists::untrained(view, query),
            Self::TrainingMatrix { query } => training::lists::matrix(view, query),
            Self::TrainingRates { from_year, to_year } => training::lists::rates(view, *from_year, *to_year),
            Self::DisposalBoard => disposals::board::list(view),
            Self::Duties => records::duties::list(view),
            Self::LedgerCounts => records::home::list(view),
            Self::Log { query } => log::list(view, query),
            Self::Search { text } => records::list::found(view, text),
            Self::ImportBatches => import::batches::exported(view),
            Self::UndoKept { batch } => import::batches::kept_list(view, *batch),
            Self::Holdings { person } => people::holdings::list(view, *person),
            Self::Accounts => users::accounts::list(view),
            Self::ProfileNumbers => profile::list(view),
            Self::RecordHistory { register, record } => records::of_one::history(view, *register, *record),
            Self::RecordPart { register, record, part } => {
                records::of_one::part(view, (*register, *record), part)
            }
            Self::RecordSource { register, record } => records::of_one::source(view, *register, *record),
            Self::RecordAttachments { register, record } => {
                records::of_one::attachments(view, *register, *record)
            }
        }
    }
}

//! 区分: how a row of a file stands to the ledger, and why a file may not change a record.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a row of a file stands to the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum Standing {
    /// 新規
    New,
    /// 同じ: nothing in it is new to the ledger.
    Same,
    /// 変更: becomes a correction.
    Changed,
    /// 競合: changed here and in the file; what stands here stays, unless the file was chosen.
    Conflict,
    /// 取消済: voided here; it does not come back by itself.
    Voided,
    /// 経過: an earlier row about a record that a later row of the file is about too.
    Older,
    /// 確認待ち: whether its sheet comes in at all is asked, or whose row of a part it is, and not answered yet.
    Waiting,
}

impl Standing {
    pub const ALL: [Self; 7] =
        [Self::New, Self::Same, Self::Changed, Self::Conflict, Self::Voided, Self::Older, Self::Waiting];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Conflict => "conflict",
            Self::Voided => "voided",
            Self::Older => "older",
            Self::Waiting => "waiting",
        }
    }

    pub fn label_ja(self) -> &'static str {
        match self {
            Self::New => "新規",
            Self::Same => "同じ",
            Self::Changed => "変更",
            Self::Conflict => "競合",
            Self::Voided => "取消済",
            Self::Older => "経過",
            Self::Waiting => "確認待ち",
        }
    }
}

/// Why a file may not change a record, whatever is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fixed {
    /// A disposal case goes forward by its steps only.
    BySteps,
    /// The record would break these rules.
    Rules(String),
    /// What was changed follows from other fields.
    Derived,
}

impl Fixed {
    pub fn sentence_ja(&self) -> String {
        match self {
            Self::BySteps => {
                "手順で進める廃棄の案件は、取込みでは変わりません。案件の画面で進めてください。".to_owned()
            }
            Self::Derived => {
                "ほかの項目から決まる項目のため、取込みでは変わりません。元になる項目を直してください。"
                    .to_owned()
            }
            Self::Rules(broken) => format!("ファイルのとおりに変えると規則に反します。{broken}"),
        }
    }
}

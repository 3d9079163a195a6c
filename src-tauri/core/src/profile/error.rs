//! Every way a regulation profile is refused.

/// Why a profile cannot be used. `what` is a section of the file, such as `numbers`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    #[error("no profile {0:?} is shipped")]
    NotShipped(String),
    #[error("not a profile: {0}")]
    Unreadable(String),
    /// A blank of the regulation (〇年間) that the office has not filled.
    #[error("{what} {key:?} is blank")]
    Blank { what: &'static str, key: String },
    #[error("{what} {key:?} is missing")]
    Missing { what: &'static str, key: String },
    #[error("{what} {key:?} is not known")]
    Unknown { what: &'static str, key: String },
    #[error("{what} {key:?} stands twice")]
    Twice { what: &'static str, key: String },
    /// A number must say which clause gives it, or that none does.
    #[error("{what} {key:?} needs a clause, or to be marked as ours")]
    NoSource { what: &'static str, key: String },
    #[error("{key:?} may not be {value}")]
    OutOfRange { key: String, value: i64 },
}

impl ProfileError {
    pub fn message_ja(&self) -> String {
        match self {
            Self::NotShipped(id) => format!("規程プロファイル「{id}」はありません。一覧から選んでください。"),
            Self::Unreadable(why) => {
                format!("規程プロファイルとして読めません（{why}）。書き出したときの形に戻してください。")
            }
            Self::Blank { key, .. } => {
                format!("規程プロファイルの「{key}」が空欄です。組合で定めた値を入れてください。")
            }
            Self::Missing { what, key } => {
                format!("規程プロファイルの{what}に「{key}」がありません。加えてください。")
            }
            Self::Unknown { what, key } => {
                format!("規程プロファイルの{what}の「{key}」は使われていません。綴りを確かめてください。")
            }
            Self::Twice { what, key } => {
                format!("規程プロファイルの{what}に「{key}」が二つあります。一つにしてください。")
            }
            Self::NoSource { key, .. } => {
                format!(
                    "規程プロファイルの「{key}」に条項がありません。条項を書くか、既定値として印を付けてください。"
                )
            }
            Self::OutOfRange { key, value } => {
                format!("規程プロファイルの「{key}」を {value} にはできません。範囲内の値を入れてください。")
            }
        }
    }
}

//! 利用者: who may do what. Accounts and their keys stand in [`keyring`] and [`accounts`]; the password
//! rule of the regulation in [`password`]. Which role may do what is said by the regulation profile.

pub mod accounts;
pub mod keyring;
pub mod password;
pub mod session;

use std::fmt;
use std::str::FromStr;

pub use session::Session;

/// What a role of the regulation profile may be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Permission {
    /// 台帳の参照
    ReadLedgers,
    /// 台帳の登録・訂正・取消
    KeepLedgers,
    /// 旧台帳の取込み
    Import,
    /// 様式の印刷
    Print,
    /// 書出し
    Export,
    /// 履歴の検証
    Verify,
    /// 操作履歴の閲覧
    ReadLog,
    /// 職員名簿
    ManagePeople,
    /// 利用者の登録
    ManageAccounts,
    /// 規程プロファイルの変更
    ChangeProfile,
    /// 本人に関する記録の参照
    ReadOwn,
}

impl Permission {
    pub const ALL: [Self; 11] = [
        Self::ReadLedgers,
        Self::KeepLedgers,
        Self::Import,
        Self::Print,
        Self::Export,
        Self::Verify,
        Self::ReadLog,
        Self::ManagePeople,
        Self::ManageAccounts,
        Self::ChangeProfile,
        Self::ReadOwn,
    ];

    /// As the profile file names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReadLedgers => "read_ledgers",
            Self::KeepLedgers => "keep_ledgers",
            Self::Import => "import",
            Self::Print => "print",
            Self::Export => "export",
            Self::Verify => "verify",
            Self::ReadLog => "read_log",
            Self::ManagePeople => "manage_people",
            Self::ManageAccounts => "manage_accounts",
            Self::ChangeProfile => "change_profile",
            Self::ReadOwn => "read_own",
        }
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Names nothing that can be permitted.
#[derive(Debug, thiserror::Error)]
#[error("no permission is called {0:?}")]
pub struct UnknownPermission(pub String);

impl FromStr for Permission {
    type Err = UnknownPermission;

    fn from_str(text: &str) -> Result<Self, UnknownPermission> {
        let found = Self::ALL.into_iter().find(|permission| permission.as_str() == text);
        found.ok_or_else(|| UnknownPermission(text.to_owned()))
    }
}

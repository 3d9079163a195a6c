//! 様式の名: which official forms there are, what each is called, and what it is printed about.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, ErrorCode, Result, refuse_with};
use crate::vocab::RegisterId;

/// The official forms that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub enum FormId {
    /// 様式第4号 媒体・機器廃棄申請書兼許可書・作業確認書
    #[serde(rename = "form-04")]
    Disposal,
    /// 消去作業記録, the continuation of 様式第4号 by itself
    #[serde(rename = "form-04-work")]
    WorkRecord,
    /// 様式第5号 消去証明書受領・照合票
    #[serde(rename = "form-05")]
    CertificateReceipt,
    /// 様式第9号 機器管理台帳
    #[serde(rename = "form-09")]
    DeviceLedger,
    /// 様式第10号 修理・リース返却票
    #[serde(rename = "form-10")]
    Lent,
    /// 消去証明書 for work done in the office
    #[serde(rename = "erasure-certificate")]
    OwnCertificate,
    /// 様式第12号 研修実施記録・出席者名簿
    #[serde(rename = "form-12")]
    Training,
}

impl FormId {
    pub const ALL: [Self; 7] = [
        Self::Disposal,
        Self::WorkRecord,
        Self::CertificateReceipt,
        Self::DeviceLedger,
        Self::Lent,
        Self::OwnCertificate,
        Self::Training,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Disposal => "form-04",
            Self::WorkRecord => "form-04-work",
            Self::CertificateReceipt => "form-05",
            Self::DeviceLedger => "form-09",
            Self::Lent => "form-10",
            Self::OwnCertificate => "erasure-certificate",
            Self::Training => "form-12",
        }
    }

    pub fn register(self) -> RegisterId {
        match self {
            Self::Training => RegisterId::Training,
            Self::DeviceLedger => RegisterId::Devices,
            _ => RegisterId::Disposals,
        }
    }
}

impl FormId {
    /// Whether it lists a ledger, and not one of its records.
    pub fn is_list(self) -> bool {
        matches!(self, Self::DeviceLedger)
    }
}

impl std::str::FromStr for FormId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|form| form.as_str() == text);
        found.ok_or_else(|| refuse_with(ErrorCode::FormUnknown, [("form", text.to_owned())]))
    }
}

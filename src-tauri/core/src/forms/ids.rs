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
    /// 様式第11号 研修計画書
    #[serde(rename = "form-11")]
    TrainingPlan,
    /// 様式第12号 研修実施記録・出席者名簿
    #[serde(rename = "form-12")]
    Training,
    /// 様式第13号 受講状況報告書
    #[serde(rename = "form-13")]
    TrainingReport,
    /// 未受講者一覧
    #[serde(rename = "untrained")]
    Untrained,
    /// 研修受講状況一覧表: people × courses
    #[serde(rename = "training-matrix")]
    TrainingMatrix,
    /// 研修受講率の推移
    #[serde(rename = "training-rates")]
    TrainingRates,
    /// 研修記録一式: the forms of a fiscal year in one file
    #[serde(rename = "training-dossier")]
    TrainingDossier,
}

impl FormId {
    pub const ALL: [Self; 13] = [
        Self::Disposal,
        Self::WorkRecord,
        Self::CertificateReceipt,
        Self::DeviceLedger,
        Self::Lent,
        Self::OwnCertificate,
        Self::TrainingPlan,
        Self::Training,
        Self::TrainingReport,
        Self::Untrained,
        Self::TrainingMatrix,
        Self::TrainingRates,
        Self::TrainingDossier,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Disposal => "form-04",
            Self::WorkRecord => "form-04-work",
            Self::CertificateReceipt => "form-05",
            Self::DeviceLedger => "form-09",
            Self::Lent => "form-10",
            Self::OwnCertificate => "erasure-certificate",
            Self::TrainingPlan => "form-11",
            Self::Training => "form-12",
            Self::TrainingReport => "form-13",
            Self::Untrained => "untrained",
            Self::TrainingMatrix => "training-matrix",
            Self::TrainingRates => "training-rates",
            Self::TrainingDossier => "training-dossier",
        }
    }

    pub fn register(self) -> RegisterId {
        match self {
            Self::TrainingPlan => RegisterId::TrainingPlans,
            Self::Training
            | Self::Untrained
            | Self::TrainingMatrix
            | Self::TrainingRates
            | Self::TrainingDossier => RegisterId::Training,
            Self::TrainingReport => RegisterId::TrainingReports,
            Self::DeviceLedger => RegisterId::Devices,
            _ => RegisterId::Disposals,
        }
    }
}

impl FormId {
    /// Whether it lists a ledger, and not one of its records.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::DeviceLedger
                | Self::Untrained
                | Self::TrainingMatrix
                | Self::TrainingRates
                | Self::TrainingDossier
        )
    }
}

impl std::str::FromStr for FormId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|form| form.as_str() == text);
        found.ok_or_else(|| refuse_with(ErrorCode::FormUnknown, [("form", text.to_owned())]))
    }
}

//! Every way the core says no.
//!
//! Messages on the types are English, for logs. What people read stands once in
//! `assets/text/errors.json`, chosen by [`ErrorCode`]; the window and `mamorictl` both read it.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::ErrorCode as SqliteCode;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::import::{ImportError, ReadFailure};
use crate::print::PrintError;
use crate::profile::ProfileError;
use crate::registers::{self, Finding};
use crate::users::Permission;
use crate::vocab::read::{Problem, Problems};
use crate::vocab::{Register, RegisterId};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, with what the sentence about it needs to know.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The typed texts do not make a record; every problem is listed.
    #[error("the input for {register} has problems")]
    Input { register: RegisterId, problems: Problems },
    /// The record breaks rules that hold for every new record.
    #[error("rules are broken: {0:?}")]
    Rules(Vec<Finding>),
    #[error("needs permission {0}")]
    Forbidden(Permission),
    #[error("{code:?} {params:?}")]
    Refused { code: ErrorCode, params: BTreeMap<String, String> },
    #[error("storage: {0}")]
    Storage(#[from] rusqlite::Error),
    #[error("{path}: {source}")]
    Io { path: String, source: std::io::Error },
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Print(#[from] PrintError),
    #[error(transparent)]
    Profile(#[from] ProfileError),
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
}

/// One sentence each in `assets/text/errors.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum ErrorCode {
    Input,
    Forbidden,
    NotFound,
    ChangedMeanwhile,
    WrongCredentials,
    WaitBeforeRetry,
    PasswordRule,
    PasswordReused,
    AccountDisabled,
    LoginRule,
    LoginTaken,
    RoleUnknown,
    FieldMissing,
    RecoveryKeyWrong,
    LedgerMissing,
    LedgerExists,
    LedgerOpenElsewhere,
    LedgerNewer,
    LedgerDamaged,
    LedgerOnNetwork,
    LedgerInCloud,
    NotSignedIn,
    Locked,
    OwnRequest,
    NumberTaken,
    AlreadyVoided,
    NothingToUndo,
    UndoNotAllowed,
    ReasonMissing,
    LateReasonMissing,
    FileUnreadable,
    FilePassword,
    FileWrongPassword,
    FilePasswordUnsupported,
    FileFormat,
    FileOldFormat,
    FileTooLarge,
    FileTooMuchMemory,
    FileTooSlow,
    FileLockFile,
    ImportOpenProposals,
    ImportErrors,
    ImportKnownFile,
    ImportNothing,
    ImportNothingNew,
    ImportDoesNotAddUp,
    ImportNumberTaken,
    ImportRowRefused,
    ImportCopies,
    ImportFilesLeft,
    BatchTouched,
    BatchUndone,
    Cancelled,
    CaseWrongState,
    CaseNotPermitted,
    CaseRole,
    CaseCheckItems,
    CaseOrder,
    CaseFuture,
    CaseItemUnknown,
    CaseItemBusy,
    CaseItemGone,
    CaseItemTwice,
    CaseNotAnItem,
    CaseNothingToWork,
    CaseNothingOutsourced,
    CaseRedoNothing,
    CaseSecrecy,
    CaseNotSentOut,
    CaseStepFixed,
    CaseStepGone,
    CasePermitCorrection,
    CaseListFixed,
    CaseEraseFirst,
    CaseLease,
    CaseNotVerified,
    CaseMethod,
    CaseMethodReason,
    CaseMethodUnjudged,
    CaseMethodChanged,
    CaseReturnOnly,
    CaseCircumstanceAhead,
    CaseDriveUnlisted,
    ThingInCase,
    StateByStep,
    CaseStepsMissing,
    CaseWitness,
    CaseWitnessOnSite,
    CasePhoto,
    CaseLogKept,
    PastDisposal,
    CaseLeased,
    DeviceWrongState,
    DriveOne,
    DriveUnknown,
    DriveTwice,
    DriveStillInside,
    DriveKept,
    CaseBySteps,
    CertificateOne,
    CertificateNoSerials,
    CertificateKind,
    CertificateUnmatched,
    CertificateFile,
    CertificateIncomplete,
    ReportTooLarge,
    ReportNoText,
    ReportNoSerials,
    ReportXmlUnsafe,
    ReportDamaged,
    ReportLocked,
    ReportUnknown,
    ScanUnknown,
    ScanDamaged,
    ScanLocked,
    ScanTooLarge,
    ScanTooSlow,
    ScanCancelled,
    AttachmentTooLarge,
    AttachmentKind,
    PersonLeft,
    PersonStays,
    LeavingByAction,
    PersonHasAccount,
    AccountNeeded,
    TrainingWrongState,
    TrainingNobodyMeant,
    TrainingNoText,
    TrainingNobodyCame,
    TrainingOpenRows,
    TrainingReasonMissing,
    TrainingDayMissing,
    TrainingDayImpossible,
    TrainingTimesMissing,
    TrainingPlanMissing,
    TrainingNotYet,
    TrainingNotOnList,
    TrainingStaffUnknown,
    TrainingLineUnknown,
    TrainingTwice,
    CourseUnknown,
    PlanUnknown,
    TextUnknown,
    PlanApproved,
    PlanNothing,
    ReportSubmitted,
    RemindersUsed,
    NotUntrained,
    NobodyChosen,
    TextHasFile,
    SheetNoCode,
    SheetUnknown,
    SheetPage,
    MissingGlyph,
    FontUnreadable,
    FormUnknown,
    FormOfList,
    FormOfRecord,
    ExportUnmappable,
    ExportTooLong,
    ExportFailed,
    ExportNotEmpty,
    ProfileInvalid,
    NotAHead,
    Storage,
    Io,
    Unexpected,
}

/// An error as the window or the command line is told it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct Report {
    pub code: ErrorCode,
    pub params: BTreeMap<String, String>,
    pub problems: Vec<ProblemView>,
}

/// One problem of one field, as a finished sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct ProblemView {
    pub field: String,
    pub part: Option<String>,
    pub row: Option<u32>,
    pub code: String,
    pub message: String,
}

/// A refusal without particulars.
pub fn refuse(code: ErrorCode) -> Error {
    Error::Refused { code, params: BTreeMap::new() }
}

/// A refusal whose sentence names something.
pub fn refuse_with<const N: usize>(code: ErrorCode, params: [(&str, String); N]) -> Error {
    Error::Refused { code, params: params.map(|(key, value)| (key.to_owned(), value)).into() }
}

/// The window has one sentence for each kind of remedy, not for each kind of failure.
fn of_reading(failure: ReadFailure) -> ErrorCode {
    match failure {
        ReadFailure::LockFile => ErrorCode::FileLockFile,
        ReadFailure::TooLarge | ReadFailure::Bomb | ReadFailure::TooManyCells => ErrorCode::FileTooLarge,
        ReadFailure::Password => ErrorCode::FilePassword,
        ReadFailure::WrongPassword => ErrorCode::FileWrongPassword,
        ReadFailure::PasswordUnsupported => ErrorCode::FilePasswordUnsupported,
        ReadFailure::AncientExcel | ReadFailure::Utf16Parts => ErrorCode::FileOldFormat,
        ReadFailure::UnknownFormat => ErrorCode::FileFormat,
        ReadFailure::Timeout => ErrorCode::FileTooSlow,
        ReadFailure::OutOfMemory => ErrorCode::FileTooMuchMemory,
        ReadFailure::Cancelled => ErrorCode::Cancelled,
        ReadFailure::NotFound
        | ReadFailure::NoPermission
        | ReadFailure::Empty
        | ReadFailure::Damaged
        | ReadFailure::Crashed
        | ReadFailure::NoReader => ErrorCode::FileUnreadable,
    }
}

/// Whether the file itself is broken: a page that does not fit its seal, or text that is none.
fn is_damage(error: &rusqlite::Error) -> bool {
    let broken_page =
        matches!(error.sqlite_error_code(), Some(SqliteCode::NotADatabase | SqliteCode::DatabaseCorrupt));
    broken_page
        || matches!(
            error,
            rusqlite::Error::Utf8Error(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
        )
}

impl Error {
    pub fn io(path: &Path, source: std::io::Error) -> Self {
        Self::Io { path: path.display().to_string(), source }
    }

    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Input { .. } => ErrorCode::Input,
            Self::Rules(findings) if findings.iter().any(|finding| finding.is_about_persons()) => {
                ErrorCode::OwnRequest
            }
            Self::Rules(_) => ErrorCode::Input,
            Self::Forbidden(_) => ErrorCode::Forbidden,
            Self::Refused { code, .. } => *code,
            Self::Storage(error) if is_damage(error) => ErrorCode::LedgerDamaged,
            Self::Storage(_) => ErrorCode::Storage,
            Self::Io { .. } => ErrorCode::Io,
            Self::Import(error) => of_reading(error.failure),
            Self::Print(PrintError::MissingGlyph { .. }) => ErrorCode::MissingGlyph,
            Self::Print(PrintError::Font { .. }) => ErrorCode::FontUnreadable,
            Self::Profile(_) => ErrorCode::ProfileInvalid,
            Self::Corrupt(_) => ErrorCode::LedgerDamaged,
        }
    }

    /// Whether a rule said no, as opposed to a machine failing: such attempts are logged.
    pub fn is_refusal(&self) -> bool {
        match self {
            // Stopping one's own work is no attempt at anything.
            Self::Refused { code, .. } => *code != ErrorCode::Cancelled,
            Self::Forbidden(_) | Self::Rules(_) => true,
            _ => false,
        }
    }

    pub fn report(&self) -> Report {
        let mut params = match self {
            Self::Refused { params, .. } => params.clone(),
            Self::Forbidden(permission) => {
                BTreeMap::from([("permission".to_owned(), permission.to_string())])
            }
            _ => BTreeMap::new(),
        };
        match self {
            Self::Storage(error) => drop(params.insert("detail".to_owned(), error.to_string())),
            Self::Io { path, source } => {
                params.insert("path".to_owned(), path.clone());
                params.insert("detail".to_owned(), source.to_string());
            }
            Self::Import(error) => {
                params.insert("file".to_owned(), error.file.clone());
                params.insert("message".to_owned(), error.message_ja());
            }
            Self::Print(PrintError::MissingGlyph { ch, code_point, text }) => {
                params.insert("char".to_owned(), ch.to_string());
                params.insert("code".to_owned(), code_point.clone());
                params.insert("text".to_owned(), text.clone());
            }
            Self::Print(PrintError::Font { font, reason }) => {
                params.insert("font".to_owned(), (*font).to_owned());
                params.insert("detail".to_owned(), reason.clone());
            }
            Self::Profile(error) => drop(params.insert("detail".to_owned(), error.to_string())),
            Self::Corrupt(detail) => drop(params.insert("detail".to_owned(), detail.clone())),
            _ => {}
        }
        let problems = match self {
            Self::Input { register, problems } => {
                let register = registers::register(*register);
                problems.0.iter().map(|problem| ProblemView::of(problem, register)).collect()
            }
            Self::Rules(findings) => findings.iter().map(ProblemView::of_finding).collect(),
            _ => Vec::new(),
        };
        Report { code: self.code(), params, problems }
    }
}

impl ProblemView {
    pub fn of(problem: &Problem, register: &Register) -> Self {
        let code = serde_json::to_value(problem.code).unwrap_or_default();
        Self {
            field: problem.field.clone(),
            part: problem.part.as_ref().map(|at| at.part.clone()),
            row: problem.part.as_ref().and_then(|at| at.row.try_into().ok()),
            code: code.as_str().unwrap_or_default().to_owned(),
            message: problem.message_ja(register),
        }
    }
}

impl ProblemView {
    fn of_finding(finding: &Finding) -> Self {
        Self {
            field: finding.field.to_owned(),
            part: None,
            row: None,
            code: finding.code.as_str().to_owned(),
            message: finding.code.message_ja().to_owned(),
        }
    }
}

impl Report {
    /// The Japanese sentence, for the command line; the window has its own look-up of the same file.
    pub fn sentence_ja(&self) -> String {
        let texts: BTreeMap<String, BTreeMap<String, String>> =
            serde_json::from_str(include_str!("../../../assets/text/errors.json")).unwrap_or_default();
        let code = serde_json::to_value(self.code).unwrap_or_default();
        let text = code.as_str().and_then(|code| texts.get(code)?.get("ja")).cloned();
        let mut sentence = text.unwrap_or_else(|| format!("{:?}", self.code));
        for (key, value) in &self.params {
            sentence = sentence.replace(&format!("{{{key}}}"), value);
        }
        sentence
    }
}

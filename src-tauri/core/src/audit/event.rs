//! What an action leaves in the log.

use serde::Serialize;
use serde_json::Value as Json;
use ts_rs::TS;

use crate::vocab::RegisterId;

/// What was done. The window has a word for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum Action {
    LedgerCreated,
    ProfileChanged,
    AccountCreated,
    PasswordChanged,
    AccessRecovered,
    SignedIn,
    SignInFailed,
    SignedOut,
    Locked,
    Unlocked,
    Created,
    Corrected,
    Voided,
    Imported,
    ImportCommitted,
    ImportUndone,
    MappingRemembered,
    Undone,
    Viewed,
    Searched,
    Printed,
    Exported,
    Verified,
    LogViewed,
    CaseApplied,
    CasePermitted,
    CaseCheckedBefore,
    CaseHandedOver,
    CaseWorked,
    CaseReported,
    CertificateReceived,
    CaseCheckedAfter,
    CaseRedone,
    CaseClosed,
    CaseWithdrawn,
    CaseRefused,
    CaseSentOut,
    CaseCameBack,
    ManifestKept,
    CaseStepCorrected,
    CaseStepVoided,
    AttachmentMoved,
    ItemEnded,
    DeviceIntroduced,
    DeviceMoved,
    DriveRemoved,
    DriveAdded,
    DeviceLost,
    DeviceFound,
    ItemSentOut,
    Attached,
    Moved,
    Left,
    LeavingWithdrawn,
    AccountChanged,
    TrainingPlanned,
    TrainingAmended,
    TargetsFrozen,
    TrainingAnnounced,
    TrainingHeld,
    AttendanceMarked,
    AttendeeAssigned,
    TrainingConfirmed,
    TrainingCancelled,
    PlanApproved,
    PlanRevised,
    ReportDrafted,
    ReportSubmitted,
    TextKept,
    Reminded,
    FollowedUp,
    MakeupPlanned,
    SheetFiled,
    Refused,
}

impl Action {
    pub const ALL: [Self; 74] = [
        Self::LedgerCreated,
        Self::ProfileChanged,
        Self::AccountCreated,
        Self::PasswordChanged,
        Self::AccessRecovered,
        Self::SignedIn,
        Self::SignInFailed,
        Self::SignedOut,
        Self::Locked,
        Self::Unlocked,
        Self::Created,
        Self::Corrected,
        Self::Voided,
        Self::Imported,
        Self::ImportCommitted,
        Self::ImportUndone,
        Self::MappingRemembered,
        Self::Undone,
        Self::Viewed,
        Self::Searched,
        Self::Printed,
        Self::Exported,
        Self::Verified,
        Self::LogViewed,
        Self::CaseApplied,
        Self::CasePermitted,
        Self::CaseCheckedBefore,
        Self::CaseHandedOver,
        Self::CaseWorked,
        Self::CaseReported,
        Self::CertificateReceived,
        Self::CaseCheckedAfter,
        Self::CaseRedone,
        Self::CaseClosed,
        Self::CaseWithdrawn,
        Self::CaseRefused,
        Self::CaseSentOut,
        Self::CaseCameBack,
        Self::ManifestKept,
        Self::CaseStepCorrected,
        Self::CaseStepVoided,
        Self::AttachmentMoved,
        Self::ItemEnded,
        Self::DeviceIntroduced,
        Self::DeviceMoved,
        Self::DriveRemoved,
        Self::DriveAdded,
        Self::DeviceLost,
        Self::DeviceFound,
        Self::ItemSentOut,
        Self::Attached,
        Self::Moved,
        Self::Left,
        Self::LeavingWithdrawn,
        Self::AccountChanged,
        Self::TrainingPlanned,
        Self::TrainingAmended,
        Self::TargetsFrozen,
        Self::TrainingAnnounced,
        Self::TrainingHeld,
        Self::AttendanceMarked,
        Self::AttendeeAssigned,
        Self::TrainingConfirmed,
        Self::TrainingCancelled,
        Self::PlanApproved,
        Self::PlanRevised,
        Self::ReportDrafted,
        Self::ReportSubmitted,
        Self::TextKept,
        Self::Reminded,
        Self::FollowedUp,
        Self::MakeupPlanned,
        Self::SheetFiled,
        Self::Refused,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::LedgerCreated => "ledger_created",
            Self::ProfileChanged => "profile_changed",
            Self::AccountCreated => "account_created",
            Self::PasswordChanged => "password_changed",
            Self::AccessRecovered => "access_recovered",
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignedOut => "signed_out",
            Self::Locked => "locked",
            Self::Unlocked => "unlocked",
            Self::Created => "created",
            Self::Corrected => "corrected",
            Self::Voided => "voided",
            Self::Imported => "imported",
            Self::ImportCommitted => "import_committed",
            Self::ImportUndone => "import_undone",
            Self::MappingRemembered => "mapping_remembered",
            Self::Undone => "undone",
            Self::Viewed => "viewed",
            Self::Searched => "searched",
            Self::Printed => "printed",
            Self::Exported => "exported",
            Self::Verified => "verified",
            Self::LogViewed => "log_viewed",
            Self::CaseApplied => "case_applied",
            Self::CasePermitted => "case_permitted",
            Self::CaseCheckedBefore => "case_checked_before",
            Self::CaseHandedOver => "case_handed_over",
            Self::CaseWorked => "case_worked",
            Self::CaseReported => "case_reported",
            Self::CertificateReceived => "certificate_received",
            Self::CaseCheckedAfter => "case_checked_after",
            Self::CaseRedone => "case_redone",
            Self::CaseClosed => "case_closed",
            Self::CaseWithdrawn => "case_withdrawn",
            Self::CaseRefused => "case_refused",
            Self::CaseSentOut => "case_sent_out",
            Self::CaseCameBack => "case_came_back",
            Self::ManifestKept => "manifest_kept",
            Self::CaseStepCorrected => "case_step_corrected",
            Self::CaseStepVoided => "case_step_voided",
            Self::AttachmentMoved => "attachment_moved",
            Self::ItemEnded => "item_ended",
            Self::DeviceIntroduced => "device_introduced",
            Self::DeviceMoved => "device_moved",
            Self::DriveRemoved => "drive_removed",
            Self::DriveAdded => "drive_added",
            Self::DeviceLost => "device_lost",
            Self::DeviceFound => "device_found",
            Self::ItemSentOut => "item_sent_out",
            Self::Attached => "attached",
            Self::Moved => "moved",
            Self::Left => "left",
            Self::LeavingWithdrawn => "leaving_withdrawn",
            Self::AccountChanged => "account_changed",
            Self::TrainingPlanned => "training_planned",
            Self::TrainingAmended => "training_amended",
            Self::TargetsFrozen => "targets_frozen",
            Self::TrainingAnnounced => "training_announced",
            Self::TrainingHeld => "training_held",
            Self::AttendanceMarked => "attendance_marked",
            Self::AttendeeAssigned => "attendee_assigned",
            Self::TrainingConfirmed => "training_confirmed",
            Self::TrainingCancelled => "training_cancelled",
            Self::PlanApproved => "plan_approved",
            Self::PlanRevised => "plan_revised",
            Self::ReportDrafted => "report_drafted",
            Self::ReportSubmitted => "report_submitted",
            Self::TextKept => "text_kept",
            Self::Reminded => "reminded",
            Self::FollowedUp => "followed_up",
            Self::MakeupPlanned => "makeup_planned",
            Self::SheetFiled => "sheet_filed",
            Self::Refused => "refused",
        }
    }

    /// The word for it on paper and on the command line; the window has its own catalogue.
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::LedgerCreated => "台帳の作成（初期設定）",
            Self::ProfileChanged => "規程プロファイルの変更",
            Self::AccountCreated => "利用者の登録",
            Self::PasswordChanged => "パスワードの変更",
            Self::AccessRecovered => "復旧キーによる再開",
            Self::SignedIn => "サインイン",
            Self::SignInFailed => "サインインの失敗",
            Self::SignedOut => "サインアウト",
            Self::Locked => "画面のロック",
            Self::Unlocked => "ロックの解除",
            Self::Created => "登録",
            Self::Corrected => "訂正",
            Self::Voided => "取消",
            Self::Imported => "取込みによる登録",
            Self::ImportCommitted => "取込みの確定",
            Self::ImportUndone => "取込みの取消",
            Self::MappingRemembered => "取込みの決め方の記憶",
            Self::Undone => "元に戻す",
            Self::Viewed => "参照",
            Self::Searched => "検索",
            Self::Printed => "印刷",
            Self::Exported => "書出し",
            Self::Verified => "履歴の検証",
            Self::LogViewed => "操作履歴の参照",
            Self::CaseApplied => "廃棄の申請",
            Self::CasePermitted => "廃棄の許可",
            Self::CaseCheckedBefore => "作業前確認",
            Self::CaseHandedOver => "業者への引渡し",
            Self::CaseWorked => "消去・廃棄の作業",
            Self::CaseReported => "業者の終了報告",
            Self::CertificateReceived => "証明書の受領・照合",
            Self::CaseCheckedAfter => "作業後確認",
            Self::CaseRedone => "作業の再実施",
            Self::CaseClosed => "廃棄の完了",
            Self::CaseWithdrawn => "廃棄の取止め",
            Self::CaseRefused => "廃棄の不許可",
            Self::CaseSentOut => "搬出・返却",
            Self::CaseCameBack => "修理からの返却",
            Self::ManifestKept => "産廃管理票の記録",
            Self::CaseStepCorrected => "手順の訂正",
            Self::CaseStepVoided => "手順の取消",
            Self::AttachmentMoved => "添付の付け替え",
            Self::ItemEnded => "廃棄・返却の台帳への反映",
            Self::DeviceIntroduced => "機器の導入確認",
            Self::DeviceMoved => "機器の移動",
            Self::DriveRemoved => "内蔵媒体の取外し",
            Self::DriveAdded => "内蔵媒体の取付け",
            Self::DeviceLost => "機器の紛失・盗難",
            Self::DeviceFound => "機器の発見",
            Self::ItemSentOut => "修理への搬出",
            Self::Attached => "添付",
            Self::Moved => "異動",
            Self::Left => "退職",
            Self::LeavingWithdrawn => "退職の取消",
            Self::AccountChanged => "利用者IDの停止・再開",
            Self::TrainingPlanned => "研修の計画",
            Self::TrainingAmended => "研修の計画の変更",
            Self::TargetsFrozen => "対象者の取り直し",
            Self::TrainingAnnounced => "研修の周知",
            Self::TrainingHeld => "研修の実施",
            Self::AttendanceMarked => "出欠の記録",
            Self::AttendeeAssigned => "出席者の特定",
            Self::TrainingConfirmed => "研修の確定",
            Self::TrainingCancelled => "研修の中止",
            Self::PlanApproved => "研修計画の承認",
            Self::PlanRevised => "研修計画の改定",
            Self::ReportDrafted => "受講状況の集計",
            Self::ReportSubmitted => "受講状況の報告",
            Self::TextKept => "テキストの保管",
            Self::Reminded => "受講の督促",
            Self::FollowedUp => "未受講者の措置",
            Self::MakeupPlanned => "補講の計画",
            Self::SheetFiled => "署名入り名簿の綴込み",
            Self::Refused => "拒否",
        }
    }
}

/// One entry, before the log numbers and seals it.
#[derive(Debug, Clone)]
pub struct Event {
    pub action: Action,
    pub register: Option<RegisterId>,
    pub record: Option<i64>,
    pub number: Option<String>,
    /// When it happened, as the user said (ISO).
    pub effective_on: Option<String>,
    /// 事後入力: entered on a later day than it happened.
    pub late: bool,
    pub reason: Option<String>,
    pub detail: Option<Json>,
    /// The whole record after the change, canonical JSON.
    pub image: Option<String>,
}

impl Event {
    pub fn new(action: Action) -> Self {
        Self {
            action,
            register: None,
            record: None,
            number: None,
            effective_on: None,
            late: false,
            reason: None,
            detail: None,
            image: None,
        }
    }

    pub fn about(mut self, register: RegisterId, record: i64, number: &str) -> Self {
        self.register = Some(register);
        self.record = Some(record);
        self.number = Some(number.to_owned());
        self
    }

    pub fn in_register(mut self, register: RegisterId) -> Self {
        self.register = Some(register);
        self
    }

    pub fn image(mut self, image: String) -> Self {
        self.image = Some(image);
        self
    }

    pub fn detail(mut self, detail: Json) -> Self {
        self.detail = Some(detail);
        self
    }

    pub fn reason(mut self, reason: Option<&str>) -> Self {
        self.reason = reason.map(str::to_owned);
        self
    }

    pub fn effective(mut self, on: Option<&str>, late: bool) -> Self {
        self.effective_on = on.map(str::to_owned);
        self.late = late;
        self
    }
}

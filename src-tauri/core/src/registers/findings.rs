//! 気付き: what a rule says about one record as it stands. Codes here; each has its sentence beside it.

use serde::Serialize;

use crate::records::view::FindingView;

/// One rule not kept, and the field to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    pub field: &'static str,
    pub code: FindingCode,
    pub severity: Severity,
}

impl Severity {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Close => "close",
            Self::Save => "save",
        }
    }
}

/// What a finding holds up. A record from an old ledger is history: there, all are only shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Shown, and asks for a reason.
    Warn,
    /// The record can be saved but not closed.
    Close,
    /// The record cannot be saved.
    Save,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    EndsBeforeStart,
    DisposedBeforeUse,
    DueBeforeOut,
    ReturnedBeforeOut,
    LeftBeforeHired,
    PermittedAfterwards,
    ApprovedBeforeEnd,
    PreCheckMissing,
    CheckedAfterWorkBegan,
    CheckedBeforeWorkEnded,
    OwnRequest,
    OwnWork,
    OwnCheck,
    OwnVerification,
    OwnWitness,
    PlaceNotLocked,
    KeyHolderMissing,
    UseLimitReached,
    FaultWithoutAction,
    ContractMissing,
    LockTooLong,
    NotLocked,
    NothingListed,
    NotCrushed,
    FormattingOnly,
    StepsMissing,
    CertificateMissing,
    CertificateMismatch,
    WitnessMissing,
    StillToBeKept,
    MethodInadequate,
    MethodDoubtful,
    TextMissing,
    AttendeesMissing,
    AttendeeTwice,
    MakeupDayMissing,
    AbsenceReasonMissing,
    NotEncrypted,
    NotPledged,
    PrivateDevice,
    AppointmentEndsBeforeStart,
    NothingPlanned,
    RoleNotPlanned,
    ApprovedBeforePlanned,
    IntervalImpossible,
    OwnExemption,
    ExemptedByNobody,
    RemindersOutOfOrder,
    TextFileMissing,
    PlanMissing,
    AttendanceOpen,
    MoveBeforeHired,
    CountsDiffer,
    PlaceNotInMoves,
}

impl Finding {
    pub fn new(field: &'static str, code: FindingCode, severity: Severity) -> Self {
        Self { field, code, severity }
    }

    /// Separation of duty: the same person stands on both sides.
    pub fn is_about_persons(&self) -> bool {
        matches!(
            self.code,
            FindingCode::OwnRequest
                | FindingCode::OwnWork
                | FindingCode::OwnCheck
                | FindingCode::OwnVerification
                | FindingCode::OwnWitness
                | FindingCode::OwnExemption
        )
    }
}

impl FindingCode {
    /// As the window and scripts name it.
    pub fn as_str(self) -> &'static str {
        self.described().0
    }

    /// What is the matter, and what to do.
    pub fn message_ja(self) -> &'static str {
        self.described().1
    }

    fn described(self) -> (&'static str, &'static str) {
        match self {
            Self::EndsBeforeStart => ("ends_before_start", "終了が開始より前です。日時を確かめてください。"),
            Self::DisposedBeforeUse => {
                ("disposed_before_use", "廃棄日が登録や使用開始より前です。日付を確かめてください。")
            }
            Self::DueBeforeOut => {
                ("due_before_out", "返却予定日が持出しの日より前です。期間を確かめてください。")
            }
            Self::ReturnedBeforeOut => {
                ("returned_before_out", "返却日が持出しの日より前です。日付を確かめてください。")
            }
            Self::LeftBeforeHired => {
                ("left_before_hired", "退職の日が採用の日より前です。日付を確かめてください。")
            }
            Self::PermittedAfterwards => {
                ("permitted_afterwards", "許可の日が実際の日より後です。許可は前もって受けてください。")
            }
            Self::ApprovedBeforeEnd => (
                "approved_before_end",
                "承認が作業の終了より前です。作業の記録がそろってから承認してください。",
            ),
            Self::PreCheckMissing => (
                "pre_check_missing",
                "作業後確認がありますが作業前確認がありません。作業の前に確認した人を入れてください。",
            ),
            Self::CheckedAfterWorkBegan => (
                "checked_after_work_began",
                "作業前確認が作業の開始より後です。確認してから作業を始めてください。",
            ),
            Self::CheckedBeforeWorkEnded => (
                "checked_before_work_ended",
                "作業後確認が作業より前です。作業が終わってから確認してください。",
            ),
            Self::OwnRequest => (
                "own_request",
                "申請者と許可者が同じ人です。別の人が許可するか、やむを得ない理由を書いてください。",
            ),
            Self::OwnWork => (
                "own_work",
                "作業者と承認者が同じ人です。別の人が承認するか、やむを得ない理由を書いてください。",
            ),
            Self::OwnCheck => (
                "own_check",
                "作業者が自分の作業を確認しています。別の人が確認するか、やむを得ない理由を書いてください。",
            ),
            Self::OwnVerification => (
                "own_verification",
                "作業者が自分の作業を検証しています。別の人が検証するか、やむを得ない理由を書いてください。",
            ),
            Self::OwnWitness => (
                "own_witness",
                "作業者が立会者を兼ねています。別の人が立ち会うか、やむを得ない理由を書いてください。",
            ),
            Self::PlaceNotLocked => (
                "place_not_locked",
                "個人情報のある媒体の保管場所が施錠されていません。施錠できる場所に移してください。",
            ),
            Self::KeyHolderMissing => {
                ("key_holder_missing", "暗号化した媒体の鍵保管者がありません。鍵を持つ人を入れてください。")
            }
            Self::UseLimitReached => {
                ("use_limit_reached", "使用回数が上限に達しています。新品に交換してください。")
            }
            Self::FaultWithoutAction => {
                ("fault_without_action", "警告や異常に対する処置がありません。とった処置を書いてください。")
            }
            Self::ContractMissing => (
                "contract_missing",
                "リースやレンタルの契約番号か満了日がありません。契約書から入れてください。",
            ),
            Self::LockTooLong => (
                "lock_too_long",
                "画面をロックするまでの時間が規程より長くなっています。設定を改めてください。",
            ),
            Self::NotLocked => (
                "not_locked",
                "盗難のおそれのある端末に盗難防止がありません。固定するか施錠して保管してください。",
            ),
            Self::NothingListed => {
                ("nothing_listed", "対象がありません。廃棄する媒体・機器の管理番号を入れてください。")
            }
            Self::NotCrushed => {
                ("not_crushed", "電子媒体の廃棄は粉砕が原則です。粉砕によらない理由を書いてください。")
            }
            Self::FormattingOnly => (
                "formatting_only",
                "初期化だけではデータが残ります。上書きや破壊を加えるか、理由を書いてください。",
            ),
            Self::StepsMissing => {
                ("steps_missing", "ＰＣの消去は上書きののち消去します。二つの手順を記録してください。")
            }
            Self::CertificateMissing => (
                "certificate_missing",
                "委託した消去の証明書がありません。受領して番号と受領日を入れてください。",
            ),
            Self::CertificateMismatch => {
                ("certificate_mismatch", "証明書の製造番号が台帳と一致しません。業者に確かめてください。")
            }
            Self::WitnessMissing => (
                "witness_missing",
                "特定個人情報の廃棄に立会者がありません。立ち会った職員を入れてください。",
            ),
            Self::StillToBeKept => (
                "still_to_be_kept",
                "保存義務のある情報が入っています。満了を確かめるまで廃棄しないでください。",
            ),
            Self::MethodInadequate => {
                ("method_inadequate", "この方法では媒体のデータが消えません。別の方法にしてください。")
            }
            Self::MethodDoubtful => (
                "method_doubtful",
                "この媒体と情報には注意の要る方法です。理由を書くか、別の方法にしてください。",
            ),
            Self::TextMissing => {
                ("text_missing", "研修のテキストがありません。使ったテキストを入れてください。")
            }
            Self::AttendeesMissing => {
                ("attendees_missing", "出席者がありません。出席者名簿を入れてください。")
            }
            Self::AttendeeTwice => {
                ("attendee_twice", "同じ人が出席者名簿に二度あります。一つにしてください。")
            }
            Self::MakeupDayMissing => {
                ("makeup_day_missing", "補講の受講日がない人がいます。受講日を入れてください。")
            }
            Self::AbsenceReasonMissing => {
                ("absence_reason_missing", "免除の理由がない人がいます。理由を入れてください。")
            }
            Self::NotEncrypted => (
                "not_encrypted",
                "持ち出す情報が暗号化されていません。暗号化かパスワードの設定をしてください。",
            ),
            Self::NotPledged => {
                ("not_pledged", "誓約がありません。目的外に利用せず紛失時は届け出ることを確かめてください。")
            }
            Self::PrivateDevice => {
                ("private_device", "私物の使用は原則禁止です。許可を得た理由を備考に書いてください。")
            }
            Self::AppointmentEndsBeforeStart => {
                ("appointment_ends_before_start", "解任日が任命日より前です。日付を確かめてください。")
            }
            Self::NothingPlanned => ("nothing_planned", "計画行がありません。年度の研修を入れてください。"),
            Self::RoleNotPlanned => (
                "role_not_planned",
                "対象に入っていない役割があります。統括責任者・責任者・管理者・システム管理者・一般職員のそれぞれに、研修を計画してください。",
            ),
            Self::ApprovedBeforePlanned => {
                ("approved_before_planned", "委員会の開催日が策定日より前です。日付を確かめてください。")
            }
            Self::IntervalImpossible => {
                ("interval_impossible", "受講の間隔は1から120までの月数で入れてください。")
            }
            Self::OwnExemption => {
                ("own_exemption", "本人が自分の免除を認めることはできません。別の人を入れてください。")
            }
            Self::ExemptedByNobody => {
                ("exempted_by_nobody", "免除を認めた人がありません。認めた人を入れてください。")
            }
            Self::RemindersOutOfOrder => {
                ("reminders_out_of_order", "督促日の順が前後しています。日付を確かめてください。")
            }
            Self::TextFileMissing => (
                "text_file_missing",
                "テキストのファイルがありません。使った版のファイルを添付してください。",
            ),
            Self::PlanMissing => (
                "plan_missing",
                "委員会の承認を受けた研修計画書に結び付いていません。計画書番号を入れてください。",
            ),
            Self::AttendanceOpen => {
                ("attendance_open", "出欠の決まっていない人がいます。全員の出欠を入れてください。")
            }
            Self::CountsDiffer => (
                "counts_differ",
                "取り込んだ数が出席者名簿と違います。名簿で数えた数を記録し、元の数は「取込時の数」として残しています。名簿に漏れがないか確かめてください。",
            ),
            Self::MoveBeforeHired => {
                ("move_before_hired", "発令日が採用の日より前です。日付を確かめてください。")
            }
            Self::PlaceNotInMoves => (
                "place_not_in_moves",
                "所属が異動の記録のどれとも一致しません。「異動」で記録するか、異動の記録も直してください。",
            ),
        }
    }
}

impl From<Finding> for FindingView {
    fn from(finding: Finding) -> Self {
        Self {
            field: finding.field.to_owned(),
            code: finding.code.as_str().to_owned(),
            severity: finding.severity.as_str().to_owned(),
            message: finding.code.message_ja().to_owned(),
        }
    }
}

//! 手順: what each step takes, what it cannot do without, and after which states it may come.
//!
//! The window builds the dialog of a step from this list and the declarations of the fields.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::State;
use crate::audit::Action;
use crate::error::Result;
use crate::records::step_actions::Taken;
use crate::records::steps as common;
use crate::registers::Facts;
use crate::vocab::{Content, RegisterId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts")]
pub enum Step {
    /// 申請
    Apply,
    /// 許可
    Permit,
    /// 作業前確認
    CheckBefore,
    /// 業者への引渡し
    HandOver,
    /// 作業
    Work,
    /// 終了報告
    Report,
    /// 証明書の受領
    Certificate,
    /// 作業後確認
    CheckAfter,
    /// 完了
    Close,
    /// 取止め
    Withdraw,
}

/// Fields of the application; until it is permitted they may be corrected.
pub const APPLICATION: &[&str] = &[
    "applied_on",
    "department",
    "applicant",
    "disposition",
    "reason",
    "content",
    "pii_class",
    "importance",
    "backup_needed",
    "backup_loc",
    "hold_check",
    "deprovision",
    "level",
    "method",
    "method_detail",
    "not_shred_reason",
    "planned_on",
    "performer",
    "vendor",
    "subcontractor",
    "contract_no",
    "adequacy_reason",
    "return_due",
    "lease_terms",
    "not_erased_reason",
    "nda_no",
    "nda_on",
    "secrecy_checked_on",
    "remarks",
];

impl Step {
    pub const ALL: [Self; 10] = [
        Self::Apply,
        Self::Permit,
        Self::CheckBefore,
        Self::HandOver,
        Self::Work,
        Self::Report,
        Self::Certificate,
        Self::CheckAfter,
        Self::Close,
        Self::Withdraw,
    ];

    /// As the window and the photos of a step name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::Permit => "permit",
            Self::CheckBefore => "check_before",
            Self::HandOver => "hand_over",
            Self::Work => "work",
            Self::Report => "report",
            Self::Certificate => "certificate",
            Self::CheckAfter => "check_after",
            Self::Close => "close",
            Self::Withdraw => "withdraw",
        }
    }

    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Apply => "申請",
            Self::Permit => "許可",
            Self::CheckBefore => "作業前確認",
            Self::HandOver => "業者への引渡し",
            Self::Work => "作業",
            Self::Report => "終了報告",
            Self::Certificate => "証明書の受領",
            Self::CheckAfter => "作業後確認",
            Self::Close => "完了",
            Self::Withdraw => "取止め",
        }
    }

    pub fn may_follow(self, state: State) -> bool {
        match self {
            Self::Apply => false,
            Self::Permit | Self::CheckBefore => state == State::Opened,
            Self::Withdraw => matches!(state, State::Opened | State::BeforeChecked),
            // Things are handed over once; what a check sends back is worked on again.
            Self::HandOver => matches!(state, State::BeforeChecked | State::InWork),
            Self::Work => {
                matches!(state, State::BeforeChecked | State::InWork | State::CertificateAwaited)
            }
            Self::Report => state == State::InWork,
            Self::Certificate => matches!(state, State::InWork | State::CertificateAwaited),
            Self::CheckAfter => state == State::WorkDone,
            Self::Close => state == State::AfterChecked,
        }
    }

    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Apply => APPLICATION,
            Self::Permit => {
                &["permitted_on", "permitted_by", "permit_no", "permit_condition", "self_approval_reason"]
            }
            Self::CheckBefore => &["pre_checked_at", "pre_checked_by", "pre_check_items"],
            Self::HandOver => &[
                "handed_on",
                "handed_by",
                "collected_by",
                "receipt_no",
                "vendor",
                "contract_no",
                "handling",
                "carrier",
                "witness",
                "not_erased_reason",
                "nda_no",
                "nda_on",
                "secrecy_checked_on",
            ],
            Self::Work => &[
                "work_started_at",
                "work_ended_at",
                "place",
                "operator",
                "witness",
                "witnessed_at",
                "handling",
                "tool",
                "method_detail",
                "verification",
                "result",
                "verified_by",
                "fallback_ref",
                "back_on",
                "back_checked",
            ],
            Self::Report => &["reported_on", "witness", "witnessed_at"],
            Self::Certificate => &[],
            Self::CheckAfter => &[
                "post_checked_at",
                "post_checked_by",
                "post_check_items",
                "validation",
                "same_checker_reason",
                "adequacy_reason",
                "not_shred_reason",
                "destination",
                "redo_reason",
                "verified_by",
            ],
            Self::Close => &["disposed_on", "remarks"],
            Self::Withdraw => &["withdrawn_reason"],
        }
    }

    pub fn required(self) -> &'static [&'static str] {
        match self {
            Self::Apply => &[
                "applied_on",
                "department",
                "applicant",
                "disposition",
                "reason",
                "content",
                "pii_class",
                "backup_needed",
                "hold_check",
                "level",
                "method",
                "performer",
            ],
            Self::Permit => &["permitted_on", "permitted_by"],
            Self::CheckBefore => &["pre_checked_at", "pre_checked_by", "pre_check_items"],
            Self::HandOver => &["handed_on", "handed_by", "collected_by", "receipt_no", "handling"],
            Self::Work => &[
                "work_started_at",
                "work_ended_at",
                "place",
                "operator",
                "tool",
                "verification",
                "result",
                "verified_by",
            ],
            Self::Report => &["reported_on"],
            Self::Certificate => &[],
            Self::CheckAfter => &["post_checked_at", "post_checked_by", "validation"],
            Self::Close => &["disposed_on"],
            Self::Withdraw => &["withdrawn_reason"],
        }
    }

    pub fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Apply => &["items"],
            Self::Work => &["steps"],
            Self::Certificate => &["certificates", "certificate_lines"],
            _ => &[],
        }
    }
}

impl Taken for Step {
    fn signed_by(self) -> Option<&'static str> {
        match self {
            Self::Permit => Some("permitted_by"),
            Self::CheckBefore => Some("pre_checked_by"),
            Self::CheckAfter => Some("post_checked_by"),
            _ => None,
        }
    }

    fn action(self) -> Action {
        match self {
            Self::Apply => Action::CaseApplied,
            Self::Permit => Action::CasePermitted,
            Self::CheckBefore => Action::CaseCheckedBefore,
            Self::HandOver => Action::CaseHandedOver,
            Self::Work => Action::CaseWorked,
            Self::Report => Action::CaseReported,
            Self::Certificate => Action::CertificateReceived,
            Self::CheckAfter => Action::CaseCheckedAfter,
            Self::Close => Action::CaseClosed,
            Self::Withdraw => Action::CaseWithdrawn,
        }
    }

    fn day(self, given: &Content) -> Option<NaiveDate> {
        let key = match self {
            Self::Apply => "applied_on",
            Self::Permit => "permitted_on",
            Self::CheckBefore => "pre_checked_at",
            Self::HandOver => "handed_on",
            Self::Work if given.values.contains_key("back_on") => "back_on",
            Self::Work => "work_ended_at",
            Self::Report => "reported_on",
            Self::Certificate => "received_on",
            Self::CheckAfter => "post_checked_at",
            Self::Close | Self::Withdraw => return None,
        };
        let values = match self {
            Self::Certificate => given.parts.get("certificates")?.first()?,
            _ => &given.values,
        };
        Facts(values).first_day(key)
    }
}

pub(super) fn belongs(step: Step, given: &Content) -> Result<()> {
    common::belongs(RegisterId::Disposals, step.fields(), step.parts(), given)
}

pub(super) fn complete(step: Step, given: &Content) -> Result<()> {
    // What comes back from repair is looked at, not erased.
    let back = step == Step::Work && given.values.contains_key("back_on");
    let required = if back { &["back_on", "back_checked"] } else { step.required() };
    super::require(&given.values, required)
}

//! 手順: which steps there are, and after which states each may come. What each takes says [`super::takes`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{State, takes};
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
    /// 不許可
    Reject,
    /// 作業前確認
    CheckBefore,
    /// 業者への引渡し
    HandOver,
    /// 作業
    Work,
    /// 修理からの返却
    Back,
    /// 終了報告
    Report,
    /// 証明書の受領
    Certificate,
    /// 作業後確認
    CheckAfter,
    /// 搬出・返却: what was erased here goes back to its lessor, or to be repaired
    SendOut,
    /// 完了
    Close,
    /// 産業廃棄物管理票
    Manifest,
    /// 取止め
    Withdraw,
}

impl Step {
    pub const ALL: [Self; 14] = [
        Self::Apply,
        Self::Permit,
        Self::Reject,
        Self::CheckBefore,
        Self::HandOver,
        Self::Work,
        Self::Back,
        Self::Report,
        Self::Certificate,
        Self::CheckAfter,
        Self::SendOut,
        Self::Close,
        Self::Manifest,
        Self::Withdraw,
    ];

    /// As the window and the photos of a step name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::Permit => "permit",
            Self::Reject => "reject",
            Self::CheckBefore => "check_before",
            Self::HandOver => "hand_over",
            Self::Work => "work",
            Self::Back => "back",
            Self::Report => "report",
            Self::Certificate => "certificate",
            Self::CheckAfter => "check_after",
            Self::SendOut => "send_out",
            Self::Close => "close",
            Self::Manifest => "manifest",
            Self::Withdraw => "withdraw",
        }
    }

    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Apply => "申請",
            Self::Permit => "許可",
            Self::Reject => "不許可",
            Self::CheckBefore => "作業前確認",
            Self::HandOver => "業者への引渡し",
            Self::Work => "作業",
            Self::Back => "修理からの返却",
            Self::Report => "終了報告",
            Self::Certificate => "証明書の受領",
            Self::CheckAfter => "作業後確認",
            Self::SendOut => "搬出・返却",
            Self::Close => "完了",
            Self::Manifest => "産廃管理票",
            Self::Withdraw => "取止め",
        }
    }

    pub fn may_follow(self, state: State) -> bool {
        use State::{AfterChecked, BeforeChecked, CertificateAwaited, Closed, InWork, Opened, WorkDone};
        match self {
            Self::Apply => false,
            Self::Permit | Self::Reject | Self::CheckBefore => state == Opened,
            Self::Withdraw => matches!(state, Opened | BeforeChecked),
            // What a check sends back may go to a contractor yet.
            Self::HandOver => matches!(state, BeforeChecked | InWork),
            Self::Work => matches!(state, BeforeChecked | InWork | CertificateAwaited),
            // What left with its data is checked once it is back; what left erased was checked before.
            Self::Back => matches!(state, InWork | AfterChecked),
            // The certificate may come first; who stood by in the office is said by the report alone. A certificate
            // may be issued anew until the work is accepted.
            Self::Report | Self::Certificate => matches!(state, InWork | CertificateAwaited | WorkDone),
            Self::CheckAfter => state == WorkDone,
            Self::SendOut | Self::Close => state == AfterChecked,
            // Its last sheet comes months later.
            Self::Manifest => {
                matches!(state, InWork | CertificateAwaited | WorkDone | AfterChecked | Closed)
            }
        }
    }

    /// The slot of the profile whose post the step is signed by.
    pub fn slot(self) -> Option<&'static str> {
        match self {
            Self::Permit | Self::Reject => Some("disposal_permit"),
            Self::CheckBefore | Self::CheckAfter => Some("disposal_check"),
            _ => None,
        }
    }

    pub fn fields(self) -> &'static [&'static str] {
        takes::fields(self)
    }

    pub fn required(self) -> &'static [&'static str] {
        takes::required(self)
    }

    pub fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Apply => &["items"],
            Self::Work => &["steps"],
            Self::Certificate => &["certificates", "certificate_lines"],
            // The things that are done again, where not simply those that failed.
            Self::CheckAfter => &["items"],
            _ => &[],
        }
    }
}

impl Taken for Step {
    fn signed_by(self) -> Option<&'static str> {
        match self {
            Self::Permit => Some("permitted_by"),
            Self::Reject => Some("refused_by"),
            Self::CheckBefore => Some("pre_checked_by"),
            Self::CheckAfter => Some("post_checked_by"),
            _ => None,
        }
    }

    fn action(self) -> Action {
        match self {
            Self::Apply => Action::CaseApplied,
            Self::Permit => Action::CasePermitted,
            Self::Reject => Action::CaseRefused,
            Self::CheckBefore => Action::CaseCheckedBefore,
            Self::HandOver => Action::CaseHandedOver,
            Self::Work => Action::CaseWorked,
            Self::Back => Action::CaseCameBack,
            Self::Report => Action::CaseReported,
            Self::Certificate => Action::CertificateReceived,
            Self::CheckAfter => Action::CaseCheckedAfter,
            Self::SendOut => Action::CaseSentOut,
            Self::Close => Action::CaseClosed,
            Self::Manifest => Action::ManifestKept,
            Self::Withdraw => Action::CaseWithdrawn,
        }
    }

    fn day(self, given: &Content) -> Option<NaiveDate> {
        let key = match self {
            Self::Apply => "applied_on",
            Self::Permit => "permitted_on",
            Self::Reject => "refused_on",
            Self::CheckBefore => "pre_checked_at",
            Self::HandOver => "handed_on",
            Self::Work => "work_ended_at",
            Self::Back => "back_on",
            Self::Report => "reported_on",
            Self::Certificate => "received_on",
            Self::CheckAfter => "post_checked_at",
            Self::SendOut => "sent_on",
            // Its sheets come on days of their own.
            Self::Close | Self::Manifest | Self::Withdraw => return None,
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
    super::require(&given.values, step.required())
}

//! 手順: what each step of a session takes, what it cannot do without, and after which states it may come.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::State;
use crate::audit::Action;
use crate::error::Result;
use crate::profile::{Profile, clause};
use crate::records::step_actions::Taken;
use crate::records::steps as common;
use crate::registers::Facts;
use crate::vocab::{Content, RegisterId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "types.gen.ts", rename = "TrainingStep")]
pub enum Step {
    /// 計画
    Plan,
    /// 周知
    Announce,
    /// 実施
    Hold,
    /// 確定
    Confirm,
    /// 中止
    Cancel,
}

/// What a step takes, from which the window builds its form.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export_to = "types.gen.ts", rename = "TrainingStepInfo")]
pub struct StepInfo {
    pub step: Step,
    pub fields: &'static [&'static str],
    pub required: &'static [&'static str],
    pub parts: &'static [&'static str],
    /// As the office's own regulation has it.
    pub clause: String,
}

const PLAN: &[&str] = &[
    "course_no",
    "course",
    "course_kind",
    "plan_no",
    "session",
    "held_on",
    "started_at",
    "ended_at",
    "place",
    "mode",
    "instructor",
    "instructor_org",
    "targets",
    "target_departments",
    "content",
    "text_no",
    "quiz_method",
    "quiz_pass",
    "drill_structure",
    "drill_scope",
    "remarks",
];

const HOLD: &[&str] = &[
    "held_on",
    "started_at",
    "ended_at",
    "place",
    "mode",
    "instructor",
    "instructor_org",
    "content",
    "text_no",
    "quiz_method",
    "quiz_pass",
    "findings",
    "remarks",
];

const CONFIRM: &[&str] = &[
    "checked_by",
    "checked_on",
    "reported_to",
    "reported_on",
    "quiz_failed_action",
    "makeup_on",
    "absent_action",
    "findings",
];

/// What a correction may touch once a session was held.
pub const CORRECTABLE: &[&str] = &[
    "course_no",
    "course",
    "course_kind",
    "plan_no",
    "session",
    "held_on",
    "started_at",
    "ended_at",
    "place",
    "mode",
    "instructor",
    "instructor_org",
    "content",
    "text_no",
    "quiz_method",
    "quiz_pass",
    "quiz_failed_action",
    "makeup_on",
    "absent_action",
    "findings",
    "reported_to",
    "reported_on",
    "drill_structure",
    "drill_scope",
    "remarks",
];

impl Step {
    pub const ALL: [Self; 5] = [Self::Plan, Self::Announce, Self::Hold, Self::Confirm, Self::Cancel];

    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Plan => "計画",
            Self::Announce => "周知",
            Self::Hold => "実施",
            Self::Confirm => "確定",
            Self::Cancel => "中止",
        }
    }

    pub fn leads_to(self) -> State {
        match self {
            Self::Plan => State::Planned,
            Self::Announce => State::Announced,
            Self::Hold => State::Held,
            Self::Confirm => State::Confirmed,
            Self::Cancel => State::Cancelled,
        }
    }

    pub fn may_follow(self, state: State) -> bool {
        match self {
            Self::Plan => false,
            Self::Announce => state == State::Planned,
            Self::Hold | Self::Cancel => matches!(state, State::Planned | State::Announced),
            Self::Confirm => state == State::Held,
        }
    }

    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Plan => PLAN,
            Self::Announce => &["announced_on", "announced_how"],
            Self::Hold => HOLD,
            Self::Confirm => CONFIRM,
            Self::Cancel => &["cancelled_on", "cancelled_reason"],
        }
    }

    pub fn required(self) -> &'static [&'static str] {
        match self {
            Self::Plan => {
                &["course", "course_kind", "held_on", "place", "mode", "instructor", "targets", "content"]
            }
            Self::Announce => &["announced_on"],
            Self::Hold => &["held_on", "started_at", "ended_at"],
            Self::Confirm => &["checked_by", "checked_on"],
            Self::Cancel => &["cancelled_on", "cancelled_reason"],
        }
    }

    fn clauses(self) -> &'static [&'static str] {
        match self {
            Self::Plan => &["A 3.2", "B 4-2(2)②"],
            Self::Announce => &["A 3.3"],
            Self::Hold => &["A 3.2", "A 3.3(2)"],
            Self::Confirm => &["A 3.2", "A 3.3(2)", "A 2.1.2(2)f"],
            Self::Cancel => &[],
        }
    }
}

impl Taken for Step {
    fn signed_by(self) -> Option<&'static str> {
        (self == Self::Confirm).then_some("checked_by")
    }

    fn action(self) -> Action {
        match self {
            Self::Plan => Action::TrainingPlanned,
            Self::Announce => Action::TrainingAnnounced,
            Self::Hold => Action::TrainingHeld,
            Self::Confirm => Action::TrainingConfirmed,
            Self::Cancel => Action::TrainingCancelled,
        }
    }

    fn day(self, given: &Content) -> Option<NaiveDate> {
        let key = match self {
            Self::Announce => "announced_on",
            Self::Plan | Self::Hold => "held_on",
            Self::Confirm => "checked_on",
            Self::Cancel => "cancelled_on",
        };
        Facts(&given.values).first_day(key)
    }
}

/// All steps, in the order of a session.
pub fn described(profile: &Profile) -> Vec<StepInfo> {
    let own = |reference: &&str| profile.own_clause(reference).map(clause::as_printed);
    let info = |step: Step| StepInfo {
        step,
        fields: step.fields(),
        required: step.required(),
        parts: &[],
        clause: step.clauses().iter().filter_map(own).collect::<Vec<_>>().join("、"),
    };
    Step::ALL.into_iter().map(info).collect()
}

/// A step takes its own fields and no others: nobody slips a confirmation into a plan.
pub fn belongs(step: Step, given: &Content) -> Result<()> {
    common::belongs(RegisterId::Training, step.fields(), &[], given)
}

//! 研修計画書: the year's trainings, drawn up and approved by the committee (B 4-2(2)①, E 6-2(2)ア).
//!
//! The state follows from the committee's decision. An approved plan is not corrected any more: whoever
//! changes it asks the committee again ([`super::planning`]).

use crate::registers::{Facts, Finding, FindingCode, Severity};
use crate::vocab::{Content, Value, Values};

/// 状態, as the committee's decision makes it.
pub fn derived(content: &Content) -> Values {
    let status = match Facts(&content.values).choice("committee_decision") {
        Some("approved") if is_approved(content) => "approved",
        Some("rejected") => "rejected",
        _ => "draft",
    };
    Values::from([("status".to_owned(), Value::Choice(status.to_owned()))])
}

/// 委員会承認: its day, its decision and where it is minuted.
pub fn is_approved(content: &Content) -> bool {
    let facts = Facts(&content.values);
    facts.is("committee_decision", &["approved"]) && facts.has("committee_on") && facts.has("minutes_no")
}

pub fn check(content: &Content, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    if content.parts.get("lines").is_none_or(Vec::is_empty) {
        findings.push(Finding::new("lines", FindingCode::NothingPlanned, Severity::Close));
    }
    if facts.before("committee_on", "planned_on") {
        findings.push(Finding::new("committee_on", FindingCode::ApprovedBeforePlanned, Severity::Save));
    }
}

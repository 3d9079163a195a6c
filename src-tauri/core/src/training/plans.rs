//! 研修計画書: the year's trainings, drawn up and approved by the committee (B 4-2(2)①, E 6-2(2)ア).
//!
//! The state follows from the committee's decision. An approved plan is not corrected any more: whoever
//! changes it asks the committee again ([`super::planning`]).

use super::courses::many;
use crate::registers::{Facts, Finding, FindingCode, Severity};
use crate::vocab::fold::match_key;
use crate::vocab::{Content, FiscalYear, Value, Values};

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

/// Whether a session stands on this plan: approved, of its fiscal year, with its course on one of the lines.
pub fn covers(plan: &Content, session: &Content, year: Option<FiscalYear>) -> bool {
    let planned = Facts(&plan.values).int("fiscal_year").and_then(|year| i32::try_from(year).ok());
    let text = |values: &Values, key: &str| values.get(key).map(Value::to_text).unwrap_or_default();
    let (number, name) = (text(&session.values, "course_no"), text(&session.values, "course"));
    let is_it = |line: &Values| {
        let same_number = !number.is_empty() && text(line, "course_no") == number;
        same_number || match_key(&text(line, "course")) == match_key(&name)
    };
    is_approved(plan)
        && planned.map(FiscalYear) == year
        && plan.parts.get("lines").is_some_and(|lines| lines.iter().any(is_it))
}

/// Whom training has to be fit for (B 4-2(2)④).
const ROLES: [&str; 5] = ["chief", "officers", "managers", "system_managers", "general_staff"];

/// Whether some line of the plan means everybody of every role.
fn means_every_role(lines: &[Values]) -> bool {
    let targets: Vec<String> = lines.iter().flat_map(|line| many(line, "targets")).collect();
    let named = |id: &str| targets.iter().any(|target| target == id);
    named("all_staff") || ROLES.iter().all(|role| named(role))
}

pub fn check(content: &Content, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    let lines = content.parts.get("lines").map(Vec::as_slice).unwrap_or_default();
    if lines.is_empty() {
        findings.push(Finding::new("lines", FindingCode::NothingPlanned, Severity::Close));
    } else if !means_every_role(lines) {
        findings.push(Finding::new("lines", FindingCode::RoleNotPlanned, Severity::Warn));
    }
    if facts.before("committee_on", "planned_on") {
        findings.push(Finding::new("committee_on", FindingCode::ApprovedBeforePlanned, Severity::Save));
    }
}

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
    Values::from([("status", Value::Choice(status.to_owned()))])
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use crate::profile::Profile;
    use crate::registers::testing::{content, with_rows};
    use crate::training::session::{Proof, hindrances};
    use crate::vocab::RegisterId::{Training, TrainingPlans};

    fn plan(decision: &str, course: &str) -> Content {
        let line = [("course", course), ("course_no", "研講R8-001")];
        let texts = [
            ("fiscal_year", "令和8年度"),
            ("committee_on", "R8.4.20"),
            ("committee_decision", decision),
            ("minutes_no", "委R8-1"),
        ];
        with_rows(TrainingPlans, &texts, &[("lines", &[&line])])
    }

    #[test]
    fn a_session_stands_on_an_approved_plan_of_its_year_that_names_its_course() {
        let session =
            |number: &str, name: &str| content(Training, &[("course_no", number), ("course", name)]);
        let cases = [
            ("承認", "研講R8-001", "別の名", 2026, true),
            ("承認", "", "情報セキュリティ研修", 2026, true),
            ("承認", "", "個人情報保護研修", 2026, false),
            ("承認", "研講R8-001", "情報セキュリティ研修", 2027, false),
            ("条件付き承認", "研講R8-001", "情報セキュリティ研修", 2026, false),
            ("否決", "研講R8-001", "情報セキュリティ研修", 2026, false),
        ];
        for (decision, number, name, year, stands) in cases {
            let found = covers(
                &plan(decision, "情報セキュリティ研修"),
                &session(number, name),
                Some(FiscalYear(year)),
            );
            assert_eq!(found, stands, "{decision} {number} {name} {year}");
        }
    }

    #[test]
    fn where_the_regulation_asks_for_a_plan_nothing_is_confirmed_without_one() {
        let off = Profile::shipped("a").unwrap();
        let body = include_str!("../../../../assets/profiles/a.toml");
        let asks = body.replace(
            "training_plan_approved = { on = false",
            "training_plan_approved = { on = true, clause = \"3.2\"",
        );
        let on = Profile::stored(&asks).unwrap();
        let session = content(Training, &[("course", "研修")]);
        let found = |profile: &Profile, plan_approved: bool| {
            let proof = Proof { text_file: true, plan_approved };
            let found = hindrances(&session, profile, proof);
            found.iter().any(|error| error.code() == ErrorCode::TrainingPlanMissing)
        };
        assert_eq!([found(&on, false), found(&on, true), found(&off, false)], [true, false, false]);
    }
}

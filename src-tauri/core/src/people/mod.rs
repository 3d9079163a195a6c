//! 職員名簿: the people the ledgers speak of. Whether someone may sign in is an account's matter, not theirs.

pub mod actions;
pub mod fields;
pub mod holdings;
pub mod posts;
pub mod roster;
pub mod store;

use crate::registers::{Facts, Finding, FindingCode, Severity};
use crate::vocab::Content;

/// 退職 comes after 採用, 解任 after 任命.
pub fn check(content: &Content, findings: &mut Vec<Finding>) {
    if Facts(&content.values).before("left_on", "hired_on") {
        findings.push(Finding::new("left_on", FindingCode::LeftBeforeHired, Severity::Save));
    }
    check_places(content, findings);
    let roles = content.parts.get("roles").into_iter().flatten();
    if roles.map(Facts).any(|role| role.before("until_on", "from_on")) {
        findings.push(Finding::new("roles", FindingCode::AppointmentEndsBeforeStart, Severity::Save));
    }
}

/// The place shown is one of those held, and nobody moved before he came.
fn check_places(content: &Content, findings: &mut Vec<Finding>) {
    let moves = content.parts.get("assignments").map(Vec::as_slice).unwrap_or_default();
    let shown = content.values.get("department");
    if !moves.is_empty() && !moves.iter().any(|row| row.get("department") == shown) {
        findings.push(Finding::new("department", FindingCode::PlaceNotInMoves, Severity::Save));
    }
    let hired = Facts(&content.values).first_day("hired_on");
    let early =
        |row| hired.is_some_and(|hired| Facts(row).date("from_on").is_some_and(|on| on.last_day() < hired));
    if moves.iter().any(early) {
        findings.push(Finding::new("assignments", FindingCode::MoveBeforeHired, Severity::Save));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::testing::{codes, content, with_rows};
    use crate::vocab::RegisterId::Staff;

    #[test]
    fn nobody_leaves_before_being_hired() {
        let left = |on: &str| content(Staff, &[("hired_on", "令和7年4月1日"), ("left_on", on)]);
        assert_eq!(codes(Staff, &left("令和7年3月31日")), [FindingCode::LeftBeforeHired]);
        assert_eq!(codes(Staff, &left("令和7年4月1日")), []);
        // Only the month is known: it may have been the same day.
        assert_eq!(codes(Staff, &left("令和7年4月")), []);
    }

    #[test]
    fn an_appointment_ends_after_it_began() {
        let role = [("role", "監査員"), ("from_on", "R8.4.1"), ("until_on", "R8.3.31")];
        let record = with_rows(Staff, &[], &[("roles", &[&role])]);
        assert_eq!(codes(Staff, &record), [FindingCode::AppointmentEndsBeforeStart]);
    }
}

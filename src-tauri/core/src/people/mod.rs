//! 職員名簿: the people the ledgers speak of. Whether someone may sign in is an account's matter, not theirs.

pub mod fields;

use crate::registers::{Facts, Finding, FindingCode, Severity};
use crate::vocab::Content;

/// 退職 comes after 採用, 解任 after 任命.
pub fn check(content: &Content, findings: &mut Vec<Finding>) {
    if Facts(&content.values).before("left_on", "hired_on") {
        findings.push(Finding::new("left_on", FindingCode::LeftBeforeHired, Severity::Save));
    }
    let roles = content.parts.get("roles").into_iter().flatten();
    if roles.map(Facts).any(|role| role.before("until_on", "from_on")) {
        findings.push(Finding::new("roles", FindingCode::AppointmentEndsBeforeStart, Severity::Save));
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

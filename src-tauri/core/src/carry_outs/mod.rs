//! 持出し: who may take which information or device out of the office, and until when (A 4.3).

pub mod fields;

use crate::profile::Profile;
use crate::registers::{Facts, Finding, FindingCode, Severity};
use crate::vocab::Content;

/// Permitted by someone else and beforehand, unreadable to others, and back after it went.
pub fn check(content: &Content, profile: &Profile, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    check_dates(facts, findings);
    if facts.same_person("applicant", "permitted_by") && !facts.has("self_approval_reason") {
        findings.push(Finding::new("permitted_by", FindingCode::OwnRequest, Severity::Save));
    }
    let information = !facts.is("what", &["device", "software"]);
    if information && facts.is("encrypted", &["none"]) {
        let severity = if profile.demands("encryption_required") { Severity::Save } else { Severity::Warn };
        findings.push(Finding::new("encrypted", FindingCode::NotEncrypted, severity));
    }
    if facts.yes("pledge") == Some(false) {
        findings.push(Finding::new("pledge", FindingCode::NotPledged, Severity::Save));
    }
    if facts.yes("byod") == Some(true) && !facts.has("remarks") {
        findings.push(Finding::new("byod", FindingCode::PrivateDevice, Severity::Warn));
    }
}

fn check_dates(facts: Facts<'_>, findings: &mut Vec<Finding>) {
    let out = facts.first_day("out_at");
    let before_out = |key: &str| facts.date(key).zip(out).is_some_and(|(day, out)| day.last_day() < out);
    if before_out("due_on") {
        findings.push(Finding::new("due_on", FindingCode::DueBeforeOut, Severity::Save));
    }
    if before_out("returned_on") {
        findings.push(Finding::new("returned_on", FindingCode::ReturnedBeforeOut, Severity::Save));
    }
    if facts.date("permitted_on").zip(out).is_some_and(|(day, out)| day.first_day() > out) {
        findings.push(Finding::new("permitted_on", FindingCode::PermittedAfterwards, Severity::Save));
    }
}

/// Where a request begins; one from an old ledger (`old`), where it stood when it was read: what left and is not said
/// to be back is out, whoever permitted it.
pub fn first_state(facts: Facts<'_>, old: bool) -> &'static str {
    if facts.is("decision", &["refused"]) {
        "rejected"
    } else if facts.has("in_checked_by") {
        "closed"
    } else if facts.has("returned_on") {
        "returned"
    } else if facts.has("out_checked_by") || old && facts.has("out_at") {
        "out"
    } else if facts.has("permitted_by") {
        "approved"
    } else {
        "draft"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::testing::{codes, content};
    use crate::vocab::RegisterId::CarryOuts;

    #[test]
    fn the_dates_of_a_carry_out_follow_one_another() {
        let cases = [
            (vec![("due_on", "R8.8.13")], vec![FindingCode::DueBeforeOut]),
            (vec![("due_on", "R8.8.14")], vec![]),
            (vec![("returned_on", "R8.8.13")], vec![FindingCode::ReturnedBeforeOut]),
            (vec![("permitted_on", "R8.8.15")], vec![FindingCode::PermittedAfterwards]),
            (vec![("permitted_on", "R8.8.14")], vec![]),
        ];
        for (mut texts, expected) in cases {
            texts.push(("out_at", "2026/8/14 9:00"));
            assert_eq!(codes(CarryOuts, &content(CarryOuts, &texts)), expected, "{texts:?}");
        }
    }

    #[test]
    fn nobody_permits_their_own_request() {
        let own = [("applicant", "辻　香織"), ("permitted_by", "辻 香織")];
        assert_eq!(codes(CarryOuts, &content(CarryOuts, &own)), [FindingCode::OwnRequest]);
        // 辻󠄀 and 辻 may be two persons; nothing is said of them without the 職員名簿.
        let other = [("applicant", "髙橋 一郎"), ("permitted_by", "高橋 一郎")];
        assert_eq!(codes(CarryOuts, &content(CarryOuts, &other)), []);
    }

    #[test]
    fn persons_are_compared_by_the_staff_list_first() {
        let two_of_one_name = [
            ("applicant", "佐藤 健"),
            ("applicant.id", "3"),
            ("permitted_by", "佐藤 健"),
            ("permitted_by.id", "4"),
        ];
        assert_eq!(codes(CarryOuts, &content(CarryOuts, &two_of_one_name)), []);
    }

    #[test]
    fn information_leaves_encrypted_a_bare_device_need_not() {
        let leaving = |what: &str| content(CarryOuts, &[("what", what), ("encrypted", "無")]);
        assert_eq!(codes(CarryOuts, &leaving("情報")), [FindingCode::NotEncrypted]);
        assert_eq!(codes(CarryOuts, &leaving("両方")), [FindingCode::NotEncrypted]);
        assert_eq!(codes(CarryOuts, &leaving("機器")), []);
    }
}

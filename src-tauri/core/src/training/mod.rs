//! 研修: what was taught, with which text, and who was there (A 3.2, 3.3(2)).

pub mod actions;
pub mod audience;
pub mod chasing;
pub mod choices;
pub mod course_fields;
pub mod courses;
pub mod duties;
pub mod fields;
pub mod followup_fields;
pub mod followups;
pub mod form;
pub mod guide;
pub mod keeping;
mod list_counts;
pub mod lists;
pub mod matrix;
pub mod paper;
pub mod plan_fields;
pub mod planning;
pub mod plans;
pub mod rates;
pub mod report_fields;
pub mod reports;
pub mod scan;
pub mod session;
pub mod sheets;
pub mod signed;
pub mod standing;
mod store;
pub mod targets_preview;
pub mod text_fields;
pub mod texts;
pub mod untrained;
pub mod year;

use std::collections::BTreeSet;

pub use list_counts::{Counts, counts, derived, derived_of_old, follow_list, recount, was_said};

use crate::profile::Profile;
use crate::registers::{Facts, Finding, FindingCode, Severity};
use crate::vocab::{Content, Value};

/// A training that was held has its text and its list of attendees (A 3.2).
pub fn check(content: &Content, profile: &Profile, findings: &mut Vec<Finding>) {
    let facts = Facts(&content.values);
    if facts.before("ended_at", "started_at") {
        findings.push(Finding::new("ended_at", FindingCode::EndsBeforeStart, Severity::Save));
    }
    check_attendees(content, findings);
    if list_counts::differs_from_old(content) {
        findings.push(Finding::new("attended_count", FindingCode::CountsDiffer, Severity::Warn));
    }
    if facts.is("status", &["planned", "announced", "cancelled"]) || !profile.demands("text_and_list_kept") {
        return;
    }
    if !facts.has("text_ref") {
        findings.push(Finding::new("text_ref", FindingCode::TextMissing, Severity::Close));
    }
    if counts(content).attended == 0 {
        findings.push(Finding::new("attendees", FindingCode::AttendeesMissing, Severity::Close));
    }
}

fn check_attendees(content: &Content, findings: &mut Vec<Finding>) {
    let rows = content.parts.get("attendees").map(Vec::as_slice).unwrap_or_default();
    let mut persons = BTreeSet::new();
    // Without the 職員名簿 two of one name may be two persons.
    let known = rows.iter().filter_map(|row| match row.get("name") {
        Some(Value::Person { id, .. }) => *id,
        _ => None,
    });
    if known.into_iter().any(|person| !persons.insert(person)) {
        findings.push(Finding::new("attendees", FindingCode::AttendeeTwice, Severity::Save));
    }
    let lacks = |state: &str, key: &str| {
        rows.iter().map(Facts).any(|row| row.is("attendance", &[state]) && !row.has(key))
    };
    if lacks("makeup", "attended_on") {
        findings.push(Finding::new("attendees", FindingCode::MakeupDayMissing, Severity::Close));
    }
    if lacks("exempt", "absence_reason") {
        findings.push(Finding::new("attendees", FindingCode::AbsenceReasonMissing, Severity::Close));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::testing::{codes, with_rows};
    use crate::vocab::RegisterId::Training;

    fn held(attendances: &[&str]) -> Content {
        let rows: Vec<[(&str, &str); 1]> = attendances.iter().map(|state| [("attendance", *state)]).collect();
        let rows: Vec<&[(&str, &str)]> = rows.iter().map(|row| row.as_slice()).collect();
        with_rows(Training, &[("text_ref", "研修資料.pdf（第１版）")], &[("attendees", &rows)])
    }

    #[test]
    fn a_training_leaves_its_text_and_its_list() {
        let record = with_rows(Training, &[("course", "研修")], &[]);
        assert_eq!(codes(Training, &record), [FindingCode::TextMissing, FindingCode::AttendeesMissing]);
        assert_eq!(codes(Training, &held(&["○"])), []);

        let planned = with_rows(Training, &[("course", "研修"), ("status", "計画")], &[]);
        assert_eq!(codes(Training, &planned), []);
    }

    #[test]
    fn a_makeup_has_its_day_and_an_exemption_its_reason() {
        let codes = codes(Training, &held(&["○", "補講", "免除"]));
        assert_eq!(codes, [FindingCode::MakeupDayMissing, FindingCode::AbsenceReasonMissing]);
    }

    #[test]
    fn nobody_attends_twice() {
        let row = [("name", "渡邊 誠"), ("name.id", "5"), ("attendance", "○")];
        let record = with_rows(Training, &[("text_ref", "資料")], &[("attendees", &[&row, &row])]);
        assert_eq!(codes(Training, &record), [FindingCode::AttendeeTwice]);
    }
}
